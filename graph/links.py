"""Links: from whom to whom what is held of entities leads, and which tables hold that."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement

from graph.columns import LONGEST_INDEXED, column_types
from graph.folding import fold
from graph.kinds import Model
from graph.properties import Party, Property
from graph.records import Record
from graph.values import EntityId, Text

SURELY_SHORT = LONGEST_INDEXED // 33  # characters: none is folded to more bytes than that


def links(model: Model, record: Record) -> Iterator[tuple[EntityId, Property]]:
    """Yield to whom an entity leads, and by which property."""
    kind = model.kinds[record.kind]
    for name in kind.leading & record.values.keys():
        item, value = kind.properties[name], record.values[name]
        if item.is_link:
            for each in value if item.many else (value,):
                yield each, item
        else:
            for each in value:
                yield each.entity, item


def references(model: Model) -> Iterable[tuple[Property, ColumnElement[Any], ColumnElement[Any]]]:
    """Yield each property that leads to entities, with the columns of who has it and of whom it leads to."""
    for item in {each: None for kind in model.kinds.values() for each in kind.stored}:
        if item.is_link or item.type is Party:
            table = model.list_table(item) if item.many else model.table(item.kind)
            (column,) = (each for each in column_types(item) if each.endswith("_key"))
            yield item, table.c.key, table.c[column]


def refusal(model: Model, record: Record, kinds: Mapping[EntityId, str | None]) -> str | None:
    """Return why a record cannot stand, None if it can; `kinds` are of those that it leads to, None if it is nothing.

    It may lack what it must have, lead to what is not there, or have a name too long to be ordered by.
    """
    for target, item in links(model, record):
        kind = kinds.get(target)
        if kind is None or kind not in _allowed(model, item):
            came = f"a {kind}" if kind else "not in the graph"
            return f"{item.name} wants a {item.target or 'Entity'}; {target} is {came}"
    for item in model.kinds[record.kind].checked:
        value = record.values.get(item.name)
        if item.required and value is None:
            return f"a {record.kind} wants {item.name}; no source gives it"
        if item.index and item.type is Text and value and len(value[0].text) > SURELY_SHORT:
            length = len(fold(value[0].text).encode())
            if length > LONGEST_INDEXED:
                return f"its {item.name} has {length} bytes, and may have {LONGEST_INDEXED}: shorten it"
    return None


def allows(model: Model, item: Property, kind: str | None) -> bool:
    """Return whether a property may lead to an entity of a kind."""
    return kind in _allowed(model, item)


def _allowed(model: Model, item: Property) -> frozenset[str]:
    return model.names(item.target or "Entity")
