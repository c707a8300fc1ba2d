"""Statistics: the size of the graph."""

from functools import partial

from graph.network.statistics import statistics as counted
from schema.fields import cell
from schema.network.computing import computed, reading
from schema.planner import Planner
from schema.selection import Selected


def statistics(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    totals, kinds = computed(planner, selected.key, partial(counted, reading(planner)), {}, 2)

    def counts(each: Selected) -> str:
        made = planner.plain(each, "KindCount", {"kind": lambda _: "r[0]", "count": lambda _: "r[1]"})
        return f"[{made} for r in rows[{kinds.index}]]"

    numbers = {name: cell(at) for at, name in enumerate(("revision", "entities", "evidence", "quotes"))}
    made = planner.plain(selected, "Statistics", {**numbers, "kinds": counts})
    return f"next({made} for r in rows[{totals.index}])"
