"""Search: what is found by words, the best match first, and where these words stand."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    cast,
    func,
    literal_column,
    select,
    union_all,
)

from graph.errors import RequestError
from graph.index import is_searched, kind_term, name_of, texts
from graph.inquiry import Wanted, inquiry
from graph.kinds import Model
from graph.properties import Identifier, Property
from graph.sql.dialects import KEY_BITS, Terms
from graph.values import Text
from schema import keyset
from schema.arguments import Given, Leaf, Tree
from schema.fields import cell
from schema.keyset import Key, Order
from schema.levels import Level, Page
from schema.planner import Planner
from schema.rows import Listing, Row
from schema.selection import Selected

WHOLE, BEGUN = 0, 1  # how an entity matches: every word is one of its terms, or some only begin one
LAST = 2**63 - 1
NO_KIND = "§"  # a term that no entity has
MARK = keyset.mark("search")


def search(planner: Planner, selected: Selected) -> str:
    """Return the expression of the root field `search`."""
    text, kinds = selected.arguments["text"], selected.arguments.get("kinds")

    def matching(level: Level, *, whole: bool, but_whole: bool = False) -> Select[Any]:
        def value(given: tuple[str, list[str] | None]) -> Any:
            sought = inquiry(given[0])
            terms = [*sought.wanted(whole=whole), *_of_kinds(planner.model, given[1])]
            return planner.dialect.search_value(terms, sought.wanted(whole=True) if but_whole else ())

        return planner.dialect.search(level.binds(_both(text, kinds), value))

    def listing(page: Page) -> Listing:
        level = planner.level()
        hits = _hits(level, page, text, matching)
        entity = planner.model.entity.alias()
        level.source = hits.join(entity, entity.c.key == hits.c.rank.op("&")(literal_column(str((1 << KEY_BITS) - 1))))
        sought = cast(level.binds(text, _digest), String)
        ordered = Order(
            MARK,
            (
                Key(hits.c.match, nullable=False),
                Key(hits.c.rank, nullable=False),
                Key(sought, nullable=False),
            ),
        )
        level.order = Order("", ordered.keys[:2]).clauses(backward=page.backward)
        row = Row(level, "Entity", entity.c.key, entity=entity)
        return Listing(
            level,
            ordered,
            lambda each: planner.entity(row, each, "Entity"),
            {"highlights": lambda each: _highlights(planner, row, text, each)},
        )

    def total() -> str:
        level = planner.level()
        level.source = matching(level, whole=False).subquery()
        level.columns.append(func.count())
        return f"rows[{level.index}][0][0]"

    return planner.connection(selected, "Search", listing, total)


def _hits(level: Level, page: Page, text: Leaf, matching: Callable[..., Select[Any]]) -> FromClause:
    """Return a page of what is found: columns `match` and `rank`.

    Those that match whole, in the order of their ranks, then the others in that of theirs. Each comes out of the index
    in that order, and the others are looked for only where the page has room: so a page costs the same however much is
    found. That is why the union is not ordered as a whole: both databases read its parts in turn.
    """
    limit = level.bind_limit(page)
    found = []
    for match, select_ in (
        (WHOLE, matching(level, whole=True)),
        (BEGUN, matching(level, whole=False, but_whole=True)),
    ):
        rank: ColumnElement[int] = select_.selected_columns["rank"]
        for cursor, before in page.bounds:
            edge = level.binds(_both(cursor.leaf, text), _edge(match))
            select_ = select_.where(rank < edge if before else rank > edge)
        ordered = select_.order_by(rank.desc() if page.backward else rank.asc()).limit(limit).subquery()
        found.append(select(literal_column(str(match), Integer).label("match"), ordered.c.rank))
    return union_all(*(reversed(found) if page.backward else found)).limit(limit).subquery()


def _edge(match: int) -> Callable[[tuple[str, str]], int]:
    """Return what takes from a cursor the rank at which it parts those that match in one way."""
    types = (Integer(), BigInteger(), String())
    order = Order(MARK, tuple(Key(literal_column("NULL", each), nullable=False) for each in types))

    def edge(given: tuple[str, str]) -> int:
        cursor, text = given
        place, rank, sought = keyset.place(order, cursor)
        if sought != _digest(text):
            raise RequestError(f"{cursor[:60]!r} is a cursor of another search.", "BAD_CURSOR")
        if place == match:
            return int(rank)
        return LAST if place > match else -1

    return edge


def _digest(text: str) -> str:
    """Return a short mark of what a text searches for."""
    words = " ".join(each.word for each in inquiry(text).asked)
    return hashlib.blake2b(words.encode(), digest_size=4).hexdigest()


def _both(one: Tree, other: Tree) -> Leaf:
    """Return a leaf of two: pairs."""

    def value(given: Given) -> tuple[Any, Any]:
        return one.value(given), other.value(given) if other is not None else None

    return Leaf(value)


def _of_kinds(model: Model, kinds: list[str] | None) -> Terms:
    """Return the terms of which one serves: those of the kinds that are asked for, if any are."""
    if kinds is None:
        return ()
    names = {member.name for kind in kinds for member in model.coded(kind)}
    return [[Wanted(kind_term(name), False) for name in sorted(names)] or [Wanted(NO_KIND, False)]]


# --- where the words stand -------------------------------------------------------------------------------------------


def _highlights(planner: Planner, row: Row, text: Leaf, selected: Selected) -> str:
    """Return the texts of an entity in which words stand that were searched for, read for all of a page at once."""
    level = planner.children(row)
    owners = select(level.owner[0].label("key")).cte("owners")
    found, items = _texts(planner.model, owners)
    level.source = found
    level.columns = [*found.c, cast(level.binds(text, _bindable), String)]
    level.order = [found.c.key]
    # What a code means is written into the plan: the number of a property, and texts by code where it has codes.
    planner.code.groups["searched"] = repr([(item.name, _meanings(item)) for item in items])

    def parts(each: Selected) -> str:
        return f"[{planner.plain(each, 'HighlightPart', {'text': cell(0), 'matched': cell(1)})} for r in r[3]]"

    made = planner.plain(
        selected,
        "Highlight",
        {
            "property": cell(0),
            "text": cell(1),
            "language": cell(2),
            "parts": parts,
        },
    )
    rows = planner.code.grouped(level.index, 1)
    return f"[{made} for r in highlights({rows}.get(r[{row.key_column}], ()), searched)]"


def _bindable(text: str) -> str:
    """Return a text with the same words that every database takes: without NUL and halves of characters."""
    return "".join(" " if each == "\0" or "\ud800" <= each <= "\udfff" else each for each in text)


def _meanings(item: Property) -> Any:
    return {name: tuple(texts(item, name)) for name in item.type.__members__} if item.is_code else None  # type: ignore[attr-defined]


def _texts(model: Model, owners: FromClause) -> tuple[FromClause, list[Property]]:
    """Return all searched texts of entities, and the properties that their numbers mean, in the order of `searched`.

    Columns: key; number, of the property; position, among the values of the property; text, or code; language.
    """
    items = [item for item in model.common.values() if is_searched(item)]
    for family in model.families:
        members = (family, *model.members(family.name))
        own = {item.name: item for kind in members for item in kind.stored if item.name not in model.common}
        items += filter(is_searched, own.values())
    branches = [branch for number, item in enumerate(items) for branch in _branches(model, owners, number, item)]
    return union_all(*branches).subquery(), items


def _branches(model: Model, owners: FromClause, number: int, item: Property) -> list[Select[Any]]:
    """Return what reads the texts of one property."""
    table, key = model.table(item.kind).alias(), owners.c.key
    if item.many:
        table = model.list_table(item).alias()
        column = table.c.value if item.type is Identifier else table.c.text
        language = table.c.language if item.type is Text else literal_column("'und'")
        source = owners.join(table, table.c.key == key)
        return [_branch(key, number, table.c.position, column, language).select_from(source)]
    source = owners.join(table, table.c.key == key)
    named, subject, name = table, key, item
    if item.target:
        its_name = name_of(model.kinds[item.target])
        if its_name is None:
            return []
        named, name = model.table(item.target).alias(), its_name
        subject = named.c.key
        source = source.join(named, subject == table.c[f"{item.attribute}_key"])
    column = named.c[name.attribute]
    if name.type is not Text:
        made = _branch(key, number, literal_column("0"), column, literal_column("'und'"))
        return [made.select_from(source).where(column.is_not(None))]
    translation = model.metadata.tables["translation"].alias()
    others = source.join(translation, translation.c.entity_key == subject)
    first = _branch(key, number, literal_column("0"), column, named.c[f"{name.attribute}_language"])
    return [
        first.select_from(source).where(column.is_not(None)),
        _branch(key, number, literal_column("1"), translation.c.text, translation.c.language)
        .select_from(others)
        .where(translation.c.property == literal_column(f"'{name.name}'")),
    ]


def _branch(
    key: ColumnElement[Any],
    number: int,
    position: ColumnElement[Any],
    text: ColumnElement[Any],
    language: ColumnElement[Any],
) -> Select[Any]:
    columns = {"key": key, "number": literal_column(str(number)), "position": position, "text": text}
    return select(*(each.label(name) for name, each in columns.items()), language.label("language"))
