"""Databases: from a URL to an engine and its dialect, and to the version of the schema that is there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.pool import QueuePool

from graph.dialects import Dialect
from graph.errors import EmptyDatabase, NotADatabase
from graph.postgresql import PostgreSQL
from graph.sqlite import SQLite

DIALECTS: Mapping[str, Callable[[], Dialect]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def engine_of(url: str) -> tuple[Engine, Dialect]:
    """Return the engine of a database URL, and its dialect. Raises NotADatabase."""
    try:
        address = make_url(url)
        engine = create_engine(address, poolclass=QueuePool, pool_size=8)
        dialect = DIALECTS[engine.dialect.name]()
    except (ArgumentError, NoSuchModuleError, KeyError, ImportError) as error:
        raise NotADatabase(
            f"{_shown(url)!r} is no database URL, such as sqlite:///ogniwo.db or postgresql+psycopg://localhost/ogniwo"
        ) from error
    if _is_file(engine) and not Path(address.database or "").parent.is_dir():
        raise NotADatabase(f"{url}: there is no folder {Path(address.database or '').parent}")
    event.listen(engine, "connect", lambda connection, _: dialect.prepare(connection))
    event.listen(engine, "begin", dialect.begin)
    return engine, dialect


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write, one writer at a time, all or nothing. Raises NotADatabase."""
    with translated(engine), engine.execution_options(writing=True).begin() as connection:
        yield connection


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Say in our own words that a database cannot be opened. Raises NotADatabase."""
    try:
        yield
    except DriverError as error:
        reason = " ".join(str(error.orig).split())
        raise NotADatabase(f"{engine.url.render_as_string()} cannot be opened: {reason}") from error


def schema_version(engine: Engine) -> str:
    """Return the version of the schema in a database. Raises NotADatabase, EmptyDatabase."""
    name = engine.url.render_as_string()
    version = None
    if not _is_file(engine) or Path(engine.url.database or "").is_file():
        with translated(engine), engine.connect() as connection:
            version = version_found(connection)
    if version is None:
        raise EmptyDatabase(f"{name} holds no graph yet: run `ogniwo seed --database {name}`")
    return version


def version_found(connection: Connection) -> str | None:
    """Return the version of the schema, None if there are no tables. Raises NotADatabase if they are another's."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version
    if tables:
        raise NotADatabase(f"{connection.engine.url.render_as_string()} is a database of something else: name another")
    return None


def _is_file(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string()
    except ArgumentError:
        return url
