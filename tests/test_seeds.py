"""Every line of what the announcements say is in the seed files, and a file that is wrong is refused with its line."""

import textwrap
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from copies import copy_of_model
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from graph.kinds import Model
from graph.model import Base
from graph.notation import written
from graph.properties import Identifier, Party
from graph.records import Quote, Row, Source, Statement
from graph.seeding import seeds
from graph.seeding.seeds import RESERVED, read_seed, read_seeds
from graph.seeding.values import ALL, FLAGS, QUOTE_KEYS, ROW_KEYS
from graph.values import EntityId, Money, PartialDate, Text

MODEL = Model.of(Base)
SEEDS = Path(__file__).parent.parent / "seeds"

LECZNA = "project/europejskie-standardy-mops-leczna"
DEBICA = "project/reorganizacja-mops-debica"
LEZAJSK = "project/czas-na-aktywnosc-lezajsk"
SLASKIE = "project/doskonalenie-zawodowe-makroregion-ii"
LUBLIN = "project/sami-sobie-lublin"

GOOD = """\
document:
  id: document/page
  title: !quoted A page
  language: en
  evidence: {language: {table: file, row: page.txt}}
entities:
- id: organization/centre
  type: Institution
  name: !quoted The Centre
  kind: MOPS
  identifiers: {REGON: 1}
  place: place/town
  evidence: {kind: Centre, all: {exact: The Centre, suffix: " in Town", implied: true}}
- id: place/town
  type: City
  name: {en: Town, pl: Miasto}
  latitude: 51.5
  evidence: Town
- id: project/work
  type: Project
  title: !quoted Work
  budget: 12.50 EUR
  startDate: 2008
  endPlanned: true
  remarks:
  - one
  - !quoted two
  evidence: {all: words, remarks: [first]}
  participations:
  - id: participation/work-centre
    organization: organization/centre
    role: COORDINATOR
    evidence: leads
  partnerships:
  - id: partnership/town-centre
    kind: NETWORK
    parties:
    - {entity: place/town, role: TWIN_TOWN}
    - organization/centre
    evidence: together
"""


@pytest.fixture(scope="module")
def sources():
    return read_seeds([SEEDS], MODEL)


@pytest.fixture(scope="module")
def graph(sources):
    return Said(sources)


class Said:
    """What all seed files say."""

    def __init__(self, sources: list[Source]) -> None:
        self.kinds = {subject: kind for source in sources for subject, kind in source.kinds.items()}
        self.statements: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for source in sources:
            for statement in source.statements:
                self.statements[statement.subject, statement.property].append(statement)

    def of(self, subject: str, *names: str) -> dict[str, list[str]]:
        """Return the different values of some properties, in their notation."""
        properties = MODEL.kinds[self.kinds[EntityId(subject)]].properties
        return {
            name: list(dict.fromkeys(written(properties[name], each.value) for each in self.statements[subject, name]))
            for name in names
        }

    def one(self, subject: str, name: str) -> str:
        (value,) = self.of(subject, name)[name]
        return value

    def many(self, project: str, kind: str, name: str) -> list[str]:
        """Return a property of all entities of a kind that belong to a project."""
        own = [s for s, k in self.kinds.items() if k == kind and project in self.of(s, "project")["project"]]
        return [value for subject in own for value in self.of(subject, name)[name]]

    def implied(self, subject: str, name: str) -> bool:
        return all(each.implied for each in self.statements[subject, name])

    def quotes(self, subject: str, name: str) -> set[str]:
        return {each.proof.exact for each in self.statements[subject, name]}


def test_the_seed_graph_has_so_many_of_each(graph, sources):
    assert Counter(graph.kinds.values()) == {
        "Goal": 19,
        "Activity": 15,
        "Outcome": 14,
        "Programme": 13,
        "Document": 10,
        "Institution": 10,
        "Participation": 9,
        "Region": 7,
        "ParticipantGroup": 6,
        "City": 5,
        "Funding": 5,
        "Project": 5,
        "TargetGroup": 5,
        "Country": 2,
        "Foundation": 2,
        "Partnership": 2,
    }
    assert sum(len(source.statements) for source in sources) == 559


def test_every_statement_has_a_proof(sources):
    for source in sources:
        for statement in source.statements:
            assert isinstance(statement.proof, Quote | Row), statement


def test_documents_agree_but_where_one_leaves_out_an_axis_and_one_the_years(graph):
    differing = set()
    for (subject, name), statements in graph.statements.items():
        if not MODEL.kinds[graph.kinds[subject]].properties[name].many:
            values: dict[str, set[object]] = defaultdict(set)
            for each in statements:
                values[each.value.language if isinstance(each.value, Text) else ""].add(each.value)
            if max(map(len, values.values())) > 1:
                differing.add((subject, name))
    assert differing == {("programme/po-wer-2-5", "parent"), ("programme/po-wer", "name")}
    (preferred,) = (each for each in graph.statements["programme/po-wer-2-5", "parent"] if each.preferred)
    assert preferred.value == "programme/po-wer-ii"


