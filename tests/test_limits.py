"""Limits: set by name, told in one line if wrongly, and documented as they are."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from graph.errors import InvalidValue
from schema.limits import DEFAULTS, LIMITS, Limits

README = Path(__file__).parent.parent / "README.md"


def test_limits_are_changed_by_name():
    changed = DEFAULTS.changed({"depth": "3", "seconds": "0.5"})
    assert (changed.depth, changed.seconds, changed.body) == (3, 0.5, DEFAULTS.body)
    assert DEFAULTS.changed({}) == DEFAULTS == Limits()


@pytest.mark.parametrize(
    "value", ["", "0", "-1", "1.5", "x", "٣", "1e3", "1_000", " 1", "9" * 5_000, "2147483648", "nan"]
)
def test_what_is_no_limit_is_told_with_its_name(value: str):
    with pytest.raises(InvalidValue, match=r"^the limit depth: '.{0,40}' is not a whole number from 1 to 2147483647$"):
        DEFAULTS.changed({"depth": value})


@pytest.mark.parametrize("value", ["", "0", "0.0", "-1", ".5", "inf", "nan", "1.2.3"])
def test_seconds_are_a_number_above_0(value: str):
    with pytest.raises(InvalidValue, match=r"^the limit seconds: .* is not a number above 0$"):
        DEFAULTS.changed({"seconds": value})


def test_a_limit_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(InvalidValue, match=r"there is no limit 'nothing'; there are body, text, .*requests$"):
        DEFAULTS.changed({"nothing": "1"})


def test_a_page_of_which_nothing_is_said_is_no_longer_than_a_page_may_be():
    assert (Limits().page_default, Limits(page=7).page_default) == (20, 7)


def test_the_table_of_limits_is_as_the_limits_are():
    rows = re.findall(r"^\| `(\w+)` \| ([\d,.]+) \| (.+) \|$", README.read_text("utf-8"), re.MULTILINE)
    assert rows == [(each.name, f"{each.default:,}", each.metadata["what"]) for each in fields(Limits)]
    assert [name for name, _, _ in rows] == list(LIMITS)
