"""The engine of linked data: the same requests, answered as Turtle, N-Triples or JSON-LD."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from graph.rdf.turtle import NTriples, Turtle
from graph.store import Snapshot
from schema.arguments import Given
from schema.documents import Document, Documents
from schema.engine import Answer, Engine, Request
from schema.linked.jsonld import Linking
from schema.linked.nodes import Nodes
from schema.linked.planner import LinkedPlan, LinkedPlanner
from schema.linked.portraits import Painter
from schema.linked.triples import Writer, cut, remarks
from schema.plan import Plan

CACHE_SIZE = 200  # documents: fewer ask for linked data than for JSON, and a plan is twice as large


class LinkedEngine(Engine):
    """Answers what another engine answers, from the same store, in the formats of linked data.

    Plans are made and kept apart from those of JSON, for they read more.
    """

    planner = LinkedPlanner

    def __init__(self, engine: Engine) -> None:
        self.store, self.base, self.limits, self.few = engine.store, engine.base, engine.limits, engine.few
        self.types, self.schema = engine.types, engine.schema
        self.documents = Documents(engine.schema, engine.limits, CACHE_SIZE)
        model = self.store.model
        self._writers: Mapping[str, Writer[Any]] = {
            name: Writer(model, syntax(model, self.base), self.base) for name, syntax in SYNTAXES.items()
        }
        self._nodes = Writer(model, Nodes(self.base), self.base)

    def _answer(self, request: Request, document: Document, given: Given, plan: Plan, snapshot: Snapshot) -> Answer:
        assert isinstance(plan, LinkedPlan)
        answer = Engine._answer(self, request, document, given, plan, snapshot)
        text = self._linked(plan, answer) if request.format == JSONLD else self._triples(request.format, plan, answer)
        return replace(answer, text=text)

    def _linked(self, plan: LinkedPlan, answer: Answer) -> bytes:
        if plan.linking is None:
            plan.linking = Linking(self.store.model, self.base, self._nodes, plan.meanings)
        return plan.linking.text(answer.body)

    def _triples(self, format_: str, plan: LinkedPlan, answer: Answer) -> bytes:
        writer = self._writers[format_]
        if plan.painter is None:
            plan.painter = Painter(self.store.model, plan.meanings)
        found = plan.painter.portraits(answer.data or {})
        noted = remarks(error.message for error in answer.errors)
        return "".join([noted, *cut(writer.document(found), self.limits.reply)]).encode()


JSONLD = "jsonld"
SYNTAXES: Mapping[str, Callable[..., Any]] = {"turtle": Turtle, "ntriples": NTriples}
ANSWERS = (JSONLD, *SYNTAXES)  # the formats of answers, the first of those that a client likes alike before the others
