"""Headings: what divides the first line of a table, and the columns that it names."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from graph.errors import SourceError
from graph.importing.files.encodings import lines_of, text_of
from graph.importing.files.rows import COLUMN_LIMIT, UNREADABLE, TableOptions, strange
from graph.importing.files.streams import Stream

DELIMITERS = ",;\t|"
NAMED = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ",", "pipe": "|"}
SAMPLE = 200  # lines


def headings(path: Path, cells: Sequence[str], line: int) -> list[str]:
    """Return the names of the columns. Raises SourceError if one is empty, stands twice, or there are none."""
    file = str(path)
    names = [each.strip() for each in cells]
    if not any(names):
        raise SourceError(file, line, "wanted headings here, came an empty line" if line > 1 else "is empty")
    if len(names) > COLUMN_LIMIT:
        raise SourceError(file, line, f"has {len(names):,} columns, and may have {COLUMN_LIMIT:,}")
    for place, name in enumerate(names, 1):
        if not name:
            raise SourceError(file, line, f"column {place} has no heading: give it one")
        if found := UNREADABLE.search(name):
            raise SourceError(file, line, f"heading of column {place}: {strange(found[0], found.start())}")
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if name in seen:
            raise SourceError(file, line, f"{name!r} heads column {seen[name]} and column {place}: rename one")
        seen[name] = place
    return names


def separators(path: Path, encoding: str, options: TableOptions) -> tuple[str, str]:
    """Return the delimiter and the quote of a CSV file, those declared or the delimiter that divides it evenly."""
    quote = options.quote
    if len(quote) > 1 or quote in {"\r", "\n"}:
        raise SourceError(str(path), 1, f"wanted one character as a quote, or none, came {quote!r}")
    given = options.delimiter and NAMED.get(options.delimiter, options.delimiter)
    if given is None:
        return ("\t" if options.format == "tsv" else _likeliest(path, encoding, options)), quote
    if len(given) != 1 or given in {"\r", "\n", quote}:
        raise SourceError(str(path), 1, f"wanted one character as a delimiter, came {given!r}")
    return given, quote


def dialect(delimiter: str, quote: str) -> dict[str, Any]:
    """Return how the csv module reads with these; without a quote where that is empty."""
    quoting = {"quotechar": quote} if quote else {"quotechar": None, "quoting": csv.QUOTE_NONE}
    return {"delimiter": delimiter, **quoting}


def _likeliest(path: Path, encoding: str, options: TableOptions) -> str:
    sample = list(islice(_lines(path, encoding), SAMPLE))
    if len(sample) == SAMPLE:
        sample.pop()  # it may be cut
    return max(DELIMITERS, key=lambda each: _evenness(sample, each, options))


def _lines(path: Path, encoding: str) -> Iterator[str]:
    for lines in lines_of(text_of(Stream(path), encoding)):
        yield from (line[:COLUMN_LIMIT] for line in lines)


def _evenness(lines: Sequence[str], delimiter: str, options: TableOptions) -> tuple[float, int]:
    """Return which share of the rows has as many cells as the heading, to a tenth, and how many those are."""
    reader = csv.reader(lines, **dialect(delimiter, options.quote))
    widths: list[int] = []
    with suppress(csv.Error):  # what comes before it was read
        widths.extend(len(cells) for cells in reader)
    rows = [each for each in widths[options.heading - 1 :] if each]
    if not rows or rows[0] < 2:
        return 0, 0
    return round(rows.count(rows[0]) / len(rows), 1), rows[0]
