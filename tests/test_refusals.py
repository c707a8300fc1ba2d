"""Whatever is wrong with a request, the answer says so in one clear line with a code, and nothing is ever raised."""

import base64
import re
import time
from typing import Any

import orjson
import pytest
from graphql import parse
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.engine import Engine, Request

LEAKS = re.compile(
    r"Traceback|Error\(|Exception|sqlite|sqlalchemy|NoneType|object at 0x|\.py\b|line \d+, in|parser stack|surrogates|codec"
    r"|Leaf|PartialDate\(|Decimal\(|<[a-z_.]+ object|tuple|unpack|recursion",
    re.IGNORECASE,
)


def refused(engine: Engine, query: str, variables: Any = None, operation: str | None = None, code: str = "") -> str:
    """Ask, check that the answer is a proper refusal, and return its message."""
    body = engine.answer(Request(query, operation, variables or {})).body
    orjson.dumps(body)
    assert body.get("data") is None, body
    assert body.get("errors"), body
    for error in body["errors"]:
        message = error["message"]
        assert message.strip() == message != ""
        assert "\n" not in message
        assert len(message) < 500
        assert not LEAKS.search(message), message
        assert re.fullmatch(r"[A-Z_]+", error.get("extensions", {}).get("code", "")), error
    if code:
        assert body["errors"][0]["extensions"]["code"] == code, body["errors"][0]
    return str(body["errors"][0]["message"])


def answered(engine: Engine, query: str, variables: Any = None) -> Any:
    """Ask, check that there are no errors, and return the data."""
    answer = engine.answer(Request(query, None, variables or {}))
    orjson.dumps(answer.body)
    assert not answer.errors, answer.errors
    return answer.data


SYNTAX = ("", " ", "#", "{", "}", "{projects", "{projects{}}", "query", "fragment F on Project {id}", "{a(b: )}", '{node(id: "x) {id}}',
          "{projects(first: 05) {totalCount}}", "{projects(first: 1.) {totalCount}}", '{search(text: "\\q") {totalCount}}',
          '{search(text: "\\ud800") {totalCount}}', "{\x00}", "{\ud800}", '{node(id: "\ud800") {id}}', "\ufeff{", "[]", "null", '"""', "{a:}")  # fmt: skip


@pytest.mark.parametrize("query", SYNTAX)
def test_what_is_no_document_is_refused(query: str, engine: Engine):
    refused(engine, query)


