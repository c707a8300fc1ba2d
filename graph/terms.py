"""Terms: the folded words by which a text is found, and where in it they stand."""

from dataclasses import dataclass
from functools import lru_cache

from graph.abbreviations import Forms, begins_meaning, forms, meanings
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
    for meaning in meanings(found, [forms(word, language) for word in found]):
        start, end = found[meaning.start].start, found[meaning.end - 1].end
        made += [Term(cut(each), start, end, derived=True) for each in meaning.terms]
    return tuple(dict.fromkeys(made))


def term_texts(text: str, language: str) -> dict[str, None]:
    """Return the texts of the terms of a text, each once: what `terms` says, without the places."""
    text = text[:LONGEST_TEXT]
    written = split(text)
    if written is None:
        return dict.fromkeys(term.text for term in terms(text, language))
    found = [_known(word, language) for word in written]
    texts = dict.fromkeys(each for word in found for each in word.texts)
    if any(word.begins for word in found):
        for meaning in meanings([each.word for each in found], [each.forms for each in found]):
            texts.update(dict.fromkeys(map(cut, meaning.terms)))
    return texts


@dataclass(frozen=True, slots=True)
class _Known:
    """A word: its forms, its terms, and whether an abbreviation or a phrase may begin with it."""

    word: Word
    forms: Forms
    texts: tuple[str, ...]
    begins: bool


@lru_cache(maxsize=65_536)
def _known(written: str, language: str) -> _Known:
    word = Word(fold(written), written, 0, len(written))
    known = forms(word, language)
    return _Known(word, known, tuple(map(cut, (word.folded, *sorted(known - {word.folded})))), begins_meaning(known))


def cut(word: str) -> str:
    """Return a word as it is known."""
    return word[:LONGEST_TERM]
