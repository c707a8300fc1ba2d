"""Templates: texts and ids with the words of columns in them, `organization/{Name}_{Town}`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from graph.importing.language.cells import CellRefused, Cells
from graph.importing.language.scope import Scope
from graph.importing.slugs import LONGEST_ID, shortened, slug
from graph.seeding.nodes import Node
from graph.values import EntityId

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]|[^{}]+")
_LITERAL = re.compile(r"[a-z0-9._/-]*")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands in a template for a column: the literal before it, its name, and what reads it."""

    before: str
    name: str
    read: Callable[[Cells], str]


@dataclass(frozen=True)
class Template:
    """Placeholders, and the literal after the last."""

    placeholders: tuple[Placeholder, ...]
    after: str

    @cached_property
    def only(self) -> Callable[[Cells], str] | None:
        """What reads the template where it is one column and nothing else."""
        alone = len(self.placeholders) == 1 and not self.placeholders[0].before and not self.after
        return self.placeholders[0].read if alone else None

    @property
    def names(self) -> str:
        """Its columns, as a report names them."""
        return ", ".join(dict.fromkeys(each.name for each in self.placeholders))

    def text(self, cells: Cells) -> str:
        """Return the template with its words; nothing where none of its columns says anything."""
        if not self.placeholders:
            return self.after
        found = [each.read(cells) for each in self.placeholders]
        if not any(found):
            return ""
        parts = (
            before for each, words in zip(self.placeholders, found, strict=True) for before in (each.before, words)
        )
        return "".join((*parts, self.after)).strip()

    def is_blank(self, cells: Cells) -> bool:
        """Return whether it has columns, and none of them says anything."""
        return bool(self.placeholders) and not any(each.read(cells) for each in self.placeholders)

    def id(self, cells: Cells) -> EntityId:
        """Return the id that it makes: each column as a slug; empty ones at the end are left out.

        Raises CellRefused for an empty one before others, or if all are.
        """
        made, empty = "", None
        for each in self.placeholders:
            words = slug(each.read(cells))
            if words and not empty:
                made += each.before + words
            elif words or not made:
                name = empty or each.name
                raise CellRefused(name, "", f"wanted words for the id {self}, which would be empty without them")
            else:
                empty = each.name
        return EntityId(shortened(made + self.after, LONGEST_ID))

    def __str__(self) -> str:
        return "".join(f"{each.before}{{{each.name}}}" for each in self.placeholders) + self.after


def text_template(node: Node, scope: Scope) -> Template:
    """Read a template of a text. Raises SourceError."""
    return _template(node, scope, node.text("words, or a template such as {Name}"))


def id_template(node: Node, scope: Scope, prefixes: dict[str, str]) -> Template:
    """Read a template of an id that begins with one of some prefixes, each that of a kind. Raises SourceError."""
    text = node.text("an id, such as organization/{Name}")
    template = _template(node, scope, text)
    literals = [*(each.before for each in template.placeholders), template.after]
    prefix, slash, _ = literals[0].partition("/")
    if not slash or prefix not in prefixes:
        wanted = " or ".join(f"{each}/..." for each in prefixes)
        raise node.refusal(f"wanted the id of a {' or '.join(prefixes.values())}, {wanted}; came {text!r}")
    for number, literal in enumerate(literals):
        if not _LITERAL.fullmatch(literal) or "/" in (literal if number else literal.partition("/")[2]):
            raise node.refusal(f"wanted a-z, 0-9, '-', '.' and '_' around the columns of an id, came {literal!r}")
        if 0 < number < len(template.placeholders) and not literal:
            raise node.refusal("wanted '_' or '-' between two columns of an id: else ab, c and a, bc are one")
    with node.checked():
        # As if every column said `a`: what is wrong now would be wrong in every row.
        EntityId("".join(f"{each.before}a" for each in template.placeholders) + template.after)
    return template


def _template(node: Node, scope: Scope, text: str) -> Template:
    literal, placeholders = "", []
    for piece in _PIECE.finditer(text):
        if piece[1] is not None:
            placeholders.append(Placeholder(literal, piece[1], scope.placeholder(piece[1], node)))
            literal = ""
        elif piece[0] in ("{", "}"):
            raise node.refusal(f"{text!r} has a brace alone; write {{{{ or }}}} for a brace that is meant as such")
        else:
            literal += piece[0][0] if piece[0] in ("{{", "}}") else piece[0]
    return Template(tuple(placeholders), literal)
