"""Reviewed names: what GeoNames does not call its towns, and what it calls so without being what people mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.importing.places.countries import table
from graph.importing.places.place_names import key
from graph.importing.places.places import Homonyms

NAME, SEAT, KNOWN, ABSENT = SORTS = ("name", "seat", "known", "absent")


@dataclass(frozen=True, slots=True)
class Names:
    """The reviewed names: the ids of towns by country and key of the name, sort by sort; 0 where there is none."""

    sorts: Mapping[str, Mapping[tuple[str, str], int]]

    @classmethod
    def read(cls) -> "Names":
        """Read our own table."""
        sorts: dict[str, dict[tuple[str, str], int]] = {sort: {} for sort in SORTS}
        for country, name, number, sort, _ in table("names.tsv"):
            sorts[sort][country, key(name)] = int(number)
        return cls(sorts)

    def town(self, countries: Sequence[str], name: str, *, seat: bool, homonyms: Homonyms) -> int | None:
        """Return the id of the town that a name means; 0 if GeoNames has it not, None if nothing is known of it."""
        if not countries:
            return None
        asked = countries[0], key(name)
        sorts = [NAME, *([SEAT] if seat else ()), *([KNOWN, ABSENT] if homonyms is Homonyms.DOMINANT else ())]
        return next((self.sorts[sort][asked] for sort in sorts if asked in self.sorts[sort]), None)
