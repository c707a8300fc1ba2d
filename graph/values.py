"""The values that a property may hold, each exact and checked when it is made."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from ipaddress import IPv6Address
from typing import Self

from graph.errors import InvalidValue

CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
    HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY
    TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
    """.split()
)  # ISO 4217

UNDETERMINED = "und"  # ISO 639-2: the language is not known
FALLBACK_LANGUAGE = "pl"
LARGEST = 2**63 - 1  # what a 64-bit column holds
_LARGEST_DIGITS = 19
LARGEST_INTEGER = 2**31 - 1  # what an Int of GraphQL holds

LONGEST_ID, LONGEST_LANGUAGE, LONGEST_IDENTIFIER, LONGEST_ROW = 200, 35, 255, 200  # characters

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DECIMAL = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")
# RFC 3987: what an IRI may hold beside ASCII; planes end in two code points that are no characters.
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_CHARACTER = rf"[\w.~!$&'()*+,;=:@\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}-]|%[0-9A-Fa-f]{{2}}"
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    rf"(//((?:{_CHARACTER})*@)?(\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?:(?!:)(?:{_CHARACTER}))*)(:\d*)?(?=[/?#]|$)|(?!//))"
    rf"(?:{_CHARACTER}|/)*(\?(?:{_CHARACTER}|[/?])*)?(\#(?:{_CHARACTER}|[/?])*)?",
    re.ASCII,
)
_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:[._-][a-z0-9]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def checked_length(what: str, text: str, most: int) -> str:
    """Return `text`. Raises InvalidValue if it is longer than the column that it stands in."""
    if len(text) > most:
        raise InvalidValue(f"{what} {text[:20]}... has {len(text)} characters, and may have {most}")
    return text


def checked_string(text: str) -> str:
    """Return `text`. Raises InvalidValue if a format of RDF or JSON could not carry it."""
    found = _UNPRINTABLE.search(text)
    if found:
        raise InvalidValue(f"character U+{ord(found[0]):04X} at position {found.start()} cannot be stored")
    if not text.strip():
        raise InvalidValue("the text is empty")
    return text


class Url(str):
    """An absolute IRI that RDF can carry."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the IRI. Raises InvalidValue."""
        match = _IRI.fullmatch(text)
        if not match or not text.partition(":")[2] or not _is_address(match["ipv6"]):
            raise InvalidValue(f"{text!r} is not an absolute IRI, such as https://example.org/page")
        return super().__new__(cls, text)


class EntityId(str):
    """The readable, stable id of an entity: `organization/mops-leczna`."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the id. Raises InvalidValue."""
        if not _SLUG.fullmatch(text) or len(text) > LONGEST_ID:
            raise InvalidValue(f"{text!r} is not an id, such as organization/mops-leczna")
        return super().__new__(cls, text)

    @property
    def prefix(self) -> str:
        """The part before the slash, which names the family of kinds."""
        return self.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a language (BCP 47; `und` where unknown)."""

    text: str
    language: str = UNDETERMINED

    def __post_init__(self) -> None:
        checked_string(self.text)
        if not _LANGUAGE.fullmatch(self.language):
            raise InvalidValue(f"{self.language!r} is not a language tag, such as pl")
        checked_length("language", self.language, LONGEST_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in hundredths of its currency (ISO 4217), whatever the currency."""

    hundredths: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in CURRENCIES:
            raise InvalidValue(f"{self.currency!r} is not a currency code of ISO 4217, such as PLN")
        if abs(self.hundredths) > LARGEST:
            raise InvalidValue("the amount is too large")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `359900.64 PLN`. Raises InvalidValue."""
        amount, _, currency = text.partition(" ")
        return cls(scaled(decimal(amount), 2), currency)

    @property
    def amount(self) -> str:
        """The amount as a decimal string with two places."""
        return unscaled(self.hundredths, 2, keep=2)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year: EDTF level 0, as precise as its source and no more."""

    text: str

    def __post_init__(self) -> None:
        try:
            date.fromisoformat(self.first)
            date.fromisoformat(self.last)
        except (ValueError, TypeError) as error:
            raise InvalidValue(f"{self.text!r} is not a date: 2008, 2008-05 or 2008-05-31") from error

    @property
    def first(self) -> str:
        """The earliest day it may mean, YYYY-MM-DD."""
        year, month, day = self._parts()
        return f"{year}-{month or '01'}-{day or '01'}"

    @property
    def last(self) -> str:
        """The latest day it may mean, YYYY-MM-DD."""
        year, month, day = self._parts()
        month = month or "12"
        return f"{year}-{month}-{day or format(monthrange(int(year), int(month))[1], '02')}"

    @classmethod
    def spanning(cls, first: str, last: str) -> Self:
        """Return the date whose earliest and latest day these are."""
        if first == last:
            return cls(first)
        return cls(first[:4] if first.endswith("-01-01") and last.endswith("-12-31") else first[:7])

    def _parts(self) -> tuple[str, str | None, str | None]:
        match = _PARTIAL_DATE.fullmatch(self.text) if self.text.isascii() else None
        if not match or match[1] == "0000" or (match[2] and not 1 <= int(match[2]) <= 12):
            raise InvalidValue(f"{self.text!r} is not a date: 2008, 2008-05 or 2008-05-31")
        return match[1], match[2], match[3]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year, or an interval from one of these to another: EDTF level 0."""

    text: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(f"{self.text!r} ends before it begins")

    @property
    def first(self) -> str:
        """The earliest day of it, YYYY-MM-DD."""
        return PartialDate(self.text.partition("/")[0]).first

    @property
    def last(self) -> str:
        """The latest day of it, YYYY-MM-DD."""
        since, slash, until = self.text.partition("/")
        return PartialDate(until if slash else since).last


def _is_address(ipv6: str | None) -> bool:
    try:
        return ipv6 is None or bool(IPv6Address(ipv6))
    except ValueError:
        return False


def decimal(text: str) -> Decimal:
    """Read a plain decimal number. Raises InvalidValue for exponents, signs of infinity and the like."""
    if not text.isascii() or not _DECIMAL.fullmatch(text):
        raise InvalidValue(f"{text!r} is not a decimal number, such as 359900.64")
    return Decimal(text)


def scaled(number: Decimal, places: int) -> int:
    """Return `number` times 10 to the `places`, exact. Raises InvalidValue if that is no 64-bit integer."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent + places > _LARGEST_DIGITS:
        raise InvalidValue(f"{number} is too large")
    shift = int("1" + "0" * abs(exponent + places))
    unshifted = int("".join(map(str, digits)))
    whole, rest = divmod(unshifted, shift) if exponent + places < 0 else (unshifted * shift, 0)
    if rest:
        raise InvalidValue(f"{number} has more than {places} decimal places")
    if whole > LARGEST:
        raise InvalidValue(f"{number} is too large")
    return -whole if sign else whole


def unscaled(number: int, places: int, keep: int = 0) -> str:
    """Return `number` divided by 10 to the `places` as a decimal string of at least `keep` places."""
    whole, fraction = divmod(abs(number), 10**places)
    digits = f"{fraction:0{places}}".rstrip("0").ljust(keep, "0")
    return f"{'-' if number < 0 else ''}{whole}{'.' if digits else ''}{digits}"
