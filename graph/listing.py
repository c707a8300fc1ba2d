"""Listing: all entities that are there, in ranges of their keys, so that none need be counted to begin one."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, literal_column, select

from graph.rows import ACTIVE
from graph.sql.dialects import compiled
from graph.store import Snapshot, Store

Dated = tuple[str, str]  # an id, and the time of the revision that last changed the entity


class Listing:
    """The entities of a store in ranges of `size` keys, of which some may be empty."""

    def __init__(self, store: Store, size: int) -> None:
        self.size = size
        entity, revision = store.model.entity, store.model.metadata.tables["revision"]
        number = entity.c.key.op("/")(literal_column(str(size)))  # of whole numbers, a whole one
        page = select(number.label("number"), func.max(entity.c.revision).label("last")).where(entity.c.state == ACTIVE)
        ranges = page.group_by(number).subquery()
        newest = select(ranges.c.number, revision.c.time).join(revision, revision.c.number == ranges.c.last)
        self._ranges = compiled(store.dialect, newest.order_by(ranges.c.number))
        members = (
            select(entity.c.id, revision.c.time)
            .join(revision, revision.c.number == entity.c.revision)
            .where(entity.c.state == ACTIVE, entity.c.key >= bindparam("start"), entity.c.key < bindparam("end"))
        )
        self._members = compiled(store.dialect, members.order_by(entity.c.key))

    def ranges(self, snapshot: Snapshot) -> Sequence[tuple[int, str]]:
        """Return the numbers of the ranges that hold anything, and when that last changed."""
        return [(number, time) for number, time in snapshot.execute(self._ranges.text, self._ranges.arguments({}))]

    def members(self, snapshot: Snapshot, number: int) -> Sequence[Dated]:
        """Return the entities of a range."""
        bounds = {"start": number * self.size, "end": (number + 1) * self.size}
        return [(name, time) for name, time in snapshot.execute(self._members.text, self._members.arguments(bounds))]
