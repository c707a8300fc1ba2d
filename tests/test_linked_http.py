"""Linked data over HTTP: an IRI leads to what is known of it, in each format and as much in one as in another."""

import io
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import server
from graph.kinds import Model
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from settings import Settings

BASE = "https://example.org/graph/"
NAME = "place/leczna"
MEDIA_TYPES = {each.media_type: name for name, each in FORMATS.items()}
READERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml", "trig": "trig"}
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
OF_SOMEONE_ELSE = {"host": "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher"}

each_format = pytest.mark.parametrize("name", FORMATS)


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    """A client of a server on the graph of the seeds. An exception in the server is raised in the test."""
    url = store._engine.url.render_as_string(hide_password=False)
    app = server.application(Settings.of(database=url, base_iri=BASE))
    with TestClient(app, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def names(store: Store) -> list[str]:
    return [record.id for record, _ in store.records()]


def media(response: Any) -> str:
    content_type = response.headers["content-type"]
    assert content_type.endswith("; charset=utf-8")
    return str(content_type.removesuffix("; charset=utf-8"))


def accepted(accept: str | None) -> dict[str, str]:
    return {} if accept is None else {"accept": accept}


def lines(text: str) -> set[str]:
    return set(text.splitlines())


# --- /id -------------------------------------------------------------------------------------------------------------


def test_every_iri_leads_to_what_is_known_of_it(client: TestClient, names: list[str]):
    for name in names:
        response = client.get(f"/id/{name}")
        assert (response.status_code, response.headers["location"]) == (303, f"{BASE}data/{name}.ttl")
        assert client.get(f"/data/{name}.ttl").status_code == 200


@pytest.mark.parametrize(
    ("accept", "suffix"),
    {
        None: ".ttl",
        "": ".ttl",
        "*/*": ".ttl",
        "text/*": ".ttl",
        "application/*": ".nt",
        "application/rdf+xml;q=0.9, application/ld+json": ".jsonld",
        "text/turtle;q=0.3, application/n-triples;q=0.4": ".nt",
        "text/html;q=0.5, text/turtle": ".ttl",
        "text/html, text/turtle;q=0.9": "",
        "text/html": "",
        BROWSER: "",
        "*/*;q=0.5, text/html": "",
        "text/*, text/turtle;q=0.5": "",
        "*/*, text/turtle;q=0": ".nt",
        "TEXT/HTML ; Q=1": "",
        ",, ,text/turtle;;q=1,": ".ttl",
        "image/png": None,
        "nonsense": None,
        "text/html;q=0": None,
        "text/turtle;q=nan": None,
    }.items(),
)
def test_accept_chooses_the_page_or_the_data(client: TestClient, accept: str | None, suffix: str | None):
    client.headers.pop("accept", None)
    response = client.get(f"/id/{NAME}", headers=accepted(accept))
    assert "Accept" in response.headers["vary"]
    if suffix is None:
        assert response.status_code == 406
        assert all(each in response.text for each in (*MEDIA_TYPES, "text/html"))
        assert "location" not in response.headers
    else:
        there = f"{BASE}data/{NAME}{suffix}" if suffix else f"{BASE}page/{NAME}"
        assert (response.status_code, response.headers["location"]) == (303, there)


def test_an_iri_says_where_each_format_is(client: TestClient):
    link = client.get(f"/id/{NAME}").headers["link"]
    for each in FORMATS.values():
        assert f'<{BASE}data/{NAME}{each.suffix}>; rel="alternate"; type="{each.media_type}"' in link
    assert f'<{BASE}page/{NAME}>; rel="alternate"; type="text/html"' in link


def test_where_an_iri_leads_is_set_by_the_publisher_and_by_no_header(client: TestClient):
    response = client.get(f"/id/{NAME}", headers=OF_SOMEONE_ELSE)
    assert response.headers["location"] == f"{BASE}data/{NAME}.ttl"
    assert "evil.example" not in str(response.headers)


@pytest.mark.parametrize("path", [f"/id/{NAME}/", f"/data/{NAME}/", "/health/", "//evil.example/x", f"/id//{NAME}"])
def test_no_other_path_leads_to_where_a_header_says(client: TestClient, path: str):
    response = client.get(path, headers=OF_SOMEONE_ELSE)
    assert "evil.example" not in response.headers.get("location", "")


UNKNOWN = ("place/nowhere", "nothing/leczna", "place/LECZNA", "place/lecz%C5%84a", "place/leczna.", "place/%00", "place/%ff%fe",
           "place/%ed%a0%80", "place/' OR 1=1 --", "place/%2e%2e", "place/..%2f..%2fetc", "place/%0d%0aset-cookie:x", "place",
           "place/leczna/x", "", "place/" + "x" * 10_000, "place/<script>", "organization/leczna", "place/%25")  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN, ids=lambda each: each[:40])
