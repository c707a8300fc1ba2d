"""The network answers as NetworkX does on the whole graph, made here from the records alone."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import inf
from typing import Any

import networkx as nx
import pytest

from graph.errors import UnknownEntity
from graph.network import ways
from graph.network.statistics import statistics
from graph.network.ties import Reading
from graph.records import Record
from graph.store import Snapshot, Store


def unhurried() -> None:
    """There is time."""


Ties = dict[tuple[str, str], set[tuple[str, str | None]]]


def ties(store: Store) -> Ties:
    """Return what joins any two entities, both ways: (relation, the tie where it is an entity)."""
    found: Ties = {}
    for record, _ in store.records():
        for one, other, relation, via in _said(record):
            if one != other:
                for pair in ((one, other), (other, one)):
                    found.setdefault(pair, set()).add((relation, via))
    return found


def _said(record: Record) -> Iterator[tuple[str, str, str, str | None]]:
    held = record.values
    if record.kind == "Participation":
        yield held["organization"], held["project"], held["role"], record.id
    elif record.kind == "Partnership":
        for one, other in combinations({each.entity for each in held.get("parties", ())}, 2):
            yield one, other, held["kind"], record.id
    elif record.id.prefix == "organization":
        yield from ((record.id, held[name], name, None) for name in ("parent", "place") if name in held)


class Asked:
    """A network on one snapshot, asked by ids."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        self.reading, self.snapshot = Reading(store.model, store.dialect), snapshot
        self.ways = ways.Ways(self.reading)
        rows = snapshot.execute("SELECT key, id FROM entity WHERE state = 'ACTIVE'")
        self.ids: dict[int | None, str | None] = {**dict(rows), None: None}

    def hops(self, rows: Any) -> list[tuple[Any, ...]]:
        return [(self.ids[near], self.ids[far], relation, self.ids[via]) for near, far, relation, via in rows]

    def path(self, start: str, end: str, limit: int = 8) -> tuple[Any, list[Any], list[Any]]:
        length, nodes, hops = self.ways.path(
            self.snapshot.execute, {"start": start, "end": end, "limit": limit}, unhurried
        )
        return length, [self.ids[key] for (key,) in nodes], self.hops(hops)

    def neighbourhood(self, of: str, depth: int) -> tuple[list[Any], list[Any]]:
        nodes, hops = self.ways.neighbourhood(self.snapshot.execute, {"of": of, "depth": depth}, unhurried)
        return [self.ids[key] for (key,) in nodes], self.hops(hops)


@pytest.fixture(scope="module")
def joined(store: Store) -> Ties:
    return ties(store)


@pytest.fixture(scope="module")
def whole(store: Store, joined: Ties) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(str(record.id) for record, _ in store.records())
    graph.add_edges_from(joined)
    return graph


@pytest.fixture
def asked(store: Store) -> Iterator[Asked]:
    with store.snapshot(inf) as snapshot:
        yield Asked(store, snapshot)


@pytest.fixture(scope="module")
def tied(whole: "nx.Graph[str]") -> list[str]:
    """Return the entities that are tied to anything."""
    return sorted(name for name in whole if whole.degree(name))


def test_the_seeds_have_ties(whole, tied):
    assert len(tied) > 20
    assert nx.has_path(whole, "organization/mops-leczna", "organization/comune-di-treviolo")


def test_every_path_is_as_short_as_can_be_and_made_of_ties(asked, whole, tied, joined):
    for start in tied:
        lengths = nx.single_source_shortest_path_length(whole, start)
        for end in tied:
            length, nodes, hops = asked.path(start, end, limit=100)
            if end not in lengths:
                assert (length, nodes, hops) == ((), [], [])
                continue
            assert list(length) == [(lengths[end],)]
            assert (nodes[0], nodes[-1], len(nodes)) == (start, end, lengths[end] + 1)
            assert [(near, far) for near, far, _, _ in hops] == list(pairwise(nodes))
            assert all((relation, via) in joined[near, far] for near, far, relation, via in hops)


def test_a_path_is_the_same_when_asked_again(asked, tied):
    for end in tied:
        assert asked.path(tied[0], end) == asked.path(tied[0], end)


def test_a_path_is_no_longer_than_allowed(asked, whole, tied):
    start = "organization/mops-leczna"
    for end, length in nx.single_source_shortest_path_length(whole, start).items():
        assert bool(asked.path(start, end, limit=length)[1])
        if length:
            assert not asked.path(start, end, limit=length - 1)[1]


def test_an_entity_is_no_hops_from_itself(asked):
    assert asked.path("place/it", "place/it") == ([(0,)], ["place/it"], [])


@pytest.mark.parametrize(("start", "end"), [("place/it", "place/none"), ("place/none", "place/it"), ("", "")])
def test_a_path_to_what_is_not_there_is_refused(asked, start, end):
    with pytest.raises(UnknownEntity, match="There is no"):
        asked.path(start, end)


@pytest.mark.parametrize("depth", [0, 1, 2, 3, 20])
def test_a_neighbourhood_is_all_that_is_near_the_nearest_first(asked, whole, tied, depth):
    for start in tied:
        nodes, _ = asked.neighbourhood(start, depth)
        distances = nx.single_source_shortest_path_length(whole, start, cutoff=depth)
        assert sorted(nodes) == sorted(distances)
        assert [distances[name] for name in nodes] == sorted(distances.values())


@pytest.mark.parametrize("depth", [1, 2, 20])
def test_a_neighbourhood_has_every_hop_among_its_entities_once(asked, whole, tied, joined, depth):
    for start in tied:
        nodes, hops = asked.neighbourhood(start, depth)
        assert all((relation, via) in joined[near, far] for near, far, relation, via in hops)
        found = [frozenset((near, far)) for near, far, _, _ in hops]
        assert len(found) == len(set(found))
        assert set(found) == {frozenset(edge) for edge in whole.subgraph(nodes).edges}


def test_a_neighbourhood_of_nothing_is_refused(asked):
    with pytest.raises(UnknownEntity, match="There is no place/none"):
        asked.neighbourhood("place/none", 2)


def test_a_neighbourhood_is_no_larger_than_a_drawing_can_show(asked, monkeypatch, whole):
    monkeypatch.setattr("graph.network.ways.LARGEST_NEIGHBOURHOOD", 5)
    nodes, hops = asked.neighbourhood("organization/mops-leczna", 20)
    assert len(nodes) <= 5
    assert {name for hop in hops for name in hop[:2]} <= set(nodes)


def test_the_statistics_count_what_the_records_hold(asked, store):
    records = list(store.records())
    totals, kinds = statistics(asked.reading, asked.snapshot.execute, {}, unhurried)
    pieces = [each for _, found in records for each in found]
    quotes = [each for each in pieces if hasattr(each.proof, "exact")]
    assert list(totals) == [(store.revision(), len(records), len(pieces), len(quotes))]
    assert list(kinds) == [
        (kind.code, sum(record.kind == kind.name for record, _ in records)) for kind in store.model.concrete
    ]
