"""The model: what the graph knows, each kind, property and link written down once."""
# fmt: off
# A property is one line here, however long: a diff then shows one line for one change.

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from graph.columns import KEY, characters
from graph.kinds import Declarative
from graph.properties import Code, Identifier, Labels, Party, computed, derived, link, prop
from graph.properties import Concept as C  # noqa: N817 - a code is one line
from graph.values import Money, PartialDate, Text, Url
from graph.vocabulary import Namespace

if TYPE_CHECKING:
    from graph.records import Evidence
    from graph.ties import Partner

CV, DCTERMS, EURIO, FOAF, OGN, ORG, PROV, RDFS, SCHEMA, SKOS = map(
    Namespace, ("cv", "dcterms", "eurio", "foaf", "ogn", "org", "prov", "rdfs", "schema", "skos")
)

# Whole numbers throughout; the bound keeps the product within 64 bits.
RATE = (
    "CASE WHEN budget_amount > 0 AND budget_currency = eu_contribution_currency "
    "AND eu_contribution_amount BETWEEN 0 AND 900000000000000 "
    "THEN (eu_contribution_amount * 10000 + budget_amount / 2) / budget_amount * 100 END"
)


class OrganizationKind(Code):
    """What sort of body an organisation is."""

    __labels__ = Labels("rodzaje organizacji", "kinds of organisation")

    PUBLIC_BODY = C("podmiot publiczny", "public body", term=CV.PublicOrganisation)
    SOCIAL_WELFARE_CENTRE = C("ośrodek pomocy społecznej", "social-welfare centre", "PUBLIC_BODY")
    MOPS = C("miejski ośrodek pomocy społecznej", "municipal social-welfare centre", "SOCIAL_WELFARE_CENTRE")
    MOPR = C("miejski ośrodek pomocy rodzinie", "municipal family-support centre", "SOCIAL_WELFARE_CENTRE")
    OPS = C("ośrodek pomocy społecznej gminy", "local social-welfare centre", "SOCIAL_WELFARE_CENTRE")
    PCPR = C("powiatowe centrum pomocy rodzinie", "county family-support centre", "SOCIAL_WELFARE_CENTRE")
    ROPS = C("regionalny ośrodek polityki społecznej", "regional centre of social policy", "SOCIAL_WELFARE_CENTRE")
    CARE_HOME = C("dom pomocy społecznej", "care home")
    SUPPORT_CENTRE = C("ośrodek wsparcia", "support centre")
    MUNICIPALITY = C("gmina lub urząd gminy", "municipality", "PUBLIC_BODY")
    COUNTY = C("powiat lub starostwo", "county", "PUBLIC_BODY")
    REGIONAL_AUTHORITY = C("samorząd województwa lub regionu", "regional authority", "PUBLIC_BODY")
    LABOUR_OFFICE = C("urząd pracy", "labour office", "PUBLIC_BODY")
    AGENCY = C("agencja", "agency", "PUBLIC_BODY")
    MINISTRY = C("ministerstwo", "ministry", "PUBLIC_BODY")
    EU_INSTITUTION = C("instytucja Unii Europejskiej", "institution of the European Union", "PUBLIC_BODY")
    SCHOOL = C("szkoła", "school")
    UNIVERSITY = C("uczelnia", "university")
    RESEARCH_INSTITUTE = C("instytut badawczy", "research institute")
    HOSPITAL = C("szpital", "hospital")
    COMPANY = C("przedsiębiorstwo", "company")
    ASSOCIATION = C("stowarzyszenie", "association")
    FOUNDATION = C("fundacja", "foundation")
    CHURCH = C("organizacja wyznaniowa", "religious organisation")
    OTHER = C("inna organizacja", "other organisation")


