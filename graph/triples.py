"""Triples: what a record and its evidence say in RDF, the same in whatever syntax it is written.

An entity has the IRI `{base}id/{id}`; whatever belongs to it alone is a node under that, named by a fragment:

    #budget                          an amount of money; `#budget/340000.00-EUR` is one that another source gives
    #party/place/leczna/TWIN_TOWN    a party of a partnership in a role
    #record/..., #statement/...      its evidence, see graph/provenance.py
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic

from graph.kinds import Kind, Model
from graph.notation import written
from graph.properties import Code, Concept, Identifier, Party, Property
from graph.provenance import Nodes, Provenance
from graph.records import Evidence, Record
from graph.registers import same_as
from graph.syntax import Block, P, Syntax, document
from graph.values import EntityId, Money, PartialDate, Text, Url

DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # of a partial date, by its length

Make = Callable[[Any], P]  # makes the one pair that a value is
Add = Callable[[str, Any, list[P], Nodes[P]], None]  # adds what a value says of an entity, the pair that is it first


def export(
    model: Model, syntax: Syntax[P], records: Iterable[tuple[Record, Sequence[Evidence]]], *, evidence: bool = True
) -> Iterator[str]:
    """Yield a document that holds some records, entity by entity, in constant memory."""
    return document(syntax, triples(model, syntax, records, evidence=evidence))


def triples(
    model: Model, syntax: Syntax[P], records: Iterable[tuple[Record, Sequence[Evidence]]], *, evidence: bool = True
) -> Iterator[list[Block[P]]]:
    """Yield what each record says, the entity itself first, then the nodes under it in the order of their names."""
    described = {kind.name: _Described(model, kind, syntax) for kind in model.concrete}
    provenance = Provenance(syntax)
    for record, proofs in records:
        kind, entity = described[record.kind], record.id
        pairs, nodes = kind.pairs(entity, record.values)
        if evidence and proofs:
            provenance.add(entity, proofs, kind.statement, pairs, nodes)
        blocks = [(syntax.entity(entity), pairs)]
        for fragment in sorted(nodes):
            blocks.append((syntax.entity(entity, fragment), nodes[fragment]))
        yield blocks


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


class _Described(Generic[P]):
    """One kind, its properties made ready for writing."""

    def __init__(self, model: Model, kind: Kind, syntax: Syntax[P]) -> None:
        self._types = syntax.types(kind.terms)
        # A code of its own may say of what class an entity is; a list of codes speaks of others.
        self._borne = [
            (item.name, {name: syntax.types(added) for name in codes.__members__ if (added := classes(codes, name))})
            for item in kind.stored
            if not item.many
            and (codes := model.codes.get(item.type.__name__))
            and any(classes(codes, name) for name in codes.__members__)
        ]
        self._written = [(item.name, *_writers(model, item, syntax)) for item in kind.stored]
        self._stated = {item.name: (item, _one(model, item, syntax, "rdf:object")) for item in kind.stored}

    def pairs(self, entity: str, values: Mapping[str, Any]) -> tuple[list[P], Nodes[P]]:
        """Return what the values of an entity say of it, and of nodes under it."""
        nodes: Nodes[P] = {}
        pairs = self._types.copy()
        for name, added in self._borne:
            pairs += added.get(values.get(name, ""), ())
        for name, make, add in self._written:
            value = values.get(name)
            if value is None:
                continue
            if make:
                pairs.append(make(value))
            elif add:
                add(entity, value, pairs, nodes)
        return pairs, nodes

    def statement(self, evidence: Evidence, nodes: Nodes[P]) -> tuple[Property, str, P]:
        """Return the property, the term and, as `rdf:object`, the value of what evidence with a value states."""
        item, add = self._stated[evidence.properties[0]]
        pairs: list[P] = []
        add(evidence.subject, evidence.value, pairs, nodes)
        in_role = isinstance(evidence.value, Party) and evidence.value.role
        return item, "ogn:partyRole" if in_role else item.term, pairs[0]


def _writers(model: Model, item: Property, syntax: Syntax[P]) -> tuple[Make[P] | None, Add[P] | None]:
    """Return what writes all that a record has of a property: one pair, or what has to be added."""
    make = _make(model, item, syntax, item.term)
    if not (item.many or item.type is Text):
        return (make, None) if make else (None, _one(model, item, syntax, item.term))
    add = _one(model, item, syntax, item.term)

    def add_each(entity: str, values: Any, pairs: list[P], nodes: Nodes[P]) -> None:
        if len(values) > 1:  # the order is one of content, not of where they were kept
            values = sorted(set(values), key=lambda each: (getattr(each, "language", ""), written(item, each)))
        for value in values:
            add(entity, value, pairs, nodes)

    return None, add_each


def _one(model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    """Return what adds one value of a property."""
    if item.type is Money:
        return _money(item, syntax, predicate)
    if item.type is Party:
        return _party(model, item, syntax, predicate)
    if item.type is Identifier:
        return _identifier(model, syntax, predicate)
    make = _make(model, item, syntax, predicate)
    assert make

    def add(_entity: str, value: Any, pairs: list[P], _nodes: Nodes[P]) -> None:
        pairs.append(make(value))

    return add


def _make(model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Make[P] | None:
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
    return makes.get(item.type)


def _money(item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    to_node, currency = syntax.to_node(predicate), syntax.to_string("eurio:currency")
    amount = syntax.to_literal("eurio:value", "xsd:decimal")
    types = syntax.types(["eurio:MonetaryAmount"])

    def add(entity: str, value: Money, pairs: list[P], nodes: Nodes[P]) -> None:
        node, fragment = [*types, amount(value.amount), currency(value.currency)], item.name
        if nodes.setdefault(fragment, node) != node:  # the entity's own comes first, so this is another source's
            fragment = f"{item.name}/{value.amount}-{value.currency}"
            nodes[fragment] = node
        pairs.append(to_node(entity, fragment))

    return add


def _party(model: Model, item: Property, syntax: Syntax[P], predicate: str) -> Add[P]:
    to_party, of_party, role = syntax.to_entity(predicate), syntax.to_entity("ogn:roleOf"), syntax.to_term("ogn:role")
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


def _identifier(model: Model, syntax: Syntax[P], predicate: str) -> Add[P]:
    schemes = model.codes["IdentifierScheme"]
    made = {name: syntax.to_literal(predicate, concept(schemes, name)) for name in schemes.__members__}
    same = syntax.to_iri("owl:sameAs")

    def add(_entity: str, value: Identifier, pairs: list[P], _nodes: Nodes[P]) -> None:
        pairs.append(made[value.scheme](value.value))
        if iri := same_as(value):
            pairs.append(same(iri))

    return add
