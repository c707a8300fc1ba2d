"""Keysets: the order of a list, and cursors that find a place in it again."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, FromClause, and_, select

from graph.columns import order_columns
from graph.errors import RequestError
from graph.kinds import Model
from schema.arguments import Leaf
from schema.binds import Binds
from schema.filters import family
from schema.limits import Limits


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a list is ordered by; what is NULL is smallest."""

    column: ColumnElement[Any]
    descending: bool = False
    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Cursor:
    """A cursor that a request gives, and which of its values are null: that makes another statement."""

    leaf: Leaf
    nulls: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: its keys, the last of which is unique, and a mark that its cursors bear."""

    mark: str
    keys: tuple[Key, ...]

    def clauses(
        self, *, backward: bool, written: Callable[[ColumnElement[Any]], ColumnElement[Any]] = lambda column: column
    ) -> list[ColumnElement[Any]]:
        """Return the ORDER BY, reversed to read from the end, its columns as they are or as `written` makes them."""
        made: list[ColumnElement[Any]] = []
        for key in self.keys:
            descending = key.descending is not backward
            column = written(key.column)
            clause = column.desc() if descending else column.asc()
            if key.nullable:
                clause = clause.nulls_last() if descending else clause.nulls_first()
            made.append(clause)
        return made

    def beyond(self, cursor: Cursor, binds: Binds, *, before: bool) -> list[ColumnElement[bool]]:
        """Return the conditions, of which one at most holds, that a row comes after that of a cursor, or before it.

        Each says that the first keys are the same and the next is past: one range of an index. Raises RequestError.
        """
        if len(cursor.nulls) != len(self.keys):
            raise _foreign()
        made: list[ColumnElement[bool]] = []
        same: list[ColumnElement[bool]] = []
        for index, (key, is_null) in enumerate(zip(self.keys, cursor.nulls, strict=True)):
            if is_null and not key.nullable:
                raise _foreign()
            smaller = key.descending is not before
            if is_null:
                past: list[ColumnElement[bool]] = [] if smaller else [key.column.is_not(None)]
                same_here: ColumnElement[bool] = key.column.is_(None)
            else:
                value = binds(cursor.leaf, _part(self, index))
                past = [key.column < value if smaller else key.column > value]
                past += [key.column.is_(None)] if smaller and key.nullable else []
                same_here = key.column == value
            made += [and_(*same, each) for each in past]
            same.append(same_here)
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
            keys += [Key(row.c[column], descending, not item.required) for column in order_columns(item)]
    keys.append(Key(row.c.key, descending, nullable=False))
    return Order(mark(family(model, kind), entries), tuple(keys))


def mark(*parts: Any) -> str:
    """Return a short mark of a list's kind and order, by which its cursors are known."""
    return hashlib.blake2b(orjson.dumps(parts), digest_size=4).hexdigest()


def cursor(mark_: str, values: Sequence[Any]) -> str:
    """Return the cursor of a row by the values of its keys."""
    return base64.urlsafe_b64encode(orjson.dumps([mark_, *values])).decode().rstrip("=")


def page_size(value: Any, limits: Limits) -> int:
    """Return how many to read. Raises RequestError unless that is from 1 to the limit of a page."""
    if value is None:
        return limits.page_default
    if not 1 <= value <= limits.page:
        raise RequestError(f"A page holds 1 to {limits.page}, not {value}.", "BAD_PAGE_SIZE")
    return int(value)


def nulls(text: str) -> tuple[bool, ...]:
    """Return which values of a cursor are null. Raises RequestError."""
    return tuple(value is None for value in _values(text)[1:])


def _part(order: Order, index: int) -> Callable[[Any], Any]:
    """Return what takes the value of one key from a cursor, which anybody may have written."""
    # A truth value is a number on SQLite, and a number is no truth value elsewhere.
    wanted, mark_, count = order.keys[index].column.type.python_type, order.mark, len(order.keys) + 1

    def part(text: str) -> Any:
        values = _values(text)
        if len(values) != count or values[0] != mark_:
            raise _foreign()
        value = values[index + 1]
        fits = type(value) is wanted or (wanted is bool and value in (0, 1))
        if not fits or (isinstance(value, int) and abs(value) >= 2**63):
            raise RequestError(f"{text[:60]!r} is not a cursor.", "BAD_CURSOR")
        return bool(value) if wanted is bool else value

    return part


@lru_cache(maxsize=256)
def _values(text: str) -> tuple[Any, ...]:
    try:
        values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error) as error:
        raise RequestError(f"{text[:60]!r} is not a cursor.", "BAD_CURSOR") from error
    if not isinstance(values, list) or not values:
        raise RequestError(f"{text[:60]!r} is not a cursor.", "BAD_CURSOR")
    return tuple(values)


def _foreign() -> RequestError:
    return RequestError("The cursor is one of another list, or of another order.", "BAD_CURSOR")
