"""Measures and suggestions on the graph of keep.eu."""

from collections.abc import Iterator
from math import inf, isclose
from pathlib import Path

import networkx as nx
import pytest
from networks import unhurried
from test_measures import partners_of, weights

from benchmarks.suggesting import compared
from graph.kinds import Model
from graph.network import measures
from graph.network.analysis import ANALYSED, measured, whole_network
from graph.network.ties import Reading
from graph.store import Store
from ogniwo import main

KEEP = Path(__file__).parents[2] / "shared" / "data" / "keep_interreg"
pytestmark = pytest.mark.skipif(not KEEP.is_dir(), reason=f"the public data is not in {KEEP}: see docs/data.md")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, model: Model) -> Path:
    """A graph of the export alone."""
    folder = tmp_path_factory.mktemp("keep")
    path = folder / "graph.db"
    files = [str(KEEP / f"keep_2014_2020_{name}.csv") for name in ("projects", "partners")]
    Store.create(f"sqlite:///{path}", model).close()
    main(["import", "--database", f"sqlite:///{path}", "--quiet", "--rejects", str(folder), "keep", *files])
    return path


@pytest.fixture(scope="module")
def keep(path: Path, model: Model) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{path}", model)
    yield store
    store.close()


@pytest.fixture(scope="module")
def network(keep: Store) -> "nx.Graph[int]":
    with keep.snapshot(inf) as snapshot:
        return whole_network(Reading(keep.model, keep.dialect), snapshot.execute)


@pytest.fixture(scope="module")
def whole(keep: Store) -> "nx.Graph[int]":
    """The same, made of the records; by keys, in the same order, for chance goes by that."""
    with keep.snapshot(inf) as snapshot:
        keys = dict(snapshot.execute("SELECT id, key FROM entity"))
    graph: nx.Graph[int] = nx.Graph()
    made = nx.relabel_nodes(partners_of(keep), keys)
    graph.add_nodes_from(sorted(made))
    pairs = sorted((min(one, other), max(one, other), weight) for one, other, weight in made.edges(data="weight"))
    graph.add_weighted_edges_from(pairs)
    return graph


def test_the_network_is_made_of_the_records(network, whole):
    assert whole.size() > 50_000
    assert weights(network) == weights(whole)


@pytest.mark.parametrize("metric", ["DEGREE", "PAGERANK"])
def test_centralities_are_those_of_networkx(network, whole, metric):
    found = measured(network, 1, metric, ANALYSED, unhurried)
    wanted = {"DEGREE": nx.degree_centrality, "PAGERANK": nx.pagerank}[metric](whole)
    assert not found.is_estimate
    assert len(found.rows) == len(whole)
    assert all(isclose(score, wanted[key], rel_tol=1e-9, abs_tol=1e-12) for key, score in found.rows)


def test_betweenness_is_that_of_networkx(network, whole):
    # From some sources: from all, it takes NetworkX three minutes.
    found = measures.betweenness(network, measures.sample(network, 300), unhurried)
    wanted = nx.betweenness_centrality(whole, k=300, seed=measures.SEED)
    assert all(isclose(found[key], score, rel_tol=1e-9, abs_tol=1e-12) for key, score in wanted.items())


def test_communities_are_those_of_networkx(network, whole):
    groups, modularity = measures.communities(network, unhurried)
    wanted = nx.community.louvain_communities(whole, seed=measures.SEED)
    assert {frozenset(group) for group in groups} == {frozenset(group) for group in wanted}
    assert modularity is not None
    assert isclose(modularity, nx.community.modularity(whole, wanted))


def test_bridges_are_those_of_networkx(network, whole):
    found = {frozenset(bridge[:2]) for bridge in measures.bridges(network, unhurried)}
    assert found == set(map(frozenset, nx.bridges(whole)))


def test_hidden_partners_are_suggested_rather_than_by_chance_or_by_common_neighbours(path):
    found = compared(path)
    print(found)
    assert found["suggested"].hits > 1.5 * found["by common neighbours"].hits
    assert found["suggested"].hits > 10 * found["by chance"].hits
