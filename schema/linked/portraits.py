"""Portraits: what an answer says of each of its entities, as records and evidence that triples are made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from graph.kinds import Model
from graph.properties import Property
from graph.rdf.context import stored_side
from graph.reading import evidence_of
from graph.records import Evidence, Record
from graph.values import EntityId, Money
from schema.linked.meanings import ID, KIND, WHOLE, Container, Entities, Fields, Meaning, Proofs, Sign, Value, leads
from schema.linked.values import values


@dataclass(slots=True)
class Portrait:
    """What is said of one entity: its kind, values by name, pieces of evidence, and other IRIs that it is known by.

    Of a property that may have several values, they are the keys of a dict: an entity may be met a thousand times.
    """

    id: EntityId
    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    proofs: dict[tuple[Any, ...], None] = field(default_factory=dict)
    same: dict[str, None] = field(default_factory=dict)

    @property
    def record(self) -> Record:
        """What is said of it as a record."""
        return Record(self.id, self.kind, self.values)

    def add(self, name: str, value: Any) -> None:
        """Say more of it."""
        if type(value) is tuple:
            self.values.setdefault(name, {}).update(dict.fromkeys(value))
        else:
            self.values[name] = value


class Portraits(dict[str, Portrait]):
    """Portraits by id."""

    def of(self, name: str, kind: str) -> Portrait:
        """Return the portrait of an entity, a new one if nothing was said of it yet."""
        found = self.get(name)
        if found is None:
            found = self[name] = Portrait(cast(EntityId, name), kind)
        return found

    def prove(self, proof: tuple[Any, ...]) -> None:
        """Add a piece of evidence, in the columns that `schema.proofs` has read."""
        subject, kind, own_sum, *cells = proof
        portrait = self.of(subject, kind)
        portrait.proofs[tuple(cells)] = None
        if own_sum is not None and cells[4] is not None:
            # Another sum than their own has a node of another name: so the proof of one brings the other along.
            hundredths, currency = own_sum.split(" ")
            portrait.add(cells[3], Money(int(hundredths), currency))


def evidence(model: Model, portrait: Portrait) -> Sequence[Evidence]:
    """Return the evidence in a portrait."""
    return [evidence_of(model, portrait.kind, portrait.id, cells) for _, *cells in portrait.proofs]


Take = Callable[[Any, Portrait | None, Portraits], None]  # takes what stands there, said of whom, into portraits


class Painter:
    """Paints the portraits of the entities in answers whose fields have some meanings."""

    def __init__(self, model: Model, fields: Fields) -> None:
        self.model = model
        # By the id of a meaning, of which one is shared by several kinds.
        self._known: dict[tuple[int, Property | None], Take | None] = {}
        self._roots = self._taken(fields, None)

    def portraits(self, data: Mapping[str, Any]) -> Portraits:
        """Return the portraits of all entities in an answer."""
        found = Portraits()
        for key, take in self._roots:
            if (value := data.get(key)) is not None:
                take(value, None, found)
        return found

    def _taken(self, fields: Fields, item: Property | None) -> list[tuple[str, Take]]:
        taken = [(key, self._once(meaning, item)) for key, meaning in fields]
        return [(key, take) for key, take in taken if take]

    def _once(self, meaning: Meaning, item: Property | None) -> Take | None:
        mark = (id(meaning), item)
        if mark not in self._known:
            self._known[mark] = self._take(meaning, item)
        return self._known[mark]

    def _take(self, meaning: Meaning, item: Property | None) -> Take | None:
        """Return what takes a value; `item` is the link that the members of its connection are led to by."""
        match meaning:
            case Sign.SAME:
                return _take_same
            case Value():
                return self._value(meaning)
            case Proofs(inside=fields):
                return self._each(self._taken(fields, None), proves=True)
            case Container(fields=fields, item=own):
                return self._each(self._taken(fields, own or item)) if leads(meaning) else None
            case Entities(kinds=kinds, item=link, is_member=is_member):
                return self._entities(kinds, link or (item if is_member else None))
        return None

    def _value(self, meaning: Value) -> Take:
        name, make = meaning.item.name, values(meaning.item)
        inside = self._each(self._taken(meaning.inside, None))

        def take(value: Any, owner: Portrait | None, found: Portraits) -> None:
            assert owner
            made = make(value)
            if made != ():
                owner.add(name, made)
            if meaning.inside:
                inside(value, owner, found)

        return take

    def _each(self, taken: Sequence[tuple[str, Take]], *, proves: bool = False) -> Take:
        def take(value: Any, owner: Portrait | None, found: Portraits) -> None:
            for each in value if isinstance(value, list) else (value,):
                if proves:
                    found.prove(each[WHOLE])
                for key, below in taken:
                    if (inner := each[key]) is not None:
                        below(inner, owner, found)

        return take

    def _entities(self, kinds: Mapping[str, Fields], link: Property | None) -> Take:
        taken = {kind: self._taken(fields, None) for kind, fields in kinds.items()}
        relate = _relation(self.model, link) if link else None

        def take(value: Any, owner: Portrait | None, found: Portraits) -> None:
            for each in value if isinstance(value, list) else (value,):
                if each is None:
                    continue
                portrait = found.of(each[ID], each[KIND])
                if relate and owner:
                    relate(owner, portrait)
                for key, below in taken[portrait.kind]:
                    if (inner := each[key]) is not None:
                        below(inner, portrait, found)

        return take


def _relation(model: Model, link: Property) -> Callable[[Portrait, Portrait], None]:
    """Return what says of the one or of the other entity that a link joins them: of whom it is stored."""
    if link.inverse:
        stored = stored_side(model, link).name
        return lambda owner, member: member.add(stored, owner.id)
    if link.many:
        return lambda owner, member: owner.add(link.name, (member.id,))
    return lambda owner, member: owner.add(link.name, member.id)


def _take_same(value: Any, owner: Portrait | None, _: Portraits) -> None:
    assert owner
    owner.same |= dict.fromkeys(value)


def in_order(found: Portraits) -> Iterator[Portrait]:
    """Yield portraits in the order of ids."""
    for name in sorted(found):
        yield found[name]
