"""Ways: the shortest paths from one entity to another, and each of their hops explained."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from graph.network.joints import Joints
from graph.network.scope import Scope
from graph.network.search import Levels, Search
from graph.network.ties import Check, Execute, Reading, Rows

PATIENCE = 4_096  # ties that are weighed between two looks at the clock


class Ways:
    """Finds paths by reading ties a level at a time."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading, self._levels = reading, Levels(reading, scope)
        self._joints = Joints(reading, scope)

    def paths(self, execute: Execute, arguments: Mapping[str, Any], check: Check) -> tuple[Rows, Rows, Rows]:
        """Return the `first` shortest paths of at most `limit` hops, the best first.

        That is (path, length), (path, key) for the nodes of each in order, and hops: the number of their path, and the
        joint of both ends. Raises UnknownEntity, RequestError.
        """
        start, end = (self.reading.known(execute, arguments[name]) for name in ("from", "to"))
        values = {**arguments, "start": start, "end": end}
        found = list(islice(self._found(execute, values, check), arguments["first"]))
        joints = self._joints.between(execute, values, {pair for nodes in found for pair in pairwise(nodes)})
        return (
            [(number, len(nodes) - 1) for number, nodes in enumerate(found)],
            [(number, key) for number, nodes in enumerate(found) for key in nodes],
            [(number, *joints[pair]) for number, nodes in enumerate(found) for pair in pairwise(nodes)],
        )

    def _found(self, execute: Execute, values: Mapping[str, Any], check: Check) -> Iterator[Sequence[int]]:
        """Yield the nodes of paths, those of fewer hops first."""
        start, end = values["start"], values["end"]
        if start == end:
            yield [start]
        search = Search(self._levels, execute, values, values["limit"])
        length, known = None if start == end else search.shortest(), 0
        if values["first"] > 1:
            search.finish()
        while length is not None:
            for nodes in _simple_paths(search.part(length, check), start, end, check):
                if len(nodes) - 1 > length:
                    break
                if len(nodes) - 1 > known:
                    yield nodes
            known = length
            length = search.reach if search.reach > known or search.widen() else None


def _simple_paths(graph: "nx.Graph[int]", start: int, end: int, check: Check) -> Iterator[Sequence[int]]:
    weighed = 0

    def weight(_near: int, _far: int, tie: Any) -> int:
        nonlocal weighed
        weighed += 1
        if weighed % PATIENCE == 0:
            check()
        return int(tie["weight"])

    return nx.shortest_simple_paths(graph, start, end, weight)