@pytest.mark.parametrize(
    ("document", "facts"),
    [
        (
            "document/leczna-staze-we-wloszech",
            {
                "title": "Pracownicy MOPS pojedą na staże do Włoch",
                "published": "2008-06-05",
                "url": "https://leczna.pl/aktualnosc/pracownicy-mops-pojada-na-staze-do-wloch",
                "publisher": "organization/leczna-pl",
                "origin": "organization/mops-leczna",
                "language": "pl",
            },
        ),
        (
            "document/debica-reorganizacja-mops",
            {
                "title": "REORGANIZACJA MIEJSKIEGO OŚRODKA POMOCY SPOŁECZNEJ W DĘBICY",
                "published": "2017-11-17",
                "publisher": "organization/um-debica",
                "archived": "true",
            },
        ),
        (
            "document/lezajsk-czas-na-aktywnosc",
            {
                "title": "„CZAS NA AKTYWNOŚĆ W GMINIE MIEJSKIEJ LEŻAJSK” W ROKU 2008",
                "published": "2008-12-29",
                "publisher": "organization/mops-lezajsk",
            },
        ),
        (
            "document/makroregion-ii-doskonalenie-zawodowe",
            {
                "title": "Projekt „Doskonalenie zawodowe kluczowych pracowników systemu pomocy społecznej "
                "na terenie makroregionu II”",
                "published": "2020-08-10",
            },
        ),
        (
            "document/lublin-sami-sobie",
            {"title": "Sami sobie - program rozwoju standardów jakości usług dla pracowników socjalnych"},
        ),
    ],
)
def test_a_document_says_of_itself(graph, document, facts):
    assert {name: graph.one(document, name) for name in facts} == facts
    assert graph.one(document, "checksum").startswith("sha256:")
    assert graph.of(document, "licence") == {"licence": []}


def test_only_what_is_known_is_said_of_a_document(graph):
    assert graph.one("document/leczna-staze-we-wloszech", "note").startswith("Wyłącznie odpowiedzialność")
    assert graph.of("document/lublin-sami-sobie", "published", "url") == {"published": [], "url": []}


@pytest.mark.parametrize(
    ("organization", "type_", "name", "kind", "place"),
    [
        ("mops-leczna", "Institution", "Miejski Ośrodek Pomocy Społecznej w Łęcznej", "MOPS", "leczna"),
        ("comune-di-treviolo", "Institution", "Comune di Treviolo", "MUNICIPALITY", "treviolo"),
        (
            "jednostka-przy-comune-di-treviolo",
            "Institution",
            "jednostka działająca przy Comune di Treviolo",
            "SOCIAL_WELFARE_CENTRE",
            "treviolo",
        ),
        ("frse", "Foundation", "Fundacja Rozwoju Systemu Edukacji", "FOUNDATION", None),
        ("um-debica", "Institution", "Urząd Miejski w Dębicy", "MUNICIPALITY", "debica"),
        ("mops-debica", "Institution", "Miejski Ośrodek Pomocy Społecznej w Dębicy", "MOPS", "debica"),
        ("mops-lezajsk", "Institution", "Miejski Ośrodek Pomocy Społecznej w Leżajsku", "MOPS", "lezajsk"),
        ("pup-lezajsk", "Institution", "Powiatowy Urząd Pracy w Leżajsku", "LABOUR_OFFICE", "lezajsk"),
        (
            "rops-slaskie",
            "Institution",
            "Regionalny Ośrodek Polityki Społecznej Województwa Śląskiego",
            "ROPS",
            "slaskie",
        ),
        ("fundacja-flexi-mind", "Foundation", "Fundacja Flexi Mind", "FOUNDATION", None),
        ("mopr-lublin", "Institution", "Miejski Ośrodek Pomocy Rodzinie w Lublinie", "MOPR", "lublin"),
    ],
)
def test_an_organisation_is_known(graph, organization, type_, name, kind, place):
    subject = f"organization/{organization}"
    assert graph.kinds[EntityId(subject)] == type_
    assert (graph.one(subject, "name"), graph.one(subject, "kind")) == (name, kind)
    assert graph.of(subject, "place")["place"] == ([f"place/{place}"] if place else [])


def test_the_host_is_a_part_of_the_comune_by_implication(graph):
    host = "organization/jednostka-przy-comune-di-treviolo"
    assert graph.one(host, "parent") == "organization/comune-di-treviolo"
    assert graph.implied(host, "parent")


def test_the_telephone_of_lublin_is_its_office_s(graph):
    assert graph.one("organization/mopr-lublin", "telephone") == "(81) 53-50-716"


def roles(graph, project):
    return dict(
        zip(
            graph.many(project, "Participation", "organization"),
            graph.many(project, "Participation", "role"),
            strict=True,
        )
    )


def test_roles_in_projects(graph):
    assert roles(graph, LECZNA) == {
        "organization/mops-leczna": "COORDINATOR",
        "organization/jednostka-przy-comune-di-treviolo": "HOST",
        "organization/frse": "CONTRACTING_AGENCY",
    }
    assert graph.implied("participation/europejskie-standardy-mops-leczna", "role")
    assert not graph.implied("participation/europejskie-standardy-jednostka-przy-comune-di-treviolo", "role")
    assert roles(graph, DEBICA) == {"organization/mops-debica": "COORDINATOR"}
    assert roles(graph, LEZAJSK) == {
        "organization/mops-lezajsk": "COORDINATOR",
        "organization/pup-lezajsk": "ORGANIZER",
    }
    assert roles(graph, SLASKIE) == {
        "organization/rops-slaskie": "COORDINATOR",
        "organization/fundacja-flexi-mind": "PARTNER",
    }
    assert graph.implied("participation/doskonalenie-zawodowe-rops-slaskie", "role")
    assert roles(graph, LUBLIN) == {"organization/mopr-lublin": "COORDINATOR"}


