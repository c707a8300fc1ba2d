"""What Ogniwo exports comes back as it was: export, import into an empty graph, export: the same bytes."""

import gzip
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rdf_files import BASE, Ended, Graphs, exported, imported, written
from strategies import items, money, strings, texts
from test_tables import SHARED, needs_shared

from graph.errors import InvalidValue, SourceError
from graph.importing.files.rows import TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import read_mapping
from graph.importing.run import Options, Run
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier, Party
from graph.rdf.linked import FORMATS
from graph.records import Quote, Row, Source, Statement
from graph.store import Store
from graph.values import LARGEST_INTEGER, EntityId, PartialDate, Text

MODEL = Model.of(Base)
MAPPINGS = Path(__file__).parent.parent / "mappings"
MOPS, OTHER = EntityId("organization/mops-leczna"), EntityId("organization/mops-debica")


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    return Graphs(tmp_path_factory.mktemp("graphs"), MODEL)


@pytest.fixture
def seeded(graphs: Graphs, seeds: list[Source]) -> Iterator[Store]:
    with graphs.new() as store:
        store.write(seeds)
        yield store


def came_back(graphs: Graphs, store: Store, folder: Path, format_: str) -> None:
    """Assert that a graph is the same after an export and an import, and after another one."""
    before = exported(store)
    path = written(folder, exported(store, format_), format_)
    with graphs.new() as empty:
        report = imported(empty, path)
        assert not report.tables[0].rejected, report.tables[0].problems
        assert not report.tables[0].left_out
        assert exported(empty) == before
        assert exported(empty, format_) == path.read_bytes()
        revision = empty.revision()
        report = imported(empty, path)
        assert empty.revision() == revision
        assert not report.tables[0].written
        assert not report.vanished


