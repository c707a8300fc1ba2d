"""Reading: what the tables hold of entities, as records and evidence, in the order of ids, a batch at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, select

from graph import notation
from graph.columns import column_names, layout
from graph.kinds import Kind, Model
from graph.properties import Party, Property
from graph.records import Evidence, Quote, Record, Row
from graph.sql.dialects import PARENTS, Dialect, compiled
from graph.values import EntityId, Text

BATCH = 1_000

Rows = Sequence[tuple[Any, ...]]


class Reader:
    """Reads records and evidence by a function that runs SQL; it compiles each of its statements once."""

    def __init__(self, model: Model, dialect: Dialect) -> None:
        self.model, self.dialect = model, dialect
        self._families = {kind.prefix: _Family(model, dialect, kind) for kind in model.families}
        evidence, entity = model.metadata.tables["evidence"], model.entity
        document, stated = entity.alias("document"), entity.alias("stated")
        parents = dialect.parents(1)
        self._evidence = compiled(
            dialect,
            select(
                evidence.c.subject_key,
                document.c.id,
                stated.c.id,
                *(evidence.c[name] for name in EVIDENCE_COLUMNS),
            )
            .select_from(parents.join(evidence, evidence.c.subject_key == parents.c.p0))
            .join(document, document.c.key == evidence.c.document_key)
            .outerjoin(stated, stated.c.key == evidence.c.stated_key)
            .order_by(evidence.c.key),
        )

    def read(
        self, execute: Callable[[str, Sequence[Any]], Rows], kind: Kind, ids: Sequence[str] | None = None
    ) -> Iterator[tuple[int, Record]]:
        """Yield the key and the record of each entity of a family of kinds, or of those `ids` that are of it."""
        family = self._families[kind.prefix]
        if ids is not None:
            wanted = sorted(each for each in ids if each.startswith(f"{kind.prefix}/"))
            for start in range(0, len(wanted), BATCH):
                yield from family.records(execute, family.some(execute, wanted[start : start + BATCH]))
            return
        last = ""
        while rows := execute(family.page.text, family.page.arguments({"last": last, "size": BATCH})):
            yield from family.records(execute, rows)
            last = rows[-1][1]

    def evidence(
        self, execute: Callable[[str, Sequence[Any]], Rows], records: Sequence[tuple[int, Record]]
    ) -> dict[EntityId, list[Evidence]]:
        """Return the evidence of each of some records, in the order in which it was written."""
        found: dict[EntityId, list[Evidence]] = {record.id: [] for _, record in records}
        if records:
            by_key = dict(records)
            value = self.dialect.parents_value([(key,) for key in by_key])
            for row in execute(self._evidence.text, self._evidence.arguments({PARENTS: value})):
                record = by_key[row[0]]
                found[record.id].append(evidence_of(self.model, record.kind, record.id, row[1:]))
        return found


def evidence_of(model: Model, kind: str, name: EntityId, cells: Sequence[Any]) -> Evidence:
    """Return a piece of evidence of an entity by the cells of its row, the first two being ids."""
    document, stated, names, value, language, exact, prefix, suffix, table, number, implied, preferred = cells
    properties = tuple(names.split())
    if value is not None:
        item = model.kinds[kind].properties[properties[0]]
        value = notation.read(model, item, value, language or "und")
    proof = Row(table, number) if exact is None else Quote(exact, prefix or "", suffix or "")
    subject = EntityId(stated) if stated else name
    return Evidence(subject, properties, value, EntityId(document), proof, bool(implied), bool(preferred))


EVIDENCE_COLUMNS = (
    "property", "value", "language", "exact", "prefix", "suffix", "record_table", "record_row", "implied", "preferred",
)  # fmt: skip


class _Family:
    """The statements that read the records of a family of kinds, and what their columns mean."""

    def __init__(self, model: Model, dialect: Dialect, kind: Kind) -> None:
        self.model, self.dialect = model, dialect
        members = (kind, *model.members(kind.name))
        items = {item.name: item for each in members for item in each.stored}
        self.singles = [item for item in items.values() if not item.many]
        self.texts = {item.name for item in self.singles if item.type is Text}
        self._cells = [(item.name, len(column_names(item)), layout(item).value) for item in self.singles]
        entity, table = model.entity, kind.table
        source: FromClause = table.join(entity, entity.c.key == table.c.key)
        columns: list[ColumnElement[Any]] = [entity.c.key, entity.c.id, entity.c.type]
        for item in self.singles:
            if item.is_link:
                target = entity.alias(item.attribute)
                source = source.outerjoin(target, target.c.key == table.c[f"{item.attribute}_key"])
                columns.append(target.c.id)
            else:
                columns.extend(table.c[name] for name in column_names(item))
        page = select(*columns).select_from(source).order_by(entity.c.id)
        self.page = compiled(dialect, page.where(entity.c.id > bindparam("last")).limit(bindparam("size")))
        self._some = compiled(dialect, page.where(dialect.member(entity.c.id, bindparam("ids"))))
        self.lists = [(item, _list_statement(model, dialect, item)) for item in items.values() if item.many]
        translation, parents = model.metadata.tables["translation"], dialect.parents(1)
        self.translations = compiled(
            dialect,
            select(translation.c.entity_key, translation.c.property, translation.c.text, translation.c.language)
            .select_from(parents.join(translation, translation.c.entity_key == parents.c.p0))
            .order_by(translation.c.entity_key, translation.c.property, translation.c.language),
        )

    def some(self, execute: Callable[[str, Sequence[Any]], Rows], ids: Sequence[str]) -> Rows:
        """Return the rows of those entities."""
        return execute(self._some.text, self._some.arguments({"ids": self.dialect.list_value(list(ids))}))

    def records(self, execute: Callable[[str, Sequence[Any]], Rows], rows: Rows) -> Iterator[tuple[int, Record]]:
        """Return the records of some rows, their lists and translations read along."""
        if not rows:
            return
        keys = {PARENTS: self.dialect.parents_value([(row[0],) for row in rows])}
        lists = {item.name: _grouped(execute(made.text, made.arguments(keys)), item) for item, made in self.lists}
        others: dict[int, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
        for key, name, text, language in execute(self.translations.text, self.translations.arguments(keys)):
            others[key][name].append(Text(text, language))
        for row in rows:
            key, values = row[0], self._values(row)
            for name in values.keys() & self.texts:
                values[name] = (values[name], *others[key][name])
            for name, found in lists.items():
                if key in found:
                    values[name] = tuple(found[key])
            yield key, Record(EntityId(row[1]), row[2], values)

    def _values(self, row: tuple[Any, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        at = 3
        for name, width, made in self._cells:
            if row[at] is not None:
                values[name] = made(*row[at : at + width])
            at += width
        return values


def _list_statement(model: Model, dialect: Dialect, item: Property) -> Any:
    table, entity, parents = model.list_table(item), model.entity, dialect.parents(1)
    source: FromClause = parents.join(table, table.c.key == parents.c.p0)
    columns: list[ColumnElement[Any]] = []
    for name in column_names(item):
        if name.endswith("_key"):
            source = source.join(entity, entity.c.key == table.c[name])
            columns.append(entity.c.id)
        else:
            columns.append(table.c[name])
    statement: Select[Any] = select(table.c.key, *columns).select_from(source)
    return compiled(dialect, statement.order_by(table.c.key, table.c.position))


def _grouped(rows: Rows, item: Property) -> dict[int, list[Any]]:
    made = layout(item).value
    found: dict[int, list[Any]] = defaultdict(list)
    for key, *cells in rows:
        found[key].append(Party(EntityId(cells[0]), cells[1]) if item.type is Party else made(*cells))
    return found
