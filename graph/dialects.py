"""Dialects: what SQLite and PostgreSQL do differently, each thing in one place."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    FromClause,
    Integer,
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
from sqlalchemy.sql import ClauseElement

from graph.errors import InvalidValue, ReadTimeout
from graph.folding import words

PARENTS = "parents"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL as the driver takes it: its text, the names of its parameters in order, and the values that never vary."""

    text: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the parameters in order, from `values` or else the constants."""
        return [values[name] if name in values else self.constants[name] for name in self.names]


class Dialect(Protocol):
    """What a database engine does in its own way."""

    name: str
    compiler: Compiler

    def parents(self, arity: int) -> FromClause:
        """Return the rows of the parameter `parents` as a FROM clause with columns p0, p1, ..."""

    def parents_value(self, parents: list[tuple[int, ...]]) -> Any:
        """Return what the driver binds as the parameter `parents`."""

    def member(self, column: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return the condition that a column is one of a parameter that binds a list."""

    def list_value(self, items: list[Any]) -> Any:
        """Return what the driver binds as such a list."""

    def ordered(self, listed: ColumnElement[Any]) -> FromClause:
        """Return the items of a parameter that binds a list as a FROM clause with columns position and value."""

    def search(self, wanted: ColumnElement[Any]) -> FromClause:
        """Return the entities whose words match, as a FROM clause with columns key and rank, the best rank smallest."""

    def search_value(self, text: str) -> Any:
        """Return what the driver binds to search for words or their beginnings. Raises InvalidValue without any."""

    def search_ddl(self) -> tuple[str, ...]:
        """Return the DDL of the index of words."""

    def connected(self, connection: Any) -> None:
        """Set up a new connection."""

    def limited(self, connection: Any, seconds: float) -> AbstractContextManager[None]:
        """End what runs longer than `seconds` on a connection. Raises ReadTimeout."""


def compiled(dialect: Dialect, statement: ClauseElement) -> Statement:
    """Compile a statement of SQLAlchemy once, to text."""
    made = statement.compile(dialect=dialect.compiler)
    return Statement(str(made), tuple(getattr(made, "positiontup", None) or ()), dict(made.params))


class SQLite:
    """SQLite 3.40 or later."""

    name = "sqlite"

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

    def parents_value(self, parents: list[tuple[int, ...]]) -> str:
        """Write a JSON list."""
        if len(parents[0]) == 1:
            return f"[{','.join(str(key) for (key,) in parents)}]"
        return str([list(keys) for keys in parents])

    def member(self, column: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
        """Compare with the items of a JSON list."""
        return column.in_(select(func.json_each(listed).table_valued("value").c.value))

    def list_value(self, items: list[Any]) -> str:
        """Write a JSON list."""
        return orjson.dumps(items).decode()

    def ordered(self, listed: ColumnElement[Any]) -> FromClause:
        """Read a JSON list."""
        each = func.json_each(listed).table_valued("key", "value")
        return select(each.c.key.label("position"), each.c.value).subquery()

    def search(self, wanted: ColumnElement[Any]) -> FromClause:
        """Rank by bm25, which FTS5 keeps in the column `rank`."""
        index = table("search", column("rowid", BigInteger), column("rank", Float))
        hits = select(index.c.rowid.label("key"), index.c.rank)
        return hits.where(literal_column("search").op("MATCH")(wanted)).subquery()

    def search_value(self, text: str) -> str:
        """Write a query of FTS5 in which every word is a prefix."""
        wanted = words(text)
        if not wanted:
            raise InvalidValue(f"{text[:60]!r} has no word to search for")
        return " ".join(f'"{word}"*' for word in wanted)

    def search_ddl(self) -> tuple[str, ...]:
        """Words are folded before they come here: the tokenizer need not fold."""
        return (
            "CREATE VIRTUAL TABLE search USING fts5(words, prefix='2 3', tokenize='unicode61 remove_diacritics 0')",
        )

    def connected(self, connection: Any) -> None:
        """Let readers and one writer work side by side, and let BEGIN be ours."""
        connection.isolation_level = None
        for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 5000"):
            connection.execute(f"PRAGMA {setting}")

    @contextmanager
    def limited(self, connection: Any, seconds: float) -> Iterator[None]:
        """Interrupt what runs longer than `seconds`. Raises ReadTimeout."""
        deadline = monotonic() + seconds
        connection.set_progress_handler(lambda: monotonic() > deadline, 10_000)
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise ReadTimeout(f"the query took longer than {seconds:g} s: ask for less") from error
            raise
        finally:
            connection.set_progress_handler(None, 0)


def dialect_of(name: str) -> Dialect:
    """Return the dialect of an engine by its SQLAlchemy name."""
    return {"sqlite": SQLite}[name]()
