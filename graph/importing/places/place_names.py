"""Place names: the keys by which spellings of one name are found, and the ways in which a name can be understood."""

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
# What two romanisations of one name may differ in, beside spaces: Tyachiv, Tiachiv; Zaporizhzhya, Zaporizhia.
_ALIKE = str.maketrans({"y": "i", "j": "i", "w": "v", " ": None})
_REPEATED = re.compile(r"(..?)\1+")
MOST_WORDS = 4  # of a name that may be inflected
LOOSE = "~"  # before keys of that sort


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a name.

    `within` is where it says that it is, `unit` what sort of thing, if that is no town; `beside` a town that must be
    near. A `sole` reading leaves so much out that it holds only where one town alone has such a name.
    """

    key: str
    written: str = ""
    within: str = ""
    unit: str = ""
    beside: str = ""
    sole: bool = False


def key(name: str) -> str:
    """Return the words of a name folded, in one spelling of what is written in several: St. Pölten, Sankt-Pölten."""
    # Half of the world's million names are ASCII, and have nothing to fold.
    found = _WORD.findall(
        name.replace("'", "").replace("`", "").lower() if name.isascii() else fold(name.translate(_APOSTROPHES))
    )
    return " ".join([_SHORT.get(word, word) for word in found])


def loose_key(key: str) -> str:
    """Return what is left of a key without spaces and what romanisations differ in."""
    return LOOSE + _REPEATED.sub(r"\1", key.translate(_ALIKE).replace("kh", "h"))


# Units that are no towns, though a town may have their name; and words that say only that something is a town.
UNITS = frozenset(
    "county district powiat okres rayon raion microregion communaute intercommunality region gmina amt borough ward"
    " parish prefecture province".split()
)
_TOWN = frozenset("city town village municipality comune gemeinde stadt miasto urban commune cedex".split())
_BRACKETED = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_DASH = re.compile(r"\s+[–—]\s+")
_NUMBER = re.compile(r"\s+(?:[IVX]+|\d+)$")
# By which river or lake: what German names may add. Where a name adds a valley, there is another town of the same name.
_BY_WHICH = re.compile(r"\s+(?:am|an der|an dem) \S.*$")
_JOINED = re.compile(r"-|\s+and\s+|\s*/\s*")


def readings(name: str, *, seat: bool = False) -> Iterator[Reading]:
    """Yield the ways to understand a name, the most literal first; with `seat` a municipality as its first town."""
    yield Reading(key(name), name)
    bracketed = _BRACKETED.match(name)
    if bracketed:
        yield from _qualified(bracketed[1], bracketed[2])
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip():
        yield from _qualified(before.strip(), after.strip())
    parts = _DASH.split(name)
    if len(parts) == 2:
        yield from _within(parts[1], parts[0])
    words = key(name).split()
    if set(words) & UNITS:
        rest = [word for word in words if word not in UNITS and word not in _TOWN]
        yield Reading(" ".join(rest), unit=" ".join(word for word in words if word not in rest))
    elif words[-1] in _TOWN and len(words) > 1:
        yield Reading(" ".join(words[:-1]), sole=True)
    else:
        yield Reading(" ".join([*words, "city"]), sole=True)
    yield Reading(loose_key(key(name)), name)
    if not bracketed and len(parts) == 1:
        yield from _shortened(name, seat=seat)


def _qualified(name: str, qualifier: str) -> Iterator[Reading]:
    said = set(key(qualifier).split())
    if (said <= _TOWN | {"gmina"} and "urban" in said) or said <= _TOWN:
        yield Reading(key(name), name)
    elif said & UNITS:
        rest = [
            word
            for word in key(qualifier).split()
            if word not in UNITS and word not in _TOWN | {"rural", "local", "government"}
        ]
        # "(Kraslice District)" is where it is, "(district)" what it is.
        yield Reading(key(name), name, within=" ".join(rest)) if rest else Reading(key(name), name, unit=qualifier)
    else:
        yield from _within(name, qualifier)


def _within(name: str, larger: str) -> Iterator[Reading]:
    around = _NUMBER.sub("", larger)
    yield Reading(key(name), name, within=around)
    yield Reading(loose_key(key(name)), name, within=around)
    for each in (name, larger):  # a numbered district may be known by its number alone
        yield from _numbered(each)


def _numbered(name: str) -> Iterator[Reading]:
    """Yield how GeoNames calls a district that has a number, as in Budapest XI."""
    if _NUMBER.search(name):
        yield Reading(key(name), name)
        yield Reading(f"{key(name)} kerulet", name)


def _shortened(name: str, *, seat: bool) -> Iterator[Reading]:
    """Yield what a longer name may be a form of: Rottenburg am Neckar is Rottenburg; Brig-Glis is Brig, beside Glis."""
    plain = _BY_WHICH.sub("", name)
    if plain != name:
        yield Reading(key(plain), plain, sole=True)
    yield from _numbered(name)
    first, *others = _JOINED.split(name)
    if seat and len(others) == 1 and len(first) > 2 and len(others[0]) > 2:
        yield Reading(key(first), first, beside=key(others[0]))


def uninflected(name: str) -> Iterator[str]:
    """Yield what a name out of a Polish sentence may be in the nominative: w Łęcznej is in Łęczna.

    Each word may be any of its lemmas; a phrase agrees in gender, which nothing here checks: the gazetteer knows.
    """
    words = name.split()
    if len(words) <= MOST_WORDS:
        yield from (" ".join(each) for each in product(*({word, *lemmas(word)} for word in words)))
