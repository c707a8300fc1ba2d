"""Drafts: what one row of a table says of some entities, before the graph is asked who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import InvalidValue
from graph.records import Evidence, Row
from graph.values import EntityId


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says of one entity.

    `values` are as in a Record, but a link, or the entity of a party, may be an Identifier: then it leads to whoever
    bears that in the graph. An entity that bears one of the draft's own identifiers there is the one meant,
    whatever its id. `document` is whose `row` this is: a gazetteer may prove a place that a table only names.
    """

    id: EntityId
    kind: str
    values: Mapping[str, Any]
    document: EntityId
    row: Row


@dataclass(frozen=True, slots=True)
class Whole(Draft):
    """All that an export of a graph holds of one entity, and the evidence of that; it is who its id says.

    `others` were merged into it. `document` and `row` are its first proof's.
    """

    evidence: tuple[Evidence, ...] = ()
    others: tuple[EntityId, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a row, or with the row where `column` is empty.

    `number` is that of the row in its file: the first line below a heading, or the first object, is 1.
    """

    number: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        where = f"row {self.number}, {self.column}" if self.column else f"row {self.number}"
        return f"{where}: {self.reason}"


class RowRejected(InvalidValue):
    """A row cannot come in. Mend it, and import it alone."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one row: drafts, those that others link to first; and the values that had to be left out."""

    number: int
    drafts: Sequence[Draft]
    omissions: Sequence[Problem] = field(default=())
