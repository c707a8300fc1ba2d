"""Graphs that are kept from one run to the next: made when they are not there, renewed when the model has changed."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.generator import Generator, Told
from graph.kinds import Model
from graph.store import Store

SCHEMA = (
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND (type = 'index') = ?"
)


def graph(folder: Path, model: Model, size: int, told: Told) -> Path:
    """Return the file of a graph of so many projects, its tables and indexes being those that the model has today."""
    path = folder / f"{size}.db"
    with tempfile.TemporaryDirectory() as elsewhere:
        empty = Path(elsewhere) / "empty.db"
        Store.create(f"sqlite:///{empty}", model).close()
        if not path.exists() or _schema(path, indexes=False) != _schema(empty, indexes=False):
            _make(path, model, size, told)
        elif _schema(path, indexes=True) != _schema(empty, indexes=True):
            _index(path, _schema(empty, indexes=True), told)
    return path


def _make(path: Path, model: Model, size: int, told: Told) -> None:
    told(f"{size:,} projects: their tables are new")
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    Generator(model, size).fill(f"sqlite:///{unfinished}", told)
    unfinished.replace(path)


def _index(path: Path, wanted: dict[str, str], told: Told) -> None:
    """Make the indexes that are missing, drop those that are not wanted: far sooner than all anew."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = -1000000")
        present = _schema(path, indexes=True)
        for name in present.keys() - {each for each, sql in wanted.items() if present.get(each) == sql}:
            connection.execute(f'DROP INDEX "{name}"')
        for name, sql in wanted.items():
            if present.get(name) != sql:
                connection.execute(sql)
                told(name)
        connection.execute("ANALYZE")
        told("statistics")


def _schema(path: Path, *, indexes: bool) -> dict[str, str]:
    """Return the statements that made what a file holds, by name."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(SCHEMA, (indexes,)))
