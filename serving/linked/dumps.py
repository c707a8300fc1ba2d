"""Dumps: files of the whole graph in each format, made once a revision, and what is true of them."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.errors import OgniwoError
from graph.store import Store

MANIFEST = "manifest.json"
_REVISION = re.compile(r"[1-9]\d*")


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

    @property
    def sums(self) -> str:
        """The checksums as `sha256sum` checks them."""
        return "".join(f"{each.sha256}  {each.name}\n" for each in self.files)

    def write(self, folder: Path, makers: str) -> None:
        """Write it to a folder: it is there whole or not at all. `makers` says by what the files were made."""
        part = folder / f".{MANIFEST}"
        part.write_text(json.dumps({"makers": makers, **asdict(self)}, indent=1), "utf-8")
        part.replace(folder / MANIFEST)


class Dumps:
    """The dumps of a graph in a folder, where each revision has a folder of its own.

    `makers` are the texts that say how they are made: those of another version, or another base, are none of ours.
    """

    def __init__(self, store: Store, folder: Path, *makers: str) -> None:
        self.store, self.folder, self.makers = store, folder, "\n".join(makers)
        self._known: tuple[tuple[tuple[str, int], ...], Manifest | None] = ((), None)

    def manifest(self) -> Manifest | None:
        """Return what is true of the newest revision of which there are files, None if there are none yet."""
        with suppress(OSError):
            there = tuple((each.name, (each / MANIFEST).stat().st_mtime_ns) for each in self.revisions())
            if there != self._known[0]:
                found = (self._read(self.folder / name) for name, _ in sorted(there, key=_number, reverse=True))
                with suppress(OgniwoError):
                    self._known = there, next((each for each in found if each and self._is_ours(each)), None)
                    return self._known[1]
                return None
        return self._known[1]

    def path(self, manifest: Manifest, file: DumpFile) -> Path:
        """Return where a file is."""
        return self.folder / str(manifest.revision) / file.name

    def revisions(self) -> Iterator[Path]:
        """Yield the folders of revisions, whole ones."""
        with suppress(OSError):
            yield from (each for each in self.folder.iterdir() if _REVISION.fullmatch(each.name))

    def _is_ours(self, manifest: Manifest) -> bool:
        """Whether it is of this graph: another may have stood in the same database before."""
        with self.store.snapshot() as snapshot:
            return snapshot.revision_time(manifest.revision) == manifest.time

    def _read(self, folder: Path) -> Manifest | None:
        try:
            read: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
            if read.pop("makers") != self.makers:
                return None
            return Manifest(**{**read, "files": tuple(DumpFile(**each) for each in read["files"])})
        except (OSError, ValueError, KeyError, TypeError):  # somebody else's hands were in the folder
            return None


def _number(there: tuple[str, int]) -> int:
    return int(there[0])
