"""Where output goes: standard output, or a file that is there only when all of it is written, gzipped by its suffix."""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from graph.errors import OutputError

GZIPPED = ".gz"


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Open standard output if no path is named, else the file. Raises OutputError."""
    if path is None:
        if sys.stdout is None:
            raise OutputError("standard output is closed; name a file by -o")
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    path = path.resolve()
    part = _part(path)
    try:
        with part.open("wb") as file:
            if path.suffix == GZIPPED:
                # No name and no time, so that the same graph is the same file.
                with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as zipped:
                    yield cast(BinaryIO, zipped)
            else:
                yield file
        if part != path:
            part.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; choose another file") from error
    finally:
        if part != path:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    """Return what is written until it is whole: a file beside another, but a pipe or a device itself."""
    try:
        is_file = path.is_file() or not path.exists()
    except OSError:  # no name of a file: opening it tells why
        is_file = False
    return path.parent / f".{path.name}.part" if is_file else path


def suffix_of(path: Path | None) -> str:
    """Return the suffix that says what a file holds, without that of gzip."""
    return "" if path is None else Path(path.name.removesuffix(GZIPPED)).suffix
