"""Sources of items: where a row has a list of what a mapping says something of, `each` for itself."""

from collections.abc import Callable
from typing import Any

from graph.importing.language.cells import Cells
from graph.importing.language.forms import form
from graph.importing.language.scope import Scope
from graph.seeding.nodes import Node


def item_source(node: Node, scope: Scope) -> Callable[[Cells], tuple[Any, ...]]:
    """Return what reads the items of a row: a JMESPath to a list, or a column that is split. Raises SourceError."""
    entries = node.entries("the items") if node.is_mapping else {"path": node}
    if set(entries) == {"path"}:
        read = scope.path(entries["path"].text("a JMESPath"), entries["path"])

        def items(cells: Cells) -> tuple[Any, ...]:
            found = read(cells)
            return tuple(found) if isinstance(found, list) else () if found is None else (found,)

        return items
    return form(node, scope).read
