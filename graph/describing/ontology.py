"""The ontology: our own terms, placed under the standard ones, and the code lists as SKOS."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from graph.describing.nodes import Literal, Node, Said, each, labelled
from graph.kinds import Model
from graph.properties import Code, Labels, Party, Property
from graph.rdf.context import stored_side
from graph.rdf.triples import concept
from graph.values import Money, Text, Url
from graph.vocabulary import OWN_PATH, OWN_PREFIX

ONTOLOGY = "home:ontology"
VERSION = "1.0"  # of the terms, another where one of them means another thing
LICENCE = Url("https://www.apache.org/licenses/LICENSE-2.0")  # as that of what makes them
TITLE = Labels("Ontologia Ogniwa", "The ontology of Ogniwo")
DESCRIPTION = Labels(
    "Własne pojęcia grafu Ogniwo, podporządkowane standardowym, oraz listy kodów.",
    "The graph's own terms, placed under the standard ones, and its code lists.",
)

# What our terms are placed under, beside the classes of a kind: where the vocabularies' domains and ranges fit.
ABOVE: Mapping[str, tuple[str, ...]] = {
    "ogn:Outcome": ("eurio:Result",),
    "ogn:ParticipantGroup": ("foaf:Group",),
    "ogn:PartyRole": ("schema:Role",),
    "ogn:Record": ("oa:ResourceSelection",),
    "ogn:TargetGroup": ("schema:Audience", "dcterms:AgentClass"),
    "ogn:activity": ("dcterms:hasPart",),
    "ogn:code": ("schema:identifier",),
    "ogn:country": ("schema:containedInPlace",),
    "ogn:level": ("eurio:hasFundingSchemeCategory",),
    "ogn:origin": ("dcterms:source",),
    "ogn:outcome": ("eurio:hasResult",),
    "ogn:reason": ("dcterms:description",),
    "ogn:signed": ("dcterms:date",),
    "ogn:targetGroup": ("dcterms:audience",),
    "ogn:topic": ("dcterms:subject",),
}

# Of the types of values. Texts, dates and identifiers have several datatypes, and so only rdfs:Literal.
RANGES: Mapping[type, str] = {
    str: "xsd:string",
    int: "xsd:integer",
    bool: "xsd:boolean",
    Decimal: "xsd:decimal",
    Money: "eurio:MonetaryAmount",
    Url: "rdfs:Resource",
    Party: "rdfs:Resource",
}


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A term of our own: a class, or a property with domains and a range. It is placed under the terms `above`."""

    term: str
    labels: frozenset[Labels]
    descriptions: frozenset[str]
    domains: frozenset[str] = frozenset()
    range: str = ""
    above: tuple[str, ...] = ()
    inverse: str = ""

    @property
    def is_class(self) -> bool:
        """Whether it is a class: only a property has a range."""
        return not self.range

    @property
    def type(self) -> str:
        """What it is."""
        if self.is_class:
            return "owl:Class"
        return "owl:DatatypeProperty" if self.range.startswith(("xsd:", "rdfs:Literal")) else "owl:ObjectProperty"


def own_terms(model: Model) -> Iterator[OwnTerm]:
    """Yield our own classes, then our own properties, each once."""
    for kind in model.kinds.values():
        if _is_own(kind.terms[0]):
            above = (*kind.terms[1:], *ABOVE.get(kind.terms[0], ()))
            yield OwnTerm(kind.terms[0], frozenset({kind.labels}), frozenset({kind.description}), above=above)
    declared: defaultdict[str, set[Property]] = defaultdict(set)
    for kind in model.kinds.values():
        for item in kind.properties.values():
            if _is_own(item.term):
                declared[item.term].add(item)
    for term in sorted(declared):
        yield _property(model, term, declared[term])
    yield from NODE_TERMS


def ontology(model: Model, base: str) -> Iterator[Node]:
    """Yield the ontology, term by term, then its code lists."""
    namespace = Literal(f"{base}{OWN_PATH}", "xsd:anyURI")
    said = (
        *labelled("dcterms:title", TITLE),
        *labelled("rdfs:label", TITLE),
        *labelled("dcterms:description", DESCRIPTION),
        ("dcterms:license", LICENCE),
        ("owl:versionInfo", Text(VERSION)),
        ("vann:preferredNamespacePrefix", Text(OWN_PREFIX)),
        ("vann:preferredNamespaceUri", namespace),
    )
    yield Node(ONTOLOGY, ("owl:Ontology",), said)
    for own in own_terms(model):
        yield _term(own)
    for codes in model.codes.values():
        yield from _code_list(codes)


