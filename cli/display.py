"""What an import shows on a terminal: how far it is, and at its end what became of the rows."""

from collections.abc import Iterable, Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from graph.importing.report import Progress, Report, TableReport, shown

COUNTS = ("read", "written", "unchanged", "rejected", "set aside", "omitted values")
VANISHED = 10  # ids of those that vanished
GROUPS = 8  # sorts of problem; the file and the report have all


def watch(events: Iterable[Progress], console: Console, quiet: bool = False) -> None:
    """Follow an import to its end; on a terminal show for each table how far it is, unless it should be quiet."""
    if quiet or not console.is_terminal:
        for _ in events:
            pass
        return
    with Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        _Rows(),
        TimeRemainingColumn(),
        console=console,
    ) as bars:
        tasks: dict[str, TaskID] = {}
        for event in events:
            if event.table not in tasks:
                tasks[event.table] = bars.add_task(event.table, total=None, rows=0, rejected=0)
            bars.update(
                tasks[event.table],
                total=max(event.size, 1),
                completed=event.position if event.size else 1,
                rows=event.rows,
                rejected=event.rejected,
            )


def report_shown(report: Report) -> RenderableType:
    """Return what an import did: a table of counts, one of problems and one of values left out, and what vanished.

    Raises Unaccounted.
    """
    parts = [_counts(report)]
    parts += [each for table in report.tables for each in _problems(table)]
    parts += [_triples(table.triples) for table in report.tables if table.triples]
    if report.tables and (entities := _entities(report)):
        parts.append(entities)
    files = {each.name: each for table in report.tables for each in table.files}
    parts += [Text(f"{each.name}: {each.size:,} bytes, SHA-256 {each.checksum}") for each in files.values()]
    if report.vanished:
        named = ", ".join(report.vanished[:VANISHED]) + (" …" if len(report.vanished) > VANISHED else "")
        parts.append(Text(f"{len(report.vanished):,} entities are no longer in the table: {named}"))
    return Group(*parts)


def _triples(counts: Mapping[str, int]) -> RenderableType:
    """Return what became of the triples of RDF."""
    said = {"taken": "taken", "left": "left", "ofRejected": "of rejected subjects", "again": "said twice"}
    told = ", ".join(f"{counts[name]:,} {words}" for name, words in said.items() if counts[name] or name == "taken")
    return Text(f"{counts['read']:,} triples: {told}")


class _Rows(ProgressColumn):
    """Rows so far, in a second, and rejected."""

    def render(self, task: Task) -> Text:
        rows, rejected = task.fields["rows"], task.fields["rejected"]
        rate = f", {rows / task.elapsed:,.0f}/s" if task.elapsed else ""
        text = Text(f"{rows:,} rows{rate}")
        return text.append(f", {rejected:,} rejected", style="red") if rejected else text


def _counts(report: Report) -> RenderableType:
    table = Table(title=Text(report.document), box=SIMPLE_HEAD, padding=0, pad_edge=False)
    table.add_column("table", min_width=8, overflow="fold")
    for heading in (*COUNTS, "seconds", "rows/s"):
        table.add_column(heading.replace(" ", "\n"), justify="right", no_wrap=True)
    for each in report.tables:
        counts = (each.accounted, each.written, each.unchanged, each.rejected, each.set_aside, each.omitted)
        numbers = [f"{count:,}" for count in counts]
        table.add_row(Text(each.table), *numbers, f"{each.seconds:,.1f}", f"{each.rate:,.0f}")
    return table


def _problems(report: TableReport) -> Iterator[RenderableType]:
    """Yield why rows were rejected and values left out, and where they stand to be mended."""
    for title, groups, file in (
        ("rows rejected", report.problems, report.rejects),
        ("values left out", report.left_out, report.omissions),
    ):
        if not groups:
            continue
        table = Table(title=Text(f"{report.table}: {title}"), caption=Text(f"all of them: {file}") if file else None)
        for heading in ("count", "column", "reason", "for example"):
            table.add_column(heading, justify="right" if heading == "count" else "left")
        for group in groups[:GROUPS]:
            first = group.examples[0]
            example = Text(f"row {first.number}: {first.value[:60]}" if first.value else f"row {first.number}")
            table.add_row(f"{group.count:,}", Text(shown(group.column)), Text(group.reason), example)
        others = sum(group.count for group in groups[GROUPS:])
        if others:
            table.add_row(f"{others:,}", "", Text(f"of {len(groups) - GROUPS:,} other sorts"), "")
        yield table


def _entities(report: Report) -> RenderableType | None:
    """Return how many entities of each kind each table gave."""
    rows = [
        (each.table, kind, count) for each in report.tables for kind, count in sorted(each.entities.items()) if count
    ]
    if not rows:
        return None
    table = Table(title="entities written")
    for heading in ("table", "kind", "entities"):
        table.add_column(heading, justify="right" if heading == "entities" else "left")
    for name, kind, count in rows:
        table.add_row(Text(name), kind, f"{count:,}")
    return table
