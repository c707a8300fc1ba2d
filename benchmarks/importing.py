"""Importing: a flat table by a mapping, beside the bare `executemany` of the rows that it makes of it."""

import csv
import random
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from benchmarks.figures import Figure, at_least
from benchmarks.shape import Shape
from graph.importing.files.rows import TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import read_mapping
from graph.importing.run import Run
from graph.kinds import Model
from graph.model import Base
from graph.store import Store

ROWS, RUNS = 20_000, 5
COLUMNS = ("id", "title", "acronym", "start", "end", "budget", "eu")
MAPPING = """
document: {id: document/flat, title: {pl: Wykaz projektów}, language: pl}
tables:
  projects:
    file: flat.csv
    records:
    - id: project/flat-{id}
      type: Project
      title: "{title}"
      acronym: "{acronym}"
      startDate: {column: start, date: "%d.%m.%Y"}
      endDate: {column: end, date: "%d.%m.%Y"}
      budget: {column: budget, currency: PLN, decimal: "."}
      euContribution: {column: eu, currency: PLN, decimal: "."}
"""

Inserted = tuple[str, Sequence[str], Sequence[tuple[Any, ...]]]


def figures() -> Iterator[Figure]:
    """Measure a first import into an empty graph, by the processor's time: nothing waits for anything but a disk."""
    model = Model.of(Base)
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "flat.csv")
        (folder / "flat.yaml").write_text(MAPPING, encoding="utf-8")
        for run in range(RUNS):
            seconds, inserted = _imported(model, folder, f"import-{run}.db")
            ratios.append(_bare(model, folder / f"bare-{run}.db", inserted) / seconds)
    note = f" ({min(ratios):.2f}-{max(ratios):.2f} in {RUNS} runs; {ROWS / seconds:,.0f} rows/s in the last)"
    yield at_least(ROWS, "flat import, rows/s beside bare executemany of the rows it makes", median(ratios), 0.25, note)


def _write(path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - it decides nothing
    known = Shape(ROWS).words(4_000)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        for number in range(ROWS):
            title = " ".join(chance.choices(known, k=8))
            start = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2004, 2023)}"
            amounts = (f"{chance.randrange(10**9) / 100:.2f}", f"{chance.randrange(10**8) / 100:.2f}")
            lines.writerow([number, title, f"P{number}", start, "31.12.2024", *amounts])


def _imported(model: Model, folder: Path, name: str) -> tuple[float, list[Inserted]]:
    """Import, and return how long that took, and what was inserted in which order."""
    store = Store.create(f"sqlite:///{folder / name}", model)
    inserted: list[Inserted] = []
    insert = store.dialect.insert

    def noted(connection: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        inserted.append((table, columns, rows))
        insert(connection, table, columns, rows)

    store.dialect.insert = noted  # type: ignore[method-assign]
    meaning = read_mapping(folder / "flat.yaml", model)
    (mapping,) = meaning.tables.values()
    table = open_table(folder / "flat.csv", TableOptions(**mapping.options))
    start = process_time()
    for _ in Run(store, meaning, [(mapping, table)], folder):
        pass
    seconds = process_time() - start
    store.close()
    return seconds, inserted


def _bare(model: Model, path: Path, inserted: Sequence[Inserted]) -> float:
    """Insert the same rows into the same tables of an empty graph, and return how long that took."""
    Store.create(f"sqlite:///{path}", model).close()
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")
    start = process_time()
    connection.execute("BEGIN")
    connection.execute("INSERT INTO revision VALUES (1, '', '')")
    for table, columns, rows in inserted:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{each}"' for each in columns)
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
    connection.execute("COMMIT")
    seconds = process_time() - start
    connection.close()
    return seconds
