"""The catalogue: the graph as a dataset with its files and services, in DCAT-AP 3, and what VoID adds to that.

The catalogue is `{base}catalog`; the dataset, its publisher and all that belongs to it are named under that, such as
`{base}catalog#dataset`.
"""

from collections.abc import Iterator

from graph.describing import authority
from graph.describing.nodes import Literal, Node, Said, each, labelled
from graph.describing.ontology import ONTOLOGY
from graph.describing.ontology import TITLE as ONTOLOGY_TITLE
from graph.describing.published import DATASET, File, Files, Published
from graph.describing.services import SERVICES, Service
from graph.describing.shapes import SHAPES
from graph.describing.shapes import TITLE as SHAPES_TITLE
from graph.describing.statistics import Coverage
from graph.properties import Labels
from graph.values import Text, Url

CATALOG, CONTACT = "home:catalog", "catalog:contact"
TEMPORAL, PROVENANCE = "catalog:temporal", "catalog:provenance"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
GZIP = Url(f"{MEDIA_TYPES}application/gzip")
METADATA_LANGUAGES = ("en", "pl")
CATALOG_TITLE = Labels("katalog", "catalogue")
THEME_TABLE_TITLE = Labels(
    "Tematy danych (tabela Urzędu Publikacji UE)", "Data themes (table of the EU Publications Office)"
)
PROVENANCE_SAYS = Labels(
    "Każdy fakt wywodzi się z dokumentu: z jego słów albo z wiersza tabeli, które są w danych.",
    "Every fact is derived from a document: from its words, or a row of a table, which are in the data.",
)


def catalog(of: Published) -> Iterator[Node]:
    """Yield the catalogue, the dataset, its files and services, and all that these name, each once."""
    yield _catalog(of)
    dataset, named = _dataset(of)
    yield dataset
    found: dict[str, Node] = {node.subject: node for node in (*named, *_agents(of))}
    for file in of.files.files if of.files else ():
        assert of.files is not None
        yield from _distribution(of, of.files, file)
        kind = authority.file_type(file.format)
        media = Url(f"{MEDIA_TYPES}{file.media_type}")
        found |= {kind.subject: kind, media: Node(media, ("dcterms:MediaType",))}
        found |= {GZIP: Node(GZIP, ("dcterms:MediaType",))} if file.is_gzipped else {}
    for service in SERVICES:
        yield _service(of, service)
        found |= {url: Node(url, ("dcterms:Standard",)) for url in service.conforms_to}
    yield from found.values()
    yield from _resources(of)


def _catalog(of: Published) -> Node:
    languages = [node.subject for code in METADATA_LANGUAGES if (node := authority.language(code))]
    titles = [Text(f"{each_.text} – {_word(CATALOG_TITLE, each_)}", each_.language) for each_ in of.dataset.title]
    said: tuple[Said, ...] = (
        *each("dcterms:title", titles),
        *each("dcterms:description", of.dataset.description),
        ("dcterms:publisher", of.publisher),
        *of.licensed,
        *_times(of.coverage.issued, of.coverage.modified),
        *each("dcterms:language", languages),
        ("foaf:homepage", of.address("")),
        ("dcat:themeTaxonomy", authority.THEME_TABLE),
        ("dcat:dataset", DATASET),
        *each("dcat:service", [service.name for service in SERVICES]),
    )
    return Node(CATALOG, ("dcat:Catalog",), said)


def _word(labels: Labels, text: Text) -> str:
    return labels.pl if text.language == "pl" else labels.en


def _times(issued: str | None, modified: str | None) -> tuple[Said, ...]:
    times = {"dcterms:issued": issued, "dcterms:modified": modified}
    return tuple((predicate, Literal(time, "xsd:dateTime")) for predicate, time in times.items() if time)


def _dataset(of: Published) -> tuple[Node, list[Node]]:
    """Return the dataset, and what it names of the authority tables."""
    dataset, coverage = of.dataset, of.coverage
    languages = [node for code in coverage.languages if (node := authority.language(code))]
    shown = [node for code in METADATA_LANGUAGES if (node := authority.language(code))]
    countries = list(_countries(coverage))
    themes = [authority.theme(code) for code in dataset.themes]
    frequency = [authority.frequency(dataset.frequency)] if dataset.frequency else []
    kinds = ("Organization", "Project", "Programme", "Partnership", "Place")
    keywords = labelled("dcat:keyword", *(of.model.kinds[name].labels for name in kinds if name in of.model.kinds))
    spans = coverage.first_day or coverage.last_day
    said: tuple[Said, ...] = (
        *each("dcterms:title", dataset.title),
        *each("dcterms:description", dataset.description),
        ("dcterms:identifier", Literal(f"{of.base}catalog#dataset", "xsd:anyURI")),
        ("dcterms:publisher", of.publisher),
        *of.licensed,
        *_times(coverage.issued, coverage.modified),
        ("dcat:version", Text(str(coverage.revision))),
        *each("dcterms:language", [node.subject for node in languages]),
        *each("dcterms:spatial", [node.subject for node in countries]),
        *each("dcterms:temporal", [TEMPORAL] if spans else []),
        *each("dcterms:accrualPeriodicity", [node.subject for node in frequency]),
        *each("dcat:theme", [node.subject for node in themes]),
        *keywords,
        ("dcat:landingPage", of.address("")),
        *each("dcat:contactPoint", [CONTACT] if dataset.contact else []),
        ("dcterms:conformsTo", ONTOLOGY),
        ("dcterms:conformsTo", SHAPES),
        ("dcterms:provenance", PROVENANCE),
        *each("dcat:distribution", [f"catalog:{file.name}" for file in (of.files.files if of.files else ())]),
    )
    return Node(DATASET, ("dcat:Dataset", "void:Dataset"), said), [*languages, *shown, *countries, *themes, *frequency]


