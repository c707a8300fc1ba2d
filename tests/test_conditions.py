"""Numbers are compared exactly, however fine or large the one that is asked for."""

import operator
from collections.abc import Iterator
from decimal import Decimal

import pytest
from cluster import Databases

from graph.kinds import Model
from graph.model import Base
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import LARGEST, EntityId, Money, Text
from schema.engine import Engine, Request

MODEL = Model.of(Base)
STORED = (-LARGEST, -(10**17) - 1, -1, 0, 1, 3599_0064, 2**53, 2**53 + 1, 10**17 + 1, LARGEST - 1, LARGEST)
OPERATORS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}
# Beside each that is stored, and beyond all.
FINER = [
    Decimal(each).scaleb(-2) + Decimal(step)
    for each in STORED
    for step in ("-0.01", "-0.004", "0", "0.0000001", "0.01")
]
ASKED = sorted({*FINER, Decimal(10**29), Decimal(-(10**29))})


@pytest.fixture(scope="module")
def engine(databases: Databases) -> Iterator[Engine]:
    """A graph of projects with these budgets, and one without."""
    document, quote = EntityId("document/a"), Quote("words")
    statements = [Statement(document, "title", Text("A"), quote)]
    for number, amount in enumerate((*STORED, None)):
        subject = EntityId(f"project/p{number}")
        statements.append(Statement(subject, "title", Text("P"), quote))
        if amount is not None:
            statements.append(Statement(subject, "budget", Money(amount, "PLN"), quote))
    kinds = {each.subject: "Project" for each in statements[1:]}
    url = databases.new()
    store = Store.create(url, MODEL, [Source("a", document, {document: "Document", **kinds}, tuple(statements))])
    yield Engine(store, "http://127.0.0.1:8000/")
    store.close()
    databases.remove(url)


def found(engine: Engine, where: str) -> list[Decimal]:
    """Return the budgets of the projects that meet a filter."""
    query = f"{{projects(where: {{{where}}}, first: 100) {{nodes {{budget {{amount}}}}}}}}"
    answer = engine.answer(Request(query))
    assert answer.data, answer.errors
    return [Decimal(each["budget"]["amount"]) for each in answer.data["projects"]["nodes"] if each["budget"]]


@pytest.mark.parametrize("name", OPERATORS)
def test_an_amount_is_compared_exactly(engine: Engine, name: str):
    amounts = [Decimal(each).scaleb(-2) for each in STORED]
    for asked in ASKED:
        wanted = [each for each in amounts if OPERATORS[name](each, asked)]
        filtered = f'budget: {{currency: {{eq: PLN}}, amount: {{{name}: "{asked:f}"}}}}'
        assert found(engine, filtered) == wanted, asked
        assert found(engine, f"not: {{{filtered}}}") == [each for each in amounts if each not in wanted], asked


def test_an_amount_that_is_finer_than_any_is_none_of_a_list(engine: Engine):
    listed = ", ".join(f'"{each:f}"' for each in ASKED if each not in {Decimal(one).scaleb(-2) for one in STORED})
    assert found(engine, f"budget: {{currency: {{eq: PLN}}, amount: {{in: [{listed}]}}}}") == []
    assert found(engine, f'budget: {{currency: {{eq: PLN}}, amount: {{in: [{listed}, "0.01"]}}}}') == [Decimal("0.01")]
