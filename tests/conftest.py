"""What the tests share: the model, one graph of the seeds, the engine over it and the reference beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from reference import Reference

from graph.kinds import Model
from graph.model import Base
from graph.seeding.seeds import read_seeds
from graph.store import Store
from schema.engine import Engine

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
BASE = "http://127.0.0.1:8000/"

# Tests that fail only now and then help nobody; `--hypothesis-profile=explore` looks further than CI does.
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
settings.register_profile("explore", settings.get_profile("ci"), derandomize=False, max_examples=5_000)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the golden files, for reading in review")


@pytest.fixture(scope="session")
def model() -> Model:
    return Model.of(Base)


@pytest.fixture(scope="session")
def store(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A graph of the seeds, in a file of its own; nobody writes to it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('graph') / 'seeds.db'}"
    made = Store.create(url, model, read_seeds([HERE.parent / "seeds"], model))
    yield made
    made.close()


@pytest.fixture(scope="session")
def engine(store: Store) -> Engine:
    return Engine(store, BASE)


@pytest.fixture(scope="session")
def reference(store: Store) -> Reference:
    return Reference(store, BASE)


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
