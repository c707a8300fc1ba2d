"""Aggregates: what the members of a list come to - counts, sums, bounds and means - in all or by groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, func, select

from graph.properties import Property
from graph.values import CURRENCIES, Money
from schema.arguments import Tree
from schema.assembly import ALL_GROUPS_LIMIT, GROUPS_LIMIT
from schema.grouping import Grouped, Members, check_keys, grouped
from schema.levels import Level
from schema.selection import Selected
from schema.totals import FUNCTIONS, MEASURES, NEEDED, WRITTEN, aggregated, measured

if TYPE_CHECKING:
    from schema.planner import Planner


def expression(
    planner: "Planner", selected: Selected, target: str, members: Members | None, count: Callable[[], str]
) -> str:
    """Return the aggregates of a list, or its groups, over `k`, the key of the parent, and `total`.

    There are no `members` where a list can only be counted; `count` has `total` say how many there are.
    """
    if members and selected.name == "groups":
        return _groups(planner, selected, members)
    asked = planner.below(selected, f"{target}Aggregate")
    if members is None or all(each.name in ("count", "__typename") for each in asked):
        return planner.plain(selected, f"{target}Aggregate", {"count": lambda _: count() and "total"})
    made = _Aggregates(planner, members)
    expression = made.object(selected)
    made.finish()
    if made.whole is None:
        return expression
    nothing = (None,) * len(made.whole.level.columns)
    name = planner.code.function("k", f"r = next(iter({made.whole.rows}), {nothing})", f"return {expression}")
    return f"{name}(k)"


def _groups(planner: "Planner", selected: Selected, members: Members) -> str:
    """Return the groups of the members of a list, over `k`, the key of the parent."""
    by = selected.arguments["by"]
    check_keys(by)
    made = _Aggregates(planner, members, by)
    whole = made.of_all()

    def keys(each: Selected) -> str:
        return f"[{', '.join(_key(planner, whole, number, each) for number in range(len(by)))}]"

    expression = planner.plain(selected, f"{members.target}Group", {"keys": keys, "aggregate": made.object})
    made.finish()
    columns = tuple(whole.value_column(number) for number in range(len(by)))
    found = f"groups({whole.rows}, {columns}, len(rows[{whole.level.index}]))"
    return f"{planner.code.function('k', f'return [{expression} for r in {found}]')}(k)"


def _key(planner: "Planner", whole: "_Statement", number: int, selected: Selected) -> str:
    key, column = whole.grouped.keys[number], whole.key_column(number)

    def entity(each: Selected) -> str:
        return planner.reference(whole.level, column, each) if key.is_entity else "None"

    value = key.written.format(f"r[{whole.value_column(number)}]")
    return planner.plain(selected, "GroupKey", {"value": lambda _: value, "entity": entity})


@dataclass(slots=True)
class _Aggregates:
    """The aggregates of one selection: by one statement for all but money, and by one for each property of money."""

    planner: "Planner"
    members: Members
    by: Sequence[Tree] = ()
    whole: "_Statement | None" = None
    money: dict[str, "_Statement"] = field(default_factory=dict)

    def object(self, selected: Selected) -> str:
        """Return the object of all aggregates that are asked for, over a row of the statement and `k`."""
        expressions = {
            "count": lambda _: f"({self.of_all().cell('count', func.count())} or 0)",
            **dict.fromkeys(FUNCTIONS, self._values),
        }
        return self.planner.plain(selected, f"{self.members.target}Aggregate", expressions)

    def of_all(self) -> "_Statement":
        """Return the statement of all that is not money."""
        if self.whole is None:
            self.whole = _Statement(self.planner, self.members, self.by)
        return self.whole

    def finish(self) -> None:
        """Put the statements together."""
        for each in (self.whole, *self.money.values()):
            if each is not None:
                each.finish()

    def _values(self, selected: Selected) -> str:
        items = aggregated(self.planner.model.kinds[self.members.target], selected.name)
        expressions = {item.name: partial(self._value, selected.name, item) for item in items}
        type_name = f"{self.members.target}{selected.name.capitalize()}"
        return self.planner.plain(selected, type_name, expressions)

    def _value(self, function: str, item: Property, selected: Selected) -> str:
        if item.type is Money:
            return self._amounts(function, item, selected)
        return _written(self.of_all(), function, item)

    def _amounts(self, function: str, item: Property, selected: Selected) -> str:
        """Return an amount for each currency."""
        if item.name not in self.money:
            self.money[item.name] = _Statement(self.planner, self.members, self.by, item)
        statement = self.money[item.name]
        expressions = {
            "amount": lambda _: _written(statement, function, item),
            "currency": lambda _: f"r[{statement.width}]",
        }
        made = self.planner.plain(selected, "Money", expressions)
        name = self.planner.code.function("k", f"return [{made} for r in {statement.rows}]")
        return f"{name}({'k' if not self.by else 'r[0]' if statement.width == 1 else f'r[:{statement.width}]'})"


def _written(statement: "_Statement", function: str, item: Property) -> str:
    column = measured(statement.grouped.row, item, function)
    cells = [statement.cell(f"{item.attribute}_{measure}", MEASURES[measure](column)) for measure in NEEDED[function]]
    return WRITTEN[item.type][function].format(*cells)


@dataclass(slots=True)
class _Statement:
    """One statement that aggregates the members of the lists of all parents, by groups or in all.

    Its columns: the keys of the parent, the keys of the group; of money the currency; else the ids of the entities
    among the keys; then what is measured, which is added as fields ask for it.
    """

    planner: "Planner"
    members: Members
    by: Sequence[Tree] = ()
    money: Property | None = None
    level: Level = field(init=False)
    grouped: Grouped = field(init=False)
    measures: dict[str, ColumnElement[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.level = self.planner.level(self.members.parents() if self.members.parents else None)
        self.grouped = grouped(self.level, self.members, self.by)

    @property
    def width(self) -> int:
        """How many columns hold the keys of the parent and of the group."""
        return len(self.grouped.owners) + len(self.grouped.keys)

    @property
    def rows(self) -> str:
        """The source of the rows of `k`: of a parent; of money, of a group as well."""
        width = self.width if self.money else len(self.grouped.owners)
        number = self.level.index
        return f"{self.planner.code.grouped(number, width)}.get(k, ())" if width else f"rows[{number}]"

    def key_column(self, number: int) -> int:
        """Return the number of the column that holds a key of the group."""
        return len(self.grouped.owners) + number

    def value_column(self, number: int) -> int:
        """Return the number of the column that a key of the group is written from: of an entity, its id."""
        entities = [at for at, key in enumerate(self.grouped.keys) if key.is_entity]
        return self.width + entities.index(number) if number in entities else self.key_column(number)

    def cell(self, name: str, measure: ColumnElement[Any]) -> str:
        """Return the source of what is measured, under a name of its own."""
        self.measures.setdefault(name, measure)
        entities = sum(key.is_entity for key in self.grouped.keys)
        return f"r[{self.width + (1 if self.money else entities) + list(self.measures).index(name)}]"

    def finish(self) -> None:
        """Make the statement of the level."""
        given, level = self.grouped, self.level
        keys = [*given.owners, *(key.column for key in given.keys)]
        where = list(given.where)
        if self.money:
            keys.append(given.row.c[f"{self.money.attribute}_currency"])
            where.append(given.row.c[f"{self.money.attribute}_amount"].is_not(None))
        columns = [column.label(f"k{number}") for number, column in enumerate(keys)]
        columns += [measure.label(name) for name, measure in self.measures.items()]
        found = select(*columns).select_from(given.source).where(*where).group_by(*keys)
        if self.by:
            # One more than may be, so that it is known; of money as many as they may have currencies.
            most = (ALL_GROUPS_LIMIT if given.owners else GROUPS_LIMIT) + 1
            found = found.limit(most * len(CURRENCIES) if self.money else most)
        made = found.subquery()
        level.columns, level.where, level.order = [made.c[f"k{number}"] for number in range(len(keys))], [], []
        level.source = self._with_ids(made)
        level.columns += [made.c[name] for name in self.measures]
        if self.money:
            level.order.append(made.c[f"k{self.width}"])

    def _with_ids(self, made: FromClause) -> FromClause:
        source = made
        for number, key in enumerate(self.grouped.keys):
            if key.is_entity and not self.money:
                entity = self.level.model.entity.alias()
                source = source.outerjoin(entity, entity.c.key == made.c[f"k{self.key_column(number)}"])
                self.level.columns.append(entity.c.id)
        return source
