"""What did not come in can be mended and imported alone, under its old number."""

import csv
import json
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tables import PLACE, Write, place, problems, rows, write

from graph.errors import OutputError
from graph.importing.drafts import Problem
from graph.importing.files.rows import ADDED, SourceRow, SpoiltRow
from graph.importing.files.tables import TableOptions, open_table
from graph.importing.rejects import OMITTED, Rejects, origin, path_of

__all__ = ["place", "write"]  # fixtures

COLUMNS = ["town", "country"]


def rejected(path: Path, to: Path, **options: object) -> Path:
    """Write what cannot be read of a table, and return where."""
    table = open_table(path, TableOptions(**options))
    with Rejects(to, table.columns) as file:
        for each in table:
            if isinstance(each, SpoiltRow):
                file.write(each.cells, [each.problem])
    return to


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_mended_row_comes_in_under_its_old_number(write: Write, tmp_path: Path):
    path = write("Łąka;kraj\nA;1\nB;=1+1\nC;3\nD;x\x01\n".encode("windows-1250"), "towns.csv")
    file = rejected(path, tmp_path / "rejected.csv", encoding="windows-1250", delimiter=";")
    assert lines(file) == [
        dict(
            zip(
                ["Łąka", "kraj", *ADDED],
                ["B", "=1+1", "2", "kraj", "'=1+1", "wanted a value, came a formula"],
                strict=True,
            )
        ),
        dict(
            zip(
                ["Łąka", "kraj", *ADDED],
                ["D", "x\x01", "4", "kraj", "x\x01", "wanted text, came the control character U+0001 at character 2"],
                strict=True,
            )
        ),
    ]
    mended = write(file.read_text(encoding="utf-8").replace("B,=1+1", "B,2").replace("D,x\x01", "D,x"), "mended.csv")
    # The options of the mapping are of the table as it came, not of this file.
    assert rows(mended, encoding="windows-1250", delimiter=";", heading=4, format="xlsx") == [
        SourceRow(2, {"Łąka": "B", "kraj": "2"}),
        SourceRow(4, {"Łąka": "D", "kraj": "x"}),
    ]
    assert open_table(mended).columns == ["Łąka", "kraj"]


@pytest.mark.parametrize("content", ["a,b\n1\n", "a,b\n1,2,3\n", 'a,b\n1,"x\n', "a,b\n1,\x01\n", "a,b\n1,=2+2\n"])
def test_what_was_not_mended_is_rejected_again(content: str, write: Write, tmp_path: Path):
    file = rejected(write(content), tmp_path / "again.csv")
    assert [number for number, _, _ in problems(file)] == [1]
    again = rejected(file, tmp_path / "twice.csv")
    assert [number for number, _, _ in problems(again)] == [1]


def test_a_byte_that_could_not_be_read_has_to_be_mended(write: Write, tmp_path: Path):
    file = rejected(write(b"a,b\n" + "Łęczna,1\n".encode() * 3 + b"\xa3\xea,2\n"), tmp_path / "bytes.csv")
    assert lines(file)[0]["a"] == "\ufffd\ufffd"
    assert problems(file) == [(4, "a", "wanted the character for which U+FFFD stands")]
    assert [each.number for each in rows(write(file.read_text().replace("\ufffd\ufffd", "Łę"), "mended.csv"))] == [4]


def test_a_row_without_columns_stands_whole_in_the_value(write: Write, tmp_path: Path):
    file = rejected(write('a,b\n1,2,"3"\n'), tmp_path / "whole.csv")
    assert lines(file) == [
        dict(zip(["a", "b", *ADDED], ["", "", "1", "", '1,2,"3"', "wanted 2 cells, came 3"], strict=True))
    ]


