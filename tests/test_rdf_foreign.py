"""RDF of others: what the model knows comes in, and every other triple is told with the reason why it is left."""

from pathlib import Path

import pytest
from rdf_files import FILE, Graphs, exported, imported, written
from test_command_line import here
from test_tables import SHARED, needs_shared

from graph.errors import SourceError
from graph.importing.rdf.equivalents import CLASSES, INVERSE, TERMS
from graph.importing.rdf.foreign_values import identifier_of
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.records import Row
from graph.registers import SAME_AS, same_as
from graph.values import Money, PartialDate, Text

__all__ = ["here"]
MODEL = Model.of(Base)
VOCABULARIES = SHARED.parent / "vocab"
PREFIXES = """
@prefix : <https://others.example/> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix eurio: <http://data.europa.eu/s66#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    return Graphs(tmp_path_factory.mktemp("graphs"), MODEL)


@pytest.fixture
def read(graphs: Graphs, tmp_path: Path):
    """Return the values of each entity by the beginning of its id, and the report, of a file of others."""

    def read_(content: str, *more: str, **options: object):
        with graphs.new() as store:
            for text in (content, *more):
                report = imported(store, written(tmp_path, PREFIXES + text, "turtle"), **options)
            records = {record.id.rpartition("-")[0]: record for record, _ in store.records() if record.id != FILE}
            proofs = {each.proof for record, each_ in store.records() if record.id != FILE for each in each_}
            return records, report, proofs

    return read_


def left(report) -> dict[str, str]:
    return {each.column: each.reason for each in report.tables[0].left_out}


def test_a_project_of_others_is_one_of_ours_with_its_money_dates_and_parts(read):
    records, report, proofs = read("""
        :p a eurio:Project ; eurio:title "Razem"@pl ; rdfs:label "Together"@en , "Razem bis"@pl ; eurio:startDate
            "2020-01-02T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> ;
            eurio:hasTotalCost [ a eurio:MonetaryAmount ; eurio:value 12.5 ; eurio:currency "EUR" ] ;
            eurio:projectStatus "CLOSED" ; eurio:hasAcronym :a ; eurio:hasInvolvedParty :r ; :other 1 .
        :a a eurio:Acronym ; eurio:shortForm "RZM" ; eurio:definition "x" .
        :r a eurio:OrganisationRole ; eurio:isRoleOf :o ; eurio:roleLabel "Third Party" .
        :o a schema:CollegeOrUniversity ; schema:name "Uczelnia" ; owl:sameAs <https://www.wikidata.org/wiki/Q1> .
    """)
    project = records["project/p"]
    assert project.values == {
        "title": (Text("Razem", "pl"), Text("Together", "en")),
        "startDate": PartialDate("2020-01-02"),
        "budget": Money(1250, "EUR"),
        "status": "FINISHED",
        "acronym": "RZM",
    }
    assert records["participation/r"].values == {
        "project": project.id, "organization": records["organization/o"].id, "role": "PARTNER",
    }  # fmt: skip
    assert records["organization/o"].values == {
        "name": (Text("Uczelnia"),),
        "kind": "UNIVERSITY",
        "identifiers": (Identifier("WIKIDATA", "Q1"),),
    }
    assert left(report) == {
        "rdfs:label": "it has another value of title",
        "<https://others.example/other>": "the model has no such property of a Project",
        "eurio:definition": "it is more than a value has",
    }
    assert Row("rdf", "https://others.example/p") in proofs


def test_who_bears_an_identifier_is_who_is_meant_and_one_iri_is_one_entity(read):
    city = ':t a schema:City ; schema:name "Łęczna"@pl ; owl:sameAs <http://sws.geonames.org/3093133> .'
    other = (
        ':u a schema:City ; skos:prefLabel "Lentschna"@de ; schema:sameAs <https://www.geonames.org/3093133/x.html> .'
    )
    with_place = ':o a org:Organization ; skos:prefLabel "O" ; schema:location <https://sws.geonames.org/3093133/> .'
    records, _, _ = read(city, city + other, city + other + with_place)
    assert records.keys() == {"place/t", "organization/o"}
    assert records["place/t"].values["name"] == (Text("Łęczna", "pl"), Text("Lentschna", "de"))
    assert records["organization/o"].values["place"] == records["place/t"].id


def test_what_a_newer_file_of_one_name_says_no_more_is_gone(read):
    records, _, _ = read(':o a foaf:Organization ; foaf:name "O" ; foaf:homepage <https://o.example/> .',
                         ':o a foaf:Organization ; foaf:name "P" .')  # fmt: skip
    assert records["organization/o"].values == {"name": (Text("P"),)}


def test_whoever_lacks_what_he_must_have_is_rejected_and_the_others_come_in(read):
    records, report, _ = read(
        ':p a eurio:Project . :q a schema:Project ; schema:name "Q" ; :x :y . [] a eurio:Project .'
    )
    assert records.keys() == {"project/q"}
    (problem,) = report.tables[0].problems
    assert problem.examples[0].reason == "a Project wants title (eurio:title), which the file does not give it"
    assert problem.examples[0].value == "https://others.example/p"
    assert left(report)["rdf:type"] == "a blank node has no name to be known by"
    assert report.tables[0].triples == {"read": 5, "taken": 2, "left": 2, "ofRejected": 1, "again": 0}


def test_links_are_read_from_both_ends(read):
    records, report, _ = read("""
        :a a org:FormalOrganization ; skos:prefLabel "A" ; org:hasSubOrganization :b , :c .
        :b a cv:PublicOrganisation ; skos:prefLabel "B" .
        :g a eurio:Grant ; eurio:hasFundingScheme :s . :s a eurio:FundingScheme ; eurio:title "S" .
        :p a eurio:Project ; eurio:title "P" ; eurio:isFundedBy :g .
    """)
    assert records["organization/b"].values == {
        "name": (Text("B"),), "kind": "PUBLIC_BODY", "parent": records["organization/a"].id,
    }  # fmt: skip
    assert records["funding/g"].values == {"project": records["project/p"].id, "programme": records["programme/s"].id}
    assert left(report) == {
        "org:hasSubOrganization": "it leads to something of which the file does not say that it is its"
    }


def test_an_import_of_others_says_what_it_rests_on(graphs, tmp_path):
    text = PREFIXES + ':o a org:Organization ; skos:prefLabel "O" . '
    text += "<https://others.example> a owl:Ontology ; <http://purl.org/dc/terms/license> <https://l.example/> ."
    with graphs.new() as store:
        imported(store, written(tmp_path, text, "turtle"), published=PartialDate("2024-05"))
        record, _ = store.record(FILE)
        assert record.values["title"] == (Text("file.ttl"),)
        assert record.values["published"] == PartialDate("2024-05")
        assert record.values["licence"] == "https://l.example/"
        assert record.values["checksum"].startswith("sha256:")


def test_registers_are_known_by_the_iris_that_they_give():
    for scheme, value in {"GEONAMES": "3093133", "WIKIDATA": "Q42", "ROR": "05f950310"}.items():
        assert identifier_of(same_as(Identifier(scheme, value))) == Identifier(scheme, value)
    assert SAME_AS.keys() == {"GEONAMES", "WIKIDATA", "ROR"}
    assert identifier_of("https://www.geonames.org/a") is None


def test_every_equivalent_is_of_the_model():
    assert all(each.reason for each in (*CLASSES, *TERMS, *INVERSE))
    codes = MODEL.codes["OrganizationKind"].__members__
    assert all(each.kind in {kind.name for kind in MODEL.concrete} for each in CLASSES)
    assert all(not each.code or each.code in codes for each in CLASSES)
    for each in (*TERMS, *INVERSE):
        assert all(kind.properties[each.property].stored for kind in MODEL.members(each.kind))
        assert all(kind.properties[each.property].term != each.term for kind in MODEL.members(each.kind))


def test_the_command_tells_what_became_of_every_triple(here, tmp_path, graphs):
    text = PREFIXES + ':o a org:Organization ; skos:prefLabel "O" ; :x 1 .'
    file = written(tmp_path, text, "turtle", "others")
    (tmp_path / "graph.db").write_bytes((graphs.folder / "empty.db").read_bytes())
    done = here("import", "--database", "sqlite:///graph.db", "--report", "r.json", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 triples: 2 taken, 1 left" in done.stdout
    assert "others.example/x" in (tmp_path / "others.ttl.subjects.omitted.jsonl").read_text(encoding="utf-8")
    done = here("import", "--database", "sqlite:///graph.db", file, "a.csv", cwd=tmp_path)
    assert done.stderr.startswith("ogniwo: a.csv:1: is no RDF")
    done = here("import", "--database", "sqlite:///graph.db", "--limit", "x=1", file, cwd=tmp_path)
    assert done.stderr == "ogniwo: there is no limit 'x': megabytes, packing, triples, minutes\n"


@needs_shared
def test_the_project_graph_of_big_map_comes_in(graphs, tmp_path):
    file = VOCABULARIES / "eurio" / "bigmap_project_graph.ttl"
    path = written(tmp_path, file.read_bytes(), "turtle")
    with graphs.new() as store:
        report = imported(store, path)
        (project,) = [record for record, _ in store.records(MODEL.kinds["Project"])]
        assert project.values["acronym"] == "BIG-MAP"
        assert project.values["budget"].currency == "EUR"
        assert project.values["startDate"] == PartialDate("2020-09-01")
        assert report.tables[0].triples == {"read": 2388, "taken": 58, "left": 1684, "ofRejected": 646, "again": 0}
        # Organisations have IRIs in that file, and nothing else.
        reasons = {each.column for each in report.tables[0].problems}
        assert reasons == {"eurio:isRoleOf", "eurio:hasFundingScheme"}
        before = exported(store)
        imported(store, path)
        assert exported(store) == before


@needs_shared
def test_the_public_organisation_of_cpov_comes_in(graphs, tmp_path):
    file = VOCABULARIES / "cpov" / "example-rdf_public_organisation.ttl"
    with graphs.new() as store:
        report = imported(store, written(tmp_path, file.read_bytes(), "turtle"))
        (record,) = [record for record, _ in store.records(MODEL.kinds["Organization"])]
        assert {each.language for each in record.values["name"]} == {"fr", "nl", "en", "de"}
        assert record.values["kind"] == "AGENCY"
        assert report.tables[0].triples["read"] == 57
        other = file.with_suffix(".jsonld")
        with pytest.raises(SourceError, match="which is not fetched"):
            imported(store, written(tmp_path, other.read_bytes(), "jsonld"))


@needs_shared
def test_the_data_sets_of_dcat_come_in_as_documents(graphs, tmp_path):
    files = sorted((VOCABULARIES / "dcat-ap" / "examples").glob("*.ttl"))
    assert files
    titles, refused = set(), 0
    with graphs.new() as store:
        for file in files:
            try:
                imported(store, written(tmp_path, file.read_bytes(), "turtle", file.stem))
            except SourceError:
                refused += 1  # two of them are not Turtle
        titles = {record.values["title"][0].text for record, _ in store.records(MODEL.kinds["Document"])}
    assert refused == 2
    assert "Bee population 2022 in the region of Thessaloniki" in titles
