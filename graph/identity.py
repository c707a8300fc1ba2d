"""Identity: whom an id means. Once two entities are merged, the ids of both mean the one that is kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, func, select

from graph.kinds import Model
from graph.values import EntityId


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an id means, and whether they are in the graph now or were withdrawn."""

    id: EntityId
    is_there: bool


def key_meant(model: Model, name: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Return the key of the entity that an id means; null for an id that the graph never had."""
    entity = model.entity.alias()
    return keys_meant(model, entity, entity.c.id == name).scalar_subquery()


def keys_meant(model: Model, entity: FromClause, condition: ColumnElement[bool]) -> Select[Any]:
    """Return the keys of the entities that ids mean, those of the rows of `entity` that meet a condition."""
    source, key = meant(model, entity)
    return select(key).select_from(source).where(condition)


def meant(model: Model, entity: FromClause, source: FromClause | None = None) -> tuple[FromClause, ColumnElement[Any]]:
    """Return the rows of ids in `source`, by themselves if there is none, and the key of whom each of them means."""
    merged = model.metadata.tables["merged"].alias()
    joined = (entity if source is None else source).outerjoin(merged, merged.c.key == entity.c.key)
    return joined, func.coalesce(merged.c.kept_key, entity.c.key)


def whom(model: Model, name: ColumnElement[Any]) -> Select[Any]:
    """Return the id and the state of whom an id means."""
    kept = model.entity.alias()
    return select(kept.c.id, kept.c.state).where(kept.c.key == key_meant(model, name))


def others(model: Model, kept: ColumnElement[Any] | None = None) -> Select[Any]:
    """Return the ids of entities and of who was merged into each: into every one, or into the one of an id."""
    merged, entity, other = model.metadata.tables["merged"], model.entity.alias(), model.entity.alias()
    found = (
        select(entity.c.id, other.c.id)
        .select_from(merged)
        .join(entity, entity.c.key == merged.c.kept_key)
        .join(other, other.c.key == merged.c.key)
        .order_by(entity.c.id, other.c.id)
    )
    return found if kept is None else found.where(entity.c.id == kept)
