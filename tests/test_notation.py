"""What is written of a value reads back as the same value, and what is no value of a property is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import items

from graph.columns import DECIMAL_PLACES
from graph.errors import InvalidValue
from graph.kinds import Model
from graph.model import Base
from graph.notation import read, written
from graph.properties import Identifier, Party
from graph.values import LARGEST_INTEGER, EntityId, Money, PartialDate, Text, Url

MODEL = Model.of(Base)
STORED = [item for kind in MODEL.kinds.values() for item in kind.stored]
BY_TYPE = {item.type: item for item in STORED}


def _named(item):
    return f"{item.kind}.{item.name}"


def _item(type_):
    """Return a property of a type; where the model has none of that type yet, one made for the test."""
    return BY_TYPE.get(type_) or replace(BY_TYPE[str], type=type_)


@pytest.mark.parametrize("item", {(each.kind, each.name): each for each in STORED}.values(), ids=_named)
@settings(max_examples=15)
@given(st.data())
def test_what_is_written_reads_back_as_the_value(item, data):
    value = data.draw(items(MODEL, item))
    if item.type is int:
        value %= LARGEST_INTEGER + 1
    language = value.language if isinstance(value, Text) else "und"
    found = read(MODEL, item, written(item, value), language)
    assert found == value
    assert type(found) is type(value) or not isinstance(value, EntityId | Url)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (str, "a b", "a b"),
        (Text, "a", Text("a")),
        (Url, "urn:a", Url("urn:a")),
        (int, "-12", -12),
        (int, str(LARGEST_INTEGER), LARGEST_INTEGER),
        (bool, "true", True),
        (bool, "false", False),
        (Decimal, "51.250", Decimal("51.25")),
        (Money, "1.5 EUR", Money(150, "EUR")),
        (PartialDate, "2008-05", PartialDate("2008-05")),
        (Identifier, "KEEP:a:b", Identifier("KEEP", "a:b")),
        (Party, "place/it", Party(EntityId("place/it"))),
        (Party, "place/it TWIN_TOWN", Party(EntityId("place/it"), "TWIN_TOWN")),
        (EntityId, "place/it", EntityId("place/it")),
    ],
)
def test_a_notation_denotes_a_value(type_, text, value):
    assert read(MODEL, _item(type_), text) == value


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (str, ""),
        (str, "\0"),
        (Text, " "),
        (Url, "page"),
        (int, ""),
        (int, "1.0"),
        (int, "+1"),
        (int, "--1"),
        (int, "١"),
        (int, "²"),
        (int, "1 "),
        (int, "1_0"),
        (int, "-"),
        (int, str(LARGEST_INTEGER + 1)),
        (int, "9" * 5_000),
        (bool, "True"),
        (bool, "yes"),
        (bool, ""),
        (Decimal, "1.0000001"),
        (Decimal, "1e3"),
        (Decimal, "9" * 30),
        (Money, "1"),
        (PartialDate, "May 2008"),
        (Identifier, "REGON"),
        (Identifier, "REGON:"),
        (Identifier, ":1"),
        (Identifier, "regon:1"),
        (Identifier, "UNKNOWN:1"),
        (Party, ""),
        (Party, "Łęczna"),
        (Party, "place/it HERO"),
        (EntityId, "Łęczna"),
    ],
)
def test_what_denotes_no_value_is_refused_in_one_line(type_, text):
    with pytest.raises(InvalidValue) as refused:
        read(MODEL, _item(type_), text)
    assert str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("item", [each for each in STORED if each.is_code], ids=_named)
def test_a_code_that_is_not_on_the_list_is_refused_with_the_list(item):
    for text in ("", "NO_SUCH_CODE", "mops", "__class__", "under"):
        with pytest.raises(InvalidValue, match=", ".join(item.type.__members__)):
            read(MODEL, item, text)


@given(st.integers(-(10**12), 10**12))
def test_equal_decimals_have_one_notation(number):
    value = Decimal(number).scaleb(-DECIMAL_PLACES)
    item = _item(Decimal)
    assert written(item, read(MODEL, item, format(value, "f"))) == written(item, read(MODEL, item, f"{value:f}0"[:40]))
