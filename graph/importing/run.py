"""Runs: the files of a mapping into the graph, whole or batch by batch, every row accounted for."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, Protocol

from graph.errors import SourceError
from graph.importing.batches import Batch, Batches
from graph.importing.drafts import Draft, Problem, Reading, RowRejected
from graph.importing.keys import Keys
from graph.importing.ledger import ImportLedger
from graph.importing.mapping import Mapping as Meaning
from graph.importing.patches import Patch, without
from graph.importing.progress import Counts, Progress
from graph.importing.rows import SourceRow, SpoiltRow, Table
from graph.importing.table_mapping import TableMapping
from graph.records import Row
from graph.store import Store
from graph.values import EntityId, PartialDate, Text
from graph.writing import Writer

AnyRow = SourceRow | SpoiltRow


class Aside(Protocol):
    """Where the rows stand that do not come in, and the values that are left out."""

    def reject(self, table: str, row: AnyRow, problem: Problem) -> None:
        """Put a row aside."""

    def omit(self, table: str, row: AnyRow, problem: Problem) -> None:
        """Note a value that is left out of a row that comes in."""

    def kept(self) -> Any:
        """Make sure that all until now is kept, and return what `go_on` wants."""

    def go_on(self, kept: Any) -> None:
        """Forget all that came after."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is to be done.

    `batch` is how many rows are written at once. What was written stays after each if the import `resumes`, where it
    was ended; else it is all or nothing. `remove` tells whether what the
    document no longer speaks of goes, if nobody else speaks of it; `published` is when the document was.
    """

    batch: int = 2_000
    resumes: bool = False
    remove: bool = False
    published: PartialDate | None = None


@dataclass
class Run:
    """One import. Iterate it to do it; then `tables` says what became of the rows of each, `vanished` of whom the
    document no longer speaks, and `removed` who of these is gone.

    `sources` are the files with the mapping of each, in the order in which they are to be read.
    """

    store: Store
    meaning: Meaning
    sources: Sequence[tuple[TableMapping, Table]]
    aside: Aside
    options: Options = field(default=Options())
    tables: list[Counts] = field(default_factory=list)
    vanished: list[EntityId] = field(default_factory=list)
    removed: list[EntityId] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)  # how many entities of each changed

    def __iter__(self) -> Iterator[Progress]:
        """Do it, and yield how far it has come. Raises SourceError, DatabaseError."""
        self._batches = Batches(self.meaning.document)
        self._ledger = ImportLedger(self.meaning.document, self._fingerprint())
        with ExitStack() as whole:
            self._whole = whole.enter_context(self.store.writing()) if not self.options.resumes else None
            begun = self._begin()
            for number, (mapping, table) in enumerate(self.sources):
                yield from self._table(number, mapping, table, begun)
            self._end()

    @property
    def is_partial(self) -> bool:
        """Whether only mended rows are read: then nothing that is not among them is gone."""
        return any(table.mended for _, table in self.sources)

    def _fingerprint(self) -> str:
        parts = [self.meaning.path.read_bytes(), str(self.options.published).encode()]
        parts += [f"{mapping.name} {table.checksum}".encode() for mapping, table in self.sources]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        if self._whole:
            yield self._whole
        else:
            with self.store.writing() as writer:
                yield writer

    def _begin(self) -> dict[str, Any]:
        """Write what the mapping says itself; return how far the import came when it was ended, nothing at first."""
        with self._writer() as writer:
            begun = self._ledger.begun(writer) if self.options.resumes else None
            if begun:
                self.tables = [Counts(**each) for each in begun["tables"]]
                self.kinds, self.revisions = begun["kinds"], begun["revisions"]
                self._is_renewal = begun["renewal"]
                self.aside.go_on(begun["aside"])
                return dict(begun)
            self._ledger.end(writer)
            self._is_renewal = not self.is_partial and self._ledger.speaks(writer)
            rejected = self._written(writer, [Reading(0, [draft]) for draft in self._document_drafts()]).rejected
            for problem in rejected.values():
                raise SourceError(str(self.meaning.path), 1, problem.reason)
            self._keep(writer, 0, 0)
        return {"at": 0, "rows": 0}

    def _document_drafts(self) -> Iterator[Draft]:
        """Yield what the mapping says itself, and of which files it speaks."""
        first, *others = self.meaning.document_drafts()
        yield from others
        if self.is_partial:
            return
        checksums = {table.path.name: table.checksum for _, table in self.sources}
        listing = "".join(f"{checksum}  {name}\n" for name, checksum in sorted(checksums.items()))
        whole = next(iter(checksums.values())) if len(checksums) == 1 else hashlib.sha256(listing.encode()).hexdigest()
        said: dict[str, Any] = {"checksum": f"sha256:{whole}"}
        if "note" not in first.values:
            said["note"] = (Text(", ".join(sorted(checksums))),)
        if self.options.published:
            said["published"] = self.options.published
        yield Draft(first.id, first.kind, {**first.values, **said}, first.document, Row("mapping", "document"))

    def _table(self, number: int, mapping: TableMapping, table: Table, begun: Mapping[str, Any]) -> Iterator[Progress]:
        if number < begun["at"]:
            return
        if number == len(self.tables):
            self.tables.append(Counts(mapping.name, table.path.name))
        counts, passed = self.tables[number], begun["rows"] if number == begun["at"] else 0
        with Keys() as keys:
            rows = iter(table)
            for row in islice(rows, passed):
                _pass(mapping, keys, row)
            while some := list(islice(rows, self.options.batch)):
                passed += len(some)
                with self._writer() as writer:
                    self._rows(writer, mapping, keys, counts, some)
                    self._keep(writer, number, passed)
                yield Progress(mapping.name, table.position, table.size, counts.read, counts.rejected)

    def _rows(self, writer: Writer, mapping: TableMapping, keys: Keys, counts: Counts, rows: Sequence[AnyRow]) -> None:
        """Write some rows, and count what became of each."""
        readings: list[tuple[AnyRow, Reading]] = []
        for row in rows:
            counts.read += 1
            try:
                reading = _reading(mapping, keys, row)
            except RowRejected as error:
                self._reject(counts, mapping, row, error.problem)
                continue
            if reading:
                readings.append((row, reading))
            else:
                counts.set_aside += 1
        outcome = self._written(writer, [reading for _, reading in readings])
        for at, (row, reading) in enumerate(readings):
            if at in outcome.rejected:
                self._reject(counts, mapping, row, outcome.rejected[at])
                continue
            counts.written += at in outcome.written
            counts.unchanged += at not in outcome.written
            for problem in reading.omissions:
                counts.omitted += 1
                self.aside.omit(mapping.name, row, problem)

    def _reject(self, counts: Counts, mapping: TableMapping, row: AnyRow, problem: Problem) -> None:
        counts.rejected += 1
        self.aside.reject(mapping.name, row, problem)

    def _written(self, writer: Writer, readings: Sequence[Reading]) -> Batch:
        """Write what rows say, but of those that the graph cannot take."""
        seen = None
        if self._is_renewal:
            seen = self._ledger.seen(writer, {draft.id for reading in readings for draft in reading.drafts})
        batch = self._batches.batch(writer, readings, seen)
        self._save(writer, batch.patch)
        if self._is_renewal:
            self._ledger.see(writer, batch.drafts)
        return batch

    def _save(self, writer: Writer, patch: Patch) -> None:
        if not patch.changed:
            return
        if not (self._whole and self.revisions):
            names = ", ".join(table.path.name for _, table in self.sources)
            self.revisions.append(writer.begin_revision(f"import {self.meaning.path.name}: {names}"))
        writer.save(patch.changed, patch.before, self.revisions[-1])
        for held in patch.changed.values():
            if held.record:
                self.kinds[held.record.kind] = self.kinds.get(held.record.kind, 0) + 1

    def _keep(self, writer: Writer, at: int, rows: int) -> None:
        """Keep how far this has come, with what was written until here."""
        if self._whole:
            return
        state = {
            "at": at,
            "rows": rows,
            "tables": [asdict(each) for each in self.tables],
            "kinds": self.kinds,
            "revisions": self.revisions,
            "renewal": self._is_renewal,
            "aside": self.aside.kept(),
        }
        self._ledger.keep(writer, state)

    def _end(self) -> None:
        """Take out what an earlier file said and this one does not, find who is gone, and keep nothing more."""
        with self._writer() as writer:
            stale = self._ledger.stale(writer) if self._is_renewal else {}
            self.vanished = sorted(name for name, (_, is_spoken) in stale.items() if not is_spoken)
            others = {name: rows for name, (rows, is_spoken) in stale.items() if is_spoken}
            self._save(writer, without(writer, others, self.meaning.document))
            if self.options.remove:
                self._remove(writer)
            self._ledger.end(writer)

    def _remove(self, writer: Writer) -> None:
        """Take out what the document said of those who are gone, but not of those whom others need."""
        going = set(self.vanished)
        while going:
            patch = without(writer, dict.fromkeys(sorted(going)), self.meaning.document)
            refusals = writer.refusals(patch.changed, patch.before)
            if not refusals:
                self.removed = sorted(going)
                self._save(writer, patch)
                return
            going -= refusals.keys()


def _reading(mapping: TableMapping, keys: Keys, row: AnyRow) -> Reading | None:
    """Return what a row says, None if the mapping sets it aside. Raises RowRejected."""
    if isinstance(row, SpoiltRow):
        raise RowRejected(row.problem)
    if not mapping.admits(row):
        return None
    key = mapping.key(row)
    if key is not None and not keys.add(key) and not mapping.merges:
        raise RowRejected(Problem(row.number, "", key, f"another row has its key, {key}: make them one, or differ"))
    return mapping.read(row)


def _pass(mapping: TableMapping, keys: Keys, row: AnyRow) -> None:
    """Pass a row that an import which was ended had read."""
    with suppress(RowRejected):
        _reading(mapping, keys, row)
