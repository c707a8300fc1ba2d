"""Statistics: the size of the graph."""

from functools import cache

from graph.network.statistics import Statistics
from schema.network.computing import computed, reading
from schema.plan import Compute
from schema.planner import Planner
from schema.selection import Selected


def statistics(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    counted = Statistics(reading(planner))

    @cache
    def rows(count: Compute) -> str:
        (level,) = computed(planner, selected.key, count, {}, 1)
        return f"rows[{level.index}]"

    def of_kinds(each: Selected) -> str:
        made = planner.plain(each, "KindCount", {"kind": lambda _: "r[0]", "count": lambda _: "r[1]"})
        return f"[{made} for r in {rows(counted.kinds)}]"

    return planner.plain(
        selected,
        "Statistics",
        {
            "revision": lambda _: f"{rows(counted.revision)}[0][0]",
            "entities": lambda _: f"sum(r[1] for r in {rows(counted.kinds)})",
            "kinds": of_kinds,
            "evidence": lambda _: f"{rows(counted.proofs)}[0][0]",
            "quotes": lambda _: f"{rows(counted.proofs)}[0][1]",
        },
    )
