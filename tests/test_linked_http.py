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
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.store import Store
from settings import Settings

BASE = "https://example.org/graph/"
NAME = "place/leczna"
MEDIA_TYPES = {each.media_type: name for name, each in FORMATS.items()}
READERS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
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
        assert (response.status_code, response.headers["location"]) == (303, f"{BASE}data/{name}")


@pytest.mark.parametrize("accept", [None, "text/turtle", BROWSER, "image/png", "nonsense"])
def test_an_iri_leads_there_whatever_is_accepted(client: TestClient, accept: str | None):
    response = client.get(f"/id/{NAME}", headers=accepted(accept))
    assert (response.status_code, response.headers["location"]) == (303, f"{BASE}data/{NAME}")


def test_where_an_iri_leads_is_set_by_the_publisher_and_by_no_header(client: TestClient):
    response = client.get(f"/id/{NAME}", headers=OF_SOMEONE_ELSE)
    assert response.headers["location"] == f"{BASE}data/{NAME}"


@pytest.mark.parametrize("path", [f"/id/{NAME}/", f"/data/{NAME}/", "/health/", "//evil.example/x", f"/id//{NAME}"])
def test_no_other_path_leads_to_where_a_header_says(client: TestClient, path: str):
    response = client.get(path, headers=OF_SOMEONE_ELSE)
    assert "evil.example" not in response.headers.get("location", "")


UNKNOWN = ("place/nowhere", "nothing/leczna", "place/LECZNA", "place/lecz%C5%84a", "place/leczna.", "place/%00", "place/%ff%fe",
           "place/%ed%a0%80", "place/' OR 1=1 --", "place/%2e%2e", "place/..%2f..%2fetc", "place/%0d%0aset-cookie:x", "place",
           "place/leczna/x", "", "place/" + "x" * 10_000, "place/<script>", "organization/leczna", "place/%25")  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN, ids=lambda each: each[:40])
@pytest.mark.parametrize("root", ["id", "data"])
def test_what_is_not_known_is_404_in_plain_text(client: TestClient, root: str, path: str):
    response = client.get(f"/{root}/{path}")
    assert response.status_code == 404
    assert media(response) == "text/plain"
    assert not re.search(r"Traceback|Error\b|\.py\b|sqlite", response.text)
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
    for path in (f"/id/{NAME}", f"/data/{NAME}", f"/data/{NAME}.nt", "/id/place/nowhere", "/data/place/nowhere"):
        assert "Accept" in client.get(path).headers["vary"]


def test_a_document_says_which_thing_it_describes(client: TestClient):
    for path in (f"/data/{NAME}", f"/data/{NAME}.nt"):
        response = client.get(path, headers=OF_SOMEONE_ELSE)
        assert response.headers["link"] == f'<{BASE}id/{NAME}>; rel="describes"'
        assert "evil.example" not in response.text


@settings(max_examples=200)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40))
def test_whatever_accept_says_there_is_an_answer(client: TestClient, accept: str):
    assert client.get(f"/data/{NAME}", headers={"accept": accept.encode("latin-1")}).status_code in {200, 406}


@settings(max_examples=200)
@given(st.binary(max_size=20), st.sampled_from(["", "place/", "place/leczna", "place/leczna."]))
def test_whatever_the_path_is_there_is_an_answer(client: TestClient, path: bytes, start: str):
    escaped = "".join(f"%{byte:02x}" for byte in path)
    for root in ("id", "data"):
        assert client.get(f"/{root}/{start}{escaped}").status_code in {200, 303, 307, 404}


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
        read = rdflib.Graph().parse(data=document, format=READERS[name])
        assert set(read) == set(rdflib.Graph().parse(data=text, format="nt")), entity


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


@pytest.mark.parametrize("path", ["/health", "/context.jsonld", f"/id/{NAME}", f"/data/{NAME}", f"/data/{NAME}.ttl"])
def test_head_is_get_without_a_body(client: TestClient, path: str):
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content, head.headers) == (got.status_code, b"", got.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/health", "/context.jsonld", f"/id/{NAME}", f"/data/{NAME}"])
def test_it_is_read_and_nothing_else(client: TestClient, path: str, method: str):
    response = client.request(method, path)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("path", ["/health", "/context.jsonld", f"/id/{NAME}", f"/data/{NAME}", "/data/place/nowhere"])
def test_a_page_of_anyone_may_read_it(client: TestClient, path: str):
    response = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert response.headers["access-control-allow-origin"] == "*"
