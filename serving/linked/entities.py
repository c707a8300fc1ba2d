"""Linked data over HTTP: an entity's IRI leads to a page for people or to data for programs, each at its own address.

These are answered before Starlette looks for a route, where the database is a file even in the event loop: what is
known of one entity is read in a fraction of a millisecond, which a thread and a stack of middleware would double.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from graph.errors import DatabaseError, InvalidValue
from graph.knowledge import Knowledge
from graph.rdf.context import CONTEXT_PATH, context
from graph.rdf.linked import Format
from graph.store import Snapshot, Store
from graph.values import EntityId
from schema.bounded import Bounded
from schema.engine import MOMENT
from schema.limits import Limits
from serving.linked.documents import BY_MEDIA_TYPE, BY_SUFFIX
from serving.negotiation import HTML, IDENTITY, PLAIN, TEXT, Codings, accept_one_of, codings, languages, preferred
from serving.pages.entity import Pages, encoded, spoken
from serving.pages.wording import LANGUAGES, Language
from serving.publishing import published
from serving.replies import KEPT, REVALIDATE, Header, Reply, reply
from serving.requests import Unreadable, headers_of
from serving.sharing import PREFLIGHT, asks_before
from serving.tags import Tags, has
from serving.turns import Turns

ID, DATA, PAGE = "id", "data", "page"
METHODS = ("GET", "HEAD")
THREADS = 8
LARGE = 32 * 1024  # bytes that take a moment to compress
_READ = (b"accept", b"if-none-match", b"accept-language")
_LANGUAGE = re.compile(rb"(?:^|&)lang=(pl|en)(?:&|$)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks: of whom, at which root, and what it takes and has, as its headers and its address say."""

    root: str
    name: str
    accept: str
    known: str
    languages: str
    query: bytes

    @property
    def chosen(self) -> Language | None:
        """The language that the address names, which the links of a page then keep."""
        found = _LANGUAGE.search(self.query)
        return spoken((found[1].decode(),)) if found else None

    @property
    def language(self) -> Language:
        """The language that a page is wanted in."""
        return self.chosen or spoken(languages(self.languages))

    @property
    def wants_page(self) -> bool:
        """Whether what goes wrong is to be told to a person."""
        return preferred(self.accept, (TEXT, HTML)) == HTML


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is compressed."""

    status: int
    body: bytes = b""
    media: str = TEXT
    tag: str | None = None
    headers: tuple[Header, ...] = ()

    def reply(self, taken: Codings) -> Reply:
        """Return it as it is sent."""
        if self.status == 304 and self.tag:
            return Reply(304, [*KEPT, REVALIDATE, (b"etag", self.tag.encode()), *self.headers])
        made = reply(self.status, self.body, self.media, taken, self.tag)
        return Reply(made.status, [*made.headers, *self.headers], made.body, made.tag)


class LinkedData:
    """An ASGI application for /id/, /data/ and /page/ under a base, which ends in a slash."""

    roots = tuple(f"/{each}/" for each in (ID, DATA, PAGE))

    def __init__(self, store: Store, base: str, limits: Limits, version: str, pages: Pages) -> None:
        self.store, self.base, self.limits, self.pages = store, base, limits, pages
        self.knowledge, self.documents = Knowledge(store), pages.documents
        self._tags = {each: Tags(version, base, each) for each in (*BY_MEDIA_TYPE, *LANGUAGES, CONTEXT_PATH)}
        self._turns = Turns("linked", THREADS, limits.requests)
        self._codings: Bounded[bytes, Codings] = Bounded(256)
        self._answers: Mapping[str, Callable[[Asked, Snapshot], Draft]] = {
            ID: self._identified,
            DATA: self._described,
            PAGE: self._shown,
        }

    def close(self) -> None:
        """End when what has begun is done."""
        self._turns.close()

    def routes(self) -> list[BaseRoute]:
        """Return the routes of what is not of one entity."""
        return [Route(f"/{CONTEXT_PATH}", self._context)]

    async def _context(self, request: Request) -> Response:
        body = orjson.dumps(context(self.store.model, self.base), option=orjson.OPT_INDENT_2)
        return published(request, body, "application/ld+json", self._tags[CONTEXT_PATH].of(0))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        """Answer one request."""
        method, headers = scope["method"], headers_of(scope)
        if method not in METHODS:
            await _other(method, headers).send(send, head=False)
            return
        taken = PLAIN
        try:
            taken = self._taken(headers.get(b"accept-encoding", b""))
            draft = await self._draft(_asked(scope, headers))
        except Unreadable as error:
            draft = Draft(error.status, f"{error}\n".encode())
        made = await self._sent(draft, taken)
        await made.send(send, head=method == "HEAD")

    async def _sent(self, draft: Draft, taken: Codings) -> Reply:
        """Return an answer as it is sent: what is large is compressed in a thread, unless too many wait for one."""
        if len(draft.body) >= LARGE and taken.large != IDENTITY:
            with suppress(Unreadable):
                return await self._turns.take(lambda: draft.reply(taken))
        return draft.reply(taken)

    def _taken(self, accept_encoding: bytes) -> Codings:
        """Return how an answer may be coded. Raises Unreadable if there is no way."""
        if not accept_encoding:
            return PLAIN
        found = self._codings.get(accept_encoding) or codings(accept_encoding.decode("latin-1"))
        if found is None:
            raise Unreadable("Accept the encoding gzip or identity.", 406)
        self._codings.put(accept_encoding, found)
        return found

    async def _draft(self, asked: Asked) -> Draft:
        """Answer at once if that takes but a moment, else in a thread. Raises Unreadable if too many wait."""
        if not _is_name(asked.name):
            return self._none(asked)
        if self.store.dialect.is_embedded and asked.root != PAGE:
            try:
                return self._answer(asked, min(MOMENT, self.limits.seconds))
            except DatabaseError:
                pass  # in a thread it may take longer
        try:
            return await self._turns.take(lambda: self._answer(asked, self.limits.seconds))
        except DatabaseError as error:
            raise Unreadable("The database cannot be read.", 503) from error

    def _answer(self, asked: Asked, seconds: float) -> Draft:
        with self.store.snapshot(seconds) as snapshot:
            return self._answers[asked.root](asked, snapshot)

    # --- what there is at each root ---

    def _identified(self, asked: Asked, snapshot: Snapshot) -> Draft:
        """Lead from an entity's IRI, which means the thing itself, to a document that is about it."""
        if elsewhere := self._elsewhere(asked, snapshot):
            return elsewhere
        media = preferred(asked.accept, (*BY_MEDIA_TYPE, HTML))
        if media is None:
            return _not_acceptable((*BY_MEDIA_TYPE, HTML))
        documents = self.documents
        there = documents.page(asked.name) if media == HTML else documents.address(asked.name, BY_MEDIA_TYPE[media])
        return _see(303, there, (b"link", documents.links(asked.name).encode()))

    def _described(self, asked: Asked, snapshot: Snapshot) -> Draft:
        """Return what is known of an entity, in the format of the suffix or else of the Accept header."""
        name, chosen = self._format(asked, snapshot)
        if chosen is None:
            return _not_acceptable(tuple(BY_MEDIA_TYPE))
        address, links = self.documents.address(name, chosen), self.documents.links(name, chosen.media_type)
        links = f'<{self.documents.root}id/{name}>; rel="describes", <{address}>; rel="canonical", {links}'
        headers = ((b"content-location", address.encode()), (b"link", links.encode()))
        tag = self._tags[chosen.media_type].of(snapshot.revision())
        if asked.known and has(asked.known, tag) and self.knowledge.is_there(snapshot, name):
            return Draft(304, tag=tag, headers=headers)
        known = self.knowledge.of(snapshot, name)
        if known is None:
            return self._elsewhere(asked, snapshot, name) or self._none(asked)
        body = self.documents.written(chosen, known, lambda: self.store.merges(snapshot))
        return Draft(200, body, chosen.media_type, tag, headers)

    def _shown(self, asked: Asked, snapshot: Snapshot) -> Draft:
        """Return the page of an entity."""
        links = f'<{self.documents.root}id/{asked.name}>; rel="describes", {self.documents.links(asked.name, HTML)}'
        headers = (*encoded(self.pages.headers(asked.language)), (b"link", links.encode()))
        revision = snapshot.revision()
        tag = self._tags[asked.language].of(revision)
        if asked.known and has(asked.known, tag) and self.knowledge.is_there(snapshot, asked.name):
            return Draft(304, tag=tag, headers=headers)
        known = self.knowledge.of(snapshot, asked.name)
        if known is None:
            return self._elsewhere(asked, snapshot) or self._none(asked)
        body = self.pages.entity(known, revision, asked.language, is_chosen=asked.chosen is not None)
        return Draft(200, body, HTML, tag, headers)

    def _format(self, asked: Asked, snapshot: Snapshot) -> tuple[str, Format | None]:
        """Return of whom data is asked for and in which format: a suffix names one, unless it is part of the id."""
        for suffix, chosen in BY_SUFFIX.items():
            if asked.name.endswith(suffix) and self.store.meant(asked.name, snapshot) is None:
                return asked.name.removesuffix(suffix), chosen
        return asked.name, BY_MEDIA_TYPE.get(preferred(asked.accept, tuple(BY_MEDIA_TYPE)) or "")

    # --- what became of others ---

    def _elsewhere(self, asked: Asked, snapshot: Snapshot, name: str = "") -> Draft | None:
        """Say what became of who is not in the graph now; None of who is. What follows the id goes along."""
        name = name or asked.name
        meant = self.store.meant(name, snapshot)
        if meant is None:
            return self._none(asked)
        if not meant.is_there:
            return self._told(asked, 410, name)
        if meant.id == name:
            return None
        return _see(301, f"{self.documents.root}{asked.root}/{meant.id}{asked.name.removeprefix(name)}")

    def _none(self, asked: Asked) -> Draft:
        return self._told(asked, 404, asked.name)

    def _told(self, asked: Asked, status: int, name: str) -> Draft:
        """Say in words that there is nobody, to a person on a page."""
        if asked.wants_page:
            body = self.pages.notice(status, name, asked.language, asked.root)
            return Draft(status, body, HTML, headers=encoded(self.pages.headers(asked.language)))
        return Draft(status, f"{self.pages.sentence(status, name, 'en')}\n".encode())


