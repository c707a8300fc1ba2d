"""A mapping is read whole before any row; a row becomes what the mapping says, or is refused with its place."""

import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from clock import processor_seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from graph.importing.drafts import Draft, Problem, Reading, RowRejected
from graph.importing.language.mapping import read_mapping
from graph.importing.language.table_mapping import TableMapping
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier, Party
from graph.records import Row
from graph.values import Money, PartialDate, Text

MODEL = Model.of(Base)
DOCUMENT = """\
document:
  id: document/list
  title: {en: A list}
  language: pl
"""


def whole(records: str, file: str = "*.csv", more: str = "") -> str:
    body = f'file: "{file}"\n{textwrap.dedent(more)}records:\n{textwrap.dedent(records)}'
    return f"{DOCUMENT}tables:\n  rows:\n{textwrap.indent(body, '    ')}"


def compiled(text: str) -> TableMapping:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.yaml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(path, MODEL).tables["rows"]


class Cells(NamedTuple):
    """A row of a table."""

    number: int
    cells: Mapping[str, Any]


Read = Callable[..., TableMapping]


@pytest.fixture
def table(tmp_path: Path) -> Read:
    """Compile a table whose records are given."""

    def read(records: str, *, more: str = "", file: str = "*.csv") -> TableMapping:
        path = tmp_path / "mapping.yaml"
        path.write_text(whole(records, file, more), encoding="utf-8")
        return read_mapping(path, MODEL).tables["rows"]

    return read


def drafts(table: TableMapping, **cells: Any) -> Sequence[Draft]:
    return table.read(Cells(7, cells)).drafts


def values(table: TableMapping, **cells: Any) -> Mapping[str, Any]:
    return drafts(table, **cells)[-1].values


def problem(table: TableMapping, **cells: Any) -> Problem:
    with pytest.raises(RowRejected) as refused:
        table.read(Cells(7, cells))
    return refused.value.problem


def mistake(table: Read, records: str, **options: str) -> str:
    with pytest.raises(SourceError) as refused:
        table(records, **options)
    return str(refused.value).partition("mapping.yaml:")[2]


PROJECT = """
- id: project/{Id}
  type: Project
  title: "{Title}"
  acronym: {column: Acronym, empty: ["-", brak]}
  startDate: {column: Start, date: ["%d.%m.%Y", "%m/%Y"]}
  budget: {column: Budget, currency: PLN, decimal: ",", thousands: " "}
  status: {column: Status, codes: {w toku: RUNNING, koniec: FINISHED}}
"""
FULL = {
    "Id": "Ż 1",
    "Title": " Praca ",
    "Acronym": "P",
    "Start": "05.11.2008",
    "Budget": "94 856,52",
    "Status": "W toku",
}


def test_a_row_becomes_the_values_of_its_columns(table: Read):
    (draft,) = drafts(table(PROJECT), **FULL)
    assert draft == Draft(
        "project/z-1",
        "Project",
        {
            "title": (Text("Praca", "pl"),),
            "acronym": "P",
            "startDate": PartialDate("2008-11-05"),
            "budget": Money(9485652, "PLN"),
            "status": "RUNNING",
        },
        "document/list",
        Row("rows", "7"),
    )


def test_what_is_empty_is_absent(table: Read):
    assert values(table(PROJECT), **{**FULL, "Acronym": "brak", "Start": "", "Budget": None, "Status": " "}) == {
        "title": (Text("Praca", "pl"),)
    }


