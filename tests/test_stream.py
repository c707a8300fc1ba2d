"""A stream says the same in every format that has graphs, and of an entity what the export says of it."""

from collections.abc import Sequence

import orjson
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat
from strategies import graphs

from graph.changes import Change, Page, Position
from graph.history import State
from graph.kinds import Model
from graph.model import Base
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.stream import STREAM_FORMATS, Stream
from graph.rdf.triples import export
from graph.records import Evidence, Record
from graph.values import EntityId

MODEL = Model.of(Base)
BASE = "https://example.org/graph/"
OXIGRAPH = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
STREAMS = {name: Stream(MODEL, each.syntax(MODEL, BASE), BASE) for name, each in STREAM_FORMATS.items()}
TIME = "2026-11-22T08:06:32.000Z"


def quads(name: str, text: str) -> set[Quad]:
    if name == "jsonld":
        document = orjson.loads(text)
        document["@context"][0] = context(MODEL, BASE)["@context"]
        text = orjson.dumps(document).decode()
    return set(pyoxigraph.parse(text.encode(), OXIGRAPH[name]))


def page(there: Sequence[tuple[Record, Sequence[Evidence]]], *, is_full: bool) -> Page:
    changes = [Change(7, TIME, record.id, True, State(record, proofs)) for record, proofs in there]
    gone = Change(8, TIME, EntityId("place/gone"), False, State(into=EntityId("place/kept")))
    return Page([*changes, gone], Position(8, 12), TIME, is_full)


def test_all_formats_are_tried():
    assert OXIGRAPH.keys() == STREAM_FORMATS.keys()


@given(graphs(MODEL), st.booleans())
def test_a_page_says_the_same_in_every_format_and_of_each_entity_what_the_export_does(there, is_full):
    made = page(there, is_full=is_full)
    trig, nquads, jsonld = (quads(name, stream.page(Position(0), made)) for name, stream in STREAMS.items())
    assert trig == nquads == jsonld
    assert not [term for quad in nquads for term in quad if isinstance(term, BlankNode)]
    for record, proofs in there:
        alone = "".join(export(MODEL, FORMATS["ntriples"].syntax(MODEL, BASE), [(record, proofs)]))
        graph = NamedNode(f"{BASE}changes/7/{record.id}")
        said = {each.triple for each in nquads if each.graph_name == graph}
        assert said == {each.triple for each in pyoxigraph.parse(alone.encode(), RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("name", STREAM_FORMATS)
def test_what_the_stream_is_is_said_alike(name: str):
    made = {each: quads(each, stream.described(f"{BASE}shapes")) for each, stream in STREAMS.items()}
    assert made[name] == made["nquads"]
    assert not [term for quad in made[name] for term in quad if isinstance(term, BlankNode)]
    found = {(each.subject.value, each.predicate.value.rpartition("#")[2]): each.object.value for each in made[name]}
    stream, shape = f"{BASE}changes", f"{BASE}changes#member"
    assert found[stream, "view"] == f"{BASE}changes/0"
    assert found[stream, "shape"] == shape
    assert found[stream, "timestampPath"] == found[f"{shape}-published", "path"]
    assert found[stream, "versionOfPath"] == found[f"{shape}-object", "path"]


def test_a_page_is_named_by_the_change_before_it():
    stream = STREAMS["trig"]
    assert [stream.node(each) for each in (Position(0), Position(7), Position(7, 12))] == [f"{BASE}changes/{each}" for each in ("0", "7", "7.12")]  # fmt: skip
