"""The reconciler: batches of questions to candidates, each batch from one state of the graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from graph.errors import ReadTimeout
from graph.reconciling.candidates import Candidates
from graph.reconciling.offers import Offers, Path
from graph.reconciling.portraits import Portrait, portrait
from graph.reconciling.questions import Question
from graph.reconciling.scores import Scored, is_match, ranked, scored
from graph.reconciling.shelf import Languages, Shelf
from graph.store import Store
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
        with self.store.snapshot(seconds) as snapshot:
            shelf = Shelf(self.store.model, self.store.reader, snapshot.execute)
            found = {name: self.candidates.find(snapshot.execute, each) for name, each in questions.items()}
            shelf.fetch_around(*self._wanted(questions, found))
        made = {}
        for name, question in questions.items():
            made[name] = self._answer(shelf, question, found[name], languages)
            if monotonic() > deadline:
                raise ReadTimeout(f"the batch took longer than {seconds:g} s: ask for less")
        return made

    def _wanted(
        self, questions: Mapping[str, Question], found: Mapping[str, list[EntityId]]
    ) -> tuple[set[EntityId], list[Path]]:
        """Return the entities that are compared, and the paths by which."""
        asked = {each.property for question in questions.values() for each in question.conditions}
        paths = [path for of_kind in self.offers.paths.values() for name, path in of_kind.items() if name in asked]
        return {each for names in found.values() for each in names}, paths

    def _answer(self, shelf: Shelf, question: Question, found: list[EntityId], languages: Languages) -> list[Candidate]:
        records = [record for record in map(shelf.get, found) if record]
        best = ranked([scored(shelf, self.offers, question, each) for each in records])
        shown = [each for each in best if each.score >= WORTHLESS][: question.limit]
        return [
            Candidate(portrait(shelf, each.record, languages), each, not at and is_match(each, best[1:]))
            for at, each in enumerate(shown)
        ]
