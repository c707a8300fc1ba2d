"""Published: all that is described by the catalogue - a graph, what its publisher says of it, and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.dataset import Dataset
from graph.describing.nodes import Said, each
from graph.describing.statistics import Coverage
from graph.kinds import Model
from graph.values import Url

DATASET, PUBLISHER = "catalog:dataset", "catalog:publisher"


class File(Protocol):
    """A file of the whole graph: what serving/dumps.py knows of it."""

    @property
    def name(self) -> str:
        """What it is called under /dump/."""

    @property
    def format(self) -> str:
        """The name of its format."""

    @property
    def media_type(self) -> str:
        """The media type of that, whether it is gzipped or not."""

    @property
    def size(self) -> int:
        """How many bytes it has."""

    @property
    def sha256(self) -> str:
        """The checksum of them, hexadecimal."""

    @property
    def is_gzipped(self) -> bool:
        """Whether it is compressed."""


class Files(Protocol):
    """The files of a revision, and what was counted when they were written."""

    @property
    def revision(self) -> int:
        """Its number."""

    @property
    def time(self) -> str:
        """When it was, as Coverage says it."""

    @property
    def triples(self) -> int:
        """How many triples each of the files has."""

    @property
    def entities(self) -> Mapping[str, int]:
        """How many entities there are of each kind, by its name."""

    @property
    def files(self) -> Sequence[File]:
        """The files."""


@dataclass(frozen=True, slots=True)
class Published:
    """A graph as it is published: under which base, what its publisher says of it, what it covers, and its files."""

    model: Model
    base: str
    dataset: Dataset
    coverage: Coverage
    files: Files | None = None

    def address(self, path: str) -> Url:
        """Return the address of a path under the base."""
        return Url(f"{self.base}{path}")

    @property
    def publisher(self) -> str:
        """The IRI of the publisher."""
        return self.dataset.publisher_iri or PUBLISHER

    @property
    def licensed(self) -> tuple[Said, ...]:
        """On what terms it may be used, if that is known."""
        return each("dcterms:license", [self.dataset.licence] if self.dataset.licence else [])
