"""The evidence covers the seed graph, its quotes stand in the source texts, and its numbers add up."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from graph.check import (
    Coverage,
    Sum,
    coverage,
    missing_quotes,
    reversed_spans,
    sums,
    texts_at_hand,
    texts_not_at_hand,
)
from graph.errors import EvidenceError, QuoteNotFound, SourceError
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.records import Evidence, Quote, Record, Row
from graph.seeding.seeds import read_seeds
from graph.values import EntityId, PartialDate, Text

MODEL = Model.of(Base)
ROOT = Path(__file__).parent.parent
TEXTS = ROOT.parent / "shared" / "seeds"
PAGE = EntityId("document/page")
WORK = EntityId("project/work")


@pytest.fixture(scope="module")
def sources():
    return read_seeds([ROOT / "seeds"], MODEL)


@pytest.fixture(scope="module")
def evidence(sources):
    return [
        Evidence(each.subject, (each.property,), each.value, source.document, each.proof, each.implied, each.preferred)
        for source in sources
        for each in source.statements
    ]


@pytest.fixture(scope="module")
def records(sources):
    """What the sources say, in the simplest form: of a single value the one that the first file has."""
    kinds = {subject: kind for source in sources for subject, kind in source.kinds.items()}
    values: dict[EntityId, dict] = {subject: {} for subject in kinds}
    for source in sources:
        for each in source.statements:
            item = MODEL.kinds[kinds[each.subject]].properties[each.property]
            said = values[each.subject]
            if item.many or item.type is Text:
                said[each.property] = (*said.get(each.property, ()), each.value)
            else:
                said.setdefault(each.property, each.value)
    return [Record(subject, kind, values[subject]) for subject, kind in kinds.items()]


@pytest.fixture(scope="module")
def texts(records):
    if not TEXTS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the source texts are not at {TEXTS}")
        pytest.skip(f"the source texts are not at {TEXTS}")
    return texts_at_hand([each for each in records if each.kind == "Document"], TEXTS)


def test_all_five_announcements_are_recognised_by_their_checksums(texts):
    assert sorted(texts) == [
        "document/debica-reorganizacja-mops",
        "document/leczna-staze-we-wloszech",
        "document/lezajsk-czas-na-aktywnosc",
        "document/lublin-sami-sobie",
        "document/makroregion-ii-doskonalenie-zawodowe",
    ]


def test_every_quote_of_the_seeds_stands_in_its_text_exactly_once(texts, evidence):
    assert list(map(str, missing_quotes(evidence, texts))) == []
    assert texts_not_at_hand(evidence, texts) == []


def test_no_prefix_or_suffix_stands_where_the_words_occur_once(texts, evidence):
    needless = {
        (each.document, each.proof.exact)
        for each in evidence
        if isinstance(each.proof, Quote)
        and (each.proof.prefix or each.proof.suffix)
        and texts[each.document].count(each.proof.exact) == 1
    }
    assert needless == set()


def test_the_names_of_private_people_stay_out(texts):
    (contact,) = re.findall(r"^(.+) tel\. ", texts[EntityId("document/lublin-sami-sobie")], re.MULTILINE)
    seeds = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.yaml"))
    assert len(contact.split()) == 4
    assert not [name for name in re.findall(r"\w+", contact) if name in seeds]


def test_all_that_the_seeds_state_has_evidence(records, evidence):
    by_subject = {record.id: [each for each in evidence if each.subject == record.id] for record in records}
    found = coverage((record, by_subject[record.id]) for record in records)
    assert found.statements == found.proven > 500


def test_the_sums_of_the_announcements_come_out(records):
    made = sums(records)
    assert [str(each) for each in made if each.project == "project/sami-sobie-lublin"] == [
        "project/sami-sobie-lublin: hours of training modules: 48 + 56 + 48 = 152",
        "project/sami-sobie-lublin: people with hard outcomes: 60 + 20 = 80",
    ]
    assert [(sorted(each.parts), each.whole) for each in made if each.project.endswith("makroregion-ii")] == [
        ([880, 1140], 2020)
    ]
    assert len(made) == 3
    assert all(each.holds for each in made)
    assert list(reversed_spans(records)) == []


def proof(exact: str, prefix: str = "", suffix: str = "") -> Evidence:
    return Evidence(WORK, ("title",), Text("x"), PAGE, Quote(exact, prefix, suffix), implied=False, preferred=False)


def test_a_quote_that_is_not_in_the_text_is_reported():
    (error,) = missing_quotes([proof("two words"), proof("words")], {PAGE: "two  words"})
    assert isinstance(error, QuoteNotFound)
    assert (error.document, error.exact) == (PAGE, "two words")


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (proof("na"), "contains 'na' 2 times"),
        (proof("ana"), "contains 'ana' 2 times"),
        (proof("na", prefix="x"), "does not contain 'xna'"),
        (proof("na", prefix="ba"), None),
        (proof("an", suffix="as"), None),
        (proof("1 140"), "does not contain '1 140'"),
        (proof("1\u00a0140"), None),
    ],
)
def test_prefix_and_suffix_make_a_quote_the_only_one(quote, found):
    errors = list(missing_quotes([quote], {PAGE: "bananas 1\u00a0140"}))
    assert (found in str(errors[0])) if found else errors == []
    assert all(isinstance(error, EvidenceError) for error in errors)


def test_a_quote_whose_text_is_not_at_hand_is_said_to_be_so():
    assert list(missing_quotes([proof("words")], {})) == []
    assert texts_not_at_hand([proof("words")], {}) == [PAGE]
    assert texts_not_at_hand([proof("words")], {PAGE: ""}) == []


def test_a_row_needs_no_text():
    row = Evidence(WORK, ("title",), None, PAGE, Row("t", "1"), implied=False, preferred=False)
    assert list(missing_quotes([row], {PAGE: ""})) == []
    assert texts_not_at_hand([row], {}) == []


def test_texts_are_matched_by_what_they_hold_not_by_their_names(tmp_path):
    content = "zaż\r\n".encode()
    (tmp_path / "any.name").write_bytes(content)
    (tmp_path / "other").write_bytes(b"\xff")
    (tmp_path / "folder").mkdir()
    checksum = f"sha256:{hashlib.sha256(content).hexdigest()}"
    documents = [Record(PAGE, "Document", {"checksum": checksum}), Record(EntityId("document/x"), "Document", {})]
    assert texts_at_hand(documents, tmp_path) == {PAGE: "zaż\r\n"}


def test_a_folder_that_is_not_there_is_an_error_of_one_line(tmp_path):
    with pytest.raises(SourceError, match="absent:1: cannot be read: No such file or directory"):
        texts_at_hand([], tmp_path / "absent")


def test_coverage_counts_each_value_of_a_list_and_each_language():
    record = Record(WORK, "Project", {"title": (Text("a", "pl"), Text("b", "en")), "year": 2008, "identifiers": ()})
    one = Evidence(WORK, ("title",), Text("a", "pl"), PAGE, Quote("a"), implied=False, preferred=False)
    assert coverage([(record, [])]) == Coverage(3, 0)
    assert coverage([(record, [one])]) == Coverage(3, 1)
    row = Evidence(WORK, ("year", "title"), None, PAGE, Row("t", "1"), implied=False, preferred=False)
    assert coverage([(record, [one, row])]) == Coverage(3, 3)
    other = Record(EntityId("place/a"), "City", {"identifiers": (Identifier("NUTS", "a"), Identifier("NUTS", "b"))})
    wrong = Evidence(WORK, ("year",), 2009, PAGE, Quote("2009"), implied=False, preferred=False)
    assert coverage([(other, []), (record, [wrong])]) == Coverage(5, 0)


def part(kind: str, /, **values: object) -> Record:
    return Record(EntityId(f"{kind.lower()}/x"), kind, {"project": WORK, **values})


def hard(count: int, unit: str) -> Record:
    return part("Outcome", kind="HARD", count=count, unit=(Text(unit),))


def places(*names: str) -> tuple[EntityId, ...]:
    return tuple(EntityId(f"place/{name}") for name in names)


@pytest.mark.parametrize(
    ("records", "made"),
    [
        (
            [part("Activity", kind="MODULE", hours=8), part("Activity", kind="MODULE", hours=4), hard(12, "hours")],
            [(8, 4)],
        ),
        ([part("Activity", kind="MODULE", hours=8), part("Activity", kind="MODULE"), hard(12, "hours")], []),
        ([part("Activity", kind="COURSE", hours=8), hard(12, "godzin")], []),
        ([part("Activity", kind="MODULE", hours=8), hard(12, "egz.")], []),
        ([part("Activity", kind="MODULE", hours=8), part("Outcome", kind="SOFT", count=8, unit=(Text("h"),))], []),
        ([part("ParticipantGroup", count=3, places=places("a", "b")), part("ParticipantGroup", count=3)], []),
        (
            [
                part("ParticipantGroup", count=6, places=places("a", "b", "c")),
                part("ParticipantGroup", count=1, places=places("a")),
                part("ParticipantGroup", count=5, places=places("c", "b")),
            ],
            [(1, 5)],
        ),
        (
            [
                part("ParticipantGroup", count=6, places=places("a", "b", "c")),
                part("ParticipantGroup", count=1, places=places("a", "b")),
                part("ParticipantGroup", count=5, places=places("c", "b")),
            ],
            [],
        ),
        ([hard(2, "osoby"), hard(3, "osób"), part("ParticipantGroup", count=5)], [(2, 3)]),
        ([hard(2, "osoby"), part("ParticipantGroup", count=5)], []),
        ([Record(WORK, "Project", {})], []),
    ],
)
def test_sums_are_made_only_of_what_belongs_together(records, made):
    found = sums(records)
    assert [each.parts for each in found] == made
    assert all(each.holds for each in found)


def test_a_sum_that_does_not_come_out_says_so():
    assert str(Sum(WORK, "hours", (1, 2), 4)) == "project/work: hours: 1 + 2 = 3, not 4"
    assert not Sum(WORK, "hours", (1, 2), 4).holds


def test_what_ends_before_it_begins_is_found():
    def span(start: str, end: str) -> Record:
        return Record(WORK, "Project", {"startDate": PartialDate(start), "endDate": PartialDate(end)})

    assert (
        list(reversed_spans([span("2008", "2008-01"), span("2008-05-02", "2008-05"), Record(PAGE, "Document")])) == []
    )
    assert list(reversed_spans([span("2008-06", "2008-05")])) == [WORK]
