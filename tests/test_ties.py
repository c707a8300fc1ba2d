"""The ties of an entity are those of the records, page by page; where, via and during say which of them."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import pytest
from networks import Tie, network, ties

from graph.kinds import Model
from graph.network.scope import TIE_KINDS, USUAL
from graph.properties import Party
from graph.records import Quote, Record, Source, Statement
from graph.store import Snapshot, Store
from graph.values import EntityId, InvalidValue, PartialDate, Period, Text
from schema.engine import Engine, Request

TIES = """query ($of: ID!, $n: Int, $after: String, $via: [TieKind!], $where: NetworkFilter, $during: Period) {
  ties(of: $of, first: $n, after: $after, via: $via, where: $where, during: $during) {
    totalCount pageInfo {hasNextPage endCursor}
    edges {cursor node {entity {id} relation role via {id} startDate endDate}}}}"""
PATH = """query ($from: ID!, $to: ID!, $via: [TieKind!], $where: NetworkFilter, $during: Period) {
  path(from: $from, to: $to, via: $via, where: $where, during: $during, maxLength: 100) {nodes {id}}}"""
AROUND = """query ($of: ID!, $via: [TieKind!], $where: NetworkFilter, $during: Period) {
  neighbourhood(of: $of, depth: 10, via: $via, where: $where, during: $during) {nodes {id} hops {from {id} to {id}}}}"""


@pytest.fixture(scope="module")
def joined(store: Store) -> list[Tie]:
    return ties(store)


@pytest.fixture(scope="module")
def held(store: Store) -> Mapping[str, Record]:
    return {record.id: record for record, _ in store.records()}


def answer(engine: Engine, query: str, **variables: Any) -> Any:
    made = engine.answer(Request(query, None, variables))
    assert not made.errors, made.errors
    return made.data


def pages(engine: Engine, size: int, **variables: Any) -> tuple[list[Any], int]:
    """Return all edges of the ties, page by page, and how many pages there were."""
    found: list[Any] = []
    number, after = 0, None
    while number < 1_000:
        page = answer(engine, TIES, n=size, after=after, **variables)["ties"]
        number += 1
        found += page["edges"]
        assert len(page["edges"]) <= size
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(found)
            return found, number
        after = page["pageInfo"]["endCursor"]
        assert after == found[-1]["cursor"]
    raise AssertionError("the pages have no end")


def told(tie: Tie) -> tuple[Any, ...]:
    start, end = (each and each.text for each in tie.dates)
    return tie.far, tie.relation, tie.role, tie.via, start, end


def said(edge: Any) -> tuple[Any, ...]:
    node = edge["node"]
    via = node["via"] and node["via"]["id"]
    return node["entity"]["id"], node["relation"], node["role"], via, node["startDate"], node["endDate"]


@pytest.mark.parametrize("via", [None, TIE_KINDS, ["PARTNERSHIP"], ["PROGRAMME", "PLACE"], []])
def test_the_ties_of_an_entity_are_all_that_the_records_say(engine, joined, via):
    for name in sorted({tie.near for tie in joined}):
        wanted = sorted(told(tie) for tie in joined if tie.near == name and tie.kind in (USUAL if via is None else via))
        found, _ = pages(engine, 100, of=name, via=via)
        assert sorted(map(said, found), key=str) == sorted(wanted, key=str)


def test_pages_of_any_size_are_the_same_list(engine, joined):
    degrees = nx.MultiGraph([(tie.near, tie.far) for tie in joined]).degree
    for name, _ in sorted(degrees, key=lambda each: (-each[1], each[0]))[:5]:
        whole, _ = pages(engine, 100, of=name)
        assert len(whole) >= 3
        for size in (1, 2, 3):
            found, number = pages(engine, size, of=name)
            assert found == whole
            assert number == -(-len(whole) // size)


def test_partnerships_come_first_and_places_last(engine):
    found, _ = pages(engine, 100, of="organization/mops-leczna")
    assert [edge["node"]["relation"] for edge in found] == ["AGREEMENT", "COORDINATOR", "place"]


def test_where_nothing_is_tied_the_list_is_empty(engine):
    assert pages(engine, 10, of="document/teryt") == ([], 1)


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"of": "place/none"}, "There is no place/none."),
        ({"of": "place/it", "n": 0}, "A page holds 1 to 100, not 0."),
        ({"of": "place/it", "after": "WyJ4Il0"}, "The cursor is one of another list, or of another order."),
        ({"of": "place/it", "after": "!"}, "'!' is not a cursor."),
        ({"of": "place/it", "during": "2010/2008"}, "ends before it begins"),
        ({"of": "place/it", "during": "2008/"}, "is not a date"),
        ({"of": "place/it", "via": ["FRIENDSHIP"]}, "does not exist in 'TieKind' enum"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(engine, argument, message):
    made = engine.answer(Request(TIES, None, argument))
    assert len(made.errors) == 1
    assert message in made.errors[0].message
    assert "\n" not in made.errors[0].message
    assert made.errors[0].extensions["code"]


# --- where and during ------------------------------------------------------------------------------------------------

# What `where` says, and the same of an entity and of the tie to it.
FILTERS = {
    "projects of some title": ({"projects": {"title": {"contains": "praca"}}}, "project", "praca", "title"),
    "organisations of some name": (
        {"organizations": {"name": {"contains": "pomocy"}}},
        "organization",
        "pomocy",
        "name",
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_where_says_of_which_entities_the_network_is_made(engine, joined, held, name):
    where, prefix, word, item = FILTERS[name]

    def holds(each: str) -> bool:
        return not each.startswith(prefix) or any(word in text.text.lower() for text in held[each].values[item][:1])

    graph = network(joined, holds=holds)
    assert 0 < len(graph) < len(network(joined))
    _same(engine, graph, where=where)


def test_where_says_by_which_ties(engine, joined, held):
    roles = {each.id: each.values["role"] for each in held.values() if each.kind == "Participation"}
    graph = network(tie for tie in joined if roles.get(tie.via) in (None, "COORDINATOR"))
    where = {"participations": {"role": {"eq": "COORDINATOR"}}}
    _same(engine, graph, where=where)
    kinds = {each.id: each.values["kind"] for each in held.values() if each.kind == "Partnership"}
    graph = network(tie for tie in joined if kinds.get(tie.via) in (None, "TWIN_TOWNS"))
    _same(engine, graph, where={"partnerships": {"kind": {"eq": "TWIN_TOWNS"}}})


def test_whom_a_question_is_of_is_in_the_network_whatever_where_says(engine, joined):
    where = {"organizations": {"id": {"in": []}}}
    graph = network(joined, holds=lambda name: not name.startswith("organization"))
    found = answer(engine, AROUND, of="organization/mops-leczna", where=where)["neighbourhood"]
    near = {tie.far for tie in joined if tie.near == "organization/mops-leczna" and tie.kind in USUAL}
    near = {name for name in near if not name.startswith("organization")}
    wanted = near.union(*(nx.node_connected_component(graph, name) for name in near if name in graph))
    assert {each["id"] for each in found["nodes"]} == {"organization/mops-leczna", *wanted}
    nodes = answer(engine, PATH, **{"from": "organization/mops-leczna"}, to="place/treviolo", where=where)["path"]
    assert [each["id"] for each in nodes["nodes"]] == ["organization/mops-leczna", "place/leczna", "place/treviolo"]


@pytest.mark.parametrize("during", ["2008", "2008-05", "2017-04-01", "2009/2017", "2017-11/2018-02-01", "1990/1999"])
def test_during_keeps_the_ties_that_may_have_been_there(engine, joined, during):
    _same(engine, network(joined, during=during), during=during)
    _same(
        engine, network(joined, ["PARTNERSHIP", "PROGRAMME"], during), during=during, via=["PARTNERSHIP", "PROGRAMME"]
    )


def _same(engine: Engine, graph: "nx.Graph[str]", **variables: Any) -> None:
    """Compare neighbourhoods, paths and ties with those of a graph."""
    names, chance = sorted(graph), random.Random(3)
    for name in names:
        found = answer(engine, AROUND, of=name, **variables)["neighbourhood"]
        wanted = nx.ego_graph(graph, name, radius=10)
        assert {each["id"] for each in found["nodes"]} == set(wanted)
        assert {frozenset((hop["from"]["id"], hop["to"]["id"])) for hop in found["hops"]} == {
            frozenset(edge) for edge in wanted.edges
        }
        edges, _ = pages(engine, 3, of=name, **variables)
        assert {edge["node"]["entity"]["id"] for edge in edges} == set(graph.neighbors(name))
    for _ in range(30 if names else 0):
        start, end = chance.choice(names), chance.choice(names)
        path = answer(engine, PATH, **{"from": start}, to=end, **variables)["path"]
        if not nx.has_path(graph, start, end):
            assert path is None
        else:
            assert len(path["nodes"]) - 1 == nx.shortest_path_length(graph, start, end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2008", "2008-01-01", "2008-12-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2008/2010", "2008-01-01", "2010-12-31"),
        ("2008-05-31/2009-02", "2008-05-31", "2009-02-28"),
    ],
)
def test_a_period_is_from_its_first_day_to_its_last(text, first, last):
    assert (Period(text).first, Period(text).last) == (first, last)


@pytest.mark.parametrize("text", ["", "/", "2008/", "/2008", "2008/2007", "2008/2009/2010", "2008-13", "nigdy"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(InvalidValue):
        Period(text)


# --- many ties -------------------------------------------------------------------------------------------------------


HOW_MANY = 300
QUOTE = Quote("they work together")


@pytest.fixture
def hub(url: str, model: Model) -> Iterator[Engine]:
    """A town of many bodies, all of them parties of one network, the first of them by two capacities."""
    document, town, network_ = EntityId("document/d"), EntityId("place/town"), EntityId("partnership/all")
    names = [EntityId(f"organization/b{number}") for number in range(HOW_MANY)]
    parties = [Party(name) for name in names]
    facts: list[tuple[EntityId, str, Any]] = [
        (document, "title", Text("A document")),
        (town, "name", Text("Town")),
        (network_, "kind", "NETWORK"),
        (network_, "startDate", PartialDate("2001")),
        *((network_, "parties", party) for party in parties),
        *((name, "name", Text(f"Body {number}")) for number, name in enumerate(names)),
        *((name, "place", town) for name in names),
    ]
    kinds = {document: "Document", town: "City", network_: "Partnership", **dict.fromkeys(names, "Institution")}
    statements = tuple(Statement(subject, item, value, QUOTE) for subject, item, value in facts)
    store = Store.create(url, model, [Source("a document", document, kinds, statements)])
    yield Engine(store, "http://127.0.0.1:8000/")
    store.close()


def test_many_ties_are_read_page_by_page_each_once(hub):
    for name, kind in (("place/town", "place"), ("organization/b7", "NETWORK")):
        found, number = pages(hub, 100, of=name)
        others = [edge["node"]["entity"]["id"] for edge in found if edge["node"]["relation"] == kind]
        assert len(others) == len(set(others)) == HOW_MANY - (kind == "NETWORK")
        assert number == 3


def test_a_page_is_one_statement_and_the_count_another(hub, monkeypatch):
    asked: list[str] = []
    execute = Snapshot.execute

    def noted(self: Snapshot, statement: str, arguments: Any = ()) -> Any:
        asked.append(statement)
        return execute(self, statement, arguments)

    monkeypatch.setattr(Snapshot, "execute", noted)
    answer(hub, '{ties(of: "place/town") {nodes {relation}}}')
    whom, _ = asked
    answer(hub, '{ties(of: "place/town") {totalCount}}')
    assert len(asked) == 4
    assert asked[2] == whom
    assert "count" in asked[3]


def test_of_many_neighbours_some_are_shown_and_it_is_said(hub):
    query = '{neighbourhood(of: "place/town", limit: 10) {isCut nodes {id} hops {relation}}}'
    found = answer(hub, query)["neighbourhood"]
    assert found["isCut"]
    assert len(found["nodes"]) == 10
    # The town and nine bodies in it, of which any two are partners.
    assert Counter(hop["relation"] for hop in found["hops"]) == {"place": 9, "NETWORK": 9 * 8 // 2}
