"""Limits: how much a request may ask for, and how much it gets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from graph.errors import InvalidValue

LARGEST = 2**31 - 1


def _limit(default: Any, what: str) -> Any:
    return field(default=default, metadata={"what": what})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a publisher allows: whole numbers from 1, and seconds, which may have a fraction."""

    body: int = _limit(64 * 1024, "bytes of the body of a request")
    text: int = _limit(16_000, "characters of a query")
    tokens: int = _limit(2_000, "tokens of a query")
    fields: int = _limit(2_000, "fields and fragments of a query, its fragments expanded")
    depth: int = _limit(25, "fields within one another")
    cost: int = _limit(2_000_000, "fields that could be answered, a list counting as long as it may be")
    argument_depth: int = _limit(14, "conditions, lists and objects within one another")
    argument_size: int = _limit(500, "parts of the arguments of a field, or of the variables")
    page: int = _limit(100, "entries of a page, by `first` or `last`; of which 20 if nothing is said")
    ids: int = _limit(100, "ids that `nodes` looks up")
    queries: int = _limit(50, "queries of a batch that reconciles")
    form: int = _limit(512 * 1024, "bytes of such a batch, as a form")
    reply: int = _limit(2_000_000, "bytes of an answer, before it is compressed")
    seconds: float = _limit(10.0, "seconds of a read, ended by the database itself")
    requests: int = _limit(64, "requests at a time that wait for the database, in each worker; more get 503")

    @property
    def page_default(self) -> int:
        """How long a page is if nothing is said."""
        return min(20, self.page)

    def changed(self, named: Mapping[str, str]) -> "Limits":
        """Return these limits with others in the place of some. Raises InvalidValue."""
        read: dict[str, Any] = {name: _read(name, text) for name, text in named.items()}
        return replace(self, **read)


DEFAULTS = Limits()
LIMITS: Mapping[str, Any] = {each.name: each for each in fields(Limits)}


def _read(name: str, text: str) -> int | float:
    if name not in LIMITS:
        raise InvalidValue(f"there is no limit {name[:40]!r}; there are {', '.join(LIMITS)}")
    whole, dot, fraction = text.partition(".")
    digits = f"{whole}{fraction}"
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 16 and whole != ""
    if not is_number or (dot and name != "seconds") or not 0 < float(text) <= LARGEST:
        wanted = "a number above 0" if name == "seconds" else f"a whole number from 1 to {LARGEST}"
        raise InvalidValue(f"the limit {name}: {text[:40]!r} is not {wanted}")
    return float(text) if name == "seconds" else int(text)
