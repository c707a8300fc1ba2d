"""Pieces: a JSON text that comes in pieces, read a value at a time, without ever holding more than one."""

import json
import re
from collections.abc import Iterator
from typing import Any

from graph.importing.files.rows import CELL_LIMIT

VALUE_LIMIT = 4 * CELL_LIMIT  # of one value, in characters

_TOO_LONG = f"wanted a value of at most {VALUE_LIMIT:,} characters, came a longer one"
_SPACE = re.compile(r"[ \t\r\n]*")
_OUTSIDE = re.compile(r'["{}\[\],]')
_INSIDE = re.compile(r'\\.|"', re.DOTALL)
_NEAR = 16  # an error so near the end of what is there may be of the end's making


class Malformed(Exception):
    """A text is not JSON, or a value in it is too large."""


class Pieces:
    """A place in a JSON text, which only goes forward."""

    def __init__(self, pieces: Iterator[str], decoder: json.JSONDecoder) -> None:
        self._source = pieces
        self._decoder = decoder
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """Return the next character that is no space; "" at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self) -> None:
        """Pass over the character that was peeked at."""
        self._at += 1

    def start(self) -> str:
        """Return how what comes next begins."""
        return self._text[self._at : self._at + 200]

    def value(self) -> tuple[Any, str]:
        """Return the value that stands next, and its text. Raises what the decoder does, and Malformed."""
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                place = error.pos - self._at
                if self._is_certain(error) or not self._more():
                    raise json.JSONDecodeError(error.msg, "", place) from error
                continue
            if end - self._at > VALUE_LIMIT:
                raise Malformed(_TOO_LONG)
            # A number at the end of a piece may go on in the next.
            if end < len(self._text) or self._text[end - 1] in '}]"' or not self._more():
                text, self._at = self._text[self._at : end], end
                return found, text

    def enter(self, key: str) -> bool:
        """Go to the value of a key of the object that stands next, and say whether there is one. Raises Malformed."""
        if self.peek() != "{":
            return False
        self.take()
        while self.peek() == '"':
            try:
                name, _ = self.value()
            except ValueError as error:
                raise Malformed("a key is cut") from error
            if self.peek() != ":":
                raise Malformed(f"wanted a colon after the key {name[:100]!r}")
            self.take()
            if name == key:
                return True
            self.skip()
            if self.peek() == ",":
                self.take()
        return False

    def skip(self) -> None:
        """Pass over the value that stands next, whatever its size and however broken, by its brackets."""
        depth, inside = 0, False
        while True:
            match = (_INSIDE if inside else _OUTSIDE).search(self._text, self._at)
            if not match:
                # A backslash waits for what it escapes.
                self._at = len(self._text) - (inside and self._text.endswith("\\"))
                if not self._more():
                    self._at = len(self._text)
                    return
                continue
            sign, self._at = match[0], match.end()
            if inside or sign == '"':
                inside = sign != '"' if inside else True
                continue
            depth += (sign in "{[") - (sign in "}]")
            if depth < 0 or (sign == "," and not depth):
                self._at -= 1
                return
            if not depth:
                return

    def _is_certain(self, error: json.JSONDecodeError) -> bool:
        """Whether more of the text would not help; what does not end in VALUE_LIMIT is not read further."""
        if len(self._text) - self._at > VALUE_LIMIT:
            raise Malformed(_TOO_LONG)
        return error.pos < len(self._text) - _NEAR and not error.msg.startswith("Unterminated string")

    def _more(self) -> bool:
        """Read on, at least as much as is there, and forget what was passed; False at the end."""
        parts = [self._text[self._at :]]
        wanted = max(len(parts[0]), 1)
        for piece in self._source:
            parts.append(piece)
            wanted -= len(piece)
            if wanted <= 0:
                break
        self._text, self._at = "".join(parts), 0
        return len(parts) > 1