@pytest.mark.parametrize(
    ("project", "facts"),
    [
        (
            LECZNA,
            {
                "title": "Europejskie standardy w pracy Miejskiego Ośrodka Pomocy Społecznej w Łęcznej",
                "places": "place/treviolo",
            },
        ),
        (
            DEBICA,
            {
                "title": "Reorganizacja Miejskiego Ośrodka Pomocy Społecznej w Dębicy",
                "startDate": "2017-04-01",
                "endDate": "2019-03-31",
                "endPlanned": "true",
                "budget": "359900.64 PLN",
                "euContribution": "359900.64 PLN",
            },
        ),
        (
            LEZAJSK,
            {
                "title": "Czas na aktywność w gminie miejskiej Leżajsk",
                "year": "2008",
                "startDate": "2008",
                "endDate": "2008",
                "places": "place/lezajsk",
                "remarks": "po raz pierwszy przystąpił do realizacji projektu systemowego",
            },
        ),
        (
            SLASKIE,
            {
                "title": "Doskonalenie zawodowe kluczowych pracowników systemu pomocy społecznej na terenie "
                "makroregionu II",
                "endDate": "2022-07-31",
                "budget": "1007997.60 PLN",
                "euContribution": "849540.38 PLN",
            },
        ),
        (
            LUBLIN,
            {
                "title": "Sami sobie - program rozwoju standardów jakości usług dla pracowników socjalnych",
                "status": "FINISHED",
                "startDate": "2006-05-04",
                "endDate": "2007-03-31",
                "places": "place/lublin",
            },
        ),
    ],
)
def test_a_project_is_known(graph, project, facts):
    assert {name: graph.one(project, name) for name in facts} == facts


def test_a_project_says_no_more_than_its_source(graph):
    nothing = {"startDate": [], "endDate": [], "budget": []}
    assert graph.of(LECZNA, *nothing) == nothing
    assert graph.of(SLASKIE, "startDate") == {"startDate": []}
    assert graph.implied(DEBICA, "euContribution")
    assert not graph.implied(SLASKIE, "euContribution")
    assert graph.implied(LEZAJSK, "startDate")
    assert not graph.implied(LEZAJSK, "year")


def test_the_money_is_quoted_with_its_no_break_space(graph):
    assert graph.quotes(DEBICA, "budget") == {"Całkowita wartość projektu wynosi 359\u00a0900,64 zł"}


def test_programmes_are_one_tree(graph):
    parents = {
        subject.removeprefix("programme/"): graph.of(subject, "parent")["parent"]
        for subject, kind in graph.kinds.items()
        if kind == "Programme"
    }
    assert {child: [each.removeprefix("programme/") for each in above] for child, above in parents.items()} == {
        "efs": [],
        "po-kl": ["efs"],
        "po-kl-vii": ["po-kl"],
        "po-kl-7-1": ["po-kl-vii"],
        "po-kl-7-1-1": ["po-kl-7-1"],
        "po-wer": ["efs"],
        "po-wer-ii": ["po-wer"],
        "po-wer-2-5": ["po-wer", "po-wer-ii"],
        "spo-rzl": ["efs"],
        "spo-rzl-i": ["spo-rzl"],
        "spo-rzl-1-5": ["spo-rzl-i"],
        "lifelong-learning": [],
        "leonardo-da-vinci": ["lifelong-learning"],
    }


@pytest.mark.parametrize(
    ("programme", "code", "level", "name"),
    [
        ("efs", "EFS", "FUND", "Europejski Fundusz Społeczny"),
        ("po-kl", "PO KL", "PROGRAMME", "Program Operacyjny Kapitał Ludzki"),
        ("po-kl-vii", "VII", "PRIORITY", "Promocja integracji społecznej"),
        ("po-kl-7-1", "7.1", "MEASURE", "Rozwój i upowszechnianie aktywnej integracji"),
        (
            "po-kl-7-1-1",
            "7.1.1",
            "SUBMEASURE",
            "Rozwój i upowszechnianie aktywnej integracji przez ośrodki pomocy społecznej",
        ),
        ("po-wer-ii", "II", "PRIORITY", "Efektywne polityki publiczne dla rynku pracy, gospodarki i edukacji"),
        ("po-wer-2-5", "2.5", "MEASURE", "Skuteczna pomoc społeczna"),
        ("spo-rzl", "SPO RZL", "PROGRAMME", "Sektorowy Program Operacyjny Rozwój Zasobów Ludzkich"),
    ],
)
def test_a_programme_is_known(graph, programme, code, level, name):
    subject = f"programme/{programme}"
    assert [graph.one(subject, each) for each in ("code", "level", "name")] == [code, level, name]


