"""Keys: which rows of a table have the key of an earlier one, however many there are."""

import sqlite3
from types import TracebackType


class Keys:
    """The keys of the rows until now, in a file of its own that nobody else sees."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")
        self._file.execute("CREATE TABLE key (text TEXT PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> "Keys":
        """Begin."""
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, key: str) -> bool:
        """Add a key; return whether it is new."""
        return self._file.execute("INSERT OR IGNORE INTO key VALUES (?)", (key,)).rowcount == 1
