"""The shapes: they are SHACL, the data conforms to them, and whatever is broken in the data breaks just its shape."""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH

from graph.describing.node_shapes import NODE_SHAPES, ValueShape
from graph.describing.nodes import described
from graph.describing.nodes import written as described_in
from graph.describing.shapes import property_shape, shapes
from graph.kinds import Kind, Model
from graph.model import Base
from graph.properties import Identifier, Party, Property
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import concept, export
from graph.rdf.turtle import NTriples, Turtle
from graph.records import Evidence, Quote, Record, Row, Source
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text, Url
from graph.vocabulary import expanded
from tests.copies import copy_of_model

MODEL = Model.of(Base)
BASE = "https://example.org/"
SHACL_OF_SHACL = Path(__file__).parents[2] / "shared" / "vocab" / "w3c" / "shacl-shacl.ttl"


def term(name: str) -> URIRef:
    return URIRef(expanded(name, BASE))


def shapes_text(model: Model = MODEL) -> str:
    return "".join(described(NTriples(model, BASE), BASE, shapes(model)))


TEXT = shapes_text()
SHAPES = Graph().parse(data=TEXT, format="nt")


def violations(data: Graph, of: Graph = SHAPES) -> set[tuple[str, str]]:
    """Return the focus node and the source shape of each result, as what follows the base."""
    _, results, _ = pyshacl.validate(data, shacl_graph=of)
    assert isinstance(results, Graph)
    found = [
        (results.value(each, SH.focusNode), results.value(each, SH.sourceShape))
        for each in results.subjects(RDF.type, SH.ValidationResult)
    ]
    return {(str(focus).removeprefix(BASE), str(shape).removeprefix(f"{BASE}shapes#")) for focus, shape in found}


# --- one entity of each kind, that holds a value of each property, and proofs ---

DOCUMENT = EntityId("document/whole")


def sample(item: Property) -> Any:
    """Return a value of a property, as a record holds it."""
    if item.is_code:
        one: Any = next(iter(item.type.__members__))  # type: ignore[attr-defined]
    elif item.target:
        kind = MODEL.members(item.target)[0]
        one = EntityId(f"{kind.prefix}/whole-{kind.name.lower()}")
    else:
        one = SAMPLES[item.type]
    if item.pattern:
        one = {"duration": "P2W", "language": "pl", "checksum": f"sha256:{'0a' * 32}"}[item.name]
    return (one,) if item.many or item.type is Text else one


SAMPLES: dict[type, Any] = {
    str: "words",
    Text: Text("words", "pl"),
    Url: Url("https://example.org/page"),
    int: 5,
    bool: True,
    Decimal: Decimal("0.5"),
    Money: Money(100, "PLN"),
    PartialDate: PartialDate("2008-05"),
    Identifier: Identifier("WIKIDATA", "Q36"),
    Party: Party(EntityId("place/whole-city"), "PARTNER"),
}


def whole(kind: Kind, name: str) -> tuple[Record, list[Evidence]]:
    """Return an entity of a kind that holds everything."""
    record = Record(EntityId(f"{kind.prefix}/{name}"), kind.name, {item.name: sample(item) for item in kind.stored})
    item = kind.stored[0]
    value = record.values[item.name]
    value = value[0] if isinstance(value, tuple) else value
    document = EntityId("document/whole-document")
    quote = Evidence(record.id, (item.name,), value, document, Quote("words", "before", "after"), True, True)
    row = Evidence(EntityId(f"{kind.prefix}/merged"), (item.name,), None, document, Row("table", "1"), True, True)
    return record, [quote, row]


def lean(kind: Kind, name: str, also: str) -> tuple[Record, list[Evidence]]:
    """Return an entity of a kind that holds what it must and one property more."""
    held = {item.name: sample(item) for item in kind.stored if item.required or item.name == also}
    return Record(EntityId(f"{kind.prefix}/{name}"), kind.name, held), []


def written(graph: list[tuple[Record, list[Evidence]]]) -> Graph:
    return Graph().parse(data="".join(export(MODEL, NTriples(MODEL, BASE), graph)), format="nt")


def world() -> Graph:
    return written([whole(kind, f"whole-{kind.name.lower()}") for kind in MODEL.concrete])


# --- what is done to them ---

Change = Callable[[Graph, URIRef], None]  # of the subject whose property is broken


@dataclass(frozen=True)
class Break:
    """Something done to a copy of an entity, or to a node under it, that breaks one shape."""

    kind: Kind
    node: str  # the class of the node; "" for the entity itself
    shape: str
    how: str
    change: Change
    also: str = ""

    @property
    def id(self) -> str:
        return f"{self.kind.name}-{self.shape}-{self.how}"


def without(predicate: str) -> Change:
    return lambda graph, subject: graph.remove((subject, term(predicate), None)) and None


