"""The root: a page for people in their language, the way on for programs."""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import server
from serving.page import Page
from serving.pages.entity import TEMPLATES
from serving.replies import SMALL
from settings import Settings

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
BASE = "https://example.org/ogniwo/"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server whose base has a path."""
    database = f"sqlite:///{tmp_path_factory.mktemp('start') / 'graph.db'}"
    with TestClient(server.application(Settings.of(database=database, base_iri=BASE)), follow_redirects=False) as made:
        yield made


def got(client: TestClient, path: str = "/", **headers: str) -> Any:
    if not (server.BUILT / "start.html").is_file():
        reason = f"{server.BUILT} is not there: run `make install`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers={"accept": BROWSER, **named})


def varying(response: Any) -> set[str]:
    return set(response.headers["vary"].split(", "))


def test_a_browser_gets_the_page_and_so_does_who_takes_anything(client: TestClient):
    for accept in (BROWSER, "*/*", ""):
        response = got(client, accept=accept)
        assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert '<div id="start">' in response.text
        assert {"Accept", "Accept-Language", "Accept-Encoding"} <= varying(response)
    assert client.head("/").status_code == 200
    assert client.post("/").status_code == 405


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("application/json", "graphql"),
        ("application/graphql-response+json, text/html;q=0.5", "/"),
        ("text/turtle, text/html;q=0.5", "catalog"),
        ("application/ld+json", "catalog"),
        ("image/png", "graphql"),
    ],
)
def test_a_program_is_led_to_what_it_takes_wherever_the_host_header_says_it_is(
    client: TestClient, accept: str, location: str
):
    response = got(client, accept=accept, host="evil.example")
    if location == "/":
        assert response.status_code == 200
        return
    assert (response.status_code, response.headers["location"]) == (307, location)
    assert "Accept" in varying(response)


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/", "pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("/", "de, en;q=0.8, pl;q=0.7", "en"),
        ("/", "", "en"),
        ("/?lang=pl", "en", "pl"),
        ("/?lang=en&q=x", "pl", "en"),
        ("/?lang=%22%3E", "pl", "pl"),
    ],
)
def test_the_page_is_in_the_language_of_the_address_else_in_the_reader_s(
    client: TestClient, path: str, accepted: str, language: str
):
    response = got(client, path, accept_language=accepted)
    assert response.headers["content-language"] == language
    assert f'<html lang="{language}">' in response.text


def test_whoever_runs_no_script_reads_what_this_is_and_where_to_go_on(client: TestClient):
    text = got(client).text
    assert "Every fact carries the words of its source." in text
    for each in ("catalog?lang=en", "ontology?lang=en", "dump/?lang=en", "graphql"):
        assert f'href="{each}"' in text
        assert client.get(f"/{each}", headers={"accept": BROWSER}).status_code in (200, 503)
    assert "noscript" in text


def test_all_that_the_page_names_is_beside_it_whatever_its_path(client: TestClient):
    for root in ("/", "/ogniwo/"):
        named = re.findall(r'(?:src|href)="(?!data:)([^"]+)"', got(client, root).text)
        assert [each for each in named if each.startswith("/") or ":" in each] == []
        for each in (each.removeprefix("./") for each in named if "assets" in each):
            assert client.get(f"{root}{each}").status_code == 200, each


def test_the_policy_is_as_strict_as_that_of_graphiql_with_a_nonce_of_its_own(client: TestClient):
    policies = [got(client, path).headers["content-security-policy"] for path in ("/", "/", "/graphql")]
    assert len(set(policies)) == 3
    assert len({re.sub(r"'nonce-[^']+'", "", each) for each in policies}) == 1
    assert "__" not in got(client).text


def test_what_is_asked_stands_nowhere_in_the_page(client: TestClient):
    assert "script>alert" not in got(client, "/?q=<script>alert(1)</script>&lang=<script>alert(1)</script>").text


def test_the_page_and_its_files_are_compressed_for_who_takes_it(client: TestClient):
    page = got(client, accept_encoding="gzip")
    plain = got(client, accept_encoding="identity")
    assert (page.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    for name in re.findall(r'"\./(assets/[^"]+\.(?:js|css))"', plain.text):
        packed = got(client, f"/{name}", accept_encoding="gzip")
        assert ("content-encoding" in packed.headers) == (len(packed.content) >= SMALL)
        assert "Accept-Encoding" in varying(packed)
        assert "immutable" in packed.headers["cache-control"]
        whole = got(client, f"/{name}", accept_encoding="identity")
        assert "content-encoding" not in whole.headers
        assert whole.content == packed.content == (server.BUILT / name).read_bytes()
        assert int(packed.headers["content-length"]) <= max(SMALL, len(gzip.compress(whole.content)))
        assert client.head(f"/{name}").status_code == 200


def test_a_page_that_was_not_built_says_how_to_build_it(tmp_path: Path):
    response = Page(tmp_path, "start.html")()
    assert response.status_code == 503
    assert b"make install" in response.body


def test_the_page_has_the_style_of_all_our_pages(client: TestClient):
    (style,) = re.findall(r'"\./(assets/start-[^"]+\.css)"', got(client).text)
    accents = re.findall(r"--accent:\s*(#\w+)", (TEMPLATES / "page.css").read_text())
    assert accents
    assert all(each in client.get(f"/{style}").text for each in accents)


def test_pages_of_entities_lead_to_it(client: TestClient):
    page = got(client, "/page/place/leczna?lang=pl").text
    assert f'<a class="brand" href="{BASE}?lang=pl">' in page
