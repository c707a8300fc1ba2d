"""Linked data, measured over HTTP: the Turtle of one entity beside the GraphQL query of what is stored of it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import orjson

from benchmarks.figures import Figure, at_most, shown
from benchmarks.load import Load, fetch, load
from benchmarks.processes import Serving, apart, ogniwo, pin, served
from benchmarks.shape import Shape
from graph.kinds import Model
from graph.model import Base
from graph.seeding.seeds import read_seeds
from graph.store import Store
from settings import SEEDS

ROUNDS, SECONDS, WARMING = 9, 0.5, 64
NUMBER = 500
BOUND = 3.0
# All that is stored of a project and nothing that stands around it: what its Turtle says, but for evidence.
STORED = """query ($id: ID!) {node(id: $id) {id iri label sameAs identifiers {scheme value} ... on Project {
    title acronym objective status startDate endDate endPlanned year budget {amount currency}
    euContribution {amount currency} remarks places(first: 100) {nodes {id}}}}}"""
PROVED = STORED.replace("label ", "label evidence {properties value implied preferred document {id} "
                        "quote {prefix exact suffix} record {table row}} ")  # fmt: skip


def linked_figures(path: Path, shape: Shape) -> Iterator[Figure]:
    """Measure projects of a graph without evidence, and those of the seeds with all of it."""
    step = shape.projects / NUMBER
    ids = [shape.id("project", 1 + int(step * (each * 307 % NUMBER))) for each in range(NUMBER)]
    with served(ogniwo(f"sqlite:///{path}")) as ours:
        yield _ratio(shape.projects, ours, ids, STORED, "its stored properties by GraphQL")
    model = Model.of(Base)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/graph.db"
        store = Store.create(url, model, read_seeds([SEEDS], model))
        ids = [record.id for record, _ in store.records(model.kinds["Project"])]
        store.close()
        with served(ogniwo(url)) as ours:
            yield _ratio(len(ids), ours, ids, PROVED, "with its evidence, / the same by GraphQL")
            yield _ratio(len(ids), ours, ids, STORED, "with its evidence, / its stored properties alone by GraphQL")


def _ratio(size: int, ours: Serving, ids: Sequence[str], query: str, asked: str) -> Figure:
    bodies = [orjson.dumps({"query": query, "variables": {"id": each}}) for each in ids]
    paths = [f"/data/{each}.ttl" for each in ids]
    pin(ours)
    turtle, graphql = _alternated(
        lambda seconds: fetch(ours.port, paths if seconds else paths[:WARMING], seconds),
        lambda seconds: load(ours.port, bodies if seconds else bodies[:WARMING], seconds),
    )
    ratio = median(other.rate / one.rate for one, other in zip(turtle, graphql, strict=True))
    rates = [shown(median(each.rate for each in loads)) for loads in (turtle, graphql)]
    failures = sum(each.failures for each in (*turtle, *graphql))
    note = f" ({rates[0]} / {rates[1]} a second; {turtle[0].size} / {graphql[0].size} bytes"
    note += f"; {failures} failed)" if failures else ")"
    between = "" if asked.startswith("with") else "/ "
    measure = f"time of a project's Turtle over HTTP {between}{asked}"
    made = at_most(size, measure, ratio, BOUND, "x", note)
    return made if not failures else Figure(made.projects, made.measure, made.figure, made.bound, holds=False)


def _alternated(*asked: Callable[[float | None], Load]) -> list[list[Load]]:
    """Ask by turns, what is asked for the first time not being counted."""
    for each in asked:
        each(None)
    with apart():
        made = [[each(SECONDS) for each in asked] for _ in range(ROUNDS)]
    return [list(loads) for loads in zip(*made, strict=True)]
