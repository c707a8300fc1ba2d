"""Publishing: a body that was made in memory, sent once and then revalidated (RFC 9110, sections 8.8 and 13)."""

import gzip
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from serving.negotiation import GZIP, accept_one_of, codings
from serving.replies import LEVEL, SMALL
from serving.tags import has


def published(request: Request, body: bytes, media_type: str, tag: str, **headers: str) -> Response:
    """Return a body of a media type, compressed if the client takes that, or 304 if it has what the tag is of.

    `tag` is a whole weak ETag, as Tags.of makes one: `W/"7-c0ffee"`. Other headers are named with underscores:
    `content_location=...`, `vary="Accept, Accept-Language"`. What is large is best made and sent off in a thread.
    """
    if known := unchanged(request, tag, **headers):
        return known
    kept = _kept(tag, headers)
    accepted = ",".join(request.headers.getlist("accept-encoding"))
    taken = codings(accepted) if accepted else None
    if taken and (taken.small if len(body) < SMALL else taken.large) == GZIP:
        body = gzip.compress(body, LEVEL, mtime=0)
        kept["content-encoding"] = GZIP
    return Response(body, media_type=media_type, headers=kept)  # which adds the charset to text/*


def not_acceptable(offered: Iterable[str]) -> Response:
    """Return 406 with the media types that are offered."""
    return PlainTextResponse(f"{accept_one_of(offered)}\n", 406, {"vary": "Accept"})


def unchanged(request: Request, tag: str, **headers: str) -> Response | None:
    """Return 304 if a client has what a tag is of, so that it need not be made; else None."""
    if has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=_kept(tag, headers))
    return None


def _kept(tag: str, headers: Mapping[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    varied = [each for each in (named.pop("vary", ""), "Accept-Encoding") if each]
    kept = {"etag": tag, "cache-control": "no-cache", "vary": ", ".join(varied), "x-content-type-options": "nosniff"}
    return kept | named
