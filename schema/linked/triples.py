"""Turtle and N-Triples of an answer: the triples of what is selected, as the whole graph has them."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic

from graph.kinds import Model
from graph.rdf.syntax import Block, P, Syntax, document
from graph.rdf.triples import Description
from schema.linked.portraits import Portrait, Portraits, evidence, in_order


class Writer(Generic[P]):
    """Writes what is said of entities in one syntax."""

    def __init__(self, model: Model, syntax: Syntax[P], base: str) -> None:
        self.syntax, self.model = syntax, model
        self._ids = f"{base}id/"
        self._description = Description(model, syntax)
        self._same_entity, self._same = syntax.to_entity("owl:sameAs"), syntax.to_iri("owl:sameAs")

    def blocks(self, portrait: Portrait) -> list[Block[P]]:
        """Return what a portrait says, no pair twice."""
        pairs, nodes = self._description.kind(portrait.kind).pairs(portrait.id, portrait.values)
        if portrait.same:
            pairs += [pair for pair in map(self._known_by, portrait.same) if pair not in pairs]
        proofs = evidence(self.model, portrait) if portrait.proofs else ()
        return self._description.proved(portrait.id, portrait.kind, proofs, pairs, nodes)

    def _known_by(self, iri: str) -> P:
        if iri.startswith(self._ids):  # who was merged
            return self._same_entity(iri.removeprefix(self._ids))
        return self._same(iri)

    def document(self, found: Portraits) -> Iterator[str]:
        """Yield a document of all portraits, in the order of ids."""
        return document(self.syntax, map(self.blocks, in_order(found)))


def remarks(messages: Iterable[str]) -> str:
    """Return comments that say what of an answer is missing, as Turtle and N-Triples have them."""
    return "".join(f"# {' '.join(each.split())}\n" for each in messages)


def cut(pieces: Iterable[str], limit: int) -> Iterator[Any]:
    """Yield pieces, as long as they have no more characters than a limit; one more says that there is more."""
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        if length > limit:
            return
