"""The planner: from the fields that a request selects to the levels that read them and the code that assembles them."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, true

from graph.errors import RequestError
from graph.kinds import Kind, Model
from graph.sql.dialects import Dialect
from schema import aggregates
from schema.arguments import Given, Leaf, Tree
from schema.assembly import Code, literal
from schema.driving import Drive
from schema.grouping import Members
from schema.keyset import Cursor, Order, nulls, order_of
from schema.levels import Level, Page, Parents
from schema.limits import Limits
from schema.plan import Computation, Plan
from schema.rows import Listing, Row
from schema.selection import Selected, Selector

Fields = Mapping[str, Callable[[Selected], str]]  # the expressions of fields, by name

INTROSPECTION = ("__schema", "__type")
COMMON = frozenset({"__typename", "id", "iri", "label", "evidence", "disputed", "sameAs", "identifiers"})


@dataclasses.dataclass(slots=True)
class Planner:
    """Plans one document for one shape of its variables.

    What it returns for a field is the source of an expression over `r`, a row of the level at hand. `root` and `field`
    say what the fields of a query and of an entity read (see schema/roots.py and schema/fields.py).
    """

    model: Model
    dialect: Dialect
    base: str
    selector: Selector
    given: Given
    few: int
    root: "Callable[[Planner, Selected], str]"
    field: "Callable[[Planner, Row, Kind, Selected], str]"
    limits: Limits
    code: Code = dataclasses.field(default_factory=Code)
    levels: list[Level] = dataclasses.field(default_factory=list)
    computations: list[Computation] = dataclasses.field(default_factory=list)
    cursors: list[Leaf] = dataclasses.field(default_factory=list)
    _made: dict[Any, str] = dataclasses.field(default_factory=dict)

    def plan(self) -> Plan:
        """Return the plan. Raises RequestError if the structure of an argument asks for what cannot be."""
        selected = self.selector.roots()
        expressions = {each.key: self.root(self, each) for each in selected if each.name not in INTROSPECTION}
        assemble = self.code.compiled(expressions, self.base)
        return Plan(
            tuple(level.planned() for level in self.levels),
            tuple(self.computations),
            assemble,
            tuple(each.key for each in selected),
            tuple(each.key for each in selected if each.name in INTROSPECTION),
            tuple(self.cursors),
        )

    def level(self, parents: Parents | None = None) -> Level:
        """Return a new level."""
        made = Level(len(self.levels), self.model, self.dialect, parents)
        self.levels.append(made)
        return made

    def children(self, row: Row) -> Level:
        """Return a new level of the children of the entities of a row."""
        return self.level(Parents(row.level.index, (row.key_column,)))

    def below(self, selected: Selected, type_name: str) -> list[Selected]:
        """Return the fields selected below one."""
        return self.selector.below(selected, type_name)

    def plain(
        self, selected: Selected, type_name: str, expressions: Fields, _whole: Callable[[], str] | None = None
    ) -> str:
        """Return an object of a type that is no entity, by its fields; `_whole` is for planners that read it whole."""
        made = {
            each.key: repr(type_name) if each.name == "__typename" else expressions[each.name](each)
            for each in self.below(selected, type_name)
        }
        return literal(made)

    def words(self, text: str, _language: Callable[[], str]) -> str:
        """Return a text of which the language is known: here, the text alone."""
        return text

    def members(self, row: Row, kind: Kind, asked: Sequence[Selected]) -> dict[str, str]:
        """Return what is written of an entity, by key."""
        return {each.key: self._field(row, kind, each) for each in asked}

    def entity(self, row: Row, selected: Selected, target: str) -> str:
        """Return the entity of a row, as an object of its own type among those that `target` stands for."""
        if row.kind == "Entity":
            return self._any_entity(row, selected)
        return self._by_type(row, {kind: self.below(selected, kind.name) for kind in self.model.members(target)})

    def reference(self, level: Level, column: int, selected: Selected, target: str = "Entity") -> str:
        """Return the entity, of whatever kind `target` stands for, whose key stands in a column of a level."""
        known = (level.index, column, selected.mark)
        if known not in self._made:
            below = self.level(Parents(level.index, (column,)))
            table = self.model.table(target).alias()
            below.join(table, table.c.key == below.owner[0])
            row = Row(below, target, table.c.key)
            row.table, row.entity = (None, table) if target == "Entity" else (table, None)
            self._made[known] = self._found(below, self.entity(row, selected, target))
        return f"{self._made[known]}(r[{column}])"

    def connection(
        self,
        selected: Selected,
        target: str,
        listing: Callable[[Page], Listing],
        total: Callable[[], str],
        key: Sequence[str] = (),
        members: Members | None = None,
    ) -> str:
        """Return a connection. `key` are the expressions of the parent's key, none for a root; `total` counts.

        What it lists can be aggregated if `members` says what that is.
        """
        page = self._page(selected)
        asked = self.below(selected, f"{target}Connection")
        made: dict[str, str] = {}
        listed = listing(page) if any(each.name in ("edges", "nodes", "pageInfo") for each in asked) else None
        cursor = self._cursor(listed) if listed and any(each.name in ("edges", "pageInfo") for each in asked) else ""
        count = cache(total)  # of how many there are, if anybody asks
        for each in asked:
            match each.name:
                case "__typename":
                    made[each.key] = repr(f"{target}Connection")
                case "totalCount":
                    made[each.key] = count() and "total"
                case "aggregate" | "groups":
                    made[each.key] = aggregates.expression(self, each, target, members, count)
                case "nodes" if listed:
                    made[each.key] = f"[{listed.node(each)} for r in found]"
                case "edges" if listed:
                    made[each.key] = f"[{self._edge(each, target, listed, cursor)} for r in found]"
                case "pageInfo":
                    made[each.key] = self._page_info(each, page, cursor)
        lines = [f"return {literal(made)}"]
        if listed:
            number = listed.level.index
            rows = f"rows[{number}]"
            if key:
                rows = f"{self.code.grouped(number, len(key))}.get({'k' if len(key) == 1 else 'tuple(k)'}, ())"
            lines.insert(0, f"found, more = page({rows}, sizes[{number}], {page.backward})")
        name = self.code.function("k, total", *lines)
        argument = key[0] if len(key) == 1 else f"({', '.join(key)})"
        return f"{name}({argument if key else None}, {count() if count.cache_info().currsize else None})"

    def list(
        self,
        row: Row | None,
        selected: Selected,
        target: str,
        member: Callable[[FromClause, Any], ColumnElement[bool]],
        default: Callable[[FromClause], Order],
    ) -> str:
        """Return the connection of the entities of a kind that are members of a list of a row, or of a root."""
        where, entries = selected.arguments.get("where"), selected.arguments.get("orderBy") or ()

        def members(level: Level, owner: ColumnElement[Any] | None) -> Callable[[FromClause], ColumnElement[bool]]:
            return lambda table: member(table, owner) & level.conditions.entity(target, table, where)

        def listing(page: Page) -> Listing:
            level = self.children(row) if row else self.level()
            table = self.model.table(target).alias()
            made = Row(level, target, table.c.key, table=table)
            owner = level.owner[0] if row else None
            orders = (lambda each: order_of(self.model, target, each, entries)) if entries else default
            ordered = level.list(table, members(level, owner), orders, page)
            if row is None:
                level.drive(table, ordered, page, self.few, lambda rough: driver(level, rough=rough))
            return Listing(level, ordered, lambda each: self.entity(made, each, target))

        def driver(level: Level, *, rough: bool) -> Select[Any] | None:
            return Drive.of(level.conditions, target, where, rough=rough)

        def total() -> str:
            if row:
                return f"r[{row.count(target, members(row.level, row.key))}]"
            level = self.level()
            if (found := driver(level, rough=False)) is not None:
                return counted(level, found.distinct().subquery(), true())
            table = self.model.table(target).alias()
            return counted(level, table, members(level, None)(table))

        listed = Members(
            target,
            lambda level, table: members(level, level.owner[0] if row else None)(table),
            (lambda: Parents(row.level.index, (row.key_column,))) if row else None,
        )
        return self.connection(selected, target, listing, total, [f"r[{row.key_column}]"] if row else (), listed)

    def _any_entity(self, row: Row, selected: Selected) -> str:
        selections = {kind: self.below(selected, kind.name) for kind in self.model.concrete}
        owning = {kind for kind, asked in selections.items() if any(each.name not in COMMON for each in asked)}
        expressions = {}
        prefixes = dict.fromkeys(kind.prefix for kind in selections if kind in owning)
        for prefix in prefixes:
            family = {kind: asked for kind, asked in selections.items() if kind in owning and kind.prefix == prefix}
            expressions[prefix] = (self._joined if len(prefixes) == 1 else self._details)(row, family)
        common = {kind: asked for kind, asked in selections.items() if kind not in owning}
        made = self._by_type(row, common) if common else "None"
        for prefix, expression in expressions.items():
            names = tuple(sorted(kind.name for kind in owning if kind.prefix == prefix))
            made = f"({expression} if r[{row.type_column}] in {names!r} else {made})"
        return made

    def _joined(self, row: Row, family: Mapping[Kind, Sequence[Selected]]) -> str:
        """Read the one table of which more is asked than all entities have together with them."""
        kind = next(iter(family))
        return self._by_type(Row(row.level, kind.name, row.key, optional=True, entity=row.of_entity()), family)

    def _details(self, row: Row, family: Mapping[Kind, Sequence[Selected]]) -> str:
        types = frozenset(kind.name for kind in family)
        parents = Parents(row.level.index, (row.key_column,), row.type_column, types)
        level = self.level(parents)
        table = next(iter(family)).table.alias()
        level.join(table, table.c.key == level.owner[0])
        details = Row(level, min(types), table.c.key, table=table)
        return f"{self._found(level, self._by_type(details, family))}(r[{row.key_column}])"

    def _by_type(self, row: Row, selections: Mapping[Kind, Sequence[Selected]]) -> str:
        expressions: dict[str, list[str]] = {}
        for kind, asked in selections.items():
            made = literal(self.members(row, kind, asked))
            expressions.setdefault(made, []).append(kind.name)
        *others, last = expressions
        made = last
        for expression in others:
            made = f"({expression} if r[{row.type_column}] in {tuple(expressions[expression])!r} else {made})"
        return made

    def _field(self, row: Row, kind: Kind, selected: Selected) -> str:
        if selected.name == "__typename":
            return repr(kind.name)
        if selected.mark not in row.expressions:
            row.expressions[selected.mark] = self.field(self, row, kind, selected)
        return row.expressions[selected.mark]

    def _found(self, level: Level, expression: str) -> str:
        rows = self.code.single(level.index)
        return self.code.function("k", f"r = {rows}.get(k)", f"return None if r is None else {expression}")

    def _cursor(self, listed: Listing) -> str:
        columns = ", ".join(f"r[{listed.level.column(key.column)}]" for key in listed.order.keys)
        return self.code.function("r", f"return cursor({listed.order.mark!r}, ({columns},))")

    def _edge(self, selected: Selected, target: str, listed: Listing, cursor: str) -> str:
        return self.plain(
            selected, f"{target}Edge", {"cursor": lambda _: f"{cursor}(r)", "node": listed.node, **listed.edge}
        )

    def _page(self, selected: Selected) -> Page:
        given = selected.arguments
        first, last = given.get("first"), given.get("last")
        if first is not None and last is not None:
            raise RequestError("Ask for the first or for the last, not for both.", "BAD_PAGE_SIZE")
        after, before = (self._cursor_given(given.get(name)) for name in ("after", "before"))
        return Page(last if last is not None else first, after, before, last is not None, self.limits)

    def _cursor_given(self, tree: Tree) -> Cursor | None:
        if tree is None:
            return None
        self.cursors.append(tree)
        return Cursor(tree, nulls(tree.value(self.given)))

    def _page_info(self, selected: Selected, page: Page, cursor: str) -> str:
        behind = repr((page.before if page.backward else page.after) is not None)
        following, preceding = (behind, "more") if page.backward else ("more", behind)
        return self.plain(
            selected,
            "PageInfo",
            {
                "hasNextPage": lambda _: following,
                "hasPreviousPage": lambda _: preceding,
                "startCursor": lambda _: f"({cursor}(found[0]) if found else None)",
                "endCursor": lambda _: f"({cursor}(found[-1]) if found else None)",
            },
        )


def counted(level: Level, table: FromClause, condition: ColumnElement[bool]) -> str:
    """Return the number of rows of a table that meet a condition, read by a level of its own."""
    level.source = table
    level.where.append(condition)
    level.columns.append(func.count())
    return f"rows[{level.index}][0][0]"
