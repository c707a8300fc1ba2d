"""Building: Strawberry types made by name at run time, which may refer to each other in any order."""

import inspect
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.lazy_type import LazyType

from schema.limits import Limits


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field."""

    name: str
    type: Any
    description: str
    default: Any = strawberry.UNSET


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object, interface or input."""

    name: str
    type: Any
    description: str
    arguments: tuple[Argument, ...] = ()


class _Reference(LazyType[Any, Any]):
    """A type by its name, found when the schema is put together."""

    def __init__(self, name: str, made: Mapping[str, type]) -> None:
        super().__init__(name, __name__)
        object.__setattr__(self, "made", made)

    def resolve_type(self) -> type[Any]:
        """Return the type."""
        made: Mapping[str, type] = self.made  # type: ignore[attr-defined]
        return made[self.type_name]


@dataclass
class Types:
    """The types made so far, by name; `limits` are told in their descriptions."""

    limits: Limits
    made: dict[str, type] = field(default_factory=dict)
    one_of: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> Any:
        """Return a reference to a type that is made already, or will be."""
        return _Reference(name, self.made)

    def object(self, name: str, description: str, fields: Iterable[Field], implements: Iterable[str] = ()) -> None:
        """Make an object type."""
        self._make(strawberry.type, name, description, {each.name: _field(each) for each in fields}, implements)

    def interface(self, name: str, description: str, fields: Iterable[Field], implements: Iterable[str] = ()) -> None:
        """Make an interface."""
        self._make(strawberry.interface, name, description, {each.name: _field(each) for each in fields}, implements)

    def input(self, name: str, description: str, fields: Iterable[Field], *, one_of: bool = False) -> None:
        """Make an input whose fields may all be left out; with `one_of`, exactly one is given."""
        namespace: dict[str, Any] = {"__annotations__": {}}
        for each in fields:
            # `in`, `and`, `or` and `not` are words of Python.
            attribute = f"{each.name}_"
            namespace["__annotations__"][attribute] = optional(each.type)
            namespace[attribute] = strawberry.field(
                name=each.name, description=each.description, default=strawberry.UNSET
            )
        cls = types.new_class(name, (), {}, lambda body: body.update(namespace))
        if one_of:
            self.one_of.add(name)
        self.made[name] = strawberry.input(cls, name=name, description=description, one_of=one_of)

    def enum(self, name: str, description: str, values: Mapping[str, str]) -> None:
        """Make an enum of names with their descriptions; its values are the names."""
        make: Any = Enum
        made = make(name, {each: strawberry.enum_value(each, description=text) for each, text in values.items()})
        self.made[name] = strawberry.enum(made, name=name, description=description)

    def _make(
        self, decorate: Any, name: str, description: str, body: dict[str, Any], implements: Iterable[str]
    ) -> None:
        bases = tuple(self.made[each] for each in implements)
        cls = types.new_class(name, bases, {}, lambda namespace: namespace.update({"__annotations__": {}, **body}))
        self.made[name] = decorate(cls, name=name, description=description)


def optional(type_: Any) -> Any:
    """Return the type, or null."""
    return type_ if isinstance(type_, StrawberryOptional) else StrawberryOptional(type_)


def list_of(type_: Any) -> Any:
    """Return the type of lists of it."""
    return StrawberryList(type_)


def _field(each: Field) -> Any:
    def planned(**_: Any) -> None:
        raise AssertionError(f"{each.name} is planned, never resolved")

    parameters = [
        inspect.Parameter(
            f"{argument.name}_",  # `from` is a word of Python
            inspect.Parameter.KEYWORD_ONLY,
            default=argument.default,
            annotation=Annotated[
                argument.type, strawberry.argument(name=argument.name, description=argument.description)
            ],
        )
        for argument in each.arguments
    ]
    made: Any = planned
    made.__signature__ = inspect.Signature(parameters, return_annotation=each.type)
    made.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": each.type}
    return strawberry.field(resolver=made, name=each.name, description=each.description)
