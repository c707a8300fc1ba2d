"""Vicinity: the entities around one, no more than can be shown, and what joins them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from graph.network.bonds import ANY, Bond, wanted
from graph.network.joints import Joints
from graph.network.scope import Scope
from graph.network.search import MOST, Levels
from graph.network.ties import Check, Execute, Reading, Rows, too_large
from graph.sql.dialects import PARENTS, Statement, compiled

LARGEST = 300  # as many as a drawing can show
LARGEST_COUNTED = 20_000  # entities whose ties are counted, to show those that have most


class Vicinity:
    """Widens from an entity level by level; of a level that has too many entities those with most ties are taken."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self._levels, self._joints = Levels(reading, scope), Joints(reading, scope)
        self._degrees = [_degree(reading, bond, scope) for bond in self._levels.bonds]
        entity, owners = reading.model.entity, reading.dialect.parents(1)
        source = owners.join(entity, entity.c.key == owners.c.p0)
        self._types = compiled(reading.dialect, select(entity.c.key, entity.c.type).select_from(source))

    def neighbourhood(self, execute: Execute, arguments: Mapping[str, Any], _: Check) -> tuple[Rows, Rows, Rows]:
        """Return (whether something was left out), the (key)s of entities, and hops among them: 0 and a joint each.

        Entities are at most `depth` hops from `of` and at most `limit`, of `kinds` if any are named: the nearest first,
        and of these the ones that have most ties to the others. Raises UnknownEntity, RequestError.
        """
        start = self.reading.known(execute, arguments["of"])
        values = {**arguments, "start": start}
        depths, is_cut = self._around(execute, values)
        found = self._joints.among(execute, values, depths)
        degrees = Counter(near for near, _ in found)
        keys = sorted(depths, key=lambda key: (depths[key], -degrees[key], key))
        places = {key: place for place, key in enumerate(keys)}
        pairs = sorted((places[near], places[far]) for near, far in found if places[near] < places[far])
        hops = [(0, *found[keys[near], keys[far]]) for near, far in pairs]
        return [(is_cut,)], [(key,) for key in keys], hops

    def _around(self, execute: Execute, values: Mapping[str, Any]) -> tuple[dict[int, int], bool]:
        """Return how far the entities are that are shown, and whether others are as near as these."""
        kinds = list(wanted(self._levels.bonds, values["via"]))
        depths, frontier = {values["start"]: 0}, {ANY: [values["start"]]}
        for depth in range(1, values["depth"] + 1):
            rows = self._levels.read(execute, values, kinds, frontier)
            if len(rows) > MOST:
                raise too_large("Around it are", MOST, "a smaller depth or limit")
            reached = self._of_kinds(execute, {far for _, far, _ in rows} - depths.keys(), values["kinds"])
            left = values["limit"] - len(depths)
            if len(reached) > left:
                chosen = self._most_tied(execute, values, kinds, reached)[:left]
                return depths | dict.fromkeys(chosen, depth), True
            if not reached:
                break
            depths |= dict.fromkeys(reached, depth)
            frontier = {ANY: sorted(reached)}
        return depths, False

    def _of_kinds(self, execute: Execute, keys: Collection[int], names: Sequence[str] | None) -> Collection[int]:
        if names is None or not keys:
            return keys
        wanted = {kind.name for name in names for kind in self.reading.model.coded(name)}
        return [key for key, kind in self.reading.rows(execute, self._types, keys) if kind in wanted]

    def _most_tied(
        self, execute: Execute, values: Mapping[str, Any], kinds: Sequence[int], keys: Collection[int]
    ) -> list[int]:
        """Return entities in the order of how many ties they have; of very many, those that came in first."""
        counted = sorted(keys)[:LARGEST_COUNTED]
        bound = {**values, PARENTS: self.reading.dialect.list_value(counted)}
        degrees: Counter[int] = Counter()
        for key, degree in self.reading.all(execute, [(self._degrees[number], bound) for number in kinds]):
            degrees[key] += degree
        return sorted(counted, key=lambda key: (-degrees[key], key))


def _degree(reading: Reading, bond: Bond, scope: Scope) -> Statement:
    owners = reading.dialect.parents(1)
    source = reading.dialect.led(owners, bond.source, bond.near == owners.c.p0)
    counted = select(owners.c.p0.label("near"), func.count().label("degree")).select_from(source)
    return scope.compiled(counted.where(*bond.conditions).group_by(owners.c.p0))
