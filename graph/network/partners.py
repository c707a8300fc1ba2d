"""Partners: the network of who works with whom, as large as a question needs it and no larger.

Organisations and places that have a partner are its vertices. An edge joins two that share a project or a partnership,
and its weight is how many they share: as `partners` of the model says it, so that a place has also the partners that
its organisations bring along.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

import networkx as nx
from sqlalchemy import Select, and_, bindparam, case, or_, select, true

from graph.errors import RequestError
from graph.network.scope import Scope, span_of_participation, span_of_partnership
from graph.network.ties import Execute, Reading, Rows

TOO_LARGE = "NETWORK_TOO_LARGE"
LARGEST = 100_000  # edges, of what a request has made: a second of reading, as much again of measuring

Pair = tuple[int, int]


class Partners:
    """Reads the network of partners, or a part of it: one statement for each kind of tie."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self._statements = [scope.compiled(each(scope)) for each in (by_project, by_partnership)]

    def network(self, execute: Execute, values: Mapping[str, Any], most: int = LARGEST) -> "nx.Graph[int]":
        """Return the network, its vertices in the order of their keys.

        Raises RequestError if it has more than `most` edges, before it is made.
        """
        edges: Counter[Pair] = Counter()
        for statement in self._statements:
            found = execute(statement.text, statement.arguments({**values, "most": 2 * most + 1}))
            if len(found) > 2 * most:
                raise too_large(most)
            _count(edges, found, most)
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(sorted({key for pair in edges for key in pair}))
        graph.add_weighted_edges_from((near, far, edges[near, far]) for near, far in sorted(edges))
        return graph


def too_large(most: int) -> RequestError:
    """Return what refuses a part of the network that has more than `most` edges."""
    return RequestError(
        f"This part of the network has more than {most:,} ties: narrow it by `where` or `during`, "
        "or let `ogniwo analyse` measure the whole.",
        TOO_LARGE,
    )


def _count(edges: Counter[Pair], rows: Rows, most: int) -> None:
    """Count the pairs that each project, or partnership, ties: rows are (tie, entity, place)."""
    for _, members in groupby(rows, itemgetter(0)):
        pairs = set(_pairs(list(members), most))
        edges.update(pairs)
        if len(edges) > most:
            raise too_large(most)


def _pairs(members: Sequence[tuple[Any, ...]], most: int) -> Iterator[Pair]:
    for column in (1, 2):
        keys = sorted({row[column] for row in members if row[column] is not None})
        if len(keys) * (len(keys) - 1) // 2 > most:
            raise too_large(most)
        yield from combinations(keys, 2)


def by_project(scope: Scope) -> Select[Any]:
    """Return who takes part in which project: (project key, organisation key, key of its place)."""
    model = scope.model
    part, organization, project = (model.table(name).alias() for name in ("Participation", "Organization", "Project"))
    source = part.join(organization, organization.c.key == part.c.organization_key)
    source = source.join(project, project.c.key == part.c.project_key)
    where = [
        *scope.row("Participation", part),
        *scope.row("Project", project),
        *_paid(scope, project),
        *scope.row("Organization", organization),
        *scope.during(span_of_participation(part, project)),
    ]
    columns = (part.c.project_key, organization.c.key, _place(scope, organization))
    return _in_order(select(*columns).select_from(source).where(*where))


def by_partnership(scope: Scope) -> Select[Any]:
    """Return who is party of which partnership: (key of it, organisation or place key, key of its place)."""
    model = scope.model
    parties = model.metadata.tables["partnership_parties"].alias()
    partnership, organization, place = (model.table(name).alias() for name in ("Partnership", "Organization", "Place"))
    source = parties.join(partnership, partnership.c.key == parties.c.key)
    source = source.outerjoin(organization, organization.c.key == parties.c.entity_key)
    source = source.outerjoin(place, place.c.key == parties.c.entity_key)
    kinds = ((organization, "Organization"), (place, "Place"))
    where = [
        *scope.row("Partnership", partnership),
        *scope.during(span_of_partnership(partnership)),
        or_(*(and_(row.c.key.is_not(None), *scope.row(kind, row)) for row, kind in kinds)),
    ]
    columns = (parties.c.key, parties.c.entity_key, _place(scope, organization))
    return _in_order(select(*columns).select_from(source).where(*where))


def _paid(scope: Scope, project: Any) -> list[Any]:
    """Return the condition that a programme pays for a project which is in the network, if that says of programmes."""
    if "Programme" not in scope.kinds:
        return []
    funding, programme = scope.model.table("Funding").alias(), scope.model.table("Programme").alias()
    source = funding.join(programme, programme.c.key == funding.c.programme_key)
    paid = select(funding.c.key).select_from(source)
    paid = paid.where(funding.c.project_key == project.c.key, *scope.row("Programme", programme))
    return [paid.correlate_except(funding, programme).exists()]


def _place(scope: Scope, organization: Any) -> Any:
    """Return the column of an organisation's place; of one that is not in the network nothing stands there."""
    key = organization.c.place_key
    return case((and_(true(), *scope.entity(key, "Place")), key))


def _in_order(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(*statement.selected_columns).limit(bindparam("most"))
