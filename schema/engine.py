"""The engine: a request to its answer, by a plan where one serves, on one snapshot of the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from threading import Event
from time import thread_time
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)

from graph.errors import DatabaseError, ReadTimeout, RequestError
from graph.store import Snapshot, Store
from schema import fields, roots
from schema.arguments import Given
from schema.documents import Document, Documents
from schema.driving import FEW
from schema.limits import DEFAULTS, Limits
from schema.plan import Plan
from schema.planner import Planner
from schema.refusals import Refused, coded
from schema.selection import Selector
from schema.types import schema

REFUSALS = (Refused, GraphQLError, RequestError, RecursionError, UnicodeEncodeError)
BAD_VALUE, TOO_DEEP = "BAD_VALUE", "QUERY_TOO_DEEP"
MOMENT = 0.002  # seconds that a read may keep other requests waiting


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks: the text of a document, which of its operations, and the values of its variables.

    `format` is one of linked data (see schema/linked/), none for plain JSON. `gone` is set when the client went away.
    """

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    wants_cost: bool = False
    wants_revision: bool = False
    format: str = ""
    gone: Event | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client gets: data, or errors where the request was refused; if wanted, its cost and of which revision.

    `text` is the answer in the format that was asked for, if that is another than JSON.
    """

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    extensions: Mapping[str, Any] | None = None
    revision: int | None = None
    text: bytes | None = None

    @property
    def body(self) -> dict[str, Any]:
        """The answer as GraphQL writes it: errors first; no data at all where nothing was executed."""
        made: dict[str, Any] = {"errors": [error.formatted for error in self.errors]} if self.errors else {}
        if self.data is not None:
            made["data"] = self.data
        if self.extensions:
            made["extensions"] = self.extensions
        return made


class Engine:
    """Answers requests from a store. `base` is the IRI, ending in a slash, under which entities have theirs.

    What a filter leads to along links is sorted where it is `few` rows; past that, an order is walked and tested.
    """

    planner: type[Planner] = Planner

    def __init__(self, store: Store, base: str, limits: Limits = DEFAULTS, few: int = FEW) -> None:
        self.store, self.base, self.limits, self.few = store, base, limits, few
        self.types = schema(store.model, limits)
        self.schema: GraphQLSchema = self.types._schema
        self.documents = Documents(self.schema, limits)

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request; a request that cannot be answered is told why, never raised."""
        try:
            document, given = self._given(request, *self.documents.document(request.query, request.operation_name))
            plan = self._plan(document, given)
            with self.store.snapshot(self.limits.seconds, request.gone) as snapshot:
                return self._timed(request, document, given, plan, snapshot)
        except (*REFUSALS, DatabaseError) as error:
            return _refusal(error)

    def answer_soon(self, request: Request) -> Answer | None:
        """Return the answer if it takes but a moment: the plan is known, and so is that it reads little. Else None."""
        if not self.store.dialect.is_embedded:
            return None
        plan: Plan | None = None
        try:
            known = self._known(request)
            if known is None:
                return None
            document, given, plan = known
            if plan.seconds > MOMENT or plan.unplanned:
                return None
            with self.store.snapshot(min(MOMENT, self.limits.seconds)) as snapshot:
                return self._answer(request, document, given, plan, snapshot)
        except DatabaseError as error:
            # Whoever asks in a thread waits longer, and is told.
            if plan and isinstance(error, ReadTimeout):
                plan.seconds = inf
            return None
        except REFUSALS as error:
            return _refusal(error)

    def seconds(self, request: Request) -> float:
        """Return how much processor time the answer to a request took when it was last asked for, inf if never."""
        try:
            known = self._known(request)
        except REFUSALS:
            return inf  # whoever answers says why
        return known[2].seconds if known else inf

    def plan(self, request: Request) -> tuple[Plan, Given]:
        """Return the plan of a request, and what it gives beside it. Raises Refused, GraphQLError, RequestError."""
        document, given = self._given(request, *self.documents.document(request.query, request.operation_name))
        return self._plan(document, given), given

    def _known(self, request: Request) -> tuple[Document, Given, Plan] | None:
        """Return the plan that is there already for a request, None if there is none. Raises as `plan` does."""
        known = self.documents.known(request.query, request.operation_name)
        if known is None:
            return None
        document, given = self._given(request, *known)
        plan = document.plan(given)
        return None if plan is None else (document, given, plan)

    def _given(self, request: Request, document: Document, literals: tuple[str, ...]) -> tuple[Document, Given]:
        return document, Given(document.coerced(request.variables), request.variables, literals)

    def _plan(self, document: Document, given: Given) -> Plan:
        plan = document.plan(given)
        if plan is None:
            selector = Selector(self.schema, document, given.variables)
            store = self.store
            planner = self.planner(
                store.model,
                store.dialect,
                self.base,
                selector,
                given,
                self.few,
                roots.expression,
                fields.expression,
                self.limits,
            )
            plan = planner.plan()
            document.keep(given, plan)
        return plan

    def _timed(self, request: Request, document: Document, given: Given, plan: Plan, snapshot: Snapshot) -> Answer:
        """Answer, and learn how long the plan takes: if it seemed slow, that may have been others' doing."""
        started = thread_time()
        answer = self._answer(request, document, given, plan, snapshot)
        plan.seconds = thread_time() - started
        return answer

    def _answer(self, request: Request, document: Document, given: Given, plan: Plan, snapshot: Snapshot) -> Answer:
        planned, missing = plan.run(snapshot.execute, self.store.dialect, given, snapshot.check)
        errors = [
            GraphQLError(str(unknown), path=list(path), extensions={"code": unknown.code}) for path, unknown in missing
        ]
        if plan.unplanned:
            planned = self._with_introspection(document, given, plan, planned, errors)
        cost = {"cost": {"fields": document.cost, "limit": self.limits.cost}} if request.wants_cost else None
        # What rests on more than the revision has none to be known again by.
        wants_revision = request.wants_revision and all(each.of_revision for each in plan.computations)
        return Answer(planned, tuple(errors), cost, snapshot.revision() if wants_revision else None)

    def _with_introspection(
        self, document: Document, given: Given, plan: Plan, planned: Mapping[str, Any], errors: list[GraphQLError]
    ) -> dict[str, Any]:
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
            self.schema, DocumentNode(definitions=(operation, *others)), variable_values=dict(given.sent)
        )
        found = {**planned, **(result.data or {})}
        errors += result.errors or ()
        return {key: found.get(key) for key in plan.keys}


def _refusal(error: Exception) -> Answer:
    match error:
        case Refused(errors=errors):
            return Answer(None, tuple(errors))
        case GraphQLError():
            return Answer(None, (coded(error, BAD_VALUE),))
        case RequestError(code=code):
            return Answer(None, (GraphQLError(str(error), extensions={"code": code}),))
        case UnicodeEncodeError():
            return Answer(None, (GraphQLError("The request holds half a character.", extensions={"code": BAD_VALUE}),))
        case RecursionError():
            return Answer(None, (GraphQLError("The request is nested too deeply.", extensions={"code": TOO_DEEP}),))
        case ReadTimeout():
            return Answer(None, (GraphQLError(str(error), extensions={"code": "TIMEOUT"}),))
    return Answer(None, (GraphQLError("The database cannot be read.", extensions={"code": "DATABASE_ERROR"}),))
