"""SQLite: one file, and a graph that a laptop serves."""

import sqlite3
from collections.abc import Mapping, Sequence
from math import inf
from threading import Event
from time import monotonic
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Integer,
    Join,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import Dialect as Compiler
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from graph.errors import DatabaseError, InvalidValue, OgniwoError, ReadTimeout, RequestError
from graph.inquiry import Wanted
from graph.sql.dialects import PARENTS, PATIENCE, TOO_COMPLEX, Terms

MAPPED = 2**36  # bytes of the file at most
CACHED = 49_152  # KiB of it, for who reads all

# How SQLite says that a statement is beyond it.
LIMITS = (
    "parser stack overflow",
    "Expression tree is too large",
    "at most 64 tables",
    "too many",
    "pattern too complex",
)


class SQLite:
    """SQLite 3.40 or later."""

    name = "sqlite"
    is_embedded = True
    rank = "rowid"
    options: Mapping[str, Any] = {}

    def __init__(self) -> None:
        self.compiler: Compiler = sqlite.dialect(paramstyle="qmark")

    def parents(self, arity: int) -> FromClause:
        """Read a JSON list: of integers, or of lists of them."""
        each = func.json_each(bindparam(PARENTS)).table_valued(column("value", BigInteger))
        if arity == 1:
            return select(each.c.value.label("p0")).subquery(PARENTS)
        parts = [
            cast(func.json_extract(each.c.value, f"$[{index}]"), Integer).label(f"p{index}") for index in range(arity)
        ]
        return select(*parts).subquery(PARENTS)

    def led(self, owners: FromClause, source: FromClause, on: ColumnElement[bool]) -> FromClause:
        """Join in this order: SQLite takes a JSON list for a short one, and may go through it for each row instead."""
        return _Led(owners, source, on)

    def parents_value(self, parents: list[tuple[int, ...]]) -> str:
        """Write a JSON list."""
        if len(parents[0]) == 1:
            return f"[{','.join(str(key) for (key,) in parents)}]"
        return str([list(keys) for keys in parents])

    def of_each(self, source: FromClause, row: FromClause, chosen: Select[Any], *, outer: bool = False) -> FromClause:
        """Look the keys up: SQLite has no LATERAL, and numbers of rows within each parent cost 70 times more."""
        return source.join(row, row.c.key.in_(chosen), isouter=outer)

    def unordered(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Add nothing to it: SQLite then sees no index."""
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type)

    def member(self, column: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
        """Compare with the items of a JSON list."""
        return column.in_(select(func.json_each(listed).table_valued("value").c.value))

    def list_value(self, items: list[Any]) -> str:
        """Write a JSON list."""
        try:
            return orjson.dumps(items).decode()
        except orjson.JSONEncodeError as error:
            raise InvalidValue("half a character, a lone surrogate, can be in no text") from error

    def ordered(self, listed: ColumnElement[Any]) -> FromClause:
        """Read a JSON list."""
        each = func.json_each(listed).table_valued("key", "value")
        return select(each.c.key.label("position"), each.c.value).subquery()

    def search(self, wanted: ColumnElement[Any]) -> Select[Any]:
        """Find by FTS5, whose rowid is the rank: it gives rows in that order as it finds them."""
        index = table("search", column("rowid", BigInteger))
        return select(index.c.rowid.label("rank")).where(literal_column("search").op("MATCH")(wanted))

    def search_value(self, terms: Terms, but: Terms = ()) -> str:
        """Write a query of FTS5."""
        wanted = " AND ".join(f"({' OR '.join(map(_phrase, each))})" for each in terms)
        return f"({wanted}) NOT ({self.search_value(but)})" if but else wanted

    def search_ddl(self) -> tuple[str, ...]:
        """Terms are folded before they come here, and no letter is none to the tokenizer `ascii`.

        Beginnings of up to eight letters have an index of their own, so that they cost no more than words.
        """
        options = "tokenize='ascii', detail=none, columnsize=0, prefix='1 2 3 4 5 6 7 8'"
        return (f"CREATE VIRTUAL TABLE search USING fts5(words, {options})",)

    def prepare(self, connection: Any) -> None:
        """Let BEGIN be ours."""
        connection.isolation_level = None
        for setting in ("synchronous = NORMAL", "foreign_keys = ON", f"busy_timeout = {PATIENCE}"):
            connection.execute(f"PRAGMA {setting}")

    def prepare_reader(self, connection: Any) -> None:
        """Set up a reader as any other, and let it read the file where the system keeps it in memory."""
        self.prepare(connection)
        connection.execute(f"PRAGMA mmap_size = {MAPPED}")

    def create(self, engine: Engine) -> None:
        """Let readers and one writer work side by side: a setting that the file keeps."""
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.rollback()
            driver.execute("PRAGMA journal_mode = WAL")

    def begin(self, connection: Connection) -> None:
        """Begin as a writer or as a reader: a reader that turns writer may find that another was faster."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")

    def insert(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert row by row: there is no way between."""
        driver: Any = connection.connection.driver_connection
        names, marks = ", ".join(f'"{each}"' for each in columns), ", ".join("?" * len(columns))
        driver.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    def is_ours(self, error: Exception) -> bool:
        """Return whether it is the statement's fault."""
        return isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.DataError)

    def start(self, connection: Any, seconds: float, gone: Event | None) -> None:
        """Open a read transaction, and set the progress handler to interrupt it.

        Who reads without end reads all: a file that is mapped would then count as memory, page by page, and links lead
        to whatever page.
        """
        if seconds == inf:
            connection.execute("PRAGMA mmap_size = 0")
            connection.execute(f"PRAGMA cache_size = -{CACHED}")
        else:
            deadline = monotonic() + seconds
            is_gone = gone.is_set if gone else bool  # bool() is False
            connection.set_progress_handler(lambda: monotonic() > deadline or is_gone(), 10_000)
        connection.execute("BEGIN")

    def end(self, connection: Any) -> None:
        """End the transaction."""
        connection.set_progress_handler(None, 0)
        connection.rollback()

    def failure(self, error: Exception, seconds: float) -> OgniwoError | None:
        """Tell by the words of SQLite."""
        if not isinstance(error, sqlite3.DatabaseError):
            return None
        if "interrupted" in str(error):
            return ReadTimeout(f"the query took longer than {seconds:g} s: ask for less")
        if any(limit in str(error) for limit in LIMITS):
            return RequestError("the query is too complex for the database: ask for less", TOO_COMPLEX)
        return DatabaseError(f"the database cannot be read: {error}; restore it, or seed a new one")


class _Led(Join):
    """A join that begins with its left side."""

    inherit_cache = True


@compiles(_Led)
def _cross_join(join: _Led, compiler: SQLCompiler, **options: Any) -> str:
    on: Any = join.onclause
    left, right = (compiler.process(each, **{**options, "asfrom": True}) for each in (join.left, join.right))
    return f"{left} CROSS JOIN {right} ON {compiler.process(on, **{**options, 'asfrom': False})}"


def _phrase(wanted: Wanted) -> str:
    return f'"{wanted.term}"*' if wanted.is_beginning else f'"{wanted.term}"'
