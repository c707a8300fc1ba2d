"""Names of organisations, compared as people compare them: how alike two are, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.folding import fold, words
from graph.matching.alignment import Alignment, alignment, alike_words
from graph.matching.anatomy import Anatomy, Part, anatomies, part
from graph.matching.concepts import Weight
from graph.properties import Identifier
from graph.values import Text

IDENTICAL = 1.0
AGAINST = 0.3  # at most, where two registers' numbers differ and not all else agrees


@dataclass(frozen=True, slots=True)
class Site:
    """Where an organisation is: the names of the place, its id if it is known, the country's id or code."""

    names: tuple[str, ...] = ()
    id: str | None = None
    country: str | None = None


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


@dataclass(slots=True)
class _Judgement:
    """A score that reasons raise and lower."""

    score: float
    reasons: list[str]

    def at_most(self, bound: float, reason: str) -> None:
        self.score = min(self.score, bound)
        self.reasons.append(f"against: {reason}")

    def less(self, factor: float, reason: str) -> None:
        self.score *= factor
        self.reasons.append(f"against: {reason}")

    def more(self, share: float, reason: str) -> None:
        """Come nearer to certainty by a share of what is missing."""
        self.score += (1 - self.score) * share
        self.reasons.append(reason)


def likeness(a: Named, b: Named) -> Likeness:
    """Return how alike two organisations are.

    One identifier in common is certainty. Two identifiers of one scheme are two bodies, however alike all else is:
    then the score is what all else comes to only where that is certain, and the reason against is told.
    """
    shared, differing = _identifiers(a, b)
    if shared and not differing:
        return Likeness(IDENTICAL, tuple(f"both are {each.scheme} {each.value}" for each in shared))
    best = _named_alike(a, b)
    _place(best, a.place, b.place)
    if a.kinds and b.kinds and a.kinds[0] not in b.kinds and b.kinds[0] not in a.kinds:
        best.less(0.93, f"one is {a.kinds[0]}, the other {b.kinds[0]}")
    for scheme in differing:
        best.at_most(IDENTICAL if best.score >= IDENTICAL else AGAINST, f"they differ in {scheme}")
    return Likeness(round(best.score, 3), tuple(best.reasons))


def _identifiers(a: Named, b: Named) -> tuple[list[Identifier], list[str]]:
    """Return the identifiers that both bear, and the schemes in which both bear others."""
    if not a.identifiers or not b.identifiers:
        return [], []
    shared = [each for each in a.identifiers if each in b.identifiers]
    schemes = {each.scheme for each in a.identifiers} & {each.scheme for each in b.identifiers}
    return shared, sorted(schemes - {each.scheme for each in shared})


def _named_alike(a: Named, b: Named) -> _Judgement:
    """Return the judgement of the two names that are most alike, in whatever languages they are."""
    near = _nearness(a.place, b.place)
    around = _around(a.place, b.place) if near is not False else Around()
    best = _Judgement(0.0, [])
    for ours, theirs in _pairs(a, b):
        here = near is True or (near is None and (_says(ours, b.place) or _says(theirs, a.place)))
        found = _anatomies_alike(ours, theirs, around, near=here)
        if found.score > best.score or not best.reasons:
            best = found
        if best.score >= IDENTICAL:
            break
    return max(best, _initials(a, b, near=near is True), key=lambda each: each.score)


def _pairs(a: Named, b: Named) -> Iterator[tuple[Anatomy, Anatomy]]:
    for ours in _all_anatomies(a.names):
        for theirs in _all_anatomies(b.names):
            if not (ours.of_owner and theirs.of_owner):  # without their owners, all sections are alike
                yield ours, theirs


@lru_cache(maxsize=65_536)
def _all_anatomies(names: tuple[Text, ...]) -> tuple[Anatomy, ...]:
    return tuple(anatomy for name in names for anatomy in anatomies(name))


Around = frozenset[Part]

EXPLAINED = 0.35  # of a word that names the place where both are


def _anatomies_alike(a: Anatomy, b: Anatomy, around: Around, *, near: bool) -> _Judgement:
    """Return the judgement of two readings of names, by their words alone."""
    territorial = bool(a.territory or b.territory)
    if a.territory and a.territory == b.territory:
        return _one_sort_of_territory(a, b)
    aligned = alignment(a.parts, b.parts)
    if around and not territorial:
        aligned = _joined(aligned, around)
        score = aligned.score(lambda each: EXPLAINED if _is_around(each, around) else each.weight)
    else:
        score = aligned.score(lambda each: each.weight)
    found = _Judgement(score, [_words(a, b, aligned)])
    _distinctions(found, aligned, around)
    _legal_forms(found, a, b)
    _numbers(found, a, b)
    _territories(found, a, b)
    if bool(a.units) != bool(b.units):
        found.at_most(0.7, f"only one is a part of a body ({', '.join(sorted(a.units | b.units))})")
    if a.of_owner or b.of_owner:
        found.less(0.98, "only one names the body it acts for")
    if not near and not any(one.weight == Weight.PROPER for one, _, _ in aligned.pairs):
        found.at_most(0.8, "no word tells which of its sort it is")
    return found


def _one_sort_of_territory(a: Anatomy, b: Anatomy) -> _Judgement:
    """Return the judgement of two towns, or two counties: by their names alone, and an office is its town's."""
    aligned = alignment(a.proper, b.proper)
    found = _Judgement(aligned.score(lambda each: each.weight), [_words(a, b, aligned)])
    _distinctions(found, aligned, Around())
    _numbers(found, a, b)
    if ("office" in a.meanings) != ("office" in b.meanings):
        found.less(0.92, "only one is said to be the office")
    return found


