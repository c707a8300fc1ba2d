"""Writing: what is held of entities into tables, as one revision that changes only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Text, bindparam, delete, func, insert, select

from graph.history import History, last
from graph.index import Index, names
from graph.kinds import Model
from graph.links import allows, links, references, refusal
from graph.properties import Identifier
from graph.reading import Reader
from graph.rows import ACTIVE, Held, Rows, Shapes
from graph.sql.dialects import Dialect, Statement, compiled
from graph.values import EntityId, PartialDate

_CHUNK = 500


class Writer:
    """Writes on one connection, inside a transaction that the caller opened."""

    def __init__(
        self, model: Model, reader: Reader, dialect: Dialect, connection: Connection, shapes: Shapes | None = None
    ) -> None:
        self.model, self.reader, self.dialect, self.connection = model, reader, dialect, connection
        self.shapes = shapes or Shapes(model)
        self.index = Index(model, reader, dialect, connection)
        self.history = History(model, dialect, connection)

    def execute(self, statement: str, arguments: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return [tuple(row) for row in self.connection.exec_driver_sql(statement, tuple(arguments))]

    def held(self, names: Iterable[EntityId]) -> dict[EntityId, Held]:
        """Return what is held of those entities that are in the graph."""
        held: dict[EntityId, Held] = {}
        wanted = sorted(names)
        for kind in self.model.families:
            found = list(self.reader.read(self.execute, kind, wanted))
            evidence = self.reader.evidence(self.execute, found)
            held |= {record.id: Held(key, record, tuple(evidence[record.id])) for key, record in found}
        return held

    def known(self, names: Iterable[EntityId]) -> dict[EntityId, tuple[int, str | None]]:
        """Return the keys of those ids that the graph has ever had, each with its kind, None if it is not there now."""
        wanted = list(map(str, names))
        if not wanted:
            return {}
        rows = self.execute(self._known.text, self._known.arguments({"ids": self.dialect.list_value(wanted)}))
        return {EntityId(name): (key, kind if state == ACTIVE else None) for name, key, kind, state in rows}

    @cached_property
    def _known(self) -> Statement:
        entity = self.model.entity
        listed = self.dialect.ordered(bindparam("ids", type_=Text()))
        found = select(entity.c.id, entity.c.key, entity.c.type, entity.c.state)
        return compiled(self.dialect, found.select_from(listed.join(entity, entity.c.id == listed.c.value)))

    def bearers(self, identifiers: Iterable[Identifier]) -> dict[Identifier, EntityId]:
        """Return who in the graph bears which of some identifiers."""
        wanted = set(identifiers)
        if not wanted:
            return {}
        arguments = {"values": self.dialect.list_value(sorted({each.value for each in wanted}))}
        rows = self.execute(self._bearers.text, self._bearers.arguments(arguments))
        found = {Identifier(scheme, value): EntityId(name) for scheme, value, name in rows}
        return {each: name for each, name in found.items() if each in wanted}

    def identifiers(self, names: Iterable[EntityId]) -> dict[EntityId, set[Identifier]]:
        """Return the identifiers of entities."""
        table = self.model.list_table(self.model.common["identifiers"])
        keys = {key: name for name, (key, _) in self.known(names).items()}
        found: dict[EntityId, set[Identifier]] = {name: set() for name in keys.values()}
        for chunk in chunks(list(keys)):
            rows = select(table.c.key, table.c.scheme, table.c.value).where(table.c.key.in_(chunk))
            for key, scheme, value in self.connection.execute(rows):
                found[keys[key]].add(Identifier(scheme, value))
        return found

    @cached_property
    def _bearers(self) -> Statement:
        entity, table = self.model.entity, self.model.list_table(self.model.common["identifiers"])
        listed = self.dialect.ordered(bindparam("values", type_=Text()))
        source = listed.join(table, table.c.value == listed.c.value).join(entity, entity.c.key == table.c.key)
        return compiled(self.dialect, select(table.c.scheme, table.c.value, entity.c.id).select_from(source))

    @cached_property
    def merges(self) -> dict[EntityId, EntityId]:
        """Into whom each of the merged entities was merged."""
        merged, entity = self.model.metadata.tables["merged"], self.model.entity
        into = entity.alias()
        rows = self.connection.execute(
            select(entity.c.id, into.c.id)
            .join(merged, merged.c.key == entity.c.key)
            .join(into, into.c.key == merged.c.into_key)
        )
        return {EntityId(name): EntityId(other) for name, other in rows}

    @cached_property
    def merged(self) -> dict[EntityId, EntityId]:
        """Into whom each of the merged entities is, in the end."""
        return {name: last(self.merges, name) for name in self.merges}

    def meant(self, name: EntityId) -> EntityId:
        """Return whom an id means: whom the entity was merged into, if it was."""
        return self.merged.get(name, name)

    def keys(self, names: Iterable[EntityId], before: Mapping[EntityId, Held]) -> dict[EntityId, int]:
        """Return the key of each entity, a new one for those that never had any."""
        entity = self.model.entity
        keys = {name: held.key for name, held in before.items()}
        unknown = [name for name in dict.fromkeys(names) if name not in keys]
        keys |= {name: key for name, (key, _) in self.known(unknown).items()}
        following = (self.connection.scalar(select(func.max(entity.c.key))) or 0) + 1
        for name in unknown:
            if name not in keys:
                keys[name] = following
                following += 1
        return keys

    def ages(self, documents: Iterable[EntityId], dates: Mapping[EntityId, Any]) -> dict[EntityId, str]:
        """Return how new documents are, the undated oldest: by the `dates` that are given, or else by those held."""
        documents = set(documents)
        held = self.held(documents - dates.keys())
        published = {name: each.record.values.get("published") for name, each in held.items() if each.record}
        found = {**dict.fromkeys(documents), **published, **dates}
        return {name: date.last if isinstance(date, PartialDate) else "" for name, date in found.items()}

    def refusals(self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held]) -> dict[EntityId, str]:
        """Return which entities cannot be as they would, and why; the others can if these stay as they were."""
        targets = {target for held in changed.values() if held.record for target, _ in links(self.model, held.record)}
        kinds = {name: held.record.kind if held.record else None for name, held in changed.items()}
        kinds |= {name: kind for name, (_, kind) in self.known(targets - kinds.keys()).items()}
        found = {name: held.record and refusal(self.model, held.record, kinds) for name, held in changed.items()}
        found |= self._borne_twice(changed) | self._needed(changed, before) | self._unproved(changed)
        return {name: reason for name, reason in found.items() if reason}

    def _needed(self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held]) -> dict[EntityId, str]:
        """Return who cannot go, or become something else, because another leads to it."""
        gone: dict[int, tuple[EntityId, str]] = {}
        for name, held in changed.items():
            was, now = before.get(name), held.record
            if was and was.record and (now is None or now.kind != was.record.kind):
                gone[held.key] = name, now.kind if now else "nothing"
        entity = self.model.entity
        keys = {held.key for held in changed.values()}
        needed: dict[EntityId, str] = {}
        for item, owner, column in references(self.model) if gone else ():
            for chunk in chunks(sorted(gone)):
                leading = select(entity.c.id, entity.c.key, column).where(column.in_(chunk), entity.c.key == owner)
                for referrer, key, target in self.connection.execute(leading):
                    name, kind = gone[target]
                    if key not in keys and not allows(self.model, item, kind):
                        needed[name] = f"{item.name} of {referrer} leads to it, and it would become {kind}"
        return needed

    def _borne_twice(self, changed: Mapping[EntityId, Held]) -> dict[EntityId, str]:
        """Return who would bear an identifier that another bears."""
        bearing = {name: held.record.values.get("identifiers", ()) for name, held in changed.items() if held.record}
        found: dict[EntityId, str] = {}
        known = self.bearers(each for identifiers in bearing.values() for each in identifiers)
        bearers = {each: name for each, name in known.items() if name not in changed}
        for name, identifiers in bearing.items():
            for each in identifiers:
                if bearers.setdefault(each, name) != name:
                    found[name] = (
                        f"{each.scheme} {each.value} is that of {bearers[each]}: merge the two, or correct one"
                    )
        return found

    def _unproved(self, changed: Mapping[EntityId, Held]) -> dict[EntityId, str]:
        """Return whose evidence is of a document, or of someone merged, that the graph does not have."""
        kinds = {name: held.record.kind if held.record else None for name, held in changed.items()}
        proofs = {(each.document, each.subject) for held in changed.values() for each in held.evidence}
        unknown = {name for pair in proofs for name in pair} - kinds.keys()
        kinds |= {name: kind for name, (_, kind) in self.known(unknown).items()}
        lost = {name for name, _ in proofs if kinds.get(name) != "Document"}
        lost |= {name for _, name in proofs if name not in kinds}
        return {
            name: f"its evidence is of {each.document}, and of {each.subject}: not both are in the graph"
            for name, held in (changed.items() if lost else ())
            for each in held.evidence
            if each.document in lost or each.subject in lost
        }

    def begin_revision(self, source: str) -> int:
        """Add a revision. It is no earlier than the one before, whatever the clock says."""
        revision = self.model.metadata.tables["revision"]
        newest = select(revision.c.number, revision.c.time).order_by(revision.c.number.desc()).limit(1)
        number, time = self.connection.execute(newest).one_or_none() or (0, "")
        time = max(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), time)
        self.connection.execute(insert(revision), {"number": number + 1, "time": time, "source": source})
        return int(number) + 1

    def save(self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held], revision: int) -> None:
        """Make the tables and the index hold what changed, in place of what was there before, which is kept."""
        keys = self._keys_of_all_named(changed)
        newest = self.connection.scalar(select(func.max(self.model.entity.c.key))) or 0
        known = {held.key: before.get(name) for name, held in changed.items() if held.key <= newest}
        if known:
            self.history.keep(known, self.merges, revision)
        self._remove(list(known), revision)
        evidence = self.model.metadata.tables["evidence"]
        rows = Rows(self.shapes, keys, revision, self.connection.scalar(select(func.max(evidence.c.key))) or 0)
        for entity_id, held in changed.items():
            rows.add(entity_id, held)
        for table in self.shapes.tables:
            if rows.made.get(table):
                self.dialect.insert(self.connection, table.name, self.shapes.columns[table], rows.made[table])
        self._index(changed, before, rows.weights)

    def _keys_of_all_named(self, changed: Mapping[EntityId, Held]) -> dict[EntityId, int]:
        keys = {name: held.key for name, held in changed.items()}
        named: set[EntityId] = set()
        for held in changed.values():
            if held.record:
                named.update(target for target, _ in links(self.model, held.record))
                for each in held.evidence:
                    named.update((each.document, each.subject))
        return keys | {name: key for name, (key, _) in self.known(named - keys.keys()).items()}

    def _index(
        self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held], weights: Mapping[int, int]
    ) -> None:
        """Put what changed into the index again, and those who are found by a name that changed."""
        self.index.add(((held.key, held.record) for held in changed.values() if held.record), weights)
        renamed = [
            held.key
            for name, held in changed.items()
            if name in before and names(self.model, before[name].record) != names(self.model, held.record)
        ]
        keys = {held.key for held in changed.values()}
        for chunk in chunks(renamed):
            self.index.renew(chunk, keys)

    def _remove(self, keys: Sequence[int], revision: int) -> None:
        metadata = self.model.metadata
        change = metadata.tables["change"]
        owned = [(table, table.c.key) for table in self.shapes.tables if "key" in table.c and table.name != "evidence"]
        owned += [(metadata.tables[name], metadata.tables[name].c[column]) for name, column in _LEDGER]
        for chunk in chunks(keys):
            self.index.remove(chunk)
            self.connection.execute(delete(change).where(change.c.revision == revision, change.c.entity_key.in_(chunk)))
            for table, column in owned:
                self.connection.execute(delete(table).where(column.in_(chunk)))


_LEDGER = (("evidence", "subject_key"), ("translation", "entity_key"))


def chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Yield a few hundred items at a time: as many as an IN takes."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
