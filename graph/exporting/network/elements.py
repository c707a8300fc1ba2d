"""Elements: the nodes and the edges of a network, read from one snapshot in an order that the graph alone decides."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.exporting.network.columns import INTEGER, STRING, Cells, Columns, called, cells, columns, described, labelled
from graph.exporting.network.geography import GEOGRAPHY, Geography
from graph.exporting.network.scope import Scope
from graph.exporting.network.ties import NODES, PARTIES, SHARED, TIES, links
from graph.kinds import Kind
from graph.properties import Party, Property
from graph.reading import Family
from graph.records import Record
from graph.store import Snapshot, Store

ROLES = {"sourceRole": STRING, "targetRole": STRING}
STARTS = ("startDate", "signed")  # since when something is: the first that is known

Joined = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Span:
    """The first day and the last, YYYY-MM-DD; None for what is not known."""

    start: str | None = None
    end: str | None = None


UNKNOWN = Span()


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that others are joined with."""

    id: str
    label: str
    cells: Cells
    span: Span


@dataclass(frozen=True, slots=True)
class Edge:
    """What joins two nodes. Of several between the same two, Gephi keeps one of each `sort`."""

    id: str
    source: str
    target: str
    label: str
    sort: str
    cells: Cells
    span: Span


class Elements:
    """The nodes and edges of a scope, each with an id of its own, and the columns that they have.

    There is a column for each property that anything of a kind in the graph has.
    """

    def __init__(self, store: Store, snapshot: Snapshot, scope: Scope, base: str, language: str) -> None:
        self._model, self._scope, self._base, self._language = store.model, scope, base, language
        self._geography = Geography(store.reader, store.model, snapshot.execute, language)
        self._families = {kind.prefix: kind for kind in store.model.families}
        self._shapes = {name: store.reader.narrow(snapshot.execute, self._families[name]) for name in (*NODES, *TIES)}
        self._items: dict[str, Sequence[Property]] = {}
        self._linked: dict[str, tuple[Sequence[Property], Family]] = {}
        for name, shape in self._shapes.items():
            filled = {*shape.places, *shape.filled(snapshot.execute)}
            for kind in self._members(name):
                known = (item for item in described(kind) if item.name in filled)
                self._items[kind.name] = [item for item in known if item.name not in TIES.get(name, ())]
            if name in NODES and (leading := [item for item in links(store.model, shape.kind) if item.name in filled]):
                only = {item.name for item in leading}
                self._linked[name] = leading, Family(store.model, store.dialect, shape.kind, only)
        weight = {"weight": INTEGER} if scope.sharing else {}
        self.node_columns: Columns = {"type": STRING, "iri": STRING, **self._columns(NODES), **GEOGRAPHY}
        self.edge_columns: Columns = {"relation": STRING, "iri": STRING, **weight, **self._columns(TIES), **ROLES}

    def nodes(self) -> Iterator[list[Node]]:
        """Yield the nodes, some at a time."""
        for name in NODES:
            for batch in self._scope.batches(self._shapes[name]):
                records = [batch.record(row) for row in batch.rows]
                where = self._geography.of(records)
                yield [self._node(record, where.get(record.id, {})) for record in records]

    def edges(self) -> Iterator[list[Edge]]:
        """Yield the edges, some at a time: those of ties, of links, of what is shared."""
        for name in TIES:
            for batch in self._scope.batches(self._shapes[name]):
                found = [(row[0], batch.record(row)) for row in batch.rows]
                joined = self._scope.between(party.entity for _, record in found for party in _parties(record))
                yield [edge for key, record in found for edge in self._ties(key, record, joined)]
        for leading, shape in self._linked.values() if self._scope.is_open else ():
            for batch in self._scope.batches(shape):
                led = [each for row in batch.rows for each in _led(batch.record(row), leading)]
                joined = self._scope.between(name for near, far, _, __ in led for name in (near, far))
                yield [self._link(*each) for each in led if joined(*each[:2])]
        if self._scope.sharing:
            yield from self._shared(self._scope.sharing)

    def _members(self, family: str) -> Sequence[Kind]:
        return self._model.members(self._families[family].name)

    def _columns(self, families: Iterable[str]) -> Columns:
        kinds = [kind for family in families for kind in self._members(family)]
        return {name: type_ for kind in kinds for name, type_ in columns(self._items[kind.name]).items()}

    def _about(self, record: Record) -> Cells:
        return {"iri": f"{self._base}id/{record.id}", **cells(record, self._items[record.kind], self._language)}

    def _node(self, record: Record, where: Cells) -> Node:
        label = called(self._model.kinds[record.kind], record, self._language)
        return Node(record.id, label, {"type": record.kind, **self._about(record), **where}, _span(record))

    def _ties(self, key: int, record: Record, joined: Joined) -> Iterator[Edge]:
        """Yield the edges of a tie: one, but of a partnership one for each two parties."""
        if ends := TIES[record.id.prefix]:
            source, target = (record.values[end] for end in ends)
            yield self._tie(record, record.id, source, target, {})
            return
        pairs = list(combinations(enumerate(_parties(record), 1), 2))
        for (place, one), (another_place, other) in pairs:
            if one.entity != other.entity and (key in self._scope.chosen or joined(one.entity, other.entity)):
                name = record.id if len(pairs) == 1 else f"{record.id}#{place}-{another_place}"
                roles: Cells = {name: role for name, role in zip(ROLES, (one.role, other.role), strict=True) if role}
                yield self._tie(record, name, one.entity, other.entity, roles)

    def _tie(self, record: Record, name: str, source: str, target: str, roles: Cells) -> Edge:
        kind = self._model.kinds[record.kind]
        codes = [record.values[name] for name in kind.called_by if kind.properties[name].is_code]
        return self._edge(
            name,
            source,
            target,
            called(kind, record, self._language),
            kind.name,
            " ".join([kind.name, *codes]),
            {**self._about(record), **roles},
            _span(record),
        )

    def _link(self, near: str, far: str, item: Property, number: int | None) -> Edge:
        name = f"{near}#{item.name}" + (f"-{number}" if number else "")
        return self._edge(name, near, far, labelled(item.labels, self._language), item.name, item.name, {})

    def _shared(self, family: str) -> Iterator[list[Edge]]:
        kind = next(each for each in self._model.kinds.values() if each.prefix == SHARED[family])
        label = labelled(kind.labels, self._language)
        for near, far, number in self._scope.sharers(self._shapes[family]):
            weight: Cells = {"weight": number}
            yield [self._edge(f"{near}+{far}", near, far, f"{label}: {number}", kind.name, kind.name, weight)]

    def _edge(
        self,
        name: str,
        source: str,
        target: str,
        label: str,
        relation: str,
        sort: str,
        about: Cells,
        span: Span = UNKNOWN,
    ) -> Edge:
        weight: Cells = {"weight": 1} if self._scope.sharing else {}
        return Edge(name, source, target, label, sort, {"relation": relation, **weight, **about}, span)


def _parties(record: Record) -> Sequence[Party]:
    """Return the parties of a record that are nodes; none, if it has no parties."""
    return [party for party in record.values.get(PARTIES, ()) if party.entity.prefix in NODES]


def _led(record: Record, leading: Sequence[Property]) -> Iterator[tuple[str, str, Property, int | None]]:
    """Yield where the links of a record lead: near id, far id, link, and which of several it is."""
    for item in leading:
        value = record.values.get(item.name)
        if item.many:
            yield from ((record.id, far, item, number) for number, far in enumerate(value or (), 1))
        elif value is not None:
            yield record.id, value, item, None


def _span(record: Record) -> Span:
    start = next((record.values[name].first for name in STARTS if name in record.values), None)
    end = record.values["endDate"].last if "endDate" in record.values else None
    # A source may have the end before the start; Gephi takes no such file.
    return UNKNOWN if start and end and end < start else Span(start, end)
