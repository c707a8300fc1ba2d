"""The network made from the records alone, as a graph of NetworkX; and what asks the real one by ids."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any, NamedTuple

import networkx as nx

from graph.network.neighbours import Neighbours
from graph.network.scope import PARENT, PARTNERSHIP, PLACE, PROGRAMME, PROJECT, USUAL, Scope
from graph.network.ties import Reading
from graph.network.vicinity import LARGEST, Vicinity
from graph.network.ways import Ways
from graph.records import Record
from graph.store import Snapshot, Store
from graph.values import PartialDate, Period

KINDS = ("Organization", "Project", "Participation", "Funding", "Partnership")


def unhurried() -> None:
    """There is time."""


class Tie(NamedTuple):
    """What joins two entities, seen from one of them; `dates` are its start and its end, as far as they are known."""

    near: str
    far: str
    kind: str
    relation: str
    role: str | None
    via: str | None
    dates: tuple[PartialDate | None, PartialDate | None] = (None, None)

    def touches(self, during: Period) -> bool:
        start, end = self.dates
        if self.kind in (PARENT, PLACE):
            return True
        if start is None and end is None:
            return False
        return (start is None or start.first <= during.last) and (end is None or end.last >= during.first)


def ties(store: Store) -> list[Tie]:
    """Return every tie, both ways."""
    records = {record.id: record for kind in KINDS for record, _ in store.records(store.model.kinds[kind])}
    return [tie for record in records.values() for tie in _said(record, records)]


def _said(record: Record, records: Mapping[Any, Record]) -> Iterator[Tie]:
    held = record.values
    if record.kind in ("Participation", "Funding"):
        project = records[held["project"]].values
        dates = held.get("startDate") or project.get("startDate"), held.get("endDate") or project.get("endDate")
        end, kind = ("organization", PROJECT) if record.kind == "Participation" else ("programme", PROGRAMME)
        for near, far in permutations((held[end], held["project"])):
            yield Tie(near, far, kind, held.get("role", "programme"), held.get("role"), record.id, dates)
    elif record.kind == "Partnership":
        dates = held.get("startDate") or held.get("signed"), held.get("endDate")
        for near, far in permutations(held.get("parties", ()), 2):
            if near.entity != far.entity:
                yield Tie(near.entity, far.entity, PARTNERSHIP, held["kind"], far.role, record.id, dates)
    elif record.id.prefix == "organization":
        for name, kind in (("parent", PARENT), ("place", PLACE)):
            if name in held:
                yield from (Tie(*ends, kind, name, None, None) for ends in permutations((record.id, held[name])))


def network(
    found: Iterable[Tie],
    via: Collection[str] = USUAL,
    during: str | None = None,
    holds: Callable[[str], bool] = lambda _: True,
) -> "nx.Graph[str]":
    """Return the graph of ties of some kinds, which may have been there at a time, among entities of which all holds."""
    graph: nx.Graph[str] = nx.Graph()
    for tie in found:
        is_there = during is None or tie.touches(Period(during))
        if tie.kind in via and is_there and holds(tie.near) and holds(tie.far):
            graph.add_edge(tie.near, tie.far)
    return graph


class Asked:
    """The network of a store on one snapshot, asked by ids."""

    def __init__(self, store: Store, snapshot: Snapshot, scope: Scope | None = None) -> None:
        reading = Reading(store.model, store.dialect)
        scope = scope or Scope(store.model, store.dialect, ends=("start", "end"))
        self.snapshot, self._ways, self._vicinity = snapshot, Ways(reading, scope), Vicinity(reading, scope)
        self._neighbours = Neighbours(reading, scope)
        rows = snapshot.execute("SELECT key, id FROM entity WHERE state = 'ACTIVE'")
        self.ids: dict[int | None, str] = {None: "", **dict(rows)}

    def hops(self, rows: Any) -> list[tuple[Any, ...]]:
        """Return hops as (from, to, kind, relation, via)."""
        return [
            (self.ids[near], self.ids[far], kind, relation, self.ids[via] or None)
            for _, near, far, kind, _, relation, via, _, _ in rows
        ]

    def paths(
        self, start: str, end: str, first: int = 3, limit: int = 8, via: Sequence[str] | None = None
    ) -> list[tuple[list[str], list[tuple[Any, ...]]]]:
        """Return the nodes and the hops of each path."""
        arguments = {"from": start, "to": end, "first": first, "limit": limit, "via": via}
        paths, nodes, hops = self._ways.paths(self.snapshot.execute, arguments, unhurried)
        found = []
        for number, length in paths:
            keys = [key for path, key in nodes if path == number]
            assert len(keys) == length + 1
            found.append(([self.ids[key] for key in keys], self.hops(row for row in hops if row[0] == number)))
        return found

    def path(
        self, start: str, end: str, limit: int = 8, via: Sequence[str] | None = None
    ) -> tuple[list[str], list[tuple[Any, ...]]] | None:
        """Return the nodes and the hops of the shortest path, None if there is none."""
        return next(iter(self.paths(start, end, 1, limit, via)), None)

    def neighbourhood(
        self, of: str, depth: int, limit: int = LARGEST, kinds: Sequence[str] | None = None
    ) -> tuple[bool, list[str], list[tuple[Any, ...]]]:
        """Return whether it is cut, its nodes and its hops."""
        arguments = {"of": of, "depth": depth, "limit": limit, "kinds": kinds, "via": None}
        ((is_cut,),), nodes, hops = self._vicinity.neighbourhood(self.snapshot.execute, arguments, unhurried)
        return is_cut, [self.ids[key] for (key,) in nodes], self.hops(hops)
