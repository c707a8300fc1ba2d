"""Turtle and N-Triples, written as they stream by."""

from collections.abc import Callable, Iterable, Mapping
from json.encoder import encode_basestring as quoted  # JSON's escapes are all escapes of Turtle, and made in C

from graph.kinds import Model
from graph.vocabulary import expanded, prefixes


class NTriples:
    """N-Triples: a triple a line, everything in full. A pair is the rest of the line.

    `opening` stands before the first pair of a subject, `between` before each other, `closing` behind the last; the
    subject stands in them as `{s}`, which is how graph.rdf.rows writes them.
    """

    header = separator = footer = ""
    opening = between = "{s}"
    closing = ""
    end = " .\n"

    def __init__(self, _model: Model, base: str) -> None:
        self._base = base
        self.ids = f"<{base}id/"

    def declare(self, names: Mapping[str, str]) -> None:
        """Do nothing: everything is in full."""

    def term(self, term: str) -> str:
        """Write a term."""
        return f"<{expanded(term, self._base)}>"

    def resource(self, iri: str) -> str:
        """Write any other IRI."""
        return f"<{iri}>"

    def entity(self, entity: str, fragment: str = "") -> str:
        """Write an entity, or a node under it."""
        return f"{self.ids}{entity}#{fragment}>" if fragment else f"{self.ids}{entity}>"

    def linking(self, name: str, _family: str) -> str:
        """Return what writes, in the source of an f-string, an entity of a family whose id stands under a name."""
        return f"{self.ids}{{{name}}}>"

    def block(self, subject: str, pairs: list[str]) -> str:
        """Write a subject with all that is said of it."""
        return subject + subject.join(pairs)

    def types(self, terms: Iterable[str]) -> list[str]:
        """Return the pairs that name the classes of a subject."""
        return [self.to_term("rdf:type")(term) for term in terms]

    def start(self, predicate: str) -> str:
        """Return what stands between a subject and an object."""
        return f" {self.term(predicate)} "

    def to_term(self, predicate: str) -> Callable[[str], str]:
        """Return what pairs a predicate with a term."""
        start, end = self.start(predicate), self.end
        return lambda term: f"{start}{self.term(term)}{end}"

    def to_entity(self, predicate: str) -> Callable[[str], str]:
        """Return what pairs a predicate with an entity."""
        start, end = self.start(predicate) + self.ids, ">" + self.end
        return lambda entity: f"{start}{entity}{end}"

    def to_node(self, predicate: str) -> Callable[[str, str], str]:
        """Return what pairs a predicate with a node under an entity."""
        start, end = self.start(predicate) + self.ids, ">" + self.end
        return lambda entity, fragment: f"{start}{entity}#{fragment}{end}"

    def to_iri(self, predicate: str) -> Callable[[str], str]:
        """Return what pairs a predicate with any other IRI."""
        start, end = self.start(predicate), self.end
        return lambda iri: f"{start}<{iri}>{end}"

    def to_string(self, predicate: str) -> Callable[[str], str]:
        """Return what pairs a predicate with a string that is in no language."""
        start, end = self.start(predicate), self.end
        return lambda text: f"{start}{quoted(text)}{end}"

    def to_words(self, predicate: str) -> Callable[[str, str], str]:
        """Return what pairs a predicate with words and their language."""
        start, end = self.start(predicate), self.end
        return lambda text, language: f"{start}{quoted(text)}@{language}{end}"

    def to_literal(self, predicate: str, datatype: str) -> Callable[[str], str]:
        """Return what pairs a predicate with literals of a datatype."""
        start, end = self.start(predicate), f"^^{self.term(datatype)}{self.end}"
        return lambda text: f"{start}{quoted(text)}{end}"


class Turtle(NTriples):
    """Turtle: entities and terms by prefix, the triples of a subject together."""

    separator = "\n"
    opening, between, closing = "{s} ", " ;\n    ", " .\n"
    end = ""

    def __init__(self, model: Model, base: str) -> None:
        super().__init__(model, base)
        self._names = prefixes(base) | {kind.prefix: f"{base}id/{kind.prefix}/" for kind in model.families}
        self.declare({})

    def declare(self, names: Mapping[str, str]) -> None:
        """Name more prefixes at the head."""
        self._names |= names
        self.header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._names.items())) + "\n"

    def term(self, term: str) -> str:
        """Write a term."""
        return term

    def entity(self, entity: str, fragment: str = "") -> str:
        """Write an entity by its prefix; a node under it in full, for a `#` would have to be escaped."""
        return f"{self.ids}{entity}#{fragment}>" if fragment else entity.replace("/", ":", 1)

    def linking(self, name: str, family: str) -> str:
        """Return what writes, in the source of an f-string, an entity of a family whose id stands under a name."""
        return f"{family}:{{{name}[{len(family) + 1}:]}}"

    def block(self, subject: str, pairs: list[str]) -> str:
        """Write a subject with all that is said of it."""
        return f"{subject} {self.between.join(pairs)}{self.closing}"

    def types(self, terms: Iterable[str]) -> list[str]:
        """Return one pair that names all the classes."""
        return [f"a {', '.join(terms)}"]

    def start(self, predicate: str) -> str:
        """Return what stands between a subject and an object."""
        return f"{predicate} "

    def to_entity(self, predicate: str) -> Callable[[str], str]:
        """Return what pairs a predicate with an entity."""
        start = self.start(predicate)
        return lambda entity: start + entity.replace("/", ":", 1)

    def to_literal(self, predicate: str, datatype: str) -> Callable[[str], str]:
        """Return what pairs a predicate with literals of a datatype, written bare where they read back as the same."""
        if datatype not in _BARE:
            return super().to_literal(predicate, datatype)
        start, end = self.start(predicate), f'"^^{datatype}'
        whole = datatype == "xsd:decimal"  # a number without a point would be read as an integer
        return lambda text: f'{start}"{text}{end}' if whole and "." not in text else start + text


_BARE = frozenset({"xsd:integer", "xsd:decimal", "xsd:boolean"})
