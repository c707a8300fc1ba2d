"""Parsing: an RDF file as quads, one after the other, in constant memory; nothing else is read or fetched for it."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from graph.errors import SourceError
from graph.importing.files.streams import Stream, opened
from graph.importing.rdf.guards import GUARDS, Elements, Guard
from graph.importing.rdf.jsonld import documents
from graph.importing.rdf.limits import LONGEST_TEXT, Allowance

SUFFIXES = {".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld", ".rdf": "rdfxml", ".trig": "trig"}
NAMES = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML", "trig": "TriG"}

_FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}
_BOM = b"\xef\xbb\xbf"
_XML_PIECE = 1 << 12  # the parser names no line: that of the piece is near


def format_of(path: Path) -> str | None:
    """Return the format of RDF that the name of a file says, None for others."""
    suffixes = [each.lower() for each in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1]) if suffixes else None


class RdfFile:
    """A file of RDF; each iteration reads it from the beginning.

    `context` is what stands at `address`: the only context that a JSON-LD file may name.
    """

    def __init__(self, path: Path, allowance: Allowance, address: str, context: Mapping[str, Any]) -> None:
        self.path, self.allowance, self.address, self.context = path, allowance, address, context
        self.format = format_of(path) or ""
        self.position = 0

    @cached_property
    def checksum(self) -> str:
        """Its SHA-256, in hexadecimal digits."""
        with opened(self.path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def __iter__(self) -> Iterator[Quad]:
        """Yield what it says. Raises SourceError, with the line."""
        bytes_ = _Bytes(self)
        if self.format == "jsonld":
            for line, text in documents(self.path, bytes_.pieces(), self.address, self.context):
                yield from self._quads(text, RdfFormat.JSON_LD, bytes_, line)
        else:
            yield from self._quads(bytes_, _FORMATS[self.format], bytes_, 1)

    def _quads(self, given: Any, format_: RdfFormat, bytes_: "_Bytes", first: int) -> Iterator[Quad]:
        try:
            yield from parse(input=given, format=format_)
        except SyntaxError as error:
            # Of JSON-LD, a part is parsed for itself; of RDF/XML, no line is said.
            line = first + error.lineno - 1 if error.lineno else (first if self.format == "jsonld" else bytes_.line)
            raise SourceError(str(self.path), line, _said(self.format, error)) from error
        except MemoryError as error:
            reason = f"has a text of more than {LONGEST_TEXT:,} bytes: shorten it"
            raise SourceError(str(self.path), bytes_.line, reason) from error


class _Bytes:
    """The content of a file as a parser reads it, once its guard has released it."""

    def __init__(self, file: RdfFile) -> None:
        self._file, self._name = file, str(file.path)
        guard = GUARDS.get(file.format)
        self._guard: Guard | None = guard(self._name) if guard else None
        self._pieces = self._guarded(self._guard) if self._guard else iter(())
        self._left = b""
        self._line = 1

    @property
    def line(self) -> int:
        """The line until which it was read."""
        return self._guard.line if isinstance(self._guard, Elements) else self._line

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, b"" at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        size = min(size, _XML_PIECE) if isinstance(self._guard, Elements) else size
        given, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        self._line += given.count(b"\n")
        return given

    def pieces(self) -> Iterator[bytes]:
        """Yield the content as it is. Raises SourceError if it is too large, or cut."""
        stream = Stream(self._file.path)
        count, first, line = 0, True, 1
        for piece in stream.pieces():
            count += len(piece)
            packed = max(stream.position, 1)
            self._file.position = stream.position
            self._file.allowance.take(self._name, line, len(piece), count, packed)
            line += piece.count(b"\n")
            yield piece.removeprefix(_BOM) if first else piece
            first = False
        if stream.cut:
            raise SourceError(self._name, line, f"{stream.cut}: fetch the file again")

    def _guarded(self, guard: Guard) -> Iterator[bytes]:
        step = _XML_PIECE if isinstance(guard, Elements) else 0
        for piece in self.pieces():
            for at in range(0, len(piece), step or len(piece)):
                yield guard.released(piece[at : at + step] if step else piece)
        yield guard.released(b"")


def _said(format_: str, error: SyntaxError) -> str:
    """Return in one line what a parser found wrong, and what to do where that is known."""
    said = " ".join(str(error.msg or error).split())
    if "LoadDocumentCallback" in said:
        return "names a context elsewhere, which is not fetched: write it into the file, at its beginning"
    if "No scheme found in an absolute IRI" in said:
        return "has a relative IRI: name by @base or xml:base what it stands under"
    said = said.partition(": ")[2] if said.startswith("Parser error at") else said
    where = f", at column {error.offset}" if error.offset else ""
    return f"is not {NAMES[format_]}: {said[:300]}{where}"
