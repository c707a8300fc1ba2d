"""Processes: servers beside each other, each on a processor that the client does not use."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

HOME = Path(__file__).parent.parent
PATIENCE = 60.0  # seconds until a server must listen


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that listens."""

    port: int
    pid: int

    @property
    def anonymous(self) -> int:
        """How many bytes of memory are its own, what it mapped of files left out."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Anonymous:"):
                return int(line.split()[1]) * 1024
        raise OSError("this system does not tell how much memory is anonymous")


def ogniwo(url: str) -> list[str]:
    """Return the command that serves a graph."""
    return [sys.executable, "-m", "ogniwo", "serve", "--database", url, "--port"]


def rival(name: str, argument: str) -> list[str]:
    """Return the command that serves one of benchmarks.rivals.APPLICATIONS."""
    return [sys.executable, "-m", "benchmarks.rivals", name, argument]


@contextmanager
def served(command: Sequence[str]) -> Iterator[Serving]:
    """Run a server, its port being the last of its arguments, until the block ends."""
    port = free_port()
    # Ours before whatever else is installed; nothing of the settings of who runs this.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OGNIWO_")}
    environment["PYTHONPATH"] = str(HOME)
    process = subprocess.Popen([*command, str(port)], cwd=HOME, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(process, port)
        yield Serving(port, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def apart() -> Iterator[bool]:
    """Keep this process to one processor and the servers begun before to another; say whether there are two."""
    if not hasattr(os, "sched_setaffinity"):
        yield False
        return
    before = os.sched_getaffinity(0)
    if len(before) > 1:
        os.sched_setaffinity(0, {max(before)})
    try:
        yield len(before) > 1
    finally:
        os.sched_setaffinity(0, before)


def pin(serving: Serving) -> None:
    """Keep all threads of a server to the first processor, where there are two."""
    if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1:
        first = {min(os.sched_getaffinity(0))}
        for thread in Path(f"/proc/{serving.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), first)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise OSError(f"{process.args!r} does not listen")
