"""The mappings that are shipped, on the files that they are for: every row read, and what it says as the file has it."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.importing.drafts import Draft, Problem, RowRejected
from graph.importing.files.rows import SourceRow, TableOptions
from graph.importing.files.tables import open_table
from graph.importing.language.mapping import Mapping as Meaning
from graph.importing.language.mapping import read_mapping
from graph.importing.language.persons import names_person
from graph.importing.places.gazetteer import Gazetteer
from graph.kinds import Model
from graph.model import Base
from graph.properties import Identifier

HOME = Path(__file__).parent.parent
DATA = HOME.parent / "shared" / "data"
MODEL = Model.of(Base)
KEEP, ESF = DATA / "keep_interreg", DATA / "pl_structural_funds"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public data is not in {DATA}: see docs/data.md")


class Read(NamedTuple):
    """What was read of a file."""

    rows: Sequence[SourceRow]
    drafts: Sequence[Sequence[Draft]]
    problems: Sequence[Problem]
    omissions: Sequence[Problem]

    def of(self, *kinds: str) -> dict[str, Draft]:
        """Return the drafts of some kinds by id, the first of each."""
        found: dict[str, Draft] = {}
        for draft in (each for drafts in self.drafts for each in drafts if each.kind in kinds):
            found.setdefault(draft.id, draft)
        return found


def mapping(name: str, gazetteer: Gazetteer) -> Meaning:
    return read_mapping(HOME / "mappings" / f"{name}.yaml", MODEL, lambda: gazetteer)


def read(meaning: Meaning, path: Path) -> Read:
    (table,) = meaning.tables_of(str(path))
    file = open_table(path, TableOptions(**table.options))
    table.check(str(path), file.columns)
    found = Read([], [], [], [])
    for row in file:
        assert isinstance(row, SourceRow)
        found.rows.append(row)
        try:
            assert table.admits(row)
            reading = table.read(row)
        except RowRejected as error:
            found.problems.append(error.problem)
            continue
        found.drafts.append(reading.drafts)
        found.omissions.extend(reading.omissions)
    return found


@pytest.fixture(scope="module")
def projects(gazetteer: Gazetteer) -> Read:
    return read(mapping("keep", gazetteer), KEEP / "keep_2014_2020_projects.csv")


@pytest.fixture(scope="module")
def partners(gazetteer: Gazetteer) -> Read:
    return read(mapping("keep", gazetteer), KEEP / "keep_2014_2020_partners.csv")


@pytest.fixture(scope="module")
def esf(gazetteer: Gazetteer) -> Read:
    return read(mapping("esf-poland", gazetteer), ESF / "Poland_ESF_2014_2020.csv")


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


def total(drafts: Mapping[str, Draft], name: str) -> Decimal:
    return sum((Decimal(each.values[name].amount) for each in drafts.values() if name in each.values), Decimal())


def test_every_row_of_keep_comes_in(projects: Read, partners: Read):
    assert (len(projects.rows), projects.problems) == (1_891, [])
    assert (len(partners.rows), partners.problems) == (8_621, [])


def test_39_projects_stand_in_the_file_twice_and_differ_in_their_lead_partner_alone(projects: Read):
    by_name: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in projects.rows:
        by_name[row.cells["Programme"], row.cells["Acronym"]].append(row.cells)
    pairs = [rows for rows in by_name.values() if len(rows) > 1]
    assert len(pairs) == 39
    for one, other in pairs:
        different = {name for name in one if one[name] != other[name]}
        assert different <= {"Lead Partner", "Street", "Postal code", "Town", "Country"}
        assert {one["Country"], other["Country"]} == {"Sweden", "Norway"}
    assert len(projects.of("Project")) == len(by_name) == 1_852


def test_each_project_has_its_lead_partner_and_39_have_two(projects: Read, partners: Read):
    leads = Counter(
        each.values["project"] for each in partners.of("Participation").values() if each.values["role"] == "COORDINATOR"
    )
    assert leads.keys() == projects.of("Project").keys()
    assert Counter(leads.values()) == {1: 1_813, 2: 39}
    named = {(row.cells["Programme"], row.cells["Acronym"], row.cells["Lead Partner"]) for row in projects.rows}
    leading = [row.cells for row in partners.rows if row.cells["Lead Partner"] == "Yes"]
    assert {(each["Programme"], each["Acronym"], each["Project Partner"]) for each in leading} == named


def test_a_project_has_as_many_partners_as_the_file_says_but_for_two_that_stand_there_twice(partners: Read):
    counted = Counter(each.values["project"] for each in partners.of("Participation").values())
    rows = Counter(
        next(each.values["project"] for each in drafts if each.kind == "Participation") for drafts in partners.drafts
    )
    assert sum(counted.values()) == 8_619
    assert {name: rows[name] - counted[name] for name in rows if rows[name] != counted[name]} == {
        "project/keep-interreg-v-a-germany-the-netherlands_mind": 1,
        "project/keep-interreg-vb-baltic-sea_baltic-lines": 1,
    }


def test_the_66_programmes_stand_under_interreg(projects: Read):
    programmes = [each for each in projects.of("Programme").values() if each.values.get("level") == "PROGRAMME"]
    assert len(programmes) == 66
    assert {each.values["parent"] for each in programmes} == {"programme/interreg"}


def test_the_money_of_keep_is_that_of_the_file(projects: Read):
    rows = {(row.cells["Programme"], row.cells["Acronym"]): row.cells for row in projects.rows}.values()
    found = projects.of("Project")
    assert total(found, "budget") == sum(amount(each["Budget"]) for each in rows)
    assert total(found, "euContribution") == sum(amount(each["EU Funding"]) for each in rows)
    grants = projects.of("Funding")
    for name, column in (("eni", "ENI budget"), ("equivalent", "ERDF eq. budget")):
        of_fund = {key: each for key, each in grants.items() if each.values["programme"].endswith(f"_{name}")}
        assert total(of_fund, "amount") == sum(amount(each[column]) for each in rows)


def test_grants_add_up_to_what_the_union_pays_with_what_others_pay_in_its_place_or_without(projects: Read):
    grants: dict[str, Counter[bool]] = defaultdict(Counter)
    for each in projects.of("Funding").values():
        is_equivalent = each.values["programme"].endswith("_equivalent")
        grants[each.values["project"]][is_equivalent] += int(each.values["amount"].hundredths)
    assert grants.keys() == projects.of("Project").keys()
    differs = [
        found.values["acronym"]
        for name, found in projects.of("Project").items()
        if not any(
            abs(grants[name][False] + others - found.values["euContribution"].hundredths) <= 100
            for others in (0, grants[name][True])
        )
    ]
    assert len(differs) == 9
    assert {"BLUEMED", "LOCATIONS", "MPA-ADAPT", "ECOPORTIL", "PV-ESTIA", "WetMainAreas"} < set(differs)


def test_a_partner_is_in_its_town_which_is_in_its_region(partners: Read):
    drafts = next(
        drafts for drafts, row in zip(partners.drafts, partners.rows, strict=True) if row.cells["Town"] == "LUGO"
    )
    by_kind = {each.kind: each for each in drafts}
    assert by_kind["City"].values["parent"] == "place/nuts-ith57"
    assert by_kind["Institution"].values["place"] == by_kind["City"].id
    region = next(each for each in drafts if each.id == "place/nuts-ith57")
    assert region.values["identifiers"] == (Identifier("NUTS", "ITH57"),)
    assert (region.values["name"][0].text, region.values["parent"]) == ("Ravenna", "place/nuts-ith5")


def test_towns_are_in_one_region_each_but_for_the_capitals_that_spread(partners: Read):
    regions = defaultdict(set)
    for draft in (
        each for drafts in partners.drafts for each in drafts if "parent" in each.values and each.kind == "City"
    ):
        regions[draft.id].add(draft.values["parent"])
    assert len(regions) > 1_900
    assert sum(len(each) > 1 for each in regions.values()) < 15


def test_what_is_left_out_of_keep_is_told(projects: Read, partners: Read):
    assert [(each.number, each.column) for each in projects.omissions] == [
        (921, "Description EN"),
        (1714, "Description EN"),
    ]
    assert {each.column for each in partners.omissions} == {"Town, Country, nuts3"}
    assert len(partners.omissions) < 1_000
    placed = [each for drafts in partners.drafts for each in drafts if each.kind in ("Institution", "Foundation")]
    assert (
        sum("place" in each.values for each in placed) / len(placed) > 0.99
    )  # a region stands in for most of the others


def test_foundations_of_keep_are_foundations(partners: Read):
    names = {each.values["name"][0].text for each in partners.of("Foundation").values()}
    assert len(names) > 150
    assert {
        "Bruno Kessler Foundation",
        "Bodensee-Stiftung",
        "Fundación Deusto",
        "Digitális Esélyegyenlőségi Alapítvány",
    } < names
    assert "Administration of the foundation of the formerly sovereign Philipp Batthyány" not in names


def test_every_row_of_the_polish_list_is_a_project_of_its_own(esf: Read):
    assert (len(esf.rows), esf.problems) == (2_437, [])
    assert len(esf.of("Project")) == 2_437
    assert total(esf.of("Project"), "budget") == sum(Decimal(row.cells["Wartość projektu"]) for row in esf.rows)
    assert total(esf.of("Funding"), "amount") == sum(Decimal(row.cells["Dofinansowanie z EU"]) for row in esf.rows)


def test_both_encodings_of_the_polish_list_say_the_same(esf: Read, gazetteer: Gazetteer):
    other = read(mapping("esf-poland", gazetteer), ESF / "Poland_ESF_2014_2020.utf8.csv")
    assert other.drafts == esf.drafts


def test_the_foundations_of_the_polish_list_are_foundations_and_a_company_of_one_is_not(esf: Read):
    rows = [drafts for drafts in esf.drafts if any(each.kind == "Foundation" for each in drafts)]
    assert len(rows) == 85
    assert len(esf.of("Foundation")) == 59
    company = esf.of("Institution")["organization/lubelska-szkola-biznesu-sp-z-o-o-fundacji-rozwoju-kul"]
    assert company.values["kind"] == "COMPANY"
    assert company.values["name"][0].text == "Lubelska Szkoła Biznesu sp. z o.o. Fundacji Rozwoju KUL"


def test_one_body_under_several_spellings_is_one_organisation(esf: Read):
    spellings = defaultdict(set)
    for draft in (each for drafts in esf.drafts for each in drafts if each.kind in ("Institution", "Foundation")):
        spellings[draft.id].add(draft.values["name"][0].text)
    assert len(spellings) == 1_069
    several = {name: each for name, each in spellings.items() if len(each) > 1}
    assert len(several) == 12
    assert several["organization/powiat-limanowski-powiatowy-urzad-pracy-w-limanowej"] == {
        "Powiat Limanowski- Powiatowy Urząd Pracy w Limanowej",
        "Powiat Limanowski - Powiatowy Urząd Pracy w Limanowej",
    }


def test_the_names_of_people_stay_out_of_the_graph(esf: Read):
    named = [row for row in esf.rows if names_person(row.cells["Nazwa beneficjenta"])]
    assert len(named) == 151
    of_people = {row.number for row in named}
    for row, drafts in zip(esf.rows, esf.drafts, strict=True):
        bodies = [
            each for each in drafts if each.kind in ("Institution", "Foundation") and each.row.row == str(row.number)
        ]
        assert (row.number in of_people) == (not bodies)
    assert not [each for drafts in esf.drafts for each in drafts if "kusinski" in f"{each.id} {each.values}"]


def test_no_name_is_all_in_capitals(esf: Read):
    names = [each.values["name"][0].text for each in esf.of("Institution", "Foundation").values()]
    assert [each for each in names if each.isupper() and len(each) > 12] == []


def test_kinds_are_known_by_names(esf: Read):
    kinds = Counter(each.values.get("kind") for each in esf.of("Institution", "Foundation").values())
    assert kinds["LABOUR_OFFICE"] == 419
    assert (kinds["PCPR"], kinds["MOPS"], kinds["MOPR"], kinds["ROPS"]) == (18, 5, 1, 12)
    assert kinds[None] < 230


def test_a_place_of_the_polish_list_is_never_guessed(esf: Read):
    bedzin = next(each for each in esf.omissions if each.value == "BĘDZINIE, PL")
    assert "Będzin (PL.83" in bedzin.reason
    assert "Będzino (PL.87" in bedzin.reason


def counts(path: Path, encoding: str, delimiter: str) -> Iterator[Mapping[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def test_the_rows_are_those_that_any_reader_of_csv_finds(projects: Read, esf: Read):
    assert [row.cells for row in projects.rows] == list(counts(KEEP / "keep_2014_2020_projects.csv", "utf-8", ","))
    assert [row.cells for row in esf.rows] == list(counts(ESF / "Poland_ESF_2014_2020.utf8.csv", "utf-8", ";"))


def test_the_page_on_data_says_what_came_out(projects: Read, partners: Read, esf: Read):
    page = (HOME / "docs" / "data.md").read_text(encoding="utf-8")
    counted = {
        "rows of projects": len(projects.rows),
        "grants": len(projects.of("Funding")),
        "rows of partners": len(partners.rows),
        "parts in projects": len(partners.of("Participation")),
        "rows": len(esf.rows),
        "organisations": len(esf.of("Institution", "Foundation")),
        "foundations": len(esf.of("Foundation")),
    }
    assert [what for what, count in counted.items() if f"| {what} | {count:,} |" not in page] == []


@pytest.mark.parametrize(
    ("section", "files"),
    [
        ("## keep.eu", [KEEP / "keep_2014_2020_projects.csv", KEEP / "keep_2014_2020_partners.csv"]),
        ("## European Social Fund in Poland", [ESF / "Poland_ESF_2014_2020.utf8.csv"]),
    ],
)
def test_the_page_on_data_speaks_of_every_column_that_is_used(section: str, files: list[Path], gazetteer: Gazetteer):
    page = (HOME / "docs" / "data.md").read_text(encoding="utf-8")
    text = page.partition(section)[2].partition("\n## ")[0]
    meaning = mapping("keep" if "keep" in section else "esf-poland", gazetteer)
    used = {column for file in files for table in meaning.tables_of(str(file)) for column in table.columns}
    stems = {column.partition(" (or")[0].removesuffix(" budget").rstrip("0123456789 ") for column in used}
    assert {each for each in stems if each.removeprefix("Project Name ") not in text} == set()
