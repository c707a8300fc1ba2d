"""Registers: how each writes what it calls an entity, and which of them give it an IRI that the web answers."""

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

# By the same names, how an identifier is written: regular expressions that Python and XPath read alike.
PATTERNS: Mapping[str, str] = {
    "GEONAMES": "[1-9][0-9]{0,11}",
    "TERYT": "[0-9]{2}|[0-9]{4}|[0-9]{6,7}",
    "ISTAT": "[0-9]{2,3}|[0-9]{6}",
    "WIKIDATA": "Q[1-9][0-9]*",
    "ISO_3166": "[A-Z]{2}",
    "NUTS": "[A-Z]{2}[A-Z0-9]{0,3}",
    "ROR": "0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}",
    "ISNI": "[0-9]{15}[0-9X]",
    "GRID": "grid[.][0-9]+[.][0-9a-f]+",
    "PIC": "[0-9]{9}",
    "NIP": "[0-9]{10}",
    "REGON": "[0-9]{9}([0-9]{5})?",
    "KRS": "[0-9]{10}",
}


def same_as(identifier: Identifier) -> str | None:
    """Return the IRI by which a register knows an entity, None if it has none."""
    if identifier.scheme not in SAME_AS:
        return None
    prefix, suffix = SAME_AS[identifier.scheme]
    return f"{prefix}{quote(identifier.value, safe='')}{suffix}"
