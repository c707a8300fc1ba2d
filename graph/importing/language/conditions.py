"""Conditions: of which rows, records and values a mapping speaks."""

from collections.abc import Callable
from typing import Any

from graph.errors import InvalidValue
from graph.importing.language.cells import CellRefused, Cells, shown, words
from graph.importing.language.conversions import finds, pattern
from graph.importing.language.persons import names_person
from graph.importing.language.scope import Scope, unknown
from graph.importing.language.sources import SOURCES, source
from graph.seeding.nodes import Node

Condition = Callable[[Cells], bool]
TESTS = ("matches", "in", "present", "person")
KEYS = (*SOURCES, *TESTS, "not", "any")


def condition(node: Node, scope: Scope) -> Condition:
    """Read a condition; of a list, all must hold. Raises SourceError."""
    if node.is_list:
        all_ = [condition(each, scope) for each in node.items("conditions")]
        return lambda cells: all(each(cells) for each in all_)
    entries = node.entries("a condition, such as {column: Status, in: [active]}")
    for name, each in entries.items():
        if name not in KEYS:
            raise unknown(each, "the key", name, KEYS)
    if len(entries) == 1 and "not" in entries:
        inner = condition(entries["not"], scope)
        return lambda cells: not inner(cells)
    if len(entries) == 1 and "any" in entries:
        some = [condition(each, scope) for each in entries["any"].items("conditions")]
        return lambda cells: any(each(cells) for each in some)
    tests = [name for name in TESTS if name in entries]
    if len(tests) != 1 or len(entries) != 2:
        raise node.refusal(f"wanted a column, path or value and one of {', '.join(TESTS)}; or not; or any")
    return _test(tests[0], entries[tests[0]], node, entries, scope)


def _test(name: str, node: Node, whole: Node, entries: dict[str, Node], scope: Scope) -> Condition:
    read = source(whole, entries, scope)
    if name == "present":
        wanted = flag(node)
        return lambda cells: _is_present(read.raw(cells)) == wanted
    accepts = _accepts(name, node)

    def holds(cells: Cells) -> bool:
        try:
            found = [each.strip() for each in words(read.raw(cells))]
            return accepts([each for each in found if each])
        except CellRefused:
            raise
        except InvalidValue as error:
            raise CellRefused(read.label, shown(read.raw(cells)), str(error)) from error

    return holds


def _accepts(name: str, node: Node) -> Callable[[list[str]], bool]:
    if name == "matches":
        with node.checked():
            sought = pattern(node.text("a regular expression"))
        return lambda found: any(finds(sought, each) for each in found)
    if name == "person":
        wanted = flag(node)
        return lambda found: any(map(names_person, found)) == wanted
    allowed = frozenset(each.text("words") for each in node.items("a list of words"))
    return lambda found: any(each in allowed for each in found)


def _is_present(value: Any) -> bool:
    """Return whether there is anything: words, a number, an object of JSON, items of a list."""
    if isinstance(value, str):
        return bool(value.strip())
    return bool(value) if isinstance(value, list | tuple | dict) else value is not None


def flag(node: Node) -> bool:
    """Return what true or false says. Raises SourceError."""
    text = node.text("true or false")
    if text not in ("true", "false"):
        raise node.refusal(f"wanted true or false, came {text!r}")
    return text == "true"
