"""Suggestions: with whom an organisation or a place might work."""

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
from sqlalchemy import select, union

from graph.kinds import Model
from graph.network.ties import Check, Execute, Reading, Rows, Step, of_parents
from graph.sql.dialects import Dialect, Statement, compiled


class Suggestions:
    """Scores whom an entity has much in common with."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def suggestions(self, execute: Execute, arguments: Mapping[str, Any], _: Check) -> tuple[Rows, Rows]:
        """Return (key, score) of the `first` likeliest partners of `of`, and (key, shared key) for each.

        The score is that of Adamic and Adar over what both have to do with: programmes, places, partners.
        """
        start = self.reading.known(execute, arguments["of"])
        affiliations: nx.Graph[int] = nx.Graph()
        for step in (_shared_by, _shared_by, _shared_by):
            statement = compiled(self.reading.dialect, step(self.reading.model, self.reading.dialect))
            wanted = list(affiliations) or [start]
            affiliations.add_edges_from(self.reading.rows(execute, statement, wanted))
        if start not in affiliations:
            return [], []
        known = {start, *(key for row in self.reading.rows(execute, self._partners(), [start]) for key in row)}
        family = self._families(execute, [start, *affiliations])
        pairs = [(start, key) for key in affiliations if key not in known and family.get(key) == family[start]]
        scored = [(key, score) for _, key, score in nx.adamic_adar_index(affiliations, pairs) if score > 0]
        best = sorted(scored, key=lambda each: (-each[1], each[0]))[: arguments["first"]]
        shared = [(key, each) for key, _ in best for each in sorted(nx.common_neighbors(affiliations, start, key))]
        return best, shared

    def _partners(self) -> Statement:
        participation = self.reading.model.table("Participation")
        ours, theirs, owners = participation.alias(), participation.alias(), self.reading.dialect.parents(1)
        shared = (
            select(theirs.c.organization_key)
            .select_from(owners.join(ours, ours.c.organization_key == owners.c.p0))
            .join(theirs, theirs.c.project_key == ours.c.project_key)
        )
        parties = self.reading.model.metadata.tables["partnership_parties"]
        near, far, parents = parties.alias(), parties.alias(), self.reading.dialect.parents(1)
        tied = (
            select(far.c.entity_key)
            .select_from(parents.join(near, near.c.entity_key == parents.c.p0))
            .join(far, far.c.key == near.c.key)
        )
        return compiled(self.reading.dialect, union(shared, tied))

    def _families(self, execute: Execute, keys: Iterable[int]) -> dict[int, str]:
        entity, owners = self.reading.model.entity, self.reading.dialect.parents(1)
        statement = select(entity.c.key, entity.c.type).select_from(owners.join(entity, entity.c.key == owners.c.p0))
        rows = self.reading.rows(execute, compiled(self.reading.dialect, statement), keys)
        return {key: self.reading.model.kinds[kind].prefix for key, kind in rows}


def _shared_by(model: Model, dialect: Dialect) -> Any:
    """Return what some organisations or places have to do with, and who has to do with some things: (key, key)."""
    participation, funding = model.table("Participation"), model.table("Funding")
    organization, parties = model.table("Organization"), model.metadata.tables["partnership_parties"]
    paid = participation.join(funding, funding.c.project_key == participation.c.project_key)
    ours, theirs = parties.alias(), parties.alias()
    both = ours.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    who, what = participation.c.organization_key, funding.c.programme_key
    steps: list[Step] = [
        (paid, (who, what)),
        (paid, (what, who)),
        (both, (ours.c.entity_key, theirs.c.entity_key)),
        (organization, (organization.c.key, organization.c.place_key)),
        (organization, (organization.c.place_key, organization.c.key)),
    ]
    return of_parents(dialect, steps)
