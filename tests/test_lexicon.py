"""The lexicon knows the lemmas of Polish words, and guesses the marks that people leave out."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.lexicon import MOST_SPELLINGS, _spellings, lemmas, lemmas_asked


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Łęcznej", "leczna"),
        ("łęcznej", "leczna"),
        ("ŁĘCZNEJ", "leczna"),
        ("Leżajsku", "lezajsk"),
        ("leżajsku", "lezajsk"),
        ("Dębicy", "debica"),
        ("Lublinie", "lublin"),
        ("Warszawie", "warszawa"),
        ("Puławach", "pulawy"),
        ("Ośrodka", "osrodek"),
        ("Społecznej", "spoleczny"),
        ("miasta", "miasto"),
    ],
)
def test_an_inflected_word_has_its_lemma(word, lemma):
    assert lemma in lemmas(word)


@pytest.mark.parametrize("word", ["Treviolo", "Comune", "byłem", "2014", "di", "w", "", "日本", "-", "x" * 10_000])
def test_what_is_no_single_polish_word_has_none(word):
    assert lemmas(word) == frozenset()


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("lecznej", "leczna"),
        ("lezajsku", "lezajsk"),
        ("debicy", "debica"),
        ("swiebodzinie", "swiebodzin"),
        ("zolkiewce", "zolkiewka"),
        ("gdansku", "gdansk"),
        ("lodzi", "lodz"),
        ("osrodka", "osrodek"),
        ("SPOLECZNEJ", "spoleczny"),
        ("urzedu", "urzad"),
    ],
)
def test_a_word_typed_without_its_marks_has_the_lemma_of_the_marked_one(typed, lemma):
    assert lemma in lemmas_asked(typed)


def test_spellings_keep_to_the_rules_and_to_a_limit():
    assert set(_spellings("szczaw")) == {"szczaw", "szcząw"}
    assert list(_spellings("łodzi")) == ["łodzi"]
    assert list(_spellings("aceloszlncszoleac" * 3)) == ["aceloszlncszoleac" * 3]
    assert max(len(list(_spellings(word))) for word in ("spolecznej", "zolkiewce", "lezajsku")) <= MOST_SPELLINGS


def test_several_threads_may_ask_at_once():
    wanted = {word: lemmas.__wrapped__(word) for word in ("Łęcznej", "Ośrodka", "Leżajsku", "Treviolo", "pracy")}
    with ThreadPoolExecutor(8) as pool:
        for word, found in pool.map(lambda each: (each, lemmas.__wrapped__(each)), list(wanted) * 400):
            assert found == wanted[word]


def test_nobody_pays_for_the_dictionary_who_does_not_search():
    code = "import sys, server, graph.lexicon, graph.terms; assert 'morfeusz2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
