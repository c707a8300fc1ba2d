"""Conditions: a `where` as SQL, said of one row at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, false, func, or_, select, true

from graph.identity import key_meant, keys_meant
from graph.kinds import Model
from graph.properties import Identifier, Party, Property
from graph.sql.dialects import Dialect
from graph.ties import tied, under
from graph.values import Money, PartialDate, Text
from schema.arguments import Tree
from schema.binds import Binds
from schema.comparisons import Comparisons, Condition

Where = Mapping[str, Tree]
BY_KEY = ("id", "under")  # what is said of an entity whose row need not be read


@dataclass(frozen=True, slots=True)
class Conditions:
    """Makes the conditions of one statement."""

    model: Model
    dialect: Dialect
    binds: Binds

    @property
    def comparisons(self) -> Comparisons:
        """What compares single values."""
        return Comparisons(self.dialect, self.binds)

    def entity(self, kind: str, row: FromClause, tree: Where | None) -> Condition:
        """Return the condition that a row of a kind's table, or of `entity`, meets a filter."""
        return and_(true(), *(self.one(kind, row, name, each) for name, each in (tree or {}).items()))

    def one(self, kind: str, row: FromClause, name: str, tree: Tree) -> Condition:
        """Return the condition that a row meets one entry of a filter."""
        if name in _CONNECTIVES:
            return _CONNECTIVES[name](self, kind, row, tree)
        if tree is None:
            return true()
        if name == "isNull":
            return false() if tree else true()
        if name in BY_KEY:
            return self.by_key(kind, row.c.key, name, tree)
        if kind == "Entity":
            return self._kind(row.c.type, tree)
        return self._property(row, self.model.kinds[kind].properties[name], tree)

    def by_key(self, kind: str, key: ColumnElement[Any], name: str, tree: Tree) -> Condition:
        """Return the condition that an entity meets what an entry BY_KEY says of it."""
        return self._id(key, tree) if name == "id" else key.in_(under(self.model.table(kind), self.key(tree)))

    def key(self, tree: Tree) -> ColumnElement[Any]:
        """Return the key of the entity that an id means."""
        return key_meant(self.model, self.binds(tree))

    def link(self, key: ColumnElement[Any], target: str, tree: Where) -> Condition:
        """Return the condition that the entity at the other end of a to-one link meets a filter."""
        rest = {name: each for name, each in tree.items() if each is not None}
        absent = rest.pop("isNull", None)
        made: list[Condition] = [] if absent is None else [key.is_(None) if absent else key.is_not(None)]
        if any(name in rest for name in BY_KEY):
            made.append(key.is_not(None))
        made += [self.by_key(target, key, name, rest.pop(name)) for name in BY_KEY if name in rest]
        if rest:
            row = self.model.table(target).alias()
            found = select(row.c.key).where(row.c.key == key, self.entity(target, row, rest))
            made.append(found.correlate_except(row).exists())
        return and_(true(), *made)

    def item(self, row: FromClause, item: Property, tree: Where) -> Condition:
        """Return the condition that a row of a list of values meets a filter."""
        if item.type is Identifier:
            return self._parts({"scheme": row.c.scheme, "value": row.c.value}, tree)
        if item.type is Party:
            entity = tree.get("entity")
            roles = self._parts({"role": row.c.role}, {"role": tree.get("role")})
            return and_(roles, self.link(row.c.entity_key, "Entity", entity) if entity else true())
        if item.type is Text:
            return self.comparisons.value(row.c.text, tree, folded=row.c._folded if item.search else None)
        return self.comparisons.value(row.c.code, tree)

    def _id(self, key: ColumnElement[Any], tree: Where) -> Condition:
        made: list[Condition] = []
        for operator, each in tree.items():
            if operator == "in" and each is not None:
                entity = self.model.entity.alias()
                known = self.dialect.member(entity.c.id, self.binds(each, self.dialect.list_value))
                made.append(key.in_(keys_meant(self.model, entity, known)))
            elif operator == "eq":
                made.append(key == self.key(each) if each is not None else false())
            elif each is not None:
                made.append(key.is_distinct_from(self.key(each)))
        return and_(true(), *made)

    def _kind(self, type_: ColumnElement[Any], tree: Where) -> Condition:
        """Compare the type of an entity with kinds, an interface being all the kinds that it stands for."""

        def members(names: str | Sequence[str]) -> Any:
            wanted = [names] if isinstance(names, str) else names
            return self.dialect.list_value([each.name for name in wanted for each in self.model.coded(name)])

        made = []
        for operator, each in tree.items():
            if each is not None:
                one = self.dialect.member(type_, self.binds(each, members))
                made.append(~one if operator == "ne" else one)
        return and_(true(), *made)

    def _property(self, row: FromClause, item: Property, tree: Where) -> Condition:
        if item.is_link and item.many:
            target = self.model.table(item.target or "Entity").alias()
            tie = tied(self.model, item, target, row.c.key)
            return self._listed(target, tie, tree, lambda each: self.entity(item.target or "Entity", target, each))
        if item.is_link:
            return self.link(row.c[f"{item.attribute}_key"], item.target or "Entity", tree)
        if item.many:
            values = self.model.list_table(item).alias()
            return self._listed(values, values.c.key == row.c.key, tree, lambda each: self.item(values, item, each))
        return self._single(row, item, tree)

    def _listed(self, row: FromClause, tie: Condition, tree: Where, meets: Callable[[Where], Condition]) -> Condition:
        made = []
        for quantifier, each in tree.items():
            if each is not None:
                found = select(row.c.key).where(tie, meets(each)).correlate_except(row).exists()
                made.append(found if quantifier == "some" else ~found)
        return and_(true(), *made)

    def _parts(self, columns: Mapping[str, ColumnElement[Any]], tree: Where) -> Condition:
        given = ((columns[name], each) for name, each in tree.items() if each is not None)
        return and_(true(), *(self.comparisons.value(column, each) for column, each in given))

    def _single(self, row: FromClause, item: Property, tree: Where) -> Condition:
        stem = item.attribute
        if item.type is Money:
            return self.comparisons.money(row.c[f"{stem}_amount"], row.c[f"{stem}_currency"], tree)
        if item.type is PartialDate:
            return and_(true(), *(self._date(row, item, operator, each) for operator, each in tree.items()))
        return self.comparisons.value(row.c[stem], tree, item.type, row.c[f"{stem}_folded"] if item.search else None)

    def _date(self, row: FromClause, item: Property, operator: str, tree: Tree) -> Condition:
        start = end = item.attribute
        if operator == "during" and tree is not None:
            if self.model.kinds[item.kind].spans and item.attribute in ("start_date", "end_date"):
                start, end = "start_date", "end_date"
            return self.comparisons.during(row.c[f"{start}_first"], row.c[f"{end}_last"], tree)
        return self.comparisons.date(row.c[f"{start}_first"], row.c[f"{end}_last"], operator, tree)

    def _all(self, kind: str, row: FromClause, trees: Sequence[Where] | None) -> Condition:
        return and_(true(), *(self.entity(kind, row, each) for each in trees or ()))

    def _any(self, kind: str, row: FromClause, trees: Sequence[Where] | None) -> Condition:
        return true() if trees is None else or_(false(), *(self.entity(kind, row, each) for each in trees))

    def _not(self, kind: str, row: FromClause, tree: Where | None) -> Condition:
        # What is unknown does not hold: so people mean it, but SQL's NOT does not.
        return true() if tree is None else func.coalesce(self.entity(kind, row, tree), false()).is_(false())


_CONNECTIVES: Mapping[str, Callable[[Conditions, str, FromClause, Any], Condition]] = {
    "and": Conditions._all,
    "or": Conditions._any,
    "not": Conditions._not,
}
