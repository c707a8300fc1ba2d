"""What lists come to: whatever is summed, bounded, averaged or grouped, a plan answers as the naive reference does."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

import orjson
import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type
from reference import Reference

from graph.kinds import Kind, Model
from graph.model import Base
from graph.properties import Identifier, Party, Property
from graph.records import Row, Source, Statement
from graph.store import Store
from graph.values import LARGEST, EntityId, Money, PartialDate, Text, Url
from schema.engine import Engine, Request
from schema.filters import filterable
from schema.totals import FUNCTIONS, aggregated
from schema.types import schema

MODEL = Model.of(Base)
TYPES = schema(MODEL)._schema
BASE = "http://127.0.0.1:8000/"
Ask = Any

each_kind = pytest.mark.parametrize("kind", MODEL.kinds.values(), ids=lambda kind: kind.name)


# --- graphs ----------------------------------------------------------------------------------------------------------

EDGES = (0, 1, -1, 5, 50, 4294967295, 4294967296, -4294967296, LARGEST, -LARGEST, LARGEST - 1)
DATES = ("2008", "2008-05", "2008-05-31", "2008-01-01", "2008-12-31", "2009-02", "1999-12", "0001", "9999-12-31")
WORDS = ("a", "ą", "ł", "Z", "z", "z a")


def generated(model: Model, seed: int) -> Source:
    """Return a source of a graph drawn at random, with few values, many of them at the edge of what there can be."""
    random = Random(seed)  # noqa: S311 - no secret
    ids = {
        kind.name: [EntityId(f"{kind.prefix}/{kind.name.lower()}-{number}") for number in range(random.randint(3, 7))]
        for kind in model.concrete
    }
    statements = [
        Statement(name, item.name, value, Row("generated", name))
        for kind in model.concrete
        for name in ids[kind.name]
        for item in kind.stored
        for value in _values(model, random, ids, item, name)
    ]
    kinds = {name: kind for kind, names in ids.items() for name in names}
    return Source("generated", ids["Document"][0], kinds, tuple(statements))


def _values(model: Model, random: Random, ids: Mapping[str, Sequence[EntityId]], item: Property, name: EntityId) -> Any:
    if not item.required and random.random() < 0.3:
        return []
    if not item.target:
        draw = VALUES["Code"] if item.is_code else VALUES[item.type.__name__]
        drawn = [draw(random, model, ids, item) for _ in range(random.randint(1, 3) if item.many else 1)]
        return list(dict.fromkeys(drawn))
    # A tree stands as its entities are declared, so that nothing stands above itself.
    found = [each for kind in model.members(item.target) for each in ids[kind.name]]
    if item.attribute == "parent":
        found = found[: found.index(name)]
    return random.sample(found, min(len(found), random.randint(1, 3) if item.many else 1))


VALUES: Mapping[str, Any] = {
    "str": lambda random, *_: random.choice(WORDS),
    "Text": lambda random, *_: Text(random.choice(WORDS), "pl"),
    "Url": lambda random, *_: Url(f"https://example.org/{random.randint(1, 3)}"),
    "int": lambda random, *_: random.choice((0, 1, 2, 7, -1, 2**31 - 1, -(2**31))),
    "bool": lambda random, *_: random.random() < 0.5,
    "Decimal": lambda random, *_: Decimal(random.choice(EDGES)).scaleb(-6),
    "Money": lambda random, *_: Money(random.choice(EDGES), random.choice(("PLN", "EUR", "CZK"))),
    "PartialDate": lambda random, *_: PartialDate(random.choice(DATES)),
    "Code": lambda random, _model, _ids, item: random.choice(list(item.type.__members__)[:5]),
    "Identifier": lambda random, *_: Identifier(random.choice(("NIP", "TERYT")), random.choice("123")),
    "Party": lambda random, _model, ids, _item: Party(
        random.choice((*ids["Institution"], *ids["City"])), random.choice((None, "PARTNER", "HOST"))
    ),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what names a new database."""
    numbers = iter(range(100))
    folder = tmp_path_factory.mktemp("aggregates")
    return lambda: f"sqlite:///{folder / f'{next(numbers)}.db'}"


@pytest.fixture(scope="module", params=["seeds", 1, 2])
def ask(request: pytest.FixtureRequest, store: Store, database: Any) -> Iterator[Ask]:
    """Ask engine and reference of a graph, twice; return the data that both answer."""
    made = store if request.param == "seeds" else Store.create(database(), MODEL, [generated(MODEL, request.param)])
    engine, reference = Engine(made, BASE), Reference(made, BASE)

    def asked(query: str, variables: Mapping[str, Any] | None = None) -> Any:
        wanted = reference.answer(query, variables)
        for _ in range(2):
            came = engine.answer(Request(query, None, variables or {})).body
            assert orjson.dumps(came).decode() == orjson.dumps(wanted).decode(), query
        assert "errors" not in wanted, wanted
        return wanted["data"]

    yield asked
    if made is not store:
        made.close()


