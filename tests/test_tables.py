"""Files of rows come in whole: each record is a row or a problem, whatever the file is like."""

import csv
import gzip
import hashlib
import io
import string
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from graph.importing.files.encodings import encoding_of
from graph.importing.files.rows import CELL_LIMIT, COLUMN_LIMIT, UNREADABLE
from graph.importing.files.tables import FORMATS, SUFFIXES, SourceRow, SpoiltRow, TableOptions, open_table

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
Write = Callable[..., Path]

TEXTS = {
    "windows-1250": "Zażółć gęślą jaźń; Ośrodek Pomocy Społecznej w Łęcznej, Świdnik",
    "iso-8859-2": "Zażółć gęślą jaźń; Ośrodek Pomocy Społecznej w Łęcznej, Świdnik",
    "cp852": "Zażółć gęślą jaźń; Ośrodek Pomocy Społecznej w Łęcznej, Świdnik",
    "windows-1252": "Très élégant château de la Forêt, garçon à la mairie, œuvre",
    "iso-8859-15": "Très élégant château de la Forêt, garçon à la mairie, œuvre",
    "cp1251": "Привет, это русский текст о городах и людях",
    "cp1253": "Καλημέρα κόσμε, πόλη της Αθήνας",
    "utf-8": "Zażółć gęślą jaźń",
    "utf-8-sig": "Zażółć gęślą jaźń",
    "utf-16": "Zażółć gęślą jaźń",
    "utf-16-le": "Zażółć gęślą jaźń",
    "utf-16-be": "Zażółć gęślą jaźń",
    "utf-32": "Zażółć gęślą jaźń",
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of that content."""

    def written(content: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def rows(path: Path, **options: object) -> list[SourceRow | SpoiltRow]:
    return list(open_table(path, TableOptions(**options)))


def cells(path: Path, **options: object) -> list[tuple[object, ...]]:
    """Return the cells of all rows, which must all be good."""
    found = rows(path, **options)
    assert all(isinstance(each, SourceRow) for each in found)
    return [tuple(each.cells.values()) for each in found]


def problems(path: Path, **options: object) -> list[tuple[int, str, str]]:
    found = [each.problem for each in rows(path, **options) if isinstance(each, SpoiltRow)]
    return [(each.number, each.column, each.reason) for each in found]


def numbers(path: Path, **options: object) -> list[int]:
    return [each.number for each in rows(path, **options)]


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(SourceError) as caught:
        open_table(path, TableOptions(**options))
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(path))


def read_or_refused(path: Path) -> list[SourceRow | SpoiltRow]:
    """Read a file that may be anything; if it is refused, then in one line."""
    try:
        return list(open_table(path))
    except SourceError as error:
        said = str(error)
    assert "\n" not in said
    return []


# Encodings


@pytest.mark.parametrize("encoding", TEXTS)
def test_an_encoding_is_found(encoding: str, write: Write):
    text = TEXTS[encoding]
    path = write(f"nazwa|rok\n{text}|1999\n".encode(encoding))
    assert cells(path) == [(text, "1999")]


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_declared_encoding_is_believed(encoding: str, write: Write):
    path = write(f"nazwa|rok\n{TEXTS[encoding]}|1999\n".encode(encoding))
    assert cells(path, encoding=encoding) == [(TEXTS[encoding], "1999")]


def test_a_mark_of_the_order_of_bytes_is_believed_before_what_is_declared(write: Write):
    assert cells(write("a|b\nł|1".encode("utf-8-sig")), encoding="windows-1250") == [("ł", "1")]


@pytest.mark.parametrize("name", ["nonsense", "base64", "idna", "undefined", "hex"])
def test_what_is_no_encoding_of_text_is_refused(name: str, write: Write):
    assert "is not an encoding of text" in refusal(write("a,b\n1,2\n"), encoding=name)


def test_bytes_that_go_astray_in_utf_8_spoil_their_rows_alone(write: Write):
    good = "".join(f"{number},Łęczna\n" for number in range(5))
    path = write(b"id,town\n" + good.encode() + b"6,\xb3\xea\n" + good.encode())
    assert problems(path) == [(6, "town", "byte 0xB3 at character 1 is not utf-8; name the encoding, or mend it")]
    assert len(rows(path)) == 11


@pytest.mark.parametrize(("encoding", "byte"), [("windows-1250", b"\x81"), ("ascii", b"\xc5"), ("cp932", b"\x81\n")])
def test_a_byte_that_a_declared_encoding_does_not_have_is_told(encoding: str, byte: bytes, write: Write):
    path = write(b"a,b\n1,x\n2," + byte + b"\n3,z\n")
    found = problems(path, encoding=encoding)
    assert [(number, column) for number, column, _ in found] == [(2, "b")]
    assert f"0x{byte[0]:02X}" in found[0][2]
    assert encoding in found[0][2]


def test_half_a_character_of_utf_16_is_told(write: Write):
    path = write("a,b\n1,x\n2,".encode("utf-16") + b"\x00\xd8" + "\n3,z\n".encode("utf-16-le"))
    assert [number for number, _, _ in problems(path)] == [2]
    assert numbers(path) == [1, 2, 3]


def test_letters_far_down_a_file_decide_its_encoding(write: Write):
    path = write(b"a,b\n" + b"1,plain\n" * 50_000 + "2,Łęczna, świętość\n".replace(", ś", " ś").encode("windows-1250"))
    assert rows(path)[-1].cells["b"] == "Łęczna świętość"


# Dialects


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimiter_is_found(delimiter: str, write: Write):
    path = write(f'name{delimiter}amount\n"a, b; c | d"{delimiter}15\n"e{delimiter}"{delimiter}25\n')
    assert [name for name, _ in cells(path)] == ["a, b; c | d", f"e{delimiter}"]


def test_a_delimiter_in_texts_is_not_taken_for_the_delimiter(write: Write):
    path = write("Name, first;City;Budget\n" + "Smith, John, Esq;Łódź;1,5\n" * 20)
    assert open_table(path).columns == ["Name, first", "City", "Budget"]


def test_a_table_of_one_column_has_no_delimiter(write: Write):
    assert cells(write("name\na b\nc d\n")) == [("a b",), ("c d",)]


@pytest.mark.parametrize(
    ("given", "meant"), [("tab", "\t"), ("\\t", "\t"), ("semicolon", ";"), (";", ";"), ("\x1f", "\x1f")]
)
def test_a_delimiter_can_be_declared(given: str, meant: str, write: Write):
    path = write(f"a{meant}b\n1{meant}2\n")
    found = open_table(path, TableOptions(delimiter=given))
    assert found.columns == ["a", "b"] or meant == "\x1f"


@pytest.mark.parametrize("delimiter", ["", ",,", "\n", '"'])
def test_a_delimiter_is_one_character(delimiter: str, write: Write):
    assert "wanted one character as a delimiter" in refusal(write("a,b\n1,2\n"), delimiter=delimiter)


def test_another_quote_can_be_declared_or_none(write: Write):
    assert cells(write("a,b\n'1,5',2\n"), quote="'") == [("1,5", "2")]
    assert cells(write('a,b\n"1,2"\n'), quote="") == [('"1', '2"')]
    assert "wanted one character as a quote" in refusal(write("a,b\n"), quote="''")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_they_like(end: str, write: Write):
    path = write(f'a,b{end}1,"x{end}y"{end}{end}2,z')
    assert [(each.number, each.cells["b"]) for each in rows(path)] == [(1, f"x{end}y"), (3, "z")]


def test_headings_may_stand_further_down(write: Write):
    path = write("A list of towns\n\na,b\n1,2\n")
    assert cells(path, heading=3) == [("1", "2")]
    assert numbers(path, heading=3) == [1]


@settings(max_examples=300)
@given(
    st.data(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.booleans(),
)
def test_what_csv_writes_is_read_back(
    data: st.DataObject, delimiter: str, end: str, encoding: str, quoting: int, packed: bool
):
    width = data.draw(st.integers(1, 5))
    text = st.text().filter(
        lambda each: not UNREADABLE.search(each) and not each.startswith("=") and each.isprintable()
    )
    table = data.draw(st.lists(st.lists(text | st.just("a\nb"), min_size=width, max_size=width), max_size=8))
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow([f"c{number}" for number in range(width)])
    writer.writerows(table)
    content = written.getvalue().encode(encoding)
    path = Path(PLACE.name) / "drawn.csv"
    path.write_bytes(gzip.compress(content) if packed else content)
    assert cells(path, delimiter=delimiter) == [tuple(each) for each in table]


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory: pytest.TempPathFactory) -> None:
    PLACE.name = str(tmp_path_factory.mktemp("drawn"))


class PLACE:
    """Where examples that are drawn are written."""

    name = ""


@settings(max_examples=400)
@given(st.binary(max_size=300), st.sampled_from([*SUFFIXES, "csv.gz"]), st.sampled_from(["", "a,b\n", '[{"a":', "PK"]))
@example(b"\x1f\x8b", "csv", "")
@example(b'a,b\n1,"\n2,3', "csv", "")
@example(b"\xff\xfea", "csv", "")
def test_no_bytes_are_a_traceback(content: bytes, suffix: str, start: str):
    path = Path(PLACE.name) / f"bytes.{suffix}"
    path.write_bytes(start.encode() + content)
    assert all(each.number > 0 for each in read_or_refused(path))


@settings(max_examples=300)
@given(st.text(alphabet='a1,"\n=\x01', max_size=60))
def test_no_line_is_lost_and_none_is_made_up(text: str):
    """A line belongs to one record alone: what is left of broken ones is found in the problems."""
    path = Path(PLACE.name) / "lines.csv"
    path.write_text(f"h,k\n{text}\n", encoding="utf-8")
    found = rows(path, delimiter=",")
    letters = "".join(
        "".join(each.cells.values()) if isinstance(each, SourceRow) or each.cells else each.problem.value
        for each in found
    )
    for sign in "a1=\x01":
        assert letters.count(sign) == text.count(sign)


# What is wrong with a file as a whole


def test_formats_are_known_by_names(write: Write):
    assert set(SUFFIXES.values()) == set(FORMATS)
    assert "does not say its format" in refusal(write("a,b", "table.foo"))
    assert "is an old spreadsheet" in refusal(write("a,b", "table.xls"))
    assert cells(write("a\tb\n1,5\t2", "table.tsv")) == [("1,5", "2")]
    assert cells(write("a,b\n1,2", "table.foo"), format="csv") == [("1", "2")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("a,,c\n1,2,3\n", "column 2 has no heading"),
        ("a,b,a\n1,2,3\n", "'a' heads column 1 and column 3"),
        ("a, a \n1,2\n", "'a' heads column 1 and column 2"),
        ("a,b\x01\n1,2\n", "heading of column 2: wanted text, came the control character U+0001"),
        ('a,"b\n1,2\n', "a quote opens here that nothing closes"),
        (",".join(f"c{each}" for each in range(COLUMN_LIMIT + 1)), "has 16,385 columns"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0)[:12], "the gzip file ends in the middle"),
    ],
)
def test_a_file_without_good_headings_is_refused(content: str | bytes, said: str, write: Write):
    assert said in refusal(write(content))


def test_what_is_no_file_is_refused(tmp_path: Path):
    assert "is a folder" in refusal(tmp_path)
    assert "is not there" in refusal(tmp_path / "missing.csv")
    assert "is not gzipped" in refusal_of(tmp_path / "plain.csv.gz", b"a,b\n")


def refusal_of(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return refusal(path)


# What is wrong with rows


def test_rows_that_are_too_short_or_too_long_are_told(write: Write):
    path = write("a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert problems(path) == [(2, "", "wanted 2 cells, came 1"), (3, "", "wanted 2 cells, came 3")]
    assert numbers(path) == [1, 2, 3, 4]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\x7f", "\uffff"])
def test_what_is_no_text_is_told(character: str, write: Write):
    path = write(f"a,b\n1,x{character}\n2,y\n")
    assert problems(path)[0][:2] == (1, "b")
    assert f"U+{ord(character):04X} at character 2" in problems(path)[0][2]
    assert len(rows(path)) == 2


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "=1+1", "= 2", '="007"', "=SUM(A1)"])
def test_a_formula_is_not_a_value(formula: str, write: Write):
    quoted = '"' + formula.replace('"', '""') + '"'
    path = write(f"a,b\n{quoted},x\n1,{quoted}\n2,y\n")
    assert problems(path) == [(number, each, "wanted a value, came a formula") for number, each in ((1, "a"), (2, "b"))]


def test_signs_that_begin_no_formula_are_text(write: Write):
    path = write("a,b\n=>,==\n+48 81,-5\n@home,x=1\n")
    assert cells(path) == [("=>", "=="), ("+48 81", "-5"), ("@home", "x=1")]


def test_a_quote_that_is_not_closed_spoils_its_row_alone(write: Write):
    path = write('a,b\n1,"x\n2,3\n4,5\n6,7\n')
    assert problems(path) == [(1, "", "a quote opens here that nothing closes: close it, or double it")]
    assert numbers(path) == [1, 2, 3, 4]


def test_a_quote_that_the_next_row_closes_spoils_its_row_alone(write: Write):
    path = write('a,b\n1,"x\n2,"3"\n4,5\n')
    assert [number for number, _, _ in problems(path)] == [1]
    assert numbers(path) == [1, 2, 3]


def test_a_file_cut_within_a_text_loses_its_last_row_alone(write: Write):
    path = write('a,b\n1,x\n2,"first line\nsecond line\nthi')
    assert problems(path) == [(2, "", "a quote opens here that nothing closes: the file may be cut")]


def test_what_follows_a_closing_quote_is_told(write: Write):
    path = write('a,b\n1,"x"y\n2,3\n')
    assert problems(path)[0][0] == 1
    assert numbers(path) == [1, 2]


def test_what_a_broken_quote_leaves_is_no_row(write: Write):
    path = write('a,b\n1,"she said "hi" and\nleft",2\n3,4\n')
    assert [number for number, _, _ in problems(path)] == [1, 2]
    assert rows(path)[-1] == SourceRow(3, {"a": "3", "b": "4"})


@pytest.mark.parametrize("text", ["x" * (CELL_LIMIT + 1), "x\n" * (CELL_LIMIT // 2 + 1), "x" * (5 * CELL_LIMIT)])
def test_a_cell_that_is_too_large_spoils_its_row_alone(text: str, write: Write):
    before = csv.field_size_limit()
    path = write(f'a,b\n0,y\n1,"{text}"\n2,z\n')
    found = rows(path)
    assert [(each.number, isinstance(each, SpoiltRow)) for each in found] == [(1, False), (2, True), (3, False)]
    assert "characters" in found[1].problem.reason
    assert csv.field_size_limit() == before


def test_a_large_cell_comes_in(write: Write):
    before = csv.field_size_limit()
    text = "Łąka\n" * (CELL_LIMIT // 10)
    assert cells(write(f'a,b\n1,"{text}"\n2,z\n')) == [("1", text), ("2", "z")]
    assert csv.field_size_limit() == before


# Files that are packed


def test_a_packed_file_that_was_cut_gives_the_rows_before(write: Write):
    lines = "".join(
        f"{number},{hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()}\n" for number in range(9_000)
    )
    packed = gzip.compress(f"a,b\n{lines}".encode())
    path = write(packed[: len(packed) // 2], "table.csv.gz")
    found = rows(path)
    good = [each for each in found if isinstance(each, SourceRow)]
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert len(good) == len(found) - 1 > 1_000
    assert "the gzip file ends in the middle" in found[-1].problem.reason
    assert (
        "".join(f"{each.cells['a']},{each.cells['b']}\n" for each in good) + found[-1].problem.value
        == lines[: sum(len(",".join(each.cells.values())) + 1 for each in good) + len(found[-1].problem.value)]
    )


def test_a_packed_file_that_is_damaged_is_told(write: Write):
    packed = bytearray(gzip.compress(b"a,b\n" + b"1,2\n" * 100))
    packed[-6] ^= 0xFF
    found = problems(write(bytes(packed), "table.csv.gz"))
    assert len(found) == 1
    assert "the gzip file is damaged" in found[0][2]


def test_what_unpacks_to_very_much_takes_no_memory(write: Write):
    path = write(gzip.compress(b"a,b\n" + b"0" * 100_000_000 + b"\n1,2\n", 1), "long.csv.gz")
    tracemalloc.start()
    try:
        assert [(each.number, isinstance(each, SpoiltRow)) for each in open_table(path)] == [(1, True), (2, False)]
        assert tracemalloc.get_traced_memory()[1] < 120_000_000
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(write: Write):
    def peak(count: int) -> int:
        path = write(
            gzip.compress(
                b"a,b\n"
                + b"1,some words that fill a row, and some that do so as well\n".replace(b"row,", b"row") * count,
                1,
            ),
            f"{count}.csv.gz",
        )
        tracemalloc.start()
        try:
            assert sum(1 for _ in open_table(path)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(60_000) < peak(6_000) + 300_000


# What is known of a file


def test_the_place_in_a_file_is_known(write: Write):
    content = b"a,b\n" + b"1,2\n" * 100_000
    table = open_table(write(content))
    places = [table.position for _ in table]
    assert places == sorted(places)
    assert 0 < places[0] < len(content) // 2
    assert table.position == table.size == len(content)
    assert table.checksum == hashlib.sha256(content).hexdigest()


def test_a_table_can_be_read_twice(write: Write):
    table = open_table(write("a,b\n1,2\n3,4\n"))
    assert list(table) == list(table)


def test_rows_come_at_a_good_part_of_the_speed_of_a_bare_reader(tmp_path: Path):
    path = tmp_path / "flat.csv"
    path.write_text("a,b,c,d,e,f\n" + "1234,Name of a thing,Łęczna,2020-01-01,1234.56,x\n" * 60_000, encoding="utf-8")
    table = open_table(path)

    def seconds(read: Callable[[], object]) -> float:
        started = time.process_time()
        read()
        return time.process_time() - started

    def bare() -> int:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.DictReader(file))

    def ours() -> int:
        return sum(1 for _ in table)

    assert bare() == ours() == 60_000
    # Other work on the machine only ever makes either of them slower.
    assert min(seconds(ours) for _ in range(5)) < min(seconds(bare) for _ in range(5)) / 0.6


# Real files

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason=f"the public data sets are not in {SHARED}")


@needs_shared
def test_the_polish_list_is_read_as_its_sister_in_utf_8():
    folder = SHARED / "pl_structural_funds"
    assert encoding_of(folder / "Poland_ESF_2014_2020.csv", None) == "windows-1250"
    found = cells(folder / "Poland_ESF_2014_2020.csv")
    assert found == cells(folder / "Poland_ESF_2014_2020.utf8.csv")
    assert len(found) == 2_437


@needs_shared
@pytest.mark.parametrize(
    ("name", "count", "width"),
    [
        ("keep_interreg/keep_2014_2020_projects.csv", 1_891, 49),
        ("keep_interreg/keep_2014_2020_partners.csv", 8_621, 15),
        ("twin_towns_wikipedia/twin_cities_raw.csv", 26_114, 4),
    ],
)
def test_real_tables_come_in_whole(name: str, count: int, width: int):
    found = cells(SHARED / name)
    assert (len(found), {len(each) for each in found}) == (count, {width})


def test_letters_of_all_kinds_in_headings_are_columns(write: Write):
    assert open_table(write(f"{string.ascii_letters},Tytuł projektu,Ώ\n")).columns[1:] == ["Tytuł projektu", "Ώ"]
