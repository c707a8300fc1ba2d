"""Provenance: evidence in RDF, as nodes under the entity that it speaks of.

A quote proves a statement: `#statement/{of what}` is derived from `#statement/{of what}/{by what}`, a specific resource
of the document, whose selector `#statement/{of what}/{by what}/words` has the words. A row proves what it gave the
entity: the entity is derived from `#record/{which}`, which names the properties whose values it `ogn:gave`; only where
it disagrees with another source is there a statement of what it says. The names are hashes of ids, terms and words,
never of the base. What is `ogn:implied`, `ogn:preferred` or `ogn:stated` of one who was merged has nodes of its own.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, Generic

from graph.notation import written
from graph.properties import Property
from graph.rdf.syntax import P, Syntax
from graph.records import Evidence, Quote, Row

Nodes = dict[str, list[P]]  # what is said of the nodes under an entity, by their fragments
# Returns the property, the term and, as `rdf:object`, the value of what evidence states of an entity.
Statement = Callable[[str, Evidence, Nodes[P]], tuple[Property, str, P]]


class Provenance(Generic[P]):
    """Writes evidence in one syntax."""

    def __init__(self, syntax: Syntax[P]) -> None:
        self._types = {term: syntax.types([term]) for term in _CLASSES}
        self._subject, self._predicate = syntax.to_entity("rdf:subject"), syntax.to_term("rdf:predicate")
        self._derived = syntax.to_node("prov:wasDerivedFrom")
        self._source, self._selector = syntax.to_entity("oa:hasSource"), syntax.to_node("oa:hasSelector")
        self._words = {name: syntax.to_string(f"oa:{name}") for name in ("prefix", "exact", "suffix")}
        self._table, self._row, self._gave = (syntax.to_string(f"ogn:{name}") for name in ("table", "row", "gave"))
        self._implied, self._preferred = (
            syntax.to_literal(f"ogn:{name}", "xsd:boolean")("true") for name in ("implied", "preferred")
        )
        self._stated = syntax.to_entity("ogn:stated")

    def add(
        self, entity: str, evidence: Sequence[Evidence], state: Statement[P], pairs: list[P], nodes: Nodes[P]
    ) -> None:
        """Add to what is said of an entity and of nodes under it the evidence of it."""
        given: dict[str, set[str]] = {}
        for each in sorted(evidence, key=_content) if len(evidence) > 1 else evidence:
            if isinstance(each.proof, Row):
                fragment = self._record(entity, each, each.proof, pairs, nodes)
                if each.value is None:
                    given.setdefault(fragment, set()).update(each.properties)
            if each.value is not None:
                self._statement(entity, each, state, pairs, nodes)
        for fragment, names in given.items():
            nodes[fragment].append(self._gave(" ".join(sorted(names))))

    def row(self, entity: str, document: str, table: str, row: str, names: str) -> tuple[P, str, list[P]]:
        """Return what a row says that gave some properties of an entity, if nothing more is to be said of it.

        It is what `add` adds: the pair of the entity, the fragment of the row's node, and the pairs of that.
        """
        fragment = f"record/{_digest(document, table, row)}"
        said = [*self._types["ogn:Record"], self._source(document), self._table(table), self._row(row)]
        return self._derived(entity, fragment), fragment, [*said, self._gave(" ".join(sorted(names.split())))]

    def _record(self, entity: str, evidence: Evidence, row: Row, pairs: list[P], nodes: Nodes[P]) -> str:
        """Add the node of a row if it is not there, and return its fragment."""
        fragment = f"record/{_digest(evidence.document, row.table, row.row, *_marks(entity, evidence))}"
        if fragment not in nodes:
            source, marks = self._source(evidence.document), self._marked(entity, evidence)
            nodes[fragment] = [*self._types["ogn:Record"], source, self._table(row.table), self._row(row.row), *marks]
            pairs.append(self._derived(entity, fragment))
        return fragment

    def _statement(self, entity: str, evidence: Evidence, state: Statement[P], pairs: list[P], nodes: Nodes[P]) -> None:
        item, term, value = state(entity, evidence, nodes)
        language = getattr(evidence.value, "language", "")
        said = _digest(entity, item.term, written(item, evidence.value), language, evidence.document)
        fragment = f"statement/{said}"
        if fragment not in nodes:
            nodes[fragment] = [*self._types["rdf:Statement"], self._subject(entity), self._predicate(term), value]
        proof = evidence.proof
        proved = (
            self._record(entity, evidence, proof, pairs, nodes)
            if isinstance(proof, Row)
            else self._quote(entity, evidence, proof, fragment, nodes)
        )
        derived = self._derived(entity, proved)
        if derived not in nodes[fragment]:
            nodes[fragment].append(derived)

    def _quote(self, entity: str, evidence: Evidence, quote: Quote, statement: str, nodes: Nodes[P]) -> str:
        """Add the nodes of the words that prove a statement, and return the fragment of the first."""
        words = {"prefix": quote.prefix, "exact": quote.exact, "suffix": quote.suffix}
        fragment = f"{statement}/{_digest(*words.values(), *_marks(entity, evidence))}"
        selector, marks = self._selector(entity, f"{fragment}/words"), self._marked(entity, evidence)
        nodes[fragment] = [*self._types["oa:SpecificResource"], self._source(evidence.document), selector, *marks]
        quoted = [self._words[name](text) for name, text in words.items() if text]
        nodes[f"{fragment}/words"] = [*self._types["oa:TextQuoteSelector"], *quoted]
        return fragment

    def _marked(self, entity: str, evidence: Evidence) -> list[P]:
        """Return the pairs that say of a proof what `_marks` says."""
        return [
            *([self._implied] if evidence.implied else []),
            *([self._preferred] if evidence.preferred else []),
            *([self._stated(evidence.subject)] if evidence.subject != entity else []),
        ]


_CLASSES = ("rdf:Statement", "oa:SpecificResource", "oa:TextQuoteSelector", "ogn:Record")


def _marks(entity: str, evidence: Evidence) -> tuple[str, ...]:
    """Return what sets a proof apart from others of the same words: how it counts, and of whom it speaks."""
    return (
        *(("implied",) if evidence.implied else ()),
        *(("preferred",) if evidence.preferred else ()),
        *((evidence.subject,) if evidence.subject != entity else ()),
    )


def _content(evidence: Evidence) -> tuple[Any, ...]:
    """Return what evidence is sorted by: what it says, not when it was written."""
    proof = evidence.proof
    said = (proof.exact, proof.prefix, proof.suffix) if isinstance(proof, Quote) else (proof.table, proof.row)
    marks = evidence.implied, evidence.preferred, evidence.subject
    return evidence.document, evidence.properties, *marks, repr(evidence.value), said


def _digest(*parts: str) -> str:
    # No part can hold the separator: control characters are refused when they come in.
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
