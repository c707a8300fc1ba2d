"""A filter through links gives the same, whether it is followed to its rows or an order is walked and tested."""

from copy import copy

import orjson
import pytest

from schema.documents import Documents
from schema.engine import Engine, Request

BASE = "http://127.0.0.1:8000/"
FILTERS = [
    "{participations: {some: {role: {eq: COORDINATOR}, organization: {place: {country: {id: {eq: \"place/pl\"}}}}}}}",
    "{participations: {some: {}}}",
    "{participations: {some: {organization: {place: {isNull: false}}}, none: {role: {eq: TRAINER}}}}",
    "{participations: {some: {organization: {or: [{kind: {eq: MOPS}}, {place: {name: {contains: \"debica\"}}}]}}}}",
    "{programmes: {some: {under: \"programme/efs\"}}, startDate: {during: \"2013\"}}",
    "{and: [{programmes: {some: {under: \"programme/efs\"}}}, {places: {some: {id: {ne: \"place/debica\"}}}}]}",
    "{places: {some: {parent: {country: {id: {in: [\"place/pl\", \"place/it\"]}}}}}}",
    "{partnerships: {some: {parties: {some: {entity: {id: {eq: \"place/treviolo\"}}}}}}}",
    "{remarks: {some: {contains: \"a\"}}}",
    "{fundings: {some: {programme: {parent: {code: {eq: \"VII\"}}}, amount: {currency: {eq: PLN}, amount: {gt: \"1\"}}}}}",
    "{identifiers: {some: {scheme: {eq: WIKIDATA}}}}",
    "{id: {ne: \"project/x\"}, participations: {some: {organization: {id: {ne: \"organization/x\"}}}}}",
    "{not: {participations: {some: {role: {eq: PARTNER}}}}, participations: {some: {role: {ne: PARTNER}}}}",
]  # fmt: skip
ORDERS = ["[]", "[{budget: DESC}]", "[{startDate: ASC}, {title: DESC}]", "[{id: ASC}]"]


@pytest.fixture(scope="module")
def walking(store):
    return Engine(store, BASE, few=-1)


def statements(engine: Engine, query: str) -> list[str]:
    """Return what is run for a query that was never asked before: where its filter leads is not known yet."""
    engine = copy(engine)
    engine.documents = Documents(engine.schema, engine.limits)
    plan, given = engine.plan(Request(query))
    run: list[str] = []
    with engine.store.snapshot() as snapshot:

        def execute(statement, arguments):
            run.append(statement)
            return snapshot.execute(statement, arguments)

        plan.run(execute, engine.store.dialect, given)
    return run


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("where", FILTERS)
def test_followed_or_walked_the_answer_is_that_of_the_reference(engine, walking, reference, where, order):
    query = f"{{projects(where: {where}, orderBy: {order}) {{nodes {{id}} totalCount}}}}"
    wanted = reference.answer(query)
    assert engine.answer(Request(query)).body == walking.answer(Request(query)).body == wanted


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_both_meet_at_every_cursor(engine, walking, order):
    where = '{participations: {some: {organization: {id: {ne: "organization/x"}}}}}'
    everything = f"{{projects(where: {where}, orderBy: {order}) {{edges {{cursor node {{id}}}}}}}}"
    edges = engine.answer(Request(everything)).body["data"]["projects"]["edges"]
    assert len(edges) > 3
    for number, edge in enumerate(edges):
        after = f'{{projects(where: {where}, orderBy: {order}, first: 2, after: "{edge["cursor"]}") {{nodes {{id}}}}}}'
        before = f'{{projects(where: {where}, orderBy: {order}, last: 2, before: "{edge["cursor"]}") {{nodes {{id}}}}}}'
        for each in (engine, walking):
            found = each.answer(Request(after)).body["data"]["projects"]["nodes"]
            assert found == [other["node"] for other in edges[number + 1 : number + 3]]
            found = each.answer(Request(before)).body["data"]["projects"]["nodes"]
            assert found == [other["node"] for other in edges[max(number - 2, 0) : number]]


def test_what_leads_nowhere_is_not_counted_first(engine):
    assert len(statements(engine, '{projects(where: {title: {contains: "a"}}) {nodes {id}}}')) == 1
    assert len(statements(engine, "{institutions {nodes {id}}}")) == 2


def test_few_are_sorted_and_many_are_walked(engine, walking):
    query = "{projects(where: {participations: {some: {role: {eq: PARTNER}}}}, orderBy: [{budget: DESC}]) {nodes {id}}}"
    probe, followed = statements(engine, query)
    _same_probe, walked = statements(walking, query)
    assert "count(" in probe
    assert "EXISTS" not in followed
    assert "EXISTS" in walked
    assert orjson.dumps(engine.answer(Request(query)).data) == orjson.dumps(walking.answer(Request(query)).data)
