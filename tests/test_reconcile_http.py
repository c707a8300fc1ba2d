"""The reconciliation service over HTTP, as OpenRefine and the specification (API 0.2, April 2023) use it."""

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pytest
from cluster import Databases
from starlette.testclient import TestClient
from test_refusals import LEAKS
from test_store import MODEL, source

import server
from graph.records import Record
from graph.store import Store
from graph.values import Money, PartialDate, Text
from schema.limits import DEFAULTS
from serving.negotiation import languages
from settings import Settings

BASE = "https://example.org/graph/"
MOPS_LECZNA = "organization/mops-leczna"
CENTRE = "Miejski Ośrodek Pomocy Społecznej"
PL, EN = {"accept-language": "pl-PL,pl;q=0.9,en;q=0.5"}, {"accept-language": "en"}

# What the specification says of each document, written down here from its text.
NAMED = {
    "type": "object",
    "properties": {"id": {"type": "string", "minLength": 1}, "name": {"type": "string", "minLength": 1}},
    "required": ["id", "name"],
}
TYPES = {"type": "array", "items": NAMED, "minItems": 1}
TEMPLATE = {"type": "object", "properties": {"url": {"pattern": r"\{\{id\}\}"}}, "required": ["url"]}
SUGGEST = {
    "type": "object",
    "properties": {
        "service_url": {"pattern": "^https?://.*[^/]$"},
        "service_path": {"pattern": "^/"},
        "flyout_service_url": {"pattern": "^https?://.*[^/]$"},
        "flyout_service_path": {"pattern": r"^/.*\$\{id\}"},
    },
    "required": ["service_url", "service_path", "flyout_service_path"],
}
MANIFEST = {
    "type": "object",
    "properties": {
        "versions": {"const": ["0.2"]},
        "name": {"type": "string"},
        "identifierSpace": {"const": f"{BASE}id/"},
        "schemaSpace": {"const": f"{BASE}ontology#"},
        "defaultTypes": TYPES,
        "view": TEMPLATE,
        "preview": {
            **TEMPLATE,
            "properties": {**TEMPLATE["properties"], "width": {"type": "integer"}, "height": {"type": "integer"}},  # type: ignore[dict-item]
            "required": ["url", "width", "height"],
        },
        "suggest": {
            "properties": {"entity": SUGGEST, "property": SUGGEST, "type": SUGGEST},
            "required": ["entity", "property", "type"],
        },
        "extend": {
            "properties": {
                "propose_properties": {"required": ["service_url", "service_path"]},
                "property_settings": {
                    "type": "array",
                    "items": {
                        "required": ["name", "label", "type"],
                        "properties": {"type": {"enum": ["number", "text", "checkbox", "select"]}},
                    },
                },
            },
            "required": ["propose_properties", "property_settings"],
        },
        "batchSize": {"type": "integer", "minimum": 1},
    },
    "required": [
        "versions", "name", "identifierSpace", "schemaSpace", "defaultTypes", "view", "preview", "suggest", "extend",
        "batchSize",
    ],
    "additionalProperties": False,
}  # fmt: skip
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        **NAMED["properties"],  # type: ignore[dict-item]
                        "description": {"type": "string"},
                        "type": TYPES,
                        "score": {"type": "number", "minimum": 0, "maximum": 100},
                        "match": {"type": "boolean"},
                        "features": {
                            "type": "array",
                            "items": {
                                "properties": {"id": {"type": "string"}, "value": {"type": ["number", "boolean"]}},
                                "required": ["id", "value"],
                                "additionalProperties": False,
                            },
                        },
                    },
                    "required": ["id", "name", "type", "score", "match"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["result"],
        "additionalProperties": False,
    },
}
SUGGESTIONS = {
    "type": "object",
    "properties": {
        "result": {
            "type": "array",
            "items": {
                **NAMED,
                "properties": {
                    **NAMED["properties"],  # type: ignore[dict-item]
                    "description": {"type": "string"},
                    "notable": TYPES,
                    "broader": TYPES,
                },
                "additionalProperties": False,
            },
        }
    },
    "required": ["result"],
    "additionalProperties": False,
}
TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
CELL = {
    "oneOf": [
        {**NAMED, "additionalProperties": False},
        *(
            {"type": "object", "properties": {name: kind}, "required": [name], "additionalProperties": False}
            for name, kind in {
                "str": {"type": "string"},
                "float": {"type": "number"},
                "int": {"type": "integer"},
                "date": {"type": "string", "pattern": TIME},
            }.items()
        ),
    ]
}
TABLE = {
    "type": "object",
    "properties": {
        "meta": {
            "type": "array",
            "items": {**NAMED, "properties": {**NAMED["properties"], "type": NAMED}, "additionalProperties": False},  # type: ignore[dict-item]
        },
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": CELL}},
        },
    },
    "required": ["meta", "rows"],
    "additionalProperties": False,
}
PROPOSAL = {
    "type": "object",
    "properties": {
        "properties": {"type": "array", "items": NAMED},
        "type": {"type": "string"},
        "limit": {"minimum": 1},
    },
    "required": ["properties"],
    "additionalProperties": False,
}