def _property(model: Model, term: str, items: set[Property]) -> OwnTerm:
    kinds = [model.kinds[item.kind] for item in items if item.kind in model.kinds]
    sides = [stored_side(model, item).term for item in items if item.inverse]
    # What several links share, such as ogn:project, is the inverse of none of them alone.
    alone = len(items) == len(sides) == 1 and _uses(model, sides[0]) == 1
    return OwnTerm(
        term,
        frozenset(item.labels for item in items),
        frozenset(item.description for item in items),
        frozenset(kind.terms[0] for kind in kinds),
        _range(model, items),
        ABOVE.get(term, ()),
        sides[0] if alone else "",
    )


def _range(model: Model, items: set[Property]) -> str:
    ranges = {
        model.kinds[item.target].terms[0]
        if item.target
        else "skos:Concept"
        if item.is_code
        else RANGES.get(item.type, "rdfs:Literal")
        for item in items
    }
    return ranges.pop() if len(ranges) == 1 else "rdfs:Resource"


def _uses(model: Model, term: str) -> int:
    return len({(each.kind, each.name) for kind in model.kinds.values() for each in kind.stored if each.term == term})


def _is_own(term: str) -> bool:
    return term.startswith(f"{OWN_PREFIX}:")


def _node_term(name: str, pl: str, en: str, description: str, domain: str = "", range_: str = "") -> OwnTerm:
    term = f"{OWN_PREFIX}:{name}"
    domains = frozenset({f"{OWN_PREFIX}:{domain}"} if domain else ())
    return OwnTerm(term, frozenset({Labels(pl, en)}), frozenset({description}), domains, range_, ABOVE.get(term, ()))


NODE_TERMS = (  # what no kind declares: parties in their roles, and evidence
    _node_term("PartyRole", "strona w roli", "party in a role", "A party of a partnership, in one role."),
    _node_term(
        "partyRole", "strona w roli", "party in a role", "A party and its role.", "Partnership", "ogn:PartyRole"
    ),
    _node_term("roleOf", "rola strony", "role of", "Who has the role.", "PartyRole", "rdfs:Resource"),
    _node_term("inRole", "w roli", "in role", "In what capacity it stands there.", "PartyRole", "skos:Concept"),
    _node_term("Record", "wiersz", "record", "A row of a table that a document holds."),
    _node_term("table", "tabela", "table", "The table that has the row.", "Record", "xsd:string"),
    _node_term("row", "numer wiersza", "row", "What the table calls the row.", "Record", "xsd:string"),
    _node_term("gave", "podaje", "gave", "Names of the properties whose values the row gave.", "Record", "xsd:string"),
    _node_term("implied", "domyślnie", "implied", "Whether it is implied rather than said.", "", "xsd:boolean"),
    _node_term("preferred", "wybrane", "preferred", "Whether it goes before what others say.", "", "xsd:boolean"),
    _node_term(
        "stated", "o kim mowa", "stated", "Of whom the document speaks, now one with another.", "", "rdfs:Resource"
    ),
)


def _term(own: OwnTerm) -> Node:
    said: tuple[Said, ...] = (
        *each("rdfs:subClassOf" if own.is_class else "rdfs:subPropertyOf", own.above),
        # Several rdfs:domain would mean all of them at once.
        *each("rdfs:domain" if len(own.domains) == 1 else "schema:domainIncludes", sorted(own.domains)),
        *each("rdfs:range", [own.range] if own.range else []),
        *each("owl:inverseOf", [own.inverse] if own.inverse else []),
        *labelled("rdfs:label", *sorted(own.labels, key=lambda labels: labels.en)),
        *each("rdfs:comment", [Text(text, "en") for text in sorted(own.descriptions)]),
        ("rdfs:isDefinedBy", ONTOLOGY),
    )
    return Node(own.term, (own.type,), said)


def _code_list(codes: type[Code]) -> Iterator[Node]:
    scheme = f"{OWN_PREFIX}:{codes.__name__}"
    comment = Text((codes.__doc__ or "").strip(), "en")
    labels = labelled("rdfs:label", codes.__labels__)
    yield Node(scheme, ("skos:ConceptScheme",), (*labels, ("rdfs:comment", comment), ("rdfs:isDefinedBy", ONTOLOGY)))
    # A register is also the datatype of the identifiers that it gives.
    types = ("skos:Concept", *(["rdfs:Datatype"] if codes.__name__ == "IdentifierScheme" else []))
    for code in codes:
        meaning = code.concept
        above = ("skos:broader", concept(codes, meaning.broader)) if meaning.broader else ("skos:topConceptOf", scheme)
        said: tuple[Said, ...] = (
            ("skos:inScheme", scheme),
            above,
            *labelled("skos:prefLabel", Labels(meaning.pl, meaning.en)),
            ("skos:notation", Text(code.name)),
            ("rdfs:isDefinedBy", ONTOLOGY),
        )
        yield Node(concept(codes, code.name), types, said)
