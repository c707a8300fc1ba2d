"""Comparisons of two names by their words alone: what they have in common, and what tells them apart."""

from dataclasses import dataclass

from graph.matching.alignment import Alignment, alignment, alike_words
from graph.matching.anatomy import Anatomy, Part, Standing
from graph.matching.concepts import TERRITORIES, Weight
from graph.matching.sites import Around, is_around
from graph.matching.toponyms import COUNTRIES, PLACES


@dataclass(slots=True)
class Judgement:
    """A score that reasons raise and lower; `words` are those it began with, put in words only if it is wanted."""

    score: float
    reasons: list[str]
    words: tuple[Anatomy, Anatomy, Alignment] | None = None

    def at_most(self, bound: float, reason: str) -> None:
        """Bound the score: something tells the two apart, however alike all else is."""
        self.score = min(self.score, bound)
        self.reasons.append(f"against: {reason}")

    def less(self, factor: float, reason: str) -> None:
        """Lower the score by a factor: something makes it less likely."""
        self.score *= factor
        self.reasons.append(f"against: {reason}")

    def more(self, share: float, reason: str) -> None:
        """Come nearer to certainty by a share of what is missing."""
        self.score += (1 - self.score) * share
        self.reasons.append(reason)

    def told(self) -> tuple[str, ...]:
        """Return the reasons, what the words come to first."""
        return (*([_words(*self.words)] if self.words else []), *self.reasons)


EXPLAINED = 0.35  # of a word that names the place where both are


def compared(a: Anatomy, b: Anatomy, around: Around, *, near: bool, apart: bool = False) -> Judgement:
    """Return the judgement of two readings of names, by their words alone.

    `around` are the words of the place where both may be, `near` tells that they are there, `apart` that they are in
    a country where a town and the municipality of its name are two.
    """
    if a.territory and (_of_one_sort(a, b) or (not apart and _may_be_one_body(a, b))):
        return _one_sort_of_territory(a, b)
    if around and (named := _named_after_its_town(a, b, around) or _named_after_its_town(b, a, around)):
        return named
    aligned = alignment(a.parts, b.parts)
    if around and not a.territory and not b.territory:
        aligned = _joined(aligned, around)
    told = [one for one, _, _ in aligned.pairs if _tells(one)]
    score = aligned.score(_Weights(around, bool(a.territory or b.territory), bool(told)))
    found = Judgement(score, [], (a, b, aligned))
    _distinctions(found, aligned, around)
    for judge in (_legal_forms, _numbers, _territories, _sorts, _wholes_and_parts):
        judge(found, a, b)
    _towns(found, aligned, around)
    if not near and not told:
        found.at_most(0.8, "no word tells which of its sort it is")
    return found


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each word weighs in the comparison of two names."""

    around: Around
    territorial: bool
    told: bool

    def __call__(self, word: Part, *, alone: bool = False) -> float:
        """Return the weight of a word that both have, or that one has alone."""
        if self.around and not self.territorial and is_around(word, self.around):
            return EXPLAINED
        if alone and word.standing is Standing.WHERE and self.told:
            return Weight.GENERIC
        return word.weight


def _tells(word: Part) -> bool:
    """Return whether a word tells which body of its sort is meant; a country does, of what it has one."""
    return word.weight == Weight.PROPER or word.concept in COUNTRIES


def _towns(found: Judgement, aligned: Alignment, around: Around) -> None:
    """Bound the score where both say in which town they are, and not the same."""
    both = [one for one, two, _ in aligned.pairs if one.standing is two.standing is Standing.WHERE]
    ours, theirs = (
        [each.word for each in own if each.standing is Standing.WHERE and not is_around(each, around)]
        for own in (aligned.left, aligned.right)
    )
    if (ours and theirs) or (both and (ours or theirs)):
        words = [" ".join([each.word for each in both] + own) for own in (ours, theirs)]
        found.at_most(0.8, f"one in {words[0]}, the other in {words[1]}")


def _named_after_its_town(a: Anatomy, b: Anatomy, around: Around) -> Judgement | None:
    """Return the judgement where all that one is called is the town where both are, and the other is its authority."""
    is_town = len(a.parts) == len(a.proper) and all(is_around(part, around) for part in a.parts)
    same_name = all(any(alike_words(ours, theirs) for ours in a.parts) for theirs in b.proper)
    if is_town and same_name and b.territory in ONE_BODY:
        return Judgement(0.9, [f"a town stands for its {b.territory}"])
    return None


def _one_sort_of_territory(a: Anatomy, b: Anatomy) -> Judgement:
    """Return the judgement of two towns, or two counties: by their names alone, and an office is its town's."""
    aligned = alignment(a.proper, b.proper)
    found = Judgement(aligned.score(_Weights(Around(), True, False)), [], (a, b, aligned))
    _distinctions(found, aligned, Around())
    _numbers(found, a, b)
    if a.territory != b.territory:
        found.less(0.97, f"one is called a {a.territory}, the other a {b.territory}")
    if ("office" in a.meanings) != ("office" in b.meanings):
        found.less(0.92, "only one is said to be the office")
    return found


def _joined(aligned: Alignment, around: Around) -> Alignment:
    """Return the alignment without the words that name the place of both, where only one name has them."""
    return Alignment(
        aligned.pairs,
        [each for each in aligned.left if not is_around(each, around)],
        [each for each in aligned.right if not is_around(each, around)],
    )


