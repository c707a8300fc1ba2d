"""What is measured is what people get: a made-up graph is as a writer would have written it, and rivals answer alike."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from benchmarks import questions, rivals
from benchmarks.answers import THOUSAND
from benchmarks.cache import graph
from benchmarks.generator import Generator
from benchmarks.load import load
from benchmarks.paths import path_figures
from benchmarks.processes import rival, served
from benchmarks.questions import Question
from benchmarks.shape import COUNTRIES, NARROW_PROJECTS, Shape
from benchmarks.timing import Failed, RecordingStore, answered, bare, bare_cursor, statements
from graph.kinds import Model
from graph.model import Base
from graph.records import Row, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from schema.engine import Engine, Request
from schema.limits import Limits

MODEL, SHAPE = Model.of(Base), Shape(300)
LEADERS = f"""
    SELECT entity.id, count(*) FROM participation JOIN organization ON organization.key = participation.organization_key
    JOIN place ON place.key = organization.place_key JOIN entity ON entity.key = place.country_key
    WHERE participation.role = 'COORDINATOR' GROUP BY 1 HAVING entity.id IN ('{SHAPE.wide}', '{SHAPE.narrow}')
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made") / "graph.db"
    Generator(MODEL, SHAPE.projects).fill(f"sqlite:///{made}")
    return made


@pytest.fixture(scope="module")
def engine(path: Path) -> Iterator[Engine]:
    store = RecordingStore.open(f"sqlite:///{path}", MODEL)
    yield Engine(store, "http://127.0.0.1:8000/")
    store.close()


def rows(path: Path) -> list[list[Any]]:
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    made = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in sorted(tables)]
    connection.close()
    return made


def source_of(store: Store) -> Source:
    """Return a document that says all that a store holds."""
    document, proof = EntityId("document/all"), Row("all", "1")
    kinds, said = {document: "Document"}, [Statement(document, "title", Text("All"), proof)]
    for record, _ in store.records():
        kinds[record.id] = record.kind
        for name, value in record.values.items():
            values = value if isinstance(value, tuple) else (value,)
            said += [Statement(record.id, name, each, proof) for each in values]
    return Source("all", document, kinds, tuple(said))


def test_a_generated_graph_is_what_a_writer_would_have_written(engine: Engine, tmp_path: Path):
    written = Store.create(f"sqlite:///{tmp_path / 'written.db'}", MODEL, [source_of(engine.store)])
    other = Engine(written, engine.base)
    described = "SELECT id, type, label, weight, state FROM entity WHERE type <> 'Document' ORDER BY id"
    with engine.store.snapshot() as here, written.snapshot() as there:
        assert here.execute(described) == there.execute(described)
    assert [record for record, _ in engine.store.records()] == [
        record for record, _ in written.records() if record.kind != "Document"
    ]
    for word in SHAPE.words(100):
        asked = Request(f'{{search(text: "{word}", first: 100) {{nodes {{id}} totalCount}}}}')
        here_found, there_found = (orjson.loads(answered(each, asked))["data"]["search"] for each in (engine, other))
        assert here_found["totalCount"] == there_found["totalCount"]
        if here_found["totalCount"] <= 100:
            assert sorted(map(str, here_found["nodes"])) == sorted(map(str, there_found["nodes"]))
    written.close()


def test_one_seed_gives_one_graph(path: Path, tmp_path: Path):
    Generator(MODEL, SHAPE.projects).fill(f"sqlite:///{tmp_path / 'again.db'}")
    Generator(MODEL, SHAPE.projects, seed=8).fill(f"sqlite:///{tmp_path / 'other.db'}")
    assert rows(path) == rows(tmp_path / "again.db") != rows(tmp_path / "other.db")


def test_a_kept_graph_is_renewed_when_the_model_has_changed(path: Path, tmp_path: Path):
    told: list[str] = []
    kept = shutil.copy(path, tmp_path / f"{SHAPE.projects}.db")
    assert graph(tmp_path, MODEL, SHAPE.projects, told.append) == kept
    assert told == []
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("DROP INDEX ix_funding_project_key")
        connection.execute("CREATE INDEX ix_old ON funding (rate)")
    graph(tmp_path, MODEL, SHAPE.projects, told.append)
    assert told == ["ix_funding_project_key", "statistics"]
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("ALTER TABLE funding ADD COLUMN old INTEGER")
    graph(tmp_path, MODEL, SHAPE.projects, told.append)
    assert "projects: their tables are new" in told[2]
    assert rows(kept) == rows(path)


