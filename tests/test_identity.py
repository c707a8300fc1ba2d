"""The id of an entity that was merged into another means that other, wherever an id is asked for."""

from collections.abc import Iterator
from typing import Any

import pytest
from cluster import Databases
from starlette.testclient import TestClient

from graph.identity import Meant
from graph.kinds import Model
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Source
from graph.seeding.seeds import read_seeds
from graph.store import Store
from graph.values import EntityId
from schema.engine import Engine, Request
from server import application
from settings import Settings

BASE = "https://example.org/"
KEPT, OTHER, THIRD = "organization/mops-leczna", "organization/mops-debica", "organization/mops-lezajsk"
PLACE, OTHER_PLACE = "place/leczna", "place/debica"


@pytest.fixture(scope="module")
def merged(databases: Databases, seeds: list[Source], model: Model) -> Iterator[Store]:
    """A graph in which a third was merged into another, that one into the one that is kept, and a town into a town."""
    url = databases.new()
    store = Store.create(url, model, seeds)
    store.merge(EntityId(OTHER), EntityId(THIRD))
    store.merge(EntityId(KEPT), EntityId(OTHER))
    store.merge(EntityId(PLACE), EntityId(OTHER_PLACE))
    yield store
    store.close()
    databases.remove(url)


def data(store: Store, query: str, **variables: Any) -> Any:
    answer = Engine(store, BASE).answer(Request(query, variables=variables))
    assert not answer.errors
    return answer.data


@pytest.mark.parametrize("name", [KEPT, OTHER, THIRD])
def test_a_node_is_found_by_any_id_it_ever_had(merged, name):
    asked = "query($id: ID!) { node(id: $id) { id sameAs } }"
    node = data(merged, asked, id=name)["node"]
    assert node["id"] == KEPT
    assert node["sameAs"][-2:] == [f"{BASE}id/{OTHER}", f"{BASE}id/{THIRD}"]


def test_nodes_keep_the_order_and_the_number_of_the_ids(merged):
    found = data(merged, f'{{ nodes(ids: ["{THIRD}", "{PLACE}", "{KEPT}", "{OTHER_PLACE}"]) {{ id }} }}')["nodes"]
    assert [each["id"] for each in found] == [KEPT, PLACE, KEPT, PLACE]


@pytest.mark.parametrize(
    "where",
    [
        '{id: {eq: "NAME"}}',
        '{id: {in: ["NAME", "organization/nobody"]}}',
        '{not: {id: {ne: "NAME"}}}',
    ],
)
def test_a_filter_finds_by_any_id(merged, where):
    for name in (KEPT, OTHER, THIRD):
        query = f"{{ organizations(where: {where.replace('NAME', name)}) {{ nodes {{ id }} }} }}"
        assert data(merged, query)["organizations"]["nodes"] == [{"id": KEPT}]


def test_what_is_under_an_id_is_what_is_under_the_one_that_is_kept(merged):
    query = "query($id: ID!) { organizations(where: {place: {under: $id}}, orderBy: [{name: ASC}]) { nodes { id } } }"
    found = [data(merged, query, id=name)["organizations"]["nodes"] for name in (PLACE, OTHER_PLACE)]
    assert found[0] == found[1] != []


def test_paths_neighbourhoods_and_suggestions_begin_at_the_one_that_is_kept(merged):
    query = """query($id: ID!) {
      path(from: $id, to: "place/treviolo") { length nodes { id } }
      neighbourhood(of: $id) { nodes { id } }
      suggestedPartners(of: $id) { entity { id } }
    }"""
    assert data(merged, query, id=THIRD) == data(merged, query, id=KEPT)


def test_linked_data_lead_on_for_good(merged):
    client = TestClient(application(Settings.of(base_iri=BASE), merged), follow_redirects=False)
    for path, wanted in {
        f"/id/{OTHER}": f"{BASE}id/{KEPT}",
        f"/data/{THIRD}": f"{BASE}data/{KEPT}",
        f"/data/{THIRD}.ttl": f"{BASE}data/{KEPT}.ttl",
    }.items():
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (301, wanted)
    assert client.get(f"/data/{KEPT}.ttl").status_code == 200
    assert client.get("/id/organization/nobody").status_code == 404


def test_what_is_kept_is_the_same_as_what_was_merged_and_says_all_of_itself(merged, model):
    for name, format_ in FORMATS.items():
        text = "".join(export(model, format_.syntax(model, BASE), merged.records(), merged.merges()))
        assert OTHER.partition("/")[2] in text, name
    lines = "".join(
        export(model, FORMATS["ntriples"].syntax(model, BASE), merged.records(), merged.merges())
    ).splitlines()
    # What a document says is told in its own words: the object of its statement is whom it named.
    said = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object>"
    stated = f"<{BASE}ontology#stated>"  # and its proof says of whom it speaks
    named = [line for line in lines if f"/id/{OTHER}" in line or f"/id/{THIRD}" in line]
    about = [line for line in named if said not in line and stated not in line]
    same = "<http://www.w3.org/2002/07/owl#sameAs>"
    assert sorted(about) == [f"<{BASE}id/{KEPT}> {same} <{BASE}id/{name}> ." for name in (OTHER, THIRD)]
    alone = export(
        model, FORMATS["ntriples"].syntax(model, BASE), [merged.record(KEPT)], {EntityId(KEPT): merged.merged(KEPT)}
    )
    assert set("".join(alone).splitlines()) <= set(lines)


def test_who_was_merged_into_whom_is_known_for_one_and_for_all(merged):
    assert merged.merges() == {KEPT: [OTHER, THIRD], PLACE: [OTHER_PLACE]}
    assert merged.merged(KEPT) == [OTHER, THIRD]
    assert merged.meant(THIRD) == Meant(EntityId(KEPT), is_there=True)
    assert merged.meant("organization/nobody") is None


def test_what_is_unmerged_is_itself_again_and_takes_along_who_came_with_it(merged, model):
    merged.unmerge(EntityId(OTHER))
    try:
        assert merged.merges() == {OTHER: [THIRD], PLACE: [OTHER_PLACE]}
        assert data(merged, f'{{ node(id: "{THIRD}") {{ id }} }}')["node"]["id"] == OTHER
    finally:
        merged.merge(EntityId(KEPT), EntityId(OTHER))
    assert merged.merged(KEPT) == [OTHER, THIRD]


SEED = """
document: {id: document/list, title: {en: A list}, url: https://example.org/list, language: en, evidence: &it {table: t, row: "0"}}
entities:
- {id: organization/first, type: Institution, name: {en: First}, evidence: *it}
"""
SECOND = "- {id: organization/second, type: Institution, name: {en: Second}, evidence: *it}"


def test_what_no_source_speaks_of_any_more_is_gone(url, model, tmp_path):
    seed = tmp_path / "list.yaml"
    seed.write_text(SEED + SECOND, encoding="utf-8")
    store = Store.create(url, model, read_seeds([seed], model))
    seed.write_text(SEED, encoding="utf-8")
    store.write(read_seeds([seed], model))
    client = TestClient(application(Settings.of(base_iri=BASE), store), follow_redirects=False)
    for path in ("/id/organization/second", "/data/organization/second", "/data/organization/second.ttl"):
        assert (client.get(path).status_code, client.get(path).text.split(":")[0]) == (
            410,
            "organization/second was withdrawn",
        )
    store.close()
