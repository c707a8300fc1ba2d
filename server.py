"""The server: everything is put together here, and has its route."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graph.errors import DatabaseError
from graph.rdf.context import CONTEXT_PATH
from graph.store import Store
from schema.engine import Engine
from serving.graphql import GraphQLEndpoint
from serving.linked import LinkedData
from serving.page import Page
from settings import Settings, opened

BUILT = Path(__file__).parent / "web" / "dist"


def application(settings: Settings, store: Store | None = None) -> Starlette:
    """Return the ASGI application, which closes its store at its end. Raises OgniwoError if there is none to open."""
    store = store or opened(settings.database)
    linked = LinkedData(store, settings.base_iri)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "revision": await run_in_threadpool(store.revision)})

    async def start(_: Request) -> Response:
        return RedirectResponse("graphql", 307)

    routes = [
        Route("/", start),
        Route("/graphql", GraphQLEndpoint(Engine(store, settings.base_iri), Page(BUILT))),
        Route("/id/{kind}/{slug}", linked.identify),
        Route("/data/{kind}/{slug}", linked.describe),
        Route(f"/{CONTEXT_PATH}", linked.context),
        Route("/health", health),
        Mount("/assets", StaticFiles(directory=BUILT / "assets", check_dir=False)),
    ]
    # Everything here is public and read only: any page may ask.
    anyone = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"])

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        store.close()

    handlers: dict[Any, Any] = {DatabaseError: _unavailable}
    made = Starlette(routes=routes, middleware=[anyone], exception_handlers=handlers, lifespan=lifespan)
    made.router.redirect_slashes = False  # it would lead to whatever the Host header says
    return made


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
