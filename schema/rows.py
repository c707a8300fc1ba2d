"""Rows: the entities in the rows of a level, whose tables are joined when a field asks for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select

from schema.keyset import Order
from schema.levels import Level


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a connection: their level, the order that makes their cursors, and how a selected node is written.

    `edge` says how the fields are written that its edges have beside cursor and node.
    """

    level: Level
    order: Order
    node: Callable[[Any], str]
    edge: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """An entity in the rows of a level: its table and its row in `entity`, each joined when a field asks for it."""

    level: Level
    kind: str
    key: ColumnElement[Any]
    optional: bool = False
    table: FromClause | None = None
    entity: FromClause | None = None
    links: dict[str, "Row"] = field(default_factory=dict)
    expressions: dict[Any, str] = field(default_factory=dict)  # of the fields asked for so far

    def column(self, name: str) -> int:
        """Return the number of a column of the kind's table."""
        return self.level.column(self.of_table().c[name])

    def entity_column(self, name: str) -> int:
        """Return the number of a column that every entity has."""
        return self.level.column(self.of_entity().c[name])

    @property
    def type_column(self) -> int:
        """The number of the column that tells its kind: a table that kinds share has one, beside that of entities."""
        shared = self.kind != "Entity" and "type" in self.level.model.table(self.kind).c and self.entity is None
        return self.level.column((self.of_table() if shared else self.of_entity()).c.type)

    @property
    def key_column(self) -> int:
        """The number of the column that holds the key."""
        return self.level.column(self.key)

    def of_table(self) -> FromClause:
        """Return the kind's table, joined."""
        if self.table is None:
            self.table = self.level.model.table(self.kind).alias()
            self.level.join(self.table, self.table.c.key == self.key, outer=self.optional)
        return self.table

    def of_entity(self) -> FromClause:
        """Return the table of all entities, joined."""
        if self.entity is None:
            self.entity = self.level.model.entity.alias()
            self.level.join(self.entity, self.entity.c.key == self.key, outer=self.optional)
        return self.entity

    def linked(self, attribute: str, target: str, key: ColumnElement[Any]) -> "Row":
        """Return the entity at the other end of a to-one link."""
        if attribute not in self.links:
            self.links[attribute] = Row(self.level, target, key, optional=True)
        return self.links[attribute]

    def count(self, target: str, member: Callable[[FromClause], ColumnElement[bool]]) -> int:
        """Return the number of a column that counts the members of one of its lists."""
        row = (
            self.level.model.metadata.tables["evidence"].alias()
            if target == "Evidence"
            else self.level.model.table(target).alias()
        )
        counted = select(func.count()).select_from(row).where(member(row)).correlate_except(row).scalar_subquery()
        self.level.columns.append(counted)
        return len(self.level.columns) - 1