def _joined(aligned: Alignment, around: Around) -> Alignment:
    """Return the alignment without the words that name the place of both, where only one name has them."""
    return Alignment(
        aligned.pairs,
        [each for each in aligned.left if not _is_around(each, around)],
        [each for each in aligned.right if not _is_around(each, around)],
    )


def _words(a: Anatomy, b: Anatomy, aligned: Alignment) -> str:
    if a.written == b.written:
        return "the same name"
    if not aligned.left and not aligned.right:
        return "the same words"
    only = [" ".join(part.word for part in parts) or "nothing" for parts in (aligned.left, aligned.right)]
    return f"{len(aligned.pairs)} words in common, {only[0]} in one, {only[1]} in the other"


def _distinctions(found: _Judgement, aligned: Alignment, around: Around) -> None:
    """Lower the score where each name has a word of its own: it is exchanged, not added."""
    ours, theirs = (
        [part.word for part in parts if part.weight >= Weight.GENERIC and not _is_around(part, around)]
        for parts in (aligned.left, aligned.right)
    )
    if ours and theirs:
        found.less(0.85, f"{' '.join(ours)} is not {' '.join(theirs)}")


def _legal_forms(found: _Judgement, a: Anatomy, b: Anatomy) -> None:
    if not a.forms or not b.forms:
        return
    if a.forms.isdisjoint(b.forms):
        ours, theirs = (" or ".join(sorted(each.value for each in forms)) for forms in (a.forms, b.forms))
        found.at_most(0.8, f"one is a {ours}, the other a {theirs}")


def _numbers(found: _Judgement, a: Anatomy, b: Anatomy) -> None:
    if a.numbers == b.numbers:
        return
    ours, theirs = (", ".join(sorted(each)) for each in (a.numbers, b.numbers))
    if ours and theirs:
        found.at_most(0.5, f"number {ours} is not {theirs}")
    else:
        found.less(0.85, f"only one has the number {ours or theirs}")


ONE_BODY = frozenset(("town", "municipality"))


def _territories(found: _Judgement, a: Anatomy, b: Anatomy) -> None:
    if a.territory == b.territory or not (a.territory and b.territory):
        return
    if {a.territory, b.territory} == ONE_BODY:
        found.at_most(0.8, "a municipality and a town of one name may be two bodies")
    else:
        found.at_most(0.5, f"a {a.territory} is not a {b.territory}")


def _initials(a: Named, b: Named, *, near: bool) -> _Judgement:
    """Return the judgement of a short form and the initials of a name."""
    for one, other in ((a, b), (b, a)):
        short = _short(one)
        if short and any(short in _initials_of(name) for name in other.names):
            return _Judgement(0.88 if near else 0.7, [f"{short.upper()} are the initials of the other's name"])
    if a.abbreviation and b.abbreviation and fold(a.abbreviation) == fold(b.abbreviation):
        return _Judgement(0.8 if near else 0.5, [f"both are called {a.abbreviation} for short"])
    return _Judgement(0.0, [])


def _short(named: Named) -> str | None:
    """Return the short form of a name: its abbreviation, or the name itself if it is one."""
    own = [name.text for name in named.names if name.text.isupper() and name.text.isalpha() and len(name.text) <= 8]
    short = fold(next(iter(own), None) or "")
    return short if len(short) > 2 else None


@lru_cache(maxsize=65_536)
def _initials_of(name: Text) -> frozenset[str]:
    """Return the initials of a name, with and without those of its small words."""
    found = words(name.text)
    large = [part.word for anatomy in anatomies(name)[:1] for part in anatomy.parts]
    return frozenset("".join(word[0] for word in each) for each in (found, large) if len(each) > 2)


def _place(found: _Judgement, a: Site | None, b: Site | None) -> None:
    """Raise or lower the score by where the two are."""
    near = _nearness(a, b)
    if a is None or b is None or near is None:
        return
    if near:
        found.more(0.15 if found.score > 0.6 else 0.0, f"both in {next(iter(a.names), a.id)}")
    elif a.country and b.country and a.country != b.country:
        found.less(0.5, "in different countries")
    else:
        found.less(0.75, f"one in {next(iter(a.names), a.id)}, the other in {next(iter(b.names), b.id)}")


@lru_cache(maxsize=65_536)
def _nearness(a: Site | None, b: Site | None) -> bool | None:
    """Return whether two sites are one place, as far as that is known."""
    if a is None or b is None:
        return None
    if a.country and b.country and a.country != b.country:
        return False
    if a.id and b.id:
        return a.id == b.id
    if not a.names or not b.names:
        return None
    return any(_one_town(ours, theirs) for ours in a.names for theirs in b.names)


def _one_town(a: str, b: str) -> bool:
    """Return whether two names of places may be of one: Praha 3 is in Praha."""
    ours, theirs = ([part(word, word, "und") for word in words(each) if not word.isdecimal()] for each in (a, b))
    shorter, longer = sorted((ours, theirs), key=len)
    return bool(shorter) and all(any(alike_words(one, two) for two in longer) for one in shorter)


@lru_cache(maxsize=65_536)
def _around(a: Site | None, b: Site | None) -> Around:
    """Return the words that name the place of one of two or of both."""
    names = {name for site in (a, b) if site for name in site.names}
    return frozenset(part(word, word, "und") for name in sorted(names) for word in words(name) if len(word) > 2)


def _says(anatomy: Anatomy, site: Site | None) -> bool:
    """Return whether a name says where a body is."""
    return site is not None and any(_is_around(each, _around(site, None)) for each in anatomy.parts)


def _is_around(word: Part, around: Around) -> bool:
    return word.weight == Weight.PROPER and any(alike_words(word, each) for each in around)
