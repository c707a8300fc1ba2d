"""Sharing: all that is here is public and read only, so that a page of anyone may ask (CORS, without credentials)."""

from collections.abc import Mapping, Sequence

METHODS = ("GET", "HEAD", "POST")
EXPOSED = ("Accept-Ranges", "Content-Location", "Content-Range", "ETag", "Link", "Repr-Digest", "Retry-After")
DAY = 86_400  # seconds
SHARED: Sequence[tuple[bytes, bytes]] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
)
# To whoever asks before asking: any header may be sent, and there is no need to ask again today.
PREFLIGHT: Sequence[tuple[bytes, bytes]] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", ", ".join(METHODS).encode()),
    (b"access-control-allow-headers", b"accept, content-type, if-none-match, *"),
    (b"access-control-max-age", str(DAY).encode()),
)


def asks_before(method: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether a browser asks if it may ask."""
    return method == "OPTIONS" and b"origin" in headers and b"access-control-request-method" in headers
