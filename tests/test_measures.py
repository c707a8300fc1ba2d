"""Measures of the network of partners are those of NetworkX on a graph made here from the records alone."""

import random
from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from math import inf, isclose
from typing import Any

import networkx as nx
import pytest
from networks import unhurried

from graph.errors import ReadTimeout, RequestError
from graph.network import measures
from graph.network.partners import Partners
from graph.network.scope import Scope
from graph.network.ties import Reading
from graph.store import Store
from schema.engine import Engine, Request


def partners_of(store: Store) -> "nx.Graph[str]":
    """Return who shares projects and partnerships, and how many: organisations, places, and places of organisations."""
    records = [record for record, _ in store.records()]
    homes = {each.id: each.values["place"] for each in records if "place" in each.values}
    joined: dict[str, set[str]] = {}
    for each in records:
        if each.kind == "Participation":
            joined.setdefault(each.values["project"], set()).add(each.values["organization"])
        elif each.kind == "Partnership":
            joined[each.id] = {party.entity for party in each.values.get("parties", ())}
    weights: Counter[tuple[str, str]] = Counter()
    for members in joined.values():
        places = {homes[each] for each in members if each in homes}
        weights.update({*combinations(sorted(members), 2), *combinations(sorted(places), 2)})
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in weights.items())
    return graph


def network(store: Store) -> "nx.Graph[int]":
    with store.snapshot(inf) as snapshot:
        reading = Reading(store.model, store.dialect)
        return Partners(reading, Scope(store.model, store.dialect)).network(snapshot.execute, {})


def names(store: Store) -> Mapping[int, str]:
    with store.snapshot(inf) as snapshot:
        return dict(snapshot.execute("SELECT key, id FROM entity WHERE state = 'ACTIVE'"))


@pytest.fixture(scope="module")
def whole(store: Store) -> "nx.Graph[str]":
    return partners_of(store)


@pytest.fixture(scope="module")
def read(store: Store) -> "nx.Graph[str]":
    return nx.relabel_nodes(network(store), dict(names(store)))


def weights(graph: "nx.Graph[Any]") -> dict[frozenset[Any], int]:
    return {frozenset((one, other)): weight for one, other, weight in graph.edges(data="weight")}


def test_the_network_is_made_of_the_records(read, whole):
    assert whole.size() > 3
    assert weights(read) == weights(whole)
    assert set(read) == set(whole)


def test_the_network_is_that_of_the_partners_of_each(engine, whole):
    query = "{ entity { id } count }"
    for name in whole:
        answer = engine.answer(
            Request(
                f'{{ node(id: "{name}") {{ ... on Organization {{ partners(first: 100) {{ nodes {query} }} }} ... on Place {{ partners(first: 100) {{ nodes {query} }} }} }} }}'
            )
        )
        found = {each["entity"]["id"]: each["count"] for each in answer.data["node"]["partners"]["nodes"]}
        assert found == {other: edge["weight"] for other, edge in whole[name].items()}


def asked(engine: Engine, query: str) -> Any:
    answer = engine.answer(Request(query))
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data


METRICS = {
    "DEGREE": nx.degree_centrality,
    "BETWEENNESS": nx.betweenness_centrality,
    "PAGERANK": nx.pagerank,
}


@pytest.mark.parametrize("metric", METRICS)
def test_a_centrality_is_that_of_networkx(engine, whole, store, metric):
    found = asked(
        engine,
        f"{{ centrality(metric: {metric}, first: 100) {{ revision nodeCount edgeCount isEstimate ranks {{ rank score entity {{ id }} }} }} }}",
    )["centrality"]
    wanted = METRICS[metric](whole)
    assert [each["rank"] for each in found["ranks"]] == list(range(1, len(whole) + 1))
    assert {each["entity"]["id"] for each in found["ranks"]} == set(whole)
    assert all(
        isclose(each["score"], wanted[each["entity"]["id"]], rel_tol=1e-6, abs_tol=1e-9) for each in found["ranks"]
    )
    scores = [each["score"] for each in found["ranks"]]
    assert scores == sorted(scores, reverse=True)
    assert (found["revision"], found["nodeCount"], found["edgeCount"]) == (store.revision(), len(whole), whole.size())
    assert found["isEstimate"] is False


