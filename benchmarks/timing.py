"""Timing: ours and what it is compared with, by turns within one run, and their medians.

SQLite works in this process, so it is measured in processor time: a run that is long enough to be interrupted by
whatever else the machine does would else seem slower than a short one. A server's time is that of the clock.
"""

import sqlite3
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from threading import Event
from time import perf_counter, thread_time
from typing import Any

import orjson

from graph.sql.sqlite import MAPPED
from graph.store import READ_LIMIT, Snapshot, Store
from schema.engine import Engine, Request

Run = Callable[[], object]
Clock = Callable[[], float]
Statements = list[tuple[str, Sequence[Any]]]

LEAST, MANY = 3, 16  # turns, however long they take


class Failed(Exception):
    """An answer that is none: what is measured would mean nothing."""


class _Recording(Snapshot):
    """A snapshot that notes what is asked of it."""

    def __init__(self, store: Store, limit: float, gone: Event | None, noted: Statements) -> None:
        super().__init__(store, limit, gone)
        self._noted = noted

    def execute(self, statement: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement."""
        self._noted.append((statement, arguments))
        return super().execute(statement, arguments)


class RecordingStore(Store):
    """A store that notes, when told to, which statements are read."""

    noted: Statements | None = None

    def snapshot(self, limit: float = READ_LIMIT, gone: Event | None = None) -> Snapshot:
        """Return a state of the graph."""
        return super().snapshot(limit, gone) if self.noted is None else _Recording(self, limit, gone, self.noted)


def answered(engine: Engine, request: Request) -> bytes:
    """Return the bytes of an answer. Raises Failed if it is a refusal."""
    body = orjson.dumps(engine.answer(request).body)
    if body.startswith(b'{"errors"'):
        raise Failed(orjson.loads(body)["errors"][0]["message"])
    return body


def statements(engine: Engine, request: Request) -> Statements:
    """Return the statements that answer a request that was answered before, with their arguments."""
    store = engine.store
    assert isinstance(store, RecordingStore)
    answered(engine, request)
    store.noted = []
    try:
        answered(engine, request)
        return store.noted
    finally:
        store.noted = None


def bare(cursor: Any, asked: Statements) -> int:
    """Run statements on a cursor of the driver, fetch all of their rows, and return how many there are."""
    return sum(len(cursor.execute(statement, arguments).fetchall()) for statement, arguments in asked)


def bare_cursor(path: str) -> sqlite3.Cursor:
    """Return a cursor on a file, as Python's documentation makes one, that reads the file as ours does."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    return connection.cursor()


def alternated(*runs: Sequence[Run], seconds: float = 3.0, turns: int = 400, clock: Clock = thread_time) -> list[float]:
    """Return the median time of each, run by turns until so many or so much time has passed.

    Each is a sequence of runs that are taken in turn, so that what varies does so alike for all.
    """
    taken: list[list[float]] = [[] for _ in runs]
    for warming in runs:
        for run in warming[:2]:
            run()
    end, whole = perf_counter() + seconds, max(LEAST, *map(len, runs))
    for turn in range(turns):
        # Every one of the runs as often as the others, where that does not take too long.
        if turn >= LEAST and turn % min(whole, MANY) == 0 and perf_counter() > end:
            break
        for each, times in zip(runs, taken, strict=True):
            times.append(timed(each[turn % len(each)], clock))
    return [median(times) for times in taken]


def timed(run: Run, clock: Clock = thread_time) -> float:
    """Return how many seconds something takes."""
    start = clock()
    run()
    return clock() - start


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """Return the 50th and the 95th percentile."""
    return median(times), quantiles(times, n=20, method="inclusive")[-1]
