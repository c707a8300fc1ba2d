"""Neighbours: the ties of one entity, page by page in a stable order, however many there are."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, func, literal_column, select, tuple_

from graph.network.bonds import Bond, bonds, wanted
from graph.network.scope import Scope
from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import Statement

_BEFORE_ALL = (-1, -1, -1)  # no key is so small


class Neighbours:
    """Reads the ties of one entity: the partnerships first, then projects, and so on; each as they came into the graph.

    A page reads an index from where it begins, for each sort of tie: it costs the same wherever it is.
    """

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self._bonds = bonds(reading.model, scope)
        self._pages = [_page(number, bond, scope) for number, bond in enumerate(self._bonds)]
        self._counts = [_count(bond, scope) for bond in self._bonds]

    def ties(self, execute: Execute, arguments: Mapping[str, Any], _: Check) -> tuple[Rows, Rows, Rows]:
        """Return (key) of `of`, its ties - at most `limit`, that come `after` a place - and (count) if it `is_counted`.

        A tie is (number, order, order, far key, relation, role, key of the tie), of which the first three are its
        place. Raises UnknownEntity.
        """
        start = self.reading.known(execute, arguments["of"])
        kinds = list(wanted(self._bonds, arguments["via"]))
        values = {**arguments, "start": start}
        counts: Rows = [(0,)]
        if arguments["is_counted"] and kinds:
            counts = self.reading.all(execute, [(self._counts[each], values) for each in kinds])
        return [(start,)], self._page(execute, values, kinds), [(sum(count for (count,) in counts),)]

    def _page(self, execute: Execute, values: Mapping[str, Any], kinds: list[int]) -> Rows:
        begun, first, second = values["after"] or _BEFORE_ALL
        parts: list[tuple[Statement, Mapping[str, Any]]] = []
        for number in kinds:
            if number >= begun:
                first_key, second_key = (first, second) if number == begun else (-1, -1)
                parts.append((self._pages[number], {**values, "first_key": first_key, "second_key": second_key}))
        if not parts or not values["limit"]:
            return []
        return sorted(self.reading.all(execute, parts), key=lambda row: row[:3])[: values["limit"]]


def _page(number: int, bond: Bond, scope: Scope) -> Statement:
    begun = [bindparam(name, type_=BigInteger) for name in ("first_key", "second_key")][: len(bond.order)]
    second = bond.order[1] if len(bond.order) > 1 else literal_column("0")
    columns: tuple[ColumnElement[Any], ...] = (
        literal_column(str(number)),
        bond.order[0],
        second,
        bond.far,
        bond.relation,
        bond.role,
        bond.via,
    )
    found = (
        select(*(column.label(f"c{place}") for place, column in enumerate(columns)))
        .select_from(bond.full)
        .where(bond.near == bindparam("start", type_=BigInteger), *bond.conditions)
        .where(tuple_(*bond.order) > tuple_(*begun))
        .order_by(*bond.order)
        .limit(bindparam("limit"))
        .subquery()
    )
    return scope.compiled(select(*found.c))


def _count(bond: Bond, scope: Scope) -> Statement:
    counted = select(func.count()).select_from(bond.source)
    return scope.compiled(counted.where(bond.near == bindparam("start", type_=BigInteger), *bond.conditions))
