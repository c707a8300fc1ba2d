"""Places that a table names are found by a gazetteer, or told: never guessed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.importing.drafts import Draft, Problem, RowRejected
from graph.importing.files.rows import SourceRow
from graph.importing.language.mapping import Mapping, read_mapping
from graph.importing.places.countries import Country
from graph.importing.places.places import Ambiguous, Answer, Homonyms, Place, Unknown
from graph.kinds import Model
from graph.model import Base
from graph.records import Row
from graph.values import EntityId, Text

MODEL = Model.of(Base)
LECZNA, OTHER = (Place(number, "Łęczna", "PL", 51.3, 22.9, "75", 19_000) for number in (766583, 1))
GEONAMES = EntityId("document/geonames")


class OneTown:
    """A gazetteer of one town, and of one name that two towns have."""

    document = Draft(GEONAMES, "Document", {"title": (Text("GeoNames", "en"),)}, GEONAMES, Row("register", "1"))

    def find(
        self,
        name: str,
        country: str | None = None,
        region: str | None = None,  # noqa: ARG002
        kind: str | None = None,  # noqa: ARG002
        *,
        homonyms: Homonyms = Homonyms.REPORT,
        inflected: bool = False,
    ) -> Answer:
        if name == "Łęczna" or (name == "Łęcznej" and inflected):
            return LECZNA if country == "Polska" else Unknown("there is no country")
        if name == "Dębica":
            return LECZNA if homonyms is Homonyms.DOMINANT else Ambiguous("2 towns have this name", (LECZNA, OTHER))
        return Unknown(f"no town {name!r}", ("Łęczna",))

    def drafts(self, place: Place) -> Sequence[Draft]:  # noqa: ARG002
        poland = self.country_draft(Country("PL", "Poland", 798544))
        return poland, Draft(
            EntityId("place/leczna"), "City", {"country": poland.id}, GEONAMES, Row("cities", "766583")
        )

    def country(self, name: str) -> Country | None:
        return Country("PL", "Poland", 798544) if name == "Polska" else None

    def country_draft(self, country: Country) -> Draft:
        return Draft(EntityId("place/pl"), "Country", {"name": (Text(country.name),)}, GEONAMES, Row("countries", "1"))


def mapping(folder: Path, record: str) -> Mapping:
    path = folder / "mapping.yaml"
    path.write_text(
        f"document: {{id: document/a, title: a}}\ntables: {{t: {{file: a.csv, records: [{record}]}}}}", encoding="utf-8"
    )
    return read_mapping(path, MODEL, OneTown)


def organization(folder: Path, place: str) -> Mapping:
    return mapping(folder, f"{{id: organization/a, type: Institution, name: a, place: {place}}}")


def row(**cells: str) -> SourceRow:
    return SourceRow(3, cells)


FOUND = '{place: "{Town}", country: "{Country}"}'


def test_a_place_that_is_found_is_drafted_by_the_gazetteer_before_what_links_to_it(tmp_path: Path):
    read = organization(tmp_path, FOUND)
    country, city, body = read.tables["t"].read(row(Town="Łęczna", Country="Polska")).drafts
    assert [each.document for each in (country, city, body)] == [GEONAMES, GEONAMES, "document/a"]
    assert body.values["place"] == city.id
    assert [each.id for each in read.document_drafts()] == ["document/a", GEONAMES]


def test_a_mapping_that_asks_for_no_place_does_not_open_the_gazetteer(tmp_path: Path):
    path = tmp_path / "mapping.yaml"
    path.write_text(
        "document: {id: document/a, title: a}\ntables: {t: {file: a, records: [{id: place/a, type: City}]}}"
    )
    assert len(read_mapping(path, MODEL, lambda: pytest.fail("it was opened")).document_drafts()) == 1


@pytest.mark.parametrize(
    ("town", "reason"),
    [
        ("Dębica", "place: 2 towns have this name: Łęczna (PL.75, GeoNames 766583), Łęczna (PL.75, GeoNames 1)"),
        ("Leczno", "place: no town 'Leczno'; did you mean Łęczna?"),
    ],
)
def test_a_place_that_is_not_clear_is_left_out_with_its_candidates(tmp_path: Path, town: str, reason: str):
    reading = organization(tmp_path, FOUND).tables["t"].read(row(Town=town, Country="Polska"))
    assert reading.omissions == [Problem(3, "Town, Country", f"{town}, Polska", reason)]
    assert [each.values for each in reading.drafts] == [{"name": (Text("a"),)}]


def test_a_place_that_must_be_there_refuses_its_row(tmp_path: Path):
    parties = "{id: partnership/a, type: Partnership, kind: TWIN_TOWNS, parties: [{entity: {place: '{Town}'}}]}"
    with pytest.raises(RowRejected, match="parties: no town 'Leczno'; did you mean Łęczna"):
        mapping(tmp_path, parties).tables["t"].read(row(Town="Leczno"))


def test_an_empty_place_is_none(tmp_path: Path):
    reading = organization(tmp_path, FOUND).tables["t"].read(row(Town=" ", Country="Polska"))
    assert (len(reading.drafts), reading.omissions) == (1, ())


def test_homonyms_and_inflection_are_settled_where_the_mapping_says_so(tmp_path: Path):
    dominant = organization(tmp_path, '{place: "{Town}", homonyms: dominant}')
    assert dominant.tables["t"].read(row(Town="Dębica")).drafts[-1].values["place"] == "place/leczna"
    inflected = organization(tmp_path, '{place: "{Town}", country: Polska, inflected: true}')
    assert inflected.tables["t"].read(row(Town="Łęcznej")).drafts[-1].values["place"] == "place/leczna"


def test_a_region_stands_in_for_a_town_that_is_not_found_and_holds_one_that_is(tmp_path: Path):
    read = organization(
        tmp_path, '{place: "{Town}", country: "{Country}", within: "place/{R}", or: {id: "place/{R}", type: Region, name: "{R}"}}'
    ).tables["t"]  # fmt: skip
    found = read.read(row(Town="Łęczna", Country="Polska", R="pl8"))
    assert [(each.id, dict(each.values)) for each in found.drafts if each.kind == "City"] == [
        ("place/leczna", {"country": "place/pl"}),
        ("place/leczna", {"parent": "place/pl8"}),
    ]
    other = read.read(row(Town="Nigdzie", Country="Polska", R="pl8"))
    assert [each.id for each in other.drafts] == ["place/pl8", "organization/a"]
    assert other.drafts[-1].values["place"] == "place/pl8"
    assert len(other.omissions) == 1


def test_a_country_is_found_by_its_name(tmp_path: Path):
    read = mapping(tmp_path, '{id: place/a, type: Region, name: a, country: {place: "{C}", kind: Country}}').tables["t"]
    assert read.read(row(C="Polska")).drafts[-1].values["country"] == "place/pl"
    assert read.read(row(C="Nigdzie")).omissions[0].reason == "country: 'Nigdzie' is no country that is known"


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("{place: a, kind: Town}", "kind 'Town' is not known"),
        ("{place: a, homonyms: largest}", "homonyms 'largest' is not known"),
        ("{place: a, inflected: maybe}", "wanted true or false, came 'maybe'"),
        ("{place: a, contry: PL}", "the key 'contry' is not known; did you mean 'country'?"),
        ("{place: a, otherwise: guess}", "otherwise 'guess' is not known"),
    ],
)
def test_a_mistake_in_a_place_is_found_before_any_row(tmp_path: Path, place: str, message: str):
    with pytest.raises(SourceError) as refused:
        organization(tmp_path, place)
    assert message in str(refused.value)