@pytest.mark.parametrize("root", ["id", "data", "page"])
def test_what_is_not_known_is_404_in_plain_text(client: TestClient, root: str, path: str):
    response = client.get(f"/{root}/{path}")
    assert response.status_code == 404
    assert media(response) == "text/plain"
    assert not re.search(r"Traceback|Error\b|\.py\b|sqlite|postgres|psycopg", response.text)
    assert not {"set-cookie", "location"} & response.headers.keys()


@pytest.mark.parametrize("each", FORMATS.values(), ids=FORMATS)
def test_a_suffix_names_a_document_and_not_a_thing(client: TestClient, each: Any):
    assert client.get(f"/id/{NAME}{each.suffix}").status_code == 404


# --- /data: which format ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("each", FORMATS.values(), ids=FORMATS)
def test_a_suffix_chooses_the_format_whatever_is_accepted(client: TestClient, each: Any):
    wanted = client.get(f"/data/{NAME}", headers={"accept": each.media_type})
    for accept in (None, "*/*", "image/png", "text/turtle", "application/ld+json;q=1, */*;q=0"):
        response = client.get(f"/data/{NAME}{each.suffix}", headers=accepted(accept))
        assert (response.status_code, media(response)) == (200, each.media_type)
        assert response.content == wanted.content


@pytest.mark.parametrize(
    ("accept", "wanted"),
    {
        None: "turtle",
        "": "turtle",
        "*/*": "turtle",
        "text/*": "turtle",
        BROWSER: "turtle",
        "application/*": "ntriples",
        "application/ld+json": "jsonld",
        "application/ld+json;profile=http://www.w3.org/ns/json-ld#compacted": "jsonld",
        "Application/RDF+XML": "rdfxml",
        "text/turtle;q=0.5, application/n-triples": "ntriples",
        "text/turtle;q=0.5, application/rdf+xml;q=0.7, */*;q=0.1": "rdfxml",
        "application/rdf+xml, application/ld+json": "jsonld",
        "text/turtle;q=0, */*;q=0.1": "ntriples",
        "text/turtle;q=0, text/*": None,
        "text/html, application/ld+json;q=0.001": "jsonld",
        "application/json": None,
        "text/html": None,
        "text/turtle;q=0": None,
        "*/*;q=0": None,
        "nonsense": None,
        "text/turtle;q=no": None,
    }.items(),
)
def test_accept_chooses_the_format(client: TestClient, accept: str | None, wanted: str | None):
    client.headers.pop("accept", None)
    response = client.get(f"/data/{NAME}", headers=accepted(accept))
    assert "Accept" in response.headers["vary"]
    if wanted:
        assert (response.status_code, MEDIA_TYPES[media(response)]) == (200, wanted)
    else:
        assert (response.status_code, media(response)) == (406, "text/plain")
        assert all(each in response.text for each in MEDIA_TYPES)


def test_two_accept_headers_are_one(client: TestClient):
    headers = [("accept", "image/png"), ("accept", "application/rdf+xml")]
    assert media(client.get(f"/data/{NAME}", headers=headers)) == "application/rdf+xml"


@each_format
def test_an_unknown_entity_is_404_in_every_format(client: TestClient, name: str):
    assert client.get(f"/data/place/nowhere{FORMATS[name].suffix}").status_code == 404
    assert client.get("/data/place/nowhere", headers={"accept": FORMATS[name].media_type}).status_code == 404


