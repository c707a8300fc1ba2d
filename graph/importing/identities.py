"""Identities: who in the graph is meant by the drafts of some rows - whoever bears an identifier, or has the id."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.importing.drafts import Draft, Problem, Reading, RowRejected
from graph.kinds import Model
from graph.properties import Identifier, Party
from graph.values import EntityId
from graph.writing import Writer

MOST = 200_000  # identifiers that are remembered


class Identities:
    """Who bears which identifier, as far as an import has come."""

    def __init__(self) -> None:
        self._bearers: dict[Identifier, EntityId] = {}
        self._others: dict[EntityId, EntityId] = {}  # whom an id of a mapping means that is none of the graph
        self._new_bearers: dict[Identifier, EntityId] = {}
        self._new_others: dict[EntityId, EntityId] = {}

    def told(self, writer: Writer, readings: Mapping[int, Reading]) -> tuple[dict[int, Reading], dict[int, Problem]]:
        """Return the readings with the ids of the graph, and what is wrong with the others, by their places.

        The id of one that was merged into another stays: evidence keeps whom its document named. What was told
        before is forgotten, unless it was kept.
        """
        self._look_up(writer, readings.values())
        self._new_bearers, self._new_others = {}, {}
        bearers, others = ChainMap(self._new_bearers, self._bearers), ChainMap(self._new_others, self._others)
        told: dict[int, Reading] = {}
        problems: dict[int, Problem] = {}
        for at, reading in readings.items():
            try:
                drafts = tuple(_Row(writer, bearers, others, reading).drafts())
            except RowRejected as error:
                problems[at] = error.problem
                continue
            for stated, draft in zip(reading.drafts, drafts, strict=True):
                if stated.id != draft.id:
                    self._new_others[stated.id] = draft.id
                if "identifiers" in draft.values:
                    self._new_bearers.update(dict.fromkeys(draft.values["identifiers"], writer.meant(draft.id)))
            told[at] = Reading(reading.number, drafts, reading.omissions)
        return told, problems

    def keep(self) -> None:
        """Keep what was told last: the graph takes those rows."""
        self._bearers |= self._new_bearers
        self._others |= self._new_others

    def _look_up(self, writer: Writer, readings: Iterable[Reading]) -> None:
        if len(self._bearers) > MOST:
            self._bearers.clear()
        if len(self._others) > MOST:
            self._others.clear()
        wanted = {each for reading in readings for draft in reading.drafts for each in _named(writer.model, draft)}
        self._bearers |= writer.bearers(wanted - self._bearers.keys())


@dataclass(frozen=True, slots=True)
class _Row:
    writer: Writer
    bearers: Mapping[Identifier, EntityId]
    others: Mapping[EntityId, EntityId]
    reading: Reading

    def drafts(self) -> Iterator[Draft]:
        """Yield the drafts with the ids of the graph. Raises RowRejected."""
        meant: dict[EntityId, EntityId] = {}
        for draft in self.reading.drafts:
            found_id = self._meant(draft)
            # Of several drafts of one entity, one may bear what tells who it is.
            if found_id != draft.id or draft.id not in meant:
                meant[draft.id] = found_id
        for draft in self.reading.drafts:
            name = meant[draft.id]
            leading = self.writer.model.kinds[draft.kind].leading & draft.values.keys()
            if name == draft.id and not leading:
                yield draft
            else:
                found = {each: self._value(each, draft.values[each], meant) for each in leading}
                yield replace(draft, id=name, values={**draft.values, **found})

    def _meant(self, draft: Draft) -> EntityId:
        known = {self.bearers[each]: each for each in draft.values.get("identifiers", ()) if each in self.bearers}
        if len(known) > 1:
            said = ", ".join(f"{each.scheme} {each.value} is {name}" for name, each in known.items())
            raise self._rejected("identifiers", said, f"{said}: merge them, or correct the row")
        for name, each in known.items():
            if name.prefix != draft.id.prefix:
                said = f"{each.scheme} {each.value}"
                raise self._rejected("identifiers", said, f"{said} is {name}, and this is {draft.id}")
            return draft.id if name == self.writer.meant(draft.id) else name
        return self.others.get(draft.id, draft.id)

    def _value(self, name: str, value: Any, meant: Mapping[EntityId, EntityId]) -> Any:
        if isinstance(value, EntityId):
            return meant.get(value) or self.others.get(value, value)
        if isinstance(value, tuple):
            return value if name == "identifiers" else tuple(self._value(name, each, meant) for each in value)
        if isinstance(value, Party):
            return replace(value, entity=self._value(name, value.entity, meant))
        if isinstance(value, Identifier):
            if value not in self.bearers:
                said = f"{value.scheme} {value.value}"
                raise self._rejected(name, said, f"nobody in the graph bears {said}: import whom it means first")
            return self.bearers[value]
        return value

    def _rejected(self, column: str, value: str, reason: str) -> RowRejected:
        return RowRejected(Problem(self.reading.number, column, value, reason))


def _named(model: Model, draft: Draft) -> Iterator[Identifier]:
    """Yield the identifiers by which a draft says who it is, and to whom it leads."""
    yield from draft.values.get("identifiers", ())
    for name in model.kinds[draft.kind].leading & draft.values.keys():
        value = draft.values[name]
        for each in value if isinstance(value, tuple) else (value,):
            found = each.entity if isinstance(each, Party) else each
            if isinstance(found, Identifier):
                yield found
