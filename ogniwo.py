"""The command line: `ogniwo serve`, `seed`, `check`, `stats`, `migrate`; others have modules in cli/."""

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from cli.commands import Commands, database_option
from cli.describing import DATASET, dataset_options, described
from graph import check as checks
from graph.errors import EmptyDatabase, OgniwoError
from graph.kinds import Model
from graph.model import Base
from graph.records import Quote
from graph.seeding.seeds import read_seeds
from graph.store import Store
from schema.limits import Limits
from settings import SEEDS, Settings, opened

base_iri_option = click.option("--base-iri", metavar="IRI", help="Under which entities have their IRIs.")
# Of uvicorn: no header names it, none is believed that a proxy may have set, and who waits at the end is soon answered.
SERVER: Mapping[str, Any] = {
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "proxy_headers": False,
    "ws": "none",
    "timeout_graceful_shutdown": 15,
    "timeout_worker_healthcheck": 60,  # a worker that takes long to begin is not dead
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what a user can cause ends in one line on stderr and a status that is not 0."""
    try:
        status = commands.main(arguments, prog_name="ogniwo", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        if status:
            sys.exit(status)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _fail(" ".join(error.format_message().split()), error.exit_code)
    except OgniwoError as error:
        _fail(" ".join(str(error).split()), 1)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", 130)
    except OSError as error:
        # There is no room for our output; stdout must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _fail(f"the output cannot be written: {error.strerror}", 1)


@click.group(
    help="A knowledge graph of institutions and their partnerships, with the words that prove every fact.",
    cls=Commands,
)
def commands() -> None:
    """Hold the commands."""


@commands.command()
@click.option("--host", help="Where to listen; 127.0.0.1 if nothing is said.")
@click.option("--port", type=click.IntRange(0, 65_535), help="On which port; 8000 if nothing is said.")
@database_option
@base_iri_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes.")
@click.option("--limit", "limits", metavar="NAME=VALUE", multiple=True, help="What a request may ask for; repeat it.")
@dataset_options
@click.option(
    "--dumps", metavar="FOLDER", help="Where files of the whole graph are made; else among the user's caches."
)
def serve(workers: int, limits: Sequence[str], **given: Any) -> None:
    """Serve the graph: GraphQL and its page at /graphql, linked data at /id and /data."""
    # Only this command needs the server: the others start sooner without it.
    import uvicorn

    from server import application
    from serving.workers import Workers

    said = {name: given.pop(name) for name in DATASET}
    given |= {"limits": _limits(limits), "dataset": described(Settings.from_environment().dataset, said)}
    settings = _settings(**given)
    with _listening(settings) as listening:
        settings = _settings(**{**given, "port": listening.getsockname()[1]})
        store = opened(settings.database)
        address = f"http://{settings.host}:{settings.port}/"
        click.echo(f"Ogniwo listens on {address} - Ctrl+C ends it.", err=True)
        if workers == 1:
            config = uvicorn.Config(application(settings, store), **SERVER)
            uvicorn.Server(config).run(sockets=[listening])
            return
        store.close()
        settings.to_environment()
        config = uvicorn.Config("server:app", **SERVER, workers=workers)
        Workers(config, [listening]).run()


@commands.command()
@database_option
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
def seed(database: str | None, sources: tuple[Path, ...]) -> None:
    """Fill the graph with seed files, or folders of them; with Ogniwo's own if none are named."""
    settings = _settings(database=database)
    model = Model.of(Base)
    read = read_seeds(sources or [SEEDS], model)
    try:
        store = Store.open(settings.database, model)
        revision = store.write(read)
    except EmptyDatabase:
        store = Store.create(settings.database, model, read)
        revision = store.revision()
    click.echo(
        "Nothing has changed." if revision is None else f"Revision {revision}: {_plural(len(read), 'document')}."
    )
    store.close()


@commands.command()
@database_option
@click.option("--sources", type=click.Path(path_type=Path), help="A folder of texts in which to find the quotes again.")
def check(database: str | None, sources: Path | None) -> None:
    """Check that every fact has evidence, that quotes stand in their texts, and that sums add up."""
    store = _store(_settings(database=database))
    console = Console(stderr=True)
    known = list(track(store.records(), "Reading", console=console, transient=True, disable=not console.is_terminal))
    evidence = [each for _, found in known for each in found]
    problems = [f"{name} ends before it begins" for name in checks.reversed_spans(record for record, _ in known)]
    if sources:
        texts = checks.texts_at_hand((record for record, _ in known if record.kind == "Document"), sources)
        problems += [str(error) for error in checks.missing_quotes(evidence, texts)]
        for name in checks.texts_not_at_hand(evidence, texts):
            click.echo(f"{name}: its text is not in {sources}, its quotes are not checked")
        found = sum(isinstance(each.proof, Quote) and each.document in texts for each in evidence)
        click.echo(f"{_plural(found, 'quote')} looked for in {_plural(len(texts), 'text')}.")
    for total in checks.sums(record for record, _ in known):
        click.echo(f"{'holds' if total.holds else 'differs'}: {total}")
    coverage = checks.coverage(known)
    click.echo(f"{coverage.proven} of {coverage.statements} statements have evidence{_percent(coverage)}.")
    if coverage.proven < coverage.statements:
        problems.append(f"{coverage.statements - coverage.proven} statements have no evidence")
    store.close()
    if problems:
        for problem in problems:
            click.echo(problem, err=True)
        raise OgniwoError(f"{_plural(len(problems), 'problem')} found")


@commands.command()
@database_option
def stats(database: str | None) -> None:
    """Print how large the graph is, kind by kind, and how much of it is proved."""
    settings = _settings(database=database)
    store = _store(settings)
    known = list(store.records())
    table = Table(title=Text(f"{store.name}, revision {store.revision()}"))
    for heading in ("kind", "entities", "statements", "with evidence"):
        table.add_column(heading, justify="left" if heading == "kind" else "right")
    for kind in store.model.concrete:
        of_kind = [each for each in known if each[0].kind == kind.name]
        coverage = checks.coverage(of_kind)
        table.add_row(kind.name, f"{len(of_kind):,}", f"{coverage.statements:,}", _share(coverage))
    coverage = checks.coverage(known)
    table.add_section()
    table.add_row("all", f"{len(known):,}", f"{coverage.statements:,}", _share(coverage), style="bold")
    Console().print(table)
    store.close()


@commands.command()
@database_option
def migrate(database: str | None) -> None:
    """Bring a database of an earlier version up to this one."""
    from graph.migrations import upgrade

    before, after = upgrade(_settings(database=database).database)
    click.echo(f"Nothing to do: the schema is {after}." if before == after else f"Schema {before} is now {after}.")


def _settings(**given: Any) -> Settings:
    """Return the settings of the environment, those that are given in their place."""
    environment = Settings.from_environment()
    named = {name: value for name, value in given.items() if value is not None}
    kept = {name: getattr(environment, name) for name in ("database", "host", "port", "limits", "dataset")}
    if os.environ.get("OGNIWO_BASE_IRI"):
        kept["base_iri"] = environment.base_iri
    return Settings.of(**{**kept, **named})


def _limits(named: Sequence[str]) -> Limits:
    """Return the limits of the environment, those that are named as NAME=VALUE in their place."""
    given = {}
    for each in named:
        name, _, value = each.partition("=")
        given[name.strip()] = value.strip()
    return Settings.from_environment().limits.changed(given)


def _store(settings: Settings) -> Store:
    return Store.open(settings.database, Model.of(Base))


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise OgniwoError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose others by --host and --port"
        ) from error
    return listening


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _share(coverage: checks.Coverage) -> str:
    return f"{coverage.proven / coverage.statements:.1%}" if coverage.statements else "-"


def _percent(coverage: checks.Coverage) -> str:
    return f" ({_share(coverage)})" if coverage.statements else ""


def _fail(message: str, status: int) -> None:
    click.echo(f"ogniwo: {message}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
