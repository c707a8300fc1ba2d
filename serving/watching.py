"""Watching: whether a client waits for its answer still."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from starlette.types import Receive

LONG = 0.1  # seconds: what takes less is answered before anybody would notice


@contextmanager
def watched(receive: Receive) -> Iterator[Event]:
    """Yield what is set when the client goes away, once its request, which was read already, takes LONG."""
    gone = Event()
    watching: list[asyncio.Task[None]] = []
    timer = asyncio.get_running_loop().call_later(
        LONG, lambda: watching.append(asyncio.ensure_future(_watch(receive, gone)))
    )
    try:
        yield gone
    finally:
        timer.cancel()
        for each in watching:
            each.cancel()


async def _watch(receive: Receive, gone: Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass  # a request without a body sends an empty one
    gone.set()
