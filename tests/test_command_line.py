"""The command line, as people meet it: its output, its status, and one line where something is wrong.

What depends on a whole process is tried in one; the many ways to go wrong are tried in this one, which takes no second.
"""

import os
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

import httpx2
import pyoxigraph
import pytest
import rdflib
from cluster import Databases

import server
from graph.store import SCHEMA_VERSION
from ogniwo import main

HOME = Path(__file__).parent.parent
SHARED = HOME.parent / "shared"
COMMANDS = ("export", "check", "stats", "migrate")
BASE = "https://example.org/"
SLOWER = 4  # than what issue 2 wants: it is not measured here, only that nothing went astray
TURTLE, NTRIPLES = pyoxigraph.RdfFormat.TURTLE, pyoxigraph.RdfFormat.N_TRIPLES
TIMEOUT = 60

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def environment(settings: dict[str, str]) -> dict[str, str]:
    """Return this environment with no settings of Ogniwo but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OGNIWO_")}
    named = {f"OGNIWO_{name.upper()}": value for name, value in settings.items()}
    return {**kept, "PYTHONPATH": str(HOME), "PYTHONIOENCODING": "utf-8", **named}


def ogniwo(*arguments: object, cwd: Path, output: int | IO[bytes] = subprocess.PIPE, **settings: str) -> Done:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "ogniwo", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(settings),
        stdout=output,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; an exception that it does not handle is raised in the test."""

    def run(*arguments: object, cwd: Path, **settings: str) -> Done:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(os, "environ", environment(settings))
        status = 0
        try:
            main([str(each) for each in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Done(arguments, status, *capfd.readouterr())

    return run


def succeeded(done: Done) -> str:
    """Check that a command succeeded, and return its output."""
    assert done.returncode == 0, done.stderr
    assert [each for each in done.stderr.splitlines() if not each.startswith("IRIs begin with")] == []
    return done.stdout


def failed(done: Done) -> str:
    """Check that a command failed and said why in one line, and return the line."""
    assert done.returncode in {1, 2}, done.stdout
    lines = [each for each in done.stderr.splitlines() if not each.startswith("IRIs begin with")]
    assert len(lines) == 1, lines
    assert lines[0].startswith("ogniwo: ")
    assert not re.search(r"Traceback|\w+Error\b|\.py\b|site-packages", lines[0])
    return lines[0]


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Allow processes that were started so much of the processor, which others cannot take from them."""

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    yield
    assert spent() - before < seconds * SLOWER


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `ogniwo seed` was run."""
    folder = tmp_path_factory.mktemp("seeded")
    with within(2):
        said = succeeded(ogniwo("seed", cwd=folder))
    assert said == "Revision 1: 10 documents.\n"
    assert files(folder) == {"ogniwo.db"}
    return folder


@pytest.fixture(scope="module")
def exported(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The whole graph in Turtle."""
    folder = tmp_path_factory.mktemp("exported")
    with within(1):
        succeeded(ogniwo("export", "-o", folder / "graph.ttl", cwd=seeded, base_iri=BASE))
    assert files(folder) == {"graph.ttl"}
    return (folder / "graph.ttl").read_bytes()


@pytest.fixture
def graph(seeded: Path, tmp_path: Path) -> Path:
    """A folder with a graph to damage."""
    (tmp_path / "ogniwo.db").write_bytes((seeded / "ogniwo.db").read_bytes())
    return tmp_path


def give_version(version: str, graph: Path) -> None:
    connection = sqlite3.connect(graph / "ogniwo.db")
    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.commit()
    connection.close()


# --- seed, export, check, stats, migrate -----------------------------------------------------------------------------


def test_seeding_again_changes_nothing(seeded: Path):
    assert succeeded(ogniwo("seed", cwd=seeded)) == "Nothing has changed.\n"


def test_what_goes_to_standard_output_is_what_goes_to_a_file_byte_for_byte(seeded: Path, exported: bytes):
    assert succeeded(ogniwo("export", "--base-iri", BASE, cwd=seeded)).encode() == exported


def triples(text: bytes, syntax: pyoxigraph.RdfFormat) -> list[str]:
    """Read a document as a strict parser does."""
    return [str(quad.triple) for quad in pyoxigraph.parse(text, syntax)]


def test_turtle_and_n_triples_are_one_graph_to_every_reader(seeded: Path, exported: bytes, here: Run):
    lines = succeeded(here("export", "--format", "ntriples", "--base-iri", BASE, cwd=seeded)).encode()
    assert set(triples(lines, NTRIPLES)) == set(triples(exported, TURTLE))
    assert len(triples(lines, NTRIPLES)) == len(set(lines.splitlines()))
    assert not any(b"_:" in line.split(b'"')[0] for line in lines.splitlines())
    read = rdflib.Graph().parse(data=exported, format="turtle")
    assert set(read) == set(rdflib.Graph().parse(data=lines, format="nt"))


def test_without_evidence_what_is_left_is_in_the_whole(seeded: Path, exported: bytes, here: Run):
    bare = set(triples(succeeded(here("export", "--no-evidence", cwd=seeded, base_iri=BASE)).encode(), TURTLE))
    assert bare < set(triples(exported, TURTLE))
    assert not any("/ns/prov#" in each or "/ns/oa#" in each for each in bare)


def test_who_names_no_base_is_told_what_the_iris_begin_with(seeded: Path, here: Run):
    done = here("export", "--format", "ntriples", cwd=seeded)
    assert done.stderr == "IRIs begin with http://127.0.0.1:8000/: name your own by --base-iri.\n"
    assert done.stdout.startswith("<http://127.0.0.1:8000/id/")


def test_an_option_goes_before_a_setting(seeded: Path, here: Run):
    said = succeeded(here("export", "--base-iri", BASE, cwd=seeded, base_iri="https://other.example/"))
    assert "other.example" not in said


def test_check_finds_evidence_for_everything(seeded: Path, here: Run):
    said = succeeded(here("check", cwd=seeded))
    found = re.search(r"^([\d,]+) of ([\d,]+) statements have evidence \(100\.0%\)\.$", said, re.MULTILINE)
    assert found
    assert found[1] == found[2] != "0"


def test_check_finds_every_quote_in_the_texts(seeded: Path, here: Run):
    if not SHARED.is_dir():
        reason = f"{SHARED} is not there: the texts stay outside of the repository"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    said = succeeded(here("check", "--sources", SHARED / "seeds", cwd=seeded))
    assert re.search(r"^[\d,]{3,} quotes looked for in 5 texts\.$", said, re.MULTILINE)
    assert "not checked" not in said


def test_check_says_which_texts_it_could_not_read(seeded: Path, tmp_path: Path, here: Run):
    said = succeeded(here("check", "--sources", tmp_path, cwd=seeded))
    assert said.count("its quotes are not checked") == 5
    assert "0 quotes looked for in 0 texts." in said


def test_stats_are_a_table_of_kinds(seeded: Path, here: Run):
    said = succeeded(here("stats", cwd=seeded))
    assert re.search(r"Project +│ +\d+ │ +\d+ │ +100\.0% ", said)
    assert re.search(r"all +│ +\d+ │ +[\d,]+ │ +100\.0% ", said)


def test_a_graph_of_this_version_needs_no_migration(seeded: Path, here: Run):
    assert succeeded(here("migrate", cwd=seeded)) == f"Nothing to do: the schema is {SCHEMA_VERSION}.\n"


# --- on every engine -------------------------------------------------------------------------------------------------


NEW = """\
document:
  id: document/new
  title: Nowe
  evidence: words
entities: []
"""


@pytest.fixture(scope="module")
def elsewhere(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database in which `ogniwo seed` was run."""
    url = databases.new()
    said = succeeded(ogniwo("seed", "--database", url, cwd=tmp_path_factory.mktemp("elsewhere")))
    assert said == "Revision 1: 10 documents.\n"
    yield url
    databases.remove(url)


def test_every_engine_exports_the_same_bytes(elsewhere: str, exported: bytes, tmp_path: Path, here: Run):
    assert succeeded(here("export", "--base-iri", BASE, cwd=tmp_path, database=elsewhere)).encode() == exported


def test_every_engine_knows_what_it_has(elsewhere: str, tmp_path: Path, here: Run):
    def told(*arguments: object) -> str:
        return succeeded(here(*arguments, cwd=tmp_path, database=elsewhere))

    assert told("seed") == "Nothing has changed.\n"
    assert "(100.0%)" in told("check")
    assert re.search(r"all +│ +\d+ │ +[\d,]+ │ +100\.0% ", told("stats"))
    assert told("migrate") == f"Nothing to do: the schema is {SCHEMA_VERSION}.\n"
    assert files(tmp_path) == set()


def test_two_servers_show_what_a_third_process_writes(databases: Databases, elsewhere: str, tmp_path: Path):
    url = databases.copy(elsewhere)
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    command = ("-m", "ogniwo", "serve", "--port", "0", "--database", url)
    with serving(*command, cwd=tmp_path) as one, serving(*command, cwd=tmp_path) as other:
        health = [f"{address(each)}/health" for each in (one, other)]
        assert [get(each).json()["revision"] for each in health] == [1, 1]
        for number in (2, 3):
            (tmp_path / "new.yaml").write_text(NEW.replace("Nowe", f"Nowe {number}"), encoding="utf-8")
            assert f"Revision {number}: " in succeeded(ogniwo("seed", "new.yaml", "--database", url, cwd=tmp_path))
            assert [get(each).json()["revision"] for each in health] == [number, number]
    databases.remove(url)


# --- what is wrong ---------------------------------------------------------------------------------------------------


def test_a_whole_process_says_in_one_line_what_is_wrong(tmp_path: Path):
    assert "run `ogniwo seed" in failed(ogniwo("export", cwd=tmp_path))
    assert "OGNIWO_PORT" in failed(ogniwo("stats", cwd=tmp_path, port="x"))


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_graph_a_command_says_how_to_make_one(command: str, tmp_path: Path, here: Run):
    assert "run `ogniwo seed" in failed(here(command, cwd=tmp_path))
    assert files(tmp_path) == set()


@pytest.mark.parametrize("command", [*COMMANDS, "seed"])
def test_a_graph_of_a_later_version_is_left_alone(command: str, graph: Path, here: Run):
    give_version("9999", graph)
    before = (graph / "ogniwo.db").read_bytes()
    assert "use a newer" in failed(here(command, cwd=graph))
    assert (graph / "ogniwo.db").read_bytes() == before


def test_a_graph_of_an_earlier_version_is_to_be_migrated(graph: Path, here: Run):
    give_version("0000", graph)
    for command in ("seed", "stats", "export"):
        assert "run `ogniwo migrate" in failed(here(command, cwd=graph))
    assert "run `ogniwo migrate" in failed(ogniwo("serve", "--port", "0", cwd=graph))


@pytest.mark.parametrize("command", [*COMMANDS, "seed"])
def test_a_file_that_is_no_database_is_left_alone(command: str, tmp_path: Path, here: Run):
    (tmp_path / "ogniwo.db").write_bytes(b"my dear diary\n" * 100)
    assert "ogniwo.db" in failed(here(command, cwd=tmp_path))
    assert (tmp_path / "ogniwo.db").read_bytes() == b"my dear diary\n" * 100
    assert files(tmp_path) == {"ogniwo.db"}


BROKEN = {
    "no yaml": b"document: [\n",
    "no utf-8": b"document: \xff\xfe\n",
    "nothing": b"",
    "another thing": b"- 1\n- 2\n",
    "unknown keys": b"nothing: true\n",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_seed_file_is_named_with_its_line_and_leaves_no_graph(what: str, tmp_path: Path, here: Run):
    (tmp_path / "broken.yaml").write_bytes(BROKEN[what])
    assert re.search(r"broken\.yaml:\d+: ", failed(here("seed", "broken.yaml", cwd=tmp_path)))
    assert files(tmp_path) == {"broken.yaml"}


def test_a_seed_file_broken_at_its_end_leaves_the_graph_as_it_was(graph: Path, here: Run):
    before = (graph / "ogniwo.db").read_bytes()
    text = (HOME / "seeds" / "leczna.yaml").read_text(encoding="utf-8")
    (graph / "broken.yaml").write_text(f"{text}\nnothing: true\n", encoding="utf-8")
    assert re.search(r"broken\.yaml:\d+: ", failed(here("seed", "broken.yaml", cwd=graph)))
    assert (graph / "ogniwo.db").read_bytes() == before


OPTIONS = (
    ["nothing"],
    ["--nothing"],
    ["export", "--format", "xml"],
    ["export", "--base-iri", "no iri"],
    ["serve", "--port", "70000"],
    ["serve", "--workers", "0"],
    ["serve", "--limit", "nothing"],
    ["serve", "--limit", "depth=x"],
    ["stats", "--database", "nonsense"],
    ["seed", "nowhere"],
)


@pytest.mark.parametrize("arguments", OPTIONS, ids=" ".join)
def test_a_bad_option_is_told_in_one_line(arguments: Sequence[str], tmp_path: Path, here: Run):
    assert arguments[-1].rpartition("=")[2] in failed(here(*arguments, cwd=tmp_path))
    assert files(tmp_path) == set()


SETTINGS = {
    "port": ("x", "-1", "70000", "8 0", "٣"),
    "database": ("nonsense", "sqlite:///:memory:", "sqlite:////nowhere/at/all.db", "mysql://localhost/x"),
    "base_iri": ("no iri", "https://example.org/?a"),
    "limit_depth": ("x", "0", "1.5"),
}


@pytest.mark.parametrize(("name", "value"), [(name, each) for name in SETTINGS for each in SETTINGS[name]])
def test_a_bad_setting_is_told_in_one_line(name: str, value: str, tmp_path: Path, here: Run):
    assert value in failed(here("export", cwd=tmp_path, **{name: value}))
    assert files(tmp_path) == set()


def test_sources_that_are_not_there_are_named(seeded: Path, here: Run):
    assert "nowhere" in failed(here("check", "--sources", "nowhere", cwd=seeded))


def test_a_password_is_never_shown(tmp_path: Path, here: Run):
    url = "postgresql+psycopg://me:hunter2@127.0.0.1:1/graph"
    assert "hunter2" not in failed(here("stats", "--database", url, cwd=tmp_path))


def test_without_a_command_there_is_help(tmp_path: Path, here: Run):
    done = here(cwd=tmp_path)
    assert done.returncode == 2
    assert all(each in done.stderr for each in (*COMMANDS, "seed", "serve"))


# --- where output goes -----------------------------------------------------------------------------------------------


def test_an_output_that_cannot_be_written_leaves_nothing(seeded: Path, tmp_path: Path, here: Run):
    for output in (tmp_path / "nowhere" / "graph.ttl", tmp_path / f"{300 * 'n'}.ttl", tmp_path):
        assert str(output) in failed(here("export", "-o", output, cwd=seeded))
    assert files(tmp_path) == set()


def test_an_export_that_fails_leaves_the_file_that_was_there(graph: Path, here: Run):
    (graph / "graph.ttl").write_text("what was there")
    connection = sqlite3.connect(graph / "ogniwo.db")
    connection.execute("DROP TABLE project")
    connection.close()
    with suppress(sqlite3.OperationalError):  # by now the first entities are written
        here("export", "-o", "graph.ttl", cwd=graph)
    assert (graph / "graph.ttl").read_text() == "what was there"
    assert not {each for each in files(graph) if each.endswith(".part")}


def test_an_output_that_was_there_is_replaced(seeded: Path, exported: bytes, tmp_path: Path, here: Run):
    (tmp_path / "graph.ttl").write_text("what was there")
    succeeded(here("export", "--base-iri", BASE, "-o", tmp_path / "graph.ttl", cwd=seeded))
    assert (tmp_path / "graph.ttl").read_bytes() == exported
    assert files(tmp_path) == {"graph.ttl"}


def test_a_named_pipe_is_written_and_stays_one(seeded: Path, exported: bytes, tmp_path: Path, here: Run):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    succeeded(here("export", "--base-iri", BASE, "-o", pipe, cwd=seeded))
    reader.join(TIMEOUT)
    assert read == [exported]
    assert pipe.is_fifo()


needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@needs_dev_full
def test_a_device_stays_one(seeded: Path, here: Run):
    succeeded(here("export", "-o", "/dev/null", cwd=seeded))
    assert "/dev/full" in failed(here("export", "-o", "/dev/full", cwd=seeded))
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()


@needs_dev_full
@pytest.mark.parametrize("command", ["export", "stats"])
def test_a_full_disk_is_told_in_one_line(command: str, seeded: Path):
    with Path("/dev/full").open("wb") as full:
        assert "No space left on device" in failed(ogniwo(command, cwd=seeded, output=full))


def test_a_reader_that_goes_away_ends_an_export_quietly(seeded: Path):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = ogniwo("export", cwd=seeded, output=closed, base_iri=BASE)
    assert (done.returncode != 0, done.stderr) == (True, "")


# --- serve -----------------------------------------------------------------------------------------------------------


@contextmanager
def serving(*command: object, cwd: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Run a server for a while; nothing goes wrong in it."""
    process = subprocess.Popen(
        [sys.executable, *map(str, command)], cwd=cwd, env=environment(settings), stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            _, said = process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
    assert "Traceback" not in said, said


def address(process: subprocess.Popen[str]) -> str:
    """Return where a server says that it listens."""
    assert process.stderr
    line = process.stderr.readline()
    found = re.fullmatch(r"Ogniwo listens on (http://127\.0\.0\.1:[1-9]\d*)/ - Ctrl\+C ends it\.\n", line)
    assert found, line
    return found[1]


def get(url: str) -> httpx2.Response:
    """Ask until there is an answer."""
    until = time.monotonic() + TIMEOUT
    while True:
        try:
            return httpx2.get(url, timeout=TIMEOUT, trust_env=False)
        except httpx2.ConnectError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_on_port_0_a_new_graph_is_served_whose_iris_have_the_real_port(tmp_path: Path):
    with serving("-m", "ogniwo", "serve", "--port", "0", cwd=tmp_path) as process:
        base = address(process)
        assert get(f"{base}/health").json() == {"status": "ok", "revision": 1}
        assert get(f"{base}/id/place/leczna").headers["location"] == f"{base}/data/place/leczna.ttl"
        assert f"<{base}/id/place/leczna>" in get(f"{base}/data/place/leczna.nt").text
        answer = httpx2.post(f"{base}/graphql", json={"query": '{node(id: "place/leczna") {iri}}'}, trust_env=False)
        assert answer.json() == {"data": {"node": {"iri": f"{base}/id/place/leczna"}}}


def test_server_py_serves_by_two_workers_that_keep_the_options(seeded: Path):
    options = ["--port", "0", "--workers", "2", "--base-iri", BASE]
    with serving(HOME / "server.py", *options, cwd=seeded, base_iri="https://other.example/") as process:
        base = address(process)
        for _ in range(10):
            assert get(f"{base}/id/place/leczna").headers["location"] == f"{BASE}data/place/leczna.ttl"


def test_uvicorn_finds_the_application_in_the_server(seeded: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with serving("-m", "uvicorn", "server:app", "--app-dir", HOME, "--port", port, cwd=seeded, port=port):
        assert get(f"http://127.0.0.1:{port}/health").json()["status"] == "ok"


def test_the_server_has_no_other_names():
    with pytest.raises(AttributeError):
        _ = server.nothing


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path, here: Run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for arguments in (["--port", port], ["--port", port, "--workers", "2"]):
            assert f"127.0.0.1:{port}" in failed(here("serve", *arguments, cwd=tmp_path))
    assert files(tmp_path) == set()


@pytest.mark.parametrize("host", ["192.0.2.1", "999.1.1.1", "no..host", "a" * 300])
def test_an_address_that_is_not_ours_is_told_in_one_line(host: str, tmp_path: Path, here: Run):
    assert f"{host}:0" in failed(here("serve", "--host", host, "--port", "0", cwd=tmp_path))
    assert files(tmp_path) == set()
