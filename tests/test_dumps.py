"""Dumps: made once a revision, all formats alike, whole or not at all, and served so that a download can go on."""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pyoxigraph
import pytest
from starlette.testclient import TestClient

import server
from graph.kinds import Model
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from serving.linked.dumping import LOCK, MAKING, Dumper, Stopped
from serving.linked.dumps import MANIFEST, Dumps
from settings import Settings

BASE = "https://example.org/graph/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PATIENCE = 60.0


@pytest.fixture
def own(model: Model, seeds: list[Source], tmp_path: Path) -> Iterator[Store]:
    """A graph that a test may write to."""
    made = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", model, seeds)
    yield made
    made.close()


@pytest.fixture
def dumper(own: Store, tmp_path: Path) -> Iterator[Dumper]:
    made = Dumper(Dumps(own, tmp_path / "dumps", "1", BASE), BASE, delay=0.01, poll=0.05, grace=0)
    yield made
    made.close()


@pytest.fixture
def fresh(own: Store, tmp_path: Path) -> Iterator[TestClient]:
    """A server of the same graph, whose dumps begin to be made 2 seconds after its start."""
    settings = Settings.of(database=f"sqlite:///{tmp_path / 'graph.db'}", base_iri=BASE, dumps=tmp_path / "served")
    with TestClient(server.application(settings), follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def client(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server of the graph of the seeds, whose dumps are there."""
    url = store._engine.url.render_as_string(hide_password=False)
    settings = Settings.of(database=url, base_iri=BASE, dumps=tmp_path_factory.mktemp("served"))
    with TestClient(server.application(settings), follow_redirects=False) as made:
        until(lambda: made.get("/dump/SHA256SUMS").status_code == 200)
        yield made


def change(store: Store, name: str = "Nowa nazwa") -> int:
    """Write a new revision."""
    document, place = EntityId("document/new"), EntityId("place/new")
    statements = (
        Statement(document, "title", Text(name, "pl"), Quote(name)),
        Statement(place, "name", Text(name, "pl"), Quote(name)),
    )
    revision = store.write([Source("new", document, {document: "Document", place: "City"}, statements)])
    assert revision is not None
    return revision


def until(true: Any) -> None:
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end
        sleep(0.01)


def there(dumper: Dumper) -> list[str]:
    return sorted(each.name for each in dumper.dumps.folder.iterdir())


# --- making ----------------------------------------------------------------------------------------------------------


def test_every_file_is_the_export_and_the_manifest_is_true(dumper: Dumper, own: Store):
    assert dumper.dumps.manifest() is None
    assert dumper.make()
    manifest = dumper.dumps.manifest()
    assert manifest is not None
    assert (manifest.revision, len(manifest.files)) == (1, 2 * len(FORMATS))
    for file in manifest.files:
        data = dumper.dumps.path(manifest, file).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
        text = (gzip.decompress(data) if file.is_gzipped else data).decode()
        syntax = FORMATS[file.format].syntax(own.model, BASE)
        assert text == "".join(export(own.model, syntax, own.records(), own.merges())), file.name
        assert file.media_type == FORMATS[file.format].media_type
        if file.format == "ntriples":
            triples = list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES))
            assert manifest.triples == len(triples) == len(set(triples))
    counted: dict[str, int] = {}
    for record, _ in own.records():
        counted[record.kind] = counted.get(record.kind, 0) + 1
    assert dict(manifest.entities) == counted


def test_the_same_revision_is_made_once_and_is_the_same_bytes_elsewhere(dumper: Dumper, own: Store, tmp_path: Path):
    dumper.make()
    before = (dumper.dumps.folder / "1" / MANIFEST).stat()
    dumper.make()
    assert (dumper.dumps.folder / "1" / MANIFEST).stat().st_mtime_ns == before.st_mtime_ns
    other = Dumper(Dumps(own, tmp_path / "others", "1", BASE), BASE)
    other.make()
    assert other.dumps.manifest() == dumper.dumps.manifest()


def test_a_new_revision_has_files_of_its_own_and_the_old_ones_go(dumper: Dumper, own: Store):
    dumper.make()
    revision = change(own)
    found = dumper.dumps.manifest()
    assert found is not None
    assert found.revision == 1
    dumper.make()
    found = dumper.dumps.manifest()
    assert found is not None
    assert found.revision == revision
    assert there(dumper) == [str(revision), LOCK]


def test_old_files_stay_while_somebody_may_be_about_to_open_them(own: Store, tmp_path: Path):
    dumper = Dumper(Dumps(own, tmp_path / "dumps", "1", BASE), BASE, grace=1_000)
    dumper.make()
    change(own)
    dumper.make()
    assert there(dumper) == ["1", "2", LOCK]


def test_files_of_another_version_or_of_another_graph_are_none_of_ours(dumper: Dumper, own: Store, tmp_path: Path):
    dumper.make()
    assert Dumps(own, dumper.dumps.folder, "2", BASE).manifest() is None
    file = dumper.dumps.folder / "1" / MANIFEST
    file.write_text(file.read_text().replace('"time": "2', '"time": "1'))
    assert Dumps(own, dumper.dumps.folder, "1", BASE).manifest() is None
    dumper.make()
    assert Dumps(own, dumper.dumps.folder, "1", BASE).manifest() is not None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"makers": "1"}', '{"files": 3}', "\x00"])
def test_a_manifest_that_somebody_broke_is_none(dumper: Dumper, text: str):
    dumper.make()
    (dumper.dumps.folder / "1" / MANIFEST).write_text(text)
    assert dumper.dumps.manifest() is None


def test_a_thread_makes_them_soon_after_the_start_and_after_each_change(dumper: Dumper, own: Store):
    dumper.start()
    until(dumper.dumps.manifest)
    revision = change(own)
    dumper.wake()
    until(lambda: (found := dumper.dumps.manifest()) and found.revision == revision)
    revision = change(own, "Inna nazwa")  # it looks by itself, too
    until(lambda: (found := dumper.dumps.manifest()) and found.revision == revision)
    until(lambda: there(dumper) == [str(revision), LOCK])


def test_one_process_at_a_time_makes_them_and_one_that_was_killed_leaves_nothing_in_the_way(dumper: Dumper):
    folder = dumper.dumps.folder
    folder.mkdir()
    (folder / MAKING).mkdir()
    (folder / MAKING / "ogniwo.ttl").write_text("half of it")
    hold = "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", hold, str(folder / LOCK)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert dumper.make() is False
        assert dumper.dumps.manifest() is None
        other.kill()
        other.wait()
    assert dumper.make() is True
    assert there(dumper) == ["1", LOCK]


def test_the_end_of_the_server_does_not_wait_for_the_files(own: Store, tmp_path: Path):
    dumper = Dumper(Dumps(own, tmp_path / "dumps", "1", BASE), BASE, delay=0)
    dumper._stopping.set()
    with pytest.raises(Stopped):
        dumper.make()
    assert there(dumper) == [LOCK]


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="there is no full device")
def test_a_full_disk_is_one_line_in_the_log_and_is_tried_again(
    dumper: Dumper, caplog: pytest.LogCaptureFixture, tmp_path: Path
):
    dumper.dumps.folder.write_text("no folder at all")
    dumper.start()
    until(lambda: dumper.failure)
    sleep(0.3)
    (line,) = caplog.records
    assert "cannot be made" in line.getMessage()
    assert "\n" not in line.getMessage()
    assert line.exc_info is None
    dumper.dumps.folder.unlink()
    until(dumper.dumps.manifest)
    until(lambda: not dumper.failure)


def test_each_graph_and_each_base_has_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def folder(**given: Any) -> Path:
        return Settings.of(**given).dump_folder

    monkeypatch.chdir(tmp_path)
    here = folder()
    assert here == folder(database=f"sqlite:///{tmp_path / 'ogniwo.db'}")
    assert here != folder(base_iri=BASE)
    assert folder(dumps="set").parent == tmp_path / "set"
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert here != folder()
    monkeypatch.setenv("OGNIWO_DUMPS", str(tmp_path / "named"))
    assert folder().parent == tmp_path / "named"
    monkeypatch.delenv("OGNIWO_DUMPS")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert folder().parent == tmp_path / "cache" / "ogniwo" / "dumps"
    monkeypatch.setattr(os, "environ", {**os.environ})
    Settings.of(dumps="set").to_environment()  # of other processes
    assert Settings.from_environment().dump_folder.parent == tmp_path / "elsewhere" / "set"


# --- serving ---------------------------------------------------------------------------------------------------------


def awaited(client: TestClient, path: str = "/dump/ogniwo.nt", **headers: str) -> Any:
    until(lambda: client.get("/dump/SHA256SUMS").status_code == 200)
    return client.get(path, headers=headers)


def test_until_there_is_one_a_fresh_is_told_when_to_ask_again(fresh: TestClient):
    for path in ("/dump/", "/dump/ogniwo.ttl", "/dump/SHA256SUMS"):
        response = fresh.get(path)
        assert (response.status_code, response.text.count("\n")) == (503, 1)
        assert int(response.headers["retry-after"]) > 0


def test_a_dump_has_its_checksum_its_tag_and_its_time(client: TestClient, store: Store):
    response = awaited(client)
    digest = hashlib.sha256(response.content).digest()
    assert response.headers["repr-digest"] == f"sha-256=:{b64encode(digest).decode()}:"
    assert response.headers["digest"] == f"sha-256={b64encode(digest).decode()}"
    assert response.headers["etag"] == f'"{digest.hex()[:32]}"'
    assert response.headers["accept-ranges"] == "bytes"
    assert response.headers["content-type"] == "application/n-triples; charset=utf-8"
    with store.snapshot() as snapshot:
        time = snapshot.revision_time(1)
    assert time is not None
    assert parsedate_to_datetime(response.headers["last-modified"]).strftime("%Y-%m-%dT%H:%M:%SZ") == time
    packed = client.get("/dump/ogniwo.nt.gz")
    assert packed.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in packed.headers
    assert gzip.decompress(packed.content) == response.content
    assert packed.headers["etag"] != response.headers["etag"]
    sums = dict(reversed(line.split("  ")) for line in client.get("/dump/SHA256SUMS").text.splitlines())
    assert sums["ogniwo.nt"] == digest.hex()
    assert set(sums) == {f"ogniwo{each.suffix}{end}" for each in FORMATS.values() for end in ("", ".gz")}


def test_who_has_it_is_not_sent_it_again(client: TestClient):
    response = awaited(client)
    tag, time = response.headers["etag"], response.headers["last-modified"]
    later, earlier = "Fri, 01 Jan 2100 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT"
    for headers, status in (
        ({"if-none-match": tag}, 304),
        ({"if-none-match": f'W/{tag}, "other"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"other"'}, 200),
        ({"if-none-match": '"other"', "if-modified-since": later}, 200),
        ({"if-modified-since": time}, 304),
        ({"if-modified-since": later}, 304),
        ({"if-modified-since": earlier}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Fri, 01 Jan 2100 00:00:00"}, 200),
    ):
        answer = client.get("/dump/ogniwo.nt", headers=headers)
        assert answer.status_code == status, headers
        assert answer.headers["etag"] == tag
        assert answer.content == (b"" if status == 304 else response.content)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=0-999999999", 206, slice(None)),
        ("Bytes=0-9", 200, slice(None)),
        ("bytes=9-0", 200, slice(None)),
        ("bytes=999999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=", 200, slice(None)),
        ("bytes=a-b", 200, slice(None)),
        ("lines=0-9", 200, slice(None)),
        ("bytes=0-9,20-29" + ",30-39" * 60, 200, slice(None)),
        ("bytes=" + "9" * 5_000 + "-", 200, slice(None)),
    ],
)
def test_a_download_can_go_on_where_it_stopped(client: TestClient, asked: str, status: int, part: slice | None):
    whole = awaited(client)
    response = client.get("/dump/ogniwo.nt", headers={"range": asked})
    assert response.status_code == status
    if part is not None:
        assert response.content == whole.content[part]
        assert response.headers["etag"] == whole.headers["etag"]
    else:
        assert response.headers["content-range"] == f"bytes */{len(whole.content)}"


def test_several_parts_come_together(client: TestClient):
    whole = awaited(client).content
    response = client.get("/dump/ogniwo.nt", headers={"range": "bytes=0-9, -5"})
    assert response.status_code == 206
    assert response.headers["content-type"].startswith("multipart/byteranges")
    assert whole[:10] in response.content
    assert whole[-5:] in response.content


def test_a_part_of_another_revision_is_not_put_to_this_one(client: TestClient):
    whole = awaited(client)
    for condition, status in (
        (whole.headers["etag"], 206),
        (whole.headers["last-modified"], 206),
        ('"other"', 200),
        (f"W/{whole.headers['etag']}", 200),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 200),
    ):
        response = client.get("/dump/ogniwo.nt", headers={"range": "bytes=0-9", "if-range": condition})
        assert response.status_code == status, condition


def test_while_a_new_revision_is_made_the_last_one_is_served(fresh: TestClient, own: Store):
    before = awaited(fresh)
    revision = change(own)
    assert fresh.get("/dump/ogniwo.nt").headers["etag"] == before.headers["etag"]
    until(lambda: f"revision {revision} " in fresh.get("/dump/", headers={"accept": "text/plain"}).text)
    assert fresh.get("/dump/ogniwo.nt").headers["etag"] != before.headers["etag"]


def test_the_list_is_a_page_for_people_and_lines_for_programs(client: TestClient):
    lines = awaited(client, "/dump/", accept="*/*")
    assert lines.headers["content-type"].startswith("text/plain")
    assert f"{BASE}dump/ogniwo.ttl.gz\t" in lines.text
    page = client.get("/dump/?lang=pl", headers={"accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    assert f'href="{BASE}dump/ogniwo.ttl.gz"' in page.text
    assert '<html lang="pl">' in page.text
    again = client.get("/dump/?lang=pl", headers={"accept": BROWSER, "if-none-match": page.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/dump").headers["location"] == f"{BASE}dump/"


@pytest.mark.parametrize("name", ["ogniwo.zip", "ogniwo", "manifest.json", "%2e%2e%2f1", "%00", "ogniwo.ttl%00", "x" * 5_000, "ż", "lock", ".making"])  # fmt: skip
def test_nothing_else_in_the_folder_is_served(client: TestClient, name: str):
    awaited(client)
    response = client.get(f"/dump/{name}")
    assert response.status_code == 404
    assert "Traceback" not in response.text


def test_a_file_that_somebody_removed_is_no_fault(fresh: TestClient, tmp_path: Path):
    awaited(fresh)
    for each in tmp_path.glob("served/*/1/ogniwo.nt"):
        each.unlink()
    assert fresh.get("/dump/ogniwo.nt").status_code == 503
    shutil.rmtree(tmp_path / "served")
    assert fresh.get("/dump/ogniwo.ttl").status_code in (200, 503)


def test_many_readers_and_a_writer_get_whole_files(fresh: TestClient, own: Store):
    awaited(fresh)
    wrong: list[int] = []

    def read() -> None:
        for _ in range(20):
            response = fresh.get("/dump/ogniwo.nt")
            digest = b64encode(hashlib.sha256(response.content).digest()).decode()
            if response.headers.get("digest") != f"sha-256={digest}":
                wrong.append(response.status_code)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    change(own)
    for thread in threads:
        thread.join()
    assert wrong == []
