"""The anatomy of a name: its words with what each means, its legal form, its numbers, and the parts it is made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from graph.abbreviations import POLISH, UNKNOWN, expansions
from graph.folding import Word, written_words
from graph.lexicon import lemmas
from graph.matching.concepts import NOTHING, TERRITORIES, UNITS, Weight, concept, phrases, weight
from graph.matching.legal_forms import Forms, legal_form
from graph.matching.toponyms import COUNTRIES, PLACES
from graph.values import Text

MOST_VARIANTS = 4  # of one name: an abbreviation may stand for several phrases


class Standing(Enum):
    """As what a word stands in a name: some are often left out."""

    WORD = None
    PATRON = 0.25  # im. Jana Pawła II
    SHORT = 0.4  # a short form beside the name that it is short for
    WHERE = 1.0  # w Łęcznej, at the end


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A word of a name: as it is folded, its lemmas, what it means, how much it tells, as what it stands."""

    word: str
    lemmas: frozenset[str]
    concept: str | None
    weight: float
    standing: "Standing"


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """What a name is made of.

    `numbers` are those written as such (nr 2, II). `territory` is the sort of territorial body that is all it names
    (municipality, town, county ...), `units` what says that it is a part of a larger body. `of_owner` tells that the
    words before a stroke, those of the body it acts for, are left out. `proper` are the words that tell
    which of its sort it is, `meanings` what the others mean.
    """

    written: str
    parts: tuple[Part, ...]
    forms: Forms
    numbers: frozenset[str]
    territory: str | None
    units: frozenset[str]
    proper: tuple[Part, ...]
    meanings: frozenset[str]
    of_owner: bool = False


@lru_cache(maxsize=65_536)
def anatomies(name: Text) -> tuple[Anatomy, ...]:
    """Return the ways in which a name may be read, the plainest first."""
    return tuple(each for text, of_owner in _spans(name) for each in _read(text, name.language, of_owner=of_owner))


_STROKE = re.compile(r"\s*[/\\]\s*|\s+[-–—]\s+|\s+[-–—]|[-–—]\s+")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*$")