def test_a_date_is_as_precise_as_its_format(table: Read):
    assert values(table(PROJECT), **{**FULL, "Start": "5/2008"})["startDate"] == PartialDate("2008-05")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Start", "31.02.2008", "wanted a day that there is, came '31.02.2008'"),
        ("Start", "2008", "wanted a date as %d.%m.%Y or %m/%Y, came '2008'"),
        (
            "Budget",
            "94 856,52,24",
            "wanted a number with ',' before decimals and ' ' between thousands, came '94 856,52,24'",
        ),
        ("Budget", "1.234", "wanted a number with ',' before decimals and ' ' between thousands, came '1.234'"),
        ("Budget", "94 8560,5", "wanted a number with ',' before decimals and ' ' between thousands, came '94 8560,5'"),
        ("Budget", "1,234", "1.234 has more than 2 decimal places"),
        ("Budget", "9" * 40, f"'{'9' * 40}' is not a decimal number, such as 359900.64"),
        ("Budget", "9" * 25, f"{'9' * 25} is too large"),
        ("Status", "inny", "'inny' is not among the codes of the mapping, 'w toku', 'koniec'; add it, or a default"),
        ("Acronym", "a\x07b", "character U+0007 at position 1 cannot be stored"),
        ("Title", "a\x00", "character U+0000 at position 1 cannot be stored"),
        ("Title", "ł" * 2_001, "wanted title of at most 2000 bytes, came 2001: shorten it"),
        ("Title", "", "wanted title, which project/z-1 must have, came nothing"),
        ("Title", {"a": 1}, "wanted one value, came an object"),
        ("Id", "", "wanted words for the id project/{Id}, which would be empty without them"),
        ("Id", "...", "wanted words for the id project/{Id}, which would be empty without them"),
    ],
)
def test_a_wrong_cell_refuses_its_row_and_says_what_was_wanted(table: Read, column: str, value: Any, reason: str):
    found = problem(table(PROJECT), **{**FULL, column: value})
    assert (found.number, found.column, found.reason) == (7, column, reason)
    if isinstance(value, str) and column != "Id":
        assert found.value == (value if len(value) <= 200 else f"{value[:199]}…")


@pytest.mark.parametrize(
    ("form", "value", "reason"),
    [
        ("website: {column: X}", "not an iri", "'not an iri' is not an absolute IRI, such as https://example.org/page"),
        ("identifiers: {GRID: {column: X}}", "x", "wanted the GRID of somebody, such as grid.12847.38, came 'x'"),
        ("identifiers: {KEEP: '{X}'}", "x" * 256, f"identifier {'x' * 20}... has 256 characters, and may have 255"),
        ("identifiers: {NIP: '{X}'}", "8567346216", "'8567346216' is no NIP: its check digit is wrong"),
        ("parent: {column: X}", "project/1", "wanted the id of a Organization, came 'project/1'"),
        ("kind: {column: X}", "MOBS", None),
        ("abbreviation: {column: X, pattern: '^[A-Z]+$'}", "x1", "wanted what matches ^[A-Z]+$, came 'x1'"),
        ("abbreviation: {column: X, split: ';'}", "a;b", "wanted one abbreviation, came 2"),
    ],
)
def test_each_type_of_value_is_refused_with_its_place(table: Read, form: str, value: str, reason: str | None):
    found = problem(table(f"- id: organization/a\n  type: Institution\n  name: a\n  {form}"), X=value)
    assert found.number == 7
    assert (found.column, found.value) == ("X", value if len(value) < 201 else f"{value[:199]}…")
    assert found.reason == reason or (reason is None and "is not a code of OrganizationKind" in found.reason)


def test_a_pattern_that_would_never_end_refuses_its_row(table: Read):
    read = table("- {id: place/a, type: City, name: {column: X, pattern: '^(a|a|a)*$'}}")
    assert problem(read, X=f"{'a' * 60}!").reason == "the pattern '^(a|a|a)*$' takes too long on it"


def test_a_cell_of_ten_megabytes_is_refused_at_once(table: Read):
    start = time.process_time()
    for column in ("Title", "Acronym", "Start", "Budget", "Status"):
        found = problem(table(PROJECT), **{**FULL, column: "\x01" + "ą" * 10_000_000})
        assert (found.column, len(found.value)) == (column, 200)
        assert len(found.reason) < 300
    assert time.process_time() - start < 5


def test_a_value_that_may_be_left_out_is_told_and_the_row_comes_in(table: Read):
    read = table("- id: project/1\n  type: Project\n  title: a\n  startDate: {column: X, date: '%Y', otherwise: omit}")
    reading = read.read(Cells(3, {"X": "soon"}))
    assert reading.drafts[0].values == {"title": (Text("a", "pl"),)}
    assert reading.omissions == [Problem(3, "X", "soon", "startDate: wanted a date as %Y, came 'soon'")]


def test_texts_have_their_languages_and_stand_in_for_each_other(table: Read):
    read = table("""
    - id: project/1
      type: Project
      title:
      - {column: A, language: en, or: {column: B, language: und}}
      - {column: C, language: {column: L, codes: {niemiecki: de}}}
      objective: {en: "{A}", pl: {column: C}}
    """)
    assert values(read, A="a", B="b", C="c", L="niemiecki")["title"] == (Text("a", "en"), Text("c", "de"))
    assert values(read, A="", B="b")["title"] == (Text("b", "und"),)
    assert values(read, A="a", C="c", L="niemiecki")["objective"] == (Text("a", "en"), Text("c", "pl"))


