"""Nodes of JSON-LD, expanded: every key and every class an IRI, so that no alias of a query can mean something else."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph.rdf.syntax import Block
from graph.vocabulary import expanded

Json = dict[str, Any]
Pair = tuple[str, Any]  # a key of a node, and one value


class Nodes:
    """A syntax whose pairs are keys and values of nodes. Entities are relative to the base that a context names."""

    header = separator = footer = ""

    def __init__(self, base: str) -> None:
        self._base = base

    def term(self, term: str) -> str:
        """Write a term in full."""
        return expanded(term, self._base)

    def declare(self, names: Mapping[str, str]) -> None:
        """Take no note of namespaces: everything is written in full."""

    def resource(self, iri: str) -> str:
        """Write a subject that is any other IRI."""
        return iri

    def entity(self, entity: str, fragment: str = "") -> str:
        """Write a subject that is an entity, or a node under it."""
        return f"{entity}#{fragment}" if fragment else entity

    def block(self, subject: str, _: list[Pair]) -> str:
        """Write nothing but the subject: nodes go into an answer, not into a document."""
        return subject

    def types(self, terms: Iterable[str]) -> list[Pair]:
        """Return the pairs that name the classes of a subject."""
        return [("@type", self.term(term)) for term in terms]

    def to_term(self, predicate: str) -> Callable[[str], Pair]:
        """Return what pairs a predicate with a term."""
        key = self.term(predicate)
        return lambda term: (key, {"@id": self.term(term)})

    def to_entity(self, predicate: str) -> Callable[[str], Pair]:
        """Return what pairs a predicate with an entity."""
        return self.to_iri(predicate)

    def to_node(self, predicate: str) -> Callable[[str, str], Pair]:
        """Return what pairs a predicate with a node under an entity."""
        key = self.term(predicate)
        return lambda entity, fragment: (key, {"@id": self.entity(entity, fragment)})

    def to_iri(self, predicate: str) -> Callable[[str], Pair]:
        """Return what pairs a predicate with any other IRI."""
        key = self.term(predicate)
        return lambda iri: (key, {"@id": iri})

    def to_string(self, predicate: str) -> Callable[[str], Pair]:
        """Return what pairs a predicate with a string that is in no language."""
        key = self.term(predicate)
        return lambda text: (key, {"@value": text})

    def to_words(self, predicate: str) -> Callable[[str, str], Pair]:
        """Return what pairs a predicate with words and their language."""
        key = self.term(predicate)
        return lambda text, language: (key, {"@value": text, "@language": language})

    def to_literal(self, predicate: str, datatype: str) -> Callable[[str], Pair]:
        """Return what pairs a predicate with literals of a datatype."""
        key, type_ = self.term(predicate), self.term(datatype)
        return lambda text: (key, {"@value": text, "@type": type_})


def grouped(pairs: Iterable[Pair]) -> dict[str, list[Any]]:
    """Return the values of each key."""
    made: dict[str, list[Any]] = {}
    for key, value in pairs:
        made.setdefault(key, []).append(value)
    return made


def node(block: Block[Pair]) -> Json:
    """Return a node that says what a block says."""
    subject, pairs = block
    return {"@id": subject, **{key: one_or_all(values) for key, values in grouped(pairs).items()}}


def one_or_all(values: list[Any]) -> Any:
    """Return the only one of some values, or all of them."""
    return values[0] if len(values) == 1 else values
