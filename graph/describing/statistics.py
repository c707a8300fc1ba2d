"""Statistics: what the graph covers, found by a few statements that read no more than indexes and small tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, func, or_, select

from graph.kinds import Model
from graph.registers import SAME_AS, same_as
from graph.sql.dialects import compiled
from graph.store import Snapshot, Store
from graph.values import EntityId, Text, Url

Read = Callable[[Select[Any]], Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class CountryCovered:
    """A country of the graph: its code of ISO 3166-1, and the IRI by which GeoNames knows it, where it has them."""

    id: EntityId
    names: tuple[Text, ...]
    code: str | None
    geonames: Url | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a revision of the graph covers. Times are UTC, `2026-11-22T08:00:00Z`; days are `2008-05-31`.

    `links` counts the identifiers that give a `owl:sameAs`, by register.
    """

    revision: int
    issued: str | None
    modified: str | None
    first_day: str | None
    last_day: str | None
    countries: tuple[CountryCovered, ...]
    languages: tuple[str, ...]
    links: Mapping[str, int]
    example: EntityId | None


class Statistics:
    """What the newest revision of a graph covers, found once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: Coverage | None = None

    def coverage(self) -> Coverage:
        """Return what the newest revision covers. Raises DatabaseError."""
        with self.store.snapshot() as snapshot:
            revision = snapshot.revision()
            known = self._known
            if known is None or known.revision != revision:
                known = self._known = self._found(snapshot, revision)
            return known

    def _found(self, snapshot: Snapshot, revision: int) -> Coverage:
        def read(statement: Select[Any]) -> Sequence[tuple[Any, ...]]:
            made = compiled(self.store.dialect, statement)
            return snapshot.execute(made.text, made.arguments({}))

        model = self.store.model
        times = model.metadata.tables["revision"].c
        ((issued, modified),) = read(select(func.min(times.time), func.max(times.time)))
        first_day, last_day = _days(read, model.kinds["Project"].table)
        document = model.kinds["Document"].table
        languages = read(select(document.c.language).where(document.c.language.is_not(None)).distinct())
        return Coverage(
            revision,
            issued,
            modified,
            first_day,
            last_day,
            tuple(self._countries(snapshot, read)),
            tuple(sorted(each for (each,) in languages)),
            _links(read, model),
            next((EntityId(each) for (each,) in read(_example(model))), None),
        )

    def _countries(self, snapshot: Snapshot, read: Read) -> Iterator[CountryCovered]:
        place, entity = self.store.model.kinds["Country"].table, self.store.model.entity
        of_countries = select(entity.c.id).join(place, place.c.key == entity.c.key).where(place.c.type == "Country")
        found = [name for (name,) in read(of_countries)]
        for _, record in self.store.reader.read(snapshot.execute, self.store.model.kinds["Place"], found):
            known = {each.scheme: each for each in reversed(record.values.get("identifiers", ()))}
            code, geonames = known.get("ISO_3166"), known.get("GEONAMES")
            iri = same_as(geonames) if geonames else None
            yield CountryCovered(
                record.id, record.values["name"], code.value if code else None, Url(iri) if iri else None
            )


def _days(read: Read, project: Table) -> tuple[str | None, str | None]:
    """Return the earliest day on which a project may begin and the latest on which one may end."""
    ((begins, latest),) = read(
        select(
            select(func.min(project.c.start_date_first)).scalar_subquery(),
            select(func.max(project.c.end_date_first)).scalar_subquery(),
        )
    )
    if latest is None:
        return begins, None
    # A month or a year that began sooner may end later, but only that in which the last one begins.
    begun = project.c.end_date_first
    may_be = or_(begun == latest, begun == f"{latest[:7]}-01", begun == f"{latest[:4]}-01-01")
    ((ends,),) = read(select(func.max(project.c.end_date_last)).where(may_be))
    return begins, ends


def _links(read: Read, model: Model) -> Mapping[str, int]:
    scheme = model.list_table(model.common["identifiers"]).c.scheme
    found = read(select(scheme, func.count()).group_by(scheme).order_by(scheme))
    return {name: count for name, count in found if name in SAME_AS}


def _example(model: Model) -> Select[Any]:
    """Return what finds one entity: a project if there is one."""
    entity, project = model.entity, model.kinds["Project"].table
    newest = select(func.max(project.c.key)).scalar_subquery()
    return select(entity.c.id).where(entity.c.key == newest)
