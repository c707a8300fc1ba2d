"""Formats: how a network is written, an element at a time. Each has the suffix of its files."""

from dataclasses import dataclass
from typing import Protocol

from graph.exporting.network.columns import Columns
from graph.exporting.network.elements import Edge, Node


@dataclass(frozen=True, slots=True)
class About:
    """What stands at the beginning of a file: the columns, and on which day the graph was last written to."""

    nodes: Columns
    edges: Columns
    day: str | None


class Format(Protocol):
    """Writes a network: header, nodes, middle, edges, footer; `separator` between two nodes and between two edges."""

    suffix: str
    separator: str
    middle: str
    footer: str

    def header(self, about: About) -> str:
        """Return what stands before the nodes."""

    def node(self, node: Node) -> str:
        """Return a node."""

    def edge(self, edge: Edge) -> str:
        """Return an edge."""
