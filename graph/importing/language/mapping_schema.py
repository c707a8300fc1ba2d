"""The JSON Schema of mappings, made from the model: editors complete by it, and say what each property means."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from graph.importing.language.form_schema import BOOLEAN, CONDITION, FORM, TEMPLATE, WORDS, form_schemas
from graph.importing.language.place_links import KINDS as PLACE_KINDS
from graph.importing.language.table_mapping import FORMATS, OPTIONS, REPEATS
from graph.importing.places.places import Homonyms
from graph.kinds import Kind, Model
from graph.properties import Identifier, Party, Property
from graph.values import Money, PartialDate, Text

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TABLE: Mapping[str, str] = {
    "file": "The names of its files, such as *projects*.csv*.",
    "format": "The format, if the name of the file does not say it.",
    "encoding": "The encoding, such as windows-1250; found out if nothing is said.",
    "delimiter": "What stands between cells; found out if nothing is said.",
    "quote": "What stands around cells; nothing if it is empty.",
    "sheet": "The name of the sheet.",
    "heading": "The line of the headings, from 1.",
    "rows": "Of JSON: the path to the list of objects.",
    "columns": "Columns that a file must have, beside those that are used.",
    "language": "The language of its texts that name none.",
    "row": "How evidence names a row, such as {Id}; its number if nothing is said.",
    "where": "Of which rows the mapping speaks. Others are set aside.",
    "key": "What no two rows have in common, such as {Programme} {Acronym}.",
    "repeat": "Whether a row with the key of another is rejected, or adds to it.",
    "fields": "Columns that the mapping makes of others.",
    "records": "The entities that each row gives.",
}


def mapping_schema(model: Model) -> Schema:
    """Return the schema of the mappings for a model."""
    families = model.families
    return {
        "$schema": DIALECT,
        "title": "Mapping",
        "description": "What the tables of a document mean to Ogniwo.",
        "type": "object",
        "properties": {
            "document": {
                **_ref("entity-Document"),
                "description": "The document that the rows are of: what all evidence names.",
                "required": ["id", "title"],
            },
            "entities": {
                "description": "Entities that rows link to, said once.",
                "type": "array",
                "items": _ref("record"),
            },
            "tables": {
                "description": "The tables by name, in the order in which they are read.",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": _ref("table"),
            },
        },
        "required": ["document", "tables"],
        "additionalProperties": False,
        "$defs": {
            **form_schemas(),
            "table": _table(),
            "record": {"required": ["id", "type"], "anyOf": [_ref(f"entity-{each.name}") for each in families]},
            **{f"entity-{each.name}": _entity(model, each) for each in families},
            **{f"link-{name}": _link(model, name) for name in _targets(model)},
            **{f"codes-{name}": _codes(codes.__members__) for name, codes in model.codes.items()},
            "identifiers": _identifiers(model),
            "party": _object(
                {"entity": _ref("link-Entity"), "role": _ref("codes-Role")}, ["entity"], "One side of a partnership."
            ),
            "place": _place(),
        },
    }


def schema_text(model: Model) -> str:
    """Return the schema as it stands in a file."""
    return json.dumps(mapping_schema(model), ensure_ascii=False, indent=2)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Mapping[str, Any], required: Iterable[str], description: str) -> Schema:
    return {
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _table() -> Schema:
    special: Mapping[str, Schema] = {
        "format": {"enum": list(FORMATS)},
        "heading": {"type": ["integer", "string"]},
        "columns": {"type": "array", "items": WORDS},
        "where": CONDITION,
        "repeat": {"enum": list(REPEATS)},
        "fields": {"type": "object", "additionalProperties": _ref("value")},
        "records": {"type": "array", "minItems": 1, "items": _ref("record")},
    }
    assert set(OPTIONS) < TABLE.keys()
    properties = {name: {**special.get(name, WORDS), "description": each} for name, each in TABLE.items()}
    return _object(properties, ["file", "records"], "What the rows of a table mean.")


def _entity(model: Model, family: Kind) -> Schema:
    members = [each.name for each in model.members(family.name)]
    properties: dict[str, Any] = {
        "id": _id(model, family),
        "type": {
            "description": "\n".join(f"{each.name}: {each.description}" for each in model.members(family.name)),
            "anyOf": [{"enum": members}, {"allOf": [FORM, _coded(members)]}],
        },
        "when": {**CONDITION, "description": "Of which rows, or items, it is made."},
        "each": {
            "description": "It is made of each item of a list: a path, or a column that is split.",
            "anyOf": [TEMPLATE, FORM],
        },
    }
    for item in family.properties.values():
        if item.stored or item.inverse:
            properties[item.name] = _described(model, item)
    required = ["id", "type"] if len(members) > 1 else ["id"]
    return _object(properties, required, family.description)


def _id(model: Model, family: Kind) -> Schema:
    template = {
        **TEMPLATE,
        "pattern": f"^{family.prefix}/",
        "description": f"Its id, such as {family.prefix}/{{Name}}: columns become a-z and 0-9, joined by hyphens.",
    }
    if family.prefix == "place":
        return {"anyOf": [template, _ref("place")]}
    if not any(item.type is Party for item in family.properties.values()):
        return template
    parts = {
        "prefix": {"type": "string", "pattern": f"^{family.prefix}/", "description": "How the id begins."},
        "sorted": {"const": "parties"},
        "by": {"enum": list(model.codes["IdentifierScheme"].__members__)},
    }
    whole = "An id made of identifiers of the parties: that of A with B is that of B with A."
    return {"anyOf": [template, _object(parts, list(parts), whole)]}


def _described(model: Model, item: Property) -> Schema:
    return {**_property(model, item), "description": f"{item.labels.en}: {item.description}"}


def _property(model: Model, item: Property) -> Schema:
    if item.inverse:
        family = model.kinds[item.target or ""]
        return _one_or_more(_ref(f"entity-{family.parent or family.name}"))
    if item.type is Party:
        return _one_or_more(_ref("party"))
    if item.type is Identifier:
        return _one_or_more(_ref("identifiers"))
    if item.is_link:
        one = _ref(f"link-{item.target}")
    elif item.is_code:
        one = _ref(f"codes-{item.type.__name__}")
    else:
        one = _ref(_FORMS.get(item.type, "value"))
    return _one_or_more(one) if item.many or item.type is Text else one


_FORMS: Mapping[type, str] = {
    Text: "text",
    Money: "money",
    PartialDate: "date",
    int: "number",
    Decimal: "number",
}


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _targets(model: Model) -> list[str]:
    """Return the kinds that links lead to, and Entity, to which parties do."""
    found = {item.target for kind in model.kinds.values() for item in kind.stored if item.target}
    return sorted(found | {"Entity"})


def _link(model: Model, target: str) -> Schema:
    members = model.members(target)
    prefixes = dict.fromkeys(each.prefix for each in members)
    families = dict.fromkeys(each.parent or each.name for each in members)
    schemes = list(model.codes["IdentifierScheme"].__members__)
    links: list[Schema] = [
        {
            "type": "string",
            "pattern": f"^({'|'.join(prefixes)})/",
            "description": f"The id of a {target}; columns as in place/{{Town}}.",
        },
        {
            "description": f"Whoever bears an identifier, a {target}.",
            "allOf": [
                {"properties": {"identifier": {"enum": schemes}}, "required": ["identifier"]},
                _ref("identifier-value"),
            ],
        },
        {"description": f"The id of a {target}, by codes mostly.", **FORM},
        *(_ref(f"entity-{each}") for each in families),
    ]
    if any(each.name in PLACE_KINDS for each in members):
        links.append(_ref("place"))
    return {"anyOf": links}


def _place() -> Schema:
    words = {
        "place": "The name of the place, as the table has it.",
        "country": "The country that it is in: a name or a code.",
        "region": "The region that it is in, or a larger town nearby: a name or a NUTS code.",
    }
    properties: dict[str, Any] = {name: {**_ref("value"), "description": each} for name, each in words.items()}
    properties |= {
        "kind": {
            "enum": list(PLACE_KINDS),
            "description": "What it is; for a Seat, a municipality, the town may stand that it is governed from.",
        },
        "homonyms": {
            "enum": [each.name.lower() for each in Homonyms],
            "description": "What settles which of several towns is meant. "
            + " ".join(f"{each.name.lower()}: {each.value}." for each in Homonyms),
        },
        "inflected": {**BOOLEAN, "description": "Whether the name stands in a Polish sentence: w Łęcznej."},
        "within": {**_ref("link-Place"), "description": "What the row says that the town is in."},
        "when": CONDITION,
        "or": {**_ref("link-Place"), "description": "The place where the town is not found."},
        "otherwise": {"enum": ["reject", "omit"]},
    }
    return _object(properties, ["place"], "A place that the gazetteer finds. It is told where it does not.")


def _codes(names: Mapping[str, Any]) -> Schema:
    listed = [{"const": name, "description": f"{each.concept.en}, {each.concept.pl}"} for name, each in names.items()]
    return {
        "anyOf": [
            {"oneOf": listed},
            {"type": "string", "pattern": r"\{.+\}", "description": "A template: the column has the codes themselves."},
            {"allOf": [FORM, _coded(list(names))]},
        ]
    }


def _coded(names: list[str]) -> Schema:
    """Return the schema of forms whose codes and patterns come to some names."""
    table = {"additionalProperties": {"enum": names}}
    return {"properties": {"codes": table, "patterns": table, "default": {"enum": [*names, ""]}}}


def _identifiers(model: Model) -> Schema:
    schemes = model.codes["IdentifierScheme"].__members__
    properties = {
        name: {**_ref("value"), "description": f"What {each.concept.en} calls it."} for name, each in schemes.items()
    }
    return _object(properties, [], 'Identifiers by scheme, such as {NIP: "{NIP}"}.')
