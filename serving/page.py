"""The GraphiQL page: the built front end, under a content security policy that lets nothing else in."""

import secrets
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

NONCE = "__CSP_NONCE__"
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Page:
    """The page in a folder of built files."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "index.html"

    def __call__(self) -> Response:
        """Return the page with a nonce of its own."""
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
        return Response(self._file.read_text("utf-8").replace(NONCE, nonce), headers=headers)
