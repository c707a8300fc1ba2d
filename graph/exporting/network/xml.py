"""XML: text that is the same when it is read, whatever is in it but what the graph takes from nobody."""

from decimal import Decimal

from graph.exporting.network.columns import Value

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

# Without references, parsers read a carriage return as a line feed, and in an attribute both and a tab as a space.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def text(value: Value) -> str:
    """Return a value as the text of an element."""
    return _written(value).translate(_TEXT)


def attribute(value: Value) -> str:
    """Return a value as that of an attribute, between quotation marks."""
    return _written(value).translate(_ATTRIBUTE)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
