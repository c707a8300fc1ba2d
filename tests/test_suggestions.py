"""Suggestions: what each reason rests on is true in the records, and who is a partner already is never suggested."""

import random
from collections.abc import Mapping
from math import isclose
from typing import Any

import pytest

from benchmarks.suggesting import compared, hidden
from graph.kinds import Model
from graph.network import candidates
from graph.network.homes import Home
from graph.network.reasons import KINDS, LANGUAGES, WEIGHTS, sentence
from graph.records import Quote, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text
from schema.engine import Engine, Request

FIELDS = "entity { id } score shared { id } reasons { kind score entities { id } pl: sentence(language: PL) en: sentence(language: EN) }"


def suggested(engine: Engine, of: str, scope: str = "", first: int = 100) -> Any:
    answer = engine.answer(Request(f'{{ suggestedPartners(of: "{of}", first: {first}{scope}) {{ {FIELDS} }} }}'))
    assert not answer.errors, answer.errors
    assert answer.data is not None
    return answer.data["suggestedPartners"]


@pytest.fixture(scope="module")
def everybody(store: Store) -> list[str]:
    return [record.id for kind in ("Organization", "Place") for record, _ in store.records(store.model.kinds[kind])]


@pytest.fixture(scope="module")
def all_of_them(engine: Engine, everybody: list[str]) -> Mapping[str, Any]:
    return {name: suggested(engine, name) for name in everybody}


def known(engine: Engine, name: str) -> set[str]:
    listed = "partners(first: 100) { nodes { entity { id } } }"
    answer = engine.answer(
        Request(f'{{ node(id: "{name}") {{ ... on Organization {{ {listed} }} ... on Place {{ {listed} }} }} }}')
    )
    return {each["entity"]["id"] for each in answer.data["node"]["partners"]["nodes"]}


def test_whoever_is_a_partner_already_is_not_suggested(engine, all_of_them):
    assert sum(map(len, all_of_them.values())) > 20
    for name, found in all_of_them.items():
        ids = [each["entity"]["id"] for each in found]
        assert len(set(ids)) == len(ids)
        assert not {name, *known(engine, name)} & set(ids)
        assert all(EntityId(each).prefix == EntityId(name).prefix for each in ids)


def test_scores_add_up_and_the_highest_come_first(all_of_them):
    for found in all_of_them.values():
        scores = [each["score"] for each in found]
        assert scores == sorted(scores, reverse=True)
        for each in found:
            parts = [reason["score"] for reason in each["reasons"]]
            assert parts == sorted(parts, reverse=True)
            assert isclose(sum(parts), each["score"], rel_tol=1e-9)
            assert all(part > 0 for part in parts)
            kinds = [reason["kind"] for reason in each["reasons"]]
            assert len(set(kinds)) == len(kinds) > 0


def test_shared_is_all_that_reasons_rest_on(all_of_them):
    for found in all_of_them.values():
        for each in found:
            rests = [entity["id"] for reason in each["reasons"] for entity in reason["entities"]]
            assert [entity["id"] for entity in each["shared"]] == list(dict.fromkeys(rests))
            assert all(reason["entities"] for reason in each["reasons"])


def test_programmes_and_partners_are_those_of_both(store, engine, all_of_them):
    records = {record.id: record for record, _ in store.records()}
    parts = [each.values for each in records.values() if each.kind == "Participation"]
    grants = [each.values for each in records.values() if each.kind == "Funding"]

    def programmes(name: str) -> set[str]:
        mine = {part["project"] for part in parts if part["organization"] == name}
        return {grant["programme"] for grant in grants if grant["project"] in mine}

    seen = set()
    for name, found in all_of_them.items():
        for each in found:
            for reason in each["reasons"]:
                entities = {entity["id"] for entity in reason["entities"]}
                seen.add(reason["kind"])
                if reason["kind"] == "PROGRAMMES" and name.startswith("organization/"):
                    assert entities == programmes(name) & programmes(each["entity"]["id"])
                elif reason["kind"] == "PARTNERS":
                    assert entities <= known(engine, name) & known(engine, each["entity"]["id"])
    assert {"PROGRAMMES", "PARTNERS", "NEARBY", "TARGET_GROUPS", "TWIN_TOWNS", "TOWNS_OF_PARTNERS", "COUNTRY"} >= seen
    assert {"PROGRAMMES", "NEARBY", "TARGET_GROUPS", "TWIN_TOWNS"} <= seen


