"""Portraits: what a person is shown of an entity, to tell it from its namesakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.kinds import Kind, Model
from graph.properties import Identifier, Property
from graph.reconciling.naming import Languages, label, written
from graph.reconciling.shelf import Shelf, ends, listed
from graph.records import Record
from graph.values import EntityId, Text

MOST_FACTS, LONGEST_FACT = 12, 300  # characters


@dataclass(frozen=True, slots=True)
class Named:
    """Something by its id and what people call it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """An entity: its id, its name, in a few words what and where it is, and its types, the narrowest first."""

    id: EntityId
    name: str
    description: str
    types: tuple[Named, ...]


def portrait(shelf: Shelf, record: Record, languages: Languages) -> Portrait:
    """Return the portrait of an entity; what it leads to is at hand."""
    kind = shelf.model.kinds[record.kind]
    types = types_of(shelf.model, kind, languages)
    around = (shelf.name(each, languages) for each in _around(shelf, record))
    description = ", ".join(dict.fromkeys((types[0].name, *around, *_span(record))))
    return Portrait(record.id, shelf.name(record, languages), description, types)


def types_of(model: Model, kind: Kind, languages: Languages) -> tuple[Named, ...]:
    """Return a kind and those above it, as types."""
    above = (model.kinds[kind.parent],) if kind.parent else ()
    return tuple(Named(each.name, label(each.labels, languages)) for each in (kind, *above))


def facts(shelf: Shelf, record: Record, languages: Languages) -> Iterator[Named]:
    """Yield what is known of an entity, each property with its values: at most MOST_FACTS, and no long texts."""
    kind = shelf.model.kinds[record.kind]
    told = [item for item in kind.stored if item.name in record.values and item.name not in kind.called_by[:1]]
    for item in told[:MOST_FACTS]:
        value = record.values[item.name]
        texts = (value,) if item.type is Text and not item.many else listed(value)
        said = ", ".join(_said(shelf, item, each, languages) for each in texts)
        if len(said) > LONGEST_FACT:
            said = f"{said[: LONGEST_FACT - 1].rstrip()}…"
        yield Named(label(item.labels, languages), said)


def _said(shelf: Shelf, item: Property, value: Any, languages: Languages) -> str:
    for end in ends((value,)):
        record = shelf.get(end)
        return shelf.name(record, languages) if record else end
    if isinstance(value, Identifier):
        return f"{label(shelf.model.codes['IdentifierScheme'][value.scheme].concept, languages)} {value.value}"
    return written(item, value, languages)


def _around(shelf: Shelf, record: Record) -> Iterator[Record]:
    """Yield what tells an entity from namesakes: where its own links lead, and the country of its place."""
    for item in shelf.model.kinds[record.kind].stored:
        if item.is_link and not item.many and item.name in record.values:
            found = shelf.get(record.values[item.name])
            if found:
                yield found
                country = found.values.get("country")
                beyond = shelf.get(country) if country else None
                if beyond:
                    yield beyond


def _span(record: Record) -> Iterator[str]:
    start, end = record.values.get("startDate"), record.values.get("endDate")
    if start or end:
        yield f"{start or ''}–{end or ''}"
