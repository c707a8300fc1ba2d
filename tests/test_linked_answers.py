"""What a query selects, as triples: of the answer all that RDF can say, and nothing that the whole graph does not say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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

Triples = frozenset[str]


def exported(store: Store) -> Triples:
    return frozenset("".join(export(MODEL, NTriples(MODEL, BASE), store.records(), store.merges())).splitlines())


@pytest.fixture(scope="session")
def whole(store: Store) -> Triples:
    return exported(store)


@pytest.fixture(scope="session")
def linked(engine: Engine) -> LinkedEngine:
    return LinkedEngine(engine)


@given(drawn=queries(TYPES, POOLS), others=st.booleans())
@settings(max_examples=150)
def test_every_triple_of_an_answer_is_one_of_the_whole_graph(
    drawn: Query, others: bool, linked: LinkedEngine, whole: Triples
):
    values = [POOLS.other(value) for value in drawn.values] if others else drawn.values
    text, variables = drawn.with_literals(values)
    answer = linked.answer(Request(text, None, variables, format="ntriples"))
    if answer.text is None:
        return
    lines = [line for line in answer.text.decode().splitlines() if not line.startswith("# ")]
    assert len(lines) == len(set(lines))
    assert set(lines) <= whole
