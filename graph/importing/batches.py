"""Batches: some rows of a table into the graph, each of them written, unchanged or rejected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.importing.drafts import Draft, Problem, Reading
from graph.importing.identities import Identities
from graph.importing.ledger import ImportLedger
from graph.importing.patches import NOT_EXPORTED, Exported, Patch, patch
from graph.values import EntityId
from graph.writing import Writer

MOST = 5_000  # drafts that are remembered, twice


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some rows: by their place among them, which were written, and what is wrong with others."""

    written: frozenset[int]
    rejected: Mapping[int, Problem]
    patch: Patch
    drafts: Sequence[Draft]  # of the others, but for what other rows had said
    omissions: Mapping[int, Sequence[Problem]]  # values of theirs that are left out


class Batches:
    """The rows of one document on their way into the graph."""

    def __init__(self, document: EntityId, *, mended: bool = False, exported: Exported = NOT_EXPORTED) -> None:
        self.document, self.mended, self.exported = document, mended, exported
        self.identities = Identities()
        self._said = Recent()

    def batch(self, writer: Writer, readings: Sequence[Reading], ledger: ImportLedger | None) -> Batch:
        """Return what rows change; those that the graph cannot take are left out.

        `ledger` knows what of the document is of this import, if it was imported before.
        """
        stated = dict(enumerate(readings))
        refused: dict[int, Problem] = {}
        while True:
            told, unclear = self.identities.told(writer, stated)
            new = {at: [each for each in reading.drafts if not self._said.has(each)] for at, reading in told.items()}
            drafts = [draft for drafts in new.values() for draft in drafts]
            seen = ledger.seen(writer, {writer.meant(draft.id) for draft in drafts}) if ledger else None
            made = patch(writer, drafts, self.document, seen, mended=self.mended, exported=self.exported)
            refusals = writer.refusals(made.changed, made.before)
            if not refusals:
                break
            # Without these rows, the others may mean others.
            refused |= {at: problem for at, each in told.items() if (problem := _refused(writer, each, refusals))}
            stated = {at: each for at, each in stated.items() if at not in refused}
        self.identities.keep()
        self._said.add(drafts)
        written = {at for at, drafts in new.items() if any(writer.meant(each.id) in made.changed for each in drafts)}
        omissions = {at: reading.omissions for at, reading in told.items() if reading.omissions}
        return Batch(frozenset(written), refused | unclear, made, drafts, omissions)

    def recall(self, writer: Writer, readings: Sequence[Reading]) -> None:
        """Learn whom the ids of rows mean that the graph took before."""
        self.identities.told(writer, dict(enumerate(readings)))
        self.identities.keep()


def _refused(writer: Writer, reading: Reading, refusals: Mapping[EntityId, str]) -> Problem | None:
    for draft in reading.drafts:
        name = writer.meant(draft.id)
        if name in refusals:
            return Problem(reading.number, "", name, f"{name}: {refusals[name]}")
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
