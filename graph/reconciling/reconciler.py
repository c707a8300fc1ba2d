"""The reconciler: batches of questions to candidates, each batch from one state of the graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from graph.errors import ReadTimeout
from graph.reconciling.candidates import Candidates
from graph.reconciling.comparison import Comparison
from graph.reconciling.likeness import PLACE, likeness_to
from graph.reconciling.naming import Languages
from graph.reconciling.offers import Offers
from graph.reconciling.portraits import Portrait, portrait
from graph.reconciling.questions import Question
from graph.reconciling.scores import Scored, is_match, ranked, scored
from graph.reconciling.shelf import Shelf
from graph.store import Snapshot, Store
from graph.values import EntityId

WORTHLESS = 30.0  # a score below which nobody wants to see a candidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant: how it looks, what its score rests on, and whether it is bet on."""

    portrait: Portrait
    scored: Scored
    is_match: bool


class Reconciler:
    """Reconciles on one store. `base` is that of the IRIs of entities."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.offers = store, Offers.of(store.model)
        self.candidates = Candidates(store.model, store.dialect, self.offers, base)

    def answers(
        self, questions: Mapping[str, Question], languages: Languages, seconds: float
    ) -> dict[str, list[Candidate]]:
        """Return the candidates for each question, the most likely first. Raises ReadTimeout."""
        deadline = monotonic() + seconds
        made = {}
        with self.store.snapshot(seconds) as snapshot:
            found = {name: self.candidates.find(snapshot.execute, each) for name, each in questions.items()}
            comparison = Comparison(self._shelf(snapshot, questions, found))
            for name, question in questions.items():
                made[name] = self._answer(comparison, question, found[name], languages)
                if monotonic() > deadline:
                    raise ReadTimeout(f"the batch took longer than {seconds:g} s: ask for less")
        return made

    def _shelf(
        self, snapshot: Snapshot, questions: Mapping[str, Question], found: Mapping[str, list[EntityId]]
    ) -> Shelf:
        """Return the candidates and what they are compared by."""
        shelf = Shelf(self.store, self.offers, snapshot)
        names = {each for ids in found.values() for each in ids}
        shelf.fetch(names)
        asked = {each.property for question in questions.values() for each in question.conditions}
        paths = [path for of_kind in self.offers.paths.values() for path in of_kind.values() if path.id in asked]
        shelf.fetch_ends(names, {path.names: path for path in paths}.values())
        shelf.fetch_near(names, [PLACE])
        return shelf

    def _answer(
        self, comparison: Comparison, question: Question, found: list[EntityId], languages: Languages
    ) -> list[Candidate]:
        shelf = comparison.shelf
        records = [record for record in map(shelf.get, found) if record]
        likeness = likeness_to(shelf, question) if question.text else None
        best = ranked([scored(comparison, question, each, likeness) for each in records])
        shown = [each for each in best if each.score >= WORTHLESS][: question.limit]
        shelf.fetch_around(each.record.id for each in shown)
        return [
            Candidate(portrait(shelf, each.record, languages), each, not at and is_match(each, best[1:]))
            for at, each in enumerate(shown)
        ]
