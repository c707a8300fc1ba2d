"""Bonds: every sort of tie as columns of tables, one for each direction in which it can be followed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, String, cast, literal_column, null

from graph.kinds import Model
from graph.network.scope import (
    PARENT,
    PARTNERSHIP,
    PLACE,
    PROGRAMME,
    PROJECT,
    USUAL,
    Condition,
    Scope,
    Span,
    span_of_participation,
    span_of_partnership,
)

ANY = "Entity"  # whom a partnership joins
NODES = ("Organization", "Place", "Project", "Programme")


@dataclass(frozen=True, slots=True)
class Bond:
    """Ties of one sort, from the entities of one family to those of another; either may be ANY.

    `order` are the columns in whose order the ties of one entity come from an index: one whole number or two.
    Ties whose both ends are known are looked for in the direction that `is_narrow`: from the end that has few of them.
    `full` is the source that also has `relation` and `role`, where `source` leaves out what a search need not read.
    """

    kind: str
    near_kind: str
    far_kind: str
    source: FromClause
    full: FromClause
    near: ColumnElement[Any]
    far: ColumnElement[Any]
    relation: ColumnElement[Any]
    role: ColumnElement[Any]
    via: ColumnElement[Any]
    order: tuple[ColumnElement[Any], ...]
    conditions: tuple[Condition, ...]
    is_narrow: bool


def bonds(model: Model, scope: Scope) -> list[Bond]:
    """Return every sort of tie, in the order in which they are told of."""
    return [
        _partnerships(model, scope),
        *_participations(model, scope),
        *_fundings(model, scope),
        *_links(model, scope, PARENT, "Organization"),
        *_links(model, scope, PLACE, "Place"),
    ]


def wanted(found: Iterable[Bond], via: Iterable[str] | None) -> Iterator[int]:
    """Yield the numbers of the bonds of some kinds of tie, of the usual ones if none are named."""
    kinds = USUAL if via is None else frozenset(via)
    return (number for number, each in enumerate(found) if each.kind in kinds)


_NOTHING, _NO_ROLE = cast(null(), BigInteger), cast(null(), String)


def _partnerships(model: Model, scope: Scope) -> Bond:
    parties, partnership = model.metadata.tables["partnership_parties"], model.table("Partnership").alias()
    ours, theirs = parties.alias(), parties.alias()
    both = ours.join(theirs, (theirs.c.key == ours.c.key) & (theirs.c.entity_key != ours.c.entity_key))
    full = both.join(partnership, partnership.c.key == ours.c.key)
    said = [*scope.row("Partnership", partnership), *scope.during(span_of_partnership(partnership))]
    return Bond(
        PARTNERSHIP,
        ANY,
        ANY,
        full if said else both,
        full,
        ours.c.entity_key,
        theirs.c.entity_key,
        partnership.c.kind,
        theirs.c.role,
        ours.c.key,
        (ours.c.key, theirs.c.position),
        (*said, *scope.entity(theirs.c.entity_key, *NODES)),
        is_narrow=True,
    )


def _participations(model: Model, scope: Scope) -> Iterator[Bond]:
    for near_kind, far_kind in (("Organization", "Project"), ("Project", "Organization")):
        part, project = model.table("Participation").alias(), model.table("Project").alias()
        timed = part.join(project, project.c.key == part.c.project_key)
        source = timed if scope.touches else part
        far = part.c[f"{far_kind.lower()}_key"]
        yield Bond(
            PROJECT,
            near_kind,
            far_kind,
            source,
            source,
            part.c[f"{near_kind.lower()}_key"],
            far,
            part.c.role,
            part.c.role,
            part.c.key,
            (part.c.key,),
            (
                *scope.row("Participation", part),
                *scope.entity(far, far_kind),
                *scope.during(span_of_participation(part, project)),
            ),
            is_narrow=near_kind == "Project",
        )


def _fundings(model: Model, scope: Scope) -> Iterator[Bond]:
    for near_kind, far_kind in (("Project", "Programme"), ("Programme", "Project")):
        grant, project = model.table("Funding").alias(), model.table("Project").alias()
        source = grant.join(project, project.c.key == grant.c.project_key) if scope.touches else grant
        far = grant.c[f"{far_kind.lower()}_key"]
        yield Bond(
            PROGRAMME,
            near_kind,
            far_kind,
            source,
            source,
            grant.c[f"{near_kind.lower()}_key"],
            far,
            literal_column("'programme'", String),
            _NO_ROLE,
            grant.c.key,
            (grant.c.key,),
            (*scope.entity(far, far_kind), *scope.during(Span.of(project))),
            is_narrow=near_kind == "Project",
        )


def _links(model: Model, scope: Scope, kind: str, target: str) -> Iterator[Bond]:
    """Yield the two directions of a link of organisations; a link has no time of its own, and holds at any."""
    name = kind.lower()
    for forward in (True, False):
        body = model.table("Organization").alias()
        ends = (body.c.key, body.c[f"{name}_key"])
        near, far = ends if forward else ends[::-1]
        kinds = ("Organization", target) if forward else (target, "Organization")
        # Whoever follows it back names the other end, and so that there is one.
        there = [ends[1].is_not(None)] if forward else []
        yield Bond(
            kind,
            *kinds,
            body,
            body,
            near,
            far,
            literal_column(f"'{name}'", String),
            _NO_ROLE,
            _NOTHING,
            (body.c.key,),
            (*there, *scope.entity(far, kinds[1])),
            is_narrow=forward,
        )
