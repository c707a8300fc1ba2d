"""Tables of JSON objects: one to a line, or in a list anywhere in a file, of any size."""

import json
import re
from abc import abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.importing.drafts import Problem
from graph.importing.files.encodings import LINE_LIMIT, encoding_of, lines_of, text_of
from graph.importing.files.pieces import Malformed, Pieces
from graph.importing.files.rows import (
    ADDED,
    CELL_LIMIT,
    UNREADABLE,
    SourceRow,
    SpoiltRow,
    Table,
    TableOptions,
    is_readable,
    mended,
    strange,
    whole,
)
from graph.importing.files.streams import Stream

DEPTH = 64  # of lists and objects within each other

_ESCAPES = re.compile(r"\\u(?:00[01]|007[fF]|[dD][89a-fA-F]|[fF]{3}[eEfF])")
_KEY = re.compile(r'"([^"]+)"|([^."]+)')


class _Table(Table):
    """What both have: numbers are exact, and each object is looked at before it is given."""

    def __init__(self, path: Path, options: TableOptions) -> None:
        super().__init__(path, None)
        self.encoding = encoding_of(path, options.encoding)
        self._rest = ""
        self._marks: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=Decimal, parse_constant=self._constant, strict=False
        )

    def __iter__(self) -> Iterator[SourceRow | SpoiltRow]:
        self.position = 0
        stream = Stream(self.path)
        number = 0
        for row in self._rows(stream):
            number = row.number
            yield mended(row)
        self.position = self.size
        if stream.cut:
            reason = f"{stream.cut}: what follows is not there; fetch the file again"
            yield SpoiltRow(Problem(number + 1, "", whole(self._rest), reason))

    @abstractmethod
    def _rows(self, stream: Stream) -> Iterator[SourceRow | SpoiltRow]:
        """Yield the objects; what is left unfinished in a file that was cut is the `_rest`."""

    def _judged(self, number: int, found: Any, text: str) -> SourceRow | SpoiltRow:
        """Return an object as a row, unless something is wrong with it."""
        marks, self._marks = self._marks, []
        if not isinstance(found, dict):
            return SpoiltRow(Problem(number, "", whole(text), f"wanted an object, came {_what(found)}"))
        if text.count("{") + text.count("[") > DEPTH and depth(found) > DEPTH:
            return SpoiltRow(Problem(number, "", whole(text), f"is nested more than {DEPTH} deep"))
        if marks:
            return SpoiltRow(Problem(number, "", whole(text), marks[0]), found)
        if len(text) > CELL_LIMIT and any(len(each) > CELL_LIMIT for each in _texts(found)):
            reason = f"wanted values of at most {CELL_LIMIT:,} characters, came a longer one"
            return SpoiltRow(Problem(number, "", whole(text), reason))
        if (_ESCAPES.search(text) or not is_readable(text)) and (problem := self._strange(number, found)):
            return SpoiltRow(problem, found)
        return SourceRow(number, found)

    def _strange(self, number: int, found: dict[str, Any]) -> Problem | None:
        for column, value in found.items():
            for text in (column, *_texts(value)) if column not in ADDED else ():
                if character := UNREADABLE.search(text):
                    reason = strange(character[0], character.start(), self.encoding)
                    return Problem(number, whole(column), whole(text), reason)
        return None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for place, name in enumerate(names) if name in names[:place])
            self._marks.append(f"the key {whole(twice)[:100]!r} stands twice in one object")
        return found

    def _constant(self, name: str) -> None:
        self._marks.append(f"wanted a number, came {name}")


class LinesTable(_Table):
    """A file with a JSON object on each line. Empty lines are counted, and are no rows."""

    def _rows(self, stream: Stream) -> Iterator[SourceRow | SpoiltRow]:
        number, long = 0, False
        self._rest = ""
        for lines in lines_of(text_of(stream, self.encoding)):
            self.position = stream.position
            if stream.cut and not lines[-1].endswith("\n"):
                self._rest = lines.pop()
            for line in lines:
                if long:
                    long = not line.endswith(("\n", "\r"))
                    continue
                number += 1
                long = len(line) >= LINE_LIMIT and not line.endswith(("\n", "\r"))
                if line := line.strip():
                    yield self._row(number, line)

    def _row(self, number: int, line: str) -> SourceRow | SpoiltRow:
        if len(line) >= LINE_LIMIT:
            return SpoiltRow(Problem(number, "", whole(line), f"wanted a line of at most {LINE_LIMIT:,} characters"))
        self._marks = []
        try:
            found = self._decoder.decode(line)
        except (ValueError, RecursionError) as error:
            return SpoiltRow(Problem(number, "", whole(line), said(error)))
        return self._judged(number, found, line)


