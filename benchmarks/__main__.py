"""Measure answers beside their floors and beside plain GraphQL, and print which bounds hold."""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import click
from rich.console import Console

from benchmarks import exporting, importing, postgresql
from benchmarks.answers import Answers, growth
from benchmarks.cache import graph
from benchmarks.cluster import binaries
from benchmarks.figures import Figure, markdown, table
from benchmarks.generator import Told
from benchmarks.linked import linked_figures
from benchmarks.paths import path_figures
from benchmarks.serving import memory_figures, served_figures
from benchmarks.shape import Shape
from graph.kinds import Model
from graph.model import Base
from server import settle

SIZES = (10_000, 200_000)
LARGEST_ON_POSTGRESQL = 200_000
PAPER = 160  # columns, where there is no terminal to tell
PARTS = ("answers", "filters", "http", "linked", "memory", "paths", "import", "export", "postgresql")


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(1_000, 20_000_000))
@click.option(
    "--cache", type=click.Path(path_type=Path), help="Where graphs are kept; else in the folder of temporary files."
)
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS), help="Only this; may be given several times.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the table as Markdown.")
def main(sizes: tuple[int, ...], cache: Path | None, parts: tuple[str, ...], as_markdown: bool) -> None:
    """Measure graphs of so many projects, 10,000 and 200,000 if none are named."""
    folder = cache or Path(tempfile.gettempdir()) / "ogniwo-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    files = {size: graph(folder, Model.of(Base), size, _timed(console)) for size in sorted(sizes or SIZES)}
    figures = []
    for figure in _figures(files, parts or PARTS, _timed(console)):
        console.print(*figure.cells, sep="  ", highlight=False, soft_wrap=True)
        figures.append(figure)
    title = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}; each figure is a ratio within one run"
    if as_markdown:
        click.echo(markdown(figures, title))
    else:
        Console(width=None if sys.stdout.isatty() else PAPER).print(table(figures, title))


def _figures(files: dict[int, Path], parts: tuple[str, ...], told: Told) -> Iterator[Figure]:
    measured = [Answers(path, Shape(size)) for size, path in files.items()]
    settle()  # as a server does, to the good of whatever is measured here
    for part in parts:
        yield from _PARTS[part](measured)
    for each in measured:
        each.close()
    if "postgresql" in parts and binaries():
        smallest = min(files)
        yield from postgresql.figures(
            {size: path for size, path in files.items() if size in (smallest, LARGEST_ON_POSTGRESQL)}, told
        )


def _answers(measured: Sequence[Answers]) -> Iterator[Figure]:
    for each in measured:
        yield from each.figures()
    for smaller, larger in pairwise(measured):
        yield from growth(smaller, larger)


def _http(measured: Sequence[Answers]) -> Iterator[Figure]:
    for each in measured:
        yield from served_figures(each.path, each.shape)


_PARTS: Mapping[str, Callable[[Sequence[Answers]], Iterator[Figure]]] = {
    "answers": _answers,
    "filters": lambda measured: measured[-1].filters(),
    "http": _http,
    "linked": lambda measured: linked_figures(measured[-1].path, measured[-1].shape),
    "memory": lambda measured: memory_figures(measured[-1].path, measured[-1].shape),
    "paths": lambda measured: path_figures(measured[-1].path, measured[-1].shape),
    "import": lambda _: importing.figures(),
    "export": lambda measured: exporting.figures(measured[-1].path, measured[-1].size),
    "postgresql": lambda _: iter(()),  # the other graphs are closed first
}


def _timed(console: Console) -> Told:
    """Return what tells how long each phase took."""
    last = perf_counter()

    def told(phase: str) -> None:
        nonlocal last
        now = perf_counter()
        console.print(f"{now - last:7.1f} s  {phase}", highlight=False)
        last = now

    return told


if __name__ == "__main__":
    main()
