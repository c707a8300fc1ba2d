"""Meanings: what a run must know of files and of their rows, by a mapping or because they say it themselves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from graph.importing.drafts import Draft, Reading
from graph.importing.files.rows import SourceRow
from graph.values import EntityId


class Meaning(Protocol):
    """What files mean: on which document all that they say rests, and what is said of that itself."""

    @property
    def path(self) -> Path:
        """Where that is written."""

    @property
    def document(self) -> EntityId:
        """The document."""

    def document_drafts(self) -> Sequence[Draft]:
        """Return what is said of the document, and then of others."""


class RowMeaning(Protocol):
    """What the rows of a table mean. Its methods raise RowRejected."""

    @property
    def name(self) -> str:
        """The name of the table."""

    @property
    def merges(self) -> bool:
        """Whether several rows may have one key."""

    def admits(self, row: SourceRow) -> bool:
        """Return whether anything is known of a row, which else is set aside."""

    def key(self, row: SourceRow) -> str | None:
        """Return what no other row may have, None if there is no such thing."""

    def read(self, row: SourceRow) -> Reading:
        """Return what a row says."""
