"""The questions that the seed graph must answer, each by one request, with what the announcements say."""

from typing import Any

import pytest

from schema.engine import Engine, Request


@pytest.fixture
def data(engine: Engine) -> Any:
    """Ask, and return the data of an answer without errors."""

    def ask(query: str, **variables: Any) -> Any:
        answer = engine.answer(Request(query, None, variables))
        assert not answer.errors, answer.errors
        return answer.data

    return ask


def test_the_twin_town_of_leczna_its_country_and_the_sentence_that_says_so(data: Any):
    found = data(
        """{node(id: "place/leczna") {... on City {partnerships(where: {kind: {eq: TWIN_TOWNS}}) {nodes {
             parties {entity {id ... on City {country {name}}}}
             evidence(property: "parties") {quote {exact} document {id}}}}}}}"""
    )
    (partnership,) = found["node"]["partnerships"]["nodes"]
    assert partnership["parties"] == [
        {"entity": {"id": "place/leczna", "country": {"name": "Polska"}}},
        {"entity": {"id": "place/treviolo", "country": {"name": "Włochy"}}},
    ]
    assert partnership["evidence"] == [
        {
            "quote": {"exact": "Treviolo jest miastem partnerskim Łęcznej"},
            "document": {"id": "document/leczna-staze-we-wloszech"},
        }
    ] * len(partnership["evidence"])
    assert partnership["evidence"]


def test_all_organisations_of_a_project_with_their_roles(data: Any):
    found = data(
        """{projects(where: {title: {contains: "europejskie standardy"}}) {nodes {
             participations(orderBy: [{role: ASC}]) {nodes {role organization {name(language: "pl")}}}}}}"""
    )
    (project,) = found["projects"]["nodes"]
    assert [(each["role"], each["organization"]["name"]) for each in project["participations"]["nodes"]] == [
        ("CONTRACTING_AGENCY", "Fundacja Rozwoju Systemu Edukacji"),
        ("COORDINATOR", "Miejski Ośrodek Pomocy Społecznej w Łęcznej"),
        ("HOST", "jednostka działająca przy Comune di Treviolo"),
    ]


def test_all_projects_paid_by_esf_through_any_depth_dearest_first(data: Any):
    found = data(
        """{projects(where: {programmes: {some: {under: "programme/efs"}}}, orderBy: [{budget: DESC}, {title: ASC}]) {
             totalCount nodes {id budget {amount currency} coFinancingRate}}}"""
    )
    assert found["projects"] == {
        "totalCount": 4,
        "nodes": [
            {
                "id": "project/doskonalenie-zawodowe-makroregion-ii",
                "budget": {"amount": "1007997.60", "currency": "PLN"},
                "coFinancingRate": "0.8428",
            },
            {
                "id": "project/reorganizacja-mops-debica",
                "budget": {"amount": "359900.64", "currency": "PLN"},
                "coFinancingRate": "1",
            },
            {"id": "project/czas-na-aktywnosc-lezajsk", "budget": None, "coFinancingRate": None},
            {"id": "project/sami-sobie-lublin", "budget": None, "coFinancingRate": None},
        ],
    }


def test_the_same_projects_are_those_of_the_fund(data: Any):
    found = data("""{node(id: "programme/efs") {... on Programme {projects {totalCount nodes {id}}}}}""")
    assert found["node"]["projects"]["totalCount"] == len(found["node"]["projects"]["nodes"]) == 4


def test_the_programme_path_of_the_lezajsk_project_from_fund_to_sub_measure(data: Any):
    found = data(
        """{projects(where: {places: {some: {name: {eq: "Leżajsk"}}}}) {nodes {
             programmes {nodes {level code ancestors {nodes {level code}}}}}}}"""
    )
    (programme,) = found["projects"]["nodes"][0]["programmes"]["nodes"]
    path = [*programme["ancestors"]["nodes"], programme]
    assert [(each["level"], each["code"]) for each in path] == [
        ("FUND", "EFS"),
        ("PROGRAMME", "PO KL"),
        ("PRIORITY", "VII"),
        ("MEASURE", "7.1"),
        ("SUBMEASURE", "7.1.1"),
    ]


def test_the_training_modules_in_lublin_their_hours_and_their_sum(data: Any):
    found = data(
        """{projects(where: {places: {some: {name: {contains: "lublin"}}}}) {nodes {
             activities(where: {kind: {eq: MODULE}}) {nodes {name hours}}}}}"""
    )
    (project,) = found["projects"]["nodes"]
    hours = {each["name"].split(" ")[0]: each["hours"] for each in project["activities"]["nodes"]}
    assert hours == {"I": 48, "II": 56, "III": 48}
    assert sum(hours.values()) == 152


def test_all_training_modules_of_the_graph_have_hours(data: Any):
    found = data("{activities(where: {kind: {eq: MODULE}}) {totalCount nodes {hours project {id}}}}")
    assert found["activities"]["totalCount"] == 3
    assert {each["project"]["id"] for each in found["activities"]["nodes"]} == {"project/sami-sobie-lublin"}


