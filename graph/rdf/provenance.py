"""Provenance: evidence in RDF, as nodes under the entity that it speaks of.

A quote proves a statement: `#statement/{of what}` is derived from `#statement/{of what}/{by what}`, a specific resource
of the document, whose selector `#statement/{of what}/{by what}/words` has the words. A row proves what it gave the
entity: the entity is derived from `#record/{which}`; only where it disagrees with another source is there a statement
of what it says. The names are hashes of ids, terms and words, never of the base.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, Generic

from graph.notation import written
from graph.properties import Property
from graph.rdf.syntax import P, Syntax
from graph.records import Evidence, Quote, Row

Nodes = dict[str, list[P]]  # what is said of the nodes under an entity, by their fragments
# Returns the property, the term and, as `rdf:object`, the value of what evidence states.
Statement = Callable[[Evidence, Nodes[P]], tuple[Property, str, P]]


class Provenance(Generic[P]):
    """Writes evidence in one syntax."""

    def __init__(self, syntax: Syntax[P]) -> None:
        self._types = {term: syntax.types([term]) for term in _CLASSES}
        self._subject, self._predicate = syntax.to_entity("rdf:subject"), syntax.to_term("rdf:predicate")
        self._derived = syntax.to_node("prov:wasDerivedFrom")
        self._source, self._selector = syntax.to_entity("oa:hasSource"), syntax.to_node("oa:hasSelector")
        self._words = {name: syntax.to_string(f"oa:{name}") for name in ("prefix", "exact", "suffix")}
        self._table, self._row, self._gave = (syntax.to_string(f"ogn:{name}") for name in ("table", "row", "gave"))
        self._implied = syntax.to_literal("ogn:implied", "xsd:boolean")("true")

    def add(
        self, entity: str, evidence: Sequence[Evidence], state: Statement[P], pairs: list[P], nodes: Nodes[P]
    ) -> None:
        """Add to what is said of an entity and of nodes under it the evidence of it."""
        given: dict[str, set[str]] = {}
        for each in sorted(evidence, key=_content) if len(evidence) > 1 else evidence:
            if isinstance(each.proof, Row):
                fragment = _record(each, each.proof)
                if fragment not in given:
                    given[fragment] = set()
                    nodes[fragment] = self._record(each, each.proof)
                    pairs.append(self._derived(entity, fragment))
                given[fragment].update(each.properties)
            if each.value is not None:
                self._statement(entity, each, state, nodes)
        for fragment, names in given.items():
            nodes[fragment].append(self._gave(" ".join(sorted(names))))

    def _record(self, evidence: Evidence, row: Row) -> list[P]:
        implied = [self._implied] if evidence.implied else []
        source = self._source(evidence.document)
        return [*self._types["ogn:Record"], source, self._table(row.table), self._row(row.row), *implied]

    def _statement(self, entity: str, evidence: Evidence, state: Statement[P], nodes: Nodes[P]) -> None:
        item, term, value = state(evidence, nodes)
        language = getattr(evidence.value, "language", "")
        said = _digest(entity, item.term, written(item, evidence.value), language, evidence.document)
        fragment = f"statement/{said}"
        if fragment not in nodes:
            nodes[fragment] = [*self._types["rdf:Statement"], self._subject(entity), self._predicate(term), value]
        derived = self._derived(entity, self._proof(entity, evidence, fragment, nodes))
        if derived not in nodes[fragment]:
            nodes[fragment].append(derived)

    def _proof(self, entity: str, evidence: Evidence, statement: str, nodes: Nodes[P]) -> str:
        """Add the nodes of what proves a statement, and return the fragment of the first."""
        proof = evidence.proof
        if isinstance(proof, Row):
            return _record(evidence, proof)
        words = {"prefix": proof.prefix, "exact": proof.exact, "suffix": proof.suffix}
        fragment = f"{statement}/{_digest(*words.values())}"
        implied = [self._implied] if evidence.implied else []
        selector = self._selector(entity, f"{fragment}/words")
        nodes[fragment] = [*self._types["oa:SpecificResource"], self._source(evidence.document), selector, *implied]
        quoted = [self._words[name](text) for name, text in words.items() if text]
        nodes[f"{fragment}/words"] = [*self._types["oa:TextQuoteSelector"], *quoted]
        return fragment


_CLASSES = ("rdf:Statement", "oa:SpecificResource", "oa:TextQuoteSelector", "ogn:Record")


def _record(evidence: Evidence, row: Row) -> str:
    return f"record/{_digest(evidence.document, row.table, row.row)}"


def _content(evidence: Evidence) -> tuple[Any, ...]:
    """Return what evidence is sorted by: what it says, not when it was written."""
    proof = evidence.proof
    said = (proof.exact, proof.prefix, proof.suffix) if isinstance(proof, Quote) else (proof.table, proof.row)
    return evidence.document, evidence.properties, evidence.implied, repr(evidence.value), said


def _digest(*parts: str) -> str:
    # No part can hold the separator: control characters are refused when they come in.
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
