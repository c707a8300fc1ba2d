"""Merging: whether fields that share a name in the answer ask for one thing (GraphQL's "field selection merging").

graphql-core compares every field with every other: a second for a text of 5 kB. This compares each with the first of
its name, and a set of fields once, however many fragments lead to it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_object_type,
    print_ast,
)
from graphql.utilities.sort_value_node import sort_value_node

from schema.prices import Fragments


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A field as it is selected on a type."""

    parent: Any
    node: FieldNode
    type: Any

    @property
    def key(self) -> str:
        """Its name in the answer."""
        return (self.node.alias or self.node.name).value

    @property
    def shape(self) -> str:
        """What of its type the answer shows, whatever the fields below it are."""
        named = get_named_type(self.type)
        return str(self.type) if is_leaf_type(named) else str(self.type).replace(named.name, "{}")

    @property
    def asked(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The field, and its arguments in the order of their names."""
        arguments = ((each.name.value, print_ast(sort_value_node(each.value))) for each in self.node.arguments or ())
        return self.node.name.value, tuple(sorted(arguments))


Group = list[Entry]


class Merging:
    """Checks operations that are valid in all else."""

    def __init__(self, schema: GraphQLSchema, fragments: Fragments) -> None:
        self._schema, self._fragments = schema, fragments
        self._selected: dict[tuple[str, int], Group] = {}
        self._checked: set[tuple[Any, frozenset[int]]] = set()

    def conflicts(self, operations: Sequence[OperationDefinitionNode]) -> list[GraphQLError]:
        """Return the first conflict, or none."""
        for operation in operations:
            entries = self._fields(self._schema.get_root_type(operation.operation), operation.selection_set)
            # Whatever the type, values of one name look alike; on one type they are the same.
            for groups, trait, why in ((_alone, _shape, _shapes_differ), (_by_type, _asked, _fields_differ)):
                if found := self._conflict(entries, groups, trait):
                    return [_error(*found, why(*found))]
        return []

    def _conflict(
        self, entries: Group, groups: Callable[[Group], Iterable[Group]], trait: Callable[[Entry], Any]
    ) -> tuple[Entry, Entry] | None:
        mark = (trait, frozenset(map(id, entries)))
        if mark in self._checked:
            return None
        self._checked.add(mark)
        for named in _by(lambda each: each.key, entries):
            for group in groups(named):
                first = group[0]
                wanted = trait(first) if len(group) > 1 else None
                for each in group[1:]:
                    if trait(each) != wanted:
                        return first, each
                below = [
                    field
                    for each in group
                    for field in self._fields(get_named_type(each.type), each.node.selection_set)
                ]
                if below and (found := self._conflict(list(dict.fromkeys(below)), groups, trait)):
                    return found
        return None

    def _fields(self, type_: Any, selections: SelectionSetNode | None) -> Group:
        """Return the fields selected on a type, each once however many fragments lead to it."""
        if selections is None:
            return []
        mark = (type_.name, id(selections))
        if mark not in self._selected:
            found: Group = []
            for each in selections.selections:
                if isinstance(each, FieldNode):
                    field = self._schema.get_field(type_, each.name.value)
                    assert field, f"{type_} has no {each.name.value}: validation would have said so"
                    found.append(Entry(type_, each, field.type))
                    continue
                fragment: Any = self._fragments[each.name.value] if isinstance(each, FragmentSpreadNode) else each
                condition = fragment.type_condition
                narrowed = self._schema.type_map[condition.name.value] if condition else type_
                found += self._fields(narrowed, fragment.selection_set)
            self._selected[mark] = list(dict.fromkeys(found))
        return self._selected[mark]


def _by(trait: Callable[[Entry], Any], entries: Group) -> Iterable[Group]:
    made: dict[Any, Group] = {}
    for each in entries:
        made.setdefault(trait(each), []).append(each)
    return made.values()


def _alone(group: Group) -> Iterable[Group]:
    return [group]


def _by_type(group: Group) -> Iterable[Group]:
    """Return the fields that may be of one object: those of each type, with those of interfaces."""
    shared = [each for each in group if not is_object_type(each.parent)]
    own = _by(lambda each: each.parent.name, [each for each in group if is_object_type(each.parent)])
    return [[*shared, *each] for each in own] or [shared]


def _shape(entry: Entry) -> str:
    return entry.shape


def _asked(entry: Entry) -> Any:
    return entry.asked


def _shapes_differ(one: Entry, other: Entry) -> str:
    return f"they return conflicting types '{one.type}' and '{other.type}'"


def _fields_differ(one: Entry, other: Entry) -> str:
    names = one.node.name.value, other.node.name.value
    return (
        "they have differing arguments"
        if names[0] == names[1]
        else f"'{names[0]}' and '{names[1]}' are different fields"
    )


def _error(one: Entry, other: Entry, reason: str) -> GraphQLError:
    advice = "Use different aliases on the fields to fetch both if this was intentional."
    return GraphQLError(f"Fields '{one.key}' conflict because {reason}. {advice}", [one.node, other.node])
