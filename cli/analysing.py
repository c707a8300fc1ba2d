"""`ogniwo analyse`: the measures of the whole network of partners, kept in the graph for whoever asks."""

from contextlib import closing
from math import inf

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli.commands import database_option
from graph.kinds import Model
from graph.model import Base
from graph.network.analysis import ANALYSED, BRIDGES, COMMUNITIES, MEASURES, Measured, measured, whole_network
from graph.network.kept import keep
from graph.network.measures import BETWEENNESS
from graph.network.ties import Reading
from graph.store import Store
from settings import Settings


@click.command()
@database_option
def analyse(database: str | None) -> None:
    """Measure the whole network of partners: who is central, who belongs together, which ties hold it together."""
    with closing(Store.open(database or Settings.from_environment().database, Model.of(Base))) as store:
        reading = Reading(store.model, store.dialect)
        found = _measured(store, reading)
        with store.writing() as writer:
            keep(reading, writer.connection, found)
    click.echo(_told(found))


def _measured(store: Store, reading: Reading) -> dict[str, Measured]:
    """Measure a snapshot, and tell a terminal what is being done."""
    console, found = Console(stderr=True), {}
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
        store.snapshot(inf) as snapshot,
    ):
        task = progress.add_task("reading the network")
        graph, revision = whole_network(reading, snapshot.execute), snapshot.revision()
        for measure in MEASURES:
            progress.update(task, description=measure.lower())
            found[measure] = measured(graph, revision, measure, ANALYSED, snapshot.check)
    return found


def _told(found: dict[str, Measured]) -> str:
    communities, bridges = found[COMMUNITIES], found[BRIDGES]
    modularity = "" if communities.modularity is None else f" (modularity {communities.modularity:.3f})"
    estimated = "; betweenness is estimated" if found[BETWEENNESS].is_estimate else ""
    return (
        f"Revision {communities.revision}: {communities.nodes:,} in {communities.edges:,} pairs of partners, "
        f"{communities.found:,} communities{modularity}, {bridges.found:,} bridges{estimated}."
    )
