"""Paths, measured beside the same search in memory: over the whole network, read once into lists of neighbours."""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import permutations
from pathlib import Path

from benchmarks.answers import engine_of
from benchmarks.figures import Figure, at_most, milliseconds
from benchmarks.shape import Shape
from benchmarks.timing import Failed, answered, percentiles, timed
from schema.engine import Request
from server import settle

PAIRS = 200
BOUND = 10.0
QUERY = "query ($from: ID!, $to: ID!) {path(from: $from, to: $to, maxLength: 100) {length}}"
# By participations, bodies above, and places: whatever ties the graphs that are made up.
TIES = (
    "SELECT organization_key, project_key FROM participation",
    "SELECT key, parent_key FROM organization WHERE parent_key IS NOT NULL",
    "SELECT key, place_key FROM organization WHERE place_key IS NOT NULL",
)
PARTIES = "SELECT key, entity_key FROM partnership_parties ORDER BY key"

Adjacency = Mapping[int, Sequence[int]]


def path_figures(path: Path, shape: Shape) -> Iterator[Figure]:
    """Measure the shortest paths between organisations drawn at random, by turns with the search in memory."""
    chance = random.Random("paths")  # noqa: S311 - no secret is made of it
    bodies = [chance.sample(range(1, shape.organizations + 1), 2) for _ in range(PAIRS)]
    pairs = [(shape.id("organization", one), shape.id("organization", other)) for one, other in bodies]
    joined, keys = adjacency(path), _keys(path)
    settle()
    engine = engine_of(f"sqlite:///{path}")
    ours, theirs, wrong = [], [], 0
    for one, other in [pairs[0], *pairs]:  # the first makes the plan
        request = Request(QUERY, None, {"from": one, "to": other})
        theirs.append(timed(partial(shortest, joined, keys[one], keys[other])))
        try:
            ours.append(timed(partial(answered, engine, request)))
        except Failed as error:
            yield Figure(shape.projects, "a path", str(error), "an answer", holds=False)
            return
        found, nodes = (engine.answer(request).data or {})["path"], shortest(joined, keys[one], keys[other])
        wrong += (found and found["length"]) != (nodes and len(nodes) - 1)
    (half, most), (floor, floor_most) = percentiles(ours[1:]), percentiles(theirs[1:])
    note = f" ({milliseconds(half)} / {milliseconds(floor)}; p95 {milliseconds(most)} / {milliseconds(floor_most)})"
    measure = f"path between {PAIRS} random pairs, median / bidirectional search in memory"
    yield at_most(shape.projects, measure, half / floor, BOUND, "x", note)
    yield at_most(shape.projects, "paths of another length than in memory", wrong, 0, "")
    engine.store.close()


def adjacency(path: Path) -> Adjacency:
    """Return the neighbours of everybody."""
    joined: defaultdict[int, list[int]] = defaultdict(list)
    with closing(sqlite3.connect(path)) as connection:
        for statement in TIES:
            for one, other in connection.execute(statement):
                joined[one].append(other)
                joined[other].append(one)
        parties: defaultdict[int, list[int]] = defaultdict(list)
        for partnership, entity in connection.execute(PARTIES):
            parties[partnership].append(entity)
    for each in parties.values():
        for one, other in permutations(each, 2):
            joined[one].append(other)
    return joined


def _keys(path: Path) -> Mapping[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT id, key FROM entity WHERE type IN ('Institution', 'Foundation')"))


def shortest(joined: Adjacency, start: int, end: int) -> Sequence[int] | None:
    """Return the nodes of a shortest way, None if there is none: as networkx.bidirectional_shortest_path finds it."""
    if start == end:
        return [start]
    before: dict[int, int | None] = {start: None}
    behind: dict[int, int | None] = {end: None}
    forward, reverse = [start], [end]
    while forward and reverse:
        if len(forward) <= len(reverse):
            level, forward = forward, []
            met = _widen(joined, level, forward, before, behind)
        else:
            level, reverse = reverse, []
            met = _widen(joined, level, reverse, behind, before)
        if met is not None:
            return [*_trail(before, met)[::-1], *_trail(behind, met)[1:]]
    return None


def _widen(
    joined: Adjacency,
    level: Sequence[int],
    reached: list[int],
    known: dict[int, int | None],
    others: Mapping[int, int | None],
) -> int | None:
    """Reach the neighbours of a level until one of them is among the others; return that one."""
    for near in level:
        for far in joined[near]:
            if far not in known:
                known[far] = near
                reached.append(far)
            if far in others:
                return far
    return None


def _trail(known: Mapping[int, int | None], key: int | None) -> list[int]:
    trail = []
    while key is not None:
        trail.append(key)
        key = known[key]
    return trail
