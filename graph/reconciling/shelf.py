"""The shelf: the records of one snapshot that are at hand, each read once, and what they are called."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from graph.errors import InvalidValue
from graph.kinds import Kind, Model
from graph.properties import Labels, Party, Property
from graph.reading import Reader
from graph.reconciling.offers import Path
from graph.records import Record
from graph.values import FALLBACK_LANGUAGE, EntityId, Text

Languages = Sequence[str]  # that a reader understands, the best first: `pl`, `en`
ANCESTORS = 4  # how far up a tree is read


class Shelf:
    """The records at hand."""

    def __init__(self, model: Model, reader: Reader, execute: Callable[[str, Sequence[Any]], Any]) -> None:
        self.model, self._reader, self._execute = model, reader, execute
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

    def fetch_around(self, names: Iterable[EntityId], paths: Iterable[Path] = ()) -> None:
        """Read some entities, what they lead to by one link or by paths, and what stands above that."""
        names = list(names)
        self.fetch(names)
        paths = [each for each in paths if each.item.is_link or each.item.type is Party]
        near = {link for record in self._some(names) for link in _links(self.model, record)}
        far = {each for record in self._some(names) for path in paths for each in ends(self._values(record, path))}
        self.fetch(near | far)
        self.fetch(each for record in self._some(names) for path in paths for each in ends(self.values(record, path)))
        above: set[EntityId] = near | far
        for _ in range(ANCESTORS):
            above = {link for record in self._some(above) for link in _links(self.model, record, ("country", "parent"))}
            self.fetch(above)

    def values(self, record: Record, path: Path) -> tuple[Any, ...]:
        """Return the values that a record has by a path."""
        found: tuple[Any, ...] = (record.id,)
        for step in path.steps:
            records = [each for each in map(self.get, ends(found)) if each]
            found = tuple(value for each in records for value in listed(each.values.get(step.name)))
        if path.scheme:
            found = tuple(each for each in found if each.scheme == path.scheme)
        return found

    def _values(self, record: Record, path: Path) -> tuple[Any, ...]:
        return listed(record.values.get(path.steps[0].name))

    def _some(self, names: Iterable[EntityId]) -> Iterator[Record]:
        return (record for record in map(self.get, names) if record)

    def ancestors(self, name: EntityId) -> Iterator[Record]:
        """Yield what stands above an entity, as far as it is at hand: a country, and what holds it or it is part of."""
        seen, pending = {name}, [name]
        while pending:
            record = self.get(pending.pop(0))
            for link in _links(self.model, record, ("country", "parent")) if record else ():
                if link not in seen:
                    seen.add(link)
                    pending.append(link)
                    above = self.get(link)
                    if above:
                        yield above

    def name(self, record: Record, languages: Languages) -> str:
        """Return what an entity is called, in the language that a reader understands best."""
        kind = self.model.kinds[record.kind]
        for name in kind.called_by:
            value = record.values.get(name)
            if value is not None:
                return written(kind.properties[name], value, languages)
        return label(kind.labels, languages)


def written(item: Property, value: Any, languages: Languages) -> str:
    """Return a value for people to read; of a text in several languages, the one that they understand best."""
    if isinstance(value, tuple) and item.type is Text:
        return in_language(value, languages).text
    if item.is_code:
        return label(item.type.__members__[value].concept, languages)  # type: ignore[attr-defined]
    return str(value)


def in_language(texts: Sequence[Text], languages: Languages) -> Text:
    """Return the text in the first of some languages, else the Polish one, else the first."""
    for wanted in (*languages, FALLBACK_LANGUAGE):
        for each in texts:
            if each.language == wanted or each.language.partition("-")[0] == wanted:
                return each
    return texts[0]


def label(labels: Labels | Any, languages: Languages) -> str:
    """Return the label in Polish for those who understand it before English."""
    known = next((each for each in languages if each in ("pl", "en")), "en")
    return str(labels.pl if known == "pl" else labels.en)


def names(kind: Kind, record: Record) -> Iterator[tuple[str, bool]]:
    """Yield what an entity may be called, and whether that is a whole name, not a short form or a code."""
    for item in kind.stored:
        if item.name in kind.called_by or (item.search and item.type is str and not item.many):
            for each in listed(record.values.get(item.name)):
                if isinstance(each, Text):
                    yield each.text, True
                elif isinstance(each, str) and not item.is_code:
                    yield each, False


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


def _links(model: Model, record: Record, only: Sequence[str] = ()) -> Iterator[EntityId]:
    """Yield where the links of a record to one entity lead."""
    for item in model.kinds[record.kind].stored:
        if item.is_link and not item.many and item.name in record.values and (not only or item.name in only):
            yield record.values[item.name]
