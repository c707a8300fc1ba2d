"""Paths and neighbourhoods are those that NetworkX finds in the whole network, made from the records alone."""

import random
from collections.abc import Iterator
from itertools import islice, pairwise
from math import inf
from pathlib import Path

import networkx as nx
import pytest
from cluster import Databases
from networks import Asked, Tie, network, ties

from graph.errors import RequestError, UnknownEntity
from graph.importing.files.rows import TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import read_mapping
from graph.importing.places.gazetteer import Gazetteer
from graph.importing.run import Run
from graph.kinds import Model
from graph.network.scope import TIE_KINDS, USUAL
from graph.store import Store

HOME = Path(__file__).parent.parent
KEEP = HOME.parent / "shared" / "data" / "keep_interreg"
PAIRS = 500


@pytest.fixture(scope="module")
def joined(store: Store) -> list[Tie]:
    return ties(store)


@pytest.fixture(scope="module")
def whole(store: Store, joined: list[Tie]) -> "nx.Graph[str]":
    made = network(joined)
    made.add_nodes_from(str(record.id) for record, _ in store.records())
    return made


@pytest.fixture(scope="module")
def tied(whole: "nx.Graph[str]") -> list[str]:
    """Return the entities that are tied to anything."""
    return sorted(name for name in whole if whole.degree(name))


@pytest.fixture
def asked(store: Store) -> Iterator[Asked]:
    with store.snapshot(inf) as snapshot:
        yield Asked(store, snapshot)


@pytest.mark.parametrize("via", [None, TIE_KINDS, ("PROJECT",), ("PARENT", "PLACE"), ("PARTNERSHIP", "PROGRAMME"), ()])
def test_every_path_is_as_short_as_can_be_and_made_of_ties(asked, joined, tied, via):
    graph = network(joined, USUAL if via is None else via)
    hops_of = {(tie.near, tie.far, tie.kind, tie.relation, tie.via) for tie in joined}
    for start in tied:
        lengths = nx.single_source_shortest_path_length(graph, start) if start in graph else {start: 0}
        for end in tied:
            found = asked.path(start, end, limit=20, via=via)
            if end not in lengths:
                assert found is None
                continue
            nodes, hops = found
            assert (nodes[0], nodes[-1], len(nodes)) == (start, end, lengths[end] + 1)
            assert [(near, far) for near, far, *_ in hops] == list(pairwise(nodes))
            assert hops_of.issuperset(hops)
            assert via is None or {kind for _, _, kind, _, _ in hops} <= set(via)


def test_the_shortest_paths_are_those_of_networkx(asked, whole):
    chance = random.Random(2)
    largest = sorted(max(nx.connected_components(whole), key=len))
    several = 0
    for _ in range(60):
        start, end = chance.sample(largest, 2)
        wanted = nx.shortest_simple_paths(whole, start, end)
        lengths = [len(nodes) - 1 for nodes in islice((nodes for nodes in wanted if len(nodes) <= 9), 6)]
        found = [nodes for nodes, _ in asked.paths(start, end, first=6)]
        assert [len(nodes) - 1 for nodes in found] == lengths
        assert len({tuple(nodes) for nodes in found}) == len(found)
        assert all(nx.is_simple_path(whole, nodes) for nodes in found)
        several += len(found) > 3
    assert several > 10


def test_all_paths_are_found_where_there_are_few(asked, whole):
    start, end = "organization/mops-leczna", "organization/comune-di-treviolo"
    wanted = sorted(nx.all_simple_paths(whole, start, end, cutoff=6), key=len)
    found = [nodes for nodes, _ in asked.paths(start, end, first=1_000, limit=6)]
    assert sorted(found) == sorted(wanted)
    assert [len(nodes) for nodes in found] == [len(nodes) for nodes in wanted]


def test_a_path_is_the_same_when_asked_again(asked, tied):
    for end in tied:
        assert asked.paths(tied[0], end) == asked.paths(tied[0], end)


def test_of_paths_as_short_the_one_by_projects_and_partnerships_comes_first(asked):
    (first, _), (second, _) = asked.paths("organization/mops-leczna", "organization/comune-di-treviolo", first=2)
    assert "project/europejskie-standardy-mops-leczna" in first
    assert "place/leczna" in second


def test_a_path_is_no_longer_than_allowed(asked, whole):
    start = "organization/mops-leczna"
    for end, length in nx.single_source_shortest_path_length(whole, start).items():
        assert asked.path(start, end, limit=length or 1) is not None
        if length > 1:
            assert asked.path(start, end, limit=length - 1) is None


def test_an_entity_is_no_hops_from_itself(asked):
    assert asked.paths("place/it", "place/it") == [(["place/it"], [])]


@pytest.mark.parametrize(("start", "end"), [("place/it", "place/none"), ("place/none", "place/it"), ("", "")])
def test_a_path_to_what_is_not_there_is_refused(asked, start, end):
    with pytest.raises(UnknownEntity, match="There is no"):
        asked.path(start, end)


@pytest.mark.parametrize("name", ["ways.FIRST_PART", "ways.GROWTH"])
def test_a_level_read_in_parts_gives_the_same_lengths(asked, tied, monkeypatch, name):
    wanted = [len(nodes) for end in tied for nodes, _ in asked.paths(tied[0], end)]
    monkeypatch.setattr(f"graph.network.search.{name.partition('.')[2]}", 1)
    assert [len(nodes) for end in tied for nodes, _ in asked.paths(tied[0], end)] == wanted


