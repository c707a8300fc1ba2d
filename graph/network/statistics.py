"""Statistics: the size of the graph, and how much of it is proved. Each is counted only where it is asked for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import compiled


def newest(reading: Reading, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows]:
    """Return the (revision) of the graph, 0 if it is empty."""
    revision = reading.model.metadata.tables["revision"]
    number = select(func.coalesce(func.max(revision.c.number), 0))
    return (reading.rows(execute, compiled(reading.dialect, number)),)


def kinds(reading: Reading, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows]:
    """Return (kind, how many entities)s in the model's order."""
    entity = reading.model.entity
    counted = select(entity.c.type, func.count()).where(entity.c.state == "ACTIVE").group_by(entity.c.type)
    counts: dict[str, int] = dict(reading.rows(execute, compiled(reading.dialect, counted)))
    return ([(kind.code, counts.get(kind.name, 0)) for kind in reading.model.concrete],)


def proofs(reading: Reading, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows]:
    """Return (pieces of evidence, quotes)."""
    evidence = reading.model.metadata.tables["evidence"]
    counted = select(func.count(), func.count(evidence.c.exact)).select_from(evidence)
    return (reading.rows(execute, compiled(reading.dialect, counted)),)
