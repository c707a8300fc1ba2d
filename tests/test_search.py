"""A search finds what a Pole and an Italian mean, the best match first, and says where their words stand."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from test_store import CENTRE, CITY, MODEL, REGION, source

from graph.index import KEY_BITS, LARGEST, rank
from graph.inquiry import inquiry
from graph.kinds import Model
from graph.properties import Identifier
from graph.sql.database import engine_of
from graph.store import Store
from graph.values import EntityId, Text
from schema.engine import Engine, Request

MOPS_LECZNA, MOPS_LEZAJSK, MOPS_DEBICA = (
    "organization/mops-leczna",
    "organization/mops-lezajsk",
    "organization/mops-debica",
)
MOPR_LUBLIN, PUP_LEZAJSK, ROPS = "organization/mopr-lublin", "organization/pup-lezajsk", "organization/rops-slaskie"
UM_DEBICA, FRSE, COMUNE = "organization/um-debica", "organization/frse", "organization/comune-di-treviolo"
LECZNA, LEZAJSK, TREVIOLO, ITALY, LOMBARDY = (
    "place/leczna",
    "place/lezajsk",
    "place/treviolo",
    "place/it",
    "place/lombardia",
)

# What is typed, what must be found by it, and what must not.
TABLE: tuple[tuple[str, set[str], set[str]], ...] = (
    # abbreviations for phrases, and places in whatever case
    ("mops leczna", {MOPS_LECZNA}, {MOPS_LEZAJSK, MOPS_DEBICA, LECZNA}),
    ("MOPS Łęczna", {MOPS_LECZNA}, {MOPS_LEZAJSK}),
    ("mops w łęcznej", {MOPS_LECZNA}, {MOPS_LEZAJSK}),
    ("leczna mops", {MOPS_LECZNA}, {MOPS_LEZAJSK}),
    ("ops leczna", {MOPS_LECZNA}, {MOPS_DEBICA}),
    ("ops debica", {MOPS_DEBICA}, {UM_DEBICA, MOPS_LECZNA}),
    ("mops debica", {MOPS_DEBICA}, {UM_DEBICA}),
    ("w mopsie", {MOPS_LECZNA, MOPS_LEZAJSK, MOPS_DEBICA}, {MOPR_LUBLIN}),
    ("mopr lublin", {MOPR_LUBLIN}, {MOPS_LECZNA}),
    ("mopr", {MOPR_LUBLIN}, {MOPS_LECZNA, ROPS}),
    ("rops", {ROPS}, {MOPS_LECZNA}),
    ("um debica", {UM_DEBICA}, {MOPS_DEBICA}),
    ("pup lezajsk", {PUP_LEZAJSK}, {MOPS_LEZAJSK}),
    ("frse", {FRSE}, {"organization/fundacja-flexi-mind"}),
    ("efs", {"programme/efs"}, {"programme/po-kl"}),
    ("po kl", {"programme/po-kl"}, {"programme/po-wer"}),
    # phrases, inflected or not
    ("osrodek pomocy lecznej", {MOPS_LECZNA}, {MOPS_LEZAJSK}),
    ("ośrodek pomocy społecznej", {MOPS_LECZNA, MOPS_LEZAJSK, MOPS_DEBICA}, {ROPS, MOPR_LUBLIN}),
    ("pomoc społeczna łęczna", {MOPS_LECZNA}, {MOPS_DEBICA}),
    ("osrodka pomocy rodzinie w lublinie", {MOPR_LUBLIN}, {MOPS_LECZNA}),
    ("urzad pracy lezajsk", {PUP_LEZAJSK}, {MOPS_LEZAJSK, UM_DEBICA}),
    ("urzad pracy lezajsku", {PUP_LEZAJSK}, {MOPS_LEZAJSK}),
    ("urzędu pracy w Leżajsku", {PUP_LEZAJSK}, {MOPS_LEZAJSK}),
    ("urząd miejski", {UM_DEBICA}, {PUP_LEZAJSK}),
    ("urzedu miejskiego debicy", {UM_DEBICA}, {PUP_LEZAJSK}),
    ("powiatowego urzedu pracy", {PUP_LEZAJSK}, {UM_DEBICA}),
    ("fundacji rozwoju systemu edukacji", {FRSE}, {"organization/fundacja-flexi-mind"}),
    ("fundacje", {FRSE, "organization/fundacja-flexi-mind"}, {MOPS_LECZNA}),
    ("kapitału ludzkiego", {"programme/po-kl"}, {"programme/efs"}),
    ("funduszu społecznego", {"programme/efs"}, {"programme/po-kl"}),
    # places, in any case and language
    ("leczna", {LECZNA, MOPS_LECZNA}, {LEZAJSK}),
    ("łęcznej", {LECZNA, MOPS_LECZNA}, {LEZAJSK}),
    ("lezajsku", {LEZAJSK, MOPS_LEZAJSK, PUP_LEZAJSK}, {LECZNA}),
    ("LEŻAJSKA", {LEZAJSK, MOPS_LEZAJSK}, {LECZNA}),
    ("lublinie", {"place/lublin", MOPR_LUBLIN}, {"place/lubelskie"}),
    ("dębicą", {"place/debica", MOPS_DEBICA, UM_DEBICA}, {LECZNA}),
    ("italia", {ITALY}, {"place/pl"}),
    ("polonia", {"place/pl"}, {ITALY}),
    ("lombardia", {LOMBARDY}, {"place/provincia-di-bergamo"}),
    # an Italian
    ("treviolo", {TREVIOLO, COMUNE}, {LOMBARDY}),
    ("comune di treviolo", {COMUNE}, {TREVIOLO, MOPS_LECZNA}),
    ("treviolo comune", {COMUNE}, {TREVIOLO}),
    ("Comune di", {COMUNE}, {TREVIOLO}),
    ("COMUNE DELLA TREVIOLO", {COMUNE}, {TREVIOLO}),
    ("leonardo", {"programme/leonardo-da-vinci"}, {"programme/efs"}),
    # beginnings of words
    ("trev", {TREVIOLO, COMUNE}, {LOMBARDY}),
    ("osr pom spo lec", {MOPS_LECZNA}, {MOPS_DEBICA}),
    ("fund roz", {FRSE}, {"organization/fundacja-flexi-mind"}),
    ("mop", {MOPS_LECZNA, MOPR_LUBLIN}, {ROPS}),
    ("leczn", {LECZNA, MOPS_LECZNA}, {LEZAJSK}),
    # what sort of body it is, in English too
    ("labour office", {PUP_LEZAJSK}, {MOPS_LEZAJSK}),
    ("social-welfare centre lezajsk", {MOPS_LEZAJSK}, {PUP_LEZAJSK}),
    # registers, codes and numbers
    ("7.1.1", {"programme/po-kl-7-1-1"}, {"programme/po-kl-vii"}),
    ("766583", {LECZNA}, {LEZAJSK}),
    # what is not there
    ("mops treviolo", set(), {MOPS_LECZNA, COMUNE}),
    ("łęczna łódź", set(), {LECZNA, MOPS_LECZNA}),
    ("eczna", set(), {LECZNA}),
    ("ops", {MOPS_LECZNA}, {ROPS, MOPR_LUBLIN}),
    ("日本", set(), {LECZNA}),
    ("Αθήνα", set(), {LECZNA}),
    ("Київ", set(), {LECZNA}),
    ("القاهرة", set(), {LECZNA}),
)

QUERY = """query($text: String!, $kinds: [EntityKind!], $first: Int, $last: Int, $after: String, $before: String) {
    search(text: $text, kinds: $kinds, first: $first, last: $last, after: $after, before: $before) {
        totalCount pageInfo {startCursor endCursor hasNextPage hasPreviousPage}
        edges {cursor node {id label} highlights {property language text parts {text matched}}}}}"""


def asked(engine: Engine, text: str, **given: Any) -> Any:
    body = engine.answer(Request(QUERY, None, {"text": text, **given})).body
    assert "errors" not in body, body
    return body["data"]["search"]


def refused(engine: Engine, text: str, **given: Any) -> dict[str, Any]:
    (error,) = engine.answer(Request(QUERY, None, {"text": text, **given})).body["errors"]
    assert "\n" not in error["message"]
    return error


def ids(found: Any) -> list[str]:
    return [each["node"]["id"] for each in found["edges"]]


def marked(found: Any) -> dict[str, list[str]]:
    """Return what is marked, by the id of an entity: `property: a [marked] text`."""
    return {
        edge["node"]["id"]: [
            f"{each['property']}: " + "".join(f"[{x['text']}]" if x["matched"] else x["text"] for x in each["parts"])
            for each in edge["highlights"]
        ]
        for edge in found["edges"]
    }


@pytest.mark.parametrize(("text", "must", "must_not"), TABLE, ids=[text for text, _, _ in TABLE])
def test_a_search_finds_what_is_meant_and_nothing_else(text: str, must: set[str], must_not: set[str], engine: Engine):
    found = set(ids(asked(engine, text, first=100)))
    assert must <= found
    assert not must_not & found
    assert bool(found) is bool(must)


def test_what_matches_whole_comes_before_what_only_begins_so_and_short_names_first(engine: Engine):
    found = ids(asked(engine, "lublin", first=100))
    assert found[0] == "place/lublin"
    assert found.index(MOPR_LUBLIN) < len(found)
    assert ids(asked(engine, "mops", first=3))[0] in (MOPS_LECZNA, MOPS_LEZAJSK, MOPS_DEBICA)
    assert ids(asked(engine, "treviolo", first=1)) == [TREVIOLO]


def test_words_come_in_any_order_and_case(engine: Engine):
    wanted = asked(engine, "mops leczna", first=100)
    for text in (
        "leczna mops",
        "MOPS ŁĘCZNA",
        "  mops\t\n leczna ",
        "mops, łęczna!",
        "Łęczna - MOPS",
        "leczna mops leczna",
    ):
        assert ids(asked(engine, text, first=100)) == ids(wanted)


def test_every_highlight_is_a_text_in_parts_and_some_are_marked(engine: Engine):
    for edge in asked(engine, "pomocy", first=100)["edges"]:
        assert edge["highlights"]
        for each in edge["highlights"]:
            assert "".join(part["text"] for part in each["parts"]) == each["text"]
            assert any(part["matched"] for part in each["parts"])


def test_highlights_stand_on_the_words_of_names_translations_places_codes_and_identifiers(engine: Engine):
    found = marked(asked(engine, "mops leczna", first=1))[MOPS_LECZNA]
    assert found[0] == "name: [Miejski Ośrodek Pomocy Społecznej] w [Łęcznej]"
    assert "abbreviation: [MOPS]" in found
    assert "place: [Łęczna]" in found
    assert "kind: [miejski ośrodek pomocy społecznej]" in found
    assert (
        marked(asked(engine, "osr lecz", first=1))[MOPS_LECZNA][0]
        == "name: Miejski [Ośr]odek Pomocy Społecznej w [Łęcz]nej"
    )
    assert marked(asked(engine, "766583", first=1)) == {LECZNA: ["identifiers: [766583]"]}
    (italian,) = [
        each for each in asked(engine, "italia", first=1)["edges"][0]["highlights"] if each["language"] == "it"
    ]
    assert italian["text"] == "Italia"


def test_a_page_with_highlights_takes_as_many_statements_however_many_are_on_it(engine: Engine):
    counts = {_statements(engine, {"text": "pomocy", "first": first}) for first in (1, 5, 20)}
    assert counts == {3}  # the page, its highlights, and how many there are


def _statements(engine: Engine, variables: dict[str, Any]) -> int:
    plan, given = engine.plan(Request(QUERY, None, variables))
    statements: list[str] = []
    with engine.store.snapshot() as snapshot:

        def execute(statement: str, values: Any) -> Any:
            statements.append(statement)
            return snapshot.execute(statement, values)

        plan.run(execute, engine.store.dialect, given)
    return len(statements)


@pytest.mark.parametrize("text", ["pomocy", "p", "mops", "leczna"])
@pytest.mark.parametrize("kinds", [None, ["ORGANIZATION"], ["PROJECT", "CITY", "DOCUMENT"]])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_search_is_walked_from_both_ends(text: str, kinds: list[str] | None, size: int, engine: Engine):
    wanted = ids(asked(engine, text, kinds=kinds, first=100))
    forward, backward = [], []
    page = asked(engine, text, kinds=kinds, first=size)
    while page["edges"]:
        forward += ids(page)
        page = asked(engine, text, kinds=kinds, first=size, after=page["pageInfo"]["endCursor"])
    page = asked(engine, text, kinds=kinds, last=size)
    while page["edges"]:
        backward = ids(page) + backward
        page = asked(engine, text, kinds=kinds, last=size, before=page["pageInfo"]["startCursor"])
    assert forward == backward == wanted
    assert page["totalCount"] == len(wanted)


def test_a_part_between_two_cursors_is_what_stands_there(engine: Engine):
    every = asked(engine, "p", first=100)
    places = [each["cursor"] for each in every["edges"]]
    for start, end in product(range(0, len(places), 13), repeat=2):
        between = asked(engine, "p", first=100, after=places[start], before=places[end])
        assert ids(between) == ids(every)[start + 1 : end]


def test_a_cursor_of_another_search_is_refused(engine: Engine):
    cursor = asked(engine, "mops", first=1)["pageInfo"]["endCursor"]
    assert asked(engine, "MOPS!", first=1, after=cursor)["edges"]
    error = refused(engine, "leczna", first=1, after=cursor)
    assert error["extensions"]["code"] == "BAD_CURSOR"
    assert "another search" in error["message"]


@pytest.mark.parametrize("text", ["a" * 201, " ".join("abcdefghijklm"), "🙂", "!", "\u0000", "👩‍👩‍👧 —"])
def test_what_cannot_be_searched_for_is_refused_in_one_line(text: str, engine: Engine):
    assert refused(engine, text, first=1)["extensions"]["code"] == "BAD_VALUE"


@pytest.mark.parametrize(
    "text",
    [
        "a\u0000b",
        "mops\u0000",
        "x 🙂",
        "日本語 中文",
        "Αθήνα",
        "Київ",
        "القاهرة",
        "𐐷𞤢",
        "½",
        "a" * 198 + "½",
        "ﬁ",
        "Ǆ",
        "ß",
        "İ",
        "ʼn",
        "क्षि",
        "ไทย",
        "§institution",
    ],
)
def test_no_writing_system_fails(text: str, engine: Engine):
    assert asked(engine, text, first=1)["totalCount"] >= 0


# --- what is written into the index ----------------------------------------------------------------------------------


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL)
    yield lambda: Engine(store, "http://x/")
    store.close()


def centre(place: str | None, name: str = "Ośrodek Wsparcia") -> Any:
    facts = [(CENTRE, "name", Text(name))] + ([(CENTRE, "place", place)] if place else [])
    return source("centre", {CENTRE: "Institution"}, *facts)


def city(*names: Text, document: str = "city") -> Any:
    return source(document, {CITY: "City"}, *((CITY, "name", each) for each in names))


def test_an_organisation_is_found_by_every_name_of_its_place(made):
    engine = made()
    engine.store.write([city(Text("Łęczna"), Text("Lenczna", "en")), centre(CITY)])
    for text in ("leczna", "łęcznej", "lenczna osrodek", "wsparcie lecz"):
        assert CENTRE in ids(asked(engine, text))


def test_a_place_with_a_new_name_is_the_new_place_of_its_organisations_in_the_same_revision(made):
    engine = made()
    engine.store.write([city(Text("Stalinogród")), centre(CITY)])
    before = engine.store.revision()
    engine.store.write([city(Text("Katowice"))])
    assert engine.store.revision() == before + 1
    assert ids(asked(engine, "stalinogrod")) == []
    assert ids(asked(engine, "katowice")) == [CITY, CENTRE]
    assert ids(asked(engine, "katowicach osrodek")) == [CENTRE]


def test_a_name_that_a_source_takes_back_finds_nobody_any_more(made):
    engine = made()
    engine.store.write([city(Text("Lublin")), city(Text("Lublana", "it"), document="wikidata"), centre(CITY)])
    assert CENTRE in ids(asked(engine, "lublana"))
    engine.store.write([source("wikidata", {})])
    assert ids(asked(engine, "lublana")) == []
    assert CENTRE in ids(asked(engine, "lublin"))


def test_what_moves_or_loses_its_place_is_found_where_it_is_now(made):
    engine = made()
    region = source("region", {REGION: "Region"}, (REGION, "name", Text("Mazowsze")))
    engine.store.write([city(Text("Radom")), region, centre(CITY)])
    engine.store.write([centre(REGION)])
    assert ids(asked(engine, "radom")) == [CITY]
    assert ids(asked(engine, "mazowsze")) == [REGION, CENTRE]
    engine.store.write([centre(None)])
    assert ids(asked(engine, "mazowsze")) == [REGION]
    assert ids(asked(engine, "osrodek")) == [CENTRE]


def test_what_is_withdrawn_is_found_no_more_and_comes_back(made):
    engine = made()
    engine.store.write([city(Text("Radom")), centre(CITY)])
    engine.store.write([source("centre", {})])
    assert ids(asked(engine, "radom")) == [CITY]
    engine.store.write([source("city", {})])
    assert ids(asked(engine, "radom")) == []
    engine.store.write([centre(CITY), city(Text("Radom"))])
    assert ids(asked(engine, "radom")) == [CITY, CENTRE]


def test_a_place_that_turns_into_a_region_keeps_its_organisations(made):
    engine = made()
    engine.store.write([city(Text("Radom")), centre(CITY)])
    engine.store.write([source("city", {CITY: "Region"}, (CITY, "name", Text("Radom")))])
    assert ids(asked(engine, "radom", kinds=["REGION"])) == [CITY]
    assert ids(asked(engine, "radom", kinds=["CITY"])) == []
    assert ids(asked(engine, "radom", kinds=["INSTITUTION"])) == [CENTRE]


def test_the_index_holds_each_entity_once_under_its_rank(made):
    engine = made()
    for name in ("Radom", "Radom Nowy Świat", "Radom"):
        engine.store.write([city(Text(name)), centre(CITY, f"Ośrodek {name}")])
    with engine.store.snapshot() as snapshot:
        ranks = [at for (at,) in snapshot.execute("SELECT rowid FROM search ORDER BY 1")]
        entities = snapshot.execute("SELECT weight, key FROM entity WHERE state = 'ACTIVE'")
    assert ranks == sorted(rank(weight, key) for weight, key in entities)
    assert all(at >> KEY_BITS for at in ranks)


def test_words_of_any_length_and_number_are_written_and_found(made):
    engine = made()
    long, document = "ż" * 1_900, EntityId("document/long")
    note = " ".join(f"słowo{number}" for number in range(200_000))
    engine.store.write(
        [
            source(
                "long",
                {CITY: "City"},
                (CITY, "name", Text(long)),
                (document, "note", Text(note)),
                (CITY, "identifiers", Identifier("TERYT", "0602 \u00bd")),
            )
        ]
    )
    assert ids(asked(engine, "ż" * 200)) == [CITY]
    assert ids(asked(engine, "slowo17")) == [document]
    with engine.store.snapshot() as snapshot:
        assert all(len(words.encode()) < 2 * LARGEST for (words,) in snapshot.execute("SELECT words FROM search"))
    assert ids(asked(engine, "0602")) == [CITY]


def test_a_search_costs_the_same_however_much_it_finds(tmp_path: Path, model: Model):
    """Steps of SQLite's machine, counted: the time of a busy test machine says nothing."""
    steps = {}
    for size in (2_000, 20_000):
        url = f"sqlite:///{tmp_path / f'{size}.db'}"
        store = Store.create(url, model)
        dialect = engine_of(url)[1]
        with sqlite3.connect(tmp_path / f"{size}.db") as connection:
            connection.executemany(
                "INSERT INTO search (rowid, words) VALUES (?, ?)",
                [(rank(1 + key % 5, key), f"pomoc{key % 50} pomocny osrodek{key % 7}") for key in range(1, size + 1)],
            )
        engine = Engine(store, "http://x/")
        for text in ("po", "pomocny", "pomo osr", "osrodek3 pom"):
            plan, given = engine.plan(
                Request("query($t: String!) {search(text: $t, first: 20) {nodes {id}}}", None, {"t": text})
            )
            steps[text, size] = _steps(connection, plan, given, dialect)
        connection.close()
        store.close()
    for text in {text for text, _ in steps}:
        assert steps[text, 20_000] <= 1.5 * steps[text, 2_000] + 100, steps


def _steps(connection: sqlite3.Connection, plan: Any, given: Any, dialect: Any) -> int:
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    connection.set_progress_handler(count, 1)
    plan.run(lambda text, values: connection.execute(text, values).fetchall(), dialect, given)
    connection.set_progress_handler(None, 0)
    return counted


def test_a_word_is_wanted_whole_or_as_the_beginning_of_another():
    sought = inquiry("pomocy")
    assert [[each.is_beginning for each in word] for word in sought.wanted(whole=True)] == [[False, False]]
    assert [[each.is_beginning for each in word] for word in sought.wanted(whole=False)] == [[True, False]]
