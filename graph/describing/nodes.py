"""Nodes: what describes the graph - its ontology, shapes, catalogue - as subjects with what is said of each.

A predicate is a compact IRI. An object is a compact IRI too, or any other IRI as a `Url`, or words - a plain
string if they are in no language - or a `Literal`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.kinds import Model
from graph.properties import Labels
from graph.rdf.linked import FORMATS
from graph.rdf.syntax import Block, P, Syntax, document
from graph.values import UNDETERMINED, Text, Url
from graph.vocabulary import describing


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of a datatype, which is a compact IRI."""

    text: str
    datatype: str


Object = str | Text | Literal
Said = tuple[str, Object]


@dataclass(frozen=True, slots=True)
class Node:
    """A subject, a compact IRI or a `Url`, with its classes and what is said of it, in order."""

    subject: str
    types: tuple[str, ...]
    said: tuple[Said, ...] = ()


def described(syntax: Syntax[P], base: str, nodes: Iterable[Node]) -> Iterator[str]:
    """Yield a document of nodes in pieces; our own terms stand under `base`."""
    syntax.declare(describing(base))
    return document(syntax, ([_block(syntax, node)] for node in nodes))


def written(name: str, model: Model, base: str, nodes: Iterable[Node]) -> str:
    """Return a document of nodes in a format of FORMATS. In TriG all stands in the default graph, as in Turtle."""
    return "".join(described(FORMATS["turtle" if name == "trig" else name].syntax(model, base), base, nodes))


def labelled(predicate: str, *labels: Labels) -> tuple[Said, ...]:
    """Return labels in both languages, each once."""
    return tuple(
        (predicate, text)
        for text in dict.fromkeys(Text(*said) for each in labels for said in ((each.en, "en"), (each.pl, "pl")))
    )


def each(predicate: str, objects: Iterable[Object]) -> tuple[Said, ...]:
    """Return what is said of a subject by one predicate."""
    return tuple((predicate, value) for value in objects)


def _block(syntax: Syntax[P], node: Node) -> Block[P]:
    subject = syntax.resource(node.subject) if isinstance(node.subject, Url) else syntax.term(node.subject)
    pairs = [_pair(syntax, predicate, value) for predicate, value in dict.fromkeys(node.said)]
    return subject, [*syntax.types(node.types), *pairs]


def _pair(syntax: Syntax[P], predicate: str, value: Object) -> P:
    if isinstance(value, Text):
        if value.language == UNDETERMINED:
            return syntax.to_string(predicate)(value.text)
        return syntax.to_words(predicate)(value.text, value.language)
    if isinstance(value, Literal):
        return syntax.to_literal(predicate, value.datatype)(value.text)
    return syntax.to_iri(predicate)(value) if isinstance(value, Url) else syntax.to_term(predicate)(value)
