"""Writing: sources into tables, as one revision that changes only what differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from graph.columns import LONGEST_INDEXED, column_types
from graph.errors import InvalidValue
from graph.folding import fold
from graph.index import Index, names
from graph.kinds import Model
from graph.properties import Party, Property
from graph.reading import Reader
from graph.records import Record, Source
from graph.resolution import Claim, claims_of, resolved
from graph.rows import ACTIVE, Held, Rows
from graph.sql.dialects import Dialect
from graph.values import EntityId, PartialDate, Text

_CHUNK = 500


class Writer:
    """Writes on one connection, inside a transaction that the caller opened."""

    def __init__(self, model: Model, reader: Reader, dialect: Dialect, connection: Connection) -> None:
        self.model, self.reader, self.connection = model, reader, connection
        self.index = Index(model, reader, dialect, connection)

    def write(self, sources: Sequence[Source]) -> int | None:
        """Make the graph hold all that the sources say, and nothing that an earlier version of them said.

        Returns the revision, None if nothing changed. Raises InvalidValue if an entity would lack what it must have,
        or would lead to what is not there.
        """
        before = self._held(self._touched(sources))
        after = self._resolved(sources, before)
        changed = {name: held for name, held in after.items() if held != before.get(name, Held(held.key, None, ()))}
        if not changed:
            return None
        self._check(changed, before)
        number = self._revision(", ".join(source.name for source in sources), changed)
        self._index(changed, before)
        return number

    def _touched(self, sources: Sequence[Source]) -> set[EntityId]:
        entity, evidence = self.model.entity, self.model.metadata.tables["evidence"]
        document = entity.alias("document")
        proved = (
            select(entity.c.id)
            .distinct()
            .join(evidence, evidence.c.subject_key == entity.c.key)
            .join(document, document.c.key == evidence.c.document_key)
        )
        touched = {EntityId(name) for source in sources for name in source.kinds}
        for source in sources:
            touched |= {
                EntityId(name) for (name,) in self.connection.execute(proved.where(document.c.id == source.document))
            }
        return touched

    def _held(self, names: Iterable[EntityId]) -> dict[EntityId, Held]:
        held: dict[EntityId, Held] = {}
        wanted = sorted(names)
        for kind in self.model.families:
            found = list(self.reader.read(self._execute, kind, wanted))
            evidence = self.reader.evidence(self._execute, found)
            held |= {record.id: Held(key, record, tuple(evidence[record.id])) for key, record in found}
        return held

    def _execute(self, statement: str, arguments: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        return [tuple(row) for row in self.connection.exec_driver_sql(statement, tuple(arguments))]

    def _resolved(self, sources: Sequence[Source], before: Mapping[EntityId, Held]) -> dict[EntityId, Held]:
        kinds = {name: held.record.kind for name, held in before.items() if held.record}
        for source in sources:
            kinds.update(source.kinds)
        claims = self._claims(sources, before)
        keys = self._keys(kinds, before)
        after = {}
        for name in sorted(kinds):
            if claims[name]:
                record, evidence = resolved(self.model.kinds[kinds[name]], name, claims[name])
                after[name] = Held(keys[name], record, evidence)
            else:
                after[name] = Held(keys[name], None, ())
        return after

    def _claims(self, sources: Sequence[Source], before: Mapping[EntityId, Held]) -> dict[EntityId, list[Claim]]:
        written = {source.document for source in sources}
        others = {each.document for held in before.values() for each in held.evidence} - written
        ages = self._ages(sources, others)
        claims: dict[EntityId, list[Claim]] = defaultdict(list)
        for name, held in before.items():
            if held.record:
                claims[name] += claims_of(held.record, (e for e in held.evidence if e.document in others), ages)
        for source in sources:
            for statement in source.statements:
                claims[statement.subject].append(Claim(statement, source.document, ages[source.document]))
        return claims

    def _ages(self, sources: Sequence[Source], others: set[EntityId]) -> dict[EntityId, str]:
        documents = self._held(others)
        published = {
            name: held.record.values.get("published") for name, held in documents.items() if held.record is not None
        }
        for source in sources:
            published[source.document] = next(
                (
                    each.value
                    for each in source.statements
                    if (each.subject, each.property) == (source.document, "published")
                ),
                None,
            )
        return {name: date.last if isinstance(date, PartialDate) else "" for name, date in published.items()}

    def _keys(self, names: Iterable[EntityId], before: Mapping[EntityId, Held]) -> dict[EntityId, int]:
        entity = self.model.entity
        keys = {name: held.key for name, held in before.items()}
        for chunk in _chunks(sorted(set(names) - keys.keys())):
            rows = self.connection.execute(select(entity.c.id, entity.c.key).where(entity.c.id.in_(chunk)))
            keys |= {EntityId(name): key for name, key in rows}
        following = (self.connection.scalar(select(func.max(entity.c.key))) or 0) + 1
        for name in names:
            if name not in keys:
                keys[name] = following
                following += 1
        return keys

    def _check(self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held]) -> None:
        """Refuse what lacks a required property, leads to what is not there, or goes while another leads to it."""
        targets = set(chain.from_iterable(_links(self.model, held.record) for held in changed.values() if held.record))
        kinds = {name: held.record.kind if held.record else None for name, held in changed.items()}
        kinds |= {
            name: kind for name, (_, kind) in self._known({name for _, name, _ in targets} - kinds.keys()).items()
        }
        for subject, target, item in sorted(targets, key=lambda each: (each[0], each[1], each[2].name)):
            allowed = {each.name for each in self.model.members(item.target or "Entity")}
            if kinds.get(target) not in allowed:
                came = f"a {kinds[target]}" if kinds.get(target) else "not in the graph"
                raise InvalidValue(f"{subject}: {item.name} wants a {item.target or 'Entity'}; {target} is {came}")
        self._check_referrers(changed, before)
        for name, held in changed.items():
            if held.record:
                for item in self.model.kinds[held.record.kind].stored:
                    _check_value(name, held.record, item)

    def _check_referrers(self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held]) -> None:
        gone: dict[int, tuple[EntityId, str]] = {}
        for name, held in changed.items():
            was, now = before.get(name), held.record
            if was and was.record and (now is None or now.kind != was.record.kind):
                gone[held.key] = name, now.kind if now else "nothing"
        entity = self.model.entity
        keys = {held.key for held in changed.values()}
        for item, owner, column in _references(self.model) if gone else ():
            for chunk in _chunks(sorted(gone)):
                leading = select(entity.c.id, entity.c.key, column).where(column.in_(chunk), entity.c.key == owner)
                for referrer, key, target in self.connection.execute(leading):
                    name, kind = gone[target]
                    allowed = {each.name for each in self.model.members(item.target or "Entity")}
                    if key not in keys and kind not in allowed:
                        raise InvalidValue(f"{referrer}: {item.name} leads to {name}, which would become {kind}")

    def _known(self, names: Iterable[EntityId]) -> dict[EntityId, tuple[int, str]]:
        entity = self.model.entity
        known: dict[EntityId, tuple[int, str]] = {}
        for chunk in _chunks(sorted(names)):
            query = select(entity.c.id, entity.c.key, entity.c.type).where(
                entity.c.id.in_(chunk), entity.c.state == ACTIVE
            )
            known |= {EntityId(name): (key, kind) for name, key, kind in self.connection.execute(query)}
        return known

    def _revision(self, name: str, changed: Mapping[EntityId, Held]) -> int:
        tables = self.model.metadata.tables
        revision = tables["revision"]
        number: int = (self.connection.scalar(select(func.max(revision.c.number))) or 0) + 1
        time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.connection.execute(insert(revision), {"number": number, "time": time, "source": name})
        links = {link for held in changed.values() if held.record for link in _linked(self.model, held.record)}
        documents = {each.document for held in changed.values() for each in held.evidence}
        keys = {name: held.key for name, held in changed.items()}
        keys |= {name: key for name, (key, _) in self._known((links | documents) - keys.keys()).items()}
        self._remove([held.key for held in changed.values()])
        rows = Rows(self.model, keys, number, self.connection.scalar(select(func.max(tables["evidence"].c.key))) or 0)
        for entity_id, held in changed.items():
            rows.add(entity_id, held)
        for table, made in rows.made.items():
            if made:
                self.connection.execute(insert(table), made)
        return number

    def _index(self, changed: Mapping[EntityId, Held], before: Mapping[EntityId, Held]) -> None:
        """Put what changed into the index again, and those who are found by a name that changed."""
        self.index.add((held.key, held.record) for held in changed.values() if held.record)
        renamed = [
            held.key
            for name, held in changed.items()
            if name in before and names(self.model, before[name].record) != names(self.model, held.record)
        ]
        keys = {held.key for held in changed.values()}
        for chunk in _chunks(renamed):
            self.index.renew(chunk, keys)

    def _remove(self, keys: Sequence[int]) -> None:
        metadata = self.model.metadata
        owned = [
            (table, table.c.key) for table in metadata.tables.values() if "key" in table.c and table.name != "evidence"
        ]
        owned += [(metadata.tables[name], metadata.tables[name].c[column]) for name, column in _LEDGER]
        for chunk in _chunks(keys):
            self.index.remove(chunk)
            for table, column in owned:
                self.connection.execute(delete(table).where(column.in_(chunk)))


def _check_value(name: EntityId, record: Record, item: Property) -> None:
    """Refuse what lacks a property that it must have, or is too long to be ordered by it. Raises InvalidValue."""
    value = record.values.get(item.name)
    if item.required and value is None:
        raise InvalidValue(f"{name}: a {record.kind} wants {item.name}; no source gives it")
    if item.index and item.type is Text and value:
        length = len(fold(value[0].text).encode())
        if length > LONGEST_INDEXED:
            raise InvalidValue(
                f"{name}: its {item.name} has {length} bytes, and may have {LONGEST_INDEXED}: shorten it"
            )


_LEDGER = (("evidence", "subject_key"), ("translation", "entity_key"))


def _references(model: Model) -> Iterable[tuple[Property, ColumnElement[Any], ColumnElement[Any]]]:
    """Yield each property that leads to entities, with the columns of who has it and of whom it leads to."""
    for item in {each: None for kind in model.kinds.values() for each in kind.stored}:
        if item.is_link or item.type is Party:
            table = model.list_table(item) if item.many else model.table(item.kind)
            (column,) = (each for each in column_types(item) if each.endswith("_key"))
            yield item, table.c.key, table.c[column]


def _links(model: Model, record: Record) -> Iterable[tuple[EntityId, EntityId, Property]]:
    for item in model.kinds[record.kind].stored:
        value = record.values.get(item.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Party):
                yield record.id, each.entity, item
            elif item.is_link and each is not None:
                yield record.id, each, item


def _linked(model: Model, record: Record) -> Iterable[EntityId]:
    return (target for _, target, _ in _links(model, record))


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
