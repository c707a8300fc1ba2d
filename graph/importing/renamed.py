"""Names that GeoNames does not have for its towns: newer ones, other spellings, and municipalities named otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.importing.countries import table
from graph.importing.place_names import key

SORTS = ("name", "seat")


@dataclass(frozen=True, slots=True)
class Names:
    """The reviewed names: ids of towns by country and key of the name, apart those of seats."""

    names: Mapping[tuple[str, str], int]
    seats: Mapping[tuple[str, str], int]

    @classmethod
    def read(cls) -> "Names":
        """Read our own table."""
        found: dict[str, dict[tuple[str, str], int]] = {sort: {} for sort in SORTS}
        for country, name, number, sort, _ in table("names.tsv"):
            found[sort][country, key(name)] = int(number)
        return cls(found["name"], found["seat"])

    def town(self, countries: Sequence[str], name: str, *, seat: bool) -> int | None:
        """Return the id of a name's town, or of a municipality if a `seat` may stand for it; None if not known."""
        if not countries:
            return None
        asked = countries[0], key(name)
        return self.names.get(asked) or (self.seats.get(asked) if seat else None)