def client_of(store: Store, **limits: Any) -> TestClient:
    url = store._engine.url.render_as_string(hide_password=False)
    return TestClient(server.application(Settings.of(database=url, base_iri=BASE, limits=replace(DEFAULTS, **limits))))


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    """A client of a server on the graph of the seeds. An exception in the server is raised in the test."""
    with client_of(store) as made:
        yield made


def got(client: TestClient, path: str, schema: Any, headers: Any = None, **parameters: Any) -> Any:
    response = client.get(f"/reconcile{path}", params=parameters, headers=headers)
    return judged(response, schema)


def posted(client: TestClient, field: str, value: Any, schema: Any, headers: Any = None) -> Any:
    response = client.post("/reconcile", data={field: json.dumps(value)}, headers=headers)
    return judged(response, schema)


def judged(response: Any, schema: Any) -> Any:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    jsonschema.validate(response.json(), schema)
    return response.json()


def refused(response: Any, status: int = 400) -> str:
    """Check that an answer is a refusal in one line, and return that."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert body.keys() == {"status", "message"}
    assert body["status"] == "error"
    assert "\n" not in body["message"]
    assert 0 < len(body["message"]) < 500
    assert not LEAKS.search(re.sub(r"line \d+ column", "", body["message"])), body["message"]
    return str(body["message"])


def path_of(url: str) -> str:
    """Return the path under /reconcile that a manifest's address leads to."""
    assert url.startswith(f"{BASE}reconcile")
    return url.removeprefix(f"{BASE}reconcile")


# --- the whole way of OpenRefine ---------------------------------------------------------------------------------------


def test_what_openrefine_does_leads_from_a_table_to_a_filled_one(client: TestClient):
    manifest = got(client, "", MANIFEST, EN)
    rows = [("MOPS w Łęcznej", "Łęczna"), ("Miejski Ośrodek Pomocy Społecznej", "Dębica"), ("PUP Leżajsk", "Leżajsk")]
    # It guesses the type of a column by its first cells.
    guess = {f"q{at}": {"query": name, "limit": 3} for at, (name, _) in enumerate(rows)}
    guessed = posted(client, "queries", guess, RESULTS)
    counted = Counter(each["id"] for one in guessed.values() for found in one["result"] for each in found["type"])
    (type_, _), *_ = counted.most_common()
    assert type_ in {"Organization", "Institution"}
    # A person may choose the type and a property by typing.
    suggest = manifest["suggest"]
    address = path_of(suggest["type"]["service_url"] + suggest["type"]["service_path"])
    assert "Organization" in {each["id"] for each in got(client, address, SUGGESTIONS, EN, prefix="organ")["result"]}
    address = path_of(suggest["property"]["service_url"] + suggest["property"]["service_path"])
    assert "place" in {each["id"] for each in got(client, address, SUGGESTIONS, PL, prefix="miejsc")["result"]}
    # All cells are reconciled, with the town in another column.
    batch = {
        f"q{at}": {
            "query": name,
            "type": type_,
            "type_strict": "should",
            "properties": [{"pid": "place", "v": town}],
        }
        for at, (name, town) in enumerate(rows)
    }
    found = posted(client, "queries", batch, RESULTS)
    best = [found[f"q{at}"]["result"][0] for at in range(len(rows))]
    assert [each["id"] for each in best] == [MOPS_LECZNA, "organization/mops-debica", "organization/pup-lezajsk"]
    assert [each["match"] for each in best[:2]] == [True, True]
    # The person looks at one of them, and opens it.
    preview = client.get(f"/reconcile{path_of(manifest['preview']['url'].replace('{{id}}', quote(best[0]['id'], '')))}")
    assert preview.status_code == 200
    assert "Miejski Ośrodek Pomocy Społecznej w Łęcznej" in preview.text
    view = manifest["view"]["url"].replace("{{id}}", quote(best[0]["id"], ""))
    assert client.get(f"/{view.removeprefix(BASE)}", follow_redirects=False).status_code == 303
    # The table is filled with what the graph knows.
    propose = manifest["extend"]["propose_properties"]
    address = path_of(propose["service_url"] + propose["service_path"])
    proposed = {each["id"] for each in got(client, address, PROPOSAL, type=type_)["properties"]}
    asked = ["name", "place", "place.country", "identifiers.NIP", "kind"]
    assert proposed >= set(asked)
    ids = [each["id"] for each in best]
    extended = posted(client, "extend", {"ids": ids, "properties": [{"id": each} for each in asked]}, TABLE, PL)
    assert [each["id"] for each in extended["meta"]] == asked
    assert extended["meta"][1]["type"] == {"id": "Place", "name": "miejsce"}
    assert extended["rows"][MOPS_LECZNA]["place"] == [{"id": "place/leczna", "name": "Łęczna"}]
    assert extended["rows"][MOPS_LECZNA]["place.country"] == [{"id": "place/pl", "name": "Polska"}]
    assert extended["rows"][MOPS_LECZNA]["kind"] == [{"str": "miejski ośrodek pomocy społecznej"}]


