"""Replies: an answer as the status, the headers and the bytes that leave."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from graphql import GraphQLError
from starlette.types import Send

from schema.engine import Answer
from serving.negotiation import GZIP, Codings
from serving.requests import JSON, Unreadable
from serving.sharing import METHODS, SHARED

GRAPHQL_RESPONSE = "application/graphql-response+json"
SMALL = 1_024  # bytes that a packet holds anyway
LEVEL = 5  # of 9, beyond which little is gained
STATUS = {"DATABASE_ERROR": 503}  # of refusals that are no fault of the request

Header = tuple[bytes, bytes]
KEPT: tuple[Header, ...] = (*SHARED, (b"vary", b"Accept, Accept-Encoding"), (b"x-content-type-options", b"nosniff"))
# An answer may be another at any revision: it is kept with its tag, and asked for again by that.
REVALIDATE, NO_STORE = (b"cache-control", b"no-cache"), (b"cache-control", b"no-store")
BESIDE: Mapping[int, Header] = {405: (b"allow", ", ".join(METHODS).encode()), 503: (b"retry-after", b"1")}


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: a body, compressed if it was to be. Whoever has one of the same `tag` need not be sent it."""

    status: int
    headers: list[Header]
    body: bytes = b""
    tag: str | None = None

    async def send(self, send: Send, *, head: bool) -> None:
        """Send it; without its body, if only the head was asked for."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"" if head else self.body})


def encoded(answer: Answer, limit: int) -> tuple[Answer, bytes]:
    """Return an answer and its bytes; in the place of one that is too long, a refusal."""
    text = orjson.dumps(answer.body) if answer.text is None else answer.text
    if len(text) <= limit:
        return answer, text
    message = f"The answer is longer than {limit} bytes: ask for shorter pages, or fewer fields."
    refused = Answer(None, (GraphQLError(message, extensions={"code": "ANSWER_TOO_LARGE"}),))
    return refused, orjson.dumps(refused.body)


def status_of(answer: Answer, media: str) -> int:
    """Return the status of an answer: 200 in JSON even if it was refused, for older clients look no further."""
    if answer.data is not None:
        return 200
    code = (answer.errors[0].extensions or {}).get("code")
    return STATUS.get(str(code), 400 if media == GRAPHQL_RESPONSE else 200)


def reply(status: int, text: bytes, media: str, codings: Codings, tag: str | None = None) -> Reply:
    """Return a reply, compressed as is wanted; with a tag, it may be kept."""
    made = [*KEPT, (b"content-type", f"{media}; charset=utf-8".encode())]
    made += [REVALIDATE, (b"etag", tag.encode())] if tag else [NO_STORE]
    if status in BESIDE:
        made.append(BESIDE[status])
    if (codings.small if len(text) < SMALL else codings.large) == GZIP:
        text = gzip.compress(text, LEVEL, mtime=0)
        made.append((b"content-encoding", GZIP.encode()))
    made.append((b"content-length", str(len(text)).encode()))
    return Reply(status, made, text, tag)


def refusal(error: Unreadable, media: str, codings: Codings) -> Reply:
    """Return a reply that says why there is no answer."""
    body = {"errors": [{"message": str(error), "extensions": {"code": error.code}}]}
    return reply(error.status, orjson.dumps(body), media if media == GRAPHQL_RESPONSE else JSON, codings)
