"""Workbooks: an XLSX file opened with no more of it in memory than it needs, and the cells of its sheets as written."""

import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

# Not public, and pinned for that in pyproject.toml: openpyxl's own way to the rows shows either a formula or its value.
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser

from graph.errors import SourceError
from graph.importing.files.streams import GZIP, Stream, opened

# Of what has to be in memory: texts that cells share, styles. A workbook beyond that comes in as CSV.
SHARED_LIMIT = 64 * 1024 * 1024
UNPACKED_LIMIT = 1024 * 1024 * 1024  # of a workbook that is gzipped
OLD = b"\xd0\xcf\x11\xe0"
ADVICE = "save it again, as .xlsx"


class Cell(NamedTuple):
    """A cell: its column from 1, openpyxl's letter for its type, its value, and its formula if it has one."""

    column: int
    kind: str
    value: Any
    formula: str | None


class Workbook:
    """An open XLSX file. What is wrong with it is a SourceError, but a sheet that breaks off raises as Python does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._unpacked()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what is not supported is nothing that is read here
                self._read()
        except SourceError:
            self._file.close()
            raise
        # openpyxl raises whatever a damaged file makes Python raise.
        except Exception as error:
            self._file.close()
            raise self.refusal(damage(error)) from error

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()
        self._file.close()

    def refusal(self, message: str) -> SourceError:
        """Return the error that says what is wrong with the file."""
        return SourceError(str(self._path), 1, message)

    def sheet(self, name: str | None) -> str:
        """Return where in the archive a sheet is: the one named, or the first. Raises SourceError."""
        if not self._sheets or (name is not None and name not in self._sheets):
            wanted = f"no sheet {name!r}" if name is not None else "no sheet of cells"
            raise self.refusal(f"has {wanted}; it has {', '.join(map(repr, self._sheets)) or 'none'}")
        return self._sheets[name] if name is not None else next(iter(self._sheets.values()))

    def rows(self, member: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows of a sheet that have cells, with their numbers from 1."""
        book: Any = self._reader.wb
        with self.archive.open(member) as source:
            parser = _Parser(
                source,
                self._reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            yield from parser.rows()

    def _read(self) -> None:
        with zipfile.ZipFile(self._file) as archive:
            for member in archive.infolist():
                if "/worksheets/" not in member.filename and member.file_size > SHARED_LIMIT:
                    size = f"{member.file_size // 2**20:,} MB, and may have {SHARED_LIMIT // 2**20}"
                    raise self.refusal(f"{member.filename} in it has {size}: save the sheet as CSV")
        self._reader = ExcelReader(self._file, read_only=True, data_only=True, keep_links=False)
        self.archive: zipfile.ZipFile = self._reader.archive
        self._reader.read_manifest()
        self._reader.read_strings()
        self._reader.read_workbook()
        apply_stylesheet(self.archive, self._reader.wb)
        self._sheets = {
            str(sheet.name): str(relation.target)
            for sheet, relation in self._reader.parser.find_sheets()
            if "chartsheet" not in relation.Type and relation.target in self.archive.namelist()
        }

    def _unpacked(self) -> IO[bytes]:
        """Open the file; the one on disk to which a gzipped one is unpacked is gone when it is closed."""
        with opened(self._path) as file:
            start = file.read(4)
        if start.startswith(OLD):
            raise self.refusal("is an old spreadsheet (.xls), or has a password: save it as .xlsx without one")
        if not start.startswith(GZIP):
            return opened(self._path)
        unpacked = tempfile.TemporaryFile()  # noqa: SIM115 - __exit__ closes it
        stream = Stream(self._path)
        for piece in stream.pieces():
            unpacked.write(piece)
            if unpacked.tell() > UNPACKED_LIMIT:
                unpacked.close()
                raise self.refusal(f"unpacks to more than {UNPACKED_LIMIT // 2**20:,} MB: save the sheet as CSV")
        if stream.cut:
            unpacked.close()
            raise self.refusal(f"{stream.cut}: fetch it again")
        return unpacked


class _Parser(WorkSheetParser):
    """openpyxl's reader of a sheet, which here forgets each row, and tells values and formulas at once."""

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows, and read nothing that follows them."""
        data: Element | None = None
        for event, element in iterparse(self.source, ("start", "end")):  # noqa: S314 - see above
            if event == "start":
                data = element if element.tag == DATA_TAG else data
            elif element.tag == ROW_TAG and data is not None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a number that is no date comes as an error
                    number, cells = self.parse_row(element)
                yield (
                    number,
                    [Cell(each["column"], each["data_type"], each["value"], each["formula"]) for each in cells],
                )
                data.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element: Any) -> Any:
        """Return a cell as openpyxl does, and its formula."""
        formula = element.find(FORMULA_TAG)
        return {**super().parse_cell(element), "formula": None if formula is None else f"={formula.text or ''}"}


def damage(error: Exception) -> str:
    """Say what is wrong with a file that made openpyxl raise something."""
    said = " ".join(str(error).split())[:100]
    if isinstance(error, zipfile.BadZipFile | EOFError):
        return f"is no spreadsheet (.xlsx), or cut ({said or 'it ends too soon'}): {ADVICE}"
    return f"is a damaged spreadsheet ({type(error).__name__}: {said}): {ADVICE}"