@pytest.mark.parametrize("format_", FORMATS)
def test_the_seeds_come_back_as_they_were(graphs, seeded, tmp_path, format_):
    came_back(graphs, seeded, tmp_path, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_those_who_were_merged_still_lead_to_who_was_kept(graphs, seeded, tmp_path, format_):
    seeded.merge(MOPS, OTHER, "the same centre")
    came_back(graphs, seeded, tmp_path, format_)
    with graphs.new() as empty:
        imported(empty, written(tmp_path, exported(seeded)))
        meant = empty.meant(OTHER)
        assert meant is not None
        assert (meant.id, meant.is_there) == (MOPS, True)
        assert {each.subject for each in empty.record(MOPS)[1]} == {MOPS, OTHER}


def test_those_whom_a_graph_has_beside_each_other_are_merged_when_the_file_says_so(graphs, seeded, seeds, tmp_path):
    with graphs.new() as other:
        other.write(seeds)
        seeded.merge(MOPS, OTHER)
        imported(other, written(tmp_path, exported(seeded)))
        assert exported(other) == exported(seeded)


def test_those_whom_the_graph_has_merged_stay_so_when_an_older_export_comes(graphs, seeded, tmp_path):
    path = written(tmp_path, exported(seeded))
    seeded.merge(MOPS, OTHER)
    before = exported(seeded)
    report = imported(seeded, path)
    assert not report.tables[0].rejected
    assert exported(seeded) == before


def document(number: int, published: str | None) -> tuple[EntityId, list[Statement]]:
    name = EntityId(f"document/d{number}")
    row = Row("register", str(number))
    said = [Statement(name, "title", Text(f"Document {number}", "pl"), row)]
    if published:
        said.append(Statement(name, "published", PartialDate(published), row))
    return name, said


KINDS = {"Institution": 3, "Foundation": 1, "City": 2, "Country": 1, "Project": 2, "Partnership": 1, "Programme": 1, "Participation": 1, "Activity": 1}  # fmt: skip
IDS = {
    kind: [EntityId(f"{MODEL.kinds[kind].prefix}/{kind.lower()}{number}") for number in range(count)]
    for kind, count in KINDS.items()
}


def led(target: str) -> list[EntityId]:
    return [name for kind in MODEL.members(target) for name in IDS.get(kind.name, ())]


@st.composite
def value_of(draw: st.DrawFn, item: Any, name: EntityId) -> Any:
    if item.target:
        return draw(st.sampled_from([each for each in led(item.target) if each != name]))
    if item.type is Party:
        return Party(draw(st.sampled_from(led("Organization"))), draw(st.none() | st.sampled_from(("HOST", "PARTNER"))))
    if item.type is Identifier:
        return Identifier(draw(st.sampled_from(("GEONAMES", "TERYT", "ROR"))), f"{name} {draw(st.integers(0, 2))}")
    if item.type is int:
        return draw(st.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
    return draw(items(MODEL, item))


@st.composite
def sources(draw: st.DrawFn) -> list[Source]:
    """Draw what some documents say of some entities, agreeing or not."""
    pool = st.sampled_from(("2019", "2020-05", "2020-05-31", None))
    documents = [document(number, draw(pool)) for number in range(3)]
    kinds = {name: kind for kind, names in IDS.items() for name in names}
    able = {
        kind: [
            item
            for item in MODEL.kinds[kind].stored
            if (not item.target or [each for each in led(item.target) if each not in IDS[kind]] or len(IDS[kind]) > 1)
            and item.name not in ("parent", "country")
            and (not item.target or led(item.target))
        ]
        for kind in KINDS
    }
    found = []
    for number, (name, said) in enumerate(documents):
        for other, kind in kinds.items():
            wanted = [item for item in able[kind] if item.required] if number == 0 else []
            wanted += draw(st.lists(st.sampled_from(able[kind]), max_size=3))
            for item in wanted:
                row = st.builds(Row, st.sampled_from(("a", "b")), st.integers(0, 2).map(str))
                quote = st.builds(Quote, strings, st.just("") | strings, st.just("") | strings)
                value = draw(value_of(item, other))
                proof = draw(row | quote)
                said.append(Statement(other, item.name, value, proof, draw(st.booleans()), draw(st.booleans())))
        own = {name: "Document"} | (
            kinds if number == 0 else {each.subject: kinds.get(each.subject, "Document") for each in said}
        )
        found.append(Source(str(name), name, own, tuple(said)))
    return found


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(drawn=sources(), format_=st.sampled_from(list(FORMATS)), is_merged=st.booleans())
def test_whatever_documents_say_comes_back(graphs, tmp_path_factory, drawn, format_, is_merged):
    folder = tmp_path_factory.mktemp("drawn")
    with graphs.new() as store:
        store.write(drawn)
        if is_merged:
            with suppress(InvalidValue):  # one may lead to the other
                store.merge(IDS["Institution"][0], IDS["Institution"][1])
        came_back(graphs, store, folder, format_)


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(
    title=texts,
    remark=texts,
    name=strings,
    amount=money,
    exact=strings,
    format_=st.sampled_from(list(FORMATS)),
)
def test_hostile_words_come_back(graphs, tmp_path_factory, title, remark, name, amount, exact, format_):
    folder = tmp_path_factory.mktemp("hostile")
    document_, said = document(0, None)
    project = EntityId("project/p")
    values = {"title": title, "remarks": remark, "acronym": name, "budget": amount}
    said += [Statement(project, each, value, Quote(exact)) for each, value in values.items()]
    with graphs.new() as store:
        store.write([Source("one", document_, {document_: "Document", project: "Project"}, tuple(said))])
        came_back(graphs, store, folder, format_)


@needs_shared
@pytest.mark.parametrize("format_", ["turtle", "jsonld"])
def test_a_table_that_was_imported_comes_back(graphs, gazetteer, tmp_path, format_):
    mapping = read_mapping(MAPPINGS / "teryt.yaml", MODEL, lambda: gazetteer)
    with graphs.new() as store:
        file = SHARED / "teryt" / "teryt_terc_2024.json"
        parts = [(each, open_table(file, TableOptions(**each.options))) for each in mapping.tables_of(file.name)]
        assert parts
        for _ in Run(store, mapping, parts, tmp_path, Options()):
            pass
        assert len(list(store.records(MODEL.kinds["Place"]))) > 1_000
        came_back(graphs, store, tmp_path, format_)


def test_an_export_without_evidence_rests_on_the_file(graphs, seeded, tmp_path):
    path = written(tmp_path, exported(seeded, "turtle", evidence=False), "turtle")
    with graphs.new() as empty:
        report = imported(empty, path)
        assert not report.tables[0].rejected
        plain = [line for line in exported(empty, evidence=False).splitlines() if b"/document/file>" not in line]
        assert plain == exported(seeded, evidence=False).splitlines()
        assert {each.document for _, proofs in empty.records() for each in proofs} == {"document/file"}


def test_several_files_and_packed_ones_are_one_import(graphs, seeded, tmp_path):
    lines = exported(seeded).splitlines(keepends=True)
    (tmp_path / "a.nt").write_bytes(b"".join(lines[::2]))
    (tmp_path / "b.nt.gz").write_bytes(gzip.compress(b"".join(lines[1::2])))
    with graphs.new() as empty:
        report = imported(empty, [tmp_path / "a.nt", tmp_path / "b.nt.gz"])
        assert exported(empty) == exported(seeded)
        assert [each.name for each in report.tables[0].files] == ["a.nt", "b.nt.gz"]


def test_lines_in_any_order_are_the_same_graph(graphs, seeded, tmp_path):
    lines = exported(seeded).splitlines(keepends=True)
    path = written(tmp_path, b"".join(sorted(lines, key=lambda line: line[::-1])))
    with graphs.new() as empty:
        imported(empty, path)
        assert exported(empty) == exported(seeded)


def changed(store: Store, name: str, value: Any) -> list[Source]:
    """Return a source that says something else of a project, in place of the seed's document."""
    project = next(record for record, _ in store.records(MODEL.kinds["Project"]))
    other, said = document(7, "2030")
    said.append(Statement(project.id, name, value, Quote("otherwise")))
    return [Source("other", other, {other: "Document", project.id: "Project"}, tuple(said))]


def test_what_other_documents_say_stays(graphs, seeded, tmp_path):
    path = written(tmp_path, exported(seeded))
    seeded.write(changed(seeded, "acronym", "OTHERWISE"))
    before = exported(seeded)
    report = imported(seeded, path)
    assert exported(seeded) == before
    assert not report.tables[0].written


def test_a_newer_export_of_the_same_documents_takes_back_what_they_no_longer_say(graphs, seeded, tmp_path):
    before = exported(seeded)
    (source,) = changed(seeded, "acronym", "OTHERWISE")
    old = written(tmp_path, before, name="old")
    seeded.write([source])
    new = written(tmp_path, exported(seeded), name="new")
    seeded.write([replace(source, statements=source.statements[:2], kinds={source.document: "Document"})])
    newest = written(tmp_path, exported(seeded), name="newest")
    with graphs.new() as other:
        for path in (old, new, newest):
            report = imported(other, path)
            assert exported(other) == path.read_bytes()
            assert not report.vanished


def test_whom_a_newer_export_has_no_more_is_told_and_goes_only_if_asked(graphs, seeded, tmp_path):
    whole = exported(seeded)
    gone = next(record.id for record, _ in seeded.records(MODEL.kinds["Goal"]))
    kept = [line for line in whole.splitlines(keepends=True) if f"/id/{gone}".encode() not in line]
    path = written(tmp_path, b"".join(kept))
    report = imported(seeded, path)
    assert report.vanished == [gone]
    assert seeded.record(gone)
    report = imported(seeded, path, remove=True)
    assert report.removed == [gone]
    assert seeded.record(gone) is None


@pytest.mark.parametrize("format_", ["ntriples", "turtle"])
def test_a_base_that_is_another_is_named(graphs, seeded, tmp_path, format_):
    path = written(tmp_path, exported(seeded, format_, base="https://other.example/graph/"), format_)
    with graphs.new() as empty, pytest.raises(SourceError, match=r"--base-iri https://other\.example/graph/$"):
        imported(empty, path)


def test_a_context_of_another_base_is_named(graphs, seeded, tmp_path):
    path = written(tmp_path, exported(seeded, "jsonld", base="https://other.example/"), "jsonld")
    with graphs.new() as empty, pytest.raises(SourceError, match=r"--base-iri https://other\.example/$"):
        imported(empty, path)


def test_an_import_in_batches_goes_on_where_it_was_ended(graphs, seeded, tmp_path):
    path = written(tmp_path, exported(seeded))
    with graphs.new() as empty:
        with pytest.raises(Ended):
            imported(empty, path, batch=10, resumes=True, ends_after=3)
        revision = empty.revision()
        report = imported(empty, path, batch=10, resumes=True)
        assert exported(empty) == exported(seeded)
        assert revision
        assert report.tables[0].read == len(list(seeded.records()))


def test_all_or_nothing_is_nothing_if_it_is_ended(graphs, seeded, tmp_path):
    path = written(tmp_path, exported(seeded) + b"<not a triple")
    with graphs.new() as empty:
        with pytest.raises(SourceError, match=r"file\.nt:\d+: is not N-Triples"):
            imported(empty, path)
        assert empty.revision() == 0
        assert exported(empty) == b""


def test_those_who_lead_to_what_is_not_there_are_rejected_and_the_others_come_in(graphs, seeded, tmp_path):
    project = next(record.id for record, _ in seeded.records(MODEL.kinds["Project"]))
    leading = {record.id for record, _ in seeded.records() if project in record.values.values()}
    lines = exported(seeded).decode().splitlines(keepends=True)
    left = [line for line in lines if not line.startswith((f"<{BASE}id/{project}>", f"<{BASE}id/{project}#"))]
    with graphs.new() as empty:
        report = imported(empty, written(tmp_path, "".join(left)))
        assert report.tables[0].rejected == len(leading) > 1
        assert all(f"{project} is not in the graph" in each.examples[0].reason for each in report.tables[0].problems)
        there = {record.id for record, _ in empty.records()}
        assert there == {record.id for record, _ in seeded.records()} - leading - {project}


def test_what_a_quote_proves_is_known_even_if_the_plain_triple_is_not_there(graphs, seeded, tmp_path):
    goal = next(record.id for record, _ in seeded.records(MODEL.kinds["Goal"]))
    lines = exported(seeded).decode().splitlines(keepends=True)
    left = [line for line in lines if f"/id/{goal}> <http://purl.org/dc/terms/description>" not in line]
    assert len(left) == len(lines) - 1
    with graphs.new() as empty:
        assert not imported(empty, written(tmp_path, "".join(left))).tables[0].rejected
        assert exported(empty) == exported(seeded)
