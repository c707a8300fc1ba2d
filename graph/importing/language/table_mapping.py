"""Table mappings: what the rows of one table mean, compiled, so that a row is read in microseconds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any, Protocol

from graph.errors import InvalidValue, SourceError
from graph.importing.drafts import Problem, Reading, RowRejected
from graph.importing.language.cells import CellRefused, Cells
from graph.importing.language.conditions import condition
from graph.importing.language.entities import entity
from graph.importing.language.forms import Read, form
from graph.importing.language.gathering import EntityReader, Gathering
from graph.importing.language.scope import Scope, unknown
from graph.importing.language.templates import Template, text_template
from graph.importing.slugs import slug
from graph.records import Row
from graph.seeding.nodes import Node
from graph.values import LONGEST_ROW, EntityId, Text, checked_length, checked_string

FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx")
JSON_FORMATS, JSON_SUFFIX = ("json", "jsonl"), re.compile(r"\.(json|jsonl|ndjson)(\.gz)?\*?$", re.IGNORECASE)
OPTIONS = ("format", "encoding", "delimiter", "quote", "sheet", "heading", "rows")
KEYS = ("file", *OPTIONS, "columns", "language", "row", "where", "key", "repeat", "fields", "records")
REPEATS = ("reject", "merge")


class Readable(Protocol):
    """A row of a file: its number, and its cells by column."""

    @property
    def number(self) -> int:
        """Its number in the file."""

    @property
    def cells(self) -> Mapping[str, Any]:
        """Its cells by column, or the values of a JSON object by key."""


@dataclass(frozen=True)
class TableMapping:
    """What the rows of a table mean.

    `options` say how its file is to be opened, as TableOptions has them. `merges` tells whether several rows may
    have one key. `columns` are those that a file must have, by the line that names them.
    """

    name: str
    file: str
    options: Mapping[str, Any]
    columns: Mapping[str, int]
    merges: bool
    _mapping: str
    _line: int
    _document: EntityId
    _fields: tuple[tuple[str, Read], ...]
    _row: Template | None
    _key: Template | None
    _where: Callable[[Cells], bool] | None
    _records: tuple[EntityReader, ...]

    def matches(self, file: str) -> bool:
        """Return whether a file is of this table, by its name."""
        return fnmatchcase(PurePath(file).name.casefold(), self.file.casefold())

    def check(self, file: str, columns: Sequence[str] | None) -> None:
        """Raise SourceError for a column that a file must have and has not; None is the columns of JSON."""
        for name, line in self.columns.items() if columns is not None else ():
            if columns is not None and name not in columns:
                meant = get_close_matches(name, columns, 1)
                hint = f"did you mean {meant[0]!r}?" if meant else f"it has {', '.join(map(repr, columns))}"
                raise SourceError(self._mapping, line, f"{file} has no column {name!r}; {hint}")

    def admits(self, row: Readable) -> bool:
        """Return whether the mapping speaks of a row, which it else sets aside. Raises RowRejected."""
        return self._where is None or bool(self._told(row, lambda where: where(self._cells(row)), self._where))

    def key(self, row: Readable) -> str | None:
        """Return what no other row of the table may have, folded; None if the mapping names nothing.

        Raises RowRejected.
        """
        if self._key is None:
            return None

        def key(template: Template) -> str:
            cells = self._cells(row)
            if template.is_blank(cells):
                raise CellRefused(template.names, "", "wanted the key of the row, came nothing")
            return "/".join(slug(each.read(cells)) for each in template.placeholders)

        name: str = self._told(row, key, self._key)
        return name

    def read(self, row: Readable) -> Reading:
        """Return what a row says. Raises RowRejected."""
        try:
            cells = self._cells(row)
            proof = Row(self.name, self._row_name(cells) if self._row else str(row.number))
            gathering = Gathering(cells, self._document, proof, [], [])
            for each in self._records:
                each(gathering, None)
        except CellRefused as error:
            raise RowRejected(Problem(row.number, error.column, error.value, error.reason)) from error
        except InvalidValue as error:
            raise RowRejected(Problem(row.number, "", "", str(error))) from error
        if not gathering.omissions:
            return Reading(row.number, gathering.drafts)
        return Reading(row.number, gathering.drafts, [replace(each, number=row.number) for each in gathering.omissions])

    def _cells(self, row: Readable) -> Cells:
        if not self._fields:
            return row.cells
        cells = dict(row.cells)
        for name, read in self._fields:
            found = read(cells)
            cells[name] = found[0] if len(found) == 1 else list(found) or None
        return cells

    def _row_name(self, cells: Cells) -> str:
        assert self._row
        name = self._row.text(cells)
        if not name:
            raise CellRefused(self._row.names, "", "wanted what the row is called by, came nothing")
        try:
            return checked_length("row", checked_string(name), LONGEST_ROW)
        except InvalidValue as error:
            raise CellRefused(self._row.names, name, str(error)) from error

    def _told(self, row: Readable, act: Callable[[Any], Any], on: Any) -> Any:
        try:
            return act(on)
        except CellRefused as error:
            raise RowRejected(Problem(row.number, error.column, error.value, error.reason)) from error


def table_mapping(name: str, node: Node, scope: Scope) -> TableMapping:
    """Read the mapping of a table. Raises SourceError."""
    entries = node.entries("a table: file and records")
    for key, each in entries.items():
        if key not in KEYS:
            raise unknown(each, "the key", key, KEYS)
    for key in ("file", "records"):
        if key not in entries:
            raise node.refusal(f"wanted {key} for the table {name}")
    with node.checked():
        Row(checked_string(name), "1")
    file = entries["file"].text("a name of files, such as *projects*.csv")
    options = _options(entries)
    language = _language(entries, scope)
    scope = replace(scope, is_json=_is_json(file, options), columns={}, named={}, language=language)
    for each in entries["columns"].items("a list of columns") if "columns" in entries else ():
        scope.columns.setdefault(each.text("a column"), each.line)
    fields = []
    for field, each in entries["fields"].entries("fields: a value by name").items() if "fields" in entries else ():
        fields.append((field, form(each, scope).read))
        scope = replace(scope, fields=scope.fields | {field})
    records = entries["records"].items("a list of entities")
    if not records:
        raise entries["records"].refusal("wanted an entity that the rows give, came none")
    return TableMapping(
        name,
        file,
        options,
        scope.columns,
        _merges(entries),
        node.file,
        node.line,
        scope.document,
        tuple(fields),
        _template(entries, "row", scope),
        _template(entries, "key", scope),
        condition(entries["where"], scope) if "where" in entries else None,
        tuple(entity(each, scope) for each in records),
    )


def _options(entries: Mapping[str, Node]) -> dict[str, Any]:
    options: dict[str, Any] = {name: entries[name].text(f"the {name}") for name in OPTIONS if name in entries}
    if options.get("format", FORMATS[0]) not in FORMATS:
        raise unknown(entries["format"], "the format", options["format"], FORMATS)
    if "encoding" in options:
        try:
            "".encode(options["encoding"])
        except LookupError as error:
            raise entries["encoding"].refusal(f"the encoding {options['encoding']!r} is not known") from error
    for name in ("delimiter", "quote"):
        if len(options.get(name, "-")) > 1 or (name == "delimiter" and options.get(name) == ""):
            raise entries[name].refusal(f"wanted one character as {name}, came {options[name]!r}")
    if "heading" in options:
        if not (options["heading"].isascii() and options["heading"].isdigit() and int(options["heading"][:9]) > 0):
            raise entries["heading"].refusal(f"wanted the line of the headings, 1 or more, came {options['heading']!r}")
        options["heading"] = int(options["heading"])
    return options


def _is_json(file: str, options: Mapping[str, Any]) -> bool:
    if "format" in options:
        return options["format"] in JSON_FORMATS
    return bool(JSON_SUFFIX.search(file))


def _language(entries: Mapping[str, Node], scope: Scope) -> str:
    if "language" not in entries:
        return scope.language
    with entries["language"].checked():
        return Text("-", entries["language"].text("a language tag, such as pl")).language


def _merges(entries: Mapping[str, Node]) -> bool:
    if "repeat" not in entries:
        return False
    node, text = entries["repeat"], entries["repeat"].text(" or ".join(REPEATS))
    if text not in REPEATS:
        raise unknown(node, "repeat", text, REPEATS)
    if "key" not in entries:
        raise node.refusal("wanted key beside repeat: by what rows repeat each other")
    return text == "merge"


def _template(entries: Mapping[str, Node], name: str, scope: Scope) -> Template | None:
    if name not in entries:
        return None
    template = text_template(entries[name], scope)
    if not template.placeholders:
        raise entries[name].refusal(f"wanted a template with columns as {name}, such as {{Id}}")
    return template