def test_of_two_texts_in_one_language_the_first_stands_and_the_other_is_told(table: Read):
    reading = table("- {id: project/1, type: Project, title: [{column: A}, {column: B}]}").read(
        Cells(1, {"A": "a", "B": "b"})
    )
    assert reading.drafts[0].values["title"] == (Text("a", "pl"),)
    assert reading.omissions == [Problem(1, "title", "b", "title in pl is already 'a'; this one is left out")]


def test_entities_are_nested_as_in_seeds_and_those_that_others_link_to_come_first(table: Read):
    read = table("""
    - id: project/{P}
      type: Project
      title: "{P}"
      participations:
      - id: participation/{P}_{O}
        role: COORDINATOR
        organization: {id: "organization/{O}", type: Institution, name: "{O}"}
      fundings:
      - {id: "funding/{P}", when: {column: M, present: true}, programme: programme/a, amount: {column: M, currency: EUR, decimal: "."}}
    """)
    found = drafts(read, P="p", O="o", M="")
    assert [(each.id, each.kind) for each in found] == [
        ("project/p", "Project"),
        ("organization/o", "Institution"),
        ("participation/p_o", "Participation"),
    ]
    assert found[-1].values == {"project": "project/p", "role": "COORDINATOR", "organization": "organization/o"}
    assert drafts(read, P="p", O="o", M="12")[-1].values["amount"] == Money(1200, "EUR")


def test_a_linked_entity_of_empty_columns_is_not_there(table: Read):
    read = table("""
    - id: organization/{O}
      type: Institution
      name: "{O}"
      parent: {id: "organization/{U}", type: Institution, name: "{U}"}
    """)
    assert [each.id for each in drafts(read, O="o", U="")] == ["organization/o"]


def test_a_participation_wants_its_organization(table: Read):
    read = table(
        "- {id: 'participation/{P}', type: Participation, project: project/a, role: PARTNER, organization: 'organization/{O}'}"
    )
    assert problem(read, P="p", O="") == Problem(
        7, "O", "", "wanted organization, which participation/p must have, came nothing"
    )


def test_the_kind_of_an_entity_can_be_chosen(table: Read):
    read = table(r"""
    - id: organization/{N}
      type: {column: N, patterns: {'\bfundacja\b': Foundation}, default: Institution}
      name: {column: N, capitals: title}
    """)
    (one,), (other,) = drafts(read, N="FUNDACJA ROZWOJU"), drafts(read, N="SP. Z O.O. FUNDACJI ROZWOJU")
    assert (one.kind, one.values["name"]) == ("Foundation", (Text("Fundacja Rozwoju", "pl"),))
    assert other.kind == "Institution"


def test_links_may_be_identifiers_and_parties(table: Read):
    read = table("""
    - id: partnership/{A}_{B}
      type: Partnership
      kind: TWIN_TOWNS
      parties:
      - {entity: "place/{A}", role: TWIN_TOWN}
      - {entity: {identifier: GEONAMES, column: B}, role: {column: R, codes: {x: HOST}}}
    """)
    assert values(read, A="a", B="123", R="x")["parties"] == (
        Party("place/a", "TWIN_TOWN"),
        Party(Identifier("GEONAMES", "123"), "HOST"),
    )


def test_lists_are_split_and_joined(table: Read):
    read = table("""
    - id: target-group/a
      type: TargetGroup
      project: project/a
      text: a
      organizationKinds: [{column: K, split: ";", codes: {ośrodek: OPS, dom: CARE_HOME}}, MOPS]
    """)
    assert values(read, K="dom; ośrodek ;;dom")["organizationKinds"] == ("CARE_HOME", "OPS", "MOPS")


JSON = """
- id: organization/{id}
  type: Institution
  name: {path: "names[?lang=='en'].value | [0]", language: en}
  identifiers: {ISNI: {path: external.ISNI}, WIKIDATA: {path: "wikidata[*]"}}
- each: {path: relations}
  when: {path: type, in: [Parent]}
  id: partnership/{id}_{item.id}
  type: Partnership
  kind: NETWORK
  parties: [{entity: "organization/{id}"}, {entity: "organization/{item.id}"}]
"""


