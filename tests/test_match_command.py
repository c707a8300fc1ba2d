"""`ogniwo match` lists what may be one, in the form that is asked for, and changes nothing."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.kinds import Model
from graph.seeding.seeds import read_seeds
from graph.store import Store
from ogniwo import main

SEED = """
document:
  id: document/list
  title: {en: A list}
  url: https://example.org/list
  language: en
  evidence: {table: list, row: "0"}
entities:
- {id: place/x-pl, type: Country, name: {en: Poland}, code: PL, evidence: {table: list, row: "1"}}
- {id: place/x-leczna, type: City, name: {pl: Łęczna}, country: place/x-pl, evidence: {table: list, row: "2"}}
- {id: organization/a, type: Institution, name: {pl: MOPS w Łęcznej}, place: place/x-leczna, evidence: {table: list, row: "3"}}
- {id: organization/b, type: Institution, name: {pl: Miejski Ośrodek Pomocy Społecznej w Łęcznej}, identifiers: {NIP: "5050013732"}, evidence: {table: list, row: "4"}}
- {id: organization/c, type: Foundation, name: {pl: "=Fundacja Aria"}, evidence: {table: list, row: "5"}}
- {id: organization/d, type: Foundation, name: {pl: "FUNDACJA „ARIA”"}, evidence: {table: list, row: "6"}}
- {id: organization/e, type: Foundation, name: {pl: Fundacja Nadzieja}, evidence: {table: list, row: "7"}}
"""

Run = Callable[..., str]


@pytest.fixture
def graph(url: str, model: Model, tmp_path: Path) -> str:
    """The URL of a graph in which two institutions and two foundations are one."""
    seed = tmp_path / "list.yaml"
    seed.write_text(SEED, encoding="utf-8")
    Store.create(url, model, read_seeds([seed], model)).close()
    return url


@pytest.fixture
def run(graph: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> str:
        main(["match", "--database", graph, *arguments])
        return capsys.readouterr().out

    return run


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_one_of_which_more_is_known_is_to_be_kept(run):
    pairs = {(each["keep"], each["other"]) for each in lines(run("--format", "jsonl"))}
    assert pairs == {("organization/b", "organization/a"), ("organization/c", "organization/d")}


def test_a_table_shows_names_places_and_reasons(run):
    shown = run()
    assert "2 pairs that may be one" in shown
    assert "MOPS w Łęcznej (Łęczna)" in shown
    assert "1.000" in shown


def test_a_list_in_csv_waits_for_decisions_and_runs_nothing_in_a_spreadsheet(run):
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv"))))
    assert [(row["decision"], row["keep"], row["other"]) for row in rows] == [
        ("", "organization/c", "organization/d"),
        ("", "organization/b", "organization/a"),
    ]
    assert rows[0]["keep_name"] == "'=Fundacja Aria"


def test_only_those_of_a_kind_that_a_filter_finds_are_compared(run):
    assert [each["keep"] for each in lines(run("--format", "jsonl", "--kind", "Foundation"))] == ["organization/c"]
    assert run("--format", "jsonl", "--where", '{place: {id: {eq: "place/x-leczna"}}}') == ""
    named = run("--format", "jsonl", "--where", '{name: {contains: "fundacja"}}')
    assert [each["keep"] for each in lines(named)] == ["organization/c"]


def test_limit_and_threshold_bound_the_list(run):
    assert len(lines(run("--format", "jsonl", "--limit", "1"))) == 1
    assert len(lines(run("--format", "jsonl", "--threshold", "0"))) > 2


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("{place: {eq: ", "--where: Syntax Error"),
        ('{plac: {eq: "x"}}', "unknown field 'plac'"),
        ("{}) { nodes { id } } x: foundations(first: 1", "--where: Syntax Error"),
        ("$after", "--where:"),
    ],
)
def test_a_filter_that_is_none_is_told_in_one_line(run, capsys, where, said):
    with pytest.raises(SystemExit) as ended:
        run("--where", where)
    assert ended.value.code == 1
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1


def test_nothing_is_merged(run, graph, model):
    before = Store.open(graph, model)
    revision = before.revision()
    run()
    assert before.revision() == revision
    before.close()
