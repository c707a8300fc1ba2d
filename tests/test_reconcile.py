"""Who is meant by the rows of somebody's table is found, and bet on only where a person would."""

from collections.abc import Iterator
from typing import Any

import pytest
from cluster import Databases
from test_store import MODEL, source

from graph.errors import ReadTimeout, RequestError
from graph.folding import fold
from graph.properties import Identifier
from graph.reconciling.offers import Offers
from graph.reconciling.questions import Bounds, questions
from graph.reconciling.reconciler import Candidate, Reconciler
from graph.records import Record
from graph.store import Store
from graph.values import EntityId, Money, PartialDate, Text, Url

BASE = "https://example.org/graph/"
BOUNDS = Bounds(20, 100)
OFFERS = Offers.of(MODEL)
MOPS_LECZNA, MOPS_DEBICA = "organization/mops-leczna", "organization/mops-debica"
CENTRE = "Miejski Ośrodek Pomocy Społecznej"


@pytest.fixture(scope="module")
def seeded(store: Store) -> Reconciler:
    """A reconciler on the seeds."""
    return Reconciler(store, BASE)


@pytest.fixture(scope="module")
def records(store: Store) -> list[Record]:
    return [record for record, _ in store.records()]


def answers(reconciler: Reconciler, *asked: dict[str, Any]) -> list[list[Candidate]]:
    batch = {f"q{number}": each for number, each in enumerate(asked)}
    return list(reconciler.answers(questions(batch, OFFERS, BOUNDS), ("pl",), 10.0).values())


def answer(reconciler: Reconciler, query: str = "", **asked: Any) -> list[Candidate]:
    (found,) = answers(reconciler, {"query": query, **asked} if query else asked)
    return found


def ids(found: list[Candidate]) -> list[str]:
    return [each.portrait.id for each in found]


def match(found: list[Candidate]) -> str | None:
    """Return who is bet on, if anybody is."""
    bets = [each.portrait.id for each in found if each.is_match]
    assert len(bets) <= 1
    assert bets in ([], ids(found)[:1])
    return bets[0] if bets else None


def given(pid: str, *values: Any) -> dict[str, Any]:
    return {"pid": pid, "v": list(values) if len(values) != 1 else values[0]}


# --- names ------------------------------------------------------------------------------------------------------------


def test_whoever_has_a_name_is_found_by_it(seeded: Reconciler, records: list[Record]):
    usual = [each for each in records if each.kind in OFFERS.usual_kinds]
    names = [value.text for each in usual for value in each.values.get("name", each.values.get("title", ()))]
    owners = [each.id for each in usual for _ in each.values.get("name", each.values.get("title", ()))]
    assert len(names) > 50
    found = answers(seeded, *({"query": each, "limit": 10} for each in names))
    assert [owner for owner, each in zip(owners, found, strict=True) if owner not in ids(each)] == []


def test_whoever_has_a_name_of_his_own_is_bet_on_by_it_and_his_type(seeded: Reconciler, records: list[Record]):
    bodies = [each for each in records if "abbreviation" in MODEL.kinds[each.kind].properties]
    asked = [(each.id, value.text) for each in bodies for value in each.values["name"]]
    found = answers(seeded, *({"query": text, "type": "Organization"} for _, text in asked))
    bets = [match(each) for each in found]
    assert set(bets) <= {None, *(owner for owner, _ in asked)}
    assert all(bet in (None, owner) for bet, (owner, _) in zip(bets, asked, strict=True))
    assert sum(bet is not None for bet in bets) > 0.9 * len(bets)


TYPED: tuple[tuple[str, str, str], ...] = (
    ("MOPS Łęczna", "Organization", MOPS_LECZNA),
    ("mops leczna", "Organization", MOPS_LECZNA),
    ("MOPS w Łęcznej", "Institution", MOPS_LECZNA),
    ("Miejski Ośrodek Pomocy Spolecznej w Lecznej", "Organization", MOPS_LECZNA),
    ("MIEJSKI OŚRODEK POMOCY SPOŁECZNEJ W DĘBICY", "Organization", MOPS_DEBICA),
    ("Łęcznej", "City", "place/leczna"),
    ("leczna", "City", "place/leczna"),
    ("Włochy", "Country", "place/it"),
    ("Italy", "Country", "place/it"),
)


@pytest.mark.parametrize(("text", "type_", "wanted"), TYPED)
def test_other_spellings_of_one_name_are_bet_on(seeded: Reconciler, text: str, type_: str, wanted: str):
    assert match(answer(seeded, text, type=type_)) == wanted


