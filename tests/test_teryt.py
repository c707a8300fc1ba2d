"""TERYT, as it is: every unit has its place, and a town is that of GeoNames only where that is certain."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.importing.drafts import Draft, Reading
from graph.importing.files.rows import SourceRow
from graph.importing.language.mapping import read_mapping
from graph.importing.places.gazetteer import Gazetteer
from graph.kinds import Model
from graph.properties import Identifier

HOME = Path(__file__).parent.parent
FILE = HOME.parent / "shared" / "data" / "teryt" / "teryt_terc_2024.json"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the list of TERYT is not beside the repository")


@pytest.fixture(scope="module")
def readings(gazetteer: Gazetteer, model: Model) -> list[Reading | None]:
    """What each row says; None where it is set aside."""
    table = read_mapping(HOME / "mappings" / "teryt.yaml", model, lambda: gazetteer).tables["TERC"]
    rows = [SourceRow(number, cells) for number, cells in enumerate(json.loads(FILE.read_text(encoding="utf-8")), 1)]
    return [table.read(row) if table.admits(row) else None for row in rows]


@pytest.fixture(scope="module")
def units(readings: list[Reading | None]) -> Sequence[Draft]:
    return [each.drafts[-1] for each in readings if each]


def unit(units: Sequence[Draft], code: str) -> Draft:
    (found,) = (each for each in units if Identifier("TERYT", code) in each.values["identifiers"])
    return found


def test_every_row_is_read_or_set_aside(readings: list[Reading | None], units: Sequence[Draft]):
    assert len(readings) == 4_332
    # 66 towns that are counties, 711 rural rests, 19 branch offices
    assert readings.count(None) == 796
    assert Counter(each.kind for each in units) == {"Region": 16 + 314 + 18, "City": 1_464 + 711 + 711 + 302}
    assert len({each.id for each in units}) == len(units)


def test_codes_are_padded_however_they_are_written(units: Sequence[Draft]):
    codes = [each.value for draft in units for each in draft.values["identifiers"] if each.scheme == "TERYT"]
    assert {len(each) for each in codes} == {2, 4, 7}
    assert len(set(codes)) == len(codes)


def test_every_parent_is_a_unit_itself_and_the_next_larger(units: Sequence[Draft]):
    known = {each.id for each in units} | {"place/pl"}
    warsaw = Identifier("TERYT", "1465011")
    assert {each.values["parent"] for each in units} - known == {warsaw}
    assert unit(units, "0610").values["parent"] == "place/teryt-06"
    assert unit(units, "0610033").values["parent"] == "place/teryt-0610"
    assert unit(units, "0610034").values["parent"] == "place/teryt-0610033"
    assert unit(units, "0663011").values["parent"] == "place/teryt-06"  # Lublin is a county itself


def test_units_are_called_what_people_call_them(units: Sequence[Draft]):
    names = {code: unit(units, code).values["name"][0].text for code in ("06", "0610", "0610033", "0610034", "1803042")}
    assert names == {
        "06": "lubelskie",
        "0610": "powiat łęczyński",
        "0610033": "gmina Łęczna",
        "0610034": "Łęczna",
        "1803042": "gmina Dębica",
    }


def test_a_town_is_that_of_geonames_and_a_rural_municipality_of_its_name_is_not(units: Sequence[Draft]):
    assert unit(units, "0610034").id == "place/leczna-766583"
    assert unit(units, "1803011").id == "place/debica-773380"
    assert unit(units, "1803042").id == "place/teryt-1803042"


def test_where_two_towns_have_the_name_neither_is_taken_and_that_is_told(readings: list[Reading | None]):
    told = [omission for each in readings if each for omission in each.omissions]
    towns = [each.drafts[-1].id for each in readings if each and not each.drafts[-1].id.startswith("place/teryt-")]
    assert (len(towns), len(told)) == (1_000, 13)
    assert all("GeoNames" in str(each) for each in told)


def test_towns_of_geonames_lie_in_the_voivodeship_of_their_unit(readings: list[Reading | None], gazetteer: Gazetteer):
    regions: dict[str, set[str]] = {}
    for each in readings:
        place = each and gazetteer.place(int(each.drafts[-1].id.rpartition("-")[2]))
        if each and place and not each.drafts[-1].id.startswith("place/teryt-"):
            (code,) = (one.value for one in each.drafts[-1].values["identifiers"])
            regions.setdefault(code[:2], set()).add(place.admin1)
    assert len(regions) == 16
    assert all(len(each) == 1 for each in regions.values())
