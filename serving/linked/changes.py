"""Changes over HTTP: a Linked Data Event Stream, for whoever follows the graph instead of downloading it again."""

import hashlib
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graph.changes import Changes, Position
from graph.rdf.stream import PATH, STREAM_FORMATS, Stream
from graph.store import Store
from graph.values import LARGEST
from serving.negotiation import preferred
from serving.publishing import not_acceptable, published

MEDIA_TYPES = tuple(each.media_type for each in STREAM_FORMATS.values())
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=10"  # seconds that a follower may be late
_NUMBER = r"(?:0|[1-9][0-9]{0,18})"
_POSITION = re.compile(rf"({_NUMBER})(?:\.({_NUMBER}))?")


class ChangeFeed:
    """Answers for the stream under a base IRI, which ends in a slash."""

    def __init__(self, store: Store, base: str) -> None:
        self.base, self.changes = base, Changes(store)
        self._streams = {
            each.media_type: Stream(store.model, each.syntax(store.model, base), base)
            for each in STREAM_FORMATS.values()
        }

    def routes(self) -> list[Route]:
        """Return what is answered, and by whom."""
        return [
            Route(f"/{PATH}", self.stream),
            Route(f"/{PATH}/{{position}}", self.page),
            Route(f"/{PATH}/{{revision}}/{{kind}}/{{slug}}", self.version),
        ]

    async def stream(self, request: Request) -> Response:
        """Return what the stream is, and where it begins."""
        return await run_in_threadpool(self._stream, request)

    async def page(self, request: Request) -> Response:
        """Return a page."""
        return await run_in_threadpool(self._page, request)

    async def version(self, request: Request) -> Response:
        """Return what a revision made of an entity."""
        return await run_in_threadpool(self._version, request)

    def _stream(self, request: Request) -> Response:
        chosen = _chosen(request)
        if chosen is None:
            return not_acceptable(MEDIA_TYPES)
        text = self._streams[chosen].described(f"{self.base}shapes")
        return _answer(request, chosen, text, FOR_NOW)

    def _page(self, request: Request) -> Response:
        chosen, begin = _chosen(request), _position(request.path_params["position"])
        if chosen is None:
            return not_acceptable(MEDIA_TYPES)
        page = self.changes.page(begin) if begin else None
        if begin is None or page is None:
            return _absent(
                f"The changes have no page {request.path_params['position'][:40]}: begin at {self.base}{PATH}."
            )
        text = self._streams[chosen].page(begin, page)
        return _answer(request, chosen, text, FOR_GOOD if page.is_full else FOR_NOW)

    def _version(self, request: Request) -> Response:
        chosen, asked = _chosen(request), request.path_params
        if chosen is None:
            return not_acceptable(MEDIA_TYPES)
        begin, name = _position(asked["revision"]), f"{asked['kind']}/{asked['slug']}"
        change = self.changes.change(begin.revision, name) if begin and begin.key == LARGEST else None
        if change is None:
            return _absent(f"No version of {name[:200]} is known that revision {asked['revision'][:40]} made.")
        return _answer(request, chosen, self._streams[chosen].version(change), FOR_GOOD)


def _chosen(request: Request) -> str | None:
    return preferred(",".join(request.headers.getlist("accept")), MEDIA_TYPES)


def _position(text: str) -> Position | None:
    found = _POSITION.fullmatch(text)
    if not found:
        return None
    numbers = [int(each) for each in found.groups() if each]
    return Position(*numbers) if max(numbers) < LARGEST else None


def _answer(request: Request, media_type: str, text: str, lasting: str) -> Response:
    body = text.encode()
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return published(request, body, media_type, tag, vary="Accept", cache_control=lasting)


def _absent(reason: str) -> Response:
    return PlainTextResponse(f"{reason}\n", 404, {"vary": "Accept"})
