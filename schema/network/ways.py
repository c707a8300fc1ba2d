"""Ways: paths and neighbourhoods."""

from graph.network.ways import Ways
from schema.levels import Level
from schema.network.computing import computed, reading, size
from schema.network.hops import Hops
from schema.planner import Planner
from schema.selection import Selected


def path(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    given = selected.arguments
    arguments = {
        "start": (given["from"], str),
        "end": (given["to"], str),
        "limit": (given.get("maxLength"), size(planner, 8)),
    }
    paths, nodes, hops = computed(planner, selected.key, Ways(reading(planner)).path, arguments, 3)
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


def neighbourhood(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    given = selected.arguments
    arguments = {
        "of": (given["of"], str),
        "depth": (given.get("depth"), size(planner, 1)),
    }
    nodes, hops = computed(planner, selected.key, Ways(reading(planner)).neighbourhood, arguments, 2)
    made = planner.plain(
        selected,
        "Neighbourhood",
        {
            "nodes": lambda each: f"[{planner.reference(nodes, 0, each)} for r in rows[{nodes.index}]]",
            "hops": lambda each: _hops(planner, hops, each),
        },
    )
    return f"({made} if rows[{nodes.index}] else None)"


def _hops(planner: Planner, hops: Level, selected: Selected) -> str:
    made = planner.plain(
        selected,
        "Hop",
        {
            "from": lambda each: planner.reference(hops, 0, each),
            "to": lambda each: planner.reference(hops, 1, each),
            "relation": lambda _: "r[2]",
            **Hops(planner, hops, 3).fields,
        },
    )
    return f"[{made} for r in rows[{hops.index}]]"
