"""Scope: which part of the network a question is about - conditions whose values are bound when it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, func, or_
from sqlalchemy.sql import ClauseElement

from graph.kinds import Model
from graph.sql.dialects import Dialect, Statement, compiled

PROJECT, PROGRAMME, PARTNERSHIP, PARENT, PLACE = TIE_KINDS = ("PROJECT", "PROGRAMME", "PARTNERSHIP", "PARENT", "PLACE")
# A fund joins everybody.
USUAL = tuple(kind for kind in TIE_KINDS if kind != PROGRAMME)
# What `where` may speak of: what stands in the network, and what ties it.
FILTERED = ("Organization", "Place", "Project", "Programme", "Partnership", "Participation")

Condition = ColumnElement[bool]
Meets = Callable[[FromClause], Condition]
Touches = Callable[[ColumnElement[Any], ColumnElement[Any]], Condition]


class Span(NamedTuple):
    """From when to when something lasts: the earliest and the latest day of its start, and of its end."""

    start_first: ColumnElement[Any]
    start_last: ColumnElement[Any]
    end_first: ColumnElement[Any]
    end_last: ColumnElement[Any]

    @classmethod
    def of(cls, row: FromClause, *, start: str = "start_date") -> "Span":
        """Return that of a row of a table."""
        return cls(*(row.c[f"{each}_{day}"] for each in (start, "end_date") for day in ("first", "last")))

    def otherwise(self, other: "Span") -> "Span":
        """Return this one, and for what is not known of it another."""
        return Span(*(func.coalesce(ours, theirs) for ours, theirs in zip(self, other, strict=True)))


def span_of_participation(participation: FromClause, project: FromClause) -> Span:
    """Return when an organisation takes part: if that is not said, as long as the project lasts."""
    return Span.of(participation).otherwise(Span.of(project))


def span_of_partnership(partnership: FromClause) -> Span:
    """Return how long a partnership lasts: if it is not said since when, since it was signed."""
    return Span.of(partnership).otherwise(Span.of(partnership, start="signed"))


@dataclass(frozen=True, slots=True)
class Scope:
    """What `where` and `during` say of the network; parameters of its conditions are bound by whoever asks.

    `kinds` says of a row of the table of a kind whether it is in the network: if nothing is said of a kind, all are.
    `touches` says it of a tie that has a span, None if any will do. `ends` are the parameters of entities, by key, that
    are in whatever `kinds` says: those from which a question begins. `constants` has the values that never vary.
    """

    model: Model
    dialect: Dialect
    kinds: Mapping[str, Meets] = field(default_factory=dict)
    touches: Touches | None = None
    ends: tuple[str, ...] = ()
    constants: Mapping[str, Any] = field(default_factory=dict)

    def row(self, kind: str, row: FromClause) -> list[Condition]:
        """Return the conditions that a tie, of which a row is at hand, is in the network."""
        return [self.kinds[kind](row)] if kind in self.kinds else []

    def entity(self, key: ColumnElement[Any], *kinds: str) -> list[Condition]:
        """Return the conditions that an entity of one of some kinds, of which the key is at hand, is in the network."""
        made = []
        for kind in kinds:
            if kind in self.kinds:
                row = self.model.table(kind).alias()
                out = exists().where(row.c.key == key, func.coalesce(self.kinds[kind](row), False).is_(False))
                made.append(or_(~out.correlate_except(row), *(key == bindparam(end) for end in self.ends)))
        return made

    def during(self, span: Span) -> list[Condition]:
        """Return the conditions that a tie may have been there at the time that is asked for."""
        return [self.touches(span.start_first, span.end_last)] if self.touches else []

    def compiled(self, statement: ClauseElement) -> Statement:
        """Compile a statement of such conditions."""
        return compiled(self.dialect, statement, self.constants)
