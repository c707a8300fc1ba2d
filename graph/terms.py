"""Terms: the folded words by which a text is found, and where in it they stand."""

from dataclasses import dataclass
from functools import lru_cache

from graph.abbreviations import begins_meaning, forms, meanings
from graph.folding import Word, fold, split, written_words

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


def term_texts(text: str, language: str) -> dict[str, None]:
    """Return the texts of the terms of a text, each once: what `terms` says, without the places."""
    text = text[:LONGEST_TEXT]
    written = split(text)
    if written is None:
        return dict.fromkeys(term.text for term in terms(text, language))
    found = [_of_word(word, language) for word in written]
    if any(begins for _, begins in found):
        return dict.fromkeys(term.text for term in terms(text, language))
    return dict.fromkeys(each for texts, _ in found for each in texts)


@lru_cache(maxsize=65_536)
def _of_word(written: str, language: str) -> tuple[tuple[str, ...], bool]:
    """Return the terms of a word, and whether an abbreviation or a phrase may begin with it."""
    word = Word(fold(written), written, 0, len(written))
    known = forms(word, language)
    return tuple(map(cut, (word.folded, *sorted(known - {word.folded})))), begins_meaning(known)


def cut(word: str) -> str:
    """Return a word as it is known."""
    return word[:LONGEST_TERM]