# --- the service ------------------------------------------------------------------------------------------------------


def test_the_manifest_is_what_is_told_to_whoever_asks_for_nothing(client: TestClient):
    manifest = got(client, "", MANIFEST, EN)
    assert manifest["batchSize"] == DEFAULTS.queries
    assert {"id": "City", "name": "city"} in manifest["defaultTypes"]
    assert "Participation" not in {each["id"] for each in manifest["defaultTypes"]}
    assert {"id": "City", "name": "miejscowość"} in got(client, "", MANIFEST, PL)["defaultTypes"]
    assert got(client, "", MANIFEST, EN, callback="alert") == manifest
    assert client.head("/reconcile").status_code == 200


def test_get_and_post_answer_alike(client: TestClient):
    batch = {"a": {"query": "Łęczna"}, "b c": {"query": CENTRE, "limit": 2}, "": {"query": "nikt taki"}}
    answer = posted(client, "queries", batch, RESULTS)
    assert answer == got(client, "", RESULTS, queries=json.dumps(batch))
    assert answer.keys() == batch.keys()
    assert len(answer["b c"]["result"]) == 2
    assert posted(client, "queries", {}, RESULTS) == {}
    extend = {"ids": [MOPS_LECZNA], "properties": [{"id": "name"}]}
    assert posted(client, "extend", extend, TABLE) == got(client, "", TABLE, extend=json.dumps(extend))


def test_labels_are_in_the_language_that_is_asked_for(client: TestClient):
    (polish,), (english,) = (
        posted(client, "queries", {"q": {"query": "place/it", "limit": 1}}, RESULTS, each)["q"]["result"]
        for each in (PL, EN)
    )
    assert (polish["name"], english["name"]) == ("Włochy", "Italy")
    assert (polish["type"][0]["name"], english["type"][0]["name"]) == ("kraj", "country")
    assert (polish["description"], english["description"]) == ("kraj", "country")
    assert client.get("/reconcile", headers=PL).headers["vary"].startswith("Accept-Language")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", ()),
        ("pl", ("pl",)),
        ("en;q=0.5, pl-PL", ("pl", "en")),
        ("*", ("*",)),
        ("pl;q=0", ()),
        ("en-GB,en;q=0.9", ("en",)),
        (",;q=x,", ()),
        ("pl;q=0.1," * 3_000 + "en", ("pl",)),
    ],
)
def test_languages_are_read_from_a_header(header: str, wanted: tuple[str, ...]):
    assert languages(header) == wanted


