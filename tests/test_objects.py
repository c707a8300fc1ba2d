"""JSON comes in object by object: what is wrong with one says nothing of the others."""

import gzip
import json
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tables import PLACE, SHARED, Write, needs_shared, numbers, place, problems, refusal, rows, write

from graph.importing.files.objects import DEPTH
from graph.importing.files.pieces import VALUE_LIMIT
from graph.importing.files.rows import CELL_LIMIT, UNREADABLE
from graph.importing.files.tables import SourceRow, SpoiltRow, TableOptions, open_table

__all__ = ["place", "write"]  # fixtures

BAD = {
    '{"a": 1, "a": 2}': "the key 'a' stands twice",
    '{"a": {"b": 1, "b": 2}}': "the key 'b' stands twice",
    '{"a": NaN}': "wanted a number, came NaN",
    '{"a": [-Infinity]}': "wanted a number, came -Infinity",
    '{"a": "\\u0000"}': "wanted text, came the control character U+0000",
    '{"a": "x\x01"}': "wanted text, came the control character U+0001",
    '{"a": ["\\ud800"]}': "wanted text, came the surrogate U+D800",
    '{"\\u0007": 1}': "wanted text, came the control character U+0007",
    "[1, 2]": "wanted an object, came a list",
    "17": "wanted an object, came a number",
    '"text"': "wanted an object, came a text",
    "true": "wanted an object, came true or false",
    "null": "wanted an object, came null",
    '{"a":' * (DEPTH + 1) + "1" + "}" * (DEPTH + 1): f"is nested more than {DEPTH} deep",
    '{"a":' * 100_000 + "1" + "}" * 100_000: f"is nested more than {DEPTH} deep",
    '{"a": ' + "9" * 5_000 + "}": "too many digits",
    '{"a": 1 2}': "is not JSON: Expecting ',' delimiter",
    '{"a": tru}': "is not JSON: Expecting value",
    "{'a': 1}": "is not JSON: Expecting property name",
    '{"a": "\\x"}': "is not JSON: Invalid \\escape",
}


def read_back(found: list[SourceRow | SpoiltRow]) -> list[object]:
    assert all(isinstance(each, SourceRow) for each in found)
    return [each.cells for each in found]


@pytest.mark.parametrize("bad", BAD, ids=lambda each: each[:20])
def test_an_object_that_is_bad_spoils_its_row_alone(bad: str, write: Write):
    lines = write(f'{{"x": 1}}\n{bad}\n{{"x": 2}}\n', "table.jsonl")
    listed = write(f'[{{"x": 1}},\n{bad},\n{{"x": 2}}]', "table.json")
    for path in (lines, listed):
        found = rows(path)
        assert [(each.number, isinstance(each, SpoiltRow)) for each in found] == [(1, False), (2, True), (3, False)]
        assert BAD[bad] in found[1].problem.reason


def test_numbers_are_exact(write: Write):
    path = write('[{"a": 1234567890123456789012345, "b": 0.1, "c": 1.10, "d": 1e3}]', "table.json")
    assert rows(path)[0].cells == {
        "a": 1234567890123456789012345,
        "b": Decimal("0.1"),
        "c": Decimal("1.10"),
        "d": Decimal("1e3"),
    }


@pytest.mark.parametrize("keys", ["data.list", '"data"."list"'])
def test_a_list_is_found_behind_keys(keys: str, write: Write):
    content = {
        "list": [1],
        "text": '"]}',
        "other": {"list": [[{}]]},
        "data": {"x": [1, {"list": 2}], "list": [{"a": 1}]},
    }
    assert read_back(rows(write(json.dumps(content), "table.json"), rows=keys)) == [{"a": 1}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ('{"a": 1}', "wanted a list of objects at its top, came an object"),
        ("xyz", "wanted a list of objects at its top, came another value"),
    ],
)
def test_a_file_without_a_list_is_refused(content: str, said: str, write: Write):
    assert said in refusal(write(content, "table.json"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"data": 1}', "has no data.list"),
        ('{"other": 1}', "has no data"),
        ('{"data": {"list": {}}}', "wanted a list of objects at data.list, came an object"),
        ('{"data": {"list":', "came its end"),
        ('{"data" 1}', "wanted a colon after the key 'data'"),
        ('{"data', "a key is cut"),
    ],
)
def test_a_list_that_is_not_where_it_should_be_is_told(content: str, said: str, write: Write):
    assert said in refusal(write(content, "table.json"), rows="data.list")


