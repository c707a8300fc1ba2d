"""JSON-LD in parts: a context and some nodes at a time, so that a file of any size takes little memory.

A parser of JSON-LD holds a whole document. A context that is followed by a list of nodes, which is what we and most
others write, is as many documents of the same context as one likes.
"""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.errors import SourceError
from graph.importing.files.objects import depth, said
from graph.importing.files.pieces import Malformed, Pieces
from graph.importing.rdf.limits import DEPTH
from graph.rdf.context import CONTEXT_PATH

PART = 1 << 18  # characters of nodes that are parsed at once
WHOLE = 1 << 25  # characters of a document that has to be parsed as one

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def documents(
    path: Path, content: Iterator[bytes], address: str, context: Mapping[str, Any]
) -> Iterator[tuple[int, bytes]]:
    """Yield the parts of a document, each with the line on which it begins.

    Where the document names the context at `address`, `context` stands in its place. Raises SourceError.
    """
    yield from _Document(path, content, address, context).parts()


class _Lined(Pieces):
    """Pieces that know at which line they are."""

    _passed = 1

    @property
    def line(self) -> int:
        return self._passed + self._text.count("\n", 0, self._at)

    def rest(self) -> str:
        """Return all that is left, or as much as is too long."""
        parts = [self._text[self._at :]]
        while sum(map(len, parts)) <= WHOLE and (piece := next(self._source, "")):
            parts.append(piece)
        return "".join(parts)

    def _more(self) -> bool:
        self._passed += self._text.count("\n", 0, self._at)
        return super()._more()


class _Document:
    def __init__(self, path: Path, content: Iterator[bytes], address: str, context: Mapping[str, Any]) -> None:
        self._path, self._address, self._context = path, address, context
        self._pieces = _Lined(self._text(content), json.JSONDecoder(strict=False))

    def parts(self) -> Iterator[tuple[int, bytes]]:
        came = self._pieces.peek()
        if came == "[":
            self._pieces.take()
            yield from self._nodes("[", "]")
        elif came == "{":
            self._pieces.take()
            yield from self._object()
        else:
            raise self._refusal("is empty" if not came else "is not JSON-LD: wanted an object or a list of them")
        if self._pieces.peek():
            raise self._refusal("is not JSON: something follows its end")

    def _object(self) -> Iterator[tuple[int, bytes]]:
        """Yield an object in parts if it is a context and a graph, else as a whole."""
        start = "{"
        if self._key() == "@context":
            start += f'"@context":{self._substituted(self._value()[0])}'
            if self._pieces.peek() == ",":
                self._pieces.take()
                start += ","
                if self._key() == "@graph" and self._pieces.peek() == "[":
                    self._pieces.take()
                    yield from self._nodes(f'{start}"@graph":[', "]}")
                    if self._pieces.peek() != "}":
                        raise self._refusal("has something after its @graph: put @graph last")
                    self._pieces.take()
                    return
                start += f"{json.dumps(self._last_key)}:" if self._last_key else ""
        elif self._last_key:
            start += f"{json.dumps(self._last_key)}:"
        line, rest = self._pieces.line, self._pieces.rest()
        if len(rest) > WHOLE:
            raise self._refusal(f"has more than {WHOLE:,} characters in one node: begin with @context, then @graph")
        try:
            found = json.loads(start + rest)
        except (ValueError, RecursionError) as error:
            raise self._refusal(said(error)) from error
        self._check(found, rest)
        self._pieces = _Lined(iter(()), json.JSONDecoder())
        yield line, (start + rest).encode()

    _last_key = ""

    def _key(self) -> str:
        """Pass over a key and its colon; what is none is left to whoever reads the rest."""
        self._last_key = ""
        if self._pieces.peek() == '"':
            found, _ = self._value()
            if self._pieces.peek() != ":":
                raise self._refusal("is not JSON: wanted a colon after a key")
            self._pieces.take()
            self._last_key = found
        return self._last_key

    def _nodes(self, start: str, end: str) -> Iterator[tuple[int, bytes]]:
        """Yield the nodes of a list, some at a time."""
        texts: list[str] = []
        size, line = 0, self._pieces.line
        while (came := self._pieces.peek()) != "]":
            found, text = self._value()
            if isinstance(found, dict) and "@context" in found:
                found["@context"] = json.loads(self._substituted(found["@context"]))
                text = json.dumps(found)
            texts.append(text)
            size += len(text)
            came = self._pieces.peek()
            if came == ",":
                self._pieces.take()
            elif came != "]":
                raise self._refusal("is not JSON: wanted a comma or the end of a list" if came else "ends in a list")
            if size > PART:
                yield line, (start + ",".join(texts) + end).encode()
                texts, size, line = [], 0, self._pieces.line
        self._pieces.take()
        yield line, (start + ",".join(texts) + end).encode()

    def _value(self) -> tuple[Any, str]:
        try:
            found, text = self._pieces.value()
        except (ValueError, RecursionError, Malformed) as error:
            raise self._refusal(said(error)) from error
        self._check(found, text)
        return found, text

    def _check(self, found: Any, text: str) -> None:
        if text.count("{") + text.count("[") > DEPTH and depth(found) > DEPTH:
            raise self._refusal(f"is nested more than {DEPTH} deep: write it flatter")
        if _SURROGATE.search(text):
            try:
                json.dumps(found, ensure_ascii=False).encode()
            except UnicodeEncodeError as error:
                raise self._refusal("has half of a surrogate pair, which is no character") from error

    def _substituted(self, context: Any) -> str:
        """Return a context as JSON, ours where it is named."""
        given = context if isinstance(context, list) else [context]
        for each in given:
            if isinstance(each, str) and each != self._address:
                shown = each[:200]
                known = f"; is it an Ogniwo's, name --base-iri {shown.removesuffix(CONTEXT_PATH)}"
                hint = known if each.endswith(f"/{CONTEXT_PATH}") else ": write it into the file"
                raise self._refusal(f"names the context {shown}, which is not fetched{hint}")
        return json.dumps([self._context["@context"] if isinstance(each, str) else each for each in given])

    def _text(self, content: Iterator[bytes]) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")()
        line = 1
        try:
            for piece in content:
                yield decoder.decode(piece)
                line += piece.count(b"\n")
            yield decoder.decode(b"", True)
        except UnicodeDecodeError as error:
            raise SourceError(str(self._path), line, "is not UTF-8: save it so") from error

    def _refusal(self, message: str) -> SourceError:
        return SourceError(str(self._path), self._pieces.line, message)
