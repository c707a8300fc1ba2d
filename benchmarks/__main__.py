"""Print how long answers take beside the floor (the same statements on the bare cursor) and beside graphql-core."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
from graphql import build_schema, execute_sync, parse
from rich.console import Console
from rich.table import Table

from benchmarks.generator import Generator
from graph.kinds import Model
from graph.model import Base
from graph.store import Store
from schema.engine import Engine, Request

PROJECTS = 10_000
TURNS = 40
QUERIES = {
    "one project, its roles, their organisations and towns": """
        {node(id: "project/34031") {id ... on Project {title
         participations {nodes {role organization {name place {name}}}}}}}
    """,
    "100 projects, dearest first, each with five roles": """
        {projects(first: 100, orderBy: [{budget: DESC}]) {nodes {title budget {amount currency}
         participations(first: 5) {nodes {role organization {name place {name}}}}}}}
    """,
    "100 organisations x 5 fields": "{organizations(first: 100) {nodes {id name abbreviation label place {name}}}}",
    "20 entities by the beginning of a word": '{search(text: "zaba", first: 20) {nodes {id label}}}',
}


def main() -> None:
    """Measure each query in turns with its floor and with graphql-core, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'graph.db'}"
        store = Store.create(url, Model.of(Base))
        Generator(store.model, PROJECTS).fill(url)
        engine = Engine(store, "http://127.0.0.1:8000/")
        table = Table(title=f"{PROJECTS:,} projects; medians of {TURNS} turns, to the bytes of the answer")
        for heading in ("query", "answer, ms", "/ bare cursor", "graphql-core / answer"):
            table.add_column(heading, justify="left" if heading == "query" else "right")
        for name, text in QUERIES.items():
            ours, floor, core = _medians(_answer(engine, text), _bare(engine, text), _core(engine, text))
            table.add_row(name, f"{ours * 1e3:.3f}", f"{ours / floor:.2f}", f"{core / ours:.1f}")
        Console().print(table)
        store.close()


def _answer(engine: Engine, text: str) -> Callable[[], Any]:
    return lambda: orjson.dumps(engine.answer(Request(text)).body)


def _bare(engine: Engine, text: str) -> Callable[[], Any]:
    """Return what runs the statements of a query on one cursor and leaves their rows as they are."""
    plan, given = engine.plan(Request(text))
    statements: list[tuple[str, Any]] = []
    with engine.store.snapshot() as snapshot:

        def execute(statement: str, arguments: Any) -> Any:
            statements.append((statement, arguments))
            return snapshot.execute(statement, arguments)

        plan.run(execute, engine.store.dialect, given)

    def run() -> None:
        with engine.store.snapshot() as snapshot:
            for statement, arguments in statements:
                snapshot.execute(statement, arguments)

    return run


def _core(engine: Engine, text: str) -> Callable[[], Any]:
    """Return what lets graphql-core resolve the answer from data that is in memory already: its own cost alone."""
    document, data = parse(text), engine.answer(Request(text)).data

    def resolve(source: Any, info: Any, **_: Any) -> Any:
        return source[info.path.key]

    def type_of(value: Any, *_: Any) -> str:
        return "Project" if "participations" in value else "Institution"

    schema = build_schema(engine.types.as_str())
    return lambda: execute_sync(schema, document, data, field_resolver=resolve, type_resolver=type_of)


def _medians(*runs: Callable[[], Any]) -> list[float]:
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(TURNS):
        for run, taken in zip(runs, times, strict=True):
            start = perf_counter()
            run()
            taken.append(perf_counter() - start)
    return [sorted(taken)[TURNS // 2] for taken in times]


if __name__ == "__main__":
    main()
