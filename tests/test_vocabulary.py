"""Whether a standard term stands only where the vocabulary that defines it says it may."""

import os
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS

from graph.describing.nodes import described
from graph.describing.ontology import ontology, own_terms
from graph.kinds import Model
from graph.model import Base
from graph.properties import Code, Party
from graph.rdf.triples import export
from graph.rdf.turtle import NTriples
from graph.records import Evidence, Quote, Record, Row
from graph.values import EntityId, Money
from graph.vocabulary import PREFIXES, expanded, prefixes

MODEL = Model.of(Base)
BASE = "https://example.org/"
VOCABULARIES = Path(__file__).parents[2] / "shared" / "vocab"
FILES = (
    "eurio/EURIO.ttl",
    "cpov/core-public-organisation-ap.ttl",
    "w3c/org.ttl",
    "w3c/prov-o.ttl",
    "w3c/oa.ttl",
    "schemaorg-current-https.ttl",
)

# The vocabularies of which there is no file: term, domain, range; "" where the vocabulary names none.
STATED = {
    "dcterms:abstract": ("", ""),
    "dcterms:audience": ("", "dcterms:AgentClass"),
    "dcterms:description": ("", ""),
    "dcterms:hasPart": ("", ""),
    "dcterms:identifier": ("", "rdfs:Literal"),
    "dcterms:issued": ("", "rdfs:Literal"),
    "dcterms:language": ("", "dcterms:LinguisticSystem"),
    "dcterms:license": ("", "dcterms:LicenseDocument"),
    "dcterms:publisher": ("", "dcterms:Agent"),
    "dcterms:source": ("", ""),
    "dcterms:subject": ("", ""),
    "dcterms:date": ("", "rdfs:Literal"),
    "dcterms:title": ("", "rdfs:Literal"),
    "foaf:homepage": ("", "foaf:Document"),
    "foaf:page": ("", "foaf:Document"),
    "owl:sameAs": ("", ""),
    "rdf:subject": ("rdf:Statement", ""),
    "rdf:predicate": ("rdf:Statement", ""),
    "rdf:object": ("rdf:Statement", ""),
    "rdf:type": ("", ""),
    "skos:altLabel": ("", "rdfs:Literal"),
    "skos:note": ("", ""),
    "skos:prefLabel": ("", "rdfs:Literal"),
}
CLASSES_STATED = {"dcterms:AgentClass", "foaf:Document", "foaf:Agent", "foaf:Group", "rdf:Statement"}
EQUAL = {"dcterms:Agent": "foaf:Agent", "foaf:Organization": "org:Organization"}  # as FOAF says

# schema.org says which classes "may" have a property; DESIGN names it for dates that know no day.
OPEN = {"schema:startDate", "schema:endDate"}

ANYTHING = {"", "rdfs:Resource", "owl:Thing", "schema:Thing"}
LITERAL = {*ANYTHING, "rdfs:Literal"}
RANGES = {  # of the values of a type: the ranges that they are within
    "str": {*LITERAL, "xsd:string", "schema:Text"},
    "Text": {*LITERAL, "schema:Text"},  # in a language, so no xsd:string
    "Url": {*ANYTHING, "schema:URL", "foaf:Document", "dcterms:LicenseDocument"},
    "int": {*LITERAL, "xsd:integer", "schema:Integer", "schema:Number"},
    "bool": {*LITERAL, "xsd:boolean", "schema:Boolean"},
    "Decimal": {*LITERAL, "xsd:decimal", "schema:Number"},
    "PartialDate": {*LITERAL, "schema:Date"},  # may be a year, so no xsd:date
    "Identifier": LITERAL,
    "Party": ANYTHING,
    "Money": {*ANYTHING, "eurio:MonetaryAmount"},
}


class Vocabularies:
    """All the vocabularies together."""

    def __init__(self):
        self.graph = rdflib.Graph()
        for file in FILES:
            self.graph.parse(VOCABULARIES / file)
        own = described(NTriples(MODEL, BASE), BASE, ontology(MODEL, BASE))
        self.graph.parse(data="".join(own), format="nt")
        self.names = {iri: prefix for prefix, iri in prefixes(BASE).items()}

    def compact(self, iri):
        """Return a term, the one of two equal ones; None for what is of another vocabulary."""
        start = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = f"{self.names.get(iri[:start])}:{iri[start:]}"
        return EQUAL.get(name, name) if iri[:start] in self.names else None

    def has(self, term):
        if term.split(":")[0] in {each.split(":")[0] for each in (*STATED, *CLASSES_STATED)}:
            return term in STATED or term in CLASSES_STATED
        return (rdflib.URIRef(expanded(term, BASE)), None, None) in self.graph

    def classes(self, subject, *predicates):
        found = set()
        for predicate in predicates:
            for each in self.graph.objects(rdflib.URIRef(subject), predicate):
                union = self.graph.value(each, OWL.unionOf)
                found |= {self.compact(one) for one in (Collection(self.graph, union) if union else [each])}
        return found - {None}

    def is_class(self, term):
        kinds = set(self.graph.objects(rdflib.URIRef(expanded(term, BASE)), RDF.type))
        return term in CLASSES_STATED or bool(kinds & {OWL.Class, RDFS.Class})

    def domain(self, term):
        schema = rdflib.URIRef(PREFIXES["schema"] + "domainIncludes")
        stated = {EQUAL.get(name, name) for name in STATED.get(term, ("", ""))[:1] if name}
        return stated or self.classes(expanded(term, BASE), RDFS.domain, schema)

    def range(self, term):
        schema = rdflib.URIRef(PREFIXES["schema"] + "rangeIncludes")
        stated = {EQUAL.get(name, name) for name in STATED.get(term, ("", ""))[1:] if name}
        return stated or self.classes(expanded(term, BASE), RDFS.range, schema)

    def above(self, terms):
        """Return the classes, and all that they are below of or equal to."""
        found, wanted = set(), [EQUAL.get(term, term) for term in terms]
        while wanted:
            term = wanted.pop()
            if term not in found:
                found.add(term)
                wanted += self.classes(expanded(term, BASE), RDFS.subClassOf, OWL.equivalentClass)
        return found


