"""Sentences: a path told in Polish or English, so that no name needs another form than it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.network.scope import PARENT, PARTNERSHIP, PLACE, PROGRAMME, PROJECT

PL, EN = LANGUAGES = ("PL", "EN")


@dataclass(frozen=True, slots=True)
class Told:
    """A hop as it is told: from and to which label, in what capacity, and since when until when.

    A hop `is_back` if it leads from a project to who takes part, from a programme to what it funds, from a parent or
    a place to whose that is.
    """

    kind: str
    is_back: bool
    near: str
    far: str
    capacity: str = ""
    start: str | None = None
    end: str | None = None


def sentence(hops: Sequence[Told], language: str, lone: str = "") -> str:
    """Return a sentence that tells hops, each of which begins where the last one ended; if none, of a `lone` end."""
    clauses = [_clause(hop, language) for hop in hops[:1]]
    clauses += [_clause(hop, language, before) for before, hop in pairwise(hops)]
    text = "; ".join(clauses) or _NO_HOPS[language].format(lone=lone)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _clause(hop: Told, language: str, before: Told | None = None) -> str:
    follows = before is not None and hop.is_back and (before.kind, before.is_back) == (hop.kind, False)
    again = _AGAIN[language].get(hop.kind) if follows else None
    return (again or _CLAUSES[language][hop.kind, hop.is_back]).format(
        near=hop.near, far=hop.far, note=_note(hop, language)
    )


def _note(hop: Told, language: str) -> str:
    capacity = _CAPACITIES[language].get(hop.kind, "{}").format(hop.capacity) if hop.capacity else ""
    said = [each for each in (capacity, _span(hop, language)) if each]
    return f" ({', '.join(said)})" if said else ""


def _span(hop: Told, language: str) -> str:
    if not (hop.start and hop.end):
        since, until = _BOUNDS[language]
        return f"{since} {hop.start}" if hop.start else f"{until} {hop.end}" if hop.end else ""
    if hop.start == hop.end:
        return hop.start
    dash = "–" if len(hop.start) == len(hop.end) == len("2008") else " – "
    return f"{hop.start}{dash}{hop.end}"


Clauses = Mapping[tuple[str, bool], str]

_CLAUSES: Mapping[str, Clauses] = {
    PL: {
        (PROJECT, False): "{near} uczestniczy w projekcie „{far}”{note}",
        (PROJECT, True): "w projekcie „{near}” uczestniczy {far}{note}",
        (PROGRAMME, False): "projekt „{near}” jest dofinansowany z programu „{far}”{note}",
        (PROGRAMME, True): "z programu „{near}” jest dofinansowany projekt „{far}”{note}",
        (PARTNERSHIP, False): "{near} i {far} są partnerami{note}",
        (PARTNERSHIP, True): "{near} i {far} są partnerami{note}",
        (PARENT, False): "{near} ma jednostkę nadrzędną: {far}",
        (PARENT, True): "{near} ma jednostkę podległą: {far}",
        (PLACE, False): "{near} ma siedzibę w miejscu: {far}",
        (PLACE, True): "{near} to miejsce, w którym ma siedzibę {far}",
    },
    EN: {
        (PROJECT, False): "{near} takes part in the project “{far}”{note}",
        (PROJECT, True): "{far} takes part in the project “{near}”{note}",
        (PROGRAMME, False): "the project “{near}” is funded by the programme “{far}”{note}",
        (PROGRAMME, True): "the programme “{near}” funds the project “{far}”{note}",
        (PARTNERSHIP, False): "{near} and {far} are partners{note}",
        (PARTNERSHIP, True): "{near} and {far} are partners{note}",
        (PARENT, False): "{near} is part of {far}",
        (PARENT, True): "{far} is part of {near}",
        (PLACE, False): "{near} is in {far}",
        (PLACE, True): "{far} is in {near}",
    },
}
# What is told of the second of two of the same project, programme, parent or place.
_AGAIN: Mapping[str, Mapping[str, str]] = {
    PL: {
        PROJECT: "uczestniczy w nim też {far}{note}",
        PROGRAMME: "z tego samego programu jest dofinansowany projekt „{far}”{note}",
        PARENT: "tę samą jednostkę nadrzędną ma {far}",
        PLACE: "ma tam siedzibę też {far}",
    },
    EN: {
        PROJECT: "{far} takes part in it too{note}",
        PROGRAMME: "so is the project “{far}”{note}",
        PARENT: "so is {far}",
        PLACE: "so is {far}",
    },
}
_CAPACITIES: Mapping[str, Mapping[str, str]] = {PL: {PROJECT: "rola: {}"}, EN: {PROJECT: "role: {}"}}
_BOUNDS: Mapping[str, tuple[str, str]] = {PL: ("od", "do"), EN: ("since", "until")}
_NO_HOPS: Mapping[str, str] = {PL: "{lone} to oba końce drogi", EN: "{lone} is both ends of the path"}