def test_programmes_whose_names_are_not_said_have_codes(graph):
    assert graph.of("programme/spo-rzl-1-5", "code", "name", "level") == {
        "code": ["1.5"],
        "name": [],
        "level": ["MEASURE"],
    }
    assert graph.one("programme/spo-rzl-i", "code") == "I"
    assert graph.one("programme/lifelong-learning", "name") == "Uczenie się przez całe życie"
    assert graph.one("programme/leonardo-da-vinci", "name") == "Leonardo da Vinci"


@pytest.mark.parametrize(
    ("project", "programme", "amount", "rate"),
    [
        (LECZNA, "leonardo-da-vinci", [], []),
        (DEBICA, "po-wer-2-5", ["359900.64 PLN"], ["1"]),
        (LEZAJSK, "po-kl-7-1-1", [], []),
        (SLASKIE, "po-wer-2-5", ["849540.38 PLN"], []),
        (LUBLIN, "spo-rzl-1-5", [], []),
    ],
)
def test_a_grant_comes_from_the_lowest_programme_named(graph, project, programme, amount, rate):
    assert graph.many(project, "Funding", "programme") == [f"programme/{programme}"]
    assert graph.many(project, "Funding", "amount") == amount
    assert graph.many(project, "Funding", "rate") == rate


def test_what_is_implied_of_a_grant_is_marked(graph):
    assert graph.implied("funding/europejskie-standardy-leonardo-da-vinci", "disburser")
    assert graph.implied("funding/reorganizacja-mops-debica-efs", "amount")
    assert graph.implied("funding/reorganizacja-mops-debica-efs", "rate")
    assert not graph.implied("funding/doskonalenie-zawodowe-efs", "amount")


def test_the_agreement_was_signed_in_a_month_whose_year_is_implied(graph):
    agreement = "partnership/umowa-mops-leczna-frse"
    assert graph.of(agreement, "kind", "parties", "signed", "project") == {
        "kind": ["AGREEMENT"],
        "parties": ["organization/mops-leczna", "organization/frse NATIONAL_AGENCY"],
        "signed": ["2008-05"],
        "project": [LECZNA],
    }
    assert graph.implied(agreement, "signed")
    assert graph.quotes(agreement, "signed") == {"Pod koniec maja br."}


def test_twin_towns_are_the_reason(graph):
    twins = "partnership/leczna-treviolo"
    assert graph.of(twins, "kind", "parties", "project") == {
        "kind": ["TWIN_TOWNS"],
        "parties": ["place/leczna TWIN_TOWN", "place/treviolo TWIN_TOWN"],
        "project": [LECZNA],
    }
    assert "nie jest przypadkowy" in graph.one(twins, "reason")
    assert graph.quotes(twins, "parties") == {"Treviolo jest miastem partnerskim Łęcznej"}


def test_the_placements(graph):
    assert graph.of(
        "activity/europejskie-standardy-staze", "kind", "participants", "duration", "rounds", "startDate", "endDate"
    ) == {
        "kind": ["PLACEMENT"],
        "participants": ["13"],
        "duration": ["P2W"],
        "rounds": ["3"],
        "startDate": ["2008-09"],
        "endDate": ["2008-11"],
    }
    assert graph.implied("activity/europejskie-standardy-staze", "startDate")
    assert graph.one("activity/europejskie-standardy-kurs-wloskiego", "kind") == "LANGUAGE_COURSE"
    assert graph.many(LECZNA, "ParticipantGroup", "count") == ["13"]


def test_goals_and_needs(graph):
    assert Counter(graph.many(LECZNA, "Goal", "kind")) == {"GOAL": 5, "NEED": 2}
    assert [len(graph.many(each, "Goal", "text")) for each in (DEBICA, LEZAJSK, SLASKIE, LUBLIN)] == [8, 0, 1, 3]
    assert "podniesienie bezpieczeństwa pracy pracowników" in graph.many(DEBICA, "Goal", "text")


def test_remarks_keep_what_fits_no_property(graph):
    remarks = " ".join(graph.of(LECZNA, "remarks")["remarks"])
    for words in ("środków Wspólnot Europejskich", "nigdy wcześniej", "spółdzielczości socjalnej"):
        assert words in remarks
    assert "projekt partnerski" in graph.of(SLASKIE, "remarks")["remarks"]
    assert len(graph.of(LUBLIN, "remarks")["remarks"]) == 2


def test_activities_of_lezajsk(graph):
    kinds = graph.many(LEZAJSK, "Activity", "kind")
    assert kinds == ["TRAINING", "COUNSELLING", "COURSE", "COURSE", "JOB_CLUB", "SOCIAL_WORK"]
    assert {"profesjonalny sprzedawca z obsługą kasy fiskalnej", "kucharz małej gastronomii"} <= set(
        graph.many(LEZAJSK, "Activity", "name")
    )
    club = "activity/czas-na-aktywnosc-klub-pracy"
    assert graph.one(club, "organizer") == "organization/pup-lezajsk"
    assert {"cv", "list motywacyjny"} < set(graph.of(club, "topics")["topics"])
    assert graph.many(LEZAJSK, "ParticipantGroup", "count") == ["15"]
    assert graph.of("activity/czas-na-aktywnosc-praca-socjalna", "topics")["topics"] == [
        "zatrudnienie pracownika socjalnego",
        "zawieranie kontraktów socjalnych z uczestnikami projektu",
    ]
    assert "zasiłki z pomocy społecznej" in graph.many(LEZAJSK, "Outcome", "text")[0]
    assert "w tym rolnicy" in graph.many(LEZAJSK, "TargetGroup", "text")[0]


