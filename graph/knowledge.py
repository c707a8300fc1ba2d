"""Knowledge: all that the graph knows of one entity, read from a snapshot by statements that were compiled once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam

from graph.identity import Meant, others, whom
from graph.records import Evidence, Record
from graph.rows import ACTIVE
from graph.sql.dialects import compiled
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
        self.reader = store.reader
        self._families = {kind.prefix: kind for kind in store.model.families}
        self._whom = compiled(store.dialect, whom(store.model, bindparam("name")))
        self._others = compiled(store.dialect, others(store.model, bindparam("kept")))

    def of(self, snapshot: Snapshot, name: str) -> Known | None:
        """Return what is known of an entity, None if there is none of that id. Raises ReadTimeout."""
        family = self._families.get(name.partition("/")[0])
        if family is None:
            return None
        found = list(self.reader.read(snapshot.execute, family, [name]))
        if not found:
            return None
        ((_, record),) = found
        evidence = self.reader.evidence(snapshot.execute, found)[record.id]
        merged = snapshot.execute(self._others.text, self._others.arguments({"kept": name}))
        return Known(record, evidence, [EntityId(other) for _, other in merged])

    def meant(self, snapshot: Snapshot, name: str) -> Meant | None:
        """Return whom an id means: itself, or into whom it was merged. None if the graph never had it."""
        rows = snapshot.execute(self._whom.text, self._whom.arguments({"name": name}))
        return next((Meant(EntityId(kept), state == ACTIVE) for kept, state in rows), None)

    def is_there(self, snapshot: Snapshot, name: str) -> bool:
        """Whether an entity is in the graph now, under this id."""
        meant = self.meant(snapshot, name)
        return meant is not None and meant.is_there and meant.id == name
