"""Values: an object of a triple as a value of a property of the model, checked by the model's own types."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from graph.errors import InvalidValue
from graph.importing.rdf.terms import IRI, LITERAL, Terms, Triple
from graph.kinds import Model
from graph.notation import read
from graph.properties import Identifier, Party, Property
from graph.rdf.triples import DATATYPES
from graph.values import UNDETERMINED, EntityId, Money, PartialDate, Text, Url, checked_string
from graph.vocabulary import OWN_PREFIX

Nodes = Mapping[str, Sequence[Triple]]  # what is said of the nodes under an entity, by their fragments
Read = Callable[[Property, Triple, str, Nodes], Any]  # given the entity

_NUMBERS: Mapping[type, str] = {int: "xsd:integer", bool: "xsd:boolean", Decimal: "xsd:decimal"}
_SUBTAG = re.compile(r"[a-z]{4}|[a-z]{2}")
DATES = {datatype: length for length, datatype in DATATYPES.items()}


def language_of(triple: Triple) -> str:
    """Return the language of words as the model writes it: `pt-BR`, which parsers make `pt-br`."""
    if not triple.extra.startswith("@"):
        return UNDETERMINED
    first, *others = triple.extra[1:].lower().split("-")
    tags = [first]
    for each in others:
        plain = _SUBTAG.fullmatch(each) if len(tags) <= 2 else None
        tags.append((each.title() if len(each) == 4 else each.upper()) if plain else each)
    return "-".join(tags)


class Values:
    """How the values of our own exports are read. Each method raises InvalidValue."""

    def __init__(self, model: Model, terms: Terms) -> None:
        self.model, self.terms = model, terms
        self._reads: Mapping[type, Read] = {
            Text: self._text,
            str: self._string,
            Url: self._url,
            PartialDate: self._date,
            Money: self._money,
            Party: self._party,
            Identifier: self._identifier,
            EntityId: lambda _, triple, __, ___: self.entity(triple),
            **dict.fromkeys(_NUMBERS, self._number),
        }

    def read(self, item: Property, triple: Triple, entity: str, nodes: Nodes) -> Any:
        """Return the value of a property that an object is."""
        return (self._code if item.is_code else self._reads[item.type])(item, triple, entity, nodes)

    def entity(self, triple: Triple) -> EntityId:
        """Return the entity that an object is."""
        name, fragment = self.terms.own(triple.value) if triple.sort == IRI else ("", "")
        if not name or fragment:
            raise InvalidValue(f"wanted an entity under {self.terms.ids}, came {triple.shown!r}")
        return EntityId(name)

    def node(self, triple: Triple, entity: str) -> str:
        """Return the fragment of the node under an entity that an object is."""
        name, fragment = self.terms.own(triple.value) if triple.sort == IRI else ("", "")
        if name != entity or not fragment:
            raise InvalidValue(f"wanted a node under {entity}, came {triple.shown!r}")
        return fragment

    def literal(self, triple: Triple, *datatypes: str) -> str:
        """Return the text of a literal of one of some datatypes, "" being a plain string."""
        if triple.sort != LITERAL or triple.extra not in datatypes:
            wanted = " or ".join(each or "a plain string" for each in datatypes)
            came = triple.extra or ("a plain string" if triple.sort == LITERAL else "no literal")
            raise InvalidValue(f"wanted {wanted}, came {came}: {triple.shown!r}")
        return triple.value

    def code(self, codes: str, triple: Triple) -> str:
        """Return the name of a code."""
        term = self.terms.compact(triple.value) if triple.sort == IRI else ""
        start = f"{OWN_PREFIX}:{codes}-"
        if not term.startswith(start) or term[len(start) :] not in self.model.codes[codes].__members__:
            raise InvalidValue(f"wanted a code of {codes}, came {triple.shown!r}")
        return term[len(start) :]

    def one(self, nodes: Nodes, fragment: str, predicate: str) -> Triple:
        """Return the only object of a predicate of a node."""
        found = [each for each in nodes.get(fragment, ()) if each.predicate == predicate]
        if len(found) != 1:
            raise InvalidValue(f"wanted one {predicate} of #{fragment[:100]}, came {len(found)}")
        return found[0]

    def _text(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Text:
        if triple.sort != LITERAL or (triple.extra and not triple.extra.startswith("@")):
            self.literal(triple, "")
        return Text(triple.value, language_of(triple))

    def _string(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> str:
        return checked_string(self.literal(triple, ""))

    def _url(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Url:
        if triple.sort != IRI:
            raise InvalidValue(f"wanted an IRI, came {triple.shown!r}")
        return Url(triple.value)

    def _number(self, item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Any:
        return read(self.model, item, self.literal(triple, _NUMBERS[item.type]))

    def _date(self, _item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> PartialDate:
        date = PartialDate(self.literal(triple, *DATES))
        if DATES[triple.extra] != len(date.text):
            raise InvalidValue(f"{triple.shown!r} is no {triple.extra}")
        return date

    def _money(self, _item: Property, triple: Triple, entity: str, nodes: Nodes) -> Money:
        fragment = self.node(triple, entity)
        amount = self.literal(self.one(nodes, fragment, "eurio:value"), "xsd:decimal")
        return Money.parse(f"{amount} {self.literal(self.one(nodes, fragment, 'eurio:currency'), '')}")

    def _party(self, _item: Property, triple: Triple, entity: str, nodes: Nodes) -> Party:
        name, fragment = self.terms.own(triple.value) if triple.sort == IRI else ("", "")
        if name != entity or not fragment:
            return Party(self.entity(triple))
        party = self.entity(self.one(nodes, fragment, "ogn:roleOf"))
        return Party(party, self.code("Role", self.one(nodes, fragment, "ogn:inRole")))

    def _identifier(self, item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> Identifier:
        start = f"{OWN_PREFIX}:IdentifierScheme-"
        if triple.sort != LITERAL or not triple.extra.startswith(start):
            raise InvalidValue(f"wanted an identifier whose datatype is a code of IdentifierScheme: {triple.shown!r}")
        found: Identifier = read(self.model, item, f"{triple.extra[len(start) :]}:{triple.value}")
        return found

    def _code(self, item: Property, triple: Triple, _entity: str, _nodes: Nodes) -> str:
        return self.code(item.type.__name__, triple)
