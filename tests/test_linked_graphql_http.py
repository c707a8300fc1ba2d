"""GraphQL over HTTP as linked data: what is accepted, what comes, and what is refused."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import pyoxigraph
import pytest
from cluster import Databases
from starlette.testclient import TestClient

import server
from schema.limits import DEFAULTS
from serving.graphql import HTML
from serving.replies import GRAPHQL_RESPONSE
from serving.requests import JSON
from settings import Settings
from tests.test_graphql_http import LARGE, REFUSED, code, media, posted
from tests.test_linked_answers import expanded, triples

LD_JSON, TURTLE, NTRIPLES = LINKED = ("application/ld+json", "text/turtle", "application/n-triples")
README = Path(server.__file__).parent / "README.md"
ONE = {"query": '{node(id: "place/leczna") {id ... on City {name}}}'}
PART = {"query": '{nodes(ids: ["place/nowhere", "place/leczna"]) {id}}'}
WHOLE = 3  # triples of ONE: its two classes, and its name


@pytest.fixture(scope="module")
def client(databases: Databases) -> Iterator[TestClient]:
    url = databases.new()
    app = server.application(Settings.of(database=url, base_iri="https://example.org/"))
    with TestClient(app, follow_redirects=False) as made:
        yield made
    databases.remove(url)


def said(response: Any) -> set[pyoxigraph.Triple]:
    """Return the triples of an answer, whatever its media type."""
    assert response.status_code == 200, response.text
    if media(response) == LD_JSON:
        return expanded(response.json())
    if media(response) == NTRIPLES:
        return triples(response.text)
    assert media(response) == TURTLE
    return {each.triple for each in pyoxigraph.parse(response.text, pyoxigraph.RdfFormat.TURTLE)}


@pytest.mark.parametrize(
    ("accept", "wanted"),
    {
        **{each: each for each in LINKED},
        "Text/Turtle": TURTLE,
        f"{JSON};q=0.9, {TURTLE}": TURTLE,
        f"{TURTLE};q=0.5, {NTRIPLES};q=0.6, {LD_JSON};q=0.4": NTRIPLES,
        f"{LD_JSON};q=0.8, {TURTLE};q=0.8": LD_JSON,
        f"{TURTLE}, */*;q=0.1": TURTLE,
        f'{LD_JSON};profile="http://www.w3.org/ns/json-ld#expanded"': LD_JSON,
        f"application/*, {JSON};q=0, {GRAPHQL_RESPONSE};q=0": LD_JSON,
        "text/turtle;q=1, application/rdf+xml;q=0.9, application/n-triples;q=0.8": TURTLE,
    }.items(),
)
def test_whoever_prefers_linked_data_gets_it_by_get_and_by_post(client: TestClient, accept: str, wanted: str):
    got = client.get("/graphql", params=ONE, headers={"accept": accept})
    for response in (got, posted(client, ONE, accept=accept)):
        assert media(response) == wanted
        assert len(said(response)) == WHOLE
        assert "Accept" in response.headers["vary"]
        assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("accept", ["*/*", "", "application/*", JSON, f"{JSON}, {LD_JSON}, {TURTLE}"])
def test_whoever_takes_both_gets_json(client: TestClient, accept: str):
    assert media(posted(client, ONE, accept=accept)) == JSON
    assert media(client.get("/graphql", params=ONE, headers={"accept": accept})) == JSON


def test_a_browser_still_gets_the_page(client: TestClient):
    response = client.get("/graphql", headers={"accept": f"{HTML},application/xhtml+xml,*/*;q=0.8"})
    assert response.headers["content-type"].startswith(HTML)


def test_who_accepts_nothing_that_there_is_is_told_what_there_is(client: TestClient):
    response = posted(client, ONE, accept="application/rdf+xml")
    assert response.status_code == 406
    assert all(each in response.json()["errors"][0]["message"] for each in LINKED)


@pytest.mark.parametrize("accept", LINKED)
@pytest.mark.parametrize("query", REFUSED)
def test_what_is_refused_is_told_in_json_with_its_status(client: TestClient, query: str, accept: str):
    for response in (
        posted(client, {"query": query}, accept=accept),
        client.get("/graphql", params={"query": query}, headers={"accept": accept}),
    ):
        assert (response.status_code, media(response)) == (400, GRAPHQL_RESPONSE)
        assert code(response) == REFUSED[query] or REFUSED[query] is None
        assert "etag" not in response.headers


@pytest.mark.parametrize("accept", LINKED)
def test_what_holds_no_request_is_400(client: TestClient, accept: str):
    assert posted(client, b"[", accept=accept).status_code == 400
    assert client.get("/graphql", headers={"accept": accept}).status_code == 400


@pytest.mark.parametrize("accept", LINKED)
def test_where_a_part_is_missing_the_rest_is_answered_and_it_is_said_what_is_missing(client: TestClient, accept: str):
    response = posted(client, PART, accept=accept)
    assert len(said(response)) == WHOLE - 1
    if accept == LD_JSON:
        assert response.json()["errors"] == posted(client, PART).json()["errors"]
    else:
        assert response.text.startswith("# There is no place/nowhere.\n")


@pytest.mark.parametrize("accept", [TURTLE, NTRIPLES])
def test_no_id_breaks_out_of_the_comment_that_says_that_there_is_no_such_thing(client: TestClient, accept: str):
    strange = "x\n<http://a/> <http://b/> <http://c/> .\r\u2028\u0085\f<http://a/> <http://b/> <http://d/> ."
    response = posted(
        client, {"query": "query($id: ID!) {node(id: $id) {id}}", "variables": {"id": strange}}, accept=accept
    )
    assert said(response) == set()


@pytest.mark.parametrize("accept", LINKED)
def test_a_get_has_a_tag_of_its_own_media_type_by_which_it_is_not_sent_again(client: TestClient, accept: str):
    first = client.get("/graphql", params=ONE, headers={"accept": accept})
    tag = first.headers["etag"]
    assert re.fullmatch(r'W/"1-[0-9a-f]{12}"', tag)
    for method in ("GET", "HEAD"):
        again = client.request(method, "/graphql", params=ONE, headers={"accept": accept, "if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for other in {JSON, *LINKED} - {accept}:
        response = client.get("/graphql", params=ONE, headers={"accept": other, "if-none-match": tag})
        assert response.status_code == 200
        assert response.headers["etag"] != tag
    assert "etag" not in posted(client, ONE, accept=accept).headers


@pytest.mark.parametrize("accept", LINKED)
def test_head_has_the_headers_of_a_compressed_get(client: TestClient, accept: str):
    headers = {"accept": accept, "accept-encoding": "gzip"}
    got, head = (client.request(each, "/graphql", params=LARGE, headers=headers) for each in ("GET", "HEAD"))
    assert got.headers["content-encoding"] == "gzip"
    assert head.content == b""
    assert got.headers == head.headers
    assert said(got)


@pytest.mark.parametrize("accept", LINKED)
def test_an_answer_that_is_too_long_is_refused(databases: Databases, accept: str):
    url = databases.new()
    app = server.application(Settings.of(database=url, limits=DEFAULTS.changed({"reply": "2500"})))
    with TestClient(app) as client:
        response = posted(client, LARGE, accept=accept)
        assert (response.status_code, code(response)) == (400, "ANSWER_TOO_LARGE")
        assert len(said(posted(client, ONE, accept=accept))) == WHOLE
    databases.remove(url)


def test_a_query_costs_what_it_costs_in_json(client: TestClient):
    asked = {**ONE, "extensions": {"cost": True}}
    linked = posted(client, asked, accept=LD_JSON)
    assert linked.json()["extensions"] == posted(client, asked).json()["extensions"]
    assert len(said(linked)) == WHOLE


def test_json_is_as_it_was_whatever_was_asked_before(client: TestClient):
    before = posted(client, LARGE).content
    for accept in LINKED:
        posted(client, LARGE, accept=accept)
    assert posted(client, LARGE).content == before
    assert b"@" not in before


def commands() -> list[list[str]]:
    """Return the commands of the README that ask for linked data, as lists of arguments."""
    text = README.read_text("utf-8")
    found = re.findall(r"^curl -sG .*?^}'$", text, re.MULTILINE | re.DOTALL)
    return [shlex.split(each) for each in found]


def test_there_are_three_examples_in_the_readme_one_in_each_media_type():
    assert sorted(command[command.index("-H") + 1] for command in commands()) == sorted(
        f"accept: {each}" for each in LINKED
    )


@pytest.mark.parametrize("command", commands(), ids=lambda each: each[4])
def test_an_example_of_the_readme_finds_something(client: TestClient, command: list[str]):
    header = command[command.index("-H") + 1].removeprefix("accept: ")
    query = command[command.index("--data-urlencode") + 1].removeprefix("query=")
    response = client.get(f"/graphql?query={quote(query)}", headers={"accept": header})
    assert media(response) == header
    assert len(said(response)) > WHOLE
    assert not orjson.loads(posted(client, {"query": query}).content).get("errors")
