"""Fields: what each field of an entity reads, and how it is written in the answer."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, literal, select, union_all

from graph.kinds import Kind, Model
from graph.properties import Identifier, Party, Property
from graph.ties import depth, tied
from graph.values import Money, PartialDate, Text
from schema import keyset, proofs
from schema.keyset import Key, Order
from schema.levels import Level
from schema.planner import Planner
from schema.rows import Row
from schema.selection import Selected


def expression(planner: Planner, row: Row, kind: Kind, selected: Selected) -> str:
    """Return the expression of a field of an entity."""
    if selected.name in _OF_ENTITIES:
        return _OF_ENTITIES[selected.name](planner, row, selected)
    if selected.name == "names":
        return _names(planner, row, kind.properties["name"], selected)
    item = kind.properties[selected.name]
    if item.target == "Partner":
        return proofs.partners(planner, row, selected)
    if item.target == "Evidence":
        return proofs.statements(planner, row, selected)
    if item.is_link:
        return (_list if item.many else _link)(planner, row, item, selected)
    return (
        _VALUES_OF_LISTS[item.type](planner, row, item, selected) if item.many else _value(planner, row, item, selected)
    )


def by_key(model: Model, kind: str, row: FromClause) -> Order:
    """Return the order of a list for which nothing is asked: as its entities came into the graph."""
    return keyset.order_of(model, kind, row, ())


def _by_depth(model: Model, item: Property, row: FromClause) -> Order:
    table = model.table(item.kind)
    keys = (Key(depth(table, row.c.key), nullable=False), Key(row.c.key, nullable=False))
    return Order(keyset.mark(item.kind, "depth"), keys)


def _list(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    model, target = planner.model, item.target or "Entity"

    def default(table: FromClause) -> Order:
        return _by_depth(model, item, table) if item.derivation == "ancestors" else by_key(model, target, table)

    return planner.list(row, selected, target, lambda member, owner: tied(model, item, member, owner), default)


def _link(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    target = item.target or "Entity"
    key = row.of_table().c[f"{item.attribute}_key"]
    linked = row.linked(item.attribute, target, key)
    return f"(None if r[{row.level.column(key)}] is None else {planner.entity(linked, selected, target)})"


def _value(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    stem = item.attribute
    if item.type is Text:
        return _text(planner, row, item, selected)
    if item.type is Money:
        amount, currency = (f"r[{row.column(f'{stem}{suffix}')}]" for suffix in ("_amount", "_currency"))
        made = planner.plain(
            selected,
            "Money",
            {"amount": lambda _: f"amount({amount})", "currency": lambda _: currency},
            lambda: f"({amount}, {currency})",
        )
        return f"(None if {amount} is None else {made})"
    if item.type is PartialDate:
        return f"date(r[{row.column(f'{stem}_first')}], r[{row.column(f'{stem}_last')}])"
    cell = f"r[{row.column(stem)}]"
    return f"{_WRITTEN[item.type]}({cell})" if item.type in _WRITTEN else cell


_WRITTEN = {Decimal: "number", bool: "truth"}


def _text(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    asked = selected.arguments.get("language")
    text, language = item.attribute, f"{item.attribute}_language"
    if asked is None:
        return planner.words(f"r[{row.column(text)}]", lambda: f"r[{row.column(language)}]")
    table, level = row.of_table(), row.level
    translation = level.model.metadata.tables["translation"].alias()
    wanted = level.binds(asked)

    def cell(own: ColumnElement[Any], others: ColumnElement[Any]) -> str:
        its = case((table.c[language] == wanted, own))
        other = select(others).where(
            translation.c.entity_key == row.key, translation.c.property == item.name, translation.c.language == wanted
        )
        level.columns.append(func.coalesce(its, other.scalar_subquery(), own))
        return f"r[{len(level.columns) - 1}]"

    return planner.words(
        cell(table.c[text], translation.c.text), lambda: cell(table.c[language], translation.c.language)
    )


def _names(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    level = planner.children(row)
    table = planner.model.table(item.kind).alias()
    translation = planner.model.metadata.tables["translation"]
    # The preferred name first, then the others by language.
    names = union_all(
        select(table.c.key, literal("").label("rank"), table.c.name_language.label("language"), table.c.name),
        select(translation.c.entity_key, translation.c.language, translation.c.language, translation.c.text).where(
            translation.c.property == item.name
        ),
    ).subquery()
    level.join(names, names.c.key == level.owner[0])
    level.where.append(names.c.name.is_not(None))
    level.order.append(names.c.rank)
    expressions = {
        "language": lambda _: f"r[{level.column(names.c.language)}]",
        "text": lambda _: f"r[{level.column(names.c.name)}]",
    }

    def whole() -> str:
        return f"(r[{level.column(names.c.name)}], r[{level.column(names.c.language)}])"

    return _items(planner, row, level, planner.plain(selected, "Name", expressions, whole))


def _values(planner: Planner, row: Row, item: Property) -> tuple[Level, FromClause]:
    level = planner.children(row)
    table = planner.model.list_table(item).alias()
    level.join(table, table.c.key == level.owner[0])
    level.order.append(table.c.position)
    return level, table


def _items(planner: Planner, row: Row, level: Level, expression: str) -> str:
    rows = planner.code.grouped(level.index, 1)
    name = planner.code.function("k", f"return [{expression} for r in {rows}.get(k, ())]")
    return f"{name}(r[{row.key_column}])"


def _texts(planner: Planner, row: Row, item: Property, _: Selected) -> str:
    level, table = _values(planner, row, item)
    made = planner.words(f"r[{level.column(table.c.text)}]", lambda: f"r[{level.column(table.c.language)}]")
    return _items(planner, row, level, made)


def _codes(planner: Planner, row: Row, item: Property, _: Selected) -> str:
    level, table = _values(planner, row, item)
    return _items(planner, row, level, f"r[{level.column(table.c.code)}]")


def _identifiers(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    level, table = _values(planner, row, item)
    columns = {name: level.column(table.c[name]) for name in ("scheme", "value")}
    expressions = {name: cell(column) for name, column in columns.items()}
    scheme, value = columns.values()
    made = planner.plain(selected, "Identifier", expressions, lambda: f"(r[{scheme}], r[{value}])")
    return _items(planner, row, level, made)


def _parties(planner: Planner, row: Row, item: Property, selected: Selected) -> str:
    level, table = _values(planner, row, item)
    entity = level.column(table.c.entity_key)
    role = level.column(table.c.role)
    expressions = {"entity": lambda each: planner.reference(level, entity, each), "role": cell(role)}

    def whole() -> str:
        party = planner.model.entity.alias()
        level.join(party, party.c.key == table.c.entity_key)
        return f"(r[{level.column(party.c.id)}], r[{role}])"

    return _items(planner, row, level, planner.plain(selected, "Party", expressions, whole))


def cell(column: int) -> Callable[[Selected], str]:
    """Return what writes a column as it is."""
    return lambda _: f"r[{column}]"


class _ListValues(dict[type, Callable[[Planner, Row, Property, Selected], str]]):
    """What reads the items of a list; every code list alike."""

    def __missing__(self, _: type) -> Callable[[Planner, Row, Property, Selected], str]:
        return _codes


_VALUES_OF_LISTS = _ListValues({Text: _texts, Identifier: _identifiers, Party: _parties})


def _same_as(planner: Planner, row: Row, _: Selected) -> str:
    """What registers call it, and what it was called before others were merged into it."""
    level, table = _values(planner, row, planner.model.common["identifiers"])
    scheme, value = level.column(table.c.scheme), level.column(table.c.value)
    others = planner.children(row)
    merged, entity = planner.model.metadata.tables["merged"].alias(), planner.model.entity.alias()
    others.join(merged, merged.c.kept_key == others.owner[0])
    others.join(entity, entity.c.key == merged.c.key)
    others.order.append(entity.c.id)
    registered, known = (planner.code.grouped(each.index, 1) for each in (level, others))
    name = planner.code.function(
        "k",
        f"return [iri for r in {registered}.get(k, ()) if (iri := same_as(r[{scheme}], r[{value}]))]"
        f" + [base + r[{others.column(entity.c.id)}] for r in {known}.get(k, ())]",
    )
    return f"{name}(r[{row.key_column}])"


def _identifiers_of_entity(planner: Planner, row: Row, selected: Selected) -> str:
    return _identifiers(planner, row, planner.model.common["identifiers"], selected)


_OF_ENTITIES: Mapping[str, Callable[[Planner, Row, Selected], str]] = {
    "id": lambda _planner, row, _selected: f"r[{row.entity_column('id')}]",
    "iri": lambda _planner, row, _selected: f"base + r[{row.entity_column('id')}]",
    "label": lambda _planner, row, _selected: f"r[{row.entity_column('label')}]",
    "evidence": proofs.evidence,
    "disputed": proofs.disputed,
    "sameAs": _same_as,
    "identifiers": _identifiers_of_entity,
}
