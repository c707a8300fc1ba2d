"""Conversions: from the words of a cell to the words or numbers that a value is made of."""

import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

import regex

from graph.errors import InvalidValue
from graph.folding import fold
from graph.values import PartialDate, decimal, scaled

Step = Callable[[str], str]
PATIENCE = 0.2  # seconds that a pattern may take on one cell
_REMEMBERED, _LONG = 16_384, 250  # texts; characters
_SHORT = 16  # digits that fit into 64 bits with two more
_NAMED = 12  # codes that a refusal names

_DATE_PARTS: Mapping[str, str] = {
    "Y": r"(?P<year>\d{4})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "H": r"\d{1,2}",
    "M": r"\d{2}",
    "S": r"\d{2}",
    "f": r"\d{1,9}",
    "z": r"(?:Z|[+-]\d{2}:?\d{2})",
    "%": "%",
    "y": r"(?P<short>\d{2})",
    "b": r"(?P<name>[A-Za-z]{3})",
    "B": r"(?P<name>[A-Za-z]{3,9})",
}
# A minus and spaces as typesetters use them.
_TYPESET = {0x2212: "-", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " "}
_DIRECTIVE = re.compile(r"%(.?)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def pattern(text: str) -> "regex.Pattern[str]":
    """Return a pattern that takes upper and lower case as one. Raises InvalidValue."""
    try:
        return regex.compile(text, regex.IGNORECASE)
    except regex.error as error:
        raise InvalidValue(f"{text!r} is no regular expression: {error}") from error


def finds(wanted: "regex.Pattern[str]", text: str) -> bool:
    """Return whether a pattern is found in a text. Raises InvalidValue if that takes too long."""
    try:
        return wanted.search(text, timeout=PATIENCE) is not None
    except TimeoutError as error:
        raise InvalidValue(f"the pattern {wanted.pattern!r} takes too long on it") from error


def replacement(wanted: "regex.Pattern[str]", by: str) -> Step:
    r"""Return the step that replaces what a pattern finds; `by` may have its groups as \1. Raises InvalidValue."""
    try:
        wanted.sub(by, "")
        regex.compile(f"(?:{wanted.pattern})|", regex.IGNORECASE).sub(by, "-")  # so that its groups are looked at
    except (regex.error, IndexError) as error:
        raise InvalidValue(f"{by!r} cannot replace {wanted.pattern!r}: {error}") from error

    def replaced(text: str) -> str:
        try:
            return wanted.sub(by, text, timeout=PATIENCE)
        except TimeoutError as error:
            raise InvalidValue(f"the pattern {wanted.pattern!r} takes too long on it") from error

    return remembered(replaced)


def remembered(step: Step) -> Step:
    """Return a step that knows what it has made of short texts: columns repeat themselves."""
    known = lru_cache(maxsize=_REMEMBERED)(step)
    return lambda text: known(text) if len(text) < _LONG else step(text)


def matching(wanted: "regex.Pattern[str]") -> Step:
    """Return the step that takes a text only if a pattern is found in it."""

    def matched(text: str) -> str:
        if not finds(wanted, text):
            raise InvalidValue(f"wanted what matches {wanted.pattern}, came {text!r:.80}")
        return text

    return matched


def coded(codes: Mapping[str, str], default: str | None) -> Step:
    """Return the step that takes words of a list for others, written as there, or in other case and spaces."""
    folded = {fold(word): code for word, code in codes.items()}

    def code(text: str) -> str:
        found = codes.get(text) or (folded.get(fold(text), default) if len(text) < _LONG else default)
        if found is None:
            named = ", ".join(map(repr, list(codes)[:_NAMED])) + (", ..." if len(codes) > _NAMED else "")
            raise InvalidValue(f"{text[:80]!r} is not among the codes of the mapping, {named}; add it, or a default")
        return found

    return code


def classed(patterns: Sequence[tuple["regex.Pattern[str]", str]], default: str | None) -> Step:
    """Return the step that takes a text for what the first pattern stands for that is found in it."""

    def code(text: str) -> str:
        for wanted, found in patterns:
            if finds(wanted, text):
                return found
        if default is None:
            raise InvalidValue(f"{text[:80]!r} matches none of the patterns of the mapping; add one, or a default")
        return default

    return remembered(code)


def hundredths(plain: str) -> int:
    """Return a number in hundredths. Raises InvalidValue if it has smaller parts, or is too large."""
    whole, _, rest = plain.partition(".")
    if len(whole) < _SHORT and len(rest) <= 2:  # as most are, and three times as fast
        return int(whole + rest.ljust(2, "0"))
    return scaled(decimal(plain), 2)


def numeral(decimal_mark: str, thousands: str) -> Step:
    """Return what reads a number with these marks, and gives it as plain digits with a full stop.

    White space as thousands is any white space. They may be left out, but where they are marked, it is in groups of
    three. Raises InvalidValue.
    """
    if not decimal_mark or decimal_mark == thousands or len(decimal_mark) > 1 or len(thousands) > 1:
        raise InvalidValue(f"wanted two different marks, one character each, came {decimal_mark!r} and {thousands!r}")
    space = r"\s" if thousands.isspace() else re.escape(thousands)
    groups = rf"\d{{1,3}}(?:{space}\d{{3}})+|" if thousands else ""
    shape = re.compile(rf"([+-]?(?:{groups}\d+))(?:{re.escape(decimal_mark)}(\d+))?", re.ASCII)
    marks = re.compile(space) if thousands else None
    grouped = f" and {thousands!r} between thousands" if thousands else ""

    def number(text: str) -> str:
        found = shape.fullmatch(text if text.isascii() else text.translate(_TYPESET))
        if not found:
            raise InvalidValue(f"wanted a number with {decimal_mark!r} before decimals{grouped}, came {text[:80]!r}")
        whole = marks.sub("", found[1]) if marks else found[1]
        return f"{whole}.{found[2]}" if found[2] else whole

    return number


def dates(formats: Iterable[str]) -> Callable[[str], PartialDate]:
    """Return what reads a date by the first format that suits, as precise as that is; or one of ISO 8601, whole.

    Raises InvalidValue.
    """
    shapes = [(each, _date_shape(each)) for each in formats]

    @lru_cache(maxsize=_REMEMBERED)
    def read(text: str) -> PartialDate:
        if len(text) > _LONG:
            raise InvalidValue(f"wanted a date, came {len(text)} characters")
        for _, shape in shapes:
            found = shape.fullmatch(text)
            if found:
                return _date(text, found.groupdict())
        if _ISO_DATE.fullmatch(text):
            return PartialDate(text)
        raise InvalidValue(f"wanted a date as {' or '.join(each for each, _ in shapes)}, came {text[:80]!r}")

    return read


def _date_shape(format_: str) -> re.Pattern[str]:
    at, shape = 0, ""
    for found in _DIRECTIVE.finditer(format_):
        if found[1] not in _DATE_PARTS:
            raise InvalidValue(f"{found[0]!r} in {format_!r} is none of %{', %'.join(_DATE_PARTS)}")
        shape += re.escape(format_[at : found.start()]) + _DATE_PARTS[found[1]]
        at = found.end()
    try:
        compiled = re.compile(shape + re.escape(format_[at:]), re.ASCII)
    except re.error as error:
        raise InvalidValue(f"{format_!r} names a part of the date twice") from error
    parts = compiled.groupindex.keys()
    if not parts & {"year", "short"} or ("day" in parts and not parts & {"month", "name"}):
        raise InvalidValue(f"{format_!r} is no format of a date, such as %d.%m.%Y, %m/%Y or %Y")
    return compiled


def _date(text: str, parts: Mapping[str, str | None]) -> PartialDate:
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if year is None:
        year = str(datetime.strptime(parts["short"] or "", "%y").year)
    if name := parts.get("name"):
        month = _month(name)
    made = "-".join(part.rjust(2, "0") for part in (year, month, day) if part)
    try:
        return PartialDate(made)
    except InvalidValue as error:
        raise InvalidValue(f"wanted a day that there is, came {text!r}") from error


def _month(name: str) -> str:
    """Return the number of a month that has its English name."""
    for names in (month_name, month_abbr):
        known = [each.casefold() for each in names]
        if name.casefold() in known:
            return str(known.index(name.casefold()))
    raise InvalidValue(f"wanted the English name of a month, came {name!r}")
