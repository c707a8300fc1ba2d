"""JSON-LD: an answer as it is, every key and value in its place, with a context and with what plain JSON cannot say."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from graph.kinds import Model
from graph.properties import Identifier, Party
from graph.rdf.triples import classes
from graph.values import Money, Text
from graph.vocabulary import expanded
from schema.linked.context import BESIDE, INCLUDED, SEVERAL, Definitions, Json, holds
from schema.linked.meanings import ID, KIND, WHOLE, Container, Entities, Fields, Meaning, Proofs, Sign, Value
from schema.linked.nodes import Pair, grouped, node, one_or_all
from schema.linked.portraits import Portrait, Portraits, in_order
from schema.linked.triples import Writer
from schema.linked.values import values

BEHIND = (Money, Identifier)  # behind whose objects the values themselves stand

Used = set[str]  # the types that an answer has
Show = Callable[[Any, Used], Any]  # from a value as it was read to the value as it is shown
Say = Callable[[Any, Json], Any]  # from a value and the object that has it to what stands beside it
Part = tuple[str, Show | None, Say | None]


class Linking:
    """Shows answers whose fields have some meanings as JSON-LD: made once for a plan, and used for each answer."""

    def __init__(self, model: Model, base: str, writer: Writer[Pair], fields: Fields) -> None:
        self.model, self.base, self._writer = model, base, writer
        self._definitions = Definitions.of(model, base, fields)
        self._types: dict[str, Json] = {}
        self._terms: dict[tuple[str, bytes], str] = {}
        self._ways: Counter[str] = Counter()  # to select entities of a kind
        self._shows: dict[int, Show | None] = {}  # by the id of a meaning, of which one is shared
        self._held = [key for key, meaning in fields if holds(meaning)]
        self._data = self._container(fields)

    def text(self, body: Mapping[str, Any]) -> bytes:
        """Return the body of an answer in JSON-LD."""
        used: Used = set()
        shown = self._data(body["data"], used)
        types = {term: made for term, made in self._types.items() if term in used}
        is_empty = all(body["data"][key] is None for key in self._held)
        context = {
            "@version": 1.1,
            "@base": f"{self.base}id/",
            **types,
            **self._definitions.shared,
            "data": None if is_empty else INCLUDED,
        }
        return orjson.dumps({"@context": context, **body, "data": shown})

    def _show(self, meaning: Meaning) -> Show | None:
        """Return what shows a value, None if it is shown as it was read."""
        match meaning:
            case Entities(kinds=kinds):
                return _each(self._entities(kinds))
            case Container(fields=fields) | Proofs(inside=fields):
                return _each(self._container(fields))
            case Value(item=item, inside=inside) if item.type is Party:
                return _each(self._container(inside))
            case Value(item=item) if item.type is Text:
                return _each(_text)
            case Value(item=item) if item.type in BEHIND:
                return _each(_bare)
        return None

    def _say(self, meaning: Meaning) -> Say | None:
        """Return what says what stands beside a value, None if it says all itself."""
        match meaning:
            case Container(fields=fields, item=item) if item:
                return _members(fields)
            case Proofs():
                return self._proofs
            case Value(item=item) if self._definitions.is_beside(item):
                return self._value(meaning)
        return None

    def _parts(self, fields: Fields) -> list[Part]:
        return [(key, self._once(meaning), self._say(meaning)) for key, meaning in fields]

    def _once(self, meaning: Meaning) -> Show | None:
        if id(meaning) not in self._shows:
            self._shows[id(meaning)] = self._show(meaning)
        return self._shows[id(meaning)]

    def _container(self, fields: Fields) -> Show:
        """Return what shows an object that is no entity."""
        parts, held = self._parts(fields), {key for key, meaning in fields if holds(meaning)}
        differing = self._definitions.differences(fields)

        def show(value: Json, used: Used) -> Json:
            # What is null is no node.
            local = {**differing, **{key: None for key in held if value[key] is None}}
            made: Json = {"@context": {"@propagate": False, **local}} if local else {}
            _fill(made, parts, value, used)
            return made

        return show

    def _entities(self, kinds: Mapping[str, Fields]) -> Show:
        """Return what shows an entity of any of some kinds."""
        shows = {kind: self._entity(kind, fields) for kind, fields in kinds.items()}
        return lambda value, used: shows[value[KIND]](value, used)

    def _entity(self, kind: str, fields: Fields) -> Show:
        parts, term = self._parts(fields), self._term(kind, fields)
        types = [term, *(expanded(each, self.base) for each in self.model.kinds[kind].terms[1:])]
        borne = [(key, each) for key, meaning in fields if (each := self._borne(meaning))]
        is_named = any(meaning is Sign.IDENTITY for _, meaning in fields)

        def show(value: Json, used: Used) -> Json:
            used.add(term)
            more = [each for key, added in borne for each in added.get(value[key], ())]
            made: Json = {"@type": one_or_all([*types, *more])}
            if not is_named:
                made["@id"] = value[ID]
            _fill(made, parts, value, used)
            return made

        return show

    def _term(self, kind: str, fields: Fields) -> str:
        """Return the name of this way to select entities of a kind; those that mean the same share it."""
        made = self._definitions.of_entity(fields)
        mark = (kind, orjson.dumps(made))
        if mark not in self._terms:
            self._ways[kind] += 1
            self._terms[mark] = term = self._definitions.term(kind, self._ways[kind])
            self._types[term] = {"@id": self._definitions.type_iri(kind), **({"@context": made} if made else {})}
        return self._terms[mark]

    def _borne(self, meaning: Meaning) -> Mapping[str, Sequence[str]]:
        """Return the classes that each code adds to the entity that bears it."""
        if not isinstance(meaning, Value) or not meaning.item.is_code or meaning.item.many:
            return {}
        codes = self.model.codes[meaning.item.type.__name__]
        found = {name: [expanded(each, self.base) for each in classes(codes, name)] for name in codes.__members__}
        return {name: added for name, added in found.items() if added}

    def _value(self, meaning: Value) -> Say:
        item, make = meaning.item, values(meaning.item)

        def say(value: Any, entity: Json) -> Any:
            made = make(value)
            if made == ():
                return None
            portrait = Portrait(entity[ID], entity[KIND])
            portrait.add(item.name, made)
            (subject, pairs), *blocks = self._writer.blocks(portrait)
            nodes = {block[0]: node(block) for block in blocks}
            said = grouped((key, nodes.get(each.get("@id"), each)) for key, each in pairs if key != "@type")
            if item.type in SEVERAL:
                return {"@id": subject, **said}
            (found,) = said.values()
            return one_or_all(found)

        return say

    def _proofs(self, value: Any, _: Json) -> Any:
        found = Portraits()
        for piece in value if isinstance(value, list) else (value,):
            found.prove(piece[WHOLE])
        return [node(block) for portrait in in_order(found) for block in self._writer.blocks(portrait)] or None


def _each(show: Show) -> Show:
    """Return what shows one value, or each of a list; null is shown as it is."""

    def shown(value: Any, used: Used) -> Any:
        if isinstance(value, list):
            return [None if each is None else show(each, used) for each in value]
        return show(value, used)

    return shown


def _fill(made: Json, parts: Sequence[Part], value: Json, used: Used) -> None:
    """Add to an object what it shows of a value, key by key, and what stands beside."""
    for key, show, say in parts:
        each = value[key]
        made[key] = each if show is None or each is None else show(each, used)
        if say and each is not None:
            beside = say(each, value)
            if beside is not None:
                made[key + BESIDE] = beside


def _text(value: Any, _: Used) -> Any:
    """Show a text without its language, or a name as it was selected."""
    return value[0] if isinstance(value, tuple) else _bare(value, _)


def _bare(value: Any, _: Used) -> Any:
    """Show an object without the value behind it; what is none says all itself."""
    return {key: each for key, each in value.items() if key != WHOLE} if isinstance(value, dict) else value


def _members(fields: Fields) -> Say:
    """Return what says who the members of a connection are: those on the page that is shown."""
    direct = [key for key, meaning in fields if isinstance(meaning, Entities) and meaning.is_member]
    within = [(key, _members(meaning.fields)) for key, meaning in fields if isinstance(meaning, Container)]

    def say(value: Any, entity: Json) -> list[str] | None:
        found: list[str] = []
        for each in value if isinstance(value, list) else (value,):
            for key in direct:
                found += [member[ID] for member in (each[key] if isinstance(each[key], list) else (each[key],))]
            for key, below in within:
                found += below(each[key], entity) or ()
        return list(dict.fromkeys(found)) or None

    return say
