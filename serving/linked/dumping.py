"""Dumping: the files of a revision are made by one thread of one process, all formats of one state of the graph."""

import gzip
import logging
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from time import sleep, time
from typing import IO

from graph.errors import OgniwoError
from graph.exporting.documents import exported
from graph.rdf.linked import FORMATS
from graph.rows import ACTIVE
from graph.store import Snapshot
from serving.linked.dumps import DumpFile, Dumps, Manifest

STEM = "ogniwo"
MAKING, LOCK = ".making", "lock"
DELAY, POLL, GRACE = 2.0, 60.0, 60.0  # seconds
MOST_DELAYS = 15  # while revision follows revision
BLOCK = 256 * 1024  # bytes that are written at a time
PAUSE = 0.00005  # seconds, after each piece: a request would else wait for the interpreter for 5 ms, each time
_COUNTED = f"SELECT type, count(*) FROM entity WHERE state = '{ACTIVE}' GROUP BY type ORDER BY type"
LEVEL = 6

log = logging.getLogger("ogniwo.dumps")


class Stopped(Exception):
    """The server ends: the files are not finished."""


class Dumper:
    """Makes dumps soon after the start and whenever the graph has changed, in a thread of its own.

    When revisions follow each other, it waits until none has come for `delay` seconds. Files of older revisions go
    `grace` seconds after newer ones are there, when nobody is about to open them.
    """

    def __init__(self, dumps: Dumps, base: str, delay: float = DELAY, poll: float = POLL, grace: float = GRACE) -> None:
        self.dumps, self.store, self.base = dumps, dumps.store, base
        self.delay, self.poll, self.grace = delay, poll, grace
        self._asked, self._stopping = Event(), Event()
        self._thread = Thread(target=self._run, name="dumps", daemon=True)
        self.failure = ""

    def start(self) -> None:
        """Begin."""
        self._asked.set()
        self._thread.start()

    def wake(self) -> None:
        """Look soon whether there is anything to make."""
        self._asked.set()

    def close(self) -> None:
        """End; what is being made is thrown away."""
        self._stopping.set()
        self._asked.set()
        if self._thread.is_alive():
            self._thread.join()

    def make(self) -> bool:
        """Make the files of the newest revision, unless they are there. False if another process is at it.

        Raises OgniwoError, OSError.
        """
        self.dumps.folder.mkdir(parents=True, exist_ok=True)
        with _locked(self.dumps.folder / LOCK) as is_ours:
            if not is_ours:
                return False
            made = self.dumps.folder / MAKING
            shutil.rmtree(made, ignore_errors=True)  # of who was killed
            try:
                with self.store.snapshot(float("inf")) as snapshot:
                    self._make(snapshot, made)
            finally:
                shutil.rmtree(made, ignore_errors=True)
            self._remove_others()
        return True

    def _make(self, snapshot: Snapshot, folder: Path) -> None:
        revision, known = snapshot.revision(), self.dumps.manifest()
        if revision == 0 or (known and known.revision == revision):
            return
        folder.mkdir()
        manifest = self._written(snapshot, revision, folder)
        manifest.write(folder, self.dumps.makers)
        there = self.dumps.folder / str(revision)
        shutil.rmtree(there, ignore_errors=True)  # of another graph or version
        folder.rename(there)

    def _written(self, snapshot: Snapshot, revision: int, folder: Path) -> Manifest:
        """Write every file from one state of the graph, in constant memory. Raises Stopped."""
        triples = 0
        files: list[DumpFile] = []
        for name, chosen in FORMATS.items():
            syntax = chosen.syntax(self.store.model, self.base)
            with _Pair.opened(folder, name) as pair:
                for piece in exported(self.store, syntax, snapshot=snapshot):
                    if self._stopping.is_set():
                        raise Stopped
                    sleep(PAUSE)
                    pair.write(piece)
            files += pair.files
            if name == "ntriples":
                triples = pair.lines
        time, rows = snapshot.revision_time(revision) or "", snapshot.execute(_COUNTED)
        return Manifest(revision, time, triples, dict(rows), tuple(files))

    def _remove_others(self) -> None:
        """Remove what is of older revisions, or of none of ours."""
        known = self.dumps.manifest()
        if known is None:
            return
        newest = self.dumps.folder / str(known.revision)
        if time() - newest.stat().st_mtime >= self.grace:
            for each in self.dumps.revisions():
                if each != newest:
                    shutil.rmtree(each, ignore_errors=True)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._asked.wait(self.poll)
            self._asked.clear()
            try:
                self._settle()
                self.make()
            except Stopped:
                return
            except (OgniwoError, OSError) as error:
                self._fail(f"the dumps cannot be made in {self.dumps.folder}: {_reason(error)}")
            else:
                self.failure = ""

    def _settle(self) -> None:
        """Wait until there has been no new revision for a while. Raises Stopped."""
        before = -1
        for _ in range(MOST_DELAYS):
            now, known = self.store.revision(), self.dumps.manifest()
            if now == before or (known and known.revision == now):
                return
            before = now
            if self._stopping.wait(self.delay):
                raise Stopped

    def _fail(self, message: str) -> None:
        """Say it once."""
        if message != self.failure:
            log.error("ogniwo: %s", message)
        self.failure = message


