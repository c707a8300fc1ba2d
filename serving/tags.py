"""Tags: an ETag that changes with the graph, and with whatever makes an answer from it (RFC 9110, section 8.8.3)."""

import hashlib
import re

_TAG = re.compile(r'(?:W/)?"([^"]*+)"')


def has(if_none_match: str, tag: str) -> bool:
    """Whether a list of tags, or `*`, has one, compared as weak ones."""
    return if_none_match.strip() == "*" or bool(set(_TAG.findall(tag)) & set(_TAG.findall(if_none_match)))


class Tags:
    """Tags of what is made from a graph; `makers` are the texts that say how: the version, the schema, the base."""

    def __init__(self, *makers: str) -> None:
        self._maker = hashlib.blake2b("\0".join(makers).encode(), digest_size=6).hexdigest()

    def of(self, revision: int) -> str:
        """Return the tag of a revision: weak, for one answer may come compressed or not."""
        return f'W/"{revision}-{self._maker}"'

    def matches(self, if_none_match: str, revision: int) -> bool:
        """Whether a list of tags has that of a revision, compared as weak ones."""
        return f"{revision}-{self._maker}" in _TAG.findall(if_none_match)
