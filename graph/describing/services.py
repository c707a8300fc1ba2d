"""The services: how else than by its files the graph is read."""

from dataclasses import dataclass

from graph.properties import Labels
from graph.values import Url


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the catalogue: where it is, under the base, where it describes itself, and what it conforms to."""

    name: str
    path: str
    described_at: str
    labels: Labels
    description: Labels
    conforms_to: tuple[Url, ...]


SERVICES = (
    Service(
        "catalog:graphql",
        "graphql",
        "",
        Labels("GraphQL", "GraphQL"),
        Labels("Zapytania o graf, z dowodami każdego faktu.", "Queries of the graph, with the proofs of every fact."),
        (Url("https://spec.graphql.org/October2021/"),),
    ),
    Service(
        "catalog:reconciliation",
        "reconcile",
        "reconcile",
        Labels("Uzgadnianie nazw", "Reconciliation"),
        Labels("Dopasowuje wiersze tabeli do obiektów grafu.", "Matches the rows of a table with the graph."),
        (Url("https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"),),
    ),
    Service(
        "catalog:changes",
        "changes",
        "changes",
        Labels("Strumień zmian", "The feed of changes"),
        Labels("Wersje grafu, od pierwszej do najnowszej.", "The revisions of the graph, from first to newest."),
        (Url("https://w3id.org/ldes/specification"),),
    ),
)
