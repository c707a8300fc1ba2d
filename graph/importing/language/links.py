"""Links: what a mapping writes for a property that leads to entities, compiled to what finds them for a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import InvalidValue
from graph.importing.language.cells import CellRefused, Cells
from graph.importing.language.forms import Form, form
from graph.importing.language.gathering import EntityReader, Gathering, LinkReader
from graph.importing.language.identifiers import identifier
from graph.importing.language.place_links import only_word, place_link
from graph.importing.language.scope import Scope, unknown
from graph.importing.language.sources import SOURCES
from graph.importing.language.templates import id_template
from graph.properties import Party, Property
from graph.seeding.nodes import Node
from graph.values import EntityId

Nested = Callable[[Node, Scope, str], EntityReader]
PARTY_KEYS = ("entity", "role")


@dataclass(frozen=True, slots=True)
class Links:
    """What compiles links; `nested` compiles entities that stand in a link's place."""

    nested: Nested

    def link(self, item: Property, node: Node, scope: Scope) -> LinkReader:
        """Return what finds whom a property leads to. Raises SourceError."""
        if not node.is_list:
            return self._party(item, node, scope) if item.type is Party else self._one(item, node, scope)
        if not item.many:
            raise node.refusal(f"wanted one {item.name}, came a list")
        each_link = self._party if item.type is Party else self._one
        all_ = [each_link(item, each, scope) for each in node.items(f"a list of {item.name}")]
        return lambda gathering: tuple(dict.fromkeys(found for each in all_ for found in each(gathering)))

    def _one(self, item: Property, node: Node, scope: Scope) -> LinkReader:
        if not node.is_mapping:
            return _id(item, node, scope)
        entries = node.entries(f"a link to a {item.target or 'Entity'}")
        if entries.keys() & {"id", "type"}:
            read = self.nested(node, scope, item.target or "Entity")
            return lambda gathering: read(gathering, None)
        if "identifier" in entries:
            return _identifier(item, node, entries, scope)
        if "place" in entries:
            return self._place(item, node, entries, scope)
        if entries.keys() & set(SOURCES):
            return _named(item, node, scope)
        raise node.refusal(
            f"wanted an id, an entity with id and type, {{identifier: ROR, value: ...}}, {{place: ...}} or "
            f"{{column: ..., codes: ...}} as {item.name}, came {', '.join(map(repr, entries)) or 'nothing'}"
        )

    def _place(self, item: Property, node: Node, entries: Mapping[str, Node], scope: Scope) -> LinkReader:
        within = entries.get("within")
        parent = self._one(scope.model.kinds["City"].properties["parent"], within, scope) if within else None
        found = place_link(item, node, entries, scope, parent)
        if "or" not in entries:
            return found
        other = self._one(item, entries["or"], scope)
        return lambda gathering: found(gathering) or other(gathering)

    def _party(self, item: Property, node: Node, scope: Scope) -> LinkReader:
        entries = node.entries("a party, such as {entity: place/lublin, role: TWIN_TOWN}")
        for name, each in entries.items():
            if name not in PARTY_KEYS:
                raise unknown(each, "the key", name, PARTY_KEYS)
        if "entity" not in entries:
            raise node.refusal("wanted the entity of a party")
        found = self._one(item, entries["entity"], scope)
        role = _role(entries["role"], scope) if "role" in entries else lambda _: None
        return lambda gathering: tuple(Party(each, role(gathering.cells)) for each in found(gathering))


def _prefixes(item: Property, scope: Scope) -> dict[str, str]:
    """Return the names of the kinds that a property leads to, by the prefixes of their ids."""
    return {kind.prefix: kind.parent or kind.name for kind in scope.model.members(item.target or "Entity")}


def _id(item: Property, node: Node, scope: Scope) -> LinkReader:
    template = id_template(node, scope, _prefixes(item, scope))
    if not template.placeholders:
        always = (template.id({}),)
        return lambda _: always

    def read(gathering: Gathering) -> tuple[EntityId, ...]:
        return () if template.is_blank(gathering.cells) else (template.id(gathering.cells),)

    return read


def _named(item: Property, node: Node, scope: Scope) -> LinkReader:
    """Return what reads ids that a form gives, by its codes mostly."""
    prefixes = _prefixes(item, scope)

    def entity(text: str) -> EntityId:
        found = EntityId(text)
        if found.prefix not in prefixes:
            raise InvalidValue(f"wanted the id of a {' or '.join(prefixes.values())}, came {text!r}")
        return found

    made = form(node, scope)
    for word, each in made.codes:
        with each.checked():
            entity(word)
    return _told(item, made, lambda gathering: tuple(map(entity, made.read(gathering.cells))))


def _identifier(item: Property, node: Node, entries: Mapping[str, Node], scope: Scope) -> LinkReader:
    schemes = scope.model.codes["IdentifierScheme"].__members__
    scheme = entries["identifier"].text("the scheme of an identifier")
    if scheme not in schemes:
        raise unknown(entries["identifier"], "the scheme", scheme, tuple(schemes))
    made = form(node, scope, ("identifier",))
    return _told(item, made, lambda gathering: tuple(identifier(scheme, each) for each in made.read(gathering.cells)))


def _told(item: Property, made: Form, read: LinkReader) -> LinkReader:
    """Return `read`, refusing what is wrong with its form, or leaving it out where that is said."""

    def told(gathering: Gathering) -> tuple[Any, ...]:
        try:
            return read(gathering)
        except CellRefused as error:
            refused = error
        except InvalidValue as error:
            refused = CellRefused(made.label, made.raw(gathering.cells), str(error))
        if not made.omits:
            raise refused
        gathering.omit(refused.column, refused.value, f"{item.name}: {refused.reason}")
        return ()

    return told


def _role(node: Node, scope: Scope) -> Callable[[Cells], str | None]:
    roles = scope.model.codes["Role"].__members__
    made = form(node, scope)
    said = [(made.constant, node)] if made.constant is not None else made.codes
    for word, each in said:
        if word not in roles:
            raise unknown(each, "the role", word, tuple(roles))

    def role(cells: Cells) -> str | None:
        found = only_word(made, cells)
        if found is not None and found not in roles:
            raise CellRefused(made.label, found, f"wanted a role, {', '.join(roles)}; came {found!r}")
        return found

    return role
