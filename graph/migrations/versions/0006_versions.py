"""What an entity was is kept when it is written again, and no revision is earlier than the one before it."""

import sqlalchemy as sa
from alembic import op

from graph.columns import KEY

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "version",
        sa.Column("entity_key", KEY, primary_key=True, autoincrement=False),
        sa.Column("revision", KEY, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary()),
    )
    connection, newest = op.get_bind(), ""
    for number, time in connection.execute(sa.text("SELECT number, time FROM revision ORDER BY number")).all():
        if time < newest:
            connection.execute(
                sa.text("UPDATE revision SET time = :time WHERE number = :number"), {"time": newest, "number": number}
            )
        newest = max(newest, time)
