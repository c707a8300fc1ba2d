"""Candidates: the entities that a question may mean, found by id, identifier, name and words, few of many."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from heapq import nlargest
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import BigInteger, String, bindparam, column, func, select
from sqlalchemy.sql import ClauseElement

from graph.errors import InvalidValue
from graph.folding import fold
from graph.index import is_searched, kind_term
from graph.inquiry import Wanted
from graph.kinds import Model
from graph.properties import Identifier
from graph.reconciling.identifiers import forms
from graph.reconciling.offers import Offers, Path
from graph.reconciling.questions import Meant, Question, Value
from graph.reconciling.words import FREQUENT, Counted, Reach, asked, beginnings, searches
from graph.sql.dialects import KEY_BITS, Dialect, Terms, compiled
from graph.values import EntityId, Text

ENOUGH = 20  # candidates after which the last resort is not tried
PAGE, WIDE_PAGE = 30, 100  # candidates of one search, and of one for a single word
KEPT = 10  # candidates that are kept of those that are not sure
ALL = 1_000
SURE: Mapping[Reach, int] = {Reach.WHOLE: 6, Reach.WITH_PLACE: 3}  # of one search
FEW = 4  # kinds
MOST_BESIDE = 4  # properties by whose words candidates are looked for

_BEGINNING = re.compile(r"[a-z][a-z-]*/[a-z0-9._-]*")

Execute = Callable[[str, Sequence[Any]], Sequence[tuple[Any, ...]]]


class Candidates:
    """Finds candidates by statements that are compiled once. `base` is that of the IRIs of entities."""

    def __init__(self, model: Model, dialect: Dialect, offers: Offers, base: str) -> None:
        self.dialect, self.offers, self._iri = dialect, offers, f"{base}id/"
        entity = model.entity
        columns = (entity.c.id, entity.c.type, entity.c.label)

        def made(statement: ClauseElement) -> Any:
            return compiled(dialect, statement)

        sought, size = bindparam("sought", type_=String), bindparam("size", type_=BigInteger)
        hits = dialect.search(sought).order_by(column("rank")).limit(size).subquery()
        key = hits.c.rank.op("&")((1 << KEY_BITS) - 1)
        self._search = made(select(*columns).select_from(hits.join(entity, entity.c.key == key)).order_by(hits.c.rank))
        counted = dialect.search(sought).limit(FREQUENT).subquery()
        self._count = made(select(func.count()).select_from(counted))
        self._named = [
            (
                frozenset(offers.members(kind.name)),
                made(
                    select(*columns)
                    .select_from(kind.table.join(entity, entity.c.key == kind.table.c.key))
                    .where(kind.table.c[f"{item.attribute}_folded"] == sought)
                    .order_by(kind.table.c.key)
                    .limit(PAGE)
                ),
            )
            for kind in model.families
            for item in kind.stored
            if item.index and item.type is Text
        ]
        self._of_id = made(select(*columns).where(entity.c.id == sought))
        self._begun = made(
            select(*columns)
            .where(entity.c.id >= sought, entity.c.id < bindparam("end", type_=String))
            .order_by(entity.c.id)
            .limit(size)
        )
        (identifiers,) = (model.list_table(item) for item in model.common.values() if item.type is Identifier)
        self._identified = made(
            select(*columns)
            .select_from(identifiers.join(entity, entity.c.key == identifiers.c.key))
            .where(identifiers.c.value == sought)
            .order_by(entity.c.key)
            .limit(PAGE)
        )

    def find(self, execute: Execute, question: Question) -> list[EntityId]:
        """Return the ids of the entities that a question may mean, none twice."""
        kinds = question.kinds(self.offers)
        found = _Found(kinds, question.text)
        for name in _names(question):
            found.add(self._known(execute, name), ALL)
        # Where somebody has the name itself, and all who have its words are found, others are none that may be meant.
        is_named = question.text != "" and found.add(self._named_so(execute, question.text, kinds), ALL)
        reached = Reach.LEAST
        for reach, terms in self._searches(execute, question) if kinds else ():
            if reach <= reached and not (reach == Reach.LEAST and len(found) >= ENOUGH):
                size = PAGE if len(terms) > 1 else WIDE_PAGE
                rows = self.search(execute, terms, kinds, size)
                found.add(rows, SURE.get(reach, 0))
                if is_named and reach == Reach.WHOLE:
                    reached = Reach.WHOLE if len(rows) < size else Reach.WITH_PLACE
        return found.best()

    def _named_so(self, execute: Execute, name: str, kinds: Collection[str]) -> Iterator[tuple[Any, ...]]:
        for members, named in self._named:
            if members & set(kinds):
                yield from execute(named.text, named.arguments({"sought": fold(name)}))

    def search(self, execute: Execute, terms: Terms, kinds: Collection[str], size: int) -> Sequence[tuple[Any, ...]]:
        """Return the ids and the kinds of those of some kinds that have all terms, those of short names first."""
        of_kinds = [Wanted(kind_term(each), False) for each in sorted(kinds)]
        # To tell many kinds from others costs more than to read the others, if words do that already.
        restricted = [*terms, of_kinds] if len(of_kinds) <= FEW or len(terms) == 1 else terms
        values = {"sought": self.dialect.search_value(restricted), "size": size}
        return execute(self._search.text, self._search.arguments(values))

    def begun(self, execute: Execute, prefix: str, kinds: Collection[str], size: int) -> list[EntityId]:
        """Return the ids that begin so, if that is the beginning of one."""
        start = prefix.removeprefix(self._iri)
        if not _BEGINNING.fullmatch(start):
            return []
        values = {"sought": start, "end": f"{start}~", "size": size}  # no id has a ~, and all that they have is less
        rows = execute(self._begun.text, self._begun.arguments(values))
        return [EntityId(name) for name, kind, _ in rows if kind in kinds]

    def _known(self, execute: Execute, name: str) -> Iterator[tuple[Any, ...]]:
        """Yield what is called so by us, or by a register."""
        relative = name.removeprefix(self._iri)
        with suppress(InvalidValue):
            yield from self._one(execute, EntityId(relative))
        for each in forms(name):
            yield from execute(self._identified.text, self._identified.arguments({"sought": each}))

    def _one(self, execute: Execute, name: EntityId) -> Sequence[tuple[Any, ...]]:
        return execute(self._of_id.text, self._of_id.arguments({"sought": name}))

    def _searches(self, execute: Execute, question: Question) -> Iterator[tuple[Reach, Terms]]:
        words = [self._counted(execute, each.word, each.wanted(whole=True)) for each in asked(question.text)]
        beside = [[each.wanted(whole=True) for each in asked(text)] for text in self._beside(execute, question)]
        if not words and len(beside) > 1:
            beside.insert(0, [term for terms in beside for term in terms])
        yield from searches(words, [each for each in beside if each])

    def _counted(self, execute: Execute, word: str, terms: Sequence[Wanted]) -> Counted:
        ((count,),) = execute(self._count.text, self._count.arguments({"sought": self.dialect.search_value([terms])}))
        if count:
            return Counted(terms, count)
        return Counted(beginnings(word), FREQUENT)

    def _beside(self, execute: Execute, question: Question) -> Iterator[str]:
        """Yield the texts that entities are found by, beside their names: of codes, only if there is no name."""
        paths = self.offers.of_types(question.kinds(self.offers))
        for each in question.conditions[:MOST_BESIDE]:
            path = paths.get(each.property)
            if path and _is_beside(path) and not (path.item.is_code and question.text):
                yield from self._texts(execute, each.values[0])

    def _texts(self, execute: Execute, value: Value) -> Iterator[str]:
        if isinstance(value, Meant) and not value.name:
            value = value.id
        name = value.name if isinstance(value, Meant) else str(value)
        try:
            labels = [label for _, _, label in self._one(execute, EntityId(name))]
        except InvalidValue:
            labels = []
        yield from labels or [name]


class _Found:
    """The candidates found so far: those that are surely worth a comparison, and others by their labels."""

    def __init__(self, kinds: Collection[str], text: str) -> None:
        self._kinds, self._text = kinds, text
        self._sure: dict[str, None] = {}
        self._others: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._sure.keys() | self._others.keys())

    def add(self, rows: Iterable[tuple[Any, ...]], sure: int) -> bool:
        """Add rows of id, kind and label, the first of them as sure ones; return whether there were any."""
        of_kinds = [(name, label) for name, kind, label in rows if kind in self._kinds]
        self._sure.update((name, None) for name, _ in of_kinds[:sure])
        self._others.update(of_kinds[sure:])
        return bool(of_kinds)

    def best(self) -> list[EntityId]:
        """Return the ids of the sure ones, and of the others whose labels are most like what is asked for."""
        text = fold(self._text)
        others = [(name, fold(label)) for name, label in self._others.items() if name not in self._sure]
        likest = nlargest(KEPT, others, key=lambda each: fuzz.token_ratio(text, each[1])) if text else others
        return [EntityId(name) for name in (*self._sure, *(name for name, _ in likest))]


def _is_beside(path: Path) -> bool:
    return len(path.steps) == 1 and is_searched(path.item) and path.item.type is not Identifier


def _names(question: Question) -> Iterator[str]:
    """Yield the texts that may be ids or identifiers."""
    if question.text:
        yield question.text
    for condition in question.conditions:
        if condition.property.partition(".")[0] == "identifiers":
            for value in condition.values:
                if isinstance(value, str | int) and not isinstance(value, bool):
                    yield str(value)
