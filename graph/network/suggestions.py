"""Suggestions: with whom an organisation or a place might work, and why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from graph.network import leads, membership
from graph.network.candidates import Candidates, rounded
from graph.network.membership import FAMILIES
from graph.network.reasons import LANGUAGES, NAMED, Reason, sentence
from graph.network.scope import Scope
from graph.network.ties import Check, Execute, Reading, Rows
from graph.sql.dialects import Statement


class Statements(dict[str, Statement]):
    """The statements that look for partners of a family, by name, each compiled when it is first wanted."""

    def __init__(self, scope: Scope, family: str) -> None:
        super().__init__()
        self._scope, self._everywhere, self._family = scope, Scope(scope.model, scope.dialect), family

    def __missing__(self, name: str) -> Statement:
        if name == "known":  # whoever is a partner at any time, by any tie, is one
            self[name] = self._everywhere.compiled(membership.known(self._everywhere, self._family))
        else:
            self[name] = self._scope.compiled(STATEMENTS[name](self._scope, self._family))
        return self[name]


STATEMENTS: Mapping[str, Callable[[Scope, str], Select[Any]]] = {
    "partners": membership.partners,
    "sizes": membership.sizes,
    "programmes": leads.programmes,
    "paid": leads.paid,
    "homes": leads.homes,
    "twins": leads.twin_towns,
    "nearby": leads.nearby,
    "counts": leads.counts,
    "inhabitants": leads.inhabitants,
    "groups": leads.target_groups,
    "names": leads.names,
}


class Suggestions:
    """Scores whom an entity has much in common with."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self._statements = {family: Statements(scope, family) for family in FAMILIES}
        if scope.kinds or scope.touches:  # then the parameters of all must be known by now
            for statements in self._statements.values():
                for name in STATEMENTS:
                    statements[name]

    def suggestions(self, execute: Execute, arguments: Mapping[str, Any], _: Check) -> tuple[Rows, Rows, Rows, Rows]:
        """Return (key, score)s of the `first` likeliest partners of `of`; their reasons; what these rest on; and all.

        A reason is (key, number, kind, score, a sentence in each of LANGUAGES): there are none unless it `is_told`. It
        rests on (number, entity key)s; (key, entity key)s are all that one has to do with as well. Raises
        UnknownEntity.
        """
        start = self.reading.known(execute, arguments["of"])
        family = _FAMILIES.get(arguments["of"].partition("/")[0])
        if family is None:
            return [], [], [], []
        candidates = Candidates(
            self.reading, self._statements[family], execute, {**arguments, "start": start}, start, family
        )
        candidates.look()
        best = candidates.best(arguments["first"])
        told = candidates.names(best) if arguments["is_told"] else {}
        reasons: list[tuple[Any, ...]] = []
        entities: list[tuple[int, int]] = []
        shared: list[tuple[int, int]] = []
        for key, _score in best:
            every: dict[int, None] = {}
            for kind, reason in candidates.reasons_of(key):
                number = len(reasons)
                keys = reason.keys()
                reasons.append((key, number, kind, rounded(reason.score), *_sentences(kind, reason, told)))
                entities += [(number, each) for each in keys]
                every |= dict.fromkeys(keys)
            shared += [(key, each) for each in every]
        return best, reasons, entities, shared


_FAMILIES: Mapping[str, str] = {family.lower(): family for family in FAMILIES}


def _sentences(kind: str, reason: Reason, told: Mapping[int, Sequence[str]]) -> list[str]:
    if not told:
        return [""] * len(LANGUAGES)
    keys = reason.keys()[:NAMED]
    return [
        sentence(kind, language, [told[key][place] for key in keys], len(reason.entities), reason.distance)
        for place, language in enumerate(LANGUAGES)
    ]
