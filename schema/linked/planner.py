"""The planner of linked data: what RDF needs of an answer, selected or not, is read along.

Of an entity its id and its kind, of an object that is a value the value itself. A text is a pair: the text and its
language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.kinds import Kind
from schema.linked.jsonld import Linking
from schema.linked.meanings import ID, KIND, WHOLE, Fields, Reading
from schema.linked.portraits import Painter
from schema.plan import Plan
from schema.planner import Fields as Expressions
from schema.planner import Planner
from schema.rows import Row
from schema.selection import Selected


@dataclass(slots=True)
class LinkedPlan(Plan):
    """A plan, and the meanings of the fields of its answers; what is made of these is made when it is first needed."""

    meanings: Fields = ()
    painter: Painter | None = None
    linking: Linking | None = None


class LinkedPlanner(Planner):
    """Plans a document whose answers are to be linked data."""

    __slots__ = ()

    def plan(self) -> LinkedPlan:
        """Return the plan. Raises RequestError."""
        made = Planner.plan(self)
        meanings = Reading(self.model, self.selector).roots()
        return LinkedPlan(
            made.levels, made.computations, made.assemble, made.keys, made.unplanned, made.cursors, meanings=meanings
        )

    def plain(
        self,
        selected: Selected,
        type_name: str,
        expressions: Expressions,
        whole: Callable[[], str] | None = None,
    ) -> str:
        """Return an object that is no entity, with what it is."""
        made = Planner.plain(self, selected, type_name, expressions)
        return f"{{{WHOLE!r}: {whole()}, {made[1:]}" if whole else made

    def words(self, text: str, language: Callable[[], str]) -> str:
        """Return a text with its language."""
        return f"(None if {text} is None else ({text}, {language()}))"

    def members(self, row: Row, kind: Kind, asked: Sequence[Selected]) -> dict[str, str]:
        """Return what is written of an entity, with its id and its kind."""
        known = {ID: f"r[{row.entity_column('id')}]", KIND: f"r[{row.type_column}]"}
        return {**known, **Planner.members(self, row, kind, asked)}
