"""The page on importing is true: its table comes in as it says, and every snippet in it can be read."""

import csv
import io
import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.importing.drafts import Draft, RowRejected
from graph.importing.files.rows import SourceRow
from graph.importing.language import forms, place_links, table_mapping
from graph.importing.language.mapping import Mapping, read_mapping
from graph.importing.places.gazetteer import Gazetteer
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.values import Money, PartialDate, Text
from ogniwo import main

MODEL = Model.of(Base)
PAGE = Path(__file__).parent.parent / "docs" / "importing.md"


class Snippet(NamedTuple):
    """A block of the page: its language, what it is for, and its text."""

    language: str
    purpose: str
    text: str


def snippets() -> Iterator[Snippet]:
    for found in re.finditer(r"^```(\w+) ?(.*)\n((?:.*\n)*?)```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        yield Snippet(found[1], found[2], found[3])


def of(purpose: str) -> list[str]:
    return [each.text for each in snippets() if each.purpose == purpose]


@pytest.fixture
def mapping(tmp_path: Path, gazetteer: Gazetteer) -> Mapping:
    (text,) = of("file=county.yaml")
    path = tmp_path / "county.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, MODEL, lambda: gazetteer)


def rows() -> list[SourceRow]:
    (text,) = of("file=projects.csv")
    return [SourceRow(number, each) for number, each in enumerate(csv.DictReader(io.StringIO(text), delimiter=";"), 1)]


def by_kind(drafts: list[Draft], kind: str) -> list[Draft]:
    return [each for each in drafts if each.kind == kind]


def test_the_table_of_the_page_is_of_the_columns_that_its_mapping_names(mapping: Mapping):
    (table,) = mapping.tables_of("projects.csv")
    table.check("projects.csv", list(rows()[0].cells))


def test_the_rows_of_the_page_come_in_as_it_says(mapping: Mapping):
    table = mapping.tables["projects"]
    one, _, three = rows()
    drafts = [*table.read(one).drafts, *table.read(three).drafts]
    assert len({each.id for each in by_kind(drafts, "Project")}) == 2
    assert {each.id for each in by_kind(drafts, "Institution")} == {
        "organization/gmina-leczna",
        "organization/cooperativa-il-sole_treviolo",
        "organization/comune-di-treviolo_treviolo",
    }
    first = by_kind(drafts, "Project")[0].values
    assert first["budget"] == Money(94_856_52, "PLN")
    assert (first["startDate"], first["status"]) == (PartialDate("2019-03-01"), "RUNNING")
    assert by_kind(drafts, "Project")[1].values.keys() == {"title", "startDate", "status"}
    municipality = by_kind(drafts, "Institution")[0].values
    assert municipality["name"] == (Text("Gmina Łęczna", "pl"),)
    assert municipality["identifiers"] == (Identifier("NIP", "1234563218"),)
    assert municipality["place"] == by_kind(drafts, "City")[0].id
    assert by_kind(drafts, "City")[0].values["name"][0].text == "Łęczna"


def test_the_row_that_the_page_says_is_rejected_is_rejected_in_its_words(mapping: Mapping):
    with pytest.raises(RowRejected) as refused:
        mapping.tables["projects"].read(rows()[1])
    problem = refused.value.problem
    said = f"*{problem.column}: {problem.reason}*"
    assert said in " ".join(PAGE.read_text(encoding="utf-8").split())


def test_the_command_of_the_page_does_what_it_says(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, mapping: Mapping
):
    (table,) = of("file=projects.csv")
    (tmp_path / "projects.csv").write_text(table, encoding="utf-8")
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "ogniwo").symlink_to(folder / "gazetteer")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (command,) = (each.text for each in snippets() if each.language == "sh")
    for written, unchanged in ((2, 0), (0, 2)):
        with pytest.raises(SystemExit) as ended:
            main([*shlex.split(command)[1:], "--quiet", "--report", "report.json"])
        assert ended.value.code == 3
        (done,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["tables"]
        assert (done["read"], done["written"], done["unchanged"], done["rejected"]) == (3, written, unchanged, 1)
        assert (tmp_path / Path(done["rejectsFile"]).name).is_file()


def test_the_commands_of_the_page_are_those_of_its_files():
    (command,) = (each.text for each in snippets() if each.language == "sh")
    assert command == "ogniwo import county.yaml projects.csv\n"


def entries(purpose: str) -> list[tuple[str, str]]:
    """Return the entries of the snippets of a purpose: each property and its line."""
    found = []
    for text in of(purpose):
        for line in text.splitlines():
            name, _, value = line.partition(": ")
            found.append((name, value))
    return found


def table_of(tmp_path: Path, gazetteer: Gazetteer, table: str) -> Mapping:
    path = tmp_path / "mapping.yaml"
    path.write_text(
        f"document: {{id: document/a, title: a}}\ntables:\n  t:\n    file: a.json\n{table}", encoding="utf-8"
    )
    return read_mapping(path, MODEL, lambda: gazetteer)


@pytest.mark.parametrize(("name", "value"), [*entries("values"), *entries("links")])
def test_every_value_and_link_of_the_page_can_be_read(tmp_path: Path, gazetteer: Gazetteer, name: str, value: str):
    kinds = [each for each in MODEL.concrete if name in each.properties and each.properties[name].stored]
    linked = re.search(r"(organization|place|programme)/", value)
    target = linked[1].title() if linked else None
    kind = next(each for each in kinds if not target or each.properties[name].target in (target, None))
    record = f"    records:\n    - id: {kind.prefix}/a\n      type: {kind.name}\n      {name}: {value}\n"
    assert table_of(tmp_path, gazetteer, record).tables["t"]


@pytest.mark.parametrize("purpose", ["values", "links", "entities", "conditions"])
def test_the_page_has_snippets_for(purpose: str):
    assert of(purpose)


@pytest.mark.parametrize("text", of("entities"))
def test_every_entity_of_the_page_can_be_read(tmp_path: Path, gazetteer: Gazetteer, text: str):
    read = table_of(tmp_path, gazetteer, "    records:\n" + "".join(f"    {each}\n" for each in text.splitlines()))
    drafts = read.tables["t"].read(SourceRow(1, {"Name": "Fundacja Ą", "Members": "B;C"})).drafts
    assert [(each.kind, each.id) for each in drafts] == [
        ("Foundation", "organization/fundacja-a"),
        ("Institution", "organization/b"),
        ("Institution", "organization/c"),
    ]


@pytest.mark.parametrize("condition", [line[2:] for text in of("conditions") for line in text.splitlines()])
def test_every_condition_of_the_page_can_be_read(tmp_path: Path, gazetteer: Gazetteer, condition: str):
    table = f"    where: {condition}\n    records: [{{id: place/a, type: City, name: a}}]\n"
    read = table_of(tmp_path, gazetteer, table).tables["t"]
    assert read.admits(SourceRow(1, {"Status": "new", "Budget": "12", "A": "a", "B": "", "Firm": "Gmina Milejów"}))
    assert not read.admits(
        SourceRow(1, {"Status": "withdrawn", "Budget": "0", "A": "", "B": "", "Firm": "Jan Kowalski"})
    )


def test_every_snippet_of_the_page_has_a_purpose_that_is_tested():
    purposes = {each.purpose for each in snippets() if each.language != "sh"}
    assert purposes == {"file=projects.csv", "file=county.yaml", "values", "links", "entities", "conditions"}


def test_every_key_of_a_value_and_of_a_table_is_explained():
    page = PAGE.read_text(encoding="utf-8")
    for key in (*forms.KEYS, *table_mapping.KEYS, *place_links.KEYS):
        assert re.search(rf"`[^`]*\b{key}\b[^`]*`|\b{key}: ", page), key


def test_the_page_is_one_page_of_tutorial():
    tutorial = PAGE.read_text(encoding="utf-8").partition("## Where a value comes from")[0]
    assert len(tutorial.splitlines()) < 100
