import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS, VANN

from graph.describing.nodes import described
from graph.describing.ontology import ontology, own_terms
from graph.kinds import Model
from graph.model import Base
from graph.properties import Party
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples, Turtle
from graph.records import Evidence, Quote, Record, Row
from graph.values import EntityId, Money, Text
from graph.vocabulary import expanded
from tests.copies import copy_of_model

MODEL = Model.of(Base)
BASE = "https://example.org/"
DOCUMENT = EntityId("document/d")


def graph(model=MODEL):
    text = "".join(described(NTriples(model, BASE), BASE, ontology(model, BASE)))
    return rdflib.Graph().parse(data=text, format="nt")


def term(name):
    return rdflib.URIRef(expanded(name, BASE))


def test_every_own_term_of_the_model_has_labels_in_both_languages_and_a_comment():
    found = graph()
    used = {item.term for kind in MODEL.kinds.values() for item in kind.properties.values()}
    used |= {each for kind in MODEL.kinds.values() for each in kind.terms}
    used |= {own.term for own in own_terms(MODEL)}
    for name in used:
        if name.startswith("ogn:"):
            assert {label.language for label in found.objects(term(name), RDFS.label)} == {"pl", "en"}, name
            assert found.value(term(name), RDFS.comment), name


def test_every_own_term_that_an_export_may_use_is_defined():
    evidence = [
        Evidence(EntityId("project/p"), ("budget",), Money(2, "PLN"), DOCUMENT, Row("t", "1"), True, True),
        Evidence(EntityId("project/was"), ("title",), None, DOCUMENT, Row("t", "2"), False, False),
        Evidence(EntityId("project/p"), ("title",), Text("a"), DOCUMENT, Quote("a", "b", "c"), True, True),
    ]
    partners = {"kind": "TWIN_TOWNS", "parties": (Party(EntityId("place/x"), "TWIN_TOWN"),)}
    records = [
        (Record(EntityId("project/p"), "Project", {"budget": Money(1, "PLN")}), evidence),
        (Record(EntityId("partnership/p"), "Partnership", partners), []),
    ]
    used = rdflib.Graph().parse(data="".join(export(MODEL, NTriples(MODEL, BASE), records)), format="nt")
    terms = {each for triple in used for each in triple if str(each).startswith(f"{BASE}ontology#")}
    terms |= {term(item.term) for kind in MODEL.concrete for item in kind.stored if item.term.startswith("ogn:")}
    assert {term(f"ogn:{name}") for name in ("Record", "gave", "implied", "preferred", "stated", "partyRole")} <= terms
    found = graph()
    assert {each for each in terms if (each, RDF.type, None) not in found} == set()
    assert {each for each in terms if (each, RDFS.isDefinedBy, rdflib.URIRef(f"{BASE}ontology")) not in found} == set()


def test_it_says_of_itself_what_it_is():
    found, itself = graph(), rdflib.URIRef(f"{BASE}ontology")
    for predicate in ("dcterms:title", "dcterms:description", "rdfs:label"):
        assert {each.language for each in found.objects(itself, term(predicate))} == {"pl", "en"}
    for predicate in ("dcterms:license", "owl:versionInfo"):
        assert found.value(itself, term(predicate))
    assert str(found.value(itself, VANN.preferredNamespacePrefix)) == "ogn"
    assert str(found.value(itself, VANN.preferredNamespaceUri)) == f"{BASE}ontology#"


def test_it_is_written_as_it_was(golden):
    golden("ontology.ttl", "".join(described(Turtle(MODEL, BASE), BASE, ontology(MODEL, BASE))))


def test_a_class_stands_under_the_standard_ones_of_its_kind():
    assert (term("ogn:Foundation"), RDFS.subClassOf, term("org:FormalOrganization")) in graph()


def test_a_property_of_several_kinds_has_no_domain_that_means_all_of_them():
    found = graph()
    assert found.value(term("ogn:project"), RDFS.domain) is None
    assert len(set(found.objects(term("ogn:project"), term("schema:domainIncludes")))) > 1
    assert all(len(list(found.objects(each, RDFS.domain))) == 1 for each in found.subjects(RDFS.domain))


def test_no_link_is_the_inverse_of_what_several_share():
    assert not list(graph().subjects(OWL.inverseOf, term("ogn:project")))


def test_an_own_link_and_its_other_side_are_inverses():
    line = """paid: Mapped[list["Funding"]] = link(OGN.paid, "wypłaca", "paid", "What it pays.", inverse="disburser")"""
    assert (term("ogn:paid"), OWL.inverseOf, term("ogn:disburser")) in graph(copy_of_model("Organization", line))


def test_code_lists_are_concept_schemes():
    found = graph()
    mops = term("ogn:OrganizationKind-MOPS")
    assert set(found.objects(mops, SKOS.prefLabel)) == {
        rdflib.Literal("miejski ośrodek pomocy społecznej", lang="pl"),
        rdflib.Literal("municipal social-welfare centre", lang="en"),
    }
    assert found.value(mops, SKOS.broader) == term("ogn:OrganizationKind-SOCIAL_WELFARE_CENTRE")
    for codes in MODEL.codes.values():
        scheme = term(f"ogn:{codes.__name__}")
        assert (scheme, RDF.type, SKOS.ConceptScheme) in found
        assert len(list(found.subjects(SKOS.inScheme, scheme))) == len(codes)
        assert list(found.subjects(SKOS.topConceptOf, scheme))


def test_every_broader_code_is_one():
    found = graph()
    assert set(found.objects(None, SKOS.broader)) <= set(found.subjects(RDF.type, SKOS.Concept))


def test_a_property_and_a_kind_added_to_the_model_are_in_it():
    model = copy_of_model("Goal", 'motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "Its motto.")')
    found = graph(model)
    assert (term("ogn:motto"), RDFS.domain, term("ogn:Goal")) in found
    assert (term("ogn:motto"), RDFS.label, rdflib.Literal("dewiza", lang="pl")) in found
    assert len(found) > len(graph())


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml"])
def test_every_format_of_it_is_the_same(name):
    formats = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "rdfxml": "RDF_XML"}
    syntax = FORMATS[name].syntax(MODEL, BASE)
    text = "".join(described(syntax, BASE, ontology(MODEL, BASE)))
    quads = pyoxigraph.parse(text.encode(), getattr(pyoxigraph.RdfFormat, formats[name]))
    triples = [str(quad.triple) for quad in quads]
    assert len(triples) == len(set(triples)) == len(graph())


def test_it_is_the_same_bytes_again():
    first, second = ("".join(described(Turtle(MODEL, BASE), BASE, ontology(MODEL, BASE))) for _ in range(2))
    assert first == second
