"""An import accounts for every row, changes nothing twice, and ends in one graph however it is cut into batches."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import PROJECTS, Ended, Imports, anew, counts, rows_of

from graph.kinds import Model
from graph.store import Store
from graph.values import EntityId, Text

Fresh = Callable[..., dict[str, object]]
SIZES = (1, 3, 1000)
EVERY = pytest.mark.parametrize("batch", [3, 1000])
FOUR = rows_of(
    "1|First|2015-01-01|100|Foo|Lublin",
    "2|Second|2015-02-01|200|Bar|Lublin",
    "3|Third|2015-03-01|300|Foo|Lublin|",
    "4|Fourth|2015-04-01|400|Foo|Lublin|Q1",
)


@pytest.fixture
def imported(url: str, model: Model, tmp_path: Path) -> Iterator[Imports]:
    store = Store.create(url, model)
    yield Imports(store, tmp_path)
    store.close()


@pytest.fixture
def another(model: Model, tmp_path: Path) -> Iterator[Imports]:
    made = anew(model, tmp_path / "another")
    yield made
    made.store.close()


@EVERY
def test_an_import_twice_changes_nothing(imported: Imports, batch: int):
    first = imported(FOUR, batch=batch, resumes=True)
    assert counts(first) == (4, 0, 0, 0)
    graph, revision = imported.graph, imported.store.revision()
    for again in SIZES:
        report = imported(FOUR, batch=again, resumes=True)
        assert counts(report) == (0, 4, 0, 0)
        assert report.revisions == []
        assert (imported.graph, imported.store.revision()) == (graph, revision)


@pytest.fixture
def fresh(model: Model, tmp_path: Path) -> Iterator[Fresh]:
    """Return the graph that an import of files into an empty graph gives, all rows at once."""
    made: list[Imports] = []

    def all_at_once(files: dict[str, str] | str, mapping: str = PROJECTS, **options: object) -> dict[str, object]:
        made.append(anew(model, tmp_path / f"fresh-{len(made)}"))
        made[-1](files, mapping, **options)
        return made[-1].graph

    yield all_at_once
    for each in made:
        each.store.close()


TWICE = """\
document: {id: document/list, title: {en: A list}}
tables:
  bodies:
    file: "*.csv"
    delimiter: ","
    records:
    - {id: "organization/{Partner}", type: Institution, name: {column: Partner}, website: "https://example.org/{Id}"}
  again:
    file: "*.csv"
    delimiter: ","
    records:
    - {id: "organization/{Partner}", type: Institution, name: {column: Title}, telephone: "{Id}", place: {id: "place/{Town}", type: City, name: {column: Town}}}
"""


@EVERY
def test_two_tables_over_one_file_twice_change_nothing(imported: Imports, batch: int):
    first = imported(FOUR, TWICE, batch=batch, resumes=True)
    assert [counts(each) for each in first.tables] == [(4, 0, 0, 0), (4, 0, 0, 0)]
    graph, revision = imported.graph, imported.store.revision()
    for again in SIZES:
        report = imported(FOUR, TWICE, batch=again)
        assert [counts(each) for each in report.tables] == [(0, 4, 0, 0), (0, 4, 0, 0)]
        assert (imported.graph, imported.store.revision()) == (graph, revision)


@EVERY
def test_batches_of_any_size_give_the_same_graph(fresh: Fresh, batch: int):
    for mapping in (PROJECTS, TWICE):
        assert fresh(FOUR, mapping, batch=batch, resumes=True) == fresh(FOUR, mapping)


INSTITUTIONS = """\
document: {id: document/list, title: {en: A list}}
tables:
  bodies:
    file: "*.csv"
    delimiter: ","
    records:
    - {id: "organization/{Partner}", type: {column: Title, codes: {f: Foundation}, default: Institution}, name: {column: Partner}, telephone: "{Id}"}
