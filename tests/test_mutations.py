"""Twenty thousand requests that were damaged in every way: none is a fault of the server, none is told of its inside."""

import asyncio
import copy
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import pytest

import server
from settings import Settings

NUMBER, ROUND = 20_000, 2_000
HOME = Path(server.__file__).parent
INSIDE = re.compile(
    rb"Traceback|File \\?\"|\.py\b|site-packages|\w+(?<!Syntax )Error\b|\w+Exception\b|object at 0x|<class|sqlite|psycopg|sqlalchemy|starlette"
    rb"|uvicorn|strawberry|graphql-core|graphql_core|python|orjson|SELECT |recursion|codec|NoneType|surrogate"
    rb"|\b\d+\.\d+\.\d+\b|" + b"|".join(re.escape(str(each)).encode() for each in (HOME, Path.home(), "graph.db")),
    re.IGNORECASE,
)
STATUS = {200, 204, 304, 400, 405, 406, 413, 415, 503}
HTML = "text/html; charset=utf-8"
MEDIA = {"application/json; charset=utf-8", "application/graphql-response+json; charset=utf-8"}

ASKED: tuple[dict[str, Any], ...] = (
    {"query": '{node(id: "place/leczna") {id label ... on City {country {name}}}}'},
    {"query": "query A($n: Int, $c: String) {projects(first: $n, after: $c) {nodes {id title} pageInfo {endCursor}}}", "variables": {"n": 2, "c": None}, "operationName": "A"},
    {"query": "query($w: ProjectFilter, $o: [ProjectOrder!]) {projects(where: $w, orderBy: $o) {totalCount nodes {budget {amount currency}}}}",
     "variables": {"w": {"budget": {"currency": {"eq": "PLN"}, "amount": {"gte": "1.50"}}, "not": {"title": {"contains": "ł"}}}, "o": [{"budget": "DESC"}, {"title": "ASC"}]}},
    {"query": 'query($i: [ID!]!) {nodes(ids: $i) {...F} search(text: "mops", first: 3) {nodes {id}}} fragment F on Entity {id iri evidence {quote {exact}}}', "variables": {"i": ["place/leczna", "x"]}},
    {"query": 'query($yes: Boolean!) {path(from: "organization/mops-leczna", to: "place/treviolo") @include(if: $yes) {length} __typename}', "variables": {"yes": True}, "extensions": {"cost": True}},
    {"query": '{__type(name: "Project") {fields {name type {name}}} statistics {entities}}', "variables": {}},
    {"query": '{projects(where: {startDate: {during: "2008-05"}, year: {in: [2008, 2009]}}) {nodes {startDate participations(last: 2) {nodes {role}}}}}'},
)  # fmt: skip
HEADERS: dict[str, tuple[bytes, ...]] = {
    "accept": (b"application/json", b"application/graphql-response+json", b"*/*", b"application/*;q=0.5, text/html;q=0.1", b"image/png"),
    "accept-encoding": (b"gzip", b"identity", b"gzip;q=0, *", b"br, gzip;q=0.2", b"*;q=0"),
    "content-type": (b"application/json", b"application/json; charset=utf-8", b"text/plain", b'application/json;charset="utf-16"'),
    "if-none-match": (b'W/"1-0"', b"*", b'"x", W/"y"'),
    "origin": (b"https://elsewhere.example", b"null"),
    "access-control-request-method": (b"POST", b"DELETE"),
    "content-encoding": (b"gzip", b"x"),
    "content-length": (b"10", b"-1", b"9" * 30),
    "host": (b"127.0.0.1", b"evil.example", b""),
    "range": (b"bytes=0-1",),
    "expect": (b"100-continue",),
}  # fmt: skip
BYTES = (b"", b"\x00", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b'"', b"\\", b"\\ud800", b"\\u0000", b"\\uffff", b"{", b"}", b"[", b"]",
         b"null", b"1e999", b"-", b"9" * 400, b"NaN", b"\r\n", b"\n", b"%00", b"%ff", b"%", b"&", b"+", b"=", "łódź".encode(), "\U0001f600".encode(), b"$", b"...", b"#")  # fmt: skip
