"""The organisations of a graph, as they are compared: by their names, their places and their identifiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.kinds import Kind
from graph.matching.names import Named
from graph.matching.sites import Site
from graph.properties import Code
from graph.records import Record, label
from graph.store import Store
from graph.values import EntityId


@dataclass(frozen=True, slots=True)
class Organization:
    """One organisation: what it is called, what it is compared by, and how much the graph knows of it."""

    label: str
    named: Named
    known: tuple[int, int] = field(compare=False)

    @property
    def place(self) -> str:
        """Where it is, as far as that is known."""
        site = self.named.place
        return next(iter(site.names), "") if site else ""


def organizations(store: Store, kind: Kind, ids: Sequence[str] | None = None) -> dict[str, Organization]:
    """Return the organisations of a kind, or those of some ids that are of it, in the order of ids."""
    families = {each.prefix: each for each in store.model.families}
    members = {each.name for each in store.model.members(kind.name)}
    records = [record for record, _ in store.records(families[kind.prefix], ids) if record.kind in members]
    places = _places(
        store, families["place"], {record.values["place"] for record in records if "place" in record.values}
    )
    return {record.id: _organization(store, record, places) for record in records}


def _organization(store: Store, record: Record, places: Mapping[str, Site]) -> Organization:
    values = record.values
    named = Named(
        values["name"],
        values.get("abbreviation"),
        places.get(values.get("place", "")),
        values.get("identifiers", ()),
        _kinds(store.model.codes["OrganizationKind"], values.get("kind")),
    )
    return Organization(label(store.model.kinds[record.kind], record), named, (len(named.identifiers), len(values)))


def _kinds(codes: type[Code], name: str | None) -> tuple[str, ...]:
    """Return the code of a kind and those above it."""
    found: list[str] = []
    while name is not None:
        found.append(name)
        name = codes[name].concept.broader
    return tuple(found)


def _places(store: Store, family: Kind, ids: set[str]) -> dict[str, Site]:
    """Return where some places are. Of a region or a country, no town is known."""
    found = {record.id: record for record, _ in store.records(family, sorted(ids))}
    countries = {str(record.values["country"]) for record in found.values() if "country" in record.values}
    codes = {
        record.id: record.values.get("code", record.id) for record, _ in store.records(family, sorted(countries | ids))
    }
    return {name: _site(record, codes) for name, record in found.items()}


def _site(record: Record, codes: Mapping[EntityId, str]) -> Site:
    if record.kind == "City":
        country = record.values.get("country")
        names = tuple(dict.fromkeys(name.text for name in record.values["name"]))
        return Site(names, record.id, codes.get(country, country) if country else None)
    return Site((), None, codes[record.id] if record.kind == "Country" else record.values.get("country"))
