from decimal import Decimal

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, SKOS, XSD

from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier, Party
from graph.rdf.triples import classes, export
from graph.rdf.turtle import NTriples
from graph.records import Evidence, Quote, Record, Row
from graph.registers import SAME_AS, same_as
from graph.values import EntityId, Money, PartialDate, Text
from graph.vocabulary import expanded
from tests.copies import copy_of_model

MODEL = Model.of(Base)
BASE = "https://example.org/"
DOCUMENT, OTHER = EntityId("document/000"), EntityId("document/001")


@pytest.fixture(autouse=True)
def as_written(monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def graph(record, *proofs, base=BASE, model=MODEL, **options):
    text = "".join(export(model, NTriples(model, base), [(record, proofs)], **options))
    return rdflib.Graph().parse(data=text, format="nt")


def iri(name, base=BASE):
    return rdflib.URIRef(f"{base}id/{name}")


def term(name):
    return rdflib.URIRef(expanded(name, BASE))


def project(**values):
    return Record(EntityId("project/p"), "Project", values)


def quoted(record, name, value, exact="words", document=DOCUMENT, **more):
    return Evidence(record.id, (name,), value, document, Quote(exact), **{"implied": False, "preferred": False, **more})


def rows(record, *names, value=None, row="1"):
    return Evidence(record.id, names, value, DOCUMENT, Row("projects", row), implied=False, preferred=False)


@pytest.mark.parametrize(
    ("text", "datatype"), [("2008", XSD.gYear), ("2008-05", XSD.gYearMonth), ("2008-05-31", XSD.date)]
)
def test_a_date_is_as_precise_as_its_source(text, datatype):
    found = graph(project(startDate=PartialDate(text)))
    assert found.value(iri("project/p"), term("schema:startDate")) == rdflib.Literal(text, datatype=datatype)


def test_money_is_a_node_of_its_own_iri_with_two_places_as_written():
    found = graph(project(budget=Money(35990060, "PLN")))
    budget = iri("project/p#budget")
    assert found.value(iri("project/p"), term("eurio:hasTotalCost")) == budget
    assert set(found.predicate_objects(budget)) == {
        (RDF.type, term("eurio:MonetaryAmount")),
        (term("eurio:value"), rdflib.Literal("359900.60", datatype=XSD.decimal)),
        (term("eurio:currency"), rdflib.Literal("PLN")),
    }


def test_a_decimal_has_no_exponent():
    funding = Record(EntityId("funding/f"), "Funding", {"rate": Decimal("1E-7")})
    assert graph(funding).value(iri("funding/f"), term("ogn:rate")) == rdflib.Literal("0.0000001", datatype=XSD.decimal)


def test_words_carry_their_language_also_if_nobody_knows_it():
    found = graph(project(title=(Text("Tytuł", "pl"), Text("Titolo", "it"), Text("?", "und"))))
    assert set(found.objects(iri("project/p"), term("eurio:title"))) == {
        rdflib.Literal("Tytuł", lang="pl"),
        rdflib.Literal("Titolo", lang="it"),
        rdflib.Literal("?", lang="und"),
    }


def test_an_institution_of_a_public_kind_is_a_public_organisation():
    centre = Record(EntityId("organization/mops"), "Institution", {"kind": "SOCIAL_WELFARE_CENTRE"})
    found = graph(centre)
    assert (iri(centre.id), RDF.type, term("cv:PublicOrganisation")) in found
    assert (iri(centre.id), term("org:classification"), term("ogn:OrganizationKind-SOCIAL_WELFARE_CENTRE")) in found
    company = Record(EntityId("organization/firma"), "Institution", {"kind": "COMPANY"})
    assert (iri(company.id), RDF.type, term("cv:PublicOrganisation")) not in graph(company)


def test_a_code_has_the_class_of_the_codes_above_it():
    kinds = MODEL.codes["OrganizationKind"]
    assert classes(kinds, "MOPS") == classes(kinds, "PUBLIC_BODY") == ("cv:PublicOrganisation",)
    assert classes(kinds, "COMPANY") == ()


def test_whom_a_target_group_works_for_does_not_make_it_a_public_organisation():
    group = Record(EntityId("target-group/t"), "TargetGroup", {"organizationKinds": ("MOPS", "PCPR")})
    assert set(graph(group).objects(iri(group.id), RDF.type)) == {term("ogn:TargetGroup")}


def test_an_identifier_is_typed_by_its_register_and_the_same_as_what_that_knows():
    city = Record(
        EntityId("place/leczna"),
        "City",
        {"identifiers": (Identifier("GEONAMES", "3093133"), Identifier("TERYT", "0610034"))},
    )
    found = graph(city)
    assert set(found.objects(iri(city.id), term("dcterms:identifier"))) == {
        rdflib.Literal("3093133", datatype=term("ogn:IdentifierScheme-GEONAMES")),
        rdflib.Literal("0610034", datatype=term("ogn:IdentifierScheme-TERYT")),
    }
    assert list(found.objects(iri(city.id), OWL.sameAs)) == [rdflib.URIRef("https://sws.geonames.org/3093133/")]


def test_the_iri_of_a_register_is_one_whatever_the_identifier_holds():
    assert same_as(Identifier("WIKIDATA", 'Q1> "')) == "http://www.wikidata.org/entity/Q1%3E%20%22"
    assert SAME_AS.keys() <= MODEL.codes["IdentifierScheme"].__members__.keys()


def test_a_party_in_a_role_is_a_party_and_a_node():
    parties = (Party(EntityId("place/leczna"), "TWIN_TOWN"), Party(EntityId("place/treviolo")))
    found = graph(Record(EntityId("partnership/p"), "Partnership", {"kind": "TWIN_TOWNS", "parties": parties}))
    partnership, node = iri("partnership/p"), iri("partnership/p#party/place/leczna/TWIN_TOWN")
    assert set(found.objects(partnership, term("ogn:party"))) == {iri("place/leczna"), iri("place/treviolo")}
    assert list(found.objects(partnership, term("ogn:partyRole"))) == [node]
    assert found.value(node, term("ogn:roleOf")) == iri("place/leczna")
    assert found.value(node, term("ogn:inRole")) == term("ogn:Role-TWIN_TOWN")


def test_a_link_is_written_on_the_side_that_stores_it():
    found = graph(Record(EntityId("funding/f"), "Funding", {"project": EntityId("project/p")}))
    assert set(found.triples((None, None, iri("project/p")))) == {
        (iri("funding/f"), term("eurio:funds"), iri("project/p"))
    }


def test_a_quote_proves_a_statement_by_words_of_a_document():
    record = project(title=(Text("Tytuł", "pl"),))
    proof = Evidence(record.id, ("title",), Text("Tytuł", "pl"), DOCUMENT, Quote("Tytuł", "ma ", " taki"), True, True)
    found = graph(record, proof)
    (statement,) = found.subjects(RDF.type, RDF.Statement)
    assert found.value(statement, RDF.subject) == iri("project/p")
    assert found.value(statement, RDF.predicate) == term("eurio:title")
    assert found.value(statement, RDF.object) == rdflib.Literal("Tytuł", lang="pl")
    source = found.value(statement, term("prov:wasDerivedFrom"))
    assert set(found.objects(source, RDF.type)) == {term("oa:SpecificResource")}
    assert found.value(source, term("oa:hasSource")) == iri(DOCUMENT)
    assert found.value(source, term("ogn:implied")) == rdflib.Literal("true", datatype=XSD.boolean)
    words = found.value(source, term("oa:hasSelector"))
    assert [str(found.value(words, term(f"oa:{name}"))) for name in ("prefix", "exact", "suffix")] == [
        "ma ",
        "Tytuł",
        " taki",
    ]
    assert all(str(node).startswith(f"{BASE}id/project/p#statement/") for node in (statement, source, words))


def test_two_quotes_of_a_document_for_a_fact_prove_one_statement():
    record = project(year=2008)
    found = graph(record, quoted(record, "year", 2008), quoted(record, "year", 2008, "other words"))
    (statement,) = found.subjects(RDF.type, RDF.Statement)
    assert len(list(found.objects(statement, term("prov:wasDerivedFrom")))) == 2


def test_the_name_of_a_statement_does_not_depend_on_the_base():
    record = project(year=2008)
    here, there = (
        {str(name).removeprefix(base) for name in graph(record, quoted(record, "year", 2008), base=base).subjects()}
        for base in (BASE, "http://127.0.0.1:8000/")
    )
    assert here == there


def test_what_another_source_says_is_stated_and_only_the_preferred_is_plain():
    record = project(budget=Money(100, "PLN"))
    found = graph(
        record,
        quoted(record, "budget", Money(200, "PLN"), document=OTHER),
        quoted(record, "budget", Money(100, "PLN"), preferred=True),
    )
    held, other = iri("project/p#budget"), iri("project/p#budget/2.00-PLN")
    assert list(found.objects(iri("project/p"), term("eurio:hasTotalCost"))) == [held]
    assert set(found.objects(None, RDF.object)) == {held, other}
    assert found.value(other, term("eurio:value")) == rdflib.Literal("2.00", datatype=XSD.decimal)


def test_a_row_proves_all_that_it_gave_without_a_statement():
    record = project(year=2008, budget=Money(100, "PLN"))
    found = graph(record, rows(record, "year", "budget"))
    node = found.value(iri("project/p"), term("prov:wasDerivedFrom"))
    assert str(node).startswith(f"{BASE}id/project/p#record/")
    assert set(found.predicate_objects(node)) == {
        (RDF.type, term("ogn:Record")),
        (term("oa:hasSource"), iri(DOCUMENT)),
        (term("ogn:table"), rdflib.Literal("projects")),
        (term("ogn:row"), rdflib.Literal("1")),
        (term("ogn:gave"), rdflib.Literal("budget year")),
    }
    assert not list(found.subjects(RDF.type, RDF.Statement))


def test_a_row_that_disagrees_states_what_it_says():
    record = project(year=2008)
    found = graph(record, rows(record, "budget"), rows(record, "year", value=2009), rows(record, "budget", row="2"))
    (statement,) = found.subjects(RDF.type, RDF.Statement)
    assert found.value(statement, RDF.object) == rdflib.Literal("2009", datatype=XSD.integer)
    node = found.value(statement, term("prov:wasDerivedFrom"))
    assert found.value(node, term("ogn:gave")) == rdflib.Literal("budget")
    assert len(list(found.objects(iri("project/p"), term("prov:wasDerivedFrom")))) == 2


def test_a_role_that_a_quote_proves_is_that_of_the_party():
    party = Party(EntityId("place/leczna"), "TWIN_TOWN")
    record = Record(EntityId("partnership/p"), "Partnership", {"parties": (party,)})
    found = graph(record, quoted(record, "parties", party))
    (statement,) = found.subjects(RDF.type, RDF.Statement)
    assert found.value(statement, RDF.predicate) == term("ogn:partyRole")
    stated = (found.value(statement, RDF.subject), term("ogn:partyRole"), found.value(statement, RDF.object))
    assert stated in found


def test_without_evidence_there_is_none():
    record = project(year=2008)
    assert set(graph(record, quoted(record, "year", 2008), evidence=False)) == set(graph(record))


def test_a_property_added_to_the_model_is_in_the_triples():
    model = copy_of_model("Goal", 'mottos: Mapped[list[Text]] = prop(SKOS.scopeNote, "dewizy", "mottos", "Mottos.")')
    record = Record(EntityId("goal/g"), "Goal", {"mottos": (Text("Naprzód", "pl"),)})
    assert graph(record, model=model).value(iri("goal/g"), SKOS.scopeNote) == rdflib.Literal("Naprzód", lang="pl")
