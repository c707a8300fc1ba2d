"""Spelling: how alike two names are, 0 to 1, as far as their words tell."""

from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from graph.folding import fold, words
from graph.inquiry import JOINING
from graph.lexicon import lemmas

INFLECTED = 0.97
OTHER_NUMBERS = 0.7  # priority 7.1 is not priority 7.2
LONGEST = 500  # characters


def alike(a: str, b: str) -> float:
    """Return how alike two texts are."""
    return 1.0 if fold(a) == fold(b) else _alike(a[:LONGEST], b[:LONGEST])


@lru_cache(maxsize=16_384)
def _alike(a: str, b: str) -> float:
    ours, theirs = _words(a), _words(b)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 0.99
    first, second = " ".join(ours), " ".join(theirs)
    if len(ours) == len(theirs) == 1:
        forms = {first, *lemmas(a.strip())} & {second, *lemmas(b.strip())}
        return INFLECTED if forms else DamerauLevenshtein.normalized_similarity(first, second) ** 2
    found = max(fuzz.token_sort_ratio(first, second) / 100.0, _part(ours, theirs))
    return found if _numbers(ours) == _numbers(theirs) else min(found, OTHER_NUMBERS)


def _words(text: str) -> list[str]:
    found = words(text)
    return [each for each in found if each not in JOINING] or found


def _part(ours: list[str], theirs: list[str]) -> float:
    """Return how alike a name is to one that has all of its words and more: the beginning of a long title."""
    short, long = sorted((ours, theirs), key=len)
    return 0.6 + 0.3 * len(short) / len(long) if len(short) > 1 and set(short) <= set(long) else 0.0


def _numbers(found: list[str]) -> list[str]:
    return sorted(each for each in found if any(map(str.isdigit, each)))
