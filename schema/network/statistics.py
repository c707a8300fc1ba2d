"""Statistics: the size of the graph."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from graph.network.statistics import kinds, newest, proofs
from schema.network.computing import computed, reading
from schema.planner import Planner
from schema.selection import Selected


def statistics(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""

    @cache
    def rows(count: Callable[..., Any]) -> str:
        (level,) = computed(planner, selected.key, partial(count, reading(planner)), {}, 1)
        return f"rows[{level.index}]"

    def of_kinds(each: Selected) -> str:
        made = planner.plain(each, "KindCount", {"kind": lambda _: "r[0]", "count": lambda _: "r[1]"})
        return f"[{made} for r in {rows(kinds)}]"

    return planner.plain(
        selected,
        "Statistics",
        {
            "revision": lambda _: f"{rows(newest)}[0][0]",
            "entities": lambda _: f"sum(r[1] for r in {rows(kinds)})",
            "kinds": of_kinds,
            "evidence": lambda _: f"{rows(proofs)}[0][0]",
            "quotes": lambda _: f"{rows(proofs)}[0][1]",
        },
    )
