"""The ledger of an import: how far it has come and of whom it has spoken, kept in the graph with what it wrote."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import delete, exists, insert, select

from graph.importing.drafts import Draft
from graph.records import Row
from graph.values import EntityId
from graph.writing import Writer, chunks

BETWEEN = "\x1f"  # a table and a row: no text that is stored has it


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

    def seen(self, writer: Writer, names: Iterable[EntityId]) -> dict[EntityId, set[Row]]:
        """Return by which rows this import has spoken of entities; those of which it has not yet are absent."""
        table = writer.model.metadata.tables["import_seen"]
        keys = {key: name for name, (key, _) in writer.known(names).items()}
        found: dict[EntityId, set[Row]] = defaultdict(set)
        for chunk in chunks(list(keys)):
            rows = select(table.c.entity_key, table.c.proof)
            rows = rows.where(table.c.document == self.document, table.c.entity_key.in_(chunk))
            for key, proof in writer.connection.execute(rows):
                found[keys[key]].add(_row(proof))
        return found

    def see(self, writer: Writer, drafts: Iterable[Draft]) -> None:
        """Note which rows of the document have spoken of whom."""
        proofs = {(writer.meant(each.id), _proof(each.row)) for each in drafts if each.document == self.document}
        keys = writer.known({name for name, _ in proofs})
        table = writer.model.metadata.tables["import_seen"]
        known = {(name, _proof(row)) for name, found in self.seen(writer, keys).items() for row in found}
        rows = [(str(self.document), keys[name][0], proof) for name, proof in sorted(proofs - known)]
        if rows:
            writer.dialect.insert(writer.connection, table.name, ("document", "entity_key", "proof"), rows)

    def stale(self, writer: Writer) -> dict[EntityId, tuple[set[Row], bool]]:
        """Return by which rows an earlier import spoke of entities and this one has not.

        With each entity, whether this one speaks of it by other rows.
        """
        tables, entity = writer.model.metadata.tables, writer.model.entity
        evidence, seen, document = tables["evidence"], tables["import_seen"], entity.alias()
        again = seen.alias()
        proof = evidence.c.record_table + BETWEEN + evidence.c.record_row
        of_subject = (seen.c.document == self.document) & (seen.c.entity_key == evidence.c.subject_key)
        spoken = exists().where(again.c.document == self.document, again.c.entity_key == evidence.c.subject_key)
        found = (
            select(entity.c.id, proof, spoken)
            .select_from(evidence)
            .join(entity, entity.c.key == evidence.c.subject_key)
            .join(document, document.c.key == evidence.c.document_key)
            .where(document.c.id == self.document, ~exists().where(of_subject, seen.c.proof == proof))
        )
        stale: dict[EntityId, tuple[set[Row], bool]] = {}
        for name, row, is_spoken in writer.connection.execute(found):
            stale.setdefault(EntityId(name), (set(), bool(is_spoken)))[0].add(_row(row))
        return stale


def _proof(row: Row) -> str:
    return f"{row.table}{BETWEEN}{row.row}"


def _row(proof: str) -> Row:
    table, _, row = proof.partition(BETWEEN)
    return Row(table, row)
