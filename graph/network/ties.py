"""Ties: what joins entities, read a level at a time. Rows name entities by their keys."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, literal, select, union_all

from graph.errors import RequestError, UnknownEntity
from graph.identity import key_meant
from graph.kinds import Model
from graph.sql.dialects import PARENTS, Dialect, Statement, compiled

Rows = Sequence[tuple[Any, ...]]
Execute = Callable[[str, Sequence[Any]], Rows]
Check = Callable[[], None]  # raises ReadTimeout when no time is left: whoever computes for long asks now and then
Step = tuple[FromClause, tuple[ColumnElement[Any], ...]]


class Reading:
    """What every question on the network begins with: an entity by its id, rows by the keys of some entities."""

    def __init__(self, model: Model, dialect: Dialect) -> None:
        self.model, self.dialect = model, dialect
        entity = model.entity
        meant = entity.c.key == key_meant(model, bindparam("id"))
        self._key = compiled(dialect, select(entity.c.key).where(meant, entity.c.state == literal("ACTIVE")))

    def known(self, execute: Execute, name: str) -> int:
        """Return the key of an entity. Raises UnknownEntity."""
        rows = execute(self._key.text, self._key.arguments({"id": name}))
        if not rows:
            raise UnknownEntity(name)
        return int(rows[0][0])

    def rows(self, execute: Execute, statement: Statement, keys: Iterable[int] = ()) -> Rows:
        """Return the rows of a statement that may be of the entities of some keys."""
        values = {PARENTS: self.dialect.parents_value([(key,) for key in keys])} if PARENTS in statement.names else {}
        return execute(statement.text, statement.arguments(values))

    def all(
        self, execute: Execute, parts: Sequence[tuple[Statement, Mapping[str, Any]]], most: int | None = None
    ) -> Rows:
        """Return the rows of several statements, each with its values, read as one; `most` of them if that is said."""
        text = " UNION ALL ".join(statement.text for statement, _ in parts)
        values = [value for statement, values in parts for value in statement.arguments(values)]
        return execute(text, values) if most is None else execute(f"{text} LIMIT {most:d}", values)


def too_large(what: str, most: int, advice: str) -> RequestError:
    """Return the refusal of a question on too much of the network."""
    return RequestError(
        f"{what} more than {most} ties: ask for {advice}, for fewer kinds of tie by via, "
        "or for less of the network by where or during.",
        "QUERY_TOO_COMPLEX",
    )


def of_parents(dialect: Dialect, steps: Sequence[Step]) -> Any:
    """Return the rows of some steps, each from one of the entities that are asked for, in order."""
    made: list[Select[Any]] = []
    for source, columns in steps:
        owners = dialect.parents(1)
        names = ("near", "far", "relation", "via")
        labelled = [column.label(name) for column, name in zip(columns, names, strict=False)]
        made.append(
            select(*labelled).select_from(source.join(owners, columns[0] == owners.c.p0)).where(columns[1].is_not(None))
        )
    ties = union_all(*made).subquery()
    return select(*ties.c).order_by(*ties.c)
