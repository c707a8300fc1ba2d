"""Streams: changes as a Linked Data Event Stream (LDES, TREE), in the formats that can tell graphs apart.

A member of the stream, `{base}changes/7/project/x`, is what revision 7 made of `{base}id/project/x`: an activity of
which the entity is the object. What was then said of the entity is in the graph that has the member's name; of one that
was withdrawn or merged into another nothing is. So the graphs of the newest members together are the export.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol

from graph.changes import Change, Page, Position
from graph.kinds import Model
from graph.rdf.linked import JsonLd
from graph.rdf.syntax import P, Syntax
from graph.rdf.triples import Description
from graph.rdf.turtle import NTriples, Turtle
from graph.values import LARGEST
from graph.vocabulary import STREAMING

PATH = "changes"
TITLES = {"en": "Changes", "pl": "Zmiany"}
DESCRIPTION = "Every version of every entity, in the order of revisions, from when versions began to be kept."
SPECIFICATION = "https://w3id.org/ldes/specification"
TIME, OBJECT = "as:published", "as:object"


class StreamSyntax(Syntax[P], Protocol[P]):
    """A syntax that can write graphs."""

    def graph(self, iri: str, named: str, blocks: Sequence[str], /) -> str:
        """Write a graph, after what is said of it."""


class NQuads(NTriples):
    """N-Quads: N-Triples with the graph at the end of the line."""

    def graph(self, iri: str, named: str, blocks: Sequence[str], /) -> str:
        """Write a graph: no literal holds the end of a line."""
        return named + "".join(blocks).replace(self.end, f" <{iri}>{self.end}")


class TriG(Turtle):
    """TriG: Turtle in braces."""

    def graph(self, iri: str, named: str, blocks: Sequence[str], /) -> str:
        """Write a graph."""
        return f"{named}<{iri}> {{\n{self.separator.join(blocks)}}}\n"


class JsonLdStream(JsonLd):
    """JSON-LD, a graph as the content of the node that it is."""

    def graph(self, _iri: str, named: str, blocks: Sequence[str], /) -> str:
        """Write a graph into the node of its name."""
        return f'{named.removesuffix("}")},"@graph":[\n{self.separator.join(blocks)}\n]}}'


@dataclass(frozen=True, slots=True)
class StreamFormat:
    """A format of streams: its media type, and its syntax for a model and a base IRI."""

    media_type: str
    syntax: Callable[[Model, str], StreamSyntax[Any]]


STREAM_FORMATS: Mapping[str, StreamFormat] = {
    "trig": StreamFormat("application/trig", TriG),
    "nquads": StreamFormat("application/n-quads", NQuads),
    "jsonld": StreamFormat("application/ld+json", JsonLdStream),
}


class Stream(Generic[P]):
    """Writes the stream of a graph in one syntax, under a base IRI: made once, and used for every page."""

    def __init__(self, model: Model, syntax: StreamSyntax[P], base: str) -> None:
        self.syntax, self.iri = syntax, f"{base}{PATH}"
        syntax.declare(STREAMING)
        self._description = Description(model, syntax)

    def described(self, shapes: str) -> str:
        """Return what the stream is; `shapes` is where those of the entities are."""
        words, to_iri, to_term = self.syntax.to_words, self.syntax.to_iri, self.syntax.to_term
        said = [
            *(words("dcterms:title")(text, language) for language, text in TITLES.items()),
            words("dcterms:description")(DESCRIPTION, "en"),
            *(to_iri("dcterms:conformsTo")(iri) for iri in (SPECIFICATION, shapes)),
        ]
        count = (
            self.syntax.to_literal("sh:minCount", "xsd:integer"),
            self.syntax.to_literal("sh:maxCount", "xsd:integer"),
        )
        once = [each("1") for each in count]
        shape, parts = f"{self.iri}#member", [f"{self.iri}#member-object", f"{self.iri}#member-published"]
        types = self.syntax.types
        blocks = [
            self._stream(said),
            (shape, [*types(["sh:NodeShape"]), *map(to_iri("sh:property"), parts)]),
            (
                parts[0],
                [*types(["sh:PropertyShape"]), to_term("sh:path")(OBJECT), *once, to_term("sh:nodeKind")("sh:IRI")],
            ),
            (
                parts[1],
                [*types(["sh:PropertyShape"]), to_term("sh:path")(TIME), *once, to_term("sh:datatype")("xsd:dateTime")],
            ),
        ]
        return self._document([self._block(*each) for each in blocks])

    def page(self, begin: Position, page: Page) -> str:
        """Return a page."""
        to_iri, to_term, types = self.syntax.to_iri, self.syntax.to_term, self.syntax.types
        node = self.node(begin)
        blocks = [self._stream([to_iri("tree:member")(self.member(each)) for each in page.changes])]
        if page.is_full:
            lasting = self.syntax.to_literal("ldes:immutable", "xsd:boolean")("true")
            value = self.syntax.to_literal("tree:value", "xsd:dateTime")(page.until)
            following = to_iri("tree:node")(self.node(page.end))
            blocks += [
                (node, [*types(["tree:Node"]), lasting, to_iri("tree:relation")(f"{node}#next")]),
                (
                    f"{node}#next",
                    [*types(["tree:GreaterThanOrEqualToRelation"]), to_term("tree:path")(TIME), value, following],
                ),
            ]
        else:
            blocks.append((node, types(["tree:Node"])))
        return self._document([*(self._block(*each) for each in blocks), *self._members(page.changes)])

    def version(self, change: Change) -> str:
        """Return one member."""
        return self._document(list(self._members([change])))

    def node(self, begin: Position) -> str:
        """Return the IRI of a page."""
        return f"{self.iri}/{begin.revision}" + ("" if begin.key == LARGEST else f".{begin.key}")

    def member(self, change: Change) -> str:
        """Return the IRI of what a revision made of an entity."""
        return f"{self.iri}/{change.revision}/{change.entity}"

    def _stream(self, said: Sequence[P]) -> tuple[str, list[P]]:
        to_iri, to_term = self.syntax.to_iri, self.syntax.to_term
        return self.iri, [
            *self.syntax.types(["ldes:EventStream"]),
            to_iri("tree:view")(self.node(Position(0))),
            to_iri("tree:shape")(f"{self.iri}#member"),
            to_term("ldes:timestampPath")(TIME),
            to_term("ldes:versionOfPath")(OBJECT),
            *(to_term(f"ldes:version{each}Object")(f"as:{each}") for each in ("Create", "Update", "Delete")),
            *said,
        ]

    def _members(self, changes: Sequence[Change]) -> Iterator[str]:
        to_object, replaced = self.syntax.to_entity(OBJECT), self.syntax.to_entity("dcterms:isReplacedBy")
        time = self.syntax.to_literal(TIME, "xsd:dateTime")
        for change in changes:
            state, iri = change.state, self.member(change)
            act = ("as:Create" if change.is_first else "as:Update") if state.record else "as:Delete"
            pairs = [*self.syntax.types([act]), to_object(change.entity), time(change.time)]
            pairs += [replaced(state.into)] if state.into else []
            member = self._block(iri, pairs)
            if state.record:
                said = self._description.blocks(state.record, state.evidence, state.others)
                member = self.syntax.graph(iri, member, [self.syntax.block(*each) for each in said])
            yield member

    def _block(self, iri: str, pairs: list[P]) -> str:
        return self.syntax.block(self.syntax.resource(iri), pairs)

    def _document(self, blocks: Sequence[str]) -> str:
        return self.syntax.header + self.syntax.separator.join(blocks) + self.syntax.footer
