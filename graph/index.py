"""The index: the terms by which each entity is found, in the table `search`."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import Connection, select, text

from graph.kinds import Kind, Model
from graph.properties import Identifier, Property
from graph.reading import BATCH, Reader
from graph.records import Record
from graph.sql.dialects import KEY_BITS, Dialect
from graph.terms import term_texts
from graph.values import EntityId, Text

LARGEST = 500_000  # bytes of the terms of one entity; PostgreSQL takes a tsvector of a megabyte
UNKNOWN = "und"

Found = Mapping[EntityId, Record]


@dataclass(frozen=True, slots=True)
class Searched:
    """A text that an entity is found by, and the name of the property that it is of."""

    property: str
    text: str
    language: str


def is_searched(item: Property) -> bool:
    """Return whether an entity is found by the words of a property: its codes and identifiers are always among them."""
    return item.stored and (
        (item.search or item.is_code or item.type is Identifier) and not (item.is_code and item.many)
    )


def searched(model: Model, record: Record, linked: Found) -> Iterator[Searched]:
    """Yield the texts that an entity is found by; `linked` has the entities whose names are searched with it."""
    kind = model.kinds[record.kind]
    for item in _searched_of(kind):
        value = record.values.get(item.name)
        if value is None:
            continue
        if item.is_link:
            named = names(model, linked.get(value))
            yield from (Searched(item.name, each.text, each.language) for each in named)
        else:
            for each in value if isinstance(value, tuple) else (value,):
                yield from (Searched(item.name, *said) for said in texts(item, each))


@cache
def _searched_of(kind: Kind) -> tuple[Property, ...]:
    return tuple(filter(is_searched, kind.stored))


def texts(item: Property, value: Any) -> Sequence[tuple[str, str]]:
    """Return the texts that one value of a property is found by, each with its language."""
    if item.is_code:
        concept = item.type.__members__[value].concept  # type: ignore[attr-defined]
        return (value, UNKNOWN), (concept.pl, "pl"), (concept.en, "en")
    if isinstance(value, Text):
        return ((value.text, value.language),)
    return ((value.value if isinstance(value, Identifier) else value, UNKNOWN),)


def name_of(kind: Kind) -> Property | None:
    """Return the property by which those who lead to an entity of a kind are found, None if it has no names."""
    item = kind.properties[kind.called_by[0]]
    return item if item.type is Text else None


def names(model: Model, record: Record | None) -> tuple[Text, ...]:
    """Return what those who lead to an entity are found by: its name in all languages."""
    item = name_of(model.kinds[record.kind]) if record else None
    return tuple(record.values.get(item.name, ())) if record and item else ()


def kind_term(name: str) -> str:
    """Return the term that every entity of a kind has; no word is like it."""
    return f"§{name.lower()}"


def rank(weight: int, key: int) -> int:
    """Return where an entity stands among what is found."""
    return weight << KEY_BITS | key


class Index:
    """The index on one connection, inside a transaction that the caller opened."""

    def __init__(self, model: Model, reader: Reader, dialect: Dialect, connection: Connection) -> None:
        self.model, self.reader, self.dialect, self.connection = model, reader, dialect, connection
        self._alike: dict[tuple[str | None, ...], str] = {}

    def remove(self, keys: Sequence[int]) -> None:
        """Take entities out, while their rows still say what weight they had."""
        ranks = f"SELECT (weight << {KEY_BITS}) | key FROM entity WHERE key IN ({','.join(map(str, keys))})"
        self.connection.execute(text(f"DELETE FROM search WHERE {self.dialect.rank} IN ({ranks})"))

    def add(self, records: Iterable[tuple[int, Record]], weights: Mapping[int, int] | None = None) -> None:
        """Put entities in, by what is stored of those that they lead to; `weights` are read if they are not given."""
        pending = iter(records)
        while batch := dict(islice(pending, BATCH)):
            linked = self._linked(batch.values())
            known = self._weights(batch) if weights is None else weights
            # FTS5 writes in one go what comes in the order of rowids.
            ranks = sorted((rank(known[key], key), key) for key in batch)
            rows = [(at, self._words(batch[key], linked)) for at, key in ranks]
            self.dialect.insert(self.connection, "search", (self.dialect.rank, "words"), rows)

    def _weights(self, keys: Iterable[int]) -> dict[int, int]:
        entity = self.model.entity
        rows = self.connection.execute(select(entity.c.key, entity.c.weight).where(entity.c.key.in_(keys)))
        return {row.key: row.weight for row in rows}

    def renew(self, targets: Sequence[int], but: Container[int] = ()) -> None:
        """Renew those that are found by the names of some entities, but not those that are new anyway."""
        entity = self.model.entity
        for item in self._links():
            table = self.model.table(item.kind)
            leading = (
                select(entity.c.key, entity.c.id)
                .join(table, table.c.key == entity.c.key)
                .where(table.c[f"{item.attribute}_key"].in_(targets))
            )
            found = [(key, EntityId(name)) for key, name in self.connection.execute(leading) if key not in but]
            for start in range(0, len(found), BATCH):
                chunk = found[start : start + BATCH]
                self.remove([key for key, _ in chunk])
                self.add(self._read(name for _, name in chunk))

    def fill(self) -> None:
        """Put every entity in."""
        for kind in self.model.families:
            self.add(self.reader.read(self._execute, kind))

    def _words(self, record: Record, linked: Found) -> str:
        """Return the terms of an entity; those with nothing but codes, such as most participations, are much alike."""
        items = _searched_of(self.model.kinds[record.kind])
        if any(not item.is_code and item.name in record.values for item in items):
            return self._made(record, linked)
        alike = (record.kind, *(record.values.get(item.name) for item in items))
        if alike not in self._alike:
            self._alike[alike] = self._made(record, linked)
        return self._alike[alike]

    def _made(self, record: Record, linked: Found) -> str:
        found = {kind_term(record.kind): None}
        for each in searched(self.model, record, linked):
            found |= term_texts(each.text, each.language)
        whole = " ".join(found)
        if len(whole.encode()) <= LARGEST:
            return whole
        sizes = accumulate(len(term.encode()) for term in found)
        return " ".join(term for term, size in zip(found, sizes, strict=True) if size <= LARGEST)

    def _linked(self, records: Iterable[Record]) -> Found:
        links = list(self._links())
        wanted = {record.values[item.name] for record in records for item in links if item.name in record.values}
        return {record.id: record for _, record in self._read(wanted)}

    def _links(self) -> Iterator[Property]:
        """Yield the links by whose targets entities are found, each once."""
        items = {item: None for kind in self.model.kinds.values() for item in kind.stored}
        return (item for item in items if item.is_link and item.search)

    def _read(self, ids: Iterable[EntityId]) -> Iterator[tuple[int, Record]]:
        wanted = sorted(ids)
        for kind in self.model.families:
            yield from self.reader.read(self._execute, kind, wanted)

    def _execute(self, statement: str, arguments: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        return [tuple(row) for row in self.connection.exec_driver_sql(statement, tuple(arguments))]
