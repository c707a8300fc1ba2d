"""Statements: what a mapping writes for a property that is no link, compiled to what makes its value from a row."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from graph import notation
from graph.columns import LONGEST_INDEXED
from graph.errors import InvalidValue
from graph.folding import fold
from graph.importing.language.cells import CellRefused, Cells, Words
from graph.importing.language.conversions import Step, dates, hundredths, numeral
from graph.importing.language.forms import Form, form, single
from graph.importing.language.gathering import Gathering
from graph.importing.language.identifiers import identifier
from graph.importing.language.item_sources import item_source
from graph.importing.language.scope import Scope, unknown
from graph.importing.language.sources import SOURCES
from graph.properties import Identifier, Property
from graph.seeding.nodes import Node
from graph.values import Money, PartialDate, Text, checked_string

Value = Callable[[Gathering], Any]  # None where the row gives none
Convert = Callable[[str, Cells], Any]
EACH = "each"
Maker = Callable[[Node, Mapping[str, Node], Scope, Property], Convert]


def statement(item: Property, node: Node, scope: Scope) -> Value:
    """Return what makes the value of a property: one, a tuple of texts by language, or a tuple of a list's items.

    Raises SourceError for whatever is wrong before there is a row; what it returns raises CellRefused.
    """
    if item.type is Identifier:
        return _all(_identifiers(item, node, scope))
    if item.many or item.type is Text:
        nodes = node.items(f"a list of {item.name}") if node.is_list else [node]
        parts = [part for each in nodes for part in _parts(item, each, scope)]
        several = len(parts) > 1 or (nodes[0].is_mapping and EACH in nodes[0].entries(item.name))
        return _all(parts) if item.many else _texts(item, parts) if several else _only(parts[0])
    if node.is_list:
        raise node.refusal(f"wanted one {item.name}, came a list")
    (part,) = _parts(item, node, scope)
    return _one(part)


Part = Callable[[Gathering], tuple[Any, ...]]


def _parts(item: Property, node: Node, scope: Scope) -> list[Part]:
    """Return what makes the values of one node: one form, or several by language."""
    if not node.is_mapping:
        return [_part(item, node, {}, scope)]
    entries = node.entries(f"{item.name}")
    if EACH in entries and item.type is Text:
        return [_of_items(item, node, entries, scope)]
    if item.type is Text and not entries.keys() & set(SOURCES):
        return [_by_language(item, language, each, scope) for language, each in entries.items()]
    return [_part(item, node, entries, scope)]


def _of_items(item: Property, node: Node, entries: Mapping[str, Node], scope: Scope) -> Part:
    """Return what makes a text of each item of a list, in the language that the item says."""
    items = item_source(entries[EACH], scope)
    part = _part(item, node, entries, scope.item())
    return lambda gathering: tuple(text for each in items(gathering.cells) for text in part(gathering.of_item(each)))


def _by_language(item: Property, language: str, node: Node, scope: Scope) -> Part:
    with node.checked():
        Text("-", language)
    if node.is_mapping and "language" in node.entries("a text"):
        raise node.refusal("the language of this text is said twice")
    made = form(node, scope)
    return _converted(item, made, _checked(item, lambda text, _: Text(text, language)), node)


def _part(item: Property, node: Node, entries: Mapping[str, Node], scope: Scope) -> Part:
    more = _MORE.get(item.type, ())
    made = single(node, scope, more)
    maker = _MAKERS.get(item.type)
    if maker is None or (item.type is not Text and not any(each in entries for each in more)):
        if item.type is Money and made.constant is None:
            raise node.refusal(
                f"wanted currency and decimal for {item.name}, such as "
                '{column: Budget, currency: EUR, decimal: ".", thousands: ","}'
            )
        convert = _plain(item, scope)
    else:
        convert = maker(node, entries, scope, item)
    part = _converted(item, made, _checked(item, convert), node)
    if "or" not in entries:
        return part
    others = _parts(item, entries["or"], scope)
    return lambda gathering: part(gathering) or tuple(each for other in others for each in other(gathering))


def _converted(item: Property, made: Form, convert: Convert, node: Node) -> Part:
    """Return what reads a form and makes values of its words; what is wrong in any case is refused at once."""
    nothing: Cells = {}
    for word, each in made.codes:
        if item.is_code:
            with each.checked():
                convert(word, nothing)
    if made.constant is not None and item.type not in (Money, Text):
        with node.checked():
            always = (convert(made.constant, nothing),)
        return lambda _: always
    read, omits, label = made.read, made.omits, made.label

    def part(gathering: Gathering) -> tuple[Any, ...]:
        cells = gathering.cells
        try:
            found = read(cells)
            if len(found) == 1:  # as most are
                return (convert(found[0], cells),)
            return tuple([convert(each, cells) for each in _allowed(item, found)])
        except CellRefused as error:
            refused = error
        except InvalidValue as error:
            refused = CellRefused(label, made.raw(cells), str(error))
        if not omits:
            raise refused
        gathering.omit(refused.column, refused.value, f"{item.name}: {refused.reason}")
        return ()

    return part


def _allowed(item: Property, found: Words) -> Words:
    """Return several words, or none. Raises InvalidValue for several where there can be but one."""
    if found and not item.many and item.type is not Text:
        raise InvalidValue(f"wanted one {item.name}, came {len(found)}")
    return found


def _one(part: Part) -> Value:
    return lambda gathering: next(iter(part(gathering)), None)


def _all(parts: Sequence[Part]) -> Value:
    def value(gathering: Gathering) -> Any:
        return tuple(dict.fromkeys(each for part in parts for each in part(gathering))) or None

    return value


def _texts(item: Property, parts: Sequence[Part]) -> Value:
    """Return what makes a text in several languages: the first of a language stands, others are told."""

    def value(gathering: Gathering) -> Any:
        known: dict[str, Text] = {}
        for part in parts:
            for each in part(gathering):
                first = known.setdefault(each.language, each)
                if first.text != each.text:
                    reason = f"{item.name} in {each.language} is already {first.text[:80]!r}; this one is left out"
                    gathering.omit(item.name, each.text, reason)
        return tuple(known.values()) or None

    return value


def _only(part: Part) -> Value:
    return lambda gathering: part(gathering) or None


def _checked(item: Property, convert: Convert) -> Convert:
    """Return `convert`, which refuses a text that an index cannot take."""
    if not (item.index and item.type is Text):
        return convert

    def checked(text: str, cells: Cells) -> Any:
        # No character that is folded has more than 54 bytes.
        if len(text) > LONGEST_INDEXED // 54:
            # No text is so full of spaces that it is worth folding.
            is_plain = text.isascii() or len(text) > LONGEST_INDEXED * 10
            length = len(text) if is_plain else len(fold(text).encode())
            if length > LONGEST_INDEXED:
                raise InvalidValue(f"wanted {item.name} of at most {LONGEST_INDEXED} bytes, came {length}: shorten it")
        return convert(text, cells)

    return checked


def _plain(item: Property, scope: Scope) -> Convert:
    """Return what makes a value of its notation."""
    if item.is_code:
        codes = item.type.__members__  # type: ignore[attr-defined]
        return lambda text, _: text if text in codes else notation.read(scope.model, item, text)
    if item.type is str:
        return lambda text, _: checked_string(text)
    return lambda text, _: notation.read(scope.model, item, text)


def _identifiers(item: Property, node: Node, scope: Scope) -> list[Part]:
    """Return what makes identifiers: `{NIP: "{NIP}", ROR: {column: ROR}}`, or a list of such."""
    schemes = scope.model.codes["IdentifierScheme"].__members__
    parts: list[Part] = []
    for each in node.items("identifiers") if node.is_list else [node]:
        for scheme, one in each.entries('identifiers by scheme, such as {NIP: "{NIP}"}').items():
            if scheme not in schemes:
                raise unknown(one, "the scheme", scheme, tuple(schemes))
            parts.append(_converted(item, form(one, scope), _identified(scheme), one))
    return parts


def _identified(scheme: str) -> Convert:
    return lambda text, _: identifier(scheme, text)


def _said(name: str, entries: Mapping[str, Node], scope: Scope) -> Callable[[Cells], str]:
    """Return what reads the one word that a currency or a language is given by."""
    made = form(entries[name], scope)
    if made.constant is not None:
        always = made.constant
        return lambda _: always

    def word(cells: Cells) -> str:
        found = made.read(cells)
        if len(found) != 1:
            raise CellRefused(made.label, made.raw(cells), f"wanted one {name}, came {len(found) or 'none'}")
        return found[0]

    return word


def _text(_: Node, entries: Mapping[str, Node], scope: Scope, __: Property) -> Convert:
    if "language" not in entries:
        language = scope.language
        return lambda text, _: Text(text, language)
    read = _said("language", entries, scope)
    _check_words(entries["language"], scope, lambda word: Text("-", word))
    return lambda text, cells: Text(text, read(cells))


def _money(node: Node, entries: Mapping[str, Node], scope: Scope, item: Property) -> Convert:
    for name in ("currency", "decimal"):
        if name not in entries:
            raise node.refusal(f"wanted {name} for {item.name}: an amount is nothing without it")
    number = _numeral(entries, node)
    read = _said("currency", entries, scope)
    _check_words(entries["currency"], scope, lambda word: Money(0, word))
    return lambda text, cells: Money(hundredths(number(text)), read(cells))


def _check_words(node: Node, scope: Scope, check: Callable[[str], Any]) -> None:
    """Refuse a language or a currency that the mapping itself says and that is none."""
    made = form(node, scope)
    said = [(made.constant, node)] if made.constant is not None else made.codes
    for word, each in said:
        with each.checked():
            check(word)


def _number(node: Node, entries: Mapping[str, Node], scope: Scope, item: Property) -> Convert:
    number = _numeral(entries, node)
    return lambda text, _: notation.read(scope.model, item, number(text))


def _numeral(entries: Mapping[str, Node], node: Node) -> Step:
    marks = {
        name: entries[name].text("a mark") if name in entries else default
        for name, default in (("decimal", "."), ("thousands", ""))
    }
    with entries.get("decimal", node).checked():
        return numeral(marks["decimal"], marks["thousands"])


def _date(_: Node, entries: Mapping[str, Node], __: Scope, ___: Property) -> Convert:
    node = entries["date"]
    formats = node.items("formats") if node.is_list else [node]
    with node.checked():
        read = dates([each.text("a format of a date, such as %d.%m.%Y") for each in formats])
    return lambda text, _: read(text)


_MARKS = ("decimal", "thousands")
_MAKERS: Mapping[type, Maker] = {
    Text: _text,
    Money: _money,
    PartialDate: _date,
    int: _number,
    Decimal: _number,
}
_MORE: Mapping[type, tuple[str, ...]] = {
    Text: ("language", EACH),
    Money: ("currency", *_MARKS),
    PartialDate: ("date",),
    int: _MARKS,
    Decimal: _MARKS,
}
