"""`ogniwo import`: the tables that people have, into the graph by a mapping."""

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from cli.commands import database_option
from cli.display import report_shown, watch
from graph.errors import InvalidValue, SourceError
from graph.importing.files.rows import Table, TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import Mapping, read_mapping
from graph.importing.language.mapping_schema import mapping_schema
from graph.importing.language.table_mapping import TableMapping
from graph.importing.places.gazetteer import Gazetteer
from graph.importing.rdf.limits import DEFAULTS
from graph.importing.rdf.parsing import SUFFIXES, format_of
from graph.importing.rdf.runs import RdfRun
from graph.importing.rdf.subjects import Subjects
from graph.importing.rejects import origin, plain
from graph.importing.run import Options, Run
from graph.importing.slugs import slug
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.store import Store
from graph.values import EntityId, PartialDate
from settings import MAPPINGS, Settings, cache_folder, opened

OURS = ", ".join(sorted(each.stem for each in MAPPINGS.glob("*.yaml")))
ROWS_REJECTED = 3  # the status by which a script learns of it


class Date(click.ParamType[PartialDate]):
    """A date as precise as it is known."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """Read it."""
        try:
            return PartialDate(value)
        except InvalidValue as error:
            self.fail(str(error), param, ctx)


def _print_schema(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(json.dumps(mapping_schema(Model.of(Base)), ensure_ascii=False, indent=2))
        context.exit()


@click.command("import", epilog=f"Mappings that come along: {OURS}.")
@database_option
@click.option(
    "--batch",
    type=click.IntRange(1, 100_000),
    metavar="ROWS",
    help="Keep what is written after so many rows, and go on from there if the import is ended; else all or nothing.",
)
@click.option("--remove-vanished", is_flag=True, help="Take out whom an earlier file spoke of and this one does not.")
@click.option("--published", type=Date(), help="When the files were published: 2024, 2024-05 or 2024-05-31.")
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder for rows to be mended; this one if none is named.",
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what was done to a JSON file.")
@click.option("--quiet", is_flag=True, help="Show nothing but errors.")
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="Print the JSON Schema of mappings, for editors, and end.",
)
@click.option("--base-iri", metavar="IRI", help="Of RDF: under which our own entities have their IRIs.")
@click.option("--document", metavar="ID", help="Of RDF of others: the document that it is; by its name if not said.")
@click.option("--limit", "limits", metavar="NAME=VALUE", multiple=True, help="Of RDF: what a file may take; repeat it.")
@click.argument("names", nargs=-1, required=True, metavar="[MAPPING] FILES...", type=click.Path(path_type=Path))
def import_(
    database: str | None,
    batch: int | None,
    remove_vanished: bool,
    published: PartialDate | None,
    rejects: Path,
    report: Path | None,
    quiet: bool,
    names: Sequence[Path],
    **of_rdf: Any,
) -> None:
    """Bring FILES into the graph as MAPPING says: a YAML file, or the name of one that comes along.

    Files of RDF (.ttl, .nt, .jsonld, .rdf, .trig, also with .gz) want no mapping: what Ogniwo exported comes back as it
    was, and of what others say in the same vocabularies, what the model knows.

    The status is 0 if every row came in, and 3 if rows were rejected: they are in files, to be mended and imported.
    """
    if len(names) == 1 and not format_of(names[0]):
        raise click.UsageError("Missing argument 'FILES...': a mapping wants tables.")
    settings = Settings.from_environment()
    options = Options(batch or Options().batch, batch is not None, remove_vanished, published)
    model = Model.of(Base)
    gc.freeze()  # what is here by now stays, and need not be looked through again and again
    gc.set_threshold(100_000, 50, 1_000)
    with ExitStack() as whole:
        run: Run
        if format_of(names[0]):
            subjects = whole.enter_context(closing(_subjects(names, model, settings, **of_rdf)))
            store = whole.enter_context(closing(opened(database or settings.database)))
            subjects.known = _known(store)
            run = RdfRun(store, subjects, rejects, options)
        else:
            meaning = read_mapping(_named(names[0]), model, whole.enter_context(_places()))
            parts = _parts(meaning, names[1:])
            store = whole.enter_context(closing(opened(database or settings.database)))
            run = Run(store, meaning, parts, rejects, options)
        watch(run, Console(stderr=True), quiet)
    if report:
        run.report.write(report)
    if not quiet:
        Console().print(report_shown(run.report))
    if rejected := [each for each in run.report.tables if each.rejected]:
        number, read = (sum(getattr(each, name) for each in rejected) for name in ("rejected", "read"))
        click.echo(
            f"ogniwo: {number:,} of {read:,} rows were rejected: {', '.join(each.rejects for each in rejected)}",
            err=True,
        )
        raise click.exceptions.Exit(ROWS_REJECTED)


def _subjects(
    files: Sequence[Path],
    model: Model,
    settings: Settings,
    base_iri: str | None,
    document: str | None,
    limits: Sequence[str],
) -> Subjects:
    """Open files of RDF. Raises SourceError, InvalidValue."""
    for file in files:
        if not format_of(file):
            raise SourceError(str(file), 1, f"is no RDF, as others are: its name ends in none of {', '.join(SUFFIXES)}")
    base = Settings.of(base_iri=base_iri).base_iri if base_iri else settings.base_iri
    name = EntityId(document or f"document/{slug('-'.join(file.name.removesuffix('.gz') for file in files)) or 'rdf'}")
    if name.prefix != "document":
        raise InvalidValue(f"{name} is not the id of a document, such as document/projects-2024")
    said = dict(each.partition("=")[::2] for each in limits)
    return Subjects(files, model, base, name, DEFAULTS.changed(said))


def _known(store: Store) -> Callable[[EntityId | Identifier], bool]:
    """Return what tells whether an entity, or somebody who bears an identifier, is in a graph."""

    def known(wanted: EntityId | Identifier) -> bool:
        if isinstance(wanted, Identifier):
            with store.writing() as writer:
                return bool(writer.bearers([wanted]))
        meant = store.meant(wanted)
        return meant is not None and meant.is_there

    return known


def _named(mapping: Path) -> Path:
    """Return the file of a mapping: one of ours if it is named so and there is no such file here."""
    ours = MAPPINGS / f"{mapping}.yaml"
    return ours if len(mapping.parts) == 1 and not mapping.exists() and ours.is_file() else mapping


def _parts(meaning: Mapping, files: Sequence[Path]) -> list[tuple[TableMapping, Table]]:
    """Open the files in the order of the mapping's tables. Raises SourceError for one that is of none."""
    read: list[tuple[TableMapping, Table]] = []
    for file in files:
        name, only = origin(file) or (file.name, None)  # rejects are mended for the table that they are of
        tables = [each for each in meaning.tables_of(name) if only in {None, plain(each.name)}]
        if not tables:
            wanted = ", ".join(dict.fromkeys(each.file for each in meaning.tables.values()))
            raise SourceError(str(file), 1, f"is of no table of {meaning.path.name}, which wants {wanted}: rename it")
        for table in tables:
            source = open_table(file, TableOptions(**table.options))
            table.check(str(file), source.columns)
            read.append((table, source))
    order = list(meaning.tables)
    return sorted(read, key=lambda each: order.index(each[0].name))


class _Places:
    """The gazetteer, opened when a mapping asks for it."""

    def __init__(self) -> None:
        self._open: Gazetteer | None = None

    def __call__(self) -> Gazetteer:
        self._open = self._open or Gazetteer.open(cache_folder())
        return self._open

    def close(self) -> None:
        if self._open:
            self._open.close()


@contextmanager
def _places() -> Iterator[_Places]:
    places = _Places()
    try:
        yield places
    finally:
        places.close()
