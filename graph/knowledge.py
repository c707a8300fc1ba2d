"""Knowledge: all that the graph knows of one entity."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.records import Evidence, Record
from graph.store import Snapshot, Store
from graph.values import EntityId


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph knows of an entity: its record, its evidence, and who was merged into it."""

    record: Record
    evidence: Sequence[Evidence]
    others: Sequence[EntityId]


class Knowledge:
    """Reads what is known of one entity at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._families = {kind.prefix: kind for kind in store.model.families}

    def of(self, snapshot: Snapshot, name: str) -> Known | None:
        """Return what is known of an entity, None if there is none of that id. Raises ReadTimeout."""
        family = self._families.get(name.partition("/")[0])
        if family is None:
            return None
        found = list(self._store.reader.read(snapshot.execute, family, [name]))
        if not found:
            return None
        ((_, record),) = found
        evidence = self._store.reader.evidence(snapshot.execute, found)[record.id]
        return Known(record, evidence, self._store.merged(name, snapshot))

    def is_there(self, snapshot: Snapshot, name: str) -> bool:
        """Whether an entity is in the graph now, under this id."""
        meant = self._store.meant(name, snapshot)
        return meant is not None and meant.is_there and meant.id == name
