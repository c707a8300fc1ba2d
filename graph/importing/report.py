"""The report of an import: what became of each row that was read, and what is wrong with those left out."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import OutputError
from graph.importing.drafts import Problem

EXAMPLES = 3  # of each kind of problem
GROUPS = 500  # kinds of problem told apart in one table; the others are counted together
LONGEST = 200  # characters of a value that is shown
COUNTED = ("read", "written", "unchanged", "rejected", "set_aside", "omitted", "seconds")
GROUPED = ("_rejected", "_omitted")


class Unaccounted(AssertionError):
    """Rows were read of which nobody knows what became: a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of a table is: bytes of `size`, rows, and those among them that were rejected."""

    table: str
    position: int
    size: int
    rows: int
    rejected: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read: its SHA-256, its size in bytes, and what was declared or found of its form."""

    name: str
    checksum: str
    size: int
    encoding: str = ""
    delimiter: str = ""


@dataclass(slots=True)
class Group:
    """Problems of one kind: how many there are, and the first of them."""

    column: str
    reason: str
    count: int = 0
    examples: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Count a problem."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(problem)


@dataclass(slots=True)
class TableReport:
    """What became of the rows of one table. Rows are counted when they are read, and again when they are done with."""

    table: str
    files: list[FileRead] = field(default_factory=list)
    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    set_aside: int = 0
    omitted: int = 0  # values that were left out of rows that came in
    entities: Counter[str] = field(default_factory=Counter)  # written, by kind
    seconds: float = 0.0
    rejects: str = ""  # the file of rows to be mended
    omissions: str = ""
    triples: Mapping[str, int] = field(default_factory=dict)  # of RDF: what became of them
    _rejected: dict[tuple[str, str], Group] = field(default_factory=dict)
    _omitted: dict[tuple[str, str], Group] = field(default_factory=dict)

    @property
    def accounted(self) -> int:
        """The rows of which is known what became: all that were read. Raises Unaccounted."""
        known = self.written + self.unchanged + self.rejected + self.set_aside
        if known != self.read:
            raise Unaccounted(f"{self.table}: {self.read:,} rows were read, and {known:,} are accounted for")
        return known

    @property
    def rate(self) -> float:
        """Rows in a second."""
        return self.read / self.seconds if self.seconds else 0.0

    @property
    def problems(self) -> Sequence[Group]:
        """Why rows were rejected, the most frequent reasons first."""
        return sorted(self._rejected.values(), key=lambda each: -each.count)

    @property
    def left_out(self) -> Sequence[Group]:
        """Why values were left out, the most frequent reasons first."""
        return sorted(self._omitted.values(), key=lambda each: -each.count)

    def reject(self, problem: Problem) -> None:
        """Count a row that did not come in."""
        self.rejected += 1
        _group(self._rejected, problem)

    def omit(self, problem: Problem) -> None:
        """Count a value that was left out of a row that came in."""
        self.omitted += 1
        _group(self._omitted, problem)

    def kept(self) -> dict[str, Any]:
        """Return what is counted until now, for `go_on`: plain values."""
        counts = {name: getattr(self, name) for name in COUNTED}
        groups = {name: [asdict(each) for each in getattr(self, name).values()] for name in GROUPED}
        return {**counts, **groups, "entities": dict(self.entities)}

    def go_on(self, kept: Mapping[str, Any]) -> None:
        """Count on from there."""
        for name in COUNTED:
            setattr(self, name, kept[name])
        for name in GROUPED:
            groups = [
                Group(**{**each, "examples": [Problem(**problem) for problem in each["examples"]]})
                for each in kept[name]
            ]
            setattr(self, name, {(each.column, each.reason): each for each in groups})
        self.entities = Counter(kept["entities"])

    def as_json(self) -> dict[str, Any]:
        """Return it for a machine to read. Raises Unaccounted."""
        return {
            "table": self.table,
            "files": [
                {
                    "name": each.name,
                    "sha256": each.checksum,
                    "bytes": each.size,
                    **({"encoding": each.encoding} if each.encoding else {}),
                    **({"delimiter": each.delimiter} if each.delimiter else {}),
                }
                for each in self.files
            ],
            "read": self.accounted,
            "written": self.written,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "setAside": self.set_aside,
            "omittedValues": self.omitted,
            "entities": dict(sorted(self.entities.items())),
            "problems": [_as_json(each) for each in self.problems],
            "omissions": [_as_json(each) for each in self.left_out],
            **({"triples": dict(self.triples)} if self.triples else {}),
            **({"rejectsFile": self.rejects} if self.rejects else {}),
            **({"omissionsFile": self.omissions} if self.omissions else {}),
            "seconds": round(self.seconds, 3),
            "rowsPerSecond": round(self.rate, 1),
        }


@dataclass(slots=True)
class Report:
    """What an import did, table by table; `vanished` are ids that the document had proved, and does not any more."""

    document: str
    tables: list[TableReport] = field(default_factory=list)
    vanished: Sequence[str] = ()
    removed: Sequence[str] = ()  # of these, those that were taken out
    revisions: list[int] = field(default_factory=list)

    @property
    def accounted(self) -> int:
        """All rows that were read. Raises Unaccounted if it is not known of one of them what became of it."""
        return sum(each.accounted for each in self.tables)

    def as_json(self) -> dict[str, Any]:
        """Return it for a machine to read. Raises Unaccounted."""
        return {
            "document": self.document,
            "revisions": self.revisions,
            "read": self.accounted,
            "tables": [each.as_json() for each in self.tables],
            "vanished": list(self.vanished),
            "removed": list(self.removed),
        }

    def write(self, path: Path) -> None:
        """Write it as a JSON file. Raises OutputError."""
        try:
            path.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}; choose another file") from error


def shown(text: str) -> str:
    """Return a text in one line that can be printed and is not too long."""
    kept = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return "".join(each if each.isprintable() else "\ufffd" if ord(each) > 32 else " " for each in kept)


def _group(groups: dict[tuple[str, str], Group], problem: Problem) -> None:
    """Count a problem among those like it: in the same column, and for a reason that differs in the value alone."""
    value = problem.value.strip()
    reason = problem.reason.replace(repr(problem.value), "…")
    if len(value) > 1:
        reason = reason.replace(value, "…")
    kind = (problem.column, shown(reason))
    if kind not in groups and len(groups) >= GROUPS:
        kind = ("", "other reasons")
    group = groups.setdefault(kind, Group(*kind))
    group.add(Problem(problem.number, problem.column, shown(problem.value), shown(problem.reason)))


def _as_json(group: Group) -> dict[str, Any]:
    return {
        "column": group.column,
        "reason": group.reason,
        "count": group.count,
        "examples": [
            {"row": each.number, "column": each.column, "value": each.value, "reason": each.reason}
            for each in group.examples
        ],
    }
