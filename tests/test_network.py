"""The network answers as NetworkX does on the whole graph, made here from the records alone."""

from collections.abc import Iterator
from itertools import combinations
from math import inf, isclose, log

import networkx as nx
import pytest
from networks import unhurried

from graph.network.statistics import statistics
from graph.network.suggestions import Suggestions
from graph.network.ties import Reading
from graph.properties import Party
from graph.store import Snapshot, Store
from graph.values import EntityId
from schema.engine import Engine, Request


class Asked:
    """A network on one snapshot, asked by ids."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        self.reading, self.snapshot = Reading(store.model, store.dialect), snapshot
        self.suggested = Suggestions(self.reading)
        rows = snapshot.execute("SELECT key, id FROM entity WHERE state = 'ACTIVE'")
        self.ids: dict[int | None, str | None] = {**dict(rows), None: None}

    def suggestions(self, of: str, first: int = 100) -> tuple[dict[str, float], dict[str, set[str]]]:
        best, shared = self.suggested.suggestions(self.snapshot.execute, {"of": of, "first": first}, unhurried)
        found: dict[str, set[str]] = {}
        for key, each in shared:
            found.setdefault(str(self.ids[key]), set()).add(str(self.ids[each]))
        return {str(self.ids[key]): score for key, score in best}, found


@pytest.fixture
def asked(store: Store) -> Iterator[Asked]:
    with store.snapshot(inf) as snapshot:
        yield Asked(store, snapshot)


def affiliations(store: Store) -> "nx.Graph[str]":
    """Return who has to do with which programmes and places, and who is party with whom."""
    graph: nx.Graph[str] = nx.Graph()
    records = [record for record, _ in store.records()]
    for part in (each.values for each in records if each.kind == "Participation"):
        for grant in (each.values for each in records if each.kind == "Funding"):
            if grant["project"] == part["project"]:
                graph.add_edge(part["organization"], grant["programme"])
    for record in records:
        if record.id.prefix == "organization" and "place" in record.values:
            graph.add_edge(record.id, record.values["place"])
        parties: tuple[Party, ...] = record.values.get("parties", ())
        graph.add_edges_from(combinations({each.entity for each in parties}, 2))
    return graph


def test_a_suggestion_scores_by_what_both_have_to_do_with(asked, store):
    graph = affiliations(store)
    suggested = 0
    for start in sorted(graph):
        scores, shared = asked.suggestions(start)
        assert list(scores.values()) == sorted(scores.values(), reverse=True)
        assert shared.keys() == scores.keys()
        for other, score in scores.items():
            both = set(nx.common_neighbors(graph, start, other))
            assert shared[other] == both
            assert isclose(score, sum(1 / log(graph.degree(each)) for each in both))
            assert EntityId(other).prefix == EntityId(start).prefix
        suggested += len(scores)
    assert suggested > 5


def test_whoever_is_a_partner_already_is_not_suggested(store, asked):
    engine = Engine(store, "http://127.0.0.1:8000/")
    for interface, prefix in (("Organization", "organization"), ("Place", "place")):
        for record, _ in store.records(store.model.kinds[interface]):
            partners = f"... on {interface} {{ partners {{ nodes {{ entity {{ id }} }} }} }}"
            answer = engine.answer(Request(f'{{ node(id: "{record.id}") {{ {partners} }} }}'))
            assert answer.data is not None
            known = {each["entity"]["id"] for each in answer.data["node"]["partners"]["nodes"]}
            assert not known & asked.suggestions(record.id)[0].keys(), prefix
            assert record.id not in asked.suggestions(record.id)[0]


def test_no_more_are_suggested_than_asked_for(asked):
    scores, shared = asked.suggestions("organization/mops-leczna", first=1)
    assert len(scores) <= 1
    assert shared.keys() == scores.keys()


@pytest.mark.parametrize("name", ["programme/efs", "document/leczna-staze-we-wloszech"])
def test_nothing_is_suggested_to_what_is_no_partner(asked, name):
    assert asked.suggestions(name) == ({}, {})


def test_the_statistics_count_what_the_records_hold(asked, store):
    records = list(store.records())
    totals, kinds = statistics(asked.reading, asked.snapshot.execute, {}, unhurried)
    pieces = [each for _, found in records for each in found]
    quotes = [each for each in pieces if hasattr(each.proof, "exact")]
    assert list(totals) == [(store.revision(), len(records), len(pieces), len(quotes))]
    assert list(kinds) == [
        (kind.code, sum(record.kind == kind.name for record, _ in records)) for kind in store.model.concrete
    ]
