"""`ogniwo import`, as people meet it: whatever is wrong with a file is said with its place, and the other rows come in."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from imports import COLUMNS, PROJECTS, rows_of
from test_command_line import Done, Run, here

from graph.kinds import Model
from graph.store import Store

__all__ = ["here"]
GOOD = "{0}|Good|2015-01-01|100|Foo|Lublin"
Import = Callable[..., Done]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Path:
    path = tmp_path_factory.mktemp("empty") / "graph.db"
    Store.create(f"sqlite:///{path}", model).close()
    return path


@pytest.fixture
def imports(here: Run, tmp_path: Path, empty: Path) -> Import:
    """Import files into a graph in a folder, with the mapping of projects unless another is named."""
    shutil.copyfile(empty, tmp_path / "graph.db")
    (tmp_path / "mapping.yaml").write_text(PROJECTS, encoding="utf-8")

    def run(*arguments: object, mapping: object = "mapping.yaml") -> Done:
        return here("import", "--database", "sqlite:///graph.db", mapping, *arguments, cwd=tmp_path)

    return run


def written(folder: Path, content: str | bytes, name: str = "list.csv") -> str:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def ids(folder: Path, model: Model, kind: str = "project/") -> list[str]:
    store = Store.open(f"sqlite:///{folder / 'graph.db'}", model)
    found = sorted(record.id.removeprefix(kind) for record, _ in store.records() if record.id.startswith(kind))
    store.close()
    return found


def problems(done: Done, folder: Path) -> list[tuple[int, str, str]]:
    """Return what a report says is wrong with rows: row, column, reason; a report of an import that rejected some."""
    assert done.returncode == 3, done
    (line,) = done.stderr.splitlines()
    assert line.startswith("ogniwo: ")
    assert "rejected" in line
    tables = json.loads((folder / "report.json").read_text(encoding="utf-8"))["tables"]
    groups = [group for table in tables for group in table["problems"]]
    return sorted((each["row"], each["column"], each["reason"]) for group in groups for each in group["examples"])


def failed(done: Done) -> str:
    assert done.returncode in {1, 2}, done
    (line,) = done.stderr.splitlines()
    assert line.startswith("ogniwo: ")
    assert "Traceback" not in line
    return line


SPOILT = {
    "2|Bad|2015-02-31|1|Foo|Lublin": ("Start", "2015-02-31"),
    "2|Bad|2015-02-01|94 856,52,24|Foo|Lublin": ("Budget", "94 856,52,24"),
    "2|=cmd\\|'/c calc'!A0|2015-02-01|1|Foo|Lublin": ("Title", "formula"),
    "2|Ba\x07d|2015-02-01|1|Foo|Lublin": ("Title", "U+0007"),
    "2||2015-02-01|1|Foo|Lublin": ("Title", "title"),
    "|Bad|2015-02-01|1|Foo|Lublin": ("Id", "key"),
    "1|Bad|2015-02-01|1|Foo|Lublin": ("", "another row has its key"),
    "2|Bad|2015-02-01|1|Foo|Lublin|1": ("Wikidata", "Q"),
    "2|Bad|2015-02-01|1|Foo|Lublin||more": ("", "wanted 7 cells, came 8"),
    f"2|{'x' * 10_500_000}|2015-02-01|1|Foo|Lublin": ("", "10,485,760"),
    f"2|{'x' * 10_000_000}|2015-02-01|1|Foo|Lublin": ("Title", "shorten"),
}


@pytest.mark.parametrize("row", SPOILT, ids=lambda each: each[:40])
def test_a_spoilt_row_is_reported_with_its_place_and_the_others_come_in(
    imports: Import, tmp_path: Path, model: Model, row: str
):
    lines = rows_of(GOOD.format(1), "2", GOOD.format(3)).splitlines(keepends=True)
    cells = [each.replace("\0", "|") for each in row.replace("\\|", "\0").split("|")]
    cells += [""] * (len(COLUMNS) - len(cells))
    lines[2] = ",".join(f'"{each}"' if "," in each else each for each in cells) + "\n"
    written(tmp_path, "".join(lines))
    ((number, column, reason),) = problems(imports("list.csv", "--report", "report.json"), tmp_path)
    assert (number, column) == (2, SPOILT[row][0]), reason
    assert SPOILT[row][1] in reason
    assert ids(tmp_path, model) == ["1", "3"]
    rejected = (tmp_path / "list.csv.projects.rejected.csv").read_text(encoding="utf-8")
    assert rejected.splitlines()[1].count(",") >= 10


def test_an_invalid_iri_is_reported_with_its_place(imports: Import, tmp_path: Path):
    mapping = PROJECTS.replace("name: {column: Partner}", "name: {column: Partner}\n          website: {column: Town}")
    (tmp_path / "mapping.yaml").write_text(
        mapping.replace('place: {id: "place/{Town}", type: City, name: {column: Town}}', "kind: COMPANY")
    )
    written(tmp_path, rows_of("1|Good|||Foo|https://example.org/a", "2|Bad|||Bar|https://exa mple.org/<a>"))
    found = problems(imports("list.csv", "--report", "report.json"), tmp_path)
    assert [(number, column) for number, column, _ in found] == [(2, "Town")]


def test_a_byte_that_is_not_of_the_encoding_spoils_its_row_alone(imports: Import, tmp_path: Path, model: Model):
    content = rows_of(GOOD.format(1), "2|Łęczna|2015-01-01|1|Foo|Lublin", GOOD.format(3)).encode("windows-1250")
    written(tmp_path, content)
    ((number, column, reason),) = problems(imports("list.csv", "--report", "report.json"), tmp_path)
    assert (number, column) == (2, "Title")
    assert "is not UTF-8" in reason.upper().replace("IS NOT", "is not")
    assert ids(tmp_path, model) == ["1", "3"]


def test_a_file_cut_in_the_middle_gives_the_rows_before(imports: Import, tmp_path: Path, model: Model):
    whole = gzip.compress(rows_of(*(GOOD.format(number) for number in range(1, 20_000))).encode(), mtime=0)
    written(tmp_path, whole[: len(whole) // 2], "list.csv.gz")
    ((number, _, reason),) = problems(imports("list.csv.gz", "--report", "report.json"), tmp_path)
    assert "ends in the middle" in reason
    assert len(ids(tmp_path, model)) == number - 1 > 0
    written(tmp_path, rows_of(GOOD.format("a"), '2|"never closed'.replace("|", ",")).rstrip("\n,"))
    assert imports("list.csv").returncode == 3


def test_merged_cells_of_a_spreadsheet_are_reported_with_their_place(imports: Import, tmp_path: Path, model: Model):
    book = openpyxl.Workbook()
    for row in (COLUMNS, *(GOOD.format(number).split("|") for number in range(1, 6))):
        book.active.append(row)
    book.active.merge_cells("B3:C4")
    book.active["B6"] = "=cmd|'/c calc'!A0"
    book.save(tmp_path / "list.csv.xlsx")
    mapping = (
        PROJECTS.replace('delimiter: ","', "format: xlsx")
        .replace("    encoding: utf-8\n", "")
        .replace('"*.csv*"', '"*.xlsx"')
    )
    (tmp_path / "mapping.yaml").write_text(mapping)
    found = problems(imports("list.csv.xlsx", "--report", "report.json"), tmp_path)
    assert [(number, column) for number, column, _ in found] == [(2, "Title"), (3, "Title"), (5, "Title")]
    assert "unmerge B3:C4" in found[0][2]
    assert ids(tmp_path, model) == ["1", "4"]


WRONG = {
    "a missing column": (
        {"list.csv": "Id,Titel,Start,Budget,Partner,Town,Wikidata\n"},
        PROJECTS,
        "has no column 'Title'; did you mean 'Titel'?",
    ),
    "an empty file": ({"list.csv": ""}, PROJECTS, "list.csv:1: "),
    "an unknown property": (
        {},
        PROJECTS.replace("budget:", "bugdet:"),
        "mapping.yaml:18: the property of Project 'bugdet' is not known; did you mean 'budget'?",
    ),
    "an unknown kind": (
        {},
        PROJECTS.replace("type: Project", "type: Projekt"),
        "mapping.yaml:15: the type 'Projekt' is not known; did you mean 'Project'?",
    ),
    "a mapping that is no YAML": ({}, "a: [", "mapping.yaml:"),
    "a mapping that is a list": ({}, "- a\n", "mapping.yaml:1: wanted a document and its tables"),
    "a mapping that is not text": ({}, "\udcff", "mapping.yaml"),
    "a table of no mapping": (
        {"list.txt": rows_of(GOOD)},
        PROJECTS,
        "list.txt:1: is of no table of mapping.yaml, which wants *.csv*: rename it",
    ),
    "a file that is not there": ({"list.csv": None}, PROJECTS, "list.csv:1: is not there: name a file of rows"),
    "another sort of file": ({"list.csv.zip": "PK"}, PROJECTS, "list.csv.zip:1: is an archive"),
    "a file that is not gzipped": ({"list.csv.gz": "Id\n"}, PROJECTS, "list.csv.gz:1: is not gzipped"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_as_a_whole_is_one_line_and_nothing_comes_in(
    imports: Import, tmp_path: Path, model: Model, case: str
):
    files, mapping, said = WRONG[case]
    (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8", errors="surrogateescape")
    for name, content in (files or {"list.csv": rows_of(GOOD)}).items():
        if content is not None:
            written(tmp_path, content, name)
    assert said in failed(imports(*(files or {"list.csv": ""})))
    assert ids(tmp_path, model, "document/") == []
    assert {each.name for each in tmp_path.iterdir()} <= {"mapping.yaml", "graph.db", *files, "list.csv"}


def test_no_files_and_unknown_options_are_one_line(imports: Import):
    assert "FILES" in failed(imports())
    assert "--published" in failed(imports("list.csv", "--published", "2015-02-31"))
    assert "--batch" in failed(imports("list.csv", "--batch", "0"))
    assert "nowhere.yaml" in failed(imports("list.csv", mapping="nowhere.yaml"))


def test_a_database_that_cannot_be_used_is_one_line(here: Run, tmp_path: Path):
    (tmp_path / "mapping.yaml").write_text(PROJECTS, encoding="utf-8")
    written(tmp_path, rows_of(GOOD))
    (tmp_path / "text.db").write_text("no database, but a text that is long enough to be none" * 20)
    for url in (
        "sqlite:///no/folder/graph.db",
        "sqlite:///text.db",
        "nothing",
        "mysql://x/y",
        "postgresql://127.0.0.1:1/none",
    ):
        failed(here("import", "--database", url, "mapping.yaml", "list.csv", cwd=tmp_path))
    assert not (tmp_path / "list.csv.projects.rejected.csv").exists()


def test_a_new_database_is_filled_with_the_seeds_first(here: Run, tmp_path: Path, model: Model):
    (tmp_path / "mapping.yaml").write_text(PROJECTS, encoding="utf-8")
    written(tmp_path, rows_of(GOOD.format(1)))
    done = here("import", "--quiet", "--database", "sqlite:///graph.db", "mapping.yaml", "list.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {"1"} < set(ids(tmp_path, model))


def test_quiet_says_nothing_but_what_was_rejected(imports: Import, tmp_path: Path):
    written(tmp_path, rows_of(GOOD.format(1)))
    done = imports("list.csv", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written(tmp_path, rows_of(GOOD.format(1), "2"))
    done = imports("list.csv", "--quiet", "--rejects", "aside")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"ogniwo: 1 of 2 rows were rejected: {tmp_path}/aside/list.csv.projects.rejected.csv\n"
    assert (tmp_path / "aside" / "list.csv.projects.rejected.csv").is_file()


def test_the_report_proves_what_became_of_each_row(imports: Import, tmp_path: Path):
    written(tmp_path, rows_of(GOOD.format(1), "2", GOOD.format(3)))
    done = imports("list.csv", "--report", "report.json", "--published", "2024-05")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (table,) = report["tables"]
    assert table["read"] == table["written"] + table["unchanged"] + table["rejected"] + table["setAside"] == 3
    assert (table["written"], table["rejected"]) == (2, 1)
    assert "document/list" in done.stdout
    assert "cannot be written" in failed(imports("list.csv", "--report", "no/folder/report.json"))


def test_when_the_document_was_published_is_said(imports: Import, tmp_path: Path, model: Model):
    written(tmp_path, rows_of(GOOD.format(1)))
    assert imports("list.csv", "--published", "2024-05").returncode == 0
    store = Store.open(f"sqlite:///{tmp_path / 'graph.db'}", model)
    record, _ = store.record("document/list")
    store.close()
    assert str(record.values["published"]) == "2024-05"
    assert record.values["checksum"].startswith("sha256:")


def test_the_schema_of_mappings_takes_ours(imports: Import, here: Run, tmp_path: Path):
    done = here("import", "--schema", cwd=tmp_path)
    assert done.returncode == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.stdout))


def test_a_mapping_that_comes_along_is_named_by_its_name(imports: Import, tmp_path: Path):
    written(tmp_path, "Id\n1\n", "nothing.csv")
    assert "keep.yaml" in failed(imports("nothing.csv", mapping="keep"))
    (tmp_path / "keep").write_text(PROJECTS, encoding="utf-8")
    written(tmp_path, rows_of(GOOD.format(1)))
    assert imports("list.csv", mapping="keep").returncode == 0


def test_rejects_mended_and_imported_leave_none(imports: Import, tmp_path: Path, model: Model):
    written(tmp_path, rows_of(GOOD.format(1), "2|Bad|2015-02-31|1|Foo|Lublin"))
    assert imports("list.csv").returncode == 3
    path = tmp_path / "list.csv.projects.rejected.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("02-31", "02-28", 1), encoding="utf-8")
    assert imports(path.name).returncode == 0
    assert ids(tmp_path, model) == ["1", "2"]


def test_a_folder_that_cannot_be_written_is_one_line(imports: Import, tmp_path: Path, model: Model):
    written(tmp_path, rows_of(GOOD.format(1), "2"))
    (tmp_path / "file").write_text("")
    line = failed(imports("list.csv", "--rejects", "file/aside"))
    assert "choose another folder for rejects" in line
    assert ids(tmp_path, model) == []
