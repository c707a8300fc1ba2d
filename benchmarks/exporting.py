"""Exporting: the whole graph, beside f-strings over rows in memory, pyoxigraph's dump and rdflib's serializer."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

import pyoxigraph
import rdflib

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.processes import HOME
from benchmarks.strings import FAMILIES, Row, rows, writing
from benchmarks.timing import bare_cursor
from graph.exporting.documents import exported
from graph.exporting.parts import Part
from graph.kinds import Model
from graph.model import Base
from graph.rdf.linked import FORMATS
from graph.store import Store

BASE = "https://example.org/"
KINDS = Part(frozenset({"Funding", "Participation", "Project"}))  # what benchmarks.strings writes: all but some
LARGEST = 200_000  # projects of which rows are held in memory
OF_OXIGRAPH, OF_RDFLIB = 200, 2  # pieces of a hundred entities
AT_ONCE, RUNS = 100, 3
PEAK = 150  # MB
OXIGRAPH = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}
RDFLIB = {"turtle": "turtle", "ntriples": "nt"}
MEASURED = (
    "import sys, re; from pathlib import Path; from ogniwo import main; main(sys.argv[1:]); "
    "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
)


def figures(path: Path, size: int) -> Iterator[Figure]:
    """Measure Turtle and N-Triples by the processor's time, in turns within one run."""
    store = Store.open(f"sqlite:///{path}", Model.of(Base))
    if size <= LARGEST:
        cursor = bare_cursor(str(path))
        held = {name: rows(cursor, name) for name in FAMILIES}
        cursor.connection.close()
        for name in OXIGRAPH:
            yield from _rates(store, size, name, held)
    store.close()
    yield at_most(size, "export: peak memory, Turtle of all", _peak(path, "turtle"), PEAK, "MB")
    yield at_most(size, "export: peak memory, GEXF of all", _peak(path, "gexf"), PEAK, "MB")


def _rates(store: Store, size: int, name: str, held: dict[str, list[Row]]) -> Iterator[Figure]:
    syntax: Any = FORMATS[name].syntax(store.model, BASE)
    triples = _triples(store)
    ours, strings = [], []
    writers = {family: writing(family, syntax) for family in FAMILIES}

    def ours_once() -> Iterator[bytes]:
        return exported(store, syntax, KINDS)

    def strings_once() -> Iterator[bytes]:
        for family, each in held.items():
            for start in range(0, len(each), AT_ONCE):
                yield writers[family](each[start : start + AT_ONCE]).encode()

    for _ in range(RUNS):
        ours.append(triples / _seconds(ours_once))
        strings.append(triples / _seconds(strings_once))
    rate, floor = max(ours), max(strings)
    part = b"".join(islice(ours_once(), 1, OF_OXIGRAPH + 1))
    theirs, rdflib_rate = _of_oxigraph(syntax.header.encode() + part, name), _of_rdflib(store, name)
    note = f" ({rate / 1e6:.2f} / {{:.3g}} million triples/s)"
    label = f"export as {name}: triples/s beside"
    yield at_least(size, f"{label} f-strings over rows in memory", rate / floor, 0.25, note.format(floor / 1e6))
    yield at_least(size, f"{label} pyoxigraph's dump", rate / theirs, 1, note.format(theirs / 1e6))
    yield at_least(size, f"{label} rdflib's serializer", rate / rdflib_rate, 1, note.format(rdflib_rate / 1e6))


def _triples(store: Store) -> int:
    syntax = FORMATS["ntriples"].syntax(store.model, BASE)
    return sum(piece.count(b"\n") for piece in exported(store, syntax, KINDS))


def _seconds(made: Callable[[], Iterator[bytes]]) -> float:
    start = process_time()
    with Path("/dev/null").open("wb") as sink:
        for piece in made():
            sink.write(piece)
    return process_time() - start


def _of_oxigraph(document: bytes, name: str) -> float:
    """Return how many triples a second pyoxigraph dumps of a part of the graph."""
    store = pyoxigraph.Store()
    store.bulk_load(io.BytesIO(document), OXIGRAPH[name])
    start = process_time()
    store.dump(io.BytesIO(), OXIGRAPH[name], from_graph=pyoxigraph.DefaultGraph())
    return len(store) / (process_time() - start)


def _of_rdflib(store: Store, name: str) -> float:
    syntax = FORMATS[name].syntax(store.model, BASE)
    graph = rdflib.Graph().parse(data=b"".join(islice(exported(store, syntax, KINDS), OF_RDFLIB)), format=RDFLIB[name])
    start = process_time()
    graph.serialize(format=RDFLIB[name])
    return len(graph) / (process_time() - start)


def _peak(path: Path, name: str) -> float:
    """Return how much memory a whole export takes at its most, in MB."""
    command = ["export", "--database", f"sqlite:///{path}", "--base-iri", BASE, "--format", name, "-o", "/dev/null"]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", MEASURED, *command], cwd=HOME, capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1024
