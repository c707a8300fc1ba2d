"""Rows: what stands in the tables of a graph for an entity and its evidence."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from graph import notation
from graph.columns import Cells, column_types, filling
from graph.folding import words
from graph.kinds import Kind, Model
from graph.properties import Party, Property
from graph.records import Evidence, Quote, Record, label
from graph.values import EntityId, Text

ACTIVE, WITHDRAWN, MERGED = "ACTIVE", "WITHDRAWN", "MERGED"
LONGEST = 10_000  # words of a label that count

Keys = Mapping[EntityId, int]
Fill = Callable[[Any], Cells]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of an entity: no record where nothing is claimed of it any more, or it was merged into another."""

    key: int
    record: Record | None
    evidence: tuple[Evidence, ...]
    state: str = ACTIVE


class Shapes:
    """How the entities of a model lie in its tables: made once, and used for every write."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.tables = [table for table in model.metadata.sorted_tables if table.name not in _BESIDE]
        self.of_kind = {kind.name: _Shape(model, kind) for kind in model.concrete}

    @cached_property
    def columns(self) -> Mapping[Table, tuple[str, ...]]:
        """The columns that a row of each table fills, in order; the database computes the others."""
        return {table: tuple(each.name for each in table.columns if each.computed is None) for table in self.tables}


_BESIDE = ("revision", "version", "merged", "import", "import_seen")


class _Shape:
    """The row of one kind: where each of its properties stands in it, and the lists beside it."""

    def __init__(self, model: Model, kind: Kind) -> None:
        self.kind, self.table = kind, kind.table
        self.places = {column.name: at for at, column in enumerate(c for c in self.table.columns if c.computed is None)}
        self.blank = [None] * len(self.places)
        if kind.parent:
            self.blank[self.places["type"]] = kind.name  # type: ignore[call-overload]
        self.links: dict[str, int] = {}
        self.texts: dict[str, tuple[slice, Fill]] = {}
        self.others: dict[str, tuple[slice, Fill]] = {}
        self.lists: dict[str, tuple[Table, Property, Fill]] = {}
        for item in kind.stored:
            names = list(column_types(item))
            at = self.places.get(names[0], 0)
            if item.many:
                self.lists[item.name] = model.list_table(item), item, filling(item)
            elif item.is_link:
                self.links[item.name] = at
            else:
                group = self.texts if item.type is Text else self.others
                group[item.name] = slice(at, at + len(names)), filling(item)


class Rows:
    """The rows of changed entities, by table, each a tuple in the order of the columns in `Shapes`."""

    def __init__(self, shapes: Shapes, keys: Keys, revision: int, last_evidence: int) -> None:
        self.shapes, self.keys, self.revision, self.evidence = shapes, keys, revision, last_evidence
        self.made: dict[Table, list[tuple[Any, ...]]] = defaultdict(list)
        self.weights: dict[int, int] = {}
        tables = shapes.model.metadata.tables
        self._entity, self._change, self._evidence_table, self._translation = (
            self.made[tables[name]] for name in ("entity", "change", "evidence", "translation")
        )

    def add(self, name: EntityId, held: Held) -> None:
        """Add all rows of an entity."""
        model, record = self.shapes.model, held.record
        kind = model.kinds[record.kind] if record else None
        called = label(kind, record) if kind and record else name
        self.weights[held.key] = weight(model, kind, called)
        state = ACTIVE if record else held.state
        self._entity.append(
            (held.key, str(name), record.kind if record else "", called, self.weights[held.key], self.revision, state)
        )
        self._change.append((self.revision, held.key))
        if kind and record:
            self._add_values(self.shapes.of_kind[kind.name], held.key, record)
            for each in held.evidence:
                self.evidence += 1
                self._evidence_table.append(self._evidence(held.key, record.id, kind, each))

    def _add_values(self, shape: _Shape, key: int, record: Record) -> None:
        row: list[Any] = [*shape.blank]
        row[0] = key
        for name, value in record.values.items():
            if name in shape.others:
                at, fill = shape.others[name]
                row[at] = fill(value)
            elif name in shape.links:
                row[shape.links[name]] = self.keys[value]
            elif name in shape.texts:
                at, fill = shape.texts[name]
                row[at] = fill(value[0])
                self._translation += [(key, name, each.language, each.text) for each in value[1:]]
            else:
                table, item, fill = shape.lists[name]
                listed = map(self._keyed, value) if item.is_link or item.type is Party else value
                self.made[table] += [(key, position, *fill(each)) for position, each in enumerate(listed)]
        self.made[shape.table].append(tuple(row))

    def _keyed(self, value: Any) -> Any:
        """Return a value with the key of the entity that it leads to, in place of the id."""
        if isinstance(value, Party):
            found: Any = self.keys[value.entity]
            return replace(value, entity=found)
        return self.keys[value]

    def _evidence(self, key: int, subject: EntityId, kind: Kind, each: Evidence) -> tuple[Any, ...]:
        stated = None if each.subject == subject else self.keys[each.subject]
        return self.evidence, key, self.keys[each.document], *evidence_cells(kind, each), stated


def evidence_cells(kind: Kind, each: Evidence) -> Cells:
    """Return what stands in the row of a piece of evidence between the document and whom that speaks of."""
    value, proof = each.value, each.proof
    proved: tuple[str | None, ...] = (
        (proof.exact, proof.prefix or None, proof.suffix or None, None, None)
        if isinstance(proof, Quote)
        else (None, None, None, proof.table, proof.row)
    )
    return (
        " ".join(each.properties),
        None if value is None else str(notation.written(kind.properties[each.properties[0]], value)),
        value.language if isinstance(value, Text) else None,
        *proved,
        each.implied,
        each.preferred,
    )


def weight(model: Model, kind: Kind | None, called: str) -> int:
    """Return how late an entity comes among what a search finds: short names first, and kinds as they are declared."""
    length = min(len(words(called)), LONGEST)
    return length * len(model.concrete) + (model.concrete.index(kind) if kind else 0)
