"""Names of organisations are compared as people compare them."""

from time import perf_counter

import pytest

from graph.matching.names import Named, likeness
from graph.matching.sites import Site
from graph.properties import Identifier
from graph.values import Text

LIKELY = 0.85


def named(text: str, town: str | None = None, country: str | None = None, **known) -> Named:
    site = Site((town,), None, country) if town else None
    return Named((Text(text, known.pop("language", "und")),), place=site, **known)


def score(a: str, b: str, town: str | None = None) -> float:
    return likeness(named(a, town), named(b, town)).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MOPS Łęczna", "Miejski Ośrodek Pomocy Społecznej w Łęcznej"),
        ("MIEJSKO-GMINNY OŚRODEK POMOCY SPOŁECZNEJ W WIELICZCE", "MGOPS Wieliczka"),
        ("Gmina Miasto Dębica", "Miasto Dębica"),
        ("Gmina Kazimierza Wielka", "Miasto i Gmina Kazimierza Wielka"),
        ("II LO w Lublinie", "Liceum Ogólnokształcące nr 2 w Lublinie"),
        ("Comune di Treviolo", "Municipality of Treviolo"),
        ("Gemeinde Lustenau", "Lustenau municipality"),
        ("Univerza v Mariboru", "University of Maribor"),
        ("7 CUBES SP. Z O.O.", "7 Cubes Spółka z ograniczoną odpowiedzialnością"),
        ("Sensorik-Bayern GmbH", "Sensorik Bayern"),
        ("Naturpark Bayerischer Wald e. V.", "Naturpark Bayerischer Wald"),
        ("Universität Passau (UNI PASSAU)", "Universität Passau"),
        ("POWIAT BOCHEŃSKI/POWIATOWY URZĄD PRACY W BOCHNI", "Powiatowy Urząd Pracy w Bochni"),
        ("Západočeská univerzita v Plzni", "Zapadoceska univerzita v Plzni"),
    ],
)
def test_one_body_is_known_under_its_several_spellings(one, other):
    assert score(one, other) >= LIKELY
    assert score(other, one) == score(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ośrodek Pomocy Społecznej w Łęcznej", "Ośrodek Pomocy Społecznej w Łącznej"),
        ("Gmina Dębica", "Miasto Dębica"),
        ("Gmina Dębica", "Powiat Dębicki"),
        ("Gmina Radom", "Gmina Radomsko"),
        ("Szkoła Podstawowa nr 2 w Łęcznej", "Szkoła Podstawowa nr 3 w Łęcznej"),
        ("University of Maribor, Faculty of Law", "University of Maribor"),
        ("University of Maribor, Faculty of Law", "University of Maribor, Faculty of Mechanical Engineering"),
        ("Polski Czerwony Krzyż Oddział w Lublinie", "Polski Czerwony Krzyż"),
        ("Fundacja Nadzieja", "Stowarzyszenie Nadzieja"),
        ("7 Cubes Sp. z o.o.", "7 Cubes S.A."),
        ("POWIAT BOCHEŃSKI/POWIATOWY URZĄD PRACY W BOCHNI", "POWIAT BOCHEŃSKI"),
        ("Stadt Wien", "Universität Wien"),
        ("Powiatowy Urząd Pracy", "Powiatowy Urząd Pracy w Bochni"),
    ],
)
def test_bodies_of_similar_names_are_kept_apart(one, other):
    assert score(one, other) < LIKELY


def test_a_place_stands_for_the_town_that_a_name_leaves_out():
    short = named("MOPS", "Łęczna")
    assert likeness(short, named("Miejski Ośrodek Pomocy Społecznej w Łęcznej")).score >= LIKELY
    assert likeness(short, named("Miejski Ośrodek Pomocy Społecznej w Lublinie")).score < LIKELY
    assert likeness(short, named("MOPS", "Lublin")).score < LIKELY


def test_a_body_in_another_country_is_another():
    found = likeness(named("Caritas", "Frankfurt", "DE"), named("Caritas", "Frankfurt", "PL"))
    assert found.score < LIKELY
    assert "against: in different countries" in found.reasons


def test_one_identifier_is_certainty_and_two_of_a_scheme_are_two_bodies():
    mine, other = (Identifier("NIP", value) for value in ("5050013732", "5252248481"))
    found = likeness(named("A", identifiers=(mine,)), named("Quite other", identifiers=(mine,)))
    assert (found.score, found.reasons) == (1.0, ("both are NIP 5050013732",))
    apart = likeness(named("Caritas Polska X", identifiers=(mine,)), named("Caritas Polska", identifiers=(other,)))
    assert apart.score < 0.5
    total = likeness(named("Caritas Polska", identifiers=(mine,)), named("Caritas Polska", identifiers=(other,)))
    assert total.score == 1.0
    assert "against: they differ in NIP" in total.reasons


def test_a_pair_takes_less_than_a_hundred_microseconds():
    names = [named(text, "Łęczna") for text in ("MOPS Łęczna", "Miejski Ośrodek Pomocy Społecznej w Łęcznej", "Gmina")]
    pairs = [(a, b) for a in names for b in names] * 200
    began = perf_counter()
    for a, b in pairs:
        likeness(a, b)
    assert (perf_counter() - began) / len(pairs) < 100e-6 * 5  # a machine may be busy
