"""Wording: what our pages say of their own, in Polish and in English."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from graph.properties import Concept, Labels
from graph.values import Money, PartialDate

Language = Literal["pl", "en"]
LANGUAGES: tuple[Language, ...] = ("pl", "en")
NAMES: Mapping[Language, str] = {"pl": "Polski", "en": "English"}

WORDS: Mapping[str, Labels] = {
    "tagline": Labels("graf instytucji i ich partnerstw", "a graph of institutions and their partnerships"),
    "skip": Labels("Przejdź do treści", "Skip to the content"),
    "language": Labels("Język strony", "Language of the page"),
    "contents": Labels("Spis treści", "Contents"),
    "kinds": Labels("Co jest w grafie", "What is in the graph"),
    "classes": Labels("Własne klasy", "Our own classes"),
    "properties": Labels("Własne właściwości", "Our own properties"),
    "code lists": Labels("Listy kodów", "Code lists"),
    "property": Labels("właściwość", "property"),
    "term": Labels("pojęcie", "term"),
    "values": Labels("wartości", "values"),
    "meaning": Labels("znaczenie", "meaning"),
    "several": Labels("kilka", "several"),
    "required": Labels("zawsze", "always"),
    "code": Labels("kod", "code"),
    "broader": Labels("część", "part of"),
    "version": Labels("wersja", "version"),
    "ontology": Labels("Ontologia", "Ontology"),
    "ontology class": Labels("klasy", "classes"),
    "ontology above": Labels("podrzędne wobec", "placed under"),
    "ontology domain": Labels("dziedzina", "domain"),
    "ontology range": Labels("zakres", "range"),
    "ontology inverse": Labels("odwrotność", "inverse of"),
    "shapes": Labels("Kształty danych (SHACL)", "Shapes of the data (SHACL)"),
    "dataset": Labels("Zbiór danych", "Dataset"),
    "publisher": Labels("wydawca", "publisher"),
    "licence": Labels("licencja", "licence"),
    "no licence": Labels("wydawca nie podał", "the publisher named none"),
    "contact": Labels("kontakt", "contact"),
    "issued": Labels("wydano", "issued"),
    "modified": Labels("zmieniono", "modified"),
    "frequency": Labels("częstość zmian", "how often it changes"),
    "temporal": Labels("czas", "time covered"),
    "spatial": Labels("kraje", "countries"),
    "languages": Labels("języki", "languages"),
    "themes": Labels("tematy", "themes"),
    "conforms": Labels("zgodny z", "conforms to"),
    "services": Labels("Usługi", "Services"),
    "no files": Labels("Plików tej wersji jeszcze nie ma.", "There are no files of this revision yet."),
    "this catalogue": Labels("Ten opis do pobrania", "Take this description away"),
    "facts": Labels("Co wiadomo", "What is known"),
    "ties": Labels("Powiązania", "Connections"),
    "sources": Labels("Źródła", "Sources"),
    "elsewhere": Labels("W innych zbiorach", "Elsewhere"),
    "download": Labels("Te dane do pobrania", "Take this data away"),
    "graphiql": Labels("Otwórz w GraphiQL", "Open in GraphiQL"),
    "more": Labels("wszystkie w GraphiQL", "all of them in GraphiQL"),
    "shown": Labels("Pokazano {n} z {m}", "{n} of {m} shown"),
    "later": Labels("Ta lista jest zbyt długa, by ją tu policzyć", "This list takes too long to be counted here"),
    "implied": Labels("wynika ze słów źródła", "implied by the source"),
    "preferred": Labels("przyjęte", "believed"),
    "others": Labels("Inne źródła podają", "Other sources say"),
    "differ": Labels("źródła się różnią", "sources differ"),
    "row": Labels("wiersz {row} tabeli „{table}”", "row {row} of the table “{table}”"),
    "of": Labels("o: ", "of "),
    "proves": Labels("dowód", "proof"),
    "also": Labels("i {n} więcej", "and {n} more"),
    "unknown": Labels("Nic więcej nie wiadomo.", "Nothing more is known."),
    "merged": Labels("Dawne identyfikatory", "Former ids"),
    "identifier": Labels("Identyfikator", "Identifier"),
    "revision": Labels("Wersja grafu", "Revision of the graph"),
    "since": Labels("od", "since"),
    "times": Labels("razem", "together"),
    "in": Labels("w", "in"),
    "yes": Labels("tak", "yes"),
    "no": Labels("nie", "no"),
    "home": Labels("Zapytaj graf", "Ask the graph"),
    "dumps": Labels("Cały graf do pobrania", "The whole graph to take away"),
    "triples": Labels("trójki", "triples"),
    "inside": Labels("Co jest w środku", "What is inside"),
    "404": Labels("Nie ma takiej strony", "There is no such page"),
    "410": Labels("Ten obiekt został wycofany", "This was withdrawn"),
    "404 why": Labels("W grafie nie ma {name}.", "There is no {name}."),
    "410 why": Labels(
        "{name} został wycofany: żadne źródło już o nim nie mówi.", "{name} was withdrawn: no source speaks of it."
    ),
}

_MONTHS: Mapping[Language, Sequence[str]] = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_MONTHS_ALONE: Mapping[Language, Sequence[str]] = {
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień".split(),
    "en": _MONTHS["en"],
}
_SEPARATORS: Mapping[Language, tuple[str, str]] = {"pl": ("\N{NO-BREAK SPACE}", ","), "en": (",", ".")}


def said(word: str, language: Language, **given: object) -> str:
    """Return a wording in a language, what it leaves open filled in."""
    text: str = getattr(WORDS[word], language)
    return text.format(**given) if given else text


def labelled(labels: Labels | Concept, language: Language) -> str:
    """Return what the model calls something in a language."""
    text: str = getattr(labels, language)
    return text


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def dated(date: PartialDate, language: Language) -> str:
    """Return a date as people write it: 31 May 2008, May 2008, 2008."""
    year, *rest = date.text.split("-")
    if not rest:
        return year
    month = int(rest[0]) - 1
    if len(rest) == 1:
        return f"{_MONTHS_ALONE[language][month]} {year}"
    return f"{int(rest[1])} {_MONTHS[language][month]} {year}"


def number(value: Decimal | int | str, language: Language) -> str:
    """Return a number with its thousands apart, from 10,000 on: a year is none."""
    thousands, point = _SEPARATORS[language]
    whole, dot, fraction = (
        format(value, "f").partition(".") if isinstance(value, Decimal) else str(value).partition(".")
    )
    digits = whole.lstrip("-")
    apart = f"{int(digits):,}".replace(",", thousands) if len(digits) > 4 else digits
    return f"{'-' if whole.startswith('-') else ''}{apart}{point if dot else ''}{fraction}"


def money(value: Money, language: Language) -> str:
    """Return an amount and its currency."""
    return f"{number(value.amount, language)}\N{NO-BREAK SPACE}{value.currency}"
