"""Literals: the values in a text, lifted out of it, so that texts which differ in them alone share a plan."""

import re

_IGNORED = r"(?:[\s,\ufeff]|\#[^\n\r]*+)*+"
# Nothing here is read twice: a string that is never closed runs to the end of its line, or of the text.
_STRING = (
    r'(?P<block>"""(?:\\"""|[^"]|"{1,2}(?!"))*+(?P<closed_block>""")?)'
    r'|(?P<string>"(?:[^"\\\n\r]|\\.)*+(?P<closed>")?)|(?P<comment>\#[^\n\r]*+)'
)
_LIFTED = re.compile(
    rf"{_STRING}"
    # How long a page is makes the price of a document: it stays in the text.
    rf"|(?P<page>\b(?:first|last)\b{_IGNORED}:{_IGNORED}-?\d++)"
    r"|(?<![\w.])(?P<number>-?(?:0|[1-9]\d*+)(?P<fraction>\.\d++)?(?P<exponent>[eE][+-]?\d++)?)(?![\w.])"
)
_TOKEN = re.compile(rf"{_STRING}|\w++|\.\.\.|[^\s,\ufeff]")


def lifted(text: str) -> tuple[str, tuple[str, ...], list[int]]:
    """Return a text without its literals, the literals, and where each of them began."""
    literals: list[str] = []
    starts: list[int] = []

    def lift(match: re.Match[str]) -> str:
        if match["comment"]:
            return " "
        if not (match["closed_block"] or match["closed"] or match["number"]):
            return match[0]
        literals.append(match[0])
        starts.append(match.start())
        if match["number"] is None:
            return '""'
        return "0.0" if match["fraction"] or match["exponent"] else "0"

    return _LIFTED.sub(lift, text), tuple(literals), starts


def has_more_tokens(text: str, limit: int) -> bool:
    """Whether a text has more tokens than a limit, comments being tokens too: to count costs less than to parse."""
    return any(number >= limit for number, _ in enumerate(_TOKEN.finditer(text)))
