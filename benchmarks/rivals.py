"""Rivals: the same questions, answered as a good developer would with Strawberry alone, over the same database.

Resolvers and a DataLoader for each kind of thing, so one statement for each level; parsing and validation cached;
SQLite read in the process itself, which is faster than any asynchronous driver of it.
"""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import Any

import strawberry
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.timing import bare_cursor
from graph.folding import fold
from graph.values import unscaled

LIST = """query ($country: ID!) {projects(country: $country, first: 100) {id title budget {amount currency}
    coordinator {name place {name}} partners(first: 5) {name}}}"""
THOUSAND = "{organizations(first: 1000) {id name abbreviation kind website}}"

_PROJECTS = """
    SELECT project.key, entity.id, project.title, project.budget_amount, project.budget_currency
    FROM project JOIN entity ON entity.key = project.key
    WHERE EXISTS (SELECT 1 FROM participation JOIN organization ON organization.key = participation.organization_key
        JOIN place ON place.key = organization.place_key WHERE participation.project_key = project.key
        AND participation.role = 'COORDINATOR' AND place.country_key = (SELECT key FROM entity WHERE id = ?))
    ORDER BY project.budget_currency DESC, project.budget_amount DESC, project.key DESC LIMIT ?
"""
_PARTS = """
    SELECT participation.project_key, participation.role, organization.name, organization.place_key
    FROM participation JOIN organization ON organization.key = participation.organization_key
    WHERE participation.project_key IN (SELECT value FROM json_each(?)) AND participation.role = ?
    ORDER BY participation.key
"""
_PLACES = "SELECT key, name FROM place WHERE key IN (SELECT value FROM json_each(?))"
_ORGANIZATIONS = """
    SELECT entity.id, organization.name, organization.abbreviation, organization.kind, organization.website
    FROM organization JOIN entity ON entity.key = organization.key ORDER BY organization.key LIMIT ?
"""
_FOUND = f"""
    SELECT entity.id, entity.label FROM search JOIN entity ON entity.key = search.rowid & {2**40 - 1}
    WHERE search MATCH ? ORDER BY rank LIMIT ?
"""


@strawberry.type
class Money:
    """An amount."""

    amount: str
    currency: str


@strawberry.type
class Place:
    """Where an organisation is."""

    name: str


@strawberry.type
class Organization:
    """Who takes part."""

    name: str
    place_key: strawberry.Private[int | None]

    @strawberry.field
    async def place(self, info: strawberry.Info) -> Place | None:
        """Where it is."""
        return None if self.place_key is None else await info.context["places"].load(self.place_key)


@strawberry.type
class Project:
    """What is asked for."""

    id: strawberry.ID
    title: str
    budget: Money | None
    key: strawberry.Private[int]

    @strawberry.field
    async def coordinator(self, info: strawberry.Info) -> Organization | None:
        """Who leads it."""
        return next(iter(await info.context["coordinators"].load(self.key)), None)

    @strawberry.field
    async def partners(self, info: strawberry.Info, first: int = 5) -> list[Organization]:
        """Who else takes part."""
        found: list[Organization] = await info.context["partners"].load(self.key)
        return found[:first]


@strawberry.type
class Listed:
    """An organisation of which five values are asked."""

    id: strawberry.ID
    name: str
    abbreviation: str | None
    kind: str | None
    website: str | None


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    def projects(self, info: strawberry.Info, country: strawberry.ID, first: int = 20) -> list[Project]:
        """Return the dearest projects that a country leads."""
        rows = info.context["cursor"].execute(_PROJECTS, (country, first))
        return [
            Project(
                id=name,
                title=title,
                key=key,
                budget=None if cents is None else Money(amount=unscaled(cents, 2, 2), currency=currency),
            )
            for key, name, title, cents, currency in rows
        ]

    @strawberry.field
    def organizations(self, info: strawberry.Info, first: int = 20) -> list[Listed]:
        """Return organisations in the order of their keys."""
        rows = info.context["cursor"].execute(_ORGANIZATIONS, (first,))
        return [
            Listed(id=id_, name=name, abbreviation=short, kind=kind, website=url)
            for id_, name, short, kind, url in rows
        ]


def schema() -> strawberry.Schema:
    """Return the rival's schema."""
    return strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])


def context(cursor: sqlite3.Cursor) -> dict[str, Any]:
    """Return what one request's resolvers share: its loaders begin empty."""

    async def places(keys: list[int]) -> Sequence[Place | None]:
        found = {key: Place(name=name) for key, name in cursor.execute(_PLACES, (str(keys),))}
        return [found.get(key) for key in keys]

    return {
        "cursor": cursor,
        "places": DataLoader(load_fn=places),
        "coordinators": DataLoader(load_fn=_parts(cursor, "COORDINATOR")),
        "partners": DataLoader(load_fn=_parts(cursor, "PARTNER")),
    }


def found(cursor: sqlite3.Cursor, words: str) -> list[Any]:
    """Return what the textbook's query of FTS5 finds: the best twenty, with their labels."""
    asked = " ".join(f'"{word}"*' for word in fold(words).split())
    return cursor.execute(_FOUND, (asked, 20)).fetchall()


def _parts(cursor: sqlite3.Cursor, role: str) -> Callable[[list[int]], Any]:
    async def load(keys: list[int]) -> list[list[Organization]]:
        of: dict[int, list[Organization]] = {key: [] for key in keys}
        for project, _, name, place in cursor.execute(_PARTS, (str(keys), role)):
            of[project].append(Organization(name=name, place_key=place))
        return [of[key] for key in keys]

    return load


class Application(GraphQL[dict[str, Any], None]):
    """The rival behind HTTP, by Strawberry's own ASGI application."""

    def __init__(self, path: str) -> None:
        super().__init__(schema(), graphql_ide=None)
        self._cursor = bare_cursor(path)

    async def get_context(
        self,
        request: Request | WebSocket,  # noqa: ARG002
        response: Response | WebSocket,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return the context of one request."""
        return context(self._cursor)


def constant(body: bytes) -> ASGIApp:
    """Return an application that answers everything with the same bytes: what the server alone costs."""
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            while (await receive()).get("more_body"):
                pass
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return application


APPLICATIONS: dict[str, Callable[[str], ASGIApp]] = {
    "strawberry": Application,
    "constant": lambda size: constant(b"x" * int(size)),
}

if __name__ == "__main__":
    name, argument, port = sys.argv[1:]
    uvicorn.run(APPLICATIONS[name](argument), port=int(port), log_level="warning", lifespan="off")
