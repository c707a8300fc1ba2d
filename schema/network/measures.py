"""Measures: who is central among partners, who belongs together, and which ties hold them together."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.errors import RequestError
from graph.network.measures import METRICS
from graph.network.measuring import Measuring
from schema.assembly import Rows
from schema.binds import Binds
from schema.building import Argument, Field, Types, list_of, optional
from schema.fields import cell
from schema.levels import Level
from schema.network.computing import computed, reading, size
from schema.network.scope import Scoped, scope_arguments
from schema.plan import Check, Compute, Execute
from schema.planner import Fields, Planner
from schema.selection import Selected

DEGREE, BETWEENNESS, PAGERANK = METRICS
MEMBERS = 1_000  # of all communities together, in one answer
# What was measured: see graph/network/measuring.py.
REVISION, NODES, EDGES, FOUND, ESTIMATE, MODULARITY = range(6)
MEASURED: Fields = {"revision": cell(REVISION), "nodeCount": cell(NODES), "edgeCount": cell(EDGES)}


def centrality(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    measuring, binds = _measuring(planner, selected)
    arguments = {"first": _first(planner, selected), "metric": (selected.arguments["metric"], str)}
    found, ranks = computed(planner, selected.key, measuring.centrality, arguments, 2, binds, of_revision=False)

    def ranked(each: Selected) -> str:
        expressions: Fields = {
            "rank": cell(1),
            "score": cell(2),
            "entity": lambda below: planner.reference(ranks, 0, below),
        }
        return f"[{planner.plain(each, 'Rank', expressions)} for r in rows[{ranks.index}]]"

    made = {**MEASURED, "isEstimate": lambda _: f"truth(r[{ESTIMATE}])", "ranks": ranked}
    return f"next({planner.plain(selected, 'Centrality', made)} for r in rows[{found.index}])"


def communities(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    measuring, binds = _measuring(planner, selected)
    arguments = {
        "first": _first(planner, selected),
        "members": (selected.arguments.get("members"), size(planner, 10)),
    }
    found, groups, members = computed(
        planner, selected.key, _limited(measuring.communities), arguments, 3, binds, of_revision=False
    )

    def grouped(each: Selected) -> str:
        expressions: Fields = {"size": cell(1), "members": lambda below: _members(planner, members, below)}
        return f"[{planner.plain(each, 'Community', expressions)} for r in rows[{groups.index}]]"

    made = {
        **MEASURED,
        "communityCount": cell(FOUND),
        "modularity": cell(MODULARITY),
        "communities": grouped,
    }
    return f"next({planner.plain(selected, 'Communities', made)} for r in rows[{found.index}])"


def _limited(compute: Compute) -> Compute:
    """Return what computes communities, but not of all communities all members."""

    def computed(execute: Execute, arguments: Mapping[str, Any], check: Check) -> Sequence[Rows]:
        if arguments["first"] * arguments["members"] > MEMBERS:
            raise RequestError(f"Ask for {MEMBERS:,} members in all: `first` times `members`.", "BAD_PAGE_SIZE")
        return compute(execute, arguments, check)

    return computed


def bridges(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    measuring, binds = _measuring(planner, selected)
    arguments = {"first": _first(planner, selected)}
    (found,) = computed(planner, selected.key, measuring.bridges, arguments, 1, binds, of_revision=False)
    made = planner.plain(
        selected,
        "Bridge",
        {
            "from": lambda each: planner.reference(found, 0, each),
            "to": lambda each: planner.reference(found, 1, each),
            "fromCount": cell(2),
            "toCount": cell(3),
        },
    )
    return f"[{made} for r in rows[{found.index}]]"


def _measuring(planner: Planner, selected: Selected) -> tuple[Measuring, Binds]:
    scoped = Scoped.of(planner, selected)
    return Measuring(reading(planner), scoped.scope), scoped.binds


def _first(planner: Planner, selected: Selected) -> tuple[Any, Any]:
    return selected.arguments.get("first"), size(planner, 10)


def _members(planner: Planner, level: Level, selected: Selected) -> str:
    rows = planner.code.grouped(level.index, 1)
    expression = planner.reference(level, 1, selected)
    name = planner.code.function("k", f"return [{expression} for r in {rows}.get(k, ())]")
    return f"{name}(r[0])"


def add_measures(types: Types) -> None:
    """Make what the root fields return."""
    entity = types["Entity"]
    types.enum(
        "CentralityMetric",
        "What makes one central among partners.",
        {
            DEGREE: "To be the partner of many: with which part of all others it has a tie, however strong.",
            BETWEENNESS: "To stand between others: on which part of the shortest ways between two others it lies, each "
            "tie being one step, however strong.",
            PAGERANK: "To be the partner of who is central: how often it is met by who goes from partner to partner, a "
            "stronger tie more often, and begins anew with every seventh step; all scores add up to 1.",
        },
    )
    of_what = [
        Field("revision", int, "The revision of the graph that was measured."),
        Field("nodeCount", int, "How many organisations and places have a partner."),
        Field("edgeCount", int, "How many pairs of them are partners."),
    ]
    types.object(
        "Rank",
        "How central one is.",
        [
            Field("rank", int, "Its place: 1 is the most central; of equals, whoever came into the graph first."),
            Field("score", float, "How central."),
            Field("entity", entity, "Who."),
        ],
    )
    types.object(
        "Centrality",
        "Who is central in a network of partners.",
        [
            *of_what,
            Field("isEstimate", bool, "Whether scores are estimated, from the shortest ways that begin at some only."),
            Field("ranks", list_of(types["Rank"]), "The most central, the first one first."),
        ],
    )
    types.object(
        "Community",
        "Partners that have more to do with each other than with others.",
        [
            Field("size", int, "How many they are."),
            Field("members", list_of(entity), "Who, those with most partners among them first."),
        ],
    )
    types.object(
        "Communities",
        "Who belongs together in a network of partners.",
        [
            *of_what,
            Field("communityCount", int, "How many communities there are."),
            Field(
                "modularity",
                optional(float),
                "How much more of all ties, by weight, is within communities than chance would have it; above 0.3 they "
                "are more than chance. Null if there is no tie.",
            ),
            Field("communities", list_of(types["Community"]), "The communities, the largest first."),
        ],
    )
    types.object(
        "Bridge",
        "Two partners who alone hold two parts of the network together.",
        [
            Field("from", entity, "Who stands on the larger side."),
            Field("to", entity, "Who stands on the smaller side."),
            Field("fromCount", int, "How many stand on the larger side."),
            Field("toCount", int, "How many stand on the smaller side."),
        ],
    )


def measure_fields(types: Types) -> list[Field]:
    """Return the root fields."""

    def first(what: str) -> Argument:
        return Argument("first", optional(int), f"How many {what}, 1 to {types.limits.page}; 10 if nothing is said.")

    scope = scope_arguments(types, via=False)
    return [
        Field(
            "centrality",
            optional(types["Centrality"]),
            "Who is central among partners: organisations and places that share projects or partnerships. Of the whole "
            "graph, what `ogniwo analyse` found is told if there is any, with its revision.",
            (Argument("metric", types["CentralityMetric"], "In what sense."), first("ranks"), *scope),
        ),
        Field(
            "communities",
            optional(types["Communities"]),
            "Who belongs together, by Louvain's algorithm: a tie counts as often as two are partners. Of the whole "
            "graph as with `centrality`.",
            (
                first("communities"),
                Argument(
                    "members",
                    optional(int),
                    f"How many members of each, likewise; {MEMBERS:,} in all at most.",
                ),
                *scope,
            ),
        ),
        Field(
            "bridges",
            list_of(types["Bridge"]),
            "Ties between partners whose loss would part the network, those that part most first. Of the whole graph "
            "as with `centrality`.",
            (first("bridges"), *scope),
        ),
    ]
