"""The lexicon: the lemmas of Polish words, from the dictionary that Morfeusz 2 brings along (SGJP).

It is read when a word is first looked up, in 0.1 s and 40 MB; a look-up costs some 20 microseconds, once a word.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from math import prod
from threading import Lock
from typing import Any

from graph.folding import fold, words

SHORTEST = 3  # letters; of shorter words Morfeusz knows abbreviations and Roman numerals
MOST_SPELLINGS = 64

# Which letters people leave the marks of when they type.
_MARKED: Mapping[str, str] = {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"}
_VOWELS = frozenset("aeiouy")

Look = Callable[[str], list[tuple[int, int, tuple[str, str, str, list[str], list[str]]]]]


@lru_cache(maxsize=65_536)
def lemmas(word: str) -> frozenset[str]:
    """Return the folded lemmas of a word as it is written, in any case; none if the dictionary does not know it."""
    if len(word) < SHORTEST or not word.isalpha():
        return frozenset()
    # As a name, a word is both what it is in lower case and what it is as a name: leżajsku, Leżajsku.
    found = _dictionary()(word.capitalize())
    last = max((end for _, end, _ in found), default=0)
    known = {
        interpretation[1].partition(":")[0]
        for start, end, interpretation in found
        if (start, end) == (0, last) and interpretation[2] not in _UNKNOWN
    }
    return frozenset(fold(each) for each in known if len(words(each)) == 1)


@lru_cache(maxsize=65_536)
def name_sorts(word: str) -> frozenset[str]:
    """Return of what sort of name a word is as nobody inflected it: imię, nazwisko, nazwa geograficzna.

    UNKNOWN is among them if the dictionary does not know the word, nothing if it is no name.
    """
    found = _dictionary()(word.capitalize())
    last = max((end for _, end, _ in found), default=0)
    whole = [interpretation for start, end, interpretation in found if (start, end) == (0, last)]
    sorts = {UNKNOWN for interpretation in whole if interpretation[2] == "ign"}
    for _, lemma, tag, names, _ in whole:
        if lemma.partition(":")[0].casefold() == word.casefold() and "nom" in tag:
            sorts.update(names)
    return frozenset(sorts)


UNKNOWN = "?"
_UNKNOWN = frozenset(("ign", "dig", "romandig", "interp", "sp"))


@lru_cache(maxsize=4_096)
def lemmas_asked(word: str) -> frozenset[str]:
    """Return the folded lemmas of a word that somebody typed, perhaps without the marks of its letters."""
    return frozenset[str]().union(*map(lemmas, _spellings(word.lower())))


def _spellings(word: str) -> Iterator[str]:
    """Yield a word and, unless it has marks or there are too many, each way in which it may be written with them."""
    choices = [_letters(word, at) for at in range(len(word))] if word.isascii() else []
    if not choices or prod(map(len, choices)) > MOST_SPELLINGS:
        yield word
    else:
        yield from map("".join, product(*choices))


def _letters(word: str, at: int) -> str:
    """Return the letters that one typed without marks may be, by the rules of Polish spelling."""
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    marked = _MARKED.get(letter, "")
    if letter in "cnsz" and after in _VOWELS:  # softened by an i that follows: only ż may stand there
        marked = "ż" if letter == "z" else ""
    if letter in "cs" and after in ("z", "h"):  # cz, ch, sz
        marked = ""
    if letter == "z" and before in ("c", "s", "r"):  # cz, sz, rz
        marked = ""
    at_its_edge = (letter in "ae" and not before) or (letter == "o" and not after)
    return letter if at_its_edge else letter + marked


@lru_cache(maxsize=1)
def _dictionary() -> Look:
    try:
        from morfeusz2 import Morfeusz  # it costs what this module promises to spend when first needed
    except ImportError:  # no wheel for this machine
        return lambda _: []
    morfeusz: Any = Morfeusz(generate=False)
    lock = Lock()  # an analysis keeps its state in the object

    def look(word: str) -> Any:
        with lock:
            return morfeusz.analyse(word)

    return look
