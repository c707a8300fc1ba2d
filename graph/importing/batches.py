"""Batches: some rows of a table into the graph, each of them written, unchanged or rejected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.importing.drafts import Draft, Problem, Reading
from graph.importing.identities import Identities
from graph.importing.patches import Patch, Seen, patch
from graph.values import EntityId
from graph.writing import Writer

MOST = 20_000  # drafts that are remembered, twice


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some rows: by their place among them, which were written, and what is wrong with others."""

    written: frozenset[int]
    rejected: Mapping[int, Problem]
    patch: Patch
    drafts: Sequence[Draft]  # of the others, but for what other rows had said


class Batches:
    """The rows of one document on their way into the graph."""

    def __init__(self, document: EntityId) -> None:
        self.document = document
        self.identities = Identities()
        self._said = Recent()

    def batch(self, writer: Writer, readings: Sequence[Reading], seen: Seen | None) -> Batch:
        """Return what rows change; those that the graph cannot take are left out. See `patch` for `seen`."""
        told, rejected = self.identities.told(writer, readings)
        live = dict(told)
        while True:
            new = {at: [each for each in reading.drafts if not self._said.has(each)] for at, reading in live.items()}
            made = patch(writer, (draft for drafts in new.values() for draft in drafts), self.document, seen)
            refusals = writer.refusals(made.changed, made.before)
            if not refusals:
                break
            refused = {at: problem for at, each in live.items() if (problem := _refused(each, refusals))}
            self.identities.forget(refusals)
            rejected |= refused
            live = {at: each for at, each in live.items() if at not in refused}
        for drafts in new.values():
            self._said.add(drafts)
        written = {at for at, drafts in new.items() if any(draft.id in made.changed for draft in drafts)}
        return Batch(frozenset(written), rejected, made, [draft for drafts in new.values() for draft in drafts])


def _refused(reading: Reading, refusals: Mapping[EntityId, str]) -> Problem | None:
    for draft in reading.drafts:
        if draft.id in refusals:
            return Problem(reading.number, "", draft.id, f"{draft.id}: {refusals[draft.id]}")
    return None


class Recent:
    """The drafts that the graph took last: what another row says again need not be compared with the graph."""

    def __init__(self) -> None:
        # By entity and document: a gazetteer and a table may speak of one town by turns.
        self._young: dict[tuple[EntityId, EntityId], Draft] = {}
        self._old: dict[tuple[EntityId, EntityId], Draft] = {}

    def has(self, draft: Draft) -> bool:
        """Return whether a row said the same of the same entity."""
        key = draft.id, draft.document
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self._young[key] = found
        return found is not None and found.values == draft.values

    def add(self, drafts: Iterable[Draft]) -> None:
        """Remember drafts, and forget those that nobody asked for in a long time."""
        for draft in drafts:
            self._young[draft.id, draft.document] = draft
        if len(self._young) > MOST:
            self._young, self._old = {}, self._young
