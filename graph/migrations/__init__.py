"""Migrations: how a database of an earlier schema becomes one of this version, each step written down for good."""

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from graph.errors import SchemaOutdated
from graph.sql.database import engine_of, schema_version, writing


def upgrade(url: str) -> tuple[str, str]:
    """Bring a database to the newest schema, all or nothing; return its version before and after.

    Raises NotADatabase, EmptyDatabase, SchemaOutdated.
    """
    engine, _ = engine_of(url)
    before = schema_version(engine)
    config = Config()
    config.set_main_option("script_location", __path__[0].replace("%", "%%"))
    try:
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        name = engine.url.render_as_string()
        raise SchemaOutdated(f"{name} has schema {before}, which this Ogniwo does not know: use a newer one") from error
    after = schema_version(engine)
    engine.dispose()
    return before, after
