"""Values: what an answer holds of a property, as values of the model."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from graph.properties import Identifier, Party, Property
from graph.values import EntityId, Money, PartialDate, Text
from schema.linked.meanings import WHOLE

SIZE = 4_096  # of what is remembered: a page has the same dates and sums again and again

Make = Callable[[Any], Any]


def values(item: Property) -> Make:
    """Return what makes of a value in an answer that of a record: for texts and lists, a tuple."""
    make = _MAKES.get(item.type)
    if not item.many:
        return _texts if item.type is Text else make or _same
    return tuple if make is None else lambda listed: tuple(map(make, listed))


def _texts(value: Any) -> tuple[Text, ...]:
    """Read one text, or the names in all languages."""
    return tuple(_text(*each[WHOLE]) for each in value) if isinstance(value, list) else (_text(*value),)


def _same(value: Any) -> Any:
    return value


@lru_cache(SIZE)
def _text(text: str, language: str) -> Text:
    return Text(text, language)


@lru_cache(SIZE)
def _date(text: str) -> PartialDate:
    return PartialDate(text)


@lru_cache(SIZE)
def _money(hundredths: int, currency: str) -> Money:
    return Money(hundredths, currency)


def _party(entity: str, role: str | None) -> Party:
    return Party(EntityId(entity), role)


_MAKES: Mapping[type, Make] = {
    Decimal: Decimal,
    PartialDate: _date,
    Text: lambda pair: _text(*pair),
    Money: lambda value: _money(*value[WHOLE]),
    Identifier: lambda value: Identifier(*value[WHOLE]),
    Party: lambda value: _party(*value[WHOLE]),
}
