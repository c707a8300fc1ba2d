"""The server: everything is put together here, and has its route."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from graph.errors import DatabaseError
from graph.rdf.linked import FORMATS
from graph.store import SCHEMA_VERSION, Store
from schema.engine import Engine
from serving.assets import Assets
from serving.graphql import GraphQLEndpoint
from serving.linked.changes import ChangeFeed
from serving.linked.describing import Descriptions
from serving.linked.downloads import Downloads
from serving.linked.dumping import Dumper
from serving.linked.dumps import Dumps
from serving.linked.entities import LinkedData
from serving.linked.sitemap import Sitemap
from serving.page import Page
from serving.pages.entity import Pages
from serving.reconciliation import Reconciliation
from serving.sharing import DAY, EXPOSED
from serving.start import Start
from settings import Settings, opened

BUILT = Path(__file__).parent / "web" / "dist"


class Application:
    """The ASGI application: what is asked for often is answered before anything looks for a route or a middleware.

    Where the base IRI has a path, and a proxy leaves it in what it passes on, it is no part of any route. It may be
    called as a route is, such as /data: what stands after it tells.
    """

    def __init__(self, graphql: GraphQLEndpoint, linked: LinkedData, others: Starlette, base: str) -> None:
        self.graphql, self.linked, self.others = graphql, linked, others
        self.path = unquote(urlsplit(base).path).rstrip("/")
        routes = (getattr(route, "path", "") for route in others.routes)
        self.rooms = tuple({"/graphql", *linked.roots, *(each.partition("{")[0] for each in routes if each != "/")})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through the beginning and the end."""
        if scope["type"] != "http":
            await self.others(scope, receive, send)
            return
        if self.path and not scope.get("root_path") and self._is_inside(scope["path"]):
            scope = {**scope, "root_path": self.path}
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path == "/graphql":
            await self.graphql(scope, receive, send)
        elif path.startswith(self.linked.roots):
            await self.linked(scope, receive, send)
        else:
            await self.others(scope, receive, send)

    def _is_inside(self, path: str) -> bool:
        rest = path.removeprefix(self.path)
        return rest != path and (rest == "/" or rest.startswith(self.rooms))


def application(settings: Settings, store: Store | None = None) -> Application:
    """Return the ASGI application, which closes its store at its end. Raises OgniwoError if there is none to open."""
    store = store or opened(settings.database)
    reconciliation = Reconciliation(store, settings.base_iri, settings.limits)
    engine = Engine(store, settings.base_iri, settings.limits)
    graphql = GraphQLEndpoint(engine, Page(BUILT), _version())
    pages = Pages(engine, settings.base_iri)
    dumps = Dumps(store, settings.dump_folder, _version(), SCHEMA_VERSION, settings.base_iri, *FORMATS)
    dumper = Dumper(dumps, settings.base_iri)
    downloads = Downloads(dumps, dumper, pages, settings.base_iri)
    descriptions = Descriptions(store, settings.base_iri, settings.dataset, settings.limits, pages, dumps.manifest)
    linked = LinkedData(store, settings.base_iri, settings.limits, _version(), pages)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "revision": await run_in_threadpool(store.revision)})

    routes = [
        *Start(Page(BUILT, "start.html")).routes(),
        *linked.routes(),
        *descriptions.routes(),
        *downloads.routes(),
        *Sitemap(store, settings.base_iri, _version()).routes(),
        *reconciliation.routes(),
        *ChangeFeed(store, settings.base_iri).routes(),
        Route("/health", health),
        Mount("/assets", Assets(BUILT / "assets")),
    ]
    anyone = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        expose_headers=EXPOSED,
        max_age=DAY,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        settle()
        dumper.start()
        yield
        dumper.close()
        graphql.close()
        linked.close()
        descriptions.close()
        reconciliation.close()
        store.close()

    handlers: dict[Any, Any] = {DatabaseError: _unavailable}
    others = Starlette(routes=routes, middleware=[anyone], exception_handlers=handlers, lifespan=lifespan)
    others.router.redirect_slashes = False  # it would lead to whatever the Host header says
    return Application(graphql, linked, others, settings.base_iri)


def settle() -> None:
    """Look for garbage only among what requests leave, and seldom.

    What was made until now stays: to look through it would stop every answer for 0.1 s. And a text that is parsed makes
    thousands of nodes, none of them garbage yet: to look after every 700 takes a tenth more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


def _version() -> str:
    try:
        return version("ogniwo")
    except PackageNotFoundError:  # it runs from its sources
        return ""


async def _unavailable(_: Request, __: Exception) -> Response:
    return PlainTextResponse("The database cannot be read.\n", 503)


def __getattr__(name: str) -> Any:
    """Make `uvicorn server:app` work without anything happening at import."""
    if name == "app":
        return application(Settings.from_environment())
    raise AttributeError(name)


if __name__ == "__main__":
    import runpy
    import sys

    sys.argv.insert(1, "serve")
    runpy.run_module("ogniwo", run_name="__main__")