def test_a_search_of_too_much_is_refused_in_a_line_that_says_what_to_do(asked, monkeypatch):
    monkeypatch.setattr("graph.network.search.MOST", 5)
    with pytest.raises(RequestError, match="more than 5 ties: ask for a smaller maxLength, for fewer kinds") as error:
        asked.path("organization/mops-leczna", "organization/comune-di-treviolo")
    assert error.value.code == "QUERY_TOO_COMPLEX"


# --- neighbourhoods --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [0, 1, 2, 3, 20])
def test_a_neighbourhood_is_all_that_is_near_the_nearest_first(asked, whole, tied, depth):
    for start in tied:
        is_cut, nodes, _ = asked.neighbourhood(start, depth)
        distances = nx.single_source_shortest_path_length(whole, start, cutoff=depth)
        assert not is_cut
        assert sorted(nodes) == sorted(distances)
        assert [distances[name] for name in nodes] == sorted(distances.values())


@pytest.mark.parametrize("depth", [1, 2, 20])
def test_a_neighbourhood_has_every_hop_among_its_entities_once(asked, whole, tied, joined, depth):
    known = {(tie.near, tie.far, tie.kind, tie.relation, tie.via) for tie in joined}
    for start in tied:
        _, nodes, hops = asked.neighbourhood(start, depth)
        assert known.issuperset(hops)
        found = [frozenset(hop[:2]) for hop in hops]
        assert len(found) == len(set(found))
        assert set(found) == {frozenset(edge) for edge in whole.subgraph(nodes).edges}


def test_of_those_as_near_the_most_connected_come_first(asked, whole, tied):
    for start in tied:
        _, nodes, _ = asked.neighbourhood(start, 2)
        near = whole.subgraph(nodes)
        distances = nx.single_source_shortest_path_length(near, start)
        ranks = [(distances[name], -near.degree(name)) for name in nodes]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize("limit", [1, 2, 4, 7])
def test_a_neighbourhood_has_at_most_so_many_those_with_most_ties(asked, whole, tied, limit):
    for start in tied:
        everything = nx.single_source_shortest_path_length(whole, start, cutoff=2)
        is_cut, nodes, hops = asked.neighbourhood(start, 2, limit)
        assert len(nodes) == min(limit, len(everything))
        assert is_cut == (len(everything) > limit)
        assert {name for hop in hops for name in hop[:2]} <= set(nodes)
        last = max(everything[name] for name in nodes)
        taken = [whole.degree(name) for name in nodes if everything[name] == last]
        left = [whole.degree(name) for name, far in everything.items() if far == last and name not in nodes]
        assert not left or min(taken) >= max(left)


def test_a_neighbourhood_may_be_of_some_kinds(asked, whole):
    _, nodes, _ = asked.neighbourhood("place/leczna", 3, kinds=["ORGANIZATION", "CITY"])
    among = whole.subgraph(name for name in whole if name.partition("/")[0] in ("organization", "place"))
    assert set(nodes) == set(nx.single_source_shortest_path_length(among, "place/leczna", cutoff=3))
    assert len(nodes) > 5


def test_a_neighbourhood_of_nothing_is_refused(asked):
    with pytest.raises(UnknownEntity, match="There is no place/none"):
        asked.neighbourhood("place/none", 2)


# --- keep.eu ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def keep(
    model: Model, databases: Databases, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if not KEEP.is_dir():
        pytest.skip(f"the public data is not in {KEEP}: see docs/data.md")
    store = Store.create(databases.new(), model)
    meaning = read_mapping(HOME / "mappings" / "keep.yaml", model, lambda: gazetteer)
    parts = []
    for name in ("projects", "partners"):
        file = KEEP / f"keep_2014_2020_{name}.csv"
        (table,) = meaning.tables_of(file.name)
        parts.append((table, open_table(file, TableOptions(**table.options))))
    for _ in Run(store, meaning, parts, tmp_path_factory.mktemp("rejects")):
        pass
    yield store
    store.close()


def test_paths_in_keep_are_as_long_as_those_of_networkx(keep):
    graph = network(ties(keep))
    names = sorted(graph)
    chance = random.Random(500)
    lengths = set()
    with keep.snapshot(inf) as snapshot:
        asked = Asked(keep, snapshot)
        for _ in range(PAIRS):
            start, end = chance.sample(names, 2)
            wanted = nx.shortest_path_length(graph, start, end) if nx.has_path(graph, start, end) else None
            found = asked.path(start, end, limit=100)
            assert (None if found is None else len(found[0]) - 1) == wanted
            assert found is None or nx.is_path(graph, found[0])
            lengths.add(wanted)
    assert len(lengths) > 5


def test_the_shortest_paths_in_keep_are_as_long_as_those_of_networkx(keep):
    graph = network(ties(keep))
    names = sorted(max(nx.connected_components(graph), key=len))
    chance = random.Random(5)
    with keep.snapshot(inf) as snapshot:
        asked = Asked(keep, snapshot)
        for _ in range(10):
            start, end = chance.sample(names, 2)
            wanted = [len(nodes) for nodes in islice(nx.shortest_simple_paths(graph, start, end), 5)]
            found = [nodes for nodes, _ in asked.paths(start, end, first=5, limit=100)]
            assert [len(nodes) for nodes in found] == wanted
            assert all(nx.is_simple_path(graph, nodes) for nodes in found)
