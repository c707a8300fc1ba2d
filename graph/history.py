"""History: what entities were before they were written again, each state kept with the revision that had made it.

What an entity is now stands in the tables; only what is overwritten is kept, so that a first import keeps nothing.
The body of a version holds ids, not keys, and nothing of a base IRI: what the export would have said, for good.
"""

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy import BigInteger, Connection, bindparam, select

from graph.columns import layout
from graph.kinds import Model
from graph.properties import Party, Property
from graph.reading import evidence_of
from graph.records import Evidence, Record
from graph.rows import ACTIVE, Held, evidence_cells
from graph.sql.dialects import PARENTS, Dialect, Statement, compiled
from graph.values import EntityId, Text

SHORT = 400  # bytes
COLUMNS = ("entity_key", "revision", "body")


@dataclass(frozen=True, slots=True)
class State:
    """What an entity was at a revision: no record if it had been withdrawn, or merged `into` another.

    `others` are those who had been merged into it, in the order of ids.
    """

    record: Record | None = None
    evidence: Sequence[Evidence] = ()
    others: tuple[EntityId, ...] = ()
    into: EntityId | None = None


class History:
    """Keeps versions on one connection, inside a transaction that the caller opened."""

    def __init__(self, model: Model, dialect: Dialect, connection: Connection) -> None:
        self.model, self.dialect, self.connection = model, dialect, connection

    def keep(self, changed: Mapping[int, Held | None], merges: Mapping[EntityId, EntityId], revision: int) -> None:
        """Keep what entities were until a revision that is about to write them again.

        `changed` has what is held of each by its key, `merges` into whom each of the merged was, not in the end.
        """
        others: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
        for name in sorted(merges):
            others[last(merges, name)].append(name)
        values = {PARENTS: self.dialect.parents_value([(key,) for key in changed]), "revision": revision}
        rows = []
        for key, name, number, state in self.connection.exec_driver_sql(
            self._written.text, tuple(self._written.arguments(values))
        ):
            body = None
            if state == ACTIVE:
                held = changed[key]
                assert held is not None, f"{name} is written, but was not read"
                body = packed(content(self.model, State(held.record, held.evidence, tuple(others[name]))))
            elif name in merges:
                body = packed(content(self.model, State(into=merges[name])))
            rows.append((key, number, body))
        self.dialect.insert(self.connection, "version", COLUMNS, rows)

    @cached_property
    def _written(self) -> Statement:
        """Reads who was there before. What the same revision wrote is no version: nobody ever saw it."""
        entity, parents = self.model.entity, self.dialect.parents(1)
        found = select(entity.c.key, entity.c.id, entity.c.revision, entity.c.state)
        source = parents.join(entity, entity.c.key == parents.c.p0)
        earlier = entity.c.revision < bindparam("revision", type_=BigInteger())
        return compiled(self.dialect, found.select_from(source).where(earlier).order_by(entity.c.key))


def content(model: Model, state: State) -> bytes:
    """Return what a state says, as JSON; its length does not depend on the order in which things were read."""
    record = state.record
    if record is None:
        return orjson.dumps([state.into])
    kind = model.kinds[record.kind]
    values = {name: _cells(kind.properties[name], value) for name, value in record.values.items()}
    evidence = [
        [each.document, None if each.subject == record.id else each.subject, *evidence_cells(kind, each)]
        for each in state.evidence
    ]
    return orjson.dumps([record.kind, values, evidence, state.others])


def packed(text: bytes) -> bytes:
    """Return content as it is kept: what is short would gain little by being compressed."""
    return text if len(text) < SHORT else zlib.compress(text)


def opened(body: bytes | None) -> bytes:
    """Return the content that is kept; who was withdrawn has no body."""
    if body is None:
        return b"[null]"
    return body if body.startswith(b"[") else zlib.decompress(body)


def unpacked(model: Model, name: EntityId, text: bytes) -> State:
    """Return the state that content tells of."""
    kind, *said = orjson.loads(text)
    if not said:
        return State(into=kind and EntityId(kind))
    values, evidence, others = said
    items = model.kinds[kind].properties
    record = Record(name, kind, {each: _value(items[each], cells) for each, cells in values.items()})
    proofs = [evidence_of(model, kind, name, cells) for cells in evidence]
    return State(record, proofs, tuple(map(EntityId, others)))


def _cells(item: Property, value: Any) -> list[Any]:
    made = layout(item).cells
    return [made(each) for each in value] if item.many or item.type is Text else list(made(value))


def _value(item: Property, cells: Sequence[Any]) -> Any:
    made = layout(item).value
    if item.type is Party:
        return tuple(Party(EntityId(name), role) for name, role in cells)
    return tuple(made(*each) for each in cells) if item.many or item.type is Text else made(*cells)


def last(merges: Mapping[EntityId, EntityId], name: EntityId) -> EntityId:
    """Return whom an id means in the end."""
    while name in merges:
        name = merges[name]
    return name
