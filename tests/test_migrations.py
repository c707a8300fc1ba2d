"""A database that was migrated is like one that was created; one of another version says what to do."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cluster import Databases
from sqlalchemy import Connection, MetaData, Table, insert

from graph import migrations
from graph.changes import Changes, Position
from graph.errors import DatabaseError, EmptyDatabase, NotADatabase, SchemaOutdated
from graph.folding import fold
from graph.kinds import Model
from graph.model import Base
from graph.network.kept import TABLES
from graph.records import Quote, Source, Statement
from graph.seeding.seeds import read_seeds
from graph.sql.database import engine_of, schema_version, writing
from graph.store import SCHEMA_VERSION, Store
from graph.values import EntityId, Text

MODEL = Model.of(Base)


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", migrations.__path__[0])
    return made


@pytest.fixture(scope="module")
def migrated(databases: Databases) -> Iterator[str]:
    """The URL of a database that came into being by migrations alone."""
    url = databases.new()
    made_by_migrations(url, "head")
    yield url
    databases.remove(url)


def made_by_migrations(url: str, version: str) -> None:
    engine, _ = engine_of(url)
    with writing(engine) as connection:
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, version)
    engine.dispose()


@pytest.fixture
def created(url: str) -> Iterator[Store]:
    store = Store.create(url, MODEL)
    yield store
    store.close()


def url_of(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False)


def run(url: str, *statements: str) -> list[Any]:
    """Run statements as they are, and return the rows of the last."""
    engine, _ = engine_of(url)
    with writing(engine) as connection:
        rows: list[Any] = []
        for each in statements:
            result = connection.exec_driver_sql(each)
            rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


# What PostgreSQL holds of tables, whatever the order in which it came to hold it.
CATALOGUE = (
    """SELECT table_name, column_name, data_type, character_maximum_length, collation_name, is_nullable, column_default,
       generation_expression FROM information_schema.columns WHERE table_schema = current_schema()""",
    """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = current_schema()::regnamespace""",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
)


def ddl(url: str) -> dict[str, list[Any]]:
    """Return what makes each table and index: its columns and constraints, in an order of their own."""
    if url.startswith("sqlite"):
        rows = run(url, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: _parts(sql) for name, sql in rows}
    found: dict[str, list[Any]] = {}
    for table, *what in (row for query in CATALOGUE for row in run(url, query)):
        found.setdefault(table, []).append(tuple(what))
    return {table: sorted(what, key=str) for table, what in found.items()}


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
    assert ddl(migrated) == ddl(url_of(created))


def test_the_migrations_say_what_the_model_says(migrated):
    engine, _ = engine_of(migrated)
    with writing(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, MODEL.metadata)
    engine.dispose()
    # Alembic takes NULLS FIRST for an expression, and sees another index: how indexes are made is compared above.
    ours = [each for each in found if not ("index" in each[0] and engine.name == "postgresql")]
    assert [each for each in ours if "search" not in getattr(each[1], "name", each[1])] == []


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
    url = url_of(created)
    before = ddl(url)
    assert migrations.upgrade(url) == (SCHEMA_VERSION, SCHEMA_VERSION)
    assert ddl(url) == before


def of_version(store: Store, version: str) -> str:
    store.close()
    run(url_of(store), f"UPDATE alembic_version SET version_num = '{version}'")
    return url_of(store)


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


# A graph as the first schema held it: names that a language sorts otherwise than code points do.
NAMES = ("Łęczna", "leczna", "Zamość", "zamość", "Äpfel", "apfel")
FIRST: tuple[tuple[str, list[dict[str, Any]]], ...] = (
    ("revision", [{"number": 1, "time": "2008-05-31T00:00:00Z", "source": "a"}]),
    ("entity", [{"key": 1, "id": "document/a", "type": "Document", "label": "A"},
                *({"key": 2 + n, "id": f"place/c{n}", "type": "City", "label": name} for n, name in enumerate(NAMES))]),
    ("document", [{"key": 1, "title": "A", "title_language": "und", "title_folded": "a"}]),
    ("place", [{"key": 2 + n, "name": name, "name_language": "pl", "name_folded": fold(name), "code": name, "code_folded": fold(name)} for n, name in enumerate(NAMES)]),
    ("change", [{"revision": 1, "entity_key": 1 + n} for n in range(len(NAMES) + 1)]),
    ("evidence", [{"key": 1, "subject_key": 1, "property": "title", "value": "A", "language": "und"},
                  *({"key": 2 + 2 * n, "subject_key": 2 + n, "property": "name", "value": name, "language": "pl"} for n, name in enumerate(NAMES)),
                  *({"key": 3 + 2 * n, "subject_key": 2 + n, "property": "code", "value": name, "language": None} for n, name in enumerate(NAMES))]),
)  # fmt: skip
EVERYWHERE = {
    "entity": {"weight": 1, "revision": 1, "state": "ACTIVE"},
    "evidence": {"document_key": 1, "exact": "words", "prefix": "", "suffix": "", "implied": False, "preferred": False},
}


def said() -> Source:
    """Return the source that such a graph was made of."""
    document, proof = EntityId("document/a"), Quote("words")
    statements = [Statement(document, "title", Text("A"), proof)]
    for number, name in enumerate(NAMES):
        place = EntityId(f"place/c{number}")
        statements += [Statement(place, "name", Text(name, "pl"), proof), Statement(place, "code", name, proof)]
    kinds = {each.subject: "City" for each in statements[1:]}
    return Source("a", document, {document: "Document", **kinds}, tuple(statements))


def fill(connection: Connection) -> None:
    for name, rows in FIRST:
        table = Table(name, MetaData(), autoload_with=connection)
        connection.execute(insert(table), [{**EVERYWHERE.get(name, {}), **row} for row in rows])


@pytest.fixture
def first(databases: Databases, url: str) -> str:
    """The URL of a graph of the first schema."""
    made_by_migrations(url, "0001")
    engine, _ = engine_of(url)
    with writing(engine) as connection:
        fill(connection)
    engine.dispose()
    return url


def test_a_graph_of_the_first_schema_becomes_one_like_a_new_one(first, databases):
    assert migrations.upgrade(first) == ("0001", SCHEMA_VERSION)
    url = databases.new()
    new, old = Store.create(url, MODEL, [said()]), Store.open(first, MODEL)
    assert ddl(first) == ddl(url)
    assert list(old.records()) == list(new.records())
    assert old.write([said()]) is None
    asked = "SELECT name FROM place WHERE name > 'a' ORDER BY name", "SELECT name FROM place ORDER BY name DESC"
    for each in (*asked, "SELECT words FROM search ORDER BY words", "SELECT key, type FROM place ORDER BY key"):
        assert run(first, each) == run(url, each)
    assert run(first, asked[0]) == [(name,) for name in sorted(NAMES) if name > "a"]
    for store in (new, old):
        store.close()
    databases.remove(url)


def test_nothing_but_a_migration_touches_a_graph_of_the_first_schema(first):
    before = ddl(first)
    for use in (lambda: Store.open(first, MODEL), lambda: Store.create(first, MODEL, [said()])):
        with pytest.raises(DatabaseError) as error:
            use()
        assert "\n" not in str(error.value)
    with pytest.raises(SchemaOutdated, match=r"has schema 0001, wanted is .*: run `ogniwo migrate --database "):
        Store.open(first, MODEL)
    assert ddl(first) == before


@pytest.mark.parametrize("version", ["0000", "9999", "a1b2c3"])
def test_a_version_that_no_migration_knows_is_refused_in_one_line_and_left_alone(created, version):
    url = of_version(created, version)
    before = ddl(url)
    with pytest.raises(DatabaseError) as error:
        migrations.upgrade(url)
    assert "\n" not in str(error.value)
    assert version in str(error.value)
    assert ddl(url) == before
    engine, _ = engine_of(url)
    assert schema_version(engine) == version
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(created, monkeypatch):
    url = url_of(created)
    before = ddl(url)

    def fails(made: Config, _: str) -> None:
        made.attributes["connection"].exec_driver_sql("DROP TABLE search")
        made.attributes["connection"].exec_driver_sql("ALTER TABLE absent ADD COLUMN name TEXT")

    monkeypatch.setattr(command, "upgrade", fails)
    with pytest.raises(DatabaseError) as error:
        migrations.upgrade(url)
    assert "\n" not in str(error.value)
    assert ddl(url) == before


@pytest.mark.parametrize(("url", "wanted"), [("sqlite:///{}/none.db", EmptyDatabase), ("nonsense", NotADatabase)])
def test_what_is_no_graph_cannot_be_migrated(tmp_path, url, wanted):
    with pytest.raises(wanted) as error:
        migrations.upgrade(url.format(tmp_path))
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_a_graph_without_versions_tells_of_what_is_there_and_of_all_that_comes(databases, url):
    store = Store.create(url, MODEL, [said()])
    title = EntityId("document/a")
    store.write([replace(said(), statements=(Statement(title, "title", Text("B"), Quote("words")),))])
    store.close()
    newest = "UPDATE revision SET time = '2001-01-01T00:00:00Z' WHERE number = 2"
    since = ("version", *TABLES)
    run(url, *(f"DROP TABLE {name}" for name in since), "UPDATE alembic_version SET version_num = '0005'", newest)
    assert migrations.upgrade(url) == ("0005", SCHEMA_VERSION)
    old = Store.open(url, MODEL)
    pages = [Changes(old).page(Position(0))]
    old.write([said()])
    pages.append(Changes(old).page(Position(0)))
    old.close()
    known, more = (page.changes for page in pages if page)
    # Of what was overwritten before, nothing is known: of revision 1 there is nobody left.
    assert {(each.revision, each.entity) for each in known} == {
        (2, title),
        *((2, f"place/c{n}") for n in range(len(NAMES))),
    }
    assert list(more[: len(known)]) == list(known)
    assert {each.revision for each in more[len(known) :]} == {3}
    assert [each.time for each in more] == sorted(each.time for each in more)