def test_every_answer_varies_with_accept(client: TestClient):
    paths = (
        f"/id/{NAME}",
        f"/data/{NAME}",
        f"/data/{NAME}.nt",
        "/id/place/nowhere",
        "/data/place/nowhere",
        f"/page/{NAME}",
    )
    for path in paths:
        assert "Accept" in client.get(path).headers["vary"]


def test_a_document_says_which_thing_it_describes(client: TestClient):
    for path in (f"/data/{NAME}", f"/data/{NAME}.nt"):
        response = client.get(path, headers=OF_SOMEONE_ELSE)
        link = response.headers["link"]
        assert f'<{BASE}id/{NAME}>; rel="describes"' in link
        there = f"{BASE}data/{NAME}{'.nt' if path.endswith('.nt') else '.ttl'}"
        assert response.headers["content-location"] == there
        assert f'<{there}>; rel="canonical"' in link
        assert f'<{there}>; rel="alternate"' not in link
        assert f'<{BASE}page/{NAME}>; rel="alternate"; type="text/html"' in link
        assert "evil.example" not in response.text


@settings(max_examples=200)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40))
def test_whatever_accept_says_there_is_an_answer(client: TestClient, accept: str):
    assert client.get(f"/data/{NAME}", headers={"accept": accept.encode("latin-1")}).status_code in {200, 406}


@settings(max_examples=200)
@given(st.binary(max_size=20), st.sampled_from(["", "place/", "place/leczna", "place/leczna."]))
def test_whatever_the_path_is_there_is_an_answer(client: TestClient, path: bytes, start: str):
    escaped = "".join(f"%{byte:02x}" for byte in path)
    for root in ("id", "data", "page", "dump"):
        assert client.get(f"/{root}/{start}{escaped}").status_code in {200, 303, 307, 404, 503}


# --- /data: what it says ---------------------------------------------------------------------------------------------


def triples(name: str, text: str, context: Any) -> set[str]:
    """Read a document as a strict parser does, without fetching anything."""
    if name == "jsonld":
        read = orjson.loads(text)
        assert read["@context"] == f"{BASE}context.jsonld"
        text = orjson.dumps({**read, **context}).decode()
    return {str(quad.triple) for quad in pyoxigraph.parse(io.BytesIO(text.encode()), OXIGRAPH[name])}


@pytest.fixture(scope="module")
def context(client: TestClient) -> Any:
    return client.get("/context.jsonld").json()


def test_what_is_said_of_each_entity_is_about_it_and_all_together_is_the_export(
    client: TestClient, names: list[str], store: Store
):
    whole = lines("".join(export(store.model, FORMATS["ntriples"].syntax(store.model, BASE), store.records())))
    together: set[str] = set()
    for name in names:
        said = lines(client.get(f"/data/{name}.nt").text)
        assert said
        assert said <= whole
        assert all(line.startswith((f"<{BASE}id/{name}> ", f"<{BASE}id/{name}#")) for line in said)
        together |= said
    assert together == whole


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "ntriples"])
def test_an_entity_is_the_same_triples_in_every_format(client: TestClient, names: list[str], context: Any, name: str):
    for entity in names[::4]:
        text = client.get(f"/data/{entity}.nt").text
        document = client.get(f"/data/{entity}{FORMATS[name].suffix}").text
        assert triples(name, document, context) == triples("ntriples", text, context), entity


@pytest.mark.filterwarnings("ignore:Dataset.* is deprecated")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's JSON-LD parser uses it itself
@each_format
def test_rdflib_reads_one_entity_of_each_family_alike_in_every_format(
    client: TestClient, names: list[str], context: Any, name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    for entity in {each.partition("/")[0]: each for each in names}.values():
        text = client.get(f"/data/{entity}.nt").text
        document = client.get(f"/data/{entity}{FORMATS[name].suffix}").text
        if name == "jsonld":
            document = orjson.dumps({**orjson.loads(document), **context}).decode()
        read = rdflib.Dataset(default_union=True) if name == "trig" else rdflib.Graph()
        read.parse(data=document, format=READERS[name])
        assert set(read.triples((None, None, None))) == set(rdflib.Graph().parse(data=text, format="nt")), entity


def test_a_document_is_the_same_bytes_again(client: TestClient):
    for each in FORMATS.values():
        first, second = (client.get(f"/data/{NAME}{each.suffix}") for _ in range(2))
        assert first.content == second.content
        assert "_:" not in first.text


def test_what_is_said_has_its_evidence(client: TestClient):
    assert "http://www.w3.org/ns/prov#" in client.get(f"/data/{NAME}.nt").text


# --- the rest --------------------------------------------------------------------------------------------------------


def test_the_context_is_json_ld_under_the_base(client: TestClient, context: Any):
    response = client.get("/context.jsonld", headers=OF_SOMEONE_ELSE)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/ld+json")
    assert response.json() == context
    assert context["@context"]["ogn"].startswith(BASE)
    assert "evil.example" not in response.text


def test_health_is_told_when_the_graph_is_served(client: TestClient):
    response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "revision": 1})


