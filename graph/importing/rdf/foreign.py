"""Foreign: what others say of things that the model knows, in the same vocabularies or in equivalents of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from graph.errors import InvalidValue
from graph.importing.drafts import Draft, Problem, RowRejected
from graph.importing.rdf.entities import Found, row_of
from graph.importing.rdf.equivalents import ACRONYM, CLASSES, INVERSE, MONEY, SAME, TERMS
from graph.importing.rdf.foreign_values import ForeignValues, identifier_of
from graph.importing.rdf.spool import Spool
from graph.importing.rdf.terms import BLANK, IRI, TERM, Terms, Triple, types
from graph.importing.slugs import shortened, slug
from graph.kinds import Kind, Model
from graph.properties import Identifier, Property
from graph.rdf.context import stored_side
from graph.values import EntityId, Text

_NAME = 60  # characters of an IRI that stand in an id
_OF_CLASS = 1_000  # the rank of what only a class says


class Foreign:
    """Reads subjects that are none of ours."""

    INVERSE = "\0inverse"  # the fragment of triples that were said from the other side

    def __init__(
        self,
        model: Model,
        terms: Terms,
        spool: Spool,
        document: EntityId,
        most: int,
        known: Callable[[EntityId | Identifier], bool],
    ) -> None:
        self.model, self.terms, self.spool, self.document = model, terms, spool, document
        self.values = ForeignValues(model, terms, spool, self._led, most)
        self._known = lru_cache(maxsize=10_000)(known)
        own = [(kind.terms[0], kind.name, "") for kind in model.concrete]
        ranked = [
            *sorted(own, key=lambda each: not each[0].startswith("ogn:")),
            *((c.term, c.kind, c.code) for c in CLASSES),
        ]
        self._classes = {term: (rank, kind, code) for rank, (term, kind, code) in reversed(list(enumerate(ranked)))}
        self._items = {kind.name: dict(self._terms(kind)) for kind in model.concrete}
        self._inverse = dict(self._inverse_terms())

    def note(self, owner: str, triple: Triple) -> None:
        """Keep of a triple, while files are read, what others than its subject will ask for."""
        if triple.predicate == "rdf:type" and triple.sort == IRI:
            self.spool.classify(owner, [self.terms.compact(triple.value)])
        elif triple.predicate in self._inverse and triple.sort == IRI:
            other, fragment = self.terms.own(triple.value)
            if not fragment and not other:
                self.spool.add(triple.value, [Triple(self.INVERSE, triple.predicate, IRI, owner)])

    def is_value(self, owner: str, triples: Sequence[Triple]) -> bool:
        """Return whether a subject is a value of others, which is read with them; note it."""
        named = types(triples, self.terms)
        found = owner.startswith("_:") or any(each in (*MONEY, ACRONYM) for each in named)
        if found:
            self.spool.hold(owner)
        return found

    def unread(self, most: int) -> Iterator[tuple[str, list[tuple[Triple, str]]]]:
        """Yield the values that nobody read, and why."""
        for owner in self.spool.unused():
            is_blank = owner.startswith("_:")
            reason = "a blank node has no name to be known by" if is_blank else "it is of a value that nobody has"
            yield owner, [(each, reason) for each in self.spool.said(owner, most) if each.fragment != self.INVERSE]

    def found(self, number: int, owner: str, triples: Sequence[Triple]) -> Found:
        """Return what a subject is and has. Raises RowRejected."""
        direct = [each for each in triples if each.fragment != self.INVERSE]
        if not direct:  # others lead to it, and nothing is said of it
            return Found([])
        named = types(direct, self.terms)
        kind, code = self._kind(named)
        if not kind:
            said = ", ".join(sorted(named)[:3]) or "not said"
            return Found(
                [], [(each, f"the class of its subject is {said}, of which the model knows none") for each in direct]
            )
        return _Reading(self, number, owner, kind, code, named).found(triples)

    def id(self, iri: str, kind: Kind) -> EntityId:
        """Return the id of whoever an IRI is: its last words, for people, and its hash."""
        words = slug(re.split(r"[/#:]", iri.rstrip("/#:"))[-1])
        digest = sha256(iri.encode()).hexdigest()[:10]
        name = shortened(words, _NAME).strip("-") if words else ""
        return EntityId(f"{kind.prefix}/{name}-{digest}" if name else f"{kind.prefix}/{digest}")

    def item(self, kind: Kind, predicate: str) -> tuple[int, Property] | None:
        """Return the property that a predicate means, and how readily it is taken for it."""
        return self._items[kind.name].get(predicate)

    def inverse(self, predicate: str, kind: Kind) -> Property | None:
        """Return the property of a kind that a predicate says from the other side."""
        return next((item for item in self._inverse.get(predicate, ()) if item in kind.stored), None)

    def leads(self, predicate: str, iri: str) -> bool:
        """Return whether what is said from the other side reaches somebody of whom the files speak."""
        kind, _ = self._kind(self.spool.classes(iri))
        return kind is not None and self.inverse(predicate, kind) is not None

    def is_inverse(self, predicate: str) -> bool:
        """Return whether a predicate says a property of its object."""
        return predicate in self._inverse

    def _kind(self, named: Sequence[str]) -> tuple[Kind | None, str]:
        found = min((self._classes[each] for each in named if each in self._classes), default=None)
        return (self.model.kinds[found[1]], found[2]) if found else (None, "")

    def _led(self, iri: str, target: str) -> Any:
        """Return whom an IRI means: an id, or the identifier that somebody bears. Raises InvalidValue."""
        name, fragment = self.terms.own(iri)
        if name and not fragment:
            return EntityId(name)
        kind, _ = self._kind(self.spool.classes(iri))
        if kind:
            return self.id(iri, kind)
        if self.spool.has_said(iri):
            raise InvalidValue("it leads to something of which the model does not know the class")
        if found := identifier_of(iri):
            if not self._known(found):
                raise InvalidValue(f"nobody in the graph bears {found.scheme} {found.value}")
            return found
        if target != "Entity" and self._known(guessed := self.id(iri, self.model.kinds[target])):
            return guessed
        raise InvalidValue("it leads to something of which neither the file nor the graph says anything")

    def _terms(self, kind: Kind) -> Iterator[tuple[str, tuple[int, Property]]]:
        for rank, each in reversed(list(enumerate(TERMS, 1))):
            if kind.name in self.model.names(each.kind):
                yield each.term, (rank, kind.properties[each.property])
        for item in kind.stored:
            yield item.term, (0, item)

    def _inverse_terms(self) -> Mapping[str, list[Property]]:
        found: defaultdict[str, list[Property]] = defaultdict(list)
        for kind in self.model.concrete:
            for item in kind.properties.values():
                if item.inverse and item.term:
                    found[item.term] += [stored_side(self.model, item)]
        for each in INVERSE:
            found[each.term] += [
                kind.properties[each.property]
                for kind in self.model.concrete
                if kind.name in self.model.names(each.kind)
            ]
        return found


class _Reading:
    """The reading of one subject."""

    def __init__(self, foreign: Foreign, number: int, owner: str, kind: Kind, code: str, named: Sequence[str]) -> None:
        self.all, self.number, self.owner, self.kind, self.named = foreign, number, owner, kind, named
        self.left: list[tuple[Triple, str]] = []
        self.said: dict[str, list[tuple[int, Any, Triple | None]]] = defaultdict(list)
        if code:
            self.said["kind"].append((_OF_CLASS, code, None))
        self._same(owner)

    def found(self, triples: Sequence[Triple]) -> Found:
        for each in triples:
            self._triple(each)
        values = {name: self._chosen(name, said) for name, said in self.said.items()}
        self.left += self.all.values.rest
        self.all.values.rest.clear()
        self._required(values)
        draft = Draft(self.all.id(self.owner, self.kind), self.kind.name, values, self.all.document, row_of(self.owner))
        return Found([draft], self.left)

    def _triple(self, each: Triple) -> None:
        inverse = self.all.inverse(each.predicate, self.kind)
        if each.fragment == Foreign.INVERSE:
            if inverse:
                self._value(0, inverse, Triple("", each.predicate, IRI, each.value), is_ours=False)
        elif each.predicate == "rdf:type":
            if not self.all._kind([self.all.terms.compact(each.value)])[0]:
                self.left.append((each, "the model has no such class"))
        elif each.predicate in SAME and each.sort == IRI and self._same(each.value):
            pass
        elif found := self.all.item(self.kind, each.predicate):
            self._value(*found, each)
        elif self.all.is_inverse(each.predicate):
            if each.sort != IRI or not self.all.leads(each.predicate, each.value):
                self.left.append((each, "it leads to something of which the file does not say that it is its"))
        else:
            self.left.append((each, f"the model has no such property of a {self.kind.name}"))

    def _same(self, iri: str) -> bool:
        found = identifier_of(iri)
        if found:
            self.said["identifiers"].append((0, found, None))
        return found is not None

    def _value(self, rank: int, item: Property, each: Triple, *, is_ours: bool = True) -> None:
        if each.sort == TERM or (each.sort == BLANK and item.is_link):
            self.left.append((each, "a blank node has no name to be known by" if each.sort == BLANK else "is a triple"))
            return
        try:
            value = self.all.values.read(item, each, self.owner, {})
        except InvalidValue as error:
            if is_ours:
                self.left.append((each, str(error)))
        else:
            self.said[item.name].append((rank, value, each))

    def _chosen(self, name: str, said: list[tuple[int, Any, Triple | None]]) -> Any:
        """Return what a draft has of a property, and leave what else was said of it."""
        item = self.kind.properties[name]
        ordered = sorted(said, key=lambda each: (each[0], str(each[1])))
        if item.many:
            return tuple(dict.fromkeys(value for _, value, _ in ordered))
        chosen: dict[str, Any] = {}
        if item.is_code:
            ordered = self._specific(item, ordered)
        for _, value, triple in ordered:
            taken = chosen.setdefault(value.language if isinstance(value, Text) else "", value)
            if taken != value and triple and getattr(taken, "text", taken) != getattr(value, "text", value):
                self.left.append((triple, f"it has another value of {name}"))
        texts = tuple(chosen.values())
        return texts if item.type is Text else texts[0]

    def _specific(self, item: Property, said: list[Any]) -> list[Any]:
        """Return codes with those first that stand below others."""
        codes = self.all.model.codes[item.type.__name__]
        return sorted(said, key=lambda each: len(codes[each[1]].under(each[1])) + each[0] // _OF_CLASS)

    def _required(self, values: Mapping[str, Any]) -> None:
        for item in self.kind.stored:
            if item.required and item.name not in values:
                tried = [reason for triple, reason in self.left if self._is_of(item, triple)]
                why = f": {tried[0]}" if tried else ""
                reason = f"a {self.kind.name} wants {item.name} ({item.term}), which the file does not give it{why}"
                raise RowRejected(Problem(self.number, item.term, self.owner[:200], reason))

    def _is_of(self, item: Property, triple: Triple) -> bool:
        found = self.all.item(self.kind, triple.predicate)
        return found is not None and found[1] is item
