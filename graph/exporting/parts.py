"""Parts: which entities are taken away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import RequestError
from graph.kinds import Kind, Model
from graph.reading import Batch
from graph.rows import MERGED, WITHDRAWN
from graph.store import Snapshot, Store


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the graph: the entities of some concrete kinds, of some ids, or changed after a revision."""

    kinds: frozenset[str] | None = None
    ids: Sequence[str] | None = None
    since: int | None = None

    @property
    def is_large(self) -> bool:
        """Whether it has all entities of its kinds."""
        return self.ids is None and self.since is None

    def families(self, model: Model) -> tuple[Kind, ...]:
        """Return the families of kinds that it may hold something of, in the order of their ids."""
        return tuple(
            family
            for family in model.families
            if self.kinds is None or self.kinds & {family.name, *(each.name for each in model.members(family.name))}
        )

    def batches(self, store: Store, snapshot: Snapshot, family: Kind) -> Iterator[Batch]:
        """Yield the entities of one family that are in it, in the order of ids."""
        reader, execute = store.reader, snapshot.execute
        shape = reader.narrow(execute, family) if self.is_large else reader.family(family)
        for batch in reader.batches(execute, shape, self.ids, self.since):
            if self.kinds is not None:
                batch.rows = [row for row in batch.rows if row[2] in self.kinds]
            yield batch


def kinds_named(model: Model, names: Sequence[str]) -> frozenset[str] | None:
    """Return the concrete kinds that names of kinds and of interfaces stand for, None for no names.

    Raises RequestError.
    """
    for name in names:
        if name not in model.kinds:
            raise RequestError(f"there is no kind {name[:80]!r}: name one of {', '.join(sorted(model.kinds))}")
    return frozenset().union(*map(model.names, names)) if names else None


def gone(snapshot: Snapshot, since: int) -> int:
    """Return how many entities were withdrawn, or merged into others, after a revision. Raises RequestError."""
    newest = snapshot.revision()
    if not 0 <= since <= newest:
        raise RequestError(f"there is no revision {since}: the newest is {newest}")
    states = f"('{WITHDRAWN}', '{MERGED}')"
    counting = f"SELECT count(*) FROM entity WHERE revision > {since:d} AND state IN {states}"
    return int(snapshot.execute(counting)[0][0])
