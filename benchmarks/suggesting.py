"""Suggesting: whether partners that are hidden are suggested, beside chance and beside common neighbours.

Of all parts in projects a tenth is hidden: whoever had it has left the project, in a copy of the graph. Whom it worked
with there, and nowhere else, is to be found again among the first ten; and it by them.

    python -m benchmarks.suggesting GRAPH.db      # such as `ogniwo import keep` makes of an export of keep.eu
"""

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import inf
from pathlib import Path

import click
import networkx as nx
from rich.console import Console

from benchmarks.figures import Figure, table
from graph.kinds import Model
from graph.model import Base
from graph.network.scope import Scope
from graph.network.suggestions import Suggestions
from graph.network.ties import Reading
from graph.store import Store

SHARE, SEED, FIRST, ASKED = 0.1, 7, 10, 500
PARTS = "SELECT key, project_key, organization_key FROM participation ORDER BY key"

Guess = Callable[[int], Sequence[int]]  # the first ten for an organisation


@dataclass(frozen=True, slots=True)
class Hits:
    """How many of the hidden partners of some organisations were found, and for how many of these at least one."""

    hits: int
    found: int
    asked: int

    @property
    def each(self) -> float:
        """How many were found for each that was asked for."""
        return self.hits / self.asked


def hidden(path: Path, share: float = SHARE, seed: int = SEED) -> Mapping[int, frozenset[int]]:
    """Hide parts in projects from a graph, and return whom each organisation then lacks. The graph is changed."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(PARTS).fetchall()
        chosen = random.Random(seed).sample(rows, round(len(rows) * share))  # noqa: S311 - no secret
        connection.executemany("DELETE FROM participation WHERE key = ?", [(key,) for key, _, _ in chosen])
        connection.commit()
        left = _partners(connection.execute(PARTS).fetchall())
    members: dict[int, set[int]] = {}
    for _, project, organization in rows:
        members.setdefault(project, set()).add(organization)
    wanted: dict[int, set[int]] = {}
    for _, project, organization in chosen:
        for other in members[project] - {organization}:
            if not left.has_edge(organization, other):
                wanted.setdefault(organization, set()).add(other)
                wanted.setdefault(other, set()).add(organization)
    return {key: frozenset(wanted[key]) for key in sorted(wanted)}


def compared(path: Path, most: int = ASKED, seed: int = SEED) -> dict[str, Hits]:
    """Return what is found in a copy of a graph by each way to guess, of as many organisations."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "graph.db"
        with closing(sqlite3.connect(path)) as whole, closing(sqlite3.connect(copy)) as part:
            whole.backup(part)
        wanted = hidden(copy, seed=seed)
        chance = random.Random(seed)  # noqa: S311 - no secret
        asked = sorted(chance.sample(sorted(wanted), min(most, len(wanted))))
        with closing(sqlite3.connect(copy)) as connection:
            partners = _partners(connection.execute(PARTS).fetchall())
            everybody = [key for (key,) in connection.execute("SELECT key FROM organization ORDER BY key")]
        ways: dict[str, Guess] = {
            "by chance": lambda _: chance.sample(everybody, min(FIRST, len(everybody))),
            "by common neighbours": lambda key: _common(partners, key),
        }
        found = {name: _hits(way, asked, wanted) for name, way in ways.items()}
        with closing(Store.open(f"sqlite:///{copy}", Model.of(Base))) as store:
            found["suggested"] = _hits(_suggested(store), asked, wanted)
    return found


def _hits(guess: Guess, asked: Sequence[int], wanted: Mapping[int, frozenset[int]]) -> Hits:
    counts = [len(wanted[key].intersection(guess(key))) for key in asked]
    return Hits(sum(counts), sum(map(bool, counts)), len(asked))


def _partners(rows: Sequence[tuple[int, int, int]]) -> "nx.Graph[int]":
    """Return who takes part in a project with whom."""
    both: nx.Graph[int] = nx.Graph()
    both.add_edges_from((project, organization) for _, project, organization in rows)  # no two entities share a key
    graph: nx.Graph[int] = nx.bipartite.projected_graph(both, {organization for _, _, organization in rows})
    return graph


def _common(partners: "nx.Graph[int]", key: int) -> Sequence[int]:
    """Return who has most partners in common with one and is none of them."""
    if key not in partners:
        return ()
    near = partners[key]
    others = {other for each in near for other in partners[each]} - {key, *near}
    counts = {other: len(set(near).intersection(partners[other])) for other in others}
    return sorted(others, key=lambda other: (-counts[other], other))[:FIRST]


def _suggested(store: Store) -> Guess:
    suggestions = Suggestions(Reading(store.model, store.dialect), Scope(store.model, store.dialect))
    with store.snapshot(inf) as snapshot:
        ids = dict(snapshot.execute("SELECT key, id FROM entity WHERE type IN ('Institution', 'Foundation')"))

    def guess(key: int) -> Sequence[int]:
        given = {"of": ids[key], "first": FIRST, "is_told": False}
        with store.snapshot(inf) as snapshot:
            best, *_ = suggestions.suggestions(snapshot.execute, given, snapshot.check)
        return [other for other, _ in best]

    return guess


def figures(path: Path, most: int = ASKED) -> Iterator[Figure]:
    """Yield what is found in a graph, which must be more than by chance and by common neighbours."""
    found = compared(path, most)
    best = max(hits.hits for name, hits in found.items() if name != "suggested")
    for name, hits in found.items():
        told = f"{hits.hits} hidden partners found, for {hits.found} of {hits.asked}"
        bound, holds = (f"> {best}", hits.hits > best) if name == "suggested" else ("", None)
        yield Figure(0, f"hidden partners among the first {FIRST}: {name}", told, bound, holds)


@click.command()
@click.argument("graph", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--asked", default=ASKED, show_default=True, help="For how many organisations.")
def main(graph: Path, asked: int) -> None:
    """Measure whether partners that are hidden in GRAPH, a database of SQLite, are suggested."""
    Console().print(table(list(figures(graph, asked)), "Suggested partners"))


if __name__ == "__main__":
    main()
