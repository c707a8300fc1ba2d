"""Cells: what stands in a row, as words; and how a cell is refused."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from graph.errors import InvalidValue

Cells = Mapping[str, Any]
Words = tuple[str, ...]
LONGEST_SHOWN = 200  # characters of a value in a report
ITEM = "item"  # what the items of `each` are called in templates
_LARGEST_EXPONENT = 40  # past it, a number written out would be all zeros


class CellRefused(InvalidValue):
    """A cell cannot come in. `column` is what the mapping calls it."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, shown(value), reason


def words(value: Any) -> Words:
    """Return what a cell says, each as it would be written; nothing where it is empty. Raises InvalidValue."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(each for item in value for each in words(item))
    return (_word(value),)


def word(value: Any) -> str:
    """Return the one thing that a cell says, without the space around it; nothing for nothing. Raises InvalidValue."""
    found = words(value)
    if len(found) > 1:
        raise InvalidValue(f"wanted one value, came {len(found)}")
    return found[0].strip() if found else ""


def shown(value: Any) -> str:
    """Return a value as a report shows it."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _word(value: Any) -> str:
    for type_, write in _WRITTEN:
        if isinstance(value, type_):
            return write(value)
    raise InvalidValue(f"wanted one value, came {'an object' if isinstance(value, Mapping) else repr(value)[:40]}")


def _number(value: float | Decimal) -> str:
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return str(value)
    # Spreadsheets know no integers: 2014.0 is a year.
    return str(int(number)) if number == number.to_integral_value() else format(number, "f")


_WRITTEN: Sequence[tuple[type, Callable[[Any], str]]] = (
    (str, str),
    (bool, lambda value: "true" if value else "false"),
    (int, str),
    (float, _number),
    (Decimal, _number),
    (datetime, lambda value: value.date().isoformat() if value.time() == time() else value.isoformat(" ")),
    (date, date.isoformat),
    (time, time.isoformat),
)
