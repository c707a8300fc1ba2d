"""Properties: how a class of the model declares what it holds, and how a view reads that back."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, cast, get_args, get_origin

from graph.values import LONGEST_IDENTIFIER, EntityId, checked_length


@dataclass(frozen=True, slots=True)
class Labels:
    """What people call a kind, a property or a code, in Polish and in English."""

    pl: str
    en: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One code of a code list. `broader` names a code above it; `term` is a class that bearing it adds to a subject."""

    pl: str
    en: str
    broader: str | None = None
    term: str | None = None


class Code(Enum):
    """A code list, published as a SKOS concept scheme: names, each with its Concept. A value of it is the name.

    `__labels__` is what people call the list.
    """

    __labels__: ClassVar[Labels]

    @property
    def concept(self) -> Concept:
        """What this code means."""
        return cast(Concept, self.value)

    @classmethod
    def under(cls, name: str) -> frozenset[str]:
        """Return the name of this code and of every one below it."""
        found = {name}
        while more := {code.name for code in cls if code.concept.broader in found} - found:
            found |= more
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a register calls an entity: `scheme` is the name of a code of IdentifierScheme."""

    scheme: str
    value: str

    def __post_init__(self) -> None:
        checked_length("identifier", self.value, LONGEST_IDENTIFIER)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a partnership, and in what capacity it stands there: `role` is the name of a code of Role."""

    entity: EntityId
    role: str | None = None


@dataclass(frozen=True, eq=False)
class Property:
    """One property of the model; there is one object for each.

    `name` is its name in GraphQL, YAML and evidence; `attribute` its name in Python and the stem of its columns.
    `type` is the class of its values: str, Text, Url, int, bool, Decimal, Money, PartialDate, Identifier, Party,
    a Code (whose values are names), or EntityId for a link, whose `target` then names the kind it leads to.
    `search` says that its words are searched, `index` that lists are ordered by it, however long they are.
    `inverse` is the attribute of the target that stores a link declared from the other side;
    `pattern` is a regular expression of XPath, which knows no lookahead, that strings should match;
    `derivation` names the rule by which a derived list is found (see graph/ties.py), `computed` is SQL.
    `search` says that an entity is found by its words; of a link to one entity, by the names of that entity.
    """

    attribute: str
    kind: str
    term: str
    labels: Labels
    description: str
    type: type
    target: str | None = None
    many: bool = False
    required: bool = False
    search: bool = False
    index: bool = False
    inverse: str | None = None
    derivation: str | None = None
    computed: str | None = None
    pattern: str | None = None

    @cached_property
    def name(self) -> str:
        """Its name in GraphQL, YAML and evidence."""
        return camel_case(self.attribute)

    @cached_property
    def stored(self) -> bool:
        """Whether a source may state it: it is neither the other side of a link nor derived nor computed."""
        return not (self.inverse or self.derivation or self.computed)

    @cached_property
    def is_folded(self) -> bool:
        """Whether its values are texts that are stored folded too."""
        return self.search and not self.is_link

    @cached_property
    def is_link(self) -> bool:
        """Whether its values are entities."""
        return self.target is not None

    @cached_property
    def is_code(self) -> bool:
        """Whether its values are codes of a code list."""
        return issubclass(self.type, Code)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What prop, link, derived or computed noted, until its class is read."""

    term: str
    labels: Labels
    description: str
    search: bool = False
    index: bool = False
    inverse: str | None = None
    derivation: str | None = None
    computed: str | None = None
    pattern: str | None = None


def prop(
    term: str,
    pl: str,
    en: str,
    description: str,
    *,
    search: bool = False,
    index: bool = False,
    pattern: str | None = None,
) -> Any:
    """Declare a stored property; its annotation says what it holds: `Mapped[Money | None]`, `Mapped[list[Text]]`."""
    return Declaration(term, Labels(pl, en), description, search=search, index=index, pattern=pattern)


def link(term: str, pl: str, en: str, description: str, *, inverse: str | None = None, search: bool = False) -> Any:
    """Declare a link to entities: `Mapped["Project"]`; with `inverse`, one that the target stores by that name."""
    return Declaration(term, Labels(pl, en), description, search=search, inverse=inverse)


def derived(pl: str, en: str, description: str, *, by: str) -> Any:
    """Declare a list that is found, not stored, `by` a rule of graph/ties.py."""
    return Declaration("", Labels(pl, en), description, derivation=by)


def computed(term: str, pl: str, en: str, description: str, *, sql: str) -> Any:
    """Declare a value that the database computes from other columns of the same row."""
    return Declaration(term, Labels(pl, en), description, computed=sql)


def properties(cls: type) -> dict[str, Property]:
    """Take the declarations of a class out of it, and return them as properties by attribute."""
    annotations = cls.__dict__.get("__annotations__", {})
    declared = [(name, each) for name, each in vars(cls).items() if isinstance(each, Declaration)]
    for name, _ in declared:
        delattr(cls, name)
    return {name: _property(cls.__name__, name, each, annotations.pop(name)) for name, each in declared}


def _property(kind: str, attribute: str, declaration: Declaration, annotation: Any) -> Property:
    (inner,) = get_args(annotation)
    many = get_origin(inner) is list
    if many:
        (inner,) = get_args(inner)
    reference = inner if isinstance(inner, str) else getattr(inner, "__forward_arg__", None)
    if reference is not None:
        target = reference.removesuffix(" | None")
        value_type, required = EntityId, target == reference
    else:
        target = None
        options = [each for each in get_args(inner) if each is not type(None)]
        value_type, required = (options[0], False) if options else (inner, True)
    return Property(
        attribute=attribute,
        kind=kind,
        type=value_type,
        target=target,
        many=many,
        required=required and not many,
        **{name: getattr(declaration, name) for name in declaration.__slots__},
    )


def camel_case(attribute: str) -> str:
    """Return `startDate` for `start_date`."""
    head, *tail = attribute.split("_")
    return head + "".join(word.capitalize() for word in tail)
