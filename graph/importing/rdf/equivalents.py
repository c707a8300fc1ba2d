"""Equivalents: what others say in place of the model's own terms, each with the reason why it is taken for that.

A term that is not here, and that the model does not know itself, is left, and told.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Class(NamedTuple):
    """A class whose members are of a kind; `code` is the kind of organisation that it also says."""

    term: str
    kind: str
    reason: str
    code: str = ""


class Term(NamedTuple):
    """A predicate that says what a property of a kind, or of every member of one, does."""

    kind: str
    property: str
    term: str
    reason: str


_DCAT = "<http://www.w3.org/ns/dcat#{}>"

# The most specific first: a subject is of the kind of its first class here. What the model's kinds are themselves
# stands before these.
CLASSES: tuple[Class, ...] = (
    Class("schema:CollegeOrUniversity", "Institution", "a subclass of schema:Organization", "UNIVERSITY"),
    Class("schema:School", "Institution", "a subclass of schema:Organization", "SCHOOL"),
    Class("schema:Hospital", "Institution", "a subclass of schema:Organization", "HOSPITAL"),
    Class("schema:ResearchOrganization", "Institution", "a subclass of schema:Organization", "RESEARCH_INSTITUTE"),
    Class("schema:Corporation", "Institution", "a subclass of schema:Organization", "COMPANY"),
    Class("schema:GovernmentOrganization", "Institution", "a subclass of schema:Organization", "PUBLIC_BODY"),
    Class("cv:PublicOrganisation", "Institution", "a subclass of org:Organization", "PUBLIC_BODY"),
    Class("schema:NGO", "Institution", "a subclass of schema:Organization"),
    Class("org:FormalOrganization", "Institution", "a subclass of org:Organization"),
    Class("org:OrganizationalUnit", "Institution", "a subclass of org:Organization"),
    Class("eurio:Organisation", "Institution", "the class of organisations in EURIO"),
    Class("schema:Organization", "Institution", "the class of organisations in schema.org"),
    Class("foaf:Organization", "Institution", "the class that org:Organization is equivalent to"),
    Class("org:Organization", "Institution", "the class of organisations in W3C ORG, above ogn:Institution"),
    Class("schema:State", "Region", "a subclass of schema:AdministrativeArea"),
    Class("schema:ResearchProject", "Project", "a subclass of schema:Project"),
    Class("schema:Project", "Project", "an enterprise planned to reach an aim, as eurio:Project"),
    Class("foaf:Project", "Project", "a collective endeavour, as eurio:Project"),
    Class("schema:MonetaryGrant", "Funding", "a grant of money, as eurio:Grant"),
    Class("schema:Dataset", "Document", "a subclass of schema:CreativeWork"),
    Class("schema:Report", "Document", "a subclass of schema:CreativeWork"),
    Class("schema:Article", "Document", "a subclass of schema:CreativeWork"),
    Class("schema:CreativeWork", "Document", "the second class of documents in the model"),
    Class(_DCAT.format("Dataset"), "Document", "published data that facts rest on; schema:Dataset is its equivalent"),
)

_NAME = "a name for people"
_SAME = "the same in another vocabulary"

# For one property, the first that a subject has is taken; before these goes the model's own term.
TERMS: tuple[Term, ...] = (
    Term("Organization", "name", "schema:legalName", "the name in a register"),
    Term("Organization", "name", "eurio:legalName", "the name in a register"),
    Term("Organization", "name", "schema:name", _NAME),
    Term("Organization", "name", "foaf:name", _NAME),
    Term("Organization", "name", "dcterms:title", _NAME),
    Term("Organization", "name", "rdfs:label", _NAME),
    Term("Organization", "abbreviation", "skos:altLabel", "what else it is called, which is mostly shorter"),
    Term("Organization", "website", "foaf:homepage", _SAME),
    Term("Organization", "website", "eurio:url", _SAME),
    Term("Organization", "telephone", "cv:telephone", _SAME),
    Term("Organization", "parent", "schema:parentOrganization", _SAME),
    Term("Organization", "parent", "org:unitOf", "a subproperty of org:subOrganizationOf"),
    Term("Place", "name", "skos:prefLabel", _NAME),
    Term("Place", "name", "foaf:name", _NAME),
    Term("Place", "name", "dcterms:title", _NAME),
    Term("Place", "name", "rdfs:label", _NAME),
    Term("Place", "parent", "schema:containedIn", "the former name of schema:containedInPlace"),
    Term("Programme", "name", "eurio:title", _NAME),
    Term("Programme", "name", "skos:prefLabel", _NAME),
    Term("Programme", "name", "foaf:name", _NAME),
    Term("Programme", "name", "dcterms:title", _NAME),
    Term("Programme", "name", "rdfs:label", _NAME),
    Term("Project", "title", "schema:legalName", _NAME),
    Term("Project", "title", "schema:name", _NAME),
    Term("Project", "title", "dcterms:title", _NAME),
    Term("Project", "title", "foaf:name", _NAME),
    Term("Project", "title", "skos:prefLabel", _NAME),
    Term("Project", "title", "rdfs:label", _NAME),
    Term("Project", "acronym", "eurio:hasAcronym", "a node whose eurio:shortForm is the acronym"),
    Term("Project", "acronym", "schema:alternateName", "what else it is called, which is mostly shorter"),
    Term("Project", "objective", "eurio:abstract", _SAME),
    Term("Project", "objective", "schema:description", "what it is, in one text"),
    Term("Project", "objective", "dcterms:description", "what it is, in one text"),
    Term("Project", "status", "eurio:projectStatus", "words of CORDIS, see WORDS"),
    Term("Project", "startDate", "eurio:startDate", "takes whole dates only, else the same"),
    Term("Project", "endDate", "eurio:endDate", "takes whole dates only, else the same"),
    Term("Participation", "role", "eurio:roleLabel", "words of CORDIS, see WORDS"),
    Term("Participation", "startDate", "eurio:startDate", "takes whole dates only, else the same"),
    Term("Participation", "endDate", "eurio:endDate", "takes whole dates only, else the same"),
    Term("Funding", "programme", "eurio:hasFundingSchemeProgramme", "a subproperty of eurio:hasFundingScheme"),
    Term("Funding", "disburser", "eurio:isDisbursedBy", _SAME),
    Term("Funding", "amount", "schema:amount", _SAME),
    Term("Activity", "name", "skos:prefLabel", _NAME),
    Term("Activity", "name", "dcterms:title", _NAME),
    Term("Activity", "name", "rdfs:label", _NAME),
    Term("Activity", "description", "schema:description", _SAME),
    Term("Document", "title", "schema:name", _NAME),
    Term("Document", "title", "schema:headline", _NAME),
    Term("Document", "title", "eurio:title", _NAME),
    Term("Document", "title", "foaf:name", _NAME),
    Term("Document", "title", "skos:prefLabel", _NAME),
    Term("Document", "title", "rdfs:label", _NAME),
    Term("Document", "url", "foaf:page", _SAME),
    Term("Document", "url", _DCAT.format("landingPage"), "where people read of it"),
    Term("Document", "published", "schema:datePublished", _SAME),
    Term("Document", "published", "dcterms:date", "a date in its life, where none is said to be that of its issue"),
    Term("Document", "publisher", "schema:publisher", _SAME),
    Term("Document", "language", "dcterms:language", "as a language tag; the IRI of a language is none"),
    Term("Document", "licence", "schema:license", _SAME),
)

# From the side of whom another leads to: the property is that of the object.
INVERSE: tuple[Term, ...] = (
    Term("Organization", "parent", "org:hasSubOrganization", "the inverse of org:subOrganizationOf"),
    Term("Organization", "parent", "schema:subOrganization", "the inverse of schema:parentOrganization"),
    Term("Organization", "parent", "org:hasUnit", "the inverse of org:unitOf"),
)

# Predicates whose objects are the same thing, known to a register.
SAME = ("owl:sameAs", "schema:sameAs", "skos:exactMatch")

# Nodes that are values of others.
MONEY = ("eurio:MonetaryAmount", "schema:MonetaryAmount")
ACRONYM = "eurio:Acronym"

_TYPES = "http://publications.europa.eu/resource/authority/organization-type/"

# Words or IRIs that are codes of ours, in small letters.
WORDS: Mapping[str, Mapping[str, str]] = {
    "ProjectStatus": {"signed": "RUNNING", "closed": "FINISHED", "terminated": "CANCELLED"},
    "Role": {
        "coordinator": "COORDINATOR",
        "participant": "PARTNER",
        "partner": "PARTNER",
        "beneficiary": "BENEFICIARY",
        # They take part, though others signed for them.
        "thirdparty": "PARTNER",
        "internationalpartner": "PARTNER",
        "associatedpartner": "PARTNER",
    },
    "OrganizationKind": {
        f"{_TYPES}AGENCY".lower(): "AGENCY",
        f"{_TYPES}GOV".lower(): "PUBLIC_BODY",
        f"{_TYPES}EU_INSTIT".lower(): "EU_INSTITUTION",
    },
}
