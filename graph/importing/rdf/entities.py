"""Entities: what our own export says of one, read back as a record and its evidence."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.errors import InvalidValue
from graph.importing.drafts import Draft, Problem, RowRejected, Whole
from graph.importing.rdf.terms import IRI, Terms, Triple, types
from graph.importing.rdf.values import Values
from graph.importing.slugs import shortened
from graph.kinds import Kind, Model
from graph.notation import written
from graph.properties import Identifier, Party, Property
from graph.rdf.triples import classes
from graph.records import Evidence, Quote, Row
from graph.registers import same_as
from graph.values import LONGEST_ROW, EntityId, Text, checked_string

TABLE = "rdf"  # of rows that are subjects of a file
UNKNOWN = "the model has no such property of a {kind}"
_MARKS = ("ogn:implied", "ogn:preferred")


class Proof(NamedTuple):
    """What a node that proves something says: by which document, how it counts, and of whom it speaks."""

    document: EntityId
    proof: Quote | Row
    implied: bool
    preferred: bool
    subject: EntityId


@dataclass(slots=True)
class Found:
    """What was read of a subject: drafts, and the triples that nobody took, each with the reason."""

    drafts: list[Draft]
    left: list[tuple[Triple, str]] = field(default_factory=list)


class Entities:
    """Reads entities of our own exports."""

    def __init__(self, model: Model, terms: Terms, document: EntityId) -> None:
        self.model, self.terms, self.document = model, terms, document
        self.values = Values(model, terms)
        self._families = {family.prefix: model.members(family.name) for family in model.families}
        self._items = {kind.name: {item.term: item for item in kind.stored} for kind in model.concrete}
        self._classes = {
            name: frozenset(term for code in codes.__members__ for term in classes(codes, code))
            for name, codes in model.codes.items()
        }

    def found(self, number: int, owner: str, triples: Sequence[Triple]) -> Found:
        """Return what the triples of an entity and of the nodes under it say. Raises RowRejected."""
        return _Reading(self, number, owner, triples).found()

    def kind(self, entity: EntityId, named: Sequence[str]) -> Kind | None:
        """Return the kind of an entity by its id and its classes: the one whose own class is among them."""
        return next((kind for kind in self._families.get(entity.prefix, ()) if kind.terms[0] in named), None)

    def items(self, kind: Kind) -> Mapping[str, Property]:
        """Return the properties of a kind by their terms."""
        return self._items[kind.name]

    def borne(self, kind: Kind) -> frozenset[str]:
        """Return the classes that codes may add to an entity."""
        named = (item.type.__name__ for item in kind.stored if item.is_code and not item.many)
        return frozenset().union(*(self._classes[name] for name in named), kind.terms)


class _Reading:
    """The reading of one entity."""

    def __init__(self, entities: Entities, number: int, owner: str, triples: Sequence[Triple]) -> None:
        self.all, self.number, self.owner = entities, number, owner
        self.nodes: dict[str, list[Triple]] = defaultdict(list)
        for each in dict.fromkeys(triples):
            self.nodes[each.fragment].append(each)
        self.used = {""}
        self.left: list[tuple[Triple, str]] = []
        self.listed: dict[str, dict[Any, None]] = defaultdict(dict)  # the values of each property
        self.same: list[Triple] = []
        self.others: list[EntityId] = []
        self.evidence: dict[Evidence, None] = {}

    def found(self) -> Found:
        self.id = self._checked("", "", self.owner, lambda: EntityId(self.owner))
        named = types(self.nodes[""], self.all.terms)
        kind = self.all.kind(self.id, named)
        if not kind:
            wanted = "no kind of the model" if named else "nothing: it has no rdf:type"
            raise self._rejected("rdf:type", " ".join(named)[:200], f"{self.owner} has the classes of {wanted}")
        self.kind, self.items = kind, self.all.items(kind)
        self.stored = {item.name for item in kind.stored}
        for each in self.nodes[""]:
            self._triple(each)
        values = self._values()
        self._same(values.get("identifiers", ()))
        self._statements()
        self._unused()
        return Found([*self._drafts(values)], self.left)

    def _triple(self, each: Triple) -> None:
        name = each.predicate
        if name == "rdf:type":
            if self.all.terms.compact(each.value) not in self.all.borne(self.kind):
                self.left.append((each, "the model has no such class of it"))
        elif name == "owl:sameAs":
            self.same.append(each)
        elif name == "prov:wasDerivedFrom":
            self._record(each)
        elif name in self.items or (name == "ogn:partyRole" and "ogn:party" in self.items):
            item = self.items.get(name) or self.items["ogn:party"]
            self.listed[item.name][self._value(item, each)] = None
        else:
            self.left.append((each, UNKNOWN.format(kind=self.kind.name)))

    def _value(self, item: Property, each: Triple) -> Any:
        value = self._checked(
            each.predicate, each.shown, "", lambda: self.all.values.read(item, each, self.owner, self.nodes)
        )
        if each.sort == IRI and not item.is_code:
            self.used.add(self.all.terms.own(each.value)[1])
        return value

    def _values(self) -> dict[str, Any]:
        """Return the values as a record has them."""
        values: dict[str, Any] = {}
        for name, found in self.listed.items():
            item, listed = self.kind.properties[name], tuple(found)
            if item.type is Party:  # one in a role stands there without one as well
                roles = {each.entity for each in listed if each.role}
                listed = tuple(each for each in listed if each.role or each.entity not in roles)
            if item.many or item.type is Text:
                values[name] = listed
            elif len(listed) > 1:
                said = ", ".join(written(item, each) for each in listed)[:200]
                raise self._rejected(
                    item.term, said, f"{self.owner} has {len(listed)} values of {item.term}, wants one"
                )
            else:
                values[name] = listed[0]
            if item.type is Text and not item.many and len({each.language for each in listed}) < len(listed):
                raise self._rejected(item.term, "", f"{self.owner} has two texts of {item.term} in one language")
        return values

    def _same(self, identifiers: Sequence[Identifier]) -> None:
        known = {same_as(each) for each in identifiers}
        for each in self.same:
            name, fragment = self.all.terms.own(each.value)
            if name and not fragment:
                self.others.append(self._checked(each.predicate, each.shown, "", lambda name=name: EntityId(name)))
            elif each.value not in known:
                self.left.append((each, "it is of no identifier that it bears"))

    def _record(self, each: Triple) -> None:
        """Read the node of a row, and what that gave."""
        fragment, proof = self._proof(each)
        given = [triple for triple in self.nodes[fragment] if triple.predicate == "ogn:gave"]
        for triple in given:
            names = tuple(dict.fromkeys(triple.value.split()))
            unknown = [name for name in names if name not in self.stored]
            if unknown or not names:
                raise self._rejected("ogn:gave", triple.shown, f"{self.kind.name} has no {' '.join(unknown)[:100]}")
            self._prove(names, None, proof)

    def _statements(self) -> None:
        for fragment, triples in self.nodes.items():
            if not any(each.predicate == "rdf:subject" for each in triples):
                continue
            predicate, value, *proofs = self._parts(fragment)
            term = self.all.terms.compact(predicate.value)
            item = self.items.get("ogn:party" if term == "ogn:partyRole" else term)
            if not item:
                raise self._rejected("rdf:predicate", predicate.shown, UNKNOWN.format(kind=self.kind.name))
            said = self._value(item, value)
            self.used.add(fragment)
            for each in proofs:
                self._prove((item.name,), said, self._proof(each)[1])

    def _parts(self, fragment: str) -> tuple[Triple, ...]:
        """Return of a statement its predicate, its object, and what it is derived from."""
        proofs = [each for each in self.nodes[fragment] if each.predicate == "prov:wasDerivedFrom"]
        predicate, value = (
            self._checked(name, "", "", lambda name=name: self.all.values.one(self.nodes, fragment, name))
            for name in ("rdf:predicate", "rdf:object")
        )
        if not proofs:
            raise self._rejected("prov:wasDerivedFrom", fragment, f"the statement #{fragment[:100]} has no proof")
        return predicate, value, *proofs

    def _prove(self, names: tuple[str, ...], value: Any, proof: Proof) -> None:
        self.evidence[
            Evidence(proof.subject, names, value, proof.document, proof.proof, proof.implied, proof.preferred)
        ] = None

    def _proof(self, derived: Triple) -> tuple[str, Proof]:
        found: tuple[str, Proof] = self._checked(
            derived.predicate, derived.shown, "", lambda: self._read_proof(derived)
        )
        return found

    def _read_proof(self, derived: Triple) -> tuple[str, Proof]:
        """Return the fragment and the meaning of what something is derived from. Raises InvalidValue."""
        values, nodes = self.all.values, self.nodes
        fragment = values.node(derived, self.owner)
        self.used.add(fragment)
        document = values.entity(values.one(nodes, fragment, "oa:hasSource"))
        implied, preferred = (any(each.predicate == name for each in nodes[fragment]) for name in _MARKS)
        stated = [values.entity(each) for each in nodes[fragment] if each.predicate == "ogn:stated"]
        proof: Quote | Row
        if any(each.predicate == "oa:hasSelector" for each in nodes[fragment]):
            selector = values.node(values.one(nodes, fragment, "oa:hasSelector"), self.owner)
            self.used.add(selector)
            words = {
                each.predicate.removeprefix("oa:"): _printable(values.literal(each, ""))
                for each in nodes.get(selector, ())
                if each.predicate in ("oa:prefix", "oa:exact", "oa:suffix")
            }
            if "exact" not in words:
                raise InvalidValue(f"#{selector[:100]} has no oa:exact: a quote wants its words")
            proof = Quote(**words)
        else:
            names = ("table", "row")
            proof = Row(*(_printable(values.literal(values.one(nodes, fragment, f"ogn:{name}"), "")) for name in names))
        return fragment, Proof(document, proof, implied, preferred, stated[0] if stated else self.id)

    def _unused(self) -> None:
        """Leave the nodes of which nothing is known."""
        for fragment, triples in self.nodes.items():
            if fragment not in self.used:
                self.left += [(each, "it is of a node that nothing leads to") for each in triples]

    def _drafts(self, values: Mapping[str, Any]) -> Iterator[Draft]:
        """Yield all that evidence proves, and what nothing does, which the file itself then proves."""
        if self.evidence:
            first = next(iter(self.evidence))
            row = Row(TABLE, "")
            evidence, others = tuple(self.evidence), tuple(sorted(self.others))
            yield Whole(self.id, self.kind.name, values, first.document, row, evidence, others)
        unproved = dict(self._unproved(values))
        if unproved or not self.evidence:
            yield Draft(
                self.id, self.kind.name, unproved, self.all.document, row_of(f"{self.all.terms.ids}{self.owner}")
            )

    def _unproved(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        given = {name for each in self.evidence if each.value is None for name in each.properties}
        said = defaultdict(set)
        for each in self.evidence:
            said[each.properties[0]].add(each.value)
        for name, value in values.items():
            listed = value if isinstance(value, tuple) else (value,)
            left = tuple(each for each in listed if each not in said[name])
            # What is said of someone who was merged is said of whom the entity leads to now.
            if name in given or not left or (name in self.kind.leading and len(said[name]) >= len(listed)):
                continue
            yield name, left if isinstance(value, tuple) else value

    def _checked(self, column: str, value: str, where: str, read: Any) -> Any:
        try:
            return read()
        except InvalidValue as error:
            raise self._rejected(column, value, f"{self.owner}: {error}" if not where else str(error)) from error

    def _rejected(self, column: str, value: str, reason: str) -> RowRejected:
        return RowRejected(Problem(self.number, column, value, reason))


def _printable(text: str) -> str:
    """Return a text that may be nothing but spaces. Raises InvalidValue."""
    checked_string(f".{text}")
    return text


def row_of(iri: str) -> Row:
    """Return the row that a subject is."""
    return Row(TABLE, shortened(iri, LONGEST_ROW))
