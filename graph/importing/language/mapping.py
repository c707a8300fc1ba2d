"""Mappings: what the tables of a document mean, in YAML; read whole, with the line of every mistake, before any row."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as ByName
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import InvalidValue
from graph.importing.drafts import Draft
from graph.importing.language.entities import entity
from graph.importing.language.gathering import Gathering
from graph.importing.language.scope import Places, Scope, unknown
from graph.importing.language.table_mapping import TableMapping, table_mapping
from graph.kinds import Model
from graph.records import Row
from graph.seeding.nodes import Node, read_yaml
from graph.values import UNDETERMINED, EntityId, Text

PARTS = ("document", "entities", "tables")
DOCUMENT = "Document"
OWN_TABLE = "mapping"  # what proves the constants of a mapping: a row of it


@dataclass(frozen=True)
class Mapping:
    """What the tables of one document mean. `tables` are in the order in which they are to be read."""

    path: Path
    document: EntityId
    tables: ByName[str, TableMapping]
    _drafts: tuple[Draft, ...]

    def document_drafts(self) -> Sequence[Draft]:
        """Return what it says itself: of the document, of what rows link to, and of the gazetteer if it asks one."""
        return self._drafts

    def tables_of(self, file: str) -> list[TableMapping]:
        """Return the tables that a file is read as, by its name."""
        return [each for each in self.tables.values() if each.matches(file)]


def read_mapping(path: Path, model: Model, places: Callable[[], Places] | None = None) -> Mapping:
    """Read a mapping; `places` opens the gazetteer that it may ask.

    Raises SourceError for the first mistake, with its line.
    """
    root = read_yaml(path)
    parts = root.entries("a document and its tables")
    for name, part in parts.items():
        if name not in PARTS:
            raise unknown(part, "the part", name, PARTS)
    for name in ("document", "tables"):
        if name not in parts:
            raise root.refusal(f"wanted document and tables, came no {name}")
    document = _document(parts["document"])
    scope = Scope(model, document, places, _language(parts["document"]))
    drafts = _constants(parts, scope, path)
    tables = parts["tables"].entries("tables by name")
    if not tables:
        raise parts["tables"].refusal("wanted a table, came none")
    compiled = {name: table_mapping(name, node, scope) for name, node in tables.items()}
    if scope.asked and places:
        drafts.append(places().document)
    return Mapping(path, document, compiled, tuple(drafts))


def _constants(parts: ByName[str, Node], scope: Scope, path: Path) -> list[Draft]:
    """Return what the mapping says itself."""
    constants = replace(scope, has_rows=False)
    drafts = _drafts(parts["document"], constants, path, DOCUMENT)
    for item in scope.model.kinds[DOCUMENT].stored:
        if item.required and item.name not in drafts[0].values:
            raise parts["document"].refusal(f"{scope.document} wants {item.name}")
    lines = {scope.document: parts["document"].line}
    for node in parts["entities"].items("a list of entities") if "entities" in parts else ():
        for draft in _drafts(node, constants, path):
            if draft.id in lines:
                raise node.refusal(f"{draft.id} stands here twice, first in line {lines[draft.id]}")
            lines[draft.id] = node.line
            drafts.append(draft)
    return drafts


def _document(node: Node) -> EntityId:
    entries = node.entries("a document")
    if "id" not in entries:
        raise node.refusal("wanted an id: document/...")
    with entries["id"].checked():
        return EntityId(entries["id"].text("an id"))


def _language(node: Node) -> str:
    """Return the language of every text that names none."""
    given = node.entries("a document").get("language")
    if given is None:
        return UNDETERMINED
    with given.checked():
        return Text("-", given.text("a language tag, such as pl")).language


def _drafts(node: Node, scope: Scope, path: Path, expected: str = "Entity") -> list[Draft]:
    read = entity(node, scope, expected)
    gathering = Gathering({}, scope.document, Row(OWN_TABLE, path.name[:200]), [], [])
    try:
        read(gathering, None)
    except InvalidValue as error:
        raise node.refusal(str(error)) from error
    for each in gathering.omissions:
        raise node.refusal(each.reason)
    return gathering.drafts
