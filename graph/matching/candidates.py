"""Candidates: which pairs of many organisations may be one, without comparing each with each. Nothing is merged."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations

from graph.folding import words
from graph.matching.anatomy import Part, part
from graph.matching.names import Named, all_anatomies, initials, likeness, short_form

THRESHOLD = 0.85
LARGEST_BLOCK = 60  # organisations that are compared each with each
NEIGHBOURS = 12  # in a block that nothing makes smaller: with how many of the next, in the order of names
STEM = 5  # letters by which a word is known however it ends
LEAST_IN_COMMON = 0.4  # of the words of the shorter name

Token = str
Key = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two organisations that may be one, by what they are called here; and why."""

    id: str
    other: str
    score: float
    reasons: tuple[str, ...]


def candidates(
    organizations: Mapping[str, Named], threshold: float = THRESHOLD, limit: int | None = None
) -> list[Candidate]:
    """Return the pairs that are likely enough to be one, those that share an identifier first, then the most alike.

    Only pairs that have an identifier or a rare enough word or pair of words in common are compared.
    """
    found = (each for each in _compared(organizations) if each.score >= threshold)
    return nlargest(len(organizations) ** 2 if limit is None else limit, found, key=_order)


def _order(candidate: Candidate) -> tuple[bool, float, str, str]:
    certain = not any(each.startswith("against") for each in candidate.reasons)
    return candidate.score == 1.0 and certain, candidate.score, candidate.id, candidate.other


def _compared(organizations: Mapping[str, Named]) -> Iterator[Candidate]:
    names = list(organizations)
    tokens = [_tokens(organizations[name]) for name in names]
    keys = _keys(tokens, organizations, names)
    blocks: dict[Key, list[int]] = defaultdict(list)
    for at, own in enumerate(keys):
        for key in own:
            blocks[key].append(at)
    for key, block in blocks.items():
        for one, two in _pairs(block, names):
            # A pair is compared in the first of the blocks that it has in common.
            if min(keys[one] & keys[two]) == key and _worth_it(tokens[one], tokens[two], key):
                found = likeness(organizations[names[one]], organizations[names[two]])
                yield Candidate(names[one], names[two], found.score, found.reasons)


def _pairs(block: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    near = sorted(block, key=names.__getitem__)
    for at, one in enumerate(near):
        for two in near[at + 1 : at + 1 + NEIGHBOURS]:
            yield min(one, two), max(one, two)


def _worth_it(a: frozenset[Token], b: frozenset[Token], key: Key) -> bool:
    """Return whether two have enough words in common to be compared; one identifier is enough."""
    return key[0] == _IDENTIFIER or len(a & b) >= LEAST_IN_COMMON * min(len(a), len(b))


_IDENTIFIER = " identifier"  # no word has a blank


def _keys(
    tokens: Sequence[frozenset[Token]], organizations: Mapping[str, Named], names: Sequence[str]
) -> list[frozenset[Key]]:
    """Return the blocks that each is in: of its identifiers, its rare words, and its pairs of frequent ones."""
    frequent = _frequent([[(token,) for token in own] for own in tokens])
    paired = [
        [(token,) for token in own if (token,) not in frequent]
        + list(combinations(sorted(token for token in own if (token,) in frequent), 2))
        for own in tokens
    ]
    crowded = _frequent(paired)
    return [
        frozenset(
            [key if key not in crowded else (*key, _place(organizations[name])) for key in own]
            + [(_IDENTIFIER, each.scheme, each.value) for each in organizations[name].identifiers]
        )
        for own, name in zip(paired, names, strict=True)
    ]


def _frequent(keys: Sequence[Sequence[Key]]) -> frozenset[Key]:
    """Return the keys that too many have."""
    counted: dict[Key, int] = defaultdict(int)
    for own in keys:
        for key in own:
            counted[key] += 1
    return frozenset(key for key, count in counted.items() if count > LARGEST_BLOCK)


def _place(named: Named) -> str:
    site = named.place
    return (site.id or next(iter(site.names), "") or site.country or "") if site else ""


def _tokens(named: Named) -> frozenset[Token]:
    """Return the words of what an organisation is called and of its place, those of one meaning or stem as one."""
    parts = [each for anatomy in all_anatomies(named.names) for each in anatomy.parts]
    parts += [part(word, word, "und") for name in (named.place.names if named.place else ()) for word in words(name)]
    short = {short_form(named)} - {None}
    return frozenset(map(_token, parts)).union(map(str, short), *(initials(name) for name in named.names))


def _token(word: Part) -> Token:
    return word.concept or min(word.lemmas, default=word.word)[:STEM]
