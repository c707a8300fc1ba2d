"""What a graph covers: found by statements that read indexes, once a revision."""

from pathlib import Path
from typing import Any

import pytest

from graph.describing.statistics import CountryCovered, Statistics
from graph.kinds import Model
from graph.model import Base
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, PartialDate, Text

MODEL = Model.of(Base)
DOCUMENT = EntityId("document/d")


def source(**ends: str) -> Source:
    """Return a document that names projects, by the ends of their slugs, and when each of them ends."""
    said = [Statement(DOCUMENT, "title", Text("d"), Quote("d"))]
    kinds = {DOCUMENT: "Document"}
    for name, end in ends.items():
        project = EntityId(f"project/{name}")
        kinds[project] = "Project"
        said.append(Statement(project, "title", Text(name), Quote(name)))
        said.append(Statement(project, "endDate", PartialDate(end), Quote(end)))
    return Source("a test", DOCUMENT, kinds, tuple(said))


def test_the_seeds_cover_what_they_cover(store: Store):
    found = Statistics(store).coverage()
    names = {record.id: record.values for record, _ in store.records()}
    assert found.revision == store.revision()
    assert found.issued == found.modified
    assert [(each.id, each.code) for each in found.countries] == [("place/it", "IT"), ("place/pl", "PL")]
    assert found.countries[1] == CountryCovered(
        EntityId("place/pl"),
        (Text("Polska", "pl"), Text("Poland", "en"), Text("Polonia", "it")),
        "PL",
        "https://sws.geonames.org/798544/",  # type: ignore[arg-type]
    )
    assert found.languages == ("en", "it", "pl")
    assert found.example in names
    count = sum(each.scheme == "GEONAMES" for values in names.values() for each in values.get("identifiers", ()))
    assert found.links["GEONAMES"] == count


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        (["2008-05-04", "2007"], "2008-05-04"),
        (["2008-05-04", "2008-05"], "2008-05-31"),
        (["2008-05-04", "2008-04"], "2008-05-04"),
        (["2008-05-04", "2008"], "2008-12-31"),
        (["2008-05", "2008"], "2008-12-31"),
        (["2008-01-01", "2008"], "2008-12-31"),
        (["2007", "2008-01"], "2008-01-31"),
    ],
)
def test_the_last_day_is_the_last_that_any_end_may_mean(databases: Any, ends: list[str], last: str):
    url = databases.new()
    store = Store.create(url, MODEL, [source(**dict(zip("ab", ends, strict=True)))])
    assert Statistics(store).coverage().last_day == last
    store.close()
    databases.remove(url)


def test_what_is_withdrawn_is_covered_no_more(databases: Any):
    url = databases.new()
    store = Store.create(url, MODEL, [source(a="2008", b="2009")])
    statistics = Statistics(store)
    assert statistics.coverage().last_day == "2009-12-31"
    store.write([source(a="2008")])
    assert (statistics.coverage().last_day, statistics.coverage().revision) == ("2008-12-31", 2)
    store.close()
    databases.remove(url)


def test_what_is_known_of_a_revision_is_not_looked_for_again(store: Store):
    statistics = Statistics(store)
    assert statistics.coverage() is statistics.coverage()


def test_no_statement_reads_every_project_or_every_entity(tmp_path: Path, seeds: list[Source]):
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL, seeds)
    plans: list[str] = []

    class Explained:
        def __init__(self, snapshot: Any) -> None:
            self.snapshot = snapshot

        def execute(self, statement: str, arguments: Any = ()) -> Any:
            plans.extend(str(row[3]) for row in self.snapshot.execute(f"EXPLAIN QUERY PLAN {statement}", arguments))
            return self.snapshot.execute(statement, arguments)

    with store.snapshot() as snapshot:
        Statistics(store)._found(Explained(snapshot), 1)  # type: ignore[arg-type]
    store.close()
    scanned = {each.split()[1] for each in plans if each.startswith("SCAN")}
    assert len(plans) > 8
    # Of translations one row is asked, and `anon_1` are the countries.
    assert scanned <= {"CONSTANT", "revision", "document", "entity_identifiers", "translation", "anon_1"}
