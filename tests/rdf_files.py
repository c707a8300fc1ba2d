"""Files of RDF, as tests make and import them: an empty graph, an export of a graph, an import of files into one."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from graph.importing.rdf.limits import DEFAULTS, Limits
from graph.importing.rdf.runs import RdfRun
from graph.importing.rdf.subjects import Subjects
from graph.importing.report import Report
from graph.importing.run import Options
from graph.kinds import Model
from graph.properties import Identifier
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.store import Store
from graph.values import EntityId

BASE = "https://example.org/"
FILE = EntityId("document/file")


class Graphs:
    """A folder of graphs, each a copy of an empty one."""

    def __init__(self, folder: Path, model: Model) -> None:
        self.folder, self.model, self.count = folder, model, 0
        Store.create(f"sqlite:///{folder / 'empty.db'}", model).close()

    @contextmanager
    def new(self) -> Iterator[Store]:
        """Yield an empty graph."""
        self.count += 1
        path = self.folder / f"{self.count}.db"
        shutil.copyfile(self.folder / "empty.db", path)
        with closing(Store.open(f"sqlite:///{path}", self.model)) as store:
            yield store
        path.unlink()


def exported(store: Store, format_: str = "ntriples", base: str = BASE, **options: Any) -> bytes:
    """Return the export of a graph."""
    syntax = FORMATS[format_].syntax(store.model, base)
    return "".join(export(store.model, syntax, store.records(), store.merges(), **options)).encode()


def written(folder: Path, content: bytes | str, format_: str = "ntriples", name: str = "file") -> Path:
    """Write a file of a format."""
    path = folder / f"{name}{FORMATS[format_].suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(
    store: Store,
    paths: Path | Sequence[Path],
    base: str = BASE,
    limits: Limits = DEFAULTS,
    ends_after: int = 1_000_000,
    **options: Any,
) -> Report:
    """Import files, and return the report; everything in it must add up."""
    files = [paths] if isinstance(paths, Path) else list(paths)
    with closing(Subjects(files, store.model, base, FILE, limits)) as subjects:
        subjects.known = lambda wanted: _known(store, wanted)
        run = RdfRun(store, subjects, files[0].parent, Options(**options))
        events = iter(run)
        for number, _ in enumerate(events, 1):
            if number == ends_after:
                events.throw(Ended)
    assert run.report.accounted == run.report.tables[0].read
    triples = dict(run.report.tables[0].triples)
    assert triples.pop("read") == sum(triples.values())
    assert min(triples.values()) >= 0
    return run.report


class Ended(Exception):
    """The import was ended before it was done."""


def _known(store: Store, wanted: EntityId | Identifier) -> bool:
    if isinstance(wanted, Identifier):
        with store.writing() as writer:
            return bool(writer.bearers([wanted]))
    meant = store.meant(wanted)
    return meant is not None and meant.is_there
