"""Documents of a network: all of it or a part, in one format, written as it is read, all from one snapshot.

The same graph gives the same bytes. Memory does not grow with the graph; a part takes a bit for each of its entities.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from graph.exporting.network.cytoscape import Cytoscape
from graph.exporting.network.elements import Elements
from graph.exporting.network.formats import About, Format
from graph.exporting.network.gexf import GEXF
from graph.exporting.network.graphml import GraphML
from graph.exporting.network.scope import Scope
from graph.exporting.parts import Part
from graph.store import Snapshot, Store

NETWORKS: Mapping[str, Format] = {"graphml": GraphML(), "gexf": GEXF(), "cytoscape": Cytoscape()}


def network(
    store: Store,
    format_: Format,
    part: Part,
    base: str,
    language: str,
    snapshot: Snapshot,
    told: Callable[[int], None] = lambda _: None,
) -> Iterator[bytes]:
    """Yield a network in pieces, in UTF-8, its texts in a language; `told` is called with how many elements there are.

    Raises RequestError for a part that has kinds of which no network is made.
    """
    elements = Elements(store, snapshot, Scope(store, snapshot, part), base, language)
    time = snapshot.revision_time(snapshot.revision())
    about = About(elements.node_columns, elements.edge_columns, time[:10] if time else None)
    yield format_.header(about).encode()
    yield from _listed(([format_.node(each) for each in some] for some in elements.nodes()), format_.separator, told)
    yield format_.middle.encode()
    yield from _listed(([format_.edge(each) for each in some] for some in elements.edges()), format_.separator, told)
    yield format_.footer.encode()


def _listed(pieces: Iterable[Sequence[str]], separator: str, told: Callable[[int], None]) -> Iterator[bytes]:
    before = ""
    for piece in pieces:
        if piece:
            yield (before + separator.join(piece)).encode()
            before = separator
            told(len(piece))
