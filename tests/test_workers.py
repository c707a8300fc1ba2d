"""Workers: several processes that serve one graph as if they were one, and end when they are told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from test_command_line import address, environment, get

WORKERS, WITHIN = 2, 90  # seconds, on a machine that has much else to do
QUERY = '{node(id: "place/leczna") {id label} projects(first: 2) {nodes {title}}}'


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database that the first of the servers fills."""
    return f"sqlite:///{tmp_path_factory.mktemp('workers') / 'graph.db'}"


@contextmanager
def serving(url: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run workers in a group of processes of their own, as a terminal does; none of them is left behind."""
    command = [sys.executable, "-m", "ogniwo", "serve", "--port", "0", "--workers", str(WORKERS), "--database", url]
    process = subprocess.Popen(
        [*command, *options],
        env=environment({}),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def workers(process: subprocess.Popen[str]) -> set[int]:
    """Return the processes that serve: the children that are no helper of Python's."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    lines = {int(each): Path(f"/proc/{each}/cmdline").read_bytes() for each in children}
    return {each for each, line in lines.items() if b"resource_tracker" not in line}


def asked(base: str, **headers: str) -> httpx2.Response:
    """Ask on a connection of its own, which any worker may take."""
    return httpx2.get(f"{base}/graphql", params={"query": QUERY}, headers=headers, timeout=WITHIN, trust_env=False)


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc here")


def test_every_worker_gives_one_answer_one_tag_and_one_address(url: str):
    with serving(url, "--limit", "page=7") as process:
        base = address(process)
        get(f"{base}/health")
        answers = [asked(base) for _ in range(30)]
        assert {each.status_code for each in answers} == {200}
        assert len({each.content for each in answers}) == 1
        (tag,) = {each.headers["etag"] for each in answers}
        assert {asked(base, **{"if-none-match": tag}).status_code for _ in range(30)} == {304}
        past = {"query": "{projects(first: 8) {nodes {id}}}"}
        refused = [httpx2.post(f"{base}/graphql", json=past, trust_env=False).json() for _ in range(10)]
        assert {each["errors"][0]["extensions"]["code"] for each in refused} == {"BAD_PAGE_SIZE"}


@needs_proc
@pytest.mark.parametrize("whom", ["the first process", "all of them"])
@pytest.mark.parametrize("what", [signal.SIGTERM, signal.SIGINT])
def test_workers_end_when_they_are_told_to_and_say_nothing(what: signal.Signals, whom: str, url: str):
    with serving(url) as process:
        base = address(process)
        get(f"{base}/health")
        with httpx2.Client(trust_env=False) as kept:  # a connection that stays open keeps nobody
            assert kept.get(f"{base}/health").status_code == 200
            serve = workers(process)
            assert len(serve) == WORKERS
            (os.killpg if whom == "all of them" else os.kill)(process.pid, what)
            _, said = process.communicate(timeout=WITHIN)
        assert said == ""
        assert process.returncode in {0, -what, 128 + what}
        assert not [each for each in serve if Path(f"/proc/{each}").exists()]
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{base}/health", trust_env=False)


@needs_proc
def test_a_worker_that_dies_is_replaced(url: str):
    with serving(url) as process:
        base = address(process)
        get(f"{base}/health")
        before = workers(process)
        os.kill(min(before), signal.SIGKILL)
        until = time.monotonic() + WITHIN
        while len(workers(process) - {min(before)}) < WORKERS:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert {asked(base).status_code for _ in range(10)} == {200}
