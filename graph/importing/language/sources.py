"""Sources of a value: a column, a path into JSON, or words of the mapping's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.importing.language.scope import Raw, Scope
from graph.importing.language.templates import text_template
from graph.seeding.nodes import Node

SOURCES = ("column", "path", "value")


@dataclass(frozen=True, slots=True)
class ValueSource:
    """What reads it, what a report calls it, and what it always says if it is no row that says it."""

    raw: Raw
    label: str
    constant: str | None = None
    column: str | None = None


def source(node: Node, entries: Mapping[str, Node], scope: Scope) -> ValueSource:
    """Return the one source that is named among `entries`, which stand in `node`. Raises SourceError."""
    named = [name for name in SOURCES if name in entries]
    if len(named) != 1:
        raise node.refusal(f"wanted one of {', '.join(SOURCES)}, came {' and '.join(named) or 'none of them'}")
    each = entries[named[0]]
    if named[0] == "value":
        return template_source(each, scope)
    name = each.text(f"the {named[0]}")
    if named[0] == "column":
        return ValueSource(scope.column(name, each), name, column=name)
    return ValueSource(scope.path(name, each), name)


def template_source(node: Node, scope: Scope) -> ValueSource:
    """Return a template as a source. Raises SourceError."""
    template = text_template(node, scope)
    if template.placeholders:
        return ValueSource(template.only or template.text, template.names)
    if not template.after.strip():
        raise node.refusal("wanted words, came none")
    return ValueSource(template.text, "", template.after)
