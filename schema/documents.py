"""Documents: the text of a request, its literals lifted out, parsed and validated once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInputType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
    type_from_ast,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import coerce_input_value

from schema.arguments import check_size, shape
from schema.bounded import Bounded
from schema.scalars import PAGE_DEFAULT, PAGE_LIMIT

TOKEN_LIMIT = 2_000
FIELD_LIMIT = 2_000
DEPTH_LIMIT = 25
COST_LIMIT = 2_000_000
MESSAGE_LIMIT = 400
FEW = {"GroupKey", "Money"}  # of what lists are short
CACHE_SIZE = 1_000
PLANS_PER_DOCUMENT = 100

_LIFTED = re.compile(
    r'(?P<block>"""(?:\\"""|[^"]|"{1,2}(?!"))*""")|(?P<string>"(?:[^"\\\n\r]|\\.)*")|(?P<comment>\#[^\n\r]*)'
    # How long a page is makes the price of a document: it stays in the text.
    r"|(?P<page>\b(?:first|last)\s*:\s*\d+)"
    r"|(?<![\w.])(?P<number>-?(?:0|[1-9]\d*)(?P<fraction>\.\d+)?(?P<exponent>[eE][+-]?\d+)?)(?![\w.])"
)


@dataclass(slots=True)
class Document:
    """One operation of a text, valid; `plans` are those made for it, by the shape of its variables."""

    schema: GraphQLSchema
    text: str
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    node: DocumentNode
    positions: Mapping[int, int]
    variables: Mapping[str, GraphQLInputType]
    plans: Bounded[Any, Any] = field(default_factory=lambda: Bounded(PLANS_PER_DOCUMENT))

    def coerced(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Return the variables as their types read them. Raises Refused."""
        check_size(variables)
        made = {}
        for name, type_ in self.variables.items():
            if name not in variables:
                # A default, or what is missing: rare enough to leave to graphql-core.
                return self._coerced(variables)
            made[name] = coerce_input_value(variables[name], type_)
            if made[name] is Undefined:
                return self._coerced(variables)
        return made

    def _coerced(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Coerce by the rules of graphql-core, which words every error."""
        definitions = self.operation.variable_definitions or ()
        made = get_variable_values(self.schema, definitions, dict(variables), max_errors=20)
        if isinstance(made, list):
            raise Refused([coded(error, "BAD_VARIABLE") for error in made])
        return made.coerced

    def shape(self, coerced: Mapping[str, Any]) -> Any:
        """Return what of coerced variables makes another plan."""
        return tuple((name, shape(coerced[name], self.variables[name])) for name in coerced)


class Refused(Exception):
    """A request that is not executed, and why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


class Documents:
    """The documents seen lately, by text without its literals and by operation name."""

    def __init__(self, schema: GraphQLSchema, size: int = CACHE_SIZE) -> None:
        self.schema = schema
        self._seen: Bounded[tuple[str, str | None], Document] = Bounded(size)

    def known(self, text: str, operation_name: str | None) -> tuple[Document, tuple[str, ...]] | None:
        """Return the document of a text seen before, and the literals that this text has in it."""
        key, literals, _ = _lifted(text)
        if found := self._seen.get((key, operation_name)):
            return found, literals
        if found := self._seen.get((text, operation_name)):
            return found, ()
        return None

    def document(self, text: str, operation_name: str | None) -> tuple[Document, tuple[str, ...]]:
        """Return the document of a text, and the literals that this text has in it. Raises Refused."""
        if known := self.known(text, operation_name):
            return known
        key, literals, starts = _lifted(text)
        made = _document(self.schema, text, operation_name)
        if not _liftable(made):
            self._seen.put((text, operation_name), made)
            return made, ()
        made.positions = {start: number for number, start in enumerate(starts)}
        self._seen.put((key, operation_name), made)
        return made, literals


def _lifted(text: str) -> tuple[str, tuple[str, ...], list[int]]:
    literals: list[str] = []
    starts: list[int] = []

    def lift(match: re.Match[str]) -> str:
        if match["comment"]:
            return " "
        if match["page"]:
            return match[0]
        literals.append(match[0])
        starts.append(match.start())
        if match["number"] is None:
            return '""'
        return "0.0" if match["fraction"] or match["exponent"] else "0"

    return _LIFTED.sub(lift, text), tuple(literals), starts


def _liftable(document: Document) -> bool:
    """Whether literals stand in the fields only: not in defaults of variables, nor in introspection."""
    defaults = any(each.default_value for each in document.operation.variable_definitions or ())
    return not defaults and not introspects(document)


def introspects(document: Document) -> bool:
    """Whether the document asks for the schema anywhere."""
    return "__schema" in document.text or "__type(" in document.text.replace(" ", "")


def _document(schema: GraphQLSchema, text: str, operation_name: str | None) -> Document:
    try:
        node = parse(text, max_tokens=TOKEN_LIMIT)
    except GraphQLError as error:
        raise Refused([coded(error, "GRAPHQL_PARSE_FAILED")]) from error
    except RecursionError as error:
        raise Refused([_refusal("The query is nested too deeply.", "QUERY_TOO_DEEP")]) from error
    operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = {each.name.value: each for each in node.definitions if isinstance(each, FragmentDefinitionNode)}
    _bounded(operations, fragments)
    errors = validate(schema, node, max_errors=20)
    if errors:
        raise Refused([coded(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
    operation = _operation(operations, operation_name)
    _affordable(schema, operation, fragments)
    types: dict[str, Any] = {
        each.variable.name.value: type_from_ast(schema, each.type) for each in operation.variable_definitions or ()
    }
    return Document(schema, text, operation, fragments, node, {}, types)


def _operation(operations: list[OperationDefinitionNode], name: str | None) -> OperationDefinitionNode:
    found = [each for each in operations if name is None or (each.name and each.name.value == name)]
    if len(found) != 1:
        message = (
            f"There is no operation named {name[:60]!r}." if name else "Say by operationName which operation to run."
        )
        raise Refused([_refusal(message, "OPERATION_RESOLUTION_FAILURE")])
    if found[0].operation is not OperationType.QUERY:
        raise Refused([_refusal("This graph is read only: there are queries alone.", "OPERATION_NOT_SUPPORTED")])
    return found[0]


def _bounded(operations: list[OperationDefinitionNode], fragments: Mapping[str, FragmentDefinitionNode]) -> None:
    """Refuse a document whose fragments expand to too many fields, or too deep, measured without expanding them."""
    known: dict[str, tuple[int, int]] = {}

    def measure(selections: SelectionSetNode | None) -> tuple[int, int]:
        """Return how many fields there are, and how deep."""
        if selections and not selections.selections:
            raise Refused([_refusal("Between { and } stands at least one field.", "GRAPHQL_PARSE_FAILED")])
        measured = [_measure(each) for each in selections.selections] if selections else []
        return sum(count for count, _ in measured), max((depth for _, depth in measured), default=0)

    def _measure(selection: Any) -> tuple[int, int]:
        if isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name not in known:
                known[name] = (0, 0)  # a cycle, which validation refuses
                known[name] = measure(fragments[name].selection_set) if name in fragments else (0, 0)
            return known[name]
        count, depth = measure(selection.selection_set)
        return (count + 1, depth + 1) if isinstance(selection, FieldNode) else (count, depth)

    for operation in operations:
        count, depth = measure(operation.selection_set)
        if count > FIELD_LIMIT:
            message = f"The query selects {count} fields; {FIELD_LIMIT} are allowed."
            raise Refused([_refusal(message, "QUERY_TOO_COMPLEX")])
        if depth > DEPTH_LIMIT:
            message = f"The query is {depth} fields deep; {DEPTH_LIMIT} is allowed."
            raise Refused([_refusal(message, "QUERY_TOO_DEEP")])


def _affordable(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> None:
    """Refuse a valid operation whose lists, one within another, could hold more than COST_LIMIT fields.

    A list counts as PAGE_DEFAULT long, a page as long as it says, and as PAGE_LIMIT where a variable says it.
    """
    known: dict[tuple[str, str, int], int] = {}

    def cost(selections: SelectionSetNode | None, type_: Any, page: int) -> int:
        return sum(_cost(each, type_, page) for each in selections.selections) if selections else 0

    def _cost(selection: Any, type_: Any, page: int) -> int:
        """Return what a selection costs in a connection whose page is so long."""
        if isinstance(selection, FieldNode):
            field = getattr(type_, "fields", {}).get(selection.name.value)
            if not field:
                return 1
            below, length = get_named_type(field.type), _length(selection, field)
            if below.name.endswith("Connection"):
                return 1 + cost(selection.selection_set, below, length)
            return 1 + (length or page) * cost(selection.selection_set, below, 1)
        if isinstance(selection, FragmentSpreadNode):
            key = (selection.name.value, type_.name, page)
            if key not in known:
                known[key] = cost(fragments[key[0]].selection_set, _narrowed(fragments[key[0]], type_), page)
            return known[key]
        return cost(selection.selection_set, _narrowed(selection, type_), page)

    def _narrowed(fragment: Any, type_: Any) -> Any:
        return schema.type_map[fragment.type_condition.name.value] if fragment.type_condition else type_

    count = cost(operation.selection_set, schema.query_type, 1)
    if count > COST_LIMIT:
        message = (
            f"The query could answer {count} fields; {COST_LIMIT} are allowed: ask for less in lists within lists."
        )
        raise Refused([_refusal(message, "QUERY_TOO_COMPLEX")])


def _length(node: FieldNode, field: GraphQLField) -> int:
    """Return how long the list of a field is taken to be, 0 for the lists inside a connection: as long as its page."""
    if node.name.value in ("nodes", "edges") and "ids" not in field.args:
        return 0
    if node.name.value == "groups":
        return PAGE_LIMIT
    if get_named_type(field.type).name in FEW:
        return 2
    is_list = is_list_type(get_nullable_type(field.type))
    if not is_list and not get_named_type(field.type).name.endswith("Connection"):
        return 1
    sizes = [each.value for each in node.arguments or () if each.name.value in ("first", "last", "ids")]
    if sizes and isinstance(sizes[0], IntValueNode):
        return min(int(sizes[0].value[:4]), PAGE_LIMIT)
    return PAGE_LIMIT if sizes else PAGE_DEFAULT


def _refusal(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """Return an error with a code, unless it has one."""
    extensions = {"code": code, **(error.extensions or {})}
    message = " ".join(error.message.split())
    if len(message) > MESSAGE_LIMIT:
        message = f"{message[:MESSAGE_LIMIT]}..."
    return GraphQLError(message, error.nodes, error.source, error.positions, None, None, extensions)