def test_participants_of_the_macroregion_by_region(graph):
    groups = {
        graph.one(subject, "count"): [each.removeprefix("place/") for each in graph.of(subject, "places")["places"]]
        for subject, kind in graph.kinds.items()
        if kind == "ParticipantGroup" and graph.one(subject, "project") == SLASKIE
    }
    assert groups == {
        "2020": ["slaskie", "opolskie", "malopolskie"],
        "1140": ["malopolskie", "opolskie"],
        "880": ["slaskie"],
    }
    assert graph.of(SLASKIE, "places")["places"] == ["place/slaskie", "place/opolskie", "place/malopolskie"]
    assert graph.quotes("participant-group/doskonalenie-zawodowe-malopolskie-opolskie", "count") == {
        "1\u00a0140 osób wykonujących zadania na terenie województw małopolskiego i opolskiego"
    }


def test_target_groups_name_where_people_work(graph):
    kinds = [
        graph.of(subject, "organizationKinds")["organizationKinds"]
        for subject, kind in graph.kinds.items()
        if kind == "TargetGroup" and graph.one(subject, "project") == SLASKIE
    ]
    assert kinds == [["OPS", "MOPS", "MOPR", "PCPR"], ["CARE_HOME"], ["SUPPORT_CENTRE"]]
    assert graph.many(DEBICA, "TargetGroup", "organizationKinds") == ["MOPS"]


def test_training_in_lublin(graph):
    assert graph.many(LUBLIN, "Activity", "kind") == [*["MODULE"] * 3, "LANGUAGE_COURSE", "WORKSHOP", "SEMINAR"]
    assert graph.many(LUBLIN, "Activity", "hours") == ["48", "56", "48", "116"]
    topics = [graph.of(f"activity/sami-sobie-modul-{number}", "topics")["topics"] for number in (1, 2, 3)]
    assert [len(each) for each in topics] == [4, 3, 9]
    assert graph.many(LUBLIN, "ParticipantGroup", "count") == ["80"]


def test_outcomes_of_lublin(graph):
    assert Counter(graph.many(LUBLIN, "Outcome", "kind")) == {"HARD": 6, "SOFT": 7}
    assert graph.many(LUBLIN, "Outcome", "count") == ["60", "20", "152", "100"]
    assert graph.many(LUBLIN, "Outcome", "unit") == ["osób", "osób", "godz.", "egz."]


@pytest.mark.parametrize(
    ("place", "identifiers", "parent"),
    [
        ("pl", {"GEONAMES:798544", "ISO_3166:PL", "WIKIDATA:Q36"}, []),
        ("it", {"GEONAMES:3175395", "ISO_3166:IT", "WIKIDATA:Q38"}, []),
        ("lubelskie", {"GEONAMES:858785", "TERYT:06", "WIKIDATA:Q54155"}, ["place/pl"]),
        ("podkarpackie", {"GEONAMES:858788", "TERYT:18", "WIKIDATA:Q54175"}, ["place/pl"]),
        ("slaskie", {"GEONAMES:3337497", "TERYT:24", "WIKIDATA:Q54181"}, ["place/pl"]),
        ("opolskie", {"GEONAMES:3337495", "TERYT:16", "WIKIDATA:Q54171"}, ["place/pl"]),
        ("malopolskie", {"GEONAMES:858786", "TERYT:12", "WIKIDATA:Q54159"}, ["place/pl"]),
        ("lombardia", {"GEONAMES:3174618", "ISTAT:03"}, ["place/it"]),
        ("provincia-di-bergamo", {"ISTAT:016"}, ["place/lombardia"]),
        ("leczna", {"GEONAMES:766583", "TERYT:0610034"}, ["place/lubelskie"]),
        ("lublin", {"GEONAMES:765876", "TERYT:0663011", "WIKIDATA:Q37333"}, ["place/lubelskie"]),
        ("debica", {"GEONAMES:773380", "TERYT:1803011"}, ["place/podkarpackie"]),
        ("lezajsk", {"GEONAMES:766332", "TERYT:1808011"}, ["place/podkarpackie"]),
        ("treviolo", {"GEONAMES:6534248", "ISTAT:016220"}, ["place/provincia-di-bergamo"]),
    ],
)
def test_a_place_is_known(graph, place, identifiers, parent):
    subject = f"place/{place}"
    assert set(graph.of(subject, "identifiers")["identifiers"]) == identifiers
    assert graph.of(subject, "parent")["parent"] == parent


def test_countries_have_names_in_their_languages(graph):
    names = {(each.value.language, each.value.text) for each in graph.statements["place/it", "name"]}
    assert names == {("pl", "Włochy"), ("en", "Italy"), ("it", "Italia")}
    assert graph.of("place/treviolo", "country")["country"] == ["place/it"]
    assert "Treviolo we Włoszech" in {
        each.proof.exact for each in graph.statements["place/treviolo", "country"] if isinstance(each.proof, Quote)
    }


