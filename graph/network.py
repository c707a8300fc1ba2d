"""The network: entities joined by their ties, as a NetworkX graph of just the part that a question needs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import networkx as nx
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union,
    union_all,
)

from graph.errors import UnknownEntity
from graph.identity import key_meant
from graph.kinds import Model
from graph.sql.dialects import PARENTS, Dialect, Statement, compiled

Rows = Sequence[tuple[Any, ...]]
Execute = Callable[[str, Sequence[Any]], Rows]

LARGEST_NEIGHBOURHOOD = 300  # as many as a drawing can show
LARGEST_SEARCH = 100_000
# Of ways with as many hops, the one by projects and partnerships says most.
WEIGHTS = {"parent": 1.001, "place": 1.01}


class Network:
    """Answers questions on ties by reading them a level at a time. Its rows name entities by their keys."""

    def __init__(self, model: Model, dialect: Dialect) -> None:
        self.model, self.dialect = model, dialect
        entity = model.entity
        meant = entity.c.key == key_meant(model, bindparam("id"))
        known = select(entity.c.key).where(meant, entity.c.state == literal("ACTIVE"))
        self._key = compiled(dialect, known)
        self._ties = compiled(dialect, _ties(model, dialect))

    def path(self, execute: Execute, arguments: Mapping[str, Any]) -> tuple[Rows, Rows, Rows]:
        """Return the shortest way of at most `limit` hops: (length), (key)s and hops; all empty if there is none.

        Raises UnknownEntity.
        """
        start, end = (self._known(execute, arguments[name]) for name in ("start", "end"))
        graph = self._around(execute, start, arguments["limit"], until=end)
        if end not in graph:
            return (), (), ()
        nodes = nx.shortest_path(graph, start, end, weight="weight")
        hops = [_hop(graph, near, far) for near, far in pairwise(nodes)]
        return [(len(hops),)], [(key,) for key in nodes], hops

    def neighbourhood(self, execute: Execute, arguments: Mapping[str, Any]) -> tuple[Rows, Rows]:
        """Return the (key)s of what is at most `depth` hops from `of`, nearest first, and the hops among them."""
        start = self._known(execute, arguments["of"])
        graph = self._around(execute, start, arguments["depth"], most=LARGEST_NEIGHBOURHOOD)
        self._join(graph, (tie for tie in self._rows(execute, self._ties, list(graph)) if tie[1] in graph))
        return [(key,) for key in graph], [_hop(graph, near, far) for near, far in graph.edges]

    def suggestions(self, execute: Execute, arguments: Mapping[str, Any]) -> tuple[Rows, Rows]:
        """Return (key, score) of the `first` likeliest partners of `of`, and (key, shared key) for each.

        The score is that of Adamic and Adar over what both have to do with: programmes, places, partners.
        """
        start = self._known(execute, arguments["of"])
        affiliations: nx.Graph[int] = nx.Graph()
        for step in (_shared_by, _shared_by, _shared_by):
            statement = compiled(self.dialect, step(self.model, self.dialect))
            wanted = list(affiliations) or [start]
            affiliations.add_edges_from(self._rows(execute, statement, wanted))
        if start not in affiliations:
            return [], []
        known = {start, *(key for row in self._rows(execute, self._partners(), [start]) for key in row)}
        family = self._families(execute, [start, *affiliations])
        pairs = [(start, key) for key in affiliations if key not in known and family.get(key) == family[start]]
        scored = [(key, score) for _, key, score in nx.adamic_adar_index(affiliations, pairs) if score > 0]
        best = sorted(scored, key=lambda each: (-each[1], each[0]))[: arguments["first"]]
        shared = [(key, each) for key, _ in best for each in sorted(nx.common_neighbors(affiliations, start, key))]
        return best, shared

    def statistics(self, execute: Execute, _: Mapping[str, Any]) -> tuple[Rows, Rows]:
        """Return (revision, entities, pieces of evidence, quotes), and (kind, how many)s in the model's order."""
        metadata, entity = self.model.metadata, self.model.entity
        evidence, revision = metadata.tables["evidence"], metadata.tables["revision"]
        totals = select(
            select(func.coalesce(func.max(revision.c.number), 0)).scalar_subquery(),
            select(func.count()).select_from(entity).where(entity.c.state == "ACTIVE").scalar_subquery(),
            select(func.count()).select_from(evidence).scalar_subquery(),
            select(func.count(evidence.c.exact)).scalar_subquery(),
        )
        kinds = select(entity.c.type, func.count()).where(entity.c.state == "ACTIVE").group_by(entity.c.type)
        counts: dict[str, int] = dict(self._rows(execute, compiled(self.dialect, kinds)))
        return (
            self._rows(execute, compiled(self.dialect, totals)),
            [(kind.code, counts.get(kind.name, 0)) for kind in self.model.concrete],
        )

    def _around(
        self, execute: Execute, start: int, depth: int, *, until: int | None = None, most: int = LARGEST_SEARCH
    ) -> "nx.Graph[int]":
        """Widen from an entity level by level: to a depth, until another is met, or until there are too many."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_node(start)
        frontier = [start]
        for _ in range(depth):
            if not frontier or until in graph:
                break
            reached: dict[int, None] = {}
            for near, far, relation, via in self._rows(execute, self._ties, frontier):
                if far not in graph and len(graph) >= most:
                    continue
                if far not in graph:
                    reached[far] = None
                self._join(graph, [(near, far, relation, via)])
            frontier = list(reached)
        return graph

    def _join(self, graph: "nx.Graph[int]", ties: Iterable[tuple[Any, ...]]) -> None:
        """Add ties to a graph; of several between two entities the first stands."""
        for near, far, relation, via in ties:
            if not graph.has_edge(near, far):
                graph.add_edge(near, far, relation=relation, via=via, weight=WEIGHTS.get(relation, 1.0))

    def _known(self, execute: Execute, name: str) -> int:
        rows = execute(self._key.text, self._key.arguments({"id": name}))
        if not rows:
            raise UnknownEntity(name)
        return int(rows[0][0])

    def _rows(self, execute: Execute, statement: Statement, keys: Iterable[int] = ()) -> Rows:
        values = {PARENTS: self.dialect.parents_value([(key,) for key in keys])} if PARENTS in statement.names else {}
        return execute(statement.text, statement.arguments(values))

    def _partners(self) -> Statement:
        participation = self.model.table("Participation")
        ours, theirs, owners = participation.alias(), participation.alias(), self.dialect.parents(1)
        shared = (
            select(theirs.c.organization_key)
            .select_from(owners.join(ours, ours.c.organization_key == owners.c.p0))
            .join(theirs, theirs.c.project_key == ours.c.project_key)
        )
        parties = self.model.metadata.tables["partnership_parties"]
        near, far, parents = parties.alias(), parties.alias(), self.dialect.parents(1)
        tied = (
            select(far.c.entity_key)
            .select_from(parents.join(near, near.c.entity_key == parents.c.p0))
            .join(far, far.c.key == near.c.key)
        )
        return compiled(self.dialect, union(shared, tied))

    def _families(self, execute: Execute, keys: Iterable[int]) -> dict[int, str]:
        entity, owners = self.model.entity, self.dialect.parents(1)
        statement = select(entity.c.key, entity.c.type).select_from(owners.join(entity, entity.c.key == owners.c.p0))
        rows = self._rows(execute, compiled(self.dialect, statement), keys)
        return {key: self.model.kinds[kind].prefix for key, kind in rows}


def _hop(graph: "nx.Graph[int]", near: int, far: int) -> tuple[Any, ...]:
    edge = graph.edges[near, far]
    return near, far, edge["relation"], edge["via"]


def _ties(model: Model, dialect: Dialect) -> Any:
    """Return the ties of some entities: (near key, far key, relation, key of the tie)."""
    participation, organization = model.table("Participation"), model.table("Organization")
    parties, partnership = model.metadata.tables["partnership_parties"], model.table("Partnership")
    ours, theirs = parties.alias(), parties.alias()
    both = ours.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    agreed = both.join(partnership, partnership.c.key == ours.c.key)
    part, none = participation.c, cast(null(), Integer)
    parent, place = literal("parent"), literal("place")
    steps: list[tuple[FromClause, tuple[ColumnElement[Any], ...]]] = [
        (participation, (part.organization_key, part.project_key, part.role, part.key)),
        (participation, (part.project_key, part.organization_key, part.role, part.key)),
        (agreed, (ours.c.entity_key, theirs.c.entity_key, partnership.c.kind, partnership.c.key)),
        (organization, (organization.c.key, organization.c.parent_key, parent, none)),
        (organization, (organization.c.parent_key, organization.c.key, parent, none)),
        (organization, (organization.c.key, organization.c.place_key, place, none)),
        (organization, (organization.c.place_key, organization.c.key, place, none)),
    ]
    return _of_parents(dialect, steps)


def _shared_by(model: Model, dialect: Dialect) -> Any:
    """Return what some organisations or places have to do with, and who has to do with some things: (key, key)."""
    participation, funding = model.table("Participation"), model.table("Funding")
    organization, parties = model.table("Organization"), model.metadata.tables["partnership_parties"]
    paid = participation.join(funding, funding.c.project_key == participation.c.project_key)
    ours, theirs = parties.alias(), parties.alias()
    both = ours.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    who, what = participation.c.organization_key, funding.c.programme_key
    steps: list[tuple[FromClause, tuple[ColumnElement[Any], ...]]] = [
        (paid, (who, what)),
        (paid, (what, who)),
        (both, (ours.c.entity_key, theirs.c.entity_key)),
        (organization, (organization.c.key, organization.c.place_key)),
        (organization, (organization.c.place_key, organization.c.key)),
    ]
    return _of_parents(dialect, steps)


def _of_parents(dialect: Dialect, steps: Sequence[tuple[FromClause, tuple[ColumnElement[Any], ...]]]) -> Any:
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
