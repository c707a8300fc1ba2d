"""The shelf: the records of one snapshot that are at hand, each read once, and what they are called."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from graph.errors import InvalidValue
from graph.properties import Party
from graph.reconciling import naming
from graph.reconciling.naming import Languages
from graph.reconciling.offers import Offers, Path
from graph.records import Record
from graph.store import Snapshot, Store
from graph.values import EntityId

ABOVE = ("country", "parent")  # links to what holds an entity, or has it as a part
ANCESTORS = 4  # how far up a tree is read


class Shelf:
    """The records at hand."""

    def __init__(self, store: Store, offers: Offers, snapshot: Snapshot) -> None:
        self.model, self.offers = store.model, offers
        self._reader, self._execute = store.reader, snapshot.execute
        self._records: dict[EntityId, Record | None] = {}

    def fetch(self, names: Iterable[EntityId]) -> None:
        """Read those of some entities that are not at hand yet."""
        wanted = sorted({each for each in names if each not in self._records})
        self._records.update(dict.fromkeys(wanted))
        for family in self.model.families:
            own = [each for each in wanted if each.prefix == family.prefix]
            if own:
                self._records.update((record.id, record) for _, record in self._reader.read(self._execute, family, own))

    def get(self, name: EntityId) -> Record | None:
        """Return a record at hand."""
        return self._records.get(name)

    def read(self, name: str) -> Record | None:
        """Return a record with all around it, None if there is none."""
        with suppress(InvalidValue):
            self.fetch_around([EntityId(name)])
            self.fetch(each for value in self._all(name) for each in ends(value))
        return self.find(name)

    def _all(self, name: str) -> Iterator[tuple[Any, ...]]:
        record = self.find(name)
        return map(listed, record.values.values()) if record else iter(())

    def find(self, name: str) -> Record | None:
        """Return the record at hand that a text names, if it is an id of one."""
        return self._records.get(name)  # type: ignore[call-overload, no-any-return]

    def fetch_near(self, names: Iterable[EntityId], links: Sequence[str]) -> None:
        """Read what some entities at hand lead to by links of these names, and what stands above that."""
        near = {each for record in self._some(names) for link in links for each in _ends_of(record, link)}
        for _ in range(ANCESTORS):
            self.fetch(near)
            near = {each for record in self._some(near) for link in ABOVE for each in _ends_of(record, link)}

    def fetch_around(self, names: Iterable[EntityId]) -> None:
        """Read some entities, what they lead to by one link, and what stands above that."""
        names = list(names)
        self.fetch(names)
        for kind in {record.kind for record in self._some(names)}:
            self.fetch_near([each.id for each in self._some(names) if each.kind == kind], self.offers.links[kind])

    def fetch_ends(self, names: Iterable[EntityId], paths: Iterable[Path]) -> None:
        """Read what some entities at hand lead to by paths, and what stands above that."""
        names = list(names)
        for path in paths:
            self.fetch_near(names, [path.names[0]])
            if path.names[1:]:
                between = {each for record in self._some(names) for each in _ends_of(record, path.names[0])}
                self.fetch_near(between, [path.names[1]])

    def values(self, record: Record, path: Path) -> tuple[Any, ...]:
        """Return the values that a record has by a path."""
        found: tuple[Any, ...] = (record.id,)
        for name in path.names:
            records = [each for each in map(self.get, ends(found)) if each]
            found = tuple(value for each in records for value in listed(each.values.get(name)))
        if path.scheme:
            found = tuple(each for each in found if each.scheme == path.scheme)
        return found

    def _some(self, names: Iterable[EntityId]) -> Iterator[Record]:
        return (record for record in map(self.get, names) if record)

    def ancestors(self, name: EntityId) -> Iterator[Record]:
        """Yield what stands above an entity, as far as it is at hand: a country, and what holds it or it is part of."""
        seen, pending = {name}, [name]
        while pending:
            record = self.get(pending.pop(0))
            for end in [each for link in ABOVE for each in _ends_of(record, link)] if record else ():
                above = self.get(end)
                if above and end not in seen:
                    yield above
                    pending.append(end)
                seen.add(end)

    def name(self, record: Record, languages: Languages) -> str:
        """Return what an entity is called."""
        return naming.name(self.model.kinds[record.kind], record, languages)

    def names(self, record: Record) -> Iterator[tuple[str, bool]]:
        """Yield what an entity may be called, and whether that is a whole name, not a short form or a code."""
        for name, whole in self.offers.names[record.kind]:
            for each in listed(record.values.get(name)):
                yield each.text if whole else each, whole


def _ends_of(record: Record, link: str) -> Iterator[EntityId]:
    return ends(listed(record.values.get(link)))


def ends(values: Iterable[Any]) -> Iterator[EntityId]:
    """Yield the entities among values."""
    for each in values:
        if isinstance(each, EntityId):
            yield each
        elif isinstance(each, Party):
            yield each.entity


def listed(value: Any) -> tuple[Any, ...]:
    """Return the values of a property: what is stored of it, as a tuple."""
    return value if isinstance(value, tuple) else () if value is None else (value,)
