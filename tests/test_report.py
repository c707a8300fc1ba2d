"""The report accounts for every row, and groups what is wrong as people would."""

import json
from pathlib import Path

import pytest

from graph.errors import OutputError
from graph.importing.drafts import Problem
from graph.importing.report import EXAMPLES, GROUPS, FileRead, Report, TableReport, Unaccounted


def table(**counts: int) -> TableReport:
    return TableReport("towns", [FileRead("towns.csv", "ab" * 32, 100, "utf-8", ";")], **counts)


def test_rows_read_are_written_unchanged_rejected_or_set_aside():
    made = table(read=10, written=4, unchanged=3, set_aside=1)
    for number in (5, 6):
        made.reject(Problem(number, "country", "Ruritania", "'Ruritania' is no country"))
    assert made.accounted == Report("document/towns", [made, made]).accounted / 2 == 10


@pytest.mark.parametrize("counts", [{"read": 1}, {"written": 1}, {"read": 3, "written": 1, "unchanged": 1}])
def test_a_row_of_which_nothing_is_known_is_told(counts: dict[str, int]):
    for account in (lambda: table(**counts).accounted, table(**counts).as_json, Report("d", [table(**counts)]).as_json):
        with pytest.raises(Unaccounted, match="towns"):
            account()


def test_problems_that_differ_in_the_value_alone_are_of_one_kind():
    made = table()
    for number, name in enumerate(["Ruritania", "Nowhere", "Atlantis", "Utopia"], 1):
        made.reject(Problem(number, "country", name, f"{name!r} is no country"))
    made.reject(Problem(9, "", "", "wanted 4 cells, came 3"))
    made.omit(Problem(9, "place", "Dębica", "is ambiguous"))
    first, second = made.problems
    assert (first.column, first.reason, first.count) == ("country", "… is no country", 4)
    assert [each.value for each in first.examples] == ["Ruritania", "Nowhere", "Atlantis"]
    assert (second.reason, second.count) == ("wanted 4 cells, came 3", 1)
    assert (made.rejected, made.omitted, made.left_out[0].count) == (5, 1, 1)
    assert len(first.examples) == EXAMPLES


def test_kinds_of_problem_without_end_take_no_memory():
    made = table()
    for number in range(2 * GROUPS):
        made.reject(Problem(number, "a", "x" * 100_000, f"reason {number}"))
    assert len(made.problems) == GROUPS + 1
    assert made.problems[0].reason == "other reasons"
    assert max(len(example.value) for each in made.problems for example in each.examples) < 300


def test_the_report_is_json(tmp_path: Path):
    made = table(read=3, written=2, seconds=0.5)
    made.reject(Problem(2, "b", "\ud800\x1b[31m\n", "is\nwrong"))
    made.entities.update({"City": 2, "Country": 1})
    report = Report("document/towns", [made], vanished=["organization/x"], revision=4)
    report.write(tmp_path / "report.json")
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert found == report.as_json()
    assert (found["read"], found["revision"], found["vanished"]) == (3, 4, ["organization/x"])
    [only] = found["tables"]
    assert only["files"] == [
        {"name": "towns.csv", "sha256": "ab" * 32, "bytes": 100, "encoding": "utf-8", "delimiter": ";"}
    ]
    assert {name: only[name] for name in ("read", "written", "unchanged", "rejected", "setAside", "rowsPerSecond")} == {
        "read": 3,
        "written": 2,
        "unchanged": 0,
        "rejected": 1,
        "setAside": 0,
        "rowsPerSecond": 6.0,
    }
    assert only["entities"] == {"City": 2, "Country": 1}
    assert only["problems"] == [
        {
            "column": "b",
            "reason": "is wrong",
            "count": 1,
            "examples": [{"row": 2, "column": "b", "value": "\ufffd [31m ", "reason": "is wrong"}],
        }
    ]


def test_where_the_report_cannot_be_written_is_told(tmp_path: Path):
    with pytest.raises(OutputError, match="cannot be written"):
        Report("document/towns").write(tmp_path)
