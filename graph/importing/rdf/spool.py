"""The spool: what files say, gathered by subject in a temporary file, so that a file may be of any size and order."""

import marshal
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from graph.errors import InvalidValue
from graph.importing.rdf.terms import Triple

_ROWS = 2_000  # that are written at once
_CACHE = 64  # megabytes
_DDL = """
CREATE TABLE part (owner TEXT NOT NULL, said BLOB NOT NULL);
CREATE TABLE unit (number INTEGER PRIMARY KEY, owner TEXT NOT NULL, id TEXT, made BLOB NOT NULL);
CREATE TABLE lead (unit INTEGER NOT NULL, target TEXT NOT NULL);
CREATE TABLE value (owner TEXT PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE class (owner TEXT NOT NULL, class TEXT NOT NULL, PRIMARY KEY (owner, class)) WITHOUT ROWID;
"""


class Spool:
    """A file of its own that nobody else sees, gone when it is closed."""

    def __init__(self) -> None:
        # The table is in a file, whose pages beyond the cache are on disk.
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript(f"PRAGMA cache_size = -{_CACHE * 1024}; {_DDL} BEGIN;")
        self._parts: list[tuple[str, bytes]] = []
        self._units: list[tuple[int, str, str | None, bytes]] = []
        self._leads: list[tuple[int, str]] = []
        self.count = 0  # of units

    def close(self) -> None:
        """Remove it."""
        self._file.close()

    def add(self, owner: str, triples: Sequence[Triple]) -> None:
        """Add some of what is said of an owner."""
        self._parts.append((owner, marshal.dumps([tuple(each) for each in triples])))
        if len(self._parts) >= _ROWS:
            self._flush()

    def classify(self, owner: str, classes: Iterable[str]) -> None:
        """Note the classes of a subject that is none of ours."""
        self._file.executemany("INSERT OR IGNORE INTO class VALUES (?, ?)", [(owner, each) for each in classes])

    def classes(self, owner: str) -> list[str]:
        """Return the classes of such a subject."""
        return [name for (name,) in self._file.execute("SELECT class FROM class WHERE owner = ?", (owner,))]

    def gathered(self) -> None:
        """Say that all is added: now it can be read by subjects."""
        self._flush()
        self._file.execute("CREATE INDEX part_owner ON part (owner)")

    def owners(self, most: int) -> Iterator[tuple[str, list[Triple]]]:
        """Yield each subject with all that is said of it, blank nodes last. Raises InvalidValue beyond `most`."""
        cursor = self._file.cursor()
        # Blank nodes have other names each time, and the order must be the same.
        for condition in ("NOT BETWEEN '_:' AND '_;'", "BETWEEN '_:' AND '_;'"):
            rows = cursor.execute(f"SELECT owner, said FROM part WHERE owner {condition} ORDER BY owner, rowid")
            for owner, parts in groupby(rows, key=lambda row: row[0]):
                yield owner, _joined(owner, (said for _, said in parts), most)

    def said(self, owner: str, most: int) -> list[Triple]:
        """Return all that is said of a subject."""
        rows = self._file.execute("SELECT said FROM part WHERE owner = ? ORDER BY rowid", (owner,)).fetchall()
        return _joined(owner, (said for (said,) in rows), most)

    def has_said(self, owner: str) -> bool:
        """Return whether a class is said of a subject."""
        return bool(self.classes(owner))

    def hold(self, owner: str) -> None:
        """Note a subject that is a value of others."""
        self._file.execute("INSERT OR IGNORE INTO value VALUES (?, 0)", (owner,))

    def use(self, owner: str) -> bool:
        """Note that a value was read; return whether it is for the first time."""
        sql = "INSERT INTO value VALUES (?, 1) ON CONFLICT DO UPDATE SET used = 1 WHERE used = 0"
        return self._file.execute(sql, (owner,)).rowcount == 1

    def unused(self) -> Iterator[str]:
        """Yield the values that nobody read."""
        for (owner,) in self._file.cursor().execute("SELECT owner FROM value WHERE NOT used ORDER BY owner"):
            yield owner

    def keep(self, owner: str, name: str | None, made: Any, targets: Iterable[str]) -> None:
        """Keep what was made of a subject, the id that it has, and the ids to which it leads."""
        self.count += 1
        self._units.append((self.count, owner, name, pickle.dumps(made, protocol=5)))
        self._leads += [(self.count, each) for each in targets if each != name]
        if len(self._units) >= _ROWS:
            self._flush()

    def kept(self) -> None:
        """Say that all is kept: now it can be read in any order."""
        self._flush()
        self._file.execute("CREATE INDEX unit_id ON unit (id)")
        self._file.execute("CREATE INDEX lead_unit ON lead (unit)")

    def made(self, number: int) -> Any:
        """Return what was made of a subject."""
        (made,) = self._file.execute("SELECT made FROM unit WHERE number = ?", (number,)).fetchone()
        return pickle.loads(made)  # noqa: S301 - nobody else can write that file

    def owner(self, number: int) -> str:
        """Return the owner that a number means."""
        (owner,) = self._file.execute("SELECT owner FROM unit WHERE number = ?", (number,)).fetchone()
        return str(owner)

    def targets(self, number: int) -> list[int]:
        """Return the numbers of those in the file to whom a subject leads."""
        leading = "SELECT DISTINCT unit.number FROM lead JOIN unit ON unit.id = lead.target WHERE lead.unit = ?"
        return sorted(target for (target,) in self._file.execute(leading, (number,)) if target != number)

    def speaks(self, name: str) -> bool:
        """Return whether an id is that of a subject."""
        return self._file.execute("SELECT 1 FROM unit WHERE id = ?", (name,)).fetchone() is not None

    def _flush(self) -> None:
        self._file.executemany("INSERT INTO part VALUES (?, ?)", self._parts)
        self._file.executemany("INSERT INTO unit VALUES (?, ?, ?, ?)", self._units)
        self._file.executemany("INSERT INTO lead VALUES (?, ?)", self._leads)
        self._parts, self._units, self._leads = [], [], []


def _joined(owner: str, parts: Iterable[bytes], most: int) -> list[Triple]:
    found: list[Triple] = []
    for said in parts:
        found += [Triple(*each) for each in marshal.loads(said)]  # noqa: S302 - nobody else can write that file
        if len(found) > most:
            raise InvalidValue(
                f"{owner[:200]} has more than {most:,} triples: raise it by --limit triples=..., if you trust the file"
            )
    return found
