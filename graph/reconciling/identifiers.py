"""Identifiers as people write them: as they are, with spaces and hyphens, after their register, or in its address."""

import re
from collections.abc import Iterator

from graph.properties import Identifier
from graph.values import LONGEST_IDENTIFIER

_SEPARATORS = re.compile(r"[\s._/-]+")


def is_meant(text: str, held: Identifier) -> bool:
    """Return whether a text means an identifier."""
    if "://" in text:
        address, _, value = text.rstrip("/").rpartition("/")
        return value == held.value and held.scheme.casefold() in address.casefold()
    scheme, colon, value = text.partition(":")
    is_told = bool(colon) and _bare(scheme) == _bare(held.scheme)
    return _bare(value if is_told else text) == _bare(held.value)


def forms(text: str) -> Iterator[str]:
    """Yield the values as which an identifier may be stored that a text means, each once."""
    value = text.rstrip("/").rpartition("/")[2] if "://" in text else text.rpartition(":")[2].strip()
    made = dict.fromkeys((text, value, _SEPARATORS.sub("", value)))
    return (each for each in made if 0 < len(each) <= LONGEST_IDENTIFIER)


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text).casefold()
