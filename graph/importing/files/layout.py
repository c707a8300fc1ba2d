"""The layout of a sheet: what its XML says only after its rows, found beforehand in one pass over its bytes."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl.utils import range_boundaries

from graph.errors import SourceError

PIECE = 1 << 17
ROW_LIMIT = 64 * 1024 * 1024  # of the XML of one row, in bytes
LAST_ROW = 1_048_576
MERGED_LIMIT = 100_000

_TAIL = 512  # how much of a piece is looked at again with the next: longer than a tag
_ROW = re.compile(rb"<(?:\w+:)?row[\s>][^>]*>?")
_NUMBER = re.compile(rb'\sr="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are merged: rows and columns from 1, both ends among them."""

    name: str
    first: int
    last: int
    left: int
    right: int


@dataclass(slots=True)
class Layout:
    """How many rows a sheet has, and what is merged, from the top down."""

    rows: int = 0
    merged: list[Merged] = field(default_factory=list)

    def at(self, row: int, columns: int) -> Merged | None:
        """Return what is merged in one of the first columns of a row."""
        for each in self.merged:
            if each.first > row:
                return None
            if row <= each.last and each.left <= columns:
                return each
        return None


def layout(archive: zipfile.ZipFile, name: str, refusal: Callable[[str], SourceError]) -> Layout:
    """Return the layout of a sheet. Raises a refusal if it is not as a spreadsheet writes it, and is too large."""
    found = Layout()
    merged: set[bytes] = set()
    rest, since = b"", 0
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            text = rest + piece
            since = _rows(found, text, since, len(piece), refusal)
            if b"mergeCell" in text:
                merged.update(_MERGED.findall(text))
            if len(merged) > MERGED_LIMIT:
                raise refusal(f"has more than {MERGED_LIMIT:,} merged cells: unmerge them")
            rest = text[-_TAIL:]
    found.merged = sorted((_merged(each.decode()) for each in merged), key=lambda each: each.first)
    return found


def _rows(found: Layout, text: bytes, since: int, new: int, refusal: Callable[[str], SourceError]) -> int:
    """Look at the rows that begin in a text, and return how many bytes there are since the last."""
    last = None
    for last in _ROW.finditer(text):
        number = _NUMBER.search(last[0])
        at = int(number[1][:12]) if number else 0
        if at > LAST_ROW:
            raise refusal(f"has a row {at:,}, and may have {LAST_ROW:,}")
        found.rows = max(found.rows, at)
    since = since + new if last is None else len(text) - last.start()
    if since > ROW_LIMIT:
        raise refusal(f"has a row of more than {ROW_LIMIT // 2**20} MB: save the sheet as CSV")
    return since


def _merged(name: str) -> Merged:
    left, first, right, last = (int(each or 0) for each in range_boundaries(name))
    return Merged(name, first, last, left, right)
