"""Rows as text: for each kind a function, compiled once, from the cells of a row to Turtle or N-Triples.

It says what `triples` says, byte for byte, and makes no values on its way: that takes a tenth of the time. What is rare
- texts in several languages, lists - is left to what writes records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from json.encoder import encode_basestring as quoted
from typing import Any

from graph.columns import layout
from graph.kinds import Kind
from graph.properties import Party, Property
from graph.rdf.triples import Description, concept
from graph.rdf.turtle import NTriples
from graph.values import EntityId, Money, PartialDate, Text, unscaled

# Takes rows, what takes the text of each, by key their texts in other languages, by key the pair and the block of what
# proves all of one, and the lists of the batch in the order of `lists`.
Write = Callable[..., None]


@dataclass(frozen=True, slots=True)
class RowWriter:
    """What writes the rows of one kind; `lists` are the names of the lists that it wants."""

    write: Write
    lists: tuple[str, ...]


def row_writer(
    description: Description[str], syntax: NTriples, kind: Kind, places: Mapping[str, slice], lists: Sequence[str]
) -> RowWriter | None:
    """Return what writes the rows of a kind, None if only records of it can be written.

    The cells of properties stand in those places, what may have several values is in `lists`; of others there is none.
    """
    items = [item for item in kind.stored if item.name in places or item.name in lists]
    amounts = sorted((item for item in items if item.type is Money), key=lambda each: each.name)
    # The nodes of an entity stand in the order of their names: amounts before the rows that prove them.
    if any(item.type is Party for item in items) or any(item.name > "record" for item in amounts):
        return None
    source = _Source(description, syntax, kind, places)
    source.entity(items)
    for item in amounts:
        source.amount(item)
    return source.compiled()


@dataclass(slots=True)
class _Source:
    """The source of a function while it is written: `t` is the text, `s` its subject, `e` the id of the entity."""

    description: Description[str]
    syntax: NTriples
    kind: Kind
    places: Mapping[str, slice]
    lines: list[str] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    pending: str = ""

    def entity(self, items: Sequence[Property]) -> None:
        """Write what is said of the entity itself."""
        syntax = self.syntax
        first, *others = syntax.types(self.kind.terms)
        self._append(syntax.separator + syntax.opening + first + "".join(syntax.between + each for each in others))
        for name, classes in self.description.kind(self.kind.name).borne:
            if name not in self.places:
                continue
            (cell,), known = self._cells(name), self._named(classes)
            self._line(f"if {cell} in {known}:", *self._each(f"{known}[{cell}]"))
        for item in items:
            if item.many:
                self._list(item)
            else:
                self._single(item)
        if self.description.evidence:
            self._line("if proof:")
            self._append(syntax.between + "{proof[0]}", "    ")
        self._append(syntax.closing)

    def amount(self, item: Property) -> None:
        """Write the node of an amount of money."""
        syntax = self.syntax
        amount, currency = self._cells(item.name)
        subject = syntax.entity("{e}", item.name)
        pairs = (
            *syntax.types(["eurio:MonetaryAmount"]),
            _with(syntax.to_literal("eurio:value", "xsd:decimal")("1.00"), "1.00", f"{{amount({amount})}}"),
            _with(syntax.to_string("eurio:currency")("PLN"), "PLN", f"{{{currency}}}"),
        )
        self._line(f"if {amount} is not None:", f"    s = f'{_source(subject)}'")
        self._append(syntax.separator + syntax.opening + syntax.between.join(pairs) + syntax.closing, "    ")

    def compiled(self) -> RowWriter:
        """Return the function."""
        if self.description.evidence:
            self._line("if proof:", "    t += proof[1]")
        self._line("a(t)")
        cells = [f"c{at}" for at in range(3, max((each.stop for each in self.places.values()), default=3))]
        lists = [f", l{at}" for at in range(len(self.lists))]
        head = [
            f"def write(rows, a, translations, proofs{''.join(lists)}):",
            f"    for {', '.join(['k', 'e', '_', *cells])} in rows:",
            "        t = ''",
            f"        s = f'{_source(self.syntax.linking('e', self.kind.prefix))}'",
            *(["        words = translations.get(k)"] if any(each.type is Text for each in self.kind.stored) else []),
            *(["        proof = proofs.get(k)"] if self.description.evidence else []),
        ]
        self.names.update(quoted=quoted, amount=_amount)
        body = [f"        {each}" for each in self.lines]
        exec(compile("\n".join([*head, *body]), f"<{self.kind.name}>", "exec"), self.names)  # noqa: S102 - made of the model's own names
        return RowWriter(self.names["write"], tuple(self.lists))

    def _single(self, item: Property) -> None:
        """Write a property of one value, or a text, which may have others in other languages."""
        cells = self._cells(item.name)
        if item.type is Text:
            said = f"{self._several(item)}(e, [({', '.join(cells)}), *words[{item.name!r}]])"
            self._line(f"if words and {item.name!r} in words:", *self._each(said))
            self._line(f"elif {cells[0]} is not None:")
        elif item.type is PartialDate:
            others = f"{self._made(item)}({', '.join(cells)})"
            self._line(f"if {cells[0]} != {cells[1]}:")
            self._append(f"{self.syntax.between}{{{others}}}", "    ")
            self._line(f"elif {cells[0]} is not None:")
        elif not item.required or self.kind.parent:  # the table of several kinds leaves empty what some of them need
            self._line(f"if {cells[0]} is not None:")
        else:
            self._append(self.syntax.between + self._pair(item, cells))
            return
        self._append(self.syntax.between + self._pair(item, cells), "    ")

    def _list(self, item: Property) -> None:
        """Write a list."""
        listed = f"l{len(self.lists)}"
        self.lists.append(item.name)
        self._line(f"if k in {listed}:", *self._each(f"{self._several(item)}(e, {listed}[k])"))

    def _pair(self, item: Property, cells: Sequence[str]) -> str:
        """Return the pair of a value that stands in some cells, the expressions in it in braces."""
        syntax, cell, term = self.syntax, cells[0], item.term
        if item.type is Money:
            return syntax.to_node(term)("{e}", item.name)
        if item.type is EntityId:
            family = self.description.model.kinds[item.target or ""].prefix
            return syntax.start(term) + syntax.linking(cell, family) + syntax.end
        if item.type is Text:
            return f"{syntax.start(term)}{{quoted({cell})}}@{{{cells[1]}}}{syntax.end}"
        if item.type is str:
            return f"{syntax.start(term)}{{quoted({cell})}}{syntax.end}"
        if item.type is PartialDate:
            return _with(syntax.to_literal(term, "xsd:date")("2000-01-01"), "2000-01-01", f"{{{cell}}}")
        if item.is_code:
            codes = self.description.model.codes[item.type.__name__]
            pairs = {name: syntax.to_term(term)(concept(codes, name)) for name in codes.__members__}
            return f"{{{self._named(pairs)}[{cell}]}}"
        return f"{{{self._made(item)}({cell})}}"

    def _made(self, item: Property) -> str:
        """Return the name of what makes the pair of a value from its cells."""
        make, value = self.description.kind(self.kind.name).make(item.name), layout(item).value
        return self._named(lambda *cells: make(value(*cells)))

    def _several(self, item: Property) -> str:
        """Return the name of what makes the pairs of several values from their cells."""
        add, value = self.description.kind(self.kind.name).add(item.name), layout(item).value

        def pairs(entity: str, cells: Sequence[tuple[Any, ...]]) -> list[str]:
            found: list[str] = []
            add(entity, tuple(starmap(value, cells)), found, {})
            return found

        return self._named(pairs)

    def _each(self, pairs: str) -> tuple[str, str]:
        return f"    for p in {pairs}:", f"        t += f'{_source(self.syntax.between + '{p}')}'"

    def _cells(self, name: str) -> list[str]:
        place = self.places[name]
        return [f"c{at}" for at in range(place.start, place.stop)]

    def _named(self, thing: Any) -> str:
        name = f"x{len(self.names)}"
        self.names[name] = thing
        return name

    def _line(self, *lines: str) -> None:
        """Add lines, after what is to be appended before them: all of that at once."""
        if self.pending:
            self.lines.append(f"t += f'{_source(self.pending)}'")
            self.pending = ""
        self.lines += lines

    def _append(self, text: str, indent: str = "") -> None:
        """Append a text: always, or under the condition of the line above."""
        if indent:
            self.lines.append(f"{indent}t += f'{_source(text)}'")
        else:
            self.pending += text


def _source(text: str) -> str:
    """Return a text as it stands in the source of an f-string; no IRI has braces: what is in them is code."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")


def _with(pair: str, example: str, expression: str) -> str:
    """Return a pair with an expression in place of the example that it was made with."""
    before, _, after = pair.rpartition(example)
    return before + expression + after


def _amount(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}" if hundredths >= 0 else unscaled(hundredths, 2, keep=2)
