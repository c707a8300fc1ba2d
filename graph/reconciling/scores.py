"""Scores: how likely each candidate is what a question means, and whether a person would bet on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.properties import Code, Identifier
from graph.reconciling.comparison import Comparison
from graph.reconciling.identifiers import is_meant
from graph.reconciling.likeness import Likeness
from graph.reconciling.offers import Path
from graph.reconciling.questions import Question
from graph.records import Record

CERTAIN, CLEAR = 90.0, 8.0  # the score of what is bet on, and how far all others must be behind
SAME_NAME = 0.93
HALF = 0.5


class Weights(NamedTuple):
    """What a property counts, the name counting 1: where it agrees, where it does not, and where nothing is known."""

    agrees: float
    differs: float
    unknown: float


IDENTIFIER, LINK = Weights(3.0, 1.5, 0.05), Weights(0.4, 0.9, 0.25)
BY_TYPE: Mapping[type, Weights] = {Identifier: IDENTIFIER, Code: Weights(0.15, 0.3, 0.02)}
OTHER = Weights(0.3, 0.4, 0.05)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate: its score, 0 to 100, and what that rests on - each 0 to 1, None where nothing is known."""

    record: Record
    score: float
    name: float | None = None
    is_named: bool = False  # what is asked for is its own id or an identifier of it
    is_identified: bool = False  # an identifier that the question gives is its
    is_of_type: bool = True
    agreements: Mapping[str, float | None] = field(default_factory=dict)
    doubtful: bool = False  # something speaks against it, or what was asked for is not known of it


def scored(comparison: Comparison, question: Question, record: Record, likeness: Likeness | None) -> Scored:
    """Return a candidate with its score; `likeness` tells how far it is called so, if a name is asked for."""
    offers = comparison.shelf.offers
    paths = offers.paths[record.kind]
    called = likeness is not None and is_called(question.text, record)
    name = 1.0 if called else likeness(record) if likeness else None
    parts: list[tuple[float, float]] = [] if name is None else [(name, 1.0)]
    agreements: dict[str, float | None] = {}
    identified = doubtful = False
    for condition in question.conditions:
        path = paths.get(condition.property)
        agrees = comparison.agreement(record, path, condition) if path else None
        weights = _weights(path)
        best = max((agreements.get(condition.property), agrees), key=lambda each: -1.0 if each is None else each)
        agreements[condition.property] = best
        parts.append(_part(agrees, weights))
        identified = identified or (weights is IDENTIFIER and agrees == 1.0)
        doubtful = doubtful or (agrees is None and weights is LINK) or (agrees is not None and agrees < HALF)
    of_type = not question.types or any(record.kind in offers.members(each) for each in question.types)
    if not of_type or question.strict == "should":
        parts.append(_part(float(of_type), LINK) if question.types else (0.0, 0.0))
    is_known = name is not None or any(each is not None for each in agreements.values())
    whole = sum(weight for _, weight in parts)
    score = 100.0 * sum(agrees * weight for agrees, weight in parts) / whole if is_known and whole else 0.0
    return Scored(record, round(score, 2), name, called, identified, of_type, agreements, doubtful or not of_type)


def ranked(candidates: Sequence[Scored]) -> list[Scored]:
    """Return candidates, the most likely first; of those alike, in the order of ids."""
    return sorted(candidates, key=lambda each: (-each.score, each.record.id))


def is_match(best: Scored, others: Sequence[Scored]) -> bool:
    """Return whether a person would bet on the first of the candidates.

    It bears an identifier that no other bears and nothing else contradicts that; or its whole name is that of the
    question, nothing speaks against it and no other comes near.
    """
    if best.is_named or best.is_identified:
        alone = not any(each.is_named or each.is_identified for each in others)
        return alone and (best.is_identified or not best.doubtful) and (best.name is None or best.name >= HALF)
    if best.name is None or best.name < SAME_NAME or best.doubtful or best.score < CERTAIN:
        return False
    return all(best.score - each.score >= CLEAR for each in others)


def is_called(text: str, record: Record) -> bool:
    """Return whether a text is the id of an entity, its IRI, or what a register calls it."""
    if text == record.id or text.endswith(f"/id/{record.id}"):
        return True
    return any(is_meant(text, each) for each in record.values.get("identifiers", ()))


def _weights(path: Path | None) -> Weights:
    if path is None:
        return OTHER
    if path.item.is_link:
        return LINK
    return BY_TYPE.get(Code if path.item.is_code else path.item.type, OTHER)


def _part(agrees: float | None, weights: Weights) -> tuple[float, float]:
    if agrees is None:
        return HALF, weights.unknown
    return agrees, agrees * weights.agrees + (1 - agrees) * weights.differs
