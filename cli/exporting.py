"""`ogniwo export`: the graph, or a part of it, as RDF, as tables or as a network."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli.commands import database_option
from cli.output import output, suffix_of
from graph.errors import InvalidValue, OutputError
from graph.exporting.documents import exported
from graph.exporting.network.documents import NETWORKS, network
from graph.exporting.parts import Part, gone, kinds_named
from graph.exporting.tables import table
from graph.kinds import Model
from graph.model import Base
from graph.rdf.linked import FORMATS
from graph.store import Snapshot, Store
from graph.values import FALLBACK_LANGUAGE, Text
from settings import Settings

CSV, ZIP = "csv", ".zip"
DEFAULT = "turtle"
BY_SUFFIX: Mapping[str, str] = {
    **{each.suffix: name for name, each in FORMATS.items()},
    **{each.suffix: name for name, each in NETWORKS.items()},
    ".csv": CSV, ZIP: CSV,
}  # fmt: skip

Told = Callable[[int], None]


@click.command()
@database_option
@click.option("--base-iri", metavar="IRI", envvar="OGNIWO_BASE_IRI", help="Under which entities have their IRIs.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, CSV, *NETWORKS]),
    help=f"If none is named, what the suffix of the file says, else {DEFAULT}.",
)
@click.option(
    "--language",
    metavar="TAG",
    help=f"In which labels and texts of a network are, as far as there are any; {FALLBACK_LANGUAGE} if none is named.",
)
@click.option("--no-evidence", is_flag=True, help="Leave out what proves the facts.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only entities of this kind; may be repeated.")
@click.option("--where", metavar="FILTER", help="Only those of the one kind that a GraphQL filter finds.")
@click.option("--since", type=click.IntRange(0), metavar="REVISION", help="Only those that have changed after it.")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    help="To this file, gzipped if it ends in .gz, not to standard output; tables (csv) also to a folder or a .zip.",
)
def export(
    database: str | None,
    base_iri: str | None,
    format_: str | None,
    no_evidence: bool,
    kinds: Sequence[str],
    where: str | None,
    since: int | None,
    path: Path | None,
    language: str | None,
) -> None:
    """Write the graph, or a part of it, as RDF, as tables (csv), or as a network (graphml, gexf, cytoscape).

    Nodes of a network are organisations, places, programmes and projects; edges are participations, partnerships,
    fundings, parents and places. Kinds of nodes that are named are joined by what is between them: organisations alone
    where they share projects. Kinds of edges that are named bring along what they join.
    """
    settings = Settings.from_environment()
    base = Settings.of(host=settings.host, port=settings.port, base_iri=base_iri).base_iri
    if not base_iri:
        click.echo(f"IRIs begin with {base}: name your own by --base-iri.", err=True)
    format_ = format_ or _format_of(path)
    _check_options(format_, no_evidence=no_evidence, language=language)
    with closing(Store.open(database or settings.database, Model.of(Base))) as store:
        part, revision = Part(kinds_named(store.model, kinds), since=since), None
        if where is not None:
            # Only a filter needs the engine: without one, an export starts sooner.
            from cli.selecting import found
            from schema.engine import Engine

            (kind,) = kinds if len(kinds) == 1 else _one_kind()
            ids, revision = found(Engine(store, base, settings.limits), kind, where)
            part = replace(part, ids=ids)
        with store.snapshot(limit=float("inf")) as snapshot:
            if revision not in (None, snapshot.revision()):
                raise InvalidValue("--where: the graph was written to meanwhile: try again")
            if since is not None:
                _tell_of_the_gone(gone(snapshot, since), since, "RDF" if format_ in FORMATS else "the file")
            with _progress() as told:
                if format_ == CSV:
                    _write_tables(store, part, base, snapshot, path, told)
                    return
                if format_ in NETWORKS:
                    written = NETWORKS[format_]
                    pieces = network(store, written, part, base, language or FALLBACK_LANGUAGE, snapshot, told)
                else:
                    syntax, evidence = FORMATS[format_].syntax(store.model, base), not no_evidence
                    pieces = exported(store, syntax, part, evidence=evidence, snapshot=snapshot, told=told)
                with output(path) as file:
                    file.writelines(pieces)


def _format_of(path: Path | None) -> str:
    """Return the format that the suffix of a file says. Raises UsageError for one that no format has."""
    suffix = suffix_of(path)
    if suffix and suffix not in BY_SUFFIX:
        known = " ".join(BY_SUFFIX)
        raise click.UsageError(f"no format has the suffix {suffix}: name one by --format, or end the file in {known}")
    return BY_SUFFIX.get(suffix, DEFAULT)


def _check_options(format_: str, *, no_evidence: bool, language: str | None) -> None:
    """Refuse options that mean nothing in a format. Raises UsageError, InvalidValue."""
    if format_ not in FORMATS and no_evidence:
        raise click.UsageError(f"{format_} has no evidence in any case: leave out --no-evidence")
    if format_ not in NETWORKS and language is not None:
        raise click.UsageError(f"--language is for networks ({', '.join(NETWORKS)}): {format_} has all languages")
    if language is not None:
        Text("a text", language)


def _one_kind() -> NoReturn:
    raise click.UsageError("--where filters one kind: name it by --kind")


def _write_tables(store: Store, part: Part, base: str, snapshot: Snapshot, path: Path | None, told: Told) -> None:
    """Write a table a kind: to a folder, to a .zip, or the only one to a file or to standard output."""
    kinds = [each for each in store.model.concrete if part.kinds is None or each.name in part.kinds]
    if path is not None and path.suffix == ZIP:
        with output(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
            for kind in kinds:
                # Without a time of their own, so that the same graph is the same file.
                info = zipfile.ZipInfo(f"{kind.name}.csv")
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with zipped.open(info, "w", force_zip64=True) as entry:
                    entry.writelines(table(store, kind, part, base, snapshot, told))
        return
    if path is not None and (path.is_dir() or not path.suffix):
        try:
            path.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{path} cannot be made: {error.strerror}; choose another folder") from error
        for kind in kinds:
            with output(path / f"{kind.name}.csv") as file:
                file.writelines(table(store, kind, part, base, snapshot, told))
        return
    if len(kinds) > 1:
        raise click.UsageError("a table holds one kind: name it by --kind, or name a folder or a .zip by -o")
    with output(path) as file:
        file.writelines(table(store, kinds[0], part, base, snapshot, told))


def _tell_of_the_gone(number: int, since: int, what: str) -> None:
    if number:
        entities = "1 entity was" if number == 1 else f"{number:,} entities were"
        click.echo(f"{entities} withdrawn or merged since revision {since}: {what} has no word for that.", err=True)


@contextmanager
def _progress() -> Iterator[Told]:
    """Yield what is told how many more entities are written, and shows that on a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = SpinnerColumn(), TextColumn("{task.completed:,} entities"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda number: bars.advance(task, number)
