"""Entities: what a mapping writes for an entity, compiled to what drafts it, and those nested in it, from a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.importing.drafts import Draft
from graph.importing.language.cells import CellRefused, Cells
from graph.importing.language.conditions import Condition, condition
from graph.importing.language.forms import form
from graph.importing.language.gathering import EntityReader, Gathering, LinkReader
from graph.importing.language.item_sources import item_source
from graph.importing.language.links import Links
from graph.importing.language.party_ids import PartyId, party_id
from graph.importing.language.scope import Scope, unknown
from graph.importing.language.statements import statement
from graph.importing.language.templates import Template, id_template
from graph.kinds import Kind, Model
from graph.properties import Party, Property, camel_case
from graph.seeding.nodes import Node
from graph.values import EntityId

KEYS = ("id", "type", "when", "each")
Reader = Callable[[Gathering], Any]


@dataclass(frozen=True, slots=True)
class PlaceId:
    """What takes the id of a place from the gazetteer, so that a row says more of a place that GeoNames has."""

    find: LinkReader

    def id(self, gathering: Gathering) -> EntityId:
        """Return the id, the place being drafted. Raises CellRefused where there is none."""
        found = self.find(gathering)
        if not found:
            raise CellRefused("", "", "wanted a place, which the gazetteer has not: write `or` for its id")
        return EntityId(found[0])


@dataclass(frozen=True, slots=True)
class Stated:
    """A property that a mapping states: what reads its value, and the columns that a report names if there is none."""

    name: str
    read: Reader
    required: bool
    label: str


def entity(node: Node, scope: Scope, expected: str = "Entity", within: Property | None = None) -> EntityReader:
    """Return what drafts an entity of a kind that is expected; `within` is the list of another that it stands in.

    Raises SourceError; what it returns raises CellRefused.
    """
    entries = node.entries("an entity")
    items = item_source(entries["each"], scope) if "each" in entries else None
    inner = scope.item() if items else scope
    kinds, kind_of = _kinds(node, entries.get("type"), inner, expected)
    if "id" not in entries:
        raise node.refusal(f"wanted an id: {kinds[0].prefix}/...")
    one = _Entity(
        _identity(kinds, entries, inner),
        kind_of,
        condition(entries["when"], inner) if "when" in entries else None,
        camel_case(within.inverse) if within and within.inverse else None,
        tuple(_stated(kinds, name, each, inner, within) for name, each in entries.items() if _says(kinds, name)),
        tuple(
            each
            for name, part in entries.items()
            if name not in KEYS and not _says(kinds, name)
            for each in _children(kinds, name, part, inner)
        ),
        nested=expected != "Entity" or within is not None,
    )
    if items is None:
        return one.read
    each_item = items
    return lambda gathering, parent: tuple(
        found for item in each_item(gathering.cells) for found in one.read(gathering.of_item(item), parent)
    )


@dataclass(frozen=True, slots=True)
class _Entity:
    """An entity, compiled. `link` is the property by which it leads to the one that it stands in."""

    identity: Template | PartyId | PlaceId
    kind: Callable[[Cells], str]
    holds: Condition | None
    link: str | None
    stated: tuple[Stated, ...]
    children: tuple[EntityReader, ...]
    nested: bool

    def read(self, gathering: Gathering, parent: EntityId | None) -> tuple[EntityId, ...]:
        """Draft it, those that it leads to first, those that lead to it last."""
        cells = gathering.cells
        if self.holds and not self.holds(cells):
            return ()
        template = self.identity if isinstance(self.identity, Template) else None
        if template and self.nested and template.is_blank(cells):
            return ()
        subject = template.id(cells) if template else None
        if isinstance(self.identity, PlaceId):
            subject = self.identity.id(gathering)
        values: dict[str, Any] = {}
        if self.link:
            values[self.link] = parent
        for each in self.stated:
            value = each.read(gathering)
            if value is not None:
                values[each.name] = value
            elif each.required:
                raise CellRefused(
                    each.label, "", f"wanted {each.name}, which {subject or 'it'} must have, came nothing"
                )
        if isinstance(self.identity, PartyId):
            subject = self.identity.id(values["parties"], gathering.drafts)
        assert subject
        gathering.drafts.append(Draft(subject, self.kind(cells), values, gathering.document, gathering.row))
        for child in self.children:
            child(gathering, subject)
        return (subject,)


def _identity(kinds: tuple[Kind, ...], entries: Mapping[str, Node], scope: Scope) -> Template | PartyId | PlaceId:
    if entries["id"].is_mapping and "place" in entries["id"].entries("an id"):
        if kinds[0].prefix != "place":
            raise entries["id"].refusal(f"wanted an id, {kinds[0].prefix}/..., came a place")
        leads_to_one = replace(scope.model.kinds["City"].properties["parent"], attribute="id")
        return PlaceId(Links(entity).link(leads_to_one, entries["id"], scope))
    if entries["id"].is_mapping:
        return party_id(entries["id"], entries, scope, kinds[0].prefix)
    return id_template(entries["id"], scope, {each.prefix: each.name for each in kinds})


def _says(kinds: tuple[Kind, ...], name: str) -> bool:
    """Return whether an entry states a property of the entity itself."""
    item = kinds[0].properties.get(name)
    return item is not None and item.stored


def _stated(kinds: tuple[Kind, ...], name: str, node: Node, scope: Scope, within: Property | None) -> Stated:
    item = _property(kinds, name, node)
    if within and within.inverse and camel_case(within.inverse) == name:
        raise node.refusal(f"{name} is said here and by where the entity stands")
    part = scope.part()
    read = _reader(item, node, part)
    scope.named.update(part.named)
    return Stated(name, read, item.required, ", ".join(part.named) or name)


def _reader(item: Property, node: Node, scope: Scope) -> Reader:
    if item.is_link or item.type is Party:
        found = Links(entity).link(item, node, scope)
        if item.many:
            return lambda gathering: found(gathering) or None
        return lambda gathering: next(iter(_at_most_one(item, found(gathering))), None)
    return statement(item, node, scope)


def _at_most_one(item: Property, found: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(found) > 1:
        raise CellRefused(item.name, ", ".join(map(str, found)), f"wanted one {item.name}, came {len(found)}")
    return found


def _children(kinds: tuple[Kind, ...], name: str, node: Node, scope: Scope) -> list[EntityReader]:
    item = _property(kinds, name, node)
    nodes = node.items(f"a list of {item.target}") if node.is_list else [node]
    return [entity(each, scope, item.target or "Entity", item) for each in nodes]


def _property(kinds: tuple[Kind, ...], name: str, node: Node) -> Property:
    for kind in kinds:
        item = kind.properties.get(name)
        if item is None:
            known = tuple(each.name for each in kind.properties.values() if each.stored or each.inverse)
            raise unknown(node, f"the property of {kind.name}", name, (*known, *KEYS))
        if item.derivation or item.computed:
            raise node.refusal(f"{name} of {kind.name} is found, not stated: leave it out")
    return kinds[0].properties[name]


def _kinds(
    node: Node, given: Node | None, scope: Scope, expected: str
) -> tuple[tuple[Kind, ...], Callable[[Cells], str]]:
    """Return the kinds that an entity may be of, all of one family, and what says of which it is."""
    possible = {each.name: each for each in scope.model.members(expected)}
    if given is None:
        if len(possible) > 1:
            raise node.refusal(f"wanted a type: {', '.join(possible)}")
        (only,) = possible.values()
        return (only,), lambda _: only.name
    if not given.is_mapping:
        name = given.text("a type")
        kind = _kind(scope.model, possible, name, given)
        return (kind,), lambda _: name
    made = form(given, scope)
    if not made.codes:
        raise given.refusal("wanted codes or patterns, which say what type a row means")
    found = dict.fromkeys(_kind(scope.model, possible, name, each) for name, each in made.codes)
    if len({each.prefix for each in found}) > 1:
        raise given.refusal(
            f"{', '.join(each.name for each in found)} have ids of different prefixes: write two records"
        )
    named = {each.name for each in found}

    def kind_of(cells: Cells) -> str:
        said = made.read(cells)
        if len(said) != 1 or said[0] not in named:
            raise CellRefused(made.label, made.raw(cells), f"wanted what says the type, {' or '.join(sorted(named))}")
        return said[0]

    return tuple(found), kind_of


def _kind(model: Model, possible: Mapping[str, Kind], name: str, node: Node) -> Kind:
    if name in possible:
        return possible[name]
    if name in model.kinds:
        raise node.refusal(f"wanted a type: {', '.join(possible)}; came {name!r}")
    raise unknown(node, "the type", name, tuple(possible))
