"""Comparison: how far a value that somebody's table has agrees with what the graph holds of a property."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from graph.errors import InvalidValue
from graph.folding import fold
from graph.properties import Identifier
from graph.reconciling.identifiers import is_meant
from graph.reconciling.offers import Path
from graph.reconciling.questions import Condition, Meant, Value
from graph.reconciling.shelf import Shelf, ends
from graph.reconciling.spelling import alike
from graph.records import Record
from graph.values import EntityId, Money, PartialDate, Text, Url

ABOVE = 0.9  # a place that holds the one that was meant
BROADER = 0.8  # a kind below or above the one that was meant
UNLIKE = 0.6  # texts less alike than this are others

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://(www\.)?|/+$", re.IGNORECASE)


class Comparison:
    """Compares with what is on a shelf; an entity to which many lead is compared once."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._ends: dict[tuple[Value, EntityId], float] = {}

    def agreement(self, record: Record, path: Path, condition: Condition) -> float | None:
        """Return how far the value of a condition that fits best agrees, 0 to 1; None if the graph knows none."""
        held = self.shelf.values(record, path)
        if not held:
            return None
        return max(self._compared(path, wanted, each) for wanted in condition.values for each in held)

    def _compared(self, path: Path, wanted: Value, held: Any) -> float:
        for end in ends((held,)):
            if (wanted, end) not in self._ends:
                self._ends[wanted, end] = self._end(wanted, end)
            return self._ends[wanted, end]
        if path.item.is_code:
            return _code(path.item.type, fold(_text(wanted)), held)
        return _BY_TYPE[path.item.type](_text(wanted), held)

    def _end(self, wanted: Value, end: EntityId) -> float:
        meant = wanted.id if isinstance(wanted, Meant) else _text(wanted)
        if end == meant:
            return 1.0
        above = list(self.shelf.ancestors(end))
        if any(each.id == meant for each in above):
            return ABOVE
        record = self.shelf.get(end)
        if isinstance(wanted, Meant) or record is None:
            return 0.0
        return max(self._called(record, meant), *(ABOVE * (self._called(each, meant) >= 1.0) for each in above), 0.0)

    def _called(self, record: Record, text: str) -> float:
        """Return how far an entity is called so, by names or identifiers."""
        if any(is_meant(text, each) for each in record.values.get("identifiers", ())):
            return 1.0
        names = self.shelf.names(record)
        found = (alike(text, name) if whole else float(fold(name) == fold(text)) for name, whole in names)
        return _told(max(found, default=0.0))


def _text(wanted: Value) -> str:
    if isinstance(wanted, Meant):
        return wanted.name or wanted.id
    if isinstance(wanted, bool):
        return "true" if wanted else "false"
    return format(Decimal(repr(wanted)).normalize(), "f") if isinstance(wanted, float) else str(wanted)


def _told(likeness: float) -> float:
    return likeness if likeness >= UNLIKE else 0.0


def _code(codes: Any, text: str, held: str) -> float:
    for name, code in codes.__members__.items():
        if text in (fold(name), fold(name.replace("_", " ")), fold(code.concept.pl), fold(code.concept.en)):
            if name == held:
                return 1.0
            return BROADER if held in codes.under(name) or name in codes.under(held) else 0.0
    return 0.0


def _date(wanted: str, held: PartialDate) -> float:
    with suppress(InvalidValue):
        given = PartialDate(wanted[:10])
        return float(given.first <= held.last and held.first <= given.last)
    return 0.0


def _number(wanted: str, held: float | Decimal) -> float:
    with suppress(ArithmeticError, ValueError):
        return float(Decimal(wanted.strip().replace(",", ".")) == Decimal(held))
    return 0.0


def _money(wanted: str, held: Money) -> float:
    amount, _, currency = wanted.strip().partition(" ")
    return _number(amount, Decimal(held.amount)) if currency in ("", held.currency) else 0.0


_BY_TYPE: Mapping[type, Callable[[str, Any], float]] = {
    Text: lambda wanted, held: _told(alike(wanted, held.text)),
    str: lambda wanted, held: _told(alike(wanted, held)),
    Url: lambda wanted, held: float(_SCHEME.sub("", wanted).casefold() == _SCHEME.sub("", held).casefold()),
    Identifier: lambda wanted, held: float(is_meant(wanted, held)),
    PartialDate: _date,
    Money: _money,
    Decimal: _number,
    int: _number,
    bool: lambda wanted, held: float(wanted == ("true" if held else "false")),
}
