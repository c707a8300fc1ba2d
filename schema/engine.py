"""The engine: a request to its answer, by a plan where one serves, on one snapshot of the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)

from graph.errors import ReadTimeout, RequestError
from graph.store import Snapshot, Store
from schema import fields, roots
from schema.arguments import Given
from schema.documents import Document, Documents, Refused
from schema.plan import Plan
from schema.planner import Planner
from schema.selection import Selector
from schema.types import schema

PLANS_PER_DOCUMENT = 100


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: the text of a document, which of its operations, and the values of its variables."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client gets: data, or errors where the request was refused."""

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """The answer as GraphQL writes it: errors first; no data at all where nothing was executed."""
        made: dict[str, Any] = {"errors": [error.formatted for error in self.errors]} if self.errors else {}
        return made if self.data is None else {**made, "data": self.data}


class Engine:
    """Answers requests from a store. `base` is the IRI, ending in a slash, under which entities have theirs."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base = store, base
        self.types = schema(store.model)
        self.schema: GraphQLSchema = self.types._schema
        self.documents = Documents(self.schema)

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request; a request that cannot be answered is told why, never raised."""
        try:
            plan, given, document = self.plan(request)
            with self.store.snapshot() as snapshot:
                planned = self.run(plan, given, snapshot)
        except Refused as refused:
            return Answer(None, tuple(refused.errors))
        except GraphQLError as error:
            return Answer(None, (error,))
        except RequestError as error:
            return Answer(None, (GraphQLError(str(error), extensions={"code": error.code}),))
        except ReadTimeout as error:
            return Answer(None, (GraphQLError(str(error), extensions={"code": "TIMEOUT"}),))
        if plan.unplanned:
            return self._with_introspection(document, given, plan, planned)
        return Answer(planned)

    def plan(self, request: Request) -> tuple[Plan, Given, Document]:
        """Return the plan of a request, made now if it is the first of its shape. Raises Refused, RequestError."""
        document, literals = self.documents.document(request.query, request.operation_name)
        coerced = document.coerced(self.schema, request.variables)
        shape = document.shape(self.schema, coerced)
        if shape not in document.plans:
            selector = Selector(self.schema, document, coerced)
            planner = Planner(
                self.store.model, self.store.dialect, self.base, selector, roots.expression, fields.expression
            )
            document.plans[shape] = planner.plan()
            if len(document.plans) > PLANS_PER_DOCUMENT:
                document.plans.popitem(last=False)
        return document.plans[shape], Given(coerced, literals), document

    def run(self, plan: Plan, given: Given, snapshot: Snapshot) -> dict[str, Any]:
        """Return the data of a plan. Raises RequestError, ReadTimeout."""
        return plan.run(snapshot.execute, self.store.dialect, given)

    def _with_introspection(self, document: Document, given: Given, plan: Plan, planned: Mapping[str, Any]) -> Answer:
        """Let graphql-core answer what asks for the schema, and put its answers where they were asked for."""
        selector = Selector(self.schema, document, given.variables)
        nodes = [
            each.node for selected in selector.roots() if selected.key in plan.unplanned for each in selected.details
        ]
        asked = document.operation
        operation = OperationDefinitionNode(
            operation=asked.operation,
            name=asked.name,
            variable_definitions=asked.variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        others = tuple(each for each in document.node.definitions if not isinstance(each, OperationDefinitionNode))
        result = execute_sync(
            self.schema, DocumentNode(definitions=(operation, *others)), variable_values=dict(given.variables)
        )
        found = {**planned, **(result.data or {})}
        return Answer({key: found.get(key) for key in plan.keys}, tuple(result.errors or ()))
