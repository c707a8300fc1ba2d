"""Identities: who in the graph is meant by the drafts of some rows - whoever bears an identifier, or has the id."""

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from graph.importing.drafts import Draft, Problem, Reading, RowRejected, Whole
from graph.kinds import Model
from graph.properties import Identifier, Party
from graph.values import EntityId
from graph.writing import Writer

MOST = 50_000  # identifiers that are remembered


class Identities:
    """Who bears which identifier, as far as an import has come."""

    def __init__(self) -> None:
        self._bearers: dict[Identifier, EntityId] = {}
        self._borne: dict[EntityId, set[Identifier]] = defaultdict(set)  # of those bearers, all
        self._others: dict[EntityId, EntityId] = {}  # whom an id of a mapping means that is none of the graph
        self._new_bearers: dict[Identifier, EntityId] = {}
        self._new_others: dict[EntityId, EntityId] = {}
        self._newly_borne: dict[EntityId, set[Identifier]] = {}

    def told(self, writer: Writer, readings: Mapping[int, Reading]) -> tuple[dict[int, Reading], dict[int, Problem]]:
        """Return the readings with the ids of the graph, and what is wrong with the others, by their places.

        The id of one that was merged into another stays: evidence keeps whom its document named. What was told
        before is forgotten, unless it was kept.
        """
        self._look_up(writer, readings.values())
        self._new_bearers, self._new_others, self._newly_borne = {}, {}, defaultdict(set)
        bearers = ChainMap(self._new_bearers, self._bearers)
        told: dict[int, Reading] = {}
        problems: dict[int, Problem] = {}
        for at, reading in readings.items():
            try:
                row = _Row(writer, bearers, self._identifiers, self._other, reading)
                stated, omissions = row.without_rivals()
                drafts = tuple(row.drafts(stated))
            except RowRejected as error:
                problems[at] = error.problem
                continue
            for before, draft in zip(stated, drafts, strict=True):
                if before.id != draft.id:
                    self._new_others[before.id] = draft.id
                if "identifiers" in draft.values:
                    name = writer.meant(draft.id)
                    self._new_bearers.update(dict.fromkeys(draft.values["identifiers"], name))
                    self._newly_borne[name].update(draft.values["identifiers"])
            told[at] = Reading(reading.number, drafts, [*reading.omissions, *omissions])
        return told, problems

    def keep(self) -> None:
        """Keep what was told last: the graph takes those rows."""
        self._bearers |= self._new_bearers
        self._others |= self._new_others
        for name, identifiers in self._newly_borne.items():
            self._borne[name] |= identifiers

    def _other(self, name: EntityId) -> EntityId:
        return self._new_others.get(name) or self._others.get(name, name)

    def _identifiers(self, name: EntityId) -> Set[Identifier]:
        return self._borne.get(name, frozenset()) | self._newly_borne.get(name, frozenset())

    def _look_up(self, writer: Writer, readings: Iterable[Reading]) -> None:
        if len(self._bearers) > MOST:
            self._bearers.clear()
            self._borne.clear()
        if len(self._others) > MOST:
            self._others.clear()
        wanted = {each for reading in readings for draft in reading.drafts for each in _named(writer.model, draft)}
        found = writer.bearers(wanted - self._bearers.keys())
        self._bearers |= found
        for name, identifiers in writer.identifiers(set(found.values())).items():
            self._borne[name].update(identifiers)


@dataclass(frozen=True, slots=True)
class _Row:
    writer: Writer
    bearers: Mapping[Identifier, EntityId]
    borne: Callable[[EntityId], Set[Identifier]]
    other: Callable[[EntityId], EntityId]
    reading: Reading

    def without_rivals(self) -> tuple[Sequence[Draft], list[Problem]]:
        """Return the drafts but for identifiers of others, and why these are left out.

        Whoever bears one of a draft's identifiers, but another one of the same register as another of them, is not
        meant: registers give one item to an institute and its observatory.
        """
        if not any("identifiers" in draft.values for draft in self.reading.drafts):
            return self.reading.drafts, []
        drafts: list[Draft] = []
        problems: list[Problem] = []
        for draft in self.reading.drafts:
            own = draft.values.get("identifiers", ()) if not isinstance(draft, Whole) else ()
            rivals = {each: self.bearers[each] for each in own if self._is_rival(each, own)}
            for each, name in rivals.items():
                said = f"{each.scheme} {each.value}"
                reason = f"{said} is that of {name}, which another register tells apart from {draft.id}"
                problems.append(Problem(self.reading.number, "identifiers", said, reason))
            kept = tuple(each for each in own if each not in rivals)
            drafts.append(replace(draft, values={**draft.values, "identifiers": kept}) if rivals else draft)
        return drafts, problems

    def _is_rival(self, identifier: Identifier, own: Iterable[Identifier]) -> bool:
        if identifier not in self.bearers:
            return False
        theirs = self.borne(self.bearers[identifier])
        apart = {each.scheme for each in own} & {each.scheme for each in theirs}
        return any(theirs.isdisjoint(each for each in own if each.scheme == scheme) for scheme in apart)

    def drafts(self, stated: Sequence[Draft]) -> Iterator[Draft]:
        """Yield drafts with the ids of the graph. Raises RowRejected."""
        meant: dict[EntityId, EntityId] = {}
        for draft in stated:
            found_id = self._meant(draft)
            # Of several drafts of one entity, one may bear what tells who it is.
            if found_id != draft.id or draft.id not in meant:
                meant[draft.id] = found_id
        for draft in stated:
            name = meant[draft.id]
            leading = self.writer.model.kinds[draft.kind].leading & draft.values.keys()
            if isinstance(draft, Whole) or (name == draft.id and not leading):
                yield draft
            else:
                found = {each: self._value(each, draft.values[each], meant) for each in leading}
                yield replace(draft, id=name, values={**draft.values, **found})

    def _meant(self, draft: Draft) -> EntityId:
        if isinstance(draft, Whole):
            return draft.id
        if "identifiers" not in draft.values:
            return self.other(draft.id)
        known = {self.bearers[each]: each for each in draft.values["identifiers"] if each in self.bearers}
        if len(known) > 1:
            said = ", ".join(f"{each.scheme} {each.value} is {name}" for name, each in known.items())
            raise self._rejected("identifiers", said, f"{said}: merge them, or correct the row")
        for name, each in known.items():
            if name.prefix != draft.id.prefix:
                said = f"{each.scheme} {each.value}"
                raise self._rejected("identifiers", said, f"{said} is {name}, and this is {draft.id}")
            return draft.id if name == self.writer.meant(draft.id) else name
        return self.other(draft.id)

    def _value(self, name: str, value: Any, meant: Mapping[EntityId, EntityId]) -> Any:
        if isinstance(value, EntityId):
            return meant.get(value) or self.other(value)
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
