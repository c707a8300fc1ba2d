"""The statistics of the graph are what its records come to."""

from math import inf

from networks import unhurried

from graph.network.statistics import statistics
from graph.network.ties import Reading
from graph.store import Store


def test_the_statistics_count_what_the_records_hold(store: Store):
    records = list(store.records())
    with store.snapshot(inf) as snapshot:
        totals, kinds = statistics(Reading(store.model, store.dialect), snapshot.execute, {}, unhurried)
    pieces = [each for _, found in records for each in found]
    quotes = [each for each in pieces if hasattr(each.proof, "exact")]
    assert list(totals) == [(store.revision(), len(records), len(pieces), len(quotes))]
    assert list(kinds) == [
        (kind.code, sum(record.kind == kind.name for record, _ in records)) for kind in store.model.concrete
    ]
