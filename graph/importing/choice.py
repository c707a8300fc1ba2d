"""The choice of a town among those of a name: by country, region, what is near, and which name it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from graph.importing.countries import Area, Countries
from graph.importing.geonames import GeoNames, Town
from graph.importing.place_names import Reading, key
from graph.importing.places import Ambiguous, Answer, Homonyms, Place

SAME, NEAR = 5.0, 50.0  # kilometres: between two entries for one town; from the larger place that says where it is
DOMINANT = 8  # times the people of the next
EARTH = 6_371.0  # kilometres


@dataclass(frozen=True, slots=True)
class Question:
    """Where a town is said to be, and what may settle which of several it is."""

    geonames: GeoNames
    countries: Countries
    area: Area
    region: str
    seat: bool
    homonyms: Homonyms

    def answer(self, readings: Iterable[Reading]) -> Answer | None:
        """Return what the first reading that finds anything finds; None if none does."""
        return next((found for each in readings if (found := self._read(each))), None)

    def _read(self, reading: Reading) -> Answer | None:
        for country in self.area.codes or (None,):
            towns = self.geonames.towns(key(reading.name), country)
            if towns:
                return self._chosen(towns, reading)
        return None

    def _chosen(self, towns: Sequence[Town], reading: Reading) -> Answer:
        everyone = tuple(map(Place.of, towns))
        if reading.unit and not self.seat:
            return Ambiguous(f"GeoNames has the town, and not the {reading.unit}", everyone)
        for hint in filter(None, (self.region, self.area.region, reading.within)):
            inside = self._inside(towns, hint)
            if inside is not None and not inside:
                return Ambiguous(f"none is in or near {hint}", everyone)
            if inside is None and hint == reading.within:
                return Ambiguous(f"it is not known where {hint} is", everyone)
            towns = inside or towns
        return self._settled(towns)

    def _inside(self, towns: Sequence[Town], hint: str) -> Sequence[Town] | None:
        """Return the towns that are in a region or near a town; None if nothing is known of that."""
        country = towns[0].country
        regions = self.countries.regions.codes(country, hint)
        if regions:
            return [each for each in towns if each.region in regions]
        around = self.geonames.towns(key(hint), country)
        if around:
            return [each for each in towns if any(0 < apart(each, other) <= NEAR for other in around)]
        return None

    def _settled(self, towns: Sequence[Town]) -> Answer:
        """Return the one town of several: that whose own name it is, or that which the caller lets settle it."""
        towns = _distinct(towns)
        named = [each for each in towns if not each.alternate] or towns
        if self.homonyms is Homonyms.DOMINANT and _dominates(towns):
            return Place.of(towns[0])
        if len(named) == 1:
            return Place.of(named[0])
        if self.homonyms is Homonyms.DOMINANT and _dominates(named):
            return Place.of(named[0])
        return Ambiguous(f"{len(named)} towns have this name", tuple(map(Place.of, named)))


def apart(one: Town, other: Town) -> float:
    """Return how far two towns are apart, in kilometres."""
    south, north = radians(one.latitude), radians(other.latitude)
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(sin((north - south) / 2) ** 2 + cos(south) * cos(north) * across))


def _dominates(towns: Sequence[Town]) -> bool:
    return len(towns) == 1 or towns[0].population > DOMINANT * towns[1].population


def _distinct(towns: Sequence[Town]) -> Sequence[Town]:
    """Leave out what stands in the gazetteer beside a larger town of the same name: its old centre, or itself again."""
    kept: list[Town] = []
    for each in towns:
        if not any(apart(each, other) <= SAME for other in kept):
            kept.append(each)
    return kept
