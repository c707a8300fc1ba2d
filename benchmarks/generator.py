"""A generator of graphs of any size: rows straight into the tables, for what is measured is reading, not writing.

Tables are filled first and indexed afterwards; whatever indexes a new store has are dropped and made again.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from benchmarks.loading import LOADERS, Loader
from benchmarks.shape import Family, Shape
from graph.columns import Cells, column_types, layout
from graph.folding import fold, words
from graph.index import is_searched, kind_term, rank, texts
from graph.kinds import Model
from graph.properties import Property
from graph.sql.database import engine_of
from graph.store import Store
from graph.terms import terms
from graph.values import Text

BATCH = 20_000

Told = Callable[[str], None]


class Generator:
    """Fills databases with a graph of some number of projects."""

    def __init__(self, model: Model, projects: int, seed: int = 7) -> None:
        self.model, self.shape = model, Shape(projects, seed)
        self._kinds = {each.name: number for number, each in enumerate(model.concrete)}

    def fill(self, url: str, told: Told = lambda _: None) -> None:
        """Make a graph at a database URL where there is none yet, telling what is done."""
        Store.create(url, self.model).close()
        engine, dialect = engine_of(url)
        connection: Any = engine.raw_connection().driver_connection
        loader = LOADERS[dialect.name](connection)
        indexes = loader.without_indexes()
        loader.insert("revision", ("number", "time", "source"), [(1, "2026-01-01T00:00:00Z", "generator")])
        for family in self.shape.families():
            self._fill(loader, family, dialect.rank)
            told(family.prefix)
        for statement in indexes:
            connection.execute(statement)
        told(f"{len(indexes)} indexes")
        loader.finish()
        told("statistics")
        connection.close()
        engine.dispose()

    def _fill(self, loader: Loader, family: Family, rank_column: str) -> None:
        kind = next(each for each in self.model.families if each.prefix == family.prefix)
        items = [kind.properties[name] for name in family.properties]
        columns = ["key", *(["type"] if kind.abstract else []), *chain.from_iterable(map(column_types, items))]
        cells = [_cells(item) for item in items]
        called = [(family.properties.index(name), _called(kind.properties[name])) for name in kind.called_by]
        searched = [(place, self._searched(item)) for place, item in enumerate(items) if is_searched(item)]
        numbered = enumerate(family.rows, family.before + 1)
        while batch := list(islice(numbered, BATCH)):
            entities: list[Cells] = []
            rows: list[Cells] = []
            found: list[Cells] = []
            for key, (name, values) in batch:
                made = [cell(value) for cell, value in zip(cells, values, strict=True)]
                label = next((label(values[place]) for place, label in called if values[place]), kind.labels.pl)
                weight = self._weight(label, name)
                entity_id = self.shape.id(family.prefix, key - family.before)
                entities.append((key, entity_id, name, label, weight, 1, "ACTIVE"))
                rows.append((key, *([name] if kind.abstract else []), *chain.from_iterable(made)))
                said = chain.from_iterable(said(values[place]) for place, said in searched if values[place])
                found.append((rank(weight, key), " ".join(dict.fromkeys((kind_term(name), *said)))))
            loader.insert("entity", ("key", "id", "type", "label", "weight", "revision", "state"), entities)
            loader.insert(kind.table.name, columns, rows)
            loader.insert("search", (rank_column, "words"), sorted(found))

    def _weight(self, label: str, kind: str) -> int:
        """Return how late an entity comes among what a search finds, as graph.rows says it."""
        size = len(words(label)) if "." in label else label.count(" ") + 1
        return size * len(self._kinds) + self._kinds[kind]

    def _searched(self, item: Property) -> Callable[[Any], Iterable[str]]:
        """Return what makes the terms of a value, as graph.index says it: of a link, those of the name at its end."""
        if item.is_link:
            named = dict(self.shape.names_of_places())
            return lambda key: _terms_of(named[key].text)
        if item.is_code:
            return lru_cache(100)(lambda code: [term for each, _ in texts(item, code) for term in _terms_of(each)])
        return (lambda value: _terms_of(value.text)) if item.type is Text else _terms_of


def _cells(item: Property) -> Callable[[Any], Cells]:
    """Return what graph.columns.cells does for one property, faster: words of names recur, whole names do not."""
    empty, made = (None,) * len(column_types(item)), layout(item).cells
    if not item.is_folded:
        return lambda value: empty if value is None else made(value)

    def cells(value: Any) -> Cells:
        if value is None:
            return empty
        row = made(value)
        return (*row, " ".join(map(fold, row[0].split())))

    return cells


def _called(item: Property) -> Callable[[Any], str]:
    """Return what writes the value that an entity is called by, as graph.records.label says it."""
    if item.is_code:
        codes: Mapping[str, Any] = item.type.__members__  # type: ignore[attr-defined]
        return lambda value: str(codes[value].concept.pl)
    return (lambda value: str(value.text)) if item.type is Text else str


def _terms_of(text: str) -> list[str]:
    """Return the terms of a text that is no phrase, word by word: words of names recur, whole names do not."""
    return [term for word in text.split(" ") for term in _terms(word)]


@lru_cache(100_000)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(each.text for each in terms(word, "pl"))
