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
OWN_PREFIX = "ogn"  # our own terms live under the publisher's base IRI
OWN_PATH = "ontology#"


class Namespace:
    """Terms by attribute: `EURIO.title` is the compact IRI `eurio:title`."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getattr__(self, name: str) -> str:
        return f"{self._prefix}:{name}"


def prefixes(base: str) -> dict[str, str]:
    """Return every namespace by prefix, our own under `base`, which ends in a slash."""
    return {**PREFIXES, OWN_PREFIX: f"{base}{OWN_PATH}"}


def expanded(term: str, base: str) -> str:
    """Return the full IRI of a compact one."""
    prefix, _, name = term.partition(":")
    return (f"{base}{OWN_PATH}" if prefix == OWN_PREFIX else PREFIXES[prefix]) + name
