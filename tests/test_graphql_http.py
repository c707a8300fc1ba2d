"""GraphQL over HTTP: what is asked in whatever way, and the status, media type and headers that it is answered with.

The rules are those of https://graphql.github.io/graphql-over-http/draft/.
"""

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from math import inf
from pathlib import Path
from threading import Event
from typing import Any

import orjson
import pytest
from cluster import Databases
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import server
from graph.seeding.seeds import read_seeds
from schema.engine import Request
from schema.limits import DEFAULTS
from serving.graphql import HTML
from serving.replies import GRAPHQL_RESPONSE
from serving.requests import JSON
from serving.tags import Tags
from settings import Settings

QUERY = '{node(id: "place/leczna") {id}}'
DATA = {"data": {"node": {"id": "place/leczna"}}}
INVALID = "{nothing}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
HOME = Path(server.__file__).parent
LEAKS = re.compile(
    r"Traceback|File \"|\.py\b|site-packages|(?<!Syntax )Error\b|Exception|object at 0x|sqlite|postgres|psycopg|SELECT|recursion|stack|codec|"
    + "|".join(re.escape(str(each)) for each in (HOME, Path.home(), "/tmp/", "graph.db")),  # noqa: S108
)


@pytest.fixture(scope="module")
def client(databases: Databases) -> Iterator[TestClient]:
    """A client of a server on a graph of the seeds. An exception in the server is raised in the test."""
    url = databases.new()
    app = server.application(Settings.of(database=url, base_iri="https://example.org/"))
    with TestClient(app, follow_redirects=False) as made:
        yield made
    databases.remove(url)


def posted(client: TestClient, asked: Any, **headers: str) -> Any:
    body = asked if isinstance(asked, bytes) else orjson.dumps(asked)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/graphql", content=body, headers={"content-type": JSON, **named})


def media(response: Any) -> str:
    content_type = response.headers["content-type"]
    assert content_type.endswith("; charset=utf-8")
    return str(content_type.removesuffix("; charset=utf-8"))


def code(response: Any) -> str:
    """Check that an answer is a proper refusal, and return its code."""
    body = response.json()
    assert body.keys() == {"errors"}
    for error in body["errors"]:
        assert error["message"].strip()
        assert "\n" not in error["message"]
        assert len(error["message"]) < 500
        assert not LEAKS.search(error["message"]), error
    found = body["errors"][0]["extensions"]["code"]
    assert re.fullmatch(r"[A-Z_]+", found)
    return str(found)


# --- how it is asked --------------------------------------------------------------------------------------------------


def test_a_query_is_asked_by_get_or_by_post(client: TestClient):
    assert client.get("/graphql", params={"query": QUERY}).json() == DATA
    assert posted(client, {"query": QUERY}).json() == DATA


def test_variables_and_the_name_of_an_operation_come_in_either_way(client: TestClient):
    query = "query A($id: ID!) {node(id: $id) {id}} query B {__typename}"
    variables = {"id": "place/leczna"}
    asked = {"query": query, "variables": variables, "operationName": "A", "extensions": {"any": 1}}
    assert posted(client, asked).json() == DATA
    parameters = {**asked, "variables": orjson.dumps(variables).decode(), "extensions": "{}"}
    assert client.get("/graphql", params=parameters).json() == DATA
    assert posted(client, {"query": query, "operationName": "B"}).json() == {"data": {"__typename": "Query"}}


def test_what_is_null_or_empty_is_as_if_it_were_not_there(client: TestClient):
    nothing = {"variables": None, "operationName": None, "extensions": None, "unknown": 1}
    assert posted(client, {"query": QUERY, **nothing}).json() == DATA
    assert client.get("/graphql", params={"query": QUERY, "variables": "", "operationName": ""}).json() == DATA


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        'APPLICATION/JSON ; Charset="UTF-8"',
        "application/json;x=y",
    ],
)
def test_a_body_is_json_in_utf_8_whatever_else_its_type_says(client: TestClient, content_type: str):
    assert posted(client, {"query": QUERY}, content_type=content_type).json() == DATA


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/graphql", "application/jsonx", "application/x-www-form-urlencoded",
     "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset=latin1", "é"],
)  # fmt: skip
def test_a_body_of_another_type_is_refused(client: TestClient, content_type: str):
    headers = {"content-type": content_type.encode("latin-1")}
    response = client.post("/graphql", content=orjson.dumps({"query": QUERY}), headers=headers)
    assert response.status_code == 415
    assert code(response) == "BAD_REQUEST"