@cache
def vocabularies():
    if not VOCABULARIES.is_dir():
        reason = f"{VOCABULARIES} is not there: the published vocabularies cannot be compared with"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return Vocabularies()


KIND_TERMS = [(kind.name, term) for kind in MODEL.kinds.values() for term in kind.terms]
PROPERTIES = [
    pytest.param(kind, item, id=f"{kind.name}.{item.name}")
    for kind in MODEL.concrete
    for item in kind.properties.values()
    if item.term
]


@pytest.mark.parametrize(("kind", "term"), KIND_TERMS)
def test_the_class_of_a_kind_exists(kind, term):
    assert vocabularies().has(term)


def test_the_classes_that_codes_add_exist():
    for codes in MODEL.codes.values():
        assert all(vocabularies().has(code.concept.term) for code in codes if code.concept.term)


@pytest.mark.parametrize(("kind", "item"), PROPERTIES)
def test_a_term_exists_and_its_domain_holds_the_kind(kind, item):
    known = vocabularies()
    assert known.has(item.term), f"{item.term} is in no vocabulary"
    domain = known.domain(item.term)
    if item.term not in OPEN:
        assert not domain or domain & (known.above(kind.terms) | ANYTHING), f"{item.term} has the domain {domain}"


@pytest.mark.parametrize(("kind", "item"), PROPERTIES)
def test_the_range_of_a_term_holds_the_values(kind, item):
    known = vocabularies()
    stated = known.range(item.term)
    if not stated:
        return
    if item.target:
        for member in MODEL.members(item.target):
            assert stated & (known.above(member.terms) | ANYTHING), f"{item.term} has the range {stated}"
    else:
        within = {*ANYTHING, "skos:Concept"} if issubclass(item.type, Code) else RANGES[item.type.__name__]
        assert stated & within, f"{item.term} has the range {stated}"


@pytest.mark.parametrize("own", [each for each in own_terms(MODEL) if each.above], ids=lambda each: each.term)
def test_what_an_own_term_is_placed_under_exists_and_its_domain_and_range_fit(own):
    known = vocabularies()
    for term in own.above:
        assert known.has(term), f"{term} is in no vocabulary"
        if own.is_class:
            assert known.is_class(term)
            continue
        domain, range_ = known.domain(term), known.range(term)
        for each in own.domains:
            assert not domain or domain & (known.above([each]) | ANYTHING), f"{term} has the domain {domain}"
        literal = own.type == "owl:DatatypeProperty"
        within = (LITERAL | {"schema:Text", own.range}) if literal else known.above([own.range]) | ANYTHING
        assert not range_ or range_ & within, f"{term} has the range {range_}"


def test_no_own_class_is_below_two_that_are_disjoint():
    known = vocabularies()
    for own in own_terms(MODEL):
        above = known.above([own.term]) if own.is_class else ()
        assert not any(known.classes(expanded(term, BASE), OWL.disjointWith) & above for term in above), own.term


def test_an_inverse_is_one_in_the_vocabulary_too():
    known = vocabularies()
    for kind in MODEL.concrete:
        for item in kind.properties.values():
            term = rdflib.URIRef(expanded(item.term or "ogn:none", BASE))
            schema = rdflib.URIRef(PREFIXES["schema"] + "inverseOf")
            inverses = known.classes(term, OWL.inverseOf, schema)
            if item.inverse and inverses:
                stored = next(each for each in MODEL.kinds[item.target].stored if each.attribute == item.inverse)
                back = known.classes(expanded(stored.term, BASE), OWL.inverseOf, schema)
                assert stored.term in inverses or item.term in back


def test_every_term_of_evidence_and_of_nodes_exists():
    known, project = vocabularies(), EntityId("project/p")
    document_id, budget = EntityId("document/d"), Money(1, "PLN")
    proofs = [
        Evidence(project, ("budget",), budget, document_id, Quote("a", "b", "c"), True, True),
        Evidence(project, ("budget",), Money(2, "PLN"), document_id, Row("t", "1"), False, False),
    ]
    party = Party(EntityId("place/x"), "TWIN_TOWN")
    graph = [
        (Record(project, "Project", {"budget": budget}), proofs),
        (Record(EntityId("partnership/p"), "Partnership", {"parties": (party,)}), []),
    ]
    read = rdflib.Graph().parse(data="".join(export(MODEL, NTriples(MODEL, BASE), graph)), format="nt")
    terms = {*read.predicates(), *read.objects(None, RDF.type)}
    assert len(terms) > 25
    assert [known.compact(term) for term in terms if not known.has(known.compact(term))] == []


def test_no_class_is_disjoint_with_another_of_its_kind():
    known = vocabularies()
    for kind in MODEL.concrete:
        above = known.above(kind.terms)
        for term in above:
            assert not known.classes(expanded(term, BASE), OWL.disjointWith) & above
