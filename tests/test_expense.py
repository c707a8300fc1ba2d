"""What is refused costs next to nothing, whatever it was made to cost.

At most 50 ms of the processor where a limit is passed, and where one is not on a machine that has nothing else to do;
others have this one too, so what is within the limits, but not valid, is allowed twice that here.
"""

from collections.abc import Mapping

import orjson
import pytest
from clock import processor_seconds

from schema.engine import Engine, Request
from serving.requests import Unreadable, of_body, of_parameters, parameters

LIMIT = 0.05  # seconds of CPU
TEXT, BODY = 16_000, 64 * 1024


def cut(text: str) -> str:
    """Return as much of a text as a query may have."""
    return text[:TEXT]


def fragments(each: str, number: int, on: str = "Query", end: str = "__typename") -> str:
    made = [f"fragment F{n} on {on} {{{each.replace('§', str(n + 1))}}}" for n in range(number)]
    return " ".join([*made, f"fragment F{number} on {on} {{{end}}}"])


# Texts that are refused: too long, too deep, too dear, or invalid in a way that is dear to find.
TEXTS: Mapping[str, str] = {
    "digits": cut("{projects(first: " + "9" * TEXT),
    "a page of digits": "{projects(first: " + "9" * 15_900 + ") {nodes {id}}}",
    "a decimal of digits": "{projects(where: {coFinancingRate: {eq: " + "9" * 15_900 + "}}) {totalCount}}",
    "a fraction of digits": "{projects(where: {coFinancingRate: {eq: 0." + "9" * 15_900 + "}}) {totalCount}}",
    "an exponent of digits": "{projects(where: {coFinancingRate: {eq: 1e" + "9" * 15_900 + "}}) {totalCount}}",
    "an int of digits": "{projects(where: {year: {eq: " + "9" * 15_900 + "}}) {totalCount}}",
    "signs": cut("{a(b: " + "-" * TEXT),
    "numbers": cut("{a(b: [" + "1 " * TEXT),
    "quotes": cut('{a(b: "' + '"' * TEXT),
    "escaped quotes": cut('{a(b: "' + '\\"' * TEXT),
    "escapes": cut('{a(b: "' + "\\u0041" * TEXT),
    "surrogates": cut('{a(b: "' + "\\ud83d\\ude00" * TEXT),
    "block quotes": cut('{a(b: """' + '\\"""' * TEXT),
    "pairs of quotes": cut('{a(b: """' + 'x""' * TEXT),
    "open blocks": cut('{a(b: """ ' + '"" ' * TEXT),
    "strings": cut("{nodes(ids: [" + '"a" ' * TEXT),
    "comments": cut("{#" + "#\n#" * TEXT),
    "commas": cut("{" + "," * TEXT),
    "names": cut("{" + "a " * TEXT),
    "one name": cut("{" + "a" * TEXT),
    "dots": cut("{" + "." * TEXT),
    "spreads": cut("{" + "...A " * TEXT),
    "braces": cut("{a" * TEXT),
    "brackets": cut("{a(b: " + "[" * TEXT),
    "objects": cut("{a(b: " + "{c: " * TEXT),
    "nested lists within the tokens": "{nodes(ids: " + "[" * 900 + "]" * 900 + ") {id}}",
    "nested objects within the tokens": "{projects(where: " + "{not: " * 450 + "{}" + "}" * 450 + ") {totalCount}}",
    "types of lists": cut("query($a: " + "[" * TEXT),
    "directives": cut("{a " + "@include(if: true) " * TEXT),
    "nulls": cut("{a(b: \x00" + "\x00" * TEXT),
    "what is no ascii": cut("{ł" + "ł\u0301" * TEXT),
    "page sizes": cut("{" + "first first: " * TEXT),
    "2,000 aliases": "{" + " ".join(f"a{n}: __typename" for n in range(850)) + "}",
    "aliases of lists": "{" + " ".join(f"a{n}: projects {{nodes {{id}}}}" for n in range(215)) + " x}",
    "many fields": "{" + "id " * 1_990 + "}",
    "one list many times, and what is not there": "{" + "projects {nodes {id}} " * 240 + "x}",
    "many of a name that differ": "{" + " ".join(f"a: projects(first: {n}) {{nodes {{id}}}}" for n in range(135)) + "}",
    "lists in lists": "{projects(first: 100) {nodes {" + "goals(first: 100) {nodes {project {" * 6 + "id" + "}}}" * 6 + "}}}",
    "doubling fragments": "{...F0} " + fragments("...F§ ...F§", 180),
    "doubling fields": "{places {nodes {...F0}}} " + fragments("a: parent {...F§} b: parent {...F§}", 90, "Place", "id"),
    "a ring of fragments": "{...F0} " + fragments("...F§", 150, end="...F0"),
    "fragments that nobody uses": "{__typename} " + fragments("__typename", 200),
    "a row of fragments for each operation": " ".join(f"query Q{n} {{...F0}}" for n in range(150)) + fragments("...F§", 120),
    "fragments side by side": "{projects {nodes {" + " ".join(f"...G{n}" for n in range(200)) + " nothing}}} " + " ".join(f"fragment G{n} on Project {{id}}" for n in range(200)),
    "operations": " ".join(f"query Q{n} {{__typename}}" for n in range(390)),
    "unknown fields": "{" + " ".join(f"organizationsAndInstitutions{n}" for n in range(500)) + "}",
    "unknown types": "{" + " ".join(f"... on ProjectConnectionFilterOrderList{n} {{id}}" for n in range(300)) + "}",
    "some unknown types": "{" + " ".join(f"... on ProjectConnectionFilterOrderList{n} {{id}}" for n in range(30)) + "}",
    "some unknown conditions": "{projects(where: {" + " ".join(f"participationsOf{n}: 1" for n in range(80)) + "}) {totalCount}}",
    "unknown conditions": "{projects(where: {" + " ".join(f"participationsOf{n}: 1" for n in range(450)) + "}) {totalCount}}",
    "unknown arguments": "{projects(" + " ".join(f"whereOrderBy{n}: 1" for n in range(450)) + ") {totalCount}}",
    "unknown values": "{projects(where: {status: {in: [" + " ".join(f"COMPLETED{n}" for n in range(900)) + "]}}) {totalCount}}",
    "unknown fragments": "{" + " ".join(f"...Fragment{n}" for n in range(900)) + "}",
    "unknown directives": "{__typename " + " ".join(f"@includeSkip{n}" for n in range(900)) + "}",
    "unknown variables": "{" + " ".join(f"a{n}: projects(first: $a{n}) {{totalCount}}" for n in range(160)) + "}",
    "variables that nobody uses": "query(" + " ".join(f"$a{n}: Int" for n in range(480)) + ") {__typename}",
    "wrong values": "{projects(where: {or: [" + "{title: 1} " * 350 + "]}) {totalCount}}",
    "one argument many times": "{projects(" + "first: 1 " * 650 + ") {totalCount}}",
    "one condition many times": "{projects(where: {" + "year: 1 " * 650 + "}) {totalCount}}",
    "one directive many times": "{__typename " + "@include(if: true) " * 280 + "}",
}  # fmt: skip


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_is_refused_at_once(what: str, engine: Engine):
    def refuse() -> None:
        assert engine.answer_soon(Request(TEXTS[what])) is None
        answer = engine.answer(Request(TEXTS[what]))
        assert answer.data is None
        assert answer.errors[0].extensions["code"]
        assert len(orjson.dumps(answer.body)) < 20_000

    assert len(TEXTS[what]) <= TEXT
    is_within = engine.answer(Request(TEXTS[what])).errors[0].extensions["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert processor_seconds(refuse, LIMIT) < LIMIT * (1 + is_within)


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return opening * depth + b"1" + closing * depth


IN_VARIABLE = b'{"query": "query($w: ProjectFilter) {projects(where: $w) {totalCount}}", "variables": {"w": %s}}'
IDS = b'{"query": "query($i: [ID!]!) {nodes(ids: $i) {id}}", "variables": {"i": %s}}'
BODIES: Mapping[str, bytes] = {
    "digits": b"9" * BODY,
    "a huge integer in a variable": IN_VARIABLE % (b"9" * 60_000),
    "brackets": b"[" * BODY,
    "closed brackets": b"[" * (BODY // 2) + b"]" * (BODY // 2),
    "objects": b'{"a":' * (BODY // 5),
    "escapes": b'{"query": "' + b"\\u0061" * 10_000 + b'"}',
    "surrogates": b'{"query": "' + b"\\ud83d\\ude00" * 5_000 + b'"}',
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(6_000)) + b"}",
    "many variables": b'{"query": "{a}", "variables": {' + b",".join(b'"k%d":1' % n for n in range(5_500)) + b"}}",
    "a deep variable": IN_VARIABLE % nested(b'{"not":', b"}", 900),
    "a wide variable": IN_VARIABLE % (b'{"or":[' + b'{"year":{"eq":1}},' * 3_400 + b"{}]}"),
    "a wide and deep variable": IN_VARIABLE % (b"[" + (b"[" * 500 + b"]" * 500 + b",") * 60 + b"1]"),
    "empty lists": IN_VARIABLE % (b"[" + b"[]," * 21_000 + b"1]"),
    "empty objects": IN_VARIABLE % (b"[" + b"{}," * 21_000 + b"1]"),
    "many ids": IDS % (b"[" + b'"",' * 21_000 + b'""]'),
    "a long id": IDS % (b'["' + b"a" * 60_000 + b'"]'),
    "wrong ids": IDS % (b"[" + b"null," * 400 + b"1.5]"),
    "wrong conditions": IN_VARIABLE % (b'{"or":[' + b'{"title":1},' * 240 + b"{}]}"),
    "unknown conditions": IN_VARIABLE % (b"{" + b",".join(b'"participationsOf%d":1' % n for n in range(490)) + b"}"),
}  # fmt: skip


@pytest.mark.parametrize("what", BODIES)
def test_a_body_is_read_and_refused_at_once(what: str, engine: Engine):
    def refuse() -> None:
        try:
            request = of_body("application/json", BODIES[what])
        except Unreadable:
            return
        answer = engine.answer_soon(request) or engine.answer(request)
        assert answer.errors
        assert len(orjson.dumps(answer.body)) < 20_000

    assert len(BODIES[what]) <= BODY
    assert processor_seconds(refuse, LIMIT) < LIMIT


@pytest.mark.parametrize("each", ["a&", "=&", "query=a&", "%ff", "+", "variables=[&"])
def test_an_address_is_read_and_refused_at_once(each: str):
    def refuse() -> None:
        with pytest.raises(Unreadable):
            of_parameters(parameters((each * BODY)[:BODY].encode()))

    assert processor_seconds(refuse, LIMIT) < LIMIT
