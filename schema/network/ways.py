"""Ways: paths and neighbourhoods."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import RequestError
from graph.network.vicinity import LARGEST, Vicinity
from graph.network.ways import Ways
from schema.arguments import Tree
from schema.network.computing import computed, reading
from schema.network.hops import PATH, Hops
from schema.network.scope import Scoped
from schema.planner import Planner
from schema.selection import Selected

LONGEST, FARTHEST, MOST_PATHS = 100, 10, 20  # hops of a path, hops around an entity, paths at a time

Arguments = Mapping[str, tuple[Tree, Any]]


def path(planner: Planner, selected: Selected) -> str:
    """Return the expression of the shortest path."""
    paths, made = _paths(planner, selected, {"first": (None, lambda _: 1)})
    return f"next(({made} for r in rows[{paths}]), None)"


def paths(planner: Planner, selected: Selected) -> str:
    """Return the expression of the shortest paths: null if an end is unknown."""
    first = (selected.arguments.get("first"), _number("first", 3, 1, MOST_PATHS))
    found, made = _paths(planner, selected, {"first": first})
    return f"(None if rows[{found}] == () else [{made} for r in rows[{found}]])"


def _paths(planner: Planner, selected: Selected, more: Arguments) -> tuple[int, str]:
    given, scoped = selected.arguments, Scoped.of(planner, selected, ends=("start", "end"))
    arguments: dict[str, tuple[Tree, Any]] = {
        "from": (given["from"], str),
        "to": (given["to"], str),
        "limit": (given.get("maxLength"), _number("maxLength", 8, 1, LONGEST)),
        "via": (given.get("via"), lambda names: names),
        **more,
    }
    ways = Ways(reading(planner), scoped.scope)
    found, nodes, rows = computed(planner, selected.key, ways.paths, arguments, 3, scoped.binds)
    hops = Hops(planner, rows, nodes, 1)
    on_path, between = (f"{planner.code.grouped(level.index, 1)}.get(r[{PATH}], ())" for level in (nodes, rows))
    made = planner.plain(
        selected,
        "Path",
        {
            "length": lambda _: "r[1]",
            "nodes": lambda each: f"[{planner.reference(nodes, 1, each)} for r in {on_path}]",
            "hops": lambda each: hops.list(each, between),
            "sentence": lambda each: hops.sentence(each, between, f"{on_path}[0][1]"),
        },
    )
    return found.index, made


def neighbourhood(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    given, scoped = selected.arguments, Scoped.of(planner, selected, ends=("start",))
    arguments: dict[str, tuple[Tree, Any]] = {
        "of": (given["of"], str),
        "depth": (given.get("depth"), _number("depth", 1, 1, FARTHEST)),
        "limit": (given.get("limit"), _number("limit", LARGEST, 1, LARGEST)),
        "kinds": (given.get("kinds"), lambda names: names),
        "via": (given.get("via"), lambda names: names),
    }
    around = Vicinity(reading(planner), scoped.scope)
    found, nodes, rows = computed(planner, selected.key, around.neighbourhood, arguments, 3, scoped.binds)
    hops = Hops(planner, rows, nodes, 0)
    made = planner.plain(
        selected,
        "Neighbourhood",
        {
            "nodes": lambda each: f"[{planner.reference(nodes, 0, each)} for r in rows[{nodes.index}]]",
            "hops": lambda each: hops.list(each, f"rows[{rows.index}]"),
            "isCut": lambda _: "r[0]",
        },
    )
    return f"next(({made} for r in rows[{found.index}]), None)"


def _number(name: str, default: int, least: int, most: int) -> Callable[[int | None], int]:
    """Return what checks a number that is asked for, `default` if nothing is said."""

    def checked(asked: int | None) -> int:
        if asked is not None and not least <= asked <= most:
            raise RequestError(f"{name} is {least} to {most}, not {asked}.", "BAD_VALUE")
        return default if asked is None else asked

    return checked
