"""The JSON Schema of what a mapping writes for a value: templates, forms and conditions."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
FORM: Schema = {"$ref": "#/$defs/form"}
CONDITION: Schema = {"$ref": "#/$defs/condition"}
# YAML makes numbers and booleans of what we read as words.
WORDS: Schema = {"type": ["string", "number", "boolean"]}
TEMPLATE: Schema = {"type": "string"}
BOOLEAN: Schema = {"enum": [True, False, "true", "false"]}
LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
SOURCES: Mapping[str, str] = {
    "column": "The column, or the field, in which it stands.",
    "path": "The JMESPath to it in a JSON object, or in an item.",
    "value": "A template: words, with columns as {Name}.",
}
_WORD_TABLE: Schema = {"type": "object", "additionalProperties": WORDS}
STEPS: Mapping[str, tuple[str, Schema]] = {
    "split": ("What stands between the items of a cell, such as ;", WORDS),
    "trim": ("Whether the space around it is taken off, as it is if nothing is said.", BOOLEAN),
    "empty": (
        "What means that there is nothing, such as - or brak.",
        {"anyOf": [WORDS, {"type": "array", "items": WORDS}]},
    ),
    "pattern": ("A regular expression: what is replaced, or else must be found. Capitals do not matter.", TEMPLATE),
    "replace": (r"What stands in place of what `pattern` finds; \1 is its first group.", WORDS),
    "capitals": ("Of names all in capitals: title writes them as people do.", {"enum": ["title"]}),
    "codes": ("What the words of the table mean.", _WORD_TABLE),
    "patterns": ("What a cell means in which a regular expression is found; the first that is.", _WORD_TABLE),
    "default": ("What all other words mean; nothing if it is empty.", WORDS),
    "when": ("In which rows it is looked at.", CONDITION),
    "otherwise": ("Whether a wrong value rejects its row, or is left out and told.", {"enum": ["reject", "omit"]}),
}
# What else may stand in the form of a value of some type.
MORE: Mapping[str, Mapping[str, tuple[str, Schema]]] = {
    "value": {},
    "text": {
        "language": ("The language of the text, BCP 47; und if it is not known.", {"$ref": "#/$defs/value"}),
        "each": ("A text of each item of a list, in its language: a JMESPath to the list.", WORDS),
    },
    "money": {
        "currency": ("The currency, ISO 4217.", {"$ref": "#/$defs/value"}),
        "decimal": ("The mark before hundredths.", WORDS),
        "thousands": ("The mark between thousands.", WORDS),
    },
    "date": {
        "date": (
            "The format, or several: %d.%m.%Y, %m/%Y, %Y. ISO 8601 is always read.",
            {"anyOf": [TEMPLATE, {"type": "array", "items": TEMPLATE}]},
        )
    },
    "number": {
        "decimal": ("The mark before decimals.", WORDS),
        "thousands": ("The mark between thousands.", WORDS),
    },
    "identifier-value": {"identifier": ("The scheme of the identifier.", TEMPLATE)},
}


def form_schemas() -> dict[str, Schema]:
    """Return the schemas by name."""
    return {
        "condition": _condition(),
        "form": _form({}, "form"),
        **{name: _value(name, more) for name, more in MORE.items()},
    }


def _value(name: str, more: Mapping[str, tuple[str, Schema]]) -> Schema:
    form = _form(more, name)
    if name == "identifier-value":
        return form
    by_language = {
        "description": "The text by language.",
        "type": "object",
        "patternProperties": {LANGUAGE: {"$ref": "#/$defs/value"}},
        "additionalProperties": False,
        "not": {"anyOf": [{"required": [each]} for each in SOURCES]},
    }
    template = {**WORDS, "description": "A template: words, with columns as {Name}."}
    return {"anyOf": [template, form, *([by_language] if name == "text" else [])]}


def _form(more: Mapping[str, tuple[str, Schema]], name: str) -> Schema:
    """Return the schema of a form, whose alternative is of the same type."""
    alternative = "value" if name in ("form", "identifier-value") else name
    properties: dict[str, Any] = {each: {**WORDS, "description": text} for each, text in SOURCES.items()}
    properties |= {key: {**schema, "description": text} for key, (text, schema) in {**STEPS, **more}.items()}
    properties["or"] = {"$ref": f"#/$defs/{alternative}", "description": "What stands in for it where it is empty."}
    return {
        "type": "object",
        "properties": properties,
        "oneOf": [{"required": [each]} for each in SOURCES],
        "additionalProperties": False,
        "dependentRequired": {"replace": ["pattern"]},
    }


def _condition() -> Schema:
    tests: dict[str, Any] = {
        "matches": {**TEMPLATE, "description": "A regular expression that is found in it."},
        "in": {"type": "array", "items": WORDS, "description": "What it is, one of these."},
        "present": {**BOOLEAN, "description": "Whether there is anything."},
        "person": {**BOOLEAN, "description": "Whether it holds the name of a person, as a firm in Polish does."},
    }
    one = {
        "type": "object",
        "properties": {**{each: {**WORDS, "description": text} for each, text in SOURCES.items()}, **tests},
        "allOf": [
            {"oneOf": [{"required": [each]} for each in SOURCES]},
            {"oneOf": [{"required": [each]} for each in tests]},
        ],
        "additionalProperties": False,
    }
    return {
        "description": "What must hold; of a list, all of it.",
        "anyOf": [
            one,
            {"type": "object", "properties": {"not": CONDITION}, "required": ["not"], "additionalProperties": False},
            {
                "type": "object",
                "properties": {"any": {"type": "array", "items": CONDITION}},
                "required": ["any"],
                "additionalProperties": False,
            },
            {"type": "array", "items": CONDITION},
        ],
    }
