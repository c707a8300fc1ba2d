"""Runs: the files of a mapping into the graph, whole or batch by batch, every row accounted for."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from graph.errors import SourceError
from graph.importing.aside import Aside
from graph.importing.batches import Batch, Batches
from graph.importing.drafts import Draft, Problem, Reading, RowRejected
from graph.importing.files.rows import SourceRow, SpoiltRow, Table
from graph.importing.keys import Keys
from graph.importing.ledger import ImportLedger
from graph.importing.meanings import Meaning, RowMeaning
from graph.importing.patches import Patch, without
from graph.importing.report import FileRead, Progress, Report, TableReport
from graph.records import Row
from graph.store import Store
from graph.values import EntityId, PartialDate, Text
from graph.writing import Writer

AnyRow = SourceRow | SpoiltRow

AT_ONCE = 1_000  # rows; more take room, and hardly less time


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is to be done.

    `batch` is after how many rows progress is told. What was written until there stays if the import `resumes` where it
    was ended; else it is all or nothing. `remove` tells whether those of whom the document no longer speaks go, if
    nobody else speaks of them; `published` is when the document was.
    """

    batch: int = AT_ONCE
    resumes: bool = False
    remove: bool = False
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file as one table of the mapping."""

    mapping: RowMeaning
    table: Table
    aside: Aside
    report: TableReport


class Run:
    """One import: iterate it to do it; its `report` then says what it did.

    `parts` are files with the mapping of each, in the order in which they are to be read; in `folder` stand the rows
    that do not come in.
    """

    def __init__(
        self,
        store: Store,
        meaning: Meaning,
        parts: Sequence[tuple[RowMeaning, Table]],
        folder: Path,
        options: Options = Options(),
    ) -> None:
        self.store, self.meaning, self.options = store, meaning, options
        self.parts = [_part(mapping, table, folder, options) for mapping, table in parts]
        self.report = Report(meaning.document, [part.report for part in self.parts])
        names = ", ".join(dict.fromkeys(part.table.path.name for part in self.parts))
        self.name = f"import {meaning.path.name}: {names}"

    def __iter__(self) -> Iterator[Progress]:
        """Do it, and yield how far it has come. Raises SourceError, OutputError, DatabaseError."""
        self._batches = self._new_batches()
        self._ledger = ImportLedger(self.meaning.document, self._fingerprint())
        with ExitStack() as whole:
            self._whole = whole.enter_context(self.store.writing()) if not self.options.resumes else None
            for part in self.parts:
                whole.enter_context(part.aside)
            begun = self._begin()
            for number, part in enumerate(self.parts[begun.part :], begun.part):
                yield from self._part(number, part, begun.rows if number == begun.part else 0)
            self._end()

    def _new_batches(self) -> Batches:
        return Batches(self.meaning.document, mended=self.is_partial)

    @property
    def is_partial(self) -> bool:
        """Whether only mended rows are read: then nothing that is not among them is gone."""
        return any(part.table.mended for part in self.parts)

    def _fingerprint(self) -> str:
        parts = [self.meaning.path.read_bytes(), str(self.options.published).encode()]
        parts += [f"{each.mapping.name} {each.table.checksum}".encode() for each in self.parts]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        if self._whole:
            yield self._whole
        else:
            with self.store.writing() as writer:
                yield writer

    def _begin(self) -> "Passed":
        """Write what the mapping says itself, or go on where the same import was ended."""
        with self._writer() as writer:
            begun = self._ledger.begun(writer) if self.options.resumes else None
            if begun:
                for part, kept in zip(self.parts, begun["parts"], strict=True):
                    part.report.go_on(kept["report"])
                    part.aside.go_on(kept["aside"])
                self.report.revisions, self._is_renewal = begun["revisions"], begun["renewal"]
                return Passed(*begun["passed"])
            self._ledger.end(writer)
            self._is_renewal = not self.is_partial and self._ledger.speaks(writer)
            readings = [Reading(0, [draft]) for draft in self._document_drafts()]
            for problem in self._written(writer, readings, Counter()).rejected.values():
                raise SourceError(str(self.meaning.path), 1, problem.reason)
            self._keep(writer, Passed(0, 0))
        return Passed(0, 0)

    def _document_drafts(self) -> Iterator[Draft]:
        """Yield what the mapping says itself, and of which files it speaks."""
        first, *others = self.meaning.document_drafts()
        yield from others
        if self.is_partial:
            return
        checksums = {part.table.path.name: part.table.checksum for part in self.parts}
        listing = "".join(f"{checksum}  {name}\n" for name, checksum in sorted(checksums.items()))
        whole = next(iter(checksums.values())) if len(checksums) == 1 else hashlib.sha256(listing.encode()).hexdigest()
        said: dict[str, Any] = {"checksum": f"sha256:{whole}"}
        if "note" not in first.values:
            said["note"] = (Text(", ".join(sorted(checksums))),)
        if self.options.published:
            said["published"] = self.options.published
        yield Draft(first.id, first.kind, {**first.values, **said}, first.document, Row("mapping", "document"))

    def _part(self, number: int, part: Part, passed: int) -> Iterator[Progress]:
        """Read a file from the row after the first `passed`."""
        report, before, start = part.report, part.report.seconds, monotonic()
        with Keys() as keys:
            rows = iter(part.table)
            self._pass(part, keys, islice(rows, passed))
            for batch in part.table.together(rows, self.options.batch):
                passed += len(batch)
                with self._writer() as writer:
                    for some in part.table.together(iter(batch), AT_ONCE):
                        self._rows(writer, part, keys, some)
                    report.seconds = before + monotonic() - start
                    self._keep(writer, Passed(number, passed))
                yield Progress(part.mapping.name, part.table.position, part.table.size, report.read, report.rejected)

    def _pass(self, part: Part, keys: Keys, rows: Iterator[AnyRow]) -> None:
        """Learn from rows that an ended import wrote what it knew by them: their keys, and whom their ids mean."""
        while some := list(islice(rows, self.options.batch)):
            readings = []
            for row in some:
                with suppress(RowRejected):
                    readings.append(_reading(part.mapping, keys, row))
            with self._writer() as writer:
                self._batches.recall(writer, [each for each in readings if each])

    def _rows(self, writer: Writer, part: Part, keys: Keys, rows: Sequence[AnyRow]) -> None:
        """Write some rows, and report what became of each."""
        report = part.report
        readings: list[tuple[AnyRow, Reading]] = []
        problems: list[tuple[AnyRow, Problem]] = []
        for row in rows:
            report.read += 1
            try:
                reading = _reading(part.mapping, keys, row)
            except RowRejected as error:
                problems.append((row, error.problem))
                continue
            if reading and reading.drafts:
                readings.append((row, reading))
                continue
            report.set_aside += 1
            _omit(part, row, reading.omissions if reading else ())
        outcome = self._written(writer, [reading for _, reading in readings], report.entities)
        for at, (row, _) in enumerate(readings):
            if at in outcome.rejected:
                problems.append((row, outcome.rejected[at]))
                continue
            report.written += at in outcome.written
            report.unchanged += at not in outcome.written
            _omit(part, row, outcome.omissions.get(at, ()))
        for row, problem in sorted(problems, key=lambda each: each[0].number):
            self._reject(part, row, problem)

    def _reject(self, part: Part, row: AnyRow, problem: Problem) -> None:
        part.aside.reject(row, problem)
        part.report.reject(problem)

    def _written(self, writer: Writer, readings: Sequence[Reading], entities: Counter[str]) -> Batch:
        """Write what rows say, but of those that the graph cannot take, and count the entities of each kind."""
        batch = self._batches.batch(writer, readings, self._ledger if self._is_renewal else None)
        self._save(writer, batch.patch)
        entities.update(held.record.kind for held in batch.patch.changed.values() if held.record)
        if self._is_renewal:
            self._ledger.see(writer, batch.drafts)
        return batch

    def _save(self, writer: Writer, patch: Patch) -> None:
        if not patch.changed:
            return
        writer.save(patch.changed, patch.before, self._revision(writer))

    def _revision(self, writer: Writer) -> int:
        """Return the revision of what is written now: one for the whole, or a new one."""
        revisions = self.report.revisions
        if not (self._whole and revisions):
            revisions.append(writer.begin_revision(self.name))
        return revisions[-1]

    def _keep(self, writer: Writer, passed: "Passed") -> None:
        """Keep how far this has come, with what was written until here."""
        if self._whole:
            return
        parts = [{"report": part.report.kept(), "aside": part.aside.kept()} for part in self.parts]
        state = {"passed": list(passed), "parts": parts, "renewal": self._is_renewal}
        self._ledger.keep(writer, {**state, "revisions": self.report.revisions})

    def _end(self) -> None:
        """Take out what an earlier file said and this one does not, find who is gone, and keep nothing more."""
        with self._writer() as writer:
            stale = self._ledger.stale(writer) if self._is_renewal else {}
            self.report.vanished = sorted(name for name, (_, is_spoken) in stale.items() if not is_spoken)
            others = {name: rows for name, (rows, is_spoken) in stale.items() if is_spoken}
            self._save(writer, without(writer, others, {self.meaning.document}))
            if self.options.remove:
                self._remove(writer, set(stale) - set(others), {self.meaning.document})
            self._ledger.end(writer)

    def _remove(self, writer: Writer, going: set[EntityId], documents: Set[EntityId]) -> None:
        """Take out what the documents said of those who are gone, but not of those whom others need."""
        while going:
            patch = without(writer, dict.fromkeys(sorted(going)), documents)
            refusals = writer.refusals(patch.changed, patch.before)
            if not refusals:
                self.report.removed = sorted({*self.report.removed, *going})
                self._save(writer, patch)
                return
            going -= refusals.keys()


class Passed(NamedTuple):
    """How far an import has come: the part it is at, and how many rows of that it has passed."""

    part: int
    rows: int


def _part(mapping: RowMeaning, table: Table, folder: Path, options: Options) -> Part:
    aside = Aside(folder, table, mapping.name, resumes=options.resumes)
    form = (getattr(table, name, "") for name in ("encoding", "delimiter"))
    file = FileRead(table.path.name, table.checksum, table.size, *form)
    report = TableReport(mapping.name, [file], rejects=str(aside.rejects.path), omissions=str(aside.omissions.path))
    return Part(mapping, table, aside, report)


def _omit(part: Part, row: AnyRow, omissions: Sequence[Problem]) -> None:
    part.aside.omit(row, omissions)
    for problem in omissions:
        part.report.omit(problem)


def _reading(mapping: RowMeaning, keys: Keys, row: AnyRow) -> Reading | None:
    """Return what a row says, None if the mapping sets it aside. Raises RowRejected."""
    if isinstance(row, SpoiltRow):
        raise RowRejected(row.problem)
    if not mapping.admits(row):
        return None
    key = mapping.key(row)
    if key is not None and not keys.add(key) and not mapping.merges:
        raise RowRejected(Problem(row.number, "", key, f"another row has its key, {key}: make them one, or differ"))
    return mapping.read(row)