def _spans(name: Text) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a name that tell who is meant, and whether each leaves out whom he acts for.

    Powiat Bocheński / Powiatowy Urząd Pracy w Bochni is the county's labour office.
    """
    bracket = _BRACKETS.search(name.text)
    whole = (
        name.text[: bracket.start()] if bracket and _is_short(bracket[1], name.text[: bracket.start()]) else name.text
    )
    yield whole, False
    owner, *rest = _STROKE.split(whole)
    if (
        owner.strip()
        and rest
        and rest[-1].strip()
        and any(each.territory for each in anatomies(Text(owner, name.language)))
    ):
        yield rest[-1], True


def _is_short(inside: str, outside: str) -> bool:
    """Return whether what stands in brackets at the end is a short form of what stands before them."""
    letters = "".join(each.folded for each in written_words(inside))
    initials = "".join(each.folded[0] for each in written_words(outside))
    return bool(initials) and (inside.isupper() or (letters != "" and letters in initials))


def _read(text: str, language: str, *, of_owner: bool) -> Iterator[Anatomy]:
    written = written_words(text)
    forms, aside = legal_form([each.folded for each in written])
    kept = [word for at, word in enumerate(written) if at not in aside]
    for reading in expansions(kept, language)[:MOST_VARIANTS]:
        numbers = {at: number for at, word in enumerate(reading) if (number := _number(at, word.written))}
        plain = _understood([word for at, word in enumerate(reading) if at not in numbers])
        spoken = [word for word in plain if word.folded not in NOTHING]
        standing = {**_patron(plain), **_where(plain), **_short(plain, text)}
        parts = tuple(
            part(word.folded, word.written, language, standing.get(word, Standing.WORD))
            for word in spoken
            if not _is_initials(word, plain, text)
        )
        if parts:
            yield Anatomy(
                " ".join(word.folded for word in reading),
                parts,
                forms,
                frozenset(numbers.values()),
                _territory([word.folded for word in plain], parts),
                frozenset(each.concept for each in parts if each.concept in UNITS),
                tuple(each for each in parts if each.weight == Weight.PROPER),
                frozenset(each.concept for each in parts if each.concept),
                of_owner,
            )


def _understood(text: Sequence[Word]) -> list[Word]:
    """Return words with those that mean something of their own together exchanged for what they mean."""
    found: list[Word] = []
    at = 0
    while at < len(text):
        for phrase, stand_in in phrases().get(text[at].folded, ()):
            if [word.folded for word in text[at : at + len(phrase)]] == phrase:
                found += [Word(word, word, 0, 0) for word in stand_in]
                at += len(phrase)
                break
        else:
            found.append(text[at])
            at += 1
    return found


def _is_initials(word: Word, text: Sequence[Word], name: str) -> bool:
    """Return whether a word in capitals only repeats the initials of the others, in their order."""
    if len(word.folded) < 3 or not word.written.isupper() or name.isupper() or len(text) <= len(word.folded):
        return False
    initials = iter(each.folded[0] for each in text if each is not word)
    return all(letter in initials for letter in word.folded)


@lru_cache(maxsize=65_536)
def part(word: str, written: str, language: str, standing: Standing = Standing.WORD) -> Part:
    """Return a word as a part of names; the same object for the same word."""
    meaning = concept(word)
    known = lemmas(written) if language in (POLISH, UNKNOWN) else frozenset[str]()
    most = float(weight(meaning))
    return Part(word, known, meaning, most if standing.value is None else min(most, standing.value), standing)


def _patron(text: Sequence[Word]) -> dict[Word, Standing]:
    """Return the words that name a patron: those after `im.`, up to where the body is."""
    start = next((at for at, word in enumerate(text) if word.folded in ("im", "imienia") and at), len(text))
    end = next((at for at, word in enumerate(text) if word.folded in ("w", "we") and at > start), len(text))
    return dict.fromkeys(text[start + 1 : end], Standing.PATRON)


LONGEST_TOWN = 3  # words


def _where(text: Sequence[Word]) -> dict[Word, Standing]:
    """Return the words at the end that say in which town a body is."""
    start = next((at for at in range(len(text) - 1, 0, -1) if text[at].folded in _IN), None)
    if start is None:
        return {}
    town = text[start + 1 :]
    meanings = {concept(word.folded) for word in town}
    is_town = len(town) <= LONGEST_TOWN and meanings <= {None, *PLACES, *COUNTRIES}
    # In English other things than towns follow: Research in Biomedicine.
    certain = text[start].folded != "in" or meanings & PLACES.keys()
    return dict.fromkeys(town if is_town and certain else (), Standing.WHERE)


_IN = frozenset(("w", "we", "v", "ve", "in"))
LEAST_BESIDE_SHORT = 3  # words, without which a short form is the name itself


def _short(text: Sequence[Word], name: str) -> dict[Word, Standing]:
    """Return the short forms that stand beside a name: words of several capitals among others."""
    if name.isupper():
        return {}
    short = [word for word in text if sum(map(str.isupper, word.written)) > 1 and len(word.folded) <= 6]
    others = sum(word.folded not in NOTHING for word in text) - len(short)
    return dict.fromkeys(short if others >= LEAST_BESIDE_SHORT else (), Standing.SHORT)


_ROMAN = re.compile(r"(?=[XVI]{2})X{0,3}(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"X": 10, "V": 5, "I": 1}


def _number(at: int, word: str) -> str | None:
    """Return the number that a word is: in digits, or in Roman numerals of which one alone must come first."""
    if word.isdecimal():
        return str(int(word))
    if _ROMAN.fullmatch(word) or (at == 0 and word in _ROMAN_DIGITS):
        digits = [_ROMAN_DIGITS[each] for each in word]
        after = [*digits[1:], 0]
        return str(sum(-one if one < two else one for one, two in zip(digits, after, strict=True)))
    return None


_BESIDE_TERRITORIES = frozenset(("office", "government", None))
_LOWEST_FIRST = ("metropolis", "town", "municipality", "canton", "county", "province", "region")
_AND = frozenset(("i", "and", "e", "und", "a"))


def _territory(words: list[str], parts: tuple[Part, ...]) -> str | None:
    """Return the sort of territorial body that a name is of, if it names no other body: by the lowest.

    A metropolis is more than its city.
    """
    meanings = {each.concept for each in parts}
    among = meanings & TERRITORIES.keys()
    if not among or meanings - among - _BESIDE_TERRITORIES - PLACES.keys() - COUNTRIES.keys():
        return None
    if {"town", "municipality"} <= among and _AND.intersection(words):  # Miasto i Gmina: both in one
        return "municipality"
    return next(each for each in _LOWEST_FIRST if each in among)
