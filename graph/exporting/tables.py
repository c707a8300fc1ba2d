"""Tables: the entities of a kind as CSV (RFC 4180, UTF-8), for people who work with spreadsheets.

A text has a column for each language that it is in, `title@pl`, and `title` where the language is not known; an amount
of money has `budget` and `budget.currency`; a link is the id that it leads to. What may have several values joins them
by ` | `, a bar or a backslash among them being written behind a backslash. A text that a spreadsheet would run as a
formula has an apostrophe before it.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select, union

from graph.exporting.parts import Part
from graph.kinds import Kind
from graph.notation import written
from graph.properties import Property
from graph.records import Record
from graph.sql.dialects import compiled
from graph.store import Snapshot, Store
from graph.values import UNDETERMINED, Money, Text

BETWEEN = " | "
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how OWASP says that a formula may begin
NUMBERS = (int, bool, Decimal)

Cell = Callable[[Any], str]
Columns = Mapping[str, Cell]  # by heading, what makes the cell of what a record holds of a property


def table(
    store: Store, kind: Kind, part: Part, base: str, snapshot: Snapshot, told: Callable[[int], None] = lambda _: None
) -> Iterator[bytes]:
    """Yield the table of a concrete kind in pieces; `told` is called with how many entities are written."""
    columns = {item.name: _columns(item, _languages(store, kind, item, snapshot)) for item in kind.stored}
    yield _lines([["id", "iri", *(heading for each in columns.values() for heading in each)]])
    family = next(each for each in store.model.families if each.prefix == kind.prefix)
    for batch in replace(part, kinds=frozenset({kind.name})).batches(store, snapshot, family):
        yield _lines([_row(batch.record(row), columns, base) for row in batch.rows])
        told(len(batch.rows))


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def joined(texts: Sequence[str]) -> str:
    """Return several values as one text, from which they can be told apart again."""
    return BETWEEN.join(each.replace("\\", "\\\\").replace("|", "\\|") for each in texts)


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines.getvalue().encode()


def _row(record: Record, columns: Mapping[str, Columns], base: str) -> list[str]:
    row = [record.id, f"{base}id/{record.id}"]
    for name, each in columns.items():
        value = record.values.get(name)
        row += [""] * len(each) if value is None else [cell(value) for cell in each.values()]
    return row


def _languages(store: Store, kind: Kind, item: Property, snapshot: Snapshot) -> Sequence[str]:
    """Return the languages in which a text of a kind is, in order."""
    if item.type is not Text:
        return ()
    table, entity, translation = kind.table, store.model.entity, store.model.metadata.tables["translation"]
    if item.many:
        listed = store.model.list_table(item)
        said: Any = select(listed.c.language).join(entity, entity.c.key == listed.c.key)
        statement = said.where(entity.c.type == kind.name).distinct()
    else:
        own = select(table.c[f"{item.attribute}_language"]).join(entity, entity.c.key == table.c.key)
        others = select(translation.c.language).join(entity, entity.c.key == translation.c.entity_key)
        of_kind = entity.c.type == kind.name
        statement = union(own.where(of_kind), others.where(of_kind, translation.c.property == item.name))
    made = compiled(store.dialect, statement)
    return sorted(language for (language,) in snapshot.execute(made.text, made.arguments({})) if language)


def _columns(item: Property, languages: Sequence[str]) -> Columns:
    """Return the columns of a property."""
    if item.type is Text:
        return {
            item.name if language == UNDETERMINED else f"{item.name}@{language}": _words(language, many=item.many)
            for language in languages or (UNDETERMINED,)
        }
    if item.type is Money:
        return {item.name: lambda value: value.amount, f"{item.name}.currency": lambda value: value.currency}
    if item.many:
        return {item.name: lambda values: harmless(joined([written(item, each) for each in values]))}
    if item.type in NUMBERS:
        return {item.name: lambda value: format(value, "f") if item.type is Decimal else written(item, value)}
    return {item.name: lambda value: harmless(written(item, value))}


def _words(language: str, *, many: bool) -> Cell:
    def cell(texts: Sequence[Text]) -> str:
        said = [each.text for each in texts if each.language == language]
        return harmless(joined(said) if many else "".join(said))

    return cell
