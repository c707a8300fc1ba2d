"""GraphML: what NetworkX, igraph, Cytoscape, yEd and Gephi read. Ids are those of the graph, slash and all."""

from collections.abc import Iterator, Mapping

from graph.exporting.network.columns import BOOLEAN, DOUBLE, INTEGER, STRING, Cells, Columns
from graph.exporting.network.elements import Edge, Node
from graph.exporting.network.formats import About
from graph.exporting.network.xml import DECLARATION, text

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = f"{NAMESPACE}/1.0/graphml.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
TYPES: Mapping[str, str] = {STRING: "string", INTEGER: "int", DOUBLE: "double", BOOLEAN: "boolean"}


class GraphML:
    """GraphML 1.0."""

    suffix = ".graphml"
    separator = ""
    middle = ""
    footer = "</graph>\n</graphml>\n"

    def header(self, about: About) -> str:
        """Return the keys, which say what data nodes and edges have."""
        keys = "".join([*_keys("node", about.nodes), *_keys("edge", about.edges)])
        return (
            f'{DECLARATION}<graphml xmlns="{NAMESPACE}" xmlns:xsi="{INSTANCE}" '
            f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">\n{keys}<graph id="ogniwo" edgedefault="undirected">\n'
        )

    def node(self, node: Node) -> str:
        """Return a node."""
        return f'<node id="{node.id}">{_data("node", node.label, node.cells)}</node>\n'

    def edge(self, edge: Edge) -> str:
        """Return an edge."""
        data = _data("edge", edge.label, edge.cells)
        return f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}">{data}</edge>\n'


def _keys(of: str, columns: Columns) -> Iterator[str]:
    for name, type_ in {"label": STRING, **columns}.items():
        yield f'<key id="{of}.{name}" for="{of}" attr.name="{name}" attr.type="{TYPES[type_]}"/>\n'


def _data(of: str, label: str, cells: Cells) -> str:
    data = [f'<data key="{of}.label">{text(label)}</data>']
    data += [f'<data key="{of}.{name}">{text(value)}</data>' for name, value in cells.items()]
    return "".join(data)
