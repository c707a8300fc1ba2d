"""The wire: what the Reconciliation Service API 0.2 wants of us, as JSON."""

from collections.abc import Sequence
from typing import Any

import orjson
from starlette.responses import Response

from graph.kinds import Kind, Model
from graph.reconciling.extension import Cell, Table
from graph.reconciling.naming import Languages
from graph.reconciling.offers import Offers
from graph.reconciling.portraits import Named, Portrait, types_of
from graph.reconciling.reconciler import Candidate
from graph.reconciling.suggestions import Suggested
from graph.values import PartialDate
from graph.vocabulary import OWN_PATH
from schema.limits import Limits
from serving import cards

VERSIONS = ("0.2",)
HEADERS = {"x-content-type-options": "nosniff", "cache-control": "no-cache", "vary": "Accept-Language"}

Json = dict[str, Any]


def reply(body: Any, status: int = 200) -> Response:
    """Return a reply of JSON."""
    return Response(orjson.dumps(body), status, HEADERS, "application/json")


def failure(message: str, status: int) -> Response:
    """Return a reply that says in one line what is wrong."""
    made = reply({"status": "error", "message": " ".join(message.split())}, status)
    if status == 503:
        made.headers["retry-after"] = "1"
    return made


def manifest(model: Model, offers: Offers, base: str, limits: Limits, languages: Languages) -> Json:
    """Return what the service can do and where."""
    return {
        "versions": VERSIONS,
        "name": "Ogniwo",
        "identifierSpace": f"{base}id/",
        "schemaSpace": f"{base}{OWN_PATH}",
        "defaultTypes": [named(types_of(model, kind, languages)[0]) for kind in offers.types()],
        "view": {"url": f"{base}id/{{{{id}}}}"},
        "preview": {"url": f"{base}reconcile/preview?id={{{{id}}}}", "width": cards.WIDTH, "height": cards.HEIGHT},
        "suggest": {what: _suggest(base, what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": base.rstrip("/"), "service_path": "/reconcile/properties"},
            "property_settings": SETTINGS,
        },
        "batchSize": limits.queries,
    }


SETTINGS: Sequence[Json] = (
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "The most values of one entity; 0 for all.",
    },
    {
        "name": "count",
        "label": "Count",
        "type": "checkbox",
        "default": False,
        "help_text": "How many values there are, in the place of the values.",
    },
)


def _suggest(base: str, what: str) -> Json:
    return {
        "service_url": base.rstrip("/"),
        "service_path": f"/reconcile/suggest/{what}",
        "flyout_service_url": base.rstrip("/"),
        "flyout_service_path": f"/reconcile/flyout/{what}?id=${{id}}",
    }


def named(given: Named) -> Json:
    """Return what has an id and a name."""
    return {"id": given.id, "name": given.name}


def candidate(given: Candidate) -> Json:
    """Return a candidate."""
    scored = given.scored
    features: Json = {} if scored.name is None else {"name": round(scored.name, 4)}
    features |= {"type": scored.is_of_type}
    features |= {name: round(each, 4) for name, each in scored.agreements.items() if each is not None}
    return {
        "id": given.portrait.id,
        "name": given.portrait.name,
        "description": given.portrait.description,
        "type": [named(each) for each in given.portrait.types],
        "score": scored.score,
        "match": given.is_match,
        "features": [{"id": name, "value": value} for name, value in features.items()],
    }


def suggested(given: Suggested) -> Json:
    """Return a type or a property."""
    made: Json = {"id": given.id, "name": given.name, "description": given.description}
    return {**made, "broader": [named(each) for each in given.broader]} if given.broader else made


def suggested_entity(given: Portrait) -> Json:
    """Return an entity among suggestions."""
    return {
        "id": given.id,
        "name": given.name,
        "description": given.description,
        "notable": [named(each) for each in given.types],
    }


def proposal(kind: Kind | None, limit: int, found: Sequence[Suggested]) -> Json:
    """Return the properties that entities of a type may have."""
    made: Json = {"properties": [suggested(each) for each in found]}
    if kind:
        made["type"] = kind.name
    if limit:
        made["limit"] = limit
    return made


def table(given: Table) -> Json:
    """Return the values that a table is filled with."""
    meta = [
        {"id": each.id, "name": each.name, **({"type": named(each.type)} if each.type else {})}
        for each in given.headings
    ]
    rows = {
        name: {column: [cell(each) for each in cells] for column, cells in row.items()}
        for name, row in given.rows.items()
    }
    return {"meta": meta, "rows": rows}


def cell(given: Cell) -> Json:
    """Return a value. A date is a date and time here: where only its month or year is known, it is a text."""
    if isinstance(given, Named):
        return named(given)
    if isinstance(given, PartialDate):
        return {"date": f"{given}T00:00:00Z"} if given.first == given.last else {"str": str(given)}
    if isinstance(given, bool):
        return {"str": "true" if given else "false"}
    if isinstance(given, int):
        return {"int": given}
    return {"float": given} if isinstance(given, float) else {"str": given}
