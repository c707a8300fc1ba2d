"""The store: a graph in a database - opened, read by snapshots, written by revisions. Nothing else opens one."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cached_property
from itertools import islice
from math import inf
from threading import Event
from time import monotonic
from types import NoneType
from typing import Any

from sqlalchemy import Engine, bindparam

from graph.errors import DatabaseError, NotADatabase, ReadTimeout, RequestError, SchemaOutdated
from graph.identity import Meant, others, whom
from graph.kinds import Kind, Model
from graph.merges import merge, unmerge
from graph.reading import BATCH, Reader
from graph.records import Evidence, Record, Source
from graph.rows import ACTIVE, Shapes
from graph.sources import write
from graph.sql.database import engine_of, let_go, made, schema_version, translated, version_found, writing
from graph.sql.dialects import Dialect, Statement, compiled
from graph.values import EntityId
from graph.writing import Writer

SCHEMA_VERSION = "0007"
READ_LIMIT = 10.0  # seconds
IDLE_CONNECTIONS = 32
VERSION_TABLE = (  # as Alembic makes it
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


class Snapshot:
    """One state of the graph, however long it is read: a read transaction, begun and ended by `with`.

    Once `gone` is set, by whichever thread, nothing more is read: nobody waits for the answer. SQLite stops in the
    midst of a statement.
    """

    def __init__(self, store: "Store", limit: float, gone: Event | None) -> None:
        self._store, self._limit, self._gone = store, limit, gone

    def __enter__(self) -> "Snapshot":
        """Begin to read. Raises DatabaseError."""
        self._connection = self._store._started(self._limit, self._gone)
        self._cursor = self._connection.cursor()
        self._deadline = monotonic() + self._limit
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: Any) -> None:
        """End, and say in our own words what went wrong. Raises ReadTimeout, RequestError, DatabaseError."""
        dialect = self._store.dialect
        failure = dialect.failure(error, self._limit) if isinstance(error, Exception) else None
        if isinstance(failure or error, RequestError | NoneType):  # the fault is the request's, if there is any
            dialect.end(self._connection)
            if self._limit < inf:
                self._store._keep(self._connection)
            else:
                self._connection.close()  # it was made ready to read all
        else:
            self._connection.close()  # what failed may have left it in any state
        if failure is not None:
            raise failure from error

    def execute(self, statement: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement. Raises ReadTimeout."""
        self.check()  # a database may count the time of each statement
        rows: list[tuple[Any, ...]] = self._cursor.execute(statement, arguments).fetchall()
        return rows

    def check(self) -> None:
        """Raise ReadTimeout if there is no time left, or nobody waits any more."""
        if self._gone is not None and self._gone.is_set():
            raise ReadTimeout("nobody waits for the answer: ask again")
        if monotonic() > self._deadline:
            raise ReadTimeout(f"the query took longer than {self._limit:g} s: ask for less")

    def revision(self) -> int:
        """Return the number of the newest revision, 0 for an empty graph."""
        return int(self.execute("SELECT coalesce(max(number), 0) FROM revision")[0][0])

    def revision_time(self, number: int) -> str | None:
        """Return when a revision was written (UTC, ISO 8601), None if there is none of that number."""
        return next(
            (str(time) for (time,) in self.execute(f"SELECT time FROM revision WHERE number = {number:d}")), None
        )


