"""YAML nodes: a YAML file as mappings, lists and words that know their lines.

Every scalar is read as the words that stand there: no date, number or boolean is made of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from graph.errors import InvalidValue, SourceError

QUOTED = "!quoted"  # the tag of words that the source itself has
_NULL = "tag:yaml.org,2002:null"
_STANDARD = "tag:yaml.org,2002:"


class Node:
    """A part of a YAML file. What is not of the shape that is asked for is refused with its line."""

    def __init__(self, file: str, node: yaml.Node, line: int | None = None) -> None:
        self.file = file
        self.line: int = node.start_mark.line + 1 if line is None else line
        self._node = node

    @property
    def is_mapping(self) -> bool:
        """Whether it has keys."""
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Whether it has items."""
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def is_tagged(self) -> bool:
        """Whether it bears a tag that is not of YAML itself."""
        return not self._node.tag.startswith(_STANDARD)

    @property
    def is_quoted(self) -> bool:
        """Whether its words are marked as the source's own."""
        return bool(self._node.tag == QUOTED)

    def entries(self, wanted: str) -> dict[str, "Node"]:
        """Return the values by key, each with the line of its key; `wanted` says what should stand here."""
        if not isinstance(self._node, yaml.MappingNode) or self.is_tagged:
            raise self.refusal(f"wanted {wanted}, came {self}")
        found: dict[str, Node] = {}
        for key_node, value_node in self._node.value:
            key = Node(self.file, key_node)
            name = key.text("a key")
            if name in found:
                raise key.refusal(f"{name!r} stands here twice, first in line {found[name].line}")
            found[name] = Node(self.file, value_node, key.line)
        return found

    def items(self, wanted: str) -> list["Node"]:
        """Return the items; `wanted` says what should stand here."""
        if not isinstance(self._node, yaml.SequenceNode) or self.is_tagged:
            raise self.refusal(f"wanted {wanted}, came {self}")
        return [Node(self.file, each) for each in self._node.value]

    def text(self, wanted: str) -> str:
        """Return the words; `wanted` says what should stand here."""
        node = self._node
        known = self.is_quoted or not self.is_tagged
        if not isinstance(node, yaml.ScalarNode) or node.tag == _NULL or not known:
            raise self.refusal(f"wanted {wanted}, came {self}")
        words: str = node.value
        return words

    def refusal(self, message: str) -> SourceError:
        """Return the error that says what is wrong here."""
        return SourceError(self.file, self.line, message)

    @contextmanager
    def checked(self) -> Iterator[None]:
        """Refuse, with this line, what is found invalid inside."""
        try:
            yield
        except InvalidValue as error:
            raise self.refusal(str(error)) from error

    def __str__(self) -> str:
        if self.is_tagged:
            return f"the tag {self._node.tag!r}"
        if self.is_mapping:
            return "a mapping"
        if self.is_list:
            return "a list"
        return "nothing" if self._node.tag == _NULL else repr(self._node.value)


def read_yaml(path: Path) -> Node:
    """Return the only document of a YAML file. Raises SourceError, whatever the file holds."""
    file = str(path)
    text = _text(path)
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SourceError(file, line, f"character U+{ord(text[error.position]):04X} cannot stand in YAML") from error
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SourceError(file, mark.line + 1 if mark else 1, f"is not YAML: {_said(error)}") from error
    # PyYAML leaves an escape beyond Unicode and nesting without end to Python.
    except (ValueError, OverflowError) as error:
        raise SourceError(file, loader.line + 1, "is not YAML: an escape or number is out of range") from error
    except RecursionError as error:
        raise SourceError(file, loader.line + 1, "is nested too deeply") from error
    if node is None:
        raise SourceError(file, 1, "wanted a document and its entities, came an empty file")
    return Node(file, node)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(str(path), 1, f"cannot be read: {error.strerror}") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(str(path), line, f"wanted UTF-8, came byte 0x{content[error.start]:02X}") from error


def _said(error: yaml.MarkedYAMLError) -> str:
    """Return what PyYAML says, in one line."""
    return ", ".join(part for part in (error.context, error.problem) if part)
