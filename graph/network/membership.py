"""Membership: in which projects and partnerships organisations and places take part, as far as a scope says.

An organisation's are its own. A place's are also those of its organisations, apart: they tie it to the places of other
organisations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, select, union_all

from graph.network.scope import Condition, Scope, span_of_participation, span_of_partnership

ORGANIZATION, PLACE = FAMILIES = ("Organization", "Place")


@dataclass(frozen=True, slots=True)
class Membership:
    """Rows that say who takes part in what, by keys; `of_projects` if that is a project, else it is a partnership."""

    source: FromClause
    entity: ColumnElement[Any]
    tie: ColumnElement[Any]
    where: tuple[Condition, ...]
    of_projects: bool = False


def memberships(scope: Scope, family: str) -> Iterator[Membership]:
    """Yield the memberships of a family of entities, each of tables that nothing else has named."""
    yield _in_projects(scope, family)
    yield _in_partnerships(scope)
    if family == PLACE:
        yield _by_organizations(scope)


def partners(scope: Scope, family: str) -> Select[Any]:
    """Return the partners of some entities: (key, key of a partner, how many ties), the strongest first."""
    owners = scope.dialect.parents(1)
    pairs = []
    for near, far in zip(memberships(scope, family), memberships(scope, family), strict=True):
        columns = (near.entity.label("near"), far.entity.label("far"), near.tie.label("tie"))
        found = select(*columns).select_from(owners.join(near.source, near.entity == owners.c.p0), far.source)
        met = (far.tie == near.tie, far.entity != near.entity, *scope.entity(far.entity, *FAMILIES))
        pairs.append(found.where(*met, *near.where, *far.where))
    pair = union_all(*pairs).subquery()
    count = func.count(pair.c.tie.distinct())
    strongest = select(pair.c.near, pair.c.far, count).group_by(pair.c.near, pair.c.far)
    return strongest.order_by(count.desc(), pair.c.near, pair.c.far).limit(bindparam("most"))


def known(scope: Scope, family: str) -> Select[Any]:
    """Return which of some entities are partners of one, of the parameter `start`: (key)."""
    owners = scope.dialect.parents(1)
    start: ColumnElement[Any] = bindparam("start")
    found = []
    for near, far in zip(memberships(scope, family), memberships(scope, family), strict=True):
        # Looked up, not joined: a hub has many ties, each of which would be compared with all.
        met = (far.tie == near.tie, near.entity == start, far.entity.in_(select(owners.c.p0)))
        source = (near.source, far.source)
        found.append(select(far.entity.label("key")).select_from(*source).where(*met, *near.where, *far.where))
    every = union_all(*found).subquery()
    return select(every.c.key).distinct()


def sizes(scope: Scope, family: str) -> Select[Any]:
    """Return in how many projects and partnerships some entities take part: (key, count)."""
    owners = scope.dialect.parents(1)
    found = []
    for each in memberships(scope, family):
        source = owners.join(each.source, each.entity == owners.c.p0)
        found.append(select(each.entity.label("key"), each.tie.label("tie")).select_from(source).where(*each.where))
    every = union_all(*found).subquery()
    return select(every.c.key, func.count()).group_by(every.c.key).order_by(every.c.key)


def projects(scope: Scope, family: str) -> Membership:
    """Return the membership of a family in projects."""
    return next(each for each in memberships(scope, family) if each.of_projects)


def _in_projects(scope: Scope, family: str) -> Membership:
    part, project, body = (scope.model.table(name).alias() for name in ("Participation", "Project", ORGANIZATION))
    source: FromClause = part
    where = [*scope.row("Participation", part), *scope.entity(part.c.project_key, "Project")]
    if scope.touches:
        source = source.join(project, project.c.key == part.c.project_key)
        where += scope.during(span_of_participation(part, project))
    if family == ORGANIZATION:
        return Membership(source, part.c.organization_key, part.c.project_key, tuple(where), of_projects=True)
    source = source.join(body, body.c.key == part.c.organization_key)
    where += [body.c.place_key.is_not(None), *scope.row(ORGANIZATION, body)]
    return Membership(source, body.c.place_key, part.c.project_key, tuple(where), of_projects=True)


def _in_partnerships(scope: Scope) -> Membership:
    parties = scope.model.metadata.tables["partnership_parties"].alias()
    source, where = _agreed(scope, parties)
    return Membership(source, parties.c.entity_key, parties.c.key, where)


def _by_organizations(scope: Scope) -> Membership:
    parties, body = scope.model.metadata.tables["partnership_parties"].alias(), scope.model.table(ORGANIZATION).alias()
    source, where = _agreed(scope, parties)
    source = source.join(body, body.c.key == parties.c.entity_key)
    where = (*where, body.c.place_key.is_not(None), *scope.row(ORGANIZATION, body))
    return Membership(source, body.c.place_key, parties.c.key, where)


def _agreed(scope: Scope, parties: FromClause) -> tuple[FromClause, tuple[Condition, ...]]:
    partnership = scope.model.table("Partnership").alias()
    where = (*scope.row("Partnership", partnership), *scope.during(span_of_partnership(partnership)))
    return (parties.join(partnership, partnership.c.key == parties.c.key) if where else parties), where
