"""The ledger: what stands beside every kind - revisions, translations, evidence and the words to search."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, MetaData, String, Table, Text

from graph.columns import KEY, reference


def add_ledger(metadata: MetaData) -> None:
    """Add the tables that no kind declares to the tables of a model."""
    Table(
        "revision",
        metadata,
        Column("number", KEY, primary_key=True, autoincrement=False),
        Column("time", String(20), nullable=False),  # UTC, to the second, ISO 8601
        Column("source", Text, nullable=False),
    )
    Table(
        "change",
        metadata,
        Column("revision", KEY, ForeignKey("revision.number"), primary_key=True, autoincrement=False),
        Column("entity_key", KEY, reference("entity"), primary_key=True, autoincrement=False),
    )
    Table(
        "translation",
        metadata,
        Column("entity_key", KEY, reference("entity"), primary_key=True, autoincrement=False),
        Column("property", String(40), primary_key=True),
        Column("language", String(35), primary_key=True),
        Column("text", Text, nullable=False),
    )
    Table(
        "evidence",
        metadata,
        Column("key", KEY, primary_key=True, autoincrement=False),
        Column("subject_key", KEY, reference("entity"), nullable=False),
        Column("document_key", KEY, reference("document"), nullable=False, index=True),
        Column("property", String(400), nullable=False),  # of a record: all that it gave, with spaces between
        Column("value", Text),  # none for a record, whose values are the entity's
        Column("language", String(35)),  # of a value that is words
        Column("exact", Text),
        Column("prefix", Text),
        Column("suffix", Text),
        Column("record_table", String(200)),
        Column("record_row", String(200)),
        Column("implied", Boolean, nullable=False),
        Column("preferred", Boolean, nullable=False),
        Index("ix_evidence_subject_key_property", "subject_key", "property"),
    )
