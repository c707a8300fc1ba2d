"""Prices: how much a document asks for, counted before it is validated, its fragments never expanded."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from schema.limits import Limits
from schema.refusals import refused

Fragments = Mapping[str, FragmentDefinitionNode]
TOO_COMPLEX, TOO_DEEP = "QUERY_TOO_COMPLEX", "QUERY_TOO_DEEP"
SHORT = {"GroupKey", "Money"}  # of what lists are short
PAGED = {"nodes", "edges", "ranks", "communities"}  # the lists that are as long as the page of what holds them
HOLDING = ("Connection", "Centrality", "Communities")  # how the names of what holds such lists end


def check_size(operations: Sequence[OperationDefinitionNode], fragments: Fragments, limits: Limits) -> None:
    """Refuse a document whose operations have too many fields, or too deep. Raises Refused."""
    known: dict[str, tuple[int, int]] = {}

    def measure(selections: SelectionSetNode | None) -> tuple[int, int]:
        """Return how many fields and fragments there are, and how deep."""
        if selections and not selections.selections:
            raise refused("Between { and } stands at least one field.", "GRAPHQL_PARSE_FAILED")
        measured = [_measure(each) for each in selections.selections] if selections else []
        return sum(count for count, _ in measured), max((depth for _, depth in measured), default=0)

    def _measure(selection: Any) -> tuple[int, int]:
        if isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name not in known:
                known[name] = (0, 0)  # a cycle, which validation refuses
                known[name] = measure(fragments[name].selection_set) if name in fragments else (0, 0)
            count, depth = known[name]
            return count + 1, depth
        count, depth = measure(selection.selection_set)
        return count + 1, depth + isinstance(selection, FieldNode)

    measured = [measure(operation.selection_set) for operation in operations]
    if sum(count for count, _ in measured) > limits.fields:
        raise refused(f"The query selects more than {limits.fields} fields: select fewer.", TOO_COMPLEX)
    if max((depth for _, depth in measured), default=0) > limits.depth:
        raise refused(f"The query is more than {limits.depth} fields deep: ask in several steps.", TOO_DEEP)


def price(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments, limits: Limits) -> int:
    """Return how many fields an operation could answer, its lists within one another being as long as they may be.

    A page counts as long as it says, the longest where a variable says it; a list as long as a page of which nothing
    is said. What the schema does not have counts as one.
    """
    known: dict[tuple[str, str, int], int] = {}

    def cost(selections: SelectionSetNode | None, type_: Any, page: int) -> int:
        return sum(_cost(each, type_, page) for each in selections.selections) if selections and type_ else 0

    def _cost(selection: Any, type_: Any, page: int) -> int:
        """Return what a selection costs, in a connection whose page is so long."""
        if isinstance(selection, FieldNode):
            field = getattr(type_, "fields", {}).get(selection.name.value)
            if field is None:
                return 1
            below, length = get_named_type(field.type), _length(selection, field, limits)
            if below.name.endswith(HOLDING):
                return 1 + cost(selection.selection_set, below, length)
            return 1 + (length or page) * cost(selection.selection_set, below, 1)
        if not isinstance(selection, FragmentSpreadNode):
            return cost(selection.selection_set, _narrowed(selection, type_), page)
        fragment = fragments.get(selection.name.value)
        key = (selection.name.value, type_.name, page)
        if fragment and key not in known:
            known[key] = 0  # a cycle
            known[key] = cost(fragment.selection_set, _narrowed(fragment, type_), page)
        return known.get(key, 0)

    def _narrowed(fragment: Any, type_: Any) -> Any:
        return schema.type_map.get(fragment.type_condition.name.value) if fragment.type_condition else type_

    return cost(operation.selection_set, schema.query_type, 1)


def check_price(count: int, limits: Limits) -> None:
    """Refuse an operation that could answer too much. Raises Refused."""
    if count > limits.cost:
        many = f"{count} fields" if count < 10**15 else "far too many fields"
        message = f"The query could answer {many}; {limits.cost} are allowed: ask for less in lists within lists."
        raise refused(message, TOO_COMPLEX)


def _length(node: FieldNode, field: GraphQLField, limits: Limits) -> int:
    """Return how long the list of a field is taken to be, 0 for the lists inside a connection: as long as its page."""
    if node.name.value in PAGED and not field.args:
        return 0
    if node.name.value == "groups":
        return limits.page
    if get_named_type(field.type).name in SHORT:
        return 2
    is_list = is_list_type(get_nullable_type(field.type))
    if not is_list and not get_named_type(field.type).name.endswith(HOLDING):
        return 1
    sizes = [each.value for each in node.arguments or () if each.name.value in ("first", "last", "ids")]
    if sizes and isinstance(sizes[0], IntValueNode):
        written = sizes[0].value
        return limits.page if len(written) > 9 else max(min(int(written), limits.page), 1)
    return limits.page if sizes else limits.page_default
