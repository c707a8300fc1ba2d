"""Tables: files of rows in the formats that people have, opened by what they are."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from graph.errors import SourceError
from graph.importing.files.delimited import DelimitedTable
from graph.importing.files.objects import LinesTable, ObjectsTable
from graph.importing.files.rows import ROW, SourceRow, SpoiltRow, Table, TableOptions
from graph.importing.files.sheets import SheetTable
from graph.importing.files.streams import GZIP, Stream, opened

__all__ = ["FORMATS", "SourceRow", "SpoiltRow", "Table", "TableOptions", "open_table"]

FORMATS: Mapping[str, Callable[[Path, TableOptions], Table]] = {
    "csv": DelimitedTable,
    "tsv": DelimitedTable,
    "json": ObjectsTable,
    "jsonl": LinesTable,
    "xlsx": SheetTable,
}
UNKNOWN = TableOptions()
SUFFIXES = {"csv": "csv", "txt": "csv", "tsv": "tsv", "tab": "tsv", "json": "json", "jsonl": "jsonl", "ndjson": "jsonl",
            "xlsx": "xlsx", "xlsm": "xlsx"}  # fmt: skip
OTHERS = {"xls": "an old spreadsheet", "ods": "an OpenDocument spreadsheet", "zip": "an archive", "pdf": "a PDF"}


def open_table(path: Path, options: TableOptions = UNKNOWN) -> Table:
    """Open a file of rows: what is wrong with it as a whole is found here.

    A file of rows that were mended (see `graph.importing.rejects`) is known by its columns, whatever the options say.
    Raises SourceError.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is no file" if path.exists() else "is not there"
        raise SourceError(str(path), 1, f"{what}: name a file of rows")
    with opened(path) as file:
        packed = file.read(2) == GZIP
    if not packed and path.suffix.lower() == ".gz" and path.stat().st_size:
        raise SourceError(str(path), 1, "is not gzipped, as its name says")
    if options.heading < 1:
        raise SourceError(str(path), 1, f"wanted a line of headings, from 1, came {options.heading}")
    if _is_mended(path):
        options = TableOptions(format=_by_name(path))
    format_ = options.format or _by_name(path)
    return FORMATS[format_](path, replace(options, format=format_))


def _by_name(path: Path) -> str:
    """Return the format that the name of a file says."""
    suffixes = [each.lower().removeprefix(".") for each in path.suffixes]
    if suffixes and suffixes[-1] == "gz":
        suffixes.pop()
    last = suffixes[-1] if suffixes else ""
    if last not in SUFFIXES:
        what = f"is {OTHERS[last]}: save it as one of" if last in OTHERS else "does not say its format: name it, one of"
        raise SourceError(str(path), 1, f"{what} {', '.join(FORMATS)}")
    return SUFFIXES[last]


def _is_mended(path: Path) -> bool:
    start = next(Stream(path).pieces(), b"").replace(b"\0", b"")  # it may have been saved in UTF-16
    return ROW.encode() in start.partition(b"\n")[0]