def write(folder: Path, text: str, name: str = "page.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def test_a_seed_file_is_read_into_statements(tmp_path):
    source = read_seed(write(tmp_path, GOOD), MODEL)
    assert (source.name, source.document) == ("page.yaml", "document/page")
    assert list(source.kinds.values()) == [
        "Document",
        "Institution",
        "City",
        "Project",
        "Participation",
        "Partnership",
    ]
    said = defaultdict(list)
    for each in source.statements:
        said[f"{each.subject} {each.property}"].append((each.value, each.proof, each.implied, each.preferred))
    assert said["document/page language"] == [("en", Row("file", "page.txt"), False, False)]
    assert said["organization/centre name"] == [(Text("The Centre", "en"), Quote("The Centre"), False, False)]
    assert said["organization/centre kind"] == [("MOPS", Quote("Centre"), False, False)]
    assert said["organization/centre identifiers"] == [
        (Identifier("REGON", "1"), Quote("The Centre", "", " in Town"), True, False)
    ]
    assert [value for value, *_ in said["place/town name"]] == [Text("Town", "en"), Text("Miasto", "pl")]
    assert [value for value, *_ in said["place/town latitude"]] == [Decimal("51.5")]
    assert [value for value, *_ in said["project/work budget"]] == [Money(1250, "EUR")]
    assert [value for value, *_ in said["project/work startDate"]] == [PartialDate("2008")]
    assert [value for value, *_ in said["project/work endPlanned"]] == [True]
    assert [proof for _, proof, *_ in said["project/work remarks"]] == [Quote("first"), Quote("two")]
    assert said["participation/work-centre project"] == [("project/work", Quote("leads"), False, False)]
    assert [value for value, *_ in said["partnership/town-centre parties"]] == [
        Party(EntityId("place/town"), "TWIN_TOWN"),
        Party(EntityId("organization/centre")),
    ]
    assert read_seeds([tmp_path], MODEL) == [source]


def test_the_format_in_the_docstring_is_the_format(tmp_path):
    lines = (seeds.__doc__ or "").split("\n\n")[1]
    source = read_seed(write(tmp_path, textwrap.dedent(lines)), MODEL)
    assert len(source.statements) == 4


def test_no_property_is_named_like_a_key_of_the_format():
    keys = {*RESERVED, ALL, *QUOTE_KEYS, *ROW_KEYS, *FLAGS}
    assert not [name for kind in MODEL.kinds.values() for name in kind.properties if name in keys]


def test_a_property_added_to_the_model_is_read_without_another_line(tmp_path):
    model = copy_of_model("Project", 'motto: Mapped[Text | None] = prop(OGN.motto, "motto", "motto", "What it says.")')
    path = write(tmp_path, GOOD.replace("  budget:", "  motto: !quoted Onwards\n  budget:"))
    assert Text("Onwards", "en") in [
        each.value for each in read_seed(path, model).statements if each.property == "motto"
    ]
    with pytest.raises(SourceError, match=r"page\.yaml:22: wanted a property of Project, came 'motto'"):
        read_seed(path, MODEL)


REFUSED = {
    # what is replaced: (by what, the line that is blamed, what is said)
    "type: City": [
        ("type: Town", 15, "wanted a type: Institution, Foundation, City"),
        ("type: Place", 15, "came 'Place'"),
        ("type: [City]", 15, "came a list"),
        ("type:", 15, "came nothing"),
        ("", 14, "wanted a type"),
    ],
    "id: place/town": [
        ("id: organization/town", 14, "wanted the id of a City, place/..., came 'organization/town'"),
        ("id: Town", 14, "'Town' is not an id"),
        ("id: ~", 14, "wanted an id, came nothing"),
        ("code: T", 14, "wanted an id: place/..."),
        ("id: place/town\n  id: place/town", 15, "'id' stands here twice, first in line 14"),
    ],
    "kind: MOPS": [
        ("kind: MOPSS", 10, "'MOPSS' is not a code of OrganizationKind"),
        ("kind: [MOPS]", 10, "wanted kind, one code, came a list"),
        ("kind:", 10, "wanted kind, one code, came nothing"),
        ("kind: MOPS\n  knid: MOPS", 11, "wanted a property of Institution, came 'knid'; it has identifiers, name"),
        ("kind: MOPS\n  partners: []", 11, "partners of Institution is found, not stated"),
        ("kind: !special MOPS", 10, "came the tag '!special'"),
        ("kind: MOPS\n  ? [a]\n  : b", 11, "wanted a key, came a list"),
    ],
    "place: place/town": [
        ("place: organization/town", 12, "wanted the id of Place as place, came 'organization/town'"),
        ("place: place/city", 12, "place leads to place/city, which no file describes"),
        ("place: {}", 12, "wanted place, one id, came a mapping"),
    ],
    "{REGON: 1}": [
        ("{REGO: 1}", 11, "'REGO' is not a code of IdentifierScheme"),
        ("REGON", 11, "wanted a list of identifiers, came 'REGON'"),
        ("[{REGON: ''}]", 11, "the text is empty"),
        ("!quoted {REGON: 1}", 11, "came the tag '!quoted'"),
    ],
    "name: {en: Town, pl: Miasto}": [
        ("name: {English: Town}", 16, "'English' is not a language tag"),
        ("name: {}", 14, "place/town, a City, has no name, which it must have"),
        ("code: T", 14, "place/town, a City, has no name, which it must have"),
        ("name: ''", 16, "the text is empty"),
        ('name: "a\\u0007b"', 16, "character U+0007 at position 1 cannot be stored"),
        ('name: "\\uD800"', 16, "character U+D800 at position 0 cannot be stored"),
    ],
    "latitude: 51.5": [
        ("latitude: 5e1", 17, "'5e1' is not a decimal number"),
        ("latitude: 51.5\n  country: place/town", 18, "wanted a Country as country, came place/town, a City"),
        ("latitude: 51.5\n  parent: place/town", 18, "place/town would stand above itself"),
    ],
    "  evidence: Town\n": [
        ("", 16, "name of place/town has no evidence"),
        ("  evidence: {latitude: Town}\n", 16, "name of place/town has no evidence"),
        ("  evidence: {all: Town, country: Town}\n", 18, "this proves 'country' of place/town, which is not stated"),
        ("  evidence: {name: [Town]}\n", 18, "wanted 2 proofs of name, one for each value, came 1"),
        ("  evidence: {exact: Town, sufix: x}\n", 18, "wanted exact, prefix if needed, suffix if needed"),
        ("  evidence: {suffix: x}\n", 18, "wanted exact, prefix if needed"),
        ("  evidence: {table: x}\n", 18, "wanted table, row"),
        ("  evidence: {exact: Town, table: x, row: y}\n", 18, "wanted table, row"),
        ("  evidence: {exact: Town, implied: yes}\n", 18, "wanted true or false, came 'yes'"),
        ("  evidence: {exact: ''}\n", 18, "the text is empty"),
        ("  evidence: {exact: [Town]}\n", 18, "wanted words, came a list"),
        (f"  evidence: {{table: x, row: {'y' * 201}}}\n", 18, "at most 200 characters, came 201"),
        ("  evidence:\n", 18, "wanted the words that prove it, came nothing"),
    ],
    "evidence: {kind: Centre,": [
        ("evidence: {name: Centre,", 13, "name of organization/centre is proved here and by its own !quoted words"),
    ],
    "budget: 12.50 EUR": [
        ("budget: 12.50", 22, "'' is not a currency code"),
        ("budget: 12.505 EUR", 22, "has more than 2 decimal places"),
        ("budget: 12.50 EUR\n  coFinancingRate: 1", 23, "coFinancingRate of Project is found, not stated"),
    ],
    "startDate: 2008": [("startDate: 2008-13", 23, "'2008-13' is not a date")],
    "endPlanned: true": [("endPlanned: yes", 24, "'yes' is neither true nor false")],
    "- one\n": [("- [one]\n", 26, "wanted remarks, one Text, came a list")],
    "remarks: [first]": [("remarks: [first, second]", 28, "wanted 1 proofs of remarks")],
    "participations:\n": [
        ("participations: organization/centre\n", 30, "is not YAML"),
        ("participations: {}\n  participation:\n", 30, "wanted a property of Project, came 'participation'"),
    ],
    "role: COORDINATOR": [
        ("", 30, "participation/work-centre, a Participation, has no role"),
        ("role: COORDINATOR\n    project: project/work", 33, "project of participation/work-centre is said here and"),
        ("role: COORDINATOR\n    type: Partnership", 33, "wanted a type: Participation; came 'Partnership'"),
    ],
    "    evidence: leads\n": [
        ("    evidence: {role: x}\n", 30, "project of participation/work-centre has no evidence")
    ],
    "{entity: place/town, role: TWIN_TOWN}": [
        ("{entity: place/town, role: TWIN}", 38, "'TWIN' is not a code of Role"),
        ("{entity: place/nowhere}", 38, "parties leads to place/nowhere, which no file describes"),
        ("{entity: places/town}", 38, "wanted the id of Entity as parties, came 'places/town'"),
        ("{role: TWIN_TOWN}", 38, "wanted entity, role if needed, came 'role'"),
    ],
    "id: participation/work-centre": [("id: project/work", 30, "wanted the id of a Participation, participation/...")],
    "id: document/page": [("id: place/page", 2, "wanted the id of a Document, document/...")],
    "language: en": [
        ("language: English", 4, "'English' is not a language tag"),
        ("language: [en]", 4, "wanted a language tag, such as pl, came a list"),
    ],
    "entities:": [
        ("entitys:", 6, "wanted document or entities, came 'entitys'"),
        ("entities: []\nentities:", 7, "'entities' stands here twice"),
        ("entities:\n\t", 7, "is not YAML"),
        ("entities: *x", 6, "is not YAML: found undefined alias 'x'"),
    ],
    "document:\n": [
        ("\x00document:\n", 1, "character U+0000 cannot stand in YAML"),
        ("page:\n", 1, "wanted document or"),
    ],
}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [(old, *case) for old, cases in REFUSED.items() for case in cases],
)
def test_a_mistake_is_refused_with_its_line(tmp_path, old, new, line, message):
    assert GOOD.count(old) == 1, old
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(SourceError) as caught:
        read_seeds([path], MODEL)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.line) == (str(path), line)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "came an empty file"),
        (b"# nothing\n", 1, "came an empty file"),
        (b"words", 1, "wanted a document and its entities, came 'words'"),
        (b"entities: []\n", 1, "wanted a document, came only entities"),
        (b"document: {}\n", 1, "wanted an id: document/..."),
        (b"a: 1\n--- \nb: 2\n", 2, "is not YAML"),
        (b"a:\n- \xff\n", 2, "wanted UTF-8, came byte 0xFF"),
        (b'\n\na: "\\UFFFFFFFF"\n', 3, "is not YAML: an escape or number is out of range"),
        (b"[" * 10_000, 1, "is nested too deeply"),
        ("a:\n  - b\n  c: \ufffe".encode(), 3, "character U+FFFE cannot stand in YAML"),
    ],
)
def test_a_file_that_is_no_seed_is_refused(tmp_path, content, line, message):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_seed(path, MODEL)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(SourceError, match=r"absent\.yaml:1: cannot be read: No such file"):
        read_seeds([tmp_path / "absent.yaml"], MODEL)
    with pytest.raises(SourceError, match=r"wanted a folder of \*\.yaml files"):
        read_seeds([tmp_path], MODEL)
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(SourceError, match=r"folder\.yaml:1: cannot be read: Is a directory"):
        read_seeds([tmp_path], MODEL)


