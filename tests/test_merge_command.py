"""`ogniwo merge` makes one of two, by name or by a reviewed list, and `unmerge` undoes it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cluster import Databases

from graph.kinds import Model
from graph.records import Source
from graph.store import Store
from ogniwo import main

A, B, C = "organization/mops-leczna", "organization/mops-debica", "organization/mops-lezajsk"
Run = Callable[..., str]


@pytest.fixture
def graph(databases: Databases, seeds: list[Source], model: Model) -> Iterator[str]:
    url = databases.new()
    Store.create(url, model, seeds).close()
    yield url
    databases.remove(url)


@pytest.fixture
def run(graph: str, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(command: str, *arguments: object) -> str:
        main([command, "--database", graph, *map(str, arguments)])
        return capsys.readouterr().out

    return run


@pytest.fixture
def refused(run: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    def refused(*arguments: object) -> str:
        with pytest.raises(SystemExit) as ended:
            run(*arguments)
        assert ended.value.code in (1, 2)
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        return said

    return refused


def reviewed(tmp_path: Path, *lines: str, heading: str = "decision,score,keep,other") -> Path:
    file = tmp_path / "pairs.csv"
    file.write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
    return file


def test_one_is_merged_and_unmerged(run):
    assert run("merge", A, B, "--reason", "one centre") == f"Revision 2: {B} is now {A}.\n"
    assert run("unmerge", B) == f"Revision 3: {B} is an entity of its own again.\n"


def test_only_lines_that_are_the_same_are_merged_and_each_once(run, tmp_path):
    file = reviewed(
        tmp_path, f"same,1.0,{A},{B}", f"different,0.9,{A},organization/frse", f",0.9,{B},organization/frse"
    )
    assert run("merge", "--file", file) == f"Revision 2: {B} is now {A}.\n"
    assert run("merge", "--file", file) == f"{B} is {A} already.\n"


def test_a_line_may_lead_on_from_one_above(run, tmp_path):
    file = reviewed(tmp_path, f"same,1.0,{A},{B}", f"SAME,1.0,{B},{C}", f"same,1.0,{C},{A}")
    assert run("merge", "--file", file).splitlines() == [
        f"Revision 2: {B} is now {A}.",
        f"Revision 3: {C} is now {A}.",
        f"{A} is {A} already.",
    ]


def test_a_list_without_decisions_changes_nothing(run, tmp_path):
    assert "Nothing to do" in run("merge", "--file", reviewed(tmp_path, f",1.0,{A},{B}"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"maybe,1.0,{A},{C}", "pairs.csv:3: the decision is 'maybe'; write same, different or nothing"),
        (f"same,1.0,{A},no id", "pairs.csv:3: 'no id' is not an id"),
        (f"same,1.0,{A}", "pairs.csv:3: '' is not an id"),
    ],
)
def test_a_list_that_is_wrong_anywhere_is_refused_whole(run, refused, tmp_path, line, said):
    assert said in refused("merge", "--file", reviewed(tmp_path, f"same,1.0,{A},{B}", line))
    assert "not merged" in refused("unmerge", B)


def test_what_cannot_be_merged_is_told_with_its_line(refused, tmp_path):
    said = refused("merge", "--file", reviewed(tmp_path, f"same,1.0,{A},{B}", f"same,1.0,{A},place/leczna"))
    assert "pairs.csv:3:" in said
    assert "cannot be one; 1 merged before, none after it" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((A,), "name two ids, or a reviewed list by --file"),
        ((), "name two ids, or a reviewed list by --file"),
        ((A, B, "--file", "x.csv"), "name two ids, or a reviewed list by --file"),
        (("--file", "nowhere.csv"), "nowhere.csv cannot be read"),
        ((A, "organization/nobody"), "There is no organization/nobody."),
        ((A, "Łęczna"), "is not an id"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_line(refused, arguments, said):
    assert said in refused("merge", *arguments)


def test_a_list_of_another_form_is_refused(refused, tmp_path):
    assert "there is no column decision" in refused("merge", "--file", reviewed(tmp_path, heading="keep,other"))
    latin = tmp_path / "latin.csv"
    latin.write_bytes("decision,keep,other\nsame,Łęczna,x\n".encode("windows-1250"))
    assert "is no CSV in UTF-8" in refused("merge", "--file", latin)


def test_who_is_not_merged_is_not_unmerged(refused):
    assert "not merged" in refused("unmerge", A)
    assert "There is no organization/nobody." in refused("unmerge", "organization/nobody")