class ObjectsTable(_Table):
    """A JSON file with a list of objects, at its top or behind the dotted keys of `rows`."""

    def __init__(self, path: Path, options: TableOptions) -> None:
        super().__init__(path, options)
        self._keys = [match[1] or match[2] for match in _KEY.finditer(options.rows or "")]
        self._list(Stream(path))

    def _list(self, stream: Stream) -> Pieces:
        """Return the text from the first object of the list on. Raises SourceError if there is no such list."""
        pieces = Pieces(self._pieces(stream), self._decoder)
        came = pieces.peek()
        if not came:
            raise self.refusal("is empty" if not stream.cut else stream.cut)
        try:
            for depth, key in enumerate(self._keys):
                if not pieces.enter(key):
                    raise self.refusal(f"has no {'.'.join(self._keys[: depth + 1])}: name by `rows:` where the list is")
        except Malformed as error:
            raise self.refusal(f"is not JSON: {error}") from error
        if pieces.peek() != "[":
            where = ".".join(self._keys) or "its top"
            came = {"{": "an object", "": "its end"}.get(pieces.peek(), "another value")
            hint = "; name by `rows:` where the list is, or the format jsonl if each line is an object"
            raise self.refusal(f"wanted a list of objects at {where}, came {came}{hint}")
        pieces.take()
        return pieces

    def _rows(self, stream: Stream) -> Iterator[SourceRow | SpoiltRow]:
        self._rest = ""
        pieces = self._list(stream)
        number = 0
        while (came := pieces.peek()) not in {"]", ""}:
            number += 1
            row = self._row(pieces, number)
            came = pieces.peek()
            if stream.cut and not came and isinstance(row, SpoiltRow):
                self._rest = row.problem.value
                return
            if not came and isinstance(row, SpoiltRow):
                yield SpoiltRow(Problem(number, "", row.problem.value, "the file ends in the middle of this object"))
                return
            yield row
            if came == ",":
                pieces.take()
            elif came not in {"]", ""}:
                number += 1
                yield self._astray(pieces, number)
        if not came and not stream.cut:
            yield SpoiltRow(Problem(number + 1, "", "", "the file ends before its list does: fetch it again"))
        if came and not self._keys:
            pieces.take()
            if pieces.peek():
                yield SpoiltRow(Problem(number + 1, "", pieces.start(), "wanted the end of the file after its list"))

    def _row(self, pieces: Pieces, number: int) -> SourceRow | SpoiltRow:
        self._marks = []
        try:
            found, text = pieces.value()
        except (ValueError, RecursionError, Malformed) as error:
            text = pieces.start()
            pieces.skip()
            return SpoiltRow(Problem(number, "", whole(text), said(error)))
        return self._judged(number, found, text)

    def _astray(self, pieces: Pieces, number: int) -> SpoiltRow:
        """Pass over what stands between two objects where a comma should."""
        text = pieces.start()
        pieces.skip()
        if pieces.peek() in {",", "}"}:
            pieces.take()
        return SpoiltRow(Problem(number, "", whole(text), "wanted a comma between two objects"))

    def _pieces(self, stream: Stream) -> Iterator[str]:
        for piece in text_of(stream, self.encoding):
            self.position = stream.position
            yield piece


def said(error: Exception) -> str:
    """Return what is wrong with a JSON value that cannot be read."""
    if isinstance(error, RecursionError):
        return f"is nested more than {DEPTH} deep"
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: {error.msg}, at character {error.pos + 1}"
    return str(error) if isinstance(error, Malformed) else "holds a number of too many digits"


def _what(found: Any) -> str:
    names = {bool: "true or false", str: "a text", list: "a list", type(None): "null"}
    return names.get(type(found), "a number")


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts and keys in a value."""
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            todo += (*each, *each.values())
        elif isinstance(each, list):
            todo += each


def depth(value: Any) -> int:
    """Return how many lists and objects stand within each other at the most."""
    found, level = 0, [value]
    while level := [each for each in level if isinstance(each, dict | list)]:
        found += 1
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    return found
