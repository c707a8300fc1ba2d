"""Driving: what a filter leads to along links, joined from the far end, so that few are found without reading all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import FromClause, Select, select

from graph.properties import Property
from graph.ties import joins
from schema.arguments import Tree
from schema.comparisons import Condition
from schema.conditions import Conditions, Where, names_one

# With up to so many rows found from the far end, sorting them costs less than walking an order and testing each row.
FEW = 5_000


@dataclass(slots=True)
class Drive:
    """The rows of a kind that meet a filter, by joins along its links; some of them more than once.

    A `rough` one leaves out what only narrows the rows without leading to them: it is quick to count up to a limit.
    """

    conditions: Conditions
    source: FromClause
    rough: bool = False
    leads: bool = False
    where: list[Condition] = field(default_factory=list)

    @classmethod
    def of(
        cls, conditions: Conditions, kind: str, tree: Where | None, *, rough: bool = False
    ) -> Select[tuple[int]] | None:
        """Return the keys of the rows of a kind that meet a filter; None if it leads along no link."""
        row = conditions.model.table(kind).alias()
        made = cls(conditions, row, rough)
        if conditions.model.kinds[kind].parent:
            made.leads = True
            made.where.append(conditions.of_kind(kind, row))
        made._add(kind, row, tree or {}, is_root=True)
        return select(row.c.key).select_from(made.source).where(*made.where) if made.leads else None

    def _add(self, kind: str, row: FromClause, tree: Where, *, is_root: bool = False) -> None:
        for name, each in tree.items():
            item = self.conditions.model.kinds[kind].properties.get(name) if kind != "Entity" else None
            if name == "and":
                for part in each or ():
                    self._add(kind, row, part, is_root=is_root)
            elif item is not None and each is not None and (item.is_link or item.many):
                self._follow(kind, row, item, each)
            elif not self.rough or not (is_root or name in ("or", "not")):
                self.where.append(self.conditions.one(kind, row, name, each))

    def _follow(self, kind: str, row: FromClause, item: Property, tree: Mapping[str, Tree]) -> None:
        if not item.many:
            self._link(kind, row, item, {name: each for name, each in tree.items() if each is not None})
            return
        path = joins(self.conditions.model, item, row)
        if path is None or tree.get("some") is None:
            self._test(kind, row, item, tree)
            return
        target = self._joined(path)
        if item.is_link:
            self._add(item.target or "Entity", target, tree["some"])
        else:
            self.where.append(self.conditions.item(target, item, tree["some"]))
        if tree.get("none") is not None:
            self._test(kind, row, item, {"none": tree["none"]})

    def _link(self, kind: str, row: FromClause, item: Property, tree: Where) -> None:
        key, target = row.c[f"{item.attribute}_key"], item.target or "Entity"
        if "isNull" in tree or not tree:
            self._test(kind, row, item, tree)
        elif names_one(tree):
            self.leads = True
            self.where.append(self.conditions.link(key, target, tree))
        else:
            linked = self.conditions.model.table(target).alias()
            self._add(target, self._joined([(linked, linked.c.key == key)]), tree)

    def _joined(self, path: list[tuple[FromClause, Condition]]) -> FromClause:
        self.leads = True
        for row, condition in path:
            self.source = self.source.join(row, condition)
        return path[-1][0]

    def _test(self, kind: str, row: FromClause, item: Property, tree: Where) -> None:
        if not self.rough:
            self.where.append(self.conditions.one(kind, row, item.name, tree))
