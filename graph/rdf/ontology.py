"""The ontology: our own terms in RDF, placed under the standard ones, and the code lists as SKOS."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from graph.kinds import Model
from graph.properties import Code, Labels, Party, Property
from graph.rdf.context import stored_side
from graph.rdf.syntax import Block, P, Syntax
from graph.rdf.triples import concept
from graph.values import Money, Url
from graph.vocabulary import OWN_PREFIX

# What our terms are placed under, where no class of a kind says it.
ABOVE: Mapping[str, str] = {
    "ogn:country": "schema:containedInPlace",
    "ogn:origin": "dcterms:source",
    "ogn:reason": "dcterms:description",
    "ogn:signed": "dcterms:date",
    "ogn:topic": "dcterms:subject",
    "ogn:Record": "oa:ResourceSelection",
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
            yield OwnTerm(kind.terms[0], frozenset({kind.labels}), frozenset({kind.description}), above=kind.terms[1:])
    declared: defaultdict[str, set[Property]] = defaultdict(set)
    for kind in model.kinds.values():
        for item in kind.properties.values():
            if _is_own(item.term):
                declared[item.term].add(item)
    for term in sorted(declared):
        yield _property(model, term, declared[term])
    yield from NODE_TERMS


def ontology(model: Model, syntax: Syntax[P]) -> Iterator[list[Block[P]]]:
    """Yield the ontology, term by term, then its code lists."""
    titles = _labels("rdfs:label", [Labels("Ontologia Ogniwa", "The ontology of Ogniwo")])
    yield [_block(syntax, f"{OWN_PREFIX}:", ["owl:Ontology"], {}, titles)]
    for own in own_terms(model):
        yield [_term_block(syntax, own)]
    for codes in model.codes.values():
        yield list(_code_list(syntax, codes))


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
        (ABOVE[term],) if term in ABOVE else (),
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
    above = (ABOVE[term],) if term in ABOVE else ()
    return OwnTerm(term, frozenset({Labels(pl, en)}), frozenset({description}), domains, range_, above)


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


Terms = Mapping[str, Iterable[str]]  # by predicate


def _block(
    syntax: Syntax[P], subject: str, types: Iterable[str], terms: Terms, words: Iterable[tuple[str, str, str]]
) -> Block[P]:
    pairs = syntax.types(types)
    for predicate, objects in terms.items():
        pairs += map(syntax.to_term(predicate), objects)
    pairs += [syntax.to_words(predicate)(text, language) for predicate, text, language in words]
    return syntax.term(subject), pairs


def _labels(predicate: str, labels: Iterable[Labels]) -> list[tuple[str, str, str]]:
    return sorted({(predicate, text, lang) for each in labels for lang, text in (("en", each.en), ("pl", each.pl))})


def _term_block(syntax: Syntax[P], own: OwnTerm) -> Block[P]:
    under = "rdfs:subClassOf" if own.is_class else "rdfs:subPropertyOf"
    # Several rdfs:domain would mean all of them at once.
    domain = "rdfs:domain" if len(own.domains) == 1 else "schema:domainIncludes"
    terms = {
        under: own.above,
        domain: sorted(own.domains),
        "rdfs:range": [own.range] if own.range else [],
        "owl:inverseOf": [own.inverse] if own.inverse else [],
    }
    words = [*_labels("rdfs:label", own.labels), *(("rdfs:comment", text, "en") for text in sorted(own.descriptions))]
    return _block(syntax, own.term, [own.type], terms, words)


def _code_list(syntax: Syntax[P], codes: type[Code]) -> Iterator[Block[P]]:
    scheme = f"{OWN_PREFIX}:{codes.__name__}"
    comment = ("rdfs:comment", (codes.__doc__ or "").strip(), "en")
    yield _block(syntax, scheme, ["skos:ConceptScheme"], {}, [comment])
    for code in codes:
        meaning = code.concept
        above = (
            {"skos:broader": [concept(codes, meaning.broader)]} if meaning.broader else {"skos:topConceptOf": [scheme]}
        )
        # A register is also the datatype of the identifiers that it gives.
        types = ["skos:Concept", *(["rdfs:Datatype"] if codes.__name__ == "IdentifierScheme" else [])]
        terms = {"skos:inScheme": [scheme], **above}
        subject, pairs = _block(
            syntax, concept(codes, code.name), types, terms, _labels("skos:prefLabel", [Labels(meaning.pl, meaning.en)])
        )
        yield subject, [*pairs, syntax.to_string("skos:notation")(code.name)]
