"""Seed beds: seed files taken together - whether their links lead somewhere and whether what is required is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import SourceError
from graph.kinds import Model
from graph.properties import Party
from graph.records import Source
from graph.values import EntityId


@dataclass(frozen=True, slots=True)
class Seed:
    """What a file says, and in which line: of each entity, and of each statement in the order of the source's."""

    file: str
    source: Source
    entity_lines: Mapping[EntityId, int]
    statement_lines: Sequence[int]


def check_together(seeds: Sequence[Seed], model: Model) -> None:
    """Raise SourceError for what no file alone can be blamed for."""
    kinds = _kinds(seeds)
    _check_links(seeds, model, kinds)
    _check_trees(seeds, model, kinds)
    _check_required(seeds, model)


def _kinds(seeds: Iterable[Seed]) -> dict[EntityId, str]:
    """Return the kind of every entity, after making sure that the files agree on it, and that each has its document."""
    kinds: dict[EntityId, str] = {}
    documents: dict[EntityId, str] = {}
    for seed in seeds:
        own = seed.source.document
        if own in documents:
            raise SourceError(seed.file, seed.entity_lines[own], f"{own} is already the document of {documents[own]}")
        documents[own] = seed.file
        for subject, kind in seed.source.kinds.items():
            known = kinds.setdefault(subject, kind)
            if known != kind:
                raise SourceError(
                    seed.file, seed.entity_lines[subject], f"{subject} is a {known} elsewhere, not {kind}"
                )
    return kinds


def _check_links(seeds: Iterable[Seed], model: Model, kinds: Mapping[EntityId, str]) -> None:
    for seed in seeds:
        for statement, line in zip(seed.source.statements, seed.statement_lines, strict=True):
            linked = statement.value.entity if isinstance(statement.value, Party) else statement.value
            if not isinstance(linked, EntityId):
                continue
            if linked not in kinds:
                raise SourceError(seed.file, line, f"{statement.property} leads to {linked}, which no file describes")
            kind = model.kinds[seed.source.kinds[statement.subject]]
            target = kind.properties[statement.property].target or "Entity"
            if kinds[linked] not in (each.name for each in model.members(target)):
                raise SourceError(
                    seed.file, line, f"wanted a {target} as {statement.property}, came {linked}, a {kinds[linked]}"
                )


def _check_trees(seeds: Iterable[Seed], model: Model, kinds: Mapping[EntityId, str]) -> None:
    """Make sure that nothing stands above itself, whichever of the stated parents are preferred."""
    above: dict[EntityId, set[EntityId]] = {}
    for seed in seeds:
        for statement, line in zip(seed.source.statements, seed.statement_lines, strict=True):
            if statement.property != "parent" or not model.kinds[kinds[statement.subject]].is_tree:
                continue
            above.setdefault(statement.subject, set()).add(statement.value)
            if statement.subject in _reachable(above, statement.value):
                raise SourceError(seed.file, line, f"{statement.subject} would stand above itself")


def _reachable(above: Mapping[EntityId, set[EntityId]], start: EntityId) -> set[EntityId]:
    found, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo.extend(above.get(here, ()))
    return found


def _check_required(seeds: Iterable[Seed], model: Model) -> None:
    seeds = list(seeds)
    said = {(each.subject, each.property) for seed in seeds for each in seed.source.statements}
    for seed in seeds:
        for subject, kind in seed.source.kinds.items():
            for item in model.kinds[kind].stored:
                if item.required and (subject, item.name) not in said:
                    line = seed.entity_lines[subject]
                    raise SourceError(seed.file, line, f"{subject}, a {kind}, has no {item.name}, which it must have")
