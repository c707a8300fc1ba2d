"""Ties: which kinds of the model join others, and the statements that say what joins whom."""

from collections.abc import Mapping

from sqlalchemy import bindparam, distinct, func, select

from graph.kinds import Kind, Model
from graph.network.ties import Step, of_parents
from graph.properties import Property
from graph.sql.dialects import Dialect, Statement, compiled

NODES = ("organization", "place", "programme", "project")  # families, by the prefix of their ids
# Of an entity that is a tie, the links to what it joins. What a partnership joins are its parties.
TIES: Mapping[str, tuple[str, ...]] = {
    "funding": ("programme", "project"),
    "participation": ("organization", "project"),
    "partnership": (),
}
PARTIES = "parties"
MERELY_SAID = {"country"}  # what holds a place, its parent, is in that country too
SHARED = {"organization": "project", "project": "organization"}  # who is joined by having parts in the same


def links(model: Model, family: Kind) -> tuple[Property, ...]:
    """Return the links of a family of nodes that are edges to other nodes."""
    members = (family, *model.members(family.name))
    found = {item.name: item for kind in members for item in kind.stored if item.is_link}
    return tuple(
        item
        for item in found.values()
        if item.name not in MERELY_SAID and item.target and model.kinds[item.target].prefix in NODES
    )


def ends_of_ties(model: Model, dialect: Dialect) -> Statement:
    """Return (tie key, end key) of some ties by their keys."""
    steps: list[Step] = []
    for name, ends in TIES.items():
        table = model.table(name.capitalize())
        steps += [(table, (table.c.key, table.c[f"{end}_key"])) for end in ends]
    parties = model.metadata.tables["partnership_parties"]
    return compiled(dialect, of_parents(dialect, [*steps, (parties, (parties.c.key, parties.c.entity_key))]))


def ties_between(model: Model, dialect: Dialect) -> Statement:
    """Return (near key, far key, tie key) of some nodes by their keys: each tie from one of its ends at least.

    Projects lead to their organisations and programmes: these may have any number of projects.
    """
    participation, funding = model.table("Participation"), model.table("Funding")
    parties = model.metadata.tables["partnership_parties"]
    ours, theirs = parties.alias(), parties.alias()
    both = ours.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    steps: list[Step] = [
        (participation, (participation.c.project_key, participation.c.organization_key, participation.c.key)),
        (funding, (funding.c.project_key, funding.c.programme_key, funding.c.key)),
        (both, (ours.c.entity_key, theirs.c.entity_key, ours.c.key)),
    ]
    return compiled(dialect, of_parents(dialect, steps))


def sharers(model: Model, dialect: Dialect, prefix: str) -> Statement:
    """Return (near id, far id, far key, how many they share) of some organisations, or projects, by their keys.

    Each pair once, from the one whose id comes first, in the order of ids.
    """
    participation = model.table("Participation")
    ours, theirs = participation.alias(), participation.alias()
    near, far, owners = model.entity.alias(), model.entity.alias(), dialect.parents(1)
    own, shared = f"{prefix}_key", f"{SHARED[prefix]}_key"
    source = (
        ours.join(owners, ours.c[own] == owners.c.p0)
        .join(theirs, theirs.c[shared] == ours.c[shared])
        .join(near, near.c.key == ours.c[own])
        .join(far, far.c.key == theirs.c[own])
    )
    columns = near.c.id, far.c.id, far.c.key
    statement = select(*columns, func.count(distinct(ours.c[shared]))).select_from(source)
    return compiled(dialect, statement.where(near.c.id < far.c.id).group_by(*columns).order_by(*columns))


def keys_of(model: Model, dialect: Dialect) -> Statement:
    """Return (id, key) of some entities by their ids, the parameter `ids`."""
    entity = model.entity
    return compiled(dialect, select(entity.c.id, entity.c.key).where(dialect.member(entity.c.id, bindparam("ids"))))


def ids_of(model: Model, dialect: Dialect) -> Statement:
    """Return (id) of some entities by their keys."""
    entity, owners = model.entity, dialect.parents(1)
    return compiled(dialect, select(entity.c.id).select_from(owners.join(entity, entity.c.key == owners.c.p0)))
