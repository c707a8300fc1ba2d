"""Terms: what a file says, triple by triple, with terms in their compact form and nodes under whom they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.vocabulary import OWN_PATH, OWN_PREFIX, PREFIXES

IRI, BLANK, LITERAL, TERM = range(4)  # sorts of object; TERM is a triple of RDF 1.2

_KNOWN = 20_000  # terms that are remembered
# schema.org says of itself that it is the same under both.
_NAMESPACES: Mapping[str, str] = {
    **{iri: prefix for prefix, iri in PREFIXES.items()},
    "http://schema.org/": "schema",
}


class Triple(NamedTuple):
    """What is said of an owner, or of a node under it that `fragment` names.

    The predicate is a compact IRI, or `<...>` where the model knows no prefix of it. Of a literal, `extra` is its
    datatype as such an IRI - "" for a plain string - or `@` and its language.
    """

    fragment: str
    predicate: str
    sort: int
    value: str
    extra: str = ""

    @property
    def shown(self) -> str:
        """The object as people read it."""
        return self.value[:200]


class Terms:
    """Compact IRIs of a file whose entities stand under a base."""

    def __init__(self, base: str) -> None:
        self.base, self.ids = base, f"{base}id/"
        self._namespaces = {**_NAMESPACES, f"{base}{OWN_PATH}": OWN_PREFIX}
        self._known: dict[str, str] = {}

    def compact(self, iri: str) -> str:
        """Return a compact IRI; `<...>` where no prefix is known."""
        found = self._known.get(iri)
        if found is None:
            if len(self._known) > _KNOWN:
                self._known.clear()
            at = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self._namespaces.get(iri[:at])
            found = self._known[iri] = f"{prefix}:{iri[at:]}" if prefix else f"<{iri}>"
        return found

    def own(self, iri: str) -> tuple[str, str]:
        """Return the id and the fragment of an IRI of ours; "" for any other."""
        if not iri.startswith(self.ids):
            return "", ""
        name, _, fragment = iri[len(self.ids) :].partition("#")
        return name, fragment

    def owner(self, subject: Any) -> tuple[str, str]:
        """Return to whom a subject belongs, and what of it it is: an id, an IRI or a blank node `_:b`."""
        if isinstance(subject, BlankNode):
            return f"_:{subject.value}", ""
        name, fragment = self.own(subject.value)
        return (name, fragment) if name else (subject.value, "")

    def triple(self, fragment: str, predicate: str, object_: Any) -> Triple:
        """Return a triple."""
        name = self.compact(predicate)
        if isinstance(object_, NamedNode):
            return Triple(fragment, name, IRI, object_.value)
        if isinstance(object_, Literal):
            if object_.language:
                return Triple(fragment, name, LITERAL, object_.value, f"@{object_.language}")
            datatype = self.compact(object_.datatype.value)
            return Triple(fragment, name, LITERAL, object_.value, "" if datatype == "xsd:string" else datatype)
        if isinstance(object_, BlankNode):
            return Triple(fragment, name, BLANK, f"_:{object_.value}")
        return Triple(fragment, name, TERM, str(object_))


def is_id(owner: str) -> bool:
    """Return whether an owner is one of our ids: other IRIs have a colon."""
    return ":" not in owner


def types(triples: Sequence[Triple], terms: Terms, fragment: str = "") -> list[str]:
    """Return the classes of a node, as compact IRIs."""
    return [
        terms.compact(each.value)
        for each in triples
        if each.predicate == "rdf:type" and each.fragment == fragment and each.sort == IRI
    ]
