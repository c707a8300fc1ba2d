"""Imports go one way, and what touches the world outside stays where it is expected."""

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

HOME = Path(__file__).parent.parent
MODULES = {
    ".".join(file.relative_to(HOME).with_suffix("").parts): file
    for file in sorted(
        [
            *HOME.glob("graph/**/*.py"),
            *HOME.glob("schema/**/*.py"),
            *HOME.glob("serving/**/*.py"),
            *HOME.glob("cli/**/*.py"),
            *HOME.glob("*.py"),
        ]
    )
    if "versions" not in file.parts
}

# From the ground up. What stands on one step may import what stands on an earlier one, or beside it.
STEPS = (
    {"graph.errors", "graph.folding", "graph.lexicon", "graph.abbreviations", "graph.terms", "graph.inquiry", "graph.highlights", "graph.vocabulary", "graph.values", "graph.properties", "graph.columns", "graph.ledger", "graph.kinds"},
    {"graph.model"},
    {"graph.records", "graph.notation", "graph.registers", "graph.resolution", "graph.identity", "graph.ties", "graph.network", "graph.dataset", "graph.rdf", "graph.sql"},
    {"graph.links", "graph.reading", "graph.history", "graph.rows", "graph.index", "graph.writing", "graph.sources", "graph.merges", "graph.store"},
    {"graph.changes", "graph.rdf.stream", "graph.describing"},
)  # fmt: skip

OUTSIDE = {
    "environment": ({"os.environ", "os.getenv", "environ", "getenv"}, {"server", "settings", "ogniwo"}),
    "engines": ({"create_engine"}, {"graph.sql.database", "graph.migrations.env"}),
}

FORBIDDEN = {
    "graph": {
        "schema",
        "serving",
        "server",
        "cli",
        "ogniwo",
        "starlette",
        "strawberry",
        "graphql",
        "uvicorn",
        "click",
        "rich",
    },
    "schema": {"serving", "server", "cli", "ogniwo", "starlette", "uvicorn", "click", "rich"},
    "serving": {"server", "cli", "ogniwo", "click", "rich", "sqlalchemy"},
}

# Importers, and what shows the page that was built.
READERS = (
    "graph.seeding",
    "graph.check",
    "graph.store",
    "graph.migrations",
    "graph.importing",
    "serving",
    "cli",
    "ogniwo",
    "settings",
    "server",
)


def _imports(module: str) -> Iterator[str]:
    """Yield what a module imports when it runs, by full name."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for node in _running(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{each.name}" for each in node.names]
            yield from (name if name in MODULES else str(node.module) for name in names)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Yield every node but those that only a type checker sees."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from _running(child)


def _names(module: str) -> set[str]:
    """Return every name and attribute that a module uses."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return {ast.unparse(each) for each in ast.walk(tree) if isinstance(each, ast.Name | ast.Attribute)}


def test_all_modules_are_seen():
    assert {"graph.model", "graph.store", "schema.engine", "server", "ogniwo"} <= MODULES.keys()


def test_no_module_leads_back_to_itself():
    graph = nx.DiGraph((module, each) for module in MODULES for each in _imports(module) if each in MODULES)
    assert list(nx.simple_cycles(graph)) == []


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_does_not_look_into_those_above_it(room: str):
    seen = {
        f"{module} imports {each}"
        for module in MODULES
        if module.startswith(f"{room}.")
        for each in _imports(module)
        if each.split(".")[0] in FORBIDDEN[room]
    }
    assert seen == set()


def test_within_the_graph_imports_go_one_way():
    named = {name: number for number, names in enumerate(STEPS) for name in names}  # of modules, and of whole rooms
    step = {module: named[name] for module in MODULES for name in (module.rpartition(".")[0], module) if name in named}
    upward = {
        f"{module} imports {each}"
        for module in step
        for each in _imports(module)
        if step.get(each, len(STEPS) if each in MODULES else 0) > step[module]
    }
    assert upward == set()


@pytest.mark.parametrize("what", OUTSIDE)
def test_only_some_touch_the_world_outside(what: str):
    names, allowed = OUTSIDE[what]
    assert {module for module in MODULES if _names(module) & names} <= allowed


def test_only_importers_and_the_command_line_read_files():
    readers = {
        module
        for module in MODULES
        if any(name == "open" or name.endswith((".read_text", ".read_bytes")) for name in _names(module))
    }
    assert {each for each in readers if not each.startswith(READERS)} == set()


def test_nothing_happens_at_import():
    """A module at its top level imports, declares and computes values; it calls nothing for its effect."""
    effects = {
        f"{module}: {ast.unparse(node)[:60]}"
        for module, file in MODULES.items()
        if module != "graph.migrations.env"  # which Alembic runs by importing it
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    }
    assert effects == set()
