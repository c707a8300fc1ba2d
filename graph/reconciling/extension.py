"""Extensions: the values that the graph holds of chosen properties of chosen entities, to fill a table with.

The Reconciliation Service API 0.2 calls them data extension.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graph.errors import InvalidValue, RequestError
from graph.properties import Identifier
from graph.reconciling.naming import Languages, label, written
from graph.reconciling.offers import Offers, Path
from graph.reconciling.portraits import Named
from graph.reconciling.shelf import Shelf, ends
from graph.store import Store
from graph.values import LARGEST_INTEGER, EntityId, PartialDate, Text

TRUTHS: Mapping[Any, bool] = {
    True: True,
    False: False,
    "on": True,
    "true": True,
    "false": False,
    "off": False,
    "": False,
}

Cell = Named | str | int | float | bool | PartialDate


@dataclass(frozen=True, slots=True)
class Column:
    """A property that is asked for: at most `limit` of its values, 0 for all, or only how many there are."""

    property: str
    limit: int = 0
    count: bool = False


@dataclass(frozen=True, slots=True)
class Extension:
    """What a client asks for: columns of entities."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is called; `type` is that of its entities, if it has entities."""

    id: str
    name: str
    type: Named | None


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of the columns, and the cells by entity and column: each with all the values it has."""

    headings: tuple[Heading, ...]
    rows: Mapping[str, Mapping[str, tuple[Cell, ...]]]


def extension(given: Any, offers: Offers, most_ids: int, most_columns: int) -> Extension:
    """Return what a data extension query asks for. Raises RequestError."""
    if not isinstance(given, dict) or not isinstance(given.get("ids"), list):
        raise RequestError("extend must be an object with ids and properties")
    ids, properties = given["ids"], given.get("properties")
    if not isinstance(properties, list):
        raise RequestError("extend: properties must be a list of objects with id")
    if not all(isinstance(each, str) for each in ids):
        raise RequestError("extend: ids must be strings")
    if len(ids) > most_ids or len(properties) > most_columns:
        raise RequestError(f"extend takes {most_ids} ids and {most_columns} properties: ask in several requests")
    return Extension(tuple(dict.fromkeys(ids)), tuple(_column(each, offers) for each in properties))


def _column(given: Any, offers: Offers) -> Column:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise RequestError("extend: a property must be an object with id")
    name = offers.check_property(given["id"])
    settings = given.get("settings") or {}
    if not isinstance(settings, dict):
        raise RequestError(f"extend: the settings of {name} must be an object")
    return Column(name, _limit(name, settings.get("limit")), _count(name, settings.get("count")))


def _limit(name: str, given: Any) -> int:
    if given in (None, ""):
        return 0
    if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 10:
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= LARGEST_INTEGER:
        raise RequestError(f"extend: the limit of {name} must be a whole number, 0 for all")
    return int(given)


def _count(name: str, given: Any) -> bool:
    if given is None:
        return False
    if not isinstance(given, bool | str) or given not in TRUTHS:
        raise RequestError(f"extend: count of {name} must be true or false")
    return TRUTHS[given]


def extended(store: Store, offers: Offers, asked: Extension, languages: Languages, seconds: float) -> Table:
    """Return what is asked for; of an entity that the graph does not have, nothing is known."""
    wanted = {column.property for column in asked.columns}
    paths = [path for of_kind in offers.paths.values() for name, path in of_kind.items() if name in wanted]
    with store.snapshot(seconds) as snapshot:
        shelf = Shelf(store, offers, snapshot)
        ids = [EntityId(each) for each in asked.ids if _is_id(each)]
        shelf.fetch(ids)
        shelf.fetch_ends(ids, paths)
    rows = {name: _row(shelf, offers, name, asked.columns, languages) for name in asked.ids}
    kinds = frozenset(record.kind for record in map(shelf.find, asked.ids) if record) or frozenset(offers.paths)
    found = {**offers.all(), **offers.of_types(kinds)}
    return Table(tuple(_heading(offers, found[each.property], languages) for each in asked.columns), rows)


def _is_id(text: str) -> bool:
    with suppress(InvalidValue):
        return bool(EntityId(text))
    return False


def _heading(offers: Offers, path: Path, languages: Languages) -> Heading:
    target = offers.kinds.get(path.item.target or "")
    return Heading(
        path.id, label(path.labels, languages), Named(target.name, label(target.labels, languages)) if target else None
    )


def _row(
    shelf: Shelf, offers: Offers, name: str, columns: Sequence[Column], languages: Languages
) -> dict[str, tuple[Cell, ...]]:
    record = shelf.find(name)
    row: dict[str, tuple[Cell, ...]] = {}
    for column in columns:
        path = offers.paths[record.kind].get(column.property) if record else None
        values = shelf.values(record, path) if record and path else ()
        if column.count:
            row[column.property] = (len(values),)
        else:
            cells = tuple(_cell(shelf, path, each, languages) for each in values if path)
            row[column.property] = cells[: column.limit or None]
    return row


def _cell(shelf: Shelf, path: Path, value: Any, languages: Languages) -> Cell:
    for end in ends((value,)):
        record = shelf.get(end)
        return Named(end, shelf.name(record, languages) if record else end)
    if isinstance(value, Identifier):
        return value.value if path.scheme else f"{value.scheme}:{value.value}"
    if path.item.is_code:
        return written(path.item, value, languages)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Text):
        return value.text
    return value if isinstance(value, bool | int | PartialDate) else str(value)
