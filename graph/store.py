"""The store: a graph in a database - opened, read by snapshots, written by revisions. Nothing else opens one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.pool import QueuePool

from graph.dialects import Dialect, dialect_of
from graph.errors import EmptyDatabase, NotADatabase, SchemaOutdated
from graph.kinds import Kind, Model
from graph.reading import BATCH, Reader
from graph.records import Evidence, Record, Source
from graph.writing import Writer

SCHEMA_VERSION = "0001"
READ_LIMIT = 10.0  # seconds


class Snapshot:
    """One state of the graph, however long it is read: a read transaction."""

    def __init__(self, connection: Any) -> None:
        self._cursor = connection.cursor()

    def execute(self, statement: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement."""
        rows: list[tuple[Any, ...]] = self._cursor.execute(statement, arguments).fetchall()
        return rows


class Store:
    """A graph in a database."""

    def __init__(self, engine: Engine, model: Model) -> None:
        self.model = model
        self.dialect: Dialect = dialect_of(engine.dialect.name)
        self.reader = Reader(model, self.dialect)
        self._engine = engine

    @classmethod
    def open(cls, url: str, model: Model) -> "Store":
        """Open the graph at a database URL.

        Raises NotADatabase if the URL names none, EmptyDatabase if there is no graph yet, SchemaOutdated if it has
        another version.
        """
        version = schema_at(url)
        if version != SCHEMA_VERSION:
            raise SchemaOutdated(
                f"{url} has schema {version}, wanted is {SCHEMA_VERSION}: run `ogniwo migrate --database {url}`"
            )
        return cls(_engine(url), model)

    @classmethod
    def create(cls, url: str, model: Model, sources: Sequence[Source] = ()) -> "Store":
        """Make the tables of a graph and fill them with what the sources say, all or nothing. Raises NotADatabase."""
        store = cls(_engine(url), model)
        with _translated(url), store._engine.begin() as connection:
            if schema_version(connection) is not None:
                raise NotADatabase(f"{url} holds a graph already")
            model.metadata.create_all(connection)
            for statement in store.dialect.search_ddl():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA_VERSION}')")
            Writer(model, store.reader, connection).write(sources)
        return store

    @contextmanager
    def snapshot(self, limit: float = READ_LIMIT) -> Iterator[Snapshot]:
        """Read one state of the graph. Raises ReadTimeout past `limit` seconds."""
        pooled = self._engine.raw_connection()
        try:
            connection: Any = pooled.driver_connection
            with self.dialect.limited(connection, limit):
                connection.execute("BEGIN")
                try:
                    yield Snapshot(connection)
                finally:
                    connection.rollback()
        finally:
            pooled.close()

    def write(self, sources: Sequence[Source]) -> int | None:
        """Make the graph hold what the sources say, all or nothing. Returns the revision, None if nothing changed."""
        with self._engine.begin() as connection:
            return Writer(self.model, self.reader, connection).write(sources)

    def revision(self) -> int:
        """Return the number of the newest revision, 0 for an empty graph."""
        with self.snapshot() as snapshot:
            return int(snapshot.execute("SELECT coalesce(max(number), 0) FROM revision")[0][0])

    def records(
        self, kind: Kind | None = None, ids: Sequence[str] | None = None
    ) -> Iterator[tuple[Record, list[Evidence]]]:
        """Yield records with their evidence in the order of ids, all from one snapshot.

        Of every entity, or of a family of kinds, or of those `ids` that are of it.
        """
        with self.snapshot(limit=float("inf")) as snapshot:
            for family in (kind,) if kind else self.model.families:
                found = self.reader.read(snapshot.execute, family, ids)
                while batch := list(islice(found, BATCH)):
                    evidence = self.reader.evidence(snapshot.execute, batch)
                    yield from ((record, evidence[record.id]) for _, record in batch)

    def record(self, name: str) -> tuple[Record, list[Evidence]] | None:
        """Return one entity with its evidence, None if there is none."""
        family = next((kind for kind in self.model.families if name.startswith(f"{kind.prefix}/")), None)
        return next(self.records(family, [name]), None) if family else None

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def schema_at(url: str) -> str:
    """Return the schema version of the graph at a database URL. Raises NotADatabase, EmptyDatabase."""
    engine = _engine(url)
    absent = engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file()
    version = None
    if not absent:
        with _translated(url), engine.connect() as connection:
            version = schema_version(connection)
    engine.dispose()
    if version is None:
        raise EmptyDatabase(f"{url} holds no graph yet: run `ogniwo seed --database {url}`")
    return version


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """Write to the database at a URL, all or nothing. Raises NotADatabase."""
    engine = _engine(url)
    with _translated(url), engine.begin() as connection:
        yield connection
    engine.dispose()


def schema_version(connection: Connection) -> str | None:
    """Return the schema version of a database, None if it is empty. Raises NotADatabase if it holds something else."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version
    if tables:
        raise NotADatabase(f"{connection.engine.url} is a database of something else: name another")
    return None


@contextmanager
def _translated(url: str) -> Iterator[None]:
    try:
        yield
    except DriverError as error:
        raise NotADatabase(f"{url} cannot be opened: {error.orig}") from error


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        engine = create_engine(address, poolclass=QueuePool, pool_size=8)
        dialect = dialect_of(engine.dialect.name)
    except (ArgumentError, NoSuchModuleError, KeyError) as error:
        raise NotADatabase(f"{url!r} is no database URL, such as sqlite:///ogniwo.db") from error
    if address.database and not Path(address.database).parent.is_dir():
        raise NotADatabase(f"{url}: there is no folder {Path(address.database).parent}")
    event.listen(engine, "connect", lambda connection, _: dialect.connected(connection))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
