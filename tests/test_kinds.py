"""A kind is declared once; a property added to a copy of the model is in every view without another line."""

import textwrap
from decimal import Decimal
from typing import Any

import pytest
from copies import copy_of_model
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from graph.columns import column_types
from graph.describing.nodes import described
from graph.describing.ontology import ontology
from graph.kinds import Kind, Model, hyphenated
from graph.model import Base
from graph.properties import Code, camel_case
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import label
from graph.seeding.seeds import read_seeds
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text, Url
from schema.engine import Engine, Request
from schema.types import schema

MODEL = Model.of(Base)
BASE = "http://127.0.0.1:8000/"
OGN = f"{BASE}ontology#"
PROPERTIES = {(item.kind, item.name): item for kind in MODEL.kinds.values() for item in kind.properties.values()}


def named(item: Any) -> str:
    return f"{item.kind}.{item.name}"


SEED = """\
    document:
      id: document/page
      title: A page
      evidence: A page
    entities:
    - id: programme/fund
      type: Programme
      {name}: {notation}
      evidence: words
    - id: organization/centre
      type: Institution
      name: Centre
      evidence: words
    """

# What is typed in the class Programme; its columns; its type in GraphQL; a value in YAML, read, in RDF, in GraphQL.
ADDED = {
    "str": ("motto: Mapped[str | None] = prop", {"motto"}, "String", "Onwards", "Onwards", Literal("Onwards"),
            "Onwards"),
    "Text": ("motto: Mapped[Text | None] = prop", {"motto", "motto_language"}, "String", "{pl: Naprzód}",
             (Text("Naprzód", "pl"),), Literal("Naprzód", lang="pl"), "Naprzód"),
    "Url": ("motto: Mapped[Url | None] = prop", {"motto"}, "URL", "urn:a", Url("urn:a"), URIRef("urn:a"), "urn:a"),
    "int": ("motto: Mapped[int | None] = prop", {"motto"}, "Int", "7", 7, Literal(7), 7),
    "bool": ("motto: Mapped[bool | None] = prop", {"motto"}, "Boolean", "true", True, Literal(True), True),
    "Decimal": ("motto: Mapped[Decimal | None] = prop", {"motto"}, "Decimal", "0.85", Decimal("0.85"),
                Literal("0.85", datatype=XSD.decimal), "0.85"),
    "PartialDate": ("motto: Mapped[PartialDate | None] = prop", {"motto_first", "motto_last"}, "PartialDate", "2008-05",
                    PartialDate("2008-05"), Literal("2008-05", datatype=XSD.gYearMonth), "2008-05"),
    "Money": ("motto: Mapped[Money | None] = prop", {"motto_amount", "motto_currency"}, "Money", "1.50 EUR",
              Money(150, "EUR"), URIRef(f"{BASE}id/programme/fund#motto"), None),
    "Code": ("motto: Mapped[GoalKind | None] = prop", {"motto"}, "GoalKind", "NEED", "NEED",
             URIRef(f"{OGN}GoalKind-NEED"), "NEED"),
    "link": ('motto: Mapped["Organization | None"] = link', {"motto_key"}, "Organization", "organization/centre",
             EntityId("organization/centre"), URIRef(f"{BASE}id/organization/centre"), None),
    "list of texts": ("motto: Mapped[list[Text]] = prop", {"text", "language"}, "[String!]!", "[Onwards]",
                      (Text("Onwards"),), Literal("Onwards", lang="und"), ["Onwards"]),
    "list of codes": ("motto: Mapped[list[GoalKind]] = prop", {"code"}, "[GoalKind!]!", "[NEED]", ("NEED",),
                      URIRef(f"{OGN}GoalKind-NEED"), ["NEED"]),
    "list of links": ('motto: Mapped[list["Organization"]] = link', {"value_key"}, "OrganizationConnection!",
                      "[organization/centre]", (EntityId("organization/centre"),),
                      URIRef(f"{BASE}id/organization/centre"), None),
}  # fmt: skip


