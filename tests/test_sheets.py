"""Spreadsheets come in as what they show, in text; nothing in them is evaluated, and none takes much memory."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from test_tables import PLACE, Write, cells, numbers, place, problems, read_or_refused, refusal, rows, write

from graph.importing.files.rows import ADDED
from graph.importing.files.tables import open_table

__all__ = ["place", "write"]  # fixtures


def book(*table: tuple[object, ...], change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    made = Workbook()
    for row in table:
        made.active.append(row)
    change(made)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def rewritten(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook in which a file is another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if name in each else old.read(each))
    return made.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Łęczna", "Łęczna"),
        ("a\nb", "a\nb"),
        (1, "1"),
        (123456789012345, "123456789012345"),
        (0.1 + 0.2, "0.3"),
        (1234.5600000000001, "1234.56"),
        (1e20, "100000000000000000000"),
        (-1.5e-7, "-0.00000015"),
        (2.0, "2"),
        (True, "TRUE"),
        (date(2020, 2, 29), "2020-02-29"),
        (datetime(2020, 2, 29, 12, 30), "2020-02-29T12:30:00"),
        (time(3, 4, 5), "03:04:05"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (None, ""),
        ("_x0041_", "A"),
    ],
)
def test_a_value_is_exact_text(value: object, text: str, write: Write):
    assert cells(write(book(("a", "b"), ("x", value)), "table.xlsx")) == [("x", text)]


def test_rows_are_numbered_as_they_are_seen(write: Write):
    content = book(("Title",), (), ("a", "b"), (1, 2), (), (3,), (None, None))
    for path in (write(content, "table.xlsx"), write(gzip.compress(content), "table.xlsx.gz")):
        assert numbers(path, heading=3) == [1, 3]
        assert cells(path, heading=3) == [("1", "2"), ("3", "")]


def test_a_sheet_can_be_named(write: Write):
    def second(made: Workbook) -> None:
        made.create_sheet("Dane").append(("c",))

    path = write(book(("a",), change=second), "table.xlsx")
    assert open_table(path).columns == ["a"]
    assert refusal(path, sheet="None") == ":1: has no sheet 'None'; it has 'Sheet', 'Dane'"


def test_more_cells_than_headings_are_told(write: Write):
    path = write(book(("a", "b"), (1, 2, None, 4), (1, 2, "")), "table.xlsx")
    assert problems(path) == [(1, "", "wanted 2 cells, came 4")]
    assert numbers(path) == [1, 2]


def test_a_formula_has_the_value_that_was_worked_out(write: Write):
    content = book(("a", "b"), ("=1+1", "x"), ('=IF(1,"","")', "y"), ("=2+2", "z"))
    content = rewritten(
        content,
        "sheet1",
        lambda xml: xml.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
        ),
    )
    content = rewritten(content, "sheet1", lambda xml: xml.replace(b'<c r="A3"', b'<c r="A3" t="str"'))
    path = write(content, "table.xlsx")
    assert [each.cells["a"] for each in rows(path)] == ["2", "", ""]
    assert [(number, reason[:46]) for number, _, reason in problems(path)] == [
        (3, "wanted a value, came a formula that was never ")
    ]


def test_a_formula_that_calls_another_programme_is_told(write: Write):
    content = book(("a", "b"), ("=cmd|' /C calc'!A0", "x"), ("y", "z"))
    content = rewritten(content, "sheet1", lambda xml: xml.replace(b"<v/>", b"<v>0</v>").replace(b"<v />", b"<v>0</v>"))
    path = write(content, "table.xlsx")
    assert problems(path) == [(1, "a", "wanted a value, came a formula that calls another programme")]
    assert numbers(path) == [1, 2]


def test_text_that_would_be_a_formula_is_told(write: Write):
    def as_text(made: Workbook) -> None:
        made.active["B2"].data_type = "s"

    path = write(book(("a", "b"), ("x", "=cmd|' /C calc'!A0"), ("y", "z"), change=as_text), "table.xlsx")
    assert problems(path) == [(1, "b", "wanted a value, came a formula")]


def test_errors_and_dates_that_are_none_are_told(write: Write):
    def dated(made: Workbook) -> None:
        made.active["B3"].number_format = "yyyy-mm-dd"

    path = write(book(("a", "b"), ("x", "#REF!"), ("y", 1e9), ("z", 1), change=dated), "table.xlsx")
    assert problems(path) == [
        (1, "b", "wanted a value, came the error #REF!"),
        (2, "b", "wanted a value, came the error #VALUE!"),
    ]


def test_merged_cells_are_told_with_their_range(write: Write):
    def merge(made: Workbook) -> None:
        for each in ("A1:C1", "B4:B6", "A8:B8", "E3:E9"):
            made.active.merge_cells(each)

    table = [("Title",), ("a", "b", "c"), *([number, 1, 2] for number in range(8))]
    path = write(book(*table, change=merge), "table.xlsx")
    told = {number: (column, reason) for number, column, reason in problems(path, heading=2)}
    merged = "is merged with other cells: unmerge {} and fill each cell"
    assert told == {
        2: ("b", merged.format("B4:B6")),
        3: ("b", merged.format("B4:B6")),
        4: ("b", merged.format("B4:B6")),
        6: ("a", merged.format("A8:B8")),
    }
    assert numbers(path, heading=2) == list(range(1, 9))


def test_merged_headings_are_refused(write: Write):
    path = write(book(("a", "b"), (1, 2), change=lambda made: made.active.merge_cells("A1:B1")), "table.xlsx")
    assert refusal(path) == ":1: the headings A1:B1 are merged: unmerge them, one to a column"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no spreadsheet (.xlsx), or cut"),
        (b"a,b\n1,2\n", "is no spreadsheet (.xlsx), or cut"),
        (book(("a",))[:2_000], "is no spreadsheet (.xlsx), or cut"),
        (b"\xd0\xcf\x11\xe0 an old one", "is an old spreadsheet (.xls), or has a password"),
        (gzip.compress(book(("a",)))[:2_000], "the gzip file ends in the middle"),
        (book(), "is empty"),
        (rewritten(book(("a",)), "workbook.xml", lambda _: b"<"), "is a damaged spreadsheet"),
        (
            rewritten(book(("a",), (1,)), "sheet1", lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999"')),
            "has a row 99,999,999",
        ),
        (
            rewritten(book(("a",)), "sheet1", lambda xml: xml.replace(b"<c ", b"<c " + b" " * 70_000_000)),
            "has a row of more than 64 MB",
        ),
        (rewritten(book(("a",)), "styles", lambda xml: xml + b" " * 70_000_000), "xl/styles.xml in it has 66 MB"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_workbook_that_cannot_be_read_is_refused(content: bytes, said: str, write: Write):
    assert said in refusal(write(content, "table.xlsx"))


def test_a_sheet_that_breaks_off_gives_the_rows_before(write: Write):
    content = book(("a",), *((number,) for number in range(9)))
    path = write(rewritten(content, "sheet1", lambda xml: xml[: xml.index(b'<row r="5"')]), "table.xlsx")
    assert [number for number, _, _ in problems(path)] == [4]
    assert numbers(path) == [1, 2, 3, 4]


def test_memory_does_not_grow_with_a_sheet(tmp_path: Path):
    def peak(count: int) -> int:
        made = Workbook(write_only=True)
        sheet = made.create_sheet()
        for row in (("a", "b"), *[(1, 1.5)] * count):
            sheet.append(row)
        made.save(path := tmp_path / f"{count}.xlsx")
        tracemalloc.start()
        try:
            assert sum(1 for _ in open_table(path)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what openpyxl imports when it is first used
    assert peak(12_000) < peak(4_000) + 500_000


@settings(max_examples=150)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=30), st.booleans())
def test_a_damaged_workbook_is_no_traceback(place: int, noise: bytes, inside: bool):
    content = book(("a", "b"), (1, "x"), (date(2020, 1, 1), "=1+1"))

    def damaged(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + noise + data[at + len(noise) :]

    path = Path(PLACE.name) / "damaged.xlsx"
    path.write_bytes(rewritten(content, "xl/", damaged) if inside else damaged(content))
    assert all(each.number > 0 for each in read_or_refused(path))


def test_mended_rows_that_were_saved_as_a_spreadsheet_keep_their_numbers(write: Write):
    path = write(book(("a", *ADDED), ("x", 17, "a", "y", "=wrong")), "table.xlsx")
    assert [(each.number, each.cells) for each in rows(path, heading=3)] == [(17, {"a": "x"})]
