"""Ties: which entities belong to which, for every list of the model - links from the other side, and derived ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Table,
    cast,
    distinct,
    func,
    null,
    select,
    true,
    union_all,
)

from graph.kinds import Kind, Model
from graph.properties import Property
from graph.values import EntityId

Key = ColumnElement[Any]


class Partner:
    """With whom an organisation or a place worked: entity_key, projects, partnerships (counts), since."""


def tied(model: Model, item: Property, member: FromClause, owner: Key) -> ColumnElement[bool]:
    """Return the condition that a row of a list's target is on the list of `owner`, the key of an entity."""
    if item.inverse:
        return member.c[f"{item.inverse}_key"] == owner
    if item.derivation in TREES:
        return TREES[item.derivation](model, item, member, owner)
    between, members, owners = _between(model, item)
    return member.c.key.in_(_keys(between.c[members], between.c[owners] == owner))


def of_kind(kind: Kind, row: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row of a table that kinds share is of one of them."""
    return row.c.type == kind.name if kind.parent else true()


@dataclass(frozen=True, slots=True)
class Way:
    """The table that leads to a list: its columns for the owner and for the member, whose `row` it may itself be."""

    table: FromClause
    owner: Key
    member: Key
    row: FromClause | None = None


def way_to(model: Model, item: Property) -> Way | None:
    """Return the way from an entity to the members, or the values, of one of its lists. None for one along a tree."""
    if item.type is not EntityId:
        values = model.list_table(item).alias()
        return Way(values, values.c.key, values.c.key)
    if item.inverse:
        member = model.table(item.target or "Entity").alias()
        return Way(member, member.c[f"{item.inverse}_key"], member.c.key, member)
    if item.derivation in TREES:
        return None
    between, members, owners = _between(model, item)
    return Way(between, between.c[owners], between.c[members])


def _between(model: Model, item: Property) -> tuple[FromClause, str, str]:
    """Return the table that ties owners to members, and the columns in which the keys of each stand."""
    if item.derivation:
        table, members, owners = BETWEEN[item.derivation]
        return model.metadata.tables[table].alias(), members, owners
    return model.list_table(item).alias(), "value_key", "key"


def _keys(column: Any, condition: ColumnElement[bool]) -> Select[Any]:
    """Select from the table of a column; whatever else the condition names stands outside, however far."""
    return select(column).where(condition).correlate_except(column.table)


def under(tree: Table, root: Key) -> ColumnElement[Any]:
    """Return the keys of an entity of a tree and of every one below it, as a subquery."""
    return select(_down(tree, root).c.key).scalar_subquery()


def depth(tree: Table, key: Key) -> ColumnElement[Any]:
    """Return how many entities of a tree stand above one."""
    return select(func.count()).select_from(_up(tree, key)).scalar_subquery()


def _up(tree: Table, key: Key) -> CTE:
    one = tree.alias()
    first = select(one.c.parent_key.label("key")).where(one.c.key == key, one.c.parent_key.is_not(None))
    above = first.correlate_except(one).cte(recursive=True, nesting=True)
    two = tree.alias()
    return above.union(
        select(two.c.parent_key).join(above, above.c.key == two.c.key).where(two.c.parent_key.is_not(None))
    )


def _down(tree: Table, key: Key) -> CTE:
    one = tree.alias()
    # The root itself, read from the tree: an id of something else has nothing below it.
    below = select(one.c.key).where(one.c.key == key).correlate_except(one).cte(recursive=True, nesting=True)
    child = tree.alias()
    return below.union(select(child.c.key).join(below, below.c.key == child.c.parent_key))


def _ancestors(model: Model, item: Property, member: FromClause, owner: Key) -> ColumnElement[bool]:
    return member.c.key.in_(select(_up(model.table(item.kind), owner).c.key))


def _projects_of_programme(model: Model, _: Property, member: FromClause, owner: Key) -> ColumnElement[bool]:
    funding, programme = model.table("Funding"), model.table("Programme")
    below = select(_down(programme, owner).c.key)
    return member.c.key.in_(_keys(funding.c.project_key, funding.c.programme_key.in_(below)))


def _organizations_of_place(model: Model, _: Property, member: FromClause, owner: Key) -> ColumnElement[bool]:
    return member.c.place_key.in_(select(_down(model.table("Place"), owner).c.key))


TREES: Mapping[str | None, Callable[[Model, Property, FromClause, Key], ColumnElement[bool]]] = {
    "ancestors": _ancestors,
    "projects_of_programme": _projects_of_programme,
    "organizations_of_place": _organizations_of_place,
}
BETWEEN: Mapping[str, tuple[str, str, str]] = {
    "partnerships_of_party": ("partnership_parties", "key", "entity_key"),
    "projects_of_organization": ("participation", "project_key", "organization_key"),
    "programmes_of_project": ("funding", "programme_key", "project_key"),
}


def partners(model: Model, kind: str, owner: Key) -> Select[Any]:
    """Return the partners of an organisation or a place: owner_key, entity_key, projects, partnerships, since.

    An organisation's are those with whom it shares a project or a partnership; a place's are also the places of the
    organisations with whom its own do. `since` is the earliest and the latest day that the first tie may have begun,
    both in one string.
    """
    shared = _shared(model, kind, owner)
    return select(
        shared.c.owner_key,
        shared.c.entity_key,
        func.count(distinct(shared.c.project_key)).label("projects"),
        func.count(distinct(shared.c.partnership_key)).label("partnerships"),
        func.min(shared.c.since).label("since"),
    ).group_by(shared.c.owner_key, shared.c.entity_key)


def shared_with(model: Model, kind: str, owner: Key, other: Key, column: str) -> Select[Any]:
    """Return the keys of the projects or partnerships (`column`) that an entity shares with another."""
    shared = _shared(model, kind, owner)
    found = select(shared.c[column]).where(shared.c.entity_key == other, shared.c[column].is_not(None))
    return found.correlate_except(shared)


def _shared(model: Model, kind: str, owner: Key) -> Subquery:
    ties = [_by_partnership(model, owner, None), _by_project(model, owner, "organization_key")]
    if kind == "Place":
        ties = [_by_partnership(model, owner, None), _by_partnership(model, owner, "place_key")]
        ties.append(_by_project(model, owner, "place_key"))
    return union_all(*ties).subquery()


def _by_project(model: Model, owner: Key, end: str) -> Select[Any]:
    participation, project, organization = (model.table(each) for each in ("Participation", "Project", "Organization"))
    ours, theirs = participation.alias(), participation.alias()
    source: FromClause = ours.join(theirs, theirs.c.project_key == ours.c.project_key)
    source = source.join(project, project.c.key == ours.c.project_key)
    near, far = ours.c.organization_key, theirs.c.organization_key
    if end == "place_key":
        our_body, their_body = organization.alias(), organization.alias()
        source = source.join(our_body, our_body.c.key == near).join(their_body, their_body.c.key == far)
        near, far = our_body.c.place_key, their_body.c.place_key
    since = func.coalesce(ours.c.start_date_first + ours.c.start_date_last, _start(project))
    columns = (
        near.label("owner_key"),
        far.label("entity_key"),
        ours.c.project_key,
        cast(null(), BigInteger).label("partnership_key"),
        since.label("since"),
    )
    found = select(*columns).select_from(source).where(near == owner, far != owner)
    return found.correlate_except(*source.selectable._from_objects)


def _by_partnership(model: Model, owner: Key, end: str | None) -> Select[Any]:
    parties, partnership = model.metadata.tables["partnership_parties"], model.table("Partnership")
    ours, theirs, organization = parties.alias(), parties.alias(), model.table("Organization")
    source: FromClause = ours.join(theirs, theirs.c.key == ours.c.key)
    source = source.join(partnership, partnership.c.key == ours.c.key)
    near, far = ours.c.entity_key, theirs.c.entity_key
    if end:
        our_body, their_body = organization.alias(), organization.alias()
        source = source.join(our_body, our_body.c.key == near).join(their_body, their_body.c.key == far)
        near, far = our_body.c[end], their_body.c[end]
    since = func.coalesce(_start(partnership), partnership.c.signed_first + partnership.c.signed_last)
    columns = (
        near.label("owner_key"),
        far.label("entity_key"),
        cast(null(), BigInteger).label("project_key"),
        partnership.c.key.label("partnership_key"),
        since.label("since"),
    )
    found = select(*columns).select_from(source).where(near == owner, far != owner)
    return found.correlate_except(*source.selectable._from_objects)


def _start(table: Table) -> ColumnElement[Any]:
    started: ColumnElement[Any] = table.c.start_date_first + table.c.start_date_last
    return started
