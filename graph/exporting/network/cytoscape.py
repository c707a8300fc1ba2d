"""Cytoscape's JSON: what Cytoscape, cytoscape.js and NetworkX read.

A node has its id as `value` and an edge has its own as `key`, for NetworkX; `name` and `interaction` are what Cytoscape
shows of nodes and edges.
"""

import orjson

from graph.exporting.network.columns import Value
from graph.exporting.network.elements import Edge, Node
from graph.exporting.network.formats import About

BEGINNING = {
    "format_version": "1.0",
    "generated_by": "Ogniwo",
    "target_cytoscapejs_version": "~3.0",
    "data": {"name": "Ogniwo"},
    "directed": False,
    "multigraph": True,
}


class Cytoscape:
    """CYJS, a line for each element."""

    suffix = ".cyjs"
    separator = ",\n"
    middle = '\n],"edges":[\n'
    footer = "\n]}}\n"

    def header(self, _: About) -> str:
        """Return what stands before the nodes."""
        return f'{orjson.dumps(BEGINNING).decode()[:-1]},"elements":{{"nodes":[\n'

    def node(self, node: Node) -> str:
        """Return a node."""
        return _element({"id": node.id, "value": node.id, "name": node.label, "label": node.label, **node.cells})

    def edge(self, edge: Edge) -> str:
        """Return an edge."""
        ends = {"source": edge.source, "target": edge.target, "interaction": edge.cells["relation"]}
        return _element({"id": edge.id, "key": edge.id, **ends, "name": edge.label, "label": edge.label, **edge.cells})


def _element(data: dict[str, Value]) -> str:
    # JSON has no exact numbers that all can read: what is one here becomes a double.
    return orjson.dumps({"data": data}, default=float).decode()
