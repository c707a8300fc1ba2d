"""Shapes: what the data of a model must look like, in SHACL.

A node shape a kind, whose target is the first class of that kind; a property shape a property, `shape:Goal-text`, named
for the kind that declares it. Lists have named cells, so that here too there is no blank node.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from graph.describing.node_shapes import NODE_SHAPES, NodeShape, ValueShape
from graph.describing.nodes import Literal, Node, Object, Said, each, labelled
from graph.kinds import Kind, Model
from graph.properties import Identifier, Labels, Party, Property
from graph.rdf.triples import DATATYPES, concept
from graph.registers import PATTERNS
from graph.values import Money, PartialDate, Text, Url

SHAPES = "home:shapes"
TITLE = Labels("Kształty danych Ogniwa", "The shapes of the data of Ogniwo")
DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"  # no time zone
ONE = Literal("1", "xsd:integer")
TRUE = Literal("true", "xsd:boolean")


def shapes(model: Model) -> Iterator[Node]:
    """Yield the shapes of a model, and what they share."""
    yield Node(SHAPES, ("owl:Ontology",), (*labelled("dcterms:title", TITLE), *labelled("rdfs:label", TITLE)))
    for kind in model.concrete:
        yield _kind_shape(kind)
    items = {property_shape(item): item for kind in model.concrete for item in kind.stored}
    for item in items.values():
        yield _property_shape(model, item)
    for shape in NODE_SHAPES:
        yield from _node_shape(shape)
    yield from _shared(model)


def property_shape(item: Property) -> str:
    """Return what the shape of a property is called."""
    return f"shape:{item.kind}-{item.name}"


def _kind_shape(kind: Kind) -> Node:
    names = [*map(property_shape, kind.stored), "shape:Entity-sameAs", "shape:Entity-wasDerivedFrom"]
    if any(item.type is Party for item in kind.stored):
        names.append("shape:Entity-partyRole")
    said = (
        ("sh:targetClass", kind.terms[0]),
        *labelled("rdfs:label", kind.labels),
        ("rdfs:comment", Text(kind.description, "en")),
        *each("sh:property", names),
        ("rdfs:isDefinedBy", SHAPES),
    )
    return Node(f"shape:{kind.name}", ("sh:NodeShape",), said)


def _property_shape(model: Model, item: Property) -> Node:
    said: tuple[Said, ...] = (
        ("sh:path", item.term),
        *labelled("sh:name", item.labels),
        ("sh:description", Text(item.description, "en")),
        *([("sh:minCount", ONE)] if item.required else []),
        *_single(item),
        *_constraint(model, item),
        *([("sh:pattern", Text(item.pattern))] if item.pattern else []),
    )
    return Node(property_shape(item), ("sh:PropertyShape",), said)


def _single(item: Property) -> tuple[Said, ...]:
    """Return that there is one value; of words, one in each language."""
    if item.many:
        return ()
    if item.type is not Text:
        return (("sh:maxCount", ONE),)
    return (("sh:uniqueLang", TRUE),)


def _constraint(model: Model, item: Property) -> tuple[Said, ...]:
    if item.is_code:
        return (("sh:in", _head(item.type.__name__)),)
    if item.target:
        return (("sh:class", model.kinds[item.target].terms[0]),)
    return _CONSTRAINTS[item.type]


def _datatype(name: str) -> tuple[Said, ...]:
    return (("sh:datatype", f"xsd:{name}"),)


def _head(name: str) -> str:
    """Return the first cell of a list."""
    return f"shape:{name}-1"


_CONSTRAINTS: Mapping[type, tuple[Said, ...]] = {
    str: _datatype("string"),
    Text: (("sh:datatype", "rdf:langString"),),
    Url: (("sh:nodeKind", "sh:IRI"),),
    int: _datatype("integer"),
    bool: _datatype("boolean"),
    Decimal: _datatype("decimal"),
    Money: (("sh:class", "eurio:MonetaryAmount"),),
    PartialDate: (("sh:or", _head("date")), ("sh:pattern", Text(DATE))),
    Identifier: (("sh:or", _head("identifier")),),
    Party: (("sh:or", _head("party")),),
}


def _node_shape(shape: NodeShape) -> Iterator[Node]:
    """Yield the shape of nodes that no kind declares, and those of their properties."""
    if shape.target:
        said = (
            ("sh:targetClass", shape.target),
            *labelled("rdfs:label", shape.labels),
            *each("sh:property", [f"shape:{shape.name}-{value.name}" for value in shape.values]),
            ("rdfs:isDefinedBy", SHAPES),
        )
        yield Node(f"shape:{shape.name}", ("sh:NodeShape",), said)
    for value in shape.values:
        yield Node(f"shape:{shape.name}-{value.name}", ("sh:PropertyShape",), _value(value))


def _value(value: ValueShape) -> tuple[Said, ...]:
    constraint = (value.constraint, _head(value.of) if value.constraint in ("sh:or", "sh:in") else value.of)
    return (
        ("sh:path", value.path),
        *labelled("sh:name", value.labels),
        *([("sh:minCount", ONE)] if value.required else []),
        *([] if value.many else [("sh:maxCount", ONE)]),
        *([constraint] if value.constraint else []),
        *([("sh:pattern", Text(value.pattern))] if value.pattern else []),
    )


def _shared(model: Model) -> Iterator[Node]:
    """Yield the lists that shapes share, and the shapes of what stands in them."""
    for codes in model.codes.values():
        yield from _list(codes.__name__, [concept(codes, name) for name in codes.__members__])
    terms = {item.term for kind in model.concrete for item in kind.stored} | {"ogn:partyRole"}
    yield from _list("predicate", sorted(terms))
    yield from _choice("date", {name.partition(":")[2]: (("sh:datatype", name),) for name in DATATYPES.values()})
    schemes = model.codes["IdentifierScheme"]
    yield from _choice(
        "identifier",
        {
            name: (
                ("sh:datatype", concept(schemes, name)),
                *([("sh:pattern", Text(f"^({PATTERNS[name]})$"))] if name in PATTERNS else []),
            )
            for name in schemes.__members__
        },
    )
    parties = {name: (("sh:class", model.kinds[name].terms[0]),) for name in ("Organization", "Place")}
    yield from _choice("party", parties)
    proofs = {term.partition(":")[2]: (("sh:class", term),) for term in ("ogn:Record", "oa:SpecificResource")}
    yield from _choice("proof", proofs)


def _choice(name: str, of: Mapping[str, tuple[Said, ...]]) -> Iterator[Node]:
    """Yield shapes, and the list of them."""
    for each_, said in of.items():
        yield Node(f"shape:{name}-{each_}", ("sh:NodeShape",), said)
    yield from _list(name, [f"shape:{name}-{each_}" for each_ in of])


def _list(name: str, members: Sequence[Object]) -> Iterator[Node]:
    """Yield the cells of a list."""
    for number, member in enumerate(members, 1):
        rest = f"shape:{name}-{number + 1}" if number < len(members) else "rdf:nil"
        yield Node(f"shape:{name}-{number}", ("rdf:List",), (("rdf:first", member), ("rdf:rest", rest)))
