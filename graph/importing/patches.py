"""Patches: what drafts change in a graph, each row in place of what it said before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from graph.importing.drafts import Draft, Whole
from graph.kinds import Kind
from graph.records import Evidence, Quote, Record, Row, Statement
from graph.resolution import Claim, canonical, claims_of, resolved, texts
from graph.rows import WITHDRAWN, Held
from graph.values import EntityId, Text
from graph.writing import Writer


@dataclass(frozen=True, slots=True)
class Patch:
    """What was held of the entities that drafts speak of, and what will be of those of them that change."""

    before: Mapping[EntityId, Held]
    changed: Mapping[EntityId, Held]


@dataclass(frozen=True, slots=True)
class Exported:
    """Of the export of a graph, if there is one: whose statements are in it, and the dates of those that are."""

    documents: Set[EntityId] = frozenset()
    dates: Mapping[EntityId, Any] = field(default_factory=dict)


NOT_EXPORTED = Exported()

# Of entities, the rows of the document that have spoken of them in this import; entities of which none has are absent.
Seen = Mapping[EntityId, Set[Row]]


def patch(
    writer: Writer,
    drafts: Iterable[Draft],
    document: EntityId,
    seen: Seen | None = None,
    *,
    mended: bool = False,
    exported: Exported = NOT_EXPORTED,
) -> Patch:
    """Return what drafts change, whose ids and links are those of the graph, or of those merged into others there.

    A row stands in place of what the same row of its document said of an entity before. What a document says already,
    no other row of it says again. If `document` was imported before, `seen` tells what of it is of this import: what
    an earlier one said counts for nothing, and where it rests on one row alone, it is gone. Rows that were `mended`
    come after others that stand below them in the file. What is Whole stands in place of all that the documents of the
    export said of it.
    """
    by_name: dict[EntityId, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_name[writer.meant(draft.id)].append(draft)
    before = writer.held(name for name, (_, kind) in writer.known(by_name).items() if kind)
    keys = writer.keys(by_name, before)
    made = _Making(writer, before, document, seen, mended, exported)
    after = {name: made.held(keys[name], name, said) for name, said in by_name.items()}
    return Patch(before, {name: held for name, held in after.items() if held != before.get(name)})


def without(writer: Writer, proofs: Mapping[EntityId, Set[Row] | None], documents: Set[EntityId]) -> Patch:
    """Return what changes if some rows of documents say nothing more of entities; with None, nothing of theirs does."""
    before = writer.held(proofs)
    changed = {}
    for name, held in before.items():
        gone = proofs[name]
        kept = [
            each for each in held.evidence if each.document not in documents or not (gone is None or each.proof in gone)
        ]
        changed[name] = Held(held.key, None, (), WITHDRAWN)
        if held.record and kept:
            claims = claims_of(held.record, kept, writer.ages({each.document for each in kept}, {}))
            kind = writer.model.kinds[held.record.kind]
            changed[name] = Held(held.key, *resolved(kind, name, claims, writer.merged))
    return Patch(before, changed)


class _Making:
    def __init__(
        self,
        writer: Writer,
        before: Mapping[EntityId, Held],
        document: EntityId,
        seen: Seen | None,
        mended: bool,
        exported: Exported,
    ) -> None:
        self.writer, self.before, self.document, self.seen, self.mended = writer, before, document, seen, mended
        self.exported = exported
        self.ages: dict[EntityId, str] = {}
        self.orders: dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def held(self, key: int, name: EntityId, drafts: Sequence[Draft]) -> Held:
        """Return what will be held of an entity."""
        wholes = [each for each in drafts if isinstance(each, Whole)]
        first = (wholes or drafts)[0]
        is_alone = name not in self.before and all(_adds_nothing(each, first) for each in drafts[1:])
        if is_alone and not wholes and not self._is_of_merged(first):
            return self._alone(key, first)
        kept, earlier = self._kept(name, drafts)
        kept = [each for each in kept if not self._is_said_again(each, wholes)]
        kind = first.kind if wholes else self._kind(name, first, kept, earlier)
        claims = self._claims(name, [each for each in drafts if not isinstance(each, Whole)], kept, earlier)
        for whole in wholes:
            claims += self._claims_of(whole)
        record, evidence = resolved(self.writer.model.kinds[kind], name, claims, self.writer.merged)
        made = Held(key, record, evidence)
        before = self.before.get(name)
        return before if before and wholes and _content(before) == _content(made) else made

    def _is_said_again(self, evidence: Evidence, wholes: Iterable[Whole]) -> bool:
        """Return whether an export has all that the document of some evidence says of whom it speaks of."""
        of = (each for each in wholes if evidence.subject == each.id or evidence.subject in each.others)
        return evidence.document in self.exported.documents and any(of)

    def _claims_of(self, whole: Whole) -> list[Claim]:
        """Return what the evidence of an export claims: of what one document says twice, first what is shown."""
        ages = self._ages({each.document for each in whole.evidence})
        claims = claims_of(Record(whole.id, whole.kind, whole.values), whole.evidence, ages)
        shown = set(_statements(whole))
        merged = self.writer.merged

        def is_hidden(claim: Claim) -> bool:
            return (claim.statement.property, canonical(claim.statement.value, merged)) not in shown

        return sorted(claims, key=is_hidden)

    def _is_of_merged(self, draft: Draft) -> bool:
        """Return whether a draft names entities that were merged into others."""
        merged = self.writer.merged
        if not merged:
            return False
        leading = self.writer.model.kinds[draft.kind].leading
        named = (value for item, value in _statements(draft) if item in leading)
        return draft.id in merged or any(canonical(value, merged) != value for value in named)

    def _alone(self, key: int, draft: Draft) -> Held:
        """Return what `resolved` makes of what one row says and nobody else."""
        names, listed = self._names(draft)
        values = draft.values
        if listed:
            kind = self.writer.model.kinds[draft.kind]
            values = {**values, **{name: _in_order(kind, name, values[name]) for name in listed}}
        proof = Evidence(draft.id, names, None, draft.document, draft.row, implied=False, preferred=False)
        return Held(key, Record(draft.id, draft.kind, values), (proof,))

    def _names(self, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what a draft says something of, in the order of the model, and of that what may be several."""
        said = (draft.kind, *draft.values)
        if said not in self.orders:
            stored = [item for item in self.writer.model.kinds[draft.kind].stored if item.name in draft.values]
            several = (item.name for item in stored if item.many or item.type is Text)
            self.orders[said] = tuple(item.name for item in stored), tuple(several)
        return self.orders[said]

    def _kept(self, name: EntityId, drafts: Sequence[Draft]) -> tuple[list[Evidence], set[Row]]:
        """Return what stays of the evidence of an entity, and the rows of it that spoke in an earlier import alone."""
        before = self.before.get(name)
        if not before:
            return [], set()
        rows = {(draft.document, draft.row) for draft in drafts}
        kept = [each for each in before.evidence if (each.document, each.proof) not in rows]
        earlier = self._earlier(name, before.evidence)
        if len(earlier) == 1 and self.seen is not None and name not in self.seen:
            kept = [each for each in kept if each.document != self.document]
        return kept, earlier

    def _kind(self, name: EntityId, first: Draft, kept: Iterable[Evidence], earlier: set[Row]) -> str:
        """Return the kind of an entity: that which it has, unless but these rows and an earlier import speak of it."""
        before = self.before.get(name)
        is_said_else = any(each.document != self.document or each.proof not in earlier for each in kept)
        return before.record.kind if before and before.record and is_said_else else first.kind

    def _claims(
        self, name: EntityId, drafts: Sequence[Draft], kept: Sequence[Evidence], earlier: set[Row]
    ) -> list[Claim]:
        before = self.before.get(name)
        claims: list[Claim] = []
        if before and before.record:
            claims = claims_of(before.record, kept, self._ages({each.document for each in kept}))
        if self.mended:
            claims = _not_below(claims, drafts)
        ages = self._ages({draft.document for draft in drafts})
        said = {
            (claim.statement.subject, claim.document, claim.statement.property, claim.statement.value)
            for claim in claims
            if claim.document != self.document or claim.statement.proof not in earlier
        }
        for draft in drafts:
            age = ages[draft.document]
            for item, value in _statements(draft):
                if (draft.id, draft.document, item, value) not in said:
                    said.add((draft.id, draft.document, item, value))
                    claims.append(Claim(Statement(draft.id, item, value, draft.row), draft.document, age))
        return claims

    def _earlier(self, name: EntityId, evidence: Iterable[Evidence]) -> set[Row]:
        """Return the rows of the document by which an earlier import alone spoke of an entity."""
        if self.seen is None:
            return set()
        seen = self.seen.get(name, frozenset())
        rows = {each.proof for each in evidence if each.document == self.document and isinstance(each.proof, Row)}
        return rows - seen

    def _ages(self, documents: set[EntityId]) -> Mapping[EntityId, str]:
        unknown = documents - self.ages.keys()
        if unknown:
            dates = self.exported.dates
            self.ages |= self.writer.ages(unknown, {name: dates[name] for name in unknown & dates.keys()})
        return self.ages


