"""Analysis: the measures of the whole network of partners, kept in the graph with the revision that was measured.

What can be asked for is kept, page after page as far as anybody reads; how many there are is kept of all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import networkx as nx
from sqlalchemy import Connection, Select, bindparam, delete, literal, select

from graph.network import measures
from graph.network.measures import BETWEENNESS, DEGREE, METRICS, PAGERANK
from graph.network.partners import Partners
from graph.network.scope import Scope
from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import Dialect, Statement, compiled

COMMUNITIES, BRIDGES = "COMMUNITIES", "BRIDGES"
KEPT = 1_000  # ranks, communities, bridges
MEMBERS = 100  # of each community
# Sources of shortest ways times what one reads: vertices, and edges both ways. A second does some 20,000,000.
ASKED, ANALYSED = 50_000_000, 2_000_000_000
LARGEST = 5_000_000  # edges: some 500 bytes each

TABLES = ("analysis", "centrality", "community", "community_member", "bridge")


@dataclass(frozen=True, slots=True)
class Summary:
    """What was measured, and how: of which revision, how large the network was, how many were `found`."""

    revision: int
    nodes: int
    edges: int
    found: int
    estimate: bool = False
    modularity: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure: its summary, and the rows of each table that it fills."""

    summary: Summary
    tables: Mapping[str, Rows] = field(default_factory=dict)


def centrality(graph: "nx.Graph[int]", revision: int, metric: str, most: int, check: Check) -> Measured:
    """Return (entity key, score)s by a metric, the highest first; at most so many operations are spent on it."""
    sources = list(graph)
    if metric == BETWEENNESS:
        sources = measures.sample(graph, max(most // (len(graph) + 2 * graph.size() + 1), 1))
        scores = measures.betweenness(graph, sources, check)
    else:
        scores = _METRICS[metric](graph)
    ranks = measures.ranks(scores)
    return Measured(
        Summary(revision, len(graph), graph.size(), len(ranks), estimate=len(sources) < len(graph)),
        {"centrality": ranks},
    )


_METRICS: Mapping[str, Callable[["nx.Graph[int]"], measures.Scores]] = {
    DEGREE: measures.degrees,
    PAGERANK: measures.page_ranks,
}


def communities(graph: "nx.Graph[int]", revision: int, check: Check) -> Measured:
    """Return (number, size)s of the communities, the largest first, and (number, entity key)s of their members."""
    groups, modularity = measures.communities(graph, check)
    numbered = list(enumerate(groups, 1))
    members = [(number, key) for number, group in numbered for key in group]
    return Measured(
        Summary(revision, len(graph), graph.size(), len(groups), modularity=modularity),
        {"community": [(number, len(group)) for number, group in numbered], "community_member": members},
    )


def bridges(graph: "nx.Graph[int]", revision: int, check: Check) -> Measured:
    """Return (near key, far key, near size, far size)s of the bridges, those that part most first."""
    found = measures.bridges(graph, check)
    return Measured(Summary(revision, len(graph), graph.size(), len(found)), {"bridge": found})


def analysis(reading: Reading, execute: Execute, revision: int, check: Check) -> Iterator[tuple[str, Measured]]:
    """Yield each measure of the whole network, by its name. Raises RequestError if it is too large."""
    whole = Partners(reading, Scope(reading.model, reading.dialect))
    graph = whole.network(execute, {}, LARGEST)
    for metric in METRICS:
        yield metric, centrality(graph, revision, metric, ANALYSED, check)
    yield COMMUNITIES, communities(graph, revision, check)
    yield BRIDGES, bridges(graph, revision, check)


def keep(dialect: Dialect, connection: Connection, reading: Reading, found: Mapping[str, Measured]) -> None:
    """Keep measures in the place of those that are kept, inside a transaction that the caller opened."""
    tables = reading.model.metadata.tables
    for name in TABLES:
        connection.execute(delete(tables[name]))
    summaries = []
    for measure, (summary, filled) in ((name, (each.summary, each.tables)) for name, each in found.items()):
        s = summary
        summaries.append((measure, s.revision, s.nodes, s.edges, s.found, s.estimate, s.modularity))
        for name, rows in filled.items():
            columns, cells = _LAYOUTS[name]
            kept = [cells(measure, number, row) for number, row in _kept(name, rows)]
            dialect.insert(connection, name, columns, kept)
    columns = ("measure", "revision", "nodes", "edges", "found", "estimate", "modularity")
    dialect.insert(connection, "analysis", columns, summaries)
