"""Plans: the fields a query selects, as the few SQL statements that answer it and the code that assembles rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import UnknownEntity
from graph.sql.dialects import PARENTS, Dialect, Statement
from schema.arguments import Given, Leaf
from schema.assembly import Assembled, Rows
from schema.binds import Bind
from schema.keyset import nulls
from schema.levels import LIMIT, PARENT, Driven, Parents, PlannedLevel, Sought

# Where in the answer something is null because the graph does not have it.
Missing = tuple[tuple[str | int, ...], UnknownEntity]
Execute = Callable[[str, Sequence[Any]], Rows]
Check = Callable[[], None]
Compute = Callable[[Execute, Mapping[str, Any], Check], Sequence[Rows]]


@dataclass(frozen=True, slots=True)
class Computation:
    """Rows that no statement gives but an algorithm: for which root field, by what, and which levels it fills.

    If they are not `of_revision`, they may change though the graph does not.
    """

    key: str
    compute: Compute
    arguments: Mapping[str, Bind]
    levels: tuple[int, ...]
    of_revision: bool = True


@dataclass(slots=True)
class Plan:
    """What answers one document for one shape of its variables: text and functions only.

    `unplanned` are the keys of root fields that ask for the schema itself; `keys` are all, in order. `cursors` are
    those that the request gives. `seconds`, of processor time, is learnt: a plan knows what it returns, not how much it
    reads.
    """

    levels: tuple[PlannedLevel, ...]
    computations: tuple[Computation, ...]
    assemble: Assembled
    keys: tuple[str, ...]
    unplanned: tuple[str, ...]
    cursors: tuple[Leaf, ...] = ()
    seconds: float = 0.0

    def run(
        self, execute: Execute, dialect: Dialect, given: Given, check: Check = lambda: None
    ) -> tuple[dict[str, Any], list[Missing]]:
        """Return the planned part of the answer, read by `execute` from one snapshot, and what is not in the graph.

        Whatever computes for long calls `check`, which raises when there is no time left. Raises RequestError.
        """
        missing: list[Missing] = []
        rows: list[Rows] = [()] * len(self.levels)
        sizes = [0] * len(self.levels)
        for computation in self.computations:
            arguments = {name: bind.value(given) for name, bind in computation.arguments.items()}
            try:
                for filled, made in zip(
                    computation.levels, computation.compute(execute, arguments, check), strict=True
                ):
                    rows[filled] = made
            except UnknownEntity as error:
                missing.append(((computation.key,), error))
        for number, level in enumerate(self.levels):
            values = {name: bind.value(given) for name, bind in level.binds.items()}
            sizes[number] = values.get(LIMIT, level.limit or 1) - 1
            statement = _statement(level, rows, values, dialect, execute)
            if statement is not None:
                rows[number] = execute(statement.text, statement.arguments(values))
                if level.sought:
                    missing += _missing(level.sought, rows[number], given)
        return self.assemble(rows, sizes), missing


def _statement(
    level: PlannedLevel, rows: Sequence[Rows], values: dict[str, Any], dialect: Dialect, execute: Execute
) -> Statement | None:
    """Return what reads a level, and bind its parents; None if there is nothing to read."""
    if level.parents is None or level.statement is None:
        return _least(level.statement, level.driven, execute, values) if level.driven else level.statement
    parents = _parents(rows[level.parents.level], level.parents)
    if not parents:
        return None
    if level.alone and len(parents) == 1:
        values[PARENT] = parents[0][0]
        return level.alone
    values[PARENTS] = dialect.parents_value(parents)
    return level.statement


def _least(
    statement: Statement | None, driven: Driven, execute: Execute, values: Mapping[str, Any]
) -> Statement | None:
    """Return the statement that reads least: a filter that leads to few rows is followed, else the order is.

    Where a filter led to is remembered: if it leads elsewhere by now, that costs time, and changes no answer.
    """
    arguments = driven.probe.arguments(values)
    asked = tuple(map(str, arguments))
    count = driven.counts.get(asked)
    if count is None:
        ((count,),) = execute(driven.probe.text, arguments)
        driven.counts.put(asked, count)
    return driven.statement if count <= driven.few else statement


def _missing(sought: Sought, rows: Rows, given: Given) -> Iterable[Missing]:
    """Yield the ids that rows were sought for and not found."""
    wanted = sought.ids.value(given)
    if isinstance(wanted, list):
        for place, (name, row) in enumerate(zip(wanted, rows, strict=True)):
            if row[0] is None:
                yield (sought.key, place), UnknownEntity(name)
    elif not rows:
        yield (sought.key,), UnknownEntity(wanted)


def _parents(rows: Rows, parents: Parents) -> list[tuple[int, ...]]:
    """Return the keys of the parents, each once."""
    if parents.type_column is not None:
        rows = [row for row in rows if row[parents.type_column] in parents.types]
    if len(parents.columns) == 1:
        (column,) = parents.columns
        return [(key,) for key in dict.fromkeys([row[column] for row in rows]) if key is not None]
    return list(dict.fromkeys([tuple(row[column] for column in parents.columns) for row in rows]))


def null_pattern(cursors: Sequence[Leaf], given: Given) -> tuple[tuple[bool, ...], ...]:
    """Return which values of a request's cursors are null: that makes another plan. Raises RequestError."""
    return tuple(nulls(cursor.value(given)) for cursor in cursors)
