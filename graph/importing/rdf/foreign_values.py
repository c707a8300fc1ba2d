"""Foreign values: objects as others write them - other datatypes, nodes of their own, words in place of codes."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from graph.errors import InvalidValue
from graph.importing.rdf.equivalents import ACRONYM, WORDS
from graph.importing.rdf.spool import Spool
from graph.importing.rdf.terms import IRI, LITERAL, Terms, Triple
from graph.importing.rdf.values import Nodes, Values, language_of
from graph.kinds import Model
from graph.notation import read
from graph.properties import Identifier, Party, Property
from graph.registers import SAME_AS
from graph.values import EntityId, Money, PartialDate, Text, Url, checked_string, decimal

Led = Callable[[str, str], EntityId]  # an IRI and the kind of whom a property leads to, as an id; raises InvalidValue

_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?")
_DATATYPES = {"", *(f"xsd:{name}" for name in ("date", "dateTime", "gYear", "gYearMonth"))}
_REGISTER_HOSTS = {
    "GEONAMES": re.compile(r"https?://(?:sws\.|www\.)?geonames\.org/(\d+)/?(?:[^/]*)"),
    "WIKIDATA": re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d+)"),
    "ROR": re.compile(r"https?://ror\.org/(0[a-z0-9]{8})/?"),
}


def identifier_of(iri: str) -> Identifier | None:
    """Return what a register calls whoever an IRI is, None if it is of no register that gives IRIs."""
    for scheme in SAME_AS:
        if found := _REGISTER_HOSTS[scheme].fullmatch(iri):
            return Identifier(scheme, unquote(found[1]))
    return None


class ForeignValues(Values):
    """How the values of others are read. Each method raises InvalidValue."""

    def __init__(self, model: Model, terms: Terms, spool: Spool, led: Led, most: int) -> None:
        super().__init__(model, terms)
        self._spool, self._led, self._most = spool, led, most
        self.rest: list[tuple[Triple, str]] = []  # what is left of the nodes that were read

    def read(self, item: Property, triple: Triple, entity: str, nodes: Nodes) -> Any:
        """Return the value of a property that an object is."""
        if item.is_link:
            return self._link(item, triple)
        return super().read(item, triple, entity, nodes)

    def _link(self, item: Property, triple: Triple) -> Any:
        if triple.sort != IRI:
            raise InvalidValue("a blank node has no name to be known by" if triple.sort != LITERAL else "wanted an IRI")
        return self._led(triple.value, str(item.target))

    def _text(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Text:
        return Text(self._words(triple), language_of(triple))

    def _string(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> str:
        if triple.sort == IRI and self._spool.classes(triple.value).count(ACRONYM):
            return checked_string(self._of_node(triple, "eurio:shortForm").value)
        return checked_string(self._words(triple))

    def _words(self, triple: Triple) -> str:
        if triple.sort != LITERAL:
            raise InvalidValue("wanted words, came a node")
        return triple.value

    def _url(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Url:
        return Url(triple.value)

    def _number(self, item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Any:
        return read(self.model, item, self._words(triple).strip().removeprefix("+"))

    def _date(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> PartialDate:
        found = _DATE.fullmatch(self._words(triple).strip())
        if triple.extra not in _DATATYPES or not found:
            raise InvalidValue(f"{triple.shown!r} is not a date: 2008, 2008-05 or 2008-05-31")
        return PartialDate(found[1])

    def _money(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Money:
        if triple.sort == LITERAL:
            raise InvalidValue("an amount without its currency is none")
        amount = self._of_node(triple, "eurio:value", "schema:value")
        currency = self._of_node(triple, "eurio:currency", "schema:currency")
        text = amount.value.strip()
        if amount.extra in ("xsd:double", "xsd:float") and re.fullmatch(r"[+-]?[\d.]{1,20}(?:[eE][+-]?\d{1,2})?", text):
            text = format(Decimal(text), "f")
        return Money.parse(f"{decimal(text)} {currency.value.strip()}")

    def _of_node(self, triple: Triple, *predicates: str) -> Triple:
        """Return what a node says by the first of some predicates that it has."""
        said = self._spool.said(triple.value, self._most)
        if self._spool.use(triple.value):
            self.rest += [
                (each, "it is more than a value has")
                for each in said
                if each.predicate not in _OF_NODES and each.predicate != "rdf:type"
            ]
        for predicate in predicates:
            found = [each for each in said if each.predicate == predicate]
            if len(found) == 1:
                return found[0]
        raise InvalidValue(f"wanted one {' or '.join(predicates)} of the node {triple.shown}")

    def _party(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Party:
        raise InvalidValue(f"parties are of our own: {triple.shown!r}")

    def _code(self, item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> str:
        known = WORDS.get(item.type.__name__, {})
        code = known.get(
            re.sub(r"[\s_-]", "", triple.value.lower()) if triple.sort == LITERAL else triple.value.lower()
        )
        return code or self.code(item.type.__name__, triple)


_OF_NODES = ("eurio:value", "schema:value", "eurio:currency", "schema:currency", "eurio:shortForm")
