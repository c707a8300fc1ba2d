"""Checks: whether the evidence covers the graph, its quotes stand in the texts, and the numbers add up."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import EvidenceError, QuoteNotFound, SourceError
from graph.folding import fold
from graph.records import Evidence, Quote, Record
from graph.values import EntityId

CHECKSUM = "sha256:"
HOURS = ("godz", "hour", "ore")
PEOPLE = ("os.", "osob", "uczestni", "people", "person", "participant")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many statements there are - one for each value, of a list each item - and how many have evidence."""

    statements: int
    proven: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers of one project that a reader expects to add up to another; entities often overlap, so they need not."""

    project: EntityId
    what: str
    parts: tuple[int, ...]
    whole: int

    @property
    def holds(self) -> bool:
        """Whether they do."""
        return sum(self.parts) == self.whole

    def __str__(self) -> str:
        parts = " + ".join(map(str, self.parts))
        return f"{self.project}: {self.what}: {parts} = {sum(self.parts)}{'' if self.holds else f', not {self.whole}'}"


def coverage(known: Iterable[tuple[Record, Iterable[Evidence]]]) -> Coverage:
    """Return how much of what the graph holds has evidence."""
    statements = proven = 0
    for record, evidence in known:
        proofs = [(each.properties, each.value) for each in evidence]
        whole = {name for names, value in proofs if value is None for name in names}
        single = {(name, value) for names, value in proofs if value is not None for name in names}
        for name, value in record.values.items():
            for each in value if isinstance(value, tuple) else (value,):
                statements += 1
                proven += name in whole or (name, each) in single
    return Coverage(statements, proven)


def texts_at_hand(documents: Iterable[Record], folder: Path) -> dict[EntityId, str]:
    """Return the texts in a folder, by the documents whose checksum they have. Raises SourceError."""
    by_checksum = defaultdict(list)
    for each in documents:
        by_checksum[each.values.get("checksum")].append(each.id)
    found: dict[EntityId, str] = {}
    try:
        for path in sorted(folder.iterdir()):
            if path.is_file():
                content = path.read_bytes()
                same = by_checksum.get(CHECKSUM + hashlib.sha256(content).hexdigest(), ())
                found |= dict.fromkeys(same, content.decode("utf-8", errors="replace"))
    except OSError as error:
        raise SourceError(error.filename or str(folder), 1, f"cannot be read: {error.strerror}") from error
    return found


def texts_not_at_hand(evidence: Iterable[Evidence], texts: Mapping[EntityId, str]) -> list[EntityId]:
    """Return the documents that are quoted and whose text is not at hand."""
    return sorted({each.document for each in evidence if isinstance(each.proof, Quote)} - texts.keys())


def missing_quotes(evidence: Iterable[Evidence], texts: Mapping[EntityId, str]) -> Iterator[EvidenceError]:
    """Yield what is wrong with the quotes from the texts at hand: not found, or found more than once."""
    for each in evidence:
        quote = each.proof
        if not isinstance(quote, Quote) or each.document not in texts:
            continue
        times = _occurrences(texts[each.document], f"{quote.prefix}{quote.exact}{quote.suffix}")
        if not times:
            yield QuoteNotFound(each.document, f"{quote.prefix}{quote.exact}{quote.suffix}")
        elif times > 1:
            proves = f"{each.subject} {', '.join(each.properties)}"
            yield EvidenceError(
                f"{each.document} contains {quote.exact!r} {times} times, which should prove {proves}: "
                "add words before it as prefix or after it as suffix"
            )


def sums(records: Iterable[Record]) -> list[Sum]:
    """Return the sums that can be made within each project, of records of any kinds, in the order of its projects."""
    projects: dict[EntityId, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        if "project" in record.values:
            projects[record.values["project"]][record.kind].append(record)
    return [made for project in sorted(projects) for rule in RULES for made in rule(project, projects[project])]


def reversed_spans(records: Iterable[Record]) -> Iterator[EntityId]:
    """Yield what ends before it begins."""
    for record in records:
        start, end = record.values.get("startDate"), record.values.get("endDate")
        if start and end and end.last < start.first:
            yield record.id


def _module_hours(project: EntityId, parts: Mapping[str, Sequence[Record]]) -> Iterator[Sum]:
    """The training modules of a project add up to its hard outcome in hours."""
    modules = [each for each in parts["Activity"] if each.values.get("kind") == "MODULE"]
    hours = tuple(each.values["hours"] for each in modules if "hours" in each.values)
    outcomes = _counted(parts["Outcome"], HOURS)
    if modules and len(hours) == len(modules) and len(outcomes) == 1:
        yield Sum(project, "hours of training modules", hours, outcomes[0])


def _participants_by_place(project: EntityId, parts: Mapping[str, Sequence[Record]]) -> Iterator[Sum]:
    """The groups in some of a group's places, each place in one of them, add up to the group."""
    groups = [(frozenset(each.values.get("places", ())), each.values["count"]) for each in parts["ParticipantGroup"]]
    for places, count in groups:
        smaller = [each for each in groups if each[0] and each[0] < places]
        if Counter(place for inner, _ in smaller for place in inner) == Counter(places) and smaller:
            yield Sum(project, "participants by place", tuple(number for _, number in smaller), count)


def _people_with_outcomes(project: EntityId, parts: Mapping[str, Sequence[Record]]) -> Iterator[Sum]:
    """The people whom hard outcomes count add up to the participants."""
    people = _counted(parts["Outcome"], PEOPLE)
    groups = [each.values["count"] for each in parts["ParticipantGroup"]]
    if len(people) > 1 and groups:
        yield Sum(project, "people with hard outcomes", people, max(groups))


def _counted(outcomes: Iterable[Record], units: tuple[str, ...]) -> tuple[int, ...]:
    """Return the counts of the hard outcomes in a unit, which is known by its folded beginning."""
    return tuple(
        each.values["count"]
        for each in outcomes
        if each.values.get("kind") == "HARD"
        and "count" in each.values
        and any(fold(unit.text).startswith(units) for unit in each.values.get("unit", ()))
    )


def _occurrences(text: str, words: str) -> int:
    """Return how often words stand in a text, overlapping ones included."""
    times, at = 0, text.find(words)
    while at >= 0:
        times, at = times + 1, text.find(words, at + 1)
    return times


Rule = Callable[[EntityId, Mapping[str, Sequence[Record]]], Iterator[Sum]]
RULES: tuple[Rule, ...] = (_module_hours, _participants_by_place, _people_with_outcomes)