class Role(Code):
    """In what capacity an organisation or a place takes part."""

    __labels__ = Labels("role", "roles")

    COORDINATOR = C("koordynator", "coordinator")
    PARTNER = C("partner", "partner")
    HOST = C("instytucja przyjmująca", "host")
    CONTRACTING_AGENCY = C("instytucja zawierająca umowę", "contracting agency")
    NATIONAL_AGENCY = C("agencja narodowa", "national agency", "CONTRACTING_AGENCY")
    BENEFICIARY = C("beneficjent", "beneficiary")
    ORGANIZER = C("organizator zajęć", "organizer of activities")
    TRAINER = C("prowadzący szkolenie", "trainer")
    PUBLISHER = C("wydawca", "publisher")
    FUNDER = C("finansujący", "funder")
    TWIN_TOWN = C("miasto partnerskie", "twin town", "PARTNER")


class PartnershipKind(Code):
    """What sort of tie a partnership is."""

    __labels__ = Labels("rodzaje partnerstw", "kinds of partnership")

    TWIN_TOWNS = C("miasta partnerskie", "twin towns")
    AGREEMENT = C("umowa", "agreement")
    NETWORK = C("sieć współpracy", "network")


class ProjectStatus(Code):
    """How far a project has come, as its source says."""

    __labels__ = Labels("stany projektów", "stages of a project")

    PLANNED = C("planowany", "planned")
    RUNNING = C("w realizacji", "running")
    FINISHED = C("zakończony", "finished")
    CANCELLED = C("odwołany", "cancelled")


class ProgrammeLevel(Code):
    """How high a programme stands, from the fund down."""

    __labels__ = Labels("poziomy programów", "levels of programmes")

    FUND = C("fundusz", "fund")
    PROGRAMME = C("program", "programme")
    PRIORITY = C("priorytet lub oś priorytetowa", "priority or priority axis")
    MEASURE = C("działanie", "measure")
    SUBMEASURE = C("poddziałanie", "sub-measure")


class ActivityKind(Code):
    """What sort of thing is done in an activity."""

    __labels__ = Labels("rodzaje działań", "kinds of activity")

    PLACEMENT = C("staż", "placement")
    TRAINING = C("szkolenie", "training")
    MODULE = C("moduł szkolenia", "training module", "TRAINING")
    COURSE = C("kurs", "course", "TRAINING")
    LANGUAGE_COURSE = C("kurs językowy", "language course", "COURSE")
    WORKSHOP = C("warsztaty", "workshop")
    SEMINAR = C("seminarium", "seminar")
    COUNSELLING = C("doradztwo", "counselling")
    JOB_CLUB = C("klub pracy", "job club")
    SOCIAL_WORK = C("praca socjalna", "social work")
    OTHER = C("inne", "other")


class OutcomeKind(Code):
    """Whether an outcome can be counted."""

    __labels__ = Labels("rodzaje rezultatów", "kinds of outcome")

    HARD = C("rezultat twardy", "hard outcome")
    SOFT = C("rezultat miękki", "soft outcome")


class GoalKind(Code):
    """Whether a project wants something or answers a need."""

    __labels__ = Labels("rodzaje celów", "kinds of goal")

    GOAL = C("cel", "goal")
    NEED = C("potrzeba", "need")


class IdentifierScheme(Code):
    """The registers that give identifiers."""

    __labels__ = Labels("rejestry", "registers")

    GEONAMES = C("GeoNames", "GeoNames")
    TERYT = C("TERYT", "TERYT")
    ISTAT = C("ISTAT", "ISTAT")
    WIKIDATA = C("Wikidata", "Wikidata")
    ISO_3166 = C("ISO 3166-1", "ISO 3166-1")
    NUTS = C("NUTS", "NUTS")
    ROR = C("ROR", "ROR")
    ISNI = C("ISNI", "ISNI")
    GRID = C("GRID", "GRID")
    PIC = C("PIC", "PIC")
    NIP = C("NIP", "NIP")
    REGON = C("REGON", "REGON")
    KRS = C("KRS", "KRS")
    KEEP = C("keep.eu", "keep.eu")


class Base(Declarative, DeclarativeBase):
    """The base of every class of the model."""

    code_lists = (
        OrganizationKind, Role, PartnershipKind, ProjectStatus, ProgrammeLevel, ActivityKind, OutcomeKind, GoalKind,
        IdentifierScheme,
    )  # fmt: skip