@pytest.mark.parametrize(
    "path",
    ["", "/suggest/entity?prefix=a", "/flyout/type?id=City", "/preview?id=place%2Fleczna", "/properties", "?queries=x"],
)
def test_pages_of_any_origin_may_ask(client: TestClient, path: str):
    response = client.get(f"/reconcile{path}", headers={"origin": "https://refine.example"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    asked = {
        "origin": "https://refine.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    allowed = client.options("/reconcile", headers=asked)
    assert allowed.status_code == 200
    assert "POST" in allowed.headers["access-control-allow-methods"]


# --- suggestions and what is shown -------------------------------------------------------------------------------------


def test_whoever_types_a_name_or_an_id_is_suggested_it(client: TestClient):
    def suggested(prefix: str, **more: Any) -> list[str]:
        return [each["id"] for each in got(client, "/suggest/entity", SUGGESTIONS, prefix=prefix, **more)["result"]]

    assert suggested("Łęczna")[0] == suggested("łęcz")[0] == suggested("place/leczna")[0] == "place/leczna"
    assert suggested("mops l")[:2] == [MOPS_LECZNA, "organization/mops-lezajsk"]
    assert set(suggested("organization/mops-")) == {
        f"organization/mops-{each}" for each in ("debica", "leczna", "lezajsk")
    }
    assert suggested(f"{BASE}id/place/leczna")[0] == "place/leczna"
    assert {each.partition("/")[0] for each in suggested("łęcz", type="Institution")} == {"organization"}
    assert suggested("") == suggested("??") == []


def test_pages_of_suggestions_follow_each_other(store: Store):
    with client_of(store, page=3) as client:
        pages = [
            [each["id"] for each in got(client, "/suggest/entity", SUGGESTIONS, prefix="p", cursor=cursor)["result"]]
            for cursor in (0, 3, 6)
        ]
    assert [len(each) for each in pages] == [3, 3, 3]
    assert len({each for page in pages for each in page}) == 9


def test_types_and_properties_are_suggested_by_label_and_id(client: TestClient):
    def ids(what: str, prefix: str, **more: Any) -> list[str]:
        return [
            each["id"] for each in got(client, f"/suggest/{what}", SUGGESTIONS, PL, prefix=prefix, **more)["result"]
        ]

    assert ids("type", "City") == ids("type", "city") == ids("type", "miejscow") == ["City"]
    assert ids("type", "")[:3] == ["Organization", "Institution", "Foundation"]
    assert ids("property", "identifiers.NIP") == ids("property", "nip") == ["identifiers.NIP"]
    assert "budget" not in ids("property", "", type="City")
    assert "place.country" in ids("property", "miejsc kraj", type="Institution")
    (city,) = got(client, "/suggest/type", SUGGESTIONS, EN, prefix="City")["result"]
    assert city["broader"] == [{"id": "Place", "name": "place"}]


def test_what_is_suggested_has_a_card(client: TestClient):
    for what, name, wanted in (
        ("entity", "place/leczna", "Łęczna"),
        ("type", "City", "miejscowość"),
        ("property", "place.country", "miejscowość: kraj"),
    ):
        card = client.get(f"/reconcile/flyout/{what}", params={"id": name}, headers=PL).json()
        assert card.keys() == {"id", "html"}
        assert card["id"] == name
        assert wanted in card["html"]
    for what, name, status in (
        ("entity", "place/nowhere", 404),
        ("entity", "<b>", 404),
        ("type", "Cty", 400),
        ("property", "plce", 400),
        ("nothing", "a", 404),
    ):
        refused(client.get(f"/reconcile/flyout/{what}", params={"id": name}), status)


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{id}} &amp;"


@pytest.fixture(scope="module")
def hostile(databases: Databases) -> Iterator[TestClient]:
    """A graph whose names are HTML."""
    facts = [
        ("organization/hostile", "name", Text(HOSTILE, "en")),
        ("organization/hostile", "abbreviation", HOSTILE),
        ("project/hostile", "title", Text(HOSTILE, "en")),
        ("project/hostile", "startDate", PartialDate("2008-05-31")),
        ("project/hostile", "endDate", PartialDate("2009")),
        ("project/hostile", "budget", Money(12_345, "PLN")),
        ("project/hostile", "year", 2008),
        ("project/hostile", "endPlanned", True),
        *(("project/hostile", "remarks", Text(f"Remark {each}", "en")) for each in range(3)),
    ]
    kinds = {"organization/hostile": "Institution", "project/hostile": "Project"}
    store = Store.create(databases.new(), MODEL, [source("hostile", kinds, *facts)])
    with client_of(store) as made:
        yield made
    store.close()


def test_a_preview_shows_words_as_words_and_can_do_nothing(hostile: TestClient):
    response = hostile.get("/reconcile/preview", params={"id": "organization/hostile"}, headers=PL)
    page = Tags(response.text)
    assert {tag for tag, _ in page.seen} <= set("html head meta title style body h1 a p dl dt dd".split())
    assert not any(name.startswith("on") for _, attributes in page.seen for name in attributes)
    assert page.text.count(HOSTILE) == 2
    assert dict(page.seen)["html"] == {"lang": "pl"}
    assert dict(page.seen)["a"]["href"] == f"{BASE}id/organization/hostile"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'nonce-")
    assert dict(page.seen)["style"]["nonce"] in policy
    assert "frame-ancestors" not in policy  # it is there to be framed
    assert "x-frame-options" not in response.headers
    assert response.headers["x-content-type-options"] == "nosniff"
    card = hostile.get("/reconcile/flyout/entity", params={"id": "organization/hostile"}).json()["html"]
    assert {tag for tag, _ in Tags(card).seen} <= {"h1", "a", "p", "dl", "dt", "dd"}
    refused(hostile.get("/reconcile/preview"), 404)
    refused(hostile.get("/reconcile/preview", params={"id": "organization/nobody"}), 404)


# --- filling a table ---------------------------------------------------------------------------------------------------


def test_every_value_that_is_stored_is_given(client: TestClient, store: Store):
    by_kind: dict[str, list[Record]] = {}
    for record, _ in store.records():
        by_kind.setdefault(record.kind, []).append(record)
    for kind, records in by_kind.items():
        properties = [item.name for item in MODEL.kinds[kind].stored]
        ids = [each.id for each in records[:100]]
        asked = {"ids": ids, "properties": [{"id": each} for each in properties]}
        rows = posted(client, "extend", asked, TABLE)["rows"]
        assert list(rows) == ids
        for record in records[:100]:
            for name in properties:
                value = record.values.get(name, ())
                assert len(rows[record.id][name]) == (len(value) if isinstance(value, tuple) else 1)


def test_values_are_given_as_what_they_are(hostile: TestClient):
    def values(name: str, **settings: Any) -> Any:
        asked = {"ids": ["project/hostile"], "properties": [{"id": name, "settings": settings}]}
        return posted(hostile, "extend", asked, TABLE)["rows"]["project/hostile"][name]

    assert values("title") == [{"str": HOSTILE}]
    assert values("startDate") == [{"date": "2008-05-31T00:00:00Z"}]
    assert values("endDate") == [{"str": "2009"}]  # the day is not known, and none is made up
    assert values("budget") == [{"str": "123.45 PLN"}]
    assert values("year") == [{"int": 2008}]
    assert values("endPlanned") == [{"str": "true"}]
    assert values("acronym") == []
    assert [each["str"] for each in values("remarks")] == ["Remark 0", "Remark 1", "Remark 2"]
    assert len(values("remarks", limit="2")) == len(values("remarks", limit=2)) == 2
    assert len(values("remarks", limit=0)) == len(values("remarks", limit="")) == 3
    assert values("remarks", count="on") == values("remarks", count=True, limit=1) == [{"int": 3}]
    assert values("remarks", count=False, other="x") == values("remarks")
    assert values("place") == []  # of another kind


def test_degrees_are_numbers_and_who_is_not_there_has_nothing(client: TestClient):
    asked = {"ids": ["place/leczna", "place/nowhere", "no id"], "properties": [{"id": "latitude"}]}
    assert posted(client, "extend", asked, TABLE)["rows"] == {
        "place/leczna": {"latitude": [{"float": 51.30121}]},
        "place/nowhere": {"latitude": []},
        "no id": {"latitude": []},
    }


def test_properties_are_proposed_by_type(client: TestClient):
    proposed = got(client, "/properties", PROPOSAL, PL, type="Project", limit=3)
    assert (proposed["type"], proposed["limit"], len(proposed["properties"])) == ("Project", 3, 3)
    assert {"id": "startDate", "name": "początek"}.items() <= next(
        each.items()
        for each in got(client, "/properties", PROPOSAL, PL, type="Project")["properties"]
        if each["id"] == "startDate"
    )
    assert "title" in {each["id"] for each in got(client, "/properties", PROPOSAL)["properties"]}


# --- what is asked wrongly, or too much --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        {"queries": ""},
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": '{"q":{"query":"\\ud800"}}'},
        {"queries": '{"a\\nb":{}}'},
        {"queries": "[" * 100_000},
        {"queries": '{"q":{"query":"a","properties":[{"pid":"plac","v":"a"}]}}'},
        {"extend": "1"},
        {"extend": '{"ids":1,"properties":[]}'},
        {"extend": '{"ids":[1],"properties":[]}'},
        {"extend": '{"ids":[]}'},
        {"extend": '{"ids":[],"properties":["name"]}'},
        {"extend": '{"ids":[],"properties":[{"id":"nam"}]}'},
        {"extend": '{"ids":[],"properties":[{"id":"name","settings":1}]}'},
        {"extend": '{"ids":[],"properties":[{"id":"name","settings":{"limit":-1}}]}'},
        {"extend": '{"ids":[],"properties":[{"id":"name","settings":{"limit":"x"}}]}'},
        {"extend": '{"ids":[],"properties":[{"id":"name","settings":{"count":"x"}}]}'},
        {"extend": '{"ids":[],"properties":[{"id":"name","settings":{"count":[]}}]}'},
        {"extend": json.dumps({"ids": ["a"] * 101, "properties": []})},
        {"extend": "{}", "queries": "{}"},
    ],
)
def test_a_wrong_form_is_refused_in_one_line(client: TestClient, form: dict[str, str]):
    refused(client.post("/reconcile", data=form))