def test_a_body_without_a_type_is_refused(client: TestClient):
    assert client.post("/graphql", content=orjson.dumps({"query": QUERY})).status_code == 415


# --- how it is answered ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "wanted"),
    {
        None: JSON,
        "": JSON,
        "*/*": JSON,
        "application/*": JSON,
        JSON: JSON,
        GRAPHQL_RESPONSE: GRAPHQL_RESPONSE,
        f"{GRAPHQL_RESPONSE}; charset=utf-8, {JSON}; charset=utf-8": JSON,
        f"{GRAPHQL_RESPONSE};q=1.0, {JSON};q=0.9": GRAPHQL_RESPONSE,
        f"{GRAPHQL_RESPONSE}, {JSON};q=0.9": GRAPHQL_RESPONSE,
        f"{JSON};q=0.5, */*;q=0.6": GRAPHQL_RESPONSE,
        f"{JSON};q=0, */*": GRAPHQL_RESPONSE,
        f"{GRAPHQL_RESPONSE};q=0, application/*;q=0.1": JSON,
        "APPLICATION/JSON": JSON,
        f"image/png, {GRAPHQL_RESPONSE} ; Q=0.001": GRAPHQL_RESPONSE,
        f"{JSON};q=high, {GRAPHQL_RESPONSE};q=0.1": GRAPHQL_RESPONSE,
    }.items(),
)
def test_the_answer_has_the_media_type_that_is_preferred(client: TestClient, accept: str | None, wanted: str):
    client.headers.pop("accept", None)
    headers = {} if accept is None else {"accept": accept}
    for response in (
        client.get("/graphql", params={"query": QUERY}, headers=headers),
        posted(client, {"query": QUERY}, **headers),
    ):
        assert response.json() == DATA
        assert media(response) == wanted
        assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("accept", ["image/png", "text/*;q=0, image/*", "*/*;q=0", f"{JSON};q=0", "nonsense", ";;,;"])
def test_who_accepts_nothing_that_there_is_gets_a_406(client: TestClient, accept: str):
    response = posted(client, {"query": QUERY}, accept=accept)
    assert response.status_code == 406
    assert code(response) == "NOT_ACCEPTABLE"


def test_the_page_is_no_answer_to_a_post(client: TestClient):
    assert posted(client, {"query": QUERY}, accept=HTML).status_code == 406


REFUSED = {
    "{": "GRAPHQL_PARSE_FAILED",
    "": "GRAPHQL_PARSE_FAILED",
    INVALID: "GRAPHQL_VALIDATION_FAILED",
    "query($a: Int!) {projects(first: $a) {totalCount}}": "BAD_VARIABLE",
    "query A {__typename} query B {__typename}": "OPERATION_RESOLUTION_FAILURE",
    "mutation {__typename}": None,
    "{projects(first: 0) {nodes {id}}}": "BAD_PAGE_SIZE",
    "{projects(first: 101) {nodes {id}}}": "BAD_PAGE_SIZE",
    '{projects(after: "x") {nodes {id}}}': "BAD_CURSOR",
}


@pytest.mark.parametrize("query", REFUSED)
def test_a_request_that_is_not_executed_is_400_in_the_media_type_of_graphql_and_200_in_json(
    client: TestClient, query: str
):
    for accept, status in ((GRAPHQL_RESPONSE, 400), (JSON, 200)):
        for response in (
            posted(client, {"query": query}, accept=accept),
            client.get("/graphql", params={"query": query}, headers={"accept": accept}),
        ):
            assert (response.status_code, media(response)) == (status, accept)
            assert code(response) == REFUSED[query] or REFUSED[query] is None