def _countries(coverage: Coverage) -> Iterator[Node]:
    """Yield the countries that a graph knows: by the EU's table, else by GeoNames."""
    for known in coverage.countries:
        found = authority.country(known.code or "", *known.names)
        if found:
            yield found
        elif known.geonames:
            said: tuple[Said, ...] = (*each("skos:prefLabel", known.names), ("skos:inScheme", authority.GEONAMES))
            yield Node(known.geonames, ("skos:Concept", "dcterms:Location"), said)


def _distribution(of: Published, files: Files, file: File) -> Iterator[Node]:
    """Yield a file and its checksum."""
    name = f"catalog:{file.name}"
    label = authority.FILE_TYPES[file.format][1] + (", gzip" if file.is_gzipped else "")
    said: tuple[Said, ...] = (
        *each("dcterms:title", [Text(f"{title.text} ({label})", title.language) for title in of.dataset.title]),
        ("dcat:accessURL", of.address("dump/")),
        ("dcat:downloadURL", of.address(f"dump/{file.name}")),
        ("dcat:mediaType", Url(f"{MEDIA_TYPES}{file.media_type}")),
        ("dcterms:format", authority.file_type(file.format).subject),
        *each("dcat:compressFormat", [GZIP] if file.is_gzipped else []),
        ("dcat:byteSize", Literal(str(file.size), "xsd:nonNegativeInteger")),
        ("spdx:checksum", f"{name}-checksum"),
        *of.licensed,
        *_times(files.time, files.time),
    )
    yield Node(name, ("dcat:Distribution",), said)
    checksum: tuple[Said, ...] = (
        ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
        ("spdx:checksumValue", Literal(file.sha256, "xsd:hexBinary")),
    )
    yield Node(f"{name}-checksum", ("spdx:Checksum",), checksum)


def _service(of: Published, service: Service) -> Node:
    said: tuple[Said, ...] = (
        *labelled("dcterms:title", service.labels),
        *labelled("dcterms:description", service.description),
        ("dcat:endpointURL", of.address(service.path)),
        *each("dcat:endpointDescription", [of.address(service.described_at)] if service.described_at else []),
        *each("dcterms:conformsTo", service.conforms_to),
        ("dcterms:publisher", of.publisher),
        *of.licensed,
        *each("dcat:contactPoint", [CONTACT] if of.dataset.contact else []),
        ("dcat:servesDataset", DATASET),
    )
    return Node(service.name, ("dcat:DataService",), said)


def _agents(of: Published) -> Iterator[Node]:
    """Yield the publisher, whom to ask, the licence, and the time that is covered."""
    name = of.dataset.named_publisher(of.base)
    yield Node(of.publisher, ("foaf:Agent",), (("foaf:name", Text(name)),))
    contact = of.dataset.contact
    if contact:
        predicate = "vcard:hasEmail" if contact.startswith("mailto:") else "vcard:hasURL"
        yield Node(CONTACT, ("vcard:Kind",), (("vcard:fn", Text(name)), (predicate, contact)))
    if of.dataset.licence:
        yield Node(of.dataset.licence, ("dcterms:LicenseDocument",))
    days = {"dcat:startDate": of.coverage.first_day, "dcat:endDate": of.coverage.last_day}
    span = tuple((predicate, Literal(day, "xsd:date")) for predicate, day in days.items() if day)
    if span:
        yield Node(TEMPORAL, ("dcterms:PeriodOfTime",), span)


def _resources(of: Published) -> Iterator[Node]:
    """Yield what the profile wants to see the class of."""
    yield Node(ONTOLOGY, ("dcterms:Standard",), labelled("dcterms:title", ONTOLOGY_TITLE))
    yield Node(SHAPES, ("dcterms:Standard",), labelled("dcterms:title", SHAPES_TITLE))
    yield Node(PROVENANCE, ("dcterms:ProvenanceStatement",), labelled("rdfs:label", PROVENANCE_SAYS))
    yield Node(authority.THEME_TABLE, ("skos:ConceptScheme",), labelled("dcterms:title", THEME_TABLE_TITLE))
    yield Node(of.address(""), ("foaf:Document",))
    yield Node("spdx:checksumAlgorithm_sha256", ("spdx:ChecksumAlgorithm",))
    files = of.files.files if of.files else ()
    paths = [*(path for each_ in SERVICES for path in (each_.path, each_.described_at) if path)]
    paths += ["dump/", *(f"dump/{file.name}" for file in files)] if files else []
    for path in dict.fromkeys(paths):
        yield Node(of.address(path), ("rdfs:Resource",))
