"""Changes: what was written, in the order of revisions, each time with what the entity was from then on.

A page begins after the change that names it, and ends after SIZE changes, or sooner where these say very much. So a
page that is full never changes, and to find one nothing is counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, Text, bindparam, exists, select, tuple_

from graph.history import State, content, opened, unpacked
from graph.kinds import Model
from graph.rows import ACTIVE
from graph.sql.dialects import PARENTS, Dialect, Statement, compiled
from graph.store import Store
from graph.values import LARGEST, EntityId

SIZE = 250
MOST = 1_000_000  # bytes that the changes of a page say, as they are kept
AT_ONCE = 50
MOMENTS = 1_000  # of a second

Execute = Callable[[str, Sequence[Any]], Sequence[tuple[Any, ...]]]


class Position(NamedTuple):
    """The place after a change; by default after all changes of a revision."""

    revision: int
    key: int = LARGEST


@dataclass(frozen=True, slots=True)
class Change:
    """An entity as a revision left it; `time` is UTC, ISO 8601, and later than that of any earlier revision."""

    revision: int
    time: str
    entity: EntityId
    is_first: bool
    state: State


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes in a row, but for those of which it is not known any more what they said.

    The next page, if this one is full, begins at `end`, with nothing that is earlier than `until`.
    """

    changes: Sequence[Change]
    end: Position
    until: str
    is_full: bool


class _Row(NamedTuple):
    """A change as it is noted, and what its entity is now: in what state, and since which revision."""

    revision: int
    key: int
    entity: EntityId
    state: str
    newest: int


class Changes:
    """The changes of a graph. Where pages end must never change: followers rely on it."""

    def __init__(self, store: Store, size: int = SIZE, most: int = MOST) -> None:
        self.store, self.model, self.reader = store, store.model, store.reader
        self.size, self.most = size, most
        self._statements = _Statements(store.model, store.dialect)

    def page(self, begin: Position) -> Page | None:
        """Return the page that begins at a position, None if the graph has no such position."""
        with self.store.snapshot() as snapshot:
            execute = snapshot.execute
            if begin != Position(0) and not self._statements.is_there(execute, begin):
                return None
            rows = self._statements.following(execute, begin, self.size)
            taken, said = [], 0
            for row, state, size in self._states(execute, rows):
                taken.append((row, state))
                said += size
                if said >= self.most:
                    break
            rows = [row for row, _ in taken]
            times, first = self._statements.times(execute, rows), self._statements.first(execute, rows)
        changes = [
            Change(row.revision, times[row.revision], row.entity, row[:2] in first, state)
            for row, state in taken
            if state
        ]
        end = Position(*rows[-1][:2]) if rows else begin
        return Page(changes, end, times.get(end.revision, ""), len(rows) == self.size or said >= self.most)

    def change(self, revision: int, entity: str) -> Change | None:
        """Return what a revision made of an entity, None if it made nothing of it or that is not known any more."""
        with self.store.snapshot() as snapshot:
            execute = snapshot.execute
            rows = self._statements.one(execute, revision, entity)
            for row, state, _ in self._states(execute, rows):
                if state:
                    times, first = self._statements.times(execute, rows), self._statements.first(execute, rows)
                    return Change(revision, times[revision], row.entity, bool(first), state)
        return None

    def _states(self, execute: Execute, rows: Sequence[_Row]) -> Iterator[tuple[_Row, State | None, int]]:
        """Yield what each change made of its entity, None where that is not known, and how many bytes it says."""
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            past = self._statements.bodies(execute, [row for row in some if row.newest != row.revision])
            now = self._now(execute, [row for row in some if row.newest == row.revision])
            for row in some:
                if row.newest == row.revision:
                    state = now[row.key]
                    yield row, state, len(content(self.model, state))
                elif row[:2] in past:
                    text = opened(past[row[:2]])
                    yield row, unpacked(self.model, row.entity, text), len(text)
                else:
                    yield row, None, 0

    def _now(self, execute: Execute, rows: Sequence[_Row]) -> Mapping[int, State]:
        """Return what entities are, by their keys."""
        states = {row.key: State() for row in rows}
        gone = [row.key for row in rows if row.state != ACTIVE]
        for key, into in self._statements.into(execute, gone):
            states[key] = State(into=EntityId(into))
        there = [row for row in rows if row.state == ACTIVE]
        merged: defaultdict[int, list[EntityId]] = defaultdict(list)
        for key, other in self._statements.merged(execute, [row.key for row in there]):
            merged[key].append(EntityId(other))
        names = defaultdict(list)
        for row in there:
            names[row.entity.prefix].append(row.entity)
        for kind in self.model.families:
            found = list(self.reader.read(execute, kind, names[kind.prefix])) if kind.prefix in names else []
            evidence = self.reader.evidence(execute, found)
            for key, record in found:
                states[key] = State(record, evidence[record.id], tuple(merged[key]))
        return states


