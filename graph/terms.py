"""Terms: the folded words by which a text is found, and where in it they stand."""

from dataclasses import dataclass
from functools import lru_cache

from graph.abbreviations import forms, meanings
from graph.folding import written_words

LONGEST_TERM = 64  # characters; what is longer is known by its beginning
LONGEST_TEXT = 100_000  # characters; what stands beyond is not searched


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a text, and the characters that it stands for.

    It is a word as it stands there, or it is derived: a lemma of the word, or what an abbreviation or a phrase means.
    """

    text: str
    start: int
    end: int
    derived: bool


@lru_cache(maxsize=4_096)
def terms(text: str, language: str) -> tuple[Term, ...]:
    """Return the terms of a text; of what may be Polish, the lemmas too."""
    found = written_words(text[:LONGEST_TEXT])
    made = []
    for word in found:
        made.append(Term(cut(word.folded), word.start, word.end, derived=False))
        others = sorted(forms(word, language) - {word.folded})
        made += [Term(cut(each), word.start, word.end, derived=True) for each in others]
    for meaning in meanings(found, language):
        start, end = found[meaning.start].start, found[meaning.end - 1].end
        made += [Term(cut(each), start, end, derived=True) for each in meaning.terms]
    return tuple(dict.fromkeys(made))


def cut(word: str) -> str:
    """Return a word as it is known."""
    return word[:LONGEST_TERM]
