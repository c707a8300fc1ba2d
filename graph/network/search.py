"""Search: what lies between two entities, widened level by level from both ends, one statement a level."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any

import networkx as nx
from sqlalchemy import literal_column, select

from graph.network.bonds import ANY, Bond, bonds, wanted
from graph.network.scope import PARENT, PLACE, PROGRAMME, Scope
from graph.network.ties import Check, Execute, Reading, Rows, too_large
from graph.sql.dialects import PARENTS, Statement

MOST = 400_000  # ties that one search reads
FIRST_PART, GROWTH = 64, 2  # how many entities the first part of a level is read from, and how parts grow
HOP = 100_000
# Of ways with as many hops, the one by projects and partnerships says most.
DETOURS = {PARENT: 1, PLACE: 10, PROGRAMME: 100}

ORDER = ("Project", "Organization", ANY, "Programme", "Place")  # whose ties are read first: fewer, and saying more

_FAR = itemgetter(1)  # of a tie

Frontier = Mapping[str, Sequence[int]]  # keys, by the kind that they are known to be of: ANY if it is not known


class Levels:
    """Reads the ties of many entities at once, in no order: (near, far, number of the bond)."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading, self.bonds = reading, bonds(reading.model, scope)
        self._statements = [_level(reading, number, bond, scope) for number, bond in enumerate(self.bonds)]

    def read(self, execute: Execute, values: Mapping[str, Any], kinds: Iterable[int], frontier: Frontier) -> Rows:
        """Return the ties of some entities by bonds of some numbers, or MOST and one more if there are too many."""
        parts = []
        for number in kinds:
            keys = [key for kind, keys in frontier.items() if _leads(self.bonds[number], kind) for key in keys]
            if keys:
                parts.append((self._statements[number], {**values, PARENTS: self.reading.dialect.list_value(keys)}))
        return self.reading.all(execute, parts, MOST + 1) if parts else []


def _leads(bond: Bond, kind: str) -> bool:
    return bond.near_kind == kind or ANY in (bond.near_kind, kind)


def _level(reading: Reading, number: int, bond: Bond, scope: Scope) -> Statement:
    owners = reading.dialect.parents(1)
    source = reading.dialect.led(owners, bond.source, bond.near == owners.c.p0)
    found = select(owners.c.p0.label("near"), bond.far.label("far"), literal_column(str(number)).label("bond"))
    return scope.compiled(found.select_from(source).where(*bond.conditions))


@dataclass(slots=True)
class Side:
    """What is known from one end: how far who is, and by which ties each level was reached.

    `kinds` are those to which bonds lead, by number. `reached` is how many stand farthest. While a level is being read,
    `waiting` are those of the level before whose ties were not read yet.
    """

    start: int
    kinds: Sequence[str]
    depths: dict[int, int] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)
    levels: list[list[tuple[int, int, int]]] = field(default_factory=list)
    reached: int = 1

    def __post_init__(self) -> None:
        self.depths[self.start] = 0

    @property
    def size(self) -> int:
        """How many stand farthest, or wait."""
        return self.reached + len(self.waiting)

    def begin(self) -> None:
        """Begin the next level: in the order of keys, so that what is read first does not depend on the database."""
        farthest = self._farthest()
        self.waiting = [(kind, key) for kind in ORDER for key in sorted(farthest[kind])]
        self.levels.append([])
        self.reached = 0

    def _farthest(self) -> Mapping[str, Sequence[int]]:
        """Return who stands farthest, by kind."""
        farthest: defaultdict[str, list[int]] = defaultdict(list)
        if not self.levels:
            farthest[ANY].append(self.start)
            return farthest
        depth, depths = len(self.levels), self.depths
        by = {far: number for _, far, number in self.levels[-1] if depths[far] == depth}
        lists = [farthest[kind] for kind in self.kinds]
        for key, number in by.items():
            lists[number].append(key)
        return farthest

    def take(self, most: int) -> Frontier:
        """Take some of those who wait."""
        taken: defaultdict[str, list[int]] = defaultdict(list)
        for kind, key in self.waiting[:most]:
            taken[kind].append(key)
        del self.waiting[:most]
        return taken

    def add(self, rows: Rows, others: Mapping[int, int]) -> set[int]:
        """Add ties to the level; return which of the others they lead to."""
        self.levels[-1] += rows
        fresh = set(map(_FAR, rows)).difference(self.depths)
        self.depths.update(dict.fromkeys(fresh, len(self.levels)))
        self.reached += len(fresh)
        return others.keys() & fresh

    def back(self, wanted: set[int]) -> Iterator[tuple[int, int, int]]:
        """Yield the ties by which some, of those who stand farthest, are reached by the fewest hops."""
        for rows in reversed(self.levels):
            kept = [row for row in rows if row[1] in wanted]
            yield from kept
            wanted = {near for near, _, _ in kept}


