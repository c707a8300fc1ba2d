"""Pages of a list that grows while it is read: what is put behind the cursor comes, and nothing comes twice or is lost."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from cluster import Databases

from graph.kinds import Model
from graph.model import Base
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text
from schema.engine import Engine, Request

MODEL = Model.of(Base)
QUOTE = Quote("words")
# Each has fewer values than there are projects, so that many stand side by side; None is no value at all.
TITLES = ("Żaba", "aaa", "Zebra", "zebra", "Łan", "lan", "ä", "b")
BUDGETS = (None, Money(100, "PLN"), Money(-5, "PLN"), Money(100, "EUR"), None, Money(2**62, "PLN"))
DATES = (None, "2008", "2008-01", "2008-01-01", "0999-12-31", "2008-12-31", None)
ORDERS = (
    "",
    "{title: ASC}",
    "{title: DESC}",
    "{budget: ASC}",
    "{budget: DESC}",
    "{startDate: ASC}",
    "{startDate: DESC}, {title: ASC}",
    "{year: DESC}",
    "{endPlanned: DESC}, {acronym: ASC}",
    "{acronym: ASC}, {id: DESC}",
    "{status: DESC}, {budget: ASC}, {startDate: DESC}",
)


def project(name: str, number: int) -> tuple[EntityId, list[Statement]]:
    """Return a project whose values follow from a number."""
    date = DATES[number % len(DATES)]
    values = {
        "title": Text(TITLES[number % len(TITLES)], "pl"),
        "budget": BUDGETS[number % len(BUDGETS)],
        "startDate": PartialDate(date) if date else None,
        "year": (None, 2008, 2009)[number % 3],
        "endPlanned": (None, True, False)[number % 3],
        "acronym": (None, "Ą", "a", "B")[number % 4],
        "status": (None, "FINISHED")[number % 2],
    }
    subject = EntityId(f"project/{name}")
    return subject, [Statement(subject, item, value, QUOTE) for item, value in values.items() if value is not None]


def said(name: str, projects: Sequence[tuple[EntityId, list[Statement]]]) -> Source:
    document = EntityId(f"document/{name}")
    statements = [Statement(document, "title", Text(name), QUOTE), *(each for _, facts in projects for each in facts)]
    return Source(name, document, {document: "Document", **{key: "Project" for key, _ in projects}}, tuple(statements))


@pytest.fixture(scope="module")
def growing(databases: Databases) -> Iterator[Store]:
    """A graph of some projects; each test takes away what another added, and adds more."""
    url = databases.new()
    made = Store.create(url, MODEL, [said("old", [project(f"m{number}", number) for number in range(15)])])
    yield made
    made.close()
    databases.remove(url)


def asked(engine: Engine, end: str, size: int, cursor: str | None, order: str) -> Any:
    place = f', {"after" if end == "first" else "before"}: "{cursor}"' if cursor else ""
    query = f"{{projects({end}: {size}{place}, orderBy: [{order}]) {{edges {{cursor node {{id}}}} pageInfo {{hasNextPage hasPreviousPage}}}}}}"
    answer = engine.answer(Request(query))
    assert not answer.errors, answer.errors
    assert answer.data
    return answer.data["projects"]


def ids(page: Any) -> list[str]:
    return [each["node"]["id"] for each in page["edges"]]


@pytest.mark.parametrize("end", ["first", "last"])
@pytest.mark.parametrize("order", ORDERS)
def test_what_is_inserted_behind_the_cursor_comes_and_all_else_comes_once(growing: Store, order: str, end: str):
    growing.write([said("new", [])])
    engine, forward = Engine(growing, "http://127.0.0.1:8000/"), end == "first"
    added: list[tuple[EntityId, list[Statement]]] = []
    came: list[str] = []
    wanted: list[str] = []
    cursor = None
    while True:
        page = asked(engine, end, 4, cursor, order)
        found = ids(page) if forward else ids(page)[::-1]
        came += found
        assert found == wanted[: len(found)] or not wanted
        if not page["pageInfo"]["hasNextPage" if forward else "hasPreviousPage"]:
            break
        cursor = page["edges"][-1 if forward else 0]["cursor"]
        if (
            len(added) < 9
        ):  # beside those that are there, before and behind: their numbers lie between, their ids around
            count = len(added)
            added += [project(f"{'amz'[each]}-{count}", 3 + 7 * count + each) for each in range(3)]
            growing.write([said("new", added)])
        everything = ids(asked(engine, "first", 100, None, order))
        everything = everything if forward else everything[::-1]
        wanted = everything[everything.index(found[-1]) + 1 :]
    assert came[len(came) - len(wanted) :] == wanted
    assert len(came) == len(set(came))
    assert {f"project/m{number}" for number in range(15)} <= set(came)
    behind = {name for name, _ in added} & set(came)
    assert behind or order == ""
