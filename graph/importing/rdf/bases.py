"""Bases: under which IRI the entities of a file stand, where it is an export of ours; what to say if it is another."""

import re

from graph.errors import SourceError
from graph.importing.rdf.terms import IRI, Terms, Triple
from graph.kinds import Model
from graph.vocabulary import OWN_PATH

_MOST = 100  # bases that are looked at


class Bases:
    """What the subjects of a file tell of its base."""

    def __init__(self, terms: Terms, model: Model) -> None:
        self.has_own = False  # whether anything stands under the base that is named
        self._base = terms.base
        families = "|".join(kind.prefix for kind in model.families)
        self._subject = re.compile(rf"(?P<base>.+/)id/(?:{families})/[^/#?]+(?:#.*)?")
        self._term = re.compile(rf"<(?P<base>.+/){re.escape(OWN_PATH)}\w+>")
        self._of_subjects: dict[str, int] = {}
        self._of_terms: set[str] = set()
        self._strangers = 0

    def note(self, owner: str, triple: Triple) -> None:
        """Look at a triple whose subject does not stand under the base."""
        if self.has_own:
            return
        if (found := self._term.fullmatch(triple.predicate)) and len(self._of_terms) < _MOST:
            self._of_terms.add(found["base"])
        if triple.predicate == "rdf:type" and triple.sort == IRI:
            found = self._subject.fullmatch(owner)
            if not found:
                self._strangers += 1
            elif found["base"] in self._of_subjects or len(self._of_subjects) < _MOST:
                self._of_subjects[found["base"]] = self._of_subjects.get(found["base"], 0) + 1

    def check(self, file: str) -> None:
        """Raise SourceError if the file is certainly an export under another base."""
        certain = [base for base in self._of_subjects if base in self._of_terms]
        if len(self._of_subjects) == 1 and not self._strangers:
            certain = list(self._of_subjects)
        if self.has_own or len(certain) != 1:
            return
        reason = f"has nothing under {self._base}, but entities under {certain[0]}: name --base-iri {certain[0]}"
        raise SourceError(file, 1, reason)
