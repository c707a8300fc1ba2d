"""Capitals: names printed in capitals alone, written as people write them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.abbreviations import TABLE

# Within a name these are small: the prepositions and articles of the languages that sources are in.
SMALL = frozenset(
    """
    a aby albo bez dla do i im imienia ku lub m.
    na nad o od oraz po pod prof. przed przez przy rzecz s. św. ul. w
    we z za ze
    a an and at by for from in of on or the to with
    der die das dem den des ein für im in mit und von vom zu zum zur
    d de del della delle dei degli di da e ed et la las le les los y
    """.split()
)
# What a full stop ends here is short for a title, and begins small.
SHORT = frozenset(
    "im. św. ul. al. pl. prof. dr hab. inż. mgr ks. bp. abp. gen. kard. ppłk. płk. mjr. kpt. por.".split()
)
LEGAL = frozenset(
    """
    sp spół spółka ograniczoną odpowiedzialnością komandytowa jawna akcyjna cywilna o.o z.o.o sp.j sp.k sp.zo.o s.c
    """.split()
)
_PARTNERSHIP = ("k", "j", "p")  # after `sp.`
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:\.[^\W\d_]{1,2}(?![^\W\d_]))*\.?|\d+|.", re.DOTALL)
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VOWELS = re.compile("[AĄÀÁÂÃÄÅÆEĘÈÉÊËIÌÍÎÏOÓÒÔÕÖØŒUÙÚÛÜYÝ]")
_QUOTES = "\"„“”«»'("
_LETTER = re.compile(r"[^\W\d_]")


def readable(text: str) -> str:
    """Return a name, if it is all in capitals, with those alone that people give it; other names as they are."""
    if any(each.islower() for each in text) or not any(each.isupper() for each in text):
        return text
    return "".join(_cased(text))


def _cased(text: str) -> Iterator[str]:
    begins = True  # whether a name or a quoted name begins here
    before = last = ""
    for part in _TOKEN.findall(text):
        if not _LETTER.match(part):
            # A quoted name within a name begins as one; so does what follows a dash between spaces, not a hyphen.
            opens = part in _QUOTES and (not before or before.isspace() or before == "(")
            begins = part == ":" or opens or (begins and not part.isdigit())
        else:
            is_form = last.rstrip(".") == "SP" and part.rstrip(".").lower() in _PARTNERSHIP
            yield part.lower() if is_form else _word(part, begins, hyphenated=before == "-")
            begins, before, last = False, part, part
            continue
        yield part
        before = part


def _word(token: str, begins: bool, hyphenated: bool) -> str:
    small, bare = token.lower(), token.rstrip(".")
    is_small = small in SMALL or small.rstrip(".") in LEGAL
    if small in SHORT or (is_small and not begins and not hyphenated):
        return small
    if bare in _abbreviations() or _is_initials(token, bare):
        return _abbreviations().get(bare, bare) + "." * token.endswith(".")
    return token[0] + token[1:].lower() if len(token) > 1 else token


def _is_initials(token: str, bare: str) -> bool:
    """Return whether a word cannot be one: it has no vowel, or is a number, or each letter has a full stop."""
    if len(bare) == 1 or ("." in bare and all(len(each) <= 2 for each in bare.split("."))):
        return True
    return bool(_ROMAN.fullmatch(bare)) or (len(bare) > 1 and not _VOWELS.search(bare) and not token.endswith("."))


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Return the abbreviations that are known, as people write them, by what they are in capitals."""
    known = {short.upper(): short for rows in TABLE.values() for short, _ in rows if " " not in short}
    # Words of their own in Polish.
    return {upper: short for upper, short in known.items() if upper not in ("PO", "ZA", "BA")}