def _words(a: Anatomy, b: Anatomy, aligned: Alignment) -> str:
    if a.written == b.written:
        return "the same name"
    if not aligned.left and not aligned.right:
        return "the same words"
    only = [" ".join(part.word for part in parts) or "nothing" for parts in (aligned.left, aligned.right)]
    return f"{len(aligned.pairs)} words in common, {only[0]} in one, {only[1]} in the other"


def _sorts(found: Judgement, a: Anatomy, b: Anatomy) -> None:
    """Lower the score where only one says what sort of body it is, or only one is of a second country."""
    ours, theirs = a.meanings & BODIES, b.meanings & BODIES
    if bool(ours) != bool(theirs) and not a.territory and not b.territory:
        found.less(0.85, f"only one is called {' and '.join(sorted(ours | theirs))}")
    at_home = a.meanings & b.meanings & COUNTRIES.keys()
    if at_home and (abroad := (a.meanings ^ b.meanings) & COUNTRIES.keys()):
        found.less(0.85, f"only one is of {' and '.join(sorted(abroad))}")


def _distinctions(found: Judgement, aligned: Alignment, around: Around) -> None:
    """Lower the score where each name has a word of its own: it is exchanged, not added."""
    ours, theirs = (
        [
            part.word
            for part in parts
            if (part.weight >= Weight.GENERIC or part.standing is Standing.PATRON) and not is_around(part, around)
        ]
        for parts in (aligned.left, aligned.right)
    )
    if ours and theirs:
        found.less(0.85, f"{' '.join(ours)} is not {' '.join(theirs)}")


def _legal_forms(found: Judgement, a: Anatomy, b: Anatomy) -> None:
    if not a.forms or not b.forms:
        return
    if a.forms.isdisjoint(b.forms):
        ours, theirs = (" or ".join(sorted(each.value for each in forms)) for forms in (a.forms, b.forms))
        found.at_most(0.8, f"one is a {ours}, the other a {theirs}")


def _numbers(found: Judgement, a: Anatomy, b: Anatomy) -> None:
    if a.numbers == b.numbers:
        return
    ours, theirs = (", ".join(sorted(each)) for each in (a.numbers, b.numbers))
    if ours and theirs:
        found.at_most(0.5, f"number {ours} is not {theirs}")
    else:
        found.less(0.85, f"only one has the number {ours or theirs}")


_TOPONYMS = COUNTRIES.keys() | PLACES.keys()
ONE_BODY = frozenset(("town", "municipality"))
LOCAL = ONE_BODY | {"county"}
# Gmina Dębica is not Miasto Dębica, but the villages around it.
_POLISH = frozenset(("gmina", "gminy", "miasto", "miasta", "miejska"))


def _of_one_sort(a: Anatomy, b: Anatomy) -> bool:
    """Return whether two are towns, or counties, or both Miasto i Gmina: not the one City, the other District."""
    ours, theirs = a.meanings & TERRITORIES.keys(), b.meanings & TERRITORIES.keys()
    return a.territory == b.territory and (ours <= theirs or theirs <= ours)


def _may_be_one_body(a: Anatomy, b: Anatomy) -> bool:
    """Return whether two local authorities of several sorts may be one: where a town is its municipality."""
    ours, theirs = a.meanings & TERRITORIES.keys(), b.meanings & TERRITORIES.keys()
    one_more = ours < theirs or theirs < ours or ours | theirs == ONE_BODY
    return (
        {a.territory, b.territory} <= LOCAL
        and one_more
        and _POLISH.isdisjoint((*a.written.split(), *b.written.split()))
    )


def _territories(found: Judgement, a: Anatomy, b: Anatomy) -> None:
    if a.territory and b.territory:
        ours, theirs = (" ".join(sorted(each.meanings & TERRITORIES.keys())) for each in (a, b))
        polish = {a.territory, b.territory} == ONE_BODY
        found.at_most(
            0.8 if polish else 0.5, f"a {ours} {'may not be the' if polish else 'is not a'} {theirs} of its name"
        )
    elif (a.territory and b.meanings - _TOPONYMS) or (b.territory and a.meanings - _TOPONYMS):
        found.at_most(0.7, f"only one is the {a.territory or b.territory} itself")


# What other bodies are parts of: a name may tell the larger one or leave it out.
LARGE = frozenset(
    (
        "university",
        "academy",
        "polytechnic",
        "medical university",
        "ministry",
        "government",
        "region",
        "association",
        "office",
    )
)
PARTS = frozenset(
    ("institute", "centre", "school", "agency", "museum", "hospital", "library", "foundation", "chamber", "fund")
)

BODIES = PARTS | {"university", "academy", "polytechnic", "ministry"} - {"foundation"}


def _wholes_and_parts(found: Judgement, a: Anatomy, b: Anatomy) -> None:
    """Lower the score where only one is said to be a part of a body: a faculty, a branch, a university's institute."""
    if bool(a.units) != bool(b.units):
        found.at_most(0.7, f"only one is a part of a body ({', '.join(sorted(a.units | b.units))})")
        return
    for whole, part_ in ((a, b), (b, a)):
        more = part_.meanings & PARTS - whole.meanings
        if more and whole.meanings & LARGE & part_.meanings and not whole.meanings & PARTS:
            found.at_most(0.7, f"only one is a {' and '.join(sorted(more))}")
    if a.of_owner or b.of_owner:
        found.less(0.98, "only one names the body it acts for")
