"""The ledger: what stands beside every kind - revisions, what was before, evidence, merges, imports, measures."""

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, LargeBinary, MetaData, Table

from graph.columns import KEY, characters, reference
from graph.values import LONGEST_ID, LONGEST_LANGUAGE, LONGEST_ROW


def add_ledger(metadata: MetaData) -> None:
    """Add the tables that no kind declares to the tables of a model."""
    Table(
        "revision",
        metadata,
        Column("number", KEY, primary_key=True, autoincrement=False),
        Column("time", characters(20), nullable=False),  # UTC, to the second, ISO 8601
        Column("source", characters(), nullable=False),
    )
    Table(
        "change",
        metadata,
        Column("revision", KEY, ForeignKey("revision.number"), primary_key=True, autoincrement=False),
        # By its own index, for a database asks who leads to an entity whenever that is written again.
        Column("entity_key", KEY, reference("entity"), primary_key=True, autoincrement=False, index=True),
    )
    Table(
        "version",  # what an entity was from that revision until it was written again: see graph/history.py
        metadata,
        Column("entity_key", KEY, primary_key=True, autoincrement=False),
        Column("revision", KEY, primary_key=True, autoincrement=False),
        Column("body", LargeBinary),  # none where it had been withdrawn
    )
    Table(
        "translation",
        metadata,
        Column("entity_key", KEY, reference("entity"), primary_key=True, autoincrement=False),
        Column("property", characters(40), primary_key=True),
        Column("language", characters(LONGEST_LANGUAGE), primary_key=True),
        Column("text", characters(), nullable=False),
    )
    Table(
        "evidence",
        metadata,
        Column("key", KEY, primary_key=True, autoincrement=False),
        Column("subject_key", KEY, reference("entity"), nullable=False),
        Column("document_key", KEY, reference("document"), nullable=False, index=True),
        Column("property", characters(400), nullable=False),  # of a record: all that it gave, with spaces between
        Column("value", characters()),  # none for a record, whose values are the entity's
        Column("language", characters(LONGEST_LANGUAGE)),  # of a value that is words
        Column("exact", characters()),
        Column("prefix", characters()),
        Column("suffix", characters()),
        Column("record_table", characters(LONGEST_ROW)),
        Column("record_row", characters(LONGEST_ROW)),
        Column("implied", Boolean, nullable=False),
        Column("preferred", Boolean, nullable=False),
        Column("stated_key", KEY),  # whom the document speaks of, where that is one who was merged into the subject
        Index("ix_evidence_subject_key_property", "subject_key", "property"),
    )
    Table(
        "merged",
        metadata,
        Column("key", KEY, reference("entity"), primary_key=True, autoincrement=False),
        Column("into_key", KEY, reference("entity"), nullable=False, index=True),
        Column("kept_key", KEY, reference("entity"), nullable=False, index=True),  # into whom in the end
        Column("type", characters(40), nullable=False),  # what it was
    )
    Table(
        "import",  # one that has begun and not ended
        metadata,
        Column("document", characters(LONGEST_ID), primary_key=True),
        Column("fingerprint", characters(64), nullable=False),  # of the mapping and the files
        Column("state", characters(), nullable=False),  # how far it has come, and its report until there: JSON
    )
    Table(
        "import_seen",  # the rows that have spoken of an entity until now, if its document had been imported before
        metadata,
        Column("document", characters(LONGEST_ID), primary_key=True),
        Column("entity_key", KEY, primary_key=True, autoincrement=False),
        Column("proof", characters(2 * LONGEST_ROW + 1), primary_key=True),  # the table and the row
    )
    _add_measures(metadata)


def _add_measures(metadata: MetaData) -> None:
    """Add what `ogniwo analyse` keeps of the whole network of partners: see graph/network/analysis.py."""
    Table(
        "analysis",
        metadata,
        Column("measure", characters(40), primary_key=True),
        Column("revision", KEY, nullable=False),  # of the graph that was measured; 0 for an empty one
        Column("nodes", BigInteger, nullable=False),
        Column("edges", BigInteger, nullable=False),
        Column("found", BigInteger, nullable=False),  # how many there are, kept or not
        Column("is_estimate", Boolean, nullable=False),
        Column("modularity", Double),
    )
    Table(
        "centrality",
        metadata,
        Column("metric", characters(40), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("entity_key", KEY, nullable=False),  # who may have been withdrawn by now
        Column("score", Double, nullable=False),
    )
    Table(
        "community",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("size", BigInteger, nullable=False),
    )
    Table(
        "community_member",
        metadata,
        Column("community", Integer, primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("entity_key", KEY, nullable=False),
    )
    Table(
        "bridge",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("near_key", KEY, nullable=False),
        Column("far_key", KEY, nullable=False),
        Column("near_size", BigInteger, nullable=False),
        Column("far_size", BigInteger, nullable=False),
    )
