"""Migrations: how a database of an earlier schema becomes one of this version, each step written down for good."""

from alembic import command
from alembic.config import Config

from graph.store import schema_at, writing


def upgrade(url: str) -> tuple[str | None, str | None]:
    """Bring a database to the newest schema, all or nothing; return its version before and after.

    Raises NotADatabase, EmptyDatabase.
    """
    before = schema_at(url)
    with writing(url) as connection:
        config = Config()
        config.set_main_option("script_location", __path__[0].replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, schema_at(url)
