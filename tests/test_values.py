"""A value is exact, keeps what its source says, and refuses what it cannot hold."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidValue, OgniwoError
from graph.values import (
    CURRENCIES,
    LARGEST,
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

integers = st.integers(-LARGEST, LARGEST)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize("text", ["a", "Łęczna", "tab\tand\nline\r\n", "👩‍👩‍👧‍👦", "\u202e", "\ufeffa", "\U0010ffff"])
def test_words_that_a_format_can_carry_stay_as_they_are(text):
    assert checked_string(text) == text
    assert Text(text).text == text


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0", "\u2003"])
def test_an_empty_text_is_refused(text):
    with pytest.raises(InvalidValue, match="the text is empty"):
        checked_string(text)
    with pytest.raises(InvalidValue):
        Text(text, "pl")


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_format_can_carry_is_refused_by_its_name_and_place(character):
    with pytest.raises(InvalidValue, match=rf"U\+{ord(character):04X} at position 2"):
        checked_string(f"ab{character}")


@given(st.text(max_size=20))
def test_what_is_not_refused_can_be_encoded(text):
    try:
        checked_string(text)
    except InvalidValue:
        return
    assert text.encode().decode() == text


@pytest.mark.parametrize("language", ["pl", "en", "und", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske-1994"])
def test_a_language_tag_is_one_of_bcp_47(language):
    assert Text("a", language).language == language


@pytest.mark.parametrize("language", ["", "p", "PL", "polski", "pl_PL", "pl-", "pl-123456789", "pl PL", "pl\n", "żż"])
def test_what_is_no_language_tag_is_refused(language):
    with pytest.raises(InvalidValue, match="language tag"):
        Text("a", language)


@pytest.mark.parametrize(
    "text", ["https://example.org/", "http://a", "urn:isbn:1", "mailto:a@b.c", "https://łęczna.pl/żółw?a=b#c"]
)
def test_an_absolute_iri_is_a_url(text):
    assert Url(text) == text
    assert isinstance(Url(text), str)


@pytest.mark.parametrize(
    "text",
    ["", "example.org", "/a", "//a/b", "http:", ":a", "1http://a", "http://a b", "http://a\n", "http://<a>",
     'http://a"', "http://a{b}", "http://a|b", "http://a^", "http://a`", "http://a\\b", "http://a\x7f", "http://a\ud800"],
)  # fmt: skip
def test_what_is_no_absolute_iri_is_refused(text):
    with pytest.raises(InvalidValue, match="not an absolute IRI"):
        Url(text)


@pytest.mark.parametrize("text", ["organization/mops-leczna", "place/it", "target-group/a.b_c-1", "project/7.1.1"])
def test_an_id_has_a_prefix_that_names_its_family(text):
    assert EntityId(text) == text
    assert EntityId(text).prefix == text.partition("/")[0]


@pytest.mark.parametrize(
    "text",
    ["", "place", "place/", "/it", "Place/it", "place/It", "place/łęczna", "place/a b", "place/a/b", "place/-a",
     "place/a-", "place/a--b", "place/a..b", "place/..", "pla_ce/a", "place/a\n", "place/a#b", "place/a%20"],
)  # fmt: skip
def test_what_is_no_id_is_refused(text):
    with pytest.raises(InvalidValue, match="is not an id, such as"):
        EntityId(text)


def test_an_id_is_as_long_as_its_column():
    assert len(EntityId(f"place/{'a' * 194}")) == 200
    with pytest.raises(InvalidValue):
        EntityId(f"place/{'a' * 195}")


@given(integers, st.sampled_from(sorted(CURRENCIES)))
def test_money_written_and_read_is_the_same_money(hundredths, currency):
    money = Money(hundredths, currency)
    assert Money.parse(str(money)) == money
    assert Fraction(money.amount) * 100 == hundredths
    assert len(money.amount.partition(".")[2]) == 2


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("359900.64 PLN", 35990064), ("0 EUR", 0), ("-1.5 EUR", -150), ("+7 JPY", 700), ("1.2300 EUR", 123),
     ("92233720368547758.07 PLN", LARGEST)],
)  # fmt: skip
def test_money_is_exact(text, hundredths):
    assert Money.parse(text).hundredths == hundredths


@pytest.mark.parametrize(
    "text",
    ["", "PLN", "1", "1PLN", "1 ", "1 pln", "1 XXX", "1  PLN", "1 PLN ", "1.234 PLN", "1,50 PLN", "1e3 PLN", "NaN PLN",
     "Infinity PLN", "1 000 PLN", "١ PLN", "92233720368547758.08 PLN", "1_000 PLN", ".5 PLN", "5. PLN", "--1 PLN",
     "1.000000000000000000000000000001 PLN", "12345678901234567.000000000000001 PLN",
     f"{'9' * 31} PLN", f"{'9' * 30}.{'9' * 30} PLN"],
)  # fmt: skip
def test_what_is_not_exact_money_is_refused_in_one_line(text):
    with pytest.raises(InvalidValue) as refused:
        Money.parse(text)
    assert "\n" not in str(refused.value)


def test_an_amount_is_as_large_as_its_column():
    assert Money(-LARGEST, "PLN").amount == "-92233720368547758.07"
    with pytest.raises(InvalidValue, match="too large"):
        Money(LARGEST + 1, "PLN")
    with pytest.raises(InvalidValue, match="too large"):
        Money(-LARGEST - 1, "PLN")


@given(integers, st.integers(0, 9))
def test_a_scaled_number_comes_back(number, places):
    assert scaled(decimal(unscaled(number, places)), places) == number


@pytest.mark.parametrize(
    ("number", "places", "keep", "text"),
    [(0, 2, 2, "0.00"), (5, 2, 0, "0.05"), (-5, 2, 2, "-0.05"), (-150, 2, 0, "-1.5"), (100, 2, 0, "1"), (7, 0, 0, "7")],
)
def test_a_number_is_written_without_needless_zeros(number, places, keep, text):
    assert unscaled(number, places, keep) == text


@pytest.mark.parametrize("text", ["", "a", "1e3", "0x1", "nan", "inf", "١", "1.", ".1", "1 ", "1\n", "+", "1.2.3"])
def test_what_is_no_plain_decimal_is_refused(text):
    with pytest.raises(InvalidValue, match="not a decimal number"):
        decimal(text)


@pytest.mark.parametrize(
    ("number", "places"), [(Decimal("0.001"), 2), (Decimal(2**63), 0), (Decimal(10) ** 27, 2), (Decimal("1e999999"), 2)]
)
def test_a_number_beyond_its_places_or_64_bits_is_refused(number, places):
    with pytest.raises(InvalidValue):
        scaled(number, places)


@given(days)
def test_a_day_means_that_day_alone(day):
    written = PartialDate(day.isoformat())
    assert written.first == written.last == str(written) == day.isoformat()
    assert PartialDate.spanning(written.first, written.last) == written


@given(days)
def test_a_month_means_its_days_and_no_others(day):
    month = PartialDate(day.isoformat()[:7])
    first, last = date.fromisoformat(month.first), date.fromisoformat(month.last)
    assert (first.year, first.month, first.day) == (day.year, day.month, 1)
    assert (last.year, last.month) == (day.year, day.month)
    assert last == date.max or (last + timedelta(days=1)).day == 1
    assert PartialDate.spanning(month.first, month.last) == month


@given(st.integers(1, 9999))
def test_a_year_means_its_days_and_no_others(number):
    year = PartialDate(f"{number:04}")
    assert (year.first, year.last) == (f"{number:04}-01-01", f"{number:04}-12-31")
    assert PartialDate.spanning(year.first, year.last) == year


@pytest.mark.parametrize(
    "text",
    ["", "08", "208", "20080", "0000", "2008-", "2008-00", "2008-13", "2008-5", "2008-02-30", "2007-02-29",
     "2008-02-00", "2008-2-1", "2008/05", "05-2008", "2008-05-31T00:00", " 2008", "2008\n", "٢٠٠٨", "-2008", "2008-05-31-01",
     "20080531"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(InvalidValue, match="is not a date"):
        PartialDate(text)


def test_a_leap_day_is_a_day():
    assert PartialDate("2008-02").last == "2008-02-29"
    assert PartialDate("1900-02").last == "1900-02-28"


def test_every_refusal_is_an_error_of_ours():
    assert issubclass(InvalidValue, OgniwoError)
