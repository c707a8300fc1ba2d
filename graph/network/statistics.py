"""Statistics: the size of the graph, and how much of it is proved. Each is counted only where it is asked for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import compiled


class Statistics:
    """Counts the graph; how many there are of each kind is remembered for as long as the revision is the same."""

    def __init__(self, reading: Reading) -> None:
        model, dialect = reading.model, reading.dialect
        self.reading = reading
        revision, evidence, entity = (*(model.metadata.tables[each] for each in ("revision", "evidence")), model.entity)
        kinds = select(entity.c.type, func.count()).where(entity.c.state == "ACTIVE").group_by(entity.c.type)
        proofs = select(func.count(), func.count(evidence.c.exact)).select_from(evidence)
        self._revision = compiled(dialect, select(func.coalesce(func.max(revision.c.number), 0)))
        self._kinds, self._proofs = compiled(dialect, kinds), compiled(dialect, proofs)
        self._known: tuple[Rows, Rows] = ((), ())

    def revision(self, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows]:
        """Return the (revision) of the graph, 0 if it is empty."""
        return (self.reading.rows(execute, self._revision),)

    def kinds(self, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows]:
        """Return (kind, how many entities)s in the model's order."""
        revision = self.reading.rows(execute, self._revision)
        of, known = self._known
        if of != revision:
            counts = dict(map(tuple, self.reading.rows(execute, self._kinds)))
            known = [(kind.code, counts.get(kind.name, 0)) for kind in self.reading.model.concrete]
            self._known = (revision, known)
        return (known,)

    def proofs(self, execute: Execute, _: Mapping[str, Any], __: Check) -> tuple[Rows]:
        """Return (pieces of evidence, quotes)."""
        return (self.reading.rows(execute, self._proofs),)
