"""Ways: the shortest path from one entity to another, and what is around one."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import networkx as nx

from graph.network.ties import Check, Execute, Reading, Rows, ties
from graph.sql.dialects import compiled

LARGEST_NEIGHBOURHOOD = 300  # as many as a drawing can show
LARGEST_SEARCH = 100_000
# Of ways with as many hops, the one by projects and partnerships says most.
WEIGHTS = {"parent": 1.001, "place": 1.01}


class Ways:
    """Answers questions on ties by reading them a level at a time."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._ties = compiled(reading.dialect, ties(reading.model, reading.dialect))

    def path(self, execute: Execute, arguments: Mapping[str, Any], _: Check) -> tuple[Rows, Rows, Rows]:
        """Return the shortest way of at most `limit` hops: (length), (key)s and hops; all empty if there is none.

        Raises UnknownEntity.
        """
        start, end = (self.reading.known(execute, arguments[name]) for name in ("start", "end"))
        graph = self._around(execute, start, arguments["limit"], until=end)
        if end not in graph:
            return (), (), ()
        nodes = nx.shortest_path(graph, start, end, weight="weight")
        hops = [_hop(graph, near, far) for near, far in pairwise(nodes)]
        return [(len(hops),)], [(key,) for key in nodes], hops

    def neighbourhood(self, execute: Execute, arguments: Mapping[str, Any], _: Check) -> tuple[Rows, Rows]:
        """Return the (key)s of what is at most `depth` hops from `of`, nearest first, and the hops among them."""
        start = self.reading.known(execute, arguments["of"])
        graph = self._around(execute, start, arguments["depth"], most=LARGEST_NEIGHBOURHOOD)
        self._join(graph, (tie for tie in self.reading.rows(execute, self._ties, list(graph)) if tie[1] in graph))
        return [(key,) for key in graph], [_hop(graph, near, far) for near, far in graph.edges]

    def _around(
        self, execute: Execute, start: int, depth: int, *, until: int | None = None, most: int = LARGEST_SEARCH
    ) -> "nx.Graph[int]":
        """Widen from an entity level by level: to a depth, until another is met, or until there are too many."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_node(start)
        frontier = [start]
        for _ in range(depth):
            if not frontier or until in graph:
                break
            reached: dict[int, None] = {}
            for near, far, relation, via in self.reading.rows(execute, self._ties, frontier):
                if far not in graph and len(graph) >= most:
                    continue
                if far not in graph:
                    reached[far] = None
                self._join(graph, [(near, far, relation, via)])
            frontier = list(reached)
        return graph

    def _join(self, graph: "nx.Graph[int]", ties: Iterable[tuple[Any, ...]]) -> None:
        """Add ties to a graph; of several between two entities the first stands."""
        for near, far, relation, via in ties:
            if not graph.has_edge(near, far):
                graph.add_edge(near, far, relation=relation, via=via, weight=WEIGHTS.get(relation, 1.0))


def _hop(graph: "nx.Graph[int]", near: int, far: int) -> tuple[Any, ...]:
    edge = graph.edges[near, far]
    return near, far, edge["relation"], edge["via"]