def test_an_entity_stands_in_a_file_once(tmp_path):
    path = write(tmp_path, GOOD + "- {id: place/town, type: City}\n")
    with pytest.raises(SourceError, match=r":41: place/town stands here twice, first in line 14"):
        read_seed(path, MODEL)


def test_an_entity_that_holds_itself_is_refused(tmp_path):
    text = GOOD + "- &a\n  id: place/x\n  type: City\n  evidence: x\n  children: [*a]\n"
    with pytest.raises(SourceError, match=r":42: place/x stands here twice"):
        read_seed(write(tmp_path, text), MODEL)


OTHER = """\
document: {id: document/other, title: !quoted Other}
entities:
- id: place/town
  type: City
  code: T
  evidence: {table: towns, row: 1}
"""


def test_several_files_may_speak_of_one_entity(tmp_path):
    write(tmp_path, GOOD)
    write(tmp_path, OTHER, "other.yaml")
    assert [source.name for source in read_seeds([tmp_path], MODEL)] == ["other.yaml", "page.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("type: City", "type: Region", "page.yaml:14: place/town is a Region elsewhere, not City"),
        ("document/other", "document/page", "page.yaml:2: document/page is already the document of "),
        ("code: T", "parent: place/town", "other.yaml:5: place/town would stand above itself"),
    ],
)
def test_files_must_agree(tmp_path, old, new, message):
    write(tmp_path, GOOD)
    write(tmp_path, OTHER.replace(old, new), "other.yaml")
    with pytest.raises(SourceError) as caught:
        read_seeds([tmp_path], MODEL)
    assert message in str(caught.value)


