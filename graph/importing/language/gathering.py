"""Gatherings: what has been read of a row so far."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graph.importing.drafts import Draft, Problem
from graph.importing.language.cells import ITEM, Cells
from graph.records import Row
from graph.values import EntityId


@dataclass(slots=True)
class Gathering:
    """A row while it is read: what proves it, what it says, and what was left out. Problems have no number yet."""

    cells: Cells
    document: EntityId
    row: Row
    drafts: list[Draft]
    omissions: list[Problem]

    def of_item(self, item: Any) -> "Gathering":
        """Return the same gathering, seen from an item of the row."""
        return replace(self, cells={**self.cells, ITEM: item})

    def add(self, draft: Draft) -> None:
        """Gather a draft, unless the same is there already."""
        if draft not in self.drafts:
            self.drafts.append(draft)

    def omit(self, column: str, value: str, reason: str) -> None:
        """Tell what is left out."""
        self.omissions.append(Problem(0, column, value, reason))


# What reads an entity, or those that a row has a list of, and returns who they are; within an entity that it links to.
EntityReader = Callable[[Gathering, EntityId | None], tuple[EntityId, ...]]
LinkReader = Callable[[Gathering], tuple[Any, ...]]  # ids, identifiers or parties