def test_communities_are_those_of_networkx(engine, store):
    graph = network(store)
    wanted = nx.community.louvain_communities(graph, seed=measures.SEED)
    found = asked(
        engine,
        "{ communities(first: 50, members: 20) { modularity communityCount communities { size members { id } } } }",
    )["communities"]
    groups = [{each["id"] for each in group["members"]} for group in found["communities"]]
    known = names(store)
    assert {frozenset(group) for group in groups} == {frozenset(known[key] for key in group) for group in wanted}
    assert [each["size"] for each in found["communities"]] == sorted(map(len, wanted), reverse=True)
    assert found["communityCount"] == len(wanted)
    assert isclose(found["modularity"], nx.community.modularity(graph, wanted))


def test_bridges_are_those_of_networkx_and_say_what_they_part(engine, whole):
    found = asked(engine, "{ bridges(first: 100) { from { id } to { id } fromCount toCount } }")["bridges"]
    assert {frozenset((each["from"]["id"], each["to"]["id"])) for each in found} == set(
        map(frozenset, nx.bridges(whole))
    )
    for each in found:
        left = whole.copy()
        left.remove_edge(each["from"]["id"], each["to"]["id"])
        sides = [len(nx.node_connected_component(left, each[end]["id"])) for end in ("from", "to")]
        assert sides == [each["fromCount"], each["toCount"]]
        assert sides[0] >= sides[1]
    assert [each["toCount"] for each in found] == sorted((each["toCount"] for each in found), reverse=True)


GRAPHS = {
    "two parts and a tail": nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (6, 7)]),
    "sparse": nx.gnm_random_graph(60, 70, seed=1),
    "dense": nx.gnm_random_graph(120, 900, seed=2),
    "a long way": nx.path_graph(200),
    "one tie": nx.path_graph(2),
    "nobody": nx.Graph(),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_any_graph_has_the_betweenness_of_networkx(name):
    graph = GRAPHS[name]
    found, wanted = measures.betweenness(graph, list(graph), unhurried), nx.betweenness_centrality(graph)
    assert found.keys() == wanted.keys()
    assert all(isclose(found[key], score, abs_tol=1e-12) for key, score in wanted.items())


@pytest.mark.parametrize("name", ["sparse", "dense", "a long way"])
def test_an_estimate_is_that_of_networkx(name):
    graph = GRAPHS[name]
    found = measures.betweenness(graph, measures.sample(graph, 40), unhurried)
    wanted = nx.betweenness_centrality(graph, k=40, seed=measures.SEED)
    assert all(isclose(found[key], score, abs_tol=1e-12) for key, score in wanted.items())


@pytest.mark.parametrize("name", GRAPHS)
def test_any_bridge_says_how_many_stand_on_either_side(name):
    graph = GRAPHS[name]
    found = measures.bridges(graph, unhurried)
    assert {frozenset(each[:2]) for each in found} == set(map(frozenset, nx.bridges(graph)))
    for each in found:
        left = graph.copy()
        left.remove_edge(each.near, each.far)
        assert len(nx.node_connected_component(left, each.near)) == each.near_size
        assert len(nx.node_connected_component(left, each.far)) == each.far_size


@pytest.mark.parametrize("name", GRAPHS)
def test_communities_part_a_graph_and_are_the_same_again(name):
    graph = GRAPHS[name]
    groups, modularity = measures.communities(graph, unhurried)
    assert (groups, modularity) == measures.communities(graph, unhurried)
    if graph.size():
        assert sorted(key for group in groups for key in group) == sorted(graph)
        assert isclose(modularity, nx.community.modularity(graph, groups))
    else:
        assert (groups, modularity) == ([], None)


@pytest.mark.parametrize(
    "measure",
    [lambda graph, check: measures.betweenness(graph, list(graph), check), measures.communities, measures.bridges],
)
def test_whoever_has_no_time_left_is_not_kept_waiting(measure):
    def hurried() -> None:
        raise ReadTimeout("the query took longer than 1 s: ask for less")

    with pytest.raises(ReadTimeout):
        measure(GRAPHS["sparse"], hurried)


