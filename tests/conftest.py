"""What the tests share: databases of each engine, a graph of the seeds, the engine over it and the reference beside it."""

import os
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from cluster import BINARIES, NO_BINARIES, POSTGRESQL, SQLITE, Databases, Files, Server, cluster
from hypothesis import HealthCheck, settings
from reference import Reference

from graph.importing.places.gazetteer import Gazetteer
from graph.kinds import Model
from graph.model import Base
from graph.records import Source
from graph.seeding.seeds import read_seeds
from graph.store import Store
from schema.engine import Engine

# A judge of JSON-LD brings lxml. Without it, spreadsheets are read here as where nobody is judged.
os.environ["OPENPYXL_LXML"] = "False"

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
BASE = "http://127.0.0.1:8000/"

# On which databases: `sqlite`, `postgresql` (a cluster of our own) or the URL of a PostgreSQL server.
DATABASES = os.environ.get("OGNIWO_TEST_DATABASES", f"{SQLITE},{POSTGRESQL}").split(",")

# Tests that fail only now and then help nobody; `--hypothesis-profile=explore` looks further than CI does.
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
settings.register_profile("explore", settings.get_profile("ci"), derandomize=False, max_examples=5_000)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the golden files, for reading in review")
    parser.addoption("--pictures", action="store_true", help="take the pictures of the README again")


@pytest.fixture(scope="session", autouse=True)
def dumps_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave no dumps of test graphs among the caches of whoever runs the tests."""
    os.environ["OGNIWO_DUMPS"] = str(tmp_path_factory.mktemp("dumps"))


@pytest.fixture(scope="session")
def model() -> Model:
    return Model.of(Base)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL: the one that OGNIWO_TEST_DATABASES names, or else a cluster of our own."""
    named = next((each for each in DATABASES if ":" in each), None)
    if named:
        yield Server(named)
    elif not BINARIES and not os.environ.get("CI"):
        pytest.skip(NO_BINARIES)
    else:
        assert BINARIES, NO_BINARIES
        with cluster() as started:
            yield started


@pytest.fixture(scope="session", params=DATABASES, ids=lambda each: each.partition(":")[0].partition("+")[0])
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases of each engine in turn."""
    if request.param == SQLITE:
        return Files(tmp_path_factory.mktemp("databases"))
    made: Server = request.getfixturevalue("server")
    return made


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """The URL of a new, empty database."""
    made = databases.new()
    yield made
    databases.remove(made)


@pytest.fixture(scope="session")
def seeds(model: Model) -> list[Source]:
    return read_seeds([HERE.parent / "seeds"], model)


@pytest.fixture(scope="session")
def store(model: Model, databases: Databases, seeds: list[Source]) -> Iterator[Store]:
    """A graph of the seeds, in a database of its own; nobody writes to it."""
    made = Store.create(databases.new(), model, seeds)
    yield made
    made.close()


@pytest.fixture(scope="session")
def engine(store: Store) -> Engine:
    return Engine(store, BASE)


@pytest.fixture(scope="session")
def reference(store: Store) -> Reference:
    return Reference(store, BASE)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The towns of GeoNames, in one file for all processes of a session; it takes some 20 seconds to build."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with (folder / "gazetteer.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # others wait for who builds it
        made = Gazetteer.open(folder / "gazetteer")
    yield made
    made.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>`, or with --golden write it there."""

    def compare(name: str, text: str) -> None:
        file, wanted = GOLDEN / name, f"{text.rstrip()}\n"
        if request.config.getoption("--golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(wanted, encoding="utf-8")
        assert file.exists(), f"{file} is not there: run `make golden` and read what it wrote"
        assert file.read_text(encoding="utf-8") == wanted, f"{file} differs: run `make golden` and read what changed"

    return compare


@pytest.fixture
def golden_sql(golden: Callable[[str, str], None], databases: Databases) -> Callable[[str, str], None]:
    """Compare the SQL of an engine: SQLite's beside the other files, that of others in folders of theirs."""
    folder = "" if databases.name == SQLITE else f"{databases.name}/"
    return lambda name, text: golden(f"{folder}{name}", text)
