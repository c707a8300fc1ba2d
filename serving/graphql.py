"""The GraphQL endpoint: an HTTP request to one of the engine, and its answer back; nothing of Starlette in between."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.errors import DatabaseError
from graph.rdf.linked import FORMATS
from schema.bounded import Bounded
from schema.engine import MOMENT, Answer, Engine, Request
from schema.linked.engine import ANSWERS, LinkedEngine
from serving.negotiation import IDENTITY, PLAIN, Codings, accept_one_of, codings, preferred
from serving.replies import GRAPHQL_RESPONSE, KEPT, REVALIDATE, Reply, encoded, refusal, reply, status_of
from serving.requests import JSON, Disconnected, Unreadable, body, headers_of, of_body, of_parameters, parameters
from serving.sharing import METHODS, PREFLIGHT, asks_before
from serving.tags import Tags
from serving.turns import Turns
from serving.watching import watched

HTML = "text/html"
LINKED = {FORMATS[name].media_type: name for name in ANSWERS}  # formats of linked data by media type
OFFERS = {
    "GET": (JSON, GRAPHQL_RESPONSE, HTML, *LINKED),
    "HEAD": (JSON, GRAPHQL_RESPONSE, HTML, *LINKED),
    "POST": (JSON, GRAPHQL_RESPONSE, *LINKED),
}
THREADS = 16
SOON = 0.05  # seconds that a short request takes
LARGE = 32 * 1024  # bytes that take a moment to compress

Headers = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a client takes: a media type, and codings."""

    media: str
    codings: Codings
    format: str = ""  # of linked data, if it is that

    def media_of(self, answer: Answer) -> str:
        """Return the media type of an answer: a refusal is JSON, of that type which lets its status tell."""
        if self.format:
            return GRAPHQL_RESPONSE if answer.text is None else self.media
        return GRAPHQL_RESPONSE if self.media == GRAPHQL_RESPONSE else JSON


class GraphQLEndpoint:
    """An ASGI application for GraphQL over HTTP, also as linked data; a browser that asks for a page gets `page`.

    `version` is that of this program: answers of another are not taken for answers of this one.
    """

    def __init__(self, engine: Engine, page: Callable[[], Response], version: str) -> None:
        self.engine, self.page, self.limits = engine, page, engine.limits
        self.linked = LinkedEngine(engine)
        makers = (version, engine.base, engine.types.as_str())
        self.tags = {"": Tags(*makers), **{name: Tags(*makers, name) for name in ANSWERS}}
        self._accepted: Bounded[tuple[str, bytes, bytes], Accepted] = Bounded(256)
        self._turns = Turns("graphql", THREADS, self.limits.requests)

    def close(self) -> None:
        """End when what has begun is done."""
        self._turns.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method, headers = scope["method"], headers_of(scope)
        accepted = ANYTHING
        try:
            if method not in OFFERS:
                made = _other(method, headers)
            else:
                accepted = self._accept(method, headers)
                if method == "POST":
                    text = await body(receive, self.limits.body)
                    asked = of_body(headers.get(b"content-type", b"").decode("latin-1"), text)
                    made = await self._answered(asked, accepted, receive)
                else:
                    if accepted.media == HTML:  # GraphiQL reads the query of the address itself
                        page = self.page()
                        page.body = page.body if method == "GET" else b""
                        await page(scope, receive, send)
                        return
                    asked = of_parameters(parameters(scope["query_string"]))
                    made = await self._got(asked, accepted, headers, receive)
        except Unreadable as error:
            made = refusal(error, accepted.media, accepted.codings)
        except Disconnected:
            return
        await made.send(send, head=method == "HEAD")

    def _accept(self, method: str, headers: Headers) -> Accepted:
        """Return what a client takes. Raises Unreadable if there is nothing of that."""
        mark = (method, headers.get(b"accept", b""), headers.get(b"accept-encoding", b""))
        if found := self._accepted.get(mark):
            return found
        media = preferred(mark[1].decode("latin-1"), OFFERS[method])
        if media is None:
            raise Unreadable(accept_one_of(OFFERS[method]), 406, "NOT_ACCEPTABLE")
        taken = codings(mark[2].decode("latin-1")) if mark[2] else PLAIN
        if taken is None:
            raise Unreadable("Accept the encoding gzip or identity.", 406, "NOT_ACCEPTABLE")
        made = Accepted(media, taken, LINKED.get(media, ""))
        self._accepted.put(mark, made)
        return made

    async def _got(self, asked: Request, accepted: Accepted, headers: Headers, receive: Receive) -> Reply:
        """Answer a GET, or say that the answer is still the one that the client has."""
        known = headers.get(b"if-none-match", b"").decode("latin-1")
        if known and known.strip() != "*":
            revision, tags = await self._revision(), self.tags[accepted.format]
            if revision is not None and tags.matches(known, revision):
                return _unchanged(tags.of(revision))
        made = await self._answered(replace(asked, wants_revision=True), accepted, receive)
        if known.strip() == "*" and made.tag:
            return _unchanged(made.tag)
        return made

    async def _revision(self) -> int | None:
        """Return the revision of the graph, None if it cannot be read now."""

        def read(seconds: float) -> int | None:
            try:
                with self.engine.store.snapshot(seconds) as snapshot:
                    return snapshot.revision()
            except DatabaseError:
                return None

        if self.engine.store.dialect.is_embedded and (revision := read(MOMENT)) is not None:
            return revision
        return await self._turns.take(lambda: read(self.limits.seconds))

    async def _answered(self, asked: Request, accepted: Accepted, receive: Receive) -> Reply:
        """Answer at once if that takes but a moment, else in a thread, in which nothing keeps others waiting."""
        engine = self.engine
        if accepted.format:
            engine, asked = self.linked, replace(asked, format=accepted.format)
        answer = engine.answer_soon(asked)
        if answer is None:
            is_short = engine.store.dialect.is_embedded and engine.seconds(asked) < SOON
            with watched(receive) as gone:
                asked = replace(asked, gone=gone)
                return await self._turns.take(
                    lambda: self._made(*self._encoded(engine.answer(asked)), accepted), is_short=is_short
                )
        answer, text = self._encoded(answer)
        if len(text) >= LARGE and accepted.codings.large != IDENTITY:
            return await self._turns.go(lambda: self._made(answer, text, accepted))
        return self._made(answer, text, accepted)

    def _encoded(self, answer: Answer) -> tuple[Answer, bytes]:
        return encoded(answer, self.limits.reply)

    def _made(self, answer: Answer, text: bytes, accepted: Accepted) -> Reply:
        media = accepted.media_of(answer)
        tag = None if answer.revision is None else self.tags[accepted.format].of(answer.revision)
        return reply(status_of(answer, media), text, media, accepted.codings, tag)


ANYTHING = Accepted(JSON, PLAIN)


def _unchanged(tag: str) -> Reply:
    return Reply(304, [*KEPT, REVALIDATE, (b"etag", tag.encode())])


def _other(method: str, headers: Headers) -> Reply:
    """Answer what is neither GET nor POST."""
    if asks_before(method, headers):
        return Reply(204, [*PREFLIGHT])
    raise Unreadable(f"GraphQL is asked by {' or '.join(METHODS)}.", 405, "METHOD_NOT_ALLOWED")
