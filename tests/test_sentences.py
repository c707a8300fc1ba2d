"""A path is told in Polish and in English, names standing as they are: word by word on the seeds."""

from typing import Any

import pytest

from graph.network.scope import PARENT, PARTNERSHIP, PLACE, PROGRAMME, PROJECT
from graph.network.sentences import _CLAUSES, LANGUAGES, Told, sentence
from schema.engine import Engine, Request

HOST = "Miejski Ośrodek Pomocy Społecznej w Łęcznej"
PROJECT_OF_LECZNA = "Europejskie standardy w pracy Miejskiego Ośrodka Pomocy Społecznej w Łęcznej"
UNIT = "jednostka działająca przy Comune di Treviolo"


@pytest.fixture
def ask(engine: Engine) -> Any:
    def asked(query: str) -> Any:
        made = engine.answer(Request(query))
        assert not made.errors, made.errors
        return made.data

    return asked


def test_a_path_is_one_sentence_in_either_language(ask):
    found = ask(
        """{path(from: "organization/mops-leczna", to: "organization/comune-di-treviolo") {
             sentence pl: sentence(language: PL) en: sentence(language: EN)
             hops {sentence(language: EN)}}}"""
    )["path"]
    assert found["sentence"] == found["pl"]
    assert found["pl"] == (
        f"{HOST} uczestniczy w projekcie „{PROJECT_OF_LECZNA}” (rola: koordynator); uczestniczy w nim też {UNIT} "
        f"(rola: instytucja przyjmująca); {UNIT} ma jednostkę nadrzędną: Comune di Treviolo."
    )
    assert found["en"] == (
        f"{HOST} takes part in the project “{PROJECT_OF_LECZNA}” (role: coordinator); {UNIT} takes part in it too "
        f"(role: host); {UNIT} is part of Comune di Treviolo."
    )
    assert [hop["sentence"] for hop in found["hops"]] == [
        f"{HOST} takes part in the project “{PROJECT_OF_LECZNA}” (role: coordinator).",
        f"{UNIT[0].upper()}{UNIT[1:]} takes part in the project “{PROJECT_OF_LECZNA}” (role: host).",
        f"{UNIT[0].upper()}{UNIT[1:]} is part of Comune di Treviolo.",
    ]


def test_a_path_by_places_and_a_partnership_is_told(ask):
    query = """{path(from: "organization/mops-leczna", to: "organization/comune-di-treviolo", via: [PLACE, PARTNERSHIP]) {
                  sentence en: sentence(language: EN)}}"""
    found = ask(query)["path"]
    assert found["sentence"] == (
        f"{HOST} ma siedzibę w miejscu: Łęczna; Łęczna i Treviolo są partnerami (miasta partnerskie); "
        "Treviolo to miejsce, w którym ma siedzibę Comune di Treviolo."
    )
    assert found["en"] == (
        f"{HOST} is in Łęczna; Łęczna and Treviolo are partners (twin towns); Comune di Treviolo is in Treviolo."
    )


def test_a_partnership_is_told_with_its_time(ask):
    found = ask(
        """{path(from: "organization/mops-leczna", to: "organization/frse", via: [PARTNERSHIP]) {
             sentence en: sentence(language: EN)}}"""
    )["path"]
    assert found["sentence"] == f"{HOST} i Fundacja Rozwoju Systemu Edukacji są partnerami (umowa, od 2008-05)."
    assert found["en"] == f"{HOST} and Fundacja Rozwoju Systemu Edukacji are partners (agreement, since 2008-05)."


def test_a_path_of_no_hops_is_told(ask):
    found = ask('{path(from: "place/leczna", to: "place/leczna") {sentence en: sentence(language: EN)}}')["path"]
    assert found == {"sentence": "Łęczna to oba końce drogi.", "en": "Łęczna is both ends of the path."}


def test_each_hop_of_a_neighbourhood_is_told_from_the_nearer_end(ask):
    found = ask('{neighbourhood(of: "organization/comune-di-treviolo") {hops {sentence}}}')["neighbourhood"]
    assert {hop["sentence"] for hop in found["hops"]} == {
        f"Comune di Treviolo ma jednostkę podległą: {UNIT}.",
        "Comune di Treviolo ma siedzibę w miejscu: Treviolo.",
        f"Treviolo to miejsce, w którym ma siedzibę {UNIT}.",
    }


@pytest.mark.parametrize(
    ("start", "end", "pl", "en"),
    [
        ("2008", "2009", "2008–2009", "2008–2009"),
        ("2008-05", "2009", "2008-05 – 2009", "2008-05 – 2009"),
        ("2008", "2008", "2008", "2008"),
        ("2008", None, "od 2008", "since 2008"),
        (None, "2009-01", "do 2009-01", "until 2009-01"),
    ],
)
def test_the_time_of_a_tie_is_told_as_far_as_it_is_known(start, end, pl, en):
    hop = Told(PROJECT, False, "A", "B", "koordynator", start, end)
    assert sentence([hop], "PL") == f"A uczestniczy w projekcie „B” (rola: koordynator, {pl})."
    assert sentence([hop], "EN") == f"A takes part in the project “B” (role: koordynator, {en})."


def test_whoever_shares_a_thing_is_told_as_sharing_it():
    def told(kind: str) -> list[Told]:
        return [Told(kind, False, "A", "B"), Told(kind, True, "B", "C")]

    assert [sentence(told(kind), "PL") for kind in (PROJECT, PROGRAMME, PARENT, PLACE)] == [
        "A uczestniczy w projekcie „B”; uczestniczy w nim też C.",
        "Projekt „A” jest dofinansowany z programu „B”; z tego samego programu jest dofinansowany projekt „C”.",
        "A ma jednostkę nadrzędną: B; tę samą jednostkę nadrzędną ma C.",
        "A ma siedzibę w miejscu: B; ma tam siedzibę też C.",
    ]
    assert [sentence(told(kind), "EN") for kind in (PROJECT, PROGRAMME, PARENT, PLACE)] == [
        "A takes part in the project “B”; C takes part in it too.",
        "The project “A” is funded by the programme “B”; so is the project “C”.",
        "A is part of B; so is C.",
        "A is in B; so is C.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tie_is_told_in_either_direction(language):
    for kind in (PROJECT, PROGRAMME, PARTNERSHIP, PARENT, PLACE):
        assert {is_back for each, is_back in _CLAUSES[language] if each == kind} == {False, True}
        made = sentence([Told(kind, True, "Jeden {0}", "Dwa Sp. z o.o.")], language)
        assert made.endswith(".")
        assert not made.endswith("..")
        assert "Jeden {0}" in made
        assert "Dwa Sp. z o.o." in made
