"""Rejects: rows that did not come in, or not whole, as a file that can be mended and imported alone.

It has the columns of the table and four more, that say which row it is and what is wrong. A mended row is imported
under its old number, so that its evidence is what it would have been.
"""

import csv
import io
import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from graph.errors import OutputError
from graph.importing.drafts import Problem
from graph.importing.files.rows import ADDED, COLUMN, REASON, ROW, VALUE, whole

REJECTED, OMITTED = "rejected", "omitted"

# A spreadsheet takes text that begins so for a formula. Of what we add, none may be one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NAME = re.compile(rf"(?P<file>.+)\.(?P<table>[\w-]+)\.(?:{REJECTED}|{OMITTED})\.(?:csv|jsonl)")


def path_of(folder: Path, file: Path, table: str, columns: Sequence[str] | None, what: str = REJECTED) -> Path:
    """Return where the rejects of a file go; those of mended rejects go where these were."""
    name, _ = origin(file) or (file.name, table)
    return folder / f"{name}.{plain(table)}.{what}.{'csv' if columns else 'jsonl'}"


def origin(path: Path) -> tuple[str, str] | None:
    """Return of which file, and of which table as `plain` writes it, a file holds the rejects, by its name."""
    match = _NAME.fullmatch(path.name)
    return (match["file"], match["table"]) if match else None


def plain(table: str) -> str:
    """Return the name of a table as the name of a file may have it."""
    return re.sub(r"[^\w-]+", "-", table)


class Rejects:
    """A file of rows to be mended: CSV for tables with columns, else JSON Lines.

    It is there when the rows of all are written, and only if there are any. Raises OutputError.
    """

    def __init__(self, path: Path, columns: Sequence[str] | None) -> None:
        self.path = path.absolute()
        self.count = 0
        self._columns = columns
        self._part = self.path.parent / f".{self.path.name}.part"
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        self.close(kept=kind is None)

    def write(self, cells: Mapping[str, Any], problems: Sequence[Problem]) -> None:
        """Add a row with all that is wrong with it; without cells, the row as it stands is in `ogniwo:value`."""
        assert problems
        added = {
            ROW: problems[0].number,
            COLUMN: "; ".join(each.column for each in problems if each.column),
            VALUE: "; ".join(each.value for each in problems),
            REASON: "; ".join(each.reason for each in problems),
        }
        try:
            if self._file is None:
                self._file = self._opened()
            self._file.write(self._line(cells, added))
        except OSError as error:
            raise self._refusal(error) from error
        self.count += 1

    def kept(self) -> int:
        """Make sure that what is written until now outlives us; return how many bytes that are."""
        if self._file is None:
            return 0
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            return self._part.stat().st_size
        except OSError as error:
            raise self._refusal(error) from error

    def go_on(self, size: int) -> None:
        """Go on after the first `size` bytes of a file that was not finished."""
        if not size:
            return
        try:
            os.truncate(self._part, size)
            self._file = self._part.open("a", encoding="utf-8", newline="")
        except OSError as error:
            raise self._refusal(error) from error

    def close(self, kept: bool = True) -> None:
        """Put the file where it belongs, or leave what was there."""
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            file.close()
            if kept:
                self._part.replace(self.path)
        except OSError as error:
            raise self._refusal(error) from error
        finally:
            with suppress(OSError):
                self._part.unlink(missing_ok=True)

    def leave(self) -> None:
        """Let go of a file that is not finished, for `go_on`."""
        if self._file:
            file, self._file = self._file, None
            with suppress(OSError):
                file.close()

    def _opened(self) -> TextIO:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self._part.open("w", encoding="utf-8", newline="")
        if self._columns is not None:
            file.write(_csv([*self._columns, *ADDED]))
        return file

    def _line(self, cells: Mapping[str, Any], added: Mapping[str, Any]) -> str:
        if self._columns is None:
            return f"{_json({**cells, **added})}\n"
        ours = [_harmless(str(value)) for value in added.values()]
        return _csv([whole(str(cells.get(name, ""))) for name in self._columns] + [whole(each) for each in ours])

    def _refusal(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path} cannot be written: {error.strerror}; choose another folder for rejects")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _json(value: Any) -> str:
    """Return a value as JSON in one line, its numbers as exact as they came."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_json(str(name))}: {_json(each)}' for name, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_json, value))}]"
    if isinstance(value, Decimal):
        return str(value)
    # What is no character can be written in an escape alone.
    return json.dumps(value, ensure_ascii=isinstance(value, str) and whole(value) != value)
