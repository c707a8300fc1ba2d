"""Subjects: files of RDF as rows of a table, those to whom others lead first."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.errors import InvalidValue, SourceError
from graph.importing.drafts import Draft, Problem, Reading, RowRejected, Whole
from graph.importing.files.rows import SourceRow, SpoiltRow, Table
from graph.importing.patches import Exported
from graph.importing.rdf.bases import Bases
from graph.importing.rdf.entities import TABLE, Entities, Found
from graph.importing.rdf.foreign import Foreign
from graph.importing.rdf.limits import DEFAULTS, Allowance, Limits
from graph.importing.rdf.parsing import RdfFile
from graph.importing.rdf.spool import Spool
from graph.importing.rdf.terms import IRI, Terms, Triple, is_id
from graph.importing.report import Progress
from graph.kinds import Model
from graph.properties import Identifier, Party
from graph.rdf.context import CONTEXT_PATH, context
from graph.records import Row
from graph.values import EntityId, Text, Url

NAME = "subjects"
EVERY = 50_000  # triples between two words of how far it is
_TOGETHER = 4_000  # triples of one owner that are kept at once
_CIRCLE = 100_000  # subjects that lead to each other, and so must be written together
_LICENCES = ("dcterms:license", "schema:license")
_OF_FILE = {"owl:Ontology", "<http://rdfs.org/ns/void#Dataset>", "<http://rdfs.org/ns/void#DatasetDescription>"}
_SEEN, _DONE, _CLOSED = 1, 2, 3


@dataclass(slots=True)
class Counts:
    """What became of the triples of an import."""

    read: int = 0
    again: int = 0  # those that were said before, in another place
    left: int = 0


@dataclass(slots=True)
class _Made:
    """What was made of a subject."""

    drafts: Sequence[Draft]
    omissions: Sequence[Problem]
    problem: Problem | None
    triples: int


class Subjects(Table):
    """The subjects of some files as the rows of one table, and what each means: iterate `prepared` first.

    Entities of ours stand under `base`; what others say rests on `document`, the files themselves. `known` tells
    whether a graph has an entity, or somebody who bears an identifier.
    """

    name, merges = NAME, True

    def __init__(
        self,
        paths: Sequence[Path],
        model: Model,
        base: str,
        document: EntityId,
        limits: Limits = DEFAULTS,
    ) -> None:
        for path in paths:
            if not path.is_file():
                raise SourceError(str(path), 1, "cannot be read: there is no such file")
        super().__init__(paths[0], None)
        self.paths, self.model, self.base, self.document, self.limits = paths, model, base, document, limits
        allowance, meaning = Allowance(limits), context(model, base)
        self.files = [RdfFile(path, allowance, base + CONTEXT_PATH, meaning) for path in paths]
        self.known: Callable[[EntityId | Identifier], bool] = lambda _: False
        self.counts, self.licence = Counts(), set[Url]()
        self.others: dict[EntityId, EntityId] = {}  # who was merged, by whose id
        self.is_proof = False  # whether anything rests on the files themselves
        self._terms = Terms(self.base)
        self._spool = Spool()
        self._foreign = Foreign(model, self._terms, self._spool, document, limits.triples, self._is_known)
        self._documents: set[EntityId] = set()
        self._dates: dict[EntityId, Any] = {}

    def _is_known(self, wanted: EntityId | Identifier) -> bool:
        return self.known(wanted)

    def close(self) -> None:
        """Remove what was gathered."""
        self._spool.close()

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 of the file, or of the checksums of all."""
        sums = [file.checksum for file in self.files]
        return sums[0] if len(sums) == 1 else hashlib.sha256("\n".join(sums).encode()).hexdigest()

    @property
    def exported(self) -> Exported:
        """Of which documents the files have all."""
        return Exported(frozenset(self._documents | self._dates.keys()), self._dates)

    def speaks(self, name: str) -> bool:
        """Return whether an entity is in the files."""
        return self._spool.speaks(name)

    def prepared(self) -> Iterator[Progress]:
        """Read the files and find out what they say, subject by subject. Raises SourceError."""
        bases = Bases(self._terms, self.model)
        for file in self.files:
            yield from self._gathered(file, bases)
        bases.check(str(self.paths[0]))
        self._spool.gathered()
        yield from self._interpreted()
        self._spool.kept()
        self.size = self._spool.count

    def _gathered(self, file: RdfFile, bases: Bases) -> Iterator[Progress]:
        terms, spool, foreign = self._terms, self._spool, self._foreign
        last, triples = "", list[Triple]()
        size = file.path.stat().st_size
        for quad in file:
            self.counts.read += 1
            owner, fragment = terms.owner(quad.subject)
            triple = terms.triple(fragment, quad.predicate.value, quad.object)
            if owner != last or len(triples) >= _TOGETHER:
                if triples:
                    spool.add(last, triples)
                last, triples = owner, []
            triples.append(triple)
            if not is_id(owner):
                foreign.note(owner, triple)
                self._note_licence(owner, triple)
                bases.note(owner, triple)
            else:
                bases.has_own = True
            if self.counts.read % EVERY == 0:
                yield Progress(file.path.name, file.position, size, self.counts.read, 0)
        if triples:
            spool.add(last, triples)

    def _note_licence(self, owner: str, triple: Triple) -> None:
        """Note what a file says of its own licence: as an ontology, a dataset, or by the empty IRI of its base."""
        if triple.predicate in _LICENCES and triple.sort == IRI and _OF_FILE & set(self._spool.classes(owner)):
            with suppress(InvalidValue):
                self.licence.add(Url(triple.value))

    def _interpreted(self) -> Iterator[Progress]:
        entities, foreign = Entities(self.model, self._terms, self.document), self._foreign
        number = 0
        try:
            for owner, said in self._spool.owners(self.limits.triples):
                triples = list(dict.fromkeys(said))
                direct = [each for each in triples if each.fragment != foreign.INVERSE]
                self.counts.again += sum(each.fragment != foreign.INVERSE for each in said) - len(direct)
                if not is_id(owner) and foreign.is_value(owner, triples):
                    continue  # it is read with whoever it is a value of
                number += 1
                self._keep(number, owner, triples, len(direct), entities)
                if number % 1_000 == 0:
                    yield Progress(NAME, number, 0, number, 0)
            for owner, left in foreign.unread(self.limits.triples):
                number += 1
                made = _Made((), [_left(number, each, reason) for each, reason in left], None, 0)
                self.counts.left += len(left)
                self._spool.keep(owner, None, made, ())
        except InvalidValue as error:
            raise SourceError(str(self.paths[0]), 1, str(error)) from error

    def _keep(self, number: int, owner: str, triples: Sequence[Triple], count: int, entities: Entities) -> None:
        try:
            found = (entities if is_id(owner) else self._foreign).found(number, owner, triples)
        except RowRejected as error:
            self._spool.keep(owner, None, _Made((), (), error.problem, count), ())
            return
        self.counts.left += len(found.left)
        omissions = [_left(number, each, reason) for each, reason in found.left]
        targets = self._noted(found)
        name = found.drafts[0].id if found.drafts else None
        self._spool.keep(owner, name, _Made(found.drafts, omissions, None, count - len(omissions)), targets)

    def _noted(self, found: Found) -> set[str]:
        """Note what must be known of the whole before anything is written; return to whom drafts lead."""
        targets: set[str] = set()
        for draft in found.drafts:
            leading = self.model.kinds[draft.kind].leading & draft.values.keys()
            for name in leading:
                targets |= set(map(str, _led(draft.values[name])))
            if isinstance(draft, Whole):
                proofs = {each.document for each in draft.evidence}
                self._documents |= proofs
                targets |= proofs
                self.others |= dict.fromkeys(draft.others, draft.id)
            else:
                self.is_proof = True
            if draft.kind == "Document":
                self._dates[draft.id] = draft.values.get("published")
        return targets

    def __iter__(self) -> Iterator[SourceRow]:
        """Yield every subject, after all of those to whom it leads, but for circles."""
        count = self._spool.count
        self._states, self._awaited, self.position = bytearray(count + 1), set[int](), 0
        for number in range(1, count + 1):
            if not self._states[number]:
                yield from self._walked(number)

    def _walked(self, start: int) -> Iterator[SourceRow]:
        states, awaited = self._states, self._awaited
        stack = [(start, targets := self._spool.targets(start), iter(targets))]
        states[start] = _SEEN
        while stack:
            number, targets, following = stack[-1]
            target = next((each for each in following if not states[each]), None)
            if target:
                states[target] = _SEEN
                stack.append((target, led := self._spool.targets(target), iter(led)))
                continue
            stack.pop()
            states[number] = _DONE
            awaited.discard(number)
            awaited.update(each for each in targets if states[each] == _SEEN)
            if not awaited:
                states[number] = _CLOSED
            self.position += 1
            yield SourceRow(number, {"subject": self._spool.owner(number)})

    def together(self, rows: Iterator[SourceRow | SpoiltRow], size: int) -> Iterator[Sequence[SourceRow | SpoiltRow]]:
        """Yield some rows at a time, none of which leads to one that follows."""
        some: list[SourceRow | SpoiltRow] = []
        for row in rows:
            some.append(row)
            if len(some) >= size and self._states[row.number] == _CLOSED:
                yield some
                some = []
            if len(some) > size + _CIRCLE:
                raise self.refusal(f"more than {_CIRCLE:,} subjects lead to each other in circles")
        if some:
            yield some

    def admits(self, _row: SourceRow) -> bool:
        """Return whether anything is known of a row: all are read."""
        return True

    def key(self, _row: SourceRow) -> str | None:
        """Return what no other row has: the files have each subject once by now."""
        return None

    def read(self, row: SourceRow) -> Reading:
        """Return what a subject says. Raises RowRejected."""
        made: _Made = self._spool.made(row.number)
        if made.problem:
            raise RowRejected(made.problem)
        return Reading(row.number, made.drafts, made.omissions)

    def triples(self, number: int) -> int:
        """Return how many triples a subject has."""
        made: _Made = self._spool.made(number)
        return made.triples

    def document_drafts(self) -> Sequence[Draft]:
        """Return what is said of the files themselves, if anything rests on them."""
        if not self.is_proof:
            return ()
        values: dict[str, Any] = {"title": (Text(", ".join(path.name for path in self.paths)),)}
        if len(self.licence) == 1:
            values["licence"] = next(iter(self.licence))
        return (Draft(self.document, "Document", values, self.document, Row(TABLE, "document")),)


def _left(number: int, triple: Triple, reason: str) -> Problem:
    return Problem(number, triple.predicate, triple.shown, reason)


def _led(value: Any) -> Iterator[EntityId]:
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, EntityId):
            yield each
        elif isinstance(each, Party):
            yield from _led(each.entity)