@pytest.mark.parametrize(
    "path",
    [
        "/health",
        "/context.jsonld",
        f"/id/{NAME}",
        f"/data/{NAME}",
        f"/data/{NAME}.ttl",
        f"/page/{NAME}",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-0.xml",
    ],
)
def test_head_is_get_without_a_body(client: TestClient, path: str):
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content, head.headers) == (got.status_code, b"", got.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/health", "/context.jsonld", f"/id/{NAME}", f"/data/{NAME}", f"/page/{NAME}", "/dump/", "/sitemap.xml"]
)
def test_it_is_read_and_nothing_else(client: TestClient, path: str, method: str):
    response = client.request(method, path)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "path",
    ["/health", "/context.jsonld", f"/id/{NAME}", f"/data/{NAME}", "/data/place/nowhere", f"/page/{NAME}", "/dump/"],
)
def test_a_page_of_anyone_may_read_it(client: TestClient, path: str):
    response = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", [f"/id/{NAME}", f"/data/{NAME}", f"/page/{NAME}", "/dump/ogniwo.ttl", "/sitemap.xml"])
def test_a_browser_that_asks_before_asking_is_told_that_it_may(client: TestClient, path: str):
    sent = {
        "origin": "https://elsewhere.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "accept",
    }
    response = client.options(path, headers=sent)
    assert response.status_code in (200, 204)
    assert response.headers["access-control-allow-origin"] == "*"
    assert "GET" in response.headers["access-control-allow-methods"]
    assert "accept" in response.headers["access-control-allow-headers"]


