"""What a query selects, as triples: of the answer all that RDF can say, and nothing that the whole graph does not say."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from queries import Query, queries

from graph.kinds import Model
from graph.model import Base
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples
from graph.store import Store
from schema.engine import Engine, Request
from schema.linked.engine import LinkedEngine
from schema.types import schema
from tests.conftest import BASE
from tests.test_equality import POOLS

MODEL = Model.of(Base)
TYPES = schema(MODEL)._schema

FORMATS = ("ntriples", "turtle", "jsonld")


def exported(store: Store) -> set[pyoxigraph.Triple]:
    return triples("".join(export(MODEL, NTriples(MODEL, BASE), store.records(), store.merges())))


@pytest.fixture(scope="session")
def whole(store: Store) -> set[pyoxigraph.Triple]:
    return exported(store)


@pytest.fixture(scope="session")
def linked(engine: Engine) -> LinkedEngine:
    return LinkedEngine(engine)


def triples(text: str) -> set[pyoxigraph.Triple]:
    return {each.triple for each in pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS)}


def expanded(document: Any) -> set[pyoxigraph.Triple]:
    """Return what a document of JSON-LD says, as PyLD reads it."""
    return triples(jsonld.to_rdf(document, {"format": "application/n-quads"}))


def plain(shown: Any) -> Any:
    """Return an answer without what JSON-LD has beside it."""
    if isinstance(shown, dict):
        return {key: plain(each) for key, each in shown.items() if not (key.startswith("@") or key.endswith("@"))}
    return [plain(each) for each in shown] if isinstance(shown, list) else shown


Ask = Callable[..., set[pyoxigraph.Triple]]


@pytest.fixture(scope="session")
def ask(engine: Engine, linked: LinkedEngine) -> Ask:
    """Ask in every format, check that all say the same, and return what they say."""

    def asked(query: str, variables: Mapping[str, Any] | None = None) -> set[pyoxigraph.Triple]:
        answers = {name: linked.answer(Request(query, None, variables or {}, format=name)) for name in FORMATS}
        json = engine.answer(Request(query, None, variables or {}))
        for answer in answers.values():
            assert [each.formatted for each in answer.errors] == [each.formatted for each in json.errors]
        if json.data is None:
            return set()
        texts = {name: (answer.text or b"").decode() for name, answer in answers.items()}
        lines = [line for line in texts["ntriples"].splitlines() if not line.startswith("# ")]
        assert len(lines) == len(set(lines))
        found = triples(texts["ntriples"])
        assert len(lines) == len(found)
        turtle = list(pyoxigraph.parse(texts["turtle"], pyoxigraph.RdfFormat.TURTLE))
        assert len(turtle) == len(found)
        assert {each.triple for each in turtle} == found
        shown = orjson.loads(texts["jsonld"])
        assert orjson.dumps(plain(shown)) == orjson.dumps(json.body)
        assert expanded(shown) == found, query
        return found

    return asked


@given(drawn=queries(TYPES, POOLS), others=st.booleans())
@settings(max_examples=150)
def test_every_triple_of_an_answer_is_one_of_the_whole_graph_in_whatever_format(
    drawn: Query, others: bool, ask: Ask, whole: set[pyoxigraph.Triple]
):
    values = [POOLS.other(value) for value in drawn.values] if others else drawn.values
    text, variables = drawn.with_literals(values)
    assert ask(text, variables) <= whole
