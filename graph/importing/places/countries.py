"""Countries and their first-level regions: what people write, and the codes that GeoNames has for it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.importing.places.geonames import data
from graph.importing.places.place_names import key

TABLES = Path(__file__).parent / "data"
DISSOLVED = ("AN", "CS")  # the package still has them
# A land whose towns GeoNames keeps under a code of their own: people write the state, which comes first.
TERRITORIES: Mapping[str, tuple[str, ...]] = {
    "CN": ("HK", "MO"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("RE", "GP", "MQ", "GF", "YT", "NC", "PF", "PM", "BL", "MF", "WF"),
    "GB": ("GI", "IM", "JE", "GG", "BM", "FK", "SH", "KY", "TC", "VG", "AI", "MS"),
    "IL": ("PS",),
    "NL": ("CW", "AW", "SX", "BQ"),
    "NO": ("SJ",),
    "NZ": ("CK", "NU", "TK"),
    "PS": ("IL",),
    "RS": ("XK",),
    "RU": ("UA",),
    "US": ("PR", "GU", "VI", "MP", "AS"),
}
_NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{1,3}(?=\W|$)")
_ENDINGS = re.compile(r"^the | (voivodeship|province|county|region|state|oblast|prefecture)$")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of GeoNames; `name` is the English one."""

    code: str
    name: str
    geonames: int


@dataclass(frozen=True, slots=True)
class Area:
    """Where to look: countries by their codes, the likeliest first, and what was said of the region."""

    codes: tuple[str, ...]
    region: str = ""


class Countries:
    """The countries by code, and both countries and regions by name."""

    def __init__(self, countries: Mapping[str, Country], names: Mapping[str, str], regions: "Regions") -> None:
        self._countries, self._names, self.regions = countries, names, regions
        self.area = lru_cache(4_096)(self._area)

    def __getitem__(self, code: str) -> Country:
        """Return the country of an ISO 3166 code."""
        return self._countries[code]

    @classmethod
    def read(cls) -> "Countries":
        """Read what the package and our own table say."""
        given = json.loads((data() / "countries.json").read_bytes())
        countries, names = {}, {}
        for code, each in given.items():
            if code not in DISSOLVED:
                countries[code] = Country(code, each["name"].strip(), each["geonameid"])
                names.update(dict.fromkeys(map(key, (code, each["iso3"], each["name"])), code))
        for code, polish, others in table("countries.tsv"):
            names.update(dict.fromkeys(map(key, (polish, *filter(None, others.split("|")))), code))
        names[key("UK")] = "GB"
        return cls(countries, names, Regions.read())

    def _area(self, text: str) -> Area | None:
        """Return where "Poland", "PL", "England, United Kingdom" or "Scotland" is, None if that is no country."""
        known = self._names.get(key(text))
        if known:
            return Area((known, *TERRITORIES.get(known, ())))
        within = self.regions.country(text)
        if within:
            return Area((within,), text)
        region, comma, country = text.rpartition(",")
        area = self.area(country.strip()) if comma else None
        return Area(area.codes, region.strip()) if area else None


class Regions:
    """The first-level units of countries by name and by NUTS code."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._named: dict[tuple[str, str], set[str]] = {}
        self._nuts: dict[str, str] = {}
        for country, code, nuts, names in rows:
            self._nuts.update(dict.fromkeys(nuts.split(), code))
            for name in (code, f"{country} {code}", *filter(None, names.split("|"))):
                self._named.setdefault((country, _ENDINGS.sub("", key(name))), set()).add(code)

    @classmethod
    def read(cls) -> "Regions":
        """Read our own table, and the states of the USA that the package has."""
        states = json.loads((data() / "us_states.json").read_bytes())
        return cls([*table("regions.tsv"), *(("US", code, "", each["name"]) for code, each in states.items())])

    def codes(self, country: str, text: str) -> frozenset[str]:
        """Return GeoNames' codes of a region: by its name, its own code, or a NUTS code that `text` begins with."""
        nuts = _NUTS.match(text)
        if nuts:
            beginnings = (nuts[0][:length] for length in range(len(nuts[0]), 2, -1))
            found = next((self._nuts[each] for each in beginnings if each in self._nuts), None)
            if found:
                return frozenset((found,))
        return frozenset(self._named.get((country, _ENDINGS.sub("", key(text))), ()))

    def country(self, text: str) -> str | None:
        """Return the country that a part of the United Kingdom is in: people write them as if they were countries."""
        return "GB" if len(text) > len("ENG") and self.codes("GB", text) else None


def table(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table of ours: cells between tabs, `#` before a remark."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