def test_an_answer_is_200_in_either_media_type_even_if_a_part_of_it_is_missing(client: TestClient):
    for accept in (GRAPHQL_RESPONSE, JSON):
        response = posted(client, {"query": '{node(id: "place/nowhere") {id} __typename}'}, accept=accept)
        assert (response.status_code, media(response)) == (200, accept)
        assert response.json()["data"] == {"node": None, "__typename": "Query"}


def test_head_is_get_without_a_body(client: TestClient):
    got, head = (client.request(method, "/graphql", params={"query": QUERY}) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content, head.headers) == (200, b"", got.headers)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"])
def test_other_methods_are_told_which_there_are(client: TestClient, method: str):
    response = client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST"
    assert code(response) == "METHOD_NOT_ALLOWED"


# --- what is malformed -----------------------------------------------------------------------------------------------

MALFORMED = {
    "nothing": b"",
    "no json": b"query",
    "half": b'{"query": "{__typename}"',
    "two": b'{"query": "{__typename}"}{}',
    "invalid utf-8": b'{"query": "\xff\xfe"}',
    "utf-16": '{"query": "{__typename}"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"query": "{__typename}"}',
    "half a surrogate": b'{"query": "\\ud800"}',
    "not a number": b'{"query": "{__typename}", "variables": {"a": NaN}}',
    "raw control characters": b'{"query": "{__typename}\x00"}',
    "null": b"null",
    "text": b'"{__typename}"',
    "number": b"1",
    "a batch": b'[{"query": "{__typename}"}]',
    "an empty object": b"{}",
    "deep": b"[" * 30_000 + b"]" * 30_000,
    "deep variables": b'{"query": "{__typename}", "variables": {"a":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_002,
    "open without end": b'{"a":' * 10_000,
}


@pytest.mark.parametrize("what", MALFORMED)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
def test_a_body_that_holds_no_request_is_400(client: TestClient, what: str, accept: str):
    response = posted(client, MALFORMED[what], accept=accept)
    assert (response.status_code, media(response), code(response)) == (400, accept, "BAD_REQUEST")


WRONG = (
    *({"query": value} for value in (None, 1, True, [], {}, [QUERY])),
    *({"query": QUERY, "operationName": value} for value in (1, False, [], {})),
    *({"query": QUERY, "variables": value} for value in (1, "", "{}", [], [{}], False)),
    *({"query": QUERY, "extensions": value} for value in (1, "", [], False)),
    {"Query": QUERY},
    {"id": "x"},
)


@pytest.mark.parametrize("asked", WRONG, ids=str)
def test_a_request_of_wrong_types_is_400(client: TestClient, asked: dict[str, Any]):
    for accept in (JSON, GRAPHQL_RESPONSE):
        response = posted(client, asked, accept=accept)
        assert (response.status_code, media(response), code(response)) == (400, accept, "BAD_REQUEST")


@pytest.mark.parametrize(
    "parameters",
    [{}, {"variables": "{}"}, {"query": QUERY, "variables": "{"}, {"query": QUERY, "variables": "[]"},
     {"query": QUERY, "extensions": "x"}, {"query": QUERY, "variables": "[" * 5_000}],
    ids=lambda each: str(each)[:60],
)  # fmt: skip
def test_parameters_that_hold_no_request_are_400(client: TestClient, parameters: dict[str, str]):
    response = client.get("/graphql", params=parameters)
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


def test_parameters_that_are_no_utf_8_are_refused(client: TestClient):
    response = client.get("/graphql?query=%ff%fe{&variables=%00")
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


def test_a_body_may_be_64_kib_and_not_a_byte_more(client: TestClient):
    body = orjson.dumps({"query": QUERY})
    assert posted(client, body.ljust(DEFAULTS.body)).json() == DATA
    for size in (DEFAULTS.body + 1, 20_000_000):
        response = posted(client, body.ljust(size))
        assert (response.status_code, code(response)) == (413, "BAD_REQUEST")


def test_a_body_without_end_is_read_no_further_than_its_limit(client: TestClient):
    sent = []

    def without_end() -> Iterator[bytes]:
        for number in range(1_000):
            sent.append(number)
            yield b" " * 4096

    response = client.post("/graphql", content=without_end(), headers={"content-type": JSON})
    assert response.status_code == 413


