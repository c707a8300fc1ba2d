"""Reading: what the tables hold of entities, as records and evidence, in the order of ids, a batch at a time."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, func, literal_column, select

from graph import notation
from graph.columns import column_names, column_types, layout
from graph.kinds import Kind, Model
from graph.properties import Party, Property
from graph.records import Evidence, Quote, Record, Row
from graph.sql.dialects import PARENTS, Dialect, Statement, compiled
from graph.values import EntityId, Text

BATCH = 1_000
TRANSLATIONS = "translations"  # beside the lists of properties; no property is called that

Rows = Sequence[tuple[Any, ...]]
Execute = Callable[[str, Sequence[Any]], Rows]
Listed = Mapping[int, Rows]  # the cells of values by the key of the entity that has them


class Batch:
    """Some entities of a family of kinds, as cells.

    A row is the key, the id, the name of the kind, then the cells of each property in `family.places`. Beside it stand
    the `lists` by property, and what a text is in other languages by key and property.
    """

    def __init__(self, family: "Family", rows: Rows, lists: Mapping[str, Listed], translations: Rows) -> None:
        self.family, self.rows, self.lists = family, rows, lists
        self.translations: dict[int, dict[str, list[tuple[str, str]]]] = {}
        for key, name, *text in translations:
            self.translations.setdefault(key, {}).setdefault(name, []).append(tuple(text))

    def record(self, row: tuple[Any, ...]) -> Record:
        """Return one of the rows as a record."""
        key, values = row[0], self.family.values(row)
        others = self.translations.get(key, {})
        for name in values.keys() & self.family.texts:
            values[name] = (values[name], *starmap(Text, others.get(name, ())))
        for name, found in self.lists.items():
            if key in found:
                values[name] = tuple(starmap(self.family.listed[name], found[key]))
        return Record(EntityId(row[1]), row[2], values)


class Reader:
    """Reads records and evidence by a function that runs SQL; it compiles each of its statements once."""

    def __init__(self, model: Model, dialect: Dialect) -> None:
        self.model, self.dialect = model, dialect
        self._families = {kind.prefix: Family(model, dialect, kind) for kind in model.families}
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

    def family(self, kind: Kind) -> "Family":
        """Return how the entities of a family of kinds are read."""
        return self._families[kind.prefix]

    def narrow(self, execute: Execute, kind: Kind) -> "Family":
        """Return how the entities of a family are read where nothing has more properties than they have now.

        To look at all columns once costs less than to read, a thousand times a thousand times, that they are empty.
        """
        family = self.family(kind)
        names = list(family.places)
        columns = [kind.table.c[family.stored_in[name]] for name in names]
        counting = compiled(self.dialect, select(*map(func.count, columns)))
        (counts,) = execute(counting.text, counting.arguments({}))
        return Family(
            self.model, self.dialect, kind, {name for name, count in zip(names, counts, strict=True) if count}
        )

    def batches(
        self, execute: Execute, family: "Family", ids: Sequence[str] | None = None, since: int | None = None
    ) -> Iterator[Batch]:
        """Yield the entities of a family of kinds in the order of ids: all, or those `ids` that are of it.

        With `since`, only those that have changed after that revision.
        """
        kind, lists = family.kind, family.filled(execute)
        if ids is not None:
            wanted = sorted(each for each in ids if each.startswith(f"{kind.prefix}/"))
            for start in range(0, len(wanted), BATCH):
                if rows := family.some(execute, wanted[start : start + BATCH], since):
                    yield family.batch(execute, rows, lists)
            return
        last = f"{kind.prefix}/"
        while rows := family.after(execute, last, since):
            yield family.batch(execute, rows, lists)
            last = rows[-1][1]

    def read(self, execute: Execute, kind: Kind, ids: Sequence[str] | None = None) -> Iterator[tuple[int, Record]]:
        """Yield the key and the record of each entity of a family of kinds, or of those `ids` that are of it."""
        for batch in self.batches(execute, self.family(kind), ids):
            for row in batch.rows:
                yield row[0], batch.record(row)

    def evidence(self, execute: Execute, records: Sequence[tuple[int, Record]]) -> dict[EntityId, list[Evidence]]:
        """Return the evidence of each of some records, in the order in which it was written."""
        rows = self.evidence_rows(execute, [key for key, _ in records])
        return {record.id: self.made(record, rows.get(key, ())) for key, record in records}

    def has_evidence(self, execute: Execute) -> bool:
        """Return whether there is any evidence at all."""
        return bool(execute("SELECT key FROM evidence LIMIT 1", ()))

    def evidence_rows(self, execute: Execute, keys: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
        """Return the rows of the evidence of some entities by their keys, in the order in which they were written."""
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        if keys:
            value = self.dialect.parents_value([(key,) for key in keys])
            for row in execute(self._evidence.text, self._evidence.arguments({PARENTS: value})):
                found[row[0]].append(row)
        return found

    def made(self, record: Record, rows: Sequence[tuple[Any, ...]]) -> list[Evidence]:
        """Return the evidence of a record that stands in some rows."""
        return [self._made(record, row) for row in rows]

    def _made(self, record: Record, row: tuple[Any, ...]) -> Evidence:
        _, document, stated, names, value, language, exact, prefix, suffix, table, number, implied, preferred = row
        properties = tuple(names.split())
        if value is not None:
            item = self.model.kinds[record.kind].properties[properties[0]]
            value = notation.read(self.model, item, value, language or "und")
        proof = Row(table, number) if exact is None else Quote(exact, prefix or "", suffix or "")
        subject = EntityId(stated) if stated else record.id
        return Evidence(subject, properties, value, EntityId(document), proof, bool(implied), bool(preferred))


EVIDENCE_COLUMNS = (
    "property", "value", "language", "exact", "prefix", "suffix", "record_table", "record_row", "implied", "preferred",
)  # fmt: skip


class Family:
    """The statements that read the entities of a family of kinds, and what their columns mean.

    `places` says in which columns of a row the cells of each property stand that has one value.
    """

    def __init__(self, model: Model, dialect: Dialect, kind: Kind, only: Container[str] | None = None) -> None:
        self.model, self.dialect, self.kind = model, dialect, kind
        members = (kind, *model.members(kind.name))
        items = {item.name: item for each in members for item in each.stored}
        singles = [item for item in items.values() if not item.many and (only is None or item.name in only)]
        self.stored_in = {item.name: next(iter(column_types(item))) for item in singles}
        self.texts = {item.name for item in singles if item.type is Text}
        self.listed = {item.name: _listed(item) for item in items.values() if item.many}
        self.places: dict[str, slice] = {}
        entity, table = model.entity, kind.table
        source: FromClause = table.join(entity, entity.c.key == table.c.key)
        # Who has a table alone is of one kind: then the row of `entity` need not be read beside the index of ids.
        type_ = table.c.type if kind.abstract else literal_column(f"'{kind.name}'")
        columns: list[ColumnElement[Any]] = [entity.c.key, entity.c.id, type_]
        for item in singles:
            names = column_names(item)
            self.places[item.name] = slice(len(columns), len(columns) + len(names))
            if item.is_link:
                target = entity.alias(item.attribute)
                source = source.outerjoin(target, target.c.key == table.c[f"{item.attribute}_key"])
                columns.append(target.c.id)
            else:
                columns.extend(table.c[name] for name in names)
        self._values = [(item.name, self.places[item.name], layout(item).value) for item in singles]
        page, changed = (
            select(*columns).select_from(source).order_by(entity.c.id),
            entity.c.revision > bindparam("since"),
        )
        # The next family begins where a slash has become the character that comes after it.
        within = and_(entity.c.id > bindparam("last"), entity.c.id < f"{kind.prefix}0")
        listed = dialect.member(entity.c.id, bindparam("ids"))
        self._page = [
            compiled(dialect, page.where(within, *each).limit(bindparam("size"))) for each in ((), (changed,))
        ]
        self._some = [compiled(dialect, page.where(listed, *each)) for each in ((), (changed,))]
        self._lists = {item.name: _list_statement(model, dialect, item) for item in items.values() if item.many}
        translation, parents = model.metadata.tables["translation"], dialect.parents(1)
        self._any = {
            item.name: compiled(dialect, select(model.list_table(item).c.key).limit(1))
            for item in items.values()
            if item.many
        }
        if self.texts:
            self._any[TRANSLATIONS] = compiled(dialect, select(translation.c.entity_key).limit(1))
        self._translations = compiled(
            dialect,
            select(translation.c.entity_key, translation.c.property, translation.c.text, translation.c.language)
            .select_from(parents.join(translation, translation.c.entity_key == parents.c.p0))
            .order_by(translation.c.entity_key, translation.c.property, translation.c.language),
        )

    def filled(self, execute: Execute) -> Sequence[str]:
        """Return the names of the lists in which anything stands at all, TRANSLATIONS among them."""
        return [name for name, made in self._any.items() if execute(made.text, made.arguments({}))]

    def after(self, execute: Execute, last: str, since: int | None) -> Rows:
        """Return the rows of the next entities after an id."""
        statement = self._page[since is not None]
        return execute(statement.text, statement.arguments({"last": last, "since": since, "size": BATCH}))

    def some(self, execute: Execute, ids: Sequence[str], since: int | None) -> Rows:
        """Return the rows of those entities."""
        statement, listed = self._some[since is not None], self.dialect.list_value(list(ids))
        return execute(statement.text, statement.arguments({"ids": listed, "since": since}))

    def batch(self, execute: Execute, rows: Rows, lists: Sequence[str]) -> Batch:
        """Return some rows, their lists of those names and their translations read along."""
        keys = {PARENTS: self.dialect.parents_value([(row[0],) for row in rows])} if lists else {}
        made = {**self._lists, TRANSLATIONS: self._translations}
        found = {name: execute(made[name].text, made[name].arguments(keys)) for name in lists}
        translations = found.pop(TRANSLATIONS, ())
        return Batch(self, rows, {name: _grouped(each) for name, each in found.items() if each}, translations)

    def values(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """Return the values of the properties that have one, by name."""
        return {name: made(*row[place]) for name, place, made in self._values if row[place.start] is not None}


def _listed(item: Property) -> Callable[..., Any]:
    """Return what makes one of the values of a list from its cells."""
    if item.type is Party:
        return lambda entity, role: Party(EntityId(entity), role)
    return layout(item).value


def _list_statement(model: Model, dialect: Dialect, item: Property) -> Statement:
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


def _grouped(rows: Rows) -> Listed:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *cells in rows:
        found[key].append(tuple(cells))
    return dict(found)
