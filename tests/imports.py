"""Imports, as tests make them: a mapping and its tables in a folder, one import, and all that a graph then holds."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from graph.importing.files.rows import TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import read_mapping
from graph.importing.report import Report, TableReport
from graph.importing.run import Options, Run
from graph.kinds import Model
from graph.store import Store

COLUMNS = ("Id", "Title", "Start", "Budget", "Partner", "Town", "Wikidata")
# Each row gives a project, its coordinator, and the coordinator's part.
PROJECTS = """\
document:
  id: document/list
  title: {en: A list}
  language: pl
entities:
- {id: organization/publisher, type: Institution, name: {en: Publisher}}
tables:
  projects:
    file: "*.csv*"
    delimiter: ","
    encoding: utf-8
    key: "{Id}"
    records:
    - id: project/{Id}
      type: Project
      title: "{Title}"
      startDate: {column: Start, date: "%Y-%m-%d"}
      budget: {column: Budget, currency: PLN, decimal: ",", thousands: " "}
      participations:
      - id: participation/{Id}
        role: COORDINATOR
        organization:
          id: organization/{Partner}
          type: Institution
          name: {column: Partner}
          place: {id: "place/{Town}", type: City, name: {column: Town}}
          identifiers: {WIKIDATA: "{Wikidata}"}
"""


def rows_of(*rows: str, columns: Sequence[str] = COLUMNS) -> str:
    """Return a CSV file with those rows, their cells parted by `|`; what is not given is empty."""
    cells = [[*each.split("|"), *[""] * (len(columns) - each.count("|") - 1)] for each in rows]
    return table_of(cells, columns)


def table_of(cells: Iterable[Sequence[str]], columns: Sequence[str] = COLUMNS) -> str:
    """Return a CSV file."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *cells])
    return text.getvalue()


class Ended(Exception):
    """The import was ended before it was done."""


class Imports:
    """A folder of mappings and tables, and the imports of them into one graph."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder

    def __call__(
        self, files: Mapping[str, str] | str, mapping: str = PROJECTS, *, ends_after: int = 1_000_000, **options: Any
    ) -> Report:
        """Import files by their names, or one whose content is given. Raises Ended after so many batches."""
        content = {"list.csv": files} if isinstance(files, str) else files
        (self.folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
        meaning = read_mapping(self.folder / "mapping.yaml", self.store.model)
        parts = []
        for file, text in content.items():
            path = self.folder / file
            path.write_text(text, encoding="utf-8", newline="")
            parts += [(each, open_table(path, TableOptions(**each.options))) for each in meaning.tables_of(file)]
        order = list(meaning.tables)
        parts.sort(key=lambda each: order.index(each[0].name))
        run = Run(self.store, meaning, parts, self.folder, Options(**options))
        events = iter(run)
        for number, _ in enumerate(events, 1):
            if number == ends_after:
                events.throw(Ended)
        assert run.report.accounted == sum(each.read for each in run.report.tables)
        return run.report

    @property
    def graph(self) -> dict[str, Any]:
        """All that the graph holds: each entity with its evidence."""
        return held(self.store)

    def rejected(self, file: str = "list.csv", table: str = "projects") -> list[dict[str, str]]:
        """Return the rows that were put aside."""
        path = self.folder / f"{file}.{table}.rejected.csv"
        return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def anew(model: Model, folder: Path) -> Imports:
    """Return imports into an empty graph, in a new folder."""
    folder.mkdir()
    return Imports(Store.create(f"sqlite:///{folder / 'graph.db'}", model), folder)


def held(store: Store) -> dict[str, Any]:
    """Return each entity of a graph with its evidence."""
    return {record.id: (record, frozenset(evidence)) for record, evidence in store.records()}


def counts(report: Report | TableReport) -> tuple[int, int, int, int]:
    """Return how many rows were written, unchanged, rejected and set aside."""
    table = report.tables[0] if isinstance(report, Report) else report
    return table.written, table.unchanged, table.rejected, table.set_aside
