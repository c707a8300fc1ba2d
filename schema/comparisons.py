"""Comparisons: the operators of a filter on one value, as conditions on its columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, func, or_, true

from graph.columns import DECIMAL_PLACES
from graph.errors import InvalidValue, RequestError
from graph.folding import fold
from graph.sql.dialects import Dialect
from graph.values import LARGEST, Money, PartialDate
from schema.arguments import Tree
from schema.binds import Binds, Convert

Condition = ColumnElement[bool]
Operators = Mapping[str, Tree]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Compares the columns of one statement with its parameters."""

    dialect: Dialect
    binds: Binds

    def value(
        self, column: ColumnElement[Any], operators: Operators, type_: type = str, folded: Any = None
    ) -> Condition:
        """Return the condition that a column meets the operators of a filter; `folded` holds its text folded."""
        return and_(true(), *(self._one(column, name, each, type_, folded) for name, each in operators.items()))

    def _one(self, column: ColumnElement[Any], operator: str, tree: Tree, type_: type, folded: Any) -> Condition:
        if operator == "isNull" or (tree is None and operator in ("eq", "ne")):
            return null(column, operator, tree)
        if tree is None:
            return true()
        if operator in _PATTERNS:
            text = func.lower(column) if folded is None else folded
            return text.like(self.binds(tree, _PATTERNS[operator]), escape="\\")
        places = _PLACES.get(type_)
        convert = _as_sent if places is None else _exact(places)
        if operator == "in":
            listed = self.binds(tree, lambda items: self.dialect.list_value([convert(item) for item in items]))
            return self.dialect.member(column, listed)
        if places is not None and operator in _BOUNDS:
            operator, whole = _BOUNDS[operator]
            convert = _bound(places, whole)
        return _COMPARISONS[operator](column, self.binds(tree, convert))

    def money(self, amount: ColumnElement[Any], currency: ColumnElement[Any], tree: Operators) -> Condition:
        """Return the condition that an amount in a currency meets a filter. Raises RequestError if none is named."""
        named = tree.get("currency") or {}
        if tree.get("amount") and not {"eq", "in"} & {name for name, each in named.items() if each is not None}:
            raise RequestError("An amount is compared in a currency: add currency: {eq: ...}.", "BAD_FILTER")
        return and_(
            self.value(currency, named),
            self.value(amount, tree.get("amount") or {}, Money),
            null(amount, "isNull", tree.get("isNull")),
        )

    def date(self, first: ColumnElement[Any], last: ColumnElement[Any], operator: str, tree: Tree) -> Condition:
        """Return the condition that a date, which may mean any day from `first` to `last`, meets an operator."""
        if operator == "isNull" or (tree is None and operator in ("eq", "ne")):
            return null(first, operator, tree)
        if tree is None:
            return true()
        if operator == "in":
            return self.dialect.member(first + last, self.binds(tree, self._spans))
        return _DATES[operator](first, last, self.binds(tree, _first), self.binds(tree, _last))

    def during(self, begins: ColumnElement[Any], ends: ColumnElement[Any], tree: Tree) -> Condition:
        """Return the condition that a span, which may have one end only, touches a day, a month or a year."""
        return and_(
            or_(begins.is_(None), begins <= self.binds(tree, _last)),
            or_(ends.is_(None), ends >= self.binds(tree, _first)),
            or_(begins.is_not(None), ends.is_not(None)),
        )

    def _spans(self, days: list[PartialDate]) -> Any:
        return self.dialect.list_value([day.first + day.last for day in days])


_COMPARISONS: Mapping[str, Callable[[ColumnElement[Any], BindParameter[Any]], Condition]] = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column.is_distinct_from(value),
    "gt": lambda column, value: column > value,
    "gte": lambda column, value: column >= value,
    "lt": lambda column, value: column < value,
    "lte": lambda column, value: column <= value,
}

# A date may mean any day from `first` to `last`; what is greater is so whichever day is meant.
_DATES: Mapping[str, Callable[..., Condition]] = {
    "eq": lambda first, last, since, until: and_(first == since, last == until),
    "ne": lambda first, last, since, until: or_(first.is_distinct_from(since), last.is_distinct_from(until)),
    "gt": lambda first, _last, _since, until: first > until,
    "gte": lambda first, _last, since, _until: first >= since,
    "lt": lambda _first, last, since, _until: last < since,
    "lte": lambda _first, last, _since, until: last <= until,
}


def null(column: ColumnElement[Any], operator: str, flag: bool | None) -> Condition:
    """Return what a null means: `eq: null` that there is none, `ne: null` that there is one; else nothing."""
    if operator == "isNull":
        return true() if flag is None else column.is_(None) if flag else column.is_not(None)
    return column.is_(None) if operator == "eq" else column.is_not(None)


def _as_sent(value: Any) -> Any:
    return value


# Stored are whole numbers of the smallest unit, of at most 64 bits and never the least of these: it equals none.
_NONE = -(2**63)
_PLACES: Mapping[type, int] = {Decimal: DECIMAL_PLACES, Money: 2}
_BOUNDS: Mapping[str, tuple[str, Callable[[Fraction], int]]] = {
    "gt": ("gt", floor),
    "gte": ("gt", lambda number: ceil(number) - 1),
    "lt": ("lte", lambda number: ceil(number) - 1),
    "lte": ("lte", floor),
}


def _exact(places: int) -> Convert:
    """Return what makes whole numbers of decimals; one finer or larger than any that is stored equals none."""

    def convert(number: Decimal) -> int:
        whole = Fraction(number) * 10**places
        return int(whole) if whole.denominator == 1 and abs(whole) <= LARGEST else _NONE

    return convert


def _bound(places: int, whole: Callable[[Fraction], int]) -> Convert:
    """Return what makes of a decimal the whole number that bounds the same stored ones."""
    return lambda number: max(min(whole(Fraction(number) * 10**places), LARGEST), _NONE)


def _pattern(form: str) -> Convert:
    def convert(text: str) -> str:
        if "\x00" in text:
            raise InvalidValue("a text to be found cannot contain U+0000")
        escaped = fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return form.format(escaped)

    return convert


def _first(day: PartialDate) -> str:
    return day.first


def _last(day: PartialDate) -> str:
    return day.last


_PATTERNS = {"contains": _pattern("%{}%"), "startsWith": _pattern("{}%")}
