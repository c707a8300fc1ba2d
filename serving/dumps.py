"""Dumps: files of the whole graph in each format, made once a revision, and what is true of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file as it stands under /dump/: `name` is `ogniwo.ttl.gz`, `format` a key of FORMATS, `sha256` hexadecimal.

    `media_type` is that of the format, whether it is gzipped or not.
    """

    name: str
    format: str
    media_type: str
    size: int
    sha256: str
    is_gzipped: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is true of the dumps of a revision: its time (UTC, ISO 8601, ends in Z), how many triples there are in each
    format, how many entities of each kind, by its name, and the files.
    """

    revision: int
    time: str
    triples: int
    entities: Mapping[str, int]
    files: tuple[DumpFile, ...]


class Dumps:
    """The dumps of a graph."""

    def manifest(self) -> Manifest | None:
        """Return what is true of the newest revision of which there are files, None if there are none yet."""
        return None
