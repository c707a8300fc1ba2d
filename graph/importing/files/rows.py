"""Rows: what a table of any format gives, one after the other, and what may be said of it beforehand."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import SourceError
from graph.importing.drafts import Problem

# Of a cell, in characters. A larger one is not read; the rows around it are.
CELL_LIMIT = 10 * 1024 * 1024
COLUMN_LIMIT = 16_384  # that of spreadsheets

# The columns of a file of rows to be mended, beside those of the table. A mended row keeps its number.
ROW, COLUMN, VALUE, REASON = ADDED = ("ogniwo:row", "ogniwo:column", "ogniwo:value", "ogniwo:reason")

# What cannot be in a cell. Those of U+0080 to U+009F are left to whoever wants the cell.
# A byte that is not of the encoding stands in a text as U+DC00 and the byte (see `graph.importing.files.encodings`).
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(0x80) if UNREADABLE.match(chr(code)))


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What is known of a table before it is opened; what is None is found out.

    `rows` are the dotted keys that lead to the list of objects in a JSON file; `heading` is the line of a spreadsheet
    or CSV file on which the headings stand; a `quote` of "" means that there is none.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'
    sheet: str | None = None
    heading: int = 1
    rows: str | None = None


class SourceRow(NamedTuple):
    """A row that could be read: text by column, or the values of a JSON object by key."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SpoiltRow:
    """A row that could not be read, with what is known of its cells.

    Without cells, the problem's value is the row as it stands in the file.
    """

    problem: Problem
    cells: Mapping[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Its number in the file."""
        return self.problem.number


class Table(ABC):
    """A file of rows. Each iteration reads it from the beginning, in constant memory, and lets go of it at its end."""

    def __init__(self, path: Path, columns: Sequence[str] | None) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.position = 0
        self.mended = columns is not None and ROW in columns
        self.headings = columns
        self.columns = columns and [each for each in columns if each not in ADDED]

    @abstractmethod
    def __iter__(self) -> Iterator[SourceRow | SpoiltRow]:
        """Yield every row, and what is wrong with those that cannot be read."""

    def together(self, rows: Iterator[SourceRow | SpoiltRow], size: int) -> Iterator[Sequence[SourceRow | SpoiltRow]]:
        """Yield some rows at a time that can be written without those that follow: `size` of them, where it can be."""
        while some := list(islice(rows, size)):
            yield some

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 of the file as it is, in hexadecimal digits."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise SourceError(str(self.path), 1, f"cannot be read: {error.strerror}") from error

    def refusal(self, message: str, line: int = 1) -> SourceError:
        """Return the error that says what is wrong with the file as a whole."""
        return SourceError(str(self.path), line, message)


def mended(row: SourceRow | SpoiltRow) -> SourceRow | SpoiltRow:
    """Return a row of a mended file as it would stand in its own: under its own number, without what was added."""
    if ROW not in row.cells:
        return row
    given = str(row.cells[ROW]).strip()
    cells = {name: value for name, value in row.cells.items() if name not in ADDED}
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        return SpoiltRow(Problem(row.number, ROW, given, "wanted the number that the row had"), cells)
    number = int(given)
    if isinstance(row, SpoiltRow):
        return SpoiltRow(replace(row.problem, number=number), cells)
    if not any(value != "" for value in cells.values()):
        text = str(row.cells.get(VALUE, ""))
        return SpoiltRow(Problem(number, "", text, f"is not mended: its cells are empty; they are in {VALUE}"))
    for name, value in cells.items():
        if isinstance(value, str) and "\ufffd" in value:
            return SpoiltRow(Problem(number, name, value, "wanted the character for which U+FFFD stands"), cells)
    return SourceRow(number, cells)


def is_readable(text: str) -> bool:
    """Whether nothing in a text is UNREADABLE: what the pattern would find, in a quarter of its time."""
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    plain = len(encoded.translate(None, _CONTROLS)) == len(encoded)
    return plain and "\ufffe" not in text and "\uffff" not in text


def unreadable(number: int, cells: Mapping[str, str], encoding: str = "UTF-8") -> Problem | None:
    """Return what is wrong with the characters of a row."""
    for column, text in cells.items():
        if (found := UNREADABLE.search(text)) and column not in ADDED:
            return Problem(number, column, whole(text), strange(found[0], found.start(), encoding))
    return None


def whole(text: str) -> str:
    """Return a text that can be written: U+FFFD stands for what is no character."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def strange(character: str, position: int, encoding: str = "UTF-8") -> str:
    """Say what is wrong with a character that is UNREADABLE, the `position`-th of its text from 0."""
    code = ord(character)
    if 0xDC00 <= code <= 0xDCFF:
        return f"byte 0x{code & 0xFF:02X} at character {position + 1} is not {encoding}; name the encoding, or mend it"
    what = "surrogate" if 0xD800 <= code <= 0xDFFF else "control character"
    return f"wanted text, came the {what} U+{code:04X} at character {position + 1}"
