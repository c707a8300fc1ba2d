"""PostgreSQL, measured: the same statements as on SQLite, and how much more than its bare cursor an answer takes."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter

import psycopg

from benchmarks import questions
from benchmarks.answers import LIST, POINT, engine_of
from benchmarks.cluster import cluster
from benchmarks.figures import Figure, at_most, milliseconds
from benchmarks.generator import Generator, Told
from benchmarks.questions import Question
from benchmarks.shape import Shape
from benchmarks.timing import alternated, answered, bare, statements
from graph.kinds import Model
from graph.model import Base


def figures(files: dict[int, Path], told: Told) -> Iterator[Figure]:
    """Measure graphs of the same sizes as those in files of SQLite."""
    with cluster() as url:
        for size, path in files.items():
            with closing(psycopg.connect(url.replace("+psycopg", ""), autocommit=True)) as connection:
                connection.execute(f"CREATE DATABASE graph{size}")
            there = f"{url.rpartition('/')[0]}/graph{size}"
            told(f"{size:,} projects in PostgreSQL")
            Generator(Model.of(Base), size).fill(there, told)
            yield from _figures(there, path, Shape(size))


def _figures(url: str, path: Path, shape: Shape) -> Iterator[Figure]:
    asked = (
        (POINT, questions.point(shape), 1.5),
        (LIST, questions.dearest(shape), 1.5),
        ("1,000 organisations x 5 values", Question(questions.THOUSAND), 2.5),
    )
    ours, embedded = engine_of(url), engine_of(f"sqlite:///{path}")
    with (
        closing(ours.store),
        closing(embedded.store),
        closing(psycopg.connect(url.replace("+psycopg", ""), autocommit=True)) as connection,
    ):
        cursor = connection.cursor()
        for name, question, bound in asked:
            noted = [statements(ours, request) for request in question.requests]
            runs = [partial(answered, ours, request) for request in question.requests]
            time, floor = alternated(runs, [partial(bare, cursor, each) for each in noted], clock=perf_counter)
            measure = f"PostgreSQL: {name} / bare cursor"
            yield at_most(shape.projects, measure, time / floor, bound, note=f" ({milliseconds(time)})")
            numbers = len(noted[0]), len(statements(embedded, question.requests[0]))
            yield _same(shape.projects, f"PostgreSQL: {name}: statements", numbers)


def _same(size: int, measure: str, numbers: Sequence[int]) -> Figure:
    here, there = numbers
    return Figure(size, measure, str(here), f"{there} as on SQLite", here == there)
