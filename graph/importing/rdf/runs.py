"""Runs of RDF: an import whose rows are subjects of files, among them entities that an export holds whole."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, select

from graph.errors import InvalidValue
from graph.importing.batches import Batches
from graph.importing.drafts import Draft, Problem
from graph.importing.rdf.subjects import Subjects
from graph.importing.report import FileRead, Progress
from graph.importing.run import AnyRow, Options, Part, Passed, Run
from graph.merges import merge
from graph.rows import MERGED, WITHDRAWN, Held
from graph.store import Store
from graph.values import EntityId
from graph.writing import Writer, chunks


class RdfRun(Run):
    """An import of RDF: iterate it to do it."""

    def __init__(self, store: Store, subjects: Subjects, folder: Path, options: Options) -> None:
        super().__init__(store, subjects, [(subjects, subjects)], folder, options)
        self.subjects = subjects
        self.name = f"import {', '.join(path.name for path in subjects.paths)}"
        self._rejected = 0  # triples
        self._fresh: dict[EntityId, EntityId] = {}  # who was merged into whom, and the graph never had or lost
        self._apart: dict[EntityId, EntityId] = {}  # those whom the graph has beside each other

    def __iter__(self) -> Iterator[Progress]:
        """Do it, and yield how far it has come. Raises SourceError, OutputError, DatabaseError."""
        yield from self.subjects.prepared()
        report = self.report.tables[0]
        report.files = [
            FileRead(each.path.name, each.checksum, each.path.stat().st_size) for each in self.subjects.files
        ]
        yield from super().__iter__()
        report.triples = self._triples()

    def _reject(self, part: Part, row: AnyRow, problem: Problem) -> None:
        super()._reject(part, row, problem)
        self._rejected += self.subjects.triples(row.number)

    def _triples(self) -> dict[str, int]:
        """Return what became of every triple."""
        counts = self.subjects.counts
        taken = counts.read - counts.again - counts.left - self._rejected
        return {
            "read": counts.read,
            "taken": taken,
            "left": counts.left,
            "ofRejected": self._rejected,
            "again": counts.again,
        }

    def _new_batches(self) -> Batches:
        return Batches(self.meaning.document, exported=self.subjects.exported)

    def _fingerprint(self) -> str:
        said = [self.subjects.base, self.meaning.document, str(self.options.published)]
        said += [each.checksum for each in self.subjects.files]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()

    def _document_drafts(self) -> Iterator[Draft]:
        return super()._document_drafts() if self.subjects.is_proof else iter(())

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        with super()._writer() as writer:
            writer.merged.update(self._fresh)
            yield writer

    def _begin(self) -> Passed:
        passed = super()._begin()
        with self._writer() as writer:
            self._speaks_again = bool(writer.known(self.subjects.exported.documents))
            known = writer.known(self.subjects.others)
            for other, kept in self.subjects.others.items():
                if other in writer.merged:
                    continue
                is_there = known.get(other, (0, None))[1] is not None
                (self._apart if is_there else self._fresh)[other] = kept
            if fresh := [name for name in self._fresh if name not in known]:
                keys = writer.keys(fresh, {})
                self._save_held(writer, {name: Held(keys[name], None, (), MERGED) for name in fresh})
            writer.merged.update(self._fresh)
        return passed

    def _save_held(self, writer: Writer, changed: dict[EntityId, Held]) -> None:
        writer.save(changed, {}, self._revision(writer))

    def _end(self) -> None:
        super()._end()
        with self._writer() as writer:
            self._merge(writer)
            if self._speaks_again and not self.options.resumes:
                self._vanished(writer)

    def _merge(self, writer: Writer) -> None:
        """Let the ids of those who were merged lead to whom the file says."""
        table = writer.model.metadata.tables["merged"]
        held = writer.known({*self._fresh, *self._fresh.values()})
        lost = {}
        for other, kept in self._fresh.items():
            key, (kept_key, kind) = held[other][0], held.get(kept, (0, None))
            if kind is None:
                lost[other] = Held(key, None, (), WITHDRAWN)
                del writer.merged[other]
            else:
                row = {"key": key, "into_key": kept_key, "kept_key": kept_key, "type": kind}
                writer.connection.execute(insert(table), row)
        if lost:
            self._save_held(writer, lost)
        for other, kept in self._apart.items():
            try:
                self.report.revisions.append(merge(writer, kept, other, self.name))
            except InvalidValue as error:
                self.report.tables[0].omit(Problem(0, "owl:sameAs", other, str(error)))

    def _vanished(self, writer: Writer) -> None:
        """Find of whom the documents of an export spoke and do not any more."""
        evidence, entity = writer.model.metadata.tables["evidence"], writer.model.entity
        document = entity.alias("document")
        gone: dict[EntityId, None] = {}
        for some in chunks(sorted(self.subjects.exported.documents)):
            of_them = (
                select(entity.c.id)
                .distinct()
                .join(evidence, evidence.c.subject_key == entity.c.key)
                .join(document, document.c.key == evidence.c.document_key)
                .where(document.c.id.in_(some))
            )
            for (name,) in writer.connection.execute(of_them):
                if not self.subjects.speaks(name):
                    gone[EntityId(name)] = None
        merged = {kept for other, kept in writer.merged.items() if self.subjects.speaks(other)}
        self.report.vanished = sorted({*self.report.vanished, *(gone.keys() - merged)})
        if self.options.remove:
            self._remove(writer, set(gone) - merged, self.subjects.exported.documents)
