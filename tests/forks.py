"""Forks: `ogniwo` in a process of its own, which can be killed, without the seconds that it takes to import it.

A process that has imported the command line reads one command after another, and for each forks one that runs it.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

HOME = Path(__file__).parent.parent
OUTPUT, ERRORS = "stdout.txt", "stderr.txt"


class Forks:
    """Begins processes, one at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            env={**environment, "PYTHONPATH": str(HOME)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self.line(None)  # it has imported all

    def begun(self, folder: Path, arguments: Sequence[str]) -> "Fork":
        """Begin `ogniwo` with some arguments in a folder, where its output goes to files."""
        self._pipe(self._process.stdin).write(json.dumps([str(folder), arguments]).encode() + b"\n")
        return Fork(self, folder, int(self.line(None)))

    def line(self, timeout: float | None) -> bytes:
        """Return the next line that is answered, an empty one if there is none in time."""
        pipe = self._pipe(self._process.stdout)
        return pipe.readline() if select.select([pipe], [], [], timeout)[0] else b""

    def close(self) -> None:
        """End what begins processes."""
        self._process.communicate(timeout=60)

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


class Fork:
    """One process."""

    def __init__(self, forks: Forks, folder: Path, pid: int) -> None:
        self._forks, self._folder, self._pid = forks, folder, pid
        self._status: int | None = None

    def ended(self, timeout: float) -> int | None:
        """Return the status with which it has ended within some seconds, None if it goes on."""
        if self._status is None and (answer := self._forks.line(timeout)):
            self._status = int(answer)
        return self._status

    def kill(self) -> None:
        """End it at once, and see that it has ended."""
        os.kill(self._pid, signal.SIGKILL)
        assert self.ended(60) is not None

    def errors(self) -> str:
        """Return what it wrote to standard error."""
        return (self._folder / ERRORS).read_text(encoding="utf-8")


def serve() -> None:
    """Answer each line with the number of the process that runs it, then with its status when it has ended."""
    import cli.importing  # noqa: F401 - what a fork then has
    from ogniwo import main

    print("ready", flush=True)
    for line in sys.stdin:
        folder, arguments = json.loads(line)
        pid = os.fork()
        if not pid:
            os.chdir(folder)
            for name, number in ((OUTPUT, 1), (ERRORS, 2)):
                os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            main(arguments)
            return
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
