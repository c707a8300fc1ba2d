"""Plans: the fields a query selects, as the few SQL statements that answer it and the code that assembles rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.dialects import PARENTS, Dialect
from schema.arguments import Given
from schema.assembly import Assembled, Rows
from schema.conditions import Bind
from schema.levels import LIMIT, Parents, PlannedLevel

Execute = Callable[[str, Sequence[Any]], Rows]
Compute = Callable[[Execute, Mapping[str, Any]], Sequence[Rows]]


@dataclass(frozen=True, slots=True)
class Computation:
    """Rows that no statement gives but an algorithm: the levels it fills, and its arguments."""

    compute: Compute
    arguments: Mapping[str, Bind]
    levels: tuple[int, ...]


@dataclass(slots=True)
class Plan:
    """What answers one document for one shape of its variables: text and functions only.

    `unplanned` are the keys of root fields that ask for the schema itself; `keys` are all, in order. `is_slow` is
    learnt: a plan knows what it returns, not how much it reads.
    """

    levels: tuple[PlannedLevel, ...]
    computations: tuple[Computation, ...]
    assemble: Assembled
    keys: tuple[str, ...]
    unplanned: tuple[str, ...]
    is_slow: bool = False

    def run(self, execute: Execute, dialect: Dialect, given: Given) -> dict[str, Any]:
        """Return the planned part of the answer, read by `execute` from one snapshot. Raises RequestError."""
        rows: list[Rows] = [()] * len(self.levels)
        sizes = [0] * len(self.levels)
        for computation in self.computations:
            arguments = {name: bind.value(given) for name, bind in computation.arguments.items()}
            for filled, made in zip(computation.levels, computation.compute(execute, arguments), strict=True):
                rows[filled] = made
        for number, level in enumerate(self.levels):
            if level.statement is None:
                continue
            values = {name: bind.value(given) for name, bind in level.binds.items()}
            if level.paged:
                sizes[number] = values[LIMIT] - 1
            if level.parents:
                parents = list(_parents(rows[level.parents.level], level.parents))
                if not parents:
                    continue
                values[PARENTS] = dialect.parents_value(parents)
            rows[number] = execute(level.statement.text, level.statement.arguments(values))
        return self.assemble(rows, sizes)


def _parents(rows: Rows, parents: Parents) -> Iterable[tuple[int, ...]]:
    """Return the keys of the parents, each once."""
    if parents.type_column is not None:
        rows = [row for row in rows if row[parents.type_column] in parents.types]
    if len(parents.columns) == 1:
        (column,) = parents.columns
        return ((key,) for key in dict.fromkeys(row[column] for row in rows) if key is not None)
    return dict.fromkeys(tuple(row[column] for column in parents.columns) for row in rows)
