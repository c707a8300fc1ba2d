"""JSON-LD and RDF/XML, and the table of all formats."""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

import orjson

from graph.kinds import Model
from graph.properties import Party, Property
from graph.rdf.context import CONTEXT_PATH
from graph.rdf.syntax import Syntax
from graph.rdf.trig import TriG
from graph.rdf.turtle import NTriples, Turtle
from graph.values import Money, Text, Url
from graph.vocabulary import expanded, prefixes

T = TypeVar("T")
Json = dict[str, Any]


class Paired(ABC, Generic[T]):
    """A syntax whose pairs are tuples: the term of the predicate, and the object."""

    def __init__(self, base: str) -> None:
        self.base = base

    @abstractmethod
    def declare(self, names: Mapping[str, str]) -> None:
        """Let the terms of these namespaces, by prefix, stand in a document that is not begun yet."""

    @abstractmethod
    def reference(self, iri: str) -> T:
        """Return an object that is a resource."""

    @abstractmethod
    def literal(self, text: str, *, language: str = "", datatype: str = "") -> T:
        """Return an object that is a literal: words, or text of a datatype, which is a term."""

    def term(self, term: str) -> str:
        """Write a subject that is a term."""
        return expanded(term, self.base)

    def resource(self, iri: str) -> str:
        """Write a subject that is any other IRI."""
        return iri

    def entity(self, entity: str, fragment: str = "") -> str:
        """Write a subject that is an entity, or a node under it."""
        return f"{self.base}id/{entity}#{fragment}" if fragment else f"{self.base}id/{entity}"

    def types(self, terms: Iterable[str]) -> list[tuple[str, T]]:
        """Return the pairs that name the classes of a subject."""
        return [self.to_term("rdf:type")(term) for term in terms]

    def to_term(self, predicate: str) -> Callable[[str], tuple[str, T]]:
        """Return what pairs a predicate with a term."""
        return lambda term: (predicate, self.reference(self.term(term)))

    def to_entity(self, predicate: str) -> Callable[[str], tuple[str, T]]:
        """Return what pairs a predicate with an entity."""
        return lambda entity: (predicate, self.reference(self.entity(entity)))

    def to_node(self, predicate: str) -> Callable[[str, str], tuple[str, T]]:
        """Return what pairs a predicate with a node under an entity."""
        return lambda entity, fragment: (predicate, self.reference(self.entity(entity, fragment)))

    def to_iri(self, predicate: str) -> Callable[[str], tuple[str, T]]:
        """Return what pairs a predicate with any other IRI."""
        return lambda iri: (predicate, self.reference(iri))

    def to_string(self, predicate: str) -> Callable[[str], tuple[str, T]]:
        """Return what pairs a predicate with a string that is in no language."""
        return lambda text: (predicate, self.literal(text))

    def to_words(self, predicate: str) -> Callable[[str, str], tuple[str, T]]:
        """Return what pairs a predicate with words and their language."""
        return lambda text, language: (predicate, self.literal(text, language=language))

    def to_literal(self, predicate: str, datatype: str) -> Callable[[str], tuple[str, T]]:
        """Return what pairs a predicate with literals of a datatype."""
        return lambda text: (predicate, self.literal(text, datatype=datatype))


class JsonLd(Paired[Json]):
    """JSON-LD, flattened and compacted by our context, which it names by its address; a node a line."""

    separator, footer = ",\n", "\n]}\n"

    def __init__(self, model: Model, base: str) -> None:
        super().__init__(base)
        self.declare({})
        self._kinds = {
            kind.terms[0]: (kind.name, {item.term: (item.name, _compacted(item)) for item in kind.stored})
            for kind in model.concrete
        }

    def declare(self, names: Mapping[str, str]) -> None:
        """Name more prefixes beside our context."""
        context = self.base + CONTEXT_PATH
        self.header = f'{{"@context":{orjson.dumps([context, dict(names)] if names else context).decode()},"@graph":[\n'

    def reference(self, iri: str) -> Json:
        """Return an object that is a resource."""
        return {"@id": iri}

    def to_term(self, predicate: str) -> Callable[[str], tuple[str, Json]]:
        """Return what pairs a predicate with a term, left compact."""
        return lambda term: (predicate, {"@id": term})

    def literal(self, text: str, *, language: str = "", datatype: str = "") -> Json:
        """Return an object that is a literal."""
        if datatype:
            return {"@value": text, "@type": datatype}
        return {"@value": text, "@language": language} if language else {"@value": text}

    def block(self, subject: str, pairs: list[tuple[str, Json]]) -> str:
        """Write a subject with all that is said of it."""
        said: defaultdict[str, list[Json]] = defaultdict(list)
        for predicate, value in pairs:
            said[predicate].append(value)
        first, *types = [value["@id"] for value in said.pop("rdf:type")]
        name, keys = self._kinds.get(first, (first, {}))
        written: Json = {"@id": subject, "@type": [name, *types] if types else name}
        for predicate, values in said.items():
            key, compacted = keys.get(predicate, (predicate, _one_or_all(_plain)))
            written[key] = compacted(values)
        return orjson.dumps(written).decode()