def _content(held: Held) -> Any:
    """Return what is held of an entity, in no order: an export tells none."""
    assert held.record
    values = {name: frozenset(each) if isinstance(each, tuple) else each for name, each in held.record.values.items()}
    return (
        held.record.kind,
        values,
        {replace(each, properties=tuple(sorted(each.properties))) for each in held.evidence},
    )


def _adds_nothing(draft: Draft, first: Draft) -> bool:
    return draft.id == first.id and draft.document == first.document and draft.values == first.values


def _not_below(claims: Iterable[Claim], drafts: Iterable[Draft]) -> list[Claim]:
    """Return the claims but those of numbered rows that say no more than a row above them."""
    said = {(draft.id, draft.document, item, value): draft for draft in drafts for item, value in _statements(draft)}

    def stays(claim: Claim) -> bool:
        stated = claim.statement
        draft = said.get((stated.subject, claim.document, stated.property, stated.value))
        return draft is None or not _is_above(draft.row, stated.proof)

    return [claim for claim in claims if stays(claim)]


def _is_above(row: Row, other: Quote | Row) -> bool:
    """Return whether a row stands above another of its table, as far as their numbers tell."""
    if not (isinstance(other, Row) and other.table == row.table and other.row.isdecimal() and row.row.isdecimal()):
        return False
    return int(row.row) < int(other.row)


def _statements(draft: Draft) -> Iterator[tuple[str, Any]]:
    for name, value in draft.values.items():
        for each in value if isinstance(value, tuple) else (value,):
            yield name, each


def _in_order(kind: Kind, name: str, value: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(value) == 1:
        return value
    item = kind.properties[name]
    if item.type is Text and not item.many:
        return texts({each.language: each for each in value})
    return tuple(dict.fromkeys(value))
