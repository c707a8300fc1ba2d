"""Records: what the graph holds of one entity, and the evidence it rests on, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.kinds import Kind
from graph.values import LONGEST_ROW, EntityId, Text, checked_length


@dataclass(frozen=True, slots=True)
class Quote:
    """The shortest exact words of a document that prove something; prefix and suffix where they occur repeatedly."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that a document holds, such as GeoNames' cities by their id."""

    table: str
    row: str

    def __post_init__(self) -> None:
        checked_length("table", self.table, LONGEST_ROW)
        checked_length("row", self.row, LONGEST_ROW)


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one property of one entity, as a source gives it, and what proves it.

    `value` is one item of a list property, one Text of a text.
    """

    subject: EntityId
    property: str
    value: Any
    proof: Quote | Row
    implied: bool = False
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the graph keeps of a document's statements.

    A quote proves one value of one property. A row proves all the `properties` that it gave at once, and has no
    value of its own, unless another document disagrees.
    """

    subject: EntityId
    properties: tuple[str, ...]
    value: Any | None
    document: EntityId
    proof: Quote | Row
    implied: bool
    preferred: bool


@dataclass(frozen=True, slots=True)
class Source:
    """All that one document says: the entities it speaks of, by id and kind, and its statements, each with its value.

    `name` is what a revision calls it. The document itself is among the entities.
    """

    name: str
    document: EntityId
    kinds: Mapping[EntityId, str]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the graph holds of one entity.

    `values` has the stored properties that are known, by name: for a list property a tuple of its items, for a text
    a tuple with one Text a language (the preferred first), for a link the id of the entity it leads to.
    """

    id: EntityId
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


def label(kind: Kind, record: Record) -> str:
    """Return what an entity is called: the first known of the properties its kind is called by, else the kind."""
    for name in kind.called_by:
        value = record.values.get(name)
        if value is not None:
            item = kind.properties[name]
            if item.is_code:
                return str(item.type.__members__[value].concept.pl)  # type: ignore[attr-defined]
            return value[0].text if item.type is Text else str(value)
    return kind.labels.pl
