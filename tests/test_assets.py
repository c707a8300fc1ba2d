"""The files of the built pages: small on the way, and kept."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from serving.assets import Assets

TEXT = "export const links = 'ogniwo';\n" * 200


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "page-1a2b.js").write_text(TEXT)
    (tmp_path / "small-1a2b.js").write_text("0")
    return TestClient(Starlette(routes=[Mount("/", Assets(tmp_path))]))


def test_a_file_is_compressed_for_whoever_takes_that(client: TestClient):
    for _ in range(2):
        answer = client.get("/page-1a2b.js", headers={"accept-encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(TEXT) / 10
        assert answer.text == TEXT
        assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize("accepted", ["identity", "", "gzip;q=0", "br"])
def test_it_is_as_it_is_for_others(client: TestClient, accepted: str):
    answer = client.get("/page-1a2b.js", headers={"accept-encoding": accepted})
    assert "content-encoding" not in answer.headers
    assert answer.text == TEXT


def test_what_fits_into_a_packet_is_left_alone(client: TestClient):
    assert "content-encoding" not in client.get("/small-1a2b.js", headers={"accept-encoding": "gzip"}).headers


@pytest.mark.parametrize("path", ["/none.js", "/../secret", "/%00", "/"])
def test_there_is_nothing_else(client: TestClient, path: str):
    assert client.get(path).status_code == 404


def test_the_head_is_that_of_the_file(client: TestClient):
    asked = {"accept-encoding": "gzip"}
    assert client.head("/page-1a2b.js", headers=asked).headers == client.get("/page-1a2b.js", headers=asked).headers


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
def test_it_may_be_kept(client: TestClient, accepted: str):
    answer = client.get("/page-1a2b.js", headers={"accept-encoding": accepted})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"