@pytest.mark.parametrize(
    ("day", "projects"),
    [
        # That of the macroregion has an end and no beginning, so it may have been running on any day before.
        ("2018-01-15", {"project/reorganizacja-mops-debica", "project/doskonalenie-zawodowe-makroregion-ii"}),
        ("2006-05-03", {"project/doskonalenie-zawodowe-makroregion-ii"}),
        ("2006-05-04", {"project/sami-sobie-lublin", "project/doskonalenie-zawodowe-makroregion-ii"}),
        ("2008-07-01", {"project/czas-na-aktywnosc-lezajsk", "project/doskonalenie-zawodowe-makroregion-ii"}),
        ("2022-08-01", set()),
    ],
)
def test_projects_that_may_have_been_running_on_a_day(day: str, projects: set[str], data: Any):
    found = data("query($d: PartialDate!) {projects(where: {startDate: {during: $d}}) {nodes {id}}}", d=day)
    assert {each["id"] for each in found["projects"]["nodes"]} == projects


def test_institutions_of_kind_mops_in_a_town_typed_as_leczna(data: Any):
    found = data(
        """{institutions(where: {kind: {eq: MOPS}, place: {name: {contains: "leczna"}}}) {nodes {id place {name}}}}"""
    )
    assert found["institutions"]["nodes"] == [{"id": "organization/mops-leczna", "place": {"name": "Łęczna"}}]


def test_who_signed_with_frse_and_when(data: Any):
    found = data(
        """{partnerships(where: {parties: {some: {entity: {id: {eq: "organization/frse"}}}}, kind: {eq: AGREEMENT}}) {nodes {
             signed parties {role entity {label}} evidence(property: "signed") {implied quote {exact}}}}}"""
    )
    (agreement,) = found["partnerships"]["nodes"]
    assert agreement["signed"] == "2008-05"
    assert agreement["evidence"] == [{"implied": True, "quote": {"exact": "Pod koniec maja br."}}]
    assert agreement["parties"] == [
        {"role": None, "entity": {"label": "Miejski Ośrodek Pomocy Społecznej w Łęcznej"}},
        {"role": "NATIONAL_AGENCY", "entity": {"label": "Fundacja Rozwoju Systemu Edukacji"}},
    ]


def test_the_groups_of_participants_in_the_macroregion_and_their_regions(data: Any):
    found = data(
        """{node(id: "project/doskonalenie-zawodowe-makroregion-ii") {... on Project {
             participants(orderBy: [{count: DESC}]) {nodes {count places(orderBy: [{name: ASC}]) {nodes {name}}}}}}}"""
    )
    groups = found["node"]["participants"]["nodes"]
    assert [(each["count"], [place["name"] for place in each["places"]["nodes"]]) for each in groups] == [
        (2020, ["małopolskie", "opolskie", "śląskie"]),
        (1140, ["małopolskie", "opolskie"]),
        (880, ["śląskie"]),
    ]


def test_every_statement_that_rests_on_one_document(data: Any):
    found = data(
        """{node(id: "document/debica-reorganizacja-mops") {... on Document {statements(first: 100) {
             totalCount pageInfo {hasNextPage} nodes {subject {id} property value quote {exact} document {id}}}}}}"""
    )["node"]["statements"]
    assert found["totalCount"] == len(found["nodes"])
    assert not found["pageInfo"]["hasNextPage"]
    assert {each["document"]["id"] for each in found["nodes"]} == {"document/debica-reorganizacja-mops"}
    assert {
        "subject": {"id": "project/reorganizacja-mops-debica"},
        "property": "budget",
        "value": "359900.64 PLN",
        "quote": {"exact": "Całkowita wartość projektu wynosi 359\u00a0900,64 zł"},
        "document": {"id": "document/debica-reorganizacja-mops"},
    } in found["nodes"]


def test_how_mops_leczna_and_the_comune_di_treviolo_are_connected(data: Any):
    found = data(
        """{path(from: "organization/mops-leczna", to: "organization/comune-di-treviolo") {
             length nodes {id} hops {relation via {__typename}}}}"""
    )
    # By the unit that received the placements, or by the towns: both ways are of three hops.
    assert found["path"]["length"] == 3
    nodes = [each["id"] for each in found["path"]["nodes"]]
    assert (nodes[0], nodes[-1]) == ("organization/mops-leczna", "organization/comune-di-treviolo")
    assert nodes[1:-1] in (
        ["project/europejskie-standardy-mops-leczna", "organization/jednostka-przy-comune-di-treviolo"],
        ["place/leczna", "place/treviolo"],
    )


def test_what_two_documents_say_of_one_programme_is_disputed(data: Any):
    found = data(
        """{node(id: "programme/po-wer-2-5") {disputed evidence(property: "parent") {value preferred document {id}}
             ... on Programme {parent {id}}}}"""
    )["node"]
    assert found["disputed"] == ["parent"]
    assert found["parent"] == {"id": "programme/po-wer-ii"}
    assert {each["value"]: each["preferred"] for each in found["evidence"]} == {
        "programme/po-wer": False,
        "programme/po-wer-ii": True,
    }
