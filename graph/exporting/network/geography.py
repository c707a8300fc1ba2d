"""Geography: where nodes are, in words and in the degrees by which Gephi and Cytoscape lay out a map."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph.exporting.network.columns import DOUBLE, STRING, Cells, called
from graph.kinds import Model
from graph.reading import Execute, Reader
from graph.records import Record

GEOGRAPHY = {"place": STRING, "country": STRING, "latitude": DOUBLE, "longitude": DOUBLE}
DEGREES = ("latitude", "longitude")

# By family, the place in which a node is: a project, where it takes place in one only. A place needs no other.
PLACES: Mapping[str, Callable[[Record], Any]] = {
    "organization": lambda record: record.values.get("place"),
    "project": lambda record: (
        next(iter(record.values.get("places", ())), None) if len(record.values.get("places", ())) == 1 else None
    ),
}


class Geography:
    """Where some records are, read along with them; countries are remembered, for they are few."""

    def __init__(self, reader: Reader, model: Model, execute: Execute, language: str) -> None:
        self._reader, self._model, self._execute, self._language = reader, model, execute, language
        self._countries: dict[str, str] = {}

    def of(self, records: Sequence[Record]) -> dict[str, Cells]:
        """Return the cells of GEOGRAPHY of each record, as far as they are known, by id."""
        places = {record.id: place for record in records if (place := _place(record))}
        known = self._read(places.values())
        known |= {record.id: record for record in records if record.id.prefix == "place"}
        self._remember(known.values())
        found: dict[str, Cells] = {name: self._in(known[place]) for name, place in places.items()}
        for record in records:
            if record.id.prefix == "place":
                found[record.id] = self._country(record)
        return found

    def _in(self, place: Record) -> Cells:
        degrees: Cells = {name: place.values[name] for name in DEGREES if name in place.values}
        return {"place": self._called(place), **self._country(place), **degrees}

    def _country(self, place: Record) -> Cells:
        country = place.id if place.kind == "Country" else place.values.get("country")
        return {"country": self._countries[country]} if country else {}

    def _remember(self, places: Iterable[Record]) -> None:
        for place in places:
            if place.kind == "Country":
                self._countries[place.id] = self._called(place)
        wanted = {each.values["country"] for each in places if "country" in each.values} - self._countries.keys()
        self._countries |= {name: self._called(record) for name, record in self._read(wanted).items()}

    def _read(self, ids: Iterable[str]) -> dict[str, Record]:
        kind, wanted = self._model.kinds["Place"], sorted(set(ids))
        return {record.id: record for _, record in self._reader.read(self._execute, kind, wanted)} if wanted else {}

    def _called(self, record: Record) -> str:
        return called(self._model.kinds[record.kind], record, self._language)


def _place(record: Record) -> Any:
    rule = PLACES.get(record.id.prefix)
    return rule(record) if rule else None
