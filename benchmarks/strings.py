"""Strings: the triples of a made-up graph as plain f-strings write them, from rows that are in memory already.

They know what a row of such a graph has, escape and look up nothing, and take years for days: none is faster.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from graph.rdf.turtle import NTriples, Turtle

Row = tuple[Any, ...]
Write = Callable[[Sequence[Row]], str]

LINKED = ("project", "programme", "organization")  # the families to which links lead
SURE = (*LINKED, "words", "Role")  # what all rows have

# Of a family: its rows, and of each property the term, the cell and how it is written.
FAMILIES: Mapping[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "eurio:Grant": (
        (
            "SELECT e.id, a.id, b.id, t.amount_amount, t.amount_currency FROM entity e JOIN funding t ON t.key = e.key "
            "JOIN entity a ON a.key = t.project_key JOIN entity b ON b.key = t.programme_key ORDER BY e.id"
        ),
        (
            ("eurio:funds", "a", "project"),
            ("eurio:hasFundingScheme", "b", "programme"),
            ("eurio:hasFundingAmount", "amount", "money"),
        ),
    ),
    "eurio:OrganisationRole": (
        (
            "SELECT e.id, a.id, b.id, t.role FROM entity e JOIN participation t ON t.key = e.key "
            "JOIN entity a ON a.key = t.project_key JOIN entity b ON b.key = t.organization_key ORDER BY e.id"
        ),
        (
            ("eurio:isInvolvedIn", "a", "project"),
            ("eurio:isRoleOf", "b", "organization"),
            ("ogn:role", "role", "Role"),
        ),
    ),
    "eurio:Project": (
        (
            "SELECT e.id, t.title, t.acronym, t.start_date_first, t.end_date_first, "
            "t.budget_amount, t.budget_currency, "
            "t.eu_contribution_amount, t.eu_contribution_currency "
            "FROM entity e JOIN project t ON t.key = e.key ORDER BY e.id"
        ),
        (
            ("eurio:title", "title", "words"),
            ("skos:altLabel", "acronym", "string"),
            ("schema:startDate", "start", "date"),
            ("schema:endDate", "end", "date"),
            ("eurio:hasTotalCost", "budget", "money"),
            ("ogn:euContribution", "euContribution", "money"),
        ),
    ),
}


def rows(cursor: sqlite3.Cursor, name: str) -> list[Row]:
    """Return the rows of a family."""
    return cursor.execute(FAMILIES[name][0]).fetchall()


def writing(name: str, syntax: NTriples) -> Write:
    """Return what writes the rows of a family: an f-string for what they all have, and one for each that some have."""
    _, items = FAMILIES[name]
    between, closing = syntax.between, syntax.closing
    subject = "e.replace('/', ':', 1)" if isinstance(syntax, Turtle) else f"f{syntax.entity('{e}')!r}"
    cells = [cell for _, each, how in items for cell in ((each, f"{each}_in") if how == "money" else (each,))]
    sure = [_pair(syntax, *item) for item in items if item[2] in SURE]
    lines = [_appending(syntax.separator + syntax.opening + between.join([*syntax.types([name]), *sure]))]
    lines += [
        f"if {item[1]} is not None: {_appending(between + _pair(syntax, *item))}"
        for item in items
        if item[2] not in SURE
    ]
    lines += [_appending(closing)] if closing else []
    for each in (each for _, each, how in items if how == "money"):
        node = f"f{syntax.entity('{e}', each)!r}"
        pairs = [*syntax.types(["eurio:MonetaryAmount"]), *_amount(syntax, each)]
        lines += [f"if {each} is not None:", f"    s = {node}"]
        lines.append("    " + _appending(syntax.separator + syntax.opening + between.join(pairs) + closing))
    body = "\n".join(f"        {each}" for each in (f"s = {subject}", *lines))
    names: dict[str, Any] = {}
    exec(  # noqa: S102 - made of what stands above
        f"def write(rows):\n    text = []\n    append = text.append\n    for e, {', '.join(cells)} in rows:\n{body}\n"
        "    return ''.join(text)",
        names,
    )
    made: Write = names["write"]
    return made


def _pair(syntax: NTriples, term: str, cell: str, how: str) -> str:
    start, end = syntax.start(term), syntax.end
    written: Mapping[str, Callable[[], str]] = {
        **{family: partial(lambda to: start + syntax.linking(cell, to) + end, family) for family in LINKED},
        "words": lambda: f'{start}"{{{cell}}}"@pl{end}',
        "string": lambda: f'{start}"{{{cell}}}"{end}',
        "date": lambda: syntax.to_literal(term, "xsd:date")(f"{{{cell}}}"),
        "money": lambda: syntax.to_node(term)("{e}", cell),
        "Role": lambda: syntax.to_term(term)(f"ogn:Role-{{{cell}}}"),
    }
    return written[how]()


def _amount(syntax: NTriples, cell: str) -> list[str]:
    digits = f"{{{cell} // 100}}.{{{cell} % 100:02}}"
    value = syntax.to_literal("eurio:value", "xsd:decimal")(digits)
    return [value, syntax.to_string("eurio:currency")(f"{{{cell}_in}}")]


def _appending(text: str) -> str:
    return f"append(f{text!r})"
