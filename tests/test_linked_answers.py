"""What a query selects, as triples: of the answer all that RDF can say, and nothing that the whole graph does not say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson
import pyoxigraph
import pytest
from cluster import Databases
from graphql import GraphQLField, get_named_type, is_leaf_type
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from queries import Query, queries
from strategies import HOSTILE

from graph.kinds import Kind, Model
from graph.model import Base
from graph.properties import Identifier
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples
from graph.records import Quote, Row, Source, Statement
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text
from schema.engine import Engine, Request
from schema.linked.engine import LinkedEngine
from schema.types import schema
from tests.conftest import BASE
from tests.test_equality import POOLS

MODEL = Model.of(Base)
TYPES = schema(MODEL)._schema

FORMATS = ("ntriples", "turtle", "jsonld")


def exported(store: Store) -> set[pyoxigraph.Triple]:
    return triples("".join(export(MODEL, NTriples(MODEL, BASE), store.records(), store.merges())))


def troubled(seeds: Sequence[Source]) -> Source:
    """Return a document that says of what others speak of something else, in hostile words."""
    document, kinds = EntityId("document/trouble"), {}
    said: list[Statement] = [Statement(document, "title", Text("Trouble", "en"), Row("t", "0"))]
    other: dict[type, Callable[[Any, int], Any]] = {
        Money: lambda value, at: Money(value.hundredths + at, value.currency),
        PartialDate: lambda value, _: PartialDate(value.text[:4]),
        Text: lambda value, at: Text(HOSTILE[at % len(HOSTILE)], ("und", "pt-BR", value.language)[at % 3]),
        Identifier: lambda value, _: Identifier(value.scheme, f"{value.value} <x>"),
    }
    for at, each in enumerate(each for source in seeds for each in source.statements):
        make = other.get(type(each.value))
        if make and at % 2 == 0:
            kinds |= {name: kind for source in seeds for name, kind in source.kinds.items() if name == each.subject}
            proof = Row("t", str(at % 5)) if at % 4 == 0 else Quote(f"words {at}", "", 'after "')
            flags = {"implied": at % 6 == 0, "preferred": at % 10 == 0}
            said.append(Statement(each.subject, each.property, make(each.value, at), proof, **flags))
    return Source("trouble", document, {document: "Document", **kinds}, tuple(said))


@pytest.fixture(scope="session")
def quarrel(databases: Databases, seeds: list[Source]) -> Iterator[Store]:
    """A graph in which documents disagree and entities were merged."""
    made = Store.create(databases.new(), MODEL, [*seeds, troubled(seeds)])
    made.merge(EntityId("organization/mops-leczna"), EntityId("organization/mops-debica"))
    made.merge(EntityId("place/leczna"), EntityId("place/debica"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def whole(store: Store) -> set[pyoxigraph.Triple]:
    return exported(store)


def triples(text: str) -> set[pyoxigraph.Triple]:
    return {each.triple for each in pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS)}


def expanded(document: Any) -> set[pyoxigraph.Triple]:
    """Return what a document of JSON-LD says, as PyLD reads it."""
    return triples(jsonld.to_rdf(document, {"format": "application/n-quads"}))


def plain(shown: Any) -> Any:
    """Return an answer without what JSON-LD has beside it."""
    if isinstance(shown, dict):
        return {key: plain(each) for key, each in shown.items() if not (key.startswith("@") or key.endswith("@"))}
    return [plain(each) for each in shown] if isinstance(shown, list) else shown


Ask = Callable[..., set[pyoxigraph.Triple]]


def asker(store: Store) -> Ask:
    """Return what asks in every format, checks that all say the same, and returns what they say."""
    engine = Engine(store, BASE)
    linked = LinkedEngine(engine)

    def asked(query: str, variables: Mapping[str, Any] | None = None) -> set[pyoxigraph.Triple]:
        answers = {name: linked.answer(Request(query, None, variables or {}, format=name)) for name in FORMATS}
        json = engine.answer(Request(query, None, variables or {}))
        for answer in answers.values():
            assert [each.formatted for each in answer.errors] == [each.formatted for each in json.errors]
        if json.data is None:
            return set()
        texts = {name: (answer.text or b"").decode() for name, answer in answers.items()}
        lines = [line for line in texts["ntriples"].split("\n") if line and not line.startswith("# ")]
        assert len(lines) == len(set(lines))
        found = triples(texts["ntriples"])
        assert len(lines) == len(found)
        turtle = list(pyoxigraph.parse(texts["turtle"], pyoxigraph.RdfFormat.TURTLE))
        assert len(turtle) == len(found)
        assert {each.triple for each in turtle} == found
        shown = orjson.loads(texts["jsonld"])
        assert orjson.dumps(plain(shown)) == orjson.dumps(json.body)
        assert expanded(shown) == found, query
        return found

    return asked


@pytest.fixture(scope="session")
def ask(store: Store) -> Ask:
    return asker(store)


@pytest.fixture(scope="session")
def ask_quarrel(quarrel: Store) -> Ask:
    return asker(quarrel)


@given(drawn=queries(TYPES, POOLS), others=st.booleans())
@settings(max_examples=150)
def test_every_triple_of_an_answer_is_one_of_the_whole_graph_in_whatever_format(
    drawn: Query, others: bool, ask: Ask, whole: set[pyoxigraph.Triple]
):
    values = [POOLS.other(value) for value in drawn.values] if others else drawn.values
    text, variables = drawn.with_literals(values)
    assert ask(text, variables) <= whole


@given(drawn=queries(TYPES, POOLS))
@settings(max_examples=50)
def test_every_triple_is_one_of_the_whole_graph_also_where_documents_disagree_and_entities_were_merged(
    drawn: Query, ask_quarrel: Ask, quarrel: Store
):
    text, variables = drawn.with_variables()
    assert ask_quarrel(text, variables) <= exported(quarrel)


LANGUAGES = ("en", "it", "pt-BR", "und")
# What is selected of values that are objects: however little, they are said whole.
BELOW = {
    "Money": "{currency}",
    "Name": "{language}",
    "Identifier": "{scheme}",
    "Party": "{role}",
    "Evidence": "{implied}",
}


def everything(kind: Kind) -> str:
    """Return a query for a page of all that there is of a kind."""
    type_: Any = TYPES.type_map[kind.name]
    asked = " ".join(f"{name} {_below(each)}" for name, each in type_.fields.items())
    translated = [name for name, each in type_.fields.items() if "language" in each.args]
    asked += " ".join(
        f' {name}_{at}: {name}(language: "{each}")' for at, each in enumerate(LANGUAGES) for name in translated
    )
    return f"""query($after: String) {{
        {kind.plural}(first: 50, after: $after) {{nodes {{{asked}}} pageInfo {{hasNextPage endCursor}}}}}}"""


def _below(field: GraphQLField) -> str:
    named = get_named_type(field.type)
    if is_leaf_type(named):
        return ""
    members = "(first: 100) {nodes {__typename}}"
    return members if named.name.endswith("Connection") else BELOW.get(named.name, "{__typename}")


def all_asked(store: Store) -> set[pyoxigraph.Triple]:
    ask, engine = asker(store), Engine(store, BASE)
    found: set[pyoxigraph.Triple] = set()
    for kind in MODEL.concrete:
        after: str | None = ""
        while after is not None:
            variables = {"after": after or None}
            found |= ask(everything(kind), variables)
            data = engine.answer(Request(everything(kind), None, variables)).data
            assert data
            page = data[kind.plural]["pageInfo"]
            after = page["endCursor"] if page["hasNextPage"] else None
    return found


def test_who_asks_for_everything_gets_the_whole_graph(store: Store, whole: set[pyoxigraph.Triple]):
    assert all_asked(store) == whole


def test_who_asks_for_everything_gets_all_that_documents_disagree_about(quarrel: Store):
    assert all_asked(quarrel) == exported(quarrel)
