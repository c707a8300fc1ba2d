"""The examples that the page offers: what each is answered, and with which SQL - golden files beside the queries."""

import re
from collections.abc import Callable
from copy import copy
from pathlib import Path

import orjson
import pytest

from graph.store import Snapshot, Store
from schema.documents import Documents
from schema.engine import Engine, Request

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "web" / "examples").glob("*.graphql"))
Golden = Callable[[str, str], None]

each_example = pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.stem)


class Heard:
    """A snapshot that remembers what it was asked."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.statements: list[str] = []
        self._snapshot = snapshot

    def execute(self, statement: str, arguments: object = ()) -> list[tuple[object, ...]]:
        self.statements.append(statement)
        return self._snapshot.execute(statement, arguments)  # type: ignore[arg-type]


def test_there_are_enough_examples():
    assert len(EXAMPLES) >= 8


@each_example
def test_an_example_is_answered_as_on_file(file: Path, engine: Engine, golden: Golden):
    answer = engine.answer(Request(file.read_text(encoding="utf-8")))
    assert not answer.errors
    golden(f"{file.stem}.json", orjson.dumps(answer.body, option=orjson.OPT_INDENT_2).decode())


@each_example
def test_an_example_finds_something(file: Path, engine: Engine):
    text = orjson.dumps(engine.answer(Request(file.read_text(encoding="utf-8"))).body).decode()
    assert re.search(r'"(id|title|name|label)":"', text), "an example that finds nothing teaches nothing"


def test_the_readme_lists_each_example():
    row = re.compile(r"^\| (.+) / (.+) \| \[.+\]\(web/examples/(.+)\) \|$", re.MULTILINE)
    assert row.findall((ROOT / "README.md").read_text("utf-8")) == [(*_questions(each), each.name) for each in EXAMPLES]


def _questions(file: Path) -> list[str]:
    """Return what an example asks, in Polish and in English, as it says itself."""
    return [line.removeprefix("# ") for line in file.read_text("utf-8").splitlines()[:2]]


@pytest.fixture
def fresh(engine: Engine) -> Engine:
    """An engine that remembers nothing: whoever knows where a filter leads does not count again."""
    made = copy(engine)
    made.documents = Documents(engine.schema, engine.limits)
    return made


@each_example
def test_an_example_sends_the_sql_on_file(file: Path, fresh: Engine, store: Store, golden_sql: Golden):
    plan, given = fresh.plan(Request(file.read_text(encoding="utf-8")))
    with store.snapshot() as snapshot:
        heard = Heard(snapshot)
        plan.run(heard.execute, store.dialect, given)
    golden_sql(f"{file.stem}.sql", "\n\n".join(f"{each};" for each in heard.statements))


@each_example
def test_an_example_says_in_both_languages_what_it_asks(file: Path):
    polish, english, *_ = file.read_text(encoding="utf-8").splitlines()
    assert polish.startswith("# ")
    assert english.startswith("# ")
