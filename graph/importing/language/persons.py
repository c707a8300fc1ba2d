"""Persons: names of firms that are names of people, which stay out of the graph."""

import re

from graph.lexicon import UNKNOWN, name_sorts

GIVEN, SURNAME = "imię", "nazwisko"
SHORTEST = 3  # letters of a name

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Whom a school or a hospital is called after is no secret; nor is a pope.
_PATRON = re.compile(r"\b(?:im\.|imienia)\s.*|\bJana Pawła II\b", re.IGNORECASE)

# A civil partnership has no name but those of its partners.
_PARTNERS = re.compile(r"\bs\. ?c\.", re.IGNORECASE)
_INITIAL = re.compile(r"\b(?!s\.|c\.)[^\W\d_]\. ?[^\W\d_]{3,}", re.IGNORECASE)


def names_person(text: str) -> bool:
    """Return whether the name of a Polish firm is, or holds, that of a person: a given name beside a surname.

    Where the dictionary of Morfeusz is missing, nobody is found.
    """
    if _PARTNERS.search(text) and _INITIAL.search(text):
        return True
    sorts = [_sorts(word) for word in _WORD.findall(_PATRON.sub("", text))]
    beside = {GIVEN, SURNAME, UNKNOWN}
    return any(
        GIVEN in sorts[at] and any(sorts[other] & beside for other in (at - 1, at + 1) if 0 <= other < len(sorts))
        for at in range(len(sorts))
    )


def _sorts(word: str) -> frozenset[str]:
    if len(word) < SHORTEST:
        return frozenset()
    return frozenset[str]().union(*(name_sorts(part) for part in word.split("-")))