FLAT, NESTED, WHOLE = compiled(whole(PROJECT)), compiled(whole(JSON, "*.json")), whole(PROJECT + JSON, "*.json")
WORDS_OF_JSON = ("id", "names", "lang", "value", "external", "ISNI", "wikidata", "relations", "type")


def test_json_is_read_by_paths_and_a_record_can_be_made_of_each_item(table: Read):
    found = drafts(
        table(JSON, file="*.json"),
        id="a",
        names=[{"lang": "pl", "value": "ą"}, {"lang": "en", "value": "b"}],
        external={"ISNI": None},
        wikidata=["Q1", "Q2"],
        relations=[{"type": "Parent", "id": "x"}, {"type": "Child", "id": "y"}, {"type": "Parent", "id": "z"}],
    )
    assert [each.id for each in found] == ["organization/a", "partnership/a_x", "partnership/a_z"]
    assert found[0].values == {
        "name": (Text("b", "en"),),
        "identifiers": (Identifier("WIKIDATA", "Q1"), Identifier("WIKIDATA", "Q2")),
    }


@pytest.mark.parametrize("file", ["*.json", "*.jsonl*", "list-*.JSON.gz", "*.ndjson"])
def test_a_table_is_of_json_if_its_files_are_called_so(table: Read, file: str):
    assert (
        values(table("- {id: place/a, type: City, name: {path: a.b}}", file=file), a={"b": "c"})["name"][0].text == "c"
    )


def test_a_record_can_be_made_of_each_part_of_a_cell(table: Read):
    read = table("- {each: {column: T, split: ','}, id: 'place/{item}', type: City, name: '{item}'}")
    assert [each.id for each in drafts(read, T="Łódź, Żary")] == ["place/lodz", "place/zary"]


def test_fields_are_columns_that_the_mapping_makes(table: Read):
    read = table(
        "- {id: 'place/nuts-{code}', type: Region, name: '{code}', code: {column: code}}",
        more="fields: {code: {column: NUTS, pattern: ' .*', replace: ''}}\n",
    )
    assert drafts(read, NUTS="PL8 / Makroregion")[0].values["code"] == "PL8"


def test_where_key_and_row_are_of_the_table(table: Read):
    read = table(
        "- {id: 'place/{N}', type: City, name: '{N}'}",
        more="where: {column: S, in: [miasto]}\nkey: '{N} {S}'\nrow: 'no {N}'\n",
    )
    assert read.admits(Cells(1, {"S": "miasto"}))
    assert not read.admits(Cells(1, {"S": "wieś"}))
    assert read.key(Cells(1, {"N": "Łódź", "S": "M."})) == read.key(Cells(2, {"N": "LODZ", "S": "m"}))
    assert read.read(Cells(1, {"N": "a", "S": ""})).drafts[0].row == Row("rows", "no a")
    with pytest.raises(RowRejected, match="wanted the key of the row"):
        read.key(Cells(1, {}))
    assert problem(read, N="a" * 300).reason == f"row no {'a' * 17}... has 303 characters, and may have 200"


def test_conditions_are_joined_and_turned(table: Read):
    read = table(
        "- {id: place/a, type: City, name: a}",
        more="where: [{not: {column: A, present: true}}, {any: [{column: B, matches: '^x'}, {value: '{C}', in: [y]}]}]\n",
    )
    assert read.admits(Cells(1, {"A": " ", "B": "X1"}))
    assert read.admits(Cells(1, {"C": "y"}))
    assert not read.admits(Cells(1, {"A": "1", "B": "x"}))
    assert not read.admits(Cells(1, {"B": "ax", "C": "z"}))


@pytest.mark.parametrize(
    ("value", "is_there"),
    [(None, False), ("", False), (" ", False), ([], False), ({}, False), (0, True), (False, True), ("a", True), ([{}], True), ({"b": 1}, True)],
)  # fmt: skip
def test_what_is_present_may_be_of_any_type(table: Read, value: Any, is_there: bool):
    read = table("- {id: place/a, type: City, name: a}", more="where: {path: A, present: true}\n", file="*.json")
    assert read.admits(Cells(1, {"A": value})) == is_there