@each_format
def test_who_has_a_document_is_not_sent_it_again_until_the_graph_changes(client: TestClient, name: str):
    path = f"/data/{NAME}{FORMATS[name].suffix}"
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag != client.get(f"/data/{NAME}.nt" if name != "ntriples" else f"/data/{NAME}.ttl").headers["etag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for header in ("vary", "link", "content-location", "access-control-allow-origin"):
        assert again.headers[header] == first.headers[header]
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.get(f"/data/place/nowhere{FORMATS[name].suffix}", headers={"if-none-match": tag}).status_code == 404


def test_a_document_is_compressed_for_whoever_takes_that(client: TestClient):
    name = "project/czas-na-aktywnosc-lezajsk"
    plain = client.get(f"/data/{name}.nt", headers={"accept-encoding": "identity"})
    packed = client.get(f"/data/{name}.nt", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert "Accept-Encoding" in packed.headers["vary"]
    assert client.get(f"/data/{name}.nt", headers={"accept-encoding": "*;q=0"}).status_code == 406


# --- where it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "base",
    ["https://example.org/ogniwo/", "https://example.org/a/data/", "https://example.org/data/", "https://example.org/"],
)
@pytest.mark.parametrize("is_stripped", [True, False])
def test_a_base_with_a_path_works_whether_a_proxy_strips_it_or_not(store: Store, base: str, is_stripped: bool):
    url = store._engine.url.render_as_string(hide_password=False)
    path = "" if is_stripped else base.removeprefix("https://example.org").rstrip("/")
    with TestClient(server.application(Settings.of(database=url, base_iri=base)), follow_redirects=False) as made:
        response = made.get(f"{path}/id/{NAME}", headers={"accept": BROWSER, **OF_SOMEONE_ELSE})
        assert response.headers["location"] == f"{base}page/{NAME}"
        page = made.get(f"{path}/page/{NAME}", headers=OF_SOMEONE_ELSE)
        assert page.status_code == 200
        assert f'href="{base}data/{NAME}.ttl"' in page.text
        assert "evil.example" not in page.text + str(page.headers)
        for each in (f"/data/{NAME}.jsonld", "/context.jsonld", "/sitemap.xml", "/robots.txt", "/health"):
            found = made.get(path + each, headers=OF_SOMEONE_ELSE)
            assert found.status_code == 200, each
            assert "evil.example" not in found.text + str(found.headers)
        assert made.post(f"{path}/graphql", json={"query": "{ __typename }"}).json() == {
            "data": {"__typename": "Query"}
        }


def test_a_base_in_letters_of_any_alphabet_is_ascii_in_headers(store: Store):
    url = store._engine.url.render_as_string(hide_password=False)
    app = server.application(Settings.of(database=url, base_iri="https://example.org/ogniwo-łącza/"))
    with TestClient(app, follow_redirects=False) as made:
        response = made.get(f"/id/{NAME}", headers={"accept": "text/turtle"})
        assert response.headers["location"] == f"https://example.org/ogniwo-%C5%82%C4%85cza/data/{NAME}.ttl"
        for path in (f"/data/{NAME}", f"/page/{NAME}", "/dump"):
            assert made.get(path).status_code < 500


# --- who is not there any more ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed(seeds: list[Source], model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a graph in which one was merged into another, and a third was withdrawn."""
    url = f"sqlite:///{tmp_path_factory.mktemp('changed') / 'graph.db'}"
    store = Store.create(url, model, seeds)
    store.merge(EntityId("organization/mops-leczna"), EntityId("organization/mops-lezajsk"))
    document, place = EntityId("document/new"), EntityId("place/new")
    said = (
        Statement(document, "title", Text("Nowy", "pl"), Quote("Nowy")),
        Statement(place, "name", Text("Nowe", "pl"), Quote("Nowe")),
    )
    store.write([Source("new", document, {document: "Document", place: "City"}, said)])
    store.write([Source("new", document, {document: "Document"}, said[:1])])
    store.close()
    with TestClient(server.application(Settings.of(database=url, base_iri=BASE)), follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("root", ["id", "data", "page"])
def test_who_was_merged_leads_to_the_one_that_is_kept(changed: TestClient, root: str):
    for suffix in ("", ".ttl", ".trig") if root == "data" else ("",):
        response = changed.get(f"/{root}/organization/mops-lezajsk{suffix}", headers={"accept": "text/turtle"})
        assert response.status_code == 301
        assert response.headers["location"] == f"{BASE}{root}/organization/mops-leczna{suffix}"


@pytest.mark.parametrize("root", ["id", "data", "page"])
@pytest.mark.parametrize(("name", "status"), [("place/new", 410), ("place/nowhere", 404), ("nothing", 404)])
def test_who_is_not_there_is_told_to_people_on_a_page(changed: TestClient, root: str, name: str, status: int):
    response = changed.get(f"/{root}/{name}", headers={"accept": BROWSER, "accept-language": "pl"})
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="pl">' in response.text
    assert name in response.text
    plain = changed.get(f"/{root}/{name}", headers={"accept": "text/turtle"})
    assert (plain.status_code, media(plain), plain.text.count("\n")) == (status, "text/plain", 1)


def test_a_document_of_the_kept_one_names_the_other_in_every_format(changed: TestClient):
    for each in FORMATS.values():
        text = changed.get(f"/data/organization/mops-leczna{each.suffix}").text
        assert "sameAs" in text
        assert "mops-lezajsk" in text
    assert "organization/mops-lezajsk" in changed.get("/page/organization/mops-leczna").text


@pytest.mark.parametrize(
    "path", ["<script>alert(1)</script>", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "x\u202e/y", '"onmouseover="alert(1)']
)
def test_a_page_of_who_is_not_there_cannot_be_made_to_say_anything(client: TestClient, path: str):
    response = client.get(f"/page/{path}", headers={"accept": BROWSER})
    assert response.status_code == 404
    assert "<script" not in response.text
    assert 'onmouseover="' not in response.text
    assert "\u202e" not in response.text