# --- what can be asked -----------------------------------------------------------------------------------------------


def _everything(kind: Kind) -> str:
    """Return a selection of every aggregate of a kind."""
    fields = ["__typename count"]
    for function in FUNCTIONS:
        items = aggregated(kind, function)
        values = (f"{item.name} {{amount currency}}" if item.type is Money else item.name for item in items)
        if items:
            fields.append(f"{function} {{__typename {' '.join(values)}}}")
    return f"aggregate {{{' '.join(fields)}}}"


def _keys(type_name: str, depth: int) -> Iterator[str]:
    """Yield every key of groups, through so many links."""
    for name, field in TYPES.type_map[type_name].fields.items():  # type: ignore[attr-defined]
        type_ = get_named_type(field.type)
        if isinstance(type_, GraphQLEnumType):
            yield from (f"{{{name}: {code}}}" for code in list(type_.values)[:6])
        elif isinstance(type_, GraphQLInputObjectType) and (depth or not type_.name.endswith("GroupBy")):
            yield from (f"{{{name}: {below}}}" for below in _keys(type_.name, depth - 1))


KEYS = "keys {value entity {id __typename label ... on Place {name} ... on Project {title startDate}}}"


def _lists(kind: Kind) -> list[Property]:
    return [each for each in kind.properties.values() if each.is_link and each.many and filterable(each)]


@each_kind
def test_every_aggregate_of_every_kind(kind: Kind, ask: Ask):
    ask(f"{{{kind.plural} {{{_everything(kind)} totalCount}}}}")
    ask(f'{{{kind.plural}(where: {{id: {{ne: "x/y"}}}}, first: 1) {{{_everything(kind)}}}}}')
    ask(f'{{{kind.plural}(where: {{id: {{eq: "x/y"}}}}) {{{_everything(kind)}}}}}')


@each_kind
def test_every_aggregate_of_every_nested_list(kind: Kind, ask: Ask):
    for item in _lists(kind):
        everything = _everything(MODEL.kinds[str(item.target)])
        filtered = f'b: {item.name}(where: {{not: {{id: {{eq: "place/pl"}}}}}}, last: 1) {{{everything}}}'
        ask(f"{{{kind.plural}(first: 100) {{nodes {{id {item.name} {{{everything}}} {filtered}}}}}}}")


@each_kind
def test_groups_by_every_key(kind: Kind, ask: Ask):
    keys = list(_keys(f"{kind.name}GroupBy", 1))
    for start in range(0, len(keys), 30):
        made = (
            f"g{number}: groups(by: [{key}]) {{__typename {KEYS} aggregate {{count}}}}"
            for number, key in enumerate(keys[start : start + 30])
        )
        ask(f"{{{kind.plural} {{{' '.join(made)}}}}}")


@each_kind
def test_every_aggregate_of_groups(kind: Kind, ask: Ask):
    keys = list(_keys(f"{kind.name}GroupBy", 0))
    for one, other in zip(keys, [*keys[3:], *keys[:3]], strict=True):
        ask(f"{{{kind.plural} {{groups(by: [{one}, {other}]) {{{KEYS} {_everything(kind)}}}}}}}")


@each_kind
def test_groups_of_every_nested_list(kind: Kind, ask: Ask):
    for item in _lists(kind):
        target = MODEL.kinds[str(item.target)]
        for key in list(_keys(f"{target.name}GroupBy", 0))[::4]:
            groups = f"groups(by: [{key}]) {{{KEYS} {_everything(target)}}}"
            ask(f"{{{kind.plural}(first: 100) {{nodes {{{item.name} {{{groups}}}}}}}}}")


