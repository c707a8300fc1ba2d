"""The reference: what a request is answered by plain graphql-core and naive resolvers, for plans to be compared with.

It knows the whole small graph as records and finds everything by walking over them, from what DESIGN and the
descriptions of the schema say. Of the engine it uses the types it must answer in and how cursors are written; never
the planner, its conditions or any SQL of its own but for the keys, which no record has.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property, cmp_to_key
from hashlib import blake2b
from itertools import chain, groupby
from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, execute_sync, parse, validate

from graph.folding import Word, fold, words, written_words
from graph.kinds import Kind
from graph.lexicon import lemmas_asked
from graph.notation import written
from graph.properties import Identifier, Party, Property
from graph.records import Evidence, Quote, Record, label
from graph.registers import same_as
from graph.store import Store
from graph.terms import terms
from graph.values import EntityId, Money, PartialDate, Text
from schema import keyset
from schema.types import schema

PAGE_DEFAULT = 20
MILLION = 10**6


class Reference:
    """Answers requests about one state of a small graph."""

    def __init__(self, store: Store, base: str) -> None:
        self.graph = Graph(store, base)
        self.schema = _with_resolvers(schema(store.model)._schema, self.graph)

    def answer(self, query: str, variables: Mapping[str, Any] | None = None, operation: str | None = None) -> Any:
        """Return the answer to a valid request."""
        document = parse(query)
        assert not validate(self.schema, document)
        result = execute_sync(self.schema, document, variable_values=dict(variables or {}), operation_name=operation)
        assert isinstance(result, ExecutionResult)
        return result.formatted


@dataclass(frozen=True)
class Piece:
    """A piece of evidence, and the number it was written under."""

    key: int
    evidence: Evidence


@dataclass(frozen=True)
class Tie:
    """One way in which two entities have worked together: a project or a partnership, since when."""

    owner: EntityId
    other: EntityId
    through: Record
    since: PartialDate | None


class Graph:
    """All records by id, and how they hang together."""

    def __init__(self, store: Store, base: str) -> None:
        self.model, self.base = store.model, base
        found = list(chain.from_iterable(store.records(kind) for kind in store.model.families))
        self.records: dict[str, Record] = {record.id: record for record, _ in found}
        with store.snapshot() as snapshot:
            self.keys = dict(snapshot.execute("SELECT id, key FROM entity WHERE state = 'ACTIVE'"))
            numbers: dict[str, list[int]] = {}
            for name, key in snapshot.execute(
                "SELECT entity.id, evidence.key FROM evidence JOIN entity ON entity.key = subject_key ORDER BY 2"
            ):
                numbers.setdefault(name, []).append(key)
            self.revision = snapshot.execute("SELECT max(number) FROM revision")[0][0]
        self.pieces = {
            record.id: [Piece(*pair) for pair in zip(numbers[record.id], evidence, strict=True)]
            for record, evidence in found
        }

    def of(self, target: str) -> list[Record]:
        """Return the entities that a kind stands for, in the order of their keys."""
        names = {kind.name for kind in self.model.members(target)}
        return self.by_key(record for record in self.records.values() if record.kind in names)

    def by_key(self, records: Iterable[Record]) -> list[Record]:
        """Return entities in the order of their keys, each once."""
        return sorted({each.id: each for each in records}.values(), key=lambda each: self.keys[each.id])

    def kind(self, record: Record) -> Kind:
        """Return the kind of an entity."""
        return self.model.kinds[record.kind]

    def target(self, record: Record, name: str) -> Record | None:
        """Return the entity that a to-one link leads to."""
        return self.records.get(record.values.get(name))

    def ancestors(self, record: Record) -> list[Record]:
        """Return every entity above one, the root first."""
        above: list[Record] = []
        while record := self.target(record, "parent"):
            above.insert(0, record)
        return above

    def within(self, record: Record | None, root: str) -> bool:
        """Return whether an entity is that of an id, or stands anywhere below it."""
        return record is not None and root in {record.id, *(each.id for each in self.ancestors(record))}

    def children(self, owner: Record, item: Property) -> list[Record]:
        """Return the entities of a list of links, in the order of their keys."""
        if item.derivation:
            return self.by_key(DERIVED[item.derivation](self, owner))
        if item.inverse:
            stored = _stored_name(self, item)
            return [each for each in self.of(str(item.target)) if each.values.get(stored) == owner.id]
        return self.by_key(self.records[each] for each in owner.values.get(item.name, ()))

    def ties(self, owner: Record) -> list[Tie]:
        """Return every way in which an organisation or a place has worked with another."""
        made = list(self._partnership_ties)
        if owner.id.prefix == "place":
            made += self._of_places([*self._partnership_ties, *self._project_ties])
        else:
            made += self._project_ties
        return [tie for tie in made if tie.owner == owner.id != tie.other]

    @cached_property
    def _partnership_ties(self) -> list[Tie]:
        return [
            Tie(ours.entity, theirs.entity, each, _first_known(each, "startDate") or _first_known(each, "signed"))
            for each in self.of("Partnership")
            for ours in each.values.get("parties", ())
            for theirs in each.values.get("parties", ())
        ]

    @cached_property
    def _project_ties(self) -> list[Tie]:
        parts = self.of("Participation")
        projects = {each.id: each for each in self.of("Project")}
        return [
            Tie(ours.values["organization"], theirs.values["organization"], project, since)
            for ours in parts
            for theirs in parts
            if ours.values["project"] == theirs.values["project"]
            for project in [projects[ours.values["project"]]]
            for since in [_first_known(ours, "startDate") or _first_known(project, "startDate")]
        ]

    def _of_places(self, ties: Sequence[Tie]) -> Iterator[Tie]:
        for tie in ties:
            ours, theirs = (self.records[each].values.get("place") for each in (tie.owner, tie.other))
            if ours and theirs:
                yield Tie(ours, theirs, tie.through, tie.since)

    def texts(self, record: Record) -> Iterator[tuple[str, str, str]]:
        """Yield the texts that an entity is found by: of which property each is, the text, and its language."""
        for item in self.kind(record).stored:
            value = record.values.get(item.name)
            if value is None:
                continue
            if item.is_code and not item.many:
                concept = item.type[value].value
                yield from ((item.name, value, "und"), (item.name, concept.pl, "pl"), (item.name, concept.en, "en"))
            elif item.name == "identifiers":
                yield from ((item.name, each.value, "und") for each in value)
            elif item.search and item.is_link:
                yield from ((item.name, each.text, each.language) for each in self.records[value].values["name"])
            elif item.search and item.type is Text:
                yield from ((item.name, each.text, each.language) for each in value)
            elif item.search:
                yield item.name, value, "und"

    def match(self, record: Record, text: str) -> int | None:
        """Return 0 if an entity has every word of a text, 1 if some of them only begin one of its words, else None."""
        has = {term.text for _, said, language in self.texts(record) for term in terms(said, language)}
        whole = True
        for asked in asked_words(text):
            forms = {asked.folded, *lemmas_asked(asked.written)}
            if not forms & has:
                whole = False
                if not any(term.startswith(asked.folded) for term in has):
                    return None
        return 0 if whole else 1

    def highlights(self, record: Record, text: str) -> list[dict[str, Any]]:
        """Return the texts of an entity in which words stand that are searched for, marked where they stand."""
        made = []
        for name, said, language in self.texts(record):
            marked = _marked(said, language, text)
            if any(marked):
                runs = [
                    (on, "".join(said[at] for at in run)) for on, run in groupby(range(len(said)), marked.__getitem__)
                ]
                parts = [{"text": run, "matched": on} for on, run in runs]
                made.append({"property": name, "language": language, "text": said, "parts": parts})
        return made

    def weight(self, record: Record) -> int:
        """Return how late an entity comes among what is found: short names first, then kinds as they are declared."""
        kinds = self.model.concrete
        return len(words(label(self.kind(record), record))) * len(kinds) + kinds.index(self.kind(record))


JOINING = set(
    "w we z ze i oraz na do od dla o u przy ds di del della dello dei degli delle dell d da e ed il lo la gli le l in "
    "per a ad al der die das des und von fur the of and for".split()
)


def asked_words(text: str) -> list[Word]:
    """Return the words that a text searches for: words that join others are nothing, but for the last."""
    *others, last = written_words(text)
    return [*(each for each in others if each.folded not in JOINING), last]


def _marked(said: str, language: str, text: str) -> list[bool]:
    """Return for each character of a text whether it belongs to a word that is searched for."""
    marked = [False] * len(said)
    for asked in asked_words(text):
        forms = {asked.folded, *lemmas_asked(asked.written)}
        whole = [each for each in terms(said, language) if each.text in forms]
        begun = [
            each for each in terms(said, language) if each.text not in forms and each.text.startswith(asked.folded)
        ]
        literal = [each for each in begun if not each.derived]
        places = [(each.start, each.end) for each in whole]
        for each in literal:
            ends = [
                end for end in range(each.start + 1, each.end) if len(fold(said[each.start : end])) >= len(asked.folded)
            ]
            end = ends[0] if ends else each.end
            while end < each.end and fold(said[end]) == "":
                end += 1
            places.append((each.start, end))
        if not literal and not whole:
            places += [(each.start, each.end) for each in begun]
        for start, end in places:
            marked[start:end] = [True] * (end - start)
    return marked


def _stored_name(graph: Graph, item: Property) -> str:
    target = graph.model.kinds[str(item.target)]
    return next(each.name for each in target.stored if each.attribute == item.inverse)


def _first_known(record: Record, name: str) -> PartialDate | None:
    return record.values.get(name)


def _projects_of_organization(graph: Graph, owner: Record) -> Iterator[Record]:
    return (
        graph.records[each.values["project"]]
        for each in graph.of("Participation")
        if each.values["organization"] == owner.id
    )


def _partnerships_of_party(graph: Graph, owner: Record) -> Iterator[Record]:
    return (
        each
        for each in graph.of("Partnership")
        if any(party.entity == owner.id for party in each.values.get("parties", ()))
    )


def _programmes_of_project(graph: Graph, owner: Record) -> Iterator[Record]:
    return (
        graph.records[each.values["programme"]] for each in graph.of("Funding") if each.values["project"] == owner.id
    )


def _projects_of_programme(graph: Graph, owner: Record) -> Iterator[Record]:
    return (
        graph.records[each.values["project"]]
        for each in graph.of("Funding")
        if graph.within(graph.records[each.values["programme"]], owner.id)
    )


def _organizations_of_place(graph: Graph, owner: Record) -> Iterator[Record]:
    return (each for each in graph.of("Organization") if graph.within(graph.target(each, "place"), owner.id))


DERIVED: Mapping[str, Callable[[Graph, Record], Iterable[Record]]] = {
    "ancestors": Graph.ancestors,
    "projects_of_organization": _projects_of_organization,
    "partnerships_of_party": _partnerships_of_party,
    "programmes_of_project": _programmes_of_project,
    "projects_of_programme": _projects_of_programme,
    "organizations_of_place": _organizations_of_place,
}


# --- what a filter means ---------------------------------------------------------------------------------------------


def meets(graph: Graph, record: Record, where: Mapping[str, Any] | None) -> bool:
    """Return whether an entity meets a filter: what is unknown meets nothing, and `not` turns that round."""
    return all(_meets_one(graph, record, name, wanted) for name, wanted in (where or {}).items())


def _meets_one(graph: Graph, record: Record, name: str, wanted: Any) -> bool:
    if wanted is None:
        return True
    if name in CONNECTIVES:
        return CONNECTIVES[name](graph, record, wanted)
    if name == "isNull":  # asked of an entity that is there
        return not wanted
    if name == "under":
        return graph.within(record, wanted)
    if name == "id":
        return _compared(record.id, wanted)
    return _meets_property(graph, record, graph.kind(record).properties[name], wanted)


CONNECTIVES: Mapping[str, Callable[[Graph, Record, Any], bool]] = {
    "and": lambda graph, record, each: all(meets(graph, record, one) for one in each),
    "or": lambda graph, record, each: any(meets(graph, record, one) for one in each),
    "not": lambda graph, record, each: not meets(graph, record, each),
}


def _is_of_kind(graph: Graph, record: Record, wanted: Mapping[str, Any]) -> bool:
    """Return whether an entity is of a kind; an institution is an organisation too."""

    def stands_for(kind: Any) -> bool:
        return record.kind in {each.name for each in graph.model.coded(_name(kind))}

    tests = {
        "eq": stands_for,
        "ne": lambda kind: not stands_for(kind),
        "in": lambda kinds: any(map(stands_for, kinds)),
    }
    return all(tests[name](each) for name, each in wanted.items() if each is not None)


def _meets_property(graph: Graph, record: Record, item: Property, wanted: Mapping[str, Any]) -> bool:
    if item.many and item.is_link:
        return _quantified(wanted, graph.children(record, item), lambda each, one: meets(graph, each, one))
    if item.many:
        values = record.values.get(item.name, ())
        return _quantified(wanted, values, lambda each, one: _meets_item(graph, item, each, one))
    if item.is_link:
        return _meets_link(graph, graph.target(record, item.name), wanted)
    return _meets_value(graph, record, item, wanted)


def _quantified(wanted: Mapping[str, Any], items: Iterable[Any], test: Callable[[Any, Any], bool]) -> bool:
    found = list(items)
    quantifiers = {
        "some": lambda one: any(test(each, one) for each in found),
        "none": lambda one: not any(test(each, one) for each in found),
    }
    return all(quantifiers[name](one) for name, one in wanted.items() if one is not None)


def _meets_link(graph: Graph, target: Record | None, wanted: Mapping[str, Any]) -> bool:
    """Return whether what a link leads to meets a filter; where there is nothing, only `isNull: true` holds."""
    rest = {name: each for name, each in wanted.items() if each is not None}
    absent = rest.pop("isNull", None)
    if absent is not None and absent is not (target is None):
        return False
    return meets(graph, target, rest) if target else not rest


def _meets_item(graph: Graph, item: Property, value: Any, wanted: Mapping[str, Any]) -> bool:
    if isinstance(value, Identifier):
        return _compared(value.scheme, wanted.get("scheme")) and _compared(value.value, wanted.get("value"))
    if isinstance(value, Party):
        return _compared(value.role, wanted.get("role")) and _meets_party(graph, value, wanted.get("entity"))
    return _compared(value.text if isinstance(value, Text) else value, wanted)


def _meets_party(graph: Graph, party: Party, wanted: Mapping[str, Any] | None) -> bool:
    """Return whether a party meets a filter of entities of any kind."""
    tests: Mapping[str, Callable[[Any], bool]] = {
        "id": lambda each: _compared(party.entity, each),
        "kind": lambda each: _is_of_kind(graph, graph.records[party.entity], each),
        "isNull": lambda each: not each,
        "and": lambda each: all(_meets_party(graph, party, one) for one in each),
        "or": lambda each: any(_meets_party(graph, party, one) for one in each),
        "not": lambda each: not _meets_party(graph, party, each),
    }
    return all(tests[name](each) for name, each in (wanted or {}).items() if each is not None)


def _meets_value(graph: Graph, record: Record, item: Property, wanted: Mapping[str, Any]) -> bool:
    value = _value(graph, record, item)
    if item.type is Money:
        return _meets_money(value, wanted)
    if item.type is PartialDate:
        return all(_meets_date(graph, record, item, value, name, each) for name, each in wanted.items())
    return _compared(value, wanted)


def _value(graph: Graph, record: Record, item: Property) -> Any:
    if item.computed:
        return COMPUTED[item.name](record)
    value = record.values.get(item.name)
    return value[0].text if item.type is Text and value else value


def _compared(value: Any, wanted: Mapping[str, Any] | None) -> bool:
    return all(OPERATORS[name](value, _plain(each)) for name, each in (wanted or {}).items())


def _known(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return a test that null does not ask for, and that what is absent does not pass."""
    return lambda value, wanted: wanted is None or (value is not None and test(value, wanted))


OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, wanted: value == wanted,
    "ne": lambda value, wanted: value != wanted,
    "isNull": lambda value, wanted: wanted is None or wanted is (value is None),
    "in": _known(lambda value, wanted: value in wanted),
    "gt": _known(lambda value, wanted: value > wanted),
    "gte": _known(lambda value, wanted: value >= wanted),
    "lt": _known(lambda value, wanted: value < wanted),
    "lte": _known(lambda value, wanted: value <= wanted),
    "contains": _known(lambda value, wanted: fold(wanted) in fold(value)),
    "startsWith": _known(lambda value, wanted: fold(value).startswith(fold(wanted))),
}

# Whichever day a date means, it is later than another; it equals another only if it is as precise.
DATES: Mapping[str, Callable[[Any, Any], bool]] = {
    **OPERATORS,
    "gt": _known(lambda value, wanted: value.first > wanted.last),
    "gte": _known(lambda value, wanted: value.first >= wanted.first),
    "lt": _known(lambda value, wanted: value.last < wanted.first),
    "lte": _known(lambda value, wanted: value.last <= wanted.last),
}


def _meets_date(graph: Graph, record: Record, item: Property, value: Any, name: str, wanted: Any) -> bool:
    if name != "during":
        return DATES[name](value, wanted)
    if wanted is None:
        return True
    begin = end = value
    if graph.kind(record).spans and item.name in ("startDate", "endDate"):
        begin, end = record.values.get("startDate"), record.values.get("endDate")
    if begin is None and end is None:
        return False
    return (begin is None or begin.first <= wanted.last) and (end is None or end.last >= wanted.first)


