"""Computing: levels whose rows an algorithm gives; what is under them is planned as everywhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.network.ties import Reading
from schema.arguments import Leaf, Tree, constant
from schema.binds import Bind, Binds
from schema.keyset import page_size
from schema.levels import Level
from schema.plan import Computation, Compute
from schema.planner import Planner


def computed(
    planner: Planner,
    key: str,
    compute: Compute,
    arguments: Mapping[str, tuple[Tree, Any]],
    tables: int | Sequence[Level],
    scope: Binds | None = None,
    *,
    of_revision: bool = True,
) -> Sequence[Level]:
    """Return the levels that an algorithm fills, one for each table of rows that it gives.

    What the parameters of a `scope` are bound to is among its arguments: they are all known once its statements are
    compiled.
    """
    levels = [planner.level() for _ in range(tables)] if isinstance(tables, int) else tables
    binds = {
        name: Bind(tree if isinstance(tree, Leaf) else constant(tree), convert)
        for name, (tree, convert) in arguments.items()
    }
    if scope:
        binds |= scope.made
    planner.computations.append(
        Computation(
            key,
            compute,
            binds,
            tuple(level.index for level in levels),
            of_revision,
        )
    )
    return levels


def reading(planner: Planner) -> Reading:
    """Return what reads the network of a plan."""
    return Reading(planner.model, planner.dialect)


def size(planner: Planner, default: int) -> Callable[[int | None], int]:
    """Return what makes of an argument the size of a page, which is `default` if nothing is said."""
    return lambda asked: default if asked is None else page_size(asked, planner.limits)
