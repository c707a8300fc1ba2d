"""Suggestions: what somebody who types may be about to name - an entity, a property or a type."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import InvalidValue
from graph.folding import fold, words
from graph.inquiry import inquiry
from graph.kinds import Kind, Model
from graph.properties import Labels
from graph.reconciling.candidates import Candidates, Execute
from graph.reconciling.naming import Languages, label
from graph.reconciling.offers import Offers, Path
from graph.reconciling.portraits import Named, Portrait, portrait, types_of
from graph.reconciling.shelf import Shelf
from graph.store import Store
from graph.values import EntityId


@dataclass(frozen=True, slots=True)
class Suggested:
    """A type or a property; `broader` are the types above a type."""

    id: str
    name: str
    description: str
    broader: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed so far, and which page of the suggestions is wanted."""

    prefix: str
    first: int
    size: int

    def page(self, found: Sequence[Suggested]) -> list[Suggested]:
        """Return a page of what is found."""
        return list(found[self.first : self.first + self.size])


def types(offers: Offers, model: Model, typed: Typed, languages: Languages) -> list[Suggested]:
    """Return the types whose name or id has words that begin so, those that tables are about first."""
    usual = list(offers.types())
    kinds = [*usual, *(each for each in offers.kinds.values() if each not in usual)]
    found = [each for each in kinds if _begins(typed.prefix, each.name, each.labels)]
    return typed.page([suggested_type(model, each, languages) for each in found])


def suggested_type(model: Model, kind: Kind, languages: Languages) -> Suggested:
    """Return a type with its description."""
    own, *above = types_of(model, kind, languages)
    return Suggested(own.id, own.name, kind.description, tuple(above))


def properties(offers: Offers, typed: Typed, kind: Kind | None, languages: Languages) -> list[Suggested]:
    """Return the properties, of one kind or of all, whose name or id has words that begin so."""
    paths = offers.of_types(offers.members(kind.name)) if kind else offers.all()
    ordered = sorted(paths.values(), key=lambda each: "." in each.id)
    return typed.page(
        [suggested_property(each, languages) for each in ordered if _begins(typed.prefix, each.id, each.labels)]
    )


def suggested_property(path: Path, languages: Languages) -> Suggested:
    """Return a property with its description."""
    return Suggested(path.id, label(path.labels, languages), path.description)


def _begins(prefix: str, name: str, labels: Labels) -> bool:
    """Return whether each word of a prefix begins a word of an id or of labels."""
    known = [*words(name), fold(name), *words(labels.pl), *words(labels.en)]
    return all(any(each.startswith(word) for each in known) for word in fold(prefix).split())


def entities(
    store: Store, candidates: Candidates, typed: Typed, kind: Kind | None, languages: Languages, seconds: float
) -> list[Portrait]:
    """Return the entities with an id or words that begin so: whole words first, and short names."""
    with store.snapshot(seconds) as snapshot:
        found = dict.fromkeys(_found(candidates, snapshot.execute, typed, kind))
        page = list(found)[typed.first : typed.first + typed.size]
        shelf = Shelf(store, candidates.offers, snapshot)
        shelf.fetch_around(page)
    return [portrait(shelf, record, languages) for record in map(shelf.get, page) if record]


def _found(candidates: Candidates, execute: Execute, typed: Typed, kind: Kind | None) -> Iterator[EntityId]:
    size = typed.first + typed.size
    kinds = candidates.offers.usual_kinds if kind is None else candidates.offers.members(kind.name)
    yield from candidates.begun(execute, typed.prefix, kinds, size)
    try:
        sought = inquiry(typed.prefix)
    except InvalidValue:  # nothing to look for, or too much of it
        return
    for whole in (True, False):
        terms = sought.wanted(whole=whole)
        yield from (
            EntityId(name) for name, of_kind, _ in candidates.search(execute, terms, kinds, size) if of_kind in kinds
        )
