"""The directory: the ids of all entities and when each last changed, page by page.

A page holds the entities of a range of keys, so that none need be counted to begin one.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from graph.rows import ACTIVE
from graph.sql.dialects import compiled
from graph.store import Snapshot, Store


class Directory:
    """Reads pages of at most `size` entities. Times are UTC, ISO 8601."""

    def __init__(self, store: Store, size: int) -> None:
        self.size = size
        entity, revision = store.model.entity, store.model.metadata.tables["revision"]
        number = entity.c.key.op("/")(literal_column(str(size)))  # of whole numbers, a whole one
        page = select(number.label("number"), func.max(entity.c.revision).label("last")).where(entity.c.state == ACTIVE)
        pages = page.group_by(number).subquery()
        newest = select(pages.c.number, revision.c.time).join(revision, revision.c.number == pages.c.last)
        self._pages = compiled(store.dialect, newest.order_by(pages.c.number))
        members = (
            select(entity.c.id, revision.c.time)
            .join(revision, revision.c.number == entity.c.revision)
            .where(entity.c.state == ACTIVE, entity.c.key >= bindparam("start"), entity.c.key < bindparam("end"))
        )
        self._members = compiled(store.dialect, members.order_by(entity.c.key))

    def pages(self, snapshot: Snapshot) -> Sequence[tuple[Any, ...]]:
        """Return the number of each page that holds anything, and the time of the last change of it."""
        return snapshot.execute(self._pages.text, self._pages.arguments({}))

    def members(self, snapshot: Snapshot, number: int) -> Sequence[tuple[Any, ...]]:
        """Return the id of each entity of a page, and the time of its last change."""
        bounds = {"start": number * self.size, "end": (number + 1) * self.size}
        return snapshot.execute(self._members.text, self._members.arguments(bounds))
