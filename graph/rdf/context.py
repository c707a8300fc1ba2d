"""The JSON-LD context: what the names of the model mean in JSON, kind by kind.

A name such as `kind` stands for one term in one kind and for another in the next, so each kind has a context of its
own, which its name as `@type` brings in. A link that the other side stores is `@reverse`; a code is its bare name.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from graph.kinds import Kind, Model
from graph.properties import Party, Property
from graph.values import Money, Text, Url
from graph.vocabulary import expanded, prefixes

CONTEXT_PATH = "context.jsonld"

_CONTAINERS: Mapping[type, dict[str, str]] = {
    Text: {"@container": "@language"},
    int: {"@type": "xsd:integer"},
    Decimal: {"@type": "xsd:decimal"},
    Url: {"@type": "@id"},
    Money: {"@type": "@id"},
    Party: {"@type": "@id"},
}


def context(model: Model, base: str) -> dict[str, Any]:
    """Return the context of a model whose own terms stand under `base`, as a JSON document."""
    kinds = {
        kind.name: {
            "@id": kind.terms[0],
            "@context": {item.name: _definition(model, item, base) for item in kind.properties.values() if item.term},
        }
        for kind in model.concrete
    }
    return {"@context": {"@version": 1.1, **prefixes(base), **kinds}}


def stored_side(model: Model, item: Property) -> Property:
    """Return the property of the target that stores a link declared from the other side."""
    target: Kind = model.kinds[str(item.target)]
    return next(each for each in target.properties.values() if each.attribute == item.inverse)


def _definition(model: Model, item: Property, base: str) -> dict[str, Any]:
    if item.inverse:
        return {"@reverse": stored_side(model, item).term, "@type": "@id"}
    if item.is_link:
        return {"@id": item.term, "@type": "@id"}
    if item.is_code:
        codes = expanded(f"ogn:{item.type.__name__}-", base)
        return {"@id": item.term, "@type": "@vocab", "@context": {"@vocab": codes}}
    return {"@id": item.term, **_CONTAINERS.get(item.type, {})}
