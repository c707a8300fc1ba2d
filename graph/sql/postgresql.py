"""PostgreSQL: a server, and a graph that a country asks."""

from collections.abc import Mapping, Sequence
from threading import Event
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Select,
    String,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    table,
    true,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine.interfaces import Dialect as Compiler
from sqlalchemy.exc import OperationalError

from graph.errors import DatabaseError, NotADatabase, OgniwoError, ReadTimeout, RequestError
from graph.inquiry import Wanted
from graph.sql.dialects import PARENTS, PATIENCE, TOO_COMPLEX, Terms

BEYOND_LIMITS = "54"  # the class of SQLSTATE: deeper than max_stack_depth, more columns than a row has, and the like
OLDEST = 150_000  # PostgreSQL 15
WRITER = 0x6F676E69776F  # the number of the lock that a writer holds: "ogniwo" in ASCII


class _Asked(StrDumperUnknown):
    """A text to look for: PostgreSQL takes no U+0000, and U+0001 sorts alike and stands in no stored text either."""

    def dump(self, obj: str) -> bytes:
        """Encode it."""
        return obj.replace("\0", "\1").encode()


class _Truth(Loader):
    """A truth value, as the number that it is on SQLite: cursors are the same on every engine."""

    def load(self, data: Any) -> int:
        """Read it."""
        return int(data == b"t")


