"""Delimited tables: CSV and TSV in any dialect. A row that is broken does not take others with it."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from graph.errors import SourceError
from graph.importing.drafts import Problem
from graph.importing.files.encodings import LINE_LIMIT, encoding_of, lines_of, text_of
from graph.importing.files.headings import dialect, headings, separators
from graph.importing.files.rows import (
    ADDED,
    CELL_LIMIT,
    SourceRow,
    SpoiltRow,
    Table,
    TableOptions,
    is_readable,
    mended,
    unreadable,
    whole,
)
from graph.importing.files.streams import Stream

SAMPLE = 200  # lines by which is judged whether they are rows
ROW_LIMIT = 4 * CELL_LIMIT
# What a spreadsheet takes for a formula. It is never evaluated here, and no value either.
FORMULA = re.compile(r"=\s*[^\s=>]")

_ENDS = ("\n", "\r")
_LARGE = "field larger than field limit"
_OPEN = "unexpected end of data"
_OVERLONG = f"wanted lines of at most {LINE_LIMIT:,} characters, came a longer one"
_ENDLESS = f"wanted a row of at most {ROW_LIMIT:,} characters, came one that does not end"


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that is not of the dialect: the line as it stands, and why."""

    text: str
    reason: str


class DelimitedTable(Table):
    """A CSV or TSV file. Its rows are text by column; lines without anything are counted, and are no rows."""

    def __init__(self, path: Path, options: TableOptions) -> None:
        self._encoding = encoding_of(path, options.encoding)
        self._heading = options.heading
        delimiter, quote = separators(path, self._encoding, options)
        self._dialect = {**dialect(delimiter, quote), "strict": True}
        super().__init__(path, headings(path, self._first(path), options.heading))
        self.encoding, self.delimiter = self._encoding, delimiter

    def __iter__(self) -> Iterator[SourceRow | SpoiltRow]:
        for row in self._rows():
            yield mended(row) if self.mended else row

    def _rows(self) -> Iterator[SourceRow | SpoiltRow]:
        assert self.headings is not None
        columns, width = self.headings, len(self.headings)
        self.position, self._rest = 0, ""
        stream = Stream(self.path)
        records = Records(self._lines(stream), self._dialect, width)
        number = -self._heading
        for cells in records:
            number += 1
            if number < 1 or not cells:
                continue
            if isinstance(cells, Broken):
                yield SpoiltRow(Problem(number, "", whole(cells.text), cells.reason))
            elif len(cells) != width:
                reason = f"wanted {width} cells, came {len(cells)}"
                yield SpoiltRow(Problem(number, "", whole(records.text), reason))
            elif records.strange and (problem := self._strange(number, cells)):
                yield SpoiltRow(problem, dict(zip(columns, cells, strict=True)))
            else:
                yield SourceRow(number, dict(zip(columns, cells)))  # noqa: B905 - the lengths are known to agree
        self.position = self.size
        if stream.cut:
            reason = f"{stream.cut}: what follows is not there; fetch the file again"
            yield SpoiltRow(Problem(max(number + 1, 1), "", whole(self._rest), reason))

    def _strange(self, number: int, cells: Sequence[str]) -> Problem | None:
        assert self.headings is not None
        named = dict(zip(self.headings, cells, strict=True))
        if problem := unreadable(number, named, self._encoding):
            return problem
        for column, text in named.items():
            if FORMULA.match(text) and column not in ADDED:
                return Problem(number, column, text, "wanted a value, came a formula")
        return None

    def _lines(self, stream: Stream) -> Iterator[list[str]]:
        for lines in lines_of(text_of(stream, self._encoding)):
            self.position = stream.position
            if stream.cut and not lines[-1].endswith(_ENDS):
                self._rest = lines.pop()
            if lines:
                yield lines

    def _first(self, path: Path) -> list[str]:
        """Return the cells of the line on which the headings stand."""
        stream = Stream(path)
        records = Records(lines_of(text_of(stream, self._encoding)), self._dialect, 0)
        found = islice(records, self._heading - 1, None)
        cells = next(found, None)
        if stream.cut and not any(found):
            raise SourceError(str(path), self._heading, f"{stream.cut}: fetch it again")
        if isinstance(cells, Broken):
            raise SourceError(str(path), self._heading, cells.reason)
        return cells or []


