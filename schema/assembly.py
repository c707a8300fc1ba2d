"""Assembly: rows into the objects of an answer, by functions written out for one plan and compiled once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graph.columns import DECIMAL_PLACES
from graph.errors import RequestError
from graph.highlights import parts
from graph.inquiry import inquiry
from graph.network.sentences import Told, sentence
from graph.properties import Identifier
from graph.registers import same_as
from graph.values import PartialDate, unscaled
from schema.keyset import cursor
from schema.totals import mean, span, total, whole

Rows = Sequence[tuple[Any, ...]]
GROUPS_LIMIT = 1_000  # of one list
ALL_GROUPS_LIMIT = 20_000  # of the lists of all parents
Assembled = Callable[[Sequence[Rows], Sequence[int]], dict[str, Any]]


@dataclass(slots=True)
class Code:
    """The source of one plan's assembly while it is written.

    Every expression is over `r`, a row; functions take a key, or a row. Names and strings of a request come in only as
    Python literals.
    """

    functions: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)

    def function(self, arguments: str, *lines: str) -> str:
        """Add a function, and return its name."""
        name = f"f{len(self.functions)}"
        body = "\n".join(f"        {line}" for line in lines)
        self.functions.append(f"    def {name}({arguments}):\n{body}")
        return name

    def grouped(self, level: int, width: int) -> str:
        """Return the name of a level's rows by the key of their parent, or keys where there are two."""
        self.groups[f"many{level}"] = f"many(rows[{level}], {width})"
        return f"many{level}"

    def single(self, level: int) -> str:
        """Return the name of a level's row by the key of its parent."""
        self.groups[f"one{level}"] = f"one(rows[{level}])"
        return f"one{level}"

    def compiled(self, fields: Mapping[str, str], base: str) -> Assembled:
        """Return the function from the rows of all levels, and the sizes of their pages, to the answer."""
        lines = ["def assemble(rows, sizes):"]
        lines += [f"    {name} = {value}" for name, value in self.groups.items()]
        lines += self.functions
        lines.append(f"    return {literal(fields)}")
        namespace: dict[str, Any] = {**RUNTIME, "base": f"{base}id/"}
        exec(compile("\n".join(lines), "<plan>", "exec"), namespace)  # noqa: S102 - made of the model's names and literals
        made: Assembled = namespace["assemble"]
        return made


def literal(fields: Mapping[str, str]) -> str:
    """Return the source of a dict from keys of the answer to the expressions of their values."""
    return "{" + ", ".join(f"{key!r}: {value}" for key, value in fields.items()) + "}"


def _many(rows: Rows, width: int) -> Mapping[Any, list[tuple[Any, ...]]]:
    found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0] if width == 1 else row[:width]].append(row)
    return found


def _one(rows: Rows) -> Mapping[Any, tuple[Any, ...]]:
    return {row[0]: row for row in rows}


def _page(rows: Rows, size: int, backward: bool) -> tuple[Rows, bool]:
    """Return the rows of a page in their order, and whether there are more beyond its far end."""
    page = rows[:size]
    return (page[::-1] if backward else page), len(rows) > size


@lru_cache(maxsize=4_096)
def _date(first: str | None, last: str | None) -> str | None:
    return None if first is None or last is None else PartialDate.spanning(first, last).text


def _amount(hundredths: int) -> str:
    return unscaled(hundredths, 2, keep=2)


def _number(millionths: int | None) -> str | None:
    return None if millionths is None else unscaled(millionths, DECIMAL_PLACES)


def _truth(cell: Any) -> bool | None:
    return None if cell is None else bool(cell)


def _word(cell: Any) -> str | None:
    return None if cell is None else "true" if cell else "false"


def _groups(rows: Rows, columns: Sequence[int], all_rows: int) -> Rows:
    """Return the groups of a list in the order of their keys, null first. Raises RequestError if there are too many."""
    if len(rows) > GROUPS_LIMIT or all_rows > ALL_GROUPS_LIMIT:
        message = f"There are more than {GROUPS_LIMIT} groups in a list, or {ALL_GROUPS_LIMIT} in all: group by less."
        raise RequestError(message, "TOO_MANY_GROUPS")
    return sorted(rows, key=lambda row: [(row[column] is not None, row[column]) for column in columns])


def _iri(scheme: str, value: str) -> str | None:
    return same_as(Identifier(scheme, value))


def _highlights(rows: Rows, searched: Sequence[tuple[str, Mapping[str, Any] | None]]) -> list[tuple[Any, ...]]:
    """Return the texts of an entity in which words stand that were searched for: property, text, language, parts."""
    found = []
    for _, number, _, text, language, asked in sorted(rows, key=lambda row: (row[1], row[2], row[4])):
        name, meanings = searched[number]
        for said, its_language in meanings[text] if meanings else ((text, language),):
            made = parts(said, its_language, inquiry(asked))
            if made:
                found.append((name, said, its_language, made))
    return found


def _told(hops: Sequence[tuple[Any, ...]], language: str, lone: str) -> str:
    return sentence([Told(*hop) for hop in hops], language, lone)


RUNTIME: Mapping[str, Any] = {
    "many": _many,
    "one": _one,
    "page": _page,
    "date": _date,
    "amount": _amount,
    "number": _number,
    "truth": _truth,
    "word": _word,
    "whole": whole,
    "total": total,
    "mean": mean,
    "span": span,
    "groups": _groups,
    "same_as": _iri,
    "cursor": cursor,
    "told": _told,
    "highlights": _highlights,
}
