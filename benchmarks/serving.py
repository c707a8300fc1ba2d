"""Serving, measured over HTTP: requests a second beside a constant and beside Strawberry, and memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import monotonic

import orjson

from benchmarks import questions, rivals
from benchmarks.figures import Figure, at_least, at_most, shown
from benchmarks.load import Load, load
from benchmarks.processes import Serving, apart, ogniwo, pin, rival, served
from benchmarks.shape import Shape

ROUNDS, SECONDS = 9, 0.5
ENOUGH = 30.0  # seconds after which no round is begun: answers are slow, but are measured
WARMING = 64  # requests
QUERIES = 1_000
BUSY = 0.95  # of its processor: a client that is busier measures itself


def served_figures(path: Path, shape: Shape) -> Iterator[Figure]:
    """Measure requests a second."""
    bodies = questions.point(shape).bodies
    with served(ogniwo(f"sqlite:///{path}")) as ours:
        size = load(ours.port, bodies).size
        with served(rival("constant", str(size))) as constant:
            (mine, floor) = _alternated((ours, bodies), (constant, bodies))
        measure = f"a project by its id over HTTP ({size} bytes) / a constant"
        yield _rate(shape.projects, measure, mine, floor, 1 / 4)
        with served(rival("strawberry", str(path))) as plain:
            asked = questions.dearest(shape).variables
            others = [orjson.dumps({"query": rivals.LIST, "variables": each}) for each in asked]
            (mine, floor) = _alternated((ours, questions.dearest(shape).bodies), (plain, others))
        measure = "100 projects of a country by budget over HTTP / Strawberry with DataLoaders"
        yield _rate(shape.projects, measure, mine, floor, 8)


def memory_figures(path: Path, shape: Shape) -> Iterator[Figure]:
    """Measure the memory of a server that was asked many different queries."""
    with served(ogniwo(f"sqlite:///{path}")) as ours:
        begun = ours.anonymous
        made = load(ours.port, questions.different(shape, QUERIES))
        note = f" (begun with {begun / 1e6:.0f}; {made.failures} of {made.requests} failed)"
        measure = f"anonymous memory after {QUERIES:,} different queries"
        yield at_most(shape.projects, measure, ours.anonymous / 1e6, 300, "MB", note)


def _alternated(*asked: tuple[Serving, Sequence[bytes]]) -> list[list[Load]]:
    """Load servers by turns."""
    for serving, bodies in asked:
        pin(serving)
        load(serving.port, bodies[:WARMING])
    made: list[list[Load]] = [[] for _ in asked]
    with apart():
        end = monotonic() + ENOUGH
        for number in range(ROUNDS):
            if number and monotonic() > end:
                break
            for (serving, bodies), loads in zip(asked, made, strict=True):
                loads.append(load(serving.port, bodies, SECONDS))
    return made


def _rate(size: int, measure: str, mine: Sequence[Load], floor: Sequence[Load], bound: float) -> Figure:
    ours, theirs = (median(each.rate for each in loads) for loads in (mine, floor))
    failures = sum(each.failures for each in (*mine, *floor))
    busy = max(median(each.busy for each in loads) for loads in (mine, floor))
    note = f" ({shown(ours)} / {shown(theirs)} a second)"
    note += f", {failures} failed" if failures else ""
    note += ", the client was too slow" if busy > BUSY else ""
    # A round and its neighbour share whatever else the machine does.
    ratio = median(one.rate / other.rate for one, other in zip(mine, floor, strict=True))
    made = at_least(size, measure, ratio, bound, note)
    return made if not failures else Figure(made.projects, made.measure, made.figure, made.bound, holds=False)