def test_what_is_too_much_or_of_another_sort_is_refused(client: TestClient):
    batch = {str(each): {"query": "a"} for each in range(DEFAULTS.queries + 1)}
    assert "50" in refused(client.post("/reconcile", data={"queries": json.dumps(batch)}), 413)
    refused(client.post("/reconcile", data={"queries": " " * DEFAULTS.form}), 413)
    refused(client.post("/reconcile", json={"queries": {}}), 415)
    form = {"content-type": "application/x-www-form-urlencoded"}
    refused(client.post("/reconcile", content=b"queries=%ff", headers=form))
    refused(client.post("/reconcile", content=b"\xff", headers=form))
    refused(client.post("/reconcile", content="&".join(f"a{each}=" for each in range(30)), headers=form))
    refused(client.get("/reconcile?" + "&".join(f"a{each}=" for each in range(30))))
    for cursor in ("-1", "x", "1.5", "1001", "9" * 5_000, "٣"):
        refused(client.get("/reconcile/suggest/entity", params={"prefix": "a", "cursor": cursor}))
    refused(client.get("/reconcile/suggest/entity", params={"prefix": "a", "type": "Cty"}))
    refused(client.get("/reconcile/suggest/nothing", params={"prefix": "a"}), 404)
    refused(client.get("/reconcile/properties", params={"type": "Cty"}))
    refused(client.get("/reconcile/properties", params={"limit": "x"}))
    assert client.delete("/reconcile").status_code == 405