def adding(predicate: str, value: Any) -> Change:
    return lambda graph, subject: graph.add((subject, term(predicate), value)) and None


def instead(predicate: str, value: Any) -> Change:
    return lambda graph, subject: graph.set((subject, term(predicate), value)) and None


NUMBER, UNTYPED = Literal("5", datatype=XSD.integer), URIRef("https://example.org/untyped")
WRONG: dict[type, Any] = {
    str: NUMBER,
    Text: NUMBER,
    Url: Literal("https://example.org/page"),
    int: Literal("5"),
    bool: Literal("true"),
    Decimal: NUMBER,
    Money: UNTYPED,
    PartialDate: Literal("2008"),
    Identifier: Literal("Q36"),
    Party: URIRef(f"{BASE}id/goal/whole-goal"),
}
SECOND: dict[type, Any] = {
    str: Literal("other words"),
    Url: URIRef("https://example.org/other"),
    int: Literal("6", datatype=XSD.integer),
    bool: Literal("false", datatype=XSD.boolean),
    Decimal: Literal("0.25", datatype=XSD.decimal),
    Money: URIRef(f"{BASE}id/project/whole-project#budget"),
    PartialDate: Literal("2009", datatype=XSD.gYear),
}


def wrong(item: Property) -> Any:
    if item.is_code:
        return term(f"ogn:{item.type.__name__}-NOBODY_KNOWS_IT")
    if item.target:
        return URIRef(f"{BASE}id/{'goal/whole-goal' if item.target != 'Goal' else 'outcome/whole-outcome'}")
    return WRONG[item.type]


def second(item: Property) -> Any:
    if item.is_code:
        return term(concept(item.type, list(item.type.__members__)[-1]))
    if item.target:
        kind = MODEL.members(item.target)[0]
        return URIRef(f"{BASE}id/{kind.prefix}/second-{kind.name.lower()}")
    if item.pattern:
        return Literal({"duration": "P3W", "language": "en", "checksum": f"sha256:{'0b' * 32}"}[item.name])
    return SECOND[item.type]


def breaks_of(kind: Kind, item: Property) -> Iterator[Break]:
    """Yield all that can be broken of a property."""

    def broken(how: str, change: Change) -> Break:
        return Break(kind, "", property_shape(item).removeprefix("shape:"), how, change, item.name)

    yield broken("wrong", instead(item.term, wrong(item)))
    yield broken("also wrong", adding(item.term, wrong(item)))
    if item.required:
        yield broken("missing", without(item.term))
    if item.type is Text and not item.many:
        yield broken("language twice", adding(item.term, Literal("other words", lang="pl")))
        yield broken(
            "no language twice",
            lambda graph, subject: [graph.add((subject, term(item.term), Literal(each))) for each in "ab"] and None,
        )
    elif not item.many:
        yield broken("second", adding(item.term, second(item)))
    if item.pattern:
        yield broken("other pattern", instead(item.term, Literal("?!")))
    if item.type is PartialDate:
        yield broken("time zone", instead(item.term, Literal("2008-05-31Z", datatype=XSD.date, normalize=False)))
    if item.type is Identifier:
        yield broken("pattern", instead(item.term, Literal("nonsense", datatype=term("ogn:IdentifierScheme-NIP"))))
        yield broken("unknown register", instead(item.term, Literal("1", datatype=term("ogn:IdentifierScheme-NOBODY"))))


def breaks_of_node(kind: Kind, node: str, name: str, value: ValueShape) -> Iterator[Break]:
    """Yield all that can be broken of a property of a node under an entity of a kind."""

    def broken(how: str, change: Change) -> Break:
        return Break(kind, node, f"{name}-{value.name}", how, change)

    other = {"xsd:string": NUMBER, "xsd:decimal": NUMBER, "xsd:boolean": Literal("true")}
    if value.constraint:
        bad = other.get(value.of, Literal("words") if value.constraint == "sh:nodeKind" else UNTYPED)
        yield broken("wrong", instead(value.path, bad) if value.required else adding(value.path, bad))
    if value.required:
        yield broken("missing", without(value.path))
    if not value.many:
        yield broken(
            "second",
            lambda graph, subject: (
                [
                    graph.add((subject, term(value.path), each))
                    for each in (URIRef("urn:a"), URIRef("urn:b"), Literal("5"))
                ]
                and None
            ),
        )
    if value.pattern:
        yield broken("pattern", instead(value.path, Literal("?!")))


def all_breaks() -> Iterator[Break]:
    for kind in MODEL.concrete:
        for item in kind.stored:
            yield from breaks_of(kind, item)
    for shape in NODE_SHAPES:
        kind = MODEL.kinds["Partnership" if shape.name in ("PartyRole", "Entity") else "Project"]
        for value in shape.values:
            yield from breaks_of_node(kind, shape.target, shape.name, value)


