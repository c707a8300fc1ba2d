"""Leads: what is read of those among whom a partner may be found - programmes, towns, target groups.

Each statement is of some entities by their keys, in the parameter `parents`, and reads a bounded number of rows.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, union_all

from graph.network.membership import ORGANIZATION, projects
from graph.network.reasons import LANGUAGES
from graph.network.scope import Scope

LARGE = 1_000  # grants of a programme: that of so many projects says nothing of who belongs together
TWIN_TOWNS = "TWIN_TOWNS"


def programmes(scope: Scope, family: str) -> Select[Any]:
    """Return the programmes that pay for what entities take part in: (key, how many grants, at most LARGE)."""
    owners, part = scope.dialect.parents(1), projects(scope, family)
    funding = scope.model.table("Funding").alias()
    source = owners.join(part.source, part.entity == owners.c.p0).join(funding, funding.c.project_key == part.tie)
    paid = select(funding.c.programme_key.label("key")).select_from(source)
    paid = paid.where(*part.where, *scope.entity(funding.c.programme_key, "Programme")).distinct()
    programme = paid.limit(bindparam("most")).subquery()
    grant = scope.model.table("Funding").alias()
    grants = select(grant.c.key).where(grant.c.programme_key == programme.c.key).correlate(programme).limit(LARGE)
    count = select(func.count()).select_from(grants.subquery()).scalar_subquery()
    return select(programme.c.key, count).order_by(programme.c.key)


def paid(scope: Scope, family: str) -> Select[Any]:
    """Return who takes part in what programmes pay for: (programme key, entity key)."""
    owners, part = scope.dialect.parents(1), projects(scope, family)
    funding = scope.model.table("Funding").alias()
    source = owners.join(funding, funding.c.programme_key == owners.c.p0)
    source = source.join(part.source, part.tie == funding.c.project_key)
    found = select(funding.c.programme_key, part.entity).select_from(source).where(*part.where).distinct()
    return found.order_by(funding.c.programme_key, part.entity).limit(bindparam("most"))


def homes(scope: Scope, family: str) -> Select[Any]:
    """Return where those of some entities are that are of a family: (key, type, place, country, and coordinates)."""
    owners, place, entity = scope.dialect.parents(1), scope.model.table("Place").alias(), scope.model.entity.alias()
    row = scope.model.table(family).alias()
    source = owners.join(row, row.c.key == owners.c.p0).join(entity, entity.c.key == row.c.key)
    home = row.c.place_key if family == ORGANIZATION else row.c.key
    source = source.outerjoin(place, place.c.key == home)
    columns = (row.c.key, entity.c.type, place.c.key, place.c.country_key, place.c.latitude, place.c.longitude)
    return select(*columns).select_from(source).where(*scope.entity(row.c.key, family)).order_by(row.c.key)


def twin_towns(scope: Scope, _: str) -> Select[Any]:
    """Return the twin towns of some places: (key, key of the other, key of the partnership)."""
    owners, partnership = scope.dialect.parents(1), scope.model.table("Partnership").alias()
    ours, theirs = (scope.model.metadata.tables["partnership_parties"].alias() for _ in range(2))
    source = owners.join(ours, ours.c.entity_key == owners.c.p0).join(partnership, partnership.c.key == ours.c.key)
    source = source.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    found = select(ours.c.entity_key, theirs.c.entity_key, partnership.c.key).select_from(source)
    found = found.where(partnership.c.kind == literal(TWIN_TOWNS), *scope.row("Partnership", partnership))
    return found.order_by(ours.c.entity_key, theirs.c.entity_key, partnership.c.key).limit(bindparam("most"))


def nearby(scope: Scope, _: str) -> Select[Any]:
    """Return the places within some bounds, the nearest to their middle first: (key)."""
    place = scope.model.table("Place").alias()
    between = [
        place.c[axis].between(bindparam(f"least_{axis}"), bindparam(f"greatest_{axis}"))
        for axis in ("latitude", "longitude")
    ]
    found = select(place.c.key).where(*between)
    away = func.abs(place.c.latitude - bindparam("latitude")) + func.abs(place.c.longitude - bindparam("longitude"))
    return found.order_by(away, place.c.key).limit(bindparam("most"))


def counts(scope: Scope, _: str) -> Select[Any]:
    """Return how many organisations are in some places: (key, count)."""
    owners, body = scope.dialect.parents(1), scope.model.table(ORGANIZATION).alias()
    found = select(body.c.place_key, func.count()).select_from(owners.join(body, body.c.place_key == owners.c.p0))
    return found.group_by(body.c.place_key).order_by(body.c.place_key)


def inhabitants(scope: Scope, _: str) -> Select[Any]:
    """Return the organisations in some places: (place key, key)."""
    owners, body = scope.dialect.parents(1), scope.model.table(ORGANIZATION).alias()
    found = select(body.c.place_key, body.c.key).select_from(owners.join(body, body.c.place_key == owners.c.p0))
    return (
        found.where(*scope.entity(body.c.key, ORGANIZATION)).order_by(*found.selected_columns).limit(bindparam("most"))
    )


def target_groups(scope: Scope, family: str) -> Select[Any]:
    """Return whom projects are for in which entities take part: (key, target group key, its text or a kind of body)."""
    model, found = scope.model, []
    for by_kind in (False, True):
        owners, part, group = scope.dialect.parents(1), projects(scope, family), model.table("TargetGroup").alias()
        source = owners.join(part.source, part.entity == owners.c.p0).join(group, group.c.project_key == part.tie)
        said: ColumnElement[Any] = group.c.text_folded
        if by_kind:
            kinds = model.metadata.tables["target_group_organization_kinds"].alias()
            source, said = source.join(kinds, kinds.c.key == group.c.key), kinds.c.code
        found.append(
            select(part.entity.label("a"), group.c.key.label("b"), said.label("c"))
            .select_from(source)
            .where(*part.where)
        )
    every = union_all(*found).subquery()
    return select(*every.c).distinct().order_by(*every.c).limit(bindparam("most"))


def names(scope: Scope, _: str) -> Select[Any]:
    """Return what some entities are called: (key, the name in each of LANGUAGES, if it has one in that)."""
    owners, entity = scope.dialect.parents(1), scope.model.entity.alias()
    columns: list[ColumnElement[Any]] = [entity.c.key]
    for language in LANGUAGES:
        translation = scope.model.metadata.tables["translation"].alias()
        named = select(translation.c.text).where(
            translation.c.entity_key == entity.c.key,
            translation.c.property == literal("name"),
            translation.c.language == literal(language),
        )
        columns.append(func.coalesce(named.correlate(entity).scalar_subquery(), entity.c.label))
    return select(*columns).select_from(owners.join(entity, entity.c.key == owners.c.p0)).order_by(entity.c.key)
