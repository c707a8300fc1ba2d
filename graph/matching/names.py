"""Names of organisations, compared as people compare them: how alike two are, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.folding import fold, words
from graph.matching.anatomy import Anatomy, anatomies
from graph.matching.comparison import Judgement, compared
from graph.matching.sites import Around, Site, around, nearness, says
from graph.properties import Identifier
from graph.values import Text

IDENTICAL = 1.0
# Where a town and the rural municipality around it have one name.
TOWNS_APART = frozenset(("pl", "ee", "lv", "lt"))
AGAINST = 0.3  # at most, where two registers' numbers differ and not all else agrees


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation by what it is called and where it is: all that two are compared by.

    `kinds` are the code of its kind and the broader ones above it.
    """

    names: tuple[Text, ...]
    abbreviation: str | None = None
    place: Site | None = None
    identifiers: tuple[Identifier, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two organisations are, 0 to 1, and the reasons for it and against it."""

    score: float
    reasons: tuple[str, ...]


def likeness(a: Named, b: Named) -> Likeness:
    """Return how alike two organisations are.

    One identifier in common is certainty. Two identifiers of one scheme are two bodies, however alike all else is:
    then the score is what all else comes to only where that is certain, and the reason against is told.
    """
    shared, differing = _identifiers(a, b)
    if shared and not differing:
        return Likeness(IDENTICAL, tuple(f"both are {each.scheme} {each.value}" for each in shared))
    best = _named_alike(a, b)
    _place(best, a, b)
    if a.kinds and b.kinds and a.kinds[0] not in b.kinds and b.kinds[0] not in a.kinds:
        best.less(0.93, f"one is {a.kinds[0]}, the other {b.kinds[0]}")
    for scheme in differing:
        best.at_most(IDENTICAL if best.score >= IDENTICAL else AGAINST, f"they differ in {scheme}")
    return Likeness(round(best.score, 3), best.told())


def _identifiers(a: Named, b: Named) -> tuple[list[Identifier], list[str]]:
    """Return the identifiers that both bear, and the schemes in which both bear others."""
    if not a.identifiers or not b.identifiers:
        return [], []
    shared = [each for each in a.identifiers if each in b.identifiers]
    schemes = {each.scheme for each in a.identifiers} & {each.scheme for each in b.identifiers}
    return shared, sorted(schemes - {each.scheme for each in shared})


def _named_alike(a: Named, b: Named) -> Judgement:
    """Return the judgement of the two names that are most alike, in whatever languages they are."""
    near = nearness(a.place, b.place)
    nearby = around(a.place, b.place) if near is not False else Around()
    apart = any(site is not None and site.country_code in TOWNS_APART for site in (a.place, b.place))
    best = _initials(a, b, near=near is True)
    for ours, theirs in _pairs(a, b):
        here = near is True or (near is None and (says(ours, b.place) or says(theirs, a.place)))
        found = compared(ours, theirs, nearby, near=here, apart=apart)
        if found.score > best.score or not (best.words or best.reasons):
            best = found
        if best.score >= IDENTICAL:
            break
    return best


def _pairs(a: Named, b: Named) -> Iterator[tuple[Anatomy, Anatomy]]:
    for ours in all_anatomies(a.names):
        for theirs in all_anatomies(b.names):
            if not (ours.of_owner and theirs.of_owner):  # without their owners, all sections are alike
                yield ours, theirs


@lru_cache(maxsize=65_536)
def all_anatomies(names: tuple[Text, ...]) -> tuple[Anatomy, ...]:
    """Return the ways in which the names of an organisation may be read."""
    return tuple(anatomy for name in names for anatomy in anatomies(name))


def _initials(a: Named, b: Named, *, near: bool) -> Judgement:
    """Return the judgement of a short form and the initials of a name."""
    for one, other in ((a, b), (b, a)):
        short = short_form(one)
        if short and any(short in initials(name) for name in other.names):
            return Judgement(0.88 if near else 0.7, [f"{short.upper()} are the initials of the other's name"])
    if a.abbreviation and b.abbreviation and fold(a.abbreviation) == fold(b.abbreviation):
        return Judgement(0.8 if near else 0.5, [f"both are called {a.abbreviation} for short"])
    return Judgement(0.0, [])


def short_form(named: Named) -> str | None:
    """Return the short form of a name: its abbreviation, or the name itself if it is one."""
    own = [name.text for name in named.names if name.text.isupper() and name.text.isalpha() and len(name.text) <= 8]
    short = fold(next(iter(own), None) or "")
    return short if len(short) > 2 else None


@lru_cache(maxsize=65_536)
def initials(name: Text) -> frozenset[str]:
    """Return the initials of a name, with and without those of its small words."""
    found = words(name.text)
    large = [part.word for anatomy in anatomies(name)[:1] for part in anatomy.parts]
    return frozenset("".join(word[0] for word in each) for each in (found, large) if len(each) > 2)


def _place(found: Judgement, a: Named, b: Named) -> None:
    """Raise or lower the score by where the two are."""
    near = nearness(a.place, b.place)
    if a.place is None or b.place is None or near is None:
        return
    ours, theirs = (next(iter(site.names), site.id) for site in (a.place, b.place))
    if near:
        found.more(0.15 if found.score > 0.6 else 0.0, f"both in {ours}")
    elif a.place.country and b.place.country and a.place.country != b.place.country:
        found.less(0.5, "in different countries")
    elif found.score > 0.95 and _tells_which(a, b.place) and _tells_which(b, a.place):
        found.less(0.9, f"one in {ours}, the other in {theirs}; it may have several offices")
    else:
        found.less(0.75, f"one in {ours}, the other in {theirs}")


def _tells_which(named: Named, elsewhere: Site) -> bool:
    """Return whether a name tells which body is meant wherever it is: by several words of its own, or by its town."""
    return any(
        len(each.proper) > 1 or says(each, elsewhere) or says(each, named.place) for each in all_anatomies(named.names)
    )
