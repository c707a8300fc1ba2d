"""Whatever is asked, a plan answers what plain graphql-core with naive resolvers answers: byte for byte."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import orjson
import pytest
from graphql import get_named_type, parse, validate
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from queries import UNDRAWN, Pools, queries
from reference import Reference

from graph.kinds import Kind, Model
from graph.model import Base
from graph.properties import Property
from graph.values import Money, PartialDate, Text
from schema.engine import Engine, Request
from schema.filters import filterable, orderable
from schema.types import schema

EXAMPLES = sorted((Path(__file__).parent.parent / "web" / "examples").glob("*.graphql"))
MODEL = Model.of(Base)
TYPES = schema(MODEL)._schema
Same = Callable[..., Any]


@pytest.fixture(scope="session")
def same(engine: Engine, reference: Reference) -> Same:
    """Ask both twice, the second time by the plan that the first has made, and return the answer."""

    def ask(query: str, variables: Mapping[str, Any] | None = None, operation: str | None = None) -> Any:
        wanted = reference.answer(query, variables, operation)
        for _ in range(2):
            came = engine.answer(Request(query, operation, variables or {})).body
            assert _errors(came) == _errors(wanted), f"{query}\n{variables}"
            assert orjson.dumps(came["data"]).decode() == orjson.dumps(wanted["data"]).decode(), f"{query}\n{variables}"
        return wanted["data"]

    return ask


def _errors(body: Mapping[str, Any]) -> list[Any]:
    """Return what is said to be wrong, and where in the answer: in any order."""
    return sorted((each["path"], each["message"], each["extensions"]) for each in body.get("errors", ()))


# --- by hand ---------------------------------------------------------------------------------------------------------


def _asks_an_algorithm(query: str) -> bool:
    return any(f"{name}(" in query for name in UNDRAWN)


@pytest.mark.parametrize(
    "file", [each for each in EXAMPLES if not _asks_an_algorithm(each.read_text("utf-8"))], ids=lambda each: each.stem
)
def test_every_example_is_answered_as_the_reference_does(file: Path, same: Same):
    same(file.read_text(encoding="utf-8"))


SPECIFICATION = {
    "aliases rename, and keys come in the order of the text": "{z: projects {t: totalCount} a: projects {n: nodes {i: id title}}}",
    "a field asked for twice is answered once, where it came first": "{projects {nodes {id} totalCount nodes {title id}}}",
    "fields of one key merge, however deep": """
        {projects {nodes {participations {nodes {role}}}} ...A ... on Query {projects {nodes {participations {nodes {id}}}}}}
        fragment A on Query {projects {totalCount nodes {participations {totalCount nodes {organization {id}}}}}}""",
    "fields with the same arguments merge": """
        {projects(first: 2) {nodes {id}} projects(first: 2) {nodes {title} totalCount}}""",
    "one fragment serves lists of different shape": """
        {a: projects(first: 1) {nodes {...F}} b: projects(first: 2) {nodes {budget {amount} ...F}}
         c: projects(last: 1) {nodes {year title ...F}} node(id: "project/sami-sobie-lublin") {...F id}}
        fragment F on Project {title id startDate activities(first: 1) {nodes {name hours}} fundings {nodes {rate}}}""",
    "fragments nest": """
        {places {nodes {...A}}} fragment A on Place {...B id} fragment B on Entity {label ...C} fragment C on Entity {iri}""",
    "inline fragments need no type": "{projects {nodes {... {title} ... @include(if: true) {id}}}}",
    "interfaces choose by type": """
        {places {nodes {__typename ... on City {latitude id} ... on Country {code} ... on Place {parent {id}} ... on Entity {label}}}
         organizations {nodes {id ... on Foundation {place {id}} ... on Institution {kind place {name}}}}}""",
    "a fragment on a type that cannot be is nothing": """
        {organizations {nodes {... on Entity {... on City {code}} id}}}""",
    "entities of any kind choose by type": """
        {search(text: "leczna") {nodes {__typename id ... on Project {title budget {amount}} ... on Place {country {name}}
         ... on Document {url statements {totalCount}} ... on Organization {kind partners {nodes {entity {label}}}}}}}""",
    "interfaces of interfaces": """
        {node(id: "place/leczna") {...E ... on Place {...P ... on City {...E}}}}
        fragment E on Entity {id evidence {property}} fragment P on Place {organizations {nodes {...E}} names {language text}}""",
    "typename stands everywhere": """
        {__typename projects {__typename nodes {__typename budget {__typename} participations {__typename edges {__typename node {__typename}}}
         evidence {__typename quote {__typename} record {__typename} document {__typename}}} pageInfo {__typename} edges {__typename}}
         statistics {__typename kinds {__typename}} partnerships {nodes {parties {__typename entity {__typename}}}}
         organizations {nodes {partners {__typename nodes {__typename}}}} places {nodes {names {__typename} identifiers {__typename}}}}""",
    "literal directives": """
        {projects @include(if: true) {totalCount @skip(if: true) nodes {id @include(if: false) title @skip(if: false)}}
         places @skip(if: true) {totalCount}}""",
    "everything skipped is an empty object": "{projects {nodes {... @skip(if: true) {id}}}}",
    "nulls are as if nothing was given": """
        {projects(where: null, orderBy: null, first: null, after: null, last: null, before: null) {nodes {id title(language: null)}}}""",
    "nulls inside a filter are as if nothing was given": """
        {projects(where: {title: null, and: null, or: null, not: null, year: {gt: null, in: null, isNull: null},
         startDate: {during: null}, budget: {currency: null, amount: null, isNull: null}, participations: {some: null, none: null}}) {totalCount}
         places(where: {country: {id: null}, under: null, parent: {isNull: null}}) {totalCount}}""",
    "null means that there is none": """
        {a: projects(where: {year: {eq: null}}) {nodes {id}} b: projects(where: {year: {ne: null}}) {nodes {id}}
         c: projects(where: {startDate: {eq: null}}) {nodes {id}} d: projects(where: {startDate: {ne: null}}) {nodes {id}}
         e: projects(where: {acronym: {eq: null}}) {nodes {id}} f: programmes(where: {level: {eq: null}}) {nodes {id}}
         g: projects(where: {budget: {isNull: true}}) {nodes {id}} h: projects(where: {budget: {isNull: false}}) {nodes {id}}}""",
    "an empty filter holds of everything": """
        {a: projects(where: {}) {totalCount} b: projects(where: {and: []}) {totalCount} c: projects(where: {or: []}) {totalCount}
         d: projects(where: {not: {}}) {totalCount} e: projects(where: {title: {}}) {totalCount} f: projects(where: {budget: {}}) {totalCount}
         g: projects(where: {participations: {}}) {totalCount} h: projects(where: {participations: {some: {}}}) {totalCount}
         i: projects(where: {partnerships: {none: {}}}) {totalCount} j: places(where: {country: {}}) {totalCount}
         k: projects(where: {year: {in: []}}) {totalCount} l: projects(orderBy: []) {nodes {id}} m: projects(where: {not: {or: []}}) {totalCount}}""",
    "what is unknown does not hold, and not turns it round": """
        {a: projects(where: {year: {gt: 2000}}) {nodes {id}} b: projects(where: {not: {year: {gt: 2000}}}) {nodes {id}}
         c: projects(where: {not: {not: {year: {gt: 2000}}}}) {nodes {id}}
         d: projects(where: {not: {and: [{year: {gt: 2000}}, {title: {contains: "a"}}]}}) {nodes {id}}
         e: organizations(where: {not: {place: {country: {code: {eq: "PL"}}}}}) {nodes {id}}
         f: organizations(where: {place: {country: {code: {ne: "PL"}}}}) {nodes {id}}
         g: projects(where: {participations: {none: {organization: {kind: {eq: MOPS}}}}}) {nodes {id}}}""",
    "and, or and not combine": """
        {projects(where: {or: [{year: {eq: 2008}}, {and: [{budget: {currency: {eq: PLN}, amount: {gte: "359900.64"}}},
         {not: {title: {startsWith: "reorg"}}}]}], not: {status: {eq: CANCELLED}}}) {nodes {id}}}""",
    "some and none see through lists": """
        {a: projects(where: {activities: {some: {kind: {in: [MODULE, COURSE]}, hours: {gte: 48}}}}) {nodes {id}}
         b: projects(where: {activities: {none: {kind: {eq: MODULE}}}}) {nodes {id}}
         c: projects(where: {places: {some: {under: "place/pl"}, none: {id: {eq: "place/slaskie"}}}}) {nodes {id}}
         d: organizations(where: {partnerships: {some: {kind: {eq: AGREEMENT}}}}) {nodes {id}}
         e: places(where: {organizations: {some: {kind: {eq: MOPS}}}}) {nodes {id}}
         f: targetGroups(where: {organizationKinds: {some: {eq: MOPS}}}) {nodes {id}}
         g: activities(where: {topics: {some: {contains: "CV"}}}) {nodes {id}}
         h: places(where: {identifiers: {some: {scheme: {eq: GEONAMES}, value: {startsWith: "76"}}}}) {nodes {id}}
         i: partnerships(where: {parties: {some: {entity: {id: {eq: "place/leczna"}}, role: {eq: TWIN_TOWN}}}}) {nodes {id}}
         j: partnerships(where: {parties: {none: {role: {isNull: true}}}}) {nodes {id}}
         k: partnerships(where: {parties: {some: {entity: {kind: {eq: CITY}}}}}) {nodes {id}}
         l: projects(where: {outcomes: {some: {unit: {contains: "OSOB"}}}}) {nodes {id}}
         m: projects(where: {remarks: {some: {startsWith: "projekt"}}}) {nodes {id}}}""",
    "a kind stands for those below it": """
        {a: partnerships(where: {parties: {some: {entity: {kind: {eq: PLACE}}}}}) {nodes {id}}
         b: partnerships(where: {parties: {some: {entity: {kind: {in: [ORGANIZATION]}}}}}) {nodes {id}}
         c: partnerships(where: {parties: {none: {entity: {kind: {ne: PLACE}}}}}) {nodes {id}}}""",
    "links that lead nowhere": """
        {a: places(where: {country: {isNull: true}}) {nodes {id}} b: places(where: {country: {isNull: false}}) {nodes {id}}
         c: places(where: {country: {id: {eq: "place/none"}}}) {nodes {id}} d: places(where: {country: {id: {ne: "place/none"}}}) {nodes {id}}
         e: places(where: {country: {id: {ne: "place/pl"}}}) {nodes {id}} f: places(where: {country: {id: {ne: "place/pl"}, code: {ne: "x"}}}) {nodes {id}}
         g: places(where: {country: {id: {in: []}}}) {nodes {id}} h: places(where: {not: {country: {id: {eq: "place/pl"}}}}) {nodes {id}}
         i: places(where: {parent: {isNull: false, country: {isNull: true}}}) {nodes {id}} j: places(where: {parent: {parent: {}}}) {nodes {id}}
         k: places(where: {country: {id: {eq: null}}}) {nodes {id}} l: places(where: {id: {ne: null}}) {totalCount}}""",
    "trees": """
        {a: places(where: {under: "place/pl"}) {nodes {id}} b: places(where: {under: "place/none"}) {totalCount}
         c: places(where: {under: "programme/efs"}) {totalCount} d: programmes(where: {under: "programme/efs", level: {eq: MEASURE}}) {nodes {id}}
         e: projects(where: {programmes: {some: {under: "programme/po-kl"}}}) {nodes {id}}
         f: organizations(where: {place: {under: "place/pl", parent: {under: "place/podkarpackie"}}}) {nodes {id}}
         programmes {nodes {id ancestors {totalCount nodes {id} edges {cursor}} children {totalCount nodes {id}} projects {nodes {id}}}}
         places {nodes {ancestors(orderBy: [{name: DESC}]) {nodes {id}} z: ancestors(last: 1) {nodes {id} pageInfo {hasPreviousPage startCursor}}}}}""",
    "dates mean every day they may": """
        {a: projects(where: {startDate: {gt: "2008"}}) {nodes {id}} b: projects(where: {startDate: {gte: "2008"}}) {nodes {id}}
         c: projects(where: {startDate: {gte: "2008-03-01"}}) {nodes {id}} d: projects(where: {startDate: {eq: "2008"}}) {nodes {id}}
         e: projects(where: {startDate: {eq: "2008-01-01"}}) {nodes {id}} f: projects(where: {startDate: {lt: "2008-06"}}) {nodes {id}}
         g: projects(where: {startDate: {lte: "2008-12-31"}}) {nodes {id}} h: projects(where: {startDate: {in: ["2008", "2006-05-04"]}}) {nodes {id}}
         i: projects(where: {startDate: {during: "2008"}}) {nodes {id}} j: projects(where: {endDate: {during: "2018-01-15"}}) {nodes {id}}
         k: projects(where: {startDate: {ne: "2008"}}) {nodes {id}} l: partnerships(where: {signed: {during: "2008-05-31"}}) {nodes {id}}
         m: partnerships(where: {startDate: {during: "2008"}}) {nodes {id}} n: documents(where: {published: {during: "2008"}}) {nodes {id}}}""",
    "money is compared in its currency, exactly": """
        {a: projects(where: {budget: {currency: {eq: PLN}, amount: {eq: "359900.64"}}}) {nodes {id}}
         b: projects(where: {budget: {currency: {eq: PLN}, amount: {gt: "359900.639999"}}}) {nodes {id}}
         c: projects(where: {budget: {currency: {eq: EUR}, amount: {gt: "0"}}}) {nodes {id}}
         d: projects(where: {budget: {currency: {in: [PLN, EUR]}, amount: {lt: 1000000}}}) {nodes {id}}
         e: projects(where: {budget: {currency: {eq: PLN}, amount: {ne: "359900.64"}}}) {nodes {id}}
         f: projects(where: {budget: {currency: {ne: PLN}}}) {nodes {id}}
         g: projects(where: {budget: {currency: {eq: PLN}, amount: {lt: "99999999999999999999999"}}}) {nodes {id}}
         h: projects(where: {budget: {currency: {eq: PLN}, amount: {in: ["359900.64", "359900.641", 1]}}}) {nodes {id}}
         i: projects(where: {coFinancingRate: {eq: "0.8428"}}) {nodes {id coFinancingRate}}
         j: projects(where: {coFinancingRate: {gte: "0.84281"}}) {nodes {id}} k: places(where: {latitude: {gt: "51.30120"}}) {nodes {id latitude}}}""",
    "languages fall back": """
        {countries {nodes {name a: name(language: "it") b: name(language: "pl") c: name(language: "xx") d: name(language: "") names {language text}}}
         regions {nodes {name(language: "en") names {text}}} organizations {nodes {name(language: "it") label}}}""",
    "evidence of one property or of all": """
        {programmes {nodes {id disputed evidence {property properties value implied preferred quote {prefix exact suffix} record {table row} document {id published}}
         a: evidence(property: "parent") {value preferred} b: evidence(property: "budget") {value} f: evidence(property: null) {value}}}
         places {nodes {evidence(property: "country") {properties value subject {id}} a: evidence(property: "latitude") {value}}}}""",
    "counts alone": "{projects {totalCount} places(where: {under: \"place/pl\"}, first: 1) {totalCount} a: places(first: 1) {x: totalCount y: totalCount}}",
    "nested counts alone": """
        {places {nodes {organizations {totalCount} children(where: {name: {contains: "l"}}) {totalCount} partners {totalCount} partnerships {totalCount}}}
         documents {nodes {statements {totalCount}}} organizations {nodes {participations(where: {role: {eq: COORDINATOR}}) {a: totalCount b: totalCount}}}}""",
    "partners, through what and since when": """
        {organizations {nodes {id partners {totalCount nodes {entity {id __typename ... on Organization {kind}} count since projects {totalCount nodes {id}}
         partnerships(first: 1) {totalCount nodes {id} pageInfo {hasNextPage endCursor}}} edges {cursor}}}}
         places {nodes {id partners(last: 2) {totalCount pageInfo {hasPreviousPage hasNextPage} nodes {entity {label} since}}}}}""",
    "nodes come in the order of their ids, null where there is none": """
        {nodes(ids: ["place/leczna", "nothing/here", "", "place/treviolo", "place/leczna"]) {id ... on City {latitude}} none: node(id: "place/x") {id}
         empty: nodes(ids: []) {id} one: nodes(ids: "place/pl") {label}}""",
    "searching": """
        {a: search(text: "mops leczna") {totalCount nodes {id}} b: search(text: "LEZAJSK", kinds: [PLACE]) {nodes {id}}
         c: search(text: "Łęczna", kinds: []) {totalCount} d: search(text: "pomoc", first: 3) {edges {cursor} pageInfo {endCursor hasNextPage}}
         e: search(text: "pomoc", last: 3, kinds: [ORGANIZATION, PROJECT]) {nodes {id} totalCount} f: search(text: "766583") {nodes {id}}
         g: search(text: "zzz") {totalCount nodes {id} pageInfo {hasNextPage startCursor}}}""",
    "statistics": "{statistics {revision entities kinds {kind count} evidence quotes}}",
    "a document may hold other operations": "query {projects {totalCount}}",
    "block strings": '{projects(where: {title: {contains: """  reorg  """}}) {nodes {id}}}',
    "escapes": '{projects(where: {title: {contains: "\\u0064\\u0119bi"}}) {nodes {id}} a: projects(where: {title: {contains: "\\u{1F600}"}}) {totalCount}}',
    "wildcards of SQL are letters": """
        {a: projects(where: {title: {contains: "%"}}) {totalCount} b: projects(where: {title: {contains: "_"}}) {totalCount}
         c: projects(where: {title: {startsWith: "\\\\"}}) {totalCount} d: documents(where: {url: {contains: "_"}}) {totalCount}
         e: documents(where: {url: {contains: "LECZNA.pl"}}) {totalCount} f: documents(where: {checksum: {startsWith: "SHA256:"}}) {totalCount}}""",
    "comments and commas": "{ # what\n projects(first: 1,,,) {nodes, {id},} # 5 \"x\" \n}",
}  # fmt: skip


@pytest.mark.parametrize("query", SPECIFICATION.values(), ids=SPECIFICATION)
def test_the_specification_holds(query: str, same: Same):
    same(query)


VARIABLES: Mapping[str, tuple[str, list[dict[str, Any]]]] = {
    "defaults stand in": (
        'query($n: Int = 2, $t: String = "a") {projects(first: $n, where: {title: {contains: $t}}) {nodes {id}}}',
        [{}, {"n": 1}, {"n": None}, {"t": "reorg"}, {"t": None}, {"n": 100, "t": "ł"}],
    ),
    "a variable left out leaves its argument out": (
        "query($w: ProjectFilter, $y: Int) {projects(where: $w) {totalCount} a: projects(where: {year: {eq: $y}}) {totalCount}}",
        [{}, {"w": None, "y": None}, {"y": 2008}, {"w": {"year": {"eq": 2008}}}, {"w": {"year": {"eq": None}}}],
    ),
    "a filter may be a variable": (
        "query($w: ProjectFilter, $o: [ProjectOrder!], $n: Int) {projects(where: $w, orderBy: $o, first: $n) {nodes {id}}}",
        [
            {"w": {"budget": {"currency": {"eq": "PLN"}, "amount": {"gt": "1000"}}}, "o": [{"budget": "DESC"}]},
            {"w": {"budget": {"currency": {"eq": "PLN"}, "amount": {"gt": 400000}}}, "o": [{"budget": "ASC"}]},
            {"w": {"or": [{"year": {"in": [2008, 2009]}}, {"status": {"eq": "FINISHED"}}]}, "o": {"title": "ASC"}},
            {"w": {"or": [{"year": {"in": []}}]}, "o": []},
            {"w": {"title": {"contains": "e"}}, "o": [{"startDate": "DESC"}, {"id": "ASC"}], "n": 2},
        ],
    ),
    "directives follow variables": (
        "query($a: Boolean!, $b: Boolean = true) {projects {nodes {id @include(if: $a) title @skip(if: $a) ... @include(if: $b) {year}} totalCount @skip(if: $b)}}",
        [{"a": True}, {"a": False}, {"a": True, "b": False}, {"a": False, "b": False}],
    ),
    "enums and lists may be variables": (
        ("query($k: OrganizationKind, $ks: [OrganizationKind!], $e: [EntityKind!], $d: Direction!, $i: [ID!]!) {"
        "a: institutions(where: {kind: {eq: $k}}) {nodes {id}} b: institutions(where: {kind: {in: $ks}}, orderBy: [{name: $d}]) {nodes {id}} "
        'search(text: "mops", kinds: $e) {nodes {id}} nodes(ids: $i) {id}}'),
        [
            {"k": "MOPS", "ks": ["MOPS", "MOPR"], "e": ["INSTITUTION"], "d": "ASC", "i": ["place/pl"]},
            {"k": "MOPR", "ks": ["ROPS"], "e": ["ORGANIZATION", "DOCUMENT"], "d": "DESC", "i": ["place/it", "x", "place/pl"]},
            {"k": None, "ks": [], "e": [], "d": "DESC", "i": []},
            {"d": "ASC", "i": "place/leczna"},
        ],
    ),
    "variables stand in lists and objects": (
        'query($a: ID!, $b: String!, $y: Int!) {nodes(ids: [$a, "place/pl"]) {id} projects(where: {or: [{title: {contains: $b}}, {year: {in: [$y, 2]}}]}) {nodes {id}}}',
        [{"a": "place/it", "b": "reorg", "y": 2008}, {"a": "x", "b": "", "y": -1}],
    ),
    "dates and decimals may be variables": (
        "query($d: PartialDate, $m: Decimal, $f: Boolean) {projects(where: {startDate: {gte: $d}, budget: {currency: {eq: PLN}, amount: {lte: $m}}, endPlanned: {eq: $f}}) {nodes {id}}}",
        [{"d": "2008"}, {"d": "2017-04-01", "m": "359900.64"}, {"m": 1, "f": True}, {"f": True}, {"f": False}, {"f": None}],
    ),
    "cursors may be null": (
        "query($c: String, $l: Int) {projects(after: $c, last: $l) {nodes {id} pageInfo {hasNextPage hasPreviousPage}}}",
        [{}, {"c": None}, {"l": 2}, {"c": None, "l": 1}],
    ),
    "introspection is answered beside data": (
        ("query($d: PartialDate, $k: OrganizationKind) {a: __schema {queryType {name}} projects(where: {startDate: {gte: $d}}) {totalCount}"
        ' t: __type(name: "Money") {name fields {name}} institutions(where: {kind: {eq: $k}}) {nodes {id}}}'),
        [{"d": "2008", "k": "MOPS"}, {}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("query", "cases"), VARIABLES.values(), ids=VARIABLES)
def test_variables_mean_what_the_specification_says(query: str, cases: list[dict[str, Any]], same: Same):
    for variables in [*cases, *reversed(cases)]:
        same(query, variables)


def test_an_operation_is_chosen_by_its_name(same: Same):
    query = (
        "query A {projects {totalCount}} query B($n: Int) {places(first: $n) {nodes {...F}}} fragment F on Entity {id}"
    )
    same(query, {}, "A")
    same(query, {"n": 2}, "B")


LIFTED = (
    ('{node(id: "§") {id label}}', ["place/leczna", "organization/mops-leczna", "nothing", "place/pl"]),
    ("{projects(first: §) {nodes {id}}}", ["1", "3", "100"]),
    ('{projects(where: {title: {contains: "§"}}, first: 2) {nodes {id}}}', ["reorg", "", "\\u0142", "zzz", '\\"']),
    ("{projects(where: {year: {in: [§]}}) {nodes {id}}}", ["2008", "-1", "0"]),
    ("{projects(where: {year: {in: [1§]}}) {nodes {id}}}", [" 2008", "-2", "-3", ",2008"]),
    ("{projects(where: {budget: {currency: {eq: PLN}, amount: {gt: §}}}) {nodes {id}}}", ["1", '"400000.5"', "2000000"]),
    ('{projects(where: {startDate: {during: "§"}}) {nodes {id}}}', ["2008", "2018-01-15", "2006-05"]),
    ('{countries {nodes {name(language: "§") evidence(property: "§") {value}}}}', ["kind", "name", "code"]),
    ('{search(text: "§", first: 3) {nodes {id}}}', ["leczna", "mops", "projekt"]),
    ('{a: node(id: "§") {id} ... on Query {b: node(id: "§") {...F}}} fragment F on Place {name(language: "§")}', ["place/pl", "it"]),
    ("{projects(where: {title: {contains: §}}) {nodes {id}}}", ['"reorg"', '"""reorg"""', '"""\n  R\n"""', '""']),
)  # fmt: skip


@pytest.mark.parametrize(("text", "literals"), LIFTED, ids=range(len(LIFTED)))
def test_texts_that_differ_in_literals_share_a_plan_and_no_answer(text: str, literals: list[str], same: Same):
    for each in [*literals, *reversed(literals)]:
        same(text.replace("§", each))


# --- every operator, every order, every page -------------------------------------------------------------------------

FAMILIES = [kind for kind in MODEL.kinds.values() if not kind.parent]
FILTERED = [
    (kind, item) for kind in FAMILIES for item in kind.properties.values() if filterable(item) and not item.is_link
]
ORDERED = [(kind, item.name) for kind in FAMILIES for item in kind.properties.values() if orderable(item)]


@pytest.mark.parametrize(("kind", "item"), FILTERED, ids=lambda each: each.name)
def test_every_operator_of_every_property(kind: Kind, item: Property, same: Same, reference: Reference):
    conditions = list(_conditions(kind, item, reference))
    for start in range(0, len(conditions), 20):
        asked = (
            f"c{number}: {kind.plural}(where: {{{each}}}, first: 100) {{totalCount nodes {{id}}}} "
            f"n{number}: {kind.plural}(where: {{not: {{{each}}}}}) {{totalCount}}"
            for number, each in enumerate(conditions[start : start + 20])
        )
        same(f"{{{' '.join(asked)}}}")


def _conditions(kind: Kind, item: Property, reference: Reference) -> Iterator[str]:
    """Yield every operator of a property with values that it has in the graph, as filters in GraphQL."""
    type_: Any = get_named_type(TYPES.type_map[f"{kind.name}Filter"].fields[item.name].type)
    found = (_values(reference, each.values.get(item.name)) for each in reference.graph.of(kind.name))
    values = list(dict.fromkeys(chain.from_iterable(found)))[:4]
    if item.many:
        inner: Any = get_named_type(type_.fields["some"].type)
        for each in _on_value(inner, item, values):
            yield f"{item.name}: {{some: {{{each}}}}}"
            yield f"{item.name}: {{none: {{{each}}}}}"
    else:
        yield from (f"{item.name}: {{{each}}}" for each in _on_value(type_, item, values))


def _values(reference: Reference, value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, tuple) else [value]


def _on_value(type_: Any, item: Property, values: list[Any]) -> Iterator[str]:
    if type_.name == "MoneyFilter":
        yield from (
            "isNull: true",
            "isNull: false",
            "currency: {eq: EUR}",
            "currency: {ne: EUR}",
            "currency: {in: [PLN]}",
        )
        amounts = [each.amount for each in values if isinstance(each, Money)]
        for each in _operators(TYPES.type_map["DecimalFilter"], [f'"{amount}"' for amount in (*amounts, "0", "-1.5")]):
            yield f"currency: {{eq: PLN}}, amount: {{{each}}}"
    elif type_.name == "IdentifierFilter":
        for each in values:
            yield f'scheme: {{eq: {each.scheme}}}, value: {{eq: "{each.value}"}}'
            yield f'scheme: {{ne: {each.scheme}}}, value: {{startsWith: "{each.value[:1]}"}}'
    elif type_.name == "PartyFilter":
        for each in values:
            yield f'entity: {{id: {{eq: "{each.entity}"}}}}'
            yield f'entity: {{not: {{id: {{in: ["{each.entity}"]}}}}}}, role: {{{"eq" if each.role else "ne"}: {each.role or "HOST"}}}'
    else:
        yield from _operators(type_, [*(_literal(item, each) for each in values), *_ABSENT.get(type_.name, ())])


# Of each type of value some that no entity has.
_ABSENT = {
    "StringFilter": ['""', '"a"', '"zzz"', '"%"', '"Ł"'],
    "IntFilter": ["0", "-2147483648", "2147483647"],
    "DecimalFilter": ['"0"', '"1"', '"-0.0000001"', '"99999999999999999999"', "1"],
    "PartialDateFilter": ['"2008"', '"2008-05"', '"0001-01-01"', '"9999"'],
    "BooleanFilter": ["true", "false"],
    "OrganizationKindFilter": ["OTHER"],
    "IdentifierSchemeFilter": ["GRID"],
}


def _literal(item: Property, value: Any) -> str:
    if item.is_code or isinstance(value, bool | int):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return orjson.dumps(value.text if isinstance(value, Text | PartialDate) else str(value)).decode()


def _operators(type_: Any, literals: list[str]) -> Iterator[str]:
    for operator in type_.fields:
        if operator == "isNull":
            yield from ("isNull: true", "isNull: false")
        elif operator == "in":
            yield f"in: [{', '.join(literals)}]"
            yield from (f"in: [{each}]" for each in literals[:2])
        else:
            yield from (f"{operator}: {each}" for each in literals)
            yield f"{operator}: null"


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(("kind", "name"), ORDERED, ids=lambda each: getattr(each, "name", each))
def test_every_order_is_walked_page_by_page_from_both_ends(kind: Kind, name: str, direction: str, same: Same):
    _walk(same, kind.plural, f"{{{name}: {direction}}}", size=4)


ORDERS = (
    ("projects", "{budget: DESC}, {title: ASC}"),
    ("projects", "{year: ASC}, {status: DESC}, {id: DESC}"),
    ("projects", "{euContribution: ASC}, {budget: ASC}"),
    ("activities", "{hours: DESC}, {kind: ASC}"),
    ("activities", "{kind: ASC}, {hours: DESC}, {participants: ASC}"),
    ("programmes", "{level: DESC}, {code: ASC}"),
    ("cities", "{latitude: DESC}"),
    ("regions", "{name: ASC}"),
    ("institutions", "{kind: ASC}, {abbreviation: DESC}"),
    ("documents", "{archived: DESC}, {published: ASC}"),
    ("goals", "{kind: DESC}"),
    ("outcomes", "{unit: ASC}, {count: DESC}"),
)


@pytest.mark.parametrize(("plural", "entries"), ORDERS, ids=[f"{plural}: {entries}" for plural, entries in ORDERS])
def test_orders_of_several_keys_are_walked_from_both_ends(plural: str, entries: str, same: Same):
    for size in (1, 3):
        _walk(same, plural, entries, size=size)


PAGE = "totalCount edges {cursor node {id}} pageInfo {hasNextPage hasPreviousPage startCursor endCursor}"


def _walk(same: Same, plural: str, entries: str, *, size: int) -> None:
    """Walk over a list to both ends, and find every entity once on the way."""
    everything = [
        each["id"] for each in same(f"{{{plural}(first: 100, orderBy: [{entries}]) {{nodes {{id}}}}}}")[plural]["nodes"]
    ]
    for end, cursor, more in (("first", "after", "hasNextPage"), ("last", "before", "hasPreviousPage")):
        found: list[str] = []
        place = None
        while True:
            query = f"query($c: String) {{{plural}({end}: {size}, {cursor}: $c, orderBy: [{entries}]) {{{PAGE}}}}}"
            page = same(query, {"c": place})[plural]
            ids = [each["node"]["id"] for each in page["edges"]]
            found = [*found, *ids] if end == "first" else [*ids, *found]
            if not page["pageInfo"][more]:
                break
            place = page["pageInfo"]["endCursor" if end == "first" else "startCursor"]
        assert found == everything[: len(found)] or found == everything[-len(found) :]
        assert len(found) >= min(len(everything), 100)


NESTED = (
    ("project/sami-sobie-lublin", "Project", "activities", "orderBy: [{hours: DESC}]"),
    ("project/sami-sobie-lublin", "Project", "outcomes", "where: {kind: {eq: SOFT}}, orderBy: [{text: ASC}]"),
    ("project/sami-sobie-lublin", "Project", "goals", ""),
    ("project/europejskie-standardy-mops-leczna", "Project", "participations", "orderBy: [{role: ASC}, {id: DESC}]"),
    ("project/doskonalenie-zawodowe-makroregion-ii", "Project", "places", "orderBy: [{name: DESC}]"),
    ("place/pl", "Place", "children", ""),
    ("place/pl", "Place", "organizations", "orderBy: [{name: ASC}]"),
    ("place/treviolo", "Place", "ancestors", ""),
    ("place/treviolo", "Place", "ancestors", "orderBy: [{id: DESC}]"),
    ("programme/efs", "Programme", "projects", "orderBy: [{budget: DESC}, {title: ASC}]"),
    ("programme/po-kl-7-1-1", "Programme", "ancestors", ""),
    ("organization/mops-leczna", "Organization", "partners", ""),
    ("document/lublin-sami-sobie", "Document", "statements", ""),
)


@pytest.mark.parametrize(
    ("owner", "type_", "name", "arguments"), NESTED, ids=[f"{n[0]}.{n[2]}({n[3]})" for n in NESTED]
)
def test_nested_lists_are_walked_from_both_ends(owner: str, type_: str, name: str, arguments: str, same: Same):
    node = {"partners": "entity {id}", "statements": "property value"}.get(name, "id")
    page = PAGE.replace("node {id}", f"node {{{node}}}")
    for end, cursor, more, following in (
        ("first", "after", "hasNextPage", "endCursor"),
        ("last", "before", "hasPreviousPage", "startCursor"),
    ):
        seen, place = 0, None
        while True:
            field = f"{name}({end}: 2, {cursor}: $c{f', {arguments}' if arguments else ''}) {{{page}}}"
            query = f'query($c: String) {{node(id: "{owner}") {{... on {type_} {{{field}}}}}}}'
            found = same(query, {"c": place})["node"][name]
            seen += len(found["edges"])
            if not found["pageInfo"][more]:
                break
            place = found["pageInfo"][following]
        assert seen == found["totalCount"] > 0


def test_a_page_may_lie_between_two_cursors(same: Same):
    order = "orderBy: [{hours: DESC}]"
    cursors = [
        each["cursor"]
        for each in same(f"{{activities({order}, first: 100) {{edges {{cursor}}}}}}")["activities"]["edges"]
    ]
    for size in ("first: 2", "last: 2", "first: 100", "last: 100"):
        for start, stop in ((1, 5), (0, 1), (5, 1), (-2, -1), (3, 3)):
            bounds = f'after: "{cursors[start]}", before: "{cursors[stop]}"'
            same(f"{{activities({size}, {bounds}, {order}) {{{PAGE}}}}}")


def test_pages_of_many_parents_are_all_found_by_one_request(same: Same):
    same(
        "{projects {nodes {activities(first: 1, orderBy: [{hours: DESC}]) {nodes {id} pageInfo {endCursor hasNextPage}}"
        " goals(last: 1) {nodes {id} pageInfo {startCursor hasPreviousPage}} places(first: 1) {nodes {id children(first: 1)"
        " {nodes {id organizations(last: 1) {nodes {id} totalCount}}}} totalCount}}}}"
    )


def test_a_search_is_walked_from_both_ends(same: Same):
    for end, cursor, following in (("first", "after", "endCursor"), ("last", "before", "startCursor")):
        place, seen = None, 0
        while place is not None or not seen:
            query = f'query($c: String) {{search(text: "pomoc", {end}: 7, {cursor}: $c) {{{PAGE}}}}}'
            page = same(query, {"c": place})["search"]
            seen += len(page["edges"])
            place = page["pageInfo"][following]
        assert seen == page["totalCount"] > 7


# --- at random -------------------------------------------------------------------------------------------------------

POOLS = Pools(
    {
        "String": (
            "Łęczna", "leczna", "mops", "a", "", "it", "pl", "name", "parent", "kind", "Miejski Ośrodek Pomocy Społecznej w Łęcznej",
            "projekt", "7.1", "%", "_", "osób", "budget", "766583", "zzz",
        ),
        "ID": (
            "place/leczna", "place/pl", "place/treviolo", "organization/mops-leczna", "organization/frse", "programme/efs",
            "programme/po-wer-2-5", "project/sami-sobie-lublin", "project/reorganizacja-mops-debica", "document/teryt",
            "partnership/leczna-treviolo", "participation/europejskie-standardy-frse", "nothing/here",
        ),
        "Int": (48, 2008, 0, 13, 80, 116, -1),
        "Decimal": ("359900.64", "1", "0.8428", "51.30121", "0", "1000000"),
        "PartialDate": ("2008", "2008-05", "2017-04-01", "2019", "2006-05-04", "1999-12-31"),
        "Boolean": (True, False),
        "URL": ("https://leczna.pl/",),
    }
)  # fmt: skip


def _is_valid(text: str) -> bool:
    return not validate(TYPES, parse(text))


@settings(max_examples=90)
@given(query=queries(TYPES, POOLS))
def test_whatever_is_asked_the_plan_answers_as_the_reference(query: Any, same: Same):
    texts = [
        query.with_literals(query.values),
        query.with_literals([POOLS.other(each) for each in query.values]),
        query.with_variables(),
        query.with_variables_inside(),
    ]
    assume(_is_valid(texts[0][0]))
    for text, variables in texts:
        same(text, variables)


# --- what algorithms find --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ties(reference: Reference) -> "nx.Graph[str]":
    """Who hangs together with what: parts in projects, partnerships, the body above, the place."""
    graph, made = reference.graph, nx.Graph()
    for part in graph.of("Participation"):
        made.add_edge(part.values["organization"], part.values["project"])
    for partnership in graph.of("Partnership"):
        parties = [party.entity for party in partnership.values.get("parties", ())]
        made.add_edges_from((one, other) for one in parties for other in parties if one != other)
    for body in graph.of("Organization"):
        made.add_edges_from((body.id, body.values[name]) for name in ("parent", "place") if name in body.values)
    return made


KNOWN = [each for each in POOLS.by_type["ID"] if each != "nothing/here"]
HOPS = "hops {relation from {id} to {id} via {id}}"


@given(ends=st.tuples(*[st.sampled_from(KNOWN)] * 2), limit=st.integers(1, 8))
@settings(max_examples=60)
@example(ends=("organization/mops-leczna", "organization/comune-di-treviolo"), limit=8)
def test_a_path_is_a_shortest_one(ends: tuple[str, str], limit: int, engine: Engine, ties: "nx.Graph[str]"):
    start, end = ends
    query = f"query($a: ID!, $b: ID!, $n: Int) {{path(from: $a, to: $b, maxLength: $n) {{length nodes {{id}} {HOPS}}}}}"
    path = _data(engine, query, {"a": start, "b": end, "n": limit})["path"]
    if start == end:
        assert (path["length"], [each["id"] for each in path["nodes"]], path["hops"]) == (0, [start], [])
        return
    known = start in ties and end in ties and nx.has_path(ties, start, end)
    if not known or nx.shortest_path_length(ties, start, end) > limit:
        assert path is None
        return
    nodes = [each["id"] for each in path["nodes"]]
    assert path["length"] == nx.shortest_path_length(ties, start, end) == len(nodes) - 1
    assert nx.is_path(ties, nodes)
    assert [nodes[0], nodes[-1]] == [start, end]
    assert [(each["from"]["id"], each["to"]["id"]) for each in path["hops"]] == list(pairwise(nodes))


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("owner", ["place/leczna", "organization/frse", "project/sami-sobie-lublin", "document/teryt"])
def test_a_neighbourhood_is_all_that_is_near_and_what_joins_it(
    owner: str, depth: int, engine: Engine, ties: "nx.Graph[str]"
):
    query = f"query($a: ID!, $n: Int) {{neighbourhood(of: $a, depth: $n) {{nodes {{id}} {HOPS}}}}}"
    found = _data(engine, query, {"a": owner, "n": depth})["neighbourhood"]
    near = nx.ego_graph(ties, owner, radius=depth) if owner in ties else nx.trivial_graph()
    distances = nx.single_source_shortest_path_length(near, owner) if owner in ties else {owner: 0}
    nodes = [each["id"] for each in found["nodes"]]
    assert set(nodes) == set(distances)
    assert [distances[each] for each in nodes] == sorted(distances.values())
    joined = {frozenset((each["from"]["id"], each["to"]["id"])) for each in found["hops"]}
    assert joined == {frozenset(edge) for edge in near.edges}


@pytest.mark.parametrize(
    "owner", ["place/leczna", "organization/mops-leczna", "organization/mops-debica", "document/teryt"]
)
def test_suggestions_are_new_of_the_same_sort_and_the_likeliest_first(owner: str, engine: Engine):
    query = """query($a: ID!) {suggestedPartners(of: $a) {score entity {id} shared {id}}
               node(id: $a) {... on Organization {partners {nodes {entity {id}}}} ... on Place {partners {nodes {entity {id}}}}}}"""
    data = _data(engine, query, {"a": owner})
    found = data["suggestedPartners"]
    partners = {each["entity"]["id"] for each in ((data["node"] or {}).get("partners") or {"nodes": []})["nodes"]}
    ids = [each["entity"]["id"] for each in found]
    assert owner not in ids
    assert not partners & set(ids)
    assert all(each.split("/")[0] == owner.split("/")[0] for each in ids)
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    assert all(each["score"] > 0 and each["shared"] for each in found)


def test_what_lies_on_a_path_is_planned_as_anywhere_else(engine: Engine):
    fields = "__typename id label evidence {property} ... on Project {title participations {totalCount}} ... on Place {names {text}}"
    query = f"""{{path(from: "organization/mops-leczna", to: "organization/comune-di-treviolo") {{nodes {{{fields}}}}}
                 neighbourhood(of: "place/leczna") {{nodes {{{fields}}}}}}}"""
    data = _data(engine, query, {})
    for nodes in (data["path"]["nodes"], data["neighbourhood"]["nodes"]):
        again = _data(
            engine, f"query($i: [ID!]!) {{nodes(ids: $i) {{{fields}}}}}", {"i": [each["id"] for each in nodes]}
        )
        assert again["nodes"] == nodes


def _data(engine: Engine, query: str, variables: Mapping[str, Any]) -> Any:
    answer = engine.answer(Request(query, None, variables))
    assert not answer.errors, answer.errors
    return answer.data
