"""Arguments: what a request gives a field, as a tree whose structure makes the plan and whose leaves are bound."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    parse_value,
)
from graphql.utilities import coerce_input_literal

from graph.errors import RequestError
from schema.limits import Limits

Tree = Any  # a Leaf; a dict or list of trees; the name of an enum value, a bool or None


@dataclass(frozen=True, slots=True)
class Given:
    """What a request gives beside its plan: the coerced variables, as they were sent, and the literals of its text."""

    variables: Mapping[str, Any]
    sent: Mapping[str, Any]
    literals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, or a list of scalars, that varies from request to request, unless it `is_constant`."""

    value: Callable[[Given], Any]
    is_constant: bool = False


NOTHING = Given({}, {})


def constant(value: Any) -> Leaf:
    """Return a leaf that is the same in every request."""
    return Leaf(lambda _: value, is_constant=True)


@dataclass(frozen=True, slots=True)
class Context:
    """Where literals and variables of a document have their values while it is planned."""

    variables: Mapping[str, Any]
    positions: Mapping[int, int]  # from where a literal starts in the text to its number
    limits: Limits


def trees(
    arguments: Mapping[str, GraphQLArgument], nodes: Mapping[str, ValueNode], context: Context
) -> dict[str, Tree]:
    """Return the tree of each argument that is given or has a default."""
    made: dict[str, Tree] = {}
    for name, argument in arguments.items():
        tree = _tree(nodes[name], argument.type, context) if name in nodes else Undefined
        if tree is not Undefined:
            made[name] = tree
    check_arguments(made, context.limits)
    return made


def check_arguments(given: Mapping[str, Tree], limits: Limits) -> None:
    """Refuse conditions that no database would take. Raises RequestError."""
    depth, size, level = 0, 0, list(given.values())
    while level:
        below = [each for tree in level for each in _parts(tree)]
        depth, size, level = depth + bool(below), size + len(level), below
        if depth > limits.argument_depth:
            allowed = limits.argument_depth
            raise RequestError(f"The arguments are nested more than {allowed} deep: nest them less.", "QUERY_TOO_DEEP")
        if size > limits.argument_size:
            allowed = limits.argument_size
            raise RequestError(f"The arguments have more than {allowed} parts: give fewer.", "QUERY_TOO_COMPLEX")


def _parts(tree: Tree) -> Iterable[Tree]:
    return tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()


def shape(value: Any, type_: GraphQLInputType) -> Any:
    """Return what of a coerced variable makes another plan: all but its scalars."""
    if isinstance(type_, GraphQLNonNull):
        return shape(value, type_.of_type)
    if value is None:
        return None
    if isinstance(type_, GraphQLList):
        if isinstance(get_named_type(type_), GraphQLInputObjectType):
            return tuple(shape(item, type_.of_type) for item in value)
        return "*"
    if isinstance(type_, GraphQLInputObjectType):
        return tuple((name, shape(each, type_.fields[name].type)) for name, each in value.items())
    if isinstance(type_, GraphQLEnumType):
        return _name(value)
    return value if isinstance(value, bool) else "*"


def _tree(node: ValueNode, type_: GraphQLInputType, context: Context) -> Tree:
    if isinstance(type_, GraphQLNonNull):
        return _tree(node, type_.of_type, context)
    match node:
        case VariableNode():
            name = node.name.value
            value = context.variables.get(name, Undefined)
            return value if value is Undefined else _of_variable(value, type_, (name,))
        case NullValueNode():
            return None
        case ListValueNode() if isinstance(type_, GraphQLList):
            return _items([_tree(each, type_.of_type, context) for each in node.values], type_)
        case ObjectValueNode() if isinstance(type_, GraphQLInputObjectType):
            fields = {
                each.name.value: _tree(each.value, type_.fields[each.name.value].type, context) for each in node.fields
            }
            return {name: fields[name] for name in type_.fields if fields.get(name, Undefined) is not Undefined}
    if isinstance(type_, GraphQLList):  # lists accept a single item
        return _items([_tree(node, type_.of_type, context)], type_)
    match node:
        case EnumValueNode(value=name):
            return name
        case BooleanValueNode(value=flag):
            return flag
    return _literal(node, type_, context)


def _items(items: list[Tree], type_: GraphQLInputType) -> Tree:
    """Return a list of scalars as one leaf; a variable that is missing from a list is null."""
    items = [None if item is Undefined else item for item in items]
    if isinstance(get_named_type(type_), GraphQLInputObjectType):
        return items
    return Leaf(lambda given: [item.value(given) if isinstance(item, Leaf) else item for item in items])


def _of_variable(value: Any, type_: GraphQLInputType, path: tuple[str | int, ...]) -> Tree:
    if isinstance(type_, GraphQLNonNull):
        return _of_variable(value, type_.of_type, path)
    if value is None:
        return None
    if isinstance(type_, GraphQLList) and isinstance(get_named_type(type_), GraphQLInputObjectType):
        return [_of_variable(item, type_.of_type, (*path, index)) for index, item in enumerate(value)]
    if isinstance(type_, GraphQLInputObjectType):
        return {
            name: _of_variable(value[name], field.type, (*path, name))
            for name, field in type_.fields.items()
            if name in value
        }
    if isinstance(type_, GraphQLEnumType):
        return _name(value)
    if isinstance(value, bool):
        return value
    return Leaf(lambda given: _at(given.variables, path))


def _at(variables: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
    value: Any = variables
    for step in path:
        value = value[step]
    return [_name(item) for item in value] if isinstance(value, list) else value


def _name(value: Any) -> Any:
    return value.name if isinstance(value, Enum) else value


def _literal(node: ValueNode, type_: GraphQLInputType, context: Context) -> Leaf:
    number = context.positions.get(node.loc.start) if node.loc else None
    if number is None:
        return constant(_coerced(node, type_))
    made = type(node)
    return Leaf(lambda given: _coerced(_node(made, given.literals[number]), type_))


def _node(made: type[ValueNode], token: str) -> ValueNode:
    if made is StringValueNode:
        return parse_value(token)
    return IntValueNode(value=token) if made is IntValueNode else FloatValueNode(value=token)


def _coerced(node: ValueNode, type_: GraphQLInputType) -> Any:
    value = coerce_input_literal(node, type_)
    if value is Undefined:
        if isinstance(type_, GraphQLScalarType):
            type_.parse_literal(node)
        raise GraphQLError(f"{getattr(node, 'value', '')!r} is not of type {type_}.", node)
    return value
