"""Slugs: the last part of an id, made of words: what folds alike has one slug, what differs never shares one."""

import re
from functools import lru_cache
from hashlib import sha256

from anyascii import anyascii

from graph.folding import fold

LONGEST = 120  # characters of a slug
LONGEST_ID = 200  # of a whole id
_DIGEST = 8  # hexadecimal digits
_LONG = 1_000  # characters of a text that is not remembered
# In these no two names differ: spaces, dots, commas, hyphens and dashes, and quotes of all countries.
_JOINTS = re.compile(r"""[\s.,'"`´‘’‚‛“”„‟«»‹›′″ʼʹ\-‐‑‒–—―−]+""")
_LOST = re.compile(r"[^a-z0-9-]")
_OTHERS = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return the slug of `text`: a-z and 0-9 joined by single hyphens; empty where there is nothing but joints.

    Where more is lost than case, diacritics and joints - other symbols, letters that are not Latin, what is past
    LONGEST - the beginning of a hash of the folded text ends it.
    """
    return _remembered(text) if len(text) < _LONG else _slug(text)


def _slug(text: str) -> str:
    key = _JOINTS.sub("-", text.lower() if text.isascii() else fold(text)).strip("-")
    if not _LOST.search(key):
        return shortened(key, LONGEST)
    words = _OTHERS.sub("-", anyascii(key).lower()).strip("-")
    return _ended(words, key, LONGEST)


_remembered = lru_cache(maxsize=65_536)(_slug)


def shortened(text: str, most: int) -> str:
    """Return `text`, of `most` characters at the most: what is longer is cut, and ends in its hash."""
    return text if len(text) <= most else _ended(text, text, most)


def _ended(text: str, key: str, most: int) -> str:
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    beginning = text[: most - _DIGEST - 1].rstrip("-._")
    return f"{beginning}-{digest}" if beginning else digest
