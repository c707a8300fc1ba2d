"""Words: what a name is looked up by in the index, some of whose words may be wrong, missing or too many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from graph.folding import written_words
from graph.inquiry import JOINING, Asked, Wanted
from graph.lexicon import lemmas, lemmas_asked
from graph.sql.dialects import Terms
from graph.terms import cut

MOST = 16  # words of a name that count
MOST_ASKED = 6  # of these, the rarest
FREQUENT = 1_000  # entities from which on it does not matter how many have a word
SHORTEST = 3  # letters of a beginning


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of which one serves for a word, and how many entities have one, up to FREQUENT."""

    terms: Sequence[Wanted]
    count: int


def asked(text: str) -> list[Asked]:
    """Return the words of a name, without those that join others, unless there are no others."""
    found = written_words(text)
    apart = [each for each in found if each.folded not in JOINING] or found
    made = {cut(each.folded): _lemmas(each.written) for each in apart[:MOST]}
    return [Asked(word, known - {word}) for word, known in made.items()]


def _lemmas(written: str) -> frozenset[str]:
    return lemmas(written) or lemmas_asked(written)


def beginnings(word: str) -> Sequence[Wanted]:
    """Return as what a word is looked up that nobody has: it may be another form, or misspelt."""
    lengths = {max(SHORTEST, len(word) * 3 // 5), SHORTEST}
    return [Wanted(word[:length], True) for length in sorted(lengths)]


class Reach(IntEnum):
    """How much of a name a search asks for: the more it asks for, the likelier is what it finds."""

    WHOLE = 0
    WITH_PLACE = 1
    PART = 2
    LEAST = 3


def searches(words: Sequence[Counted], beside: Sequence[Terms]) -> Iterator[tuple[Reach, Terms]]:
    """Yield what to search for, in turn.

    First what has all the words; then what has two of the rarest, and what stands `beside` the name, such as the words
    of its place; then what has two of the rarest; then what has one.
    """
    rare = sorted(words, key=lambda each: each.count)[:MOST_ASKED]
    pairs = list(_pairs(rare))
    if words:
        yield Reach.WHOLE, [each.terms for each in words]
    for terms in beside:
        if not words:
            yield Reach.WHOLE, terms
        yield from ((Reach.WITH_PLACE, [*pair, *terms]) for pair in pairs[:2])
        yield from ((Reach.PART, [each.terms, *terms]) for each in rare[: 1 if pairs else 2])
    yield from ((Reach.LEAST if at else Reach.PART, pair) for at, pair in enumerate(pairs))
    yield from ((Reach.LEAST, [each.terms]) for each in rare[:2])


def _pairs(rare: Sequence[Counted]) -> Iterator[Terms]:
    """Yield what has one of the rarest words and another."""
    for at, each in enumerate(rare[:3]):
        others = [term for other in rare[at + 1 :] for term in other.terms]
        if others:
            yield [each.terms, others]
