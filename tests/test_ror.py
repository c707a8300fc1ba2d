"""ROR: records of both schemas become organisations with names, places and identifiers; every row is accounted for."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from test_tables import SHARED, needs_shared

from graph.importing.drafts import Draft
from graph.importing.files.rows import SourceRow
from graph.importing.files.tables import TableOptions, open_table
from graph.importing.language.mapping import Mapping, read_mapping
from graph.importing.language.table_mapping import TableMapping
from graph.importing.places.countries import Country
from graph.importing.places.places import Answer, Homonyms, Place, Unknown
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier
from graph.records import Row
from graph.store import Store
from graph.values import EntityId, Text
from ogniwo import main

MODEL = Model.of(Base)
MAPPING = Path(__file__).parent.parent / "mappings" / "ror.yaml"
POLISH = SHARED / "ror" / "ror_records_PL.jsonl"
GEONAMES = EntityId("document/geonames")


class Countries:
    """A gazetteer that knows countries alone: ROR says of a town which it is."""

    document = Draft(GEONAMES, "Document", {"title": (Text("GeoNames", "en"),)}, GEONAMES, Row("register", "1"))

    def find(
        self,
        name: str,
        country: str | None = None,  # noqa: ARG002
        region: str | None = None,  # noqa: ARG002
        kind: str | None = None,  # noqa: ARG002
        *,
        homonyms: Homonyms = Homonyms.REPORT,  # noqa: ARG002
        inflected: bool = False,  # noqa: ARG002
    ) -> Answer:
        return Unknown(f"no town {name!r}")

    def drafts(self, place: Place) -> Sequence[Draft]:  # noqa: ARG002
        return ()

    def country(self, name: str) -> Country | None:
        return Country(name, name, 1) if len(name) == 2 else None

    def country_draft(self, country: Country) -> Draft:
        return Draft(
            EntityId(f"place/{country.code.lower()}"), "Country", {"name": (Text("-"),)}, GEONAMES, Row("c", "1")
        )


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return read_mapping(MAPPING, MODEL, Countries)


RECORD = {
    "id": "https://ror.org/05rrcem69",
    "status": "active",
    "types": ["education", "funder"],
    "names": [
        {"value": "UW", "types": ["acronym"], "lang": None},
        {"value": "Uniwersytet Warszawski", "types": ["label"], "lang": "pl"},
        {"value": "Universitas Varsoviensis", "types": ["label"], "lang": None},
        {"value": "University of Warsaw", "types": ["ror_display", "label"], "lang": "en"},
        {"value": "Warsaw's University", "types": ["label"], "lang": "en"},
        {"value": "Warschauer Universität", "types": ["label"], "lang": "Deutsch!"},
        {"value": "Old name", "types": ["alias"], "lang": "en"},
    ],
    "links": [{"type": "wikipedia", "value": "http://w"}, {"type": "website", "value": "https://uw.example/"}],
    "locations": [{"geonames_id": 756135, "geonames_details": {"name": "Warsaw", "country_code": "PL"}}],
    "external_ids": [
        {"type": "isni", "preferred": None, "all": ["0000 0004 1937 1290"]},
        {"type": "grid", "preferred": "grid.12847.38", "all": ["grid.12847.38"]},
        {"type": "wikidata", "preferred": None, "all": ["Q144488"]},
        {"type": "fundref", "preferred": None, "all": ["501100001854"]},
    ],
    "relationships": [
        {"type": "related", "id": "https://ror.org/0"},
        {"type": "parent", "id": "https://ror.org/05rrcem69"},
    ],
}
OLD = {
    "id": "https://ror.org/05rrcem69",
    "status": "active",
    "name": "University of Warsaw",
    "types": ["Education"],
    "acronyms": ["UW"],
    "links": ["https://uw.example/"],
    "labels": [{"label": "Uniwersytet Warszawski", "iso639": "pl"}, {"label": "Universitas", "iso639": None}],
    "addresses": [{"geonames_city": {"id": 756135, "city": "Warsaw"}}],
    "country": {"country_code": "PL"},
    "external_ids": {
        "ISNI": {"all": ["0000 0004 1937 1290"]},
        "GRID": {"all": "grid.12847.38"},
        "Wikidata": {"all": ["Q144488"]},
    },
    "relationships": [{"type": "Parent", "id": "https://ror.org/05rrcem69"}],
}
IDENTIFIERS = {
    Identifier("ROR", "05rrcem69"),
    Identifier("ISNI", "0000000419371290"),
    Identifier("GRID", "grid.12847.38"),
    Identifier("WIKIDATA", "Q144488"),
}


def read(mapping: Mapping, table: str, **changes: object) -> tuple[list[Draft], list[str]]:
    record = {**(OLD if table.endswith("1") else RECORD), **changes}
    row = SourceRow(7, record)
    assert [name for name, each in mapping.tables.items() if each.admits(row)] == [table, "parents"]
    found = mapping.tables[table].read(row)
    return list(found.drafts), [each.reason for each in found.omissions]


def test_a_record_of_schema_2_is_an_organisation_in_its_town(mapping: Mapping):
    (country, city, organization), left_out = read(mapping, "organizations")
    assert (country.id, city.id, organization.id) == ("place/pl", "place/geonames-756135", "organization/ror-05rrcem69")
    assert city.values["identifiers"] == (Identifier("GEONAMES", "756135"),)
    assert city.values["country"] == country.id
    assert (organization.kind, organization.values["kind"]) == ("Institution", "UNIVERSITY")
    assert set(organization.values["name"]) == {
        Text("University of Warsaw", "en"),
        Text("Uniwersytet Warszawski", "pl"),
        Text("Universitas Varsoviensis", "und"),
    }
    assert left_out == [
        "name in en is already 'University of Warsaw'; this one is left out",
        "name in und is already 'Universitas Varsoviensis'; this one is left out",
    ]
    assert (organization.values["abbreviation"], organization.values["website"]) == ("UW", "https://uw.example/")
    assert organization.values["place"] == city.id
    assert set(organization.values["identifiers"]) == IDENTIFIERS
    assert organization.row == Row("organizations", "05rrcem69")


def test_a_record_of_schema_1_is_the_same_but_for_the_language_of_its_name(mapping: Mapping):
    new, _ = read(mapping, "organizations")
    old, left_out = read(mapping, "organizations of schema 1")
    assert [each.id for each in old] == [each.id for each in new]
    for name in ("abbreviation", "website", "kind", "place"):
        assert old[-1].values[name] == new[-1].values[name]
    assert set(old[-1].values["identifiers"]) == IDENTIFIERS
    assert old[-1].values["name"] == (Text("University of Warsaw", "und"), Text("Uniwersytet Warszawski", "pl"))
    assert left_out == ["name in und is already 'University of Warsaw'; this one is left out"]


@pytest.mark.parametrize(
    ("types", "name", "kind", "code"),
    [
        (["nonprofit"], "Fundacja na rzecz Nauki Polskiej", "Foundation", "FOUNDATION"),
        (["funder", "nonprofit"], "VolkswagenStiftung", "Foundation", "FOUNDATION"),
        (["funder", "other"], "Suomen Kulttuurirahasto säätiö", "Foundation", "FOUNDATION"),
        (["funder"], "Stiftelsen Tornspiran", "Foundation", "FOUNDATION"),
        (["funder", "government"], "U.S. National Science Foundation", "Institution", "PUBLIC_BODY"),
        (["facility"], "National Science Foundation Ice Core Facility", "Institution", "RESEARCH_INSTITUTE"),
        (["nonprofit"], "Foundational Questions Institute", "Institution", "OTHER"),
        (["funder"], "Somebody", "Institution", None),
        (["healthcare"], "Hospital", "Institution", "HOSPITAL"),
        (["company", "funder"], "Company", "Institution", "COMPANY"),
        (["archive"], "Archive", "Institution", "OTHER"),
    ],
)
def test_what_is_a_foundation_is_said_by_its_types_and_its_name(
    mapping: Mapping, types: list[str], name: str, kind: str, code: str | None
):
    names = [{"value": name, "types": ["ror_display", "label"], "lang": "en"}]
    for drafts, _ in (
        read(mapping, "organizations", types=types, names=names),
        read(
            mapping, "organizations of schema 1", types=[each.title() for each in types if each != "funder"], name=name
        ),
    ):
        if code is None and "schema" in drafts[-1].row.table:
            continue  # schema 1 has no funders
        assert (drafts[-1].kind, drafts[-1].values.get("kind")) == (kind, code)


@pytest.mark.parametrize("status", ["withdrawn", "inactive", None])
def test_what_was_withdrawn_is_set_aside(mapping: Mapping, status: str | None):
    for record in (RECORD, OLD):
        assert not any(each.admits(SourceRow(1, {**record, "status": status})) for each in mapping.tables.values())


def test_the_first_parent_is_the_parent(mapping: Mapping):
    for record in (RECORD, OLD):
        (draft,) = mapping.tables["parents"].read(SourceRow(1, record)).drafts
        assert draft.values == {"parent": Identifier("ROR", "05rrcem69")}
        assert draft.id == "organization/ror-05rrcem69"


def test_an_identifier_that_is_none_is_left_out_and_told(mapping: Mapping):
    drafts, left_out = read(
        mapping, "organizations", external_ids=[{"type": "isni", "preferred": None, "all": ["0000 0004 1937 1291"]}]
    )
    assert drafts[-1].values["identifiers"] == (Identifier("ROR", "05rrcem69"),)
    assert "its check digit is wrong" in left_out[-1]


def counts(table: TableMapping, path: Path) -> tuple[int, int]:
    """Return how many rows a table speaks of, and how many entities they give."""
    rows = [row for row in open_table(path, TableOptions(**table.options)) if table.admits(row)]
    return len(rows), len({draft.id for row in rows for draft in table.read(row).drafts})


@needs_shared
def test_every_polish_record_is_read(mapping: Mapping):
    assert {name: counts(table, POLISH)[0] for name, table in mapping.tables.items()} == {
        "organizations": 310,
        "organizations of schema 1": 90,
        "parents": 54,
    }


@needs_shared
def test_polish_records_come_into_the_graph_and_the_second_time_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/ror.db"

    def report(*files: Path) -> list[dict[str, int]]:
        with suppress(SystemExit):  # some are rejected: 3
            main(["import", "--quiet", "--database", url, "--report", "report.json", "ror", *map(os.fspath, files)])
        found = json.loads(Path("report.json").read_text(encoding="utf-8"))
        return [
            {each: table[each] for each in ("read", "written", "unchanged", "rejected", "setAside")}
            for table in found["tables"]
        ]

    first = report(POLISH)
    assert first == [
        {"read": 427, "written": 310, "unchanged": 0, "rejected": 0, "setAside": 117},
        {"read": 427, "written": 90, "unchanged": 0, "rejected": 0, "setAside": 337},
        {"read": 427, "written": 49, "unchanged": 0, "rejected": 5, "setAside": 373},
    ]
    again = report(POLISH)
    assert [each["unchanged"] for each in again] == [each["written"] for each in first]
    assert sum(each["written"] for each in again) == 0
    # Their parents are abroad: they stand ready to be mended, and are imported for that table alone.
    assert report(tmp_path / "ror_records_PL.jsonl.parents.rejected.jsonl") == [
        {"read": 5, "written": 0, "unchanged": 0, "rejected": 5, "setAside": 0}
    ]
    store = Store.open(url, MODEL)
    known = {str(record.id): record for record, _ in store.records()}
    store.close()
    bearing = [
        each for each in known.values() if any(one.scheme == "ROR" for one in each.values.get("identifiers", ()))
    ]
    assert sum(one.scheme == "ROR" for each in bearing for one in each.values["identifiers"]) == 400
    assert sum(each.kind == "Foundation" for each in bearing) == 13
    assert all(each.values["place"] in known for each in bearing)


@needs_shared
def test_two_organisations_with_one_item_of_wikidata_are_not_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """ROR gives an institute and its observatory, which have numbers of their own, one item."""
    monkeypatch.chdir(tmp_path)
    lines = POLISH.read_text(encoding="utf-8").splitlines()
    two = [line for line in lines if json.loads(line)["id"][-9:] in {"022ah1092", "03zm2br59"}]
    Path("ror.jsonl").write_text("\n".join(two), encoding="utf-8")
    with pytest.raises(SystemExit):  # their parents are not among them
        main(["import", "--quiet", "--database", f"sqlite:///{tmp_path}/two.db", "ror", "ror.jsonl"])
    store = Store.open(f"sqlite:///{tmp_path}/two.db", MODEL)
    found = [record.values.get("identifiers", ()) for record, _ in store.records()]
    store.close()
    assert max(sum(one.scheme == "ROR" for one in each) for each in found) == 1
