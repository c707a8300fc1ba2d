"""An import that is killed at any moment leaves whole batches, and the same command ends it as if nothing had been."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cluster import SQLITE, Databases
from forks import Fork, Forks
from imports import PROJECTS, held, table_of
from sqlalchemy import create_engine, text

from graph.kinds import Model
from graph.store import Store

HOME = Path(__file__).parent.parent
ROWS, BATCH = 400, 10
KILLS = {SQLITE: 16, "postgresql": 4}
# Times, and what tells one piece of evidence from another: who has not forgotten what was said writes it in other order.
APART = {"revision": ("time",), "evidence": ("key",)}
TIMEOUT = 60


def table(rows: int) -> str:
    """Return a file of rows good, bad and repeated, some of which speak of one body by other names."""
    chance = random.Random(4)
    cells = []
    for number in range(1, rows + 1):
        kind = chance.randrange(12)
        id_ = number - 1 if kind == 0 else number
        start = "2015-02-31" if kind == 1 else f"2015-01-{number % 28 + 1:02}"
        budget = "94 856,52,24" if kind == 2 else f"{number},50"
        body = chance.randrange(60)
        partner = f"Also {body}" if kind in {3, 4} else f"Body {body}"
        wikidata = f"Q{body + 1}" if kind in {3, 5, 6} else ""
        cells.append(
            [str(id_), "" if kind == 7 else f"Title {number}", start, budget, partner, f"Town {body % 7}", wikidata]
        )
    return table_of(cells)


def _heed_interrupts() -> None:
    # A shell that runs the tests in the background has its children, and theirs, ignore SIGINT.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class Command:
    """`ogniwo import` of one table into one database, in a folder."""

    folder: Path
    url: str
    options: tuple[str, ...] = ("--batch", str(BATCH))
    size: int = ROWS

    def begun(self) -> subprocess.Popen[bytes]:
        """Begin it as people do."""
        return subprocess.Popen(
            [sys.executable, "-m", "ogniwo", *self._arguments()],
            cwd=self.folder,
            env={**environment(), "PYTHONPATH": str(HOME)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_heed_interrupts,
        )

    def forked(self, forks: Forks) -> Fork:
        """Begin it where everything is imported already."""
        return forks.begun(self.folder, self._arguments())

    def _arguments(self) -> list[str]:
        (self.folder / "mapping.yaml").write_text(PROJECTS, encoding="utf-8")
        (self.folder / "list.csv").write_text(table(self.size), encoding="utf-8")
        options = ("--database", self.url, "--report", "report.json", "--quiet", *self.options)
        return ["import", *options, "mapping.yaml", "list.csv"]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        engine = create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(text(statement))]
        engine.dispose()
        return found

    def passed(self) -> int | None:
        """Return after how many rows the import would go on; None if it is not under way."""
        found = self.rows('SELECT state FROM "import"')
        return json.loads(found[0][0])["passed"][1] if found else None

    def tables(self, model: Model) -> dict[str, Any]:
        """Return all that the database holds, but for what may differ."""
        made = {}
        for each in model.metadata.sorted_tables:
            columns = ", ".join(f'"{c.name}"' for c in each.columns if c.name not in APART.get(each.name, ()))
            made[each.name] = sorted(map(repr, self.rows(f'SELECT {columns} FROM "{each.name}"')))
        return made

    def report(self) -> Any:
        """Return what the import reports, but for times and places."""
        report = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        for each in report["tables"]:
            del each["seconds"], each["rowsPerSecond"], each["rejectsFile"], each["omissionsFile"]
        return report

    def aside(self) -> dict[str, str]:
        """Return the files of rows that were put aside, finished or not."""
        return {each.name: each.read_text(encoding="utf-8") for each in self.folder.glob("*list.csv.*")}


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("OGNIWO_")}


@pytest.fixture
def forks() -> Iterator[Forks]:
    made = Forks(environment())
    yield made
    made.close()


@pytest.fixture
def command(databases: Databases, model: Model, tmp_path: Path) -> Iterator[Callable[[str], Command]]:
    """Make a command in a folder of its own, and an empty graph for it."""
    made: list[Command] = []

    def of(name: str) -> Command:
        folder = tmp_path / name
        folder.mkdir()
        url = databases.new()
        Store.create(url, model).close()
        made.append(Command(folder, url))
        return made[-1]

    yield of
    for each in made:
        databases.remove(each.url)


def spoken(command: Command, model: Model) -> dict[int, set[str]]:
    """Return the projects and participations that the graph holds, by the row that gave them."""
    store = Store.open(command.url, model)
    found: dict[int, set[str]] = {}
    for name, (_, evidence) in held(store).items():
        for each in evidence if name.startswith(("project/", "participation/")) else ():
            found.setdefault(int(each.proof.row), set()).add(name)
    store.close()
    return found


def disturbed(command: Command, process: Fork, goal: int, seconds: float) -> int | None:
    """Kill an import some time after it has passed some rows; return its status if it has ended before."""
    while (status := process.ended(0.01)) is None and (command.passed() or 0) < goal:
        pass
    if status is None and (status := process.ended(seconds if goal < ROWS else TIMEOUT)) is None:
        process.kill()
    return status


def test_kills_leave_whole_batches_and_the_same_end(
    databases: Databases, command: Callable[[str], Command], model: Model, forks: Forks
):
    undisturbed = command("undisturbed")
    process = undisturbed.forked(forks)
    assert process.ended(TIMEOUT) == 3, process.errors()
    whole, tables = spoken(undisturbed, model), undisturbed.tables(model)
    chance, kills, ends, midway = random.Random(7), 0, 0, 0
    while kills < KILLS[databases.name]:
        killed, was_done, passed = command(f"killed-{ends}"), False, None
        while True:
            process = killed.forked(forks)
            # Not after some time: how long it takes depends on what else the machine does.
            goal = max(0, (passed or 0) + chance.randrange(-20, ROWS // 4)) if kills < KILLS[databases.name] else ROWS
            status = disturbed(killed, process, goal, chance.uniform(0, 0.1))
            if status is None:
                kills += 1
                passed = killed.passed()
                assert passed is None or passed % BATCH == 0
                midway += bool(passed) and passed < ROWS
                found = spoken(killed, model)
                # It may be that all but the report is written: then it begins anew, and has nothing to write.
                was_done = was_done or (passed is None and bool(found))
                reached = ROWS if was_done else passed or 0
                assert found == {row: names for row, names in whole.items() if row <= reached}
            else:
                assert status == 3, process.errors()
                break
        ends += 1
        found = killed.tables(model)
        assert {name: set(found[name]) ^ set(tables[name]) for name in tables if found[name] != tables[name]} == {}
        assert killed.aside() == undisturbed.aside()
        if not was_done:
            assert killed.report() == undisturbed.report()
    assert midway, "every import ended before it was killed"


@pytest.mark.parametrize("options", [(), ("--batch", "100")], ids=["whole", "by batches"])
def test_an_interrupted_import_says_so_and_leaves_nothing_half_written(
    command: Callable[[str], Command], model: Model, options: tuple[str, ...]
):
    interrupted = replace(command("interrupted"), options=options, size=4_000)
    process = interrupted.begun()
    while process.poll() is None and not [*interrupted.folder.glob(".*.part")]:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, errors.strip()) == (130, b"ogniwo: interrupted")
    passed = interrupted.passed()
    assert passed is None if not options else passed % 100 == 0
    assert max(spoken(interrupted, model), default=0) <= (passed or 0)
    assert not (interrupted.folder / "report.json").exists()
    assert len([*interrupted.folder.glob("*.rejected.csv")]) == 0
    assert len([*interrupted.folder.glob(".*.part")]) == bool(options)