def test_columns_that_a_file_has_not_are_told_with_the_line_that_names_them(table: Read):
    read = table(PROJECT, more="columns: [Other]\n")
    read.check("a.csv", [*FULL, "Other"])
    read.check("a.json", None)
    with pytest.raises(
        SourceError, match=r"mapping.yaml:16: a.csv has no column 'Budget'; did you mean 'Budgets'\?"
    ) as refused:
        read.check("a.csv", ["Budgets", *(each for each in FULL if each != "Budget"), "Other"])
    assert refused.value.line == 16
    with pytest.raises(SourceError, match=r"a.csv has no column 'Other'; it has 'Id', "):
        read.check("a.csv", list(FULL))


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ("- {id: project/a, type: Project, titel: a}", "9: the property of Project 'titel' is not known; did you mean 'title'?"),
        ("- {id: project/a, type: Projekt, title: a}", "9: the type 'Projekt' is not known; did you mean 'Project'?"),
        ("- {id: project/a, title: a}", "9: wanted a type: "),
        ("- {type: Project, title: a}", "9: wanted an id: project/..."),
        ("- {id: place/a, type: Project, title: a}", "9: wanted the id of a Project, project/...; came 'place/a'"),
        ("- {id: 'project/{}', type: Project, title: a}", "9: 'project/{}' has a brace alone"),
        ("- {id: 'project/{A}{B}', type: Project, title: a}", "9: wanted '_' or '-' between two columns of an id"),
        ("- {id: 'project/Ą{A}', type: Project, title: a}", "9: wanted a-z, 0-9, '-', '.' and '_' around the columns of an id"),
        ("- {id: project/a, type: Project, title: a, partners: x}", "9: the property of Project 'partners' is not known"),
        ("- {id: project/a, type: Project, title: a, programmes: x}", "9: programmes of Project is found, not stated: leave it out"),
        ("- {id: project/a, type: Project, title: a, status: DONE}", "9: 'DONE' is not a code of ProjectStatus"),
        ("- {id: project/a, type: Project, title: a, status: {column: S, codes: {x: RUNING}}}", "9: 'RUNING' is not a code of ProjectStatus"),
        ("- {id: project/a, type: Project, title: a, year: soon}", "9: 'soon' is not a whole number"),
        ("- {id: project/a, type: Project, title: a, budget: '{B}'}", "9: wanted currency and decimal for budget"),
        ("- {id: project/a, type: Project, title: a, budget: {column: B, currency: EUR}}", "9: wanted decimal for budget"),
        ("- {id: project/a, type: Project, title: a, budget: {column: B, currency: EUX, decimal: '.'}}", "9: 'EUX' is not a currency code"),
        ("- {id: project/a, type: Project, title: a, budget: {column: B, currency: {column: C, codes: {a: x}}, decimal: '.'}}", "9: 'x' is not a currency code"),
        ("- {id: project/a, type: Project, title: a, budget: {column: B, currency: EUR, decimal: ',', thousands: ','}}", "9: wanted two different marks"),
        ("- {id: project/a, type: Project, title: {column: T, language: polski}}", "9: 'polski' is not a language tag"),
        ("- {id: project/a, type: Project, title: {polski: a}}", "9: 'polski' is not a language tag"),
        ("- {id: project/a, type: Project, title: a, startDate: {column: D, date: '%Q'}}", "9: '%Q' in '%Q' is none of %Y"),
        ("- {id: project/a, type: Project, title: a, startDate: {column: D, date: '%d'}}", "9: '%d' is no format of a date"),
        ("- {id: project/a, type: Project, title: {column: T, pattern: '('}}", "9: '(' is no regular expression: missing )"),
        ("- {id: project/a, type: Project, title: {column: T, pattern: 'a', replace: '\\1'}}", "9: '\\\\1' cannot replace 'a': invalid group reference"),
        ("- {id: project/a, type: Project, title: {column: T, replace: 'a'}}", "9: wanted pattern beside replace"),
        ("- {id: project/a, type: Project, title: {column: T, kodes: {a: b}}}", "9: the key 'kodes' is not known; did you mean 'codes'?"),
        ("- {id: project/a, type: Project, title: {column: T, path: T}}", "9: wanted one of column, path, value, came column and path"),
        ("- {id: project/a, type: Project, title: {path: T}}", "9: a path is for JSON"),
        ("- {id: project/a, type: Project, title: {column: T, otherwise: skip}}", "9: otherwise 'skip' is not known"),
        ("- {id: project/a, type: Project, title: {column: T, default: x}}", "9: wanted codes or patterns beside default"),
        ("- {id: project/a, type: Project, title: {column: T, capitals: true}}", "9: capitals 'true' is not known"),
        ("- {id: project/a, type: Project, title: a, identifiers: {NIPP: 1}}", "9: the scheme 'NIPP' is not known; did you mean 'NIP'?"),
        ("- {id: project/a, type: Project, title: a, identifiers: {NIP: 1}}", "9: wanted the NIP of somebody, 10 digits, came '1'"),
        ("- {id: project/a, type: Project, title: a, places: [project/b]}", "9: wanted the id of a Place, place/...; came 'project/b'"),
        ("- {id: project/a, type: Project, title: a, places: [{name: b}]}", "9: wanted an id, an entity with id and type"),
        ("- {id: project/a, type: Project, title: a, places: {place: '{T}'}}", "9: there is no gazetteer here to find places"),
        ("- {id: funding/a, type: Funding, programme: [programme/a]}", "9: wanted one programme, came a list"),
        ("- {id: funding/a, type: Funding, when: {column: A}}", "9: wanted a column, path or value and one of matches, in, present"),
        ("- {id: funding/a, type: Funding, when: {column: A, mathces: b}}", "9: the key 'mathces' is not known; did you mean 'matches'?"),
        ("- {id: organization/a, type: {column: A, codes: {x: Project, y: Institution}}, name: a}", "9: Project, Institution have ids of different prefixes"),
        ("- {id: organization/a, type: {column: A}, name: a}", "9: wanted codes or patterns, which say what type a row means"),
        ("- {id: partnership/a, type: Partnership, parties: [{entity: place/a, role: TWIN}]}", "9: the role 'TWIN' is not known; did you mean 'TWIN_TOWN'?"),
        ("- {id: partnership/a, type: Partnership, parties: [{role: HOST}]}", "9: wanted the entity of a party"),
        ("- {id: project/a, type: Project, title: a, fundings: [{id: funding/b, project: project/a}]}", "9: project is said here and by where the entity stands"),
        ("- {id: project/a, type: Project, id: project/b}", "9: 'id' stands here twice"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_mapping_is_found_before_any_row(table: Read, records: str, message: str):
    assert mistake(table, records).startswith(message)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("format: cvs\n", "8: the format 'cvs' is not known; did you mean 'csv'?"),
        ("encoding: utf-99\n", "8: the encoding 'utf-99' is not known"),
        ("delimiter: ';;'\n", "8: wanted one character as delimiter, came ';;'"),
        ("heading: 0\n", "8: wanted the line of the headings, 1 or more, came '0'"),
        ("repeat: merge\n", "8: wanted key beside repeat"),
        ("key: fixed\n", "8: wanted a template with columns as key"),
        ("collumns: [a]\n", "8: the key 'collumns' is not known; did you mean 'columns'?"),
        ("language: Polish\n", "8: 'Polish' is not a language tag, such as pl"),
        ("where: x\n", "8: wanted a condition"),
    ],
)
def test_a_mistake_in_a_table_is_found_before_any_row(table: Read, more: str, message: str):
    assert mistake(table, "- {id: place/a, type: City, name: a}", more=more).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: wanted a document and its entities, came an empty file"),
        ("tables: {}", "1: wanted document and tables, came no document"),
        ("document: {id: document/a, title: a}", "1: wanted document and tables, came no tables"),
        ("document: {id: document/a, title: a}\ntables: {}", "2: wanted a table, came none"),
        (
            "document: {id: place/a, title: a}\ntables: {}",
            "1: wanted the id of a Document, document/...; came 'place/a'",
        ),
        ("document: {id: document/a}\ntables: {}", "1: document/a wants title"),
        (
            "document: {id: document/a, title: '{T}'}\ntables: {}",
            "1: there are no rows here, so no column 'T': write a value",
        ),
        (
            "document: {id: document/a, title: a}\ntables: {t: {file: a, records: []}}",
            "2: wanted an entity that the rows give, came none",
        ),
        ("document: {id: document/a, title: a}\ntables: {t: {records: []}}", "2: wanted file for the table t"),
        (
            "document: {id: document/a, title: a}\ntabels: {}",
            "2: the part 'tabels' is not known; did you mean 'tables'?",
        ),
        (
            "document: {id: document/a, title: a}\nentities:\n- &a {id: place/a, type: City, name: a}\n- *a\ntables: {}",
            "3: place/a stands here twice",
        ),
    ],
)
def test_a_mistake_in_the_document_is_found(tmp_path: Path, text: str, message: str):
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        read_mapping(path, MODEL)
    assert str(refused.value).partition("mapping.yaml:")[2].startswith(message)


