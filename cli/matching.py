"""`ogniwo match`: which organisations may be one, for people to decide."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.commands import database_option
from cli.selecting import found as ids_found
from graph.exporting.tables import harmless
from graph.kinds import Model
from graph.matching.candidates import THRESHOLD, Candidate, candidates
from graph.matching.organizations import Organization, organizations
from graph.model import Base
from graph.store import Store
from schema.engine import Engine
from settings import Settings

KINDS = ("Organization", "Institution", "Foundation")
COLUMNS = (
    "decision", "score", "keep", "keep_name", "keep_place", "other", "other_name", "other_place", "reasons",
)  # fmt: skip

Row = Mapping[str, Any]


@click.command()
@database_option
@click.option("--kind", type=click.Choice(KINDS), default="Organization", show_default=True, help="Of which kind.")
@click.option(
    "--where", metavar="FILTER", help="Only those that a GraphQL filter finds: '{place: {under: \"place/pl\"}}'."
)
@click.option("--threshold", type=click.FloatRange(0, 1), default=THRESHOLD, show_default=True, help="The least score.")
@click.option("--limit", type=click.IntRange(1), default=1_000, show_default=True, help="At most so many pairs.")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
def match(database: str | None, kind: str, where: str | None, threshold: float, limit: int, format_: str) -> None:
    """List the pairs of organisations that may be one, with a score and the reasons. Nothing is merged."""
    settings = Settings.from_environment()
    with closing(Store.open(database or settings.database, Model.of(Base))) as store:
        ids = None if where is None else ids_found(Engine(store, settings.base_iri, settings.limits), kind, where)[0]
        known = organizations(store, store.model.kinds[kind], ids)
    found = candidates({name: each.named for name, each in known.items()}, threshold, limit)
    FORMATS[format_]([_row(candidate, known) for candidate in found])


def _row(candidate: Candidate, known: Mapping[str, Organization]) -> Row:
    """Return what is told of a pair, the one of which more is known as the one to keep."""
    pair = sorted((candidate.id, candidate.other), key=lambda name: (*(-each for each in known[name].known), name))
    (keep, kept), (other, lost) = ((name, known[name]) for name in pair)
    values = ("", candidate.score, keep, kept.label, kept.place, other, lost.label, lost.place, candidate.reasons)
    return dict(zip(COLUMNS, values, strict=True))


def _as_table(rows: Sequence[Row]) -> None:
    table = Table(title=Text(f"{len(rows):,} pair{'' if len(rows) == 1 else 's'} that may be one"), show_lines=True)
    for heading in ("score", "keep", "other", "reasons"):
        table.add_column(heading, justify="right" if heading == "score" else "left", overflow="fold")
    for row in rows:
        one, two = (_called(row, side) for side in ("keep", "other"))
        table.add_row(f"{row['score']:.3f}", Text(one), Text(two), Text("; ".join(row["reasons"])))
    Console().print(table)


def _called(row: Row, side: str) -> str:
    place = f" ({row[f'{side}_place']})" if row[f"{side}_place"] else ""
    return f"{row[f'{side}_name']}{place}\n{row[side]}"


def _as_csv(rows: Sequence[Row]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: Any) -> Any:
    text = "; ".join(value) if isinstance(value, tuple) else value
    return harmless(text) if isinstance(text, str) else text


def _as_lines(rows: Sequence[Row]) -> None:
    for row in rows:
        click.echo(json.dumps({name: value for name, value in row.items() if name != "decision"}, ensure_ascii=False))


FORMATS: Mapping[str, Callable[[Sequence[Row]], None]] = {"table": _as_table, "csv": _as_csv, "jsonl": _as_lines}
