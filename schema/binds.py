"""Binds: the parameters of a statement - where the value of each comes from, and what is made of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, bindparam

from graph.errors import InvalidValue, RequestError
from schema.arguments import NOTHING, Given, Leaf, Tree, constant

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Bind:
    """Where the value of a parameter comes from, and what is made of it."""

    leaf: Leaf
    convert: Convert

    def value(self, given: Given) -> Any:
        """Return what the driver binds. Raises RequestError."""
        try:
            return self.convert(self.leaf.value(given))
        except InvalidValue as error:
            raise RequestError(f"{error}", "BAD_VALUE") from error


@dataclass(slots=True)
class Binds:
    """The parameters of a statement while it is made: those that vary, and the values of the others."""

    made: dict[str, Bind] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)

    def __call__(self, tree: Tree, convert: Convert = lambda value: value) -> BindParameter[Any]:
        """Return a parameter that will be bound to what a leaf, or a constant, is converted to."""
        return self.named(f"b{len(self.made) + len(self.fixed)}", tree, convert)

    def named(self, name: str, tree: Tree, convert: Convert) -> BindParameter[Any]:
        """Return such a parameter under a name of its own. Raises RequestError if a constant cannot be converted."""
        bind = Bind(tree if isinstance(tree, Leaf) else constant(tree), convert)
        if bind.leaf.is_constant:
            self.fixed[name] = bind.value(NOTHING)
        else:
            self.made[name] = bind
        return bindparam(name)
