"""Where tests have their databases: SQLite's files, and a PostgreSQL cluster that is thrown away, or a server named."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import make_url
from sqlalchemy.engine import URL

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
NO_BINARIES = "there is no PostgreSQL in /usr/lib/postgresql: install Debian's `postgresql`"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
STARTED_WITHIN = 60  # seconds
# A language's own order of letters, so that no test passes because the server happens to compare code points.
COLLATION = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
# Who is not the owner has a password.
ADMITTED = "host all ogniwo 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
# Nothing here need survive anything.
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "unix_socket_directories=")


class Databases(Protocol):
    """New databases of one engine."""

    name: str

    def new(self) -> str:
        """Return the URL of a new database: there is nothing in it."""

    def copy(self, url: str) -> str:
        """Return the URL of a copy of a database that nobody has open."""

    def remove(self, url: str) -> None:
        """Remove a database, whoever has it open."""


class Files:
    """Databases of SQLite, each in a folder of its own."""

    name = SQLITE

    def __init__(self, folder: Path) -> None:
        self.folder, self._numbers = folder, count()

    def new(self) -> str:
        """Return the URL of a file that is not there yet."""
        folder = self.folder / str(next(self._numbers))
        folder.mkdir()
        return f"sqlite:///{folder / 'graph.db'}"

    def copy(self, url: str) -> str:
        """Copy the file."""
        made = self.new()
        shutil.copyfile(url.removeprefix("sqlite:///"), made.removeprefix("sqlite:///"))
        return made

    def remove(self, url: str) -> None:
        """Remove the file and its folder."""
        shutil.rmtree(Path(url.removeprefix("sqlite:///")).parent)


class Server:
    """Databases of a PostgreSQL server, at the URL of one that may make others."""

    name = POSTGRESQL

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url).set(drivername="postgresql+psycopg")
        self._names = (f"ogniwo_{os.getpid()}_{number}" for number in count())

    def new(self) -> str:
        """Make an empty database."""
        return self._made("template0")

    def copy(self, url: str) -> str:
        """Make a database with another as its template."""
        return self._made(make_url(url).database or "")

    def remove(self, url: str) -> None:
        """Drop a database."""
        self.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def execute(self, statement: str, url: str | None = None) -> list[tuple[Any, ...]]:
        """Run a statement as the server's owner, in its own database if none is named, and return its rows."""
        address = self.url.set(database=make_url(url).database) if url else self.url
        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _made(self, template: str) -> str:
        name = next(self._names)
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url.set(database=name).render_as_string(hide_password=False)


@contextmanager
def cluster() -> Iterator[Server]:
    """Start a PostgreSQL of our own, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="ogniwo-cluster-"))
    owner: dict[str, Any] = {"cwd": folder}
    if os.geteuid() == 0:  # as root it refuses to run
        shutil.chown(folder, "postgres", "postgres")
        owner |= {"user": "postgres", "group": "postgres", "extra_groups": ()}
    try:
        made: Sequence[object] = (BINARIES[-1] / "initdb", "-D", folder / "data", "-U", "ogniwo", "-A", "trust", "-N")
        done = subprocess.run([*map(str, made), *COLLATION], capture_output=True, text=True, check=False, **owner)
        assert done.returncode == 0, done.stderr
        (folder / "data" / "pg_hba.conf").write_text(ADMITTED)
        with _started(folder, owner) as url:
            yield Server(url)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(folder: Path, owner: dict[str, Any]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [part for each in (*SETTINGS, "listen_addresses=127.0.0.1", f"port={port}") for part in ("-c", each)]
    with (folder / "log").open("wb") as log:
        command = [str(BINARIES[-1] / "postgres"), "-D", str(folder / "data"), *settings]
        process = subprocess.Popen(command, stdout=log, stderr=log, **owner)
    url = f"postgresql://ogniwo@127.0.0.1:{port}/postgres"
    try:
        until = time.monotonic() + STARTED_WITHIN
        while not _answers(url):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        yield url
    finally:
        process.send_signal(signal.SIGQUIT)  # at once
        process.wait(STARTED_WITHIN)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