def test_constants_are_drafts_that_the_mapping_proves(tmp_path: Path):
    path = tmp_path / "m.yaml"
    path.write_text(
        DOCUMENT
        + "entities:\n- {id: programme/efs, type: Programme, name: {pl: EFS}, level: FUND}\n"
        + "tables: {a: {file: '*.CSV', records: [{id: 'place/{A}', type: City, name: '{A}'}]}}",
        encoding="utf-8",
    )
    mapping = read_mapping(path, MODEL)
    document, fund = mapping.document_drafts()
    assert document.values == {"title": (Text("A list", "en"),), "language": "pl"}
    assert (fund.kind, fund.document, fund.row) == ("Programme", "document/list", Row("mapping", "m.yaml"))
    assert [each.name for each in mapping.tables_of("/data/list.csv")] == ["a"]
    assert mapping.tables_of("/data/list.xlsx") == []


def test_a_flat_row_of_six_properties_is_read_in_forty_microseconds(table: Read):
    read = table("""
    - id: project/{Id}
      type: Project
      title: "{Title}"
      acronym: "{Acronym}"
      startDate: {column: Start, date: "%Y/%m/%d"}
      status: {column: Status, codes: {running: RUNNING}}
      budget: {column: Budget, currency: EUR, decimal: ".", thousands: ","}
      euContribution: {column: EU, currency: EUR, decimal: ".", thousands: ","}
    """)
    rows = [
        Cells(n, {"Id": f"{n}", "Title": f"Łódź {n}", "Acronym": f"A{n}", "Start": f"2015/{n % 12 + 1}/{n % 28 + 1}",
                  "Status": "running", "Budget": f"{n % 900 + 1},{n % 1000:03}.25", "EU": f"{n}.5"})
        for n in range(3_000)
    ]  # fmt: skip

    # 32 where nothing else runs; a busy machine has its caches full of other things.
    taken = processor_seconds(lambda: [read.read(row) for row in rows], 40e-6 * len(rows))
    assert taken < 60e-6 * len(rows)


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(max_size=30), st.dates(), st.datetimes(),
    st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.from_regex(r"[0-9 .,/-]{0,12}", fullmatch=True),
)  # fmt: skip


