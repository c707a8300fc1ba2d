"""Summaries: the types of what lists come to - aggregates and groups - made from the model."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from graph.kinds import Kind, Model
from graph.properties import Identifier, Party, Property
from graph.values import Money, PartialDate
from schema.building import Argument, Field, Types, list_of, optional
from schema.filters import family, filterable
from schema.scalars import DecimalScalar, PartialDateScalar
from schema.totals import FUNCTIONS, aggregated

GROUPINGS = {
    PartialDate: "GroupByDate",
    Money: "GroupByMoney",
    Identifier: "IdentifierGroupBy",
    Party: "PartyGroupBy",
}


def summary(types: Types, model: Model, name: str) -> list[Field]:
    """Return the fields of a connection that say what its list comes to, whatever page is asked for."""
    fields = [Field("aggregate", types[f"{name}Aggregate"], "What all of them come to, on all pages.")]
    if name in model.kinds:
        by = Argument("by", list_of(types[f"{name}GroupBy"]), "By which keys.")
        description = "What they come to by groups, at most 1000, in the order of their keys: null is first."
        fields.append(Field("groups", list_of(types[f"{name}Group"]), description, (by,)))
    return fields


def add_summaries(types: Types, model: Model) -> None:
    """Make every type of aggregates and groups."""
    for name in ("Entity", "Search", "Partner", "Evidence"):
        types.object(f"{name}Aggregate", f"What a list comes to: {name}.", [_count()])
    types.object(
        "GroupKey",
        "What a group has in common.",
        [
            Field("value", optional(str), "The value as text, of an entity its id; null where there is none."),
            Field("entity", optional(types["Entity"]), "The entity, if it is one."),
        ],
    )
    _add_parts(types)
    for kind in model.kinds.values():
        _add_aggregate(types, kind)
        _add_grouping(types, model, kind)


def _count() -> Field:
    return Field("count", int, "How many there are.")


def _add_aggregate(types: Types, kind: Kind) -> None:
    fields = [_count()]
    for function, description in FUNCTIONS.items():
        items = aggregated(kind, function)
        if items:
            name = f"{kind.name}{function.capitalize()}"
            values = [Field(each.name, _result(types, each, function), each.description) for each in items]
            types.object(name, description, values)
            fields.append(Field(function, types[name], description))
    types.object(f"{kind.name}Aggregate", f"What a list comes to: {kind.name}.", fields)
    types.object(
        f"{kind.name}Group",
        f"What those of a list come to that have some keys in common: {kind.name}.",
        [
            Field("keys", list_of(types["GroupKey"]), "The keys, in the order of `by`."),
            Field("aggregate", types[f"{kind.name}Aggregate"], "What they come to."),
        ],
    )


def _result(types: Types, item: Property, function: str) -> Any:
    """Return the type of a result: money in each currency, in the order of their codes; a sum is never a float."""
    if item.type is Money:
        return list_of(types["Money"])
    bounds = {int: int, PartialDate: PartialDateScalar, Decimal: DecimalScalar}
    return optional(bounds[item.type] if function in ("min", "max") else DecimalScalar)


def _add_parts(types: Types) -> None:
    types.enum("GroupByValue", "What of a value makes a group.", {"VALUE": "The value itself."})
    types.enum("GroupByMoney", "What of money makes a group.", {"CURRENCY": "Its currency."})
    types.enum(
        "GroupByDate",
        "What of a date makes a group; one that is known less finely stands as finely as it is known.",
        {"YEAR": "Its year.", "MONTH": "Its month: 2008-05.", "DAY": "Its day: 2008-05-31."},
    )
    value = types["GroupByValue"]
    types.input(
        "IdentifierGroupBy",
        "What of an identifier makes a group.",
        [Field("scheme", value, "Its register."), Field("value", value, "What it is.")],
        one_of=True,
    )
    types.input(
        "PartyGroupBy",
        "What of a party makes a group.",
        [Field("entity", value, "Who."), Field("role", value, "In what capacity.")],
        one_of=True,
    )


def _add_grouping(types: Types, model: Model, kind: Kind) -> None:
    types.input(
        f"{kind.name}GroupBy",
        f"One key to group {kind.plural} by. Who has several of it is counted in each of its groups; keys that begin"
        " with the same list speak of the same one of it.",
        _groupings(types, model, kind),
        one_of=True,
    )
    if kind.is_tree and not kind.parent:
        levels = list(_levels(types, model, kind))
        types.input(f"{kind.name}Ancestor", "Which of an entity and of those above it.", levels, one_of=True)


def _groupings(types: Types, model: Model, kind: Kind) -> Iterator[Field]:
    yield Field("id", types["GroupByValue"], "By itself.")
    if kind.is_tree:
        description = "By itself or the one above it that this holds of; where it holds of several, by each."
        yield Field("ancestor", types[f"{family(model, kind.name)}Ancestor"], description)
    for item in kind.properties.values():
        if filterable(item):
            name = f"{item.target}GroupBy" if item.target else GROUPINGS.get(item.type, "GroupByValue")
            yield Field(item.name, types[name], item.description)


def _levels(types: Types, model: Model, kind: Kind) -> Iterator[Field]:
    """Yield what tells how high entities of a tree stand: the codes that they have, and their kinds."""
    if kind.abstract:
        name = f"{kind.name}AncestorKind"
        members = {each.code: each.description for each in model.members(kind.name)}
        types.enum(name, f"The kinds of {kind.plural}.", members)
        yield Field("kind", types[name], "Of this kind.")
    for item in kind.properties.values():
        if item.is_code and not item.many:
            yield Field(item.name, types[item.type.__name__], item.description)
