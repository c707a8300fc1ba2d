"""Forms of a value: what a mapping writes for a value, compiled to what reads the words from a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from graph.errors import InvalidValue
from graph.importing.language import conversions
from graph.importing.language.capitals import readable
from graph.importing.language.cells import CellRefused, Cells, Words, shown, words
from graph.importing.language.conditions import Condition, condition, flag
from graph.importing.language.conversions import Step
from graph.importing.language.scope import Scope, unknown
from graph.importing.language.sources import SOURCES, ValueSource, source, template_source
from graph.seeding.nodes import Node

Read = Callable[[Cells], Words]
REJECT, OMIT = "reject", "omit"
KEYS = (
    *SOURCES, "split", "trim", "empty", "pattern", "replace", "capitals", "codes", "patterns", "default", "when", "or",
    "otherwise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What reads the words of a value, none where there is no value.

    `label` is what a report calls it, `raw` what it shows of it. `constant` is what it always says, if it is no row
    that says it. `codes` are all words that its codes or patterns can come to, None where it has none.
    """

    read: Read
    label: str
    raw: Callable[[Cells], str]
    constant: str | None = None
    omits: bool = False
    codes: tuple[tuple[str, Node], ...] = ()


def form(node: Node, scope: Scope, more: tuple[str, ...] = ()) -> Form:
    """Read a value, and what stands in for it where there is none. Raises SourceError; `more` as for `single`."""
    made = single(node, scope, more)
    alternative = node.entries("a value").get("or") if node.is_mapping else None
    return _either(made, form(alternative, scope, more)) if alternative else made


def single(node: Node, scope: Scope, more: tuple[str, ...] = ()) -> Form:
    """Read a value without what stands in for it: words, a template, or where it stands and how it is to be read.

    `more` are keys that what it is for allows beside. Raises SourceError.
    """
    if not node.is_mapping:
        return _plain(template_source(node, scope))
    entries = node.entries("a value")
    for name, each in entries.items():
        if name not in KEYS and name not in more:
            raise unknown(each, "the key", name, (*KEYS, *more))
    return _Making(node, entries, scope).form()


def _plain(read: ValueSource) -> Form:
    if read.constant is not None:
        always = (read.constant,)
        return Form(lambda _: always, "", lambda _: always[0], read.constant)

    def words_of(cells: Cells) -> Words:
        text: str = read.raw(cells)
        return (text,) if text else ()

    return Form(words_of, read.label, lambda cells: shown(read.raw(cells)))


def _either(first: Form, second: Form) -> Form:
    def read(cells: Cells) -> Words:
        return first.read(cells) or second.read(cells)

    def raw(cells: Cells) -> str:
        return first.raw(cells) or second.raw(cells)

    label = ", ".join(dict.fromkeys(each for each in (first.label, second.label) if each))
    return replace(first, read=read, label=label, raw=raw, constant=None, codes=first.codes + second.codes)


@dataclass(frozen=True, slots=True)
class _Cleaning:
    """What becomes of what a cell says, before it is a value."""

    steps: list[Step]
    empty: frozenset[str]
    trims: bool
    split: str | None

    def words(self, value: object) -> Words:
        """Return the words of a cell. Raises InvalidValue."""
        found = words(value)
        parts = [part for each in found for part in each.split(self.split)] if self.split else found
        cleaned = (self.word(each.strip() if self.trims else each) for each in parts)
        return tuple(each for each in cleaned if each)

    def word(self, text: str) -> str:
        """Return a text after all steps, nothing for one that means nothing."""
        if text in self.empty:
            return ""
        for step in self.steps:
            text = step(text)
        return text


def _reading(read_from: ValueSource, cleaning: _Cleaning) -> Read:
    raw, empty, trims, steps = read_from.raw, cleaning.empty, cleaning.trims, cleaning.steps
    is_plain = not steps and cleaning.split is None

    def read(cells: Cells) -> Words:
        value = raw(cells)
        if is_plain and value.__class__ is str:  # as most are
            text: str = value.strip() if trims else value
            return () if text in empty else (text,)
        try:
            return cleaning.words(value)
        except CellRefused:
            raise
        except InvalidValue as error:
            raise CellRefused(read_from.label, shown(value), str(error)) from error

    return read


