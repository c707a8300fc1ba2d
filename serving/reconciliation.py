"""The Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group, over HTTP.

OpenRefine and other clients match tables by it: they read the manifest, ask for candidates, show previews, complete
what somebody types, and fetch values.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from graph.errors import DatabaseError, InvalidValue, RequestError, UnknownEntity
from graph.reconciling.extension import extended, extension
from graph.reconciling.naming import Languages
from graph.reconciling.portraits import facts, portrait
from graph.reconciling.questions import Bounds, questions
from graph.reconciling.reconciler import Reconciler
from graph.reconciling.shelf import Shelf
from graph.reconciling.suggestions import Typed, entities, properties, suggested_property, suggested_type, types
from graph.store import Store
from graph.values import LARGEST_INTEGER
from schema.limits import Limits
from serving import cards, wire
from serving.negotiation import languages
from serving.requests import PARAMETERS, Disconnected, Unreadable, body, parameters
from serving.turns import Turns

FORM = "application/x-www-form-urlencoded"
THREADS = 4
KNOWN = ("entity", "property", "type")
MOST_SKIPPED = 1_000  # suggestions before a page

Parameters = Mapping[str, str]


class Reconciliation:
    """The endpoints of the service under /reconcile. `base` ends in a slash."""

    def __init__(self, store: Store, base: str, limits: Limits) -> None:
        self.store, self.base, self.limits = store, base, limits
        self.reconciler = Reconciler(store, base)
        self.offers = self.reconciler.offers
        self._turns = Turns("reconcile", THREADS, limits.requests)

    def close(self) -> None:
        """End when what has begun is done."""
        self._turns.close()

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the service."""
        return [
            Route("/reconcile", self._endpoint(self._asked), methods=["GET", "POST"]),
            Route("/reconcile/suggest/{what}", self._endpoint(self._suggest)),
            Route("/reconcile/flyout/{what}", self._endpoint(self._flyout)),
            Route("/reconcile/preview", self._endpoint(self._preview)),
            Route("/reconcile/properties", self._endpoint(self._propose)),
        ]

    def _endpoint(self, answer: Callable[[str, Parameters, Languages], Response]) -> Any:
        async def endpoint(request: Request) -> Response:
            try:
                given = await self._given(request)
                understood = languages(",".join(request.headers.getlist("accept-language")))
                what = request.path_params.get("what", "")
                return await self._turns.take(lambda: answer(what, given, understood))
            except Disconnected:
                return Response(status_code=400)
            except Unreadable as error:
                return wire.failure(str(error), error.status)
            except UnknownEntity as error:
                return wire.failure(str(error), 404)
            except (InvalidValue, RequestError) as error:
                return wire.failure(str(error), 400)
            except DatabaseError as error:
                return wire.failure(str(error), 503)

        return endpoint

    async def _given(self, request: Request) -> Parameters:
        """Return the parameters of an address, and of a form. Raises Unreadable."""
        given = parameters(request.scope["query_string"])
        if request.method != "POST":
            return given
        media = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
        if media != FORM:
            raise Unreadable(f"Send the request as {FORM}.", 415)
        text = await body(request.receive, self.limits.form)
        return {**given, **_form(text)}

    # --- what is asked of the service itself ---

    def _asked(self, _: str, given: Parameters, understood: Languages) -> Response:
        if "queries" in given and "extend" in given:
            raise RequestError("send either queries or extend")
        if "queries" in given:
            return self._reconcile(_json("queries", given["queries"]), understood)
        if "extend" in given:
            return self._extend(_json("extend", given["extend"]), understood)
        return wire.reply(wire.manifest(self.store.model, self.offers, self.base, self.limits, understood))

    def _reconcile(self, batch: Any, understood: Languages) -> Response:
        if isinstance(batch, dict) and len(batch) > self.limits.queries:
            raise Unreadable(f"A batch takes {self.limits.queries} queries, not {len(batch)}: ask in several.", 413)
        bounds = Bounds(self.limits.page, self.limits.argument_size)
        asked = questions(batch, self.offers, bounds)
        found = self.reconciler.answers(asked, understood, self.limits.seconds)
        return wire.reply({name: {"result": [wire.candidate(each) for each in found[name]]} for name in asked})

    def _extend(self, given: Any, understood: Languages) -> Response:
        asked = extension(given, self.offers, self.limits.ids, self.limits.page)
        return wire.reply(wire.table(extended(self.store, self.offers, asked, understood, self.limits.seconds)))

    # --- what helps people to choose ---

    def _suggest(self, what: str, given: Parameters, understood: Languages) -> Response:
        typed = Typed(
            given.get("prefix", "").strip(), _number("cursor", given, 0, MOST_SKIPPED), self.limits.page_default
        )
        kind = self.offers.type(given["type"]) if given.get("type") else None
        if what == "type":
            found = types(self.offers, self.store.model, typed, understood)
        elif what == "property":
            found = properties(self.offers, typed, kind, understood)
        elif what == "entity":
            portraits = entities(self.store, self.reconciler.candidates, typed, kind, understood, self.limits.seconds)
            return wire.reply({"result": [wire.suggested_entity(each) for each in portraits]})
        else:
            return _nothing(what)
        return wire.reply({"result": [wire.suggested(each) for each in found]})

    def _flyout(self, what: str, given: Parameters, understood: Languages) -> Response:
        name = given.get("id", "")
        if what == "entity":
            card = self._card(name, understood)
        elif what == "property":
            path = self.offers.all()[self.offers.check_property(name)]
            card = cards.of_suggested(suggested_property(path, understood))
        elif what == "type":
            card = cards.of_suggested(suggested_type(self.store.model, self.offers.type(name), understood))
        else:
            return _nothing(what)
        return wire.reply({"id": name, "html": card})

    def _preview(self, _: str, given: Parameters, understood: Languages) -> Response:
        return cards.page(self._card(given.get("id", ""), understood), understood)

    def _card(self, name: str, understood: Languages) -> str:
        """Return what is shown of an entity as HTML. Raises UnknownEntity."""
        name = name.removeprefix(f"{self.base}id/")
        with self.store.snapshot(self.limits.seconds) as snapshot:
            shelf = Shelf(self.store, self.offers, snapshot)
            record = shelf.read(name)
            if record is None:
                raise UnknownEntity(name)
        shown = portrait(shelf, record, understood)
        return cards.of_entity(shown, facts(shelf, record, understood), f"{self.base}id/{record.id}")

    def _propose(self, _: str, given: Parameters, understood: Languages) -> Response:
        kind = self.offers.type(given["type"]) if given.get("type") else None
        limit = _number("limit", given, 0)
        found = properties(self.offers, Typed("", 0, limit or LARGEST_INTEGER), kind, understood)
        return wire.reply(wire.proposal(kind, limit, found))


def _nothing(what: str) -> Response:
    return wire.failure(f"there is nothing for {what[:60]!r}: ask for {', '.join(KNOWN)}", 404)


def _form(text: bytes) -> Parameters:
    """Return the fields of a form. Raises Unreadable."""
    try:
        fields = parse_qsl(text.decode(), keep_blank_values=True, max_num_fields=PARAMETERS, errors="strict")
    except UnicodeDecodeError as error:
        raise Unreadable("Send the form in UTF-8.") from error
    except ValueError as error:
        raise Unreadable(f"The form has more than {PARAMETERS} fields.") from error
    return dict(fields)


def _json(name: str, text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"{name} is not JSON: {error}") from error


def _number(name: str, given: Parameters, default: int, most: int = LARGEST_INTEGER) -> int:
    text = given.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= most):
        raise RequestError(f"{name}: {text[:40]!r} is not a whole number from 0 to {most}")
    return int(text)