class _Statements:
    """What is asked of the tables, each question compiled once."""

    def __init__(self, model: Model, dialect: Dialect) -> None:
        self.dialect = dialect
        change, entity, merged = model.metadata.tables["change"], model.entity, model.metadata.tables["merged"]
        revision, version = model.metadata.tables["revision"], model.metadata.tables["version"]
        number, key = (bindparam(name, type_=BigInteger()) for name in ("revision", "key"))
        noted = change.c.revision == number
        self._revision = self._made(select(revision.c.number).where(revision.c.number == number))
        self._noted = self._made(select(change.c.revision).where(noted, change.c.entity_key == key))
        row = select(change.c.revision, change.c.entity_key, entity.c.id, entity.c.state, entity.c.revision)
        row = row.join(entity, entity.c.key == change.c.entity_key)
        place = tuple_(change.c.revision, change.c.entity_key)
        ordered = row.where(place > tuple_(number, key)).order_by(change.c.revision, change.c.entity_key)
        self._following = self._made(ordered.limit(bindparam("size")))
        self._one = self._made(row.where(noted, entity.c.id == bindparam("name", type_=Text())))
        lowest = bindparam("lowest", type_=BigInteger())
        times = select(revision.c.number, revision.c.time).where(revision.c.number.between(lowest, number))
        self._times = self._made(times.order_by(revision.c.number))
        pairs = dialect.parents(2)
        earlier = exists().where(change.c.entity_key == pairs.c.p0, change.c.revision < pairs.c.p1)
        self._first = self._made(select(pairs.c.p1, pairs.c.p0).where(~earlier))
        kept = pairs.join(version, (version.c.entity_key == pairs.c.p0) & (version.c.revision == pairs.c.p1))
        self._bodies = self._made(select(version.c.revision, version.c.entity_key, version.c.body).select_from(kept))
        keys = dialect.parents(1)
        into = keys.join(merged, merged.c.key == keys.c.p0).join(entity, entity.c.key == merged.c.into_key)
        self._into = self._made(select(merged.c.key, entity.c.id).select_from(into))
        others = keys.join(merged, merged.c.kept_key == keys.c.p0).join(entity, entity.c.key == merged.c.key)
        self._merged = self._made(select(merged.c.kept_key, entity.c.id).select_from(others).order_by(entity.c.id))

    def _made(self, statement: Select[Any]) -> Statement:
        return compiled(self.dialect, statement)

    def is_there(self, execute: Execute, place: Position) -> bool:
        """Return whether the graph has a position."""
        statement = self._revision if place.key == LARGEST else self._noted
        return bool(execute(statement.text, statement.arguments(place._asdict())))

    def following(self, execute: Execute, begin: Position, size: int) -> list[_Row]:
        """Return the first changes after a position."""
        arguments = self._following.arguments({**begin._asdict(), "size": size})
        return _rows(execute(self._following.text, arguments))

    def one(self, execute: Execute, revision: int, name: str) -> list[_Row]:
        """Return the change that a revision made to an entity, if it did."""
        return _rows(execute(self._one.text, self._one.arguments({"revision": revision, "name": name})))

    def times(self, execute: Execute, rows: Sequence[_Row]) -> dict[int, str]:
        """Return the times of the revisions of changes; of those in one second, the later has more milliseconds."""
        if not rows:
            return {}
        numbers = [row.revision for row in rows]
        values = {"lowest": min(numbers) - MOMENTS, "revision": max(numbers)}
        found: dict[int, str] = {}
        second, moment = "", 0
        for number, time in execute(self._times.text, self._times.arguments(values)):
            second, moment = time, min(moment + 1, MOMENTS - 1) if time == second else 0
            found[number] = f"{time.removesuffix('Z')}.{moment:03}Z"
        return found

    def first(self, execute: Execute, rows: Sequence[_Row]) -> set[tuple[int, ...]]:
        """Return which changes, by revision and key, are the first of their entities."""
        return {tuple(each) for each in self._of_pairs(execute, self._first, rows)}

    def bodies(self, execute: Execute, rows: Sequence[_Row]) -> dict[tuple[int, ...], bytes | None]:
        """Return what is kept of changes, by revision and key: nothing of those who were withdrawn."""
        return {(revision, key): body for revision, key, body in self._of_pairs(execute, self._bodies, rows)}

    def into(self, execute: Execute, keys: Sequence[int]) -> Sequence[tuple[Any, ...]]:
        """Return into whom entities are merged, with their keys; those who are not are absent."""
        return self._of_keys(execute, self._into, keys)

    def merged(self, execute: Execute, keys: Sequence[int]) -> Sequence[tuple[Any, ...]]:
        """Return who is merged into entities, with their keys, in the order of ids."""
        return self._of_keys(execute, self._merged, keys)

    def _of_pairs(self, execute: Execute, statement: Statement, rows: Sequence[_Row]) -> Sequence[tuple[Any, ...]]:
        if not rows:
            return ()
        pairs = self.dialect.parents_value([(row.key, row.revision) for row in rows])
        return execute(statement.text, statement.arguments({PARENTS: pairs}))

    def _of_keys(self, execute: Execute, statement: Statement, keys: Sequence[int]) -> Sequence[tuple[Any, ...]]:
        if not keys:
            return ()
        return execute(
            statement.text, statement.arguments({PARENTS: self.dialect.parents_value([(key,) for key in keys])})
        )


def _rows(found: Sequence[tuple[Any, ...]]) -> list[_Row]:
    return [_Row(revision, key, EntityId(name), state, newest) for revision, key, name, state, newest in found]
