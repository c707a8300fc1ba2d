"""Merging says what graphql-core says of which fields may share a name, and says it soon."""

import re

import pytest
from clock import processor_seconds
from graphql import OverlappingFieldsCanBeMergedRule, build_schema, parse, validate
from graphql.language import FragmentDefinitionNode, OperationDefinitionNode
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.merging import Merging

SCHEMA = build_schema("""
    type Query {a: Being b: Dog c: Cat list: [Dog!] x: Int y: Int! z: String f(n: Int, o: In): Int g(n: Int): Int}
    input In {p: Int q: String}
    interface Being {a: Being x: Int y: Int! f(n: Int, o: In): Int list: [Dog!]}
    type Dog implements Being {a: Being b: Dog x: Int y: Int! z: Int f(n: Int, o: In): Int list: [Dog!]}
    type Cat implements Being {a: Being b: Dog c: Cat x: Int y: Int! z: String f(n: Int, o: In): Int list: [Dog!]}
    union Any = Dog | Cat
""")


def verdicts(text: str) -> tuple[list[str], list[str]]:
    """Return what we say of a document, and what graphql-core says."""
    node = parse(text)
    operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = {each.name.value: each for each in node.definitions if isinstance(each, FragmentDefinitionNode)}
    ours = Merging(SCHEMA, fragments).conflicts(operations)
    theirs = validate(SCHEMA, node, [OverlappingFieldsCanBeMergedRule])
    return [each.message for each in ours], [each.message for each in theirs]


CONFLICTS = {
    "{k: x k: y}": "Fields 'k' conflict because they return conflicting types 'Int' and 'Int!'.",
    "{k: a {x} k: b {x}}": "Fields 'k' conflict because 'a' and 'b' are different fields.",
    "{k: f k: g}": "Fields 'k' conflict because 'f' and 'g' are different fields.",
    "{f(n: 1) f(n: 2)}": "Fields 'f' conflict because they have differing arguments.",
    "{f(n: 1) f}": "Fields 'f' conflict because they have differing arguments.",
    "{a {k: x} a {k: y}}": "Fields 'k' conflict because",
    "{a {...on Dog {z} ...on Cat {z}}}": "Fields 'z' conflict because they return conflicting types 'Int' and 'String'.",
    "{a {...on Dog {k: a {x}} ...on Cat {k: a {x: y}}}}": "Fields 'x' conflict because they return conflicting types",
    "{...F ...G} fragment F on Query {k: f} fragment G on Query {k: g}": "Fields 'k' conflict because",
    "{a {k: list {x} k: a {x}}}": "Fields 'k' conflict because they return conflicting types '[Dog!]' and 'Being'.",
}
NO_CONFLICTS = (
    "{x x a {x} a {x y}}",
    '{f(n: 1, o: {p: 1, q: "a"}) f(o: {q: "a", p: 1}, n: 1)}',
    "{a {...on Dog {k: x} ...on Cat {k: f}}}",
    "{a {...on Dog {k: b {n: x}} ...on Cat {k: b {n: f}}}}",
    "{...F ...F x} fragment F on Query {x ...G} fragment G on Query {a {...on Cat {z}}}",
)


@pytest.mark.parametrize("text", CONFLICTS)
def test_fields_that_ask_for_different_things_under_one_name_conflict(text: str):
    ours, theirs = verdicts(text)
    assert len(ours) == 1
    assert ours[0].startswith(CONFLICTS[text])
    assert theirs


@pytest.mark.parametrize("text", NO_CONFLICTS)
def test_fields_that_ask_for_one_thing_share_their_name(text: str):
    assert verdicts(text) == ([], [])


LEAVES = {"Query": "xyz", "Being": "xy", "Dog": "xyz", "Cat": "xyz"}
LINKS = {
    "Query": {"a": "Being", "b": "Dog", "c": "Cat", "list": "Dog"},
    "Being": {"a": "Being", "list": "Dog"},
    "Dog": {"a": "Being", "b": "Dog", "list": "Dog"},
    "Cat": {"a": "Being", "b": "Dog", "c": "Cat", "list": "Dog"},
}
ALIASES = st.sampled_from(["", "", "", "k: ", "x: "])


@st.composite
def selections(draw: st.DrawFn, type_: str, depth: int) -> str:
    """Draw fields of a type, few names among many."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        what = draw(st.integers(0, 9))
        if what < 4 or depth == 0:
            made.append(draw(ALIASES) + draw(st.sampled_from([*LEAVES[type_], "f", "f(n: 1)"])))
        elif what < 7:
            name = draw(st.sampled_from(sorted(LINKS[type_])))
            made.append(f"{draw(ALIASES)}{name} {{{draw(selections(LINKS[type_][name], depth - 1))}}}")
        elif type_ == "Query":
            made.append(f"... {{{draw(selections(type_, depth - 1))}}}")
        else:
            on = draw(st.sampled_from(["Dog", "Cat", "Being"]) if type_ == "Being" else st.just(type_))
            made.append(
                draw(st.sampled_from([f"...{on}1", f"...{on}2"]))
                if what == 9 and depth < 3
                else f"... on {on} {{{draw(selections(on, depth - 1))}}}"
            )
    return " ".join(made)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw an operation and the fragments that it uses."""
    operation = f"{{{draw(selections('Query', 3))}}}"
    used = sorted(set(re.findall(r"\.\.\.((\w+)[12])", operation)))
    return operation + " ".join(f"fragment {name} on {on} {{{draw(selections(on, 0))}}}" for name, on in used)


@settings(max_examples=600)
@given(documents())
def test_whatever_the_fields_they_conflict_if_graphql_core_says_so(text: str):
    ours, theirs = verdicts(text)
    assert bool(ours) == bool(theirs), text


def test_a_thousand_fields_of_one_name_take_no_time():
    text = f"{{{'a {x list {x}} ' * 300}}}"
    node = parse(text)

    def find() -> None:
        assert Merging(SCHEMA, {}).conflicts([node.definitions[0]]) == []  # type: ignore[list-item]

    assert processor_seconds(find, 0.05) < 0.05
