"""The gazetteer finds the town that is meant, tells what it does not know, and never guesses."""

import pytest

from graph.errors import InvalidValue
from graph.importing.places.countries import table
from graph.importing.places.gazetteer import Gazetteer
from graph.importing.places.places import Ambiguous, Homonyms, Place, Unknown
from graph.kinds import Model
from graph.properties import Identifier
from graph.records import Row
from graph.values import Text

LECZNA, LACZNA, DEBICA, LEZAJSK, TREVIOLO = 766583, 766867, 773380, 766332, 6534248


def geonames(found: object) -> int:
    assert isinstance(found, Place), found
    return found.geonames


@pytest.mark.parametrize(
    ("name", "country", "number"),
    [
        ("Łęczna", "Poland", LECZNA),
        ("LECZNA", "pl", LECZNA),
        ("Łączna", "Polska", LACZNA),
        ("Dębica", "Rzeczpospolita Polska", DEBICA),
        ("Leżajsk", "POL", LEZAJSK),
        ("Treviolo", "Włochy", TREVIOLO),
        ("St. Pölten", "Austria", 2766429),
        ("Sankt-Pölten", "Österreich", 2766429),
        ("Frankfurt (Oder)", "Germany", 2925535),
        ("Frankfurt/Oder", "Germany", 2925535),
        ("Rottenburg am Neckar", "Germany", 2843729),
        ("Mariehamn", "Åland Islands, Finland", 3041732),
        ("Almaty", "Kazakhstah", 1526384),
        ("Gori", "Georgia (country)", 614455),
        ("Galway", "Republic of Ireland", 2964180),
        ("Springfield", "Ohio, United States", 4525353),
        ("Tiachiv", "Ukraine", 690906),
        ("Kuressaare (Saaremaa)", "Estonia", 590939),
    ],
)
def test_a_town_is_found_by_its_name_and_what_people_call_its_country(
    gazetteer: Gazetteer, name: str, country: str, number: int
):
    assert geonames(gazetteer.find(name, country, homonyms=Homonyms.DOMINANT)) == number


def test_what_two_letters_tell_apart_stays_apart(gazetteer: Gazetteer):
    assert geonames(gazetteer.find("Łęczna", "PL")) != geonames(gazetteer.find("Łączna", "PL"))


@pytest.mark.parametrize("country", ["DE", "Atlantis", "Poland, Atlantis"])
def test_a_town_is_not_found_in_another_country(gazetteer: Gazetteer, country: str):
    assert not isinstance(gazetteer.find("Leżajsk", country), Place)


def test_the_country_may_stand_behind_the_name(gazetteer: Gazetteer):
    assert geonames(gazetteer.find("Varna, Bulgaria")) == 726050


@pytest.mark.parametrize(
    ("region", "number"),
    [("Ohio", 4525353), ("IL", 4250542), ("US.MA", 4951788), ("Eugene", 5754005)],
)
def test_a_region_or_a_town_nearby_tells_homonyms_apart(gazetteer: Gazetteer, region: str, number: int):
    assert geonames(gazetteer.find("Springfield", "US", region)) == number


def test_a_region_may_be_said_by_its_nuts_code(gazetteer: Gazetteer):
    assert isinstance(gazetteer.find("Biała", "PL"), Ambiguous)
    assert geonames(gazetteer.find("Biała", "PL", "PL524 / Opolski")) == geonames(
        gazetteer.find("Biała", "PL", "opolskie")
    )


def test_a_town_is_not_moved_into_the_region_that_is_given(gazetteer: Gazetteer):
    found = gazetteer.find("Łęczna", "PL", "opolskie")
    assert isinstance(found, Ambiguous)
    assert [each.geonames for each in found.candidates] == [LECZNA]


def test_homonyms_are_reported_with_the_largest_first(gazetteer: Gazetteer):
    found = gazetteer.find("Newport", "Wales")
    assert isinstance(found, Ambiguous)
    people = [each.population for each in found.candidates]
    assert people == sorted(people, reverse=True)
    assert len(people) >= 2
    assert "2641598" in str(found)


def test_a_town_that_many_know_is_meant_only_where_the_caller_says_so(gazetteer: Gazetteer):
    assert isinstance(gazetteer.find("Newport", "Wales"), Ambiguous)
    assert geonames(gazetteer.find("Newport", "Wales", homonyms=Homonyms.DOMINANT)) == 2641598
    assert isinstance(gazetteer.find("Springfield", "US", homonyms=Homonyms.DOMINANT), Ambiguous)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Dębica (rural gmina)", "Poland"),
        ("Vilnius District Municipality", "Lithuania"),
        ("Monaghan County", "Ireland"),
        ("Herford (district)", "Germany"),
    ],
)
@pytest.mark.parametrize("homonyms", Homonyms)
def test_what_has_the_name_of_a_town_is_not_the_town(gazetteer: Gazetteer, name: str, country: str, homonyms: Homonyms):
    found = gazetteer.find(name, country, kind="Seat", homonyms=homonyms)
    assert isinstance(found, Ambiguous)
    assert found.candidates


def test_a_part_of_a_city_is_looked_for_in_it(gazetteer: Gazetteer):
    alsergrund = geonames(gazetteer.find("Vienna 9 – Alsergrund", "Austria"))
    assert alsergrund == geonames(gazetteer.find("Alsergrund (Vienna)", "Austria"))
    found = gazetteer.find("Chaoyang (Beijing)", "China", homonyms=Homonyms.DOMINANT)
    assert isinstance(found, Ambiguous)
    assert "Beijing" in found.reason


