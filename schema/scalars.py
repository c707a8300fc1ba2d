"""Scalars: how a value of the graph is written in an answer and read from a request."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import GraphQLError, IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from graph.errors import InvalidValue
from graph.values import PartialDate, Period, Url, decimal

DecimalScalar = NewType("DecimalScalar", str)
PartialDateScalar = NewType("PartialDateScalar", str)
PeriodScalar = NewType("PeriodScalar", str)
UrlScalar = NewType("UrlScalar", str)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InvalidValue(f'{_shown(value)} is not a decimal number in quotes, such as "359900.64"')
    return decimal(str(value))


def _text(made: Callable[[str], Any], wanted: str) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if not isinstance(value, str):
            raise InvalidValue(f"{_shown(value)} is not {wanted}")
        return made(value)

    return parse


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _scalar(name: str, description: str, parse: Callable[[Any], Any]) -> ScalarDefinition:
    def parse_value(value: Any) -> Any:
        try:
            return parse(value)
        except InvalidValue as error:
            raise GraphQLError(f"{name}: {error}.", extensions={"code": "BAD_VALUE"}) from error

    def parse_literal(node: ValueNode, _variables: Any = None) -> Any:
        match node:
            case StringValueNode(value=text):
                return parse_value(text)
            case IntValueNode(value=digits):
                return parse_value(int(digits) if len(digits) < 40 else digits)
        raise GraphQLError(f"{name}: {_shown(getattr(node, 'value', node.kind))} is of another type.", node)

    return strawberry.scalar(
        name=name,
        description=description,
        serialize=lambda value: value,
        parse_value=parse_value,
        parse_literal=parse_literal,
    )


SCALARS: Mapping[object, ScalarDefinition] = {
    DecimalScalar: _scalar("Decimal", 'An exact decimal number, as a string: "359900.64".', _decimal),
    PartialDateScalar: _scalar(
        "PartialDate",
        "A day, a month or a year (EDTF level 0): 2008-05-31, 2008-05, 2008.",
        _text(PartialDate, "a date in quotes"),
    ),
    PeriodScalar: _scalar(
        "Period",
        "A day, a month or a year, or an interval of these (EDTF level 0): 2008-05-31, 2008, 2008-05/2010.",
        _text(Period, "a date or an interval in quotes"),
    ),
    UrlScalar: _scalar("URL", "An absolute IRI.", _text(Url, "an IRI in quotes")),
}