def test_trees_have_no_circles_across_files(tmp_path):
    under = (
        "document: {{id: document/{0}, title: !quoted {0}}}\n"
        "entities:\n"
        "- {{id: programme/{0}, type: Programme, parent: programme/{1}, evidence: x}}\n"
    )
    for child, parent in (("a", "b"), ("b", "c"), ("c", "a")):
        write(tmp_path, under.format(child, parent), f"{child}.yaml")
    with pytest.raises(SourceError, match=r"c\.yaml:3: programme/c would stand above itself"):
        read_seeds([tmp_path], MODEL)


SNIPPETS = [
    *(b": ", b"{", b"}", b"[", b"]", b"- ", b"\n", b"\t", b"\x00", b"&a ", b"*a", b"!quoted ", b"!!int ", b"!x ", b'"'),
    *(b"'", b"#", b">", b"|", b"%YAML 9.9\n", b"~", b"<<: ", b"? ", b"---\n", b"...\n", b'"\\UFFFFFFFF"', b'"\\uD800"'),
    *(b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"evidence:", b"id: place/town\n", b"place/town"),
    *(b"type: ", b"parent: ", b"true", b"9" * 5000, b" " * 9, b"[" * 90),
]
FILES = [GOOD.encode(), OTHER.encode(), (SEEDS / "istat.yaml").read_bytes(), (SEEDS / "iso-3166.yaml").read_bytes()]
edits = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.one_of(st.just(b""), st.sampled_from(SNIPPETS), st.binary(max_size=3))
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.sampled_from(FILES), edits=edits)
@example(content=GOOD.encode(), edits=[(0.0, 0, b"")])
def test_whatever_a_file_holds_it_is_read_or_refused_in_one_line(tmp_path, content, edits):
    for place, length, snippet in edits:
        at = int(place * len(content))
        content = content[:at] + snippet + content[at + length :]
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    try:
        read_seeds([path], MODEL)
        refused = None
    except SourceError as error:
        refused = error
    if refused:
        assert len(str(refused).encode().splitlines()) == 1
        assert 1 <= refused.line <= len(content.decode("utf-8", "replace").splitlines()) + 1


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=80))
def test_any_text_is_refused_or_read(tmp_path, text):
    path = write(tmp_path, text, "any.yaml")
    with pytest.raises(SourceError):
        read_seed(path, MODEL)
