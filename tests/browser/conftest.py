"""The page as people get it: a real server over a new graph, seen by Debian's Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from screens import settled, watched

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
AXE = Path(__file__).parents[1] / "audits/node_modules/axe-core/axe.min.js"
SECONDS_TO_START = 90  # as long as the seeds take where others are at work
PATIENCE = 20_000  # milliseconds: others may be at work on this machine


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own, `http://127.0.0.1:...`."""
    with served(tmp_path_factory.mktemp("server")) as made:
        yield made


@contextmanager
def served(folder: Path, path: str = "", base: str = "") -> Iterator[str]:
    """Serve the database `graph.db` of a folder, new or not, and give the address; with a path, as below a proxy.

    A `base` is where it says that it is published.
    """
    port = free_port()
    command = [sys.executable, "-m", "ogniwo", "serve", "--port", str(port)]
    command += ["--database", f"sqlite:///{folder / 'graph.db'}"]
    base = base or (f"http://127.0.0.1:{port}{path}/" if path else "")
    command += ["--base-iri", base] if base else []
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            await_health(f"http://127.0.0.1:{port}", server, folder / "log")
            yield f"http://127.0.0.1:{port}{path}"
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_health(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/health"):  # noqa: S310  # our own server, over http
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server does not answer at {address}/health; it says:\n{log.read_text()}")


# Not for the session: while Playwright is on, no other test could start an event loop in this thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {CHROMIUM}; apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """What audits a page for those who see, hear or point otherwise."""
    if not AXE.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{AXE} is not there: run `make test`")
    return AXE.read_text()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, open in English."""
    with visit(browser, address, "en-GB") as page:
        yield page


@pytest.fixture
def polish_page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, open in Polish."""
    with visit(browser, address, "pl-PL") as page:
        yield page


@contextmanager
def visit(
    browser: Browser, address: str, locale: str, path: str = "/graphql", forgiven: str = "", **settings: Any
) -> Iterator[Page]:
    """Open GraphiQL as on a first visit, as `watched` has it."""
    options = {"locale": locale, "viewport": {"width": 1440, "height": 1000}, **settings}
    with watched(browser, (f"{address}/",), forgiven, **options) as page:
        page.goto(f"{address}{path}")
        page.locator(".graphiql-query-editor .view-line").first.wait_for()
        yield page
        settled(page)