def test_a_batch_that_takes_too_long_ends_and_says_so(store: Store):
    with client_of(store, seconds=0.000001) as client:
        response = client.post("/reconcile", data={"queries": json.dumps({"q": {"query": CENTRE}})})
    assert "ask for less" in refused(response, 503)
    assert response.headers["retry-after"] == "1"


Request = tuple[str, str, bytes]


async def asked(app: Any, method: str, target: str, body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """Ask an application, as a server would."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
        "root_path": "", "scheme": "http", "query_string": query.encode("latin-1"), "server": ("a", 80),
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *parts = sent
    return start["status"], dict(start["headers"]), b"".join(each.get("body", b"") for each in parts)


def test_more_requests_than_may_wait_are_told_to_come_again(store: Store):
    app = server.application(Settings.of(base_iri=BASE, limits=replace(DEFAULTS, requests=2)), store)
    body = urlencode({"queries": json.dumps({"q": {"query": CENTRE}})}).encode()

    async def all_at_once() -> list[int]:
        return [each[0] for each in await asyncio.gather(*(asked(app, "POST", "/reconcile", body) for _ in range(6)))]

    assert sorted(asyncio.run(all_at_once())) == [200, 200, 503, 503, 503, 503]


def test_others_are_served_while_a_batch_is_reconciled(store: Store):
    app = server.application(Settings.of(base_iri=BASE), store)
    batch = {str(each): {"query": f"{CENTRE} {each}"} for each in range(DEFAULTS.queries)}
    body = urlencode({"queries": json.dumps(batch)}).encode()

    async def turns_meanwhile() -> int:
        reconciled = asyncio.create_task(asked(app, "POST", "/reconcile", body))
        turns = 0
        while not reconciled.done():
            await asyncio.sleep(0.001)
            turns += 1
        assert (await reconciled)[0] == 200
        return turns

    assert asyncio.run(turns_meanwhile()) > 5


GOOD: tuple[dict[str, Any], ...] = (
    {"q0": {"query": "MOPS w Łęcznej", "type": "Organization", "limit": 3, "type_strict": "should",
            "properties": [{"pid": "place", "v": {"id": "place/leczna", "name": "Łęczna"}}, {"pid": "kind", "v": ["MOPS", 7, True]}]},
     "q1": {"query": "Leżajsk", "type": ["City", "Region"]}},
    {"q0": {"properties": [{"pid": "identifiers.GEONAMES", "v": 766583}, {"pid": "startDate", "v": "2008-05"}, {"pid": "budget", "v": 1.5}]}},
    {"ids": ["organization/mops-leczna", "place/leczna"],
     "properties": [{"id": "place.country", "settings": {"limit": "5", "count": "on"}}, {"id": "name"}]},
)  # fmt: skip
WRONG = ("", None, 0, -1, 1e308, 10**40, True, [], {}, "\0", "'", '"*', "§city", "place/leczna", "a" * 3_000, "{{id}}", [[]], {"id": []}, "٣",
         "\u202e", "https://example.org/graph/id/place/leczna", "NIP:1", "2008-13", "NaN", "identifiers", "City", {"": 0}, "😀")  # fmt: skip
PATHS = ("/suggest/entity?prefix=", "/suggest/property?type=City&prefix=", "/suggest/type?cursor=1&prefix=", "/flyout/entity?id=",
         "/flyout/type?id=", "/flyout/property?id=", "/preview?id=", "/properties?limit=", "/properties?type=", "/suggest/entity?prefix=a&cursor=")  # fmt: skip
NUMBER = 10_000


def mutated(chance: random.Random, value: Any) -> Any:
    """Return a value in which something is another."""
    if chance.random() < 0.05:
        return chance.choice(WRONG)
    if isinstance(value, dict) and value:
        name = chance.choice(list(value))
        changed = {**value, name: mutated(chance, value[name])}
        return {chance.choice((*[each] * 20, str(chance.choice(WRONG))[:50])): changed[each] for each in changed}
    if isinstance(value, list) and value:
        at = chance.randrange(len(value))
        return [*value[:at], mutated(chance, value[at]), *value[at:]]
    if isinstance(value, str) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return (
            value[:at] + chance.choice(("", "ł", "\0", '"', " ", value, "/", "´")) + value[at + chance.randrange(2) :]
        )
    return chance.choice(WRONG)


def request(chance: random.Random) -> Request:
    """Return a request in which something is wrong, most likely."""
    if chance.random() < 0.2:
        value = str(mutated(chance, "place/leczna"))
        return "GET", f"/reconcile{chance.choice(PATHS)}{quote(value, errors='replace')}", b""
    good = chance.choice(GOOD)
    value = mutated(chance, good)
    text = json.dumps(mutated(chance, value) if chance.random() < 0.3 else value, ensure_ascii=chance.random() < 0.5)
    field = "extend" if "ids" in good else "queries"
    form = urlencode({field: mutated(chance, text) if chance.random() < 0.1 else text}, errors="replace").encode()
    if chance.random() < 0.1:
        at = chance.randrange(len(form))
        form = form[:at] + bytes((chance.randrange(256),)) + form[at + 1 :]
    if chance.random() < 0.1:
        return "GET", f"/reconcile?{form.decode('latin-1')}", b""
    return "POST", "/reconcile", form


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_is_asked_is_an_error_of_ours(store: Store, seed: int):
    app = server.application(Settings.of(base_iri=BASE), store)
    chance = random.Random(f"{seed} {store.dialect.name}")
    statuses: Counter[int] = Counter()

    async def all_of_them() -> None:
        for _ in range(NUMBER // 4):
            given = request(chance)
            status, headers, body = await asked(app, *given)
            assert status in (200, 400, 404, 413), (given, body)
            statuses[status] += 1
            if headers[b"content-type"] == b"application/json":
                answer = json.loads(body)
                assert status == 200 or "\n" not in answer["message"], given
                assert status == 200 or not LEAKS.search(re.sub(r"line \d+ column", "", answer["message"])), (
                    given,
                    answer,
                )
            else:
                assert headers[b"content-type"] == b"text/html; charset=utf-8"

    asyncio.run(all_of_them())
    assert statuses[200] > 500
    assert statuses[400] > 500
