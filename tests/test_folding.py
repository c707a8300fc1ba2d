"""Folded words are as people compare them: without case, diacritics and ligatures."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.folding import fold, split, words, written_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łęczna", "leczna"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Große Straße", "grosse strasse"),
        ("Ærø, Ødense, Þingvellir, Đakovo, Ħal, Ŧ, əz", "aero, odense, thingvellir, dakovo, hal, t, ez"),
        ("İstanbul ISPARTA ısparta", "istanbul isparta isparta"),
        ("Œuvre", "oeuvre"),
        ("ﬁnance", "finance"),
        ("  a\t\n b\u00a0c\u2003d ", "a b c d"),
        ("ΌΣΟΣ όσος", "οσοσ οσοσ"),
        ("Ёлка", "елка"),
        ("e\u0301", "e"),
        ("", ""),
        ("½ № ™", "1⁄2 no tm"),
    ],
)
def test_words_are_folded_as_people_compare_them(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_composed_and_decomposed_words_are_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text("aąbcćdeęlłnńoósśzźżAĄBCĆDEĘLŁNŃOÓSŚZŹŻ -", max_size=30))
def test_case_makes_no_difference(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)
    assert fold(text).isascii()


def test_the_words_of_a_text_stand_in_its_order():
    assert words("Gmina Łęczna, ul. Plac Kościuszki 5") == ["gmina", "leczna", "ul", "plac", "kosciuszki", "5"]
    assert words("7.1.1") == ["7", "1", "1"]
    assert words("... !? –") == []


@given(st.text(max_size=30))
def test_a_word_is_neither_empty_nor_spaced(text):
    assert all(word and not any(map(str.isspace, word)) for word in words(text))


@given(st.text(max_size=30))
def test_words_that_know_where_they_stand_are_the_same_words(text):
    assert [each.folded for each in written_words(text)] == words(text)


@given(st.text(max_size=30))
def test_a_word_stands_where_it_says(text):
    for word in written_words(text):
        assert text[word.start : word.end] == word.written
        assert word.folded in fold(word.written)


def test_marks_belong_to_the_letter_before_them():
    text = "Le\u0328czna, A\u0308rzte"
    assert [each.written for each in written_words(text)] == ["Le\u0328czna", "A\u0308rzte"]


def test_words_stand_where_folded_words_stand():
    for code in range(0x3000):
        text = f"a{chr(code)}b"
        found = split(text)
        assert found is None or [fold(word) for word in found] == words(text), hex(code)
    assert split("Łódź – „Poznań”") == ["Łódź", "Poznań"]
    assert split("a½b") is None
