"""Neighbours: whom an entity leads to and who leads to it, asked by GraphQL as anybody may ask it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from graph.kinds import Kind, Model
from graph.properties import Party, Property
from graph.values import Money, PartialDate, Text, decimal, scaled
from schema.engine import Engine, Request
from serving.pages.wording import Language, capital, dated, labelled, money, number, said

FEW, LONG = 10, 100  # entries of a list on a page, and of the same in GraphiQL
PATIENCE = 8.0  # seconds after which no list is asked for any more
# What a list says of each of its members beside what that is called, where it has it.
NOTED = (
    "project", "organization", "programme", "disburser", "place", "country", "organizer", "parties", "places", "kind",
    "role", "level", "startDate", "endDate", "signed", "published", "count", "hours", "budget", "amount",
)  # fmt: skip

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """What a list says of one of its members: some text, or another entity, whose id it then has."""

    label: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of a list: what it is called, its id, and notes."""

    text: str
    id: str
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of neighbours: how many there are (None if that took too long), some of them, and the query for more."""

    name: str
    label: str
    total: int | None
    entries: Sequence[Entry]
    query: str


@dataclass(frozen=True, slots=True)
class Common:
    """What the engine knows of an entity beside its record."""

    disputed: Sequence[str] = ()
    same_as: Sequence[str] = ()
    computed: Mapping[str, Any] = field(default_factory=dict)


class Neighbours:
    """Reads names and lists by an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.model = engine, engine.store.model

    def names(self, ids: Iterable[str], language: Language) -> Mapping[str, str]:
        """Return what entities are called in a language, by id."""
        wanted, found = list(dict.fromkeys(ids)), {}
        most = self.engine.limits.ids
        for start in range(0, len(wanted), most):
            listed = ", ".join(f'"{each}"' for each in wanted[start : start + most])
            data = self._data(f"{{ nodes(ids: [{listed}]) {{ {_anyone(self.model, language)} }} }}")
            for node in (data or {}).get("nodes") or ():
                if node:
                    found[node["id"]] = self._called(node, language)
        return found

    def common(self, kind: Kind, name: str) -> Common:
        """Return what no record holds of an entity."""
        computed = [each.name for each in kind.properties.values() if each.computed]
        more = f"... on {kind.name} {{ {' '.join(computed)} }}" if computed else ""
        data = self._data(f'{{ node(id: "{name}") {{ disputed sameAs {more} }} }}')
        node = (data or {}).get("node")
        if not node:
            return Common()
        values = {each: decimal(node[each]) for each in computed if node[each] is not None}
        return Common(node["disputed"], node["sameAs"], values)

    def lists(self, kind: Kind, name: str, language: Language) -> list[Listing]:
        """Return the lists of an entity that are not empty."""
        end, made = monotonic() + PATIENCE, []
        for item in _lists(kind):
            query = _query(self.model, name, [item], None, LONG)
            data = self._data(_query(self.model, name, [item], language, FEW)) if monotonic() < end else None
            label = capital(labelled(item.labels, language))
            found = ((data or {}).get("node") or {}).get(item.name)
            if found is None:
                made.append(Listing(item.name, label, None, (), query))
            elif found["totalCount"]:
                entries = [self._entry(item, name, node, language) for node in found["nodes"]]
                made.append(Listing(item.name, label, found["totalCount"], entries, query))
        return made

    def question(self, kind: Kind, name: str) -> str:
        """Return the query of all lists of an entity, to begin with in GraphiQL."""
        return _query(self.model, name, _lists(kind), None, FEW)

    def _data(self, query: str) -> Json | None:
        return self.engine.answer(Request(query)).data

    def _entry(self, item: Property, owner: str, node: Json, language: Language) -> Entry:
        """Return a member of a list; that its owner is one of its ends goes without saying."""
        if item.target == "Partner":
            since = [Note(said("since", language), _shown(node["since"], language))] if node["since"] else []
            times = Note(said("times", language), number(node["count"], language))
            return Entry(self._called(node["entity"], language), node["entity"]["id"], [times, *since])
        if item.target == "Evidence":
            names = [self._property(node["subject"], each, language) for each in node["properties"]]
            proof = node["quote"]["exact"] if node["quote"] else f"{node['record']['table']}: {node['record']['row']}"
            notes = [Note(", ".join(names), proof)]
            return Entry(self._called(node["subject"], language), node["subject"]["id"], notes)
        kind = self.model.kinds[node["__typename"]]
        noted = (self._notes(each, node.get(each.name), language) for each in _noted(kind, item))
        notes = [note for each in noted for note in each if note.id != owner]
        return Entry(self._called(node, language), node["id"], notes)

    def _property(self, subject: Json, name: str, language: Language) -> str:
        item = self.model.kinds[subject["__typename"]].properties.get(name)
        return labelled(item.labels, language) if item else name

    def _notes(self, item: Property, value: Any, language: Language) -> Iterable[Note]:
        """Yield what a property notes: nothing if it is not known, one for each of several."""
        label = labelled(item.labels, language)
        if value is None:
            return
        if item.type is Party:
            for each in value:
                role = labelled(self.model.codes["Role"][each["role"]].concept, language) if each["role"] else ""
                yield Note(role, self._called(each["entity"], language), each["entity"]["id"])
        elif item.is_link:
            for each in value["nodes"] if item.many else [value]:
                yield Note(label, self._called(each, language), each["id"])
        else:
            yield Note(label, self._plain(item, value, language))

    def _called(self, node: Json, language: Language) -> str:
        """Return what an entity is called in a language."""
        kind = self.model.kinds[node["__typename"]]
        for name in kind.called_by:
            value = node.get(_alias(kind, name))
            if value is not None:
                called = self._plain(kind.properties[name], value, language)
                return capital(called) if kind.properties[name].is_code else called
        return str(node["label"])

    def _plain(self, item: Property, value: Any, language: Language) -> str:
        if item.is_code:
            return labelled(self.model.codes[item.type.__name__][value].concept, language)
        return _shown(value, language) if item.type is not Text and item.type is not str else str(value)


