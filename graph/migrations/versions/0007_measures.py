"""What the whole network of partners was measured to be is kept."""

import sqlalchemy as sa
from alembic import op

from graph.columns import KEY, characters

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "analysis",
        sa.Column("measure", characters(40), primary_key=True),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("nodes", sa.BigInteger(), nullable=False),
        sa.Column("edges", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("is_estimate", sa.Boolean(), nullable=False),
        sa.Column("modularity", sa.Double()),
    )
    op.create_table(
        "centrality",
        sa.Column("metric", characters(40), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("entity_key", KEY, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
    )
    op.create_table(
        "community",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "community_member",
        sa.Column("community", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("entity_key", KEY, nullable=False),
    )
    op.create_table(
        "bridge",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("near_key", KEY, nullable=False),
        sa.Column("far_key", KEY, nullable=False),
        sa.Column("near_size", sa.BigInteger(), nullable=False),
        sa.Column("far_size", sa.BigInteger(), nullable=False),
    )
