"""Naming: what things are called, in the language that a reader understands best."""

from collections.abc import Sequence
from typing import Any

from graph.kinds import Kind
from graph.properties import Labels, Property
from graph.records import Record
from graph.values import FALLBACK_LANGUAGE, Text

Languages = Sequence[str]  # that a reader understands, the best first: `pl`, `en`


def name(kind: Kind, record: Record, languages: Languages) -> str:
    """Return what an entity is called."""
    for each in kind.called_by:
        value = record.values.get(each)
        if value is not None:
            return written(kind.properties[each], value, languages)
    return label(kind.labels, languages)


def written(item: Property, value: Any, languages: Languages) -> str:
    """Return a value for people to read; of a text in several languages, the one that they understand best."""
    if isinstance(value, tuple) and item.type is Text:
        return in_language(value, languages).text
    if item.is_code:
        return label(item.type.__members__[value].concept, languages)  # type: ignore[attr-defined]
    return str(value)


def in_language(texts: Sequence[Text], languages: Languages) -> Text:
    """Return the text in the first of some languages, else the Polish one, else the first."""
    for wanted in (*languages, FALLBACK_LANGUAGE):
        for each in texts:
            if each.language == wanted or each.language.partition("-")[0] == wanted:
                return each
    return texts[0]


def label(labels: Labels | Any, languages: Languages) -> str:
    """Return the label in Polish for those who understand it before English."""
    known = next((each for each in languages if each in ("pl", "en")), "en")
    return str(labels.pl if known == "pl" else labels.en)