def _shown(value: Any, language: Language) -> str:
    """Return a value of JSON as people write it: an amount, a number or a date."""
    if isinstance(value, dict):
        return money(Money(scaled(decimal(value["amount"]), 2), value["currency"]), language)
    return number(value, language) if isinstance(value, int) else dated(PartialDate(value), language)


def _lists(kind: Kind) -> list[Property]:
    return [each for each in kind.properties.values() if each.many and (each.inverse or each.derivation)]


def _query(model: Model, name: str, items: Sequence[Property], language: Language | None, first: int) -> str:
    """Return a query; without a language, one for people to read: it says what things are called by their label."""
    fields = "\n".join(
        f"    ... on {each.kind} {{\n      {each.name}(first: {first}) {{\n        totalCount\n"
        f"        nodes {{ {_member(model, each, language)} }}\n      }}\n    }}"
        for each in items
    )
    return f'{{\n  node(id: "{name}") {{\n    id\n    label\n{fields}\n  }}\n}}\n'


def _member(model: Model, item: Property, language: Language | None) -> str:
    """Return what is selected of a member of a list."""
    if item.target == "Partner":
        return f"count since entity {{ {_anyone(model, language)} }}"
    if item.target == "Evidence":
        return f"properties quote {{ exact }} record {{ table row }} subject {{ {_anyone(model, language)} }}"
    kind = model.kinds[str(item.target)]
    noted = " ".join(_selected(model, each, language) for each in _noted(kind, item))
    return f"{_one(kind, language)} {noted}".strip()


def _noted(kind: Kind, item: Property) -> list[Property]:
    """Return what is noted of the members of a list: not what they are called, nor whose list it is."""
    found = [kind.properties[name] for name in NOTED if name in kind.properties]
    return [each for each in found if each.attribute != item.inverse and each.name not in kind.called_by]


def _selected(model: Model, item: Property, language: Language | None) -> str:
    if item.type is Party:
        return f"{item.name} {{ role entity {{ {_anyone(model, language)} }} }}"
    if item.is_link:
        one = _one(model.kinds[str(item.target)], language)
        return f"{item.name}(first: 5) {{ nodes {{ {one} }} }}" if item.many else f"{item.name} {{ {one} }}"
    return f"{item.name} {{ amount currency }}" if item.type is Money else item.name


def _one(kind: Kind, language: Language | None) -> str:
    """Return what is selected of an entity of a kind to say what it is called."""
    if language is None:
        return "id label"
    called = (f"{_alias(kind, name)}: {name}{_arguments(kind.properties[name], language)}" for name in kind.called_by)
    return f"__typename id label {' '.join(called)}"


def _anyone(model: Model, language: Language | None) -> str:
    """Return what is selected of an entity of any kind."""
    if language is None:
        return "id label"
    fragments = (
        f"... on {kind.name} {{ {_one(kind, language).partition('label ')[2]} }}"
        for kind in model.kinds.values()
        if not kind.parent
    )
    return f"__typename id label {' '.join(fragments)}"


def _alias(kind: Kind, name: str) -> str:
    """Return a name that means one type: two kinds may have a property of one name and of two types."""
    return f"{(kind.parent or kind.name).lower()}_{name}"


def _arguments(item: Property, language: Language) -> str:
    if item.type is Text:
        return f'(language: "{language}")'
    return " { amount currency }" if item.type is Money else ""
