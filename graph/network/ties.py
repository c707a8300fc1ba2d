"""Ties: what joins entities, read a level at a time. Rows name entities by their keys."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, bindparam, cast, literal, null, select, union_all

from graph.errors import UnknownEntity
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


def ties(model: Model, dialect: Dialect) -> Any:
    """Return the ties of some entities: (near key, far key, relation, key of the tie)."""
    participation, organization = model.table("Participation"), model.table("Organization")
    parties, partnership = model.metadata.tables["partnership_parties"], model.table("Partnership")
    ours, theirs = parties.alias(), parties.alias()
    both = ours.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    agreed = both.join(partnership, partnership.c.key == ours.c.key)
    part, none = participation.c, cast(null(), Integer)
    parent, place = literal("parent"), literal("place")
    steps: list[Step] = [
        (participation, (part.organization_key, part.project_key, part.role, part.key)),
        (participation, (part.project_key, part.organization_key, part.role, part.key)),
        (agreed, (ours.c.entity_key, theirs.c.entity_key, partnership.c.kind, partnership.c.key)),
        (organization, (organization.c.key, organization.c.parent_key, parent, none)),
        (organization, (organization.c.parent_key, organization.c.key, parent, none)),
        (organization, (organization.c.key, organization.c.place_key, place, none)),
        (organization, (organization.c.place_key, organization.c.key, place, none)),
    ]
    return of_parents(dialect, steps)


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
