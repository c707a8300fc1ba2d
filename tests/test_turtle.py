import io

import pyoxigraph
import rdflib
from hypothesis import given, settings

from graph.kinds import Model
from graph.model import Base
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples, Turtle
from graph.records import Record
from graph.values import EntityId, Text
from graph.vocabulary import PREFIXES
from tests.strategies import HOSTILE, graphs

MODEL = Model.of(Base)
BASE = "https://example.org/"
OXIGRAPH = {"turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES}


def written(name, graph, **options):
    return "".join(export(MODEL, FORMATS[name].syntax(MODEL, BASE), graph, **options))


def parsed(name, text):
    return [str(quad.triple) for quad in pyoxigraph.parse(io.BytesIO(text.encode()), OXIGRAPH[name])]


@settings(max_examples=200)
@given(graphs(MODEL))
def test_turtle_and_n_triples_are_the_same_graph_and_no_triple_stands_twice(graph):
    lines, blocks = parsed("ntriples", written("ntriples", graph)), parsed("turtle", written("turtle", graph))
    assert set(lines) == set(blocks)
    assert len(lines) == len(blocks) == len(set(lines))
    assert not any("_:" in line.split('"')[0] for line in lines)


@settings(max_examples=50)
@given(graphs(MODEL))
def test_rdflib_reads_what_oxigraph_reads(graph):
    for name, syntax in (("turtle", "turtle"), ("ntriples", "nt")):
        text = written(name, graph)
        assert len(rdflib.Graph().parse(data=text, format=syntax)) == len(parsed(name, text))


@settings(max_examples=50)
@given(graphs(MODEL))
def test_it_is_the_same_bytes_again_whatever_order_values_and_evidence_were_kept_in(graph):
    turned = [
        (
            Record(
                record.id,
                record.kind,
                {
                    name: value[::-1] if isinstance(value, tuple) else value
                    for name, value in reversed(record.values.items())
                },
            ),
            proofs[::-1],
        )
        for record, proofs in graph
    ]
    for name in OXIGRAPH:
        assert written(name, graph) == written(name, turned)


@settings(max_examples=50)
@given(graphs(MODEL))
def test_without_evidence_the_rest_is_the_same(graph):
    bare, full = (set(parsed("ntriples", written("ntriples", graph, evidence=each))) for each in (False, True))
    assert bare <= full
    assert not any(word in line for line in bare for word in ("/ns/prov#", "/ns/oa#", "#Statement"))
    assert bare == set(parsed("ntriples", written("ntriples", [(record, []) for record, _ in graph])))


def test_hostile_words_come_back_as_they_went():
    for number, words in enumerate(HOSTILE):
        record = Record(EntityId(f"goal/g{number}"), "Goal", {"text": (Text(words, "pl"),)})
        for name, each in OXIGRAPH.items():
            quads = pyoxigraph.parse(io.BytesIO(written(name, [(record, [])]).encode()), each)
            assert words in {quad.object.value for quad in quads}


def test_an_empty_graph_is_a_document():
    assert written("ntriples", []) == ""
    assert written("turtle", []) == Turtle(MODEL, BASE).header
    assert parsed("turtle", written("turtle", [])) == []


def test_it_streams():
    pieces = export(MODEL, NTriples(MODEL, BASE), iter(lambda: (Record(EntityId("place/x"), "City", {}), []), None))
    assert next(pieces) == next(pieces)  # of a graph without end


def test_no_family_of_kinds_has_the_prefix_of_a_vocabulary():
    assert not {kind.prefix for kind in MODEL.families} & {*PREFIXES, "ogn"}


def test_turtle_reads_well():
    record = Record(
        EntityId("programme/efs"), "Programme", {"name": (Text("European Social Fund", "en"), Text("EFS", "und"))}
    )
    assert written("turtle", [(record, [])]).split("\n\n")[1] == (
        'programme:efs a eurio:FundingScheme ;\n    schema:name "European Social Fund"@en ;\n    schema:name "EFS"@und .\n'
    )
