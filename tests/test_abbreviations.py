"""Abbreviations stand for phrases and phrases for abbreviations, in whatever case they are inflected."""

import pytest

from graph.abbreviations import TABLE, forms, meanings
from graph.folding import words, written_words
from graph.terms import terms


def found(text: str, language: str = "pl") -> set[str]:
    return {each.text for each in terms(text, language)}


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Miejski Ośrodek Pomocy Społecznej w Łęcznej", {"mops", "ops"}),
        ("staże pracowników Miejskiego Ośrodka Pomocy Społecznej", {"mops", "ops"}),
        ("MIEJSKIM OŚRODKIEM POMOCY SPOŁECZNEJ", {"mops", "ops"}),
        ("Miejsko-Gminny Ośrodek Pomocy Społecznej", {"mgops", "ops"}),
        ("Powiatowe Centrum Pomocy Rodzinie", {"pcpr"}),
        ("Fundacją Rozwoju Systemu Edukacji", {"frse"}),
        ("Urząd Miasta i Gminy", {"um", "umig"}),
        ("z Programu Operacyjnego Kapitał Ludzki", {"po", "kl", "pokl"}),
    ],
)
def test_a_phrase_has_its_abbreviations(text, short):
    assert short <= found(text)


@pytest.mark.parametrize(
    ("text", "language", "long"),
    [
        ("MOPS Łęczna", "pl", {"miejski", "osrodek", "pomoc", "pomocy", "spolecznej", "ops"}),
        ("umowa z FRSE", "pl", {"fundacja", "edukacji"}),
        ("UMiG Ostrów Lubelski", "pl", {"urzad", "gmina"}),
        ("ASL Bergamo", "it", {"azienda", "sanitaria", "locale"}),
        ("PO KL", "und", {"kapital", "ludzki"}),
        ("EUROPEAN UNION, ESF", "en", {"eu", "social", "fund"}),
    ],
)
def test_an_abbreviation_has_the_words_of_its_phrase(text, language, long):
    assert long <= found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "absent"),
    [
        ("um, dois, três", "pt", "urzad"),
        ("pomocy społecznej ośrodek", "pl", "ops"),
        ("Ośrodek Pomocy", "pl", "ops"),
        ("PO południu", "pl", "kapital"),
        ("mops i inne psy", "pl", "osrodek"),
        ("Aziende sanitarie locali", "it", "asl"),
    ],
)
def test_what_only_resembles_one_is_none(text, language, absent):
    assert absent not in found(text, language)


def test_every_row_works_both_ways():
    for language, rows in TABLE.items():
        for short, phrase in rows:
            assert set(words(short)) <= found(phrase, language), (short, phrase)
            assert set(words(phrase)) <= found(short, language), (short, phrase)


def test_rows_are_all_different():
    rows = [row for each in TABLE.values() for row in each]
    assert len(set(rows)) == len(rows)


def test_a_meaning_says_which_words_it_is_of():
    text = written_words("w Miejskim Ośrodku Pomocy Społecznej")
    assert ("mops",) in [
        each.terms for each in meanings(text, [forms(each, "pl") for each in text]) if (each.start, each.end) == (1, 5)
    ]
