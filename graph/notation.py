"""Notation: how a value is written as text, in seed files, evidence and tables, and read from it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from graph.columns import DECIMAL_PLACES
from graph.errors import InvalidValue
from graph.kinds import Model
from graph.properties import Code, Identifier, Party, Property
from graph.values import (
    LARGEST_INTEGER,
    UNDETERMINED,
    EntityId,
    Money,
    PartialDate,
    Text,
    Url,
    checked_string,
    decimal,
    scaled,
    unscaled,
)


def written(item: Property, value: Any) -> str:
    """Return the notation of one value of a property, without the language of a text."""
    return _WRITTEN.get(item.type, str)(value)


def read(model: Model, item: Property, text: str, language: str = UNDETERMINED) -> Any:
    """Return the value that `text` denotes as one of a property; `language` is that of a text. Raises InvalidValue."""
    if item.is_code:
        return _code(item.type, text)
    if item.type is Text:
        return Text(text, language)
    if item.type is Identifier:
        scheme, _, value = text.partition(":")
        return Identifier(_code(model.codes["IdentifierScheme"], scheme), checked_string(value))
    if item.type is Party:
        entity, _, role = text.partition(" ")
        return Party(EntityId(entity), _code(model.codes["Role"], role) if role else None)
    return _READ[item.type](text)


def _code(codes: type[Code], text: str) -> str:
    if text not in codes.__members__:
        raise InvalidValue(f"{text!r} is not a code of {codes.__name__}: {', '.join(codes.__members__)}")
    return text


def _integer(text: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdigit()) or abs(int(text[:20])) > LARGEST_INTEGER:
        raise InvalidValue(f"{text!r} is not a whole number of at most {LARGEST_INTEGER}")
    return int(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise InvalidValue(f"{text!r} is neither true nor false")
    return text == "true"


def _exact_decimal(text: str) -> Decimal:
    return Decimal(unscaled(scaled(decimal(text), DECIMAL_PLACES), DECIMAL_PLACES))


_READ: Mapping[type, Callable[[str], Any]] = {
    str: checked_string,
    Url: Url,
    int: _integer,
    bool: _boolean,
    Decimal: _exact_decimal,
    Money: Money.parse,
    PartialDate: PartialDate,
    EntityId: EntityId,
}

_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    Text: lambda value: value.text,
    bool: lambda value: "true" if value else "false",
    Identifier: lambda value: f"{value.scheme}:{value.value}",
    Party: lambda value: f"{value.entity} {value.role}" if value.role else value.entity,
}
