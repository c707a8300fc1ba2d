"""Kinds: the classes of a model, mapped to tables and read back; a Model is what every view takes as its argument."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

from sqlalchemy import Column, Computed, Index, Integer, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, mapped_column

from graph.columns import KEY, characters, column_types, order_columns, reference
from graph.ledger import add_ledger
from graph.properties import Code, Identifier, Labels, Party, Property, properties


class Declarative:
    """What the base of a model derives from, before DeclarativeBase: it makes columns of what a class declares."""

    metadata: ClassVar[MetaData]
    declared: ClassVar[dict[type, dict[str, Property]]]
    tables: ClassVar[dict[str, str]]
    code_lists: ClassVar[tuple[type[Code], ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Map the class, its properties being columns and tables by now."""
        if DeclarativeBase in cls.__bases__:
            cls.declared, cls.tables = {}, {}
            super().__init_subclass__(**options)
            add_ledger(cls.metadata)
        else:
            _declare(cls)
            super().__init_subclass__(**options)
            _index(cls)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of entity; there is one object for each.

    `table` holds its rows, beside `entity`; an abstract kind is an interface and its concrete kinds share the table.
    `called_by` names the properties whose first value is an entity's label.
    """

    name: str
    prefix: str
    parent: str | None
    abstract: bool
    terms: tuple[str, ...]
    labels: Labels
    plural: str
    description: str
    called_by: tuple[str, ...]
    table: Table = field(repr=False, compare=False)
    properties: Mapping[str, Property] = field(repr=False, compare=False)

    @cached_property
    def code(self) -> str:
        """Its name among codes: TARGET_GROUP."""
        return _snake_case(self.name).upper()

    @cached_property
    def stored(self) -> tuple[Property, ...]:
        """The properties that a source may state."""
        return tuple(each for each in self.properties.values() if each.stored)

    @cached_property
    def checked(self) -> tuple[Property, ...]:
        """The properties that an entity must have, or whose length is limited."""
        return tuple(each for each in self.stored if each.required or each.index)

    @cached_property
    def leading(self) -> frozenset[str]:
        """The names of the stored properties that lead to entities."""
        return frozenset(each.name for each in self.stored if each.is_link or each.type is Party)

    @cached_property
    def is_tree(self) -> bool:
        """Whether its entities stand under each other by `parent`."""
        return "ancestors" in self.properties

    @cached_property
    def spans(self) -> bool:
        """Whether its entities last from a date to a date."""
        return {"startDate", "endDate"} <= self.properties.keys()


@dataclass(frozen=True)
class Model:
    """A whole model: its kinds, its code lists, its tables. `common` are the properties of every entity."""

    kinds: Mapping[str, Kind]
    common: Mapping[str, Property]
    codes: Mapping[str, type[Code]]
    metadata: MetaData = field(repr=False)

    @classmethod
    def of(cls, base: type[Declarative]) -> "Model":
        """Read the classes declared on `base`."""
        root, *classes = base.declared
        kinds = [_kind(each, base) for each in classes]
        return cls(
            MappingProxyType({each.name: each for each in kinds}),
            MappingProxyType({each.name: each for each in base.declared[root].values()}),
            MappingProxyType({each.__name__: each for each in base.code_lists}),
            base.metadata,
        )

    @cached_property
    def entity(self) -> Table:
        """The table in which every entity has a row."""
        return self.metadata.tables["entity"]

    @cached_property
    def concrete(self) -> tuple[Kind, ...]:
        """The kinds that entities are of."""
        return tuple(kind for kind in self.kinds.values() if not kind.abstract)

    @cached_property
    def families(self) -> tuple[Kind, ...]:
        """The kinds that have a table and a prefix of their own, in the order of their prefixes."""
        return tuple(sorted((each for each in self.kinds.values() if not each.parent), key=lambda each: each.prefix))

    def coded(self, code: str) -> tuple[Kind, ...]:
        """Return the concrete kinds that a kind's code stands for. Raises KeyError."""
        return self.members({kind.code: kind.name for kind in self.kinds.values()}[code])

    def members(self, name: str) -> tuple[Kind, ...]:
        """Return the concrete kinds that a name stands for; all of them for "Entity"."""
        return tuple(each for each in self.concrete if name in ("Entity", each.name, each.parent))

    def names(self, name: str) -> frozenset[str]:
        """Return the names of the members of a kind."""
        return self._names[name]

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(each.name for each in self.members(name)) for name in ("Entity", *self.kinds)}

    def table(self, name: str) -> Table:
        """Return the table of a kind; that of all entities for "Entity"."""
        return self.entity if name == "Entity" else self.kinds[name].table

    def list_table(self, item: Property) -> Table:
        """Return the table that holds the values of a property that may have several."""
        return self.metadata.tables[f"{self.table(item.kind).name}_{item.attribute}"]


