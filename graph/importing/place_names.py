"""Place names: the key by which spellings of one name are found, and what a name says beside itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from graph.folding import fold
from graph.lexicon import lemmas

# Marks within a word: apostrophes, and the soft sign, glottal stop and ayn that transliterations write by them.
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʻʼʹʽʿʾˈ′")
_WORD = re.compile(r"[^\W_]+")
# As writers shorten them; a saint is one whatever his land calls him.
_SHORT = {"st": "saint", "sankt": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a name: the name itself, where it says that it is, and what sort of thing."""

    name: str
    within: str = ""
    unit: str = ""


def key(name: str) -> str:
    """Return the words of a name folded, in one spelling of what is written in several: St. Pölten, Sankt-Pölten."""
    found = _WORD.findall(fold(name.translate(_APOSTROPHES)))
    return " ".join([_SHORT.get(word, word) for word in found])


# What a place is called by that is no town though a town may have its name, and what says only that it is one.
UNITS = frozenset(
    "county district powiat okres rayon raion microregion communaute region gmina commune borough ward parish"
    " prefecture".split()
)
_TOWN = frozenset("city town village municipality comune gemeinde stadt miasto urban cedex".split())
_BRACKETED = re.compile(r"^(.+?)\s*\(([^()]+)\)$")


def readings(name: str) -> Iterator[Reading]:
    """Yield the ways to understand a name, the most literal first."""
    yield Reading(name)
    bracketed = _BRACKETED.match(name)
    if bracketed:
        yield _qualified(bracketed[1], bracketed[2])
        return
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip():
        yield _qualified(before.strip(), after.strip())
    larger, dash, smaller = name.partition(" – ")
    if dash:
        yield Reading(smaller, within=larger)
    for other in name.split("/") if "/" in name else ():
        yield Reading(other.strip())


def _qualified(name: str, qualifier: str) -> Reading:
    said = set(key(qualifier).split())
    if said & UNITS and not said <= {"urban", "gmina"}:
        return Reading(name, unit=qualifier)
    return Reading(name) if said <= _TOWN | {"gmina"} else Reading(name, within=qualifier)


def uninflected(name: str) -> Iterator[str]:
    """Yield what a name out of a Polish sentence may be in the nominative: w Łęcznej is in Łęczna.

    Each word may be any of its lemmas; a phrase agrees in gender, which nothing here checks: the gazetteer knows.
    """
    yield from (" ".join(each) for each in product(*({word, *lemmas(word)} for word in name.split()[:4])))
