"""The page of the ontology: what each kind holds, our own terms, and the code lists, for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from graph.describing.ontology import DESCRIPTION, LICENCE, TITLE, VERSION, OwnTerm, own_terms
from graph.describing.published import Published
from graph.kinds import Kind
from graph.properties import Code, Identifier, Labels, Party, Property
from graph.rdf.triples import concept
from graph.values import Money, PartialDate, Text, Url
from graph.vocabulary import OWN_PATH, OWN_PREFIX, expanded
from serving.pages.entity import Download, Pages, downloads
from serving.pages.wording import Language, capital, labelled


@dataclass(frozen=True, slots=True)
class Link:
    """A term: how it is written, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A property of a kind: its name in GraphQL, what it is called and what it says."""

    name: str
    label: str
    description: str
    term: Link | None
    of: Link
    is_required: bool
    is_many: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A kind, a term or a code list, with an anchor."""

    anchor: str
    name: str
    label: str
    descriptions: tuple[str, ...]
    relations: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    rows: tuple[Row, ...] = ()
    codes: tuple["CodeRow", ...] = ()


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code: its anchor, name and label, and the code above it."""

    anchor: str
    name: str
    label: str
    broader: Link | None


class OntologyPage:
    """Makes the page among the other pages."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def page(self, of: Published, language: Language, is_chosen: bool) -> bytes:
        """Return the page in a language."""
        sections = _Sections(of, language)
        own = list(own_terms(of.model))
        return self.pages.page(
            "ontology.html",
            language,
            of.address("ontology"),
            is_chosen=is_chosen,
            title=labelled(TITLE, language),
            lead=labelled(DESCRIPTION, language),
            namespace=f"{of.base}{OWN_PATH}",
            version=VERSION,
            licence=LICENCE,
            kinds=[sections.kind(kind) for kind in of.model.kinds.values()],
            classes=[sections.term(each) for each in own if each.is_class],
            properties=[sections.term(each) for each in sorted(own, key=lambda each: each.term) if not each.is_class],
            lists=[sections.code_list(codes) for codes in of.model.codes.values()],
            downloads=described(of, "ontology"),
            shapes=described(of, "shapes"),
        )


def described(of: Published, path: str) -> list[Download]:
    """Return where a description is, in each format."""
    return downloads(lambda each: of.address(f"{path}{each.suffix}"))


class _Sections:
    """Makes sections in a language."""

    def __init__(self, of: Published, language: Language) -> None:
        self.model, self.base, self.language = of.model, of.base, language
        self.called = partial(labelled, language=language)

    def kind(self, kind: Kind) -> Section:
        """Return a kind with its properties."""
        rows = tuple(self._row(item) for item in kind.properties.values() if not item.derivation)
        classes = (("class", tuple(map(self._link, kind.terms))),)
        return Section(
            f"kind-{kind.name}", kind.name, capital(self.called(kind.labels)), (kind.description,), classes, rows
        )

    def term(self, own: OwnTerm) -> Section:
        """Return a term of our own with what it stands under."""
        found = {
            "above": own.above,
            "domain": tuple(sorted(own.domains)),
            "range": (own.range,) if own.range else (),
            "inverse": (own.inverse,) if own.inverse else (),
        }
        relations = tuple((name, tuple(map(self._link, terms))) for name, terms in found.items() if terms)
        labels = ", ".join(dict.fromkeys(sorted(self.called(each) for each in own.labels)))
        return Section(_local(own.term), own.term, capital(labels), tuple(sorted(own.descriptions)), relations)

    def code_list(self, codes: type[Code]) -> Section:
        """Return a code list with its codes."""
        rows = tuple(self._codes(codes))
        description = (codes.__doc__ or "").strip()
        label = capital(self.called(codes.__labels__))
        return Section(codes.__name__, f"{OWN_PREFIX}:{codes.__name__}", label, (description,), codes=rows)

    def _codes(self, codes: type[Code]) -> Iterator[CodeRow]:
        for code in codes:
            meaning = code.concept
            above = concept(codes, meaning.broader) if meaning.broader else ""
            broader = Link(meaning.broader, f"#{_local(above)}") if meaning.broader else None
            yield CodeRow(_local(concept(codes, code.name)), code.name, self.called(meaning), broader)

    def _row(self, item: Property) -> Row:
        term = self._link(item.term) if item.term else None
        label = capital(self.called(item.labels))
        return Row(item.name, label, item.description, term, self._of(item), item.required, item.many)

    def _of(self, item: Property) -> Link:
        """Return what the values of a property are."""
        if item.target:
            return Link(self.called(self.model.kinds[item.target].labels), f"#kind-{item.target}")
        if item.is_code:
            return Link(self.called(self.model.codes[item.type.__name__].__labels__), f"#{item.type.__name__}")
        return Link(self.called(_TYPES[item.type]), "")

    def _link(self, term: str) -> Link:
        own = term.startswith(f"{OWN_PREFIX}:")
        return Link(term, f"#{_local(term)}" if own else expanded(term, self.base))


def _local(term: str) -> str:
    return term.partition(":")[2]


_TYPES = {
    str: Labels("tekst", "text"),
    Text: Labels("tekst w języku", "text in a language"),
    Url: Labels("adres (IRI)", "address (IRI)"),
    int: Labels("liczba całkowita", "whole number"),
    Decimal: Labels("liczba dziesiętna", "decimal number"),
    Identifier: Labels("oznaczenie w rejestrze", "what a register gives"),
    bool: Labels("tak lub nie", "yes or no"),
    Money: Labels("kwota i waluta", "amount and currency"),
    PartialDate: Labels("dzień, miesiąc lub rok", "day, month or year"),
    Party: Labels("organizacja lub miejsce, w roli", "organisation or place, in a role"),
}
