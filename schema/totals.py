"""Totals: which aggregates a property has, how SQL measures them, and how they are written exactly."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, literal_column

from graph.kinds import Kind
from graph.properties import Property
from graph.values import Money, PartialDate

FUNCTIONS: Mapping[str, str] = {
    "sum": "What the values add up to; null, or of money an empty list, where there are none.",
    "min": "The smallest values; the date whose first possible day is the earliest.",
    "max": "The largest values; the date whose last possible day is the latest.",
    "avg": "The means of the values that there are, rounded half up: of money to hundredths, else to six places.",
}

# What a statement measures of a column. SQLite adds in 64 bits: halves of numbers add up to 2 ** 31 of them.
MEASURES: Mapping[str, Callable[[ColumnElement[Any]], ColumnElement[Any]]] = {
    "high": lambda column: func.sum(column.op(">>")(literal_column("32"))),
    "low": lambda column: func.sum(column.op("&")(literal_column("4294967295"))),
    "number": func.count,
    "min": func.min,
    "max": func.max,
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "sum": ("high", "low"),
    "min": ("min",),
    "max": ("max",),
    "avg": ("high", "low", "number"),
}

_SUM, _MEAN = "total({0}, {1})", "mean({0}, {1}, {2})"
_WHOLE = {"sum": f"whole({_SUM})", "min": "{0}", "max": "{0}", "avg": "number(mean({0}, {1}, {2}, 1000000))"}
_NUMBER = {"sum": f"number({_SUM})", "min": "number({0})", "max": "number({0})", "avg": f"number({_MEAN})"}
_AMOUNT = {"sum": f"amount({_SUM})", "min": "amount({0})", "max": "amount({0})", "avg": f"amount({_MEAN})"}
_DATE = {"min": "span({0})", "max": "span({0}, backward=True)"}

# By type and function: the source of an expression over the cells that are needed.
WRITTEN: Mapping[type, Mapping[str, str]] = {int: _WHOLE, Decimal: _NUMBER, Money: _AMOUNT, PartialDate: _DATE}


def aggregated(kind: Kind, function: str) -> tuple[Property, ...]:
    """Return the properties of a kind that a function aggregates. What is computed, a rate, does not add up."""
    return tuple(
        each
        for each in kind.properties.values()
        if not each.many and function in WRITTEN.get(each.type, ()) and not (each.computed and function == "sum")
    )


def measured(row: FromClause, item: Property, function: str) -> ColumnElement[Any]:
    """Return the column that a function measures of a property."""
    if item.type is PartialDate:
        first, last = row.c[f"{item.attribute}_first"], row.c[f"{item.attribute}_last"]
        spanned: ColumnElement[Any] = last + first if function == "max" else first + last
        return spanned
    return row.c[f"{item.attribute}_amount" if item.type is Money else item.attribute]


def total(high: Any, low: Any) -> int | None:
    """Return the sum of which these are the halves, None if nothing was added."""
    return None if high is None else (int(high) << 32) + int(low)


def mean(high: Any, low: Any, number: int, scale: int = 1) -> int | None:
    """Return `scale` times the mean of so many numbers, rounded half up (away from 0)."""
    added = total(high, low)
    if added is None:
        return None
    rounded = (2 * abs(added) * scale + number) // (2 * number)
    return -rounded if added < 0 else rounded


def whole(number: int | None) -> str | None:
    """Write a whole number, however large."""
    return None if number is None else str(number)


def span(days: str | None, *, backward: bool = False) -> str | None:
    """Write the date of a first and a last day that stand together; `backward`, of a last and a first."""
    if days is None:
        return None
    one, other = days[:10], days[10:]
    return PartialDate.spanning(other, one).text if backward else PartialDate.spanning(one, other).text