TOKENS = ("{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "|", "&", "=", "...", '"', '"""', "#", "null", "true", "query", "mutation", "subscription", "fragment", "on", "F", "A", "$n",
          "-1", "0", "00", "99999999999", "1e400", "1.5", "9" * 50, "first", "last", "where", "and", "or", "not", "eq", "in", "after", "projects", "nodes", "id", "__typename", "__schema",
          "Project", "Entity", "@skip(if: true)", "@include(if: $yes)", '"\\ud800"', '"\\u{110000}"', '"\\u0000"', "\x00", "\ufeff", "\u2028", "ł", "\U0001f600")  # fmt: skip
VALUES: tuple[Any, ...] = (None, True, False, 0, -1, 1.5, 1e308, 2**31, 2**63 - 1, -(2**63), 2**64 - 1, "", "x", "\x00", "ł", "\U0001f600", "9" * 500, "2008-02-30", "place/leczna", "1e400", [], {}, [[]], {"": 1},
                          {"eq": None}, {"in": [None]}, [1, "a", None], {"and": [{}]}, {"not": {}}, "PLN", "DESC", "eyJ4IjoxfQ", "W10")  # fmt: skip


class Mutant:
    """A request that was good until it was changed."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.method = chance.choice(["POST"] * 6 + ["GET"] * 4 + ["HEAD"])
        self.asked: Any = orjson.loads(orjson.dumps(chance.choice(ASKED)))
        self.headers = [(b"content-type", b"application/json"), (b"accept", chance.choice(HEADERS["accept"][:3]))]
        self.bytes: bytes | None = None

    def change(self) -> None:
        """Change something."""
        self.chance.choice(
            [self._text, self._text, self._value, self._value, self._raw, self._raw, self._header, self._method]
        )()

    def _text(self) -> None:
        query = self.asked.get("query") if isinstance(self.asked, dict) else None
        if isinstance(query, str):
            parts = re.findall(r"\w+|\.\.\.|\s+|.", query, re.DOTALL)
            at = self.chance.randrange(len(parts) + 1)
            put = [self.chance.choice(TOKENS)] * self.chance.choice([0, 1, 1, 1, 2, 30])
            parts[at : at + self.chance.choice([0, 0, 1, 1, 3])] = put
            self.asked["query"] = "".join(parts)

    def _value(self) -> None:
        """Put another value somewhere in the JSON, or double or drop what is there."""
        places = list(_places(self.asked))
        if not places:
            self.asked = copy.deepcopy(self.chance.choice(VALUES))
            return
        holder, key = self.chance.choice(places)
        what = self.chance.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[self.chance.choice(["", "x", "query", "variables", "eq", "\x00", "w" * 300])] = self.chance.choice(
                VALUES
            )
        elif what == 2:
            holder[key] = [holder[key]] * self.chance.choice([1, 2, 600])
        elif what == 3:
            for _ in range(self.chance.choice([1, 20, 100])):
                holder[key] = {"not": holder[key]}
        else:
            holder[key] = copy.deepcopy(self.chance.choice(VALUES))

    def _raw(self) -> None:
        """Damage the bytes of the body, or of the address."""
        raw = bytearray(self.content())
        for _ in range(self.chance.randint(1, 4)):
            at = self.chance.randrange(len(raw) + 1)
            what = self.chance.randrange(4)
            if what == 0 and raw:
                raw[at % len(raw)] ^= 1 << self.chance.randrange(8)
            elif what == 1:
                del raw[at : at + self.chance.choice([1, 5, len(raw)])]
            else:
                raw[at : at + self.chance.choice([0, 0, 1])] = self.chance.choice(BYTES)
        self.bytes = bytes(raw)

    def _header(self) -> None:
        name = self.chance.choice([*HEADERS])
        value = bytearray(self.chance.choice(HEADERS[name]))
        for _ in range(self.chance.choice([0, 0, 1, 3])):
            at = self.chance.randrange(len(value) + 1)
            value[at : at + self.chance.choice([0, 1, 4])] = self.chance.choice(
                [
                    b";",
                    b",",
                    b"q=",
                    b"=",
                    b'"',
                    b"*",
                    b"/",
                    b"\xff",
                    b"\x80",
                    b"0.",
                    b"9" * 50,
                    b"W/",
                    b" ",
                    b"charset=x",
                    b"," * 2_000,
                ]
            )
        if self.chance.random() < 0.7:
            self.headers = [each for each in self.headers if each[0] != name.encode()]
        self.headers.append((name.encode(), bytes(value)))

    def _method(self) -> None:
        self.method = self.chance.choice(
            ["GET", "HEAD", "POST", "PUT", "OPTIONS", "DELETE", "TRACE", "get", "", "CONNECT", "QUERY", "\x00"]
        )

    def content(self) -> bytes:
        """Return the body; of a GET, the query of its address."""
        if self.bytes is not None:
            return self.bytes
        if self.method == "POST" or not isinstance(self.asked, dict):
            return json.dumps(self.asked).encode()
        parts = [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in self.asked.items()]
        return "&".join(f"{quote(name)}={quote(value)}" for name, value in parts).encode()

    def chunks(self) -> list[bytes]:
        """Return the body in pieces, which break wherever they do."""
        body = self.content() if self.method == "POST" else b""
        cuts = sorted(self.chance.randrange(len(body) + 1) for _ in range(self.chance.choice([0, 0, 0, 1, 5])))
        return [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in list(items)[:50]:
        yield value, key
        yield from _places(each)


async def sent(app: Callable[..., Any], mutant: Mutant) -> tuple[int, dict[str, str], bytes]:
    """Send a request to an application, and return the status, the headers and the body of its answer."""
    chunks = mutant.chunks()
    coming = [
        {"type": "http.request", "body": each, "more_body": number < len(chunks) - 1}
        for number, each in enumerate(chunks)
    ]
    if mutant.chance.random() < 0.01:
        coming[-1] = {"type": "http.disconnect"}
    going: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        going.append(message)

    query = mutant.content() if mutant.method != "POST" else b""
    scope = {
        "type": "http",
        "method": mutant.method,
        "path": "/graphql",
        "query_string": query,
        "headers": mutant.headers,
        "http_version": "1.1",
        "scheme": "http",
        "root_path": "",
        "client": None,
        "server": None,
    }
    await app(scope, receive, send)
    if not going:
        return 0, {}, b""  # whoever asked is gone
    start, *bodies = going
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    return start["status"], headers, b"".join(each.get("body", b"") for each in bodies)


def check(mutant: Mutant, status: int, headers: dict[str, str], body: bytes) -> None:
    """Check that an answer is one that may be given."""
    shown = (mutant.method, mutant.content()[:2_000], mutant.headers, status, body[:500])
    assert status in STATUS, shown
    assert not INSIDE.search(repr(headers).encode()), shown
    if status in {204, 304} or mutant.method == "HEAD":
        assert body == b"", shown
        return
    assert len(body) == int(headers["content-length"]), shown
    if headers["content-type"] == HTML:  # the page reads the query itself
        assert mutant.method == "GET", shown
        return
    assert headers["content-type"] in MEDIA, shown
    answer = orjson.loads(gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body)
    assert answer.keys() <= {"data", "errors", "extensions"}, shown
    assert "data" in answer or status != 200 or headers["content-type"].startswith("application/json"), shown
    for error in answer.get("errors", ()):
        # What was sent may be quoted; it is not of the inside.
        told = re.sub(r"'[^']*'|\"[^\"]*\"", "", error["message"])
        assert not INSIDE.search(told.encode()), shown
        assert "\n" not in error["message"], shown
        assert re.fullmatch(r"[A-Z_]+", error["extensions"]["code"]), shown


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Application]:
    made = server.application(Settings.of(database=f"sqlite:///{tmp_path_factory.mktemp('mutations') / 'graph.db'}"))
    yield made
    made.graphql.close()
    made.graphql.engine.store.close()


@pytest.mark.parametrize("seed", range(NUMBER // ROUND))
def test_no_damage_to_a_request_damages_the_server(seed: int, app: server.Application):
    seen: Counter[int] = Counter()

    async def ask() -> None:
        chance = random.Random(seed)
        for _ in range(ROUND):
            mutant = Mutant(chance)
            for _ in range(chance.choice([1, 1, 1, 2, 4])):
                mutant.change()
            status, headers, body = await sent(app, mutant)
            seen[status] += 1
            if status:
                check(mutant, status, headers, body)

    asyncio.run(ask())
    assert seen[200] > ROUND / 10
    assert seen[400] > ROUND / 50
