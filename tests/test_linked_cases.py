"""Exactly what some queries say."""

import orjson
import pytest
from cluster import Databases
from copies import copy_of_model

from graph.records import Row, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from schema.engine import Engine, Request
from schema.linked.engine import LinkedEngine, LinkedPlan
from schema.linked.meanings import Entities, Fields, inside
from tests.conftest import BASE
from tests.test_linked_answers import expanded

EURIO, SCHEMA, SKOS = "http://data.europa.eu/s66#", "https://schema.org/", "http://www.w3.org/2004/02/skos/core#"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
CITY = f"{A} <{SCHEMA}City>"
PLACE = f"{A} <{SCHEMA}Place>"
PROJECT = f"{A} <{EURIO}Project>"
PART = f"{A} <{EURIO}OrganisationRole>"
DEBICA = "reorganizacja-mops-debica"


@pytest.fixture(scope="session")
def linked(engine: Engine) -> LinkedEngine:
    return LinkedEngine(engine)


def said(linked: LinkedEngine, query: str) -> list[str]:
    """Return the triples of an answer, those of our own IRIs as relative ones."""
    text = linked.answer(Request(query, format="ntriples")).text
    assert text is not None
    return [line.removesuffix(" .").replace(BASE, "") for line in text.decode().split("\n") if line]


CASES = {
    "nothing is said of an entity but its class if nothing is selected that says more": (
        '{node(id: "place/leczna") {__typename iri label disputed}}',
        [f"<id/place/leczna> {CITY}", f"<id/place/leczna> {PLACE}"],
    ),
    "an institution has all its classes": (
        '{node(id: "organization/frse") {id}}',
        [
            f"<id/organization/frse> {A} <{BASE}ontology#Foundation>".replace(BASE, ""),
            f"<id/organization/frse> {A} <http://www.w3.org/ns/org#FormalOrganization>",
            f"<id/organization/frse> {A} <http://www.w3.org/ns/org#Organization>",
            f"<id/organization/frse> {A} <{EURIO}Organisation>",
            f"<id/organization/frse> {A} <{SCHEMA}Organization>",
        ],
    ),
    "a sum is said whole, and a date as precisely as it is known": (
        f'{{node(id: "project/{DEBICA}") {{... on Project {{startDate budget {{__typename}}}}}}}}',
        [
            f"<id/project/{DEBICA}> {PROJECT}",
            f'<id/project/{DEBICA}> <{SCHEMA}startDate> "2017-04-01"^^<http://www.w3.org/2001/XMLSchema#date>',
            f"<id/project/{DEBICA}> <{EURIO}hasTotalCost> <id/project/{DEBICA}#budget>",
            f"<id/project/{DEBICA}#budget> {A} <{EURIO}MonetaryAmount>",
            f'<id/project/{DEBICA}#budget> <{EURIO}value> "359900.64"^^<http://www.w3.org/2001/XMLSchema#decimal>',
            f'<id/project/{DEBICA}#budget> <{EURIO}currency> "PLN"',
        ],
    ),
    "a link is said of whom it is stored, and what is shown twice is said once": (
        f"""{{node(id: "project/{DEBICA}") {{... on Project {{a: participations {{nodes {{id}}}}
             b: participations {{edges {{node {{project {{id}}}}}} pageInfo {{endCursor}} totalCount}}}}}}}}""",
        [
            f"<id/participation/{DEBICA}> {PART}",
            f"<id/participation/{DEBICA}> <{EURIO}isInvolvedIn> <id/project/{DEBICA}>",
            f"<id/project/{DEBICA}> {PROJECT}",
        ],
    ),
    "derived lists say nothing, and those in them themselves": (
        """{node(id: "place/leczna") {... on Place {ancestors(last: 1) {nodes {name(language: "pl")}}
            organizations(first: 0) @skip(if: true) {totalCount} partners(first: 1) {totalCount nodes {count}}}}}""",
        [
            f"<id/place/leczna> {CITY}",
            f"<id/place/leczna> {PLACE}",
            f"<id/place/lubelskie> {A} <{SCHEMA}AdministrativeArea>",
            f"<id/place/lubelskie> {PLACE}",
            f'<id/place/lubelskie> <{SCHEMA}name> "lubelskie"@pl',
        ],
    ),
}


