"""Proofs: evidence and what is disputed, and the partners that ties make - lists whose items are no entities."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, case, cast, distinct, func, literal, null, select

from graph.errors import RequestError
from graph.kinds import Model
from graph.reading import EVIDENCE_COLUMNS
from graph.ties import partners as partners_of
from graph.ties import shared_with
from graph.values import Money
from schema import keyset
from schema.grouping import Members
from schema.keyset import Key, Order
from schema.levels import Level, Page, Parents
from schema.planner import Planner
from schema.rows import Listing, Row
from schema.selection import Selected


def evidence(planner: Planner, row: Row, selected: Selected) -> str:
    """Return all evidence of an entity, or that of one property."""
    level = planner.children(row)
    table = planner.model.metadata.tables["evidence"].alias()
    level.join(table, table.c.subject_key == level.owner[0])
    level.order.append(table.c.key)
    wanted = selected.arguments.get("property")
    if wanted is not None:
        spaced = level.binds(wanted, _known(planner.model))
        level.where.append((literal(" ") + table.c.property + literal(" ")).contains(spaced))
    rows = planner.code.grouped(level.index, 1)
    name = planner.code.function("k", f"return [{piece(planner, level, table, selected)} for r in {rows}.get(k, ())]")
    return f"{name}(r[{row.key_column}])"


def _known(model: Model) -> Callable[[str], str]:
    names = {each.name for kind in model.kinds.values() for each in kind.stored}

    def spaced(name: str) -> str:
        if name not in names:
            raise RequestError(f"{name[:60]!r} is not a property that a source states.", "BAD_VALUE")
        return f" {name} "

    return spaced


def statements(planner: Planner, row: Row, selected: Selected) -> str:
    """Return the connection of all evidence that rests on a document."""

    def listing(page: Page) -> Listing:
        level = planner.children(row)
        table = planner.model.metadata.tables["evidence"].alias()
        ordered = level.list(table, lambda each: each.c.document_key == level.owner[0], _by_key, page)
        return Listing(level, ordered, lambda each: piece(planner, level, table, each))

    def total() -> str:
        return f"r[{row.count('Evidence', lambda each: each.c.document_key == row.key)}]"

    return planner.connection(selected, "Evidence", listing, total, [f"r[{row.key_column}]"])


def disputed(planner: Planner, row: Row, _: Selected) -> str:
    """Return the properties of which documents say different things: of a text, in one language."""
    level = planner.children(row)
    table = planner.model.metadata.tables["evidence"]
    many = {each.name for kind in planner.model.kinds.values() for each in kind.stored if each.many}
    lists = level.binds(sorted(many), planner.dialect.list_value)
    differing = (
        select(table.c.subject_key, table.c.property)
        .where(table.c.value.is_not(None), ~planner.dialect.member(table.c.property, lists))
        .where(table.c.subject_key.in_(select(planner.dialect.parents(1).c.p0)))
        .group_by(table.c.subject_key, table.c.property, table.c.language)
        .having(func.count(distinct(table.c.value)) > 1)
        .distinct()
        .subquery()
    )
    level.join(differing, differing.c.subject_key == level.owner[0])
    level.order.append(differing.c.property)
    column = level.column(differing.c.property)
    rows = planner.code.grouped(level.index, 1)
    name = planner.code.function("k", f"return [r[{column}] for r in {rows}.get(k, ())]")
    return f"{name}(r[{row.key_column}])"


def partners(planner: Planner, row: Row, selected: Selected) -> str:
    """Return the connection of those with whom an organisation or a place worked, the most frequent first."""
    kind = planner.model.kinds[row.kind].parent or row.kind

    def listing(page: Page) -> Listing:
        level = planner.children(row)
        made, ordered = _numbered(level, kind, page)
        return Listing(level, ordered, lambda each: _partner(planner, level, made, kind, each))

    def total() -> str:
        found = partners_of(planner.model, kind, row.key).subquery()
        row.level.columns.append(select(func.count()).select_from(found).scalar_subquery())
        return f"r[{len(row.level.columns) - 1}]"

    return planner.connection(selected, "Partner", listing, total, [f"r[{row.key_column}]"])


def _numbered(level: Level, kind: str, page: Page) -> tuple[FromClause, Order]:
    """Read the partners of all parents at once, numbered within each: they are grouped, so a window costs no more."""
    found = partners_of(level.model, kind, level.owner[0]).subquery()
    count = (found.c.projects + found.c.partnerships).label("count")
    counted = select(found, count).subquery()
    ordered = _by_count(counted)
    number = func.row_number().over(partition_by=counted.c.owner_key, order_by=ordered.clauses(backward=page.backward))
    bounds = level.bounds(ordered, page)
    numbered = select(counted, number.label("number")).where(*bounds).subquery()
    level.source = numbered
    level.columns = [numbered.c.owner_key]
    level.where.append(numbered.c.number <= level.bind_limit(page))
    level.order = [numbered.c.owner_key, numbered.c.number]
    return numbered, _by_count(numbered)


def _by_count(table: FromClause) -> Order:
    keys = (Key(table.c.count, descending=True, nullable=False), Key(table.c.entity_key, nullable=False))
    return Order(keyset.mark("Partner"), keys)


def _by_key(table: FromClause) -> Order:
    return Order(keyset.mark("Evidence"), (Key(table.c.key, nullable=False),))


def _partner(planner: Planner, level: Level, table: FromClause, kind: str, selected: Selected) -> str:
    owner, entity = level.column(table.c.owner_key), level.column(table.c.entity_key)
    since = level.column(table.c.since)
    return planner.plain(
        selected,
        "Partner",
        {
            "entity": lambda each: planner.reference(level, entity, each),
            "count": lambda _: f"r[{level.column(table.c.count)}]",
            "since": lambda _: f"(None if r[{since}] is None else date(r[{since}][:10], r[{since}][10:]))",
            "projects": lambda each: _shared(planner, level, (owner, entity), kind, "Project", each),
            "partnerships": lambda each: _shared(planner, level, (owner, entity), kind, "Partnership", each),
        },
    )


def _shared(
    planner: Planner, level: Level, columns: tuple[int, int], kind: str, target: str, selected: Selected
) -> str:
    """Return the connection of the projects or partnerships that two entities share."""
    model = planner.model

    def member(below: Level, table: FromClause) -> ColumnElement[bool]:
        owner, other = below.owner
        return table.c.key.in_(shared_with(model, kind, owner, other, f"{target.lower()}_key"))

    def listing(page: Page) -> Listing:
        below = planner.level(Parents(level.index, columns))
        table = model.table(target).alias()
        row = Row(below, target, table.c.key, table=table)
        ordered = below.list(table, partial(member, below), lambda each: _entities(target, each), page)
        return Listing(below, ordered, lambda each: planner.entity(row, each, target))

    count = level.column(_count_of(level, target))
    keys = [f"r[{each}]" for each in columns]
    members = Members(target, member, lambda: Parents(level.index, columns))
    return planner.connection(selected, target, listing, lambda: f"r[{count}]", keys, members)


def _count_of(level: Level, target: str) -> Any:
    source: Any = level.source
    return source.c[f"{target.lower()}s"]


def _entities(target: str, table: FromClause) -> Order:
    return Order(keyset.mark("Partner", target), (Key(table.c.key, nullable=False),))


def piece(planner: Planner, level: Level, table: FromClause, selected: Selected) -> str:
    """Return a piece of evidence, whose table is joined in a level."""

    def cell(name: str) -> str:
        return f"r[{level.column(table.c[name])}]"

    def quote(each: Selected) -> str:
        parts = {
            "prefix": lambda _: f"({cell('prefix')} or '')",
            "exact": lambda _: cell("exact"),
            "suffix": lambda _: f"({cell('suffix')} or '')",
        }
        made = planner.plain(each, "Quote", parts)
        return f"(None if {cell('exact')} is None else {made})"

    def record(each: Selected) -> str:
        parts = {"table": lambda _: cell("record_table"), "row": lambda _: cell("record_row")}
        return f"(None if {cell('record_table')} is None else {planner.plain(each, 'Record', parts)})"

    return planner.plain(
        selected,
        "Evidence",
        {
            "subject": lambda each: planner.reference(level, level.column(table.c.subject_key), each),
            "property": lambda _: f"(None if ' ' in {cell('property')} else {cell('property')})",
            "properties": lambda _: f"{cell('property')}.split(' ')",
            "value": lambda _: cell("value"),
            "implied": lambda _: f"truth({cell('implied')})",
            "preferred": lambda _: f"truth({cell('preferred')})",
            "quote": quote,
            "record": record,
            "document": lambda each: planner.reference(level, level.column(table.c.document_key), each, "Document"),
        },
        lambda: _whole(level, table),
    )


def _whole(level: Level, table: FromClause) -> str:
    """Return all of a piece of evidence: of whom, of which kind, their own sum; then as graph.reading reads it."""
    entity = level.model.entity
    subject, document, stated = entity.alias(), entity.alias(), entity.alias()
    level.join(subject, subject.c.key == table.c.subject_key)
    level.join(document, document.c.key == table.c.document_key)
    level.join(stated, stated.c.key == table.c.stated_key, outer=True)
    columns = [subject.c.id, subject.c.type, _own_sum(level.model, table), table.c.key, document.c.id, stated.c.id]
    numbers = [level.column(each) for each in (*columns, *(table.c[name] for name in EVIDENCE_COLUMNS))]
    return f"({', '.join(f'r[{number}]' for number in numbers)})"


def _own_sum(model: Model, table: FromClause) -> ColumnElement[Any]:
    """Return the sum, `35990060 PLN` in hundredths, that the subject of evidence has of the property proved, if any."""
    sums: dict[str, list[Any]] = {}
    for item in {each for kind in model.kinds.values() for each in kind.stored if each.type is Money}:
        own = model.table(item.kind).alias()
        amount, currency = own.c[f"{item.attribute}_amount"], own.c[f"{item.attribute}_currency"]
        its = select(cast(amount, String) + " " + currency).where(own.c.key == table.c.subject_key)
        sums.setdefault(item.name, []).append(its.correlate(table).scalar_subquery())
    cases = [(table.c.property == name, func.coalesce(*sums[name], None)) for name in sorted(sums)]
    return case(*cases) if cases else null()
