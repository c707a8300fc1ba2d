"""The shape of a made-up graph: how many of each kind, how they are called and tied - as in keep.eu and Kohesio.

To each project three participations (one to five, the first leads) and one grant; to each three projects about one
organisation. Names are made of syllables, some words being far more frequent than others, as in names of bodies.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from graph.values import Money, PartialDate, Text, Url

Values = tuple[Any, ...]

COUNTRIES, REGIONS = 30, 300
NARROW_PROJECTS, NARROW_ORGANIZATIONS = 5, 3
PARTICIPATIONS = (2, 3, 4, 3, 2, 5, 3, 2)  # of each eight projects: three on average
LEVELS = (("FUND", 5), ("PROGRAMME", 60), ("PRIORITY", 300), ("MEASURE", 800), ("SUBMEASURE", 1_200))
CURRENCIES = ("EUR",) * 46 + ("PLN", "CZK", "HUF", "RON")
KINDS = "MUNICIPALITY UNIVERSITY COMPANY COMPANY ASSOCIATION AGENCY SCHOOL RESEARCH_INSTITUTE COUNTY OTHER".split()
SYLLABLES = (
    "ba ce do fi gu ha jo ka le mi no pu ra se ty wo za cho dry gla kre mno pła sto świ trza wła źró żmu ber gen"
    " hof lin mar nau stein va lo ni tre ris vio čes rov ség ház"
).split()


@dataclass(frozen=True, slots=True)
class Family:
    """The entities of one table: the key before their first, which properties they have, and these one by one.

    `rows` yields the name of the kind and the values in the order of `properties`, None where there is none; a link
    is the key that it leads to.
    """

    prefix: str
    before: int
    properties: tuple[str, ...]
    rows: Iterator[tuple[str, Values]]


class Shape:
    """A graph of some number of projects; the same seed gives the same one."""

    def __init__(self, projects: int, seed: int = 7) -> None:
        self.projects, self._seed = projects, seed
        self.organizations = max(projects * 35 // 100, 2 * COUNTRIES + NARROW_ORGANIZATIONS)
        self.cities = min(max(self.organizations // 10, REGIONS), 20_000)
        self.participations = sum(PARTICIPATIONS[number % 8] for number in range(projects))
        chance = self._chance("words")
        self._words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(40_000)]
        self._dates = [
            [PartialDate(f"{2000 + m // 12}-{m % 12 + 1:02}-{d:02}") for d in (1, 15, 28)] for m in range(312)
        ]
        # A third of everything is in the first country, a handful in the last.
        shares = [16.0, *(32 * share for share in _zipf(COUNTRIES - 2))]
        self._shares = list(accumulate(share / 48 for share in shares))
        self._homes = [*_parts(self.organizations - NARROW_ORGANIZATIONS, self._shares), self.organizations]
        self._towns = [*_parts(self.cities - 1, self._shares), self.cities]
        self._lands = [*_parts(REGIONS - 1, self._shares), REGIONS]
        # In the order of prefixes, so that ids grow with keys and fill the index of ids from one end.
        sizes = {
            "funding": projects,
            "organization": self.organizations,
            "participation": self.participations,
            "place": COUNTRIES + REGIONS + self.cities,
            "programme": sum(size for _, size in LEVELS),
            "project": projects,
        }
        self.entities = sum(sizes.values())
        self._before = dict(zip(sizes, accumulate(sizes.values(), initial=0), strict=False))

    def id(self, prefix: str, number: int) -> str:
        """Return the id of the entity of that number, from 1, among those of its prefix."""
        return f"{prefix}/{number:07}"

    @property
    def wide(self) -> str:
        """The id of the country that leads a third of all projects."""
        return self.id("place", 1)

    @property
    def narrow(self) -> str:
        """The id of the country that leads a handful of projects."""
        return self.id("place", COUNTRIES)

    def families(self) -> Iterator[Family]:
        """Yield the graph, table by table."""
        yield self._family("funding", "project programme amount", self._fundings())
        yield self._family("organization", "name abbreviation kind place website", self._bodies())
        yield self._family("participation", "project organization role", self._parts_in_projects())
        yield self._family("place", "name country parent code", self._places())
        yield self._family("programme", "name code level parent", self._programmes())
        yield self._family("project", "title acronym startDate endDate budget euContribution", self._undertakings())

    def words(self, number: int) -> Sequence[str]:
        """Return some words of names, the frequent and the rare."""
        return self._words[:: len(self._words) // number][:number]

    def names_of_places(self) -> Iterator[tuple[int, Text]]:
        """Yield the key of each place, and its name."""
        first = self._before["place"] + 1
        return ((first + number, values[0]) for number, (_, values) in enumerate(self._places()))

    def _family(self, prefix: str, properties: str, rows: Iterator[tuple[str, Values]]) -> Family:
        return Family(prefix, self._before[prefix], tuple(properties.split()), rows)

    def _chance(self, what: str) -> random.Random:
        return random.Random(f"{self._seed} {what}")  # noqa: S311 - no secret is made of it

    def _places(self) -> Iterator[tuple[str, Values]]:
        chance, before = self._chance("places"), self._before["place"]
        for number in range(COUNTRIES):
            yield "Country", (self._name(chance, 1), None, None, f"C{number}")
        for number in range(REGIONS):
            country = before + 1 + bisect(self._lands, number)
            yield "Region", (self._name(chance, 1), country, country, None)
        for number in range(self.cities):
            home = bisect(self._towns, number)
            region = before + COUNTRIES + 1 + chance.randrange(*_range(self._lands, home))
            yield "City", (self._name(chance, 1), before + 1 + home, region, None)

    def _programmes(self) -> Iterator[tuple[str, Values]]:
        chance, above = self._chance("programmes"), range(0)
        first = self._before["programme"] + 1
        for level, size in LEVELS:
            for number in range(size):
                parent = above[number % len(above)] if above else None
                yield "Programme", (self._name(chance, 5), f"{level[0]}{number}", level, parent)
            above = range(first, first + size)
            first += size

    def _bodies(self) -> Iterator[tuple[str, Values]]:
        chance, before = self._chance("organizations"), self._before["place"]
        for number in range(self.organizations):
            low, high = _range(self._towns, bisect(self._homes, number))
            city = before + COUNTRIES + REGIONS + 1 + low + int((high - low) * chance.random() ** 3)
            name = self._name(chance, 2 + chance.randrange(6))
            short = self._word(chance)[:5].upper() if chance.random() < 0.4 else None
            website = Url(f"https://{number}.example.org/") if chance.random() < 0.3 else None
            kind = "Foundation" if chance.random() < 0.07 else "Institution"
            yield kind, (name, short, chance.choice(KINDS), city, website)

    def _parts_in_projects(self) -> Iterator[tuple[str, Values]]:
        chance, before = self._chance("participations"), self._before["organization"] + 1
        rare = max(self.projects // NARROW_PROJECTS, 1)
        for number in range(self.projects):
            project = self._before["project"] + 1 + number
            home = COUNTRIES - 1 if number % rare == rare // 2 else self._country(chance)
            yield "Participation", (project, before + self._body(chance, home), "COORDINATOR")
            for _ in range(PARTICIPATIONS[number % 8] - 1):
                there = home if home < COUNTRIES - 1 and chance.random() < 0.4 else self._country(chance)
                yield "Participation", (project, before + self._body(chance, there), "PARTNER")

    def _country(self, chance: random.Random) -> int:
        return min(bisect(self._shares, chance.random()), COUNTRIES - 2)

    def _body(self, chance: random.Random, home: int) -> int:
        low, high = _range(self._homes, home)
        return low + int((high - low) * chance.random() ** 2)

    def _undertakings(self) -> Iterator[tuple[str, Values]]:
        chance = self._chance("projects")
        for budget in self._budgets():
            month = 24 + int(216 * chance.random())
            start = self._dates[month][chance.randrange(3)]
            end = self._dates[month + chance.randint(6, 60)][2] if chance.random() < 0.95 else None
            if chance.random() < 0.04:
                start = PartialDate(start.text[:4])
            paid = (
                Money(budget.hundredths * chance.choice((50, 75, 80, 85)) // 100, budget.currency) if budget else None
            )
            acronym = self._word(chance).upper() if chance.random() < 0.6 else None
            yield "Project", (self._name(chance, 5 + chance.randrange(9)), acronym, start, end, budget, paid)

    def _fundings(self) -> Iterator[tuple[str, Values]]:
        chance, (_, lowest) = self._chance("fundings"), LEVELS[-1]
        first = self._before["programme"] + 1 + sum(size for _, size in LEVELS) - lowest
        for number, budget in enumerate(self._budgets()):
            programme = first + int(lowest * chance.random() ** 2)
            amount = Money(budget.hundredths * 85 // 100, budget.currency) if budget else None
            yield "Funding", (self._before["project"] + 1 + number, programme, amount)

    def _budgets(self) -> Iterator[Money | None]:
        chance = self._chance("budgets")
        for _ in range(self.projects):
            amount = Money(int(chance.lognormvariate(17, 1.5)), chance.choice(CURRENCIES))
            yield amount if chance.random() < 0.96 else None

    def _word(self, chance: random.Random) -> str:
        return self._words[int(len(self._words) * chance.random() ** 3)]

    def _name(self, chance: random.Random, length: int) -> Text:
        words, draw = self._words, chance.random
        return Text(" ".join([words[int(40_000 * draw() ** 3)] for _ in range(length)]).capitalize(), "pl")


def _zipf(size: int) -> list[float]:
    whole = sum(1 / number for number in range(1, size + 1))
    return [1 / number / whole for number in range(1, size + 1)]


def _parts(whole: int, shares: Sequence[float]) -> list[int]:
    """Return where each part of a whole ends, none of them empty."""
    spare = whole - len(shares)
    return [number + round(spare * share) for number, share in enumerate(shares, 1)]


def _range(ends: Sequence[int], number: int) -> tuple[int, int]:
    return (ends[number - 1] if number else 0, ends[number])
