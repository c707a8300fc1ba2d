"""The changes of a graph tell what it was after each revision, for good: whatever was written, merged or withdrawn."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cluster import Databases
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.changes import Change, Changes, Page, Position
from graph.errors import InvalidValue
from graph.history import State
from graph.importing.drafts import Draft
from graph.importing.patches import patch
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.rdf.stream import NQuads, Stream, TriG
from graph.rdf.triples import Description
from graph.rdf.turtle import NTriples
from graph.records import Quote, Row, Source, Statement
from graph.store import Store
from graph.values import EntityId, Text

MODEL = Model.of(Base)
BASE = "https://example.org/"
NTRIPLES = NTriples(MODEL, BASE)
DESCRIPTION = Description(MODEL, NTRIPLES)
STREAMS = [Stream(MODEL, syntax(MODEL, BASE), BASE) for syntax in (TriG, NQuads)]
SIZE, MOST = 4, 3_000
START = Position(0)

KINDS = {
    **{EntityId(f"organization/{each}"): "Institution" for each in "abc"},
    **{EntityId(f"place/{each}"): "City" for each in "de"},
    **{EntityId(f"participation/{each}"): "Participation" for each in "gh"},
    EntityId("project/f"): "Project",
}
ORGANIZATIONS, PLACES, PARTS = (
    [each for each in KINDS if each.prefix == kind] for kind in ("organization", "place", "participation")
)
names = st.sampled_from(("Łęczna", "Dębica", 'a "quoted"\nname')).flatmap(
    lambda text: st.sampled_from(("pl", "en", "und")).map(lambda language: Text(text, language))
)
VALUES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "organization": {
        "name": names,
        "place": st.sampled_from(PLACES),
        "parent": st.sampled_from(ORGANIZATIONS),
        "abbreviation": st.sampled_from(("A", "B")),
        "identifiers": st.sampled_from((Identifier("WIKIDATA", "Q1"), Identifier("WIKIDATA", "Q2"))),
    },
    "place": {"name": names, "code": st.sampled_from(("1", "2")), "parent": st.sampled_from(PLACES)},
    "project": {"title": names, "acronym": st.sampled_from(("X", "Y"))},
    "participation": {
        "project": st.just(EntityId("project/f")),
        "organization": st.sampled_from(ORGANIZATIONS),
        "role": st.sampled_from(("COORDINATOR", "PARTNER")),
    },
}
REQUIRED = {
    "organization": {"name"},
    "place": {"name"},
    "project": {"title"},
    "participation": {"project", "organization", "role"},
}
documents = st.sampled_from([EntityId(f"document/{each}") for each in "xyz"])
proofs = st.one_of(st.just(Quote("words")), st.sampled_from("12").map(lambda row: Row("a table", row)))


@st.composite
def facts(draw: st.DrawFn) -> dict[EntityId, dict[str, Any]]:
    """Draw what may be said of some entities: what they must have, and perhaps more."""
    said = {}
    for name in draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=5, unique=True)):
        values = VALUES[name.prefix]
        chosen = REQUIRED[name.prefix] | set(draw(st.lists(st.sampled_from(sorted(values)), max_size=2)))
        said[name] = {item: draw(values[item]) for item in sorted(chosen)}
    return said


def source(document: EntityId, said: dict[EntityId, dict[str, Any]], proof: Quote | Row, *, preferred: bool) -> Source:
    """Return a source that says it, and what its own title is."""
    statements = [
        Statement(name, item, value, proof, preferred=preferred)
        for name, values in said.items()
        for item, value in values.items()
    ]
    title = Statement(document, "title", Text(document), Quote("title"))
    kinds = {document: "Document", **{name: KINDS[name] for name in said}}
    return Source(document, document, kinds, (title, *statements))


def drafts(document: EntityId, said: dict[EntityId, dict[str, Any]], row: str) -> list[Draft]:
    """Return what a row of a table says, its document first."""
    of_row = Row("a table", row)
    first = Draft(document, "Document", {"title": (Text(document),)}, document, Row("mapping", "document"))
    several = {"name", "title", "identifiers"}
    return [
        first,
        *(
            Draft(
                name,
                KINDS[name],
                {each: (value,) if each in several else value for each, value in values.items()},
                document,
                of_row,
            )
            for name, values in said.items()
        ),
    ]


def lines(states: Iterable[tuple[EntityId, State]]) -> dict[EntityId, str]:
    """Return what is said of each entity that is there, in N-Triples."""
    found = {}
    for name, state in states:
        if state.record:
            blocks = DESCRIPTION.blocks(state.record, state.evidence, state.others)
            found[name] = "".join(NTRIPLES.block(*block) for block in blocks)
    return found


def exported(store: Store) -> dict[EntityId, str]:
    merged = store.merges()
    return lines(
        (record.id, State(record, proofs, tuple(merged.get(record.id, ())))) for record, proofs in store.records()
    )


def pages(changes: Changes, begin: Position = START) -> Iterator[tuple[Position, Page]]:
    """Yield each page from a position on."""
    while True:
        page = changes.page(begin)
        assert page is not None
        yield begin, page
        if not page.is_full:
            return
        begin = page.end


def followed(changes: Changes, begin: Position = START) -> list[Change]:
    return [change for _, page in pages(changes, begin) for change in page.changes]


class Histories(RuleBasedStateMachine):
    """A graph that is written in every way there is, and what its export said after each revision."""

    databases: Databases

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.new()
        self.store = Store.create(self.url, MODEL)
        self.changes = Changes(self.store, SIZE, MOST)
        self.exports: dict[int, dict[EntityId, str]] = {0: {}}
        self.full: dict[tuple[Position, Any], str] = {}

    def teardown(self) -> None:
        self.everything_is_as_it_was()
        self.store.close()
        self.databases.remove(self.url)

    def attempt(self, write: Any, *arguments: Any) -> None:
        """Write, if the graph takes it; remember what the export says now."""
        try:
            write(*arguments)
        except InvalidValue:
            assert self.store.revision() == max(self.exports)
        self.exports[self.store.revision()] = exported(self.store)

    @rule(document=documents, said=facts(), proof=proofs, preferred=st.booleans())
    def a_document_is_read(self, document: EntityId, said: Any, proof: Any, preferred: bool) -> None:
        self.attempt(self.store.write, [source(document, said, proof, preferred=preferred)])

    @rule(said=st.lists(facts(), min_size=2, max_size=2), some=st.lists(documents, min_size=2, max_size=2, unique=True))
    def documents_are_read_at_once(self, said: Any, some: Any) -> None:
        sources = [
            source(document, each, Quote("words"), preferred=False) for document, each in zip(some, said, strict=True)
        ]
        self.attempt(self.store.write, sources)

    @rule(document=documents, batches=st.lists(facts(), min_size=1, max_size=3))
    def a_table_is_imported(self, document: EntityId, batches: Any) -> None:
        self.attempt(self._import, document, batches)

    def _import(self, document: EntityId, batches: Sequence[dict[EntityId, dict[str, Any]]]) -> None:
        """Write batches of one revision, as an import that is all or nothing does."""
        with self.store.writing() as writer:
            number = None
            for row, said in enumerate(batches):
                made = patch(writer, drafts(document, said, str(row)), document)
                for name, reason in writer.refusals(made.changed, made.before).items():
                    raise InvalidValue(f"{name}: {reason}")
                if made.changed:
                    number = number or writer.begin_revision("import")
                    writer.save(made.changed, made.before, number)

    def pairs(self) -> list[tuple[EntityId, EntityId]]:
        there = self.exports[max(self.exports)]
        return [
            (one, other)
            for one in there
            for other in there
            if one != other and one.prefix == other.prefix != "document"
        ]

    @precondition(lambda self: self.pairs())
    @rule(data=st.data())
    def two_are_merged(self, data: st.DataObject) -> None:
        self.attempt(self.store.merge, *data.draw(st.sampled_from(self.pairs())))

    def merged(self) -> list[EntityId]:
        return sorted(each for others in self.store.merges().values() for each in others)

    @precondition(lambda self: self.merged())
    @rule(data=st.data())
    def a_merge_is_undone(self, data: st.DataObject) -> None:
        self.attempt(self.store.unmerge, data.draw(st.sampled_from(self.merged())))

    @invariant()
    def full_pages_are_remembered(self) -> None:
        newest = max((begin for begin, _ in self.full if begin != START), default=START)
        self.remember(pages(self.changes, newest))

    def remember(self, some: Iterable[tuple[Position, Page]]) -> None:
        for begin, page in some:
            for stream in STREAMS:
                text = stream.page(begin, page)
                if page.is_full:
                    assert self.full.setdefault((begin, stream), text) == text

    def everything_is_as_it_was(self) -> None:
        self.remember(pages(self.changes))
        graph: dict[EntityId, str] = {}
        found = followed(self.changes)
        assert found == sorted(found, key=lambda each: each.revision)
        for number, wanted in sorted(self.exports.items()):
            made = [each for each in found if each.revision == number]
            assert len({each.entity for each in made}) == len(made)
            for each in made:
                graph.pop(each.entity, None)
                assert each == self.changes.change(number, each.entity)
            graph |= lines((each.entity, each.state) for each in made)
            assert graph == wanted
            since = followed(self.changes, Position(number))
            assert since == [each for each in found if each.revision > number]
        assert len({each.revision for each in found}) == len({each.time for each in found})
        assert [each.time for each in found] == sorted(each.time for each in found)


def test_changes_tell_what_the_export_said_after_every_revision(databases: Databases):
    machine = type("Machine", (Histories,), {"databases": databases})
    several = settings(max_examples=30 if databases.name == "sqlite" else 6, stateful_step_count=15)
    run_state_machine_as_test(machine, settings=several)
