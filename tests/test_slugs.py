"""Slugs are readable and stable: what folds alike has one, what differs never shares one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.folding import fold
from graph.importing.slugs import LONGEST, shortened, slug

JOINTS = re.compile(r"""[\s.,'"`´‘’‚‛“”„‟«»‹›′″ʼʹ\-‐‑‒–—―−]+""")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Miejski Ośrodek Pomocy Społecznej w Łęcznej", "miejski-osrodek-pomocy-spolecznej-w-lecznej"),
        ('FUNDACJA "ECO"', "fundacja-eco"),
        ("Fundacja „Eco”.", "fundacja-eco"),
        ("Bielsko – Biała", "bielsko-biala"),
        ("A.B.C., Sp. z o.o.", "a-b-c-sp-z-o-o"),
        ("Straße", "strasse"),
        ("", ""),
        (" „-” ", ""),
    ],
)
def test_a_slug_is_what_people_would_write(text: str, wanted: str):
    assert slug(text) == wanted


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("C++", "c"), ("C#", "c"), ("R&D", "r-d"), ("Москва", "moskva"), ("Αθήνα", "athina"), ("北京", "beijing"), ("+", ""), ("a" * 121, "a" * 111)],
)  # fmt: skip
def test_what_is_lost_is_kept_as_a_hash(text: str, beginning: str):
    assert re.fullmatch(rf"{beginning}{'-' if beginning else ''}[0-9a-f]{{8}}", slug(text))


def test_texts_that_differ_in_what_is_lost_have_different_slugs():
    different = ["C", "C+", "C++", "C#", "C & D", "C @ D", "C D", "Ц", "C/D", "C (D)", "a" * 121, "a" * 122]
    assert len({slug(each) for each in different}) == len(different)


@given(st.text(max_size=200))
def test_a_slug_can_stand_in_an_id(text: str):
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= LONGEST


@given(st.text(max_size=12), st.text(max_size=12))
def test_two_texts_share_a_slug_only_if_they_fold_alike(one: str, other: str):
    keys = [JOINTS.sub("-", fold(each)).strip("-") for each in (one, other)]
    assert (slug(one) == slug(other)) == (keys[0] == keys[1])


def test_an_id_that_is_too_long_is_cut_and_stays_its_own():
    one, other = (f"project/{'a' * 190}_{each}" for each in "bc")
    assert shortened(one, 200) == one
    assert len(shortened(f"{one}dddd", 200)) == 200
    assert shortened(f"{one}dddd", 200) != shortened(f"{other}dddd", 200)
