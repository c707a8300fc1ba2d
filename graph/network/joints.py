"""Joints: what joins two entities of which it is known that something does, and where the proof of that is."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import literal_column, select

from graph.network.bonds import Bond, bonds, wanted
from graph.network.scope import Scope
from graph.network.search import DETOURS
from graph.network.ties import Execute, Reading
from graph.sql.dialects import PARENTS, Statement

Pair = tuple[int, int]
Joint = tuple[Any, ...]


class Joints:
    """Reads what joins pairs of entities: of several ties the one that says most, and of these the first.

    A joint is (near key, far key, kind of tie, relation, key of the tie, whose proof is asked for, of which property).
    If the property is None, all that proves the tie is meant.
    """

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading, self._bonds = reading, bonds(reading.model, scope)
        self._statements = [
            _between(reading, number, bond, scope) if bond.is_narrow else None
            for number, bond in enumerate(self._bonds)
        ]

    def read(self, execute: Execute, values: Mapping[str, Any], pairs: Collection[Pair]) -> Mapping[Pair, Joint]:
        """Return the joint of each pair of which something joins the two, in their order."""
        turned = sorted({*pairs, *((far, near) for near, far in pairs)})
        kinds = [each for each in wanted(self._bonds, values["via"]) if self._statements[each]]
        if not turned or not kinds:
            return {}
        bound = {**values, PARENTS: self.reading.dialect.parents_value(turned)}
        rows = self.reading.all(execute, [(self._statements[each], bound) for each in kinds])
        found: dict[Pair, Joint] = {}
        for number, near, far, relation, via in sorted(rows, key=self._rank, reverse=True):
            proved = (near, relation) if via is None else (via, None)
            for pair in ((near, far), (far, near)):
                found[pair] = (*pair, self._bonds[number].kind, relation, via, *proved)
        return found

    def _rank(self, row: tuple[Any, ...]) -> tuple[int, ...]:
        number, near, far, _, via = row
        return DETOURS.get(self._bonds[number].kind, 0), number, via or 0, near, far


def _between(reading: Reading, number: int, bond: Bond, scope: Scope) -> Statement:
    owners = reading.dialect.parents(2)
    # What is read by is the near end, which has few ties; the far end may have an index that leads to many.
    both = (bond.near == owners.c.p0) & (reading.dialect.unordered(bond.far) == owners.c.p1)
    columns = (literal_column(str(number)), bond.near, bond.far, bond.relation, bond.via)
    labelled = (column.label(f"c{place}") for place, column in enumerate(columns))
    return scope.compiled(select(*labelled).select_from(owners.join(bond.full, both)).where(*bond.conditions))
