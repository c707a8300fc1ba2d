"""A database that was migrated is like one that was created; one of another version says what to do."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from graph import migrations
from graph.errors import DatabaseError, EmptyDatabase, NotADatabase, SchemaOutdated
from graph.kinds import Model
from graph.model import Base
from graph.seeding.seeds import read_seeds
from graph.sql.database import engine_of, schema_version, writing
from graph.store import SCHEMA_VERSION, Store

MODEL = Model.of(Base)


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", migrations.__path__[0])
    return made


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the URL of a database that came into being by migrations alone."""
    url = f"sqlite:///{tmp_path_factory.mktemp('migrated') / 'graph.db'}"
    with writing(engine_of(url)[0]) as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "head")
    return url


@pytest.fixture
def created(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL)
    yield store
    store.close()


def path_of(store: Store) -> str:
    return store._engine.url.database or ""


def ddl(path: str) -> dict[str, list[str]]:
    """Return what makes each table and index: its columns and constraints, in an order of their own."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: _parts(sql) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    flat = re.sub(r"\s+", " ", sql.replace('"', ""))
    flat = re.sub(r" ?([(),]) ?", r"\1", flat)
    head, _, inside = flat.partition("(")
    parts, depth = [""], 0
    for character in inside:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [head, *sorted([*parts[:-1], parts[-1].removesuffix(")")])]


def test_a_migrated_database_has_the_tables_of_a_created_one(migrated, created):
    assert ddl(migrated.removeprefix("sqlite:///")) == ddl(path_of(created))


def test_the_migrations_say_what_the_model_says(migrated):
    with writing(engine_of(migrated)[0]) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, MODEL.metadata)
    assert [each for each in found if each[0] != "remove_table" or not each[1].name.startswith("search")] == []


def test_a_migrated_database_is_served_like_a_created_one(migrated, created):
    sources = read_seeds([Path(__file__).parent.parent / "seeds"], MODEL)
    store = Store.open(migrated, MODEL)
    store.write(sources)
    created.write(sources)
    assert list(store.records()) == list(created.records())
    store.close()


def test_the_newest_migration_makes_the_version_that_the_store_wants():
    scripts = ScriptDirectory.from_config(config())
    assert scripts.get_current_head() == SCHEMA_VERSION
    assert [each.revision for each in scripts.walk_revisions()][-1] == "0001"


def test_a_database_of_this_version_needs_no_migration(created):
    url = str(created._engine.url)
    before = ddl(path_of(created))
    assert migrations.upgrade(url) == (SCHEMA_VERSION, SCHEMA_VERSION)
    assert ddl(path_of(created)) == before


def of_version(store: Store, version: str) -> str:
    store.close()
    with sqlite3.connect(path_of(store)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [version])
    connection.close()
    return str(store._engine.url)


def test_an_older_version_is_refused_with_the_command_that_helps(created):
    url = of_version(created, "0000")
    with pytest.raises(SchemaOutdated) as error:
        Store.open(url, MODEL)
    assert f"run `ogniwo migrate --database {url}`" in str(error.value)


def test_a_newer_version_is_not_said_to_need_a_migration(created):
    url = of_version(created, "9999")
    with pytest.raises(SchemaOutdated) as error:
        Store.open(url, MODEL)
    assert "ogniwo migrate" not in str(error.value)


@pytest.mark.parametrize("version", ["0000", "9999", "a1b2c3"])
def test_a_version_that_no_migration_knows_is_refused_in_one_line_and_left_alone(created, version):
    url = of_version(created, version)
    before = ddl(path_of(created))
    with pytest.raises(DatabaseError) as error:
        migrations.upgrade(url)
    assert "\n" not in str(error.value)
    assert version in str(error.value)
    assert ddl(path_of(created)) == before
    assert schema_version(engine_of(url)[0]) == version


def test_a_migration_that_fails_leaves_the_database_as_it_was(created, monkeypatch):
    url = str(created._engine.url)
    before = ddl(path_of(created))

    def fails(made: Config, _: str) -> None:
        made.attributes["connection"].exec_driver_sql("DROP TABLE search")
        made.attributes["connection"].exec_driver_sql("ALTER TABLE absent ADD COLUMN name TEXT")

    monkeypatch.setattr(command, "upgrade", fails)
    with pytest.raises(DatabaseError) as error:
        migrations.upgrade(url)
    assert "\n" not in str(error.value)
    assert ddl(path_of(created)) == before


@pytest.mark.parametrize(("url", "wanted"), [("sqlite:///{}/none.db", EmptyDatabase), ("nonsense", NotADatabase)])
def test_what_is_no_graph_cannot_be_migrated(tmp_path, url, wanted):
    with pytest.raises(wanted) as error:
        migrations.upgrade(url.format(tmp_path))
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_a_graph_of_the_first_schema_is_searched_as_one_that_was_written_now(tmp_path):
    sources = read_seeds([Path(__file__).parent.parent / "seeds"], MODEL)
    written = Store.create(f"sqlite:///{tmp_path / 'written.db'}", MODEL, sources)
    old = Store.create(f"sqlite:///{tmp_path / 'old.db'}", MODEL, sources)
    url = of_version(old, "0001")
    with sqlite3.connect(path_of(old)) as connection:
        connection.execute("DROP TABLE search")
        connection.execute(
            "CREATE VIRTUAL TABLE search USING fts5(words, prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
        )
    connection.close()
    assert migrations.upgrade(url) == ("0001", SCHEMA_VERSION)
    migrated = Store.open(url, MODEL)
    rows = []
    for store in (written, migrated):
        with store.snapshot() as snapshot:
            rows.append(snapshot.execute("SELECT rowid, words FROM search ORDER BY 1"))
        store.close()
    assert rows[0] == rows[1] != []
