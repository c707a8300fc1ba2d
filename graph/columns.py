"""Columns: how a value lies in a row, and how it comes out again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, String
from sqlalchemy import Text as LongString
from sqlalchemy.types import TypeEngine

from graph.folding import fold
from graph.properties import Code, Identifier, Party, Property
from graph.values import (
    LONGEST_IDENTIFIER,
    LONGEST_LANGUAGE,
    EntityId,
    Money,
    PartialDate,
    Text,
    Url,
    scaled,
    unscaled,
)


def characters(length: int | None = None) -> TypeEngine[str]:
    """Return the type of a text, of any length if none is given.

    It is compared by code points wherever it lies: what SQLite does, and what a cursor can rely on.
    """
    type_ = String if length else LongString
    return type_(length).with_variant(type_(length, collation="C"), "postgresql")


# SQLite makes a rowid of INTEGER PRIMARY KEY alone.
KEY = BigInteger().with_variant(Integer(), "sqlite")
CODE, LANGUAGE = characters(40), characters(LONGEST_LANGUAGE)
DECIMAL_PLACES = 6
LONGEST_INDEXED = 2_000  # bytes of a folded text; an index of PostgreSQL takes 2,704

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the values of one type lie in columns: by suffix, from a value to cells and back."""

    types: Mapping[str, TypeEngine[Any]]
    cells: Callable[[Any], Cells]
    value: Callable[..., Any]


# In the row of an entity. An entity's id stands here for its key: only a store knows keys.
IN_ROW: Mapping[type, Layout] = {
    str: Layout({"": characters()}, lambda each: (each,), str),
    Text: Layout({"": characters(), "_language": LANGUAGE}, lambda each: (each.text, each.language), Text),
    Url: Layout({"": characters()}, lambda each: (str(each),), Url),
    int: Layout({"": BigInteger()}, lambda each: (each,), int),
    bool: Layout({"": Boolean()}, lambda each: (each,), bool),
    Decimal: Layout(
        {"": BigInteger()},
        lambda each: (scaled(each, DECIMAL_PLACES),),
        lambda cell: Decimal(unscaled(cell, DECIMAL_PLACES)),
    ),
    Money: Layout(
        {"_amount": BigInteger(), "_currency": characters(3)},
        lambda each: (each.hundredths, each.currency),
        Money,
    ),
    PartialDate: Layout(
        {"_first": characters(10), "_last": characters(10)},
        lambda each: (each.first, each.last),
        PartialDate.spanning,
    ),
    Code: Layout({"": CODE}, lambda each: (each,), str),
    EntityId: Layout({"_key": KEY}, lambda each: (each,), EntityId),
}

# In the table of a list.
IN_LIST: Mapping[type, Layout] = {
    Text: Layout({"text": characters(), "language": LANGUAGE}, lambda each: (each.text, each.language), Text),
    Code: Layout({"code": CODE}, lambda each: (each,), str),
    EntityId: Layout({"value_key": KEY}, lambda each: (each,), EntityId),
    Identifier: Layout(
        {"scheme": CODE, "value": characters(LONGEST_IDENTIFIER)},
        lambda each: (each.scheme, each.value),
        Identifier,
    ),
    Party: Layout({"entity_key": KEY, "role": CODE}, lambda each: (each.entity, each.role), Party),
}


def reference(table: str) -> ForeignKey:
    """Return a foreign key to a table's `key`, checked when a write ends: entities may lead to each other."""
    return ForeignKey(f"{table}.key", deferrable=True, initially="DEFERRED")


def layout(item: Property) -> Layout:
    """Return how the values of a stored property lie in columns."""
    return (IN_LIST if item.many else IN_ROW)[Code if item.is_code else item.type]


def column_types(item: Property) -> dict[str, TypeEngine[Any]]:
    """Return the columns of a property by name, the folded one that is searched last."""
    stem = "" if item.many else item.attribute
    types = {f"{stem}{suffix}": type_ for suffix, type_ in layout(item).types.items()}
    return {**types, f"{stem}_folded": characters()} if item.is_folded else types


def column_names(item: Property) -> tuple[str, ...]:
    """Return the columns that are read to have one value of a property."""
    return tuple(name for name in column_types(item) if not name.endswith("_folded"))


def order_columns(item: Property) -> tuple[str, ...]:
    """Return the columns that a list is ordered by when it is ordered by a property: money within its currency."""
    if item.type is Money:
        return f"{item.attribute}_currency", f"{item.attribute}_amount"
    if item.type is PartialDate:
        return f"{item.attribute}_first", f"{item.attribute}_last"
    return (f"{item.attribute}_folded" if item.is_folded else item.attribute,)


def cells(item: Property, value: Any) -> Cells:
    """Return what stands in the columns of a property for a value of it; for None, nothing stands in any."""
    return (None,) * len(column_types(item)) if value is None else filling(item)(value)


def filling(item: Property) -> Callable[[Any], Cells]:
    """Return what makes the cells of a property from a value of it."""
    made = layout(item).cells
    if not item.is_folded:
        return made

    def folded(value: Any) -> Cells:
        found = made(value)
        return (*found, fold(found[0]))

    return folded
