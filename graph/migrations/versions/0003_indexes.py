"""Lists that are long: an index for what they are ordered by, ties walked by indexes alone, the type beside the row."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# The index of a table, its columns, and whether these may be absent: what is absent comes first.
INDEXES = [
    ("activity", "ix_activity_organizer_key", ["organizer_key", "key"], False),
    ("activity", "ix_activity_project_key", ["project_key", "key"], False),
    ("document", "ix_document_origin_key", ["origin_key", "key"], False),
    ("document", "ix_document_publisher_key", ["publisher_key", "key"], False),
    ("entity_identifiers", "ix_entity_identifiers_value", ["value", "key"], False),
    ("funding", "ix_funding_amount", ["amount_currency", "amount_amount", "key"], True),
    ("funding", "ix_funding_disburser_key", ["disburser_key", "key", "project_key", "programme_key"], False),
    ("funding", "ix_funding_programme_key", ["programme_key", "key", "project_key"], False),
    ("funding", "ix_funding_project_key", ["project_key", "key", "programme_key"], False),
    ("goal", "ix_goal_project_key", ["project_key", "key"], False),
    ("organization", "ix_organization_name", ["name_folded", "key"], False),
    ("organization", "ix_organization_parent_key", ["parent_key", "key"], False),
    ("organization", "ix_organization_place_key", ["place_key", "key"], False),
    ("organization", "ix_organization_type", ["type"], False),
    ("outcome", "ix_outcome_project_key", ["project_key", "key"], False),
    ("participant_group", "ix_participant_group_project_key", ["project_key", "key"], False),
    ("participant_group_places", "ix_participant_group_places_value_key", ["value_key", "key"], False),
    ("participation", "ix_participation_organization_key", ["organization_key", "key", "project_key", "role"], False),
    ("participation", "ix_participation_project_key", ["project_key", "key", "organization_key", "role"], False),
    ("partnership", "ix_partnership_project_key", ["project_key", "key"], False),
    ("partnership", "ix_partnership_signed", ["signed_first", "signed_last", "key"], True),
    ("partnership", "ix_partnership_start_date", ["start_date_first", "start_date_last", "key"], True),
    ("partnership_parties", "ix_partnership_parties_entity_key", ["entity_key", "key"], False),
    ("place", "ix_place_country_key", ["country_key", "key"], False),
    ("place", "ix_place_name", ["name_folded", "key"], False),
    ("place", "ix_place_parent_key", ["parent_key", "key"], False),
    ("place", "ix_place_type", ["type"], False),
    ("programme", "ix_programme_parent_key", ["parent_key", "key"], False),
    ("project", "ix_project_budget", ["budget_currency", "budget_amount", "key"], True),
    ("project", "ix_project_end_date", ["end_date_first", "end_date_last", "key"], True),
    ("project", "ix_project_eu_contribution", ["eu_contribution_currency", "eu_contribution_amount", "key"], True),
    ("project", "ix_project_start_date", ["start_date_first", "start_date_last", "key"], True),
    ("project", "ix_project_title", ["title_folded", "key"], False),
    ("project_places", "ix_project_places_value_key", ["value_key", "key"], False),
    ("target_group", "ix_target_group_project_key", ["project_key", "key"], False),
]


def upgrade() -> None:
    for table in ("organization", "place"):
        op.add_column(table, sa.Column("type", sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")))
        op.execute(f"UPDATE {table} SET type = (SELECT entity.type FROM entity WHERE entity.key = {table}.key)")
    for table, name, columns, absent in INDEXES:
        if name.endswith("_key"):  # there was one of that column alone
            op.drop_index(name, table)
        first = dict.fromkeys(columns[:-1], "NULLS FIRST") if absent else {}
        op.create_index(name, table, columns, postgresql_ops=first)
