"""Ties: the neighbours of one entity, page by page."""

from typing import Any

from sqlalchemy import BigInteger, column

from graph.network.neighbours import Neighbours
from schema.fields import cell
from schema.keyset import Key, Order, mark, page_size, place
from schema.levels import Page
from schema.network.computing import computed, reading
from schema.network.hops import Ties
from schema.network.scope import Scoped
from schema.planner import Planner
from schema.rows import Listing
from schema.selection import Selected

PLACE = [column(f"place{number}", BigInteger) for number in range(3)]  # of a tie in the list
FAR, RELATION, ROLE, VIA = range(3, 7)
ORDER = Order(mark("Tie"), tuple(Key(each, nullable=False) for each in PLACE))


def ties(planner: Planner, selected: Selected) -> str:
    """Return the expression of the field."""
    scoped = Scoped.of(planner, selected, ends=("start",))
    neighbours = Neighbours(reading(planner), scoped.scope)
    known, found, counted = levels = [planner.level() for _ in range(3)]
    found.columns += PLACE
    asked = {"page": False, "count": False}

    def listing(page: Page) -> Listing:
        asked["page"] = True
        found.bind_limit(page)
        said = Ties(planner, found, VIA)

        def tie(each: Selected) -> str:
            return planner.plain(
                each,
                "Tie",
                {
                    "entity": lambda below: planner.reference(found, FAR, below),
                    "relation": cell(RELATION),
                    "role": cell(ROLE),
                    **said.fields,
                },
            )

        return Listing(found, ORDER, tie)

    def total() -> str:
        asked["count"] = True
        return f"rows[{counted.index}][0][0]"

    made = planner.connection(selected, "Tie", listing, total)
    given, limits = selected.arguments, planner.limits
    arguments: dict[str, Any] = {
        "of": (given["of"], str),
        "via": (given.get("via"), lambda names: names),
        "limit": (given.get("first"), lambda size: page_size(size, limits) + 1 if asked["page"] else 0),
        "after": (given.get("after"), lambda text: None if text is None else place(ORDER, text)),
        "is_counted": (asked["count"], bool),
    }
    computed(planner, selected.key, neighbours.ties, arguments, levels, scoped.binds)
    return f"({made} if rows[{known.index}] else None)"
