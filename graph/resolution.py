"""Resolution: from what several documents say of an entity to what the graph holds of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from graph.kinds import Kind
from graph.properties import Party, Property
from graph.records import Evidence, Record, Row, Statement
from graph.values import FALLBACK_LANGUAGE, EntityId, Text


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, and the document that makes it; `age` orders documents, an undated one being the oldest."""

    statement: Statement
    document: EntityId
    age: str

    @property
    def weight(self) -> tuple[bool, str, str]:
        """What makes one claim go before another: being marked as preferred, else a newer document."""
        return self.statement.preferred, self.age, self.document

    @property
    def place(self) -> tuple[str, str, str, int, str]:
        """Where a claim stands among others: by document, the oldest first, and in that by row."""
        proof = self.statement.proof
        if isinstance(proof, Row):
            return self.age, self.document, proof.table, len(proof.row), proof.row
        return self.age, self.document, "", 0, ""


def resolved(
    kind: Kind, entity: EntityId, claims: Iterable[Claim], merged: Mapping[EntityId, EntityId] = MappingProxyType({})
) -> tuple[Record, tuple[Evidence, ...]]:
    """Return what an entity holds by all that is claimed of it, and the evidence to keep.

    `merged` says into whom the merged are: links lead there, and their evidence keeps whom its document named.

    Of a single property the weightiest value stands, of a text one a language, of a list every item.
    Both come out in an order that does not depend on the order in which documents were read. A row keeps no value of
    its own, unless they differ on it or add to one list: then what each gave must still be known.
    """
    by_property: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda each: each.place):
        by_property[claim.statement.property].append(claim)
    values: dict[str, Any] = {}
    shared: set[tuple[str, str]] = set()
    for item in kind.stored:
        found = by_property.get(item.name, [])
        if not found:
            continue
        if item.many:
            values[item.name] = tuple(dict.fromkeys(canonical(claim.statement.value, merged) for claim in found))
            if _are_several(found):
                shared |= {(item.name, _variant(claim.statement)) for claim in found}
            continue
        variants: dict[str, list[Claim]] = defaultdict(list)
        for claim in found:
            variants[_variant(claim.statement)].append(claim)
        if len(variants) > 1 and _are_several(found):
            shared |= {(item.name, variant) for variant in variants}
        chosen = {
            variant: max(each, key=lambda claim: claim.weight).statement.value for variant, each in variants.items()
        }
        values[item.name] = texts(chosen) if item.type is Text else canonical(chosen[""], merged)
        shared |= {
            (item.name, variant)
            for variant, each in variants.items()
            if len({claim.statement.value for claim in each}) > 1
        }
    return Record(entity, kind.name, values), tuple(_kept(kind.properties, by_property, shared, merged))


def _are_several(claims: Iterable[Claim]) -> bool:
    """Return whether more than one proof stands behind them: then what each gave must be known."""
    return len({(claim.document, claim.statement.proof) for claim in claims}) > 1


def canonical(value: Any, merged: Mapping[EntityId, EntityId]) -> Any:
    """Return a value as it stands once entities are merged."""
    if isinstance(value, EntityId):
        return merged.get(value, value)
    if isinstance(value, Party) and value.entity in merged:
        return replace(value, entity=merged[value.entity])
    return value


def _variant(statement: Statement) -> str:
    return statement.value.language if isinstance(statement.value, Text) else ""


def texts(chosen: Mapping[str, Text]) -> tuple[Text, ...]:
    """Return the texts of a property by language in the order of a record: what is shown first, then by language."""
    first = chosen.get(FALLBACK_LANGUAGE) or next(iter(chosen.values()))
    return (first, *(text for language, text in sorted(chosen.items()) if text is not first))


def _kept(
    items: Mapping[str, Property],
    by_property: Mapping[str, Sequence[Claim]],
    shared: set[tuple[str, str]],
    merged: Mapping[EntityId, EntityId],
) -> Iterable[Evidence]:
    rows: dict[tuple[Any, ...], dict[str, None]] = defaultdict(dict)
    kept: dict[Evidence, None] = {}
    for name in (name for name in items if name in by_property):
        for claim in by_property[name]:
            each = claim.statement
            is_as_stated = not merged or canonical(each.value, merged) == each.value
            if isinstance(each.proof, Row) and is_as_stated and (name, _variant(each)) not in shared:
                rows[each.subject, claim.document, each.proof, each.implied, each.preferred][name] = None
            else:
                kept[
                    Evidence(
                        each.subject, (name,), each.value, claim.document, each.proof, each.implied, each.preferred
                    )
                ] = None
    yield from kept
    for (subject, document, proof, implied, preferred), names in rows.items():
        yield Evidence(subject, tuple(names), None, document, proof, implied, preferred)


def claims_of(record: Record, evidence: Iterable[Evidence], ages: Mapping[EntityId, str]) -> list[Claim]:
    """Return what the kept evidence of an entity claims; a row's values are those that the entity holds."""
    claims = []
    for each in evidence:
        for name in each.properties:
            held = record.values.get(name, ())
            if each.value is not None:
                values: Sequence[Any] = (each.value,)
            else:
                values = held if isinstance(held, tuple) else (held,)
            claims += [
                Claim(
                    Statement(each.subject, name, value, each.proof, each.implied, each.preferred),
                    each.document,
                    ages.get(each.document, ""),
                )
                for value in values
            ]
    return claims
