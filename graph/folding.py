"""Folding: words as people compare them, without case and diacritics."""

import re
import unicodedata
from functools import lru_cache

from graph.errors import InvalidValue

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
LONGEST_WORD = 255  # characters: PostgreSQL counts 11 bits of bytes, and does not say when they overflow
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return `text` in lower case, without diacritics and ligatures, its white space made single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def words(text: str) -> list[str]:
    """Return the folded words of `text`, in its order, each as far as an index holds it."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def wanted_words(text: str) -> list[str]:
    """Return the folded words that a search is for. Raises InvalidValue if there are none."""
    wanted = words(text)
    if not wanted:
        raise InvalidValue(f"{text[:60]!r} has no word to search for")
    return wanted
