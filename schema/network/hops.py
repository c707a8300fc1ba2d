"""Hops: what is said of a tie in a row of a level - the tie itself, and since when and until when it lasts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func

from graph.network.scope import Span, span_of_partnership
from schema.levels import Level, Parents
from schema.planner import Planner
from schema.selection import Selected


@dataclass(slots=True)
class Hops:
    """The ties in the rows of a level, whose keys stand in the column `via`; what is asked of them is read at once."""

    planner: Planner
    level: Level
    via: int
    _spans: list[str] = field(default_factory=list)

    @property
    def fields(self) -> Mapping[str, Callable[[Selected], str]]:
        """The expressions of the fields that tell of a tie."""
        return {
            "via": lambda each: self.planner.reference(self.level, self.via, each),
            "startDate": lambda _: self._day(1),
            "endDate": lambda _: self._day(3),
        }

    def _day(self, column: int) -> str:
        if not self._spans:
            self._spans.append(self._read())
        return f"{self._spans[0]}(r[{self.via}], {column})"

    def _read(self) -> str:
        """Return the name of what gives the day of a tie: of its participation, partnership, or project."""
        level = self.planner.level(Parents(self.level.index, (self.via,)))
        model, owner = level.model, level.owner[0]
        part, partnership, grant, project = (
            model.table(each).alias() for each in ("Participation", "Partnership", "Funding", "Project")
        )
        for table in (part, partnership, grant):
            level.join(table, table.c.key == owner, outer=True)
        level.join(project, project.c.key == func.coalesce(part.c.project_key, grant.c.project_key), outer=True)
        span = Span.of(part).otherwise(span_of_partnership(partnership)).otherwise(Span.of(project))
        level.columns += span
        rows = self.planner.code.single(level.index)
        return self.planner.code.function(
            "k, c", f"r = {rows}.get(k)", "return None if r is None else date(r[c], r[c + 1])"
        )