def test_a_file_that_was_cut_gives_the_objects_before(write: Write):
    path = write('[{"a": 1}, {"a": 2}, {"a": "thi', "table.json")
    assert problems(path) == [(3, "", "the file ends in the middle of this object")]
    assert numbers(path) == [1, 2, 3]
    path = write('[{"a": 1}, {"a": 2}', "table.json")
    assert problems(path) == [(3, "", "the file ends before its list does: fetch it again")]
    path = write(gzip.compress(json.dumps([{"a": n} for n in range(9)]).encode())[:-12], "table.json.gz")
    assert "the gzip file ends in the middle" in problems(path)[-1][2]
    assert numbers(path) == list(range(1, len(rows(path)) + 1))


def test_what_stands_between_objects_or_after_them_is_told(write: Write):
    assert problems(write('[{"a": 1} 5, {"a": 2}]', "table.json")) == [(2, "", "wanted a comma between two objects")]
    path = write('[{"a": 1}][{"a": 2}]', "table.json")
    assert problems(path) == [(2, "", "wanted the end of the file after its list")]


def test_lines_that_are_empty_are_counted(write: Write):
    assert numbers(write('{"a": 1}\n\n{"a": 2}\r\n', "table.jsonl")) == [1, 3]


def test_a_byte_that_is_not_of_the_encoding_is_told(write: Write):
    content = '{"a": "Łęczna"}\n'.encode() * 3 + b'{"b": ["\xb3"]}\n'
    assert problems(write(content, "table.jsonl"))[0][:2] == (4, "b")
    assert "byte 0xB3" in problems(write(content, "table.jsonl"))[0][2]


@pytest.mark.parametrize("size", [CELL_LIMIT + 1, VALUE_LIMIT + 1])
def test_a_value_that_is_too_large_spoils_its_row_alone(size: int, write: Write):
    text = "x" * size
    for path in (
        write(f'[{{"a": 1}}, {{"a": "{text}"}}, {{"a": 2}}]', "table.json"),
        write(f'{{"a": 1}}\n{{"a": "{text}"}}\n{{"a": 2}}\n', "table.jsonl"),
    ):
        assert [(number, "at most" in reason) for number, _, reason in problems(path)] == [(2, True)]
        assert numbers(path) == [1, 2, 3]


def test_a_list_without_end_takes_no_memory(write: Write):
    content = "[" + ", ".join(['{"a": "some words that fill an object"}'] * 50_000) + "]"
    table = open_table(write(content, "table.json"))
    tracemalloc.start()
    try:
        assert sum(1 for _ in table) == 50_000
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()


texts = st.text().filter(lambda each: not UNREADABLE.search(each))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False).map(float) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.lists(st.dictionaries(texts, values, max_size=4), max_size=5), st.booleans(), st.sampled_from([None, 1]))
def test_what_json_writes_is_read_back(objects: list[dict[str, object]], escaped: bool, indent: int | None):
    wanted = [json.loads(json.dumps(each), parse_float=Decimal) for each in objects]
    path = Path(PLACE.name) / "drawn.json"
    path.write_text(json.dumps(objects, ensure_ascii=escaped, indent=indent), encoding="utf-8")
    assert read_back(rows(path)) == wanted
    path = Path(PLACE.name) / "drawn.jsonl"
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=escaped)}\n" for each in objects), encoding="utf-8")
    assert read_back(rows(path)) == wanted


@needs_shared
def test_real_objects_come_in_whole():
    found = rows(SHARED / "ror" / "ror_records_PL.jsonl")
    assert len(read_back(found)) == 427
    found = rows(SHARED / "teryt" / "teryt_terc_2024.json")
    assert len(read_back(found)) == 4_332


def test_the_columns_of_objects_are_not_known(write: Write):
    assert open_table(write("[]", "table.json"), TableOptions(format="json")).columns is None