@pytest.mark.parametrize(
    ("text", "type_", "wanted"),
    [
        ("Treviollo", "Place", "place/treviolo"),
        ("Miejsk Ośrdek Pomocy Społecznej Łęczna", "Organization", MOPS_LECZNA),
        ("Fundacja Systemu Edukacji Rozwoju", "Organization", "organization/frse"),
        ("Europejskie standardy", "Project", "project/europejskie-standardy-mops-leczna"),
        ("PUP Leżajsk", "Organization", "organization/pup-lezajsk"),
    ],
)
def test_a_name_that_is_misspelt_or_cut_short_is_found_first(seeded: Reconciler, text: str, type_: str, wanted: str):
    assert ids(answer(seeded, text, type=type_))[0] == wanted


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (CENTRE, {"type": "Organization"}),  # there are three, in three towns
        ("MOPS", {}),
        ("Ośrodek", {}),
        ("Łączna", {"type": "City"}),  # a village; the town is Łęczna
        ("Urząd", {}),
        ("Miejski Ośrodek Pomocy Społecznej w Łańcucie", {}),
        (CENTRE, {"properties": [given("place", "Warszawa")]}),
        ("MOPS w Łęcznej", {"properties": [given("place", "Dębica")]}),
        ("Łęczna", {"properties": [given("country", "Włochy")]}),
        ("MOPS w Łęcznej", {"type": "Foundation"}),
    ],
)
def test_what_may_be_several_or_nobody_is_not_bet_on(seeded: Reconciler, text: str, asked: dict[str, Any]):
    assert match(answer(seeded, text, **asked)) is None


@pytest.mark.parametrize(
    "text", ["???", "  .,- ", "…", "\u200b x \0", "ß" * 500, "w z i", "a" * 10_000, "'\"\\*()&|!:<->"]
)
def test_what_is_no_name_finds_nobody_to_bet_on(seeded: Reconciler, text: str):
    assert match(answer(seeded, text)) is None


def test_an_id_and_an_iri_are_bet_on(seeded: Reconciler, records: list[Record]):
    found = answers(seeded, *({"query": each.id} for each in records if each.kind in OFFERS.usual_kinds))
    assert [match(each) for each in found] == [each.id for each in records if each.kind in OFFERS.usual_kinds]
    assert match(answer(seeded, f"{BASE}id/{MOPS_LECZNA}")) == MOPS_LECZNA


def test_the_best_comes_first_and_no_more_than_asked_for(seeded: Reconciler):
    found = answer(seeded, CENTRE, limit=20)
    scores = [each.scored.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert ids(answer(seeded, CENTRE, limit=2)) == ids(found)[:2]
    assert all(0 <= each <= 100 for each in scores)


def test_an_answer_does_not_depend_on_the_others_of_its_batch(seeded: Reconciler):
    asked = [{"query": text, "type": type_} for text, type_, _ in TYPED]
    assert answers(seeded, *asked) == [each for one in asked for each in answers(seeded, one)]


# --- types ------------------------------------------------------------------------------------------------------------


def test_types_restrict_by_any_or_all_and_should_only_prefers(seeded: Reconciler):
    def kinds(**asked: Any) -> set[str]:
        return {each.scored.record.kind for each in answer(seeded, "Łęczna", limit=20, **asked)}

    assert kinds(type="City") == kinds(type=["City"]) == kinds(type=["City", "Region"]) == {"City"}
    assert kinds(type=["City", "Place"], type_strict="all") == {"City"}
    assert kinds(type=["City", "Project"], type_strict="all") == set()
    assert kinds(type=["Organization", "City"]) >= {"City", "Institution"}
    preferred = answer(seeded, "Łęczna", type="Organization", type_strict="should", limit=20)
    plain = answer(seeded, "Łęczna", limit=20)
    of_city = {each.scored.record.kind: each.scored.score for each in reversed(preferred)}["City"]
    assert of_city < {each.scored.record.kind: each.scored.score for each in reversed(plain)}["City"]
    assert match(preferred) is None


def test_parts_of_projects_are_found_only_by_their_type(seeded: Reconciler):
    text = "kurs języka angielskiego"
    assert "Activity" not in {each.scored.record.kind for each in answer(seeded, text, limit=20)}
    assert answer(seeded, text, type="Activity")[0].scored.record.kind == "Activity"


# --- properties -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        "Dębica",
        "debica",
        {"id": "place/debica"},
        {"id": "place/debica", "name": "Dębica"},
        "place/debica",
        ["Warszawa", "Dębica"],
    ],
)
def test_a_place_tells_one_of_several(seeded: Reconciler, place: Any):
    asked = {"type": "Organization", "properties": [{"pid": "place", "v": place}]}
    assert match(answer(seeded, CENTRE, **asked)) == MOPS_DEBICA