class Entity(Base):
    """Anything that has an identity of its own: a readable id, and evidence."""

    key: Mapped[int] = mapped_column(KEY, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(characters(200), unique=True)
    type: Mapped[str] = mapped_column(characters(40))
    label: Mapped[str] = mapped_column(characters())
    weight: Mapped[int] = mapped_column(BigInteger)  # how late it comes among what a search finds
    revision: Mapped[int] = mapped_column(KEY, ForeignKey("revision.number"), index=True)
    state: Mapped[str] = mapped_column(characters(10))
    identifiers: Mapped[list[Identifier]] = prop(DCTERMS.identifier, "identyfikatory", "identifiers", "What registers call it.")


class Organization(Entity):
    """A body that can act: an institution or a foundation."""

    __terms__: ClassVar[tuple[str, ...]] = (ORG.Organization, EURIO.Organisation, SCHEMA.Organization)
    __labels__ = Labels("organizacja", "organisation")
    __plural__ = "organizations"
    __called_by__ = ("name",)
    __members__ = ("Institution", "Foundation")

    name: Mapped[Text] = prop(SKOS.prefLabel, "nazwa", "name", "The name, in each language that a source gives it in.", search=True, index=True)
    abbreviation: Mapped[str | None] = prop(SCHEMA.alternateName, "skrót", "abbreviation", "The short form of the name.", search=True)
    kind: Mapped[OrganizationKind | None] = prop(ORG.classification, "rodzaj", "kind", "What sort of body it is.")
    place: Mapped["Place | None"] = link(SCHEMA.location, "miejscowość", "place", "Where it is.", search=True)
    website: Mapped[Url | None] = prop(SCHEMA.url, "strona internetowa", "website", "Its own page.")
    parent: Mapped["Organization | None"] = link(ORG.subOrganizationOf, "jednostka nadrzędna", "parent", "The body that it is part of.")
    telephone: Mapped[str | None] = prop(SCHEMA.telephone, "telefon", "telephone", "An official telephone number.")
    participations: Mapped[list["Participation"]] = link(EURIO.hasRole, "udziały w projektach", "participations", "Its parts in projects.", inverse="organization")
    partnerships: Mapped[list["Partnership"]] = derived("partnerstwa", "partnerships", "The partnerships it is a party of.", by="partnerships_of_party")
    projects: Mapped[list["Project"]] = derived("projekty", "projects", "The projects it takes part in.", by="projects_of_organization")
    partners: Mapped[list["Partner"]] = derived("partnerzy", "partners", "With whom it worked: in a project or a partnership.", by="partners_of_organization")


class Institution(Organization):
    """An organisation that is no foundation: a public body, a school, a company, an association."""

    __terms__ = (OGN.Institution, ORG.Organization, EURIO.Organisation, SCHEMA.Organization)
    __labels__ = Labels("instytucja", "institution")
    __plural__ = "institutions"


class Foundation(Organization):
    """A foundation: assets given to a purpose."""

    __terms__ = (OGN.Foundation, ORG.FormalOrganization, ORG.Organization, EURIO.Organisation, SCHEMA.Organization)
    __labels__ = Labels("fundacja", "foundation")
    __plural__ = "foundations"


class Place(Entity):
    """A piece of the earth that has a name: a city, a region or a country."""

    __terms__: ClassVar[tuple[str, ...]] = (SCHEMA.Place,)
    __labels__ = Labels("miejsce", "place")
    __plural__ = "places"
    __called_by__ = ("name",)
    __members__ = ("City", "Region", "Country")

    name: Mapped[Text] = prop(SCHEMA.name, "nazwa", "name", "The name, in each language that a source gives it in.", search=True, index=True)
    country: Mapped["Country | None"] = link(OGN.country, "kraj", "country", "The country it is in; none for a country.")
    parent: Mapped["Place | None"] = link(SCHEMA.containedInPlace, "leży w", "parent", "The next larger place that holds it.")
    code: Mapped[str | None] = prop(OGN.code, "kod", "code", "The code that it is commonly known by, such as PL.", search=True)
    latitude: Mapped[Decimal | None] = prop(SCHEMA.latitude, "szerokość geograficzna", "latitude", "Degrees north, WGS 84.")
    longitude: Mapped[Decimal | None] = prop(SCHEMA.longitude, "długość geograficzna", "longitude", "Degrees east, WGS 84.")
    ancestors: Mapped[list["Place"]] = derived("miejsca nadrzędne", "ancestors", "Every place that holds it, the largest first.", by="ancestors")
    children: Mapped[list["Place"]] = link(SCHEMA.containsPlace, "miejsca podległe", "children", "The places right below it.", inverse="parent")
    organizations: Mapped[list["Organization"]] = derived("organizacje", "organizations", "The organisations in it, or in a place below it.", by="organizations_of_place")
    partnerships: Mapped[list["Partnership"]] = derived("partnerstwa", "partnerships", "The partnerships it is a party of.", by="partnerships_of_party")
    partners: Mapped[list["Partner"]] = derived("partnerzy", "partners", "With which places it worked: itself, or by its organisations.", by="partners_of_place")


class City(Place):
    """A town, a village or a municipality."""

    __terms__ = (SCHEMA.City, SCHEMA.Place)
    __labels__ = Labels("miejscowość", "city")
    __plural__ = "cities"


class Region(Place):
    """A part of a country: a voivodeship, a province, a land."""

    __terms__ = (SCHEMA.AdministrativeArea, SCHEMA.Place)
    __labels__ = Labels("region", "region")
    __plural__ = "regions"


class Country(Place):
    """A country."""

    __terms__ = (SCHEMA.Country, SCHEMA.Place)
    __labels__ = Labels("kraj", "country")
    __plural__ = "countries"


class Programme(Entity):
    """What pays for projects: a fund, a programme, or a part of one."""

    __terms__ = (EURIO.FundingScheme,)
    __labels__ = Labels("program", "programme")
    __plural__ = "programmes"
    __called_by__ = ("name", "code")

    name: Mapped[Text | None] = prop(SCHEMA.name, "nazwa", "name", "The name, in each language that a source gives it in.", search=True)
    code: Mapped[str | None] = prop(EURIO.code, "kod", "code", "The number or short form that it goes by, such as 7.1.1.", search=True)
    level: Mapped[ProgrammeLevel | None] = prop(OGN.level, "poziom", "level", "How high it stands, from the fund down.")
    parent: Mapped["Programme | None"] = link(EURIO.isSubSchemeOf, "program nadrzędny", "parent", "The programme that it is part of.")
    ancestors: Mapped[list["Programme"]] = derived("programy nadrzędne", "ancestors", "Every programme above it, the fund first.", by="ancestors")
    children: Mapped[list["Programme"]] = link(EURIO.hasSubScheme, "części", "children", "The programmes right below it.", inverse="parent")
    projects: Mapped[list["Project"]] = derived("projekty", "projects", "The projects paid by it, or by a programme below it.", by="projects_of_programme")


class Project(Entity):
    """An undertaking with a beginning, an end and a budget."""

    __terms__ = (EURIO.Project,)
    __labels__ = Labels("projekt", "project")
    __plural__ = "projects"
    __called_by__ = ("title", "acronym")

    title: Mapped[Text] = prop(EURIO.title, "tytuł", "title", "The title as the source prints it.", search=True, index=True)
    acronym: Mapped[str | None] = prop(SKOS.altLabel, "akronim", "acronym", "The short name.", search=True)
    objective: Mapped[Text | None] = prop(DCTERMS.abstract, "cel ogólny", "objective", "What it is for, in one text.", search=True)
    status: Mapped[ProjectStatus | None] = prop(OGN.status, "stan", "status", "How far it has come, as the source says.")
    start_date: Mapped[PartialDate | None] = prop(SCHEMA.startDate, "początek", "start date", "First day; a month or a year where no more is known.", index=True)
    end_date: Mapped[PartialDate | None] = prop(SCHEMA.endDate, "koniec", "end date", "Last day; a month or a year where no more is known.", index=True)
    end_planned: Mapped[bool | None] = prop(OGN.endPlanned, "koniec planowany", "end planned", "Whether the end was only planned when the source was written.")
    year: Mapped[int | None] = prop(OGN.year, "rok", "year", "The year that the source speaks of.")
    budget: Mapped[Money | None] = prop(EURIO.hasTotalCost, "budżet", "budget", "Total cost.", index=True)
    eu_contribution: Mapped[Money | None] = prop(OGN.euContribution, "wkład Unii Europejskiej", "EU contribution", "What funds of the European Union pay.", index=True)
    co_financing_rate: Mapped[Decimal | None] = computed(OGN.coFinancingRate, "poziom dofinansowania", "co-financing rate", "EU contribution divided by budget, to four places, 0 to 1.", sql=RATE)
    remarks: Mapped[list[Text]] = prop(SKOS.note, "uwagi", "remarks", "What else the sources say of it.", search=True)
    fundings: Mapped[list["Funding"]] = link(EURIO.isFundedBy, "dofinansowania", "fundings", "The grants that pay for it.", inverse="project")
    programmes: Mapped[list["Programme"]] = derived("programy", "programmes", "The programmes that its grants come from.", by="programmes_of_project")
    participations: Mapped[list["Participation"]] = link(EURIO.hasInvolvedParty, "uczestnictwo organizacji", "participations", "Who takes part, and how.", inverse="project")
    goals: Mapped[list["Goal"]] = link(OGN.goal, "cele", "goals", "What it wants, and the needs it answers.", inverse="project")
    target_groups: Mapped[list["TargetGroup"]] = link(OGN.targetGroup, "grupy docelowe", "target groups", "Whom it is for.", inverse="project")
    participants: Mapped[list["ParticipantGroup"]] = link(OGN.participants, "uczestnicy", "participants", "How many people take part, and where.", inverse="project")
    activities: Mapped[list["Activity"]] = link(OGN.activity, "działania", "activities", "What is done in it.", inverse="project")
    outcomes: Mapped[list["Outcome"]] = link(OGN.outcome, "rezultaty", "outcomes", "What came of it.", inverse="project")
    places: Mapped[list["Place"]] = link(OGN.takesPlaceIn, "miejsca", "places", "Where it takes place.")
    partnerships: Mapped[list["Partnership"]] = link(OGN.partnership, "partnerstwa", "partnerships", "The partnerships that it rests on.", inverse="project")


class Participation(Entity):
    """An organisation's part in a project."""

    __terms__ = (EURIO.OrganisationRole,)
    __labels__ = Labels("udział w projekcie", "participation")
    __plural__ = "participations"
    __called_by__ = ("role",)

    project: Mapped["Project"] = link(EURIO.isInvolvedIn, "projekt", "project", "The project.")
    organization: Mapped["Organization"] = link(EURIO.isRoleOf, "organizacja", "organization", "The organisation.")
    role: Mapped[Role] = prop(OGN.role, "rola", "role", "In what capacity it takes part.")
    start_date: Mapped[PartialDate | None] = prop(SCHEMA.startDate, "początek", "start date", "First day of its part.")
    end_date: Mapped[PartialDate | None] = prop(SCHEMA.endDate, "koniec", "end date", "Last day of its part.")
    contribution: Mapped[Money | None] = prop(OGN.contribution, "wkład", "contribution", "What it pays itself.")


class Funding(Entity):
    """A grant: money of a programme for a project."""

    __terms__ = (EURIO.Grant,)
    __labels__ = Labels("dofinansowanie", "funding")
    __plural__ = "fundings"
    __called_by__ = ("amount",)

    project: Mapped["Project"] = link(EURIO.funds, "projekt", "project", "The project it pays for.")
    programme: Mapped["Programme"] = link(EURIO.hasFundingScheme, "program", "programme", "The programme it comes from.")
    disburser: Mapped["Organization | None"] = link(OGN.disburser, "wypłacający", "disburser", "The organisation that pays it out.")
    amount: Mapped[Money | None] = prop(EURIO.hasFundingAmount, "kwota", "amount", "How much.", index=True)
    rate: Mapped[Decimal | None] = prop(OGN.rate, "udział w kosztach", "rate", "Its part of the total cost, 0 to 1, as the source states it.")


class Partnership(Entity):
    """A tie of its own, outside or before a project: twin towns, an agreement, a network."""

    __terms__ = (OGN.Partnership,)
    __labels__ = Labels("partnerstwo", "partnership")
    __plural__ = "partnerships"
    __called_by__ = ("kind",)

    kind: Mapped[PartnershipKind] = prop(OGN.kind, "rodzaj", "kind", "What sort of tie it is.")
    parties: Mapped[list[Party]] = prop(OGN.party, "strony", "parties", "Between whom, and in what capacity.")
    start_date: Mapped[PartialDate | None] = prop(SCHEMA.startDate, "początek", "start date", "First day.", index=True)
    end_date: Mapped[PartialDate | None] = prop(SCHEMA.endDate, "koniec", "end date", "Last day.")
    signed: Mapped[PartialDate | None] = prop(OGN.signed, "data podpisania", "signed", "When it was signed.", index=True)
    project: Mapped["Project | None"] = link(OGN.project, "projekt", "project", "The project that it is about.")
    reason: Mapped[Text | None] = prop(OGN.reason, "powód", "reason", "Why the parties chose each other.", search=True)


class Activity(Entity):
    """Something done in a project: a course, a placement, a workshop."""

    __terms__ = (OGN.Activity, SCHEMA.Event)
    __labels__ = Labels("działanie", "activity")
    __plural__ = "activities"
    __called_by__ = ("name", "kind")

    project: Mapped["Project"] = link(OGN.project, "projekt", "project", "The project it is part of.")
    name: Mapped[Text | None] = prop(SCHEMA.name, "nazwa", "name", "What it is called.", search=True)
    kind: Mapped[ActivityKind | None] = prop(OGN.kind, "rodzaj", "kind", "What sort of activity it is.")
    description: Mapped[Text | None] = prop(DCTERMS.description, "opis", "description", "What is done.", search=True)
    hours: Mapped[int | None] = prop(OGN.hours, "liczba godzin", "hours", "How many hours it takes.")
    rounds: Mapped[int | None] = prop(OGN.rounds, "liczba tur", "rounds", "How many times it is held.")
    duration: Mapped[str | None] = prop(OGN.duration, "czas trwania", "duration", "How long one round lasts, ISO 8601: P2W.", pattern="^P(([0-9]+[YMWD])+(T([0-9]+[HMS])+)?|T([0-9]+[HMS])+)$")
    participants: Mapped[int | None] = prop(OGN.participantCount, "liczba uczestników", "participants", "How many people take part.")
    organizer: Mapped["Organization | None"] = link(SCHEMA.organizer, "organizator", "organizer", "Who holds it, where that is not the project's coordinator.")
    topics: Mapped[list[Text]] = prop(OGN.topic, "tematy", "topics", "What it covers.", search=True)
    start_date: Mapped[PartialDate | None] = prop(SCHEMA.startDate, "początek", "start date", "First day.")
    end_date: Mapped[PartialDate | None] = prop(SCHEMA.endDate, "koniec", "end date", "Last day.")


class Outcome(Entity):
    """What came of a project."""

    __terms__ = (OGN.Outcome,)
    __labels__ = Labels("rezultat", "outcome")
    __plural__ = "outcomes"
    __called_by__ = ("text",)

    project: Mapped["Project"] = link(OGN.project, "projekt", "project", "The project it came of.")
    kind: Mapped[OutcomeKind | None] = prop(OGN.kind, "rodzaj", "kind", "Whether it can be counted.")
    text: Mapped[Text] = prop(DCTERMS.description, "treść", "text", "What came of it, in the source's words.", search=True)
    count: Mapped[int | None] = prop(OGN.count, "liczba", "count", "How many.")
    unit: Mapped[Text | None] = prop(OGN.unit, "jednostka", "unit", "How many of what.", search=True)


class Goal(Entity):
    """What a project wants, or the need it answers."""

    __terms__ = (OGN.Goal,)
    __labels__ = Labels("cel", "goal")
    __plural__ = "goals"
    __called_by__ = ("text",)

    project: Mapped["Project"] = link(OGN.project, "projekt", "project", "The project that has it.")
    text: Mapped[Text] = prop(DCTERMS.description, "treść", "text", "The goal or need, in the source's words.", search=True)
    kind: Mapped[GoalKind] = prop(OGN.kind, "rodzaj", "kind", "A goal or a need.")


class TargetGroup(Entity):
    """Whom a project is for."""

    __terms__ = (OGN.TargetGroup,)
    __labels__ = Labels("grupa docelowa", "target group")
    __plural__ = "targetGroups"
    __called_by__ = ("text",)

    project: Mapped["Project"] = link(OGN.project, "projekt", "project", "The project that is for it.")
    text: Mapped[Text] = prop(DCTERMS.description, "treść", "text", "Who they are, in the source's words.", search=True)
    organization_kinds: Mapped[list[OrganizationKind]] = prop(OGN.organizationKind, "rodzaje organizacji", "kinds of organisation", "In what sorts of body they work.")


class ParticipantGroup(Entity):
    """How many people take part in a project, in all or in some places."""

    __terms__ = (OGN.ParticipantGroup,)
    __labels__ = Labels("grupa uczestników", "participant group")
    __plural__ = "participantGroups"
    __called_by__ = ("text", "count")

    project: Mapped["Project"] = link(OGN.project, "projekt", "project", "The project they take part in.")
    count: Mapped[int] = prop(OGN.count, "liczba", "count", "How many people.")
    places: Mapped[list["Place"]] = link(OGN.takesPlaceIn, "miejsca", "places", "Where; several where the source counts them together.")
    text: Mapped[Text | None] = prop(DCTERMS.description, "opis", "text", "Who they are.", search=True)


class Document(Entity):
    """A source: what facts rest on."""

    __terms__ = (FOAF.Document, SCHEMA.CreativeWork)
    __labels__ = Labels("dokument", "document")
    __plural__ = "documents"
    __called_by__ = ("title",)

    title: Mapped[Text] = prop(DCTERMS.title, "tytuł", "title", "The title.", search=True)
    url: Mapped[Url | None] = prop(SCHEMA.url, "adres", "URL", "Where it stands on the web.")
    published: Mapped[PartialDate | None] = prop(DCTERMS.issued, "data publikacji", "published", "When it was published.")
    publisher: Mapped["Organization | None"] = link(DCTERMS.publisher, "wydawca", "publisher", "Who published it.")
    origin: Mapped["Organization | None"] = link(OGN.origin, "źródło", "origin", "Whom the publisher names as its source.")
    language: Mapped[str | None] = prop(SCHEMA.inLanguage, "język", "language", "The language it is in, BCP 47.", pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    checksum: Mapped[str | None] = prop(OGN.checksum, "suma kontrolna", "checksum", "Of its bytes: sha256: and 64 hexadecimal digits.", pattern="^sha256:[0-9a-f]{64}$")
    licence: Mapped[Url | None] = prop(DCTERMS.license, "licencja", "licence", "On what terms it may be used.")
    archived: Mapped[bool | None] = prop(OGN.archived, "wersja archiwalna", "archived", "Whether it is an archived version.")
    note: Mapped[Text | None] = prop(SKOS.note, "uwaga", "note", "What it says of itself, such as a disclaimer.", search=True)
    statements: Mapped[list["Evidence"]] = derived("stwierdzenia", "statements", "What rests on it.", by="statements_of_document")