def test_a_part_that_is_too_large_is_refused_before_it_is_made(store):
    partners = Partners(Reading(store.model, store.dialect), Scope(store.model, store.dialect))
    with store.snapshot() as snapshot, pytest.raises(RequestError, match="narrow it by `where`") as refused:
        partners.network(snapshot.execute, {}, most=2)
    assert refused.value.code == "NETWORK_TOO_LARGE"


PARTS = {
    "where: {places: {isNull: true}}": lambda name: name.startswith("organization/"),
    "where: {}": lambda _: True,
    "where: {projects: null}": lambda _: True,
    'where: {organizations: {id: {ne: "organization/frse"}}}': lambda name: name != "organization/frse",
}


def ranked(engine: Engine, scope: str) -> tuple[set[str], int]:
    found = asked(
        engine, f"{{ centrality(metric: DEGREE, first: 100, {scope}) {{ edgeCount ranks {{ entity {{ id }} }} }} }}"
    )["centrality"]
    return {each["entity"]["id"] for each in found["ranks"]}, found["edgeCount"]


@pytest.mark.parametrize("where", PARTS)
def test_where_says_who_is_in_the_network(engine, whole, where):
    part = whole.subgraph([name for name in whole if PARTS[where](name)])
    assert ranked(engine, where) == ({name for name in part if part.degree(name)}, part.size())


def test_where_there_are_no_organisations_they_bring_no_places_together(engine, store):
    parties = [
        {party.entity for party in record.values["parties"]}
        for record, _ in store.records(store.model.kinds["Partnership"])
    ]
    towns = [each for each in parties if all(name.startswith("place/") for name in each)]
    assert ranked(engine, "where: {organizations: {isNull: true}}") == (set().union(*towns), len(towns))


def test_a_time_keeps_the_ties_of_that_time(engine, whole):
    _, then = ranked(engine, 'during: "2008"')
    _, ever = ranked(engine, 'during: "1950/2026"')
    assert ranked(engine, 'during: "1950/1960"')[1] < then <= ever <= whole.size()


def test_projects_are_in_the_network_by_who_pays_for_them(engine, whole):
    def counted(where: str) -> int:
        made: int = asked(engine, f"{{ centrality(metric: DEGREE, where: {where}) {{ edgeCount }} }}")["centrality"][
            "edgeCount"
        ]
        return made

    everything = "{programmes: {name: {isNull: false}}, places: {isNull: true}}"
    by_fund = '{programmes: {under: "programme/efs"}, places: {isNull: true}}'
    assert counted('{programmes: {id: {eq: "programme/none"}}, partnerships: {isNull: true}}') == 0
    assert 0 < counted(by_fund) <= counted(everything) <= whole.size()


def test_an_empty_part_has_nobody_in_it(engine):
    nobody = "where: {organizations: {isNull: true}, places: {isNull: true}}"
    found = asked(
        engine,
        f"{{ centrality(metric: BETWEENNESS, {nobody}) {{ nodeCount ranks {{ rank }} }} communities({nobody}) {{ modularity communities {{ size }} }} bridges({nobody}) {{ toCount }} pagerank: centrality(metric: PAGERANK, {nobody}) {{ edgeCount }} }}",
    )
    assert found == {
        "centrality": {"nodeCount": 0, "ranks": []},
        "communities": {"modularity": None, "communities": []},
        "bridges": [],
        "pagerank": {"edgeCount": 0},
    }


def test_nobody_asks_for_all_members_of_all_communities(engine):
    answer = engine.answer(Request("{ communities(first: 100, members: 100) { modularity } }"))
    assert [error.extensions["code"] for error in answer.errors] == ["BAD_PAGE_SIZE"]


def test_chance_is_the_same_again():
    graph = nx.gnm_random_graph(50, 60, seed=3)
    assert (
        measures.sample(graph, 10) == measures.sample(graph, 10) == random.Random(measures.SEED).sample(list(graph), 10)
    )
    assert measures.sample(graph, 50) == list(graph)