def _conditional(holds: Condition, read: Read) -> Read:
    return lambda cells: read(cells) if holds(cells) else ()


class _Making:
    """A mapping of a value while it is compiled."""

    def __init__(self, node: Node, entries: Mapping[str, Node], scope: Scope) -> None:
        self.node, self.entries, self.scope = node, entries, scope
        self.source = source(node, entries, scope)
        self.codes: list[tuple[str, Node]] = []

    def form(self) -> Form:
        steps, empty, trims = self.steps(), self.empty(), self.flag("trim", default=True)
        raw = self.source.raw
        read = _reading(self.source, _Cleaning(steps, empty, trims, self.split()))
        if "when" in self.entries:
            read = _conditional(condition(self.entries["when"], self.scope), read)
        return Form(
            read,
            self.source.label,
            lambda cells: shown(raw(cells)),
            self.constant(steps),
            self.one_of("otherwise", (REJECT, OMIT)) == OMIT,
            tuple(self.codes),
        )

    def constant(self, steps: list[Step]) -> str | None:
        """Return what the value always is, mistakes in it being found now."""
        text = self.source.constant
        if text is None or self.entries.keys() & {"split", "when"}:
            return None
        with self.node.checked():
            for step in steps:
                text = step(text)
        return text

    def steps(self) -> list[Step]:
        steps = []
        if "replace" in self.entries and "pattern" not in self.entries:
            raise self.entries["replace"].refusal("wanted pattern beside replace: what is to be replaced")
        if "pattern" in self.entries:
            steps.append(self.pattern(self.entries["pattern"], self.entries.get("replace")))
        if self.one_of("capitals", ("title",)):
            steps.append(conversions.remembered(readable))
        classing = [name for name in ("codes", "patterns") if name in self.entries]
        if len(classing) > 1:
            raise self.node.refusal("wanted codes or patterns, came both")
        if "default" in self.entries and not classing:
            raise self.entries["default"].refusal("wanted codes or patterns beside default; for empty cells say `or`")
        if classing:
            steps.append(self.classing(classing[0]))
        return steps

    def pattern(self, node: Node, by: Node | None) -> Step:
        with node.checked():
            wanted = conversions.pattern(node.text("a regular expression"))
        if by is None:
            return conversions.matching(wanted)
        with by.checked():
            return conversions.replacement(wanted, by.text("what is put in its place"))

    def classing(self, name: str) -> Step:
        table = self.entries[name].entries(f"{name}: what stands in the table, and what it means")
        meant = {key: each.text("what it means") for key, each in table.items()}
        self.codes += [(meant[key], each) for key, each in table.items()]
        default = None
        if "default" in self.entries:
            default = self.entries["default"].text("what all others mean")
            self.codes += [(default, self.entries["default"])] if default else []  # "" stands for no value
        if name == "codes":
            return conversions.coded(meant, default)
        compiled = []
        for key, each in table.items():
            with each.checked():
                compiled.append((conversions.pattern(key), meant[key]))
        return conversions.classed(compiled, default)

    def empty(self) -> frozenset[str]:
        if "empty" not in self.entries:
            return frozenset(("",))
        node = self.entries["empty"]
        listed = node.items("a list") if node.is_list else [node]
        return frozenset(("", *(each.text("words that mean nothing") for each in listed)))

    def split(self) -> str | None:
        if "split" not in self.entries:
            return None
        mark = self.entries["split"].text("what stands between items")
        if not mark:
            raise self.entries["split"].refusal("wanted what stands between items, such as ';', came nothing")
        return mark

    def flag(self, name: str, *, default: bool) -> bool:
        return flag(self.entries[name]) if name in self.entries else default

    def one_of(self, name: str, possible: tuple[str, ...]) -> str | None:
        if name not in self.entries:
            return None
        text = self.entries[name].text(" or ".join(possible))
        if text not in possible:
            raise unknown(self.entries[name], name, text, possible)
        return text
