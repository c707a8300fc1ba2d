"""Documents: the text of a request, its literals lifted out, parsed and validated once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLID,
    GraphQLInputType,
    GraphQLSchema,
    GraphQLString,
    NoUndefinedVariablesRule,
    NoUnusedVariablesRule,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    VariablesInAllowedPositionRule,
    get_nullable_type,
    parse,
    specified_rules,
    type_from_ast,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import coerce_input_value

from schema.arguments import Given, Leaf, check_arguments, shape
from schema.bounded import Bounded
from schema.limits import Limits
from schema.literals import has_more_tokens, lifted
from schema.merging import Merging
from schema.plan import Plan, null_pattern
from schema.prices import TOO_COMPLEX, TOO_DEEP, check_price, check_size, price
from schema.refusals import Refused, coded, refused

CACHE_SIZE = 1_000
TEXTS = (GraphQLID, GraphQLString)  # whose values are texts as they are sent
PLANS_PER_DOCUMENT = 100
# "Did you mean ...?" takes 10 ms for each error: it is asked of texts that people write by hand, and not often.
ERRORS, BY_HAND = 3, 2_000
# Ours is linear, see schema/merging.py; the schema has neither @defer nor @stream.
NOT_NEEDED = re.compile("OverlappingFields|DeferStream|StreamDirective")
RULES = tuple(rule for rule in specified_rules if not NOT_NEEDED.match(rule.__name__))
ABOUT_VARIABLES = (NoUndefinedVariablesRule, NoUnusedVariablesRule, VariablesInAllowedPositionRule)
RULES_WITHOUT_VARIABLES = tuple(rule for rule in RULES if rule not in ABOUT_VARIABLES)


@dataclass(slots=True)
class Document:
    """One operation of a text, valid; `plans` are those made for it, by the shape of what a request gives."""

    schema: GraphQLSchema
    text: str
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    node: DocumentNode
    positions: Mapping[int, int]
    variables: Mapping[str, GraphQLInputType]
    limits: Limits
    cost: int
    plans: Bounded[Any, Plan] = field(default_factory=lambda: Bounded(PLANS_PER_DOCUMENT))
    _cursors: Bounded[Any, tuple[Leaf, ...]] = field(default_factory=lambda: Bounded(PLANS_PER_DOCUMENT))

    def coerced(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Return the variables as their types read them. Raises Refused."""
        check_arguments(variables, self.limits)
        made: dict[str, Any] = {}
        for name, type_ in self.variables.items():
            if name not in variables:
                # A default, or what is missing: rare enough to leave to graphql-core.
                return self._coerced(variables)
            value = variables[name]
            if type(value) is str and get_nullable_type(type_) in TEXTS:
                made[name] = value
                continue
            made[name] = coerce_input_value(value, type_)
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

    def plan(self, given: Given) -> Plan | None:
        """Return the plan that serves a request, None if it is not made yet. Raises RequestError."""
        shape_ = self._shape(given.variables)
        cursors = self._cursors.get(shape_)
        return None if cursors is None else self.plans.get((shape_, null_pattern(cursors, given)))

    def keep(self, given: Given, plan: Plan) -> None:
        """Keep a plan for every request of the same shape. Raises RequestError."""
        shape_ = self._shape(given.variables)
        self._cursors.put(shape_, plan.cursors)
        self.plans.put((shape_, null_pattern(plan.cursors, given)), plan)

    def _shape(self, coerced: Mapping[str, Any]) -> Any:
        return tuple((name, shape(coerced[name], self.variables[name])) for name in coerced)


Key = tuple[str, str | None]
Read = tuple[Document, tuple[str, ...]]


