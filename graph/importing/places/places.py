"""What a look-up of a place can answer, and what may settle it."""

from dataclasses import dataclass
from enum import Enum

from graph.importing.places.geonames import Town

SHOWN = 5  # of candidates


class Homonyms(Enum):
    """What may settle which of several towns of one name is meant."""

    REPORT = "nothing: it is reported"
    DOMINANT = "one has many times the people of the next: for sources that mean towns people know"


@dataclass(frozen=True, slots=True)
class Place:
    """The town that is meant. `country` is its ISO 3166 code, `admin1` GeoNames' code of its first-level region."""

    geonames: int
    name: str
    country: str
    latitude: float
    longitude: float
    admin1: str
    population: int

    @classmethod
    def of(cls, town: Town) -> "Place":
        """Return a town as an answer."""
        return cls(
            town.id, town.name, town.country, town.latitude, town.longitude, town.region, town.population
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.country}.{self.admin1}, GeoNames {self.geonames})"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The name is known, but not which town is meant. `candidates` are those it may be, the largest first."""

    reason: str
    candidates: tuple[Place, ...]

    def __str__(self) -> str:
        return f"{self.reason}: {', '.join(map(str, self.candidates[:SHOWN]))}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """No town is meant that GeoNames has. `near` are names like this one, the likest first."""

    reason: str
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.reason}; did you mean {' or '.join(self.near)}?" if self.near else self.reason


Answer = Place | Ambiguous | Unknown
