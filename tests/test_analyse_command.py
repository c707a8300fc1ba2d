"""`ogniwo analyse` keeps the measures of the whole network, and whoever asks is told of which revision they are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cluster import Databases
from rich.console import Console

from cli import analysing
from graph.kinds import Model
from graph.network import analysis, measuring, partners
from graph.records import Source
from graph.store import Store
from graph.values import EntityId
from ogniwo import main
from schema.engine import Engine, Request

QUERIES = (
    "{ centrality(metric: DEGREE, first: 100) { revision nodeCount edgeCount isEstimate ranks { rank score entity { id } } } }",
    "{ centrality(metric: BETWEENNESS, first: 3) { revision nodeCount edgeCount isEstimate ranks { rank score entity { id } } } }",
    "{ centrality(metric: PAGERANK) { revision nodeCount edgeCount isEstimate ranks { rank score entity { id } } } }",
    "{ communities(first: 2, members: 2) { revision modularity communityCount nodeCount communities { size members { id } } } }",
    "{ bridges(first: 2) { from { id } to { id } fromCount toCount } }",
)
Run = Callable[[], str]
Ask = Callable[[str], Any]


@pytest.fixture
def graph(databases: Databases, seeds: list[Source], model: Model) -> Iterator[str]:
    url = databases.new()
    Store.create(url, model, seeds).close()
    yield url
    databases.remove(url)


@pytest.fixture
def run(graph: str, capsys: pytest.CaptureFixture[str]) -> Run:
    def run() -> str:
        main(["analyse", "--database", graph])
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return run


@pytest.fixture
def store(graph: str, model: Model) -> Iterator[Store]:
    store = Store.open(graph, model)
    yield store
    store.close()


@pytest.fixture
def ask(store: Store) -> Ask:
    engine = Engine(store, "http://127.0.0.1:8000/")

    def ask(query: str) -> Any:
        answer = engine.answer(Request(query, wants_revision=True))
        assert not answer.errors
        assert answer.revision is None  # it may change before the graph does
        return answer.data

    return ask


def test_what_was_found_is_told_in_one_line(run):
    assert run() == "Revision 1: 9 in 6 pairs of partners, 4 communities (modularity 0.656), 3 bridges.\n"


def test_what_is_kept_is_what_is_computed(run, ask, monkeypatch):
    computed = list(map(ask, QUERIES))
    run()
    monkeypatch.setattr(measuring, "measured", None)  # nothing can be computed any more
    assert list(map(ask, QUERIES)) == computed
    run_again = run()
    assert run_again.startswith("Revision 1: ")
    assert list(map(ask, QUERIES)) == computed


def test_what_is_kept_has_its_own_revision_and_leaves_out_who_was_withdrawn(run, ask, store):
    run()
    store.merge(EntityId("organization/mops-leczna"), EntityId("organization/frse"))
    told = ask(QUERIES[0])["centrality"]
    assert (told["revision"], told["nodeCount"]) == (1, 9)
    assert "organization/frse" not in {each["entity"]["id"] for each in told["ranks"]}
    assert [each["rank"] for each in told["ranks"]] == list(range(1, 9))
    assert run().startswith("Revision 2: 8 in ")
    assert ask(QUERIES[0])["centrality"]["revision"] == 2


def test_a_part_is_computed_even_where_the_whole_is_kept(run, ask):
    run()
    part = ask("{ centrality(metric: DEGREE, where: {places: {isNull: true}}) { nodeCount edgeCount } }")["centrality"]
    assert part == {"nodeCount": 7, "edgeCount": 5}


def test_a_large_network_is_measured_by_the_command_alone(run, store, ask, monkeypatch):
    run()
    monkeypatch.setattr(partners.Partners.network, "__defaults__", (2,))  # edges
    assert ask(QUERIES[0])["centrality"]["edgeCount"] == 6
    answer = Engine(store, "").answer(Request(QUERIES[0].replace("first: 100", 'during: "1900/2100"')))
    assert [error.extensions["code"] for error in answer.errors] == ["NETWORK_TOO_LARGE"]
    assert "ogniwo analyse" in str(answer.errors[0])


def test_what_would_take_too_long_is_estimated_and_said_to_be(run, ask, monkeypatch):
    monkeypatch.setattr(analysing, "ANALYSED", 60)
    assert "betweenness is estimated" in run()
    assert ask(QUERIES[1])["centrality"]["isEstimate"] is True
    assert ask(QUERIES[0])["centrality"]["isEstimate"] is False


def test_a_network_too_large_to_be_held_is_refused_in_one_line(graph, capsys, monkeypatch):
    monkeypatch.setattr(analysis, "LARGEST", 2)
    with pytest.raises(SystemExit) as ended:
        main(["analyse", "--database", graph])
    assert ended.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_database_without_a_graph_is_refused_in_one_line(url, capsys):
    with pytest.raises(SystemExit):
        main(["analyse", "--database", url])
    assert "run `ogniwo seed" in capsys.readouterr().err


def test_a_terminal_is_told_what_is_being_done(store, monkeypatch):
    seen: list[Console] = []

    def terminal(**_: Any) -> Console:
        seen.append(Console(record=True, force_terminal=True, width=80, color_system=None))
        return seen[-1]

    monkeypatch.setattr(analysing, "Console", terminal)
    analysing._measured(store, analysing.Reading(store.model, store.dialect))
    assert "bridges" in seen[0].export_text()


def test_an_empty_graph_has_an_empty_network(url, model, capsys):
    Store.create(url, model).close()
    main(["analyse", "--database", url])
    assert capsys.readouterr().out == "Revision 0: 0 in 0 pairs of partners, 0 communities, 0 bridges.\n"
