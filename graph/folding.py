"""Folding: words as people compare them, without case and diacritics."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# NFKD leaves these letters whole: they are not a letter and a mark to Unicode, but are to people.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ə": "e",
    }
)
_WORD = re.compile(r"[^\W_]+")
# Of these characters, letters are folded to letters and the others to what stands between words.
_PLAIN = re.compile("[\x00-\x7f\u00c0-\u013e\u0141-\u017f\u0391-\u03c9\u0400-\u045f\u2010-\u201e]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded, as it is written, and from which character to which it stands there."""

    folded: str
    written: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` in lower case, without diacritics and ligatures, its white space made single spaces."""
    return _remembered(text) if len(text) <= REMEMBERED else _folded(text)


REMEMBERED = 200  # characters: names and titles are folded for several columns, one after the other


def _folded(text: str) -> str:
    return " ".join(_bare(text).split())


_remembered = lru_cache(maxsize=16_384)(_folded)


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in its order."""
    return _WORD.findall(fold(text))


def written_words(text: str) -> list[Word]:
    """Return the words of `text` where they stand in it: the same as `words`, in the same order."""
    pieces = [_folded_character(each) for each in text]
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    found = []
    for match in _WORD.finditer("".join(pieces)):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and not pieces[end]:  # marks belong to the letter before them
            end += 1
        found.append(Word(match[0], text[start:end], start, end))
    return found


def split(text: str) -> list[str] | None:
    """Return the words of `text` as they are written, None if folding cuts it at other places."""
    written = _WORD.findall(text)
    return written if _PLAIN.fullmatch(text) or [fold(word) for word in written] == words(text) else None


@lru_cache(maxsize=4_096)
def _folded_character(character: str) -> str:
    return _bare(character)


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return decomposed.translate(_MARKS).casefold()


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that takes marks away, filled with the characters that come along."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_MARKS = _Marks()
