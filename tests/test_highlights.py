"""A highlight cuts a text so that its parts are the text again, and marks what was searched for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidValue
from graph.highlights import parts
from graph.inquiry import inquiry

NAME = "Miejski Ośrodek Pomocy Społecznej w Łęcznej"


def shown(text: str, asked: str, language: str = "pl") -> str:
    return "".join(f"[{each.text}]" if each.matched else each.text for each in parts(text, language, inquiry(asked)))


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        (NAME, "leczna", "Miejski Ośrodek Pomocy Społecznej w [Łęcznej]"),
        (NAME, "lecznej", "Miejski Ośrodek Pomocy Społecznej w [Łęcznej]"),
        (NAME, "osr", "Miejski [Ośr]odek Pomocy Społecznej w Łęcznej"),
        (NAME, "mops", "[Miejski Ośrodek Pomocy Społecznej] w Łęcznej"),
        (NAME, "ops w leczna", "Miejski [Ośrodek Pomocy Społecznej] w [Łęcznej]"),
        (NAME, "o", "Miejski [O]środek Pomocy Społecznej w Łęcznej"),
        (NAME, "pomoc społeczna", "Miejski Ośrodek [Pomocy] [Społecznej] w Łęcznej"),
        (NAME, "treviolo", ""),
        ("MOPS Łęczna", "osrodek", "[MOPS] Łęczna"),
        ("Le\u0328czna", "lecz", "[Le\u0328cz]na"),
        ("Große Straße", "stras", "Große [Straß]e"),
        ("Comune di Treviolo", "treviolo comune", "[Comune] di [Treviolo]"),
        ("ﬁnanse", "fin", "[ﬁn]anse"),
        ("", "leczna", ""),
    ],
)
def test_what_was_asked_for_is_marked_on_the_characters_of_the_text(text, asked, marked):
    language = "it" if "Comune" in text else "pl"
    assert shown(text, asked, language) == marked


@given(st.text(max_size=30), st.text(min_size=1, max_size=8))
def test_the_parts_of_a_text_are_the_text(text, asked):
    try:
        sought = inquiry(asked)
    except InvalidValue:
        return
    made = parts(text, "pl", sought)
    assert "".join(each.text for each in made) in ("", text)
    assert all(one.matched is not other.matched for one, other in pairwise(made))
    assert not made or any(each.matched for each in made)


@pytest.mark.parametrize(
    "text",
    ["", " ", "...!", "🙂", "\u0000", "\ud800", "a" * 201, " ".join("abcdefghijklm"), "👩‍👩‍👧"],
)
def test_what_cannot_be_searched_for_is_refused_in_one_line(text):
    with pytest.raises(InvalidValue) as error:
        inquiry(text)
    assert "\n" not in str(error.value)
    assert "search" in str(error.value)


@pytest.mark.parametrize(
    "text", ["a" * 200, "日本", "Αθήνα", "Київ", "القاهرة", "a\u0000b", "x\ud800", "1", " ".join("abcdefghijkl")]
)
def test_what_has_a_word_can_be_searched_for(text):
    assert inquiry(text).asked
