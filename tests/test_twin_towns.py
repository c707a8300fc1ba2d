"""The list of twin towns, as it is: which pairs are found, which of them right, and one partnership for each."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.importing.drafts import Reading, RowRejected
from graph.importing.files.rows import SourceRow
from graph.importing.language.mapping import read_mapping
from graph.importing.language.table_mapping import TableMapping
from graph.importing.places.gazetteer import Gazetteer
from graph.kinds import Model
from graph.properties import Party

HOME = Path(__file__).parent.parent
FILE = HOME.parent / "shared" / "data" / "twin_towns_wikipedia" / "twin_cities_raw.csv"
LABELS = ("twin_towns.tsv", "twin_towns_held_out.tsv")
OPEN = "?"
FOUND = 0.865  # of the pairs; docs/data.md says what the others are

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the list of twin towns is not beside the repository")


@pytest.fixture(scope="module")
def pairs(gazetteer: Gazetteer, model: Model) -> TableMapping:
    return read_mapping(HOME / "mappings" / "twin-towns.yaml", model, lambda: gazetteer).tables["pairs"]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def readings(pairs: TableMapping, rows: list[dict[str, str]]) -> Mapping[int, Reading | RowRejected]:
    """What each row says, or why it does not come in."""

    def read(number: int, cells: dict[str, str]) -> Reading | RowRejected:
        try:
            return pairs.read(SourceRow(number, cells))
        except RowRejected as rejected:
            return rejected

    return {number: read(number, cells) for number, cells in enumerate(rows, 1)}


def labels(file: str) -> dict[int, tuple[str, str]]:
    lines = (Path(__file__).parent / "labels" / file).read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    return {int(row): (one, other) for row, one, other in cells}


def parties(reading: Reading | RowRejected) -> list[str]:
    """Return the GeoNames ids of the parties of a partnership that was found."""
    if isinstance(reading, RowRejected):
        return []
    found: tuple[Party, ...] = reading.drafts[-1].values["parties"]
    return [str(each.entity).rpartition("-")[2] for each in found]


def test_most_pairs_are_found(readings: Mapping[int, Reading | RowRejected]):
    found = sum(isinstance(each, Reading) for each in readings.values())
    assert len(readings) == 26_114
    assert found / len(readings) > FOUND


def test_what_is_not_found_is_told_with_its_reason_and_where_it_stands(readings: Mapping[int, Reading | RowRejected]):
    rejected = [each.problem for each in readings.values() if isinstance(each, RowRejected)]
    assert all(each.reason and each.number for each in rejected)
    alone = [each.number for each in rejected if "partner of itself" in each.reason]
    assert {12170, 24305} <= set(alone)  # Nienburg with Nienburg, Stryi with Stryi


def test_the_samples_are_random_and_large(rows: list[dict[str, str]]):
    for file in LABELS:
        assert len(labels(file)) == 200
        assert max(labels(file)) <= len(rows)


@pytest.mark.parametrize("file", LABELS)
def test_pairs_that_are_found_are_right(readings: Mapping[int, Reading | RowRejected], file: str):
    found = {row: parties(readings[row]) for row in labels(file)}
    judged = {row: ids for row, ids in found.items() if ids and OPEN not in labels(file)[row]}
    wrong = {row: ids for row, ids in judged.items() if tuple(ids) != labels(file)[row]}
    assert len(judged) > 160
    assert len(wrong) / len(judged) <= 0.01, wrong


def test_a_pair_is_one_partnership_however_often_it_stands_there(readings: Mapping[int, Reading | RowRejected]):
    ids: Counter[str] = Counter()
    ends: dict[str, set[frozenset[str]]] = {}
    for each in readings.values():
        if isinstance(each, Reading):
            ids[each.drafts[-1].id] += 1
            ends.setdefault(each.drafts[-1].id, set()).add(frozenset(parties(each)))
    assert all(len(each) == 1 for each in ends.values())
    assert len({next(iter(each)) for each in ends.values()}) == len(ids)
    assert max(ids.values()) > 1


def test_the_order_of_a_pair_does_not_matter(pairs: TableMapping):
    cells = {"city1": "Łęczna", "country1": "Poland", "city2": "Treviolo", "country2": "Italy"}
    turned = {"city1": "Treviolo", "country1": "Italy", "city2": "Łęczna", "country2": "Poland"}
    (one, other) = (pairs.read(SourceRow(1, each)).drafts[-1] for each in (cells, turned))
    assert one.id == other.id == "partnership/twin-towns-6534248-766583"
    assert {each.role for each in one.values["parties"]} == {"TWIN_TOWN"}


def test_a_rural_municipality_is_not_the_town_of_its_name(pairs: TableMapping):
    cells = {"city1": "Dębica (rural gmina)", "country1": "Poland", "city2": "Treviolo", "country2": "Italy"}
    with pytest.raises(RowRejected, match="not the rural gmina: Dębica"):
        pairs.read(SourceRow(1, cells))
