"""Candidates: who may be a partner of an organisation or a place, found from where little leads to many.

Who has few partners tells more of them than who has all. Whatever leads to too many is passed over, so that a hub costs
no more than others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from typing import Any

from graph.network import leads
from graph.network.homes import DEGREE, Home
from graph.network.membership import ORGANIZATION, PLACE
from graph.network.reasons import (
    COUNTRY,
    KINDS,
    NAMED,
    NEARBY,
    PARTNERS,
    PROGRAMMES,
    TARGET_GROUPS,
    TOWNS,
    TWIN_TOWNS,
    WEIGHTS,
    Reason,
)
from graph.network.ties import Execute, Reading, Rows
from graph.sql.dialects import PARENTS, Statement

STRONGEST = 200  # partners, programmes, places nearby, from which others are looked for
STEPS = 4_000  # projects, grants and organisations that these lead to, together
MOST = 20_000  # rows of a statement
IN_PLACE = 10  # projects and partnerships of an organisation, about
BEST = 300  # candidates that are looked at more closely
NEAR = 60.0  # kilometres
FADING = 30.0  # kilometres in which nearness falls to a third
DIGITS = 12


@dataclass(slots=True)
class Candidates:
    """Who may be a partner of one, and why: what was read, and the reasons for each candidate by kind."""

    reading: Reading
    reads: Mapping[str, Statement]
    execute: Execute
    values: Mapping[str, Any]
    start: int
    family: str
    reasons: defaultdict[int, dict[str, Reason]] = field(default_factory=lambda: defaultdict(dict))
    homes: dict[int, Home] = field(default_factory=dict)
    partners: Sequence[int] = ()

    def look(self) -> None:
        """Find candidates, and the reasons for each."""
        self.partners = [far for _, far, _ in self._rows("partners", [self.start], most=STRONGEST)]
        self._by_partners()
        self._by_programmes()
        self._locate([self.start, *self.partners])
        here = self.homes.get(self.start)
        if here:
            near = self._near(here)
            twins = (
                {far for _, far, _ in self._rows("twins", [here.place or 0])} if self.family == ORGANIZATION else set()
            )
            found = near if self.family == PLACE else self._inhabitants(here, near, twins)
            self._locate([*self.reasons, *found])
            self._by_homes(here, [key for key in {**self.reasons, **dict.fromkeys(found)} if key in self.homes], twins)
        if self.family == ORGANIZATION:
            self._by_target_groups()

    def best(self, first: int) -> list[tuple[int, float]]:
        """Return (key, score) of those with the highest scores who are no partners yet."""
        scores = {
            key: rounded(sum(reason.score for reason in reasons.values()))
            for key, reasons in self.reasons.items()
            if self._may_be(key)
        }
        ordered = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
        found: list[tuple[int, float]] = []
        for some in (ordered[:BEST], ordered[BEST:]):  # seldom are so many partners already
            known = {key for (key,) in self._rows("known", [key for key, _ in some])}
            found += [each for each in some if each[0] not in known]
            if len(found) >= first:
                break
        return found[:first]

    def reasons_of(self, key: int) -> list[tuple[str, Reason]]:
        """Return the reasons for one, the strongest first."""
        return sorted(self.reasons[key].items(), key=lambda each: (-each[1].score, KINDS.index(each[0])))

    def names(self, best: Iterable[tuple[int, float]]) -> dict[int, Sequence[str]]:
        """Return what the entities are called that sentences name, in each of LANGUAGES."""
        keys = {each for key, _ in best for _, reason in self.reasons_of(key) for each in reason.keys()[:NAMED]}
        return {key: called for key, *called in self._rows("names", sorted(keys))}

    def _rows(self, name: str, keys: Sequence[int] = (), **values: Any) -> Rows:
        statement = self.reads[name]
        given = {"most": MOST, **self.values, **values}
        if PARENTS in statement.names:
            if not keys:
                return []
            given[PARENTS] = self.reading.dialect.parents_value([(key,) for key in keys])
        return self.execute(statement.text, statement.arguments(given))

    def _add(self, key: int, kind: str, entity: int, score: float, distance: float | None = None) -> None:
        """Add to the reason of a kind what an entity adds to it."""
        if key != self.start:
            reason = self.reasons[key].setdefault(kind, Reason(0.0, {}, distance))
            reason.score += WEIGHTS[kind] * score
            reason.entities[entity] = reason.entities.get(entity, 0.0) + score

    def _may_be(self, key: int) -> bool:
        home, here = self.homes.get(key), self.homes.get(self.start)
        return bool(home and here) and (self.family == ORGANIZATION or home.type == here.type)  # type: ignore[union-attr]

    def _by_partners(self) -> None:
        """Whoever has partners in common: each the less the more partners they have (resource allocation)."""
        # To count in what all organisations of large towns take part would take longer than to ask some of them.
        name, each = ("sizes", 1) if self.family == ORGANIZATION else ("counts", IN_PLACE)
        sizes: dict[int, int] = {key: count * each for key, count in self._rows(name, self.partners)}
        few = _affordable((sizes.get(key, 0), key) for key in self.partners)
        theirs: defaultdict[int, list[int]] = defaultdict(list)
        for near, far, _ in self._rows("partners", few):
            theirs[near].append(far)
        for partner, others in theirs.items():
            for key in others:
                self._add(key, PARTNERS, partner, 1 / len(others))

    def _by_programmes(self) -> None:
        """Whoever is paid by the same programmes: each the less the more it pays."""
        found = self._rows("programmes", [self.start], most=STRONGEST)
        few = _affordable((size, key) for key, size in found if size < leads.LARGE)
        members: defaultdict[int, list[int]] = defaultdict(list)
        for programme, key in self._rows("paid", few):
            members[programme].append(key)
        for programme, others in members.items():
            for key in others:
                self._add(key, PROGRAMMES, programme, 1 / len(others))

    def _locate(self, keys: Iterable[int]) -> None:
        wanted = [key for key in dict.fromkeys(keys) if key not in self.homes]
        for key, type_, place, country, latitude, longitude in self._rows("homes", wanted):
            known = latitude is not None and longitude is not None
            at = (latitude / DEGREE, longitude / DEGREE) if known else None
            self.homes[key] = Home(type_, place, country, at)

    def _near(self, here: Home) -> list[int]:
        """Return the places near one, the nearest first."""
        bounds = here.around(NEAR)
        return [] if bounds is None else [key for (key,) in self._rows("nearby", (), **bounds, most=STRONGEST)]

    def _inhabitants(self, here: Home, near: Sequence[int], twins: Iterable[int]) -> list[int]:
        """Return the organisations where one is, where its partners are, in twin towns and near by."""
        towns = [self.homes[key].place for key in self.partners if key in self.homes]
        places = [each for each in dict.fromkeys([here.place, *sorted(twins), *towns, *near]) if each is not None]
        few = _affordable((count, key) for key, count in self._rows("counts", places))
        return [key for _, key in self._rows("inhabitants", few)]

    def _by_homes(self, here: Home, keys: Sequence[int], twins: set[int]) -> None:
        """Score by where they are: near, in a town or a country of partners, in a twin town."""
        located = [self.homes[key] for key in self.partners if key in self.homes]
        towns = Counter(home.place for home in located if home.place is not None)
        countries = Counter(
            each.country for each in located if each.country is not None and each.country != here.country
        )
        away = {key: here.kilometres(self.homes[key]) for key in keys}
        crowds = self._crowds(
            [key for key in keys if _less(away[key], NEAR) or self.homes[key].place in {*towns, *twins}]
        )
        for key in keys:
            home, distance = self.homes[key], away[key]
            crowd = crowds.get(home.place, 1) if self.family == ORGANIZATION else len(keys)
            if home.place is None:
                continue
            if distance is not None and distance < NEAR:
                self._add(key, NEARBY, home.place, exp(-distance / FADING) / sqrt(crowd), distance)
            if self.family == ORGANIZATION and home.place in towns:
                self._add(key, TOWNS, home.place, towns[home.place] / crowd)
            if home.place in twins:
                self._add(key, TWIN_TOWNS, home.place, 1 / sqrt(crowd))
            if home.country is not None and home.country in countries:
                self._add(key, COUNTRY, home.country, countries[home.country] / len(located))

    def _crowds(self, keys: Iterable[int]) -> Mapping[int | None, int]:
        """Return how many organisations are in the places of some."""
        places = {place for key in keys if (place := self.homes[key].place) is not None}
        return dict(self._rows("counts", sorted(places)))

    def _by_target_groups(self) -> None:
        """Score the best of those found so far by whom their projects are for."""
        scores = {key: sum(each.score for each in reasons.values()) for key, reasons in self.reasons.items()}
        best = sorted(scores, key=lambda key: (-scores[key], key))[:BEST]
        said: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for key, group, words in self._rows("groups", [self.start, *best]):
            said[key].setdefault(words, group)
        for key in best:
            for words in said[key].keys() & said[self.start].keys():
                self._add(key, TARGET_GROUPS, said[key][words], 1)


def _affordable(sized: Iterable[tuple[int, int]]) -> list[int]:
    """Return the keys of the smallest, as many as lead to no more than STEPS together."""
    found, steps = [], 0
    for size, key in sorted(sized):
        steps += size
        if steps > STEPS:
            break
        found.append(key)
    return found


def _less(distance: float | None, than: float) -> bool:
    return distance is not None and distance < than


def rounded(score: float) -> float:
    """Return a score: what is equal may differ behind its last digit, by the order in which it was added up."""
    return float(f"{score:.{DIGITS}g}")
