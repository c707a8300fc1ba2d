"""Figures: what was measured, the bound that it must keep, and whether it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

HEADINGS = ("projects", "measure", "figure", "bound", "holds")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `holds` is None where nothing is demanded."""

    projects: int
    measure: str
    figure: str
    bound: str = ""
    holds: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        holds = {True: "yes", False: "NO", None: ""}[self.holds]
        return f"{self.projects:,}", self.measure, self.figure, self.bound, holds


def at_most(projects: int, measure: str, value: float, bound: float, unit: str = "x", note: str = "") -> Figure:
    """Return the figure of what must not be larger."""
    return Figure(projects, measure, f"{shown(value)} {unit}{note}", f"<= {bound:g} {unit}", value <= bound)


def at_least(projects: int, measure: str, value: float, bound: float, note: str = "") -> Figure:
    """Return the figure of a ratio that must not be smaller."""
    return Figure(projects, measure, f"{shown(value)} x{note}", f">= {bound:.3g} x", value >= bound)


def table(figures: Sequence[Figure], title: str) -> Table:
    """Return the figures for a terminal."""
    made = Table(title=title)
    for heading in HEADINGS:
        made.add_column(heading, justify="right" if heading in ("projects", "figure") else "left")
    for figure in figures:
        made.add_row(*figure.cells, style="red" if figure.holds is False else None)
    return made


def markdown(figures: Sequence[Figure], title: str) -> str:
    """Return the figures for a page."""
    lines = [HEADINGS, ("--:", "---", "--:", "---", "---"), *(figure.cells for figure in figures)]
    return "\n".join([title, "", *(f"| {' | '.join(cells)} |" for cells in lines)])


def milliseconds(seconds: float) -> str:
    """Return a time as people read it."""
    return f"{shown(seconds * 1e3)} ms"


def shown(value: float) -> str:
    """Return a number as people read it."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.4g}"