class Store:
    """A graph in a database."""

    def __init__(self, engine: Engine, dialect: Dialect, model: Model) -> None:
        self.model, self.dialect = model, dialect
        self.reader = Reader(model, dialect)
        self._engine = engine
        self._idle: deque[Any] = deque()

    @classmethod
    def open(cls, url: str, model: Model) -> "Store":
        """Open the graph at a database URL.

        Raises NotADatabase if the URL names none, EmptyDatabase if there is no graph yet, SchemaOutdated if it has
        another version.
        """
        engine, dialect = engine_of(url)
        with let_go(engine):
            version = schema_version(engine)
            if version != SCHEMA_VERSION:
                name = engine.url.render_as_string()
                advice = f"run `ogniwo migrate --database {name}`" if version < SCHEMA_VERSION else "use a newer Ogniwo"
                raise SchemaOutdated(f"{name} has schema {version}, wanted is {SCHEMA_VERSION}: {advice}")
        return cls(engine, dialect, model)

    @classmethod
    def create(cls, url: str, model: Model, sources: Sequence[Source] = ()) -> "Store":
        """Make the tables of a graph and fill them with what the sources say, all or nothing. Raises NotADatabase."""
        store = cls(*engine_of(url), model)
        with made(store._engine, store.dialect), writing(store._engine) as connection:
            if version_found(connection) is not None:
                raise NotADatabase(f"{store._engine.url.render_as_string()} holds a graph already")
            model.metadata.create_all(connection)
            for statement in store.dialect.search_ddl():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(VERSION_TABLE)
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA_VERSION}')")
            write(Writer(model, store.reader, store.dialect, connection), sources)
        return store

    @property
    def name(self) -> str:
        """The URL of the database, without the password."""
        return self._engine.url.render_as_string()

    def snapshot(self, limit: float = READ_LIMIT, gone: Event | None = None) -> Snapshot:
        """Return a state of the graph to be read for at most `limit` seconds, and not once `gone` is set."""
        return Snapshot(self, limit, gone)

    def write(self, sources: Sequence[Source]) -> int | None:
        """Make the graph hold what the sources say, all or nothing. Returns the revision, None if nothing changed."""
        with self.writing() as writer:
            return write(writer, sources)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Yield what writes, one writer at a time, all or nothing. Raises DatabaseError."""
        with writing(self._engine) as connection:
            yield Writer(self.model, self.reader, self.dialect, connection, self.shapes)

    @cached_property
    def shapes(self) -> Shapes:
        """How entities lie in the tables."""
        return Shapes(self.model)

    def merge(self, kept: EntityId, other: EntityId, reason: str = "") -> int:
        """Make one of two entities; the other's id leads to it from now on. Returns the revision.

        Raises UnknownEntity, InvalidValue if the two cannot be one.
        """
        with self.writing() as writer:
            return merge(writer, kept, other, reason)

    def unmerge(self, other: EntityId) -> int:
        """Undo a merge: each has again what its documents said of it. Returns the revision. Raises UnknownEntity."""
        with self.writing() as writer:
            return unmerge(writer, other)

    def revision(self) -> int:
        """Return the number of the newest revision, 0 for an empty graph."""
        with self.snapshot() as snapshot:
            return snapshot.revision()

    def records(
        self, kind: Kind | None = None, ids: Sequence[str] | None = None
    ) -> Iterator[tuple[Record, list[Evidence]]]:
        """Yield records with their evidence in the order of ids, all from one snapshot.

        Of every entity, or of a family of kinds, or of those `ids` that are of it.
        """
        with self.snapshot(inf if ids is None else READ_LIMIT) as snapshot:
            for family in (kind,) if kind else self.model.families:
                found = self.reader.read(snapshot.execute, family, ids)
                while batch := list(islice(found, BATCH)):
                    evidence = self.reader.evidence(snapshot.execute, batch)
                    yield from ((record, evidence[record.id]) for _, record in batch)

    def record(self, name: str) -> tuple[Record, list[Evidence]] | None:
        """Return one entity with its evidence, None if there is none."""
        family = next((kind for kind in self.model.families if name.startswith(f"{kind.prefix}/")), None)
        found = list(self.records(family, [name])) if family else []
        return found[0] if found else None

    def meant(self, name: str, snapshot: Snapshot | None = None) -> Meant | None:
        """Return whom an id means, in a snapshot or now: itself, or into whom it was merged.

        None if the graph never had it.
        """
        rows = self._read(self._whom, snapshot, name=name)
        return next((Meant(EntityId(kept), state == ACTIVE) for kept, state in rows), None)

    def merged(self, kept: str, snapshot: Snapshot | None = None) -> list[EntityId]:
        """Return who was merged into an entity, in the order of ids; in a snapshot or now."""
        return [EntityId(other) for _, other in self._read(self._others, snapshot, kept=kept)]

    def merges(self, snapshot: Snapshot | None = None) -> Mapping[EntityId, Sequence[EntityId]]:
        """Return who was merged into each entity, in the order of ids; in a snapshot or now."""
        found: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
        for kept, other in self._read(compiled(self.dialect, others(self.model)), snapshot):
            found[EntityId(kept)].append(EntityId(other))
        return found

    @cached_property
    def _whom(self) -> Statement:
        return compiled(self.dialect, whom(self.model, bindparam("name")))

    @cached_property
    def _others(self) -> Statement:
        return compiled(self.dialect, others(self.model, bindparam("kept")))

    def _read(self, statement: Statement, snapshot: Snapshot | None, **values: str) -> list[tuple[Any, ...]]:
        with nullcontext(snapshot) if snapshot else self.snapshot() as reading:
            return reading.execute(statement.text, statement.arguments(values))

    def close(self) -> None:
        """Close every connection."""
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _started(self, limit: float, gone: Event | None) -> Any:
        """Return a connection that has begun to read: an idle one, or a new one if none outlived its idleness."""
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                with suppress(DatabaseError):
                    self.dialect.start(connection, limit, gone)
                    return connection
                connection.close()
        connection = self._connected()
        self.dialect.start(connection, limit, gone)
        return connection

    def _keep(self, connection: Any) -> None:
        if len(self._idle) < IDLE_CONNECTIONS:
            self._idle.append(connection)
        else:
            connection.close()

    def _connected(self) -> Any:
        """Return a new connection of the driver's own: readers need nothing of SQLAlchemy's pool."""
        driver = self._engine.dialect
        arguments, options = driver.create_connect_args(self._engine.url)
        with translated(self._engine):
            connection = driver.connect(*arguments, **{**options, **self.dialect.options})
            self.dialect.prepare_reader(connection)
        return connection
