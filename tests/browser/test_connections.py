"""The panel of connections in a real browser; its fixtures also fail on any console error, CSP violation or outside request."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import serving, visit
from playwright.sync_api import Browser, Page, Request, Response, expect

EXAMPLES = sorted((Path(__file__).parents[2] / "web/examples").glob("*.graphql"))
AXE = Path(__file__).parents[1] / "audits/node_modules/axe-core/axe.min.js"
SERIOUS = {"serious", "critical"}
TABS = 8
ADDED = "_o_"  # what is added to a request begins with it

# The wish is 1 s for 100 vertices, 3 s for 300, 0.3 s to expand, 0.2 s for a task; what else runs here makes it longer.
SLACK = float(os.environ.get("OGNIWO_TEST_SLACK", "3"))
SECONDS = {100: 1.0, 300: 3.0}

MAPPING = """
document: {id: document/ties, title: {en: Ties drawn at random}}
tables:
  ties:
    file: "*.csv"
    key: "{project} {organization}"
    records:
    - id: participation/{project}_{organization}
      type: Participation
      role: PARTNER
      project: {id: "project/{project}", type: Project, title: {en: "Project {project}"}}
      organization: {id: "organization/{organization}", type: Institution, name: {en: "Institution {organization}"}}
"""
PROJECTS = """query Partners($first: Int = %d) {
  projects(first: $first, where: {id: {startsWith: "project/p"}}) {
    nodes { title participations { nodes { role organization { name } } } }
  }
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        reason = f"{AXE} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return AXE.read_text()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a graph in which 60 projects have 5 partners each, of 40 that they share and of their own."""
    folder = tmp_path_factory.mktemp("large")
    rows = [(f"p{at}", f"o{(at * 7 + k) % 40}" if k < 1 else f"o{40 + at * 4 + k}") for at in range(60) for k in range(5)]
    with (folder / "ties.csv").open("w") as file:
        csv.writer(file).writerows([("project", "organization"), *rows])
    (folder / "ties.yaml").write_text(MAPPING)
    database = ["--database", f"sqlite:///{folder / 'graph.db'}"]
    command = [sys.executable, "-m", "ogniwo", "import", *database, str(folder / "ties.yaml"), str(folder / "ties.csv")]
    subprocess.run(command, check=True, capture_output=True)
    with serving(folder) as address:
        yield address
