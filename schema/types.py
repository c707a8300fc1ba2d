"""Types: the objects and interfaces of the GraphQL schema, made from the model."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from graph.kinds import Model
from graph.properties import Code, Identifier, Party, Property
from graph.values import EntityId, Money, PartialDate, Text, Url
from schema.building import Argument, Field, Types, list_of, optional
from schema.filters import add_filters, family
from schema.limits import DEFAULTS, Limits
from schema.network.measures import add_measures, measure_fields
from schema.network.parts import add_network_parts
from schema.network.scope import add_scope, scope_arguments
from schema.network.suggestions import add_suggestions, suggestion_field
from schema.parts import add_parts
from schema.scalars import SCALARS, DecimalScalar, PartialDateScalar, UrlScalar
from schema.summaries import add_summaries, summary

OUTPUTS: dict[type, Any] = {
    str: str,
    Text: str,
    Url: UrlScalar,
    int: int,
    bool: bool,
    Decimal: DecimalScalar,
    PartialDate: PartialDateScalar,
    Money: "Money",
    Identifier: "Identifier",
    Party: "Party",
}

LANGUAGE = Argument("language", optional(str), "In this language if it is known in it, else in Polish, else in any.")


def schema(model: Model, limits: Limits = DEFAULTS) -> strawberry.Schema:
    """Return the GraphQL schema of a model. Its data fields have no resolvers: they are planned."""
    types = Types(limits)
    add_filters(types, model)
    add_parts(types)
    add_network_parts(types)
    add_scope(types, model)
    add_measures(types)
    add_suggestions(types)
    _add_entities(types, model)
    types.object("Query", "Where every question begins.", _roots(types, model))
    made = strawberry.Schema(
        query=types.made["Query"],
        types=[types.made[kind.name] for kind in model.concrete],
        config=StrawberryConfig(auto_camel_case=False, scalar_map=SCALARS),
    )
    # Strawberry checks @oneOf when it executes; graphql-core, when it validates and reads variables.
    for name in types.one_of:
        input_type: Any = made._schema.type_map[name]
        input_type.is_one_of = True
    return made


def _add_entities(types: Types, model: Model) -> None:
    types.interface(
        "Entity", "Anything that has an identity of its own, and evidence.", list(_entity_fields(types, model))
    )
    for kind in model.kinds.values():
        fields = [
            field for each in kind.properties.values() if each.kind != "Entity" for field in _fields(types, model, each)
        ]
        if kind.abstract:
            types.interface(kind.name, kind.description, fields, implements=["Entity"])
        else:
            types.object(kind.name, kind.description, fields, implements=[kind.parent or "Entity"])
    for name in ("Entity", *model.kinds, "Partner", "Evidence"):
        _add_connection(types, name, name, summary(types, model, name))
    _add_partner(types)
    _add_search(types, model)
    add_summaries(types, model)


def _entity_fields(types: Types, model: Model) -> Iterator[Field]:
    yield Field("id", strawberry.ID, "Its readable id: its family and its name, such as organization/mops-leczna.")
    yield Field("iri", UrlScalar, "Its id as linked data.")
    yield Field("label", str, "What it is called.")
    yield Field(
        "evidence",
        list_of(types["Evidence"]),
        "What proves it: all, or what proves one property.",
        (Argument("property", optional(str), "Of this property only."),),
    )
    yield Field("disputed", list_of(str), "The properties of which documents say different things.")
    yield Field("sameAs", list_of(UrlScalar), "What it is called elsewhere in linked data.")
    for item in model.common.values():
        yield from _fields(types, model, item)


def _fields(types: Types, model: Model, item: Property) -> Iterator[Field]:
    """Yield the fields of a property: a name also has one for all its languages."""
    if item.target and item.many:
        yield Field(
            item.name, types[f"{item.target}Connection"], item.description, _arguments(types, model, item.target)
        )
        return
    type_ = _output(types, item)
    if item.many:
        yield Field(item.name, list_of(type_), item.description)
        return
    arguments = (LANGUAGE,) if item.type is Text else ()
    yield Field(item.name, type_ if item.required else optional(type_), item.description, arguments)
    if item.name == "name":
        yield Field("names", list_of(types["Name"]), "Its names in all languages.")


def _output(types: Types, item: Property) -> Any:
    if item.type is EntityId:
        return types[item.target or "Entity"]
    if issubclass(item.type, Code):
        return types[item.type.__name__]
    output = OUTPUTS[item.type]
    return types[output] if isinstance(output, str) else output


def _page(types: Types) -> tuple[Argument, ...]:
    return (
        Argument(
            "first",
            optional(int),
            f"How many from the beginning, 1 to {types.limits.page}; {types.limits.page_default} if nothing is said.",
        ),
        Argument("after", optional(str), "Begin after this cursor."),
        Argument("last", optional(int), f"How many from the end, 1 to {types.limits.page}."),
        Argument("before", optional(str), "End before this cursor."),
    )


def _arguments(types: Types, model: Model, target: str) -> tuple[Argument, ...]:
    if target not in model.kinds:
        return _page(types)
    name = family(model, target)
    return (
        Argument("where", optional(types[f"{name}Filter"]), "Only those of which this holds."),
        Argument(
            "orderBy",
            optional(list_of(types[f"{name}Order"])),
            "By which keys, the first one first; if nothing is said, as they came into the graph.",
        ),
        *_page(types),
    )


def _add_partner(types: Types) -> None:
    types.object(
        "Partner",
        "With whom an organisation or a place worked, and how often.",
        [
            Field("entity", types["Entity"], "With whom."),
            Field("count", int, "In how many projects and partnerships."),
            Field("since", optional(PartialDateScalar), "Since when, as far as dates are known."),
            Field("projects", types["ProjectConnection"], "In which projects.", _page(types)),
            Field("partnerships", types["PartnershipConnection"], "In which partnerships.", _page(types)),
        ],
    )


def _add_search(types: Types, model: Model) -> None:
    highlights = Field("highlights", list_of(types["Highlight"]), "Where the words stand.")
    _add_connection(types, "Search", "Entity", summary(types, model, "Search"), [highlights])


def _add_connection(types: Types, name: str, node: str, summed: Sequence[Field], fields: Sequence[Field] = ()) -> None:
    """Make the list of a type of nodes, what it comes to, and its edges, which may have more `fields`."""
    types.object(
        f"{name}Edge",
        f"One of a list: {name}.",
        [Field("cursor", str, "Its place in the list."), Field("node", types[node], "What stands there."), *fields],
    )
    types.object(
        f"{name}Connection",
        f"A list of {name}.",
        [
            Field("edges", list_of(types[f"{name}Edge"]), "With cursors."),
            Field("nodes", list_of(types[node]), "Without cursors."),
            Field("pageInfo", types["PageInfo"], "Where this page stands."),
            Field("totalCount", int, "How many there are on all pages."),
            *summed,
        ],
    )


def _roots(types: Types, model: Model) -> list[Field]:
    entity, id_ = types["Entity"], strawberry.ID
    text = Argument(
        "text",
        str,
        "Words in any order: in any case, with or without diacritics; beginnings of words, abbreviations and Polish "
        "inflected forms are found too.",
    )
    kinds = Argument("kinds", optional(list_of(types["EntityKind"])), "Only these kinds.")
    between = (
        Argument("from", id_, "From this id."),
        Argument("to", id_, "To this id."),
        Argument("maxLength", optional(int), "With at most so many hops; 8 if nothing is said."),
        *scope_arguments(types),
    )
    return [
        Field("node", optional(entity), "One entity.", (Argument("id", id_, "Its id."),)),
        Field(
            "nodes",
            list_of(optional(entity)),
            "Several entities, in the order of their ids.",
            (Argument("ids", list_of(id_), "At most 100 ids."),),
        ),
        *(
            Field(
                kind.plural,
                types[f"{kind.name}Connection"],
                kind.description,
                _arguments(types, model, kind.name),
            )
            for kind in model.kinds.values()
        ),
        Field(
            "search",
            types["SearchConnection"],
            "Entities by words, the best match first.",
            (text, kinds, *_page(types)),
        ),
        Field(
            "path", optional(types["Path"]), "The shortest way between two entities; null if there is none.", between
        ),
        Field(
            "paths",
            optional(list_of(types["Path"])),
            "The shortest ways between two entities that pass nobody twice, the best first.",
            (*between[:2], Argument("first", optional(int), "How many; 3 if nothing is said."), *between[2:]),
        ),
        Field(
            "neighbourhood",
            optional(types["Neighbourhood"]),
            "What is around an entity.",
            (
                Argument("of", id_, "Its id."),
                Argument("depth", optional(int), "At most so many hops away; 1 if nothing is said."),
                Argument("kinds", optional(list_of(types["EntityKind"])), "Only by entities of these kinds."),
                Argument(
                    "limit", optional(int), "At most so many entities; 300 if nothing is said, nor are there more."
                ),
                *scope_arguments(types),
            ),
        ),
        Field(
            "ties",
            optional(types["TieConnection"]),
            "The neighbours of an entity, in a list that may be long: the partnerships first, then the projects.",
            (
                Argument("of", id_, "Its id."),
                Argument("first", optional(int), f"At most so many, 1 to {types.limits.page}."),
                Argument("after", optional(str), "Begin after this cursor."),
                *scope_arguments(types),
            ),
        ),
        suggestion_field(types, id_),
        *measure_fields(types),
        Field("statistics", types["Statistics"], "The size of the graph."),
    ]
