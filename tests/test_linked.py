import io
import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings

from graph.kinds import Model
from graph.model import Base
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Record
from graph.values import EntityId, Text
from tests.copies import copy_of_model
from tests.strategies import graphs

MODEL = Model.of(Base)
BASE = "https://example.org/a&b/"  # XML must escape it
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml", "trig": "trig"}


@pytest.fixture(autouse=True)
def as_written(monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def written(name, graph, model=MODEL):
    text = "".join(export(model, FORMATS[name].syntax(model, BASE), graph))
    if name == "jsonld":
        read = json.loads(text)
        assert read["@context"] == f"{BASE}context.jsonld"
        text = json.dumps({**read, **context(model, BASE)})  # nothing is fetched in tests either
    return text


def by_oxigraph(name, text):
    return {str(quad.triple) for quad in pyoxigraph.parse(io.BytesIO(text.encode()), OXIGRAPH[name])}


@settings(max_examples=100)
@given(graphs(MODEL))
def test_every_format_is_the_same_graph_to_oxigraph(graph):
    wanted = by_oxigraph("ntriples", written("ntriples", graph))
    for name in FORMATS:
        assert by_oxigraph(name, written(name, graph)) == wanted


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's parsers use it themselves
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
@settings(max_examples=40)
@given(graphs(MODEL))
def test_every_format_is_the_same_graph_to_rdflib(graph):
    wanted = set(rdflib.Graph().parse(data=written("ntriples", graph), format="nt"))
    for name in FORMATS:
        read = rdflib.Dataset().parse(data=written(name, graph), format=RDFLIB[name])
        assert {quad[:3] for quad in read.quads()} == wanted


def test_json_ld_speaks_the_names_of_the_model():
    record = Record(
        EntityId("organization/mops-leczna"),
        "Institution",
        {
            "name": (Text("MOPS w Łęcznej", "pl"), Text("MOPS", "und")),
            "kind": "MOPS",
            "place": EntityId("place/leczna"),
        },
    )
    text = "".join(export(MODEL, FORMATS["jsonld"].syntax(MODEL, "https://example.org/"), [(record, [])]))
    assert json.loads(text) == {
        "@context": "https://example.org/context.jsonld",
        "@graph": [
            {
                "@id": "https://example.org/id/organization/mops-leczna",
                "@type": [
                    "Institution",
                    "org:Organization",
                    "eurio:Organisation",
                    "schema:Organization",
                    "cv:PublicOrganisation",
                ],
                "name": {"und": "MOPS", "pl": "MOPS w Łęcznej"},
                "kind": "MOPS",
                "place": "https://example.org/id/place/leczna",
            }
        ],
    }


def test_the_first_term_of_a_kind_names_it():
    first = [kind.terms[0] for kind in MODEL.concrete]
    assert len(first) == len(set(first))


def test_no_two_properties_of_a_kind_have_one_term():
    for kind in MODEL.concrete:
        terms = [item.term for item in kind.stored]
        assert len(terms) == len(set(terms)), kind.name


def test_a_property_added_to_the_model_is_in_every_format_and_in_the_context():
    model = copy_of_model("Goal", 'motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "Its motto.")')
    graph = [(Record(EntityId("goal/g"), "Goal", {"motto": "Onward"}), [])]
    triple = f'<{BASE}id/goal/g> <{BASE}ontology#motto> "Onward"'
    for name in FORMATS:
        assert triple in by_oxigraph(name, written(name, graph, model))
    assert context(model, BASE)["@context"]["Goal"]["@context"]["motto"] == {"@id": "ogn:motto"}
