"""Types: the objects and interfaces of the GraphQL schema, made from the model."""

from collections.abc import Iterator
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
    _add_values(types)
    _add_entities(types, model)
    _add_networks(types)
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


def _add_values(types: Types) -> None:
    types.object(
        "Money",
        "An exact amount in a currency.",
        [
            Field("amount", DecimalScalar, "The amount, with two places."),
            Field("currency", types["Currency"], "The currency."),
        ],
    )
    types.object("Name", "A name in a language.", [Field("language", str, "BCP 47."), Field("text", str, "The name.")])
    types.object(
        "Identifier",
        "What a register calls an entity.",
        [Field("scheme", types["IdentifierScheme"], "The register."), Field("value", str, "The identifier.")],
    )
    types.object(
        "Party",
        "One side of a partnership.",
        [Field("entity", types["Entity"], "Who."), Field("role", optional(types["Role"]), "In what capacity.")],
    )
    types.object(
        "Quote",
        "The shortest exact words that prove something.",
        [
            Field("prefix", str, "The words before, where the exact ones occur more than once; else empty."),
            Field("exact", str, "The words, in the document's own characters."),
            Field("suffix", str, "The words after, where the exact ones occur more than once; else empty."),
        ],
    )
    types.object(
        "Record",
        "A row of a table that a document holds.",
        [Field("table", str, "The table."), Field("row", str, "The row, by its number or key.")],
    )
    types.object(
        "Evidence",
        "What a document says of an entity, and where: a quote of its words or a row of its table.",
        [
            Field("subject", types["Entity"], "Of what."),
            Field("property", optional(str), "Which property it proves, if it is one."),
            Field("properties", list_of(str), "Which properties it proves; a row may prove several."),
            Field("value", optional(str), "What it says; none for a row, whose values are the entity's."),
            Field("implied", bool, "Whether the words only imply it."),
            Field("preferred", bool, "Whether it is marked as the one to believe."),
            Field("quote", optional(types["Quote"]), "The words, if it is a quote."),
            Field("record", optional(types["Record"]), "The row, if it is a record."),
            Field("document", types["Document"], "The document."),
        ],
    )
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
    types.object(
        "PageInfo",
        "Where a page stands in its list.",
        [
            Field("hasNextPage", bool, "Whether more follows."),
            Field("hasPreviousPage", bool, "Whether more comes before."),
            Field("startCursor", optional(str), "The cursor of the first on the page."),
            Field("endCursor", optional(str), "The cursor of the last on the page."),
        ],
    )


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
        _add_connection(types, name, summary(types, model, name))
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


def _add_connection(types: Types, name: str, summed: list[Field]) -> None:
    types.object(
        f"{name}Edge",
        f"One of a list: {name}.",
        [Field("cursor", str, "Its place in the list."), Field("node", types[name], "What stands there.")],
    )
    types.object(
        f"{name}Connection",
        f"A list of {name}.",
        [
            Field("edges", list_of(types[f"{name}Edge"]), "With cursors."),
            Field("nodes", list_of(types[name]), "Without cursors."),
            Field("pageInfo", types["PageInfo"], "Where this page stands."),
            Field("totalCount", int, "How many there are on all pages."),
            *summed,
        ],
    )


def _add_networks(types: Types) -> None:
    entity = types["Entity"]
    types.object(
        "Hop",
        "One step between two entities that belong together.",
        [
            Field("from", entity, "From where."),
            Field("to", entity, "To where."),
            Field("relation", str, "What joins them: the name of a property, or of a kind of tie."),
            Field("via", optional(entity), "The tie itself, where it is an entity: a participation, a partnership."),
        ],
    )
    types.object(
        "Path",
        "The shortest way from one entity to another.",
        [
            Field("length", int, "How many hops."),
            Field("nodes", list_of(entity), "The entities on the way, both ends included."),
            Field("hops", list_of(types["Hop"]), "The steps, in order."),
        ],
    )
    types.object(
        "Neighbourhood",
        "The entities around one, and what joins them.",
        [
            Field("nodes", list_of(entity), "The entities, the nearest first."),
            Field("hops", list_of(types["Hop"]), "What joins them."),
        ],
    )
    types.object(
        "Suggestion",
        "A partner that one might have, and why.",
        [
            Field("entity", entity, "Whom."),
            Field("score", float, "How strongly: the sum over shared neighbours of 1 / log(their neighbours)."),
            Field("shared", list_of(entity), "What both have to do with."),
        ],
    )
    types.object(
        "KindCount",
        "How many there are of a kind.",
        [Field("kind", types["EntityKind"], "The kind."), Field("count", int, "How many.")],
    )
    types.object(
        "Statistics",
        "The size of the graph, and how much of it is proved.",
        [
            Field("revision", int, "The newest revision."),
            Field("entities", int, "How many entities there are."),
            Field("kinds", list_of(types["KindCount"]), "How many of each kind."),
            Field("evidence", int, "How many pieces of evidence there are."),
            Field("quotes", int, "How many of them are quotes."),
        ],
    )


def _roots(types: Types, model: Model) -> list[Field]:
    entity, id_ = types["Entity"], strawberry.ID
    text = Argument("text", str, "Words, or beginnings of words, in any order.")
    kinds = Argument("kinds", optional(list_of(types["EntityKind"])), "Only these kinds.")
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
            types["EntityConnection"],
            "Entities by words, the best match first.",
            (text, kinds, *_page(types)),
        ),
        Field(
            "path",
            optional(types["Path"]),
            "The shortest way between two entities; null if there is none.",
            (
                Argument("from", id_, "From this id."),
                Argument("to", id_, "To this id."),
                Argument("maxLength", optional(int), "With at most so many hops; 8 if nothing is said."),
            ),
        ),
        Field(
            "neighbourhood",
            optional(types["Neighbourhood"]),
            "What is around an entity.",
            (
                Argument("of", id_, "Its id."),
                Argument("depth", optional(int), "At most so many hops away; 1 if nothing is said."),
            ),
        ),
        Field(
            "suggestedPartners",
            optional(list_of(types["Suggestion"])),
            "With whom an organisation or a place might work, the likeliest first.",
            (Argument("of", id_, "Its id."), Argument("first", optional(int), "How many; 10 if nothing is said.")),
        ),
        Field("statistics", types["Statistics"], "The size of the graph."),
    ]
