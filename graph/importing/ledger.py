"""The ledger of an import: how far it has come and of whom it has spoken, kept in the graph with what it wrote."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import delete, insert, select

from graph.values import EntityId
from graph.writing import Writer, chunks


class ImportLedger:
    """What the graph keeps of the import of one document while that is under way."""

    def __init__(self, document: EntityId, fingerprint: str) -> None:
        self.document, self.fingerprint = document, fingerprint

    def begun(self, writer: Writer) -> dict[str, Any] | None:
        """Return how far the same import came that was ended, None if there is none; forget any other."""
        table = writer.model.metadata.tables["import"]
        found = writer.connection.execute(
            select(table.c.fingerprint, table.c.state).where(table.c.document == self.document)
        ).one_or_none()
        if found and found.fingerprint == self.fingerprint:
            state: dict[str, Any] = orjson.loads(found.state)
            return state
        self.end(writer)
        return None

    def keep(self, writer: Writer, state: dict[str, Any]) -> None:
        """Keep how far the import has come."""
        table = writer.model.metadata.tables["import"]
        writer.connection.execute(delete(table).where(table.c.document == self.document))
        row = {
            "document": self.document,
            "fingerprint": self.fingerprint,
            "state": orjson.dumps(state).decode(),
        }
        writer.connection.execute(insert(table), row)

    def end(self, writer: Writer) -> None:
        """Keep nothing more."""
        for name in ("import", "import_seen"):
            table = writer.model.metadata.tables[name]
            writer.connection.execute(delete(table).where(table.c.document == self.document))

    def speaks(self, writer: Writer) -> bool:
        """Return whether anything in the graph rests on the document."""
        tables = writer.model.metadata.tables
        evidence, entity = tables["evidence"], writer.model.entity
        resting = select(evidence.c.key).join(entity, entity.c.key == evidence.c.document_key)
        return writer.connection.scalar(resting.where(entity.c.id == self.document).limit(1)) is not None

    def unseen(self, writer: Writer, names: Iterable[EntityId]) -> set[EntityId]:
        """Return those of some entities of which this import has not spoken yet."""
        seen = writer.model.metadata.tables["import_seen"]
        keys = {key: name for name, (key, _) in writer.known(names).items()}
        spoken: set[int] = set()
        for chunk in chunks(list(keys)):
            rows = select(seen.c.entity_key).where(seen.c.document == self.document, seen.c.entity_key.in_(chunk))
            spoken.update(key for (key,) in writer.connection.execute(rows))
        return {name for key, name in keys.items() if key not in spoken}

    def see(self, writer: Writer, names: Iterable[EntityId]) -> None:
        """Note of whom this import speaks, who have not been noted yet."""
        rows = [(str(self.document), key) for key, _ in writer.known(names).values()]
        if rows:
            writer.dialect.insert(writer.connection, "import_seen", ("document", "entity_key"), rows)

    def vanished(self, writer: Writer) -> Iterator[Sequence[EntityId]]:
        """Yield, some hundreds at a time, whom the document spoke of before and this import has not."""
        tables, entity = writer.model.metadata.tables, writer.model.entity
        evidence, seen, document = tables["evidence"], tables["import_seen"], entity.alias()
        spoken = select(seen.c.entity_key).where(seen.c.document == self.document)
        found = (
            select(entity.c.id)
            .distinct()
            .join(evidence, evidence.c.subject_key == entity.c.key)
            .join(document, document.c.key == evidence.c.document_key)
            .where(document.c.id == self.document, entity.c.key.not_in(spoken))
            .order_by(entity.c.id)
        )
        yield from chunks([EntityId(name) for (name,) in writer.connection.execute(found)])
