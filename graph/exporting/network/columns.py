"""Columns: what nodes and edges have of the properties of their kinds, in the four types that all formats know."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from graph.exporting.tables import joined
from graph.kinds import Kind
from graph.notation import written
from graph.properties import Labels, Party, Property
from graph.records import Record
from graph.values import FALLBACK_LANGUAGE, Money, Text

STRING, INTEGER, DOUBLE, BOOLEAN = "string", "integer", "double", "boolean"
TYPES: Mapping[type, str] = {int: INTEGER, bool: BOOLEAN, Decimal: DOUBLE, Money: DOUBLE}

Value = str | int | bool | Decimal  # a Decimal is a double: exact as long as it is text
Columns = Mapping[str, str]  # types by name
Cells = dict[str, Value]


def columns(items: Iterable[Property]) -> dict[str, str]:
    """Return the columns of some properties.

    A link is the id that it leads to (`placeId`): cytoscape.js puts a node with a `parent` into that one. Money has its
    currency beside it.
    """
    found: dict[str, str] = {}
    for item in items:
        found[_name(item)] = STRING if item.many else TYPES.get(item.type, STRING)
        if item.type is Money:
            found[_currency(item)] = STRING
    return found


def cells(record: Record, items: Iterable[Property], language: str) -> Cells:
    """Return what stands in these columns of a record, as far as it is known."""
    found: Cells = {}
    for item in items:
        value = record.values.get(item.name)
        if value is not None:
            found[_name(item)] = _cell(item, value, language)
            if item.type is Money:
                found[_currency(item)] = value.currency
    return found


def described(kind: Kind) -> tuple[Property, ...]:
    """Return the properties of a kind that have columns: not the text that it is called by, which is its label.

    Nor the parties of a partnership, which are ends of edges.
    """
    called = next((name for name in kind.called_by if kind.properties[name].type is Text), None)
    return tuple(item for item in kind.stored if item.name != called and item.type is not Party)


def called(kind: Kind, record: Record, language: str) -> str:
    """Return what an entity is called in a language: the first known of what its kind is called by, else the kind."""
    for name in kind.called_by:
        item, value = kind.properties[name], record.values.get(name)
        if value is not None and item.is_code:
            return labelled(item.type.__members__[value].concept, language)  # type: ignore[attr-defined]
        if value is not None:
            return said(value, language) if item.type is Text else str(value)
    return labelled(kind.labels, language)


def labelled(labels: Labels, language: str) -> str:
    """Return the Polish label where that is asked for, the English one for all others."""
    return labels.pl if language == FALLBACK_LANGUAGE else labels.en


def said(texts: Sequence[Text], language: str) -> str:
    """Return a text in a language, else in Polish, else in the one that comes first."""
    by_language = {each.language: each.text for each in texts}
    return by_language.get(language) or by_language.get(FALLBACK_LANGUAGE) or texts[0].text


def _cell(item: Property, value: Any, language: str) -> Value:
    if item.many:
        return joined([written(item, each) for each in value])
    if item.type is Text:
        return said(value, language)
    if item.type is Money:
        return Decimal(value.amount)
    return value if item.type in TYPES else written(item, value)


def _name(item: Property) -> str:
    return f"{item.name}Id" if item.is_link and not item.many else item.name


def _currency(item: Property) -> str:
    return f"{item.name}Currency"
