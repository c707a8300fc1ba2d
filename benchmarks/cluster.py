"""A PostgreSQL cluster for the time of a block, in a temporary folder; nothing of it is left."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import free_port

USER = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "512MB",
    "fsync": "off",
    "max_wal_size": "4GB",
    "autovacuum": "off",  # it would run while we measure
}


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL that is installed, None if there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name))
    found = [*folders, *(Path(each).parent for each in [shutil.which("initdb")] if each)]
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


@contextmanager
def cluster() -> Iterator[str]:
    """Run a server of its own until the block ends; give the URL of its database."""
    with tempfile.TemporaryDirectory(prefix="cluster-") as name:
        home, port = Path(name), free_port()
        if os.geteuid() == 0:
            shutil.chown(home, USER)
        settings = {**SETTINGS, "port": str(port), "unix_socket_directories": name}
        options = " ".join(f"-c {each}={value}" for each, value in settings.items())
        data = str(home / "data")
        _run("initdb", "-D", data, "-U", USER, "--auth=trust", "--locale=C", "--encoding=UTF8")
        _run("pg_ctl", "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start")
        try:
            yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL, which root may not."""
    folder = binaries()
    assert folder is not None
    as_user: Sequence[str] = ("runuser", "-u", USER, "--") if os.geteuid() == 0 else ()
    subprocess.run([*as_user, folder / program, *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603