INVALID = {
    "{nothing}": "GRAPHQL_VALIDATION_FAILED",
    "{projects {nodes {nothing}}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects}": "GRAPHQL_VALIDATION_FAILED",
    "{projects {totalCount {id}}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(nothing: 1) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{node {id}}": "GRAPHQL_VALIDATION_FAILED",
    "{node(id: null) {id}}": "GRAPHQL_VALIDATION_FAILED",
    "{node(id: 1.5) {id}}": "GRAPHQL_VALIDATION_FAILED",
    '{projects(first: "1") {totalCount}}': "GRAPHQL_VALIDATION_FAILED",
    "{projects(first: 1.5) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(first: 99999999999) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(where: {nothing: 1}) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(where: {title: 1}) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(where: {status: {eq: NOTHING}}) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(where: {and: [null]}) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(orderBy: [{budget: DESC, title: ASC}]) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(orderBy: [{}]) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(orderBy: [{budget: null}]) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(orderBy: [{budget: UP}]) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{a: projects {totalCount} a: places {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{...F}": "GRAPHQL_VALIDATION_FAILED",
    "{...F} fragment F on Query {...F}": "GRAPHQL_VALIDATION_FAILED",
    "{...F} fragment F on Query {...G} fragment G on Query {...F}": "GRAPHQL_VALIDATION_FAILED",
    "{projects {... on Place {id}}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects @include {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects @nothing {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "query($a: Int) {projects {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "{projects(first: $a) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "query($a: Nothing) {projects(first: $a) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    "query($a: String) {projects(first: $a) {totalCount}}": "GRAPHQL_VALIDATION_FAILED",
    'query($a: Int = "x") {projects(first: $a) {totalCount}}': "GRAPHQL_VALIDATION_FAILED",
    "mutation {nothing}": "",
    "subscription {nothing}": "",
    "mutation {__typename}": "",
    "type A {b: Int}": "",
    "query A {__typename} query A {__typename}": "GRAPHQL_VALIDATION_FAILED",
    "query A {__typename} query B {__typename}": "OPERATION_RESOLUTION_FAILURE",
}


@pytest.mark.parametrize("query", INVALID)
def test_what_is_not_valid_is_refused(query: str, engine: Engine):
    for _ in range(2):
        refused(engine, query, code=INVALID[query])


def test_an_operation_that_is_not_there_is_refused(engine: Engine):
    query = "query A {projects {totalCount}} query B {places {totalCount}}"
    for name in ("C", "", "a", "\ud800"):
        refused(engine, query, operation=name, code="OPERATION_RESOLUTION_FAILURE")
    assert answered(engine, "query A {__typename}") == {"__typename": "Query"}


# --- pages -----------------------------------------------------------------------------------------------------------

LISTS = (
    "{projects(§) {nodes {id}}}",
    "{projects(§) {pageInfo {endCursor}}}",
    '{search(text: "mops", §) {nodes {id}}}',
    "{projects {nodes {goals(§) {nodes {id}}}}}",
    "{organizations {nodes {partners(§) {nodes {since}}}}}",
    "{documents {nodes {statements(§) {nodes {value}}}}}",
    "{programmes {nodes {ancestors(§) {nodes {id}}}}}",
)
SIZES = (
    "first: 0",
    "first: 101",
    "first: -1",
    "last: 0",
    "last: 101",
    "last: -5",
    "first: 2147483647",
    "first: 1, last: 1",
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("query", LISTS)
def test_a_page_has_1_to_100(query: str, size: str, engine: Engine):
    refused(engine, query.replace("§", size), code="BAD_PAGE_SIZE")


@pytest.mark.parametrize("number", [0, 101, -1, 2**31 - 1])
def test_a_page_size_may_come_in_a_variable_and_is_refused_all_the_same(number: int, engine: Engine):
    for end in ("first", "last"):
        refused(engine, f"query($n: Int) {{projects({end}: $n) {{nodes {{id}}}}}}", {"n": number}, code="BAD_PAGE_SIZE")


def test_a_refusal_is_the_same_when_the_plan_is_there_already(engine: Engine):
    answered(engine, "{cities(first: 7) {nodes {id}}}")
    refused(engine, "{cities(first: 0) {nodes {id}}}", code="BAD_PAGE_SIZE")
    refused(engine, "{cities(first: 99999999999) {nodes {id}}}")
    refused(engine, "{cities(first: 07) {nodes {id}}}", code="GRAPHQL_PARSE_FAILED")
    answered(engine, "{cities(first: 8) {nodes {id}}}")


@pytest.mark.parametrize("ignored", ["", " ", ",", " , ", "\ufeff", "#x\n", "\n#first: 3\n,"])
def test_how_long_a_page_is_stays_in_the_text_however_it_is_written(ignored: str, engine: Engine):
    """Else a page of 100 would have the price, and the plan, of a page of 1."""
    page = f"{{cities(first{ignored}:{ignored}§) {{nodes {{id}}}}}}"
    assert len(answered(engine, page.replace("§", "1"))["cities"]["nodes"]) == 1
    assert len(answered(engine, page.replace("§", "2"))["cities"]["nodes"]) == 2
    costs = [engine.documents.document(page.replace("§", number), None)[0].cost for number in ("1", "100")]
    assert costs == [3, 102]


def test_a_page_size_below_0_is_no_literal_of_a_page_of_0(engine: Engine):
    for size in ("-5", "0", "-0", "-7", "0"):
        message = refused(engine, f"{{regions(last: {size}) {{nodes {{iri}}}}}}", code="BAD_PAGE_SIZE")
        assert message == f"A page holds 1 to 100, not {int(size)}."


def _cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def _raw(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.fixture(scope="module")
def mark(engine: Engine) -> str:
    """The mark of the list of projects in no order."""
    text = answered(engine, "{projects(first: 1) {pageInfo {endCursor}}}")["projects"]["pageInfo"]["endCursor"]
    made: str = orjson.loads(base64.urlsafe_b64decode(text + "=="))[0]
    return made


GARBAGE = ("", "x", "=", "====", "null", "AAAA", "ł", "\x00", "\ud800", "a" * 10_000, _raw("{}"), _raw("[]"), _raw("null"), _raw("1"),
           _raw('"x"'), _raw("[NaN]"), _raw("[" * 5_000), _cursor("other", 1), _cursor(None, 1), _cursor(["other"], 1), "*" * 50)  # fmt: skip
TRICKS = (None, True, False, "x", "1", "", 1.5, [1], {"a": 1}, [[[[[1]]]]], 2**63, -(2**64), 10**30, {"$ne": 1})


@pytest.mark.parametrize("cursor", GARBAGE, ids=range(len(GARBAGE)))
def test_what_is_no_cursor_is_refused(cursor: str, engine: Engine):
    for name in ("after", "before"):
        query = f"query($c: String) {{projects({name}: $c) {{nodes {{id}}}}}}"
        refused(engine, query, {"c": cursor}, code="BAD_CURSOR")


@pytest.mark.parametrize("value", TRICKS, ids=map(repr, TRICKS))
def test_a_cursor_with_a_value_that_its_list_has_not_is_refused(value: Any, mark: str, engine: Engine):
    text = "[" + ",".join((f'"{mark}"', orjson.dumps(value).decode() if not _is_huge(value) else str(value))) + "]"
    refused(engine, "query($c: String) {projects(after: $c) {nodes {id}}}", {"c": _raw(text)}, code="BAD_CURSOR")


def _is_huge(value: Any) -> bool:
    return isinstance(value, int) and abs(value) >= 2**63


@pytest.mark.parametrize(
    "text", ["[§,NaN]", "[§,Infinity]", "[§,1e400]", "[§,-1e400]", "[§]", "[§,1,2]", "[§,1", "[§,1]x", "[§,\\ud800]"]
)
def test_a_cursor_that_is_nearly_right_is_refused(text: str, mark: str, engine: Engine):
    cursor = _raw(text.replace("§", f'"{mark}"'))
    refused(engine, "query($c: String) {projects(after: $c) {nodes {id}}}", {"c": cursor}, code="BAD_CURSOR")


def test_a_cursor_of_another_list_is_refused(engine: Engine):
    project = answered(engine, "{projects(first: 1) {pageInfo {endCursor}}}")["projects"]["pageInfo"]["endCursor"]
    for query in (
        "{organizations(after: §) {nodes {id}}}",
        "{projects(after: §, orderBy: [{title: ASC}]) {nodes {id}}}",
        "{projects(before: §, orderBy: [{id: ASC}]) {nodes {id}}}",
        '{search(text: "mops", after: §) {nodes {id}}}',
        "{projects {nodes {goals(after: §) {nodes {id}}}}}",
        "{organizations {nodes {partners(after: §) {nodes {since}}}}}",
        "{documents {nodes {statements(before: §) {nodes {value}}}}}",
        "{programmes {nodes {ancestors(after: §) {nodes {id}}}}}",
    ):
        refused(engine, query.replace("§", f'"{project}"'), code="BAD_CURSOR")


def test_a_cursor_of_the_other_direction_is_refused(engine: Engine):
    page = answered(engine, "{projects(first: 1, orderBy: [{title: ASC}]) {pageInfo {endCursor}}}")
    cursor = page["projects"]["pageInfo"]["endCursor"]
    refused(engine, f'{{projects(after: "{cursor}", orderBy: [{{title: DESC}}]) {{nodes {{id}}}}}}', code="BAD_CURSOR")


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["place/none", "", "x", "place/", "PLACE/PL", "place/pl ", "a" * 10_000, "'; DROP TABLE entity; --", "\x00", "ł/ł"],
)
def test_an_id_that_is_not_there_is_null_and_said(name: str, engine: Engine):
    query = "query($i: ID!) {node(id: $i) {id} nodes(ids: [$i]) {id} path(from: $i, to: $i) {length} neighbourhood(of: $i) {nodes {id}} suggestedPartners(of: $i) {score}}"
    answer = engine.answer(Request(query, None, {"i": name}))
    orjson.dumps(answer.body)
    assert answer.data == {
        "node": None,
        "nodes": [None],
        "path": None,
        "neighbourhood": None,
        "suggestedPartners": None,
    }
    paths = [["node"], ["nodes", 0], ["path"], ["neighbourhood"], ["suggestedPartners"]]
    assert sorted(each.path for each in answer.errors) == sorted(paths)
    for each in answer.errors:
        assert each.extensions == {"code": "NOT_FOUND"}
        assert "\n" not in each.message
        assert len(each.message) < 500


@pytest.mark.parametrize("name", ["%", "", "Parent", "p_rent", "country parent", "nothing", "x" * 10_000])
def test_evidence_of_what_is_no_property_is_refused(name: str, engine: Engine):
    query = "query($p: String) {places {nodes {evidence(property: $p) {value}}}}"
    refused(engine, query, {"p": name}, code="BAD_VALUE")


def test_more_than_100_ids_are_refused(engine: Engine):
    refused(engine, "query($i: [ID!]!) {nodes(ids: $i) {id}}", {"i": ["x"] * 101}, code="TOO_MANY_IDS")


DECIMALS = (
    '"x"',
    '""',
    '"1e5"',
    "1e400",
    '"1e400"',
    '"NaN"',
    '"Infinity"',
    '"-Infinity"',
    '"१"',
    '"1_000"',
    '" 1"',
    "1.5",
    f'"{"9" * 61}"',
    "true",
    "[]",
    "{}",
    "null_",
    '"0x10"',
    f"{'9' * 400}",
)
DATES = (
    '"x"',
    '""',
    '"2008-13"',
    '"2008-02-30"',
    '"0000"',
    '"20080101"',
    '"2008-1-1"',
    '"२००८"',
    "2008",
    "true",
    '"-2008"',
    '"2008-05-31T00:00:00Z"',
    f'"{"2" * 5_000}"',
)


@pytest.mark.parametrize("literal", DECIMALS)
def test_what_is_no_decimal_is_refused(literal: str, engine: Engine):
    answered(engine, '{projects(where: {budget: {currency: {eq: PLN}, amount: {gt: "7"}}}) {totalCount}}')
    answered(engine, "{projects(where: {budget: {currency: {eq: PLN}, amount: {gt: 7}}}) {totalCount}}")
    for operator in ("gt", "eq"):
        condition = f"currency: {{eq: PLN}}, amount: {{{operator}: {literal}}}"
        refused(engine, f"{{projects(where: {{budget: {{{condition}}}}}) {{totalCount}}}}")
    refused(engine, f"{{places(where: {{latitude: {{in: [{literal}]}}}}) {{totalCount}}}}") if literal != "[]" else None


@pytest.mark.parametrize("literal", DATES)
def test_what_is_no_date_is_refused(literal: str, engine: Engine):
    answered(engine, '{projects(where: {startDate: {gt: "2007"}}) {totalCount}}')
    for operator in ("gt", "during", "eq"):
        refused(engine, f"{{projects(where: {{startDate: {{{operator}: {literal}}}}}) {{totalCount}}}}")


WRONG = {
    "Int": ["1", 1.5, True, 2**31, -(2**40), 2**70, float("inf"), float("nan"), [], {}, [1]],
    "Int!": [None],
    "String": [1, True, 1.5, {}, [], ["a"], b"bytes"],
    "ID!": [None, 1.5, True, {}, []],
    "Boolean!": ["true", 0, 1, None],
    "Decimal": ["x", "1e400", 1.5, float("inf"), float("nan"), True, {}, [], "9" * 61, 10**400],
    "PartialDate": [2008, "2008-13", True, {}, [], "x" * 5_000],
    "Direction": ["UP", 1, True, "asc", {}, []],
    "ProjectFilter": ["x", 1, True, [], {"nothing": 1}, {"title": "x"}, {"and": [None]}, {"year": {"eq": 2**31}}, {"year": {"eq": "1"}}],
    "[ProjectOrder!]": ["x", 1, [None], {"budget": "DESC", "title": "ASC"}, [{}], [{"budget": None}], [{"nothing": "ASC"}]],
    "[ID!]!": [None, [None], [1.5], {}],
}  # fmt: skip
PLACES = {
    "Int": "{projects(first: $v) {nodes {id}}}",
    "Int!": "{projects(first: $v) {nodes {id}}}",
    "String": "{projects(where: {title: {eq: $v}}) {totalCount}}",
    "ID!": "{node(id: $v) {id}}",
    "Boolean!": "{projects @include(if: $v) {totalCount}}",
    "Decimal": "{projects(where: {coFinancingRate: {eq: $v}}) {totalCount}}",
    "PartialDate": "{projects(where: {startDate: {eq: $v}}) {totalCount}}",
    "Direction": "{projects(orderBy: [{budget: $v}]) {totalCount}}",
    "ProjectFilter": "{projects(where: $v) {totalCount}}",
    "[ProjectOrder!]": "{projects(orderBy: $v) {nodes {id}}}",
    "[ID!]!": "{nodes(ids: $v) {id}}",
}


@pytest.mark.parametrize(("type_", "value"), [(type_, value) for type_, values in WRONG.items() for value in values])
def test_a_variable_of_the_wrong_type_is_refused(type_: str, value: Any, engine: Engine):
    refused(engine, f"query($v: {type_}) {PLACES[type_]}", {"v": value})


@pytest.mark.parametrize("type_", [each for each in WRONG if each.endswith("!")])
def test_a_variable_that_is_missing_is_refused(type_: str, engine: Engine):
    refused(engine, f"query($v: {type_}) {PLACES[type_]}")


@pytest.mark.parametrize("variables", [{}, {"v": None}])
def test_an_order_whose_direction_is_missing_is_refused(variables: Any, engine: Engine):
    refused(engine, "query($v: Direction) {projects(orderBy: [{budget: $v}]) {nodes {id}}}", variables)


def test_variables_that_nobody_asked_for_are_left_alone(engine: Engine):
    answered(engine, "{projects {totalCount}}", {"x": object(), "y": "\ud800"})


@pytest.mark.parametrize("amount", ['amount: {gt: "1"}', 'currency: {}, amount: {gt: "1"}', 'currency: {ne: PLN}, amount: {gt: "1"}',
                                    'currency: null, amount: {eq: "1"}', "currency: {isNull: false}, amount: {isNull: true}",
                                    'currency: {eq: null}, amount: {in: ["1"]}'])  # fmt: skip
def test_an_amount_without_a_currency_is_refused(amount: str, engine: Engine):
    assert "currency" in refused(
        engine, f"{{projects(where: {{budget: {{{amount}}}}}) {{totalCount}}}}", code="BAD_FILTER"
    )


TEXTS = {
    "lone surrogate": "\ud800",
    "lone surrogate among letters": "mops \udfff leczna",
    "NUL": "a\x00b",
    "control": "\x01\x02",
    "long": "x" * 200_000,
    "many words": "mops " * 20_000,
    "emoji": "\U0001f600" * 10,
    "marks alone": "\u0301" * 1_000,
    "wildcards": "%_\\%" * 100,
    "quotes": "'\"`",
    "newlines": "a\nb\r\nc",
}
USES = {
    "eq": "{projects(where: {title: {eq: $t}}) {totalCount}}",
    "in": "{projects(where: {title: {in: $ts}}) {totalCount}}",
    "gt": "{projects(where: {acronym: {gt: $t}}) {totalCount}}",
    "contains": "{projects(where: {title: {contains: $t}}) {totalCount}}",
    "startsWith": "{documents(where: {url: {startsWith: $t}}) {totalCount}}",
    "id": "{projects(where: {id: {eq: $i}}) {totalCount}}",
    "under": "{places(where: {under: $i}) {totalCount}}",
    "node": "{node(id: $i) {id}}",
    "nodes": "{nodes(ids: [$i]) {id}}",
    "path": "{path(from: $i, to: $i) {length}}",
    "neighbourhood": "{neighbourhood(of: $i) {nodes {id}}}",
    "suggestedPartners": "{suggestedPartners(of: $i) {score}}",
    "language": "{cities {nodes {name(language: $t)}}}",
    "evidence": "{cities {nodes {evidence(property: $t) {value}}}}",
    "search": "{search(text: $s) {nodes {id} totalCount}}",
    "identifier": "{places(where: {identifiers: {some: {value: {contains: $t}}}}) {totalCount}}",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("use", USES)
def test_strange_text_is_answered_or_refused(use: str, text: str, engine: Engine):
    names = {"$ts": ("[String!]", [text]), "$t": ("String", text), "$i": ("ID!", text), "$s": ("String!", text)}
    name = next(
        each
        for each in names
        if f"{each})" in USES[use] or f"{each}]" in USES[use] or f"{each}}}" in USES[use] or f"{each}," in USES[use]
    )
    type_, value = names[name]
    query = f"query({name}: {type_}) {USES[use]}"
    answer = engine.answer(Request(query, None, {name[1:]: value}))
    orjson.dumps(answer.body)
    if any(each.extensions != {"code": "NOT_FOUND"} for each in answer.errors):
        refused(engine, query, {name[1:]: value})
    elif "surrogate" not in text:
        assert answer.data is not None


def test_a_text_to_be_found_has_no_nul(engine: Engine):
    for operator in ("contains", "startsWith"):
        query = f"query($t: String) {{projects(where: {{title: {{{operator}: $t}}}}) {{totalCount}}}}"
        refused(engine, query, {"t": "a\x00b"}, code="BAD_VALUE")


@pytest.mark.parametrize("text", ["", " ", "!?.,", "*", '"', "-", "^", ":", "( )", "\u0301", "+", "{}"])
def test_a_search_without_words_is_refused(text: str, engine: Engine):
    assert "word" in refused(
        engine, "query($t: String!) {search(text: $t) {totalCount}}", {"t": text}, code="BAD_VALUE"
    )


@pytest.mark.parametrize("text", ['"mops', "mops AND", "AND", "OR", "NOT mops", "mops*", "mops**", "NEAR(mops leczna, 2)", "^mops", "words:mops", "words : mops",
                                  "mops leczna", '"mops" "leczna"', "mops + leczna", "(mops", "mops)", "{words}: mops", "-words: mops", "mops'; DROP TABLE search"])  # fmt: skip
def test_the_language_of_the_index_means_nothing_in_a_search(text: str, engine: Engine):
    answer = engine.answer(Request("query($t: String!) {search(text: $t) {totalCount nodes {id}}}", None, {"t": text}))
    assert not answer.errors or answer.errors[0].extensions == {"code": "BAD_VALUE"}


# --- size and depth --------------------------------------------------------------------------------------------------

FAST = 2.0  # seconds of CPU, with what is answered; tests/test_expense.py is about refusals


def _nested(head: str, step: str, depth: int, end: str, tail: str) -> str:
    return f"{head}{step * depth}{end}{'}' * step.count('{') * depth}{tail}"


DEEP = {
    "lists": lambda n: _nested("{places {nodes {", "children {nodes {", n, "id", "}}}"),
    "links": lambda n: _nested("{places {nodes {", "parent {", n, "id", "}}}"),
    "links of bodies": lambda n: _nested("{organizations {nodes {", "parent {label ... on Foundation {kind} place {country {id}} ", n, "id", "}}}"),
    "evidence": lambda n: _nested("{places {nodes {", "evidence {subject {", n, "id", "}}}"),
    "inline fragments": lambda n: _nested("{", "... {", n, "__typename", "}"),
    "and": lambda n: _nested("{projects(where: {", "and: {", n, "year: {eq: 1}", "}) {totalCount}}"),
    "or": lambda n: _nested("{projects(where: {", "or: {year: {eq: 2} or: {", n, "year: {eq: 1}", "}) {totalCount}}"),
    "not": lambda n: _nested("{projects(where: {", "not: {", n, "year: {eq: 1}", "}) {totalCount}}"),
    "where through links": lambda n: _nested("{places(where: {", "parent: {", n, 'code: {eq: "x"}', "}) {totalCount}}"),
    "where through lists": lambda n: _nested("{places(where: {", "children: {some: {", n, 'code: {eq: "x"}', "}) {totalCount}}"),
    "where in a nested list": lambda n: _nested("{places {nodes {children(where: {", "parent: {not: {", n, 'code: {eq: "x"}', "}) {nodes {id}}}}}"),
    "where and orders": lambda n: f"{{projects(orderBy: [{'{title: ASC}' * n}]) {{nodes {{id}}}}}}",
    "list values": lambda n: f"{{nodes(ids: {'[' * n}{']' * n}) {{id}}}}",
    "fragments in a row": lambda n: "{...F0} " + " ".join(f"fragment F{i} on Query {{...F{i + 1}}}" for i in range(n)) + f" fragment F{n} on Query {{__typename}}",
    "many roots": lambda n: "{" + " ".join(f"a{i}: projects {{nodes {{id title}}}}" for i in range(n)) + "}",
    "the same root": lambda n: "{" + "projects {nodes {id title}} " * n + "}",
    "many filters": lambda n: "{projects(where: {or: [" + "{year: {eq: 1}} " * n + "]}) {totalCount}}",
    "many languages": lambda n: "{places {nodes {" + " ".join(f'a{i}: name(language: "x")' for i in range(n)) + "}}}",
    "many counts": lambda n: "{places {nodes {" + " ".join(f"a{i}: children {{totalCount}}" for i in range(n)) + "}}}",
    "many links": lambda n: "{documents {nodes {" + " ".join(f"publisher {{a{i}: place {{parent {{id}}}}}} origin {{b{i}: parent {{place {{id}}}}}}" for i in range(n)) + "}}}",
}  # fmt: skip


@pytest.mark.parametrize("depth", [5, 12, 30, 64, 100, 250, 2_000, 20_000])
@pytest.mark.parametrize("what", DEEP)
def test_what_is_deep_or_long_is_answered_or_refused_and_fast(what: str, depth: int, engine: Engine):
    query = DEEP[what](depth)
    started = time.process_time()
    answer = engine.answer(Request(query))
    spent = time.process_time() - started
    orjson.dumps(answer.body)
    if answer.errors:
        refused(engine, query)
    assert spent < FAST


@pytest.mark.parametrize("depth", [10, 30, 100, 1_000, 100_000])
def test_a_deep_variable_is_answered_or_refused(depth: int, engine: Engine):
    for name in ("and", "not"):
        value: Any = {"year": {"eq": 1}}
        for _ in range(depth):
            value = {name: value}
        query = "query($w: ProjectFilter) {projects(where: $w) {totalCount}}"
        if engine.answer(Request(query, None, {"w": value})).errors:
            refused(engine, query, {"w": value})


@pytest.mark.parametrize("depth", [5, 10, 14, 60])
def test_doubling_fragments_are_refused_fast(depth: int, engine: Engine):
    fragments = " ".join(
        f"fragment F{each} on Place {{a: parent {{...F{each + 1}}} b: parent {{...F{each + 1}}}}}"
        for each in range(depth)
    )
    query = f"{{places {{nodes {{...F0}}}}}} {fragments} fragment F{depth} on Place {{id}}"
    parse(query)
    started = time.process_time()
    answer = engine.answer(Request(query))
    assert time.process_time() - started < FAST
    if depth > 10:
        refused(engine, query, code="QUERY_TOO_COMPLEX")
    orjson.dumps(answer.body)


def test_a_refused_request_leaves_the_engine_as_it_was(engine: Engine):
    before = answered(engine, "{projects {nodes {id title}}}")
    for what in DEEP:
        engine.answer(Request(DEEP[what](64)))
    assert answered(engine, "{projects {nodes {id title}}}") == before


# --- anything --------------------------------------------------------------------------------------------------------

SEED = '{projects(first: 5, where: {title: {contains: "e"}, budget: {currency: {eq: PLN}, amount: {gt: "1"}}}) {nodes {id ... on Project {title}} totalCount}}'


@settings(max_examples=300)
@given(
    at=st.integers(0, len(SEED)),
    cut=st.integers(0, 8),
    put=st.text(max_size=6)
    | st.sampled_from(["{", "}", '"', '"""', "$a", "...", "@skip", "99999999999", "-", "null", "#", "é", "\x00"]),
)
def test_a_damaged_query_is_answered_or_refused(at: int, cut: int, put: str, engine: Engine):
    query = SEED[:at] + put + SEED[at + cut :]
    body = engine.answer(Request(query)).body
    orjson.dumps(body)
    if "errors" in body:
        refused(engine, query)


@settings(max_examples=200)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda each: (
            st.lists(each, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "title",
                        "eq",
                        "and",
                        "or",
                        "not",
                        "year",
                        "in",
                        "budget",
                        "amount",
                        "currency",
                        "startDate",
                        "during",
                        "programmes",
                        "some",
                    ]
                ),
                each,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
def test_a_filter_of_any_shape_is_answered_or_refused(value: Any, engine: Engine):
    query = "query($w: ProjectFilter) {projects(where: $w) {totalCount nodes {id}}}"
    body = engine.answer(Request(query, None, {"w": value})).body
    orjson.dumps(body)
    if "errors" in body:
        refused(engine, query, {"w": value})