def _meets_money(value: Money | None, wanted: Mapping[str, Any]) -> bool:
    parts = {
        "currency": value.currency if value else None,
        "amount": Decimal(value.hundredths) / 100 if value else None,
    }
    return OPERATORS["isNull"](value, wanted.get("isNull")) and all(
        _compared(part, wanted.get(name)) for name, part in parts.items()
    )


def _plain(value: Any) -> Any:
    """Return a coerced argument with names in place of enum members."""
    return [_name(each) for each in value] if isinstance(value, list) else _name(value)


def _name(value: Any) -> Any:
    return value.name if isinstance(value, Enum) else value


def _rate(record: Record) -> Decimal | None:
    budget, grant = record.values.get("budget"), record.values.get("euContribution")
    if not budget or not grant or budget.currency != grant.currency or budget.hundredths <= 0 or grant.hundredths < 0:
        return None
    exact = Decimal(grant.hundredths) / Decimal(budget.hundredths)
    return exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


COMPUTED: Mapping[str, Callable[[Record], Any]] = {"coFinancingRate": _rate}


# --- what an order and a page mean -----------------------------------------------------------------------------------

Keys = tuple[Any, ...]


@dataclass(frozen=True)
class Listing:
    """All items of a list with the keys they are ordered by, which of these descend, and the mark of its cursors."""

    rows: Sequence[tuple[Keys, Any]]
    descending: Sequence[bool]
    mark: str
    summary: Mapping[str, Any] = field(default_factory=dict)

    def page(
        self,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        **_: Any,
    ) -> dict[str, Any]:
        """Return a connection."""
        total = len(self.rows)
        rows = sorted(self.rows, key=cmp_to_key(lambda one, other: self._order(one[0], other[0])))
        if after is not None:
            rows = [row for row in rows if self._order(row[0], _keys(after)) > 0]
        if before is not None:
            rows = [row for row in rows if self._order(row[0], _keys(before)) < 0]
        backward = last is not None
        size = last if last is not None else PAGE_DEFAULT if first is None else first
        more = len(rows) > size
        rows = rows[-size:] if backward else rows[:size]
        edges = [{"cursor": keyset.cursor(self.mark, keys), "node": node} for keys, node in rows]
        return {
            "edges": edges,
            "nodes": [node for _, node in rows],
            "totalCount": total,
            "aggregate": {"count": total},
            **self.summary,
            "pageInfo": {
                "hasNextPage": before is not None if backward else more,
                "hasPreviousPage": more if backward else after is not None,
                "startCursor": edges[0]["cursor"] if edges else None,
                "endCursor": edges[-1]["cursor"] if edges else None,
            },
        }

    def _order(self, one: Keys, other: Keys) -> int:
        for ours, theirs, descending in zip(one, other, self.descending, strict=True):
            if ours != theirs:
                smaller = ours is None or (theirs is not None and ours < theirs)  # null is smallest
                return -1 if smaller is not descending else 1
        return 0


