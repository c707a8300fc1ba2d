"""Two drafts of one entity in a row, by a gazetteer and by a table, are of whoever either of them means."""

from graph.importing.batches import Recent
from graph.importing.drafts import Draft, Reading
from graph.importing.identities import _Row
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.records import Row
from graph.values import EntityId

MODEL = Model.of(Base)
TOWN, SEEDED, REGION = map(EntityId, ("place/lublin-765876", "place/lublin", "place/nuts-pl814"))
BODY = EntityId("organization/a")
NUMBER = Identifier("GEONAMES", "765876")
BY_GAZETTEER = Draft(TOWN, "City", {"identifiers": (NUMBER,)}, EntityId("document/geonames"), Row("cities", "1"))
BY_TABLE = Draft(TOWN, "City", {"parent": REGION}, EntityId("document/list"), Row("rows", "1"))
LINKED = Draft(BODY, "Institution", {"place": TOWN}, EntityId("document/list"), Row("rows", "1"))


def test_the_draft_that_bears_an_identifier_says_who_both_are():
    for first, second in ((BY_GAZETTEER, BY_TABLE), (BY_TABLE, BY_GAZETTEER)):
        told = list(_Row(MODEL, {NUMBER: SEEDED}, {}, Reading(1, [first, second, LINKED])).drafts())
        assert [each.id for each in told] == [SEEDED, SEEDED, BODY]
        assert told[2].values["place"] == SEEDED


def test_what_one_document_said_last_is_not_forgotten_for_what_another_says():
    recent = Recent()
    recent.add([BY_GAZETTEER, BY_TABLE])
    assert recent.has(BY_GAZETTEER)
    assert recent.has(BY_TABLE)
