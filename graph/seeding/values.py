"""Seed values: what the nodes of a seed file say of one property, and what proves it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.kinds import Kind, Model
from graph.notation import read
from graph.properties import Identifier, Party, Property
from graph.records import Quote, Row
from graph.seeding.nodes import Node
from graph.values import LONGEST_ROW, EntityId, Text, checked_string

ALL = "all"
QUOTE_KEYS = ("exact", "prefix", "suffix")
ROW_KEYS = ("table", "row")
FLAGS = ("implied", "preferred")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, and where it stands."""

    value: Any
    node: Node


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a value, and how well."""

    proof: Quote | Row
    implied: bool = False
    preferred: bool = False


class Proofs:
    """The evidence of one entity: proofs by property, and one for all the others."""

    def __init__(self, kind: Kind, subject: EntityId, node: Node | None) -> None:
        self._kind, self._subject = kind, subject
        self._nodes = _by_property(node) if node else {}

    def check(self, stated: Iterable[str]) -> None:
        """Refuse a proof of what is not stated."""
        names = {ALL, *stated}
        for name, node in self._nodes.items():
            if name not in names:
                raise node.refusal(f"this proves {name!r} of {self._subject}, which is not stated")

    def of(self, item: Property, values: list[Value]) -> list[Proof]:
        """Return the proof of each value of a property: its !quoted words, else the one named, else the one for all."""
        unquoted = [value for value in values if not value.node.is_quoted]
        named = self._nodes.get(item.name)
        if named and values and not unquoted:
            raise named.refusal(f"{item.name} of {self._subject} is proved here and by its own !quoted words")
        proofs = iter(self._named(item, named, len(unquoted)) if named else [self._unnamed(item, e) for e in unquoted])
        return [Proof(Quote(each.node.text("words"))) if each.node.is_quoted else next(proofs) for each in values]

    def _named(self, item: Property, node: Node, count: int) -> list[Proof]:
        if not node.is_list:
            return [_proof(node)] * count
        proofs = [_proof(each) for each in node.items("proofs")]
        if len(proofs) != count:
            raise node.refusal(f"wanted {count} proofs of {item.name}, one for each value, came {len(proofs)}")
        return proofs

    def _unnamed(self, item: Property, value: Value) -> Proof:
        if ALL not in self._nodes:
            raise value.node.refusal(f"{item.name} of {self._subject} has no evidence")
        return _proof(self._nodes[ALL])


def values(model: Model, item: Property, node: Node, language: str) -> list[Value]:
    """Return what stands under a property; `language` is that of a text that names none."""
    by_scheme = item.type is Identifier and node.is_mapping
    nodes = node.items(f"a list of {item.name}") if item.many and not by_scheme else [node]
    return [_value(model, item, *each) for one in nodes for each in _notations(item, one, language)]


def _notations(item: Property, node: Node, language: str) -> Iterator[tuple[str, str, Node]]:
    """Yield each value in its notation, with its language and its node."""
    wanted = f"{item.name}, one {'code' if item.is_code else 'id' if item.is_link else item.type.__name__}"
    if not node.is_mapping or item.type not in (Text, Identifier, Party):
        yield node.text(wanted), language, node
        return
    entries = node.entries(wanted)
    if item.type is Party:
        _check_keys(node, entries, required=("entity",), optional=("role",))
        words = (entries[key].text(f"the {key}") for key in ("entity", "role") if key in entries)
        yield " ".join(words), language, node
    elif item.type is Identifier:
        for scheme, each in entries.items():
            yield f"{scheme}:{each.text('an identifier')}", language, each
    else:
        for own_language, each in entries.items():
            yield each.text("words"), own_language, each


def _value(model: Model, item: Property, text: str, language: str, node: Node) -> Value:
    with node.checked():
        value = read(model, item, text, language)
    linked = value.entity if item.type is Party else value if item.is_link else None
    if linked:
        target = item.target or "Entity"
        prefixes = {kind.prefix: kind.name for kind in model.members(target)}
        if linked.prefix not in prefixes:
            raise node.refusal(f"wanted the id of {target} as {item.name}, came {str(linked)!r}")
    return Value(value, node)


def _by_property(node: Node) -> dict[str, Node]:
    if not node.is_mapping:
        return {ALL: node}
    entries = node.entries("evidence")
    return {ALL: node} if entries.keys() & {*QUOTE_KEYS, *ROW_KEYS} else entries


def _proof(node: Node) -> Proof:
    if not node.is_mapping:
        return Proof(_quote(node, node.text("the words that prove it")))
    entries = node.entries("a proof")
    is_row = bool(entries.keys() & set(ROW_KEYS))
    if is_row:
        _check_keys(node, entries, required=ROW_KEYS, optional=FLAGS)
        table, row = (_row_name(entries[name]) for name in ROW_KEYS)
    else:
        _check_keys(node, entries, required=QUOTE_KEYS[:1], optional=(*QUOTE_KEYS[1:], *FLAGS))
    flags = {name: _flag(entries[name]) for name in FLAGS if name in entries}
    texts = {name: each.text("words") for name, each in entries.items() if name in QUOTE_KEYS}
    return Proof(Row(table, row) if is_row else _quote(node, **texts), **flags)


def _quote(node: Node, exact: str, prefix: str = "", suffix: str = "") -> Quote:
    with node.checked():
        checked_string(exact)
        checked_string(f"{prefix}{exact}{suffix}")
    return Quote(exact, prefix, suffix)


def _row_name(node: Node) -> str:
    with node.checked():
        name = checked_string(node.text("the name of a table or a row"))
    if len(name) > LONGEST_ROW:
        raise node.refusal(f"wanted the name of a table or a row, at most {LONGEST_ROW} characters, came {len(name)}")
    return name


def _flag(node: Node) -> bool:
    words = node.text("true or false")
    if words not in ("true", "false"):
        raise node.refusal(f"wanted true or false, came {words!r}")
    return words == "true"


def _check_keys(node: Node, entries: Iterable[str], required: tuple[str, ...], optional: tuple[str, ...]) -> None:
    names = set(entries)
    missing = [name for name in required if name not in names]
    unknown = [name for name in names if name not in (*required, *optional)]
    if missing or unknown:
        wanted = ", ".join((*required, *(f"{name} if needed" for name in optional)))
        raise node.refusal(f"wanted {wanted}, came {', '.join(sorted(map(repr, names))) or 'nothing'}")
