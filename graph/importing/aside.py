"""Aside: where the rows of a table stand that do not come in, and those whose values were left out."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graph.importing.drafts import Problem
from graph.importing.files.rows import SourceRow, SpoiltRow, Table
from graph.importing.rejects import OMITTED, Rejects, path_of


class Aside:
    """Two files beside each other, there when the import is done, each only if there is anything in it.

    What stands in them already outlives an import that is ended, if that `resumes`.
    """

    def __init__(self, folder: Path, table: Table, name: str, *, resumes: bool) -> None:
        self._resumes = resumes
        self.rejects = Rejects(path_of(folder, table.path, name, table.columns), table.columns)
        self.omissions = Rejects(path_of(folder, table.path, name, table.columns, OMITTED), table.columns)
        self._files = ExitStack()

    def __enter__(self) -> Self:
        """Begin."""
        for each in (self.rejects, self.omissions):
            self._files.enter_context(each)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the files where they belong, or leave what was there."""
        if kind is None or not self._resumes:
            self._files.__exit__(kind, error, trace)
        else:
            for each in (self.rejects, self.omissions):
                each.leave()

    def reject(self, row: SourceRow | SpoiltRow, problem: Problem) -> None:
        """Put a row aside."""
        self.rejects.write(row.cells, [problem])

    def omit(self, row: SourceRow | SpoiltRow, problems: Sequence[Problem]) -> None:
        """Note the values that were left out of a row that came in."""
        if problems:
            self.omissions.write(row.cells, problems)

    def kept(self) -> Any:
        """Make sure that what stands aside until now outlives us; return what `go_on` wants."""
        return [each.kept() for each in (self.rejects, self.omissions)]

    def go_on(self, kept: Any) -> None:
        """Go on where an import was ended."""
        for each, size in zip((self.rejects, self.omissions), kept, strict=True):
            each.go_on(size)