def test_a_programme_counts_the_less_the_more_take_part(all_of_them, store):
    records = [record for record, _ in store.records()]
    (reason,) = [
        reason
        for each in all_of_them["organization/mops-debica"]
        if each["entity"]["id"] == "organization/rops-slaskie"
        for reason in each["reasons"]
        if reason["kind"] == "PROGRAMMES"
    ]
    (programme,) = {entity["id"] for entity in reason["entities"]}
    paid = {
        each.values["project"] for each in records if each.kind == "Funding" and each.values["programme"] == programme
    }
    members = {
        each.values["organization"]
        for each in records
        if each.kind == "Participation" and each.values["project"] in paid
    }
    assert isclose(reason["score"], WEIGHTS["PROGRAMMES"] / len(members), rel_tol=1e-9)


def test_sentences_name_what_a_reason_rests_on_in_both_languages(all_of_them):
    (treviolo,) = [
        each
        for each in all_of_them["organization/mops-leczna"]
        if each["entity"]["id"] == "organization/comune-di-treviolo"
    ]
    told = {reason["kind"]: (reason["pl"], reason["en"]) for reason in treviolo["reasons"]}
    assert told["TWIN_TOWNS"] == ("Z miasta partnerskiego: Treviolo.", "From a twin town: Treviolo.")
    assert told["COUNTRY"][0] == "Z kraju, z którego są już partnerzy: Włochy."
    for found in all_of_them.values():
        for each in found:
            for reason in each["reasons"]:
                assert reason["pl"] != reason["en"]
                assert reason["pl"].endswith((".", "…"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_how_many_it_does_not_name(kind, language):
    few = sentence(kind, language, ["A", "B"], 2, 3.0)
    assert "A" in few
    if kind != "NEARBY":
        assert few.count("B") >= 1
        many = sentence(kind, language, ["A", "B", "C", "D"], 9, None)
        assert "6" in many
        assert "D" not in many
        assert "…" in sentence(kind, language, ["x" * 300], 1, None)


@pytest.mark.parametrize("name", ["programme/efs", "document/leczna-staze-we-wloszech"])
def test_nothing_is_suggested_to_what_is_no_partner(engine, name):
    assert suggested(engine, name) == []


def test_nothing_is_suggested_to_nobody(engine):
    answer = engine.answer(Request('{ suggestedPartners(of: "organization/nobody") { score } }'))
    assert answer.data == {"suggestedPartners": None}
    assert "There is no organization/nobody" in str(answer.errors[0])


def test_no_more_are_suggested_than_asked_for(engine):
    assert len(suggested(engine, "organization/mops-debica", first=1)) == 1


def test_where_says_who_may_be_suggested_and_by_what(engine):
    of = "organization/mops-debica"
    names = {each["entity"]["id"] for each in suggested(engine, of)}
    other = suggested(engine, of, ', where: {organizations: {id: {ne: "organization/rops-slaskie"}}}')
    assert {each["entity"]["id"] for each in other} == names - {"organization/rops-slaskie"} != names
    none = suggested(engine, of, ", where: {projects: {isNull: true}}")
    assert {reason["kind"] for each in none for reason in each["reasons"]} <= {"NEARBY", "TWIN_TOWNS"}
    before = suggested(engine, of, ', during: "1990"')
    assert "PROGRAMMES" not in {reason["kind"] for each in before for reason in each["reasons"]}


def test_a_hub_is_left_out_where_it_leads_to_too_many(engine, monkeypatch):
    monkeypatch.setattr(candidates, "STEPS", 0)
    assert {reason["kind"] for each in suggested(engine, "organization/mops-debica") for reason in each["reasons"]} <= {
        "TARGET_GROUPS"
    }


def test_more_are_looked_at_where_the_best_are_partners_already(engine, monkeypatch):
    whole = suggested(engine, "organization/mops-leczna")
    monkeypatch.setattr(candidates, "BEST", 1)
    few = suggested(engine, "organization/mops-leczna")
    assert [each["entity"]["id"] for each in few] == [each["entity"]["id"] for each in whole]


def test_how_far_two_are_apart_is_known_where_both_stand_on_the_map():
    leczna, lublin = Home("City", 1, 9, (51.3, 22.88)), Home("City", 2, 9, (51.25, 22.57))
    assert 20 < (leczna.kilometres(lublin) or 0) < 25
    assert leczna.kilometres(Home("City", 1, 9, None)) == 0
    assert leczna.kilometres(Home("City", 3, 9, None)) is None
    assert Home("City", 3, 9, None).around(10) is None
    bounds = leczna.around(60)
    assert bounds is not None
    assert bounds["least_latitude"] < 51_250_000 < bounds["greatest_latitude"]
    assert bounds["least_longitude"] < 22_570_000 < bounds["greatest_longitude"]


# --- partners that are hidden ----------------------------------------------------------------------------------------

TOWNS, BODIES, PROJECTS = 12, 6, 70


def made_up(model: Model) -> Source:
    """Return a graph in which bodies of neighbouring towns work together, some of them in many projects."""
    chance, document, proof = random.Random(5), EntityId("document/made-up"), Quote("words")
    kinds: dict[EntityId, str] = {document: "Document"}
    said = [Statement(document, "title", Text("Made up", "en"), proof)]

    def add(id_: str, kind: str, /, **values: Any) -> EntityId:
        entity = EntityId(id_)
        kinds[entity] = kind
        said.extend(Statement(entity, each, value, proof) for each, value in values.items())
        return entity

    towns = [add(f"place/t{number}", "City", name=Text(f"Town {number}", "en")) for number in range(TOWNS)]
    bodies = [
        [
            add(
                f"organization/o{town}-{number}",
                "Institution",
                name=Text(f"Body {town} {number}", "en"),
                place=towns[town],
            )
            for number in range(BODIES)
        ]
        for town in range(TOWNS)
    ]
    for number in range(PROJECTS):
        project = add(f"project/p{number}", "Project", title=Text(f"Project {number}", "en"))
        town = chance.randrange(TOWNS)
        for each in chance.sample(bodies[town], 2) + chance.sample(bodies[(town + 1) % TOWNS], 2):
            add(
                f"participation/{number}-{each.partition('/')[2]}",
                "Participation",
                project=project,
                organization=each,
                role="PARTNER",
            )
    return Source("made up", document, kinds, tuple(said))


def test_hidden_partners_are_suggested_rather_than_by_chance_or_by_common_neighbours(model, tmp_path):
    path = tmp_path / "graph.db"
    Store.create(f"sqlite:///{path}", model, [made_up(model)]).close()
    found = compared(path)
    print(found)
    assert found["suggested"].hits > found["by common neighbours"].hits > found["by chance"].hits


def test_what_is_hidden_is_gone_and_the_same_again(model, tmp_path):
    path, other = tmp_path / "graph.db", tmp_path / "other.db"
    for each in (path, other):
        Store.create(f"sqlite:///{each}", model, [made_up(model)]).close()
    wanted = hidden(path)
    assert wanted == hidden(other)
    assert all(one in wanted[two] for one in wanted for two in wanted[one])
    store = Store.open(f"sqlite:///{path}", model)
    parts = [record.values for record, _ in store.records(model.kinds["Participation"])]
    assert len(parts) == PROJECTS * 4 - round(PROJECTS * 4 * 0.1)
    store.close()
