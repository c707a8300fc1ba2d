"""Two entities that turn out to be one become one, nothing that was said is lost, and it can be undone."""

from collections.abc import Iterator
from typing import Any

import pytest
from cluster import Databases

from graph.errors import InvalidValue, OgniwoError, UnknownEntity
from graph.kinds import Model
from graph.model import Base
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text

MODEL = Model.of(Base)
MOPS, OTHER, THIRD = (EntityId(f"organization/{each}") for each in ("mops-leczna", "mops-debica", "mops-lezajsk"))


@pytest.fixture
def graph(databases: Databases, seeds: list[Source]) -> Iterator[Store]:
    url = databases.new()
    made = Store.create(url, MODEL, seeds)
    yield made
    made.close()
    databases.remove(url)


def everything(store: Store) -> dict[str, Any]:
    """What the graph holds and why, whatever the order in which it came to know it."""
    return {record.id: (record, sorted(map(repr, evidence))) for record, evidence in store.records()}


def rows(store: Store, statement: str) -> list[Any]:
    with store.snapshot() as snapshot:
        return [tuple(row) for row in snapshot.execute(statement)]


def test_whoever_led_to_the_other_leads_to_the_one_that_is_kept(graph):
    before = everything(graph)
    graph.merge(MOPS, OTHER, "the same centre")
    after = everything(graph)
    assert OTHER not in after
    leading = [name for name, (record, _) in before.items() if OTHER in record.values.values()]
    assert leading
    assert all(OTHER not in after[name][0].values.values() for name in leading)
    assert all(MOPS in after[name][0].values.values() for name in leading)
    assert rows(graph, "SELECT source FROM revision WHERE number = 2") == [
        (f"merge {OTHER} into {MOPS}: the same centre",)
    ]


def test_the_one_has_the_evidence_of_both_each_of_whom_its_document_named(graph):
    said = sum(len(graph.record(name)[1]) for name in (MOPS, OTHER))
    graph.merge(MOPS, OTHER)
    _, evidence = graph.record(MOPS)
    assert len(evidence) == said
    assert {each.subject for each in evidence} == {MOPS, OTHER}


@pytest.mark.parametrize("others", [[OTHER], [OTHER, THIRD]])
def test_what_was_merged_and_unmerged_is_as_it_was(graph, others):
    before = everything(graph)
    for other in others:
        graph.merge(MOPS, other)
    assert everything(graph) != before
    for other in others:
        graph.unmerge(other)
    assert everything(graph) == before
    assert rows(graph, "SELECT count(*) FROM merged") == [(0,)]


def test_merges_follow_each_other_and_are_undone_one_by_one(graph):
    before = everything(graph)
    graph.merge(OTHER, THIRD)
    between = everything(graph)
    graph.merge(MOPS, OTHER)
    assert {each.subject for each in graph.record(MOPS)[1]} == {MOPS, OTHER, THIRD}
    graph.unmerge(OTHER)
    assert everything(graph) == between
    graph.unmerge(THIRD)
    assert everything(graph) == before


def test_the_inner_of_two_merges_may_be_undone_first(graph):
    before = everything(graph)
    graph.merge(OTHER, THIRD)
    graph.merge(MOPS, OTHER)
    graph.unmerge(THIRD)
    graph.unmerge(OTHER)
    assert everything(graph) == before


def test_a_document_that_is_read_again_speaks_of_the_one_that_is_kept(graph, seeds):
    graph.merge(MOPS, OTHER)
    merged = everything(graph)
    assert graph.write(seeds) is None
    assert everything(graph) == merged


@pytest.mark.parametrize(
    ("kept", "other", "error", "said"),
    [
        (MOPS, MOPS, InvalidValue, "is one already"),
        (MOPS, "organization/nobody", UnknownEntity, "There is no organization/nobody."),
        (MOPS, "place/leczna", InvalidValue, "cannot be one"),
        ("place/leczna", "place/lubelskie", InvalidValue, "would lead to itself"),
    ],
)
def test_what_cannot_be_one_is_refused_and_nothing_changes(graph, kept, other, error: type[OgniwoError], said):
    before = everything(graph)
    with pytest.raises(error, match=said):
        graph.merge(EntityId(kept), EntityId(other))
    assert everything(graph) == before


def test_what_is_merged_is_not_merged_again(graph):
    graph.merge(MOPS, OTHER)
    with pytest.raises(InvalidValue, match=f"is merged into {MOPS}"):
        graph.merge(THIRD, OTHER)
    with pytest.raises(InvalidValue, match="is not merged"):
        graph.unmerge(THIRD)
    with pytest.raises(UnknownEntity):
        graph.unmerge(EntityId("organization/nobody"))


def place(document: str, name: str) -> Source:
    """Return a document that names a city."""
    said, city, proof = EntityId(f"document/{document}"), EntityId(f"place/{name}"), Quote("words")
    statements = Statement(said, "title", Text(document), proof), Statement(city, "name", Text(name), proof)
    return Source(document, said, {said: "Document", city: "City"}, statements)


def nothing(document: str) -> Source:
    """Return a document that speaks of nobody but itself."""
    title = EntityId(f"document/{document}")
    return Source(document, title, {title: "Document"}, (Statement(title, "title", Text(document), Quote("words")),))


def test_a_merge_is_undone_though_who_was_kept_is_gone(graph):
    kept, other = EntityId("place/kept"), EntityId("place/other")
    graph.write([place("a", "kept"), place("b", "other")])
    graph.merge(kept, other)
    graph.write([nothing("a"), nothing("b")])
    assert not graph.meant(other).is_there
    graph.unmerge(other)
    assert (graph.meant(other).id, graph.meant(other).is_there) == (other, False)
    graph.write([place("b", "other")])
    assert graph.meant(other).is_there
    assert not graph.meant(kept).is_there


@pytest.mark.parametrize("silent", ["a", "b"])
def test_of_whom_no_document_speaks_any_more_a_merge_that_is_undone_leaves_nothing(graph, silent):
    kept, other = EntityId("place/kept"), EntityId("place/other")
    graph.write([place("a", "kept"), place("b", "other")])
    graph.merge(kept, other)
    graph.write([nothing(silent)])
    graph.unmerge(other)
    assert {name: graph.meant(name).is_there for name in (kept, other)} == {kept: silent != "a", other: silent != "b"}
