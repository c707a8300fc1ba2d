"""Offers: the types and the properties that a table can be matched by, and filled with, made from the model."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from graph.errors import RequestError
from graph.index import name_of
from graph.kinds import Kind, Model
from graph.properties import Identifier, Labels, Property
from graph.values import Text


@dataclass(frozen=True, slots=True)
class Path:
    """What a stored property holds, or one of what a link leads to; or the identifiers of one register.

    `steps` are the properties on the way, one or two, of which the last has the values.
    """

    id: str
    labels: Labels
    steps: tuple[Property, ...]
    scheme: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the properties on the way."""
        return tuple(each.name for each in self.steps)

    @property
    def item(self) -> Property:
        """The property that has the values."""
        return self.steps[-1]

    @property
    def description(self) -> str:
        """What it means."""
        return self.item.description


@dataclass(frozen=True, slots=True)
class Offers:
    """What a model offers: kinds by name, and by the name of each concrete kind its paths by id.

    `links` are its links to one entity, `names` what it may be called by, and whether that is a whole name, not a short
    form or a code.
    """

    kinds: Mapping[str, Kind]
    paths: Mapping[str, Mapping[str, Path]]
    links: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[tuple[str, bool]]]

    @classmethod
    def of(cls, model: Model) -> "Offers":
        """Return what a model offers."""
        paths = {
            kind.name: MappingProxyType({path.id: path for path in _paths(model, kind)}) for kind in model.concrete
        }
        links = {
            kind.name: [item.name for item in kind.stored if item.is_link and not item.many] for kind in model.concrete
        }
        names = {kind.name: [(item.name, item.type is Text) for item in _naming(kind)] for kind in model.concrete}
        return cls(model.kinds, MappingProxyType(paths), MappingProxyType(links), MappingProxyType(names))

    def types(self) -> Iterator[Kind]:
        """Yield the kinds that tables are about: those that have names, and are no part of another."""
        for kind in self.kinds.values():
            if name_of(kind) and not any(item.is_link and item.required for item in kind.stored):
                yield kind

    @property
    def usual_kinds(self) -> frozenset[str]:
        """The concrete kinds that tables are about."""
        return frozenset(member for kind in self.types() for member in self.members(kind.name))

    def type(self, name: str) -> Kind:
        """Return the kind of that name. Raises RequestError."""
        if name not in self.kinds:
            raise RequestError(f"there is no type {name[:60]!r}{_near(name, self.kinds)}")
        return self.kinds[name]

    def members(self, name: str) -> frozenset[str]:
        """Return the names of the concrete kinds that a type stands for."""
        return frozenset(each for each in self.paths if name in (each, self.kinds[each].parent))

    def of_types(self, names: frozenset[str]) -> dict[str, Path]:
        """Return the paths of some concrete kinds, by id; what several have is as the first of them has it."""
        found: dict[str, Path] = {}
        for name, paths in self.paths.items():
            if name in names:
                found = {**paths, **found}
        return found

    def all(self) -> dict[str, Path]:
        """Return every path by id; what several kinds have is as the first of them has it."""
        return self.of_types(frozenset(self.paths))

    def check_property(self, name: str) -> str:
        """Return the id of a property. Raises RequestError if no kind has it."""
        if not any(name in paths for paths in self.paths.values()):
            raise RequestError(f"there is no property {name[:60]!r}{_near(name, self.all())}")
        return name


def _naming(kind: Kind) -> Iterator[Property]:
    """Yield the properties by which entities of a kind are called."""
    for item in kind.stored:
        is_text = item.type in (Text, str) and not item.many
        if is_text and (item.name in kind.called_by or (item.search and item.type is str)):
            yield item


def _paths(model: Model, kind: Kind) -> Iterator[Path]:
    for item in kind.stored:
        yield Path(item.name, item.labels, (item,))
    for item in kind.stored:
        if item.type is Identifier:
            for scheme, code in model.codes["IdentifierScheme"].__members__.items():
                yield Path(f"{item.name}.{scheme}", _joined(item.labels, code.concept), (item,), scheme)
        elif item.is_link:
            for beyond in model.kinds[item.target or ""].stored:
                if not beyond.many:
                    labels = _joined(item.labels, beyond.labels)
                    yield Path(f"{item.name}.{beyond.name}", labels, (item, beyond))


def _joined(first: Labels, then: "Labels | object") -> Labels:
    return Labels(*(f"{getattr(first, each)}: {getattr(then, each)}" for each in ("pl", "en")))


def _near(name: str, known: Mapping[str, object]) -> str:
    by_folded = {each.casefold(): each for each in known}
    near = get_close_matches(name[:60].casefold(), by_folded, n=3, cutoff=0.6)
    return f": did you mean {' or '.join(by_folded[each] for each in near)}?" if near else ""
