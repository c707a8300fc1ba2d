"""Whoever goes away before a long answer is there is waited for no longer."""

import asyncio
from contextlib import closing
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from graph.errors import ReadTimeout
from graph.kinds import Model
from graph.store import Store
from schema.engine import Engine, Request
from serving.watching import watched


def test_nothing_is_read_for_whom_is_gone(store: Store):
    gone = Event()
    with store.snapshot(gone=gone) as snapshot:
        assert snapshot.revision() == 1
        gone.set()
        with pytest.raises(ReadTimeout, match="nobody waits"):
            snapshot.revision()


def test_sqlite_stops_in_the_midst_of_a_statement(model: Model, tmp_path: Path):
    gone, endless = Event(), "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    leaving = Timer(0.2, gone.set)
    with closing(Store.create(f"sqlite:///{tmp_path / 'graph.db'}", model)) as store:
        leaving.start()
        with pytest.raises(ReadTimeout), store.snapshot(300, gone) as snapshot:
            snapshot.execute(endless)
    assert gone.is_set()


def test_a_path_is_not_searched_for_whom_is_gone(engine: Engine):
    gone = Event()
    gone.set()
    query = '{path(from: "organization/mops-leczna", to: "organization/comune-di-treviolo") {length}}'
    (error,) = engine.answer(Request(query, gone=gone)).errors
    assert (error.message, (error.extensions or {})["code"]) == ("nobody waits for the answer: ask again", "TIMEOUT")


@pytest.mark.parametrize("messages", [["http.disconnect"], ["http.request", "http.disconnect"]])
def test_a_client_that_goes_away_is_noticed_while_its_answer_is_made(messages: list[str]):
    async def receive() -> Any:
        return {"type": messages.pop(0)}

    async def asked() -> bool:
        with watched(receive) as gone:
            return await asyncio.to_thread(gone.wait, 20)

    assert asyncio.run(asked())


def test_a_client_that_waits_is_not_taken_for_gone():
    async def receive() -> Any:
        await asyncio.Event().wait()

    async def asked() -> bool:
        with watched(receive) as gone:
            return await asyncio.to_thread(gone.wait, 0.5)

    assert not asyncio.run(asked())
