"""Facts: what is known of an entity as people read it, each value with what proves it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from graph.kinds import Kind, Model
from graph.knowledge import Known
from graph.notation import written
from graph.properties import Identifier, Party, Property
from graph.records import Evidence, Quote, Row
from graph.values import UNDETERMINED, EntityId, Money, PartialDate, Text, Url
from serving.pages.wording import Language, capital, dated, labelled, money, number, said

MOST = 50  # values of a property, and proofs of a value, that a page shows
# Where a register shows people what it knows, before and after the identifier.
SHOWN_BY: Mapping[str, tuple[str, str]] = {
    "GEONAMES": ("https://www.geonames.org/", "/"),
    "ISNI": ("https://isni.org/isni/", ""),
    "NUTS": ("http://data.europa.eu/nuts/code/", ""),
    "ROR": ("https://ror.org/", ""),
    "WIKIDATA": ("https://www.wikidata.org/wiki/", ""),
}

Names = Mapping[str, str]  # what entities are called, by id


@dataclass(frozen=True, slots=True)
class Proof:
    """The words or the row that prove a value, and the document in which they stand; `of` is whom it names."""

    document: str
    quote: Quote | None
    row: Row | None
    is_implied: bool
    is_preferred: bool
    of: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as people read it: its text, what it leads to (an id or an address), and its proofs.

    `language` is that of words, `date` a date for machines, `note` what stands beside it.
    """

    text: str
    language: str = ""
    id: str = ""
    href: str = ""
    date: str = ""
    note: str = ""
    proofs: Sequence[Proof] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of an entity: its values, and what other sources say that it is."""

    name: str
    label: str
    description: str
    values: Sequence[Value]
    others: Sequence[Value] = ()
    left_out: int = 0


@dataclass(slots=True)
class Facts:
    """Reads the facts of entities in a language, given what others are called."""

    model: Model
    language: Language
    names: Names = field(default_factory=dict)

    def of(self, kind: Kind, known: Known, computed: Mapping[str, Any]) -> list[Fact]:
        """Return the facts of an entity, in the order of the model."""
        values = {**known.record.values, **computed}
        said_of: defaultdict[str, list[Evidence]] = defaultdict(list)
        for each in known.evidence:
            for name in each.properties:
                said_of[name].append(each)
        return [
            self._fact(item, values.get(item.name), said_of[item.name])
            for item in kind.properties.values()
            if (item.stored or item.computed) and (item.name in values or said_of[item.name])
        ]

    def _fact(self, item: Property, held: Any, evidence: Sequence[Evidence]) -> Fact:
        """Return a fact; what evidence says that does not stand is what other sources say."""
        standing = held if isinstance(held, tuple) else () if held is None else (held,)
        proved: defaultdict[str, list[Proof]] = defaultdict(list)
        others: dict[str, Any] = {}
        keys = [_key(item, each) for each in standing]
        for each in evidence[: MOST * MOST]:
            proof = self._proof(each)
            if each.value is None:
                for key in keys:
                    proved[key].append(proof)
                continue
            key = _key(item, each.value)
            proved[key].append(proof)
            if key not in keys:
                others[key] = each.value
        return Fact(
            item.name,
            capital(labelled(item.labels, self.language)),
            item.description,
            [self._value(item, each, proved[key]) for key, each in zip(keys, standing, strict=True)][:MOST],
            [self._value(item, each, proved[key]) for key, each in others.items()][:MOST],
            max(len(standing) - MOST, 0),
        )

    def _proof(self, evidence: Evidence) -> Proof:
        proof = evidence.proof
        return Proof(
            evidence.document,
            proof if isinstance(proof, Quote) else None,
            proof if isinstance(proof, Row) else None,
            evidence.implied,
            evidence.preferred,
            evidence.subject,
        )

    def _value(self, item: Property, value: Any, proofs: Sequence[Proof]) -> Value:
        made = self._coded(item, value) if item.is_code else _SHOWN[type(value)](self, value)
        return replace(made, proofs=proofs[:MOST])

    def _coded(self, item: Property, value: str) -> Value:
        return Value(capital(labelled(self.model.codes[item.type.__name__][value].concept, self.language)), note="")

    def _called(self, name: str) -> str:
        return self.names.get(name, name)

    def _party(self, value: Party) -> Value:
        role = labelled(self.model.codes["Role"][value.role].concept, self.language) if value.role else ""
        return Value(self._called(value.entity), id=value.entity, note=role)

    def _identifier(self, value: Identifier) -> Value:
        scheme = labelled(self.model.codes["IdentifierScheme"][value.scheme].concept, self.language)
        before, after = SHOWN_BY.get(value.scheme, ("", ""))
        return Value(value.value, href=f"{before}{quote(value.value, safe='')}{after}" if before else "", note=scheme)


def leading(known: Known) -> list[str]:
    """Return the ids of whom the facts of an entity name: those it leads to, and documents."""
    values = [
        each
        for value in known.record.values.values()
        for each in (value if isinstance(value, tuple) else (value,))[:MOST]
    ]
    evidence = known.evidence[: MOST * MOST]
    named = [*values, *(each.document for each in evidence), *(each.value for each in evidence)]
    ids = (each.entity if isinstance(each, Party) else each for each in named if isinstance(each, EntityId | Party))
    return list(dict.fromkeys(ids))


def is_web_address(text: str) -> bool:
    """Whether an address may become a link: a browser would do things of its own with others, such as javascript:."""
    return text[:8].lower().startswith(("http://", "https://"))


def _key(item: Property, value: Any) -> str:
    """Return what tells two values of a property apart."""
    return f"{written(item, value)}\0{getattr(value, 'language', '')}"


def _text(_: Facts, value: Text) -> Value:
    return Value(value.text, language="" if value.language == UNDETERMINED else value.language)


def _url(_: Facts, value: Url) -> Value:
    return Value(value, href=value if is_web_address(value) else "")


_SHOWN: Mapping[type, Callable[[Facts, Any], Value]] = {
    str: lambda _, value: Value(value),
    Text: _text,
    Url: _url,
    bool: lambda facts, value: Value(said("yes" if value else "no", facts.language)),
    int: lambda facts, value: Value(number(value, facts.language)),
    Decimal: lambda facts, value: Value(number(value, facts.language)),
    Money: lambda facts, value: Value(money(value, facts.language)),
    PartialDate: lambda facts, value: Value(dated(value, facts.language), date=value.text),
    EntityId: lambda facts, value: Value(facts._called(value), id=value),
    Party: lambda facts, value: facts._party(value),
    Identifier: lambda facts, value: facts._identifier(value),
}
