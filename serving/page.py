"""Pages that run: those that web/ builds, under a content security policy that lets nothing else in."""

import gzip
import secrets
from collections.abc import Mapping
from html import escape
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from serving.negotiation import GZIP, PLAIN, Codings
from serving.replies import LEVEL

NONCE = "__CSP_NONCE__"
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Page:
    """A page in a folder of built files."""

    def __init__(self, folder: Path, name: str = "index.html") -> None:
        self._file = folder / name

    def __call__(self, given: Mapping[str, str] | None = None, taken: Codings = PLAIN) -> Response:
        """Return the page with a nonce of its own; what is given, by the word that stands in its place, is put in."""
        if not self._file.is_file():
            return PlainTextResponse("The page is not built: run `make install`.", 503)
        nonce = secrets.token_urlsafe(16)
        headers = {
            "content-type": "text/html; charset=utf-8",
            "cache-control": "no-store",
            "content-security-policy": POLICY.format(nonce=nonce),
            "referrer-policy": "no-referrer",
            "vary": "Accept",
            "x-content-type-options": "nosniff",
        }
        text = self._file.read_text("utf-8")
        for word, value in {**(given or {}), NONCE: escape(nonce)}.items():
            text = text.replace(word, value)
        body = text.encode()
        if taken.large == GZIP:
            body, headers["content-encoding"] = gzip.compress(body, LEVEL, mtime=0), GZIP
        return Response(body, headers=headers)
