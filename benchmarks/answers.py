"""Answers, measured in this process: beside the bare cursor, beside Strawberry and graphql-core, and as graphs grow."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

import orjson

from benchmarks import questions, rivals
from benchmarks.figures import Figure, at_least, at_most, milliseconds
from benchmarks.questions import Question
from benchmarks.shape import Shape
from benchmarks.timing import (
    Failed,
    RecordingStore,
    Run,
    alternated,
    answered,
    bare,
    bare_cursor,
    percentiles,
    statements,
    timed,
)
from graph.kinds import Model
from graph.model import Base
from schema.engine import Engine, Request
from schema.limits import Limits

THOUSAND = 1_000
POINT, LIST = "a project by its id, coordinator, partners", "100 projects of a country by budget"
TURNS = 15
BUDGET = 2.0  # seconds for each of the queries that may be slow
GROWN = 1.5  # times, however much larger a graph is
WALKED = 0.05  # seconds that a filter through links may take


def engine_of(url: str) -> Engine:
    """Return an engine whose store can note its statements, and whose pages may hold a THOUSAND."""
    return Engine(RecordingStore.open(url, Model.of(Base)), "http://127.0.0.1:8000/", Limits(page=THOUSAND))


class Answers:
    """Measures one graph on SQLite; `questions` are those that a larger graph must answer as soon."""

    def __init__(self, path: Path, shape: Shape) -> None:
        self.path, self.shape, self.size = path, shape, shape.projects
        self.engine = engine_of(f"sqlite:///{path}")
        self.cursor = bare_cursor(str(path))
        self.searches = {f"search: {name}": each for name, each in questions.searches(shape).items()}
        self.questions = {POINT: questions.point(shape), LIST: questions.dearest(shape), **self.searches}

    def figures(self) -> Iterator[Figure]:
        """Measure everything but filters through links."""
        yield from self._beside_cursor(POINT, self.questions[POINT], None)
        yield from self._beside_cursor(LIST, self.questions[LIST], 2)
        yield from self._thousand()
        for name, question in self.searches.items():
            yield from self._search(name, question)

    def filters(self) -> Iterator[Figure]:
        """Measure filters through links, ordered by something else, from the beginning and from anywhere."""
        countries = {"a wide": self.shape.wide, "a narrow": self.shape.narrow}
        for order, argument in questions.ORDERS.items():
            cursors = list(self._cursors(argument))
            for size, country in countries.items():
                for page, after in (("first page", [None]), ("a page anywhere", cursors)):
                    given = [{"country": country} | ({"after": each} if each else {}) for each in after]
                    query = questions.filtered(argument, after=after != [None])
                    yield self._percentiles(f"led by {size} country, {order}, {page}", Question(query, tuple(given)))

    def close(self) -> None:
        """Close the graph."""
        self.cursor.connection.close()
        self.engine.store.close()

    def runs(self, question: Question) -> list[Run]:
        """Return what answers each of the requests."""
        return [partial(answered, self.engine, request) for request in question.requests]

    def _bare_runs(self, question: Question) -> list[Run]:
        return [partial(bare, self.cursor, statements(self.engine, request)) for request in question.requests]

    def _beside_cursor(self, name: str, question: Question, bound: float | None) -> Iterator[Figure]:
        measure = f"{name} / bare cursor"
        try:
            ours, floor = alternated(self.runs(question), self._bare_runs(question))
        except Failed as error:
            yield _failure(self.size, measure, error)
            return
        note = f" ({milliseconds(ours)})"
        if bound is None:
            yield Figure(self.size, measure, f"{ours / floor:.3g} x{note}")
        else:
            yield at_most(self.size, measure, ours / floor, bound, note=note)

    def _thousand(self) -> Iterator[Figure]:
        name, question = "1,000 organisations x 5 values", Question(questions.THOUSAND)
        rival, cursor = rivals.schema(), self.cursor

        def plain() -> bytes:
            result = rival.execute_sync(rivals.THOUSAND, context_value={"cursor": cursor})
            assert result.data
            assert len(result.data["organizations"]) == THOUSAND
            return orjson.dumps(result.data)

        yield from self._beside_cursor(name, question, 2)
        ours, core = alternated(self.runs(question), [plain])
        yield at_least(self.size, f"{name}: graphql-core with Strawberry's resolvers / ours", core / ours, 12)

    def _search(self, name: str, question: Question) -> Iterator[Figure]:
        floor = [partial(rivals.found, self.cursor, each["text"]) for each in question.variables]
        try:
            ours, bare_ = alternated(self.runs(question), floor)
        except Failed as error:
            yield _failure(self.size, name, error)
            return
        yield at_most(self.size, f"{name} / bare FTS5", ours / bare_, 2, note=f" ({milliseconds(ours)})")

    def _cursors(self, order: str) -> Iterator[str]:
        query = questions.place_of(order)
        for part in range(1, 6):
            variables = {"id": self.shape.id("project", self.size * part // 6)}
            body = orjson.loads(answered(self.engine, Request(query, None, variables)))
            yield body["data"]["projects"]["edges"][0]["cursor"]

    def _percentiles(self, measure: str, question: Question) -> Figure:
        times: list[float] = []
        runs = self.runs(question)
        try:
            times.append(timed(runs[0]))
            end = perf_counter() + BUDGET
            while len(times) <= TURNS * len(runs) and perf_counter() < end:
                times.append(timed(runs[len(times) % len(runs)]))
        except Failed as error:
            return _failure(self.size, measure, error)
        # The first of several made the plan.
        half, most = percentiles(times[1:] if len(times) > 2 else [*times, *times])
        figure = f"{milliseconds(half)}, p95 {milliseconds(most)}"
        return Figure(self.size, measure, figure, f"p95 < {milliseconds(WALKED)}", most < WALKED)


def growth(smaller: Answers, larger: Answers) -> Iterator[Figure]:
    """Compare how long the same questions take in two graphs, by turns."""
    for name, question in smaller.questions.items():
        measure = f"{name}: grown from {smaller.size:,}"
        try:
            before, after = alternated(smaller.runs(question), larger.runs(larger.questions[name]))
        except Failed as error:
            yield _failure(larger.size, measure, error)
            continue
        note = f" ({milliseconds(before)}, {milliseconds(after)})"
        yield at_most(larger.size, measure, after / before, GROWN, note=note)


def _failure(size: int, measure: str, error: Failed) -> Figure:
    return Figure(size, measure, str(error), "an answer", holds=False)
