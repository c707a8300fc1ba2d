"""The choice of a town among those of a name: by country, region, what is near, and which name it is."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from graph.importing.places.countries import Area, Countries
from graph.importing.places.geonames import GeoNames, Town
from graph.importing.places.place_names import Reading, key
from graph.importing.places.places import Ambiguous, Answer, Homonyms, Place

# Kilometres: between two entries for one town; between two towns that are one municipality; between two entries with
# as many people; from the larger place that says where a town is.
SAME, BESIDE, TWICE, NEAR = 5.0, 10.0, 30.0, 50.0
# How far a town of 100,000 reaches, in kilometres; one of eight times as many reaches twice as far.
REACH = 4.0
# Times the people: of the next homonym, by a town; by a part of a town; by one that has the name as another's.
DOMINANT, KNOWN_PART, RENOWNED = 3, 15, 30
LARGER = 3  # times the people of its part
UNCOUNTED = 500  # people of a town of which GeoNames does not know how many it has
COMPASS = frozenset("sud nord ost west mitte north south east este norte sur oeste centro centre".split())
EARTH = 6_371.0  # kilometres
_CEDILLAS = str.maketrans("şţŞŢ", "șțȘȚ")  # which GeoNames often writes for the commas of Romanian


@dataclass(frozen=True, slots=True)
class Question:
    """Where a town is said to be, and what may settle which of several it is."""

    geonames: GeoNames
    countries: Countries
    area: Area
    region: str
    homonyms: Homonyms

    def answer(self, readings: Iterable[Reading]) -> Answer | None:
        """Return what the first reading says that finds anything; None if none does."""
        return next((found for each in readings if each.key and (found := self._read(each))), None)

    def _read(self, reading: Reading) -> Answer | None:
        for country in self.area.codes or (None,):
            towns = self.geonames.towns(reading.key, country)
            if towns and reading.beside:
                beside = self.geonames.towns(reading.beside, country)
                towns = [each for each in towns if any(0 < apart(each, other) <= BESIDE for other in beside)]
            if reading.sole and len(towns) > 1:
                named = [each for each in towns if not each.alternate]
                towns = named if len(named) == 1 else []
            towns = [each for each in towns if not _is_quarter(each, reading)]
            if country not in self.area.codes[:1]:  # a territory, whose towns only have their own names here
                towns = [each for each in towns if not each.alternate or country is None]
            if towns:
                return self._chosen(towns, reading)
        return None

    def _chosen(self, towns: Sequence[Town], reading: Reading) -> Answer | None:
        everyone = _places(towns)
        if reading.unit:
            return Ambiguous(f"GeoNames has the town, and not the {reading.unit}", everyone)
        for hint in (self.region, self.area.region, reading.within):
            if not hint or key(hint) == reading.key:
                continue
            inside = self._inside(towns, hint)
            if inside is not None and not inside:
                return Ambiguous(f"none is in or near {hint}", everyone)
            if inside is None and hint == reading.within and not self._is_known(towns):
                return Ambiguous(f"it is not known where {hint} is", everyone)
            towns = inside or towns
        return self._settled(towns, reading)

    def _is_known(self, towns: Sequence[Town]) -> bool:
        return self.homonyms is Homonyms.DOMINANT and len(towns) == 1 and not towns[0].alternate

    def _inside(self, towns: Sequence[Town], hint: str) -> Sequence[Town] | None:
        """Return the towns that are in a region or near a town; None if nothing is known of that."""
        country = towns[0].country
        regions = self.countries.regions.codes(country, hint)
        inside = [each for each in towns if each.region in regions]
        if inside:
            return inside
        around = self.geonames.towns(key(hint), country)
        known = _dominant(around, DOMINANT) if around else None
        near = [each for each in towns if any(_is_near(each, other) for other in ([known] if known else around))]
        return near if near or around or regions else None

    def _settled(self, towns: Sequence[Town], reading: Reading) -> Answer:
        """Return the one town of several: that whose own name it is, or that which the caller lets settle it."""
        towns = _distinct(towns)
        known = self.homonyms is Homonyms.DOMINANT
        named = [each for each in towns if not each.alternate] or towns
        exact = [each for each in named if _spelling(each.name) == _spelling(reading.written)]
        if known:
            named = [each for each in towns if not each.alternate or key(each.name).startswith(reading.key)] or towns
            settled = _dominant(towns, RENOWNED) or self._known(named)
            if settled:
                return Place.of(settled)
        # Who writes marks means them; who writes none may have left them out.
        if exact and (known or not reading.written.isascii()):
            named = exact
        if len(named) == 1:
            return Place.of(named[0])
        settled = self._known(named) if known else None
        return Place.of(settled) if settled else Ambiguous(f"{len(named)} towns have this name", _places(named))

    def _known(self, towns: Sequence[Town]) -> Town | None:
        """Return the town that people know of several; a part of a larger one only if far larger than the rest."""
        first, *others = towns
        if self._is_part(first):
            whole = [each for each in others if not self._is_part(each)]
            if whole and whole[0].population * 2 >= first.population:
                return _dominant(whole, DOMINANT)
            return _dominant(towns, KNOWN_PART)
        return _dominant([first, *(each for each in others if not self._is_part(each))], DOMINANT)

    def _is_part(self, town: Town) -> bool:
        return any(
            other.population > LARGER * town.population and apart(town, other) <= _reach(other)
            for other in self.geonames.around(town)
        )


def apart(one: Town, other: Town) -> float:
    """Return how far two towns are apart, in kilometres."""
    south, north = radians(one.latitude), radians(other.latitude)
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(sin((north - south) / 2) ** 2 + cos(south) * cos(north) * across))


def _dominant(towns: Sequence[Town], times: int) -> Town | None:
    """Return the first town if it has so many times the people of the next."""
    first, *others = towns
    return first if not others or first.population > times * max(others[0].population, UNCOUNTED) else None


def _is_quarter(town: Town, reading: Reading) -> bool:
    """Return whether a town's own name is that of a reading and a point of the compass: Isernhagen-Süd."""
    own = key(town.name)
    return town.alternate and own.startswith(f"{reading.key} ") and own.rpartition(" ")[2] in COMPASS


def _is_near(town: Town, larger: Town) -> bool:
    return (town.population <= larger.population or not larger.population) and 0 < apart(town, larger) <= NEAR


def _reach(town: Town) -> float:
    return float(REACH * (town.population / 100_000) ** (1 / 3))


def _spelling(name: str) -> str:
    return unicodedata.normalize("NFC", name).translate(_CEDILLAS).casefold()


def _places(towns: Sequence[Town]) -> tuple[Place, ...]:
    return tuple(map(Place.of, towns))


def _is_same(one: Town, other: Town) -> bool:
    """Return whether two entries of one name are one town: close by, or entered twice with the same people."""
    twice = one.population == other.population > 0 and one.region == other.region
    return apart(one, other) <= (TWICE if twice else SAME)


def _distinct(towns: Sequence[Town]) -> Sequence[Town]:
    """Leave out what stands in the gazetteer beside a larger town of the same name: its old centre, or itself again."""
    kept: list[Town] = []
    for each in towns:
        if not any(_is_same(each, other) for other in kept):
            kept.append(each)
    return kept