@pytest.mark.parametrize(("line", "columns", "type_", "notation", "value", "node", "answer"), ADDED.values(), ids=ADDED)
def test_a_property_added_to_the_model_is_in_every_view_without_another_line(
    tmp_path, url, line, columns, type_, notation, value, node, answer
):
    model = copy_of_model("Programme", f'{line}(OGN.motto, "dewiza", "motto", "What it lives by.")')
    item = model.kinds["Programme"].properties["motto"]

    # The tables.
    table = model.list_table(item) if item.many else model.table("Programme")
    known = () if item.many else MODEL.table("Programme").c.keys()
    assert {name for name in list(table.c.keys()) if name not in ("key", "position", *known)} == columns
    # The seed reader, the store.
    file = tmp_path / "page.yaml"
    file.write_text(textwrap.dedent(SEED).format(name="motto", notation=notation), encoding="utf-8")
    store = Store.create(url, model, read_seeds([file], model))
    found = store.record("programme/fund")
    assert found is not None
    assert found[0].values == {"motto": value}
    assert [each.properties for each in found[1]] == [("motto",)]

    # GraphQL: the schema, and an answer.
    engine = Engine(store, BASE)
    assert str(engine.schema.type_map["Programme"].fields["motto"].type) == type_
    if answer is not None:
        data = engine.answer(Request("{ programmes { nodes { motto } } }")).body
        assert data == {"data": {"programmes": {"nodes": [{"motto": answer}]}}}

    # RDF in every format, the ontology, the context.
    for format_ in ("turtle", "ntriples", "rdfxml"):
        syntax = FORMATS[format_].syntax(model, BASE)
        text = "".join(export(model, syntax, store.records(ids=["programme/fund"])))
        graph = Graph().parse(data=text, format={"ntriples": "nt", "rdfxml": "xml"}.get(format_, format_))
        assert graph.value(URIRef(f"{BASE}id/programme/fund"), URIRef(f"{OGN}motto")) == node
    described = _ontology(model)
    term = URIRef(f"{OGN}motto")
    assert set(described.objects(term, RDFS.label)) == {Literal("dewiza", lang="pl"), Literal("motto", lang="en")}
    assert described.value(term, RDF.type) in (OWL.DatatypeProperty, OWL.ObjectProperty)
    assert context(model, BASE)["@context"]["Programme"]["@context"]["motto"]["@id"] == "ogn:motto"
    store.close()

    assert "motto" not in MODEL.kinds["Programme"].properties


def _ontology(model: Model) -> Graph:
    turtle = FORMATS["turtle"].syntax(model, BASE)
    return Graph().parse(data="".join(described(turtle, BASE, ontology(model, BASE))), format="turtle")


def test_a_required_property_added_to_the_model_is_required_in_every_view(tmp_path):
    model = copy_of_model("Country", 'anthem: Mapped[str] = prop(OGN.anthem, "hymn", "anthem", "What is sung.")')
    assert model.kinds["Country"].properties["anthem"].required
    assert model.table("Country").c.anthem.nullable  # cities share the table
    assert "anthem: String!" in schema(model).as_str()
    assert "anthem" not in model.kinds["City"].properties


def test_a_searched_property_added_to_the_model_is_searched(tmp_path, url):
    line = 'motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "What it lives by.", search=True)'
    model = copy_of_model("Programme", line)
    assert "motto_folded" in model.table("Programme").c
    file = tmp_path / "page.yaml"
    file.write_text(textwrap.dedent(SEED).format(name="motto", notation="Naprzód, Łęczno!"), encoding="utf-8")
    store = Store.create(url, model, read_seeds([file], model))
    answer = Engine(store, BASE).answer(Request('{ search(text: "leczno") { nodes { id } } }'))
    assert answer.body == {"data": {"search": {"nodes": [{"id": "programme/fund"}]}}}
    store.close()


# What must be true of every kind and property.


@pytest.mark.parametrize("kind", MODEL.kinds.values(), ids=lambda kind: kind.name)
def test_a_kind_says_what_it_is_in_two_languages(kind):
    assert kind.terms
    assert all((kind.labels.pl, kind.labels.en, kind.plural))
    assert kind.description.endswith(".")
    assert kind.prefix == hyphenated(kind.parent or kind.name)
    assert all(name in kind.properties for name in kind.called_by)


@pytest.mark.parametrize("item", PROPERTIES.values(), ids=named)
def test_a_property_says_what_it_is_in_two_languages(item):
    assert all((item.labels.pl, item.labels.en))
    assert item.description.endswith(".")
    assert item.name == camel_case(item.attribute)
    assert bool(item.term) == (item.derivation is None)


