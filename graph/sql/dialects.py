"""Dialects: what database engines do differently, each thing in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, Select
from sqlalchemy.engine.interfaces import Dialect as Compiler
from sqlalchemy.sql import ClauseElement

from graph.errors import OgniwoError
from graph.inquiry import Wanted

PARENTS = "parents"
PATIENCE = 5_000  # milliseconds that a writer waits for another
TOO_COMPLEX = "QUERY_TOO_COMPLEX"

# In the table `search` an entity's rank is its weight, above its key: in the order of ranks the best match comes first.
KEY_BITS = 40

Terms = Sequence[Sequence[Wanted]]  # of each one serves


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
    rank: str  # the column of the table `search` that holds the rank
    options: Mapping[str, Any]  # what a connection is opened with, beside what the URL says

    def parents(self, arity: int) -> FromClause:
        """Return the rows of the parameter `parents` as a FROM clause with columns p0, p1, ..."""

    def led(self, owners: FromClause, source: FromClause, on: ColumnElement[bool]) -> FromClause:
        """Join rows to parents, and look them up for each of these: whatever is known of how many there may be."""

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

    def search(self, wanted: ColumnElement[Any]) -> Select[Any]:
        """Return the ranks of the entities whose terms match: a column `rank`."""

    def search_value(self, terms: Terms, but: Terms = ()) -> Any:
        """Return what the driver binds to search for terms, but not for what matches others."""

    def search_ddl(self) -> tuple[str, ...]:
        """Return the DDL of the index of words."""

    def prepare(self, connection: Any) -> None:
        """Set up a new connection of the driver."""

    def prepare_reader(self, connection: Any) -> None:
        """Set up a new connection of the driver that is to be read by alone."""

    def create(self, engine: Engine) -> None:
        """Set up what a new database keeps, before its first table. Raises NotADatabase if it cannot hold a graph."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, as a writer if the connection was opened for writing: there is one at a time.

        Raises DatabaseError if another writes all the while.
        """

    def insert(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert many rows, their cells in the order of the columns."""

    def is_ours(self, error: Exception) -> bool:
        """Return whether an error of the driver is our own mistake, and nothing that a user can mend."""

    def start(self, connection: Any, seconds: float, gone: Event | None) -> None:
        """Begin to read one state of the database, for so many seconds, or until nobody waits if the driver allows it.

        Raises DatabaseError if the connection is lost.
        """

    def end(self, connection: Any) -> None:
        """End what was started; the connection can be used again."""

    def failure(self, error: Exception, seconds: float) -> OgniwoError | None:
        """Return what an error of the driver means: ReadTimeout, DatabaseError, or RequestError if too much was asked.

        None for what is no error of the driver.
        """


def compiled(dialect: Dialect, statement: ClauseElement, fixed: Mapping[str, Any] | None = None) -> Statement:
    """Compile a statement of SQLAlchemy once, to text; `fixed` are the values of parameters that never vary."""
    made = statement.compile(dialect=dialect.compiler)
    names = tuple(getattr(made, "positiontup", None) or ())
    constants = {**made.params, **(fixed or {})}
    return Statement(str(made), names, {name: constants[name] for name in names})
