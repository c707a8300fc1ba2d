"""Keysets: the order of a list, and cursors that find a place in it again."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, FromClause, and_, cast, false, or_, select

from graph.errors import RequestError
from graph.kinds import Model
from graph.properties import Property
from graph.values import Money, PartialDate
from schema.arguments import Tree
from schema.conditions import Binds
from schema.filters import family
from schema.scalars import PAGE_DEFAULT, PAGE_LIMIT


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a list is ordered by; what is NULL is smallest."""

    column: ColumnElement[Any]
    descending: bool = False
    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: its keys, the last of which is unique, and a mark that its cursors bear."""

    mark: str
    keys: tuple[Key, ...]

    def clauses(self, *, backward: bool) -> list[ColumnElement[Any]]:
        """Return the ORDER BY, reversed to read from the end."""
        made: list[ColumnElement[Any]] = []
        for key in self.keys:
            descending = key.descending is not backward
            clause = key.column.desc() if descending else key.column.asc()
            if key.nullable:
                clause = clause.nulls_last() if descending else clause.nulls_first()
            made.append(clause)
        return made

    def beyond(self, cursor: Tree, binds: Binds, *, before: bool) -> ColumnElement[bool]:
        """Return the condition that a row comes after the one of a cursor, or before it."""
        made: ColumnElement[bool] = false()
        for index in reversed(range(len(self.keys))):
            key = self.keys[index]
            value: ColumnElement[Any] = binds(cursor, _part(self, index))
            if key.nullable:  # PostgreSQL knows no type of a parameter that is compared with NULL alone
                value = cast(value, key.column.type)
            smaller = key.descending is not before
            past = key.column < value if smaller else key.column > value
            if key.nullable:
                past = (
                    or_(past, and_(key.column.is_(None), value.is_not(None)))
                    if smaller
                    else or_(past, and_(value.is_(None), key.column.is_not(None)))
                )
            same = key.column.is_not_distinct_from(value) if key.nullable else key.column == value
            made = or_(past, and_(same, made))
        return made


def order_of(model: Model, kind: str, row: FromClause, entries: Sequence[Mapping[str, str]]) -> Order:
    """Return the order of the entities of a kind by the entries of `orderBy`; by key where there are none."""
    keys: list[Key] = []
    descending = False
    for entry in entries:
        if len(entry) != 1 or None in entry.values():
            raise RequestError("An entry of orderBy names one key and its direction.", "BAD_ORDER")
        ((name, direction),) = entry.items()
        descending = direction == "DESC"
        if name == "id":
            entity = model.entity.alias()
            keys.append(
                Key(
                    select(entity.c.id).where(entity.c.key == row.c.key).correlate_except(entity).scalar_subquery(),
                    descending,
                    False,
                )
            )
        else:
            item = model.kinds[kind].properties[name]
            keys += [Key(row.c[column], descending, not item.required) for column in _columns(item)]
    keys.append(Key(row.c.key, descending, nullable=False))
    return Order(mark(family(model, kind), entries), tuple(keys))


def mark(*parts: Any) -> str:
    """Return a short mark of a list's kind and order, by which its cursors are known."""
    return hashlib.blake2b(orjson.dumps(parts), digest_size=4).hexdigest()


def cursor(mark_: str, values: Sequence[Any]) -> str:
    """Return the cursor of a row by the values of its keys."""
    return base64.urlsafe_b64encode(orjson.dumps([mark_, *values])).decode().rstrip("=")


def page_size(value: Any) -> int:
    """Return how many to read. Raises RequestError unless that is from 1 to PAGE_LIMIT."""
    if value is None:
        return PAGE_DEFAULT
    if not 1 <= value <= PAGE_LIMIT:
        raise RequestError(f"A page holds 1 to {PAGE_LIMIT}, not {value}.", "BAD_PAGE_SIZE")
    return int(value)


def _columns(item: Property) -> tuple[str, ...]:
    if item.type is Money:
        return f"{item.attribute}_currency", f"{item.attribute}_amount"
    if item.type is PartialDate:
        return f"{item.attribute}_first", f"{item.attribute}_last"
    return (f"{item.attribute}_folded" if item.search else item.attribute,)


def _part(order: Order, index: int) -> Callable[[Any], Any]:
    """Return what takes the value of one key from a cursor, which anybody may have written."""
    key = order.keys[index]
    wanted = key.column.type.python_type

    def part(text: str) -> Any:
        try:
            values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (ValueError, binascii.Error) as error:
            raise RequestError(f"{text[:60]!r} is not a cursor.", "BAD_CURSOR") from error
        if not isinstance(values, list) or len(values) != len(order.keys) + 1 or values[0] != order.mark:
            raise RequestError(f"{text[:60]!r} is a cursor of another list, or of another order.", "BAD_CURSOR")
        value = values[index + 1]
        # A truth value is a number on SQLite, and a number is no truth value elsewhere.
        fits = type(value) is wanted or (wanted is bool and value in (0, 1)) or (value is None and key.nullable)
        if not fits or (isinstance(value, int) and abs(value) >= 2**63):
            raise RequestError(f"{text[:60]!r} is not a cursor.", "BAD_CURSOR")
        return bool(value) if wanted is bool and value is not None else value

    return part