class PostgreSQL:
    """PostgreSQL 15 or later, by psycopg."""

    name = "postgresql"
    is_embedded = False
    rank = "rank"
    options: Mapping[str, Any] = {"client_encoding": "utf8"}

    def __init__(self) -> None:
        dialect: Any = postgresql.dialect
        self.compiler: Compiler = dialect(paramstyle="format")

    def parents(self, arity: int) -> FromClause:
        """Read an array of keys, or JSON where there are several to a parent."""
        if arity == 1:
            each = func.unnest(cast(bindparam(PARENTS), ARRAY(BigInteger))).table_valued(column("p0", BigInteger))
            return select(each.render_derived().c.p0).subquery(PARENTS)
        pairs = func.jsonb_array_elements(cast(bindparam(PARENTS), postgresql.JSONB))
        each = pairs.table_valued(column("pair", postgresql.JSONB)).render_derived()
        parts = [cast(each.c.pair.op("->>")(part), BigInteger).label(f"p{part}") for part in range(arity)]
        return select(*parts).subquery(PARENTS)

    def led(self, owners: FromClause, source: FromClause, on: ColumnElement[bool]) -> FromClause:
        """Join them: PostgreSQL knows how many parents there are."""
        return owners.join(source, on)

    def parents_value(self, parents: list[tuple[int, ...]]) -> Any:
        """Bind an array, or JSON."""
        return [key for (key,) in parents] if len(parents[0]) == 1 else str([list(keys) for keys in parents])

    def of_each(self, source: FromClause, row: FromClause, chosen: Select[Any], *, outer: bool = False) -> FromClause:
        """Choose for each parent in turn: LATERAL."""
        found = chosen.lateral()
        return source.join(found, true(), isouter=outer).join(row, row.c.key == found.c.key, isouter=outer)

    def unordered(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Leave it: PostgreSQL counts on its statistics."""
        return column

    def member(self, column_: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
        """Compare with the items of an array."""
        # A length would cut the items, and what is cut may equal what the whole does not.
        type_ = Text() if isinstance(column_.type, String) else column_.type
        return column_ == func.any(cast(listed, ARRAY(type_)))

    def list_value(self, items: list[Any]) -> list[Any]:
        """Bind an array."""
        return items

    def ordered(self, listed: ColumnElement[Any]) -> FromClause:
        """Read an array."""
        each = func.unnest(cast(listed, ARRAY(Text))).table_valued("value", with_ordinality="position").render_derived()
        return select(each.c.position, each.c.value).subquery()

    def search(self, wanted: ColumnElement[Any]) -> Select[Any]:
        """Find by the GIN index."""
        index = table("search", column("rank", BigInteger), column("vector"))
        return select(index.c.rank).where(index.c.vector.op("@@")(cast(wanted, postgresql.TSQUERY)))

    def search_value(self, terms: Terms, but: Terms = ()) -> str:
        """Write a tsquery."""
        wanted = " & ".join(f"({' | '.join(map(_lexeme, each))})" for each in terms)
        return f"({wanted}) & !({self.search_value(but)})" if but else wanted

    def search_ddl(self) -> tuple[str, ...]:
        """Terms are folded before they come here: they are the lexemes as they are."""
        lexemes = "TSVECTOR NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        return (
            f"CREATE TABLE search (rank BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL, vector {lexemes})",
            "CREATE INDEX ix_search_vector ON search USING gin (vector)",
        )

    def prepare(self, connection: Any) -> None:
        """Leave a writer's connection as psycopg makes it."""

    def prepare_reader(self, connection: Any) -> None:
        """Let BEGIN be ours, and whatever is asked for be a text."""
        connection.autocommit = True
        connection.execute("SET enable_parallel_append = off")  # the parts of a search are read in turn
        connection.adapters.register_dumper(str, _Asked)
        connection.adapters.register_loader("bool", _Truth)

    def create(self, engine: Engine) -> None:
        """Leave a database as it was made, if it is one that can hold all texts."""
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            encoding, version = driver.info.parameter_status("server_encoding"), driver.info.server_version
        name = engine.url.render_as_string()
        if encoding != "UTF8":
            raise NotADatabase(f"{name} is in {encoding}: name a database that was made with ENCODING 'UTF8'")
        if version < OLDEST:
            raise NotADatabase(f"{name} is of PostgreSQL {version // 10_000}: name one of {OLDEST // 10_000} or later")

    def begin(self, connection: Connection) -> None:
        """Wait for the lock of writers, if it is to write."""
        if not connection.get_execution_options().get("writing"):
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")
        try:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")
        except OperationalError as error:
            if isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise DatabaseError(
                    "the database is locked: another writes to it; try again when that is done"
                ) from error
            raise
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")

    def insert(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Copy: three times as fast as INSERT."""
        driver: Any = connection.connection.driver_connection
        names = ", ".join(f'"{each}"' for each in columns)
        with driver.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def is_ours(self, error: Exception) -> bool:
        """Return whether it is the statement's fault, and not that of who may do what."""
        if isinstance(error, psycopg.errors.InsufficientPrivilege):
            return False
        return isinstance(error, psycopg.IntegrityError | psycopg.ProgrammingError | psycopg.DataError)

    def start(self, connection: Any, seconds: float, gone: Event | None) -> None:  # noqa: ARG002 - it knows a time alone
        """Open a read transaction, by one trip to the server."""
        limit = 0 if seconds == float("inf") else max(int(seconds * 1000), 1)
        begin = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {limit}"
        try:
            connection.execute(begin, prepare=False)
        except psycopg.Error as error:
            raise _unreadable(error) from error

    def end(self, connection: Any) -> None:
        """End the transaction, if the server is there still."""
        if not connection.closed:
            connection.rollback()

    def failure(self, error: Exception, seconds: float) -> OgniwoError | None:
        """Tell by SQLSTATE."""
        if isinstance(error, psycopg.errors.QueryCanceled):
            return ReadTimeout(f"the query took longer than {seconds:g} s: ask for less")
        if not isinstance(error, psycopg.Error):
            return None
        if (error.sqlstate or "").startswith(BEYOND_LIMITS):
            return RequestError("the query is too complex for the database: ask for less", TOO_COMPLEX)
        return _unreadable(error)


def _unreadable(error: Exception) -> DatabaseError:
    reason = " ".join(str(error).split())
    return DatabaseError(f"the database cannot be read: {reason}")


def _lexeme(wanted: Wanted) -> str:
    return f"'{wanted.term}':*" if wanted.is_beginning else f"'{wanted.term}'"