def test_a_municipality_stands_as_its_seat_only_where_the_caller_says_so(gazetteer: Gazetteer):
    visby = geonames(gazetteer.find("Visby", "Sweden"))
    assert geonames(gazetteer.find("Gotland", "Sweden", kind="Seat")) == visby
    assert isinstance(gazetteer.find("Gotland", "Sweden"), Unknown)


def test_an_unknown_name_is_told_with_names_like_it(gazetteer: Gazetteer):
    found = gazetteer.find("Kartuz", "Poland")
    assert isinstance(found, Unknown)
    assert found.near == ("Kartuzy",)
    assert str(found).endswith("did you mean Kartuzy?")


@pytest.mark.parametrize("name", ["", "  ", "?!", "x" * 10_000, "\x00", "Łęczna\n\n", "(", "–", "a/b/c/d", "🙂"])
@pytest.mark.parametrize("country", ["PL", "", "US", ","])
def test_no_name_is_an_error(gazetteer: Gazetteer, name: str, country: str):
    str(gazetteer.find(name, country, name, inflected=True))


def test_a_name_out_of_a_sentence_is_found_where_the_caller_says_that_it_is_one(gazetteer: Gazetteer):
    assert isinstance(gazetteer.find("Łęcznej", "PL"), Unknown)
    assert geonames(gazetteer.find("Łęcznej", "PL", inflected=True)) == LECZNA
    assert geonames(gazetteer.find("Nowym Sączu", "PL", inflected=True)) == 763534


def test_there_are_regions_but_not_among_towns(gazetteer: Gazetteer):
    assert isinstance(gazetteer.find("Lubelskie", "PL", kind="Region"), Unknown)
    with pytest.raises(InvalidValue, match="'Town' is no kind of place"):
        gazetteer.find("Łęczna", "PL", kind="Town")


def test_a_country_is_known_by_code_and_name(gazetteer: Gazetteer):
    for name in ("PL", "POL", "Poland", "polska", "Republic of Poland"):
        found = gazetteer.country(name)
        assert found
        assert (found.code, found.geonames) == ("PL", 798544)
    assert gazetteer.country("Atlantis") is None


def test_drafts_say_what_geonames_says_and_prove_it(gazetteer: Gazetteer):
    place = gazetteer.find("Łęczna", "PL")
    assert isinstance(place, Place)
    country, city = gazetteer.drafts(place)
    assert (country.id, country.kind, city.id, city.kind) == ("place/pl", "Country", "place/leczna-766583", "City")
    assert city.values["identifiers"] == (Identifier("GEONAMES", "766583"),)
    assert city.values["name"] == (Text("Łęczna"),)
    assert (str(city.values["latitude"]), str(city.values["longitude"])) == ("51.30121", "22.88135")
    assert city.values["country"] == country.id
    assert Identifier("ISO_3166", "PL") in country.values["identifiers"]
    assert {country.document, city.document} == {gazetteer.document.id}
    assert city.row == Row("cities500", "766583")


def test_drafts_have_nothing_that_the_model_has_not(gazetteer: Gazetteer, model: Model):
    place = gazetteer.find("Łęczna", "PL")
    assert isinstance(place, Place)
    for each in (gazetteer.document, *gazetteer.drafts(place)):
        assert each.values.keys() <= model.kinds[each.kind].properties.keys()


def test_every_reviewed_name_leads_to_a_town_of_its_country(gazetteer: Gazetteer):
    for country, name, number, sort, _ in table("names.tsv"):
        found = gazetteer.find(name, country, kind="Seat", homonyms=Homonyms.DOMINANT)
        if sort == "absent":
            assert isinstance(found, Unknown), (country, name)
        else:
            assert isinstance(found, Place), (country, name)
            assert (found.geonames, found.country) == (int(number), country), name


def test_a_name_that_says_where_is_not_the_town_of_its_beginning_elsewhere(gazetteer: Gazetteer):
    assert not isinstance(gazetteer.find("Oberwil im Simmental", "Switzerland", homonyms=Homonyms.DOMINANT), Place)
    assert not isinstance(gazetteer.find("Isernhagen", "Germany", homonyms=Homonyms.DOMINANT), Place)


def test_a_part_of_a_city_does_not_stand_for_a_town_of_its_name(gazetteer: Gazetteer):
    """Nakano is a ward of Tokyo, and a town in Nagano; Arpino a quarter of Casoria, and the birthplace of Cicero."""
    for name, country in (("Nakano", "Japan"), ("Arpino", "Italy")):
        assert isinstance(gazetteer.find(name, country, homonyms=Homonyms.DOMINANT), Ambiguous)
    assert geonames(gazetteer.find("Salamanca", "Spain", homonyms=Homonyms.DOMINANT)) == 3111108


def test_a_municipality_of_two_towns_is_the_first_only_where_a_seat_may_stand_for_it(gazetteer: Gazetteer):
    assert geonames(gazetteer.find("Gornji Vakuf-Uskoplje", "BA", kind="Seat")) == geonames(
        gazetteer.find("Gornji Vakuf", "BA")
    )
    for kind in (None, "Seat"):  # a borough of two quarters is neither of them
        found = gazetteer.find("Berlin – Charlottenburg-Wilmersdorf", "Germany", kind=kind)
        assert not isinstance(found, Place)


def test_a_district_is_known_by_its_number(gazetteer: Gazetteer):
    assert geonames(gazetteer.find("Budapest XV (Budapest)", "Hungary")) == 7284832
    assert geonames(gazetteer.find("Budapest XI – Újbuda", "Hungary")) == 7284824
