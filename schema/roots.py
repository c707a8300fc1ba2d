"""Roots: where a query begins."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import true

from graph import network
from graph.errors import RequestError
from graph.identity import key_meant, meant
from graph.kinds import Kind
from graph.rows import ACTIVE
from graph.ties import of_kind
from schema import fields, search
from schema.arguments import Leaf, Tree, constant
from schema.binds import Bind
from schema.keyset import page_size
from schema.levels import Level, Sought
from schema.plan import Computation
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


def _computed(
    planner: Planner, key: str, compute: Callable[..., Any], arguments: Mapping[str, tuple[Tree, Any]], tables: int
) -> list[Level]:
    """Return the levels that an algorithm fills, one for each table of rows that it gives."""
    levels = [planner.level() for _ in range(tables)]
    binds = {
        name: Bind(tree if isinstance(tree, Leaf) else constant(tree), convert)
        for name, (tree, convert) in arguments.items()
    }
    planner.computations.append(
        Computation(
            key,
            partial(compute, network.Network(planner.model, planner.dialect)),
            binds,
            tuple(level.index for level in levels),
        )
    )
    return levels


def _size(planner: Planner, default: int) -> Callable[[int | None], int]:
    return lambda size: default if size is None else page_size(size, planner.limits)


def _path(planner: Planner, selected: Selected) -> str:
    given = selected.arguments
    arguments = {
        "start": (given["from"], str),
        "end": (given["to"], str),
        "limit": (given.get("maxLength"), _size(planner, 8)),
    }
    paths, nodes, hops = _computed(planner, selected.key, network.Network.path, arguments, 3)
    made = planner.plain(
        selected,
        "Path",
        {
            "length": lambda _: "r[0]",
            "nodes": lambda each: f"[{planner.reference(nodes, 0, each)} for r in rows[{nodes.index}]]",
            "hops": lambda each: _hops(planner, hops, each),
        },
    )
    return f"next(({made} for r in rows[{paths.index}]), None)"


def _neighbourhood(planner: Planner, selected: Selected) -> str:
    given = selected.arguments
    arguments = {
        "of": (given["of"], str),
        "depth": (given.get("depth"), _size(planner, 1)),
    }
    nodes, hops = _computed(planner, selected.key, network.Network.neighbourhood, arguments, 2)
    made = planner.plain(
        selected,
        "Neighbourhood",
        {
            "nodes": lambda each: f"[{planner.reference(nodes, 0, each)} for r in rows[{nodes.index}]]",
            "hops": lambda each: _hops(planner, hops, each),
        },
    )
    return f"({made} if rows[{nodes.index}] else None)"


def _suggestions(planner: Planner, selected: Selected) -> str:
    given = selected.arguments
    arguments = {
        "of": (given["of"], str),
        "first": (given.get("first"), _size(planner, 10)),
    }
    found, shared = _computed(planner, selected.key, network.Network.suggestions, arguments, 2)
    made = planner.plain(
        selected,
        "Suggestion",
        {
            "entity": lambda each: planner.reference(found, 0, each),
            "score": lambda _: "r[1]",
            "shared": lambda each: _shared(planner, shared, each),
        },
    )
    # An algorithm that knows the id gives a list, if an empty one.
    return f"(None if rows[{found.index}] == () else [{made} for r in rows[{found.index}]])"


def _shared(planner: Planner, level: Level, selected: Selected) -> str:
    rows = planner.code.grouped(level.index, 1)
    expression = planner.reference(level, 1, selected)
    name = planner.code.function("k", f"return [{expression} for r in {rows}.get(k, ())]")
    return f"{name}(r[0])"


def _hops(planner: Planner, hops: Level, selected: Selected) -> str:
    made = planner.plain(
        selected,
        "Hop",
        {
            "from": lambda each: planner.reference(hops, 0, each),
            "to": lambda each: planner.reference(hops, 1, each),
            "relation": lambda _: "r[2]",
            "via": lambda each: planner.reference(hops, 3, each),
        },
    )
    return f"[{made} for r in rows[{hops.index}]]"


def _statistics(planner: Planner, selected: Selected) -> str:
    totals, kinds = _computed(planner, selected.key, network.Network.statistics, {}, 2)

    def counts(each: Selected) -> str:
        made = planner.plain(each, "KindCount", {"kind": lambda _: "r[0]", "count": lambda _: "r[1]"})
        return f"[{made} for r in rows[{kinds.index}]]"

    numbers = {name: fields.cell(at) for at, name in enumerate(("revision", "entities", "evidence", "quotes"))}
    made = planner.plain(selected, "Statistics", {**numbers, "kinds": counts})
    return f"next({made} for r in rows[{totals.index}])"


ROOTS: Mapping[str, Callable[[Planner, Selected], str]] = {
    "node": _node,
    "nodes": _nodes,
    "search": search.search,
    "path": _path,
    "neighbourhood": _neighbourhood,
    "suggestedPartners": _suggestions,
    "statistics": _statistics,
}
