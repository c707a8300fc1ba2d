"""Inquiries: what somebody searches for, as words each of which an entity must have in one of its forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from graph.errors import InvalidValue
from graph.folding import written_words
from graph.lexicon import lemmas_asked
from graph.terms import cut

LONGEST_INQUIRY = 200  # characters
MOST_WORDS = 12

# Words that join others: unless one comes last, and may be the beginning of another, nobody searches for it.
JOINING = frozenset(
    "w we z ze i oraz na do od dla o u przy ds "
    "di del della dello dei degli delle dell d da e ed il lo la gli le l in per a ad al "
    "der die das des und von in fur the of and for".split()
)


class Wanted(NamedTuple):
    """A term that is wanted, or the beginning of one."""

    term: str
    is_beginning: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is searched for, and its lemmas where they differ from it."""

    word: str
    lemmas: frozenset[str]

    def is_whole(self, term: str) -> bool:
        """Return whether a term is the word, or a lemma of it."""
        return term == self.word or term in self.lemmas

    def begins(self, term: str) -> bool:
        """Return whether the word is the beginning of a term."""
        return term.startswith(self.word)

    def wanted(self, *, whole: bool) -> tuple[Wanted, ...]:
        """Return which terms serve: the word or one that it begins, unless it must be whole, and its lemmas."""
        return (Wanted(self.word, not whole), *(Wanted(each, False) for each in sorted(self.lemmas)))


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The words that are searched for: an entity has to have them all."""

    asked: tuple[Asked, ...]

    def wanted(self, *, whole: bool) -> Sequence[Sequence[Wanted]]:
        """Return for each word which terms serve."""
        return [each.wanted(whole=whole) for each in self.asked]


@lru_cache(maxsize=1_024)
def inquiry(text: str) -> Inquiry:
    """Return what a text searches for. Raises InvalidValue if that is nothing, or too much."""
    if len(text) > LONGEST_INQUIRY:
        raise InvalidValue(f"a search takes {LONGEST_INQUIRY} characters, not {len(text)}: search for less")
    found = written_words(text)
    if not found:
        raise InvalidValue(f"{text[:60]!r} has no word to search for")
    if len(found) > MOST_WORDS:
        raise InvalidValue(f"a search takes {MOST_WORDS} words, not {len(found)}: search for less")
    *others, last = found
    asked = [*(each for each in others if each.folded not in JOINING), last]
    made = {cut(each.folded): lemmas_asked(each.written) for each in asked}
    return Inquiry(tuple(Asked(word, lemmas - {word}) for word, lemmas in made.items()))
