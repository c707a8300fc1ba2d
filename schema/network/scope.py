"""Scope: the arguments `where`, `via` and `during` of the network's root fields, and what they come to."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement

from graph.kinds import Model
from graph.network.scope import FILTERED, Scope
from schema.binds import Binds
from schema.building import Argument, Field, Types, list_of, optional
from schema.conditions import Conditions
from schema.planner import Planner
from schema.scalars import PeriodScalar
from schema.selection import Selected


@dataclass(slots=True)
class Scoped:
    """The scope of one root field, and the parameters of its conditions: complete once its statements are compiled."""

    scope: Scope
    binds: Binds = field(default_factory=Binds)

    @classmethod
    def of(cls, planner: Planner, selected: Selected, ends: tuple[str, ...] = ()) -> "Scoped":
        """Return the scope that a root field is asked for. `ends` are the parameters of whom it is asked about."""
        model, dialect, binds = planner.model, planner.dialect, Binds()
        conditions = Conditions(model, dialect, binds)
        where, during = selected.arguments.get("where") or {}, selected.arguments.get("during")
        given = {kind: where.get(model.kinds[kind].plural) for kind in FILTERED}
        kinds = {
            kind: partial(lambda kind, tree, row: conditions.entity(kind, row, tree), kind, tree)
            for kind, tree in given.items()
            if tree
        }

        def touches(begins: ColumnElement[Any], ends: ColumnElement[Any]) -> ColumnElement[bool]:
            return conditions.comparisons.during(begins, ends, during)

        return cls(Scope(model, dialect, kinds, touches if during is not None else None, ends, binds.fixed), binds)


def add_scope(types: Types, model: Model) -> None:
    """Make the types of the arguments."""
    types.enum(
        "TieKind",
        "What may join two entities of the network.",
        {
            "PROJECT": "An organisation takes part in a project.",
            "PROGRAMME": "A programme pays for a project.",
            "PARTNERSHIP": "Both are parties of a partnership.",
            "PARENT": "An organisation is part of another.",
            "PLACE": "An organisation is in a place.",
        },
    )
    types.input(
        "NetworkFilter",
        "Of which entities and ties a network is made: those of kinds of which nothing is said are all in it.",
        [
            Field(model.kinds[kind].plural, types[f"{kind}Filter"], f"Only those {model.kinds[kind].plural}.")
            for kind in FILTERED
        ],
    )


def scope_arguments(types: Types, *, via: bool = True) -> tuple[Argument, ...]:
    """Return the arguments that say which part of the network a question is about."""
    ties = Argument(
        "via", optional(list_of(types["TieKind"])), "By these ties only; by all but PROGRAMME if nothing is said."
    )
    return (
        *((ties,) if via else ()),
        Argument("where", optional(types["NetworkFilter"]), "Of which entities and ties the network is made."),
        Argument(
            "during",
            optional(PeriodScalar),
            "Only ties that may have been there then; a body's place and the body above it are there at any time.",
        ),
    )