def test_a_third_of_the_projects_is_led_by_the_wide_country_and_a_handful_by_the_narrow_one(path: Path):
    cursor = bare_cursor(str(path))
    led = dict(cursor.execute(LEADERS).fetchall())
    cursor.connection.close()
    assert 0.25 < led[SHAPE.wide] / SHAPE.projects < 0.42
    assert led[SHAPE.narrow] == NARROW_PROJECTS


def test_a_generated_graph_has_every_index_of_a_new_one_and_no_broken_key(path: Path, tmp_path: Path):
    Store.create(f"sqlite:///{tmp_path / 'new.db'}", MODEL).close()
    made, new = (sqlite3.connect(each) for each in (path, tmp_path / "new.db"))
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    assert made.execute(indexes).fetchall() == new.execute(indexes).fetchall()
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for each in (made, new):
        each.close()


@pytest.mark.parametrize("country", [1, COUNTRIES])
def test_the_rival_answers_what_we_answer(engine: Engine, path: Path, country: int):
    variables, cursor = {"country": SHAPE.id("place", country)}, bare_cursor(str(path))
    ours = orjson.loads(answered(engine, Request(questions.LIST, None, variables)))["data"]["projects"]["nodes"]
    result: Any = asyncio.run(
        rivals.schema().execute(rivals.LIST, variable_values=variables, context_value=rivals.context(cursor))
    )
    cursor.connection.close()
    assert result.errors is None
    for project in ours:
        project["coordinator"] = project.pop("coordinators")["nodes"][0]["organization"]
        project["partners"] = [each["organization"] for each in project["partners"]["nodes"]]
    assert result.data["projects"] == ours
    assert len(ours) >= NARROW_PROJECTS


def test_the_floor_reads_the_rows_of_the_answer(engine: Engine, path: Path):
    (request,) = Question(questions.POINT, ({"id": SHAPE.id("project", 1)},)).requests
    noted, cursor = statements(engine, request), bare_cursor(str(path))
    assert len(noted) == 3
    assert bare(cursor, noted) >= 1 + 1 + 1
    cursor.connection.close()


def test_a_refusal_is_no_figure(engine: Engine):
    with pytest.raises(Failed, match="A page holds 1 to 100, not 1000"):
        answered(engine, Request(questions.THOUSAND))
    body = orjson.loads(answered(Engine(engine.store, engine.base, Limits(page=THOUSAND)), Request(questions.THOUSAND)))
    assert len(body["data"]["organizations"]["nodes"]) == SHAPE.organizations


def test_every_question_has_an_answer(engine: Engine):
    asked = [questions.point(SHAPE, 20), questions.dearest(SHAPE), *questions.searches(SHAPE).values()]
    assert all(answered(engine, request) for question in asked for request in question.requests)
    bodies = [orjson.loads(body)["query"] for body in questions.different(SHAPE, 40)]
    assert len({answered(engine, Request(body)) for body in bodies}) == len(set(bodies)) == 40


def test_a_cursor_of_one_project_begins_a_page_of_a_filtered_list(engine: Engine):
    for order in questions.ORDERS.values():
        place = Request(questions.place_of(order), None, {"id": SHAPE.id("project", 150)})
        cursor = orjson.loads(answered(engine, place))["data"]["projects"]["edges"][0]["cursor"]
        whole, rest = (
            orjson.loads(answered(engine, Request(questions.filtered(order, after=after), None, variables)))
            for after, variables in ((False, {"country": SHAPE.wide}), (True, {"country": SHAPE.wide, "after": cursor}))
        )
        assert rest["data"]["projects"]["nodes"] != whole["data"]["projects"]["nodes"]


def test_the_client_counts_every_answer_once():
    with served(rival("constant", "100")) as serving:
        made = load(serving.port, [b"{}"] * 50)
        longer = load(serving.port, [b"{}"], seconds=0.2)
    assert (made.requests, made.size, made.failures) == (50, 100, 0)
    assert longer.requests > 8
    assert longer.seconds < 2


def test_paths_are_as_long_as_those_that_are_found_in_memory(path: Path):
    _, others = path_figures(path, SHAPE)
    assert others.holds
    assert others.figure.startswith("0 ")
