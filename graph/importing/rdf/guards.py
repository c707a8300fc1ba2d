"""Guards: they see every byte of a file before a parser does, and refuse what could exhaust or mislead it."""

import re
from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from graph.errors import SourceError
from graph.importing.rdf.limits import DEPTH, LONGEST_TEXT

_TOO_DEEP = f"has brackets or elements more than {DEPTH} deep in each other: write it flatter"
_TOO_LONG = f"has a text of more than {LONGEST_TEXT:,} bytes: shorten it"


class Guard(Protocol):
    """What stands between a file and a parser. It raises SourceError."""

    def released(self, piece: bytes) -> bytes:
        """Return what may go on to the parser by now, given another piece; all that is left for b""."""


class Brackets:
    """Of Turtle and its kin: triple terms that are nested deep would crash the parser when it lets go of them."""

    # Texts, IRIs, comments and escapes; or what of them is not finished here.
    _TOKEN = re.compile(
        rb'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""'
        rb"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''"
        rb'|"(?!"")[^"\\\n\r]*+(?:\\.[^"\\\n\r]*+)*+"'
        rb"|'(?!'')[^'\\\n\r]*+(?:\\.[^'\\\n\r]*+)*+'"
        rb'|""(?!")'
        rb"|''(?!')"
        rb"|<[^<>\s\"]*+>|#[^\n\r]*+|\\."
        rb"|(?P<rest>[\"'\\].*)",
        re.DOTALL,
    )
    _REST = re.compile(rb"[\"'\\]")
    _OTHERS = bytes(set(range(256)) - set(b"[]()<>{}"))
    _STEPS: Mapping[int, int] = {**dict.fromkeys(b"[(<{", 1), **dict.fromkeys(b"])>}", -1)}

    def __init__(self, file: str) -> None:
        self._file, self._line, self._depth = file, 1, 0
        self._held: list[bytes] = []
        self._size = 0  # of what is held
        self._awaited = b"\n"  # what must come before anything more can go on

    def released(self, piece: bytes) -> bytes:
        """Return whole lines, but for a text that goes on in the next."""
        self._size += len(piece)
        if self._size > 4 * LONGEST_TEXT:
            raise SourceError(self._file, self._line, f"has a line or text of more than {4 * LONGEST_TEXT:,} bytes")
        last = self._held[-1][-2:] if self._held else b""
        self._held.append(piece)
        if piece and self._awaited not in last + piece:
            return b""
        text = b"".join(self._held)
        end = text.rfind(b"\n") + 1 if piece else len(text)
        plain = self._TOKEN.sub(rb"\g<rest>", text[:end])
        rest = self._REST.search(plain) if piece else None
        if rest:
            end -= len(plain) - rest.start()
            plain = plain[: rest.start()]
        self._held, self._size = [text[end:]], len(text) - end
        self._awaited = text[end : end + 3] if text[end : end + 3] in (b'"""', b"'''") else b"\n"
        for bracket in plain.translate(None, self._OTHERS):
            self._depth = max(self._depth + self._STEPS[bracket], 0)
            if self._depth > DEPTH:
                raise SourceError(self._file, self._line, _TOO_DEEP)
        self._line += text.count(b"\n", 0, end)
        return text[:end]


class Elements:
    """Of RDF/XML: no DOCTYPE, no other encoding than UTF-8, no elements without end."""

    def __init__(self, file: str) -> None:
        self._file, self._depth, self._run = file, 0, 0
        self._parser = expat.ParserCreate()
        # What is complete must be seen at once: the other parser would see it.
        getattr(self._parser, "SetReparseDeferralEnabled", lambda _: None)(False)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.XmlDeclHandler = self._declared

    @property
    def line(self) -> int:
        """The line at which it is."""
        return self._parser.CurrentLineNumber

    def released(self, piece: bytes) -> bytes:
        """Return the piece if nothing is wrong with it."""
        if piece:
            at = piece.rfind(b"<")
            self._run = self._run + len(piece) if at < 0 else len(piece) - at
            if self._run > LONGEST_TEXT:
                raise SourceError(self._file, self.line, _TOO_LONG)
        try:
            self._parser.Parse(piece, not piece)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            raise SourceError(self._file, error.lineno, f"is not XML: {said}, at column {error.offset + 1}") from error
        return piece

    def _start(self, _name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise SourceError(self._file, self.line, _TOO_DEEP)

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _doctype(self, *_: object) -> None:
        raise SourceError(self._file, self.line, "has a DOCTYPE, which may name other files: take it out")

    def _declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "us-ascii"}:
            raise SourceError(self._file, self.line, f"is in {encoding[:40]}: save it as UTF-8")


GUARDS: Mapping[str, Callable[[str], Guard]] = {
    "turtle": Brackets,
    "ntriples": Brackets,
    "trig": Brackets,
    "rdfxml": Elements,
}
