"""Statistics: the size of the graph, and how much of it is proved."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import compiled


def statistics(reading: Reading, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows, Rows]:
    """Return (revision, entities, pieces of evidence, quotes), and (kind, how many)s in the model's order."""
    metadata, entity = reading.model.metadata, reading.model.entity
    evidence, revision = metadata.tables["evidence"], metadata.tables["revision"]
    totals = select(
        select(func.coalesce(func.max(revision.c.number), 0)).scalar_subquery(),
        select(func.count()).select_from(entity).where(entity.c.state == "ACTIVE").scalar_subquery(),
        select(func.count()).select_from(evidence).scalar_subquery(),
        select(func.count(evidence.c.exact)).scalar_subquery(),
    )
    kinds = select(entity.c.type, func.count()).where(entity.c.state == "ACTIVE").group_by(entity.c.type)
    counts: dict[str, int] = dict(reading.rows(execute, compiled(reading.dialect, kinds)))
    return (
        reading.rows(execute, compiled(reading.dialect, totals)),
        [(kind.code, counts.get(kind.name, 0)) for kind in reading.model.concrete],
    )