class _Pair:
    """A dump in one format, and the same gzipped, as they are written."""

    def __init__(self, name: str, plain: "_Summed", gzipped: "_Summed", packed: gzip.GzipFile) -> None:
        self.format, self.lines = name, 0
        self._plain, self._gzipped, self._packed = plain, gzipped, packed
        self._block = bytearray()

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, name: str) -> Iterator["_Pair"]:
        """Open the files of a format; they are whole when they are closed."""
        path = folder / f"{STEM}{FORMATS[name].suffix}"
        with path.open("wb") as one, path.with_name(f"{path.name}.gz").open("wb") as other:
            plain, gzipped = _Summed(one), _Summed(other)
            with gzip.GzipFile("", "wb", LEVEL, gzipped, mtime=0) as packed:
                made = cls(name, plain, gzipped, packed)
                yield made
                made.flush()
            for file in (one, other):
                file.flush()
                os.fsync(file.fileno())

    def write(self, piece: bytes) -> None:
        """Write a piece, together with others."""
        self._block += piece
        if len(self._block) >= BLOCK:
            self.flush()

    def flush(self) -> None:
        """Write what was kept back."""
        self.lines += self._block.count(b"\n")
        self._plain.write(self._block)
        self._packed.write(self._block)
        self._block = bytearray()

    @property
    def files(self) -> Sequence[DumpFile]:
        """What was written."""
        chosen = FORMATS[self.format]
        return [
            DumpFile(f"{STEM}{chosen.suffix}{end}", self.format, chosen.media_type, each.size, each.digest, bool(end))
            for each, end in ((self._plain, ""), (self._gzipped, ".gz"))
        ]


class _Summed:
    """A file whose checksum is known when it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._sum = file, sha256()
        self.size = 0

    def write(self, block: bytes | bytearray) -> int:
        """Write a block."""
        self._sum.update(block)
        self.size += len(block)
        return self._file.write(block)

    def flush(self) -> None:
        """Write what was kept back."""
        self._file.flush()

    @property
    def digest(self) -> str:
        """The checksum, hexadecimal."""
        return self._sum.hexdigest()


def _reason(error: Exception) -> str:
    """Return in one line what is wrong."""
    return " ".join(str(getattr(error, "strerror", None) or error).split())


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Hold a lock, which the system lets go when this process ends however it ends. False if another holds it."""
    with path.open("a+b") as file:
        if not _lock(file):
            yield False
            return
        yield True  # closing the file lets go


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    from fcntl import LOCK_EX, LOCK_NB, flock

    def _lock(file: IO[bytes]) -> bool:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return False
        return True
