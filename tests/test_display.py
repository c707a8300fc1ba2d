"""What a terminal shows of an import, and what is shown where there is none."""

import io

import pytest
from rich.console import Console

from cli.display import report_shown, watch
from graph.importing.drafts import Problem
from graph.importing.report import FileRead, Progress, Report, TableReport, Unaccounted

EVENTS = [Progress("towns", 0, 100, 0, 0), Progress("towns", 50, 100, 1_500, 2), Progress("towns", 100, 100, 3_000, 7)]


def seen(*, terminal: bool, quiet: bool = False) -> str:
    out = io.StringIO()
    watched = iter(EVENTS)
    watch(watched, Console(file=out, force_terminal=terminal, width=120, color_system=None), quiet)
    assert next(watched, None) is None
    return out.getvalue()


def test_a_terminal_shows_how_far_an_import_is():
    shown = seen(terminal=True)
    for each in ("towns", "100%", "3,000 rows", "/s", "7 rejected"):
        assert each in shown


def test_nothing_is_shown_in_quiet_or_without_a_terminal():
    assert seen(terminal=False) == ""
    assert seen(terminal=True, quiet=True) == ""


def printed(report: Report) -> str:
    out = io.StringIO()
    Console(file=out, width=150, color_system=None).print(report_shown(report))
    return out.getvalue()


def test_the_report_shows_counts_problems_and_files():
    table = TableReport(
        "towns", [FileRead("towns.csv", "ab" * 32, 1_234)], read=2_000, written=1_990, unchanged=9, seconds=2
    )
    table.reject(Problem(17, "country", "[bold]\x1b[31mRuritania", "is no [red]country"))
    table.omit(Problem(18, "place", "Dębica", "is two places"))
    table.entities.update(City=1_500)
    table.rejects = "towns.csv.towns.rejected.csv"
    shown = printed(Report("document/towns", [table], vanished=[f"city/{number}" for number in range(30)]))
    for each in (
        "2,000",
        "1,990",
        "1,000",
        "country",
        "is no [red]country",
        "row 17: [bold]",
        "is two places",
        "1,500",
        "1,234 bytes",
        "ab" * 32,
        "30 entities are no longer",
        "city/9 …",
        "towns.csv.towns.rejected.csv",
    ):
        assert each in shown
    assert "\x1b" not in shown


def test_counts_can_be_read_on_a_narrow_terminal():
    out = io.StringIO()
    table = TableReport("organizations of schema 1", read=1_234_567, written=1_234_567, seconds=98.7)
    Console(file=out, width=80, color_system=None).print(report_shown(Report("document/ror", [table])))
    for each in ("1,234,567", "98.7", "12,508", "schema 1"):
        assert each in out.getvalue()


def test_a_report_that_does_not_add_up_is_not_shown():
    with pytest.raises(Unaccounted):
        printed(Report("document/towns", [TableReport("towns", read=1)]))


def test_an_empty_report_is_shown():
    assert "document/towns" in printed(Report("document/towns"))