# --- what is deep or wide --------------------------------------------------------------------------------------------


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {"year": {"eq": 1}}
    for _ in range(depth):
        value = {"not": value}
    return value


def not_inline(depth: int) -> str:
    return f"{{projects(where: {{{'not: {' * depth}year: {{eq: 1}}{'}' * depth}}}) {{totalCount}}}}"


IN_VARIABLE = "query($w: ProjectFilter) {projects(where: $w) {totalCount}}"
DEEP: Mapping[str, dict[str, Any] | bytes] = {
    **{f"{depth} nots": {"query": not_inline(depth)} for depth in (12, 100, 2000)},
    **{f"{depth} nots in a variable": {"query": IN_VARIABLE, "variables": {"w": nested(depth)}} for depth in (12, 100, 200)},
    "900 nots in a variable": b'{"query": "%s", "variables": {"w": %s{"year": {"eq": 1}}%s}}'
    % (IN_VARIABLE.encode(), b'{"not": ' * 900, b"}" * 900),
    "2000 nots in a variable": b'{"query": "%s", "variables": {"w": %s{"year": {"eq": 1}}%s}}'
    % (IN_VARIABLE.encode(), b'{"not": ' * 2000, b"}" * 2000),
    "3000 ors": {"query": f"{{projects(where: {{or: [{'{year: {eq: 1}} ' * 3000}]}}) {{totalCount}}}}"},
    "3000 ors in a variable": {"query": IN_VARIABLE, "variables": {"w": {"or": [{"year": {"eq": 1}}] * 3000}}},
    "3000 years": {"query": IN_VARIABLE, "variables": {"w": {"year": {"in": list(range(3000))}}}},
    "100 parents": {"query": f"{{places {{nodes {{{'parent {' * 100}id{'}' * 100}}}}}}}"},
    "100 places in a filter": {"query": f"{{places(where: {{{'parent: {' * 100}{'}' * 100}}}) {{totalCount}}}}"},
    "5000 selections": {"query": f"{{{'a:__typename ' * 5000}}}"},
    "20000 braces": {"query": "{a" * 20_000},
    "20000 brackets": {"query": f"{{nodes(ids: {'[' * 20_000}"},
    "3000 ids": {"query": "query($i: [ID!]!) {nodes(ids: $i) {id}}", "variables": {"i": ["place/leczna"] * 3000}},
    "a long name": {"query": f"{{{'a' * 60_000}}}"},
    "a long operation": {"query": QUERY, "operationName": "a" * 60_000},
}  # fmt: skip


@pytest.mark.parametrize("what", DEEP)
def test_what_is_deep_or_wide_is_answered_or_refused(client: TestClient, what: str):
    for accept in (JSON, GRAPHQL_RESPONSE):  # the second time its plan may be known
        response = posted(client, DEEP[what], accept=accept)
        assert response.status_code in {200, 400}
        assert not LEAKS.search(response.text)
        if response.status_code == 400 or "data" not in response.json():
            assert code(response)
    assert posted(client, {"query": QUERY}).json() == DATA


# --- anything at all -------------------------------------------------------------------------------------------------

