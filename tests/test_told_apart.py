"""Two drafts of one entity in a row, by a gazetteer and by a table, are of whoever either of them means."""

from pathlib import Path

from graph.importing.batches import Recent
from graph.importing.drafts import Draft, Reading
from graph.importing.identities import Identities
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.records import Row, Source
from graph.store import Store
from graph.values import EntityId

MODEL = Model.of(Base)
TOWN, SEEDED, REGION = map(EntityId, ("place/lublin-765876", "place/lublin", "place/nuts-pl814"))
BODY = EntityId("organization/a")
NUMBER = Identifier("GEONAMES", "765876")
BY_GAZETTEER = Draft(TOWN, "City", {"identifiers": (NUMBER,)}, EntityId("document/geonames"), Row("cities", "1"))
BY_TABLE = Draft(TOWN, "City", {"parent": REGION}, EntityId("document/list"), Row("rows", "1"))
LINKED = Draft(BODY, "Institution", {"place": TOWN}, EntityId("document/list"), Row("rows", "1"))


def test_the_draft_that_bears_an_identifier_says_who_both_are(tmp_path: Path, seeds: list[Source]):
    store = Store.create(f"sqlite:///{tmp_path / 'graph.db'}", MODEL, seeds)
    for first, second in ((BY_GAZETTEER, BY_TABLE), (BY_TABLE, BY_GAZETTEER)):
        with store.writing() as writer:
            told, problems = Identities().told(writer, {0: Reading(1, [first, second, LINKED])})
        assert problems == {}
        assert [each.id for each in told[0].drafts] == [SEEDED, SEEDED, BODY]
        assert told[0].drafts[2].values["place"] == SEEDED
    store.close()


def test_what_one_document_said_last_is_not_forgotten_for_what_another_says():
    recent = Recent()
    recent.add([BY_GAZETTEER, BY_TABLE])
    assert recent.has(BY_GAZETTEER)
    assert recent.has(BY_TABLE)
