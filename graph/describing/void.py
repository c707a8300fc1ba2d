"""VoID: how the dataset is made - its vocabularies, files, links to others, and counts where they are known.

The counts are those of the files: they are said only if the files are of the newest revision.
"""

from collections.abc import Iterator, Mapping

from graph.describing.nodes import Literal, Node, Said, each
from graph.describing.published import DATASET, Files, Published
from graph.kinds import Model
from graph.registers import SAME_AS
from graph.values import Text, Url
from graph.vocabulary import OWN_PATH, PREFIXES

WELL_KNOWN = ".well-known/void"
# By the names of formats: what W3C calls them.
FEATURES: Mapping[str, Url] = {
    name: Url(f"http://www.w3.org/ns/formats/{code}")
    for name, code in {
        "turtle": "Turtle",
        "ntriples": "N-Triples",
        "jsonld": "JSON-LD",
        "rdfxml": "RDF_XML",
        "trig": "TriG",
    }.items()
}


def void(of: Published) -> Iterator[Node]:
    """Yield the description of the dataset, its partitions and its links."""
    titles = [Text(f"{title.text} – VoID", title.language) for title in of.dataset.title]
    said = (*each("dcterms:title", titles), ("foaf:primaryTopic", DATASET), ("foaf:topic", DATASET))
    yield Node(of.address(WELL_KNOWN), ("void:DatasetDescription",), said)
    counted = of.files if of.files and of.files.revision == of.coverage.revision else None
    yield _dataset(of, counted)
    if counted:
        for name, count in counted.entities.items():
            kind = of.model.kinds[name]
            yield Node(_partition(name), ("void:Dataset",), (("void:class", kind.terms[0]), _count("entities", count)))
    for scheme, count in of.coverage.links.items():
        yield from _links(scheme, count)


def _dataset(of: Published, counted: Files | None) -> Node:
    dataset, coverage = of.dataset, of.coverage
    dumps = [file for file in (of.files.files if of.files else ()) if file.format in FEATURES]
    counts = (_count("triples", counted.triples), _count("entities", sum(counted.entities.values()))) if counted else ()
    countries = [of.address(f"id/{country.id}") for country in coverage.countries]
    said: tuple[Said, ...] = (
        *each("dcterms:title", dataset.title),
        *each("dcterms:description", dataset.description),
        ("dcterms:publisher", of.publisher),
        *of.licensed,
        *each("dcterms:modified", [Literal(coverage.modified, "xsd:dateTime")] if coverage.modified else []),
        ("foaf:homepage", of.address("")),
        ("void:uriSpace", Text(f"{of.base}id/")),
        *each("void:exampleResource", [of.address(f"id/{coverage.example}")] if coverage.example else []),
        *each("void:rootResource", countries),
        *each("void:vocabulary", _vocabularies(of.model, of.base)),
        *each("void:feature", FEATURES.values()),
        *each("void:dataDump", [of.address(f"dump/{file.name}") for file in dumps]),
        *counts,
        *each("void:classPartition", map(_partition, counted.entities if counted else ())),
        *each("void:subset", map(_linkset, coverage.links)),
    )
    return Node(DATASET, ("void:Dataset",), said)


def _vocabularies(model: Model, base: str) -> list[Url]:
    """Return the namespaces of the terms that a model uses."""
    terms = {term for kind in model.concrete for term in kind.terms}
    terms |= {item.term for kind in model.concrete for item in kind.stored}
    terms |= {code.concept.term for codes in model.codes.values() for code in codes if code.concept.term}
    used = {term.partition(":")[0] for term in terms} | {"oa", "prov", "rdf", "owl"}
    return [Url(iri) for prefix, iri in PREFIXES.items() if prefix in used] + [Url(f"{base}{OWN_PATH}")]


def _partition(name: str) -> str:
    return f"catalog:partition-{name}"


def _linkset(scheme: str) -> str:
    return f"catalog:links-{scheme}"


def _links(scheme: str, count: int) -> Iterator[Node]:
    """Yield what leads from the dataset to a register, and the register."""
    target = f"catalog:register-{scheme}"
    said: tuple[Said, ...] = (
        ("void:subjectsTarget", DATASET),
        ("void:objectsTarget", target),
        ("void:linkPredicate", "owl:sameAs"),
        _count("triples", count),
    )
    yield Node(_linkset(scheme), ("void:Linkset",), said)
    yield Node(target, ("void:Dataset",), (("void:uriSpace", Text(SAME_AS[scheme][0])),))


def _count(name: str, count: int) -> Said:
    return f"void:{name}", Literal(str(count), "xsd:integer")
