"""Linked data over HTTP: the IRI of an entity, what is known of it in each format, and the JSON-LD context."""

from collections.abc import Mapping

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from graph.rdf.context import context
from graph.rdf.linked import FORMATS, Format
from graph.rdf.triples import export
from graph.store import Store
from serving.negotiation import preferred

BY_SUFFIX: Mapping[str, Format] = {each.suffix: each for each in FORMATS.values()}
BY_MEDIA_TYPE: Mapping[str, Format] = {each.media_type: each for each in FORMATS.values()}


class LinkedData:
    """Answers for the IRIs of entities under a base, which ends in a slash."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base = store, base

    async def identify(self, request: Request) -> Response:
        """Lead from an entity's IRI, which means the thing itself, to what is known of it."""
        name = _name(request)
        if await run_in_threadpool(self.store.record, name) is None:
            return await run_in_threadpool(self._elsewhere, name, "id/", "")
        return RedirectResponse(f"{self.base}data/{name}", 303, {"vary": "Accept"})

    async def describe(self, request: Request) -> Response:
        """Return what is known of an entity, in the format of the suffix or else of the Accept header."""
        name, suffix, chosen = await run_in_threadpool(self._asked, request)
        if chosen is None:
            return PlainTextResponse(f"Accept one of {', '.join(BY_MEDIA_TYPE)}.\n", 406, {"vary": "Accept"})
        found = await run_in_threadpool(self.store.record, name)
        if found is None:
            return await run_in_threadpool(self._elsewhere, name, "data/", suffix)
        merged = await run_in_threadpool(self.store.merges, name)
        body = "".join(export(self.store.model, chosen.syntax(self.store.model, self.base), [found], merged))
        headers = {
            "vary": "Accept",
            "content-type": f"{chosen.media_type}; charset=utf-8",
            "link": f'<{self.base}id/{name}>; rel="describes"',
        }
        return Response(body.encode(), headers=headers)

    def _asked(self, request: Request) -> tuple[str, str, Format | None]:
        """Return the id that is asked for, and in which format: a suffix names one, unless it is part of the id."""
        name = _name(request)
        for suffix, chosen in BY_SUFFIX.items():
            if name.endswith(suffix) and self.store.meant(name) is None:
                return name.removesuffix(suffix), suffix, chosen
        media = preferred(",".join(request.headers.getlist("accept")), tuple(BY_MEDIA_TYPE))
        return name, "", BY_MEDIA_TYPE.get(media or "")

    def _elsewhere(self, name: str, path: str, suffix: str) -> Response:
        """Lead from the id of who is not in the graph to the one they were merged into, or say what became of it."""
        meant = self.store.meant(name)
        if meant is None:
            return PlainTextResponse(f"There is no {name}.\n", 404, {"vary": "Accept"})
        if not meant.is_there:
            return PlainTextResponse(f"{name} was withdrawn: no source speaks of it.\n", 410, {"vary": "Accept"})
        return RedirectResponse(f"{self.base}{path}{meant.id}{suffix}", 301, {"vary": "Accept"})

    async def context(self, _: Request) -> Response:
        """Return the JSON-LD context."""
        body = orjson.dumps(context(self.store.model, self.base), option=orjson.OPT_INDENT_2)
        return Response(body, media_type="application/ld+json")


def _name(request: Request) -> str:
    return f"{request.path_params['kind']}/{request.path_params['slug']}"
