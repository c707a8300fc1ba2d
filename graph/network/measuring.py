"""Measuring: what a request asks of the network of partners - read of what is kept of the whole, else computed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from graph.network.analysis import ASKED, BRIDGES, COMMUNITIES, Measured, measured
from graph.network.kept import Kept
from graph.network.partners import Partners
from graph.network.scope import Scope
from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import compiled


class Measuring:
    """Answers questions on the network of partners, or on a part of it."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading, self._kept = reading, Kept(reading)
        self._is_whole = not scope.kinds and scope.touches is None
        self._partners = Partners(reading, scope)
        revision = reading.model.metadata.tables["revision"]
        self._revision = compiled(reading.dialect, select(func.coalesce(func.max(revision.c.number), 0)))

    def centrality(self, execute: Execute, arguments: Mapping[str, Any], check: Check) -> tuple[Rows, Rows]:
        """Return what was measured, and the `first` (entity key, rank, score)s by a `metric`.

        Of what was measured: (revision, vertices, edges, how many were found, is estimate, modularity). Raises
        RequestError if the part of the network is too large.
        """
        found = self._measured(execute, arguments["metric"], arguments, check)
        ranks = enumerate(found.rows[: arguments["first"]], 1)
        return [_summary(found)], [(key, rank, score) for rank, (key, score) in ranks]

    def communities(self, execute: Execute, arguments: Mapping[str, Any], check: Check) -> tuple[Rows, Rows, Rows]:
        """Return what was measured, the `first` (number, size)s, and (number, key)s of the first `members` of each.

        Raises RequestError as `centrality` does.
        """
        found = self._measured(execute, COMMUNITIES, arguments, check)
        groups = list(enumerate(found.rows[: arguments["first"]], 1))
        members = [(number, key) for number, (_, keys) in groups for key in keys[: arguments["members"]]]
        return [_summary(found)], [(number, size) for number, (size, _) in groups], members

    def bridges(self, execute: Execute, arguments: Mapping[str, Any], check: Check) -> tuple[Rows]:
        """Return the `first` bridges: (near key, far key, near size, far size). Raises RequestError as above."""
        return (self._measured(execute, BRIDGES, arguments, check).rows[: arguments["first"]],)

    def _measured(self, execute: Execute, measure: str, arguments: Mapping[str, Any], check: Check) -> Measured:
        kept = self._kept.measured(execute, measure, arguments) if self._is_whole else None
        if kept:
            return kept
        revision = int(execute(self._revision.text, self._revision.arguments({}))[0][0])
        check()
        graph = self._partners.network(execute, arguments)
        check()
        return measured(graph, revision, measure, ASKED, check)


def _summary(found: Measured) -> tuple[Any, ...]:
    return found.revision, found.nodes, found.edges, found.found, found.is_estimate, found.modularity