def _keys(cursor: str) -> Keys:
    _, *keys = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return tuple(keys)


def listing(graph: Graph, target: str, records: Sequence[Record], arguments: Mapping[str, Any]) -> Listing:
    """Return a list of entities, filtered and in the order that is asked for; else in that of their keys."""
    entries = [
        (name, _name(direction)) for entry in arguments.get("orderBy") or () for name, direction in entry.items()
    ]
    descending = [direction == "DESC" for name, direction in entries for _ in _cells(graph, records, name)]
    rows = [
        ((*chain.from_iterable(_ordering(graph, each, name) for name, _ in entries), graph.keys[each.id]), each)
        for each in records
        if meets(graph, each, arguments.get("where"))
    ]
    family = graph.model.kinds[target].parent or target
    mark = keyset.mark(family, [{name: direction} for name, direction in entries])
    descending.append(bool(entries) and entries[-1][1] == "DESC")
    return Listing(rows, descending, mark, summary(graph, target, [each for _, each in rows]))


def _cells(graph: Graph, records: Sequence[Record], name: str) -> Keys:
    return _ordering(graph, records[0], name) if records else ()


def _ordering(graph: Graph, record: Record, name: str) -> Keys:
    """Return what entities are ordered by: a text as people compare it, money within its currency."""
    if name == "id":
        return (record.id,)
    item = graph.kind(record).properties[name]
    value = _value(graph, record, item)
    if item.type is Money:
        return (value.currency, value.hundredths) if value else (None, None)
    if item.type is PartialDate:
        return (value.first, value.last) if value else (None, None)
    if value is None:
        return (None,)
    if item.type is Decimal:
        return (int(value * MILLION),)
    return (fold(value) if item.is_folded or item.type is Text else int(value) if item.type is bool else value,)


