"""Sites: where organisations are, and what their names say of it."""

from dataclasses import dataclass
from functools import lru_cache

from graph.folding import words
from graph.matching.alignment import alike_words
from graph.matching.anatomy import Anatomy, Part, part
from graph.matching.concepts import Weight

Around = frozenset[Part]


@dataclass(frozen=True, slots=True)
class Site:
    """Where an organisation is: the names of the place, its id if it is known, the country's id or code."""

    names: tuple[str, ...] = ()
    id: str | None = None
    country: str | None = None

    @property
    def country_code(self) -> str | None:
        """The last two letters of the country's id or code: those of ISO 3166 in the graph's own."""
        return self.country[-2:].casefold() if self.country else None


@lru_cache(maxsize=65_536)
def nearness(a: Site | None, b: Site | None) -> bool | None:
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
def around(a: Site | None, b: Site | None) -> Around:
    """Return the words that name the place of one of two or of both."""
    names = {name for site in (a, b) if site for name in site.names}
    return frozenset(part(word, word, "und") for name in sorted(names) for word in words(name) if len(word) > 2)


def says(anatomy: Anatomy, site: Site | None) -> bool:
    """Return whether a name says where a body is."""
    return site is not None and any(is_around(each, around(site, None)) for each in anatomy.parts)


@lru_cache(maxsize=262_144)
def is_around(word: Part, around: Around) -> bool:
    """Return whether a word is among those that name the place."""
    return word.weight == Weight.PROPER and any(alike_words(word, each) for each in around)
