"""Questions: what a client asks to be reconciled, as the specification writes it in JSON, read and checked.

The Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group calls them reconciliation queries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import RequestError
from graph.reconciling.offers import Offers

LIMIT = 5  # candidates, if a question says nothing
LONGEST = 500  # characters of a text that count
STRICT = ("any", "all", "should")

_KEYS = frozenset(("query", "type", "limit", "properties", "type_strict"))


@dataclass(frozen=True, slots=True)
class Meant:
    """An entity that a value names by its id, as somebody matched it before; `name` is what it was called there."""

    id: str
    name: str


Value = str | bool | int | float | Meant


@dataclass(frozen=True, slots=True)
class Condition:
    """What a question says of a property: one of these values."""

    property: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Which entity is called so, is of such a type and has such properties. `text` is empty if no name is given."""

    text: str
    types: tuple[str, ...]
    strict: str
    conditions: tuple[Condition, ...]
    limit: int

    def kinds(self, offers: Offers) -> frozenset[str]:
        """Return the names of the concrete kinds that the answer may be of."""
        members = [offers.members(each) for each in self.types]
        if not members or self.strict == "should":
            return offers.usual_kinds.union(*members)
        return frozenset.intersection(*members) if self.strict == "all" else frozenset.union(*members)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be asked: candidates of a question, and values of all its properties."""

    candidates: int
    values: int


def questions(batch: Any, offers: Offers, bounds: Bounds) -> dict[str, Question]:
    """Return the questions of a batch by their names in it. Raises RequestError."""
    if not isinstance(batch, dict):
        raise RequestError("queries must be an object of queries by name")
    return {name: _question(_Place(name), each, offers, bounds) for name, each in batch.items()}


class _Place:
    """Where in a batch something stands, for what is to be said of it."""

    def __init__(self, name: str) -> None:
        self.name = name[:60]

    def error(self, what: str) -> RequestError:
        return RequestError(f"{self.name}: {what}")

    def __truediv__(self, part: str | int) -> "_Place":
        return _Place(f"{self.name}.{part}")

    def checked(self, check: Callable[[str], Any], value: Any) -> str:
        """Return a name that a check has found. Raises RequestError."""
        if not isinstance(value, str):
            raise self.error("must be a string")
        try:
            check(value)
        except RequestError as error:
            raise self.error(str(error)) from error
        return value


def _question(place: _Place, given: Any, offers: Offers, bounds: Bounds) -> Question:
    if not isinstance(given, dict):
        raise place.error("must be an object with query or properties")
    if unknown := sorted(given.keys() - _KEYS):
        raise place.error(f"there is no {unknown[0][:60]!r}; there are {', '.join(sorted(_KEYS))}")
    text = given.get("query", "")
    if not isinstance(text, str):
        raise (place / "query").error("must be a string")
    conditions = _conditions(place / "properties", given.get("properties", []), offers, bounds)
    if not text.strip() and not conditions:
        raise place.error("has neither a query nor properties: give the name of what is sought")
    strict = given.get("type_strict", "any")
    if strict not in STRICT:
        raise (place / "type_strict").error(f"must be one of {', '.join(STRICT)}")
    types = _types(place / "type", given.get("type"), offers)
    return Question(_clean(text), types, strict, conditions, _limit(place / "limit", given, bounds))


def _types(place: _Place, given: Any, offers: Offers) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [] if given in (None, "") else [given]
    return tuple(dict.fromkeys(place.checked(offers.type, each) for each in listed))


def _limit(place: _Place, given: Mapping[str, Any], bounds: Bounds) -> int:
    limit = given.get("limit", min(LIMIT, bounds.candidates))
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 1 or limit != int(limit):
        raise place.error("must be a whole number from 1")
    return min(int(limit), bounds.candidates)


def _conditions(place: _Place, given: Any, offers: Offers, bounds: Bounds) -> tuple[Condition, ...]:
    if not isinstance(given, list):
        raise place.error("must be a list of objects with pid and v")
    made = [_condition(place / number, each, offers) for number, each in enumerate(given)]
    if sum(max(len(each.values), 1) for each in made) > bounds.values:
        raise place.error(f"have more than {bounds.values} values: give fewer")
    return tuple(each for each in made if each.values)


def _condition(place: _Place, given: Any, offers: Offers) -> Condition:
    if not isinstance(given, dict) or not {"pid", "v"} <= given.keys():
        raise place.error("must be an object with pid and v")
    name = (place / "pid").checked(offers.check_property, given["pid"])
    listed: Sequence[Any] = given["v"] if isinstance(given["v"], list) else [given["v"]]
    values = [_value(place / "v", each) for each in listed if each is not None and each != ""]
    return Condition(name, tuple(values))


def _clean(text: str) -> str:
    """Return as much of a text as counts, with spaces for what cannot be seen."""
    return "".join(each if each.isprintable() else " " for each in text[:LONGEST]).strip()


def _value(place: _Place, given: Any) -> Value:
    if isinstance(given, str):
        return _clean(given)
    if isinstance(given, bool | int | float):
        return given
    if isinstance(given, dict) and isinstance(given.get("id"), str):
        name = given.get("name", "")
        if isinstance(name, str):
            return Meant(_clean(given["id"]), _clean(name))
    raise place.error("must be a string, a number, true, false, an object with id, or a list of them")