def _compacted(item: Property) -> Callable[[list[Json]], Any]:
    """Return how the values of a property are written where the context says the rest."""
    if item.type is Text:
        return _by_language
    if item.is_code:
        return _one_or_all(lambda value: value["@id"].partition("-")[2])
    if item.is_link or item.type in (Url, Money, Party):
        return _one_or_all(lambda value: value["@id"])
    if item.type is Decimal:
        return _one_or_all(lambda value: value["@value"])
    return _one_or_all(_number if item.type is int else _plain)


def _one_or_all(written: Callable[[Json], Any]) -> Callable[[list[Json]], Any]:
    return lambda values: [written(each) for each in values] if len(values) > 1 else written(values[0])


def _by_language(values: list[Json]) -> Json:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for value in values:
        texts[value["@language"]].append(value["@value"])
    return {language: each if len(each) > 1 else each[0] for language, each in texts.items()}


def _number(value: Json) -> int | str:
    # A reader of JSON may hold numbers in 64-bit floats; the context gives a string its type as well.
    number = int(value["@value"])
    return number if abs(number) < 2**53 else str(number)


def _plain(value: Json) -> Any:
    if value.get("@type") == "xsd:boolean":
        return value["@value"] == "true"
    return value["@value"] if value.keys() == {"@value"} else value


class RdfXml(Paired[str]):
    """RDF/XML, a description a subject. An object is what follows the name of an element."""

    separator, footer = "", "</rdf:RDF>\n"

    def __init__(self, _model: Model, base: str) -> None:
        super().__init__(base)
        self.declare({})

    def declare(self, names: Mapping[str, str]) -> None:
        """Name more prefixes at the head."""
        known = sorted({**prefixes(self.base), **names}.items())
        named = "".join(f'\n    xmlns:{name}="{_escaped(iri)}"' for name, iri in known)
        self.header = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{named}>\n'

    def reference(self, iri: str) -> str:
        """Return an object that is a resource."""
        return f' rdf:resource="{_escaped(iri)}"/>'

    def literal(self, text: str, *, language: str = "", datatype: str = "") -> str:
        """Return an object that is a literal."""
        if datatype:
            return f' rdf:datatype="{_escaped(self.term(datatype))}">{_escaped(text)}'
        return f' xml:lang="{language}">{_escaped(text)}' if language else f">{_escaped(text)}"

    def block(self, subject: str, pairs: list[tuple[str, str]]) -> str:
        """Write a subject with all that is said of it."""
        lines = [f"    <{name}{value}" + ("" if value.endswith("/>") else f"</{name}>") for name, value in pairs]
        return "\n".join([f'  <rdf:Description rdf:about="{_escaped(subject)}">', *lines, "  </rdf:Description>\n"])


# A bare carriage return would be read as a line feed.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def _escaped(text: str) -> str:
    return re.sub(r'[&<>"\r]', lambda found: _ENTITIES[found[0]], text)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of RDF: its media type, the suffix of its files, and its syntax for a model and a base IRI."""

    media_type: str
    suffix: str
    syntax: Callable[[Model, str], Syntax[Any]]


FORMATS: Mapping[str, Format] = {
    "turtle": Format("text/turtle", ".ttl", Turtle),
    "ntriples": Format("application/n-triples", ".nt", NTriples),
    "jsonld": Format("application/ld+json", ".jsonld", JsonLd),
    "rdfxml": Format("application/rdf+xml", ".rdf", RdfXml),
    "trig": Format("application/trig", ".trig", TriG),
}
