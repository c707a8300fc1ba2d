"""The dataset: what its publisher says of the whole graph, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from graph.errors import InvalidValue
from graph.properties import Labels
from graph.values import Text, Url, checked_string

LANGUAGES = ("pl", "en")
TITLE = (Text("Ogniwo: instytucje i ich partnerstwa", "pl"), Text("Ogniwo: institutions and their partnerships", "en"))
DESCRIPTION = (
    Text(
        "Graf wiedzy o instytucjach, ich projektach i partnerstwach, w którym każdy fakt ma źródło, które go dowodzi.",
        "pl",
    ),
    Text(
        "A knowledge graph of institutions, their projects and partnerships, with the source that proves each fact.",
        "en",
    ),
)
# The codes of the EU authority tables `data-theme` and `frequency`.
THEMES: Mapping[str, Labels] = {
    "AGRI": Labels("Rolnictwo, rybołówstwo, leśnictwo i żywność", "Agriculture, fisheries, forestry and food"),
    "ECON": Labels("Gospodarka i finanse", "Economy and finance"),
    "EDUC": Labels("Edukacja, kultura i sport", "Education, culture and sport"),
    "ENER": Labels("Energia", "Energy"),
    "ENVI": Labels("Środowisko", "Environment"),
    "GOVE": Labels("Rząd i sektor publiczny", "Government and public sector"),
    "HEAL": Labels("Zdrowie", "Health"),
    "INTR": Labels("Kwestie międzynarodowe", "International issues"),
    "JUST": Labels(
        "Sprawiedliwość, ustrój sądów i bezpieczeństwo publiczne", "Justice, legal system and public safety"
    ),
    "REGI": Labels("Regiony i miasta", "Regions and cities"),
    "SOCI": Labels("Ludność i społeczeństwo", "Population and society"),
    "TECH": Labels("Nauka i technologia", "Science and technology"),
    "TRAN": Labels("Transport", "Transport"),
}
FREQUENCIES: Mapping[str, Labels] = {
    "CONT": Labels("na bieżąco", "continuous"),
    "DAILY": Labels("co dzień", "daily"),
    "WEEKLY": Labels("co tydzień", "weekly"),
    "MONTHLY": Labels("co miesiąc", "monthly"),
    "QUARTERLY": Labels("co kwartał", "quarterly"),
    "ANNUAL": Labels("co rok", "annual"),
    "IRREG": Labels("nieregularnie", "irregular"),
    "NEVER": Labels("nigdy", "never"),
}
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a publisher says of the whole; what is None is not known, and not said.

    `contact` is an address of the web or `mailto:`; `themes` and `frequency` are codes of the EU authority tables.
    """

    title: tuple[Text, ...] = TITLE
    description: tuple[Text, ...] = DESCRIPTION
    publisher: str | None = None
    publisher_iri: Url | None = None
    licence: Url | None = None
    contact: Url | None = None
    themes: tuple[str, ...] = ("SOCI", "GOVE")
    frequency: str | None = None

    def changed(self, given: Mapping[str, str]) -> "Dataset":
        """Return it with what is given by name, as text: `title`, `title_pl`, `licence`. Raises InvalidValue."""
        changes: dict[str, Any] = {name: _READ[name](name, given[name]) for name in _READ if name in given}
        for name in WORDS:
            said = [(tag, given[key]) for tag, key in _keys(name) if key in given]
            if said:
                changes[name] = tuple(Text(_words(name, text), tag) for tag, text in said)
        return replace(self, **changes)

    def written(self) -> dict[str, str]:
        """Return what `changed` makes the same of."""
        said = {name: _WRITTEN.get(name, str)(value) for name in _READ if (value := getattr(self, name))}
        keys = {(name, tag): key for name in WORDS for tag, key in _keys(name)}
        return said | {keys[name, each.language]: each.text for name in WORDS for each in getattr(self, name)}

    def named_publisher(self, base: str) -> str:
        """Return who publishes it: who says nothing else is known by the host of the base IRI."""
        return self.publisher or urlsplit(base).netloc or base


def _keys(name: str) -> tuple[tuple[str, str], ...]:
    """Return how words are set: in each language, or in one that is not said."""
    return (*((tag, f"{name}_{tag}") for tag in LANGUAGES), ("und", name))


def _words(name: str, text: str) -> str:
    try:
        return checked_string(text.strip())
    except InvalidValue as error:
        raise InvalidValue(f"{name}: {error}") from error


def _iri(name: str, text: str) -> Url:
    try:
        found = Url(text)
    except InvalidValue as error:
        raise InvalidValue(f"{name}: {error}") from error
    if not urlsplit(found).netloc:
        raise InvalidValue(f"{name}: {text!r} is not an address of the web, such as https://example.org/page")
    return found


def _contact(name: str, text: str) -> Url:
    address = text.removeprefix("mailto:")
    return Url(f"mailto:{address}") if _MAIL.fullmatch(address) else _iri(name, text)


def _codes(name: str, text: str, table: Mapping[str, Labels]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(text.replace(",", " ").split()))
    for code in codes:
        if code not in table:
            raise InvalidValue(f"{name}: {code!r} is not one of {', '.join(table)}")
    return codes


def _frequency(name: str, text: str) -> str:
    (code, *others) = _codes(name, text, FREQUENCIES) or ("",)
    if others or not code:
        raise InvalidValue(f"{name}: {text!r} is not one of {', '.join(FREQUENCIES)}")
    return code


WORDS = ("title", "description")
_READ: Mapping[str, Any] = {
    "publisher": _words,
    "publisher_iri": _iri,
    "licence": _iri,
    "contact": _contact,
    "themes": lambda name, text: _codes(name, text, THEMES),
    "frequency": _frequency,
}
_WRITTEN: Mapping[str, Any] = {"themes": " ".join}
NAMES = (*(key for name in WORDS for _, key in _keys(name)), *_READ)