def ancestor_listing(graph: Graph, owner: Record, arguments: Mapping[str, Any]) -> Listing:
    """Return the entities above one: where no order is asked for, the root first."""
    above = graph.ancestors(owner)
    if arguments.get("orderBy"):
        return listing(graph, _family(graph, owner), graph.by_key(above), arguments)
    rows = [
        ((depth, graph.keys[each.id]), each)
        for depth, each in enumerate(above)
        if meets(graph, each, arguments.get("where"))
    ]
    target = _family(graph, owner)
    return Listing(
        rows, [False, False], keyset.mark(target, "depth"), summary(graph, target, [each for _, each in rows])
    )


def _family(graph: Graph, record: Record) -> str:
    kind = graph.kind(record)
    return kind.parent or kind.name


# --- what a list comes to --------------------------------------------------------------------------------------------


def summary(graph: Graph, target: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return what the entities of a list come to, in all and by groups."""
    kind = graph.model.kinds[target]
    return {
        "aggregate": lambda _: _aggregate(graph, kind, records),
        "groups": lambda _, by: _groups(graph, kind, records, by),
    }


def _aggregate(graph: Graph, kind: Kind, records: Iterable[Record]) -> dict[str, Any]:
    found = list(records)
    made: dict[str, Any] = {"count": len(found), **{name: {} for name in AGGREGATES}}
    for item in kind.properties.values():
        if not item.many and item.type in (int, Decimal, Money, PartialDate):
            values = [value for each in found if (value := _value(graph, each, item)) is not None]
            for name in AGGREGATES:
                if item.type is not PartialDate or name in ("min", "max"):  # nobody adds dates
                    made[name][item.name] = _amounts(name, values) if item.type is Money else _result(name, values)
    return made


def _result(name: str, values: Sequence[Any]) -> Any:
    """Return the result of a function as it is written: a bound as any value, else a decimal; null of nothing."""
    if not values:
        return None
    result = AGGREGATES[name](values)
    if isinstance(result, PartialDate):
        return result.text
    return result if isinstance(result, int) and name in ("min", "max") else _decimals(result)


def _amounts(name: str, values: Sequence[Money]) -> list[dict[str, Any]]:
    """Return the result of a function in each currency."""
    made = []
    for currency in sorted({each.currency for each in values}):
        result = AGGREGATES[name]([Fraction(each.hundredths, 100) for each in values if each.currency == currency])
        made.append({"amount": _decimals(result, 2, keep=2), "currency": currency})
    return made


def _first(value: Any) -> Any:
    return (value.first, value.last) if isinstance(value, PartialDate) else value


def _last(value: Any) -> Any:
    return (value.last, value.first) if isinstance(value, PartialDate) else value


AGGREGATES: Mapping[str, Callable[[Sequence[Any]], Any]] = {
    "sum": lambda values: sum(map(Fraction, values)),
    "avg": lambda values: sum(map(Fraction, values)) / len(values),
    "min": lambda values: min(values, key=_first),
    "max": lambda values: max(values, key=_last),
}


def _decimals(number: Any, places: int = 6, keep: int = 0) -> str:
    """Write a number with so many places, a half rounded away from 0."""
    scaled = int(abs(Fraction(number)) * 10**places + Fraction(1, 2))
    digits = f"{scaled:0{places + 1}}"
    whole, rest = digits[:-places], digits[-places:].rstrip("0").ljust(keep, "0")
    return f"{'-' if number < 0 and scaled else ''}{whole}{'.' if rest else ''}{rest}"


@dataclass(frozen=True)
class GroupKey:
    """A key of a group: what it is compared by, how it is written, and the entity if it is one."""

    cell: Any = None
    value: str | None = None
    entity: Record | None = None


def _groups(graph: Graph, kind: Kind, records: Sequence[Record], by: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return the groups of a list: an entity is once in each of those that its keys make."""
    found: dict[tuple[Any, ...], dict[str, Record]] = {}
    shown: dict[tuple[Any, ...], list[GroupKey]] = {}
    for record in records:
        for keys in _keys_of(graph, kind, record, list(enumerate(by))):
            made = [keys[number] for number in range(len(by))]
            cells = tuple((each.cell is not None, each.cell) for each in made)
            found.setdefault(cells, {})[record.id] = record
            shown[cells] = made
    return [
        {
            "keys": [{"value": each.value, "entity": each.entity} for each in shown[cells]],
            "aggregate": _aggregate(graph, kind, found[cells].values()),
        }
        for cells in sorted(found)
    ]


Trees = list[tuple[int, Any]]


def _keys_of(graph: Graph, kind: Kind, record: Record | None, trees: Trees) -> list[dict[int, GroupKey]]:
    """Return every combination of keys that an entity has, by their numbers; of none, one in which all is null."""
    if record is None:
        return [{number: GroupKey() for number, _ in trees}]
    below: dict[str, Trees] = {}
    for number, tree in trees:
        ((name, rest),) = tree.items()
        below.setdefault(name, []).append((number, rest))
    made: list[dict[int, GroupKey]] = [{}]
    for name, rest_of in below.items():
        made = [one | other for one in made for other in _keys_by(graph, kind, record, name, rest_of)]
    return made


def _keys_by(graph: Graph, kind: Kind, record: Record, name: str, trees: Trees) -> list[dict[int, GroupKey]]:
    if name == "id":
        return [{number: _entity_key(record) for number, _ in trees}]
    if name == "ancestor":
        return _keys_above(graph, record, trees)
    item = kind.properties[name]
    if item.is_link:
        target = graph.model.kinds[str(item.target)]
        found = graph.children(record, item) if item.many else [graph.target(record, name)]
        return [keys for each in found or [None] for keys in _keys_of(graph, target, each, trees)]
    values = record.values.get(name, ()) if item.many else [_value(graph, record, item)]
    return [{number: _key(graph, each, _name(part)) for number, part in trees} for each in values or [None]]


def _keys_above(graph: Graph, record: Record, trees: Trees) -> list[dict[int, GroupKey]]:
    made: list[dict[int, GroupKey]] = [{}]
    for wanted in {str(tree): tree for _, tree in trees}.values():
        ((name, code),) = wanted.items()
        standing = [each for each in (record, *graph.ancestors(record)) if _stands(graph, each, name, _name(code))]
        numbers = [number for number, tree in trees if tree == wanted]
        keys = [_entity_key(each) for each in standing] or [GroupKey()]
        made = [{**one, **dict.fromkeys(numbers, key)} for one in made for key in keys]
    return made


def _stands(graph: Graph, record: Record, name: str, code: str) -> bool:
    return _is_of_kind(graph, record, {"eq": code}) if name == "kind" else record.values.get(name) == code


def _entity_key(record: Record) -> GroupKey:
    return GroupKey(record.id, record.id, record)


def _key(graph: Graph, value: Any, part: Any) -> GroupKey:
    """Return the key that a value makes, or a part of it."""
    if isinstance(part, Mapping):
        ((name, _),) = part.items()
        value = getattr(value, name, None)
    match value:
        case None:
            return GroupKey()
        case EntityId():
            return _entity_key(graph.records[value])
        case Money():
            return GroupKey(value.currency, value.currency)
        case PartialDate():
            text = value.text[: {"YEAR": 4, "MONTH": 7, "DAY": 10}[part]]
            return GroupKey(text, text)
        case bool():
            return GroupKey(value, str(value).lower())
        case Text():
            return GroupKey(value.text, value.text)
    return GroupKey(value, str(_shown(graph, value)))


# --- what a field means ----------------------------------------------------------------------------------------------


def _with_resolvers(types: GraphQLSchema, graph: Graph) -> GraphQLSchema:
    """Return the schema with a resolver at every field of an entity; all other objects are dicts."""
    for name, type_ in types.type_map.items():
        if name.startswith("__"):  # those of introspection are shared by all schemas
            continue
        if hasattr(type_, "is_type_of"):
            type_.is_type_of = None
        if hasattr(type_, "resolve_type"):
            type_.resolve_type = lambda record, *_: record.kind
        if hasattr(type_, "wrapped_cls"):
            type_.serialize = str  # a code is its name
        for each in getattr(type_, "fields", {}).values():
            each.resolve = None
    for kind in graph.model.concrete:
        for name, each in types.type_map[kind.name].fields.items():
            each.resolve = _resolver(graph, kind, name)
    for name, each in types.query_type.fields.items():
        each.resolve = _root(graph, name)
    return types


def _resolver(graph: Graph, kind: Kind, name: str) -> Callable[..., Any]:
    if name in OF_ENTITIES:
        resolve = OF_ENTITIES[name]
        return lambda record, _, **arguments: resolve(graph, record, **arguments)
    item = kind.properties[name]
    return lambda record, _, **arguments: _field(graph, record, item, arguments)


def _field(graph: Graph, record: Record, item: Property, arguments: Mapping[str, Any]) -> Any:
    if item.derivation == "ancestors":
        return ancestor_listing(graph, record, arguments).page(**arguments)
    if item.target == "Partner":
        return _partners(graph, record).page(**arguments)
    if item.target == "Evidence":
        return _statements(graph, record).page(**arguments)
    if item.is_link and item.many:
        return listing(graph, str(item.target), graph.children(record, item), arguments).page(**arguments)
    if item.is_link:
        return graph.target(record, item.name)
    if item.type is Text and not item.many:
        return _in_language(record.values.get(item.name, ()), arguments.get("language"))
    value = COMPUTED[item.name](record) if item.computed else record.values.get(item.name)
    if item.many:
        return [_shown(graph, each) for each in value or ()]
    return _shown(graph, value)


def _in_language(texts: Sequence[Text], language: str | None) -> str | None:
    """Return a text in a language if it is known in it, else in Polish, else in any; the first is that already."""
    return next((each.text for each in texts if each.language == language), texts[0].text if texts else None)


def _shown(graph: Graph, value: Any) -> Any:
    match value:
        case Text():
            return value.text
        case Money():
            return {"amount": f"{Decimal(value.hundredths) / 100:.2f}", "currency": value.currency}
        case Identifier():
            return {"scheme": value.scheme, "value": value.value}
        case Party():
            return {"entity": graph.records[value.entity], "role": value.role}
        case Decimal():
            return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
        case PartialDate():
            return value.text
    return value


def _evidence(graph: Graph, record: Record, property: str | None = None) -> list[dict[str, Any]]:  # noqa: A002
    pieces = graph.pieces[record.id]
    return [_piece(graph, each) for each in pieces if property is None or property in each.evidence.properties]


def _piece(graph: Graph, piece: Piece) -> dict[str, Any]:
    each = piece.evidence
    subject = graph.records[each.subject]
    proof = {name: getattr(each.proof, name) for name in each.proof.__slots__}
    item = graph.kind(subject).properties[each.properties[0]]
    return {
        "subject": subject,
        "property": each.properties[0] if len(each.properties) == 1 else None,
        "properties": list(each.properties),
        "value": None if each.value is None else written(item, each.value),
        "implied": each.implied,
        "preferred": each.preferred,
        "quote": proof if isinstance(each.proof, Quote) else None,
        "record": None if isinstance(each.proof, Quote) else proof,
        "document": graph.records[each.document],
    }


def _statements(graph: Graph, document: Record) -> Listing:
    pieces = [each for each in chain.from_iterable(graph.pieces.values()) if each.evidence.document == document.id]
    return Listing([((each.key,), _piece(graph, each)) for each in pieces], [False], keyset.mark("Evidence"))


def _disputed(graph: Graph, record: Record) -> list[str]:
    """Return the properties of which documents say different things: of a text, in one language."""
    said: dict[tuple[str, str | None], set[Any]] = {}
    for piece in graph.pieces[record.id]:
        value = piece.evidence.value
        for name in piece.evidence.properties:
            if value is not None and not graph.kind(record).properties[name].many:
                said.setdefault((name, getattr(value, "language", None)), set()).add(value)
    return sorted({name for (name, _), values in said.items() if len(values) > 1})


def _partners(graph: Graph, owner: Record) -> Listing:
    """Return with whom an organisation or a place worked, the most frequent first."""
    by_other: dict[EntityId, list[Tie]] = {}
    for tie in graph.ties(owner):
        by_other.setdefault(tie.other, []).append(tie)
    made = [_partner(graph, graph.records[other], ties) for other, ties in by_other.items()]
    rows = [((each["count"], graph.keys[each["entity"].id]), each) for each in made]
    return Listing(rows, [True, False], keyset.mark("Partner"))


def _partner(graph: Graph, other: Record, ties: Sequence[Tie]) -> dict[str, Any]:
    shared = graph.by_key(tie.through for tie in ties)
    since = min((tie.since for tie in ties if tie.since), key=lambda each: (each.first, each.last), default=None)

    def through(kind: str) -> Callable[..., Any]:
        rows = [((graph.keys[each.id],), each) for each in shared if each.kind == kind]
        made = Listing(rows, [False], keyset.mark("Partner", kind), summary(graph, kind, [each for _, each in rows]))
        return lambda _, **arguments: made.page(**arguments)

    return {
        "entity": other,
        "count": len(shared),
        "since": since and since.text,
        "projects": through("Project"),
        "partnerships": through("Partnership"),
    }


def _same_as(graph: Graph, record: Record) -> list[str]:
    return [iri for each in record.values.get("identifiers", ()) if (iri := same_as(each))]


def _names(graph: Graph, record: Record) -> list[dict[str, str]]:
    return [{"language": each.language, "text": each.text} for each in record.values.get("name", ())]


OF_ENTITIES: Mapping[str, Callable[..., Any]] = {
    "id": lambda _graph, record: record.id,
    "iri": lambda graph, record: f"{graph.base}id/{record.id}",
    "label": lambda graph, record: label(graph.kind(record), record),
    "evidence": _evidence,
    "disputed": _disputed,
    "sameAs": _same_as,
    "names": _names,
}


def _root(graph: Graph, name: str) -> Callable[..., Any]:
    if name in ROOTS:
        resolve = ROOTS[name]
        return lambda _root, _info, **arguments: resolve(graph, **arguments)
    kind = next(each for each in graph.model.kinds.values() if each.plural == name)
    return lambda _root, _info, **arguments: listing(graph, kind.name, graph.of(kind.name), arguments).page(**arguments)


def _search(graph: Graph, text: str, kinds: Sequence[Any] | None = None, **arguments: Any) -> dict[str, Any]:
    wanted = {each.name for kind in kinds or () for each in graph.model.coded(_name(kind))}
    records = [each for each in graph.records.values() if kinds is None or each.kind in wanted]
    sought = blake2b(" ".join(dict.fromkeys(each.folded for each in asked_words(text))).encode(), digest_size=4)
    rows = [
        ((match, graph.weight(each) << 40 | graph.keys[each.id], sought.hexdigest()), each)
        for each in records
        if (match := graph.match(each, text)) is not None
    ]
    page = Listing(rows, [False, False, False], keyset.mark("search")).page(**arguments)
    for edge in page["edges"]:
        edge["highlights"] = graph.highlights(edge["node"], text)
    return page


def _statistics(graph: Graph) -> dict[str, Any]:
    pieces = list(chain.from_iterable(graph.pieces.values()))
    return {
        "revision": graph.revision,
        "entities": len(graph.records),
        "kinds": [{"kind": kind.code, "count": len(graph.of(kind.name))} for kind in graph.model.concrete],
        "evidence": len(pieces),
        "quotes": sum(isinstance(each.evidence.proof, Quote) for each in pieces),
    }


def _not_here(*_: Any, **__: Any) -> None:
    raise NotImplementedError("graph algorithms are tested by what must hold of their answers")


def _node(graph: Graph, id: str) -> Record | GraphQLError:  # noqa: A002
    """Return an entity; that there is none is an error in its place."""
    return graph.records.get(id) or GraphQLError(f"There is no {id}.", extensions={"code": "NOT_FOUND"})


ROOTS: Mapping[str, Callable[..., Any]] = {
    "node": _node,
    "nodes": lambda graph, ids: [_node(graph, each) for each in ids],
    "search": _search,
    "statistics": _statistics,
    "path": _not_here,
    "paths": _not_here,
    "ties": _not_here,
    "neighbourhood": _not_here,
    "suggestedPartners": _not_here,
    "centrality": _not_here,
    "communities": _not_here,
    "bridges": _not_here,
}