def hyphenated(name: str) -> str:
    """Return `target-group` for `TargetGroup`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _declare(cls: Any) -> None:
    above = cls.__mro__[1]
    has_table = above not in cls.declared or above.__name__ == "Entity"
    if has_table:
        cls.__tablename__ = _snake_case(cls.__name__)
        if above in cls.declared:
            cls.key = mapped_column(KEY, reference("entity"), primary_key=True, autoincrement=False)
        if "__members__" in vars(cls):
            cls.row_type = mapped_column("type", characters(40), index=True)
    for name in (cls.__name__, *vars(cls).get("__members__", ())):
        cls.tables[name] = cls.__tablename__
    cls.__mapper_args__ = {"polymorphic_identity": cls.__name__}
    if above not in cls.declared:
        cls.__mapper_args__["polymorphic_on"] = "type"
    own = properties(cls)
    cls.declared[cls] = {**cls.declared.get(above, {}), **own}
    for item in own.values():
        if item.many and item.stored:
            _list_table(cls, item)
        elif not item.many:
            _columns(cls, item, shared=not has_table)


def _table_of(cls: Any, target: str) -> str:
    """Return the table of a kind. One that is declared only later has a table of its own."""
    table: str = cls.tables.get(target, _snake_case(target))
    return table


def _snake_case(name: str) -> str:
    return hyphenated(name).replace("-", "_")


def _columns(cls: Any, item: Property, *, shared: bool) -> None:
    for name, type_ in column_types(item).items():
        extras: list[Any] = [reference(_table_of(cls, item.target))] if item.target else []
        if item.computed:
            extras.append(Computed(item.computed, persisted=True))
        column = mapped_column(
            name,
            type_,
            *extras,
            nullable=shared or not item.required,  # the other kinds of a shared table leave it empty
        )
        setattr(cls, name, column)


def _index(cls: Any) -> None:
    """Index what leads to other entities, and what lists are ordered by."""
    table = cls.__table__
    own = [item for item in cls.declared[cls].values() if item.kind == cls.__name__ and item.stored and not item.many]
    # A tie, such as a participation, is walked from end to end by its indexes alone.
    ends = [_column(item) for item in own if item.required and (item.is_link or item.is_code)]
    tie = ends if sum(item.required and item.is_link for item in own) > 1 else []
    for item in own:
        if item.is_link:
            names = dict.fromkeys([_column(item), "key", *tie])
            Index(f"ix_{table.name}_{_column(item)}", *(table.c[name] for name in names))
        if item.index:
            names = dict.fromkeys([*order_columns(item), "key"])
            # What is absent comes first, which PostgreSQL must be told.
            first = {} if item.required else dict.fromkeys(order_columns(item), "NULLS FIRST")
            Index(f"ix_{table.name}_{item.attribute}", *(table.c[name] for name in names), postgresql_ops=first)


def _column(item: Property) -> str:
    """Return the first column in which a property stands."""
    return next(iter(column_types(item)))


def _list_table(cls: Any, item: Property) -> None:
    columns = [
        Column(
            column,
            type_,
            *([reference(_table_of(cls, item.target or "Entity"))] if column.endswith("_key") else []),
            nullable=column == "role",
        )
        for column, type_ in column_types(item).items()
    ]
    name = f"{cls.__tablename__}_{item.attribute}"
    sought = [
        each for each in columns if each.name.endswith("_key") or (item.type is Identifier and each.name == "value")
    ]
    Table(
        name,
        cls.metadata,
        Column("key", KEY, reference(cls.__tablename__), primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
        *(Index(f"ix_{name}_{each.name}", each.name, "key") for each in sought),
    )


def _kind(cls: type[Declarative], base: type[Declarative]) -> Kind:
    family = next(each for each in cls.__mro__ if "__tablename__" in vars(each))
    described: Any = cls
    return Kind(
        name=cls.__name__,
        prefix=hyphenated(family.__name__),
        parent=family.__name__ if family is not cls else None,
        abstract="__members__" in vars(cls),
        terms=described.__terms__,
        labels=described.__labels__,
        plural=described.__plural__,
        description=(cls.__doc__ or "").strip(),
        called_by=described.__called_by__,
        table=base.metadata.tables[base.tables[cls.__name__]],
        properties=MappingProxyType({each.name: each for each in base.declared[cls].values()}),
    )
