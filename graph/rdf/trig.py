"""TriG: the graph as Turtle writes it, what each document states in a graph of its own, named by the document's IRI.

A plain triple stands in the graph of every document that states it, and evidence in that of its document. What none
states - the classes of an entity, whom it is the same as - stands in the default graph, and so does what has no
evidence. The graphs of an entity stand together, so the same graph comes again and again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.rdf.provenance import Nodes
from graph.rdf.syntax import Block
from graph.rdf.turtle import Turtle
from graph.records import Evidence, Record
from graph.resolution import canonical, claims_of
from graph.values import EntityId

if TYPE_CHECKING:
    from graph.rdf.triples import Description

UNSTATED = ("a ", "owl:sameAs ")  # how the pairs begin that follow from the others


class TriG(Turtle):
    """TriG: a block of it is a graph, its pairs are the blocks of Turtle in that; the default one has no name."""

    def block(self, subject: str, pairs: list[str]) -> str:
        """Write a graph."""
        inside = self.separator.join(pairs)
        return f"{subject} {{\n{inside}}}\n" if subject else inside


class ByDocument:
    """Describes entities graph by graph."""

    def __init__(self, description: "Description[str]", merged: Mapping[EntityId, Sequence[EntityId]]) -> None:
        self._description = description
        self._kept = {other: kept for kept, others in merged.items() for other in others}

    def blocks(self, record: Record, proofs: Sequence[Evidence], others: Sequence[EntityId]) -> list[Block[str]]:
        """Return the graphs in which an entity is spoken of, the default one first, then by the ids of documents."""
        whole, nodes = self._description.pairs(record, others)
        by_document: dict[EntityId, list[Evidence]] = defaultdict(list)
        for each in proofs:
            by_document[each.document].append(each)
        stated: set[str] = set()
        stated_nodes: set[str] = set()
        graphs = []
        for document, its in sorted(by_document.items()):
            pairs, its_nodes = self._stated(record, its, nodes)
            stated.update(pairs)
            stated_nodes |= its_nodes.keys()
            graphs.append((self._description.syntax.entity(document), self._written(record.id, pairs, its_nodes)))
        rest = [pair for pair in whole if pair not in stated]
        left = {name: said for name, said in nodes.items() if name not in stated_nodes}
        return [("", self._written(record.id, rest, left)), *(graph for graph in graphs if graph[1])]

    def _stated(self, record: Record, evidence: Sequence[Evidence], held: Nodes[str]) -> tuple[list[str], Nodes[str]]:
        """Return what one document says of an entity and of nodes under it; `held` are the nodes of all its values."""
        kind, provenance = self._description.kind(record.kind), self._description.provenance
        pairs, nodes = kind.pairs(record.id, _stated_values(record, evidence, self._kept))
        pairs = [pair for pair in pairs if not pair.startswith(UNSTATED)]
        if self._description.evidence:
            known = dict(held)
            provenance.add(record.id, evidence, kind.statement, pairs, known)
            nodes.update((name, said) for name, said in known.items() if name not in held)
        return pairs, nodes

    def _written(self, entity: EntityId, pairs: list[str], nodes: Nodes[str]) -> list[str]:
        """Return blocks of Turtle."""
        syntax = self._description.syntax
        said = [(syntax.entity(entity), pairs)] if pairs else []
        said += [(syntax.entity(entity, name), nodes[name]) for name in sorted(nodes)]
        return [Turtle.block(syntax, *each) for each in said]  # type: ignore[arg-type]


def _stated_values(record: Record, evidence: Sequence[Evidence], merged: Mapping[EntityId, EntityId]) -> dict[str, Any]:
    """Return the part of the values of an entity that some evidence claims."""
    claimed: dict[str, set[Any]] = defaultdict(set)
    for claim in claims_of(record, evidence, {}):
        claimed[claim.statement.property].add(canonical(claim.statement.value, merged))
    stated: dict[str, Any] = {}
    for name, value in record.values.items():
        if isinstance(value, tuple):
            if kept := tuple(each for each in value if each in claimed[name]):
                stated[name] = kept
        elif value in claimed[name]:
            stated[name] = value
    return stated
