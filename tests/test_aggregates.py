"""What lists come to: whatever is summed, bounded, averaged or grouped, a plan answers as the naive reference does."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

import orjson
import pytest
from copies import copy_of_model
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type
from reference import Reference
from sqlalchemy import BigInteger, cast, literal_column, select

from graph.errors import RequestError
from graph.kinds import Kind, Model
from graph.model import Base
from graph.properties import Identifier, Party, Property
from graph.records import Row, Source, Statement
from graph.sql.dialects import compiled
from graph.store import Store
from graph.values import LARGEST, EntityId, Money, PartialDate, Text, Url
from schema.assembly import ALL_GROUPS_LIMIT, GROUPS_LIMIT, RUNTIME
from schema.engine import Engine, Request
from schema.filters import filterable
from schema.grouping import KEYS_LIMIT
from schema.totals import FUNCTIONS, MEASURES, NEEDED, WRITTEN, aggregated, mean, total
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
    random = Random(seed)
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
    "Identifier": lambda random, *_: Identifier(random.choice(("NIP", "TERYT")), str(random.randrange(10**12))),
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


# --- the questions that aggregates are for ---------------------------------------------------------------------------


def _sums(engine: Engine, key: str) -> dict[str | None, list[str]]:
    query = f"""{{fundings(where: {{programme: {{under: "programme/efs"}}}}) {{groups(by: [{key}]) {{
                keys {{value}} aggregate {{sum {{amount {{amount currency}}}}}}}}}}}}"""
    groups = engine.answer(Request(query)).body["data"]["fundings"]["groups"]
    return {
        group["keys"][0]["value"]: [
            f"{each['amount']} {each['currency']}" for each in group["aggregate"]["sum"]["amount"]
        ]
        for group in groups
    }


def test_money_of_the_social_fund_by_measure(engine: Engine):
    assert _sums(engine, "{programme: {ancestor: {level: MEASURE}}}") == {
        "programme/po-kl-7-1": [],
        "programme/po-wer-2-5": ["1209441.02 PLN"],
        "programme/spo-rzl-1-5": [],
    }


def test_money_of_the_social_fund_by_region_counts_in_each_region_of_a_project(engine: Engine):
    assert _sums(engine, "{project: {places: {ancestor: {kind: REGION}}}}") == {
        None: ["359900.64 PLN"],
        "place/lubelskie": [],
        "place/malopolskie": ["849540.38 PLN"],
        "place/opolskie": ["849540.38 PLN"],
        "place/podkarpackie": [],
        "place/slaskie": ["849540.38 PLN"],
    }


def test_money_of_the_social_fund_by_year(engine: Engine):
    assert _sums(engine, "{project: {startDate: YEAR}}") == {
        None: ["849540.38 PLN"],
        "2006": [],
        "2008": [],
        "2017": ["359900.64 PLN"],
    }


# --- exact -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [1, -1])
def test_two_million_of_the_largest_numbers_add_up_exactly(sign: int, store: Store):
    numbers = select(cast(literal_column("1"), BigInteger).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + literal_column("1")).where(numbers.c.n < 2_000_000))
    value = literal_column(f"({sign} * (9223372036854775807 - numbers.n % 3))")
    measures = [MEASURES[name](value) for name in ("high", "low", "number", "min", "max")]
    statement = compiled(store.dialect, select(*measures).select_from(numbers))
    with store.snapshot() as snapshot:
        ((high, low, number, least, most),) = snapshot.execute(statement.text, statement.arguments({}))
    wanted = sign * sum(LARGEST - n % 3 for n in range(1, 2_000_001))
    assert total(high, low) == wanted
    assert mean(high, low, number) == sign * (LARGEST - 1)
    assert sorted((least, most)) == sorted((sign * LARGEST, sign * (LARGEST - 2)))


@pytest.mark.parametrize(
    ("numbers", "scale", "wanted"),
    [((1, 2), 1, 2), ((-1, -2), 1, -2), ((1, 1, 2), 1, 1), ((1, 2, 2), 1, 2), ((0,), 1, 0), ((-1, 0, 0), 1, 0),
     ((1, 0), 10**6, 500_000), ((1, 0, 0), 10**6, 333_333), ((-2, 0, 0), 10**6, -666_667), ((LARGEST, LARGEST), 1, LARGEST)],
)  # fmt: skip
def test_a_mean_is_rounded_half_up(numbers: Sequence[int], scale: int, wanted: int):
    high, low = sum(each >> 32 for each in numbers), sum(each & 0xFFFFFFFF for each in numbers)
    assert mean(high, low, len(numbers), scale) == wanted


def test_nothing_comes_to_nothing():
    assert total(None, None) is None
    assert mean(None, None, 0) is None


def test_every_function_of_every_type_has_what_it_needs():
    assert set(NEEDED) == set(FUNCTIONS)
    for functions in WRITTEN.values():
        for name, source in functions.items():
            assert source.format(*range(len(NEEDED[name]))), "names no more cells than are measured"
    assert all(set(needed) <= set(MEASURES) for needed in NEEDED.values())


# --- the model says what there is ------------------------------------------------------------------------------------


def test_a_property_added_to_the_model_can_be_summed_and_grouped_by(database: Any):
    line = 'visits: Mapped[int | None] = prop(OGN.visits, "wizyty", "visits", "How many came.")'
    model = copy_of_model("Project", line)
    names = [EntityId(f"project/{each}") for each in "abc"]
    document, row = EntityId("document/d"), Row("visits", "1")
    statements = [Statement(name, "title", Text("t", "pl"), row) for name in (*names, document)]
    statements += [Statement(name, "visits", 2**31 - 1, row) for name in names[:2]]
    kinds = {document: "Document", **dict.fromkeys(names, "Project")}
    store = Store.create(database(), model, [Source("d", document, kinds, tuple(statements))])
    query = """{projects {aggregate {sum {visits} avg {visits} max {visits}}
               groups(by: [{visits: VALUE}]) {keys {value} aggregate {count}}}}"""
    assert Engine(store, BASE).answer(Request(query)).body["data"]["projects"] == {
        "aggregate": {"sum": {"visits": "4294967294"}, "avg": {"visits": "2147483647"}, "max": {"visits": 2147483647}},
        "groups": [
            {"keys": [{"value": None}], "aggregate": {"count": 1}},
            {"keys": [{"value": "2147483647"}], "aggregate": {"count": 2}},
        ],
    }
    store.close()


def test_a_rate_that_is_computed_does_not_add_up():
    assert "coFinancingRate" in TYPES.type_map["ProjectAvg"].fields  # type: ignore[attr-defined]
    assert "coFinancingRate" not in TYPES.type_map["ProjectSum"].fields  # type: ignore[attr-defined]


# --- bounds ----------------------------------------------------------------------------------------------------------

STATEMENTS = {
    "{organizations {nodes {participations {totalCount aggregate {count}}}}}": 1,
    "{organizations {nodes {participations {aggregate {count min {startDate endDate} max {startDate}}}}}}": 2,
    "{organizations {nodes {participations {aggregate {sum {contribution {amount}} avg {contribution {amount}}}}}}}": 2,
    "{projects {aggregate {count sum {year budget {amount} euContribution {amount}} max {budget {amount}}}}}": 3,
    "{projects {groups(by: [{status: VALUE}, {year: VALUE}]) {keys {value} aggregate {count sum {budget {amount}}}}}}": 2,
    "{projects {groups(by: [{places: {id: VALUE}}]) {keys {value entity {id label}}}}}": 2,
    "{projects {aggregate {sum {__typename}}}}": 0,
}


@pytest.mark.parametrize("query", STATEMENTS)
def test_statements_are_one_for_all_parents_and_one_for_each_property_of_money(query: str, engine: Engine):
    plan, _ = engine.plan(Request(query))
    assert len(plan.levels) == STATEMENTS[query]


DEEP = "{programmes: {projects: " * 7 + "{year: VALUE}" + "}}" * 7
FAR = "{organizations: {parent: {place: {country: {organizations: {place: {country: {code: VALUE}}}}}}}}"
REFUSED = {
    "keys that go through too many links": (
        f"{{projects {{groups(by: [{{places: {FAR}}} {{goals: {{project: {{places: {FAR}}}}}}} {{participants: {{places: {FAR}}}}}]) {{keys {{value}}}}}}}}",
        "QUERY_TOO_COMPLEX",
    ),
    "groups by nothing": ("{projects {groups(by: []) {keys {value}}}}", "BAD_GROUP"),
    "groups by too much": (f"{{projects {{groups(by: [{'{year: VALUE} ' * (KEYS_LIMIT + 1)}]) {{keys {{value}}}}}}}}", "BAD_GROUP"),
    "a level that is not there": ("{programmes {groups(by: [{ancestor: {level: NOTHING}}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "a kind that is no place": ("{places {groups(by: [{ancestor: {kind: PROJECT}}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "a date has no value": ("{projects {groups(by: [{startDate: VALUE}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "a key that is empty": ("{projects {groups(by: [{}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "two keys in one": ("{projects {groups(by: [{year: VALUE, status: VALUE}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "two keys in one below": ("{fundings {groups(by: [{project: {year: VALUE, status: VALUE}}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "a key that is null": ("{projects {groups(by: [{year: null}]) {keys {value}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "a sum of texts": ("{projects {aggregate {sum {title}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "a sum of what are not numbers": ("{goals {aggregate {sum {text}}}}", "GRAPHQL_VALIDATION_FAILED"),
    "keys nested too deep": (f"{{projects {{groups(by: [{DEEP}]) {{keys {{value}}}}}}}}", "QUERY_TOO_DEEP"),
    "groups in lists in lists in lists": (
        "{projects(first: 100) {nodes {places(first: 100) {nodes {organizations(first: 100) {groups(by: [{id: VALUE}]) {keys {value}}}}}}}}",
        "QUERY_TOO_COMPLEX",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("query", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_aggregated_is_refused_in_one_line(query: str, code: str, engine: Engine):
    body = engine.answer(Request(query)).body
    assert "data" not in body
    assert body["errors"][0]["extensions"]["code"] == code, body
    assert "\n" not in body["errors"][0]["message"]


@pytest.mark.parametrize("by", [[], [{}], [{"year": None}], [{"year": "VALUE", "status": "VALUE"}], [None], None, "x"])
def test_variables_that_are_no_keys_are_refused(by: Any, engine: Engine):
    query = "query($by: [ProjectGroupBy!]!) {projects {groups(by: $by) {keys {value}}}}"
    body = engine.answer(Request(query, None, {"by": by})).body
    assert "data" not in body
    assert body["errors"][0]["extensions"]["code"] in ("BAD_VARIABLE", "BAD_GROUP")


def test_more_groups_than_may_be_are_refused_and_never_cut(database: Any):
    document, row = EntityId("document/d"), Row("goals", "1")
    goals = [EntityId(f"goal/g-{number}") for number in range(GROUPS_LIMIT + 1)]
    project = EntityId("project/p")
    statements = [Statement(name, "title", Text("t", "pl"), row) for name in (project, document)]
    for name in goals:
        statements += [Statement(name, "project", project, row), Statement(name, "kind", "GOAL", row)]
        statements.append(Statement(name, "text", Text("t", "pl"), row))
    kinds = {document: "Document", project: "Project", **dict.fromkeys(goals, "Goal")}
    store = Store.create(database(), MODEL, [Source("d", document, kinds, tuple(statements))])
    engine = Engine(store, BASE)
    for query in (
        "{goals(where: WHERE) {groups(by: [{id: VALUE}]) {keys {value}}}}",
        "{projects {nodes {goals(where: WHERE) {groups(by: [{id: VALUE}]) {keys {value entity {id}}}}}}}",
    ):
        body = engine.answer(Request(query.replace("WHERE", "{}"))).body
        assert "data" not in body
        assert body["errors"][0]["extensions"]["code"] == "TOO_MANY_GROUPS"
        data = engine.answer(Request(query.replace("WHERE", f'{{id: {{ne: "{goals[0]}"}}}}'))).body["data"]
        assert orjson.dumps(data).count(b'"keys"') == GROUPS_LIMIT
    store.close()


def test_all_lists_together_have_a_limit_of_groups():
    with pytest.raises(RequestError):
        RUNTIME["groups"]([(1, "a")], (1,), ALL_GROUPS_LIMIT + 1)


def test_pages_of_groups_have_a_price_of_their_own(engine: Engine):
    query = """{organizations(first: 100) {nodes {participations {groups(by: [{role: VALUE}]) {
               keys {value entity {label}} aggregate {count sum {contribution {amount currency}}}}}}}}"""
    assert "errors" not in engine.answer(Request(query)).body
