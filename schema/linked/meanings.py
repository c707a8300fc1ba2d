"""Meanings: what each field of a query means in the model, read once from what is selected.

A tree beside the answer. An entity's fields are its values and its links; whatever else has fields - the query itself,
a connection, an edge, a path - is a container, which says nothing itself but leads to entities.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from graphql import GraphQLSchema, get_named_type

from graph.kinds import Kind, Model
from graph.properties import Party, Property
from schema.selection import Selected, Selector

# What is read along stands under keys that no field can have.
ID, KIND, WHOLE = "@id", "@type", "@"


class Sign(Enum):
    """What a field of an entity means where no property says it."""

    IDENTITY = auto()  # its id
    SAME = auto()  # by what other IRIs it is known


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a property, or its values; `inside` is what is selected of those that are objects."""

    item: Property
    inside: "Fields" = ()


@dataclass(frozen=True, slots=True)
class Proofs:
    """Pieces of evidence, and what is selected of each."""

    inside: "Fields"


@dataclass(frozen=True, slots=True)
class Container:
    """An object that is no entity, or a list of such; of a connection of entities, the `item` that it is a list of."""

    fields: "Fields"
    item: Property | None = None


@dataclass(frozen=True, slots=True)
class Entities:
    """An entity, null or a list of both: what is selected of each kind.

    `item` is the link that leads there; `is_member` says that it is the nearest connection's.
    """

    kinds: Mapping[str, "Fields"]
    item: Property | None = None
    is_member: bool = False


Meaning = Sign | Value | Proofs | Container | Entities | None
Fields = tuple[tuple[str, Meaning], ...]  # by key; what means nothing is None

MEMBERS = {"nodes", "node"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the meanings of what is selected, each once, however many kinds share it: else they would multiply."""

    model: Model
    selector: Selector
    _known: dict[Any, Any] = field(default_factory=dict)

    @property
    def schema(self) -> GraphQLSchema:
        """The schema by which the types of fields are known."""
        return self.selector.schema

    def roots(self) -> Fields:
        """Return the meanings of the root fields."""
        return tuple((each.key, self._part("Query", each)) for each in self.selector.roots())

    def _part(self, parent: str, selected: Selected) -> Meaning:
        """Return the meaning of a field of a container."""
        if selected.name.startswith("__"):
            return None
        name = self._type(parent, selected)
        if name == "Evidence":
            return self._proofs(selected)
        if name == "Entity" or name in self.model.kinds:
            return self._entities(name, selected, is_member=selected.name in MEMBERS)
        return self._container(name, selected)

    def _type(self, parent: str, selected: Selected) -> str:
        type_ = self.schema.type_map[parent]
        return get_named_type(type_.fields[selected.name].type).name  # type: ignore[attr-defined, no-any-return]

    def _inside(self, type_name: str, selected: Selected) -> Fields:
        return tuple((each.key, self._part(type_name, each)) for each in self.selector.below(selected, type_name))

    def _once(self, mark: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        if mark not in self._known:
            self._known[mark] = make()
        return self._known[mark]

    def _proofs(self, selected: Selected) -> Proofs:
        made: Proofs = self._once(selected.mark, lambda: Proofs(self._inside("Evidence", selected)))
        return made

    def _container(self, type_name: str, selected: Selected, item: Property | None = None) -> Container | None:
        def make() -> Container | None:
            fields = self._inside(type_name, selected) if selected.has_fields else ()
            return Container(fields, item) if any(meaning for _, meaning in fields) else None

        made: Container | None = self._once((type_name, item, *selected.mark), make)
        return made

    def _entities(
        self, target: str, selected: Selected, item: Property | None = None, *, is_member: bool = False
    ) -> Entities:
        def make() -> Entities:
            kinds = {kind.name: self._fields(kind, selected) for kind in self.model.members(target)}
            return Entities(kinds, item, is_member)

        made: Entities = self._once((target, item, is_member, *selected.mark), make)
        return made

    def _fields(self, kind: Kind, selected: Selected) -> Fields:
        made = tuple((each.key, self._field(kind, each)) for each in self.selector.below(selected, kind.name))
        # Kinds of which the same is selected share it.
        shared: Fields = self._once(tuple((key, id(meaning)) for key, meaning in made), lambda: made)
        return shared

    def _field(self, kind: Kind, selected: Selected) -> Meaning:
        """Return the meaning of a field of an entity."""
        if selected.name in _SIGNS:
            return _SIGNS[selected.name]
        if selected.name == "evidence":
            return self._proofs(selected)
        item = kind.properties.get("name" if selected.name == "names" else selected.name)
        if item is None or item.computed:
            return None
        if item.is_link:
            return self._link(kind, item, selected)
        if item.type is Party:
            return self._value(item, selected)
        made: Value = self._once((item,), lambda: Value(item))
        return made

    def _value(self, item: Property, selected: Selected) -> Value:
        made: Value = self._once((item, *selected.mark), lambda: Value(item, self._inside("Party", selected)))
        return made

    def _link(self, kind: Kind, item: Property, selected: Selected) -> Meaning:
        if not item.many:
            return self._entities(item.target or "Entity", selected, item)
        return self._container(self._type(kind.name, selected), selected, None if item.derivation else item)


_SIGNS: Mapping[str, Sign | None] = {
    "id": Sign.IDENTITY,
    "sameAs": Sign.SAME,
    "__typename": None,
    "iri": None,
    "label": None,
    "disputed": None,
}


def leads(meaning: Meaning) -> bool:
    """Whether what has a meaning leads to entities, or to proofs of what is said of them."""
    return any(leads(each) for _, each in inside(meaning)) or isinstance(meaning, Proofs | Entities)


def inside(meaning: Meaning) -> Fields:
    """Return the fields of the containers that stand where something has a meaning."""
    if isinstance(meaning, Container):
        return meaning.fields
    return meaning.inside if isinstance(meaning, Value | Proofs) else ()
