"""The statistics of the graph are what its records come to."""

from math import inf

from networks import unhurried

from graph.network.statistics import kinds, newest, proofs
from graph.network.ties import Reading
from graph.store import Store


def test_the_statistics_count_what_the_records_hold(store: Store):
    records, reading = list(store.records()), Reading(store.model, store.dialect)
    with store.snapshot(inf) as snapshot:
        counted = [count(reading, snapshot.execute, {}, unhurried)[0] for count in (newest, kinds, proofs)]
    pieces = [each for _, found in records for each in found]
    quotes = [each for each in pieces if hasattr(each.proof, "exact")]
    assert list(counted[0]) == [(store.revision(),)]
    assert list(counted[1]) == [
        (kind.code, sum(record.kind == kind.name for record, _ in records)) for kind in store.model.concrete
    ]
    assert list(counted[2]) == [(len(pieces), len(quotes))]