class Search:
    """One search from `start` to `end`, by their keys, among ways of at most `limit` hops.

    A level is read by one statement, unless it is long: then in parts, each longer than the one before, for once the
    sides have met it need not be read whole. Raises RequestError when too much was read.
    """

    def __init__(self, levels: Levels, execute: Execute, values: Mapping[str, Any], limit: int) -> None:
        self._levels, self._execute, self._values, self._limit = levels, execute, values, limit
        self._kinds = list(wanted(levels.bonds, values["via"]))
        leads = [bond.far_kind for bond in levels.bonds]
        self._near, self._far = Side(values["start"], leads), Side(values["end"], leads)
        self._left, self._shortest, self._met = MOST, 0, set[int]()

    @property
    def reach(self) -> int:
        """Of how many hops all ways are made of the ties that were read: of any, once one side leads nowhere more."""
        is_known = not (self._near.size and self._far.size)
        return self._limit if is_known else len(self._near.levels) + len(self._far.levels)

    def shortest(self) -> int | None:
        """Widen until both sides meet; return of how many hops the shortest way is, None if there is none."""
        while not self._met:
            if self.reach >= self._limit:
                return None
            side = self._smaller()
            side.begin()
            self._read(side, until_met=True)
        self._shortest = len(self._near.levels) + len(self._far.levels)
        return self._shortest

    def finish(self) -> None:
        """Read what is left of the level in which the sides met: all of the shortest ways are known then."""
        for side in (self._near, self._far):
            self._read(side)

    def widen(self) -> bool:
        """Widen the side that is smaller, and return whether `reach` has grown."""
        if self.reach >= self._limit:
            return False
        side = self._smaller()
        side.begin()
        self._read(side)
        return True

    def _smaller(self) -> Side:
        return min(self._near, self._far, key=lambda each: each.size)

    def _read(self, side: Side, *, until_met: bool = False) -> None:
        other, most = (self._far if side is self._near else self._near), FIRST_PART if until_met else MOST
        while side.waiting and not (until_met and self._met):
            rows = self._levels.read(self._execute, self._values, self._kinds, side.take(most))
            self._left -= len(rows)
            if self._left < 0:
                raise too_large("Between the two lie", MOST, "a smaller maxLength")
            self._met.update(side.add(rows, other.depths))
            most *= GROWTH

    def part(self, length: int, check: Check) -> "nx.Graph[int]":
        """Return the ties of all ways of at most so many hops, each weighing a HOP and more if it is a detour."""
        ties = self._of_shortest() if length == self._shortest else self._within(length, check)
        detours = [DETOURS.get(bond.kind, 0) for bond in self._levels.bonds]
        weighed = {(min(one, other), max(one, other), detours[number]) for one, other, number in ties}
        graph: nx.Graph[int] = nx.Graph()
        # Of several ties between two the lightest stands. Which way is found depends on the order of the ties.
        for one, other, detour in sorted(weighed, key=lambda tie: (tie[0], tie[1], -tie[2])):
            graph.add_edge(one, other, weight=HOP + detour)
        return graph

    def _of_shortest(self) -> Iterator[tuple[int, int, int]]:
        return chain(self._near.back(self._met), self._far.back(self._met))

    def _within(self, length: int, check: Check) -> Iterator[tuple[int, int, int]]:
        ties = list(chain(*self._near.levels, *self._far.levels))
        joined: defaultdict[int, list[int]] = defaultdict(list)
        for one, other, _ in ties:
            joined[one].append(other)
            joined[other].append(one)
        check()
        near, far = (_depths(joined, side.start, length) for side in (self._near, self._far))
        check()
        beyond = length + 1
        for one, other, number in ties:
            ways = (
                near.get(one, beyond) + far.get(other, beyond),
                near.get(other, beyond) + far.get(one, beyond),
            )
            if min(ways) < length:
                yield one, other, number


def _depths(joined: Mapping[int, Sequence[int]], start: int, most: int) -> dict[int, int]:
    """Return how far from one entity others are, up to `most` hops."""
    depths, level = {start: 0}, [start]
    for depth in range(1, most + 1):
        level = [key for key in dict.fromkeys(chain.from_iterable(joined[key] for key in level)) if key not in depths]
        if not level:
            break
        depths.update(dict.fromkeys(level, depth))
    return depths
