"""Limits: how much an RDF file may take, so that no file can exhaust the machine that reads it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from time import monotonic

from graph.errors import InvalidValue, SourceError

DEPTH = 64  # of brackets, lists and elements within each other
LONGEST_TEXT = 16 * 1024 * 1024  # bytes of a literal, as the parser has it; of a line of Turtle, four times that
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What the files of one import may come to, each a whole number that `--limit NAME=VALUE` changes.

    `megabytes` are those of all content, unpacked, `packing` is how many bytes of it may come of one that is packed,
    `triples` are those of one subject, `minutes` how long it may be read.
    """

    megabytes: int = 50_000
    packing: int = 300
    triples: int = 500_000
    minutes: int = 720

    def changed(self, said: Mapping[str, str]) -> "Limits":
        """Return the limits with others in their place. Raises InvalidValue."""
        known = asdict(self)
        for name, text in said.items():
            if name not in known:
                raise InvalidValue(f"there is no limit {name[:40]!r}: {', '.join(known)}")
            if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
                raise InvalidValue(f"the limit {name} is a whole number above 0, and not {text[:40]!r}")
        return replace(self, **{name: int(text) for name, text in said.items()})


DEFAULTS = Limits()


class Allowance:
    """What is left of the limits while the files of an import are read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bytes = 0
        self._end = monotonic() + 60 * limits.minutes

    def take(self, file: str, line: int, content: int, read: int, packed: int) -> None:
        """Take `content` bytes more; `read` are those of this file until now, `packed` what they came of."""
        limits = self.limits
        self._bytes += content
        if self._bytes > limits.megabytes * MEGABYTE:
            raise SourceError(file, line, _more("megabytes", limits.megabytes, "megabytes of content"))
        if read > 10 * MEGABYTE and read > packed * limits.packing:
            raise SourceError(file, line, _more("packing", limits.packing, "bytes of content for each that is packed"))
        if monotonic() > self._end:
            raise SourceError(file, line, _more("minutes", limits.minutes, "minutes of reading"))


def _more(name: str, most: int, what: str) -> str:
    return f"comes to more than {most:,} {what}: raise it by --limit {name}=..., if you trust the file"