def test_what_holds_a_place_agrees_too_and_other_countries_do_not(seeded: Reconciler):
    def agreement(pid: str, value: Any) -> float | None:
        (found, *_) = answer(seeded, "MOPS w Łęcznej", type="Institution", properties=[{"pid": pid, "v": value}])
        assert found.portrait.id == MOPS_LECZNA
        return found.scored.agreements[pid]

    assert agreement("place.country", "Polska") == agreement("place.country", {"id": "place/pl"}) == 1.0
    assert agreement("place.country", "PL") == 1.0
    assert agreement("place.country", "Italia") == 0.0
    assert agreement("place", "Polska") == agreement("place", {"id": "place/pl"}) == 0.9
    assert agreement("place", "lubelskie") == 0.9
    assert agreement("place", "GEONAMES:766583") == 1.0
    assert agreement("kind", "MOPS") == agreement("kind", "miejski ośrodek pomocy społecznej") == 1.0
    assert agreement("kind", "podmiot publiczny") == agreement("kind", "PUBLIC_BODY") == 0.8
    assert agreement("kind", "szkoła") == 0.0
    assert agreement("telephone", "1") is None
    assert agreement("startDate", "2008") is None


def test_an_identifier_is_bet_on_whatever_it_is_written_like(seeded: Reconciler):
    for value in ("766583", 766583, "GEONAMES:766583", "https://sws.geonames.org/766583/", "766 583", " 766-583 "):
        assert match(answer(seeded, properties=[given("identifiers.GEONAMES", value)])) == "place/leczna"
    assert match(answer(seeded, "Łęczna", properties=[given("identifiers", "766583")])) == "place/leczna"
    assert match(answer(seeded, "766583")) == "place/leczna"
    assert match(answer(seeded, "Zupełnie Inna Nazwa", properties=[given("identifiers", "766583")])) is None
    assert match(answer(seeded, "Łęczna", properties=[given("identifiers.GEONAMES", "1")])) is None


def test_properties_alone_find_those_that_agree(seeded: Reconciler):
    found = answer(seeded, properties=[given("place", {"id": "place/leczna"})], type="Organization")
    assert ids(found)[:2] == ["organization/leczna-pl", MOPS_LECZNA]
    assert [each.scored.score for each in found] == [100.0, 100.0]
    assert match(found) is None


@pytest.fixture(scope="module")
def namesakes(databases: Databases) -> Iterator[Reconciler]:
    """A graph of bodies, places and projects that share names."""
    kinds = {
        **dict.fromkeys(("place/debica", "place/debica-gmina", "place/rzym"), "City"),
        "place/pl": "Country",
        **dict.fromkeys(("organization/dps-1", "organization/dps-2", "organization/dps-3"), "Institution"),
        **dict.fromkeys(("project/1", "project/2"), "Project"),
    }
    facts: list[tuple[str, str, Any]] = [
        ("place/pl", "name", Text("Polska", "pl")),
        ("place/debica", "name", Text("Dębica", "pl")),
        ("place/debica-gmina", "name", Text("Dębica", "pl")),
        ("place/debica", "identifiers", Identifier("TERYT", "1803011")),
        ("place/debica", "country", EntityId("place/pl")),
        ("place/rzym", "name", Text("Rzym", "pl")),
        *((f"organization/dps-{each}", "name", Text("Dom Pomocy Społecznej", "pl")) for each in (1, 2, 3)),
        ("organization/dps-1", "place", EntityId("place/rzym")),
        ("organization/dps-2", "place", EntityId("place/debica")),
        ("organization/dps-2", "website", Url("https://www.dps.example/")),
        ("organization/dps-1", "identifiers", Identifier("NIP", "5260250274")),
        ("organization/dps-2", "identifiers", Identifier("KRS", "5260250274")),
        ("project/1", "title", Text("Priority 7.1 of the plan", "en")),
        ("project/2", "title", Text("Priority 7.2 of the plan", "en")),
        ("project/1", "startDate", PartialDate("2008-05")),
        ("project/1", "budget", Money(12_345_600, "PLN")),
        ("project/1", "year", 2008),
        ("project/1", "endPlanned", True),
    ]
    made = Store.create(databases.new(), MODEL, [source("namesakes", kinds, *facts)])
    yield Reconciler(made, BASE)
    made.close()


def test_namesakes_are_bet_on_only_by_what_tells_them_apart(namesakes: Reconciler):
    text = "Dom Pomocy Społecznej"
    assert match(answer(namesakes, text)) is None
    assert len(answer(namesakes, text)) == 3
    assert match(answer(namesakes, text, properties=[given("place", "Rzym")])) == "organization/dps-1"
    website = [given("place", "Dębica"), given("website", "http://dps.example")]
    assert match(answer(namesakes, text, properties=website)) == "organization/dps-2"
    assert match(answer(namesakes, "Dębica", type="City")) is None
    teryt = [given("identifiers.TERYT", "1803011")]
    assert match(answer(namesakes, "Dębica", type="City", properties=teryt)) == "place/debica"


