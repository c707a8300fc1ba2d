"""Homes: where organisations and places are, and how far from each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

DEGREE = 1_000_000  # in which coordinates are stored
KILOMETRES = 111.2  # in a degree of latitude


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody is: of which type they are, in which place and country, at which degrees where that is known."""

    type: str
    place: int | None
    country: int | None
    at: tuple[float, float] | None

    def kilometres(self, other: "Home") -> float | None:
        """Return how far two are apart on a globe, None if that is not known."""
        if self.place is not None and self.place == other.place:
            return 0.0
        if self.at is None or other.at is None:
            return None
        (north, east), (far_north, far_east) = (map(radians, each) for each in (self.at, other.at))
        part = sin((far_north - north) / 2) ** 2 + cos(north) * cos(far_north) * sin((far_east - east) / 2) ** 2
        return 12_742 * asin(sqrt(min(1.0, part)))

    def around(self, kilometres: float) -> Mapping[str, int] | None:
        """Return bounds of what is near, and their middle, as coordinates are stored; None if it is not known where."""
        if self.at is None:
            return None
        north = kilometres / KILOMETRES
        east = north / max(cos(radians(self.at[0])), 0.1)
        bounds = {}
        for axis, middle, away in zip(("latitude", "longitude"), self.at, (north, east), strict=True):
            for name, degrees in (("least_", middle - away), ("greatest_", middle + away), ("", middle)):
                bounds[f"{name}{axis}"] = round(degrees * DEGREE)
        return bounds
