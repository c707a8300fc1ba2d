"""Registers: which of them give an entity an IRI that the web answers, and how it is made of what they call it."""

from collections.abc import Mapping
from urllib.parse import quote

from graph.properties import Identifier

# By the name of a code of IdentifierScheme: what stands before and after the identifier. A register is here
# if its IRI means the entity itself; NUTS has IRIs too, but they mean concepts of a classification.
SAME_AS: Mapping[str, tuple[str, str]] = {
    "GEONAMES": ("https://sws.geonames.org/", "/"),
    "WIKIDATA": ("http://www.wikidata.org/entity/", ""),
    "ROR": ("https://ror.org/", ""),
}


def same_as(identifier: Identifier) -> str | None:
    """Return the IRI by which a register knows an entity, None if it has none."""
    if identifier.scheme not in SAME_AS:
        return None
    prefix, suffix = SAME_AS[identifier.scheme]
    return f"{prefix}{quote(identifier.value, safe='')}{suffix}"
