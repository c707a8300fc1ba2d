"""Merges: two entities that turn out to be one, and back. No statement is lost: each keeps whom its document named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, select, update

from graph.errors import InvalidValue, UnknownEntity
from graph.history import last
from graph.links import references
from graph.resolution import Claim, canonical, claims_of, resolved
from graph.rows import MERGED, WITHDRAWN, Held
from graph.values import EntityId
from graph.writing import Writer

Merged = Mapping[EntityId, EntityId]


def merge(writer: Writer, kept: EntityId, other: EntityId, reason: str = "") -> int:
    """Make one of two entities; the other's id leads to it from now on. Returns the revision.

    Raises UnknownEntity, InvalidValue if the two cannot be one.
    """
    _check_pair(writer, kept, other)
    before = writer.held({kept, other})
    before |= writer.held(_referrers(writer, before[other].key))
    merged = {**{name: kept for name, into in writer.merged.items() if into == other}, **_but(writer.merged, other)}
    merged[other] = kept
    claims = _claims(writer, before)
    claims[kept] += claims.pop(other)
    if any(canonical(claim.statement.value, merged) == kept for claim in claims[kept]):
        raise InvalidValue(f"{kept} would lead to itself: one of the two leads to the other")
    gone = Held(before[other].key, None, (), MERGED)
    after = {
        other: gone,
        **_resolved(
            writer,
            claims,
            {name: each.record.kind for name, each in before.items() if each.record and name != other},
            before,
            merged,
        ),
    }
    _check_tree(writer, kept, after)
    was = before[other].record
    assert was
    table = writer.model.metadata.tables["merged"]
    row = {"key": gone.key, "into_key": before[kept].key, "kept_key": before[kept].key, "type": was.kind}
    number = _saved(writer, after, before, f"merge {other} into {kept}{f': {reason}' if reason else ''}", kept)
    writer.connection.execute(insert(table), row)
    of_other = update(table).where(table.c.kept_key == gone.key)
    writer.connection.execute(of_other.values(kept_key=before[kept].key))
    return number


def unmerge(writer: Writer, other: EntityId) -> int:
    """Undo a merge: each has again what its documents said of it. Returns the revision. Raises UnknownEntity."""
    if other not in writer.merged:
        raise UnknownEntity(other) if other not in writer.known([other]) else InvalidValue(f"{other} is not merged")
    kept, table = writer.merged[other], writer.model.metadata.tables["merged"]
    entity = writer.model.entity
    of_other = select(table.c.key, table.c.type).join(entity, entity.c.key == table.c.key).where(entity.c.id == other)
    key, kind = writer.connection.execute(of_other).one()
    before = writer.held({kept})
    if kept in before:
        before |= writer.held(_referrers(writer, before[kept].key))
    merges = {name: into for name, into in writer.merges.items() if name != other}
    merged = {name: last(merges, name) for name in merges}
    theirs = {other, *(name for name, into in merged.items() if into == other)}
    claims = _claims(writer, before)
    claims[other] = [claim for claim in claims[kept] if claim.statement.subject in theirs]
    claims[kept] = [claim for claim in claims[kept] if claim.statement.subject not in theirs]
    kinds = {name: each.record.kind for name, each in before.items() if each.record}
    held = {**before, other: Held(key, None, (), MERGED)}
    after = _resolved(writer, claims, {**kinds, other: kind}, held, merged)
    number = _saved(writer, after, before, f"unmerge {other} from {kept}", kept)
    writer.connection.execute(delete(table).where(table.c.key == key))
    led = [known for known, _ in writer.known(theirs - {other}).values()]
    writer.connection.execute(update(table).where(table.c.key.in_(led)).values(kept_key=key))
    return number


def _check_pair(writer: Writer, kept: EntityId, other: EntityId) -> None:
    kinds = {name: kind for name, (_, kind) in writer.known([kept, other]).items()}
    for name in (kept, other):
        if name in writer.merged:
            raise InvalidValue(f"{name} is merged into {writer.merged[name]}: name that one, or unmerge it first")
        if not kinds.get(name):
            raise UnknownEntity(name)
    if kept == other:
        raise InvalidValue(f"{kept} is one already")
    if kept.prefix != other.prefix or kinds[kept] == "Document":
        raise InvalidValue(f"{kept}, a {kinds[kept]}, and {other}, a {kinds[other]}, cannot be one")


def _but(merged: Merged, other: EntityId) -> dict[EntityId, EntityId]:
    return {name: into for name, into in merged.items() if into != other}


def _referrers(writer: Writer, key: int) -> set[EntityId]:
    """Return who leads to an entity."""
    entity = writer.model.entity
    found: set[EntityId] = set()
    for _, owner, column in references(writer.model):
        leading = select(entity.c.id).where(column == key, entity.c.key == owner)
        found |= {EntityId(name) for (name,) in writer.connection.execute(leading)}
    return found


def _claims(writer: Writer, before: Mapping[EntityId, Held]) -> defaultdict[EntityId, list[Claim]]:
    ages = writer.ages({each.document for held in before.values() for each in held.evidence}, {})
    claims: defaultdict[EntityId, list[Claim]] = defaultdict(list)
    for name, held in before.items():
        if held.record:
            claims[name] = claims_of(held.record, held.evidence, ages)
    return claims


def _resolved(
    writer: Writer,
    claims: Mapping[EntityId, Iterable[Claim]],
    kinds: Mapping[EntityId, str],
    before: Mapping[EntityId, Held],
    merged: Merged,
) -> dict[EntityId, Held]:
    after = {}
    for name, kind in kinds.items():
        after[name] = Held(before[name].key, None, (), WITHDRAWN)
        if claims[name]:
            record, evidence = resolved(writer.model.kinds[kind], name, claims[name], merged)
            after[name] = Held(before[name].key, record, evidence)
    return after


def _check_tree(writer: Writer, kept: EntityId, after: Mapping[EntityId, Held]) -> None:
    """Refuse that an entity would stand above itself."""
    record = after[kept].record
    seen, name = {kept}, record.values.get("parent") if record else None
    while name:
        if name in seen:
            raise InvalidValue(f"{kept} would stand above itself")
        seen.add(name)
        held = after.get(name) or writer.held([name]).get(name)
        name = held.record.values.get("parent") if held and held.record else None


def _saved(
    writer: Writer, after: Mapping[EntityId, Held], before: Mapping[EntityId, Held], source: str, kept: EntityId
) -> int:
    """Write what changed, and who is kept in any case: who was merged into it is said of it too."""
    changed = {name: held for name, held in after.items() if held != before.get(name) or name == kept}
    for name, reason in writer.refusals(changed, before).items():
        raise InvalidValue(f"{name}: {reason}")
    number = writer.begin_revision(source)
    writer.save(changed, before, number)
    return number
