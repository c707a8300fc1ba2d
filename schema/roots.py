"""Roots: where a query begins."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import true

from graph.errors import RequestError
from graph.identity import key_meant, meant
from graph.kinds import Kind
from graph.rows import ACTIVE
from graph.ties import of_kind
from schema import fields, search
from schema.levels import Sought
from schema.network.measures import bridges, centrality, communities
from schema.network.statistics import statistics
from schema.network.suggestions import suggestions
from schema.network.ties import ties
from schema.network.ways import neighbourhood, path, paths
from schema.planner import Planner
from schema.rows import Row
from schema.selection import Selected


def expression(planner: Planner, selected: Selected) -> str:
    """Return the expression of a root field."""
    if selected.name == "__typename":
        return repr("Query")
    if selected.name in ROOTS:
        return ROOTS[selected.name](planner, selected)
    kind = next(each for each in planner.model.kinds.values() if each.plural == selected.name)
    return _all(planner, kind, selected)


def _all(planner: Planner, kind: Kind, selected: Selected) -> str:
    return planner.list(
        None,
        selected,
        kind.name,
        lambda table, _: of_kind(kind, table),
        lambda table: fields.by_key(planner.model, kind.name, table),
    )


def _node(planner: Planner, selected: Selected) -> str:
    level = planner.level()
    entity = planner.model.entity.alias()
    level.join(entity, true())
    key = key_meant(planner.model, level.binds(selected.arguments["id"]))
    level.where += [entity.c.key == key, entity.c.state == ACTIVE]
    level.sought = Sought(selected.key, selected.arguments["id"])
    row = Row(level, "Entity", entity.c.key, entity=entity)
    made = planner.entity(row, selected, "Entity")
    return f"next(({made} for r in rows[{level.index}]), None)"


def _nodes(planner: Planner, selected: Selected) -> str:
    level = planner.level()
    named, entity = planner.model.entity.alias(), planner.model.entity.alias()
    wanted = planner.dialect.ordered(level.binds(selected.arguments["ids"], _ids(planner)))
    source, key = meant(planner.model, named, wanted.outerjoin(named, named.c.id == wanted.c.value))
    level.source = source.outerjoin(entity, (entity.c.key == key) & (entity.c.state == ACTIVE))
    level.order.append(wanted.c.position)
    level.columns.append(entity.c.key)
    level.sought = Sought(selected.key, selected.arguments["ids"])
    row = Row(level, "Entity", entity.c.key, entity=entity)
    made = planner.entity(row, selected, "Entity")
    return f"[None if r[{row.key_column}] is None else {made} for r in rows[{level.index}]]"


def _ids(planner: Planner) -> Callable[[list[str]], Any]:
    def convert(ids: list[str]) -> Any:
        if len(ids) > planner.limits.ids:
            raise RequestError(
                f"At most {planner.limits.ids} ids are looked up at once, not {len(ids)}.", "TOO_MANY_IDS"
            )
        return planner.dialect.list_value(ids)

    return convert


ROOTS: Mapping[str, Callable[[Planner, Selected], str]] = {
    "node": _node,
    "nodes": _nodes,
    "search": search.search,
    "path": path,
    "paths": paths,
    "neighbourhood": neighbourhood,
    "ties": ties,
    "suggestedPartners": suggestions,
    "centrality": centrality,
    "communities": communities,
    "bridges": bridges,
    "statistics": statistics,
}
