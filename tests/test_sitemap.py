"""The sitemap names the page of every entity once, with the time of its last revision."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import server
from graph.store import Store
from serving.linked.sitemap import NAMESPACE, Sitemap
from settings import Settings

BASE = "https://example.org/graph/"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def found(text: str, root: str) -> list[tuple[str, str]]:
    """The addresses and times of a sitemap, which must be whole XML."""
    read = ET.fromstring(text)  # noqa: S314 - our own
    assert read.tag == f"{{{NAMESPACE}}}{root}"
    return [(each[0].text or "", each[1].text or "") for each in read]


@pytest.fixture(params=[7, 50_000])
def client(request: pytest.FixtureRequest, store: Store) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=Sitemap(store, BASE, "1", request.param).routes())) as made:
        made.size = request.param  # type: ignore[attr-defined]
        yield made


def test_every_entity_has_its_page_there_once(client: TestClient, store: Store):
    index = found(client.get("/sitemap.xml").text, "sitemapindex")
    named: list[str] = []
    for address, time in index:
        assert address.startswith(f"{BASE}sitemap-")
        assert TIME.fullmatch(time)
        page = found(client.get(f"/{address.removeprefix(BASE)}").text, "urlset")
        assert 0 < len(page) <= client.size  # type: ignore[attr-defined]
        assert max(each for _, each in page) == time
        named += [each for each, _ in page]
    assert sorted(named) == sorted(f"{BASE}page/{record.id}" for record, _ in store.records())


def test_who_has_it_is_not_sent_it_again(client: TestClient):
    for path in ("/sitemap.xml", "/sitemap-0.xml"):
        first = client.get(path)
        assert first.headers["content-type"] == "application/xml"
        assert client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
        assert client.get(path, headers={"accept-encoding": "identity"}).text == first.text


@pytest.mark.parametrize("number", ["99999", "-1", "x", "", "1e3", "9" * 5_000, "%00", "٣", "0/0"])
def test_a_page_that_is_none_is_404(client: TestClient, number: str):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_robots_are_told_where_it_is_and_what_is_not_for_them(store: Store):
    settings = Settings.of(database=store._engine.url.render_as_string(hide_password=False), base_iri=BASE)
    with TestClient(server.application(settings)) as client:
        lines = client.get("/robots.txt").text.splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /graph/graphql",
        "Disallow: /graph/reconcile",
        f"Sitemap: {BASE}sitemap.xml",
    ]
