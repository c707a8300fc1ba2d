"""Copies of the model with a line more, to prove that every view takes what the model says from its argument."""

import itertools
import sys
from pathlib import Path
from types import ModuleType

import graph.model
from graph.kinds import Model

_numbers = itertools.count(1)


def copy_of_model(kind: str, line: str) -> Model:
    """Return a copy of the model with one line more in the class of a kind.

    `line` is what would be typed there: `motto: Mapped[str | None] = prop(OGN.motto, "dewiza", "motto", "Its motto.")`.
    """
    lines = Path(graph.model.__file__).read_text(encoding="utf-8").splitlines()
    at = next(number for number, each in enumerate(lines) if each.startswith(f"class {kind}("))
    while not lines[at].startswith("    __plural__"):
        at += 1
    while lines[at].startswith("    __"):
        at += 1
    source = "\n".join([*lines[:at], f"    {line}", *lines[at:]])
    module = ModuleType(f"graph.model_copy_{next(_numbers)}")
    sys.modules[module.__name__] = module  # where SQLAlchemy looks up the names in annotations
    try:
        exec(compile(source, f"{graph.model.__file__} with {line!r}", "exec"), module.__dict__)  # noqa: S102
        return Model.of(module.Base)
    finally:
        del sys.modules[module.__name__]
