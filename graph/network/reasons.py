"""Reasons: why one might be a partner - their kinds, how much each counts, and a sentence in each language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# In the order in which equal ones are told.
PARTNERS, PROGRAMMES, TARGET_GROUPS, NEARBY, TOWNS, COUNTRY, TWIN_TOWNS = KINDS = (
    "PARTNERS",
    "PROGRAMMES",
    "TARGET_GROUPS",
    "NEARBY",
    "TOWNS_OF_PARTNERS",
    "COUNTRY",
    "TWIN_TOWNS",
)
# How much each counts, found by hiding partnerships of keep.eu: see benchmarks/suggesting.py.
WEIGHTS: Mapping[str, float] = {
    PARTNERS: 1.5,
    PROGRAMMES: 1.0,
    TARGET_GROUPS: 0.02,
    NEARBY: 0.3,
    TOWNS: 1.0,
    COUNTRY: 0.02,
    TWIN_TOWNS: 0.3,
}
LANGUAGES = ("pl", "en")
NAMED = 3  # entities in a sentence
LONGEST = 100  # characters of a name
TOLD = 20  # entities of a reason


@dataclass(slots=True)
class Reason:
    """A reason: its score, the keys of the entities it rests on, and how many kilometres away the other is."""

    score: float
    entities: dict[int, float]
    distance: float | None = None

    def keys(self) -> Sequence[int]:
        """Return the entities, those that count most first."""
        return sorted(self.entities, key=lambda key: (-self.entities[key], key))[:TOLD]


def sentence(kind: str, language: str, names: Sequence[str], count: int, distance: float | None) -> str:
    """Return what a reason says, by the names of its first entities, of which there are `count`."""
    if kind == NEARBY:
        return _NEAR[language](names[0], distance or 0)
    listed, others = [_short(each) for each in names[:NAMED]], count - len(names[:NAMED])
    told = _SENTENCES[kind][language].format(_listed(language, listed, others))
    return told if told.endswith("…") else f"{told}."


def _listed(language: str, names: Sequence[str], others: int) -> str:
    also, more = {"pl": ("i", "i jeszcze {}"), "en": ("and", "and {} more")}[language]
    if others:
        return f"{', '.join(names)} {more.format(others)}"
    *first, last = names
    return f"{', '.join(first)} {also} {last}" if first else last


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip(' ,.;')}…"


def _near_pl(name: str, distance: float) -> str:
    return f"W tym samym miejscu: {name}." if distance < 1 else f"Blisko: {name}, {distance:.0f} km."


def _near_en(name: str, distance: float) -> str:
    return f"In the same place: {name}." if distance < 1 else f"Nearby: {name}, {distance:.0f} km away."


_NEAR: Mapping[str, Callable[[str, float], str]] = {"pl": _near_pl, "en": _near_en}
_SENTENCES: Mapping[str, Mapping[str, str]] = {
    PARTNERS: {"pl": "Wspólni partnerzy: {}", "en": "Partners of both: {}"},
    PROGRAMMES: {"pl": "Wspólne programy finansowania: {}", "en": "Paid by the same programmes: {}"},
    TARGET_GROUPS: {"pl": "Projekty dla tych samych grup: {}", "en": "Projects for the same people: {}"},
    TOWNS: {"pl": "Tam, gdzie są już partnerzy: {}", "en": "Where there are partners already: {}"},
    COUNTRY: {"pl": "Z kraju, z którego są już partnerzy: {}", "en": "From a country where there are partners: {}"},
    TWIN_TOWNS: {"pl": "Z miasta partnerskiego: {}", "en": "From a twin town: {}"},
}
