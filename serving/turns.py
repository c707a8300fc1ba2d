"""Turns: work that waits for the database in threads, so much of it at a time and no more."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from serving.requests import Unreadable

T = TypeVar("T")


class Turns:
    """Threads, and a line before them in which at most so many wait.

    What is short goes by a lane of its own, one after another: threads that read at once slow each other down.
    """

    def __init__(self, name: str, threads: int, most: int) -> None:
        self._threads = ThreadPoolExecutor(min(threads, most), name)
        self._lane = ThreadPoolExecutor(1, f"{name}-lane")
        self._waiting, self._most = 0, most

    async def take(self, work: Callable[[], T], *, is_short: bool = False) -> T:
        """Return what work in a thread returns. Raises Unreadable if too many wait already."""
        if self._waiting >= self._most:
            raise Unreadable("Too many requests wait for the database: ask again soon.", 503, "OVERLOADED")
        self._waiting += 1
        try:
            return await self.go(work, is_short=is_short)
        finally:
            self._waiting -= 1

    async def go(self, work: Callable[[], T], *, is_short: bool = False) -> T:
        """Return what work in a thread returns, however many wait: it was begun already."""
        return await asyncio.get_running_loop().run_in_executor(self._lane if is_short else self._threads, work)

    def close(self) -> None:
        """End when what has begun is done."""
        self._lane.shutdown(cancel_futures=True)
        self._threads.shutdown(cancel_futures=True)
