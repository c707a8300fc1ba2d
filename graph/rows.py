"""Rows: what stands in the tables of a graph for an entity and its evidence."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table

from graph import notation
from graph.columns import cells, column_types
from graph.folding import words
from graph.kinds import Kind, Model
from graph.properties import Party, Property
from graph.records import Evidence, Quote, Record, label
from graph.values import EntityId, Text

ACTIVE, WITHDRAWN = "ACTIVE", "WITHDRAWN"
LONGEST = 10_000  # words of a label that count


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of an entity: no record where nothing is claimed of it any more."""

    key: int
    record: Record | None
    evidence: tuple[Evidence, ...]


class Rows:
    """The rows of changed entities, by table."""

    def __init__(self, model: Model, keys: Mapping[EntityId, int], revision: int, last_evidence: int) -> None:
        self.model, self.keys, self.revision, self.evidence = model, keys, revision, last_evidence
        self.made: dict[Table, list[dict[str, Any]]] = defaultdict(list)

    def add(self, name: EntityId, held: Held) -> None:
        """Add all rows of an entity."""
        tables, record = self.model.metadata.tables, held.record
        kind = self.model.kinds[record.kind] if record else None
        called = label(kind, record) if kind and record else name
        self.made[self.model.entity].append(
            {
                "key": held.key,
                "id": name,
                "type": record.kind if record else "",
                "label": called,
                "weight": weight(self.model, kind, called),
                "revision": self.revision,
                "state": ACTIVE if record else WITHDRAWN,
            }
        )
        self.made[tables["change"]].append({"revision": self.revision, "entity_key": held.key})
        if kind and record:
            self._add_values(kind, held.key, record)
            for each in held.evidence:
                self.evidence += 1
                self.made[tables["evidence"]].append(self._evidence(held.key, self.model.kinds[record.kind], each))

    def _add_values(self, kind: Kind, key: int, record: Record) -> None:
        row: dict[str, Any] = {"key": key, "type": kind.name} if kind.parent else {"key": key}
        for item in kind.stored:
            value = record.values.get(item.name)
            if item.many:
                self.made[self.model.list_table(item)] += [
                    {"key": key, "position": position, **self._cells(item, each)}
                    for position, each in enumerate(value or ())
                ]
            elif item.type is Text:
                row |= self._cells(item, value[0] if value else None)
                self.made[self.model.metadata.tables["translation"]] += [
                    {"entity_key": key, "property": item.name, "language": each.language, "text": each.text}
                    for each in (value or ())[1:]
                ]
            else:
                row |= self._cells(item, value)
        self.made[kind.table].append(row)

    def _cells(self, item: Property, value: Any) -> dict[str, Any]:
        if item.type is Party:
            value = replace(value, entity=self.keys[value.entity])
        elif item.is_link and value is not None:
            value = self.keys[value]
        return dict(zip(column_types(item), cells(item, value), strict=True))

    def _evidence(self, key: int, kind: Kind, each: Evidence) -> dict[str, Any]:
        quote = each.proof if isinstance(each.proof, Quote) else None
        row = each.proof if not isinstance(each.proof, Quote) else None
        value = each.value
        return {
            "key": self.evidence,
            "subject_key": key,
            "document_key": self.keys[each.document],
            "property": " ".join(each.properties),
            "value": None if value is None else notation.written(kind.properties[each.properties[0]], value),
            "language": value.language if isinstance(value, Text) else None,
            "exact": quote.exact if quote else None,
            "prefix": (quote.prefix or None) if quote else None,
            "suffix": (quote.suffix or None) if quote else None,
            "record_table": row.table if row else None,
            "record_row": row.row if row else None,
            "implied": each.implied,
            "preferred": each.preferred,
        }


def weight(model: Model, kind: Kind | None, called: str) -> int:
    """Return how late an entity comes among what a search finds: short names first, and kinds as they are declared."""
    length = min(len(words(called)), LONGEST)
    return length * len(model.concrete) + (model.concrete.index(kind) if kind else 0)
