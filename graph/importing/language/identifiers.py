"""Identifiers: what registers call an entity, in the one way that each writes it, its check digits right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum import isni
from stdnum.exceptions import ValidationError
from stdnum.pl import nip, regon

from graph.errors import InvalidValue
from graph.properties import Identifier
from graph.registers import PATTERNS
from graph.values import checked_string


@dataclass(frozen=True, slots=True)
class Rule:
    """How people write what a register of PATTERNS gives: what is wanted, and what may stand before it.

    `compact` takes off what is written between digits; `check` says whether the check digits are right.
    """

    wanted: str
    before: re.Pattern[str] = re.compile("")
    compact: re.Pattern[str] = re.compile("(?!)")
    check: Callable[[str], bool] = lambda _: True


def identifier(scheme: str, text: str) -> Identifier:
    """Return an identifier as its register writes it. Raises InvalidValue if the register could not have given it."""
    rule = RULES.get(scheme)
    if rule is None:
        return Identifier(scheme, checked_string(text.strip()))
    value = rule.compact.sub("", rule.before.sub("", text.strip(), count=1))
    if not re.fullmatch(PATTERNS[scheme], value):
        raise InvalidValue(f"wanted the {scheme} of somebody, {rule.wanted}, came {text[:80]!r}")
    if not rule.check(value):
        raise InvalidValue(f"{text[:80]!r} is no {scheme}: its check digit is wrong")
    return Identifier(scheme, value)


def _passes(validate: Callable[[str], str]) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            validate(value)
        except ValidationError:
            return False
        return True

    return check


def _ror(value: str) -> bool:
    """Return whether the last two digits are those of ISO 7064 mod 97-10, the six before in Crockford's base 32."""
    number = 0
    for character in value[1:7]:
        number = number * 32 + _CROCKFORD.index(character)
    return 98 - (number * 100) % 97 == int(value[7:])


_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_GAPS = re.compile(r"[\s\-\xa0]")
RULES: Mapping[str, Rule] = {
    "GEONAMES": Rule("a number", re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/")),
    "TERYT": Rule("2, 4, 6 or 7 digits with the zeros before them"),
    "ISTAT": Rule("2, 3 or 6 digits with the zeros before them"),
    "WIKIDATA": Rule("such as Q36", re.compile(r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/")),
    "ISO_3166": Rule("two capitals"),
    "NUTS": Rule("such as PL814"),
    "ROR": Rule("such as 05rrcem69", re.compile(r"(?:https?://)?(?:www\.)?ror\.org/"), check=_ror),
    "ISNI": Rule(
        "16 digits, the last of which may be X",
        re.compile(r"(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?|ISNI:?\s*"),
        _GAPS,
        _passes(isni.validate),
    ),
    "GRID": Rule("such as grid.12847.38"),
    "PIC": Rule("9 digits"),
    "NIP": Rule("10 digits", re.compile(r"PL\s*"), _GAPS, _passes(nip.validate)),
    "REGON": Rule("9 or 14 digits", compact=_GAPS, check=_passes(regon.validate)),
    "KRS": Rule("10 digits with the zeros before them"),
}
