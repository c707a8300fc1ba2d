"""`ogniwo merge` and `unmerge`: two entities that people found to be one, and back."""

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from cli.commands import database_option
from graph.errors import InvalidValue, OgniwoError, SourceError
from graph.identity import Meant
from graph.kinds import Model
from graph.model import Base
from graph.store import Store
from graph.values import EntityId
from settings import Settings

SAME, DIFFERENT = "same", "different"
DECISIONS = {"": False, DIFFERENT: False, SAME: True}
NEEDED = ("decision", "keep", "other")


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of a reviewed list that says of two entities that they are one."""

    line: int
    keep: EntityId
    other: EntityId
    reason: str


@click.command()
@database_option
@click.argument("keep", required=False)
@click.argument("other", required=False)
@click.option("--reason", default="", help="Why, for the revision to tell.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    help="A list of `match --format csv`, with `same` or `different` as the decision of each line.",
)
def merge(database: str | None, keep: str | None, other: str | None, reason: str, file: Path | None) -> None:
    """Make one of two entities: KEEP keeps its id, and the id of OTHER leads to it from now on."""
    if (file is None) == (keep is None or other is None) or (file and (keep or reason)):
        raise click.UsageError("name two ids, or a reviewed list by --file")
    decided = list(_decisions(file)) if file else [Decision(0, _id(keep), _id(other), reason)]
    with closing(_store(database)) as store:
        for at, each in enumerate(decided):
            try:
                click.echo(_merged(store, each))
            except OgniwoError as error:
                if file is None:
                    raise
                raise SourceError(str(file), each.line, f"{error}; {at} merged before, none after it") from error
    if not decided:
        click.echo("Nothing to do: no line has the decision `same`.")


@click.command()
@database_option
@click.argument("other")
def unmerge(database: str | None, other: str) -> None:
    """Undo a merge: OTHER is an entity of its own again, and each has what its documents said of it."""
    with closing(_store(database)) as store:
        click.echo(f"Revision {store.unmerge(_id(other))}: {other} is an entity of its own again.")


def _store(database: str | None) -> Store:
    return Store.open(database or Settings.from_environment().database, Model.of(Base))


def _id(text: str | None) -> EntityId:
    return EntityId(text or "")


def _merged(store: Store, decision: Decision) -> str:
    """Merge, and return what became of it. A line above, or an earlier run, may have merged either of the two."""
    keep, other = decision.keep, decision.other
    if decision.line:
        keep, other = ((store.meant(each) or Meant(each, is_there=False)).id for each in (keep, other))
        if keep == other:
            return f"{decision.other} is {keep} already."
    return f"Revision {store.merge(keep, other, decision.reason)}: {other} is now {keep}."


def _decisions(path: Path) -> Iterator[Decision]:
    """Yield what a reviewed list says is one. Raises SourceError, InvalidValue for what it should not say."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                raise SourceError(
                    str(path), 1, f"there is no column {missing[0]}; wanted is a list of `match --format csv`"
                )
            for row in reader:
                yield from _decision(path, reader.line_num, row)
    except OSError as error:
        raise InvalidValue(f"{path} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidValue(f"{path} is no CSV in UTF-8: {error}") from error


def _decision(path: Path, line: int, row: dict[str, str]) -> Iterator[Decision]:
    said = (row["decision"] or "").strip().lower()
    if said not in DECISIONS:
        raise SourceError(str(path), line, f"the decision is {said[:40]!r}; write {SAME}, {DIFFERENT} or nothing")
    if DECISIONS[said]:
        try:
            yield Decision(line, _id(row["keep"]), _id(row["other"]), (row.get("reason") or "").strip())
        except InvalidValue as error:
            raise SourceError(str(path), line, str(error)) from error
