"""PostgreSQL: a server, and a graph that a country asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Select,
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

from graph.errors import DatabaseError, ReadTimeout
from graph.folding import wanted_words
from graph.sql.dialects import PARENTS

WRITER = 0x6F676E69776F  # the number of the lock that a writer holds: "ogniwo" in ASCII


class PostgreSQL:
    """PostgreSQL 15 or later, by psycopg."""

    name = "postgresql"
    is_embedded = False
    search_key = "key"

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
        return column_ == func.any(cast(listed, ARRAY(column_.type)))

    def list_value(self, items: list[Any]) -> list[Any]:
        """Bind an array."""
        return items

    def ordered(self, listed: ColumnElement[Any]) -> FromClause:
        """Read an array."""
        each = func.unnest(cast(listed, ARRAY(Text))).table_valued("value", with_ordinality="position").render_derived()
        return select(each.c.position, each.c.value).subquery()

    def search(self, wanted: ColumnElement[Any]) -> FromClause:
        """Find by the GIN index."""
        index = table("search", column("key", BigInteger), column("vector"))
        found = select(index.c.key).where(index.c.vector.op("@@")(cast(wanted, postgresql.TSQUERY)))
        return found.subquery()

    def search_value(self, text: str) -> str:
        """Write a query in which every word is a prefix."""
        return " & ".join(f"'{word}':*" for word in wanted_words(text))

    def search_ddl(self) -> tuple[str, ...]:
        """Words are folded before they come here: they are the lexemes as they are."""
        lexemes = "TSVECTOR NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        return (
            f"CREATE TABLE search (key BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL, vector {lexemes})",
            "CREATE INDEX ix_search_vector ON search USING gin (vector)",
        )

    def prepare(self, connection: Any) -> None:
        """Leave a connection as psycopg makes it."""

    def create(self, engine: Engine) -> None:
        """Leave a database as it was made."""

    def begin(self, connection: Connection) -> None:
        """Wait for the lock of writers, if it is to write."""
        if connection.get_execution_options().get("writing"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")

    @contextmanager
    def reading(self, connection: Any, seconds: float) -> Iterator[None]:
        """Open a read transaction, and interrupt by statement_timeout."""
        limit = 0 if seconds == float("inf") else max(int(seconds * 1000), 1)
        connection.execute(
            f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {limit}"
        )
        try:
            yield
        except psycopg.errors.QueryCanceled as error:
            raise ReadTimeout(f"the query took longer than {seconds:g} s: ask for less") from error
        except psycopg.Error as error:
            reason = " ".join(str(error).split())
            raise DatabaseError(f"the database cannot be read: {reason}") from error
        finally:
            connection.rollback()
