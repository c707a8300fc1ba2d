"""Databases: from a URL to an engine and its dialect, and to the version of the schema that is there."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from graph.errors import EmptyDatabase, NotADatabase
from graph.sql.dialects import Dialect
from graph.sql.postgresql import PostgreSQL
from graph.sql.sqlite import SQLite

DIALECTS: Mapping[str, Callable[[], Dialect]] = {
    "sqlite": SQLite,
    "sqlite+pysqlite": SQLite,
    "postgresql+psycopg": PostgreSQL,
}
_PASSWORD = re.compile(r"(?<=://)[^/]*(?=@)|(?<=password=)[^&]*")


def engine_of(url: str) -> tuple[Engine, Dialect]:
    """Return the engine of a database URL, and its dialect. Raises NotADatabase."""
    try:
        address = _address(url)
        dialect = DIALECTS[address.drivername]()
        engine = create_engine(
            address, poolclass=QueuePool, pool_size=8, pool_pre_ping=True, connect_args=dict(dialect.options)
        )
        if address.get_backend_name() == "sqlite":
            _check_file(url, address.database)
    except (ArgumentError, KeyError, ImportError, ValueError, TypeError, OSError) as error:
        raise NotADatabase(
            f"{_shown(url)!r} is no database URL, such as sqlite:///ogniwo.db or postgresql+psycopg://localhost/ogniwo"
        ) from error
    event.listen(engine, "connect", lambda connection, _: dialect.prepare(connection))
    event.listen(engine, "begin", dialect.begin)
    return engine, dialect


def dialect_of(engine: Engine) -> Dialect:
    """Return the dialect of an engine."""
    return DIALECTS[engine.url.drivername]()


@contextmanager
def made(engine: Engine, dialect: Dialect) -> Iterator[None]:
    """Make a database, or leave no file behind. Raises NotADatabase."""
    path = Path(engine.url.database or "") if _is_file(engine) else None
    is_new = path is not None and not path.exists()
    try:
        with translated(engine):
            if not is_new:
                with engine.connect() as connection:
                    version_found(connection)
            dialect.create(engine)
        yield
    except BaseException:
        engine.dispose()
        if path and is_new:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


@contextmanager
def let_go(engine: Engine) -> Iterator[None]:
    """Close every connection if the engine turns out to be of no use."""
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write, one writer at a time, all or nothing. Raises NotADatabase."""
    with translated(engine), engine.execution_options(writing=True).begin() as connection:
        yield connection


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Say in our own words that a database cannot be opened or written. Raises NotADatabase."""
    try:
        yield
    except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
        cause = (error.orig if isinstance(error, DBAPIError) else None) or error
        is_of_statement = isinstance(error, DBAPIError) and error.statement is not None
        if is_of_statement and dialect_of(engine).is_ours(cause):
            raise
        reason = " ".join(str(cause).split())
        raise NotADatabase(f"{engine.url.render_as_string()} cannot be used: {reason}") from error


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
    if {"alembic_version", "entity"} <= set(tables):
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version
    if tables:
        raise NotADatabase(f"{connection.engine.url.render_as_string()} is a database of something else: name another")
    return None


def _check_file(url: str, path: str | None) -> None:
    """Refuse what can be no file of a database. Raises NotADatabase."""
    if not path or ":memory:" in path:
        raise NotADatabase(f"{url} would be lost when the program ends: name a file, as in sqlite:///ogniwo.db")
    if Path(path).is_dir():
        raise NotADatabase(f"{url}: {path} is a folder; name a file in it")
    if not Path(path).parent.is_dir():
        raise NotADatabase(f"{url}: there is no folder {Path(path).parent}")


def _is_file(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _address(url: str) -> URL:
    """Return a URL whose password stands where it will be hidden."""
    address = make_url(url)
    password = address.query.get("password")
    if isinstance(password, str):
        address = address.difference_update_query(["password"]).set(password=password)
    return address


def _shown(url: str) -> str:
    try:
        return _address(url).render_as_string()
    except (ArgumentError, ValueError):
        return _PASSWORD.sub("***", url)
