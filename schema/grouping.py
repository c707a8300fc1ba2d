"""Grouping: the members of a list, for all parents at once, with the keys that they are grouped by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, case, func, literal_column, select

from graph.errors import RequestError
from graph.properties import Code, Identifier, Party, Property
from graph.ties import tied
from graph.values import Money, PartialDate, Text
from schema.arguments import Tree
from schema.levels import Level, Parents

KEYS_LIMIT = 8
JOINS_LIMIT = 20  # SQLite joins 64 tables at most; PostgreSQL thinks for half a minute about 90


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a connection: entities of a kind that meet a condition, for each of the parents if there are any.

    The parents are named when they are needed: that reads a column more.
    """

    target: str
    condition: Callable[[Level, FromClause], ColumnElement[bool]]
    parents: Callable[[], Parents] | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What members are grouped by: a column, and the source that writes its cell; an entity is written by its id."""

    column: ColumnElement[Any]
    written: str = "{0}"
    is_entity: bool = False


@dataclass(frozen=True, slots=True)
class Grouped:
    """Members with their keys: `row` is their table, `owners` are the keys of the parents."""

    source: FromClause
    where: Sequence[ColumnElement[bool]]
    row: FromClause
    owners: Sequence[ColumnElement[Any]]
    keys: Sequence[Key]


def grouped(level: Level, members: Members, by: Sequence[Tree]) -> Grouped:
    """Return the members of the lists of a level's parents with the keys that `by` asks for.

    A member stands there once for each combination of its keys.
    """
    table = level.model.table(members.target)
    row = table.alias()
    where: list[ColumnElement[bool]] = []
    if level.parents is None:
        ways, owners = _Ways(level, row), []
        where.append(members.condition(level, row))
    else:
        inner = table.alias()
        chosen = select(inner.c.key).where(members.condition(level, inner)).correlate(level.owners)
        assert level.source is not None
        ways, owners = _Ways(level, level.dialect.of_each(level.source, row, chosen)), list(level.owner)
    keys = [ways.key(_Reached(members.target, row.c.key, row), tree, ()) for tree in by]
    if not ways.many:
        return Grouped(ways.source, where, row, owners, keys)
    # Several ways may lead to one group.
    columns = {f"o{number}": owner for number, owner in enumerate(owners)}
    columns |= {f"k{number}": key.column for number, key in enumerate(keys)}
    named = (column.label(name) for name, column in columns.items())
    once = select(row.c.key.label("key"), *named).select_from(ways.source).where(*where).distinct().subquery()
    again = table.alias()
    return Grouped(
        once.join(again, again.c.key == once.c.key),
        [],
        again,
        [once.c[f"o{number}"] for number in range(len(owners))],
        [replace(key, column=once.c[f"k{number}"]) for number, key in enumerate(keys)],
    )


@dataclass(slots=True)
class _Reached:
    """An entity, or none, that a way leads to; its table is joined when it is needed."""

    kind: str
    key: ColumnElement[Any]
    table: FromClause | None = None


@dataclass(slots=True)
class _Ways:
    """The ways from a member to its keys; those that begin with the same links share their joins."""

    level: Level
    source: FromClause
    many: bool = False
    joins: int = 0
    _made: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def key(self, at: _Reached, tree: Tree, path: tuple[str, ...]) -> Key:
        """Return the key that a tree asks for of an entity."""
        name, below = _only(tree)
        path = (*path, name)
        if name == "id":
            return Key(at.key, is_entity=True)
        if name == "ancestor":
            return Key(self._ancestor(at, below, path), is_entity=True)
        item = self.level.model.kinds[at.kind].properties[name]
        if item.is_link:
            if path not in self._made:
                self._made[path] = self._link(at, item)
            return self.key(self._made[path], below, path)
        if item.many:
            if path not in self._made:
                self._made[path] = self._list(at, item)
            return _ITEMS[Code if item.is_code else item.type](self._made[path], below)
        return _single(self._table(at), item, below)

    def _join(self, table: FromClause, condition: ColumnElement[bool]) -> None:
        self._count()
        self.source = self.source.outerjoin(table, condition)

    def _count(self) -> None:
        self.joins += 1
        if self.joins > JOINS_LIMIT:
            message = f"The keys of groups go through more than {JOINS_LIMIT} links: group by less."
            raise RequestError(message, "QUERY_TOO_COMPLEX")

    def _table(self, at: _Reached) -> FromClause:
        if at.table is None:
            at.table = self.level.model.table(at.kind).alias()
            self._join(at.table, at.table.c.key == at.key)
        return at.table

    def _list(self, at: _Reached, item: Property) -> FromClause:
        self.many = True
        table = self.level.model.list_table(item).alias()
        self._join(table, table.c.key == at.key)
        return table

    def _link(self, at: _Reached, item: Property) -> _Reached:
        target = item.target or "Entity"
        if not item.many:
            return _Reached(target, self._table(at).c[f"{item.attribute}_key"])
        if item.stored:
            return _Reached(target, self._list(at, item).c.value_key)
        self.many = True
        table = self.level.model.table(target)
        row = table.alias()
        if item.inverse:
            self._join(row, row.c[f"{item.inverse}_key"] == at.key)
        else:
            inner = table.alias()
            chosen = select(inner.c.key).where(tied(self.level.model, item, inner, at.key)).correlate_except(inner)
            self._count()
            self.source = self.level.dialect.of_each(self.source, row, chosen, outer=True)
        return _Reached(target, row.c.key, row)

    def _ancestor(self, at: _Reached, tree: Tree, path: tuple[str, ...]) -> ColumnElement[Any]:
        """Return the entity of a tree that is an entity or stands above it: of a kind, or with a code."""
        name, wanted = _only(tree)
        path = (*path, name, wanted)
        if path not in self._made:
            self._made[path] = self._below(at.kind, name, wanted)
            self._join(self._made[path], self._made[path].c.key == at.key)
        above: ColumnElement[Any] = self._made[path].c.above
        return above

    def _below(self, kind: str, name: str, wanted: str) -> CTE:
        """Return every entity of a tree below those that are wanted, these included: above, key."""
        model, binds = self.level.model, self.level.binds
        one, child, entity = model.table(kind).alias(), model.table(kind).alias(), model.entity.alias()
        first = select(one.c.key.label("above"), one.c.key.label("key"))
        if name == "kind":
            types = self.level.dialect.list_value([each.name for each in model.coded(wanted)])
            first = first.join(entity, entity.c.key == one.c.key)
            first = first.where(self.level.dialect.member(entity.c.type, binds(types)))
        else:
            first = first.where(one.c[model.kinds[kind].properties[name].attribute] == binds(wanted))
        below = first.cte(recursive=True)
        return below.union(select(below.c.above, child.c.key).join(below, child.c.parent_key == below.c.key))


def check_keys(by: Sequence[Tree]) -> None:
    """Refuse to group by nothing, or by more than a database takes. Raises RequestError."""
    if not 1 <= len(by) <= KEYS_LIMIT:
        raise RequestError(f"Groups are made by 1 to {KEYS_LIMIT} keys, not {len(by)}.", "BAD_GROUP")


def _only(tree: Mapping[str, Tree] | None) -> tuple[str, Tree]:
    given = list((tree or {}).items())
    if len(given) != 1 or given[0][1] is None:
        raise RequestError("A key of groups is one thing: name one field in each of its braces.", "BAD_GROUP")
    return given[0]


def _single(table: FromClause, item: Property, part: str) -> Key:
    stem = item.attribute
    if item.type is Money:
        return Key(table.c[f"{stem}_currency"])
    if item.type is PartialDate:
        return Key(_PARTS[part](table.c[f"{stem}_first"], table.c[f"{stem}_last"]))
    return Key(table.c[stem], _WRITTEN.get(item.type, "{0}"))


_WRITTEN = {int: "whole({0})", bool: "word({0})", Decimal: "number({0})"}


# A date that is known less finely than is asked for stands as finely as it is known.
def _cut(day: ColumnElement[Any], length: int) -> ColumnElement[Any]:
    return func.substr(day, literal_column("1"), literal_column(str(length)))


def _month(first: ColumnElement[Any], last: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((_cut(first, 7) == _cut(last, 7), _cut(first, 7)), else_=_cut(first, 4))


_PARTS: Mapping[str, Callable[[ColumnElement[Any], ColumnElement[Any]], ColumnElement[Any]]] = {
    "YEAR": lambda first, _last: _cut(first, 4),
    "MONTH": _month,
    "DAY": lambda first, last: case((first == last, first), else_=_month(first, last)),
}


def _party(table: FromClause, tree: Tree) -> Key:
    name, _ = _only(tree)
    return Key(table.c.entity_key, is_entity=True) if name == "entity" else Key(table.c.role)


_ITEMS: Mapping[type, Callable[[FromClause, Tree], Key]] = {
    Text: lambda table, _: Key(table.c.text),
    Code: lambda table, _: Key(table.c.code),
    Identifier: lambda table, tree: Key(table.c[_only(tree)[0]]),
    Party: _party,
}