class Documents:
    """The documents seen lately, by text without its literals and by operation name."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, size: int = CACHE_SIZE) -> None:
        self.schema, self.limits = schema, limits
        self._seen: Bounded[Key, Document] = Bounded(size)
        self._texts: Bounded[Key, Read] = Bounded(size)  # as they were sent: to lift literals takes its time

    def known(self, text: str, operation_name: str | None) -> Read | None:
        """Return the document of a text seen before, and the literals that this text has in it."""
        if found := self._texts.get((text, operation_name)):
            return found
        if len(text) > self.limits.text:
            return None
        key, literals, _ = lifted(text)
        if document := self._seen.get((key, operation_name)):
            return self._kept(text, operation_name, (document, literals))
        return None

    def document(self, text: str, operation_name: str | None) -> Read:
        """Return the document of a text, and the literals that this text has in it. Raises Refused."""
        if known := self.known(text, operation_name):
            return known
        made = _document(self.schema, text, operation_name, self.limits)
        if not _liftable(made):
            return self._kept(text, operation_name, (made, ()))
        key, literals, starts = lifted(text)
        made.positions = {start: number for number, start in enumerate(starts)}
        self._seen.put((key, operation_name), made)
        return self._kept(text, operation_name, (made, literals))

    def _kept(self, text: str, operation_name: str | None, read: Read) -> Read:
        self._texts.put((text, operation_name), read)
        return read


def _liftable(document: Document) -> bool:
    """Whether literals stand in the fields only: not in defaults of variables, nor in introspection."""
    defaults = any(each.default_value for each in document.operation.variable_definitions or ())
    return not defaults and not introspects(document)


def introspects(document: Document) -> bool:
    """Whether the document asks for the schema anywhere."""
    return "__schema" in document.text or "__type(" in document.text.replace(" ", "")


def _document(schema: GraphQLSchema, text: str, operation_name: str | None, limits: Limits) -> Document:
    """Return a document that is valid and within its limits; what is dear to check is counted first. Raises Refused."""
    node = _parsed(text, limits)
    operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = {each.name.value: each for each in node.definitions if isinstance(each, FragmentDefinitionNode)}
    check_size(operations, fragments, limits)
    named = _named(operations, operation_name)
    cost = max((price(schema, each, fragments, limits) for each in named), default=0)
    check_price(cost, limits)
    rules = RULES if "$" in text else RULES_WITHOUT_VARIABLES
    errors = validate(schema, node, rules, ERRORS, hide_suggestions=len(text) > BY_HAND)
    errors = errors or Merging(schema, fragments).conflicts(operations)
    if errors:
        raise Refused([coded(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
    operation = _read_only(named[0])
    types: dict[str, Any] = {
        each.variable.name.value: type_from_ast(schema, each.type) for each in operation.variable_definitions or ()
    }
    return Document(schema, text, operation, fragments, node, {}, types, limits, cost)


def _parsed(text: str, limits: Limits) -> DocumentNode:
    if len(text) > limits.text:
        raise refused(f"The query has more than {limits.text} characters: ask in several requests.", TOO_COMPLEX)
    if has_more_tokens(text, limits.tokens):
        raise refused(f"The query has more than {limits.tokens} tokens: ask in several requests.", TOO_COMPLEX)
    try:
        return parse(text, max_tokens=limits.tokens)
    except GraphQLError as error:
        raise Refused([coded(error, "GRAPHQL_PARSE_FAILED")]) from error
    except RecursionError as error:
        raise refused("The query is nested too deeply.", TOO_DEEP) from error


def _named(operations: list[OperationDefinitionNode], name: str | None) -> list[OperationDefinitionNode]:
    """Return the operation to run; several, if validation will say that they share their name. Raises Refused."""
    names = [each.name.value if each.name else None for each in operations]
    named = [each for each, own in zip(operations, names, strict=True) if name is None or own == name]
    if len(named) != 1 and len(set(names)) == len(names):
        message = (
            f"There is no operation named {name[:60]!r}." if name else "Say by operationName which operation to run."
        )
        raise refused(message, "OPERATION_RESOLUTION_FAILURE")
    return named


def _read_only(operation: OperationDefinitionNode) -> OperationDefinitionNode:
    if operation.operation is not OperationType.QUERY:
        raise refused("This graph is read only: there are queries alone.", "OPERATION_NOT_SUPPORTED")
    return operation
