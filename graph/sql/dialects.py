"""Dialects: what database engines do differently, each thing in one place."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, Select
from sqlalchemy.engine.interfaces import Dialect as Compiler
from sqlalchemy.sql import ClauseElement

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
    is_embedded: bool  # whether a statement runs in this process, so that a short one is not worth a thread
    search_key: str  # the column of the table `search` that holds the key

    def parents(self, arity: int) -> FromClause:
        """Return the rows of the parameter `parents` as a FROM clause with columns p0, p1, ..."""

    def parents_value(self, parents: list[tuple[int, ...]]) -> Any:
        """Return what the driver binds as the parameter `parents`."""

    def of_each(self, source: FromClause, row: FromClause, chosen: Select[Any], *, outer: bool = False) -> FromClause:
        """Join to each parent in `source` the rows whose keys are `chosen` for it: a page of its list.

        With `outer`, a parent that has none stays.
        """

    def unordered(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return a column so that rows which are few are sorted by it, not looked for in its index."""

    def member(self, column: ColumnElement[Any], listed: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return the condition that a column is one of a parameter that binds a list."""

    def list_value(self, items: list[Any]) -> Any:
        """Return what the driver binds as such a list."""

    def ordered(self, listed: ColumnElement[Any]) -> FromClause:
        """Return the items of a parameter that binds a list as a FROM clause with columns position and value."""

    def search(self, wanted: ColumnElement[Any]) -> FromClause:
        """Return the entities whose words match, as a FROM clause with the column key."""

    def search_value(self, text: str) -> Any:
        """Return what the driver binds to search for words or their beginnings. Raises InvalidValue if none is left."""

    def search_ddl(self) -> tuple[str, ...]:
        """Return the DDL of the index of words."""

    def prepare(self, connection: Any) -> None:
        """Set up a new connection of the driver."""

    def create(self, engine: Engine) -> None:
        """Set up what a new database keeps, before its first table."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, as a writer if the connection was opened for writing: there is one at a time."""

    def reading(self, connection: Any, seconds: float) -> AbstractContextManager[None]:
        """Read one state of the database, and end what runs longer than `seconds`. Raises ReadTimeout."""


def compiled(dialect: Dialect, statement: ClauseElement) -> Statement:
    """Compile a statement of SQLAlchemy once, to text."""
    made = statement.compile(dialect=dialect.compiler)
    return Statement(str(made), tuple(getattr(made, "positiontup", None) or ()), dict(made.params))
