"""XML: text that is the same when it is read, whatever is in it but what the graph takes from nobody."""

from collections.abc import Sequence
from decimal import Decimal

from graph.exporting.network.columns import Value

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# Without references, parsers read a carriage return as a line feed, and in an attribute both and a tab as a space.
_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))
_ATTRIBUTE = (*_TEXT, ('"', "&quot;"), ("\t", "&#9;"), ("\n", "&#10;"))


def text(value: Value) -> str:
    """Return a value as the text of an element."""
    return _escaped(value, _TEXT)


def attribute(value: Value) -> str:
    """Return a value as that of an attribute, between quotation marks."""
    return _escaped(value, _ATTRIBUTE)


def _escaped(value: Value, references: Sequence[tuple[str, str]]) -> str:
    if isinstance(value, str):
        for character, reference in references:
            value = value.replace(character, reference)  # sooner than str.translate
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
