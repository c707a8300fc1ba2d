"""The shapes of nodes that no kind declares: amounts of money, parties in roles, evidence."""

from dataclasses import dataclass

from graph.properties import Labels


@dataclass(frozen=True, slots=True)
class ValueShape:
    """What stands behind one predicate: a constraint of SHACL and its value; of `sh:or` and `sh:in`, a list's name."""

    name: str
    path: str
    labels: Labels
    constraint: str = ""
    of: str = ""
    pattern: str = ""
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class NodeShape:
    """What nodes of a class hold; without a target, what the shapes of kinds share."""

    name: str
    target: str
    labels: Labels
    values: tuple[ValueShape, ...]


def _string(name: str, path: str, pl: str, en: str, *, required: bool = False, pattern: str = "") -> ValueShape:
    return ValueShape(name, path, Labels(pl, en), "sh:datatype", "xsd:string", pattern, required)


_SOURCE = ValueShape(
    "hasSource", "oa:hasSource", Labels("dokument", "document"), "sh:class", "foaf:Document", required=True
)
_MARKS = (
    ValueShape("implied", "ogn:implied", Labels("domyślnie", "implied"), "sh:datatype", "xsd:boolean"),
    ValueShape("preferred", "ogn:preferred", Labels("wybrane", "preferred"), "sh:datatype", "xsd:boolean"),
    ValueShape("stated", "ogn:stated", Labels("o kim mowa", "stated"), "sh:nodeKind", "sh:IRI"),
)

NODE_SHAPES = (
    NodeShape(
        "Entity",
        "",
        Labels("byt", "entity"),
        (
            ValueShape("sameAs", "owl:sameAs", Labels("to samo co", "same as"), "sh:nodeKind", "sh:IRI", many=True),
            ValueShape(
                "wasDerivedFrom",
                "prov:wasDerivedFrom",
                Labels("wywodzi się z", "derived from"),
                "sh:class",
                "ogn:Record",
                many=True,
            ),
            ValueShape(
                "partyRole",
                "ogn:partyRole",
                Labels("strona w roli", "party in a role"),
                "sh:class",
                "ogn:PartyRole",
                many=True,
            ),
        ),
    ),
    NodeShape(
        "MonetaryAmount",
        "eurio:MonetaryAmount",
        Labels("kwota", "amount of money"),
        (
            ValueShape("value", "eurio:value", Labels("wartość", "value"), "sh:datatype", "xsd:decimal", required=True),
            _string("currency", "eurio:currency", "waluta", "currency", required=True, pattern="^[A-Z]{3}$"),
        ),
    ),
    NodeShape(
        "PartyRole",
        "ogn:PartyRole",
        Labels("strona w roli", "party in a role"),
        (
            ValueShape("roleOf", "ogn:roleOf", Labels("rola strony", "role of"), "sh:or", "party", required=True),
            ValueShape("inRole", "ogn:inRole", Labels("w roli", "in role"), "sh:in", "Role", required=True),
        ),
    ),
    NodeShape(
        "Statement",
        "rdf:Statement",
        Labels("stwierdzenie", "statement"),
        (
            ValueShape("subject", "rdf:subject", Labels("podmiot", "subject"), "sh:nodeKind", "sh:IRI", required=True),
            ValueShape(
                "predicate", "rdf:predicate", Labels("orzeczenie", "predicate"), "sh:in", "predicate", required=True
            ),
            ValueShape("object", "rdf:object", Labels("wartość", "object"), required=True),
            ValueShape(
                "wasDerivedFrom",
                "prov:wasDerivedFrom",
                Labels("wywodzi się z", "derived from"),
                "sh:or",
                "proof",
                required=True,
                many=True,
            ),
        ),
    ),
    NodeShape(
        "Record",
        "ogn:Record",
        Labels("wiersz", "record"),
        (
            _SOURCE,
            _string("table", "ogn:table", "tabela", "table", required=True),
            _string("row", "ogn:row", "numer wiersza", "row", required=True),
            _string("gave", "ogn:gave", "podaje", "gave"),
            *_MARKS,
        ),
    ),
    NodeShape(
        "SpecificResource",
        "oa:SpecificResource",
        Labels("miejsce w dokumencie", "place in a document"),
        (
            _SOURCE,
            ValueShape(
                "hasSelector",
                "oa:hasSelector",
                Labels("cytat", "quote"),
                "sh:class",
                "oa:TextQuoteSelector",
                required=True,
            ),
            *_MARKS,
        ),
    ),
    NodeShape(
        "TextQuoteSelector",
        "oa:TextQuoteSelector",
        Labels("cytat", "quote"),
        (
            _string("exact", "oa:exact", "słowa", "words", required=True),
            _string("prefix", "oa:prefix", "przed nimi", "before them"),
            _string("suffix", "oa:suffix", "po nich", "after them"),
        ),
    ),
)