"""


@EVERY
def test_the_kind_is_that_which_the_first_row_says(imported: Imports, fresh: Fresh, batch: int):
    rows = rows_of("1|i|||Foo", "2|x|||Bar", "3|x|||Baz", "4|f|||Foo", "5|f|||Foo")
    report = imported(rows, INSTITUTIONS, batch=batch, resumes=True)
    assert imported.graph["organization/foo"][0].kind == "Institution"
    assert imported.graph == fresh(rows, INSTITUTIONS)
    report = imported(rows, INSTITUTIONS, batch=batch, resumes=True)
    assert report.revisions == []
    imported(rows_of("1|f|||Foo", "2|f|||Foo"), INSTITUTIONS, batch=batch)
    assert imported.graph["organization/foo"][0].kind == "Foundation"


@EVERY
def test_a_line_inserted_at_the_top_renumbers_the_evidence(imported: Imports, fresh: Fresh, batch: int):
    imported(FOUR, batch=batch)
    head, *lines = FOUR.splitlines(keepends=True)
    renumbered = "".join([head, "0,Zeroth,2014-01-01,50,Bar,Chełm,\n", *lines])
    report = imported(renumbered, batch=batch, resumes=True)
    assert report.vanished == []
    assert imported.graph == fresh(renumbered)
    assert imported(renumbered).revisions == []


@EVERY
def test_a_newer_file_updates(imported: Imports, fresh: Fresh, batch: int):
    imported(FOUR)
    newer = FOUR.replace("Second", "Deuxième").replace("300", "333").replace("Q1", "Q2")
    report = imported(newer, batch=batch, resumes=True)
    assert report.vanished == []
    assert imported.graph == fresh(newer)


@EVERY
def test_what_vanished_is_reported_and_stays_unless_it_is_to_go(imported: Imports, fresh: Fresh, batch: int):
    imported(FOUR)
    graph = imported.graph
    fewer = "".join(FOUR.splitlines(keepends=True)[:2])
    gone = ["organization/bar", *(f"{kind}/{each}" for kind in ("participation", "project") for each in (2, 3, 4))]
    report = imported(fewer, batch=batch, resumes=True)
    assert (report.vanished, report.removed) == (gone, ())
    assert imported.graph.keys() == graph.keys()
    assert all(imported.graph[name] == graph[name] for name in gone)
    report = imported(fewer, batch=batch, resumes=True, remove=True)
    assert (report.vanished, report.removed) == (gone, gone)
    assert imported.graph == fresh(fewer)


@EVERY
def test_whom_others_need_stays(imported: Imports, batch: int):
    imported(FOUR)
    other = PROJECTS.replace("document/list", "document/other").replace("project/{Id}", "project/o{Id}")
    other = other.replace("participation/{Id}", "participation/o{Id}")
    imported(
        {"other.csv": rows_of("1|First||||", "2|Second|||Other|Chełm")},
        other.replace("name: {column: Partner}", "name: {column: Partner}\n          parent: organization/bar"),
    )
    fewer = "".join(FOUR.splitlines(keepends=True)[:2])
    report = imported(fewer, batch=batch, resumes=True, remove=True)
    assert "organization/bar" in report.vanished
    assert "organization/bar" not in report.removed
    assert "organization/bar" in imported.graph
    assert "project/4" not in imported.graph


@EVERY
def test_identifiers_join_records_of_different_documents(imported: Imports, batch: int):
    imported(rows_of("1|First|||Foo|Lublin|Q1", "2|Second|||Bar|Lublin|Q2"))
    other = PROJECTS.replace("document/list", "document/other").replace("/{Id}", "/o{Id}")
    rows = rows_of(
        "1|A|||Le Foo|Lublin|Q1",
        "2|B|||Le Bar",
        "3|C|||Le Bar||Q2",
        "4|D|||Le Foo",
        "5|E|||Neu||Q3",
        "6|F|||Le Foo||Q3",
    )
    report = imported({"other.csv": rows}, other, batch=batch, resumes=True)
    graph = imported.graph
    assert graph["participation/o1"][0].values["organization"] == "organization/foo"
    assert {each.document for each in graph["organization/foo"][1]} == {"document/list", "document/other"}
    assert graph["participation/o4"][0].values["organization"] == "organization/foo"
    assert "organization/le-foo" not in graph
    assert counts(report) == (6, 0, 0, 0)
    assert graph["participation/o6"][0].values["organization"] == "organization/neu"
    assert imported({"other.csv": rows}, other, batch=batch, resumes=True).revisions == []
    assert imported.graph == graph


MANY = (
    "1|First|2015-01-01|100|Le Foo|Lublin|Q1",
    "2|Second|2015-02-31|200|Bar|Lublin",
    "3|Third|2015-03-01|300|Neu|Chełm|Q7",
    "3|Third|2015-03-01|300|Bar|Chełm",
    "4|Fourth|2015-04-01|94 856,52,24|Foo|Lublin",
    "5||2015-04-01||Foo|Lublin|Q1",
    "6|Sixth|||Le Foo||",
    "7|Seventh|||Neu|Lublin|Q8",
    "8|Eighth|||Foo||Q7",
    "9|Ninth|||Old||Q8",
    "10|Tenth|||Le Foo|Chełm",
)


@pytest.mark.parametrize("steps", [1, 4, 6, 8, 11])
def test_an_import_that_was_ended_goes_on_to_the_same_end(imported: Imports, another: Imports, steps: int):
    before = PROJECTS.replace("document/list", "document/before").replace("/{Id}", "/b{Id}")
    known = {"before.csv": rows_of("1|Known|||Foo|Lublin|Q1")}
    imported(known, before)
    with pytest.raises(Ended):
        imported(rows_of(*MANY), batch=1, resumes=True, ends_after=steps)
    resumed = imported(rows_of(*MANY), batch=1, resumes=True)
    graph, rejected = imported.graph, imported.rejected()
    another(known, before)
    undisturbed = another(rows_of(*MANY), batch=1, resumes=True)
    assert graph == another.graph
    assert rejected == another.rejected()
    assert counts(resumed) == counts(undisturbed) == (7, 0, 4, 0)
    assert resumed.revisions == undisturbed.revisions
    assert resumed.tables[0].problems == undisturbed.tables[0].problems


CONFLICTING = """document: {id: document/ids, title: {en: Ids}}
tables:
  bodies:
    file: "*.csv"
    delimiter: ","
    records:
    - {id: "organization/{Name}", type: Institution, name: {column: Name}, identifiers: {WIKIDATA: "{Q}", KRS: "{K}"}}
