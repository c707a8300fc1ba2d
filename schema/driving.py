"""Driving: what a filter leads to along links, joined from the far end, so that few are found without reading all."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select

from graph.properties import Property
from graph.ties import of_kind, way_to
from schema.arguments import Tree
from schema.comparisons import Condition
from schema.conditions import BY_KEY, Conditions, Where

# With up to so many rows found from the far end, sorting them costs less than walking an order and testing each row.
FEW = 5_000


@dataclass(slots=True)
class Spot:
    """Where a filter has led: an entity by its key, and by its row once more is asked of it than that."""

    kind: str
    key: ColumnElement[Any] | None = None
    row: FromClause | None = None


@dataclass(slots=True)
class Drive:
    """The entities of a kind that meet a filter, by joins along its links; some of them more than once.

    A `rough` one leaves out what only narrows the rows without leading to them: it is quick to count up to a limit.
    """

    conditions: Conditions
    root: Spot
    rough: bool = False
    leads: bool = False
    source: FromClause | None = None
    where: list[Condition] = field(default_factory=list)

    @classmethod
    def of(cls, conditions: Conditions, kind: str, tree: Where | None, *, rough: bool = False) -> Select[Any] | None:
        """Return the keys of the entities of a kind that meet a filter; None if it leads along no link."""
        made = cls(conditions, Spot(kind), rough)
        if conditions.model.kinds[kind].parent:
            made.leads = True
            made.where.append(of_kind(conditions.model.kinds[kind], made._row(made.root)))
        made._add(made.root, tree or {})
        if not made.leads or made.source is None or made.root.key is None:
            return None
        return select(made.root.key.label("key")).select_from(made.source).where(*made.where)

    def _add(self, spot: Spot, tree: Where) -> None:
        for name, each in tree.items():
            item = self.conditions.model.kinds[spot.kind].properties.get(name) if spot.kind != "Entity" else None
            if each is None:
                continue
            if name == "and":
                for part in each:
                    self._add(spot, part)
            elif item is not None and item.is_link and not item.many:
                self._link(spot, item, each)
            elif item is not None and item.many:
                self._list(spot, item, each)
            elif name in BY_KEY and spot is not self.root and spot.key is not None:
                self.where.append(self.conditions.by_key(spot.kind, spot.key, name, each))
            elif spot is not self.root and name not in ("or", "not"):
                self.where.append(self.conditions.one(spot.kind, self._row(spot), name, each))
            else:
                self._test(spot, name, each)

    def _link(self, spot: Spot, item: Property, tree: Where) -> None:
        if tree.get("isNull") is not None:
            self._test(spot, item.name, tree)
        else:
            self.leads = True
            key = self._row(spot).c[f"{item.attribute}_key"]
            if not item.required and any(tree.get(name) is not None for name in BY_KEY):
                self.where.append(key.is_not(None))
            self._add(Spot(item.target or "Entity", key), tree)

    def _list(self, spot: Spot, item: Property, tree: Where) -> None:
        some, way = tree.get("some"), way_to(self.conditions.model, item)
        if some is None or way is None:
            self._test(spot, item.name, tree)
            return
        self.leads = True
        if item.kind == "Entity":
            self._row(spot)  # in that list stand entities of every kind
        self._join(spot, way.table, way.owner)
        if item.is_link:
            self._add(Spot(item.target or "Entity", way.member, way.row), some)
        else:
            self.where.append(self.conditions.item(way.table, item, some))
        if tree.get("none") is not None:
            self._test(spot, item.name, {"none": tree["none"]})

    def _join(self, spot: Spot, table: FromClause, owner: ColumnElement[Any]) -> None:
        """Join a table in whose column `owner` the key of an entity stands."""
        if self.source is None:
            self.source, spot.key = table, owner
        else:
            self.source = self.source.join(table, owner == spot.key)

    def _row(self, spot: Spot) -> FromClause:
        if spot.row is None:
            spot.row = self.conditions.model.table(spot.kind).alias()
            self._join(spot, spot.row, spot.row.c.key)
            spot.key = spot.row.c.key
        return spot.row

    def _test(self, spot: Spot, name: str, tree: Tree) -> None:
        if not self.rough:
            self.where.append(self.conditions.one(spot.kind, self._row(spot), name, tree))