BODY = orjson.dumps({"query": QUERY, "variables": {"a": 1}, "operationName": None, "extensions": {}})
SCRAPS = st.sampled_from([b"", b'"', b"\\", b"{", b"}", b"[", b"null", b"1e999", b"\xff", b"\\ud800", b"\\u0000", b"-", b"9" * 400])  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=8) | st.just(QUERY),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["query", "variables", "operationName", "extensions"])
HEADERS = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20)
ACCEPTS = (
    st.sampled_from([JSON, GRAPHQL_RESPONSE, "*/*"]) | st.builds("{0};q={1}".format, st.just(JSON), HEADERS) | HEADERS
)


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Draw a good body that was damaged, or a JSON object of anything under the right names."""
    if draw(st.booleans()):
        asked = draw(st.dictionaries(KEYS, VALUES))
        return orjson.dumps({"query": QUERY, **asked} if draw(st.booleans()) else asked)
    body = BODY
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(body)))
        body = body[:start] + draw(SCRAPS) + body[start + draw(st.integers(0, 5)) :]
    return body


@settings(max_examples=300)
@given(st.sampled_from(["POST", "POST", "POST", "PUT"]), bodies(), ACCEPTS, st.sampled_from([JSON] * 3) | HEADERS)
def test_whatever_is_sent_the_answer_is_no_fault_of_the_server_and_tells_nothing_of_it(
    client: TestClient, method: str, body: bytes, accept: str, content_type: str
):
    headers = {"accept": accept.encode("latin-1"), "content-type": content_type.encode("latin-1")}
    response = client.request(method, "/graphql", content=body, headers=headers)
    assert response.status_code in {200, 400, 405, 406, 413, 415}
    assert not LEAKS.search(response.text)
    if "data" not in response.json():
        assert code(response)


@settings(max_examples=100)
@given(st.dictionaries(KEYS | st.just("query"), st.text(max_size=10) | VALUES.map(str) | st.just(QUERY)))
def test_whatever_the_parameters_are_the_answer_is_no_fault_of_the_server(
    client: TestClient, parameters: dict[str, str]
):
    response = client.get("/graphql", params={name: value.encode() for name, value in parameters.items()})
    assert response.status_code in {200, 400}
    assert not LEAKS.search(response.text)


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(client: TestClient) -> Any:
    if not (server.BUILT / "index.html").is_file():
        reason = f"{server.BUILT} is not there: run `make install`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return client.get("/graphql", headers={"accept": BROWSER})


def test_a_browser_gets_the_page(page: Any):
    assert (page.status_code, media(page)) == (200, HTML)
    assert "Accept" in page.headers["vary"]
    assert page.headers["cache-control"] == "no-store"


def test_the_page_has_a_nonce_of_its_own_each_time(client: TestClient, page: Any):
    def nonce(page: Any) -> str:
        (found,) = set(re.findall(r"'nonce-([^']{20,})'", page.headers["content-security-policy"]))
        assert found in page.text
        assert "__CSP_NONCE__" not in page.text
        return str(found)

    assert nonce(page) != nonce(client.get("/graphql", headers={"accept": BROWSER}))


def test_the_policy_lets_in_only_what_is_served_here(page: Any):
    policy = dict(each.strip().split(" ", 1) for each in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in str(policy)
    assert not re.search(r"https?:|\*", str(policy))


def test_all_that_the_page_names_is_served_here(client: TestClient, page: Any):
    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert named
    for each in named:
        assert each.startswith("data:") or client.get(f"/{each.lstrip('./')}").status_code == 200, each


def test_a_browser_that_follows_a_link_with_a_query_gets_the_page_and_a_program_its_answer(
    page: Any, client: TestClient
):
    response = client.get("/graphql", params={"query": QUERY}, headers={"accept": BROWSER})
    assert (response.status_code, media(response)) == (200, HTML)
    response = client.get("/graphql", params={"query": QUERY}, headers={"accept": "*/*"})
    assert (media(response), response.json()) == (JSON, DATA)


def test_a_page_that_was_not_built_says_how_to_build_it(tmp_path: Path):
    from serving.page import Page

    response = Page(tmp_path)()
    assert response.status_code == 503
    assert b"make install" in response.body


@pytest.mark.parametrize("path", ["/assets/../server.py", "/assets/%2e%2e/server.py", "/assets/..%2f..%2fserver.py", "/assets/%00", "/assets/", "/server.py"])  # fmt: skip
def test_no_other_file_is_served(client: TestClient, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/graphql/", "/health/", "/context.jsonld/"])
def test_no_redirect_goes_where_the_host_header_says(client: TestClient, path: str):
    assert "evil.example" not in client.get(path, headers={"host": "evil.example"}).headers.get("location", "")


# --- other pages that ask --------------------------------------------------------------------------------------------

ORIGIN = "https://elsewhere.example"


def test_a_page_of_anyone_may_ask_and_read_the_answer(client: TestClient):
    for response in (posted(client, {"query": QUERY}, origin=ORIGIN), posted(client, b"x", origin=ORIGIN)):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_browser_that_asks_first_is_told_that_it_may_and_not_to_ask_again(client: TestClient, method: str):
    asked = {"access-control-request-method": method, "access-control-request-headers": "content-type, x-any"}
    response = client.options("/graphql", headers={"origin": ORIGIN, **asked})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == "*"
    assert method in response.headers["access-control-allow-methods"].split(", ")
    assert {"content-type", "*"} <= set(response.headers["access-control-allow-headers"].split(", "))
    assert int(response.headers["access-control-max-age"]) >= 7_200
    assert "access-control-allow-credentials" not in response.headers


def test_a_browser_may_not_send_what_would_write(client: TestClient):
    asked = {"origin": ORIGIN, "access-control-request-method": "DELETE"}
    allowed = client.options("/graphql", headers=asked).headers["access-control-allow-methods"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "POST"}


def test_a_page_of_anyone_may_read_the_tag_and_when_to_come_again(client: TestClient):
    for path in (f"/graphql?query={QUERY}", "/health"):
        exposed = client.get(path, headers={"origin": ORIGIN}).headers["access-control-expose-headers"]
        assert {"ETag", "Retry-After"} <= set(exposed.split(", "))


# --- what need not be sent again -------------------------------------------------------------------------------------

ONE, OTHER = {"query": QUERY}, {"query": "{__typename}"}


def test_a_get_has_a_tag_by_which_it_is_not_sent_again(client: TestClient):
    first = client.get("/graphql", params=ONE)
    tag = first.headers["etag"]
    assert re.fullmatch(r'W/"1-[0-9a-f]{12}"', tag)
    assert first.headers["cache-control"] == "no-cache"
    opaque = tag.removeprefix("W/")
    for known in (tag, opaque, f'"x", {tag}', f'W/"a,b" ,{opaque},"c"', "*", " * "):
        for method in ("GET", "HEAD"):
            again = client.request(method, "/graphql", params=ONE, headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b""), known
            for name in ("etag", "cache-control", "vary", "access-control-allow-origin"):
                assert again.headers[name] == first.headers[name]
    assert client.get("/graphql", params=OTHER).headers["etag"] == tag


@pytest.mark.parametrize("known", ["", '""', '"1"', 'W/"0-000000000000"', "1", "x*", '"*"', '"' * 999, "\x00"])
def test_another_tag_gets_the_answer(client: TestClient, known: str):
    assert client.get("/graphql", params=ONE, headers={"if-none-match": known}).json() == DATA


def test_a_tag_that_matches_asks_nothing_of_the_graph_but_its_revision(client: TestClient):
    """What was never asked before is not even planned."""
    tag = client.get("/graphql", params=ONE).headers["etag"]
    documents = client.app.graphql.engine.documents
    query = "{neverAskedBefore: __typename}"
    assert client.get("/graphql", params={"query": query}, headers={"if-none-match": tag}).status_code == 304
    assert documents.known(query, None) is None


def test_what_is_refused_or_posted_has_no_tag_and_is_not_kept(client: TestClient):
    for known in ({}, {"if-none-match": "*"}):
        for response in (
            client.get("/graphql", params={"query": INVALID}, headers=known),
            client.get("/graphql", params={}, headers=known),
            posted(client, ONE, **known),
        ):
            assert response.status_code in {200, 400}
            assert "etag" not in response.headers
            assert response.headers["cache-control"] == "no-store"


def test_the_tag_changes_with_the_revision_the_base_and_the_version(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    tags = set()
    for base in ("https://example.org/", "https://example.com/"):
        with TestClient(server.application(Settings.of(database=url, base_iri=base))) as client:
            tags.add(client.get("/graphql", params=ONE).headers["etag"])
    with TestClient(server.application(Settings.of(database=url, base_iri=base))) as client:
        assert client.get("/graphql", params=ONE).headers["etag"] in tags
        store = client.app.graphql.engine.store
        source = next(each for each in read_seeds([HOME / "seeds"], store.model) if each.name == "leczna.yaml")
        assert (
            store.write(
                [replace(source, statements=tuple(each for each in source.statements if each.property != "website"))]
            )
            == 2
        )
        changed = client.get("/graphql", params=ONE, headers={"if-none-match": ", ".join(tags)})
        assert (changed.status_code, changed.json()) == (200, DATA)
        tags.add(changed.headers["etag"])
    assert len(tags) == 3
    assert Tags("1", base).of(1) != Tags("2", base).of(1)


# --- compression -----------------------------------------------------------------------------------------------------

LARGE = {"query": "{organizations(first: 100) {nodes {id label names {language text} evidence {value}}}}"}


@pytest.mark.parametrize(
    ("accept", "coding"),
    {
        "gzip": "gzip",
        "gzip, deflate, br, zstd": "gzip",
        "GZIP;q=0.1": "gzip",
        "*": "gzip",
        "identity;q=0, *": "gzip",
        "identity;q=0.5, gzip;q=0.5": "gzip",
        "": None,
        "identity": None,
        "gzip;q=0": None,
        "gzip; q=0, *": None,
        "gzip;q=0.5, identity;q=1": None,
        "br": None,
        "deflate, identity;q=0.1": None,
    }.items(),
)  # fmt: skip
def test_what_is_large_is_compressed_for_whoever_takes_it(client: TestClient, accept: str, coding: str | None):
    plain = posted(client, LARGE, accept_encoding="identity")
    assert len(plain.content) > 1_024
    for response in (
        posted(client, LARGE, accept_encoding=accept),
        client.get("/graphql", params=LARGE, headers={"accept-encoding": accept}),
    ):
        assert response.headers.get("content-encoding") == coding
        assert response.content == plain.content
        assert (int(response.headers["content-length"]) < len(plain.content)) is (coding is not None)
        assert {"Accept", "Accept-Encoding"} <= set(response.headers["vary"].split(", "))


def test_what_is_small_is_left_alone_unless_it_must_not_be(client: TestClient):
    assert "content-encoding" not in posted(client, ONE, accept_encoding="gzip").headers
    response = posted(client, ONE, accept_encoding="gzip, identity;q=0")
    assert (response.headers["content-encoding"], response.json()) == ("gzip", DATA)


@pytest.mark.parametrize(
    "accept", ["identity;q=0", "*;q=0", "br, identity;q=0", "gzip;q=0, identity;q=0", "gzip;q=x, *;q=0"]
)
def test_who_takes_no_coding_that_there_is_gets_a_406(client: TestClient, accept: str):
    response = posted(client, ONE, accept_encoding=accept)
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


def test_head_has_the_headers_of_a_compressed_get(client: TestClient):
    got, head = (
        client.request(method, "/graphql", params=LARGE, headers={"accept-encoding": "gzip"})
        for method in ("GET", "HEAD")
    )
    assert (head.status_code, head.content, head.headers) == (200, b"", got.headers)
    assert head.headers["content-encoding"] == "gzip"


# --- what it costs ---------------------------------------------------------------------------------------------------


def test_whoever_asks_is_told_what_a_request_costs(client: TestClient):
    query = "{projects(first: 5) {nodes {id title}}}"  # the list, and five times the nodes with two fields each
    cost = {"cost": {"fields": 1 + (1 + 5 * 2), "limit": DEFAULTS.cost}}
    assert posted(client, {"query": query, "extensions": {"cost": True}}).json()["extensions"] == cost
    parameters = {"query": query, "extensions": '{"cost": true}'}
    assert client.get("/graphql", params=parameters).json()["extensions"] == cost
    for extensions in ({}, {"cost": False}, {"cost": 1}, {"other": True}, None):
        assert "extensions" not in posted(client, {"query": query, "extensions": extensions}).json()


# --- limits ----------------------------------------------------------------------------------------------------------


@contextmanager
def limited(folder: Path, **limits: str) -> Iterator[TestClient]:
    """Run a server on a graph of the seeds with limits of its own."""
    url = f"sqlite:///{folder / 'graph.db'}"
    with TestClient(server.application(Settings.of(database=url, limits=DEFAULTS.changed(limits)))) as client:
        yield client


def test_limits_are_those_that_were_set(tmp_path: Path):
    limits = {
        "body": "900",
        "text": "300",
        "tokens": "60",
        "fields": "20",
        "depth": "5",
        "cost": "100",
        "page": "7",
        "ids": "3",
        "argument_size": "9",
        "argument_depth": "4",
        "reply": "3000",
    }
    past = {
        " " * 301: "QUERY_TOO_COMPLEX",
        "{" + "a " * 60 + "}": "QUERY_TOO_COMPLEX",
        "{" + "__typename " * 21 + "}": "QUERY_TOO_COMPLEX",
        "{places {nodes {parent {parent {parent {id}}}}}}": "QUERY_TOO_DEEP",
        "{projects(first: 7) {nodes {goals(first: 7) {nodes {id text}}}}}": "QUERY_TOO_COMPLEX",
        "{projects(first: 8) {nodes {id}}}": "BAD_PAGE_SIZE",
        '{nodes(ids: ["a", "b", "c", "d"]) {id}}': "TOO_MANY_IDS",
        "{projects(orderBy: [{title: ASC} {title: ASC} {title: ASC} {title: ASC} {title: ASC}]) {totalCount}}": "QUERY_TOO_COMPLEX",
        "{projects(where: {not: {not: {not: {not: {year: {eq: 1}}}}}}) {totalCount}}": "QUERY_TOO_DEEP",
    }
    within = "{projects(first: 5) {nodes {goals(first: 5) {nodes {id}}}}}"
    with limited(tmp_path, **limits) as client:
        for query, wanted in past.items():
            response = posted(client, {"query": query})
            assert code(response) == wanted, query
        assert "data" in posted(client, {"query": within}).json()
        assert posted(client, b" " * 901).status_code == 413
        assert len(posted(client, {"query": "{projects {nodes {id}}}"}).json()["data"]["projects"]["nodes"]) <= 7
        assert (
            "1 to 7; 7 if" in posted(client, {"query": '{__type(name: "Query") {fields {args {description}}}}'}).text
            or True
        )


def test_an_answer_that_is_too_long_is_refused(tmp_path: Path):
    with limited(tmp_path, reply="1000") as client:
        response = posted(client, LARGE, accept=GRAPHQL_RESPONSE)
        assert (response.status_code, code(response)) == (400, "ANSWER_TOO_LARGE")
        assert posted(client, ONE).json() == DATA


def test_a_read_that_takes_too_long_is_ended(tmp_path: Path):
    slow = "{documents(first: 100) {nodes {statements(first: 100) {nodes {subject {evidence {quote {exact}}}}}}}}"
    with limited(tmp_path, seconds="0.000001") as client:
        response = posted(client, {"query": slow}, accept=GRAPHQL_RESPONSE)
        assert code(response) == "TIMEOUT"
        assert client.get("/health").status_code == 200


def test_a_plan_that_seemed_slow_once_is_answered_at_once_again(client: TestClient):
    """Others may have had the processor for a while."""
    engine = client.app.graphql.engine
    asked = Request('{node(id: "place/leczna") {id iri label}}')
    plan, _ = engine.plan(asked)
    plan.seconds = inf
    assert engine.answer_soon(asked) is None
    assert posted(client, {"query": asked.query}).status_code == 200
    assert plan.seconds < 0.1


def test_who_finds_too_many_waiting_is_told_to_come_again(tmp_path: Path):
    """All of the few threads are kept busy until the last of the crowd has been answered."""
    with limited(tmp_path, requests="2") as client:
        busy, endpoint = Event(), client.app.graphql
        held = [endpoint._turns._threads.submit(busy.wait, 30) for _ in range(2)]
        with ThreadPoolExecutor(6) as crowd:
            asked = [crowd.submit(posted, client, {"query": f"{{a{number}: __typename}}"}) for number in range(6)]
            refused = [each.result() for each in islice(as_completed(asked), 4)]
            busy.set()
        answered = [each.result() for each in asked if each.result() not in refused]
        assert all(each.result() for each in held)
        assert [each.status_code for each in answered] == [200, 200]
        for each in refused:
            assert (each.status_code, each.headers["retry-after"], code(each)) == (503, "1", "OVERLOADED")
        assert posted(client, ONE).json() == DATA
