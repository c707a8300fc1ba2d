"""Filters and orders: the `where` and `orderBy` of every kind, made from its properties."""

from decimal import Decimal
from typing import Any

import strawberry

from graph.kinds import Kind, Model
from graph.properties import Identifier, Party, Property
from graph.values import CURRENCIES, Money, PartialDate, Text, Url
from schema.building import Field, Types, list_of
from schema.scalars import DecimalScalar, PartialDateScalar

EQUALITY = ("eq", "ne", "in", "isNull")
ORDERED = ("eq", "ne", "in", "gt", "gte", "lt", "lte", "isNull")

_MEANINGS = {
    "eq": "Equals; null means that there is none.",
    "ne": "Does not equal; what is absent does not equal anything.",
    "in": "Is one of.",
    "gt": "Is greater or later than.",
    "gte": "Is greater or later than, or equals.",
    "lt": "Is less or earlier than.",
    "lte": "Is less or earlier than, or equals.",
    "contains": "Contains these letters, whatever their case and diacritics.",
    "startsWith": "Starts with these letters, whatever their case and diacritics.",
    "isNull": "Whether there is none.",
    "during": "A day, month or year that it may touch: of a start or end date, the whole span from start to end.",
}

OPERATORS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "StringFilter": (str, (*ORDERED, "contains", "startsWith")),
    "IDFilter": (strawberry.ID, ("eq", "ne", "in")),
    "IntFilter": (int, ORDERED),
    "BooleanFilter": (bool, ("eq", "ne", "isNull")),
    "DecimalFilter": (DecimalScalar, ORDERED),
    "PartialDateFilter": (PartialDateScalar, (*ORDERED, "during")),
}

FILTERS = {
    str: "StringFilter",
    Text: "StringFilter",
    Url: "StringFilter",
    int: "IntFilter",
    bool: "BooleanFilter",
    Decimal: "DecimalFilter",
    PartialDate: "PartialDateFilter",
    Money: "MoneyFilter",
    Identifier: "IdentifierFilter",
    Party: "PartyFilter",
}


def add_filters(types: Types, model: Model) -> None:
    """Make every filter and order, and the enums they name."""
    for name, codes in model.codes.items():
        types.enum(name, codes.__doc__ or name, {code.name: f"{code.concept.en} ({code.concept.pl})" for code in codes})
    types.enum("Currency", "A currency, ISO 4217.", dict.fromkeys(sorted(CURRENCIES), ""))
    types.enum(
        "Direction",
        "Which way to order; what is absent is smallest.",
        {"ASC": "Smallest first.", "DESC": "Largest first."},
    )
    types.enum("EntityKind", "The kinds of entity.", {kind.code: kind.description for kind in model.kinds.values()})
    for name, (type_, operators) in OPERATORS.items():
        types.input(name, "Conditions on a value, all of which must hold.", _operators(type_, operators))
    for name in (*model.codes, "Currency"):
        types.input(f"{name}Filter", "Conditions on a code, all of which must hold.", _operators(types[name], EQUALITY))
    for name in sorted({_value_filter(each) for each in _lists(model)}):
        types.input(_listed(name), "Conditions on the items of a list.", _some(types[name]))
    types.input(
        "MoneyFilter",
        "Conditions on money: an amount means nothing without its currency.",
        [
            Field("currency", types["CurrencyFilter"], "Its currency, which must be named to compare amounts."),
            Field("amount", types["DecimalFilter"], "Its amount."),
            Field("isNull", bool, _MEANINGS["isNull"]),
        ],
    )
    types.input(
        "IdentifierFilter",
        "Conditions on an identifier.",
        [
            Field("scheme", types["IdentifierSchemeFilter"], "Its register."),
            Field("value", types["StringFilter"], "What it is."),
        ],
    )
    types.input(
        "PartyFilter",
        "Conditions on a party.",
        [Field("entity", types["EntityFilter"], "Who."), Field("role", types["RoleFilter"], "In what capacity.")],
    )
    types.input(
        "EntityFilter",
        "Conditions on an entity of any kind.",
        [*_common(types, "EntityFilter"), Field("kind", types["EntityKindFilter"], "Its kind.")],
    )
    types.input("EntityKindFilter", "Conditions on a kind.", _operators(types["EntityKind"], ("eq", "ne", "in")))
    for kind in model.kinds.values():
        if not kind.parent:
            _add_kind(types, model, kind)


def family(model: Model, kind: str) -> str:
    """Return the kind whose filter and order a kind has: kinds that share a table share them."""
    return model.kinds[kind].parent or kind if kind in model.kinds else kind


def orderable(item: Property) -> bool:
    """Whether a list can be ordered by a property."""
    return not item.many and not item.is_link


def _lists(model: Model) -> list[Property]:
    items = [each for kind in model.kinds.values() for each in kind.stored]
    return [each for each in items if each.many and not each.is_link]


def _operators(type_: Any, names: tuple[str, ...]) -> list[Field]:
    types = {"in": list_of(type_), "isNull": bool}
    return [Field(name, types.get(name, type_), _MEANINGS[name]) for name in names]


def _some(type_: Any) -> list[Field]:
    return [Field("some", type_, "At least one meets these."), Field("none", type_, "Not one meets these.")]


def _common(types: Types, name: str) -> list[Field]:
    return [
        Field("id", types["IDFilter"], "Its id."),
        Field("isNull", bool, "Whether there is none: of a link."),
        Field("and", list_of(types[name]), "All of these hold."),
        Field("or", list_of(types[name]), "At least one of these holds."),
        Field("not", types[name], "This does not hold."),
    ]


def _add_kind(types: Types, model: Model, kind: Kind) -> None:
    name = f"{kind.name}Filter"
    fields = _common(types, name)
    if kind.is_tree:
        fields.append(Field("under", strawberry.ID, "It is this one, or stands anywhere below it."))
    fields += [
        Field(each.name, types[_filter(model, each)], each.description)
        for each in kind.properties.values()
        if filterable(each)
    ]
    types.input(name, f"Conditions on the {kind.plural}, all of which must hold.", fields)
    types.input(f"{kind.name}ListFilter", "Conditions on the entities of a list.", _some(types[name]))
    orders = [
        Field("id", types["Direction"], "By id."),
        *(
            Field(each.name, types["Direction"], each.description)
            for each in kind.properties.values()
            if orderable(each)
        ),
    ]
    types.input(f"{kind.name}Order", f"One key to order {kind.plural} by.", orders, one_of=True)


def filterable(item: Property) -> bool:
    """Whether a list can be filtered by a property: by all but what is derived of non-entities."""
    return item.target not in ("Partner", "Evidence")


def _filter(model: Model, item: Property) -> str:
    name = f"{family(model, item.target)}Filter" if item.target else _value_filter(item)
    return _listed(name) if item.many else name


def _value_filter(item: Property) -> str:
    return FILTERS.get(item.type, f"{item.type.__name__}Filter")


def _listed(name: str) -> str:
    return name.replace("Filter", "ListFilter")
