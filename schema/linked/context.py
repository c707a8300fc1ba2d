"""The context of an answer in JSON-LD: what its keys mean, kind by kind.

The keys of an entity mean something by a context of its type alone: `Project` is one way to select a project, and
`Project-2` another. Everything else - the answer itself, a connection, an edge - is a block of included nodes: which
keys lead to nodes, the document's context says, and an object where one of them does not says so itself.

What a plain value does not tell, such as the language of a text, stands beside it, under its key and `@`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graph.kinds import Model
from graph.properties import Identifier, Party, Property
from graph.rdf.context import stored_side
from graph.rdf.triples import concept
from graph.values import Money, PartialDate, Text, Url
from graph.vocabulary import expanded
from schema.linked.meanings import Container, Entities, Fields, Meaning, Proofs, Sign, Value, inside, leads

BESIDE = "@"  # what is added to a key: no name of GraphQL ends so
INCLUDED = "@included"
TOP = frozenset({"data", "errors", "extensions"})  # of an answer: nodes stand in its data alone

# Whose values are said beside: how a language or a datatype varies, no context can say.
VARYING = (Text, PartialDate, Money, Identifier, Party)
SEVERAL = (Identifier, Party)  # of which a value says more than one thing
DATATYPES: Mapping[type, str] = {int: "xsd:integer", Decimal: "xsd:decimal"}

Json = dict[str, Any]


def holds(meaning: Meaning) -> bool:
    """Whether nodes stand in what has a meaning."""
    if isinstance(meaning, Value | Proofs):
        return any(leads(each) for _, each in meaning.inside)
    return isinstance(meaning, Container | Entities)


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the keys of an answer mean whose fields have some meanings; `base` is that of the publisher."""

    model: Model
    base: str
    keys: frozenset[str]
    included: frozenset[str]
    proofs: frozenset[str]

    @classmethod
    def of(cls, model: Model, base: str, fields: Fields) -> "Definitions":
        """Return the definitions of an answer."""
        keys, included, proofs = {*TOP}, {"data"}, set()
        for key, meaning, is_entity in _all(fields):
            keys.add(key)
            if not is_entity and key not in TOP and holds(meaning):
                included.add(key)
            if not is_entity and isinstance(meaning, Proofs):
                proofs.add(key + BESIDE)
        return cls(model, base, frozenset(keys), frozenset(included), frozenset(proofs))

    @property
    def shared(self) -> Json:
        """What keys mean where no entity has them."""
        return dict.fromkeys(sorted(self.included | self.proofs), INCLUDED)

    def of_entity(self, fields: Fields) -> Json:
        """Return the context of an entity of which some fields are selected."""
        made: Json = {}
        for key, meaning in fields:
            own = self._own(meaning)
            if meaning is Sign.IDENTITY and "@id" in made.values():
                own = None
            if own is not None or key in self.included:
                made[key] = own
            beside = self._beside(meaning)
            if beside is not None:
                made[key + BESIDE] = beside
        return made

    def differences(self, fields: Fields) -> Json:
        """Return what keys mean in a container otherwise than in the document."""
        differing = ((key, holds(meaning)) for key, meaning in fields)
        return {key: INCLUDED if held else None for key, held in differing if held != (key in self.included)}

    def term(self, kind: str, number: int) -> str:
        """Return the name of one way to select entities of a kind, which is no key of the answer."""
        return kind if number == 1 and kind not in self.keys else f"{kind}-{number}"

    def type_iri(self, kind: str) -> str:
        """Return the first class of a kind."""
        return self._iri(self.model.kinds[kind].terms[0])

    def _iri(self, term: str) -> str:
        return expanded(term, self.base)

    def is_beside(self, item: Property) -> bool:
        """Whether values of a property are said beside: also codes, where keys are called as they are."""
        return item.type in VARYING or (item.is_code and not self.keys.isdisjoint(item.type.__members__))  # type: ignore[attr-defined]

    def _own(self, meaning: Meaning) -> Any:
        """Return the definition of a key, None if plain JSON says nothing there."""
        match meaning:
            case Sign.IDENTITY:
                return "@id"
            case Sign.SAME:
                return {"@id": self._iri("owl:sameAs"), "@type": "@id"}
            case Entities(item=Property() as item):
                return {"@id": self._iri(item.term)}
            case Value(item=item) if not self.is_beside(item):
                return self._plain(item)
        return INCLUDED if holds(meaning) else None

    def _plain(self, item: Property) -> Json:
        made = {"@id": self._iri(item.term)}
        if item.is_code:
            codes = self._iri(concept(self.model.codes[item.type.__name__], ""))
            return {**made, "@type": "@vocab", "@context": {"@vocab": codes}}
        if item.type is Url:
            return {**made, "@type": "@id"}
        return {**made, "@type": self._iri(DATATYPES[item.type])} if item.type in DATATYPES else made

    def _beside(self, meaning: Meaning) -> Any:
        match meaning:
            case Proofs():
                return INCLUDED
            case Value(item=item) if self.is_beside(item):
                return INCLUDED if item.type in SEVERAL else {"@id": self._iri(item.term)}
            case Container(item=Property() as item):
                said = "@reverse" if item.inverse else "@id"
                term = stored_side(self.model, item).term if item.inverse else item.term
                return {said: self._iri(term), "@type": "@id"}
        return None


def _all(fields: Fields) -> Iterator[tuple[str, Meaning, bool]]:
    """Yield every key with its meaning, and whether it is one of an entity; what is shared is looked into once."""
    seen: set[int] = set()
    left = [(fields, False)]
    while left:
        current, is_entity = left.pop()
        for key, meaning in current:
            yield key, meaning, is_entity
            if id(meaning) in seen:
                continue
            seen.add(id(meaning))
            if isinstance(meaning, Entities):
                left += [(below, True) for below in meaning.kinds.values()]
            else:
                left.append((inside(meaning), False))