def _asked(scope: Scope, headers: Mapping[bytes, bytes]) -> Asked:
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    root, _, name = path[1:].partition("/")
    accept, known, understood = (headers.get(each, b"").decode("latin-1") for each in _READ)
    return Asked(root, name, accept, known, understood, scope.get("query_string", b""))


def _is_name(name: str) -> bool:
    """Whether a text may be the id of an entity, or that and a suffix."""
    suffix = next((each for each in BY_SUFFIX if name.endswith(each)), "")
    try:
        EntityId(name.removesuffix(suffix))
    except InvalidValue:
        return False
    return True


def _not_acceptable(offered: tuple[str, ...]) -> Draft:
    return Draft(406, f"{accept_one_of(offered)}\n".encode())


def _see(status: int, address: str, *headers: Header) -> Draft:
    return Draft(status, f"See {address}\n".encode(), headers=((b"location", address.encode()), *headers))


def _other(method: str, headers: Mapping[bytes, bytes]) -> Reply:
    """Answer what is neither GET nor HEAD."""
    if asks_before(method, headers):
        return Reply(204, [*PREFLIGHT])
    allowed = (b"allow", ", ".join(METHODS).encode())
    made = reply(400, b"This is read by GET or HEAD.\n", TEXT, PLAIN)
    return Reply(405, [*made.headers, allowed], made.body)
