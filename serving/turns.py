"""Turns: work that waits for the database in threads, so much of it at a time and no more."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from serving.requests import Unreadable

T = TypeVar("T")


class Turns:
    """Threads, and a line before them in which at most so many wait."""

    def __init__(self, name: str, threads: int, most: int) -> None:
        self._threads = ThreadPoolExecutor(min(threads, most), name)
        self._waiting, self._most = 0, most

    async def take(self, work: Callable[[], T]) -> T:
        """Return what work in a thread returns. Raises Unreadable if too many wait already."""
        if self._waiting >= self._most:
            raise Unreadable("Too many requests wait for the database: ask again soon.", 503, "OVERLOADED")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End when what has begun is done."""
        self._threads.shutdown(cancel_futures=True)