@pytest.mark.parametrize("item", [each for each in PROPERTIES.values() if each.target], ids=named)
def test_a_link_leads_to_a_kind_and_its_other_side_leads_back(item):
    if item.target in ("Partner", "Evidence"):
        assert item.derivation
        return
    target = MODEL.kinds[item.target]
    if item.inverse:
        other = next(each for each in target.properties.values() if each.attribute == item.inverse)
        assert other.stored
        assert MODEL.kinds[other.target or ""].prefix == hyphenated(item.kind)


@pytest.mark.parametrize("item", [each for each in PROPERTIES.values() if each.stored], ids=named)
def test_a_stored_property_has_its_columns(item):
    table = MODEL.list_table(item) if item.many else MODEL.table(item.kind)
    for name in column_types(item):
        assert name in table.c
        if name.endswith("_key"):
            assert any(next(iter(index.columns)).name == name for index in table.indexes)
            assert table.c[name].foreign_keys


@pytest.mark.parametrize("codes", MODEL.codes.values(), ids=lambda codes: codes.__name__)
def test_a_code_stands_under_a_code_of_its_list_and_never_under_itself(codes: type[Code]):
    for code in codes:
        assert all((code.concept.pl, code.concept.en))
        assert code.name in codes.under(code.name)
        if code.concept.broader:
            assert code.name in codes.under(code.concept.broader)
            assert code.concept.broader not in codes.under(code.name)


def test_every_code_list_that_a_property_uses_is_in_the_model():
    used = {item.type for item in PROPERTIES.values() if item.is_code}
    assert used <= set(MODEL.codes.values())


def test_what_stands_below_a_code_is_found_through_any_depth():
    kinds = MODEL.codes["OrganizationKind"]
    assert kinds.under("MOPS") == {"MOPS"}
    assert {"PUBLIC_BODY", "SOCIAL_WELFARE_CENTRE", "MOPS", "LABOUR_OFFICE"} <= kinds.under("PUBLIC_BODY")
    assert "FOUNDATION" not in kinds.under("PUBLIC_BODY")


def test_a_name_stands_for_the_kinds_that_it_covers():
    assert [each.name for each in MODEL.members("Place")] == ["City", "Region", "Country"]
    assert [each.name for each in MODEL.members("City")] == ["City"]
    assert MODEL.members("Entity") == MODEL.concrete
    assert MODEL.members("Nothing") == ()


def test_families_come_in_the_order_of_their_prefixes_and_have_a_table_each():
    prefixes = [each.prefix for each in MODEL.families]
    assert prefixes == sorted(set(prefixes))
    assert len({each.table for each in MODEL.families}) == len(prefixes)


def test_trees_and_spans_are_known_by_their_properties():
    assert {name for name, kind in MODEL.kinds.items() if kind.is_tree} == {
        "Place",
        "City",
        "Region",
        "Country",
        "Programme",
    }
    assert {name for name, kind in MODEL.kinds.items() if kind.spans} == {
        "Project", "Participation", "Partnership", "Activity",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "called"),
    [
        ("City", {"name": (Text("Łęczna", "pl"), Text("Lenchna", "en"))}, "Łęczna"),
        ("Programme", {"code": "7.1"}, "7.1"),
        ("Programme", {"name": (Text("Fundusz"),), "code": "7.1"}, "Fundusz"),
        ("Participation", {"role": "HOST"}, "instytucja przyjmująca"),
        ("ParticipantGroup", {"count": 40}, "40"),
        ("Funding", {}, "dofinansowanie"),
        ("Programme", {}, "program"),
    ],
)
def test_an_entity_is_called_by_what_is_known_of_it(kind, values, called):
    from graph.records import Record

    found: Kind = MODEL.kinds[kind]
    assert label(found, Record(EntityId(f"{found.prefix}/x"), kind, values)) == called


def test_two_copies_of_the_model_know_nothing_of_each_other():
    one = copy_of_model("City", 'motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "Its motto.")')
    other = copy_of_model("Project", 'motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "Its motto.")')
    assert "motto" in one.kinds["City"].properties
    assert "motto" not in other.kinds["City"].properties
    assert one.metadata is not other.metadata
