"""Seeds: the import view for YAML, one file a source document; each value has its proof, each mistake its line.

    document:                                 # an entity of type Document
      id: document/leczna-staze-we-wloszech
      title: !quoted Pracownicy MOPS pojedą na staże do Włoch       # !quoted: the source's own words, which prove it
      language: pl                            # also of every text in this file that does not name its own
      evidence: {language: {table: file, row: leczna.txt}}          # a record, where no words can prove it
    entities:
    - id: organization/mops-leczna
      type: Institution
      name: {pl: Miejski Ośrodek Pomocy Społecznej w Łęcznej}       # a text may be given by language
      place: place/leczna
      evidence:
        all: Miejski Ośrodek Pomocy Społecznej w Łęcznej podpisał   # proves what is not named below; may stand alone
        place: {exact: Łęcznej, prefix: "w ", suffix: " podpisał", implied: true, preferred: true}

Where the model has a list of what links back, such as the `participations` of a project, entities may be nested: the
link is said by where they stand. One proof serves all values of a property that are not !quoted; a list of proofs
serves them one by one.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graph.errors import SourceError
from graph.kinds import Kind, Model
from graph.properties import Property, camel_case
from graph.records import Source, Statement
from graph.seeding.bed import Seed, check_together
from graph.seeding.nodes import Node, read_yaml
from graph.seeding.values import Proofs, Value, values
from graph.values import UNDETERMINED, EntityId, Text

RESERVED = ("id", "type", "evidence")


def read_seeds(paths: Iterable[Path], model: Model) -> list[Source]:
    """Read seed files and folders of them, in the order of their names. Together they must be whole.

    Raises SourceError for a mistake in a file, a link to what no file defines, and what is required but never said.
    """
    seeds = [_Reading(path, model).seed() for path in _files(paths)]
    check_together(seeds, model)
    return [each.source for each in seeds]


def read_seed(path: Path, model: Model) -> Source:
    """Read one seed file, which may speak of what other files define. Raises SourceError."""
    return _Reading(path, model).seed().source


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.glob("*.yaml"))
        if not found:
            raise SourceError(str(path), 1, "wanted a folder of *.yaml files, came one without any")
        yield from found


class _Reading:
    """A seed file while it is read."""

    def __init__(self, path: Path, model: Model) -> None:
        self.path, self.model = path, model
        self.language = UNDETERMINED
        self.kinds: dict[EntityId, str] = {}
        self.lines: dict[EntityId, int] = {}
        self.statements: list[Statement] = []
        self.statement_lines: list[int] = []

    def seed(self) -> Seed:
        """Return all that the file says."""
        root = read_yaml(self.path)
        parts = root.entries("a document and its entities")
        for name, part in parts.items():
            if name not in ("document", "entities"):
                raise part.refusal(f"wanted document or entities, came {name!r}")
        if "document" not in parts:
            raise root.refusal("wanted a document, came only entities")
        document = self._document(parts["document"])
        for entity in parts["entities"].items("a list of entities") if "entities" in parts else ():
            self._entity(entity)
        source = Source(self.path.name, document, self.kinds, tuple(self.statements))
        return Seed(str(self.path), source, self.lines, tuple(self.statement_lines))

    def _document(self, node: Node) -> EntityId:
        language = node.entries("a document").get("language")
        if language:
            self.language = language.text("a language tag, such as pl")
            with language.checked():
                Text("-", self.language)
        return self._entity(node, "Document")

    def _entity(self, node: Node, expected: str = "Entity", within: tuple[str, EntityId] | None = None) -> EntityId:
        """Read an entity and those nested in it; `within` is the link that its own nesting says."""
        entries = node.entries("an entity")
        kind = self._kind(node, entries.get("type"), expected)
        subject = self._id(node, entries.get("id"), kind)
        stated = {_property(kind, name, each): each for name, each in entries.items() if name not in RESERVED}
        proofs = Proofs(kind, subject, entries.get("evidence"))
        said = self._values(kind, subject, node, stated, within)
        proofs.check(item.name for item in said)
        for item, found in said.items():
            for value, proof in zip(found, proofs.of(item, found), strict=True):
                self.statement_lines.append(value.node.line)
                self.statements.append(
                    Statement(subject, item.name, value.value, proof.proof, proof.implied, proof.preferred)
                )
        for item, each in stated.items():
            if item.inverse and item.target:
                for nested in each.items(f"a list of {item.target}"):
                    self._entity(nested, item.target, (camel_case(item.inverse), subject))
        return subject

    def _kind(self, node: Node, given: Node | None, expected: str) -> Kind:
        possible = {each.name: each for each in self.model.members(expected)}
        if given is None and len(possible) > 1:
            raise node.refusal(f"wanted a type: {', '.join(possible)}")
        name = given.text("a type") if given else expected
        if name not in possible:
            raise (given or node).refusal(f"wanted a type: {', '.join(possible)}; came {name!r}")
        return possible[name]

    def _id(self, node: Node, given: Node | None, kind: Kind) -> EntityId:
        if given is None:
            raise node.refusal(f"wanted an id: {kind.prefix}/...")
        with given.checked():
            subject = EntityId(given.text("an id"))
        if subject.prefix != kind.prefix:
            raise given.refusal(f"wanted the id of a {kind.name}, {kind.prefix}/..., came {str(subject)!r}")
        if subject in self.kinds:
            raise given.refusal(f"{subject} stands here twice, first in line {self.lines[subject]}")
        self.kinds[subject], self.lines[subject] = kind.name, given.line
        return subject

    def _values(
        self,
        kind: Kind,
        subject: EntityId,
        node: Node,
        stated: Mapping[Property, Node],
        within: tuple[str, EntityId] | None,
    ) -> dict[Property, list[Value]]:
        """Return the values of each property that a source may state, that of the nesting first."""
        said = {}
        if within:
            item, to = kind.properties[within[0]], within[1]
            if item in stated:
                raise stated[item].refusal(f"{item.name} of {subject} is said here and by standing in {to}")
            said[item] = [Value(to, node)]
        for item, each in stated.items():
            if item.stored:
                said[item] = values(self.model, item, each, self.language)
        return said


def _property(kind: Kind, name: str, node: Node) -> Property:
    item = kind.properties.get(name)
    if item is None:
        known = ", ".join(each.name for each in kind.properties.values() if each.stored or each.inverse)
        raise node.refusal(f"wanted a property of {kind.name}, came {name!r}; it has {known}")
    if item.derivation or item.computed:
        raise node.refusal(f"{name} of {kind.name} is found, not stated: leave it out")
    return item
