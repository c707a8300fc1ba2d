"""Triples: what a record and its evidence say in RDF, the same in whatever syntax it is written.

An entity has the IRI `{base}id/{id}`; whatever belongs to it alone is a node under that, named by a fragment:

    #budget                          an amount of money; `#budget/340000.00-EUR` is one that another source gives
    #party/place/leczna/TWIN_TOWN    a party of a partnership in a role
    #record/..., #statement/...      its evidence, see graph/rdf/provenance.py
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Generic

from graph.kinds import Kind, Model
from graph.notation import written
from graph.properties import Code, Concept, Identifier, Party, Property
from graph.rdf.provenance import Nodes, Provenance
from graph.rdf.syntax import Block, P, Syntax, document
from graph.rdf.trig import ByDocument, TriG
from graph.records import Evidence, Record
from graph.registers import same_as
from graph.values import EntityId, Money, PartialDate, Text, Url

DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # of a partial date, by its length

Merged = Mapping[EntityId, Sequence[EntityId]]  # by who is kept, who was merged into it
Make = Callable[[Any], P]  # makes the one pair that a value is
Add = Callable[[str, Any, list[P], Nodes[P]], None]  # adds what a value says of an entity, the pair that is it first


def export(
    model: Model,
    syntax: Syntax[P],
    records: Iterable[tuple[Record, Sequence[Evidence]]],
    merged: Merged = MappingProxyType({}),
    *,
    evidence: bool = True,
) -> Iterator[str]:
    """Yield a document that holds some records, entity by entity, in constant memory."""
    return document(syntax, triples(model, syntax, records, merged, evidence=evidence))


def triples(
    model: Model,
    syntax: Syntax[P],
    records: Iterable[tuple[Record, Sequence[Evidence]]],
    merged: Merged = MappingProxyType({}),
    *,
    evidence: bool = True,
) -> Iterator[list[Block[P]]]:
    """Yield what each record says, the entity itself first, then the nodes under it in the order of their names.

    A syntax that has graphs yields these instead: what no document states, then what each states.
    """
    said = description(model, syntax, merged, evidence=evidence)
    for record, proofs in records:
        yield said.blocks(record, proofs, merged.get(record.id, ()))


def description(
    model: Model, syntax: Syntax[P], merged: Merged = MappingProxyType({}), *, evidence: bool = True
) -> Any:
    """Return what describes the entities of a model in a syntax, graph by graph if it is one that has graphs."""
    plain = Description(model, syntax, evidence=evidence)
    return ByDocument(plain, merged) if isinstance(syntax, TriG) else plain


class Description(Generic[P]):
    """What can be said in one syntax of the entities of a model: made once, and used for each of them."""

    def __init__(self, model: Model, syntax: Syntax[P], *, evidence: bool = True) -> None:
        self.model, self.syntax, self.evidence = model, syntax, evidence
        self.provenance = Provenance(syntax)
        self._same = syntax.to_entity("owl:sameAs")
        self._kinds: dict[str, Described[P]] = {}

    def kind(self, name: str) -> "Described[P]":
        """Return what describes the entities of a kind."""
        if name not in self._kinds:
            self._kinds[name] = Described(self.model, self.model.kinds[name], self.syntax)
        return self._kinds[name]

    def pairs(self, record: Record, others: Sequence[EntityId]) -> tuple[list[P], Nodes[P]]:
        """Return what is said of an entity and of nodes under it, but for the evidence of it."""
        pairs, nodes = self.kind(record.kind).pairs(record.id, record.values)
        pairs += map(self._same, others)
        return pairs, nodes

    def blocks(self, record: Record, proofs: Sequence[Evidence], others: Sequence[EntityId] = ()) -> list[Block[P]]:
        """Return all that is said of an entity, into whom `others` were merged.

        Itself comes first, then the nodes under it in the order of their names.
        """
        pairs, nodes = self.pairs(record, others)
        return self.proved(record.id, record.kind, proofs, pairs, nodes)

    def proved(
        self, entity: str, kind: str, proofs: Sequence[Evidence], pairs: list[P], nodes: Nodes[P]
    ) -> list[Block[P]]:
        """Return what is said of an entity and of nodes under it, with the evidence of it."""
        if proofs and self.evidence:
            self.provenance.add(entity, proofs, self.kind(kind).statement, pairs, nodes)
        subject = self.syntax.entity
        return [(subject(entity), pairs), *((subject(entity, each), nodes[each]) for each in sorted(nodes))]


def concept(codes: type[Code], name: str) -> str:
    """Return the term of a code: `ogn:OrganizationKind-MOPS`."""
    return f"ogn:{codes.__name__}-{name}"


def classes(codes: type[Code], name: str) -> tuple[str, ...]:
    """Return the classes that a code adds to the entity that bears it, by itself and by the codes above it."""
    found: list[str] = []
    above: str | None = name
    while above is not None:
        meaning: Concept = codes[above].concept
        found += [meaning.term] if meaning.term else []
        above = meaning.broader
    return tuple(found)


class Described(Generic[P]):
    """One kind, its properties made ready for writing."""

    def __init__(self, model: Model, kind: Kind, syntax: Syntax[P]) -> None:
        self._types = syntax.types(kind.terms)
        # By code, the classes that a property adds.
        self.borne = [(item.name, added) for item in kind.stored if (added := _classes(model, item, syntax))]
        self._written = [(item.name, *_writers(model, item, syntax)) for item in kind.stored]
        self._stated = {item.name: (item, _one(model, item, syntax, "rdf:object")) for item in kind.stored}

    def pairs(self, entity: str, values: Mapping[str, Any]) -> tuple[list[P], Nodes[P]]:
        """Return what the values of an entity say of it, and of nodes under it."""
        nodes: Nodes[P] = {}
        pairs, known = self._types.copy(), values.get
        for name, added in self.borne:
            pairs += added.get(known(name, ""), ())
        for name, make, add in self._written:
            value = known(name)
            if value is not None:
                if make:
                    pairs.append(make(value))
                elif add:
                    add(entity, value, pairs, nodes)
        return pairs, nodes

    def make(self, name: str) -> Make[P]:
        """Return what makes the pair of a property that is one pair. Raises KeyError."""
        return {each: make for each, make, _ in self._written if make}[name]

    def add(self, name: str) -> Add[P]:
        """Return what adds all values of a property that may have several pairs. Raises KeyError."""
        return {each: add for each, _, add in self._written if add}[name]

    def statement(self, entity: str, evidence: Evidence, nodes: Nodes[P]) -> tuple[Property, str, P]:
        """Return the property, the term and, as `rdf:object`, the value of what evidence with a value states."""
        item, add = self._stated[evidence.properties[0]]
        pairs: list[P] = []
        add(entity, evidence.value, pairs, nodes)
        in_role = isinstance(evidence.value, Party) and evidence.value.role
        return item, "ogn:partyRole" if in_role else item.term, pairs[0]


def _classes(model: Model, item: Property, syntax: Syntax[P]) -> dict[str, list[P]]:
    """Return the pairs that each code of a property adds to its bearer, who bears a code of its own and no list."""
    codes = model.codes.get(item.type.__name__)
    if codes is None or item.many:
        return {}
    return {name: syntax.types(added) for name in codes.__members__ if (added := classes(codes, name))}


def _writers(model: Model, item: Property, syntax: Syntax[P]) -> tuple[Make[P] | None, Add[P] | None]:
    """Return what writes all that a record has of a property: what makes its one pair, or what adds its pairs."""
    if not item.many and item.type is not Text and item.type not in _ADDED:
        return _make(model, item, syntax, item.term), None
    add = _one(model, item, syntax, item.term)
    return None, _each(item, add) if item.many or item.type is Text else add


def _each(item: Property, add: Add[P]) -> Add[P]:
    """Return what adds several values, each once, in an order of content, not of where they were kept."""

    def add_each(entity: str, values: Any, pairs: list[P], nodes: Nodes[P]) -> None:
        if len(values) > 1:
            values = sorted(set(values), key=lambda each: (getattr(each, "language", ""), written(item, each)))
        for value in values:
            add(entity, value, pairs, nodes)

    return add_each


def _one(model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    """Return what adds one value of a property."""
    if item.type in _ADDED:
        return _ADDED[item.type](model, item, syntax, predicate)
    make = _make(model, item, syntax, predicate)

    def add(_entity: str, value: Any, pairs: list[P], _nodes: Nodes[P]) -> None:
        pairs.append(make(value))

    return add


def _make(model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Make[P]:
    """Return what makes the pair of a value that needs no node of its own."""
    if codes := model.codes.get(item.type.__name__):
        to_term = syntax.to_term(predicate)
        return {name: to_term(concept(codes, name)) for name in codes.__members__}.__getitem__
    words = syntax.to_words(predicate)
    dates = {length: syntax.to_literal(predicate, datatype) for length, datatype in DATATYPES.items()}
    integer, truth, decimal = (
        syntax.to_literal(predicate, f"xsd:{name}") for name in ("integer", "boolean", "decimal")
    )
    makes: Mapping[type, Make[P]] = {
        str: syntax.to_string(predicate),
        Text: lambda value: words(value.text, value.language),
        Url: syntax.to_iri(predicate),
        int: lambda value: integer(str(value)),
        bool: lambda value: truth("true" if value else "false"),
        Decimal: lambda value: decimal(format(value, "f")),
        PartialDate: lambda value: dates[len(value.text)](value.text),
        EntityId: syntax.to_entity(predicate),
    }
    return makes[item.type]


def _money(_model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    to_node, currency = syntax.to_node(predicate), syntax.to_string("eurio:currency")
    amount = syntax.to_literal("eurio:value", "xsd:decimal")
    types, is_held = syntax.types(["eurio:MonetaryAmount"]), predicate == item.term

    def add(entity: str, value: Money, pairs: list[P], nodes: Nodes[P]) -> None:
        node, fragment = [*types, amount(value.amount), currency(value.currency)], item.name
        if not is_held and nodes.get(fragment) != node:
            fragment = f"{item.name}/{value.amount}-{value.currency}"
        nodes[fragment] = node
        pairs.append(to_node(entity, fragment))

    return add


def _party(model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    to_party, of_party, role = syntax.to_entity(predicate), syntax.to_entity("ogn:roleOf"), syntax.to_term("ogn:inRole")
    to_node = syntax.to_node("ogn:partyRole" if predicate == item.term else predicate)
    types = syntax.types(["ogn:PartyRole"])

    def add(entity: str, value: Party, pairs: list[P], nodes: Nodes[P]) -> None:
        if value.role:
            fragment = f"party/{value.entity}/{value.role}"
            nodes[fragment] = [*types, of_party(value.entity), role(concept(model.codes["Role"], value.role))]
            pairs.append(to_node(entity, fragment))
        party = to_party(value.entity)
        if party not in pairs:  # it may stand there in another role
            pairs.append(party)

    return add


def _identifier(model: Model, _item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    schemes = model.codes["IdentifierScheme"]
    made = {name: syntax.to_literal(predicate, concept(schemes, name)) for name in schemes.__members__}
    same = syntax.to_iri("owl:sameAs")

    def add(_entity: str, value: Identifier, pairs: list[P], _nodes: Nodes[P]) -> None:
        pairs.append(made[value.scheme](value.value))
        if iri := same_as(value):
            pairs.append(same(iri))

    return add


_ADDED: Mapping[type, Callable[[Model, Property, Syntax[Any], str], Add[Any]]] = {
    Money: _money,
    Party: _party,
    Identifier: _identifier,
}
