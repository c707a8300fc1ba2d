"""Vocabularies: the namespaces whose terms the model uses, and the terms as compact IRIs."""

PREFIXES = {
    "cv": "http://data.europa.eu/m8g/",
    "dcterms": "http://purl.org/dc/terms/",
    "eurio": "http://data.europa.eu/s66#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Of what describes the graph: its ontology, shapes, catalogue.
DESCRIBING = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sh": "http://www.w3.org/ns/shacl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
# Of the stream of its changes.
STREAMING = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "ldes": "https://w3id.org/ldes#",
    "sh": DESCRIBING["sh"],
    "tree": "https://w3id.org/tree#",
}
_FOREIGN = PREFIXES | DESCRIBING | STREAMING
OWN_PREFIX = "ogn"  # our own terms live under the publisher's base IRI
OWN_PATH = "ontology#"
OWN = {OWN_PREFIX: OWN_PATH, "home": "", "shape": "shapes#", "catalog": "catalog#"}


class Namespace:
    """Terms by attribute: `EURIO.title` is the compact IRI `eurio:title`."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getattr__(self, name: str) -> str:
        return f"{self._prefix}:{name}"


def prefixes(base: str) -> dict[str, str]:
    """Return every namespace by prefix, our own under `base`, which ends in a slash."""
    return {**PREFIXES, OWN_PREFIX: f"{base}{OWN_PATH}"}


def describing(base: str) -> dict[str, str]:
    """Return the namespaces of what describes the graph by prefix, beside those of `prefixes`."""
    return {**DESCRIBING, **{prefix: f"{base}{path}" for prefix, path in OWN.items() if prefix != OWN_PREFIX}}


def expanded(term: str, base: str) -> str:
    """Return the full IRI of a compact one."""
    prefix, _, name = term.partition(":")
    if prefix in OWN:
        return f"{base}{OWN[prefix]}{name}"
    return _FOREIGN[prefix] + name
