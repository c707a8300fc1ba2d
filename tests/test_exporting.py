"""What is written of rows is what is written of records; a part is a part; a table is what people can open."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest

from benchmarks.generator import Generator
from graph.errors import RequestError
from graph.exporting.documents import exported
from graph.exporting.parts import Part, kinds_named
from graph.exporting.tables import harmless
from graph.kinds import Model
from graph.model import Base
from graph.properties import Party
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Quote, Row, Source, Statement
from graph.seeding.seeds import read_seeds
from graph.store import Store
from graph.values import EntityId, Money, Text
from ogniwo import main
from settings import SEEDS

MODEL = Model.of(Base)
BASE = "https://example.org/"
Command = Callable[..., bytes]


def of_records(store: Store, name: str, *, evidence: bool = True) -> bytes:
    syntax = FORMATS[name].syntax(MODEL, BASE)
    return "".join(export(MODEL, syntax, store.records(), store.merges(), evidence=evidence)).encode()


def of_rows(store: Store, name: str, part: Part | None = None, *, evidence: bool = True) -> bytes:
    return b"".join(exported(store, FORMATS[name].syntax(MODEL, BASE), part or Part(), evidence=evidence))


def lines(store: Store, part: Part | None = None) -> set[bytes]:
    return set(of_rows(store, "ntriples", part).splitlines())


@pytest.mark.parametrize("evidence", [True, False])
@pytest.mark.parametrize("name", FORMATS)
def test_rows_say_what_records_say(store: Store, name: str, evidence: bool):
    assert of_rows(store, name, evidence=evidence) == of_records(store, name, evidence=evidence)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('generated') / 'graph.db'}"
    Generator(MODEL, 2_000).fill(url)
    made = Store.open(url, MODEL)
    yield made
    made.close()


@pytest.mark.parametrize("name", ["turtle", "ntriples"])
def test_rows_of_a_large_graph_say_what_its_records_say(generated: Store, name: str):
    assert of_rows(generated, name) == of_records(generated, name)


def test_rows_that_prove_all_and_who_was_merged_say_what_records_say(url: str):
    store = Store.create(url, MODEL, [imported()])
    store.merge(EntityId("organization/a"), EntityId("organization/b"))
    for name in FORMATS:
        for evidence in (True, False):
            assert of_rows(store, name, evidence=evidence) == of_records(store, name, evidence=evidence)
    assert lines(store) == set(of_records(store, "ntriples").splitlines())
    store.close()


def imported() -> Source:
    """A document whose rows prove almost everything, and a tie that has parties."""
    document = EntityId("document/table")
    kinds = {document: "Document"}
    facts = [Statement(document, "title", Text("Table"), Row("t", "0"))]
    for number, slug in enumerate("abcd"):
        name, project = EntityId(f"organization/{slug}"), EntityId(f"project/{slug}")
        kinds |= {name: "Foundation" if number % 2 else "Institution", project: "Project"}
        row = Row("t", str(number))
        facts += [
            Statement(name, "name", Text(f'={slug} | \\ \r\n"x"', "en"), row),
            Statement(name, "name", Text(slug, "pl"), row),
            Statement(project, "title", Text(f"-{slug}", "pl"), row),
            Statement(project, "budget", Money(-100 * number, "EUR"), row, implied=number == 2),
        ]
    tie = EntityId("partnership/t")
    kinds[tie] = "Partnership"
    facts += [
        Statement(tie, "kind", "AGREEMENT", Row("t", "9")),
        *(
            Statement(tie, "parties", Party(EntityId(f"organization/{slug}"), "PARTNER"), Row("t", "9"))
            for slug in "ab"
        ),
        Statement(EntityId("project/a"), "objective", Text("what for"), Quote("what for")),
    ]
    return Source("table", document, kinds, tuple(facts))


def test_the_parts_of_all_kinds_are_the_whole(store: Store):
    parts = [lines(store, Part(frozenset({kind.name}))) for kind in MODEL.concrete]
    assert set().union(*parts) == lines(store)
    assert sum(map(len, parts)) == len(lines(store))


def test_an_interface_names_all_its_kinds():
    assert kinds_named(MODEL, ["Place", "Goal"]) == {"City", "Region", "Country", "Goal"}
    assert kinds_named(MODEL, []) is None
    with pytest.raises(RequestError, match="there is no kind 'Projekt': name one of Activity, "):
        kinds_named(MODEL, ["Projekt"])


def test_what_has_changed_since_a_revision_is_what_was_written_after_it(url: str, seeds: list[Source]):
    store = Store.create(url, MODEL, seeds)
    before = lines(store)
    assert lines(store, Part(since=1)) == set()
    store.write([imported()])
    assert lines(store, Part(since=1)) == lines(store) - before
    assert lines(store, Part(since=0)) == lines(store)
    store.close()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('command') / 'graph.db'}"
    store = Store.create(url, MODEL, read_seeds([SEEDS], MODEL))
    store.write([imported()])
    store.close()
    return url


@pytest.fixture
def ogniwo(database: str, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    def run(*arguments: object) -> bytes:
        main(["export", "--database", database, "--base-iri", BASE, *map(str, arguments)])
        return capfdbinary.readouterr().out

    return run


@pytest.mark.parametrize(
    "where",
    ['{budget: {currency: {eq: EUR}}, id: {ne: "project/c"}}', '{"budget": {"currency": {"eq": "EUR"}}}', "{}"],
)
def test_a_filter_chooses_whom_the_list_of_the_kind_has(ogniwo: Command, where: str):
    part = set(ogniwo("--kind", "Project", "--where", where, "--format", "ntriples").splitlines())
    whole = set(ogniwo("--kind", "Project", "--format", "ntriples").splitlines())
    assert part <= whole
    assert (part == whole) == (where == "{}")
    assert part


BAD = {
    "is no GraphQL": ("--kind", "Project", "--where", "{title: "),
    "is of no kind": ("--where", "{}"),
    "names nothing": ("--kind", "Project", "--where", "{nothing: {eq: 1}}"),
    "is of another type": ("--kind", "Project", "--where", '{"title": 5}'),
    "is of two kinds": ("--kind", "Goal", "--kind", "City", "--where", "{}"),
    "is of no revision": ("--since", "99"),
    "is of an unknown kind": ("--kind", "project"),
    "is a table of several kinds": ("--format", "csv"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_exported_is_told_in_one_line(what: str, database: str, capfd: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as error:
        main(["export", "--database", database, "--base-iri", BASE, *BAD[what]])
    said = capfd.readouterr()
    assert error.value.code != 0
    assert said.out == ""
    assert said.err.startswith("ogniwo: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_suffix_says_the_format_and_that_it_is_gzipped(name: str, ogniwo: Command, tmp_path: Path):
    plain, zipped = (tmp_path / f"graph{FORMATS[name].suffix}{more}" for more in ("", ".gz"))
    for file in (plain, zipped):
        ogniwo("-o", file)
    assert gzip.decompress(zipped.read_bytes()) == plain.read_bytes() == ogniwo("--format", name)
    first = zipped.read_bytes()
    ogniwo("-o", zipped)
    assert zipped.read_bytes() == first
    assert first[4:8] == b"\0\0\0\0"


def rows_of(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline=""), strict=True))


def test_tables_go_to_a_folder_to_a_zip_or_one_to_standard_output(ogniwo: Command, tmp_path: Path):
    ogniwo("--format", "csv", "-o", tmp_path / "tables")
    ogniwo("-o", tmp_path / "tables.zip")
    files = {each.name: each.read_bytes() for each in (tmp_path / "tables").iterdir()}
    assert files.keys() == {f"{kind.name}.csv" for kind in MODEL.concrete}
    with zipfile.ZipFile(tmp_path / "tables.zip") as zipped:
        assert {each: zipped.read(each) for each in zipped.namelist()} == files
    assert ogniwo("--format", "csv", "--kind", "Project") == files["Project.csv"]


def test_a_table_has_every_entity_of_the_kind_and_every_value(ogniwo: Command, database: str):
    store = Store.open(database, MODEL)
    for kind in MODEL.concrete:
        found = rows_of(ogniwo("--format", "csv", "--kind", kind.name))
        known = [record for record, _ in store.records() if record.kind == kind.name]
        assert [row["id"] for row in found] == [record.id for record in known]
        for row, record in zip(found, known, strict=True):
            assert row["iri"] == f"{BASE}id/{record.id}"
            assert {name.partition("@")[0] for name, cell in row.items() if cell} == {
                "id", "iri", *record.values,
                *(f"{name}.currency" for name, value in record.values.items() if isinstance(value, Money)),
            }  # fmt: skip
    store.close()


def test_no_spreadsheet_runs_a_cell_and_a_negative_number_is_one(ogniwo: Command):
    row = next(each for each in rows_of(ogniwo("--format", "csv", "--kind", "Project")) if each["id"] == "project/b")
    assert (row["title@pl"], row["budget"], row["budget.currency"]) == ("'-b", "-1.00", "EUR")
    named = rows_of(ogniwo("--format", "csv", "--kind", "Foundation"))
    assert next(each for each in named if each["id"] == "organization/b")["name@en"] == '\'=b | \\ \r\n"x"'
    for begun in "=+-@\t\r":
        assert harmless(f"{begun}x") == f"'{begun}x"
    assert harmless("x=1") == "x=1"


def test_who_was_withdrawn_since_is_counted(url: str, capfd: pytest.CaptureFixture[str]):
    store = Store.create(url, MODEL, [imported()])
    store.write([Source("table", EntityId("document/table"), {}, ())])
    store.close()
    main(["export", "--database", url, "--base-iri", BASE, "--since", "1", "--format", "ntriples"])
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err == "10 entities were withdrawn or merged since revision 1: RDF has no word for that.\n"


def test_trig_without_names_is_the_graph(store: Store):
    quads = list(pyoxigraph.parse(of_rows(store, "trig"), pyoxigraph.RdfFormat.TRIG))
    assert {f"{each.triple} ." for each in quads} == {
        f"{each.triple} ." for each in pyoxigraph.parse(of_rows(store, "ntriples"), pyoxigraph.RdfFormat.N_TRIPLES)
    }


def test_an_export_is_of_one_snapshot(url: str):
    store = Store.create(url, MODEL, [imported()])
    whole = of_rows(store, "turtle")
    pieces = exported(store, FORMATS["turtle"].syntax(MODEL, BASE))
    first = next(pieces)
    store.write([Source("table", EntityId("document/table"), {}, ())])
    assert b"".join([first, *pieces]) == whole
    store.close()
