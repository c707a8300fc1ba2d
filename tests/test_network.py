"""The statistics of the graph are what its records come to."""

from contextlib import closing
from math import inf

from networks import unhurried

from graph.kinds import Model
from graph.network.statistics import Statistics
from graph.network.ties import Reading
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from schema.engine import Engine, Request


def test_the_statistics_count_what_the_records_hold(store: Store):
    records, statistics = list(store.records()), Statistics(Reading(store.model, store.dialect))
    with store.snapshot(inf) as snapshot:
        counts = (statistics.revision, statistics.kinds, statistics.proofs)
        counted = [count(snapshot.execute, {}, unhurried)[0] for count in counts]
    pieces = [each for _, found in records for each in found]
    quotes = [each for each in pieces if hasattr(each.proof, "exact")]
    assert list(counted[0]) == [(store.revision(),)]
    assert list(counted[1]) == [
        (kind.code, sum(record.kind == kind.name for record, _ in records)) for kind in store.model.concrete
    ]
    assert list(counted[2]) == [(len(pieces), len(quotes))]


def test_what_is_counted_is_of_the_revision_that_is_read(url: str, model: Model):
    document, proof = EntityId("document/cities"), Quote("words")
    cities = [EntityId(f"place/city-{number}") for number in range(3)]
    names = [Statement(city, "name", Text(city), proof) for city in cities]
    kinds, title = dict.fromkeys(cities, "City"), Statement(document, "title", Text("Cities"), proof)
    with closing(Store.create(url, model)) as store:
        engine, query = Engine(store, "https://example.org/"), Request("{statistics {revision entities}}")
        assert engine.answer(query).body["data"]["statistics"] == {"revision": 0, "entities": 0}
        store.write([Source("cities", document, {document: "Document", **kinds}, (title, *names))])
        assert engine.answer(query).body["data"]["statistics"] == {"revision": 1, "entities": 4}
        store.write([Source("cities", document, {document: "Document", **kinds}, (title, *names[1:]))])
        assert engine.answer(query).body["data"]["statistics"] == {"revision": 2, "entities": 3}
