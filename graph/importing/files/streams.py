"""Streams: the bytes of a file in pieces, unpacked where it is gzipped."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from graph.errors import SourceError

PIECE = 1 << 16
GZIP = b"\x1f\x8b"


class Stream:
    """The bytes of a file, unpacked.

    A packed file may end before its content does: then `cut` says so when the pieces end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cut = ""
        self.position = 0  # how many bytes of the file are read, as packed as they are

    def pieces(self) -> Iterator[bytes]:
        """Yield the content, and close the file."""
        with opened(self.path) as file:
            packed = file.peek(2).startswith(GZIP)
            unpacked: io.BufferedReader | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
            while piece := self._read(unpacked):
                self.position = file.tell()
                yield piece

    def _read(self, file: io.BufferedReader | gzip.GzipFile) -> bytes:
        try:
            return file.read1(PIECE)  # read() would drop what comes before a cut
        except EOFError:
            self.cut = "the gzip file ends in the middle"
        except (zlib.error, gzip.BadGzipFile) as error:
            self.cut = f"the gzip file is damaged ({error})"
        except OSError as error:
            raise SourceError(str(self.path), 1, f"cannot be read: {error.strerror}") from error
        return b""


def opened(path: Path) -> io.BufferedReader:
    """Open a file for reading. Raises SourceError."""
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "no such name is possible"
        raise SourceError(str(path), 1, f"cannot be read: {said}") from error
