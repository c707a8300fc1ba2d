"""Bounded: a memory of at most so many things, which forgets first what was not asked for lately."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """At most `size` values by key; threads may share it.

    A value that was asked for is passed over once when one must be forgotten: to ask takes no lock.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: dict[K, V] = {}
        self._asked: set[K] = set()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return a value, None if it is not known, or no longer."""
        value = self._kept.get(key)
        if value is not None:
            self._asked.add(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value, and forget one not asked for lately if there are too many."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = value
            while len(self._kept) > self._size:
                oldest = next(iter(self._kept))
                spared = self._kept.pop(oldest)
                if oldest in self._asked:
                    self._asked.discard(oldest)
                    self._kept[oldest] = spared
