"""Highlights: a text in parts, those marked in which the words of an inquiry stand."""

from collections.abc import Iterator
from typing import NamedTuple

from graph.folding import fold
from graph.inquiry import Asked, Inquiry
from graph.terms import Term, terms


class Part(NamedTuple):
    """A part of a text, in the text's own characters, and whether what was searched for stands there."""

    text: str
    matched: bool


def parts(text: str, language: str, sought: Inquiry) -> tuple[Part, ...]:
    """Return the parts of a text; none if no word of the inquiry stands in it."""
    found = terms(text, language)
    marked = bytearray(len(text))
    for asked in sought.asked:
        for start, end in _places(found, asked, text):
            marked[start:end] = b"\1" * (end - start)
    return tuple(_cut(text, marked)) if any(marked) else ()


def _places(found: tuple[Term, ...], asked: Asked, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a word stands: whole, else its letters that were asked for.

    A derived term that the word only begins says where to look if nothing else does: who types `o` wants no OPS.
    """
    begun = [each for each in found if not asked.is_whole(each.text) and asked.begins(each.text)]
    yield from ((each.start, each.end) for each in found if asked.is_whole(each.text))
    literal = [each for each in begun if not each.derived]
    yield from ((each.start, _reach(text, each, len(asked.word))) for each in literal)
    if not literal and not any(asked.is_whole(each.text) for each in found):
        yield from ((each.start, each.end) for each in begun)


def _reach(text: str, term: Term, length: int) -> int:
    """Return where the first `length` folded letters of a word end in the text."""
    end = term.start + 1
    while end < term.end and len(fold(text[term.start : end])) < length:
        end += 1
    while end < term.end and not fold(text[end]):
        end += 1
    return end


def _cut(text: str, marked: bytearray) -> Iterator[Part]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marked[at] != marked[start]:
            yield Part(text[start:at], bool(marked[start]))
            start = at
