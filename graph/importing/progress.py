"""Progress: how far an import has come, and what has become of the rows until there."""

from dataclasses import dataclass


@dataclass
class Counts:
    """What became of the rows of one file as one table: read = written + unchanged + rejected + set aside."""

    table: str
    file: str
    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    set_aside: int = 0
    omitted: int = 0  # values of rows that came in

    @property
    def add_up(self) -> bool:
        """Whether every row is accounted for."""
        return self.read == self.written + self.unchanged + self.rejected + self.set_aside


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one table has come; `position` and `size` are in bytes of its file."""

    table: str
    position: int
    size: int
    rows: int
    rejected: int