def test_objects_are_mended_as_objects(write: Write, tmp_path: Path):
    path = write('{"n": 1.10, "t": ["ł", null, true]}\n{"n": 2.50, "t": "\\u0000"}\n{"a": 1 2}\n', "towns.jsonl")
    file = rejected(path, tmp_path / "rejected.jsonl")
    first, second = (json.loads(line, parse_float=Decimal) for line in file.read_text(encoding="utf-8").splitlines())
    assert first["n"] == Decimal("2.50")
    assert (first["ogniwo:row"], first["ogniwo:column"]) == (2, "t")
    assert second["ogniwo:value"] == '{"a": 1 2}'
    assert problems(file) == [
        (2, "t", "wanted text, came the control character U+0000 at character 1"),
        (3, "", "is not mended: its cells are empty; they are in ogniwo:value"),
    ]
    mended = write(file.read_text(encoding="utf-8").replace("\\u0000", "x", 1), "mended.jsonl")
    assert rows(mended, format="json", rows="items")[0] == SourceRow(2, {"n": Decimal("2.50"), "t": "x"})


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "²", "9" * 30])
def test_a_mended_row_has_a_number(number: str, write: Write):
    path = write(f"a,{','.join(ADDED)}\nx,{number},,,\n")
    assert problems(path) == [(1, "ogniwo:row", "wanted the number that the row had")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_nothing_that_we_add_is_a_formula(text: str, tmp_path: Path):
    with Rejects(tmp_path / "file.csv", ["a"]) as file:
        file.write({"a": text}, [Problem(1, text, text, text)])
    found = lines(tmp_path / "file.csv")[0]
    assert found["a"] == text
    assert [found[each] for each in ADDED[1:]] == [f"'{text}"] * 3


def test_all_that_is_wrong_with_a_row_stands_in_one_line(tmp_path: Path):
    with Rejects(tmp_path / "file.csv", COLUMNS) as file:
        file.write(
            {"town": "A", "country": "B"}, [Problem(7, "town", "A", "is two"), Problem(7, "country", "B", "is none")]
        )
    assert lines(tmp_path / "file.csv") == [
        {
            "town": "A",
            "country": "B",
            "ogniwo:row": "7",
            "ogniwo:column": "town; country",
            "ogniwo:value": "A; B",
            "ogniwo:reason": "is two; is none",
        }
    ]


def test_without_rejects_there_is_no_file(tmp_path: Path):
    with Rejects(tmp_path / "file.csv", COLUMNS):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_there_only_when_all_of_it_is(tmp_path: Path):
    path = tmp_path / "deep" / "file.csv"
    assert list(ended_by_an_error(path)) == []
    path.write_text("what somebody is mending")
    assert list(ended_by_an_error(path)) == [path]
    assert path.read_text() == "what somebody is mending"


def ended_by_an_error(path: Path) -> Iterator[Path]:
    with suppress(KeyError), Rejects(path, COLUMNS) as file:
        file.write({"town": "A"}, [Problem(1, "", "", "why")])
        raise KeyError
    return path.parent.iterdir()


def test_where_nothing_can_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(OutputError, match="cannot be written"),
        Rejects(tmp_path / "file" / "rejects.csv", COLUMNS) as file,
    ):
        file.write({}, [Problem(1, "", "", "why")])


def test_the_name_says_of_what_the_rejects_are(tmp_path: Path):
    first = path_of(tmp_path, Path("in/ror.jsonl.gz"), "v1 records", None)
    assert first == tmp_path / "ror.jsonl.gz.v1-records.rejected.jsonl"
    assert origin(first) == ("ror.jsonl.gz", "v1-records")
    assert path_of(tmp_path, first, "v1 records", None) == first
    assert path_of(tmp_path, Path("a.csv"), "t", ["a"], OMITTED).name == "a.csv.t.omitted.csv"
    assert origin(Path("projects.csv")) is None


cells = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"))


@settings(max_examples=150)
@given(st.dictionaries(st.integers(1, 10**9), st.tuples(cells, cells), min_size=1, max_size=5))
def test_cells_are_as_they_were(table: dict[int, tuple[str, str]]):
    path = Path(PLACE.name) / "drawn.csv"
    with Rejects(path, COLUMNS) as file:
        for number, (town, country) in table.items():
            file.write({"town": town, "country": country}, [Problem(number, "town", town, "why")])
    for each, (number, wanted) in zip(rows(path), table.items(), strict=True):
        assert each.number == number
        if isinstance(each, SourceRow):
            assert tuple(each.cells.values()) == wanted
        else:
            assert any(text.startswith("=") for text in wanted) or not any(wanted)
