"""Analysis: what a network of partners is measured to be, as rows that are told, or kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.network import measures
from graph.network.measures import BETWEENNESS, DEGREE, METRICS, PAGERANK
from graph.network.partners import Partners
from graph.network.scope import Scope
from graph.network.ties import Check, Execute, Reading, Rows

COMMUNITIES, BRIDGES = "COMMUNITIES", "BRIDGES"
MEASURES = (*METRICS, COMMUNITIES, BRIDGES)
# Of betweenness: sources of shortest ways, times the vertices and edges, both ways, that each reads: a request may do
# what takes some three seconds, an analysis what takes two minutes. What would take longer is estimated.
ASKED, ANALYSED = 50_000_000, 2_000_000_000
LARGEST = 5_000_000  # edges of the whole, of some 900 bytes each while it is measured


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of a revision's network, of so many vertices and edges.

    `rows` are the ranks, as (entity key, score), the highest first; or the communities, as (size, keys of members), the
    largest first; or the bridges. `found` is how many there are, be it that only the first are at hand.
    """

    revision: int
    nodes: int
    edges: int
    rows: Rows
    found: int
    is_estimate: bool = False
    modularity: float | None = None


def measured(graph: "nx.Graph[int]", revision: int, measure: str, most: int, check: Check) -> Measured:
    """Measure a network; betweenness takes at most so many operations, and is an estimate if these do not do."""
    rows, is_estimate, modularity = _WAYS[measure](graph, most, check)
    return Measured(revision, len(graph), graph.size(), rows, len(rows), is_estimate, modularity)


def whole_network(reading: Reading, execute: Execute) -> "nx.Graph[int]":
    """Return the network of all partners. Raises RequestError if that is too large to be held."""
    return Partners(reading, Scope(reading.model, reading.dialect)).network(execute, {}, LARGEST)


Way = Callable[["nx.Graph[int]", int, Check], tuple[Rows, bool, float | None]]


def _betweenness(graph: "nx.Graph[int]", most: int, check: Check) -> tuple[Rows, bool, None]:
    sources = measures.sample(graph, max(most // (len(graph) + 2 * graph.size() + 1), 2))
    return measures.ranks(measures.betweenness(graph, sources, check)), len(sources) < len(graph), None


def _communities(graph: "nx.Graph[int]", _: int, check: Check) -> tuple[Rows, bool, float | None]:
    groups, modularity = measures.communities(graph, check)
    return [(len(group), group) for group in groups], False, modularity


_WAYS: Mapping[str, Way] = {
    DEGREE: lambda graph, _most, _check: (measures.ranks(measures.degrees(graph)), False, None),
    BETWEENNESS: _betweenness,
    PAGERANK: lambda graph, _most, _check: (measures.ranks(measures.page_ranks(graph)), False, None),
    COMMUNITIES: _communities,
    BRIDGES: lambda graph, _most, check: (measures.bridges(graph, check), False, None),
}
