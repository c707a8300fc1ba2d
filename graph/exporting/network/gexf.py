"""GEXF: what Gephi reads best. What has dates is there from the first to the last day, as Gephi's timeline shows it."""

from collections.abc import Mapping

from graph.exporting.network.columns import BOOLEAN, DOUBLE, INTEGER, STRING, Cells, Columns
from graph.exporting.network.elements import Edge, Node, Span
from graph.exporting.network.formats import About
from graph.exporting.network.xml import DECLARATION, attribute

NAMESPACE = "http://gexf.net/1.3"
TYPES: Mapping[str, str] = {STRING: "string", INTEGER: "integer", DOUBLE: "double", BOOLEAN: "boolean"}
WEIGHT = "weight"  # GEXF has an attribute of its own for it


class GEXF:
    """GEXF 1.3, which knows several edges between two nodes if they are of different kinds."""

    suffix = ".gexf"
    separator = ""
    middle = "</nodes>\n<edges>\n"
    footer = "</edges>\n</graph>\n</gexf>\n"

    def header(self, about: About) -> str:
        """Return the attributes, which say what nodes and edges have."""
        day = f' lastmodifieddate="{about.day}"' if about.day else ""
        return (
            f'{DECLARATION}<gexf xmlns="{NAMESPACE}" version="1.3">\n'
            f"<meta{day}><creator>Ogniwo</creator></meta>\n"
            '<graph defaultedgetype="undirected" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
            f"{_attributes('node', about.nodes)}{_attributes('edge', about.edges)}<nodes>\n"
        )

    def node(self, node: Node) -> str:
        """Return a node."""
        head = f'<node id="{node.id}" label="{attribute(node.label)}"{_spell(node.span)}>'
        return f"{head}{_values(node.cells)}</node>\n"

    def edge(self, edge: Edge) -> str:
        """Return an edge."""
        weight = f' weight="{edge.cells[WEIGHT]}"' if WEIGHT in edge.cells else ""
        return (
            f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}" kind="{edge.sort}"{weight} '
            f'label="{attribute(edge.label)}"{_spell(edge.span)}>{_values(edge.cells)}</edge>\n'
        )


def _attributes(of: str, columns: Columns) -> str:
    rows = [
        f'<attribute id="{name}" title="{name}" type="{TYPES[type_]}"/>\n'
        for name, type_ in columns.items()
        if name != WEIGHT
    ]
    return f'<attributes class="{of}" mode="static">\n{"".join(rows)}</attributes>\n'


def _values(cells: Cells) -> str:
    values = [f'<attvalue for="{name}" value="{attribute(value)}"/>' for name, value in cells.items() if name != WEIGHT]
    return f"<attvalues>{''.join(values)}</attvalues>"


def _spell(span: Span) -> str:
    start = f' start="{span.start}"' if span.start else ""
    return f'{start} end="{span.end}"' if span.end else start