class Records:
    """The records of a text: lists of cells, empty ones for empty lines, or what is Broken.

    A quote that is never closed breaks its own line alone, where the lines that follow read as rows of `width` cells.
    `strange` says whether the last record may hold what is UNREADABLE or a FORMULA, and `text` is that record as it
    stands.
    """

    def __init__(self, pieces: Iterator[list[str]], dialect: dict[str, Any], width: int) -> None:
        self.strange = False
        self._dialect = dialect
        self._width = width
        self._quote: str = dialect["quotechar"] or "\0"
        before = re.escape(f"{dialect['delimiter']}{self._quote}\n\r")
        self._formula = re.compile(f"=(?<=[{before}]=)")  # which goes from one = to the next, as fast as `in` does
        self._source = self._flat(pieces)
        self._pending: deque[str] = deque()
        self._taken: list[str] = []
        self._overlong = self._shaken = False

    @property
    def text(self) -> str:
        """The last record as it stands in the file, without its end."""
        return "".join(self._taken).rstrip("\r\n")

    def __iter__(self) -> Iterator[list[str] | Broken]:
        while True:
            self._taken.clear()
            try:
                for cells in csv.reader(self._lines(), **self._dialect):
                    yield self._judged(cells) if self._overlong or self._shaken else cells
                    self._taken.clear()
            except csv.Error as error:
                problem = str(error)
            else:
                return
            if problem.startswith(_LARGE):
                self._give_back(self._taken)
                yield self._large()
            else:
                yield self._broken(problem)

    def _large(self) -> list[str] | Broken:
        """Read a record with cells that are larger than Python lets them be: its limit is for the whole process."""
        self._taken.clear()
        before = csv.field_size_limit(CELL_LIMIT)
        try:
            return self._judged(next(csv.reader(self._lines(), **self._dialect)))
        except csv.Error as error:
            return self._broken(str(error))
        finally:
            csv.field_size_limit(before)

    def _judged(self, cells: list[str]) -> list[str] | Broken:
        """Return the cells, unless the record was cut, or is what an open quote before it has left."""
        if self._overlong:
            self._overlong = False
            return Broken(self.text[:CELL_LIMIT], _OVERLONG)
        if self._shaken:
            self._shaken = self.text.count(self._quote) % 2 == 1
            if self._shaken:
                return Broken(self.text, "its quotes do not pair")
        return cells

    def _broken(self, error: str) -> Broken:
        """Return the record that could not be read, and have the lines read again that it took from others."""
        self._shaken = True
        if self._overlong:
            self._overlong = False
            return Broken(self.text[:CELL_LIMIT], _OVERLONG)
        if len(self._taken) > 1 and self._read_as_rows(self._taken[1:]):
            self._give_back(self._taken[1:])
            del self._taken[1:]
            return Broken(self.text, "a quote opens here that nothing closes: close it, or double it")
        if error.startswith(_LARGE):
            self._skip()
            return Broken(self.text, f"wanted cells of at most {CELL_LIMIT:,} characters, came a longer one")
        if error == _ENDLESS:
            return Broken(self.text[:CELL_LIMIT], error)
        if error.startswith(_OPEN):
            return Broken(self.text, "a quote opens here that nothing closes: the file may be cut")
        return Broken(self.text, f"is not of this dialect: {error}; double the quotes within a cell")

    def _read_as_rows(self, lines: Sequence[str]) -> bool:
        """Whether at least half of some lines are rows, each for itself."""
        some = lines[:SAMPLE]
        good = 0
        for line in some:
            try:
                good += [len(cells) for cells in csv.reader([line], **self._dialect)] == [self._width]
            except csv.Error:
                continue
        return 2 * good >= len(some)

    def _give_back(self, lines: Sequence[str]) -> None:
        """Have lines read again, with suspicion: what is known is only of the last piece of the text."""
        self._pending.extendleft(reversed(lines))
        self.strange = True

    def _skip(self) -> None:
        """Pass over what remains of a record whose quote is open, or was closed in its last line."""
        open_ = sum(line.count(self._quote) for line in self._taken) % 2
        while open_:
            line = self._pending.popleft() if self._pending else next(self._source, "")
            if not line:
                return
            open_ = (open_ + line.count(self._quote)) % 2

    def _lines(self) -> Iterator[str]:
        taken, pending, source = self._taken, self._pending, self._source
        while True:
            line = pending.popleft() if pending else next(source, "")
            if not line:
                return
            if line == _ENDLESS:
                raise csv.Error(_ENDLESS)
            taken.append(line)
            yield line

    def _flat(self, pieces: Iterator[list[str]]) -> Iterator[str]:
        """Yield the lines; what is longer than a line may be is cut, _ENDLESS ends a record without end."""
        held, first = 0, None  # how much has come of a record that began before this piece
        for lines in pieces:
            text = "".join(lines)
            begun = self._taken[0] if self._taken else None
            held, first = held + len(text) if begun is first else 0, begun
            found = text.startswith("=") or bool(self._formula.search(text)) or not is_readable(text)
            self.strange = found or (self.strange and bool(begun))
            if begun and held > ROW_LIMIT:
                held = 0
                yield _ENDLESS
            if len(lines[-1]) < LINE_LIMIT or text.endswith(_ENDS):
                yield from lines
                continue
            yield from lines[:-1]
            self._overlong = True
            yield lines[-1] + "\n"
            yield from _after_end(pieces)


def _after_end(pieces: Iterator[list[str]]) -> list[str]:
    """Return the lines that follow the first end of a line; none, if there is none."""
    for lines in pieces:
        if lines[0].endswith(_ENDS):
            return lines[1:]
    return []
