"""Settings: what a publisher sets, and the graph that they name."""

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import make_url

from graph import dataset as datasets
from graph.dataset import Dataset
from graph.errors import EmptyDatabase, InvalidValue
from graph.kinds import Model
from graph.model import Base
from graph.seeding.seeds import read_seeds
from graph.store import Store
from graph.values import Url
from schema.limits import DEFAULTS, LIMITS, Limits

MAPPINGS = Path(__file__).parent / "mappings"
SEEDS = Path(__file__).parent / "seeds"
WHOLE = Dataset()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a publisher sets; `base_iri` ends in a slash. Dumps are made in `dumps`, else where
    OGNIWO_DUMPS says, else among what can be made again.
    """

    database: str
    base_iri: str
    host: str
    port: int
    limits: Limits = DEFAULTS
    dumps: Path | None = None
    dataset: Dataset = WHOLE

    @classmethod
    def of(
        cls,
        *,
        database: str = "sqlite:///ogniwo.db",
        base_iri: str | None = None,
        host: str = "127.0.0.1",
        port: int = 8000,
        limits: Limits = DEFAULTS,
        dataset: Dataset = WHOLE,
        dumps: str | Path | None = None,
    ) -> "Settings":
        """Return settings, the base IRI being the address that is listened on if none is set. Raises InvalidValue."""
        name = f"[{host}]" if ":" in host else host
        base = Url(base_iri or f"http://{name}:{port}/")
        if "#" in base or "?" in base:
            raise InvalidValue(f"the base IRI {base} must have neither ? nor #")
        folder = Path(dumps).absolute() if dumps else None
        return cls(database, base if base.endswith("/") else f"{base}/", host, port, limits, folder, dataset)

    @classmethod
    def from_environment(cls) -> "Settings":
        """Return the settings in OGNIWO_DATABASE, OGNIWO_BASE_IRI, OGNIWO_HOST, OGNIWO_PORT, OGNIWO_LIMIT_* and others.

        Raises InvalidValue.
        """
        named = {
            name: os.environ[f"OGNIWO_{name.upper()}"] for name in _NAMES if os.environ.get(f"OGNIWO_{name.upper()}")
        }
        port = named.pop("port", "8000")
        if not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) < 65_536):
            raise InvalidValue(f"OGNIWO_PORT: {port[:40]!r} is not a port, 0 to 65535")
        limits = {
            name.removeprefix(_LIMIT).lower(): text
            for name, text in os.environ.items()
            if name.startswith(_LIMIT) and text
        }
        return cls.of(port=int(port), limits=DEFAULTS.changed(limits), dataset=_dataset(), **named)

    def to_environment(self) -> None:
        """Set the environment of other processes, so that they have the same settings."""
        for name in _NAMES:
            os.environ[f"OGNIWO_{name.upper()}"] = str(getattr(self, name))
        if self.dumps:
            os.environ["OGNIWO_DUMPS"] = str(self.dumps)
        for name in LIMITS:
            os.environ[f"{_LIMIT}{name.upper()}"] = str(getattr(self.limits, name))
        said = self.dataset.written()
        for name in datasets.NAMES:
            os.environ[f"OGNIWO_{name.upper()}"] = said.get(name, "")  # what is empty is not set

    @property
    def dump_folder(self) -> Path:
        """Where the dumps of this graph under this base are: a folder of their own in `dumps`."""
        url = make_url(self.database)
        where = str(Path(url.database or "").resolve()) if url.drivername.startswith("sqlite") else str(url)
        return (self.dumps or _dumps()) / blake2b(f"{where}\0{self.base_iri}".encode(), digest_size=8).hexdigest()


def cache_folder() -> Path:
    """Return where the user keeps what can be made again: in XDG_CACHE_HOME, else in ~/.cache."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(given) if Path(given).is_absolute() else Path("~/.cache").expanduser()
    return folder / "ogniwo"


def _dataset() -> Dataset:
    """Return the dataset as the environment describes it. Raises InvalidValue."""
    keys = {name: f"OGNIWO_{name.upper()}" for name in datasets.NAMES}
    given = {name: os.environ[key] for name, key in keys.items() if os.environ.get(key)}
    try:
        return WHOLE.changed(given)
    except InvalidValue as error:
        name, _, message = str(error).partition(": ")
        raise InvalidValue(f"{keys[name]}: {message}") from error


def _dumps() -> Path:
    """Return where dumps are if nothing else is set: in OGNIWO_DUMPS, else among caches."""
    given = os.environ.get("OGNIWO_DUMPS")
    return Path(given).absolute() if given else cache_folder() / "dumps"


_NAMES = ("database", "base_iri", "host", "port")
_LIMIT = "OGNIWO_LIMIT_"


def opened(database: str) -> Store:
    """Return the graph at a database URL; a new one is filled with the seeds. Raises OgniwoError."""
    model = Model.of(Base)
    try:
        return Store.open(database, model)
    except EmptyDatabase:
        return Store.create(database, model, read_seeds([SEEDS], model))
