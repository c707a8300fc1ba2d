"""Spreadsheets as rows: nothing is evaluated, numbers and dates are exact text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from openpyxl.utils.escape import unescape

from graph.errors import SourceError
from graph.importing.drafts import Problem
from graph.importing.files.delimited import FORMULA
from graph.importing.files.headings import headings
from graph.importing.files.layout import layout
from graph.importing.files.rows import (
    ADDED,
    COLUMN_LIMIT,
    ROW,
    SourceRow,
    SpoiltRow,
    Table,
    TableOptions,
    mended,
    unreadable,
    whole,
)
from graph.importing.files.workbooks import Cell, Workbook, damage

_DDE = re.compile(r"=\s*['\w.@]+\|")  # asks another programme for a value


class SheetTable(Table):
    """A sheet of a workbook. Rows are numbered as they are seen, from the one below the headings."""

    def __init__(self, path: Path, options: TableOptions) -> None:
        with Workbook(path) as book:
            self._member = book.sheet(options.sheet)
            try:
                self._layout = layout(book.archive, self._member, book.refusal)
                first, cells = _lines(book.rows(self._member), 1, options.heading)
            except SourceError:
                raise
            except Exception as error:
                raise book.refusal(damage(error)) from error
        self._line = 1 if ROW in first else options.heading
        names = first if ROW in first else cells
        super().__init__(path, headings(path, names, self._line))
        if merged := self._layout.at(self._line, len(names)):
            raise self.refusal(f"the headings {merged.name} are merged: unmerge them, one to a column", self._line)

    def __iter__(self) -> Iterator[SourceRow | SpoiltRow]:
        line = self._line
        with Workbook(self.path) as book:
            rows = book.rows(self._member)
            while True:
                try:
                    line, cells = next(rows)
                except StopIteration:
                    break
                except Exception as error:
                    number = max(line + 1 - self._line, 1)
                    yield SpoiltRow(Problem(number, "", "", f"{damage(error)}: what follows is not there"))
                    break
                if line > self._line and any(each.value not in {None, ""} or each.formula for each in cells):
                    self.position = min(self.size, self.size * line // max(self._layout.rows, 1))
                    row = self._row(line, cells)
                    yield mended(row) if self.mended else row
        self.position = self.size

    def _row(self, line: int, cells: Sequence[Cell]) -> SourceRow | SpoiltRow:
        assert self.headings is not None
        number, width = line - self._line, len(self.headings)
        texts = _texts(cells)
        if len(texts) > width:
            reason = f"wanted {width} cells, came {len(texts)}"
            return SpoiltRow(Problem(number, "", whole("; ".join(texts)), reason))
        named = dict(zip(self.headings, texts + [""] * (width - len(texts)), strict=True))
        if merged := self._layout.at(line, width):
            reason = f"is merged with other cells: unmerge {merged.name} and fill each cell"
            return SpoiltRow(Problem(number, self.headings[merged.left - 1], merged.name, reason), named)
        for cell in cells:
            if (wrong := _wrong(cell)) and cell.column <= width:
                column = self.headings[cell.column - 1]
                if column not in ADDED:
                    return SpoiltRow(Problem(number, column, cell.formula or named[column], wrong), named)
        problem = unreadable(number, named)
        return SpoiltRow(problem, named) if problem else SourceRow(number, named)


def _lines(rows: Iterator[tuple[int, list[Cell]]], *wanted: int) -> list[list[str]]:
    """Return the texts of some rows, empty ones for those that are not there."""
    found: dict[int, list[str]] = {}
    for line, cells in rows:
        if line > max(wanted):
            break
        found[line] = _texts(cells)
    return [found.get(line, []) for line in wanted]


def _texts(cells: Sequence[Cell]) -> list[str]:
    """Return the texts of a row by place, as far as there are any."""
    texts: list[str] = []
    for cell in cells:
        if (text := _text(cell.value)) and 0 < cell.column <= COLUMN_LIMIT:
            texts += [""] * (cell.column - len(texts))
            texts[cell.column - 1] = text
    return texts


def _wrong(cell: Cell) -> str | None:
    """Return what is wrong with a cell."""
    value, formula = cell.value, cell.formula
    if formula is not None and _DDE.match(formula):
        return "wanted a value, came a formula that calls another programme"
    # Text without a character is what a formula may come to; nothing at all means that it was never worked out.
    if formula is not None and value is None and cell.kind != "str":
        return "wanted a value, came a formula that was never worked out: open the file, save it, or paste values"
    if cell.kind == "e":
        return f"wanted a value, came the error {value}"
    if isinstance(value, float) and not isfinite(value):
        return f"wanted a number, came {value}"
    if isinstance(value, str) and FORMULA.match(value):
        return "wanted a value, came a formula"
    return None


def _text(value: Any) -> str:
    """Return a value as exact text: a number to the 15 digits that a spreadsheet keeps, a date as ISO 8601 has it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _plain(value) if isfinite(value) else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _plain(value: float) -> str:
    text = format(Decimal(f"{value:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
