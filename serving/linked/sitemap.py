"""The sitemap: where the pages of all entities are and when they last changed; and what robots may read."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from graph.listing import Dated, Listing
from graph.store import Store
from serving.linked.documents import uri
from serving.publishing import published, unchanged
from serving.tags import Tags

SIZE = 50_000  # addresses that a page may hold, by the protocol
MEDIA_TYPE, NAMESPACE = "application/xml", "http://www.sitemaps.org/schemas/sitemap/0.9"
SECONDS = 60.0  # to look through a graph of some ten millions, once a revision
UNREAD = ("graphql", "reconcile")  # they ask the database for more than a robot has a use for


class Sitemap:
    """Answers for /sitemap.xml, its pages and /robots.txt under a base, which ends in a slash."""

    def __init__(self, store: Store, base: str, version: str, size: int = SIZE) -> None:
        self.store, self.base = store, uri(base)
        self._tags = Tags(version, base, str(size), "sitemap")
        self._listing = Listing(store, size)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/robots.txt", self._robots),
            Route("/sitemap.xml", self._index),
            Route("/sitemap-{number}.xml", self._page),
        ]

    async def _robots(self, _: Request) -> Response:
        path = urlsplit(self.base).path
        lines = ["User-agent: *", *(f"Disallow: {path}{each}" for each in UNREAD), f"Sitemap: {self.base}sitemap.xml"]
        return PlainTextResponse("\n".join([*lines, ""]), headers={"cache-control": "max-age=3600"})

    async def _index(self, request: Request) -> Response:
        return await run_in_threadpool(self._listed, request)

    async def _page(self, request: Request) -> Response:
        number = request.path_params["number"]
        if not (number.isascii() and number.isdigit() and len(number) <= 9):
            return _none(number)
        return await run_in_threadpool(self._shown, request, int(number))

    def _listed(self, request: Request) -> Response:
        """Return the index of the pages that hold anything."""
        with self.store.snapshot(SECONDS) as snapshot:
            tag = self._tags.of(snapshot.revision())
            if known := unchanged(request, tag):
                return known
            rows = self._listing.ranges(snapshot)
        found = ((f"{self.base}sitemap-{number}.xml", time) for number, time in rows)
        return published(request, _written("sitemapindex", "sitemap", found), MEDIA_TYPE, tag)

    def _shown(self, request: Request, number: int) -> Response:
        """Return a page."""
        with self.store.snapshot(SECONDS) as snapshot:
            tag = self._tags.of(snapshot.revision())
            if known := unchanged(request, tag):
                return known
            rows = self._listing.members(snapshot, number)
        if not rows:
            return _none(str(number))
        found = ((f"{self.base}page/{name}", time) for name, time in rows)
        return published(request, _written("urlset", "url", found), MEDIA_TYPE, tag)


def _written(root: str, name: str, found: Iterable[Dated]) -> bytes:
    lines = (f"<{name}><loc>{escape(address)}</loc><lastmod>{time}</lastmod></{name}>\n" for address, time in found)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{"".join(lines)}</{root}>\n'.encode()


def _none(number: str) -> Response:
    return PlainTextResponse(f"There is no page {number[:20]!r} of the sitemap.\n", 404)
