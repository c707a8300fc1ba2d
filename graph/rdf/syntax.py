"""Syntaxes: what a format of RDF must be able to write, and a document written in one, piece by piece."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

P = TypeVar("P")  # a pair: a predicate and an object, in whatever form a syntax wants them

Block = tuple[str, list[P]]  # a subject, and its pairs, none twice


class Syntax(Protocol[P]):
    """How one format writes triples. A term is a compact IRI: `skos:note`, or one of our own, `ogn:goal`.

    What makes pairs is asked for once for a predicate, and then called for each object.
    """

    header: str
    separator: str
    footer: str

    def declare(self, names: Mapping[str, str]) -> None:
        """Let the terms of these namespaces, by prefix, stand in a document that is not begun yet."""

    def term(self, term: str) -> str:
        """Write a subject that is a term."""

    def resource(self, iri: str) -> str:
        """Write a subject that is any other IRI."""

    def entity(self, entity: str, fragment: str = "") -> str:
        """Write a subject that is an entity, or a node under it."""

    def block(self, subject: str, pairs: list[P]) -> str:
        """Write a subject with all that is said of it."""

    def types(self, terms: Iterable[str]) -> list[P]:
        """Return the pairs that name the classes of a subject."""

    def to_term(self, predicate: str) -> Callable[[str], P]:
        """Return what pairs a predicate with a term."""

    def to_entity(self, predicate: str) -> Callable[[str], P]:
        """Return what pairs a predicate with an entity."""

    def to_node(self, predicate: str) -> Callable[[str, str], P]:
        """Return what pairs a predicate with a node under an entity, given that and the fragment."""

    def to_iri(self, predicate: str) -> Callable[[str], P]:
        """Return what pairs a predicate with any other IRI."""

    def to_string(self, predicate: str) -> Callable[[str], P]:
        """Return what pairs a predicate with a string that is in no language."""

    def to_words(self, predicate: str) -> Callable[[str, str], P]:
        """Return what pairs a predicate with words, given them and their language; `und` if nobody knows it."""

    def to_literal(self, predicate: str, datatype: str) -> Callable[[str], P]:
        """Return what pairs a predicate with literals of a datatype."""


def document(syntax: Syntax[P], described: Iterable[list[Block[P]]]) -> Iterator[str]:
    """Yield a document in pieces, one for each list of blocks."""
    block, separator = syntax.block, syntax.separator
    before = syntax.header
    for blocks in described:
        yield before + separator.join([block(subject, pairs) for subject, pairs in blocks])
        before = separator
    yield (before if before is syntax.header else "") + syntax.footer
