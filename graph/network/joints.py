"""Joints: what joins two entities of which it is known that something does, and where the proof of that is."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select

from graph.network.bonds import Bond, bonds, wanted
from graph.network.scope import PROJECT, Scope
from graph.network.search import DETOURS
from graph.network.ties import Execute, Reading, too_large
from graph.sql.dialects import PARENTS, Statement

MOST = 100_000  # ties that are read of the entities of a neighbourhood

Pair = tuple[int, int]
Joint = tuple[Any, ...]


class Joints:
    """Reads what joins pairs of entities: of several ties the one that says most, and of these the first.

    A joint is (near key, far key, kind of tie, whether it is followed back, relation, key of the tie, key of whom to
    ask for the proof, and of which property: None for whatever proves the tie). Back is from the project to who takes
    part, from the programme to what it funds, from the parent or the place to whose that is.
    """

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading, self._bonds = reading, bonds(reading.model, scope)
        self._narrow = [number for number, bond in enumerate(self._bonds) if bond.is_narrow]
        self._between = {number: _between(reading, number, self._bonds[number], scope) for number in self._narrow}
        self._of = {number: _of(reading, number, self._bonds[number], scope) for number in self._narrow}

    def between(self, execute: Execute, values: Mapping[str, Any], pairs: Collection[Pair]) -> Mapping[Pair, Joint]:
        """Return the joint of each pair of which something joins the two, in their order."""
        turned: list[tuple[int, ...]] = sorted({*pairs, *((far, near) for near, far in pairs)})
        bound = {**values, PARENTS: self.reading.dialect.parents_value(turned)} if turned else {}
        kinds = [each for each in wanted(self._bonds, values["via"]) if each in self._between]
        if not turned or not kinds:
            return {}
        return self._best(self.reading.all(execute, [(self._between[each], bound) for each in kinds]))

    def among(self, execute: Execute, values: Mapping[str, Any], keys: Collection[int]) -> Mapping[Pair, Joint]:
        """Return the joints of all pairs of some entities, both ways. Raises RequestError if there are too many."""
        bound = {**values, PARENTS: self.reading.dialect.list_value(list(keys))}
        kinds = [each for each in wanted(self._bonds, values["via"]) if each in self._of]
        if not kinds:
            return {}
        rows = self.reading.all(execute, [(self._of[each], bound) for each in kinds], MOST + 1)
        if len(rows) > MOST:
            raise too_large("These entities have", MOST, "a smaller limit")
        among = set(keys)
        return self._best(row for row in rows if row[2] in among)

    def _best(self, rows: Iterable[tuple[Any, ...]]) -> Mapping[Pair, Joint]:
        found: dict[Pair, Joint] = {}
        for number, near, far, relation, via in sorted(rows, key=self._rank, reverse=True):
            proved = (near, relation) if via is None else (via, None)
            kind = self._bonds[number].kind
            # The narrow end of a participation or a grant is the project; that of a link, who has it.
            for pair, is_back in (((near, far), kind == PROJECT), ((far, near), kind != PROJECT)):
                found[pair] = (*pair, kind, is_back, relation, via, *proved)
        return found

    def _rank(self, row: tuple[Any, ...]) -> tuple[int, ...]:
        number, near, far, _, via = row
        return DETOURS.get(self._bonds[number].kind, 0), number, via or 0, near, far


def _between(reading: Reading, number: int, bond: Bond, scope: Scope) -> Statement:
    owners = reading.dialect.parents(2)
    # What is read by is the near end, which has few ties; the far end may have an index that leads to many.
    both = (bond.near == owners.c.p0) & (reading.dialect.unordered(bond.far) == owners.c.p1)
    source = reading.dialect.led(owners, bond.full, both)
    return scope.compiled(select(*_columns(number, bond)).select_from(source).where(*bond.conditions))


def _of(reading: Reading, number: int, bond: Bond, scope: Scope) -> Statement:
    owners = reading.dialect.parents(1)
    source = reading.dialect.led(owners, bond.full, bond.near == owners.c.p0)
    return scope.compiled(select(*_columns(number, bond)).select_from(source).where(*bond.conditions))


def _columns(number: int, bond: Bond) -> list[ColumnElement[Any]]:
    columns: list[ColumnElement[Any]] = [literal_column(str(number)), bond.near, bond.far, bond.relation, bond.via]
    return [column.label(f"c{place}") for place, column in enumerate(columns)]
