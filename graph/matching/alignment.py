"""Alignments: which words of two names are one, and what each has that the other lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz.distance import OSA

from graph.matching.anatomy import Part
from graph.matching.concepts import RELATED

SAME_MEANING, SAME_STEM, MISSPELT, DERIVED = 0.95, 0.9, 0.85, 0.85

Pair = tuple[Part, Part, float]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of two names that are one, with how alike they are, and those that only the one or the other has."""

    pairs: Sequence[Pair]
    left: Sequence[Part]
    right: Sequence[Part]

    def score(self, weight: "Weighing") -> float:
        """Return how much of the two names is in both, 0 to 1, each word weighing what `weight` says."""
        both = whole = 0.0
        for a, b, alike in self.pairs:
            weighed = weight(a) + weight(b)
            both += weighed * alike
            whole += weighed
        for own in (self.left, self.right):
            for part in own:
                whole += weight(part, alone=True)
        return both / whole if whole else 0.0


class Weighing(Protocol):
    """Says what a word weighs that both names have, or that one has alone."""

    def __call__(self, word: Part, *, alone: bool = False) -> float:
        """Return the weight."""


def alignment(left: Sequence[Part], right: Sequence[Part]) -> Alignment:
    """Return which words of two names are one: the same first, then those most alike."""
    theirs: dict[str, list[Part]] = {}
    for part in right:
        theirs.setdefault(part.word, []).append(part)
    pairs: list[Pair] = []
    ours = []
    for part in left:
        if theirs.get(part.word):
            pairs.append((part, theirs[part.word].pop(), 1.0))
        else:
            ours.append(part)
    rest = [part for parts in theirs.values() for part in parts]
    scored = [
        (alike, at, beside)
        for at, a in enumerate(ours)
        for beside, b in enumerate(rest)
        if (alike := alike_words(a, b))
    ]
    taken, given = set[int](), set[int]()
    for alike, at, beside in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if at not in taken and beside not in given:
            taken.add(at)
            given.add(beside)
            pairs.append((ours[at], rest[beside], alike))
    return Alignment(
        pairs,
        [part for at, part in enumerate(ours) if at not in taken],
        [part for at, part in enumerate(rest) if at not in given],
    )


@lru_cache(maxsize=262_144)
def alike_words(a: Part, b: Part) -> float:
    """Return how alike two words are, 0 to 1; what is less than a misspelling or an inflection is 0."""
    if a.word == b.word:
        return 1.0
    common = not a.lemmas.isdisjoint(b.lemmas) or a.word in b.lemmas or b.word in a.lemmas
    if a.concept and b.concept:
        if a.concept != b.concept:
            return RELATED.get(frozenset((a.concept, b.concept)), 0.0)
        return 1.0 if common else SAME_MEANING
    if common:
        return 1.0
    stem = _stem(a.word, b.word)
    if a.lemmas and b.lemmas:  # two words of the dictionary; an adjective may be made of the other
        return DERIVED if stem and a.word.endswith(_ADJECTIVES) != b.word.endswith(_ADJECTIVES) else 0.0
    if stem:
        return SAME_STEM
    return MISSPELT if _misspelt(a.word, b.word) else 0.0


_ADJECTIVES = tuple(
    f"{stem}{ending}"
    for stem in ("sk", "ck", "dzk")
    for ending in "i a ie iego iej im ich imi y e eho ej em ega".split()
)
SHORTEST_STEM, LONGEST_ENDING = 4, 3


def _stem(a: str, b: str) -> bool:
    """Return whether two words differ in their endings alone."""
    common = next((at for at, (one, two) in enumerate(zip(a, b, strict=False)) if one != two), min(len(a), len(b)))
    longest = max(len(a), len(b))
    return common >= max(SHORTEST_STEM, 0.6 * longest) and longest - common <= LONGEST_ENDING


def _misspelt(a: str, b: str) -> bool:
    """Return whether two words differ by a slip: one letter of seven, two of eleven."""
    shortest = min(len(a), len(b))
    slips = 0 if shortest < 7 else 1 if shortest < 11 else 2
    # A first letter is seldom mistaken, and digits tell things apart.
    return slips > 0 and a[0] == b[0] and not _digits(a + b) and OSA.distance(a, b, score_cutoff=slips) <= slips


def _digits(word: str) -> bool:
    return not word.isalpha()
