"""Queries drawn at random: valid documents over the schema, whose values can be written as literals or as variables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_leaf_type,
)
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

DEPTH = 4
MOST_FIELDS = 40
# Their answers are not for the reference to find, or (introspection) not for a plan.
UNDRAWN = {"path", "paths", "ties", "neighbourhood", "suggestedPartners", "centrality", "communities", "bridges"}
# What is searched for has a word, and evidence is of a property that a source may state.
GIVEN = {"text": "mops", "property": "name"}
PAGING = {"first", "last", "after", "before"}


@dataclass(frozen=True, slots=True)
class Value:
    """What is given for an argument: a plain value, and its type."""

    plain: Any
    type: GraphQLInputType


@dataclass(slots=True)
class Query:
    """A query whose text has a mark for each value."""

    selection: str
    fragments: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    def with_literals(self, values: Sequence[Value]) -> tuple[str, dict[str, Any]]:
        """Return the document with every value in its text."""
        return self._document([literal(each.plain, each.type) for each in values], []), {}

    def with_variables(self) -> tuple[str, dict[str, Any]]:
        """Return the document with a variable for every argument, and their values."""
        names = [f"$v{number}" for number in range(len(self.values))]
        declared = [f"{name}: {each.type}" for name, each in zip(names, self.values, strict=True)]
        return self._document(names, declared), {f"v{n}": each.plain for n, each in enumerate(self.values)}

    def with_variables_inside(self) -> tuple[str, dict[str, Any]]:
        """Return the document with a variable for every scalar, wherever it stands, and their values."""
        variables = Variables()
        written = [literal(each.plain, each.type, variables) for each in self.values]
        return self._document(written, variables.declared), variables.values

    def _document(self, values: Sequence[str], declared: Sequence[str]) -> str:
        declared = [*declared, *(FLAGS[each] for each in sorted(self.flags))]
        head = f"query Drawn({', '.join(declared)})" if declared else "query Drawn"
        text = "\n".join([f"{head} {self.selection}", *self.fragments])
        for number in reversed(range(len(values))):
            text = text.replace(f"§{number}§", values[number])
        return text


FLAGS = {"$yes": "$yes: Boolean! = true", "$no": "$no: Boolean! = false"}


@dataclass(slots=True)
class Variables:
    """Variables that stand for scalars."""

    declared: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, plain: Any, type_: GraphQLInputType) -> str:
        """Return the name of a new variable."""
        name = f"s{len(self.values)}"
        self.declared.append(f"${name}: {type_}")
        self.values[name] = plain
        return f"${name}"


def literal(plain: Any, type_: GraphQLInputType, variables: Variables | None = None) -> str:
    """Write a value in GraphQL, or with a variable for every scalar in it."""
    inner = get_nullable_type(type_)
    if plain is None:
        return "null"
    if isinstance(inner, GraphQLInputObjectType):
        types: dict[str, Any] = {name: each.type for name, each in inner.fields.items()}
        if inner.is_one_of:  # a variable for the one must not be null
            types = {name: GraphQLNonNull(each) for name, each in types.items()}
        fields = (f"{name}: {literal(each, types[name], variables)}" for name, each in plain.items())
        return f"{{{', '.join(fields)}}}"
    if isinstance(inner, GraphQLList):
        return f"[{', '.join(literal(each, inner.of_type, variables) for each in plain)}]"
    if variables is not None:
        return variables.add(plain, type_)
    return str(plain) if isinstance(inner, GraphQLEnumType) else orjson.dumps(plain).decode()


@dataclass
class Pools:
    """Values to draw from, by the name of a scalar."""

    by_type: Mapping[str, Sequence[Any]]

    def other(self, value: Value) -> Value:
        """Return a value of the same shape with other scalars in it."""
        return Value(self._other(value.plain, value.type), value.type)

    def _other(self, plain: Any, type_: GraphQLInputType) -> Any:
        inner = get_nullable_type(type_)
        if plain is None or isinstance(inner, GraphQLEnumType) or isinstance(plain, bool):
            return plain
        if isinstance(inner, GraphQLInputObjectType):
            return {name: self._other(each, inner.fields[name].type) for name, each in plain.items()}
        if isinstance(inner, GraphQLList):
            return [self._other(each, inner.of_type) for each in plain]
        pool = self.by_type[inner.name]
        if plain in GIVEN.values():
            return plain
        return pool[(pool.index(plain) + 1) % len(pool)] if plain in pool else plain % 5 + 1


@st.composite
def queries(draw: DrawFn, schema: GraphQLSchema, pools: Pools) -> Query:
    """Draw a query."""
    return _Drawing(draw, schema, pools).query()


class _Drawing:
    """One query while it is drawn."""

    def __init__(self, draw: DrawFn, schema: GraphQLSchema, pools: Pools) -> None:
        self.draw, self.schema, self.pools = draw, schema, pools
        self.made = Query("")
        self.named: dict[str, list[str]] = {}
        self.aliases = self.fields = 0

    def query(self) -> Query:
        assert self.schema.query_type
        self.made.selection = self._selection(self.schema.query_type.name, DEPTH)
        return self.made

    def _selection(self, type_name: str, depth: int, *, aliased: bool = False) -> str:
        type_: Any = self.schema.type_map[type_name]
        fields = {
            name: each
            for name, each in type_.fields.items()
            if name not in UNDRAWN and (depth > 1 or is_leaf_type(get_named_type(each.type)))
        }
        enough = self.fields > MOST_FIELDS or not fields
        names = [] if enough else self.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3))
        self.fields += len(names)
        made = [self._field(name, fields[name], depth, aliased=aliased) for name in names] or ["__typename"]
        extras = (self._fragment, self._spread, self._typename)
        made.extend(extra(type_, depth) for extra in extras if not enough and self.draw(st.integers(0, 3)) == 0)
        return f"{{ {' '.join(each for each in made if each)} }}"

    def _field(self, name: str, field_: GraphQLField, depth: int, *, aliased: bool) -> str:
        arguments = self._arguments(field_)
        alias = f"{self._alias()}: " if aliased or arguments or self.draw(st.integers(0, 4)) == 0 else ""
        inner = get_named_type(field_.type)
        below = self._selection(inner.name, depth - 1) if is_composite_type(inner) else ""
        return f"{alias}{name}{arguments}{self._directive()} {below}"

    def _typename(self, *_: Any) -> str:
        return f"{self._alias()}: __typename" if self.draw(st.booleans()) else "__typename"

    def _fragment(self, type_: Any, depth: int) -> str:
        """Draw an inline fragment: on the type, on one of an interface, or on none."""
        others = [each.name for each in self._possible(type_)]
        name = self.draw(st.sampled_from([type_.name, *others]))
        on = "" if name == type_.name and self.draw(st.booleans()) else f"on {name} "
        return f"... {on}{self._directive()} {self._selection(name, depth, aliased=name != type_.name)}"

    def _spread(self, type_: Any, depth: int) -> str:
        """Draw a spread of a new fragment, or of one that is there already."""
        known = self.named.setdefault(f"{type_.name}{depth}", [])
        if known and self.draw(st.booleans()):
            return f"...{self.draw(st.sampled_from(known))} {self._directive()}"
        selection = self._selection(type_.name, depth, aliased=True)
        known.append(f"F{len(self.made.fragments)}")
        self.made.fragments.append(f"fragment {known[-1]} on {type_.name} {selection}")
        return f"...{known[-1]} {self._directive()}"

    def _possible(self, type_: Any) -> Sequence[Any]:
        return self.schema.get_possible_types(type_) if isinstance(type_, GraphQLInterfaceType) else ()

    def _directive(self) -> str:
        drawn = self.draw(st.integers(0, 15))
        if drawn not in _DIRECTIVES:
            return ""
        directive = _DIRECTIVES[drawn]
        self.made.flags |= {each for each in FLAGS if each in directive}
        return directive

    def _alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}"

    def _arguments(self, field_: GraphQLField) -> str:
        given = {}
        for name, argument in field_.args.items():
            if name not in PAGING and (isinstance(argument.type, GraphQLNonNull) or self.draw(st.integers(0, 2)) == 0):
                plain = self._value(argument.type, 3)
                given[name] = self._mark(plain if plain is None else GIVEN.get(name, plain), argument.type)
        if "first" in field_.args:
            end = self.draw(st.sampled_from(["first", "first", "last"]))
            given[end] = self._mark(self.draw(st.integers(1, 5)), field_.args[end].type)
        return f"({', '.join(f'{name}: {mark}' for name, mark in given.items())})" if given else ""

    def _mark(self, plain: Any, type_: GraphQLInputType) -> str:
        self.made.values.append(Value(plain, type_))
        return f"§{len(self.made.values) - 1}§"

    def _value(self, type_: GraphQLInputType, depth: int) -> Any:
        if not isinstance(type_, GraphQLNonNull) and self.draw(st.integers(0, 15)) == 0:
            return None
        inner = get_nullable_type(type_)
        if isinstance(inner, GraphQLList):
            least = isinstance(type_, GraphQLNonNull) and getattr(get_named_type(inner), "is_one_of", False)
            most = 2 if depth > 0 else 0
            return [self._value(inner.of_type, depth - 1) for _ in range(self.draw(st.integers(least, most)))]
        if isinstance(inner, GraphQLInputObjectType):
            return self._object(inner, depth)
        if isinstance(inner, GraphQLEnumType):
            return self.draw(st.sampled_from(sorted(inner.values)[:30]))
        return self.draw(st.sampled_from(self.pools.by_type[inner.name]))

    def _object(self, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        names = sorted(
            name
            for name, each in type_.fields.items()
            if depth > 0 or not isinstance(get_named_type(each.type), GraphQLInputObjectType)
        )
        if not names:
            return {}
        if type_.is_one_of:
            name = self.draw(st.sampled_from(names))
            inner = get_named_type(type_.fields[name].type)
            if isinstance(inner, GraphQLInputObjectType):
                return {name: self._object(inner, depth - 1)}
            return {name: self.draw(st.sampled_from(sorted(inner.values)))}
        if type_.name == "MoneyFilter":  # an amount means nothing without its currency
            return {"currency": {"eq": "PLN"}, "amount": self._value(type_.fields["amount"].type, depth - 1)}
        chosen = self.draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        return {name: self._value(type_.fields[name].type, depth - 1) for name in chosen}


_DIRECTIVES: Mapping[int, str] = {
    0: "@include(if: true)",
    1: "@include(if: $yes)",
    2: "@skip(if: $no)",
    3: "@skip(if: false)",
    4: "@include(if: $no)",
    5: "@skip(if: true) @include(if: true)",
}

Documents = Callable[[Query], tuple[str, dict[str, Any]]]
