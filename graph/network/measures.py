"""Measures: who is central in a network, who belongs together, and which ties hold it together.

What takes long is done in steps, with a `check` between them that raises when no time is left.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from scipy import sparse

from graph.network.ties import Check

DEGREE, BETWEENNESS, PAGERANK = METRICS = ("DEGREE", "BETWEENNESS", "PAGERANK")
SEED = 7  # of all chance here: the same network has the same measures
BLOCK = 32  # sources at a time; four arrays of as many rows are held
DIGITS = 12  # of a score: what is equal may differ behind them, by the order in which it was added up

Scores = Mapping[int, float]


class Bridge(NamedTuple):
    """A tie whose loss would part a network; how many stand on the side of each end, of which `near` has more."""

    near: int
    far: int
    near_size: int
    far_size: int


def ranks(scores: Scores) -> list[tuple[int, float]]:
    """Return (vertex, score)s, the highest first, equal ones in the order of keys."""
    rounded = ((key, float(f"{score:.{DIGITS}g}")) for key, score in scores.items())
    return sorted(rounded, key=lambda each: (-each[1], each[0]))


def degrees(graph: "nx.Graph[int]") -> Scores:
    """Return with which part of all others each is tied, 0 to 1."""
    found: Scores = nx.degree_centrality(graph)
    return found


def page_ranks(graph: "nx.Graph[int]") -> Scores:
    """Return how often a walk meets each that follows ties by their weight and begins anew at 15 % of its steps."""
    found: Scores = nx.pagerank(graph, weight="weight") if graph else {}
    return found


def betweenness(graph: "nx.Graph[int]", sources: Sequence[int], check: Check) -> Scores:
    """Return on which part of the shortest ways between two others each lies, 0 to 1.

    Found from the ways that begin at `sources`: an estimate if they are not all vertices, scaled as NetworkX does.
    The algorithm is that of Brandes (2001), of many sources at a time by products of sparse matrices: here 5 to 30
    times as fast as NetworkX's own, to which a test compares it.
    """
    nodes, count = list(graph), len(graph)
    if count < 3:
        return dict.fromkeys(nodes, 0.0)
    matrix = sparse.csr_array(nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=None, dtype=np.dtype(float)))
    places = {key: place for place, key in enumerate(nodes)}
    begun = np.array([places[key] for key in sources])
    total = np.zeros(count)
    held = np.zeros((BLOCK, count))
    for first in range(0, len(begun), BLOCK):
        check()
        total += _dependencies(matrix, begun[first : first + BLOCK], held)
    others = np.full(count, len(begun), dtype=float)
    if len(begun) < count:
        others[begun] -= 1  # no way leads through where it begins
    else:
        others -= 1
    total = np.divide(total, others * (count - 2), out=np.zeros(count), where=others > 0)
    return dict(zip(nodes, total.tolist(), strict=True))


def _dependencies(matrix: Any, sources: Any, held: Any) -> Any:
    """Return of each vertex the sum of its parts in the shortest ways that begin at some sources.

    `held` is room for an array with a row for each source, filled with zeros before and after.
    """
    shape = (len(sources), matrix.shape[0])
    rows = np.arange(len(sources))
    ways = np.zeros(shape)  # how many shortest ways lead to a vertex
    ways[rows, sources] = 1
    levels = [(rows, sources)]
    while len(levels[-1][0]):
        at = levels[-1]
        reached = (sparse.csr_array((ways[at], at), shape=shape) @ matrix).tocoo()
        row, column = reached.coords
        new = ways[row, column] == 0
        at = row[new], column[new]
        ways[at] = reached.data[new]
        levels.append(at)
    part = np.zeros(shape)
    for at, before in zip(levels[-2:0:-1], levels[-3::-1], strict=True):
        back = (sparse.csr_array(((1 + part[at]) / ways[at], at), shape=shape) @ matrix).tocoo()
        held[back.coords] = back.data
        part[before] = held[before] * ways[before]
        held[back.coords] = 0
    part[rows, sources] = 0
    return part.sum(axis=0)


def sample(graph: "nx.Graph[int]", most: int) -> Sequence[int]:
    """Return all vertices of a network, or as many of them, by chance, as are allowed."""
    nodes = list(graph)
    return nodes if len(nodes) <= most else random.Random(SEED).sample(nodes, most)  # noqa: S311 - no secret


def communities(graph: "nx.Graph[int]", check: Check) -> tuple[list[Sequence[int]], float | None]:
    """Return the communities, the largest first, and the modularity of this partition, None without a tie.

    By Louvain's algorithm (Blondel et al. 2008), a stronger tie weighing more. Of the members of each the best
    connected within it stand first.
    """
    if not graph.size():
        return [], None
    parts: Sequence[set[int]] = ()
    for coarser in nx.community.louvain_partitions(graph, weight="weight", seed=SEED):
        check()
        parts = coarser
    modularity = float(nx.community.modularity(graph, parts, weight="weight"))
    check()
    groups = [_members(graph, part) for part in parts]
    return sorted(groups, key=lambda group: (-len(group), min(group))), modularity


def _members(graph: "nx.Graph[int]", part: set[int]) -> Sequence[int]:
    inside = {key: sum(1 for other in graph[key] if other in part) for key in part}
    return sorted(part, key=lambda key: (-inside[key], key))


def bridges(graph: "nx.Graph[int]", check: Check) -> list[Bridge]:
    """Return the ties whose loss would part the network, those that part most first."""
    found = list(_checked(nx.bridges(graph), check))
    if not found:
        return []
    sizes = _sides(graph, found)
    made = [_bridge(near, far, *sizes[near, far]) for near, far in found]
    return sorted(made, key=lambda bridge: (-bridge.far_size, -bridge.near_size, bridge.near, bridge.far))


def _bridge(near: int, far: int, near_size: int, far_size: int) -> Bridge:
    if (far_size, near) > (near_size, far):
        near, far, near_size, far_size = far, near, far_size, near_size
    return Bridge(near, far, near_size, far_size)


def _checked(items: Iterable[Any], check: Check) -> Iterator[Any]:
    for number, item in enumerate(items):
        if number % 1_000 == 0:
            check()
        yield item


def _sides(graph: "nx.Graph[int]", found: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return of each bridge how many stand at either side: without bridges, what is left of a network is a tree."""
    blocks = nx.utils.UnionFind(graph)
    cut = {frozenset(pair) for pair in found}
    for pair in graph.edges:
        if frozenset(pair) not in cut:
            blocks.union(*pair)
    weights: dict[int, int] = {}
    for key in graph:
        weights[blocks[key]] = weights.get(blocks[key], 0) + 1
    tree: nx.Graph[int] = nx.Graph()
    tree.add_nodes_from(weights)
    tree.add_edges_from((blocks[near], blocks[far]) for near, far in found)
    below = dict(weights)  # of each block, how many stand in it and in those further from where its tree begins
    above: dict[int, int] = {}
    whole: dict[int, int] = {}
    for part in nx.connected_components(tree):
        root = min(part)
        size = sum(weights[each] for each in part)
        whole |= dict.fromkeys(part, size)
        for parent, child in reversed(list(nx.bfs_edges(tree, root))):
            below[parent] += below[child]
            above[child] = parent
    sizes = {}
    for near, far in found:
        one, other = blocks[near], blocks[far]
        far_size = below[other] if above.get(other) == one else whole[one] - below[one]
        sizes[near, far] = (whole[one] - far_size, far_size)
    return sizes
