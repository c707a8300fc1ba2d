"""Scopes: what a part of a mapping may name - columns, paths, fields - and what it has named so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Protocol

import jmespath
from jmespath.exceptions import JMESPathError

from graph.errors import InvalidValue, SourceError
from graph.importing.drafts import Draft
from graph.importing.language.cells import ITEM, CellRefused, Cells, shown, word
from graph.importing.places.countries import Country
from graph.importing.places.places import Answer, Homonyms, Place
from graph.kinds import Model
from graph.seeding.nodes import Node
from graph.values import UNDETERMINED, EntityId

Raw = Callable[[Cells], Any]


class Places(Protocol):
    """Who knows where places are: a gazetteer."""

    @property
    def document(self) -> Draft:
        """What its drafts rest on."""

    def find(
        self,
        name: str,
        country: str | None = None,
        region: str | None = None,
        kind: str | None = None,
        *,
        homonyms: Homonyms = Homonyms.REPORT,
        inflected: bool = False,
    ) -> Answer:
        """Return the place of a name, else which it may be, or what it resembles."""

    def drafts(self, place: Place) -> Sequence[Draft]:
        """Return what is known of a place that was found, itself last."""

    def country(self, name: str) -> Country | None:
        """Return the country of a name or a code, None if there is none."""

    def country_draft(self, country: Country) -> Draft:
        """Return what is known of a country."""


@dataclass(frozen=True)
class Scope:
    """Where a part of a mapping stands.

    `columns` gathers the columns that are named, by the line that names them; `named` what a report may call a value,
    `asked` the lines in which places are asked for.
    """

    model: Model
    document: EntityId
    places: Callable[[], Places] | None = None
    language: str = UNDETERMINED
    has_rows: bool = True
    is_json: bool = False
    in_item: bool = False
    fields: frozenset[str] = frozenset()
    columns: dict[str, int] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def item(self) -> "Scope":
        """Return the scope of what is said of each item."""
        return replace(self, in_item=True)

    def part(self) -> "Scope":
        """Return the scope of a part whose names are gathered apart."""
        return replace(self, named={})

    def column(self, name: str, node: Node) -> Raw:
        """Return what reads a column, or a field of the mapping. Raises SourceError where there are no rows."""
        if not self.has_rows:
            raise node.refusal(f"there are no rows here, so no column {name!r}: write a value")
        if name not in self.fields and not (self.in_item and name == ITEM):
            self.columns.setdefault(name, node.line)
        self.named[name] = None
        return lambda cells: cells.get(name)

    def path(self, text: str, node: Node) -> Raw:
        """Return what reads a JMESPath, from the item where there is one. Raises SourceError."""
        if not (self.is_json or self.in_item):
            raise node.refusal("a path is for JSON, or for an item of `each`: name a column, or say format: json")
        search = _search(text, node)
        self.named[text] = None
        return (lambda cells: search(cells[ITEM])) if self.in_item else search

    def placeholder(self, name: str, node: Node) -> Callable[[Cells], str]:
        """Return what reads the words for which a template has `{name}`: a column, or a path from the row of JSON."""
        is_path = self.has_rows and (self.is_json or (self.in_item and name.partition(".")[0] == ITEM))
        read = _search(name, node) if is_path and name not in self.fields else self.column(name, node)

        def text(cells: Cells) -> str:
            value = read(cells)
            if value.__class__ is str:
                return str.strip(value)
            try:
                return word(value)
            except InvalidValue as error:
                raise CellRefused(name, shown(value), str(error)) from error

        return text


def _search(text: str, node: Node) -> Raw:
    try:
        compiled = jmespath.compile(text)
    except JMESPathError as error:
        raise node.refusal(f"{text!r} is no JMESPath: {' '.join(str(error).split())[:200]}") from error

    def search(value: Any) -> Any:
        try:
            return compiled.search(value)
        except JMESPathError as error:
            raise CellRefused(text, "", f"the path does not suit: {' '.join(str(error).split())[:200]}") from error

    return search


def unknown(node: Node, what: str, name: str, known: list[str] | tuple[str, ...]) -> SourceError:
    """Return the error that says that a name is not known, and which was meant perhaps."""
    meant = get_close_matches(name, known, 1) or get_close_matches(name.casefold(), known, 1)
    hint = f"did you mean {meant[0]!r}?" if meant else f"it may be {', '.join(known)}"
    return node.refusal(f"{what} {name!r} is not known; {hint}")
