"""Texts are compared by code points on PostgreSQL, as on SQLite, whatever the database's own collation is."""

from alembic import op

revision = "0002"
down_revision = "0001"

TEXTS = """
    SELECT table_name, string_agg(
        'ALTER COLUMN ' || quote_ident(column_name) || ' TYPE '
        || coalesce('VARCHAR(' || character_maximum_length || ')', 'TEXT') || ' COLLATE "C"', ', '
    )
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')
        AND table_name NOT IN ('alembic_version', 'search')
    GROUP BY table_name ORDER BY table_name
"""
# Computed from currencies, which can change their type only while it is away.
RATE = """
    CASE WHEN budget_amount > 0 AND budget_currency = eu_contribution_currency
    AND eu_contribution_amount BETWEEN 0 AND 900000000000000
    THEN (eu_contribution_amount * 10000 + budget_amount / 2) / budget_amount * 100 END
"""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    connection.exec_driver_sql("ALTER TABLE project DROP COLUMN co_financing_rate")
    for table, changes in connection.exec_driver_sql(TEXTS).all():
        connection.exec_driver_sql(f'ALTER TABLE "{table}" {changes}')
    connection.exec_driver_sql(
        f"ALTER TABLE project ADD COLUMN co_financing_rate BIGINT GENERATED ALWAYS AS ({RATE}) STORED"
    )
