"""The file of towns is built once, whole, and opened at once; nothing that happens to it stops an import."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import ijson
import pytest
from clock import processor_seconds

from graph.importing.places.geonames import GeoNames
from graph.importing.places.place_names import key, loose_key


def town(number: int, name: str, *others: str, country: str = "PL", people: int = 1_000, **more: Any) -> dict[str, Any]:
    values = {"geonameid": number, "name": name, "alternatenames": list(others), "countrycode": country}
    return {**values, "admin1code": "75", "latitude": 51.5, "longitude": 22.5, "population": people, **more}


def source(folder: Path, *towns: dict[str, Any]) -> Path:
    path = folder / "towns.json"
    path.write_text(json.dumps({str(each["geonameid"]): each for each in towns}), encoding="utf-8")
    return path


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """A few towns, some of them with names of others."""
    return source(
        tmp_path,
        town(1, "Łęczna", "Lenczna", "Ленчна", ""),
        town(2, "Łączna", people=500),
        town(3, "Lublin", "Łęczna", people=300_000),
        town(4, "Tyachiv", "Тячів", country="UA"),
    )


def test_a_town_is_found_by_any_of_its_names_the_largest_first(tmp_path: Path, towns: Path):
    opened = GeoNames.open(tmp_path / "cache", towns)
    assert [(each.id, each.alternate) for each in opened.towns("leczna", "PL")] == [(3, True), (1, False)]
    assert [each.name for each in opened.towns("ленчна", "PL")] == ["Łęczna"]
    assert [each.name for each in opened.towns("laczna")] == ["Łączna"]
    assert opened.towns("leczna", "UA") == []
    opened.close()


def test_a_file_that_is_there_is_opened_and_not_built_again(tmp_path: Path, towns: Path):
    first = GeoNames.open(tmp_path / "cache", towns)
    first.close()
    (file,) = (tmp_path / "cache").iterdir()
    written = file.stat().st_mtime_ns
    again = GeoNames.open(tmp_path / "cache", towns)
    assert again.checksum == first.checksum
    assert file.stat().st_mtime_ns == written
    again.close()


@pytest.mark.parametrize("spoil", [b"", b"no database" * 100, None], ids=["empty", "something else", "cut short"])
def test_a_file_that_was_spoilt_is_built_again(tmp_path: Path, towns: Path, spoil: bytes | None):
    GeoNames.open(tmp_path / "cache", towns).close()
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(file.read_bytes()[:-4096] if spoil is None else spoil)
    opened = GeoNames.open(tmp_path / "cache", towns)
    assert opened.towns("lublin", "PL")
    opened.close()


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path: Path, towns: Path):
    (tmp_path / "cache").write_text("this is no folder", encoding="utf-8")
    opened = GeoNames.open(tmp_path / "cache", towns)
    assert opened.towns("lublin", "PL")
    opened.close()


def test_who_builds_it_at_the_same_time_does_no_harm(tmp_path: Path, towns: Path):
    with ThreadPoolExecutor(4) as builders:
        found = list(builders.map(lambda _: GeoNames.open(tmp_path / "cache", towns), range(8)))
    assert all(each.towns("lublin", "PL") for each in found)
    for each in found:
        each.close()
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_what_is_being_built_leaves_nothing_when_it_fails(tmp_path: Path):
    broken = tmp_path / "towns.json"
    broken.write_text('{"1": {"geonameid": 1', encoding="utf-8")
    with pytest.raises(ijson.JSONError):
        GeoNames.open(tmp_path / "cache", broken)
    assert list((tmp_path / "cache").iterdir()) == []


def test_two_romanisations_of_a_name_are_one_where_names_are_romanised(tmp_path: Path):
    names = source(tmp_path, town(4, "Tyachiv", country="UA"), town(5, "Zaporizhzhya", country="UA"))
    opened = GeoNames.open(tmp_path / "cache", names)
    assert [each.id for each in opened.towns(loose_key(key("Tiachiv")), "UA")] == [4]
    assert [each.id for each in opened.towns(loose_key(key("Zaporizhia")), "UA")] == [5]
    opened.close()


def test_the_file_holds_no_more_than_it_must(tmp_path: Path, towns: Path):
    GeoNames.open(tmp_path / "cache", towns).close()
    (file,) = (tmp_path / "cache").iterdir()
    tables = (
        sqlite3.connect(file).execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    )
    assert [name for (name,) in tables] == ["name", "source", "town"]


def test_a_look_up_takes_less_than_fifty_microseconds(gazetteer: Any):
    gazetteer.find("Łęczna", "PL")

    def looked_up() -> None:
        for _ in range(1_000):
            gazetteer.find("Łęczna", "PL")

    assert processor_seconds(looked_up, enough=0.05) < 0.05
