"""Entities may be merged, evidence keeps whom its document spoke of, and an import that was ended may go on."""

import sqlalchemy as sa
from alembic import op

from graph.columns import KEY, characters, reference

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_change_entity_key", "change", ["entity_key"])
    op.add_column("evidence", sa.Column("stated_key", KEY))
    op.create_table(
        "merged",
        sa.Column("key", KEY, reference("entity"), primary_key=True, autoincrement=False),
        sa.Column("into_key", KEY, reference("entity"), nullable=False, index=True),
        sa.Column("kept_key", KEY, reference("entity"), nullable=False, index=True),
        sa.Column("type", characters(40), nullable=False),
    )
    op.create_table(
        "import",
        sa.Column("document", characters(200), primary_key=True),
        sa.Column("fingerprint", characters(64), nullable=False),
        sa.Column("state", characters(), nullable=False),
    )
    op.create_table(
        "import_seen",
        sa.Column("document", characters(200), primary_key=True),
        sa.Column("entity_key", KEY, primary_key=True, autoincrement=False),
        sa.Column("proof", characters(401), primary_key=True),
    )