"""


@EVERY
def test_what_two_bear_is_rejected_with_both_named(imported: Imports, batch: int):
    columns = ("Name", "Q", "K")
    rows = rows_of("A|Q1", "B||0000000001", "C|Q1|0000000001", "D|Q4", "E|Q5", columns=columns)
    report = imported(rows, CONFLICTING, batch=batch, resumes=True)
    assert counts(report) == (4, 0, 1, 0)
    (rejected,) = imported.rejected(table="bodies")
    assert rejected["ogniwo:row"] == "3"
    assert "organization/a" in rejected["ogniwo:reason"]
    assert "organization/b" in rejected["ogniwo:reason"]


LINKED = """document: {id: document/links, title: {en: Links}}
tables:
  bodies:
    file: "*.csv"
    delimiter: ","
    records:
    - {id: "organization/{Name}", type: Institution, name: {column: Name}, identifiers: {WIKIDATA: "{Q}"}, parent: {identifier: WIKIDATA, value: "{K}"}}
"""


@EVERY
def test_a_link_by_an_identifier_leads_to_whoever_bears_it(imported: Imports, batch: int):
    columns = ("Name", "Q", "K")
    rows = rows_of("A|Q1", "B|Q2|Q1", "C|Q3|Q9", "D||Q3", "E||Q2", columns=columns)
    report = imported(rows, LINKED, batch=batch, resumes=True)
    assert counts(report) == (3, 0, 2, 0)
    reasons = [each["ogniwo:reason"] for each in imported.rejected(table="bodies")]
    assert [each["ogniwo:row"] for each in imported.rejected(table="bodies")] == ["3", "4"]
    assert reasons == [
        f"nobody in the graph bears WIKIDATA {each}: import whom it means first" for each in ("Q9", "Q3")
    ]
    assert imported.graph["organization/e"][0].values["parent"] == "organization/b"


@EVERY
@pytest.mark.parametrize("wrong", ["1", "2", "3", "4"])
def test_a_row_mended_and_imported_alone_comes_in_as_it_would_have(
    imported: Imports, fresh: Fresh, batch: int, wrong: str
):
    head, *lines = FOUR.splitlines(keepends=True)
    spoilt = "".join([head, *(each.replace("-01,", "-99,") if each.startswith(wrong) else each for each in lines)])
    report = imported(spoilt, batch=batch, resumes=True)
    assert counts(report) == (3, 0, 1, 0)
    rejects = (imported.folder / "list.csv.projects.rejected.csv").read_text(encoding="utf-8")
    assert imported.rejected()[0]["ogniwo:row"] == wrong
    mended = imported({"list.csv.projects.rejected.csv": rejects.replace("-99,", "-01,")}, batch=batch, resumes=True)
    assert counts(mended) == (1, 0, 0, 0)
    assert mended.vanished == []
    right = fresh(FOUR)
    graph = imported.graph
    assert graph.keys() == right.keys()
    different = {name for name in graph if graph[name] != right[name]} - {"document/list"}
    assert {name: graph[name] for name in different} == {name: right[name] for name in different}


@EVERY
def test_the_merged_keep_receiving_what_is_said_of_the_old_id(imported: Imports, batch: int):
    imported(FOUR)
    unmerged = imported.graph
    imported.store.merge(EntityId("organization/foo"), EntityId("organization/bar"))
    merged, revision = imported.graph, imported.store.revision()
    report = imported(FOUR, batch=batch, resumes=True)
    assert imported.graph == merged
    assert imported.store.revision() == revision
    assert report.vanished == []
    imported(FOUR.replace("Second", "Deuxième").replace("Bar,Lublin,", "Bar,Chełm,"), batch=batch, resumes=True)
    graph = imported.graph
    assert "organization/bar" not in graph
    assert graph["participation/2"][0].values["organization"] == "organization/foo"
    imported(FOUR, batch=batch, resumes=True, remove=True)
    imported.store.unmerge(EntityId("organization/bar"))
    assert imported.graph == unmerged


@EVERY
def test_two_documents_that_disagree_leave_what_they_dispute(imported: Imports, batch: int):
    imported(rows_of("1|First|2015-01-01|100|Foo"))
    other = PROJECTS.replace("document/list", "document/other")
    imported({"other.csv": rows_of("1|Premier|2016-01-01|100|Foo")}, other, batch=batch, resumes=True)
    _, evidence = imported.graph["project/1"]
    assert {each.document for each in evidence if each.value and "startDate" in each.properties} == {
        "document/list",
        "document/other",
    }
    assert {each.value for each in evidence if "title" in each.properties} == {
        Text("First", "pl"),
        Text("Premier", "pl"),
    }
    imported(rows_of("1|Premier|2016-01-01|100|Foo"), batch=batch, resumes=True)
    assert all(each.value is None for each in imported.graph["project/1"][1])


def some(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


TABLES = st.lists(
    st.tuples(
        some("1", "2", "3", "4", "5", "6", "7", "8", ""),
        some("First", "Second", "Third", ""),
        some("2015-01-01", "2015-01-02", "2015-02-31", ""),
        some("1", "2,50", "94 856,52,24", ""),
        some("Foo", "Bar", "Baz", ""),
        some("Lublin", "Chełm"),
        some("", "", "Q1", "Q2", "Q3"),
    ).map("|".join),
    max_size=12,
)


@settings(max_examples=40)
@given(rows=TABLES, batch=st.integers(1, 4))
def test_every_row_is_accounted_for_whatever_the_table(model: Model, rows: list[str], batch: int):
    with TemporaryDirectory() as folder:
        each, whole = (anew(model, Path(folder) / name) for name in ("each", "whole"))
        report = each(rows_of(*rows), batch=batch, resumes=True)
        written, unchanged, rejected, set_aside = counts(report)
        assert written + unchanged + rejected + set_aside == len(rows)
        assert len(each.rejected()) == rejected
        assert all(row["ogniwo:reason"] for row in each.rejected())
        whole(rows_of(*rows))
        assert each.graph == whole.graph
        assert each.rejected() == whole.rejected()
        for again in (each, whole):
            assert again(rows_of(*rows), batch=3).revisions == []
            assert again.graph == whole.graph
        each.store.close()
        whole.store.close()
