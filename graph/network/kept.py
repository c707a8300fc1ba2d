"""Kept: the measures of the whole network that `ogniwo analyse` left in the graph, with the revision it measured.

As many rows are kept as anybody can ask for. Who was withdrawn since is left out when they are read.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, delete, literal, select

from graph.kinds import Model
from graph.network.analysis import BRIDGES, COMMUNITIES, Measured
from graph.network.measures import METRICS
from graph.network.ties import Execute, Reading, Rows
from graph.sql.dialects import Statement, compiled

MOST = 1_000  # ranks, communities and bridges
MEMBERS = 1_000  # of a community
COLUMNS = ("measure", "revision", "nodes", "edges", "found", "is_estimate", "modularity")
TABLES: Mapping[str, tuple[str, ...]] = {
    "analysis": COLUMNS,
    "centrality": ("metric", "number", "entity_key", "score"),
    "community": ("number", "size"),
    "community_member": ("community", "number", "entity_key"),
    "bridge": ("number", "near_key", "far_key", "near_size", "far_size"),
}

Cells = Sequence[tuple[Any, ...]]


class Kept:
    """Reads what is kept."""

    def __init__(self, reading: Reading) -> None:
        model, dialect = reading.model, reading.dialect
        tables = model.metadata.tables
        analysis, ranks, groups, members, bridges = (tables[name] for name in TABLES)
        first: BindParameter[Any] = bindparam("first")
        known = select(analysis).where(analysis.c.measure == bindparam("measure"))
        ranked = select(ranks.c.entity_key, ranks.c.score).where(ranks.c.metric == bindparam("measure"))
        joined = select(members.c.community, members.c.entity_key)
        joined = joined.where(members.c.community <= first, members.c.number <= bindparam("members"))
        self._summary = compiled(dialect, known)
        self._ranks = compiled(dialect, _there(model, ranked, ranks.c.entity_key).order_by(ranks.c.number).limit(first))
        self._groups = compiled(dialect, select(groups).order_by(groups.c.number).limit(first))
        self._members = compiled(dialect, _there(model, joined, members.c.entity_key).order_by(*members.primary_key))
        parted = select(*list(bridges.c)[1:]).order_by(bridges.c.number).limit(first)
        self._bridges = compiled(dialect, _there(model, parted, bridges.c.near_key, bridges.c.far_key))

    def measured(self, execute: Execute, measure: str, values: Mapping[str, Any]) -> Measured | None:
        """Return the `first` rows of a measure, with the first `members` of communities; None if it is not kept."""
        given = {**values, "measure": measure}
        for _, revision, nodes, edges, found, is_estimate, modularity in _rows(execute, self._summary, given):
            rows = self._communities(execute, given) if measure == COMMUNITIES else self._listed(execute, given)
            return Measured(revision, nodes, edges, rows, found, bool(is_estimate), modularity)
        return None

    def _listed(self, execute: Execute, given: Mapping[str, Any]) -> Rows:
        return _rows(execute, self._bridges if given["measure"] == BRIDGES else self._ranks, given)

    def _communities(self, execute: Execute, given: Mapping[str, Any]) -> Rows:
        members: dict[int, list[int]] = {}
        for number, key in _rows(execute, self._members, given):
            members.setdefault(number, []).append(key)
        return [(size, members.get(number, [])) for number, size in _rows(execute, self._groups, given)]


def _there(model: Model, statement: Select[Any], *keys: ColumnElement[Any]) -> Select[Any]:
    """Return the rows of a statement whose entities were not withdrawn."""
    for key in keys:
        entity = model.entity.alias()
        statement = statement.join(entity, and_(entity.c.key == key, entity.c.state == literal("ACTIVE")))
    return statement


def _rows(execute: Execute, statement: Statement, values: Mapping[str, Any]) -> Rows:
    return execute(statement.text, statement.arguments(values))


def keep(reading: Reading, connection: Connection, found: Mapping[str, Measured]) -> None:
    """Keep measures in the place of those that are kept, inside a transaction that the caller opened."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for measure, each in found.items():
        rows["analysis"].append(
            (measure, each.revision, each.nodes, each.edges, each.found, each.is_estimate, each.modularity)
        )
        for table, cells in _LAYOUTS[measure](measure, each.rows[:MOST]).items():
            rows[table] += cells
    for name, columns in TABLES.items():
        connection.execute(delete(reading.model.metadata.tables[name]))
        reading.dialect.insert(connection, name, columns, rows[name])


def _ranks(metric: str, rows: Rows) -> Mapping[str, Cells]:
    return {"centrality": [(metric, number, *row) for number, row in enumerate(rows, 1)]}


def _communities(_: str, groups: Rows) -> Mapping[str, Cells]:
    numbered = list(enumerate(groups, 1))
    members = [(number, at, key) for number, (_, group) in numbered for at, key in enumerate(group[:MEMBERS], 1)]
    return {"community": [(number, size) for number, (size, _) in numbered], "community_member": members}


def _bridges(_: str, rows: Rows) -> Mapping[str, Cells]:
    return {"bridge": [(number, *row) for number, row in enumerate(rows, 1)]}


_LAYOUTS: Mapping[str, Callable[[str, Rows], Mapping[str, Cells]]] = {
    **dict.fromkeys(METRICS, _ranks),
    COMMUNITIES: _communities,
    BRIDGES: _bridges,
}