BREAKS = list(all_breaks())


@pytest.fixture(scope="module")
def broken() -> dict[int, set[str]]:
    """Each break done to an entity of its own, all in one graph that is judged once: the shapes broken, by break."""
    data = world()
    for kind in {each.kind.name: each.kind for each in BREAKS}.values():
        data += written([whole(kind, f"second-{kind.name.lower()}")])
    for number, each in enumerate(BREAKS):
        name = f"broken-{number}"
        made = written([lean(each.kind, name, each.also) if each.also else whole(each.kind, name)])
        subject: Any = URIRef(f"{BASE}id/{each.kind.prefix}/broken-{number}")
        if each.node:
            subject = min(made.subjects(RDF.type, term(each.node)))
        each.change(made, subject)
        data += made
    found = defaultdict(set)
    for focus, shape in violations(data):
        assert "/broken-" in focus, f"{focus} breaks {shape}"
        found[int(focus.partition("/broken-")[2].partition("#")[0])].add(shape)
    return found


def test_whatever_holds_everything_conforms():
    assert violations(world()) == set()


@pytest.mark.parametrize("number", range(len(BREAKS)), ids=[each.id for each in BREAKS])
def test_what_is_broken_breaks_its_shape_and_no_other(broken: dict[int, set[str]], number: int):
    assert broken[number] == {BREAKS[number].shape}


def test_every_property_is_broken_in_some_way():
    names = {property_shape(item).removeprefix("shape:") for kind in MODEL.concrete for item in kind.stored}
    names |= {f"{shape.name}-{value.name}" for shape in NODE_SHAPES for value in shape.values}
    named = {str(each).removeprefix(f"{BASE}shapes#") for each in SHAPES.subjects(RDF.type, SH.PropertyShape)}
    assert {each.shape for each in BREAKS} == names == named


def test_the_seeds_conform(tmp_path: Path, seeds: list[Source]):
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL, seeds)
    text = "".join(export(MODEL, NTriples(MODEL, BASE), store.records(), store.merges()))
    store.close()
    assert violations(Graph().parse(data=text, format="nt")) == set()


def test_they_are_the_same_bytes_again(golden: Callable[[str, str], None]):
    first, second = ("".join(described(Turtle(MODEL, BASE), BASE, shapes(MODEL))) for _ in range(2))
    assert first == second
    golden("shapes.ttl", first)


def test_they_are_shapes_as_shacl_says():
    if not SHACL_OF_SHACL.exists():
        reason = f"{SHACL_OF_SHACL} is not there: what shapes are cannot be asked"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    assert violations(SHAPES, Graph().parse(SHACL_OF_SHACL)) == set()


def test_the_target_of_a_kind_hits_that_kind_alone():
    data = world()
    for kind in MODEL.concrete:
        target = SHAPES.value(term(f"shape:{kind.name}"), SH.targetClass)
        assert set(data.subjects(RDF.type, target)) == {URIRef(f"{BASE}id/{kind.prefix}/whole-{kind.name.lower()}")}


def test_no_node_is_without_a_name_and_none_is_described_twice():
    assert not [each for triple in SHAPES for each in triple if isinstance(each, BNode)]
    subjects = [node.subject for node in shapes(MODEL)]
    assert len(subjects) == len(set(subjects))


def test_every_shape_of_a_property_is_named_in_both_languages():
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        assert {each.language for each in SHAPES.objects(shape, SH.name)} == {"pl", "en"}, shape
        assert SHAPES.value(predicate=SH.property, object=shape) is not None, shape


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_them_is_the_same_graph(name: str):
    text = described_in(name, MODEL, BASE, shapes(MODEL))
    if name == "jsonld":
        read = json.loads(text)
        ours, others = read["@context"]
        assert ours == f"{BASE}context.jsonld"
        text = json.dumps({**read, "@context": [context(MODEL, BASE)["@context"], others]})
    media = FORMATS[name].media_type
    read_format = pyoxigraph.RdfFormat.from_media_type(media)
    assert read_format is not None
    triples = {str(quad.triple) for quad in pyoxigraph.parse(text.encode(), read_format)}
    assert triples == {str(quad.triple) for quad in pyoxigraph.parse(TEXT.encode(), pyoxigraph.RdfFormat.N_TRIPLES)}


def test_a_property_added_to_the_model_has_a_shape():
    model = copy_of_model(
        "Goal", 'motto: Mapped[str] = prop(OGN.motto, "dewiza", "motto", "Its motto.", pattern="^On")'
    )
    made = Graph().parse(data=shapes_text(model), format="nt")
    shape = term("shape:Goal-motto")
    assert (term("shape:Goal"), SH.property, shape) in made
    assert made.value(shape, SH.minCount).toPython() == 1
    assert str(made.value(shape, SH.pattern)) == "^On"
