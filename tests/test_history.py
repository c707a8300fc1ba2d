"""A version of an entity is kept whole, and only when the entity is written again; time goes forward."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from cluster import Databases
from hypothesis import given
from hypothesis import strategies as st
from strategies import evidence, ids, records

from graph.changes import Changes, Position
from graph.history import State, content, opened, packed, unpacked
from graph.kinds import Model
from graph.model import Base
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text

MODEL = Model.of(Base)


@pytest.fixture
def graph(databases: Databases, seeds: list[Source]) -> Iterator[Store]:
    url = databases.new()
    made = Store.create(url, MODEL, seeds)
    yield made
    made.close()
    databases.remove(url)


def rows(store: Store, statement: str) -> list[Any]:
    with store.snapshot() as snapshot:
        return [tuple(row) for row in snapshot.execute(statement)]


def city(name: str) -> Source:
    """Return a document that names one city."""
    document, proof = EntityId("document/cities"), Quote("words")
    title = Statement(document, "title", Text("Cities"), proof)
    kinds = {document: "Document", EntityId("place/city"): "City"}
    return Source("cities", document, kinds, (title, Statement(EntityId("place/city"), "name", Text(name), proof)))


@given(st.data())
def test_a_version_is_read_as_it_was_written(data: st.DataObject):
    record = data.draw(records(MODEL))
    proofs = data.draw(evidence(MODEL, record))
    others = tuple(data.draw(st.lists(ids(MODEL.kinds[record.kind]), max_size=2)))
    state = State(record, proofs, others)
    text = content(MODEL, state)
    assert unpacked(MODEL, record.id, opened(packed(text))) == state
    assert len(content(MODEL, replace(state, evidence=proofs[::-1]))) == len(text)


@pytest.mark.parametrize("state", [State(), State(into=EntityId("place/leczna"))])
def test_who_is_not_there_is_kept_too(state: State):
    assert unpacked(MODEL, EntityId("place/debica"), opened(packed(content(MODEL, state)))) == state
    assert unpacked(MODEL, EntityId("place/debica"), opened(None)) == State()


def test_what_comes_in_first_keeps_nothing_and_what_changes_keeps_itself_alone(graph: Store):
    assert rows(graph, "SELECT count(*) FROM version") == [(0,)]
    graph.write([city("A")])
    assert rows(graph, "SELECT count(*) FROM version") == [(0,)]
    graph.write([city("B")])
    found = rows(
        graph, "SELECT entity.id, version.revision FROM version JOIN entity ON entity.key = version.entity_key"
    )
    assert found == [("place/city", 2)]
    assert graph.write([city("B")]) is None
    assert rows(graph, "SELECT count(*) FROM version") == [(1,)]


def test_what_fails_keeps_nothing(graph: Store):
    graph.write([city("A")])
    with suppress(RuntimeError), graph.writing() as writer:
        before = writer.held([EntityId("place/city")])
        writer.save(before, before, writer.begin_revision("fails"))
        assert writer.connection.exec_driver_sql("SELECT count(*) FROM version").scalar() == 1
        raise RuntimeError
    assert rows(graph, "SELECT count(*) FROM version") == [(0,)]


def test_no_revision_is_earlier_than_the_one_before_whatever_the_clock_says(graph: Store):
    with graph.writing() as writer:
        writer.connection.exec_driver_sql("UPDATE revision SET time = '2999-01-01T00:00:00Z'")
    for name in ("A", "B"):
        graph.write([city(name)])
    page = Changes(graph).page(Position(1))
    assert page is not None
    assert {each.time for each in page.changes} == {"2999-01-01T00:00:00.001Z", "2999-01-01T00:00:00.002Z"}