def test_one_number_in_two_registers_is_nobody_until_the_register_is_named(namesakes: Reconciler):
    assert match(answer(namesakes, properties=[given("identifiers", "5260250274")])) is None
    assert match(answer(namesakes, properties=[given("identifiers.KRS", "5260250274")])) == "organization/dps-2"
    assert match(answer(namesakes, properties=[given("identifiers", "NIP:526-025-02-74")])) == "organization/dps-1"


def test_numbers_in_names_tell_them_apart(namesakes: Reconciler):
    assert match(answer(namesakes, "Priority 7.1 of the plan")) == "project/1"
    found = answer(namesakes, "Priority 7.3 of the plan")
    assert (match(found), ids(found)) == (None, ["project/1", "project/2"])


@pytest.mark.parametrize(
    ("pid", "value", "agrees"),
    [
        ("startDate", "2008", 1.0),
        ("startDate", "2008-05-31T00:00:00Z", 1.0),
        ("startDate", "2009", 0.0),
        ("startDate", "May", 0.0),
        ("budget", "123456 PLN", 1.0),
        ("budget", "123456.00", 1.0),
        ("budget", "123456,00", 1.0),
        ("budget", 123456.0, 1.0),
        ("budget", "123456 EUR", 0.0),
        ("budget", "NaN", 0.0),
        ("budget", "1e999999999999999999999", 0.0),
        ("year", 2008, 1.0),
        ("year", 2008.0, 1.0),
        ("year", "2008", 1.0),
        ("year", 2009, 0.0),
        ("endPlanned", True, 1.0),
        ("endPlanned", "false", 0.0),
        ("title", "priority 7.1 OF THE PLAN", 1.0),
        ("acronym", "X", None),
    ],
)
def test_values_of_every_type_are_compared(namesakes: Reconciler, pid: str, value: Any, agrees: float | None):
    (found,) = answer(namesakes, "project/1", properties=[given(pid, value)], limit=1)
    assert found.portrait.id == "project/1"
    assert found.scored.agreements == {pid: agrees}


# --- what is asked wrongly, or too much --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        ([], "queries must be an object"),
        ({"q": 1}, "q: must be an object"),
        ({"q": {}}, "neither a query nor properties"),
        ({"q": {"query": " "}}, "neither a query nor properties"),
        ({"q": {"properties": []}}, "neither a query nor properties"),
        ({"q": {"query": 1}}, "query"),
        ({"q": {"query": "a", "limit": 0}}, "limit"),
        ({"q": {"query": "a", "limit": 1.5}}, "limit"),
        ({"q": {"query": "a", "limit": True}}, "limit"),
        ({"q": {"query": "a", "limit": "3"}}, "limit"),
        ({"q": {"query": "a", "type": "Cities"}}, "did you mean City"),
        ({"q": {"query": "a", "type": ["City", 1]}}, "type"),
        ({"q": {"query": "a", "type_strict": "none"}}, "any, all, should"),
        ({"q": {"query": "a", "properties": {}}}, "properties"),
        ({"q": {"query": "a", "properties": [{"pid": "place"}]}}, "pid and v"),
        ({"q": {"query": "a", "properties": [given("plac", "b")]}}, "did you mean place"),
        ({"q": {"query": "a", "properties": [given("place", {"name": "b"})]}}, "an object with id"),
        ({"q": {"query": "a", "properties": [given("place", [["b"]])]}}, "must be a string"),
        ({"q": {"query": "a", "properties": [{"pid": "place", "v": ["b"] * 101}]}}, "more than 100 values"),
        ({"q": {"query": "a", "limits": 3}}, "'limits'"),
    ],
)
def test_a_wrong_question_is_told_where_it_is_wrong(batch: Any, message: str):
    with pytest.raises(RequestError) as error:
        questions(batch, OFFERS, BOUNDS)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert batch == [] or "q" in str(error.value)


def test_more_candidates_than_are_allowed_are_as_many_as_are(namesakes: Reconciler):
    assert questions({"q": {"query": "a", "limit": 1e9}}, OFFERS, BOUNDS)["q"].limit == BOUNDS.candidates
    assert questions({"q": {"query": "a"}}, OFFERS, Bounds(3, 1))["q"].limit == 3


def test_a_batch_ends_in_time(seeded: Reconciler):
    asked = questions({f"q{each}": {"query": CENTRE} for each in range(50)}, OFFERS, BOUNDS)
    with pytest.raises(ReadTimeout):
        seeded.answers(asked, (), 0.0)


def test_every_stored_property_is_offered():
    for kind in MODEL.concrete:
        assert {item.name for item in kind.stored} <= OFFERS.paths[kind.name].keys()
    assert fold(OFFERS.all()["place.country"].labels.pl) == "miejscowosc: kraj"
