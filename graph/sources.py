"""Sources into the graph: all that documents say, in place of all that they said before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from graph.errors import InvalidValue
from graph.records import Source
from graph.resolution import Claim, claims_of, resolved
from graph.rows import WITHDRAWN, Held
from graph.values import EntityId
from graph.writing import Writer


def write(writer: Writer, sources: Sequence[Source]) -> int | None:
    """Make the graph hold all that the sources say, and nothing that an earlier version of them said.

    Returns the revision, None if nothing changed. Raises InvalidValue if an entity would lack what it must have,
    or would lead to what is not there.
    """
    before = writer.held(_touched(writer, sources))
    after = _resolved(writer, sources, before)
    changed = {
        name: held for name, held in after.items() if held != before.get(name, Held(held.key, None, (), WITHDRAWN))
    }
    if not changed:
        return None
    for name, reason in writer.refusals(changed, before).items():
        raise InvalidValue(f"{name}: {reason}")
    number = writer.begin_revision(", ".join(source.name for source in sources))
    writer.save(changed, before, number)
    return number


def _touched(writer: Writer, sources: Sequence[Source]) -> set[EntityId]:
    entity, evidence = writer.model.entity, writer.model.metadata.tables["evidence"]
    document = entity.alias("document")
    proved = (
        select(entity.c.id)
        .distinct()
        .join(evidence, evidence.c.subject_key == entity.c.key)
        .join(document, document.c.key == evidence.c.document_key)
    )
    touched = {writer.merged.get(name, name) for source in sources for name in source.kinds}
    for source in sources:
        found = writer.connection.execute(proved.where(document.c.id == source.document))
        touched |= {EntityId(name) for (name,) in found}
    return touched


def _resolved(writer: Writer, sources: Sequence[Source], before: Mapping[EntityId, Held]) -> dict[EntityId, Held]:
    kinds = {name: held.record.kind for name, held in before.items() if held.record}
    for source in sources:
        kinds.update({name: kind for name, kind in source.kinds.items() if name not in writer.merged})
    claims = _claims(writer, sources, before)
    keys = writer.keys(kinds, before)
    after = {}
    for name in sorted(kinds):
        if claims[name]:
            record, evidence = resolved(writer.model.kinds[kinds[name]], name, claims[name], writer.merged)
            after[name] = Held(keys[name], record, evidence)
        else:
            after[name] = Held(keys[name], None, (), WITHDRAWN)
    return after


def _claims(writer: Writer, sources: Sequence[Source], before: Mapping[EntityId, Held]) -> dict[EntityId, list[Claim]]:
    written = {source.document for source in sources}
    others = {each.document for held in before.values() for each in held.evidence} - written
    said = {(each.subject, each.property): each.value for source in sources for each in source.statements}
    ages = writer.ages(others | written, {name: said.get((name, "published")) for name in written})
    claims: dict[EntityId, list[Claim]] = defaultdict(list)
    for name, held in before.items():
        if held.record:
            claims[name] += claims_of(held.record, (e for e in held.evidence if e.document in others), ages)
    for source in sources:
        for statement in source.statements:
            subject = writer.merged.get(statement.subject, statement.subject)
            claims[subject].append(Claim(statement, source.document, ages[source.document]))
    return claims