@pytest.mark.parametrize(("query", "wanted"), CASES.values(), ids=CASES)
def test_what_a_query_says(query: str, wanted: list[str], linked: LinkedEngine):
    assert said(linked, query) == wanted


def test_a_property_that_is_added_to_the_model_is_said_too(databases: Databases):
    lines = {
        "motto": 'motto: Mapped[Text | None] = prop(OGN.motto, "dewiza", "motto", "Its motto.")',
        "friends": 'friends: Mapped[list["Project"]] = link(OGN.friend, "przyjaciele", "friends", "Its friends.")',
    }
    for name, line in lines.items():
        model = copy_of_model("Project", line)
        document, project = EntityId("document/d"), EntityId("project/p")
        value = Text("Naprzód", "pl") if name == "motto" else project
        proof = Row("t", "1")
        statements = [
            Statement(document, "title", Text("d", "en"), proof),
            Statement(project, "title", Text("p", "en"), proof),
            Statement(project, name, value, proof),
        ]
        source = Source("d", document, {document: "Document", project: "Project"}, tuple(statements))
        url = databases.new()
        store = Store.create(url, model, [source])
        below = " {nodes {id}}" if name == "friends" else ""
        linked = LinkedEngine(Engine(store, BASE))
        found = said(linked, f"{{projects {{nodes {{{name}{below}}}}}}}")
        object_ = '"Naprzód"@pl' if name == "motto" else "<id/project/p>"
        term = "motto" if name == "motto" else "friend"
        assert found == [f"<id/project/p> {PROJECT}", f"<id/project/p> <ontology#{term}> {object_}"]
        shown = linked.answer(Request(f"{{projects {{nodes {{{name}{below}}}}}}}", format="jsonld")).text
        assert shown is not None
        assert len(expanded(orjson.loads(shown))) == len(found)
        store.close()
        databases.remove(url)


def test_who_is_met_many_times_is_said_once(linked: LinkedEngine):
    query = """{organizations(first: 100) {nodes {place {name names {text} country {names {language} name}}}}
                again: organizations(first: 100) {nodes {place {en: name(language: "en") country {name names {text}}}}}}"""
    found = said(linked, query)
    assert len(found) == len(set(found)) > 50


def test_a_query_that_needs_too_many_tables_is_refused_in_one_line(linked: LinkedEngine):
    """SQLite joins 64 tables at most: a link to one needs two where the id of who is there is read along."""
    above = f"{'{parent ' * 18}{{__typename}}{'}' * 18}"
    query = f"{{participations(first: 1) {{nodes {{organization {above} place: organization {{place {above}}}}}}}}}"
    answer = linked.answer(Request(query, format="turtle"))
    if linked.store.dialect.is_embedded:
        assert [each.extensions for each in answer.errors] == [{"code": "QUERY_TOO_COMPLEX"}]
    else:
        assert answer.text is not None


def test_what_several_kinds_share_is_read_once(linked: LinkedEngine):
    query = "id"
    for _ in range(3):
        query = f'id evidence(property: "code") {{subject {{{query}}} document {{{query}}}}}'
    plan, _ = linked.plan(Request(f'{{search(text: "leczna", first: 1) {{nodes {{{query}}}}}}}'))
    assert isinstance(plan, LinkedPlan)
    assert len(_entities(plan.meanings)) <= query.count("{")


def _entities(fields: Fields) -> set[int]:
    """Return the marks of all that leads to entities, of those that are shared one."""
    found: set[int] = set()
    left = [fields]
    while left:
        for _, meaning in left.pop():
            if isinstance(meaning, Entities) and id(meaning) not in found:
                found.add(id(meaning))
                left += meaning.kinds.values()
            left.append(inside(meaning))
        assert len(found) < 1_000
    return found
