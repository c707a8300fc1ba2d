"""The store holds what its sources say, all of it and nothing else; a write is one revision, whole or not there."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from cluster import Databases
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import records_of, strings

from graph.errors import (
    DatabaseError,
    EmptyDatabase,
    InvalidValue,
    NotADatabase,
    OgniwoError,
    ReadTimeout,
    SchemaOutdated,
)
from graph.kinds import Kind, Model
from graph.model import Base
from graph.properties import Identifier, Party
from graph.records import Evidence, Quote, Record, Row, Source, Statement
from graph.resolution import claims_of
from graph.sources import write
from graph.sql.database import writing
from graph.store import SCHEMA_VERSION, Store
from graph.values import LARGEST_INTEGER, EntityId, Money, PartialDate, Text
from graph.writing import Writer
from schema.engine import Engine, Request

MODEL = Model.of(Base)
ROW = Row("a table", "1")
QUOTE = Quote("words", "before ", " after")
CITY, REGION, COUNTRY = EntityId("place/city"), EntityId("place/region"), EntityId("place/country")
CENTRE, TIE = EntityId("organization/centre"), EntityId("partnership/tie")

Fact = tuple[str, str, Any]


def source(name: str, kinds: dict[str, str], *facts: Fact, published: str | None = None, **flags: Any) -> Source:
    """Return what a document says: kinds by id, and facts as (subject, property, value)."""
    document = EntityId(f"document/{name}")
    own: list[Fact] = [(document, "title", Text(name))]
    own += [(document, "published", PartialDate(published))] if published else []
    given_flags = {"proof": QUOTE, **flags}
    statements = [Statement(EntityId(subject), item, value, **given_flags) for subject, item, value in facts]
    return Source(
        name,
        document,
        {document: "Document", **{EntityId(each): kind for each, kind in kinds.items()}},
        (*(Statement(EntityId(subject), item, value, QUOTE) for subject, item, value in own), *statements),
    )


def city(name: str = "a", *facts: Fact, **options: Any) -> Source:
    return source(name, {CITY: "City"}, (CITY, "name", Text("City")), *facts, **options)


NOTHING = source("a", {})


@pytest.fixture(scope="module")
def empty(databases: Databases) -> Iterator[str]:
    """The URL of a graph of nothing: to copy it is sooner done than to make it."""
    made = databases.new()
    Store.create(made, MODEL).close()
    yield made
    databases.remove(made)


@pytest.fixture
def graph(databases: Databases, empty: str) -> Iterator[Callable[..., Store]]:
    """Return what makes a graph in a database of its own."""
    made: list[Store] = []

    def make(*sources: Source) -> Store:
        made.append(Store.open(databases.copy(empty), MODEL))
        made[-1].write(sources)
        return made[-1]

    yield make
    for store in made:
        store.close()
        databases.remove(url_of(store))


def url_of(store: Store) -> str:
    return store._engine.url.render_as_string(hide_password=False)


def run(store: Store, statement: str) -> None:
    """Run a statement as it is."""
    with writing(store._engine) as connection:
        connection.exec_driver_sql(statement)


def held(store: Store) -> list[tuple[Record, list[Evidence]]]:
    return list(store.records())


def values(store: Store, name: str) -> dict[str, Any]:
    found = store.record(name)
    assert found is not None
    return dict(found[0].values)


def proofs(store: Store, name: str, item: str) -> list[tuple[Any, str]]:
    """Return the evidence of a property: each value with its document."""
    found = store.record(name)
    assert found is not None
    return [(each.value, each.document.removeprefix("document/")) for each in found[1] if item in each.properties]


def cells(store: Store, statement: str) -> list[tuple[Any, ...]]:
    with store.snapshot() as snapshot:
        return snapshot.execute(statement)


def cell(store: Store, statement: str) -> Any:
    return cells(store, statement)[0][0]


def searched(store: Store, word: str) -> int:
    """Return how many entities a search for a word finds."""
    answer = Engine(store, "http://127.0.0.1:8000/").answer(Request(f'{{ search(text: "{word}") {{ totalCount }} }}'))
    assert answer.data
    return int(answer.data["search"]["totalCount"])


def changed(store: Store, revision: int) -> set[str]:
    with store.snapshot() as snapshot:
        rows = snapshot.execute(
            f"SELECT id FROM change JOIN entity ON entity.key = change.entity_key WHERE change.revision = {revision}"
        )
    return {name for (name,) in rows}


# What is written is read.


def world(model: Model) -> Source:
    """Return a source with one entity of each kind, which others may lead to."""
    kinds = {EntityId(f"{kind.prefix}/world-{kind.name.lower()}"): kind for kind in model.concrete}
    samples = {Text: Text("World"), int: 1}
    facts: list[Fact] = []
    for name, kind in kinds.items():
        if not any(item.required for item in kind.stored):
            facts.append((name, "name", samples[Text]))
        for item in kind.stored:
            if item.required and item.is_link:
                facts.append((name, item.name, target(kinds, model, item.target or "Entity")))
            elif item.required:
                facts.append(
                    (name, item.name, next(iter(item.type.__members__)) if item.is_code else samples[item.type])
                )
    return source("world", {name: kind.name for name, kind in kinds.items()}, *facts)


def target(names: Sequence[EntityId] | dict[EntityId, Kind], model: Model, kind: str) -> EntityId:
    slugs = [f"world-{each.name.lower()}" for each in model.members(kind)]
    return next(each for each in names if each.split("/")[1] in slugs)


WORLD = world(MODEL)
WORLD_IDS = tuple(WORLD.kinds)


def settled(record: Record) -> Record:
    """Return a record whose links lead to the world, and whose values stand in the order of the store."""
    kind = MODEL.kinds[record.kind]
    made: dict[str, Any] = {}
    for name, value in record.values.items():
        item = kind.properties[name]
        if item.type is Party:
            made[name] = tuple(dict.fromkeys(replace(e, entity=_known(e.entity.prefix)) for e in value))
        elif item.is_link:
            to = target(WORLD_IDS, MODEL, item.target or "Entity")
            made[name] = (to,) if item.many else to
        elif item.type is Text and not item.many:
            first = next((each for each in value if each.language == "pl"), value[0])
            others = sorted((each for each in value if each is not first), key=lambda each: each.language)
            made[name] = (first, *others)
        else:
            made[name] = value % (LARGEST_INTEGER + 1) if item.type is int else value
    return replace(record, values=made)


def _known(prefix: str) -> EntityId:
    return next(each for each in WORLD_IDS if each.prefix == prefix)


def stated(record: Record, proof: Quote | Row, **flags: Any) -> tuple[Statement, ...]:
    """Return the statements that make up a record."""
    return tuple(
        Statement(record.id, name, each, proof, **flags)
        for name, value in record.values.items()
        for each in (value if isinstance(value, tuple) else (value,))
    )


@pytest.fixture(scope="module")
def drawn(databases: Databases) -> Iterator[tuple[Store, Store]]:
    """Two graphs of the world, which hold at each draw what the last one left."""
    stores = tuple(Store.create(databases.new(), MODEL, [WORLD]) for _ in range(2))
    yield stores[0], stores[1]
    for store in stores:
        store.close()


quotes = st.builds(Quote, strings, st.just("") | strings, st.just("") | strings)


@pytest.mark.parametrize("kind", MODEL.concrete, ids=lambda kind: kind.name)
@settings(max_examples=5)
@given(data=st.data())
def test_what_is_written_of_an_entity_is_read_again_with_its_evidence(kind, data, drawn):
    store, _ = drawn
    record = settled(data.draw(records_of(MODEL, kind).filter(lambda drawn: drawn.values)))
    proof = data.draw(st.just(ROW) | quotes)
    implied, preferred = data.draw(st.booleans()), data.draw(st.booleans())
    said = source("drawn", {record.id: kind.name})
    said = replace(said, statements=(*said.statements, *stated(record, proof, implied=implied, preferred=preferred)))
    store.write([said])
    revision = store.revision()
    found = store.record(record.id)
    assert found is not None
    assert found[0] == record
    claims = claims_of(found[0], found[1], {})
    assert {claim.statement for claim in claims} == {each for each in said.statements if each.subject == record.id}
    assert {claim.document for claim in claims} == {said.document}
    assert store.write([said]) is None
    assert store.revision() == revision


@pytest.mark.parametrize("kind", MODEL.concrete, ids=lambda kind: kind.name)
@settings(max_examples=3)
@given(data=st.data())
def test_the_graph_is_the_same_in_whatever_order_its_documents_were_written(kind, data, drawn):
    name = EntityId(f"{kind.prefix}/shared-{kind.name.lower()}")
    sources = []
    for document in "abc":
        record = replace(settled(data.draw(records_of(MODEL, kind))), id=name)
        published = data.draw(st.sampled_from([None, "2008", "2008-05", "2009"]))
        said = source(document, {name: kind.name}, published=published)
        proof, preferred = data.draw(st.just(ROW) | quotes), data.draw(st.booleans())
        sources.append(replace(said, statements=(*said.statements, *stated(record, proof, preferred=preferred))))
    at_once, one_by_one = drawn
    at_once.write(sources)
    for each in data.draw(st.sampled_from(list(permutations(sources)))):
        one_by_one.write([each])
    for each in (name, *(said.document for said in sources)):
        assert one_by_one.record(each) == at_once.record(each)
    assert one_by_one.write(sources) is None


def test_records_come_in_the_order_of_ids_each_once(store):
    found = [record.id for record, _ in store.records()]
    by_family = [[name for name in found if name.prefix == family.prefix] for family in store.model.families]
    assert found == [name for names in by_family for name in names]
    assert all(names == sorted(set(names)) for names in by_family)


def test_records_are_read_by_family_and_by_id(store):
    places = store.model.kinds["Place"]
    assert {record.id.prefix for record, _ in store.records(places)} == {"place"}
    assert [record.id for record, _ in store.records(places, ["place/it", "place/none", "project/x"])] == ["place/it"]
    assert [record.id for record, _ in store.records(ids=["place/it", "organization/frse"])] == [
        "organization/frse",
        "place/it",
    ]
    assert list(store.records(ids=[])) == []


@pytest.mark.parametrize(
    "name", ["", "place", "place/none", "nothing/it", "place/it'", "place/%", "place/\0", "PLACE/IT"]
)
def test_an_id_of_nothing_finds_nothing(store, name):
    assert store.record(name) is None


def test_more_entities_than_a_batch_are_all_read(graph, monkeypatch):
    monkeypatch.setattr("graph.reading.BATCH", 7)
    monkeypatch.setattr("graph.store.BATCH", 7)
    names = {f"place/{number}": "City" for number in range(50)}
    store = graph(source("a", names, *((name, "name", Text(name)) for name in names)))
    assert {record.id for record, _ in store.records()} == {*names, "document/a"}
    assert len(list(store.records(ids=list(names)))) == 50


def test_more_entities_than_a_statement_takes_are_written_and_withdrawn(graph):
    names = {f"place/{number}": "City" for number in range(1_200)}
    store = graph(source("a", names, *((name, "name", Text(name)) for name in names)))
    assert len(held(store)) == 1_201
    store.write([NOTHING])
    assert [record.id for record, _ in store.records()] == ["document/a"]


# Revisions.


def test_a_new_graph_has_no_revision_and_no_records(graph):
    store = graph()
    assert store.revision() == 0
    assert held(store) == []


def test_a_source_written_again_changes_nothing(graph):
    store = graph(city())
    before = held(store)
    assert store.revision() == 1
    assert store.write([city()]) is None
    assert store.revision() == 1
    assert held(store) == before


def test_a_revision_says_when_and_by_which_sources(graph):
    store = graph()
    assert store.write([city("a"), city("b")]) == 1
    with store.snapshot() as snapshot:
        ((number, when, by),) = snapshot.execute("SELECT number, time, source FROM revision")
    assert (number, by) == (1, "a, b")
    assert abs(time.mktime(time.strptime(when, "%Y-%m-%dT%H:%M:%SZ")) - time.mktime(time.gmtime())) < 60


def test_a_changed_source_makes_one_revision_that_changes_only_what_differs(graph):
    kinds = {CITY: "City", REGION: "Region"}
    facts = (CITY, "name", Text("City")), (REGION, "name", Text("Region"))
    store = graph(source("a", kinds, *facts))
    keys = cells(store, "SELECT key FROM entity ORDER BY id")
    assert store.write([source("a", kinds, *facts, (REGION, "code", "R"))]) == 2
    assert changed(store, 2) == {REGION}
    assert values(store, REGION) == {"name": (Text("Region"),), "code": "R"}
    assert cell(store, f"SELECT revision FROM entity WHERE id = '{CITY}'") == 1
    assert cell(store, f"SELECT revision FROM entity WHERE id = '{REGION}'") == 2
    assert cells(store, "SELECT key FROM entity ORDER BY id") == keys


def test_a_statement_that_vanishes_from_its_document_vanishes(graph):
    store = graph(city("a", (CITY, "code", "C"), (CITY, "name", Text("Stadt", "de"))))
    assert store.write([city("a")]) == 2
    assert values(store, CITY) == {"name": (Text("City"),)}
    assert proofs(store, CITY, "code") == []
    assert cell(store, "SELECT count(*) FROM translation") == 0


def test_a_proof_that_changes_is_a_change(graph):
    store = graph(city())
    assert store.write([city(proof=Quote("other words"))]) == 2
    found = store.record(CITY)
    assert found is not None
    assert found[1][0].proof == Quote("other words")


def test_what_one_document_gives_up_another_may_still_say(graph):
    store = graph(city("a", (CITY, "code", "C")), city("b"))
    store.write([NOTHING])
    assert values(store, CITY) == {"name": (Text("City"),)}
    assert proofs(store, CITY, "name") == [(Text("City"), "b")]


def test_an_entity_that_nobody_speaks_of_any_more_is_withdrawn(graph):
    store = graph(city())
    assert store.write([NOTHING]) == 2
    assert store.record(CITY) is None
    assert changed(store, 2) == {CITY}
    assert cell(store, f"SELECT state FROM entity WHERE id = '{CITY}'") == "WITHDRAWN"
    assert searched(store, "city") == 0
    assert cell(store, "SELECT count(*) FROM place") == 0
    assert store.write([NOTHING]) is None


def test_a_withdrawn_entity_can_come_back_under_its_key(graph):
    store = graph(city())
    key = cell(store, f"SELECT key FROM entity WHERE id = '{CITY}'")
    store.write([NOTHING])
    assert store.write([city("b")]) == 3
    assert values(store, CITY) == {"name": (Text("City"),)}
    assert cell(store, f"SELECT key FROM entity WHERE id = '{CITY}'") == key
    assert searched(store, "city") == 1


def test_an_entity_of_which_nothing_is_said_is_not_there(graph):
    silent = source("a", {CITY: "City"})
    store = graph(silent)
    assert store.record(CITY) is None
    assert store.write([silent]) is None


def test_an_entity_keeps_its_id_when_its_kind_changes(graph):
    store = graph(city())
    store.write([source("a", {CITY: "Region"}, (CITY, "name", Text("City")))])
    found = store.record(CITY)
    assert found is not None
    assert found[0] == Record(CITY, "Region", {"name": (Text("City"),)})


def test_words_are_found_by_what_an_entity_holds_now(graph):
    store = graph(city("a", (CITY, "name", Text("Łęczna", "pl"))))
    assert searched(store, "leczna") == 1
    store.write([city("a", (CITY, "name", Text("Dębica", "pl")))])
    assert searched(store, "leczna") == 0
    assert searched(store, "debica") == 1


def test_words_beyond_what_an_index_holds_are_found_by_what_it_does_hold(graph):
    most = 2**18
    one, other = EntityId("document/a"), EntityId("document/b")
    store = graph(
        city("a", (one, "note", Text("ł" * 3_000 + " short", "pl"))),
        source("b", {}, (other, "note", Text(" ".join(f"w{n}" for n in range(most // 4))))),
    )
    assert searched(store, "ł" * 200) == searched(store, "l" * 150) == searched(store, "short") == 1
    assert searched(store, "w0") == searched(store, "w9999") == 1


def test_a_name_that_no_index_could_hold_is_refused_and_a_shorter_one_is_ordered(graph):
    longest = "ż" * 2_000  # as many bytes, folded
    store = graph(source("a", {REGION: "Region"}, (REGION, "name", Text(longest, "pl"))))
    with pytest.raises(InvalidValue, match="place/region: its name has 2001 bytes, and may have 2000"):
        store.write([source("b", {REGION: "Region"}, (REGION, "name", Text(longest + "a", "pl")), published="2020")])
    answer = Engine(store, "http://127.0.0.1/").answer(Request("{regions(orderBy: [{name: ASC}]) {nodes {name}}}"))
    assert answer.data == {"regions": {"nodes": [{"name": longest}]}}


@pytest.mark.parametrize(
    "made",
    [
        lambda: Text("a", "pl-" + "-".join(["variant"] * 5)),
        lambda: Identifier("WIKIDATA", "x" * 256),
        lambda: Row("t" * 201, "1"),
        lambda: Row("t", "1" * 201),
    ],
)
def test_what_is_longer_than_its_column_is_refused_whatever_the_engine(made):
    with pytest.raises(InvalidValue, match="characters, and may have"):
        made()


def test_what_is_as_long_as_its_column_is_written(graph):
    long = Text("a", "pl-" + "-".join(["variant"] * 4)), Identifier("WIKIDATA", "ł" * 255)
    store = graph(city("a", (CITY, "name", long[0]), (CITY, "identifiers", long[1]), proof=Row("ł" * 200, "1" * 200)))
    assert values(store, CITY)["identifiers"] == (long[1],)


def test_a_list_that_is_empty_leaves_no_trace(graph):
    store = graph(city())
    assert cell(store, "SELECT count(*) FROM entity_identifiers") == 0
    assert "identifiers" not in values(store, CITY)


# Documents that disagree.


def code(name: str, value: str, **options: Any) -> Source:
    return city(name, (CITY, "code", value), **options)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (code("a", "A", published="2008"), code("b", "B", published="2009"), "B"),
        (code("a", "A", published="2009"), code("b", "B", published="2008"), "A"),
        (code("a", "A", published="2008"), code("b", "B", published="2008-05"), "A"),  # 2008 may be the later day
        (code("a", "A", published="0900"), code("b", "B"), "A"),  # an undated one is the oldest
        (code("a", "A"), code("b", "B"), "B"),  # by id, so that it is always the same
        (code("a", "A", preferred=True), code("b", "B", published="2009"), "A"),
        (code("a", "A", preferred=True), code("b", "B", published="2009", preferred=True), "B"),
    ],
)
@pytest.mark.parametrize("proof", [QUOTE, ROW], ids=["quote", "row"])
def test_of_two_values_the_preferred_one_stands_or_else_the_newest_and_both_are_proved(
    graph, first, second, shown, proof
):
    first, second = (
        replace(each, statements=tuple(replace(one, proof=proof) for one in each.statements))
        for each in (first, second)
    )
    for store in (graph(first, second), graph(second, first), graph(first)):
        store.write([second])
        assert values(store, CITY)["code"] == shown
        assert sorted(proofs(store, CITY, "code")) == [("A", "a"), ("B", "b")]


def test_what_documents_say_differently_is_called_disputed_as_long_as_they_do(graph):
    store = graph(code("a", "A", published="2008"), code("b", "B", published="2009"))
    asked = Request(f'{{ node(id: "{CITY}") {{ disputed }} }}')
    engine = Engine(store, "http://127.0.0.1:8000/")
    assert engine.answer(asked).body == {"data": {"node": {"disputed": ["code"]}}}
    store.write([code("b", "A", published="2009")])
    assert engine.answer(asked).body == {"data": {"node": {"disputed": []}}}


def test_when_the_newer_document_gives_up_its_value_the_older_one_stands_undisputed(graph):
    store = graph(code("a", "A", published="2008"), code("b", "B", published="2009"))
    store.write([city("b", published="2009")])
    assert values(store, CITY)["code"] == "A"
    assert proofs(store, CITY, "code") == [("A", "a")]


def test_a_document_that_gets_older_loses_its_precedence(graph):
    store = graph(code("a", "A", published="2008"), code("b", "B", published="2009"))
    store.write([code("b", "B", published="2007")])
    assert values(store, CITY)["code"] == "A"


def test_rows_that_agree_have_no_values_of_their_own(graph):
    store = graph(code("a", "A", proof=ROW), code("b", "A", proof=ROW))
    found = store.record(CITY)
    assert found is not None
    assert [(each.properties, each.value) for each in found[1]] == [(("name", "code"), None)] * 2


def test_a_row_gets_its_value_when_another_document_disagrees_and_loses_it_when_that_is_over(graph):
    store = graph(code("a", "A", proof=ROW))
    assert proofs(store, CITY, "code") == [(None, "a")]
    store.write([code("b", "B", published="2008")])
    assert sorted(proofs(store, CITY, "code")) == [("A", "a"), ("B", "b")]
    store.write([city("b", published="2008")])
    assert proofs(store, CITY, "code") == [(None, "a")]
    assert values(store, CITY)["code"] == "A"


def test_each_row_proves_only_the_language_that_it_gave(graph):
    polish = source("a", {CITY: "City"}, (CITY, "name", Text("Miasto", "pl")), proof=ROW)
    english = source("b", {CITY: "City"}, (CITY, "name", Text("Town", "en")), proof=ROW)
    store = graph(polish, english)
    assert values(store, CITY)["name"] == (Text("Miasto", "pl"), Text("Town", "en"))
    store.write([source("b", {CITY: "City"}, (CITY, "name", Text("City", "en")), proof=ROW)])
    assert values(store, CITY)["name"] == (Text("Miasto", "pl"), Text("City", "en"))
    assert sorted(proofs(store, CITY, "name"), key=str) == [(Text("City", "en"), "b"), (Text("Miasto", "pl"), "a")]
    store.write([source("b", {})])
    assert values(store, CITY)["name"] == (Text("Miasto", "pl"),)


def test_a_list_holds_the_items_of_all_documents_each_once(graph):
    name = EntityId("project/work")
    kinds, title = {name: "Project"}, (name, "title", Text("Work"))
    store = graph(
        source("a", kinds, title, (name, "remarks", Text("one")), (name, "remarks", Text("two")), proof=ROW),
        source("b", kinds, title, (name, "remarks", Text("two")), (name, "remarks", Text("three")), proof=ROW),
    )
    assert set(values(store, name)["remarks"]) == {Text("one"), Text("two"), Text("three")}
    store.write([source("a", {})])
    assert values(store, name)["remarks"] == (Text("two"), Text("three"))


def test_money_in_two_currencies_disagrees(graph):
    name = EntityId("project/work")
    kinds, title = {name: "Project"}, (name, "title", Text("Work"))
    zloty, euro = Money(100, "PLN"), Money(100, "EUR")
    store = graph(
        source("a", kinds, title, (name, "budget", zloty), published="2008"),
        source("b", kinds, title, (name, "budget", euro), published="2007"),
    )
    assert values(store, name)["budget"] == zloty
    assert {value for value, _ in proofs(store, name, "budget")} == {zloty, euro}


# What cannot be is refused, and leaves nothing.


def refused(store: Store, *sources: Source) -> str:
    """Return why a write is refused, after making sure that it left no trace."""
    before, revision = held(store), store.revision()
    with pytest.raises(InvalidValue) as error:
        store.write(sources)
    assert held(store) == before
    assert store.revision() == revision
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_link_to_nothing_is_refused(graph):
    line = refused(graph(), city("a", (CITY, "parent", REGION)))
    assert line == f"{CITY}: parent wants a Place; {REGION} is not in the graph"


def test_a_link_to_another_kind_is_refused(graph):
    region = source("b", {REGION: "Region"}, (REGION, "name", Text("Region")))
    line = refused(graph(region), city("a", (CITY, "country", REGION)))
    assert line == f"{CITY}: country wants a Country; {REGION} is a Region"


def test_a_party_that_is_not_there_is_refused(graph):
    tie = source("a", {TIE: "Partnership"}, (TIE, "kind", "AGREEMENT"), (TIE, "parties", Party(CITY)))
    assert refused(graph(), tie) == f"{TIE}: parties wants a Entity; {CITY} is not in the graph"


def test_what_lacks_a_required_property_is_refused(graph):
    line = refused(graph(), source("a", {CITY: "City"}, (CITY, "code", "C")))
    assert line == f"{CITY}: a City wants name; no source gives it"


def test_a_document_cannot_take_away_what_another_needs(graph):
    store = graph(city("a"), source("b", {CITY: "City"}, (CITY, "code", "C")))
    assert f"{CITY}: a City wants name" in refused(store, NOTHING)


@pytest.mark.parametrize(
    ("kinds", "facts"),
    [
        ({CENTRE: "Institution"}, [(CENTRE, "name", Text("Centre")), (CENTRE, "place", CITY)]),
        ({TIE: "Partnership"}, [(TIE, "kind", "AGREEMENT"), (TIE, "parties", Party(CITY, "PARTNER"))]),
        (
            {"project/work": "Project"},
            [("project/work", "title", Text("Work")), ("project/work", "places", CITY)],
        ),
    ],
    ids=["link", "party", "list"],
)
def test_what_others_lead_to_cannot_be_withdrawn(graph, kinds, facts):
    store = graph(city("a"), source("b", kinds, *facts))
    line = refused(store, NOTHING)
    assert CITY in line
    assert next(iter(kinds)) in line


def test_what_others_lead_to_cannot_become_another_kind(graph):
    land = source("a", {COUNTRY: "Country"}, (COUNTRY, "name", Text("Country")))
    store = graph(land, city("b", (CITY, "country", COUNTRY)))
    line = refused(store, source("a", {COUNTRY: "Region"}, (COUNTRY, "name", Text("Country"))))
    assert CITY in line
    assert COUNTRY in line


def test_one_bad_source_among_good_ones_leaves_nothing(graph):
    store = graph(city("a"))
    refused(store, city("b", (CITY, "code", "B")), city("c", (CITY, "parent", REGION)))


def test_a_graph_that_cannot_be_filled_is_not_created(url):
    with pytest.raises(InvalidValue):
        Store.create(url, MODEL, [city("a", (CITY, "parent", REGION))])
    with pytest.raises(EmptyDatabase):
        Store.open(url, MODEL)
    Store.create(url, MODEL, [city()]).close()


def test_entities_may_lead_to_each_other_and_to_themselves(graph):
    other = EntityId("place/other")
    kinds = {CITY: "City", other: "City"}
    names = [(CITY, "name", Text("City")), (other, "name", Text("Other"))]
    store = graph(source("a", kinds, *names, (CITY, "parent", other), (other, "parent", CITY)))
    assert values(store, CITY)["parent"] == other
    store.write([source("a", kinds, *names, (CITY, "parent", CITY))])
    assert values(store, CITY)["parent"] == CITY


# Snapshots.


def test_a_snapshot_stays_as_it_is_while_a_write_happens(graph):
    store = graph(city())
    counting = "SELECT count(*), max(number) FROM revision"
    with store.snapshot() as snapshot:
        before = snapshot.execute(counting)
        assert store.write([city("a", (CITY, "code", "C"))]) == 2
        assert snapshot.execute(counting) == before == [(1, 1)]
        assert store.revision() == 2
    with store.snapshot() as snapshot:
        assert snapshot.execute(counting) == [(2, 2)]


def test_records_are_all_of_one_snapshot(graph):
    store = graph(city(), source("b", {REGION: "Region"}, (REGION, "name", Text("Region"))))
    reading = store.records()
    first = next(reading)
    store.write([source("b", {})])
    assert REGION in {record.id for record, _ in [first, *reading]}
    assert REGION not in {record.id for record, _ in held(store)}


def test_a_read_that_takes_too_long_is_ended_and_harms_no_other(graph):
    store = graph(city())
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    started = time.monotonic()
    with pytest.raises(ReadTimeout, match=r"took longer than 0\.05 s"), store.snapshot(limit=0.05) as snapshot:
        snapshot.execute(endless)
    assert time.monotonic() - started < 2
    assert store.revision() == 1
    store.write([city("b")])


def test_an_error_in_a_read_is_not_called_a_timeout(graph):
    store = graph()
    with pytest.raises(DatabaseError, match="absent") as error, store.snapshot() as snapshot:
        snapshot.execute("SELECT 1 FROM absent")
    assert not isinstance(error.value, ReadTimeout)


def test_many_threads_read_at_once(graph):
    store = graph(city())
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda _: values(store, CITY), range(100))) == [{"name": (Text("City"),)}] * 100


def test_a_graph_can_be_opened_while_it_is_written_to(graph):
    store = graph(city())
    started = time.monotonic()
    with writing(store._engine):
        again = Store.open(url_of(store), MODEL)
        assert values(again, CITY)
    assert time.monotonic() - started < 2
    again.close()


def test_a_write_that_another_keeps_waiting_too_long_is_refused_in_one_line(graph, monkeypatch):
    one = graph(city())
    monkeypatch.setattr(f"graph.sql.{one.dialect.name}.PATIENCE", 50)
    store = Store.open(url_of(one), MODEL)
    with writing(one._engine), pytest.raises(DatabaseError, match="locked") as error:
        store.write([city("b")])
    assert "\n" not in str(error.value)
    assert "sqlalche.me" not in str(error.value)
    assert store.write([city("b")]) == 2
    store.close()


def test_a_writer_waits_for_another_and_readers_see_one_state_all_the_while(graph):
    one = graph(city())
    other = Store.open(url_of(one), MODEL)
    with ThreadPoolExecutor(1) as pool, one.snapshot() as snapshot:
        before = snapshot.execute("SELECT count(*) FROM entity")
        with writing(one._engine) as connection:
            writer = Writer(MODEL, one.reader, one.dialect, connection)
            assert write(writer, [source("b", {REGION: "Region"}, (REGION, "name", Text("Region")))]) == 2
            waiting = pool.submit(other.write, [source("c", {COUNTRY: "Country"}, (COUNTRY, "name", Text("Country")))])
            time.sleep(0.3)
            assert not waiting.done()
            assert [each.revision() for each in (one, other)] == [1, 1]
        assert waiting.result(timeout=10) == 3
        assert snapshot.execute("SELECT count(*) FROM entity") == before
    assert one.revision() == other.revision() == 3
    assert {CITY, REGION, COUNTRY} < {record.id for record, _ in held(other)}
    assert len(set(cells(one, "SELECT key FROM entity"))) == len(cells(one, "SELECT key FROM entity")) == 6
    other.close()


# Opening.


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()


def other_alembic_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('a1b2c3')")
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()


WRONG: list[tuple[Callable[[Path], Any], type[OgniwoError]]] = [
    (lambda _: None, EmptyDatabase),
    (Path.touch, EmptyDatabase),
    (Path.mkdir, NotADatabase),
    (lambda path: path.write_text("Not a database, but words. " * 100), NotADatabase),
    (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20), NotADatabase),
    (other_database, NotADatabase),
]


@pytest.mark.parametrize(("make", "wanted"), WRONG, ids="nothing empty folder text damaged other".split())
def test_what_is_no_graph_is_refused_in_one_line_and_left_as_it_was(tmp_path, make, wanted):
    path = tmp_path / "graph.db"
    make(path)
    content = path.read_bytes() if path.is_file() else None
    with pytest.raises(wanted) as error:
        Store.open(f"sqlite:///{path}", MODEL)
    assert type(error.value) is wanted
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)
    assert [each.name for each in tmp_path.iterdir()] == ([path.name] if make is not WRONG[0][0] else [])
    assert (path.read_bytes() if path.is_file() else None) == content


@pytest.mark.parametrize("make", [each for each, wanted in WRONG if wanted is NotADatabase])
def test_a_graph_is_not_made_over_something_else(tmp_path, make):
    path = tmp_path / "graph.db"
    make(path)
    content = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotADatabase) as error:
        Store.create(f"sqlite:///{path}", MODEL, [city()])
    assert "\n" not in str(error.value)
    assert (path.read_bytes() if path.is_file() else None) == content


def test_the_database_of_another_program_that_migrates_is_not_ours(tmp_path):
    path = tmp_path / "graph.db"
    other_alembic_database(path)
    with pytest.raises(NotADatabase, match="something else"):
        Store.open(f"sqlite:///{path}", MODEL)


def test_a_graph_is_not_made_over_a_graph(graph):
    store = graph(city())
    with pytest.raises(NotADatabase, match="holds a graph already"):
        Store.create(url_of(store), MODEL, [])
    assert values(store, CITY)


@pytest.mark.parametrize("version", ["0000", "9999"])
def test_another_schema_version_is_refused_with_what_to_do(graph, version):
    store = graph(city())
    run(store, f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(SchemaOutdated) as error:
        Store.open(url_of(store), MODEL)
    assert f"has schema {version}, wanted is {SCHEMA_VERSION}" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("folder", ["/nonexistent", "/proc"])
def test_a_folder_that_is_not_there_or_takes_no_file_is_refused_in_one_line(folder):
    for make in (Store.open, Store.create):
        with pytest.raises(NotADatabase) as error:
            make(f"sqlite:///{folder}/graph.db", MODEL)
        assert "\n" not in str(error.value)
        assert folder in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["", "graph.db", "nonsense", ":::", "http://example.org/", "sqlite:/graph.db", "sqlite://host/graph.db",
     "postgresql://localhost/graph", "postgresql://localhost:port/graph", "mysql://localhost/graph", "oracle://x",
     "sqlite+aiosqlite:///graph.db", "sqlite+nonsense:///graph.db", "sqlite://", "sqlite:///", "sqlite:///:memory:",
     f"sqlite:///{'a' * 300}.db", "sqlite:///graph.db?timeout=soon"],
)  # fmt: skip
def test_a_url_that_names_no_database_of_ours_is_refused_in_one_line(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for make in (Store.open, Store.create):
        with pytest.raises(NotADatabase) as error:
            make(url, MODEL)
        assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []
