"""Migrations: how a database of an earlier schema becomes one of this version, each step written down for good."""

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from graph.errors import DatabaseError, SchemaOutdated
from graph.sql.database import engine_of, let_go, schema_version, writing


def upgrade(url: str) -> tuple[str, str]:
    """Bring a database to the newest schema, all or nothing; return its version before and after.

    Raises NotADatabase, EmptyDatabase, SchemaOutdated, DatabaseError if a step fails.
    """
    engine, _ = engine_of(url)
    with let_go(engine):
        before = schema_version(engine)
        config = Config()
        config.set_main_option("script_location", __path__[0].replace("%", "%%"))
        try:
            with writing(engine) as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as error:
            name = engine.url.render_as_string()
            raise SchemaOutdated(
                f"{name} has schema {before}, which this Ogniwo does not know: use a newer one"
            ) from error
        except DBAPIError as error:
            reason = " ".join(str(error.orig).split())
            name = engine.url.render_as_string()
            raise DatabaseError(f"{name} cannot be migrated, and is left as it was: {reason}") from error
        after = schema_version(engine)
    engine.dispose()
    return before, after
