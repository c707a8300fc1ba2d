"""Suggestions: with whom one might work."""

from graph.network.suggestions import Suggestions
from schema.levels import Level
from schema.network.computing import computed, reading, size
from schema.planner import Planner
from schema.selection import Selected


def suggestions(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    given = selected.arguments
    arguments = {
        "of": (given["of"], str),
        "first": (given.get("first"), size(planner, 10)),
    }
    found, shared = computed(planner, selected.key, Suggestions(reading(planner)).suggestions, arguments, 2)
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