BY_HAND = {
    "keys that begin with one list speak of one item of it": """
        {projects {groups(by: [{participations: {role: VALUE}}, {participations: {organization: {id: VALUE}}}]) {KEYS aggregate {count}}}
         partnerships {groups(by: [{parties: {entity: VALUE}}, {kind: VALUE}, {parties: {role: VALUE}}]) {KEYS aggregate {count}}}}""",
    "an entity is once in a group, however many ways lead there": """
        {projects {a: groups(by: [{programmes: {ancestor: {level: FUND}}}]) {KEYS aggregate {count sum {budget {amount}}}}
         b: groups(by: [{participations: {organization: {place: {country: {id: VALUE}}}}}]) {KEYS aggregate {count sum {budget {amount}}}}
         c: groups(by: [{places: {ancestor: {kind: COUNTRY}}}, {places: {ancestor: {kind: REGION}}}]) {KEYS aggregate {count}}}}""",
    "lists derived from lists": """
        {organizations {groups(by: [{projects: {programmes: {level: VALUE}}}]) {KEYS aggregate {count}}}
         programmes {groups(by: [{projects: {status: VALUE}}, {ancestors: {id: VALUE}}]) {KEYS aggregate {count}}}
         places {groups(by: [{organizations: {kind: VALUE}}]) {KEYS aggregate {count}}}}""",
    "aggregates of one key merge, and fragments go into them": """
        {projects {aggregate {count} ...A aggregate {max {year} ... {sum {budget {currency}}}}}}
        fragment A on ProjectConnection {aggregate {...B min {startDate}}} fragment B on ProjectAggregate {sum {budget {amount}} max {y: year endDate}}""",
    "groups under two names have keys of their own": """
        {fundings {a: groups(by: [{programme: {level: VALUE}}]) {...G} b: groups(by: {project: {year: VALUE}}) {...G ...G}}}
        fragment G on FundingGroup {aggregate {count a: sum {amount {amount}} b: sum {amount {currency}}} keys {value} k: keys {entity {id}}}""",
    "fields that are left out leave their statements out": """
        {projects {aggregate {count @skip(if: true) sum @include(if: false) {year} min {__typename}} groups(by: [{year: VALUE}]) {keys {__typename}}}
         b: projects {aggregate {sum {__typename}}} c: projects {aggregate {sum {budget {__typename}}}} d: projects {aggregate {__typename}}
         e: projects {groups(by: [{year: VALUE}]) {__typename aggregate {__typename avg {__typename}}}}}""",
    "what can only be counted is counted": """
        {search(text: "a") {aggregate {count __typename} totalCount} documents {nodes {statements {aggregate {count} totalCount}}}
         organizations {nodes {partners {aggregate {__typename count}}}} places {nodes {partners {t: totalCount aggregate {count}}}}}""",
    "what partners share is aggregated too": """
        {organizations {nodes {partners {nodes {projects {aggregate {count sum {budget {amount currency}} max {endDate}}
         groups(by: [{status: VALUE}, {programmes: {id: VALUE}}]) {KEYS aggregate {count sum {budget {amount}}}}} partnerships {aggregate {min {signed}} groups(by: [{kind: VALUE}]) {KEYS}}}}}}}""",
    "lists in lists in lists": """
        {countries(first: 5) {nodes {children(first: 5) {nodes {organizations {nodes {participations {aggregate {count sum {contribution {amount currency}}}
         groups(by: [{project: {startDate: YEAR}}, {role: VALUE}]) {KEYS aggregate {count avg {contribution {amount currency}}}}}}}}}}}}""",
    "nulls and nothing": """
        {a: projects(where: {id: {eq: "x/y"}}) {aggregate {count} groups(by: [{year: VALUE}]) {KEYS} b: groups(by: [{year: VALUE}]) {aggregate {sum {budget {amount}}}}}
         places {nodes {children {groups(by: [{code: VALUE}]) {KEYS} aggregate {count min {latitude}}}}}}""",
    "beside a page": """
        {projects(first: 1, orderBy: [{title: DESC}]) {nodes {id} pageInfo {hasNextPage} edges {cursor} totalCount aggregate {count max {year}}
         groups(by: [{status: VALUE}]) {aggregate {count}}}}""",
}  # fmt: skip


@pytest.mark.parametrize("query", BY_HAND.values(), ids=BY_HAND)
def test_what_is_asked_by_hand(query: str, ask: Ask):
    ask(query.replace("KEYS", KEYS))


def test_keys_may_be_variables(ask: Ask):
    query = """query($by: [ProjectGroupBy!]!, $date: GroupByDate!) {projects {groups(by: $by) {keys {value} aggregate {count}}
               b: groups(by: [{endDate: $date}]) {keys {value} aggregate {count}}}}"""
    for part in ("YEAR", "MONTH", "DAY"):
        ask(query, {"by": [{"startDate": part}, {"places": {"ancestor": {"kind": "REGION"}}}], "date": part})
        ask(query, {"by": {"startDate": part}, "date": part})


def test_dates_that_are_known_less_finely_stand_as_finely_as_they_are_known(ask: Ask):
    data = ask("{projects {groups(by: [{startDate: MONTH}]) {keys {value}}}}")
    assert all(len(value or "2008") in (4, 7) for value in _cells(data["projects"]["groups"]))


def _cells(groups: Sequence[Any]) -> list[str | None]:
    return [each["value"] for group in groups for each in group["keys"]]