def outcome(table: TableMapping, cells: Mapping[str, Any]) -> Reading | Problem:
    try:
        return table.read(Cells(1, cells))
    except RowRejected as refused:
        return refused.problem


@given(st.data())
@settings(max_examples=300)
def test_whatever_a_row_holds_it_is_read_or_refused(data: st.DataObject):
    found = outcome(FLAT, {name: data.draw(CELLS) for name in FULL})
    if isinstance(found, Problem):
        assert (found.number, found.column in FULL, bool(found.reason)) == (1, True, True)
    else:
        assert found.drafts[0].id.startswith("project/")


@given(
    st.recursive(
        CELLS, lambda inner: st.dictionaries(st.sampled_from(WORDS_OF_JSON), inner) | st.lists(inner), max_leaves=8
    )
)
@settings(max_examples=300)
def test_whatever_an_object_holds_it_is_read_or_refused(value: Any):
    found = outcome(NESTED, value if isinstance(value, dict) else {"id": value})
    assert found.reason if isinstance(found, Problem) else found.drafts


@given(st.data())
@settings(max_examples=400)
def test_whatever_stands_in_a_mapping_it_is_read_or_refused_with_its_line(data: st.DataObject):
    lines = WHOLE.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        start = data.draw(st.integers(0, len(lines[at])))
        other = data.draw(
            st.sampled_from(
                ["", "{", "}", "[", "]", ": ", "- ", "x", "'", '"', "{A}", "null", "{column: A}", "&a ", "*a", "\n"]
            )
        )
        end = start + data.draw(st.integers(0, 6))
        lines[at] = lines[at][:start] + other + lines[at][end:]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.yaml"
        path.write_text("".join(lines), encoding="utf-8")
        with suppress(SourceError):
            assert read_mapping(path, MODEL).tables
