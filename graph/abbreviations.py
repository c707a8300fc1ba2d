"""Abbreviations: the short forms of bodies, programmes and funds, and the phrases that they stand for.

A row is one abbreviation and one phrase, in the phrase's own language; either may have several rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.folding import Word, written_words
from graph.lexicon import lemmas

POLISH, ITALIAN, GERMAN, ENGLISH = "pl", "it", "de", "en"
UNKNOWN = "und"
MOST_READINGS = 4  # of one text, doubled by its last abbreviation

TABLE: Mapping[str, tuple[tuple[str, str], ...]] = {
    POLISH: (
        # Social welfare
        ("MOPS", "miejski ośrodek pomocy społecznej"),
        ("MGOPS", "miejsko-gminny ośrodek pomocy społecznej"),
        ("MGOPS", "gminno-miejski ośrodek pomocy społecznej"),
        ("GMOPS", "gminno-miejski ośrodek pomocy społecznej"),
        ("GOPS", "gminny ośrodek pomocy społecznej"),
        ("OPS", "ośrodek pomocy społecznej"),
        ("MOPR", "miejski ośrodek pomocy rodzinie"),
        ("PCPR", "powiatowe centrum pomocy rodzinie"),
        ("ROPS", "regionalny ośrodek polityki społecznej"),
        ("MCPS", "mazowieckie centrum polityki społecznej"),
        ("RCPS", "regionalne centrum polityki społecznej"),
        ("CUS", "centrum usług społecznych"),
        ("DPS", "dom pomocy społecznej"),
        ("ŚDS", "środowiskowy dom samopomocy"),
        ("WTZ", "warsztat terapii zajęciowej"),
        ("ZAZ", "zakład aktywności zawodowej"),
        ("CIS", "centrum integracji społecznej"),
        ("KIS", "klub integracji społecznej"),
        ("OIK", "ośrodek interwencji kryzysowej"),
        ("OWES", "ośrodek wsparcia ekonomii społecznej"),
        ("PZON", "powiatowy zespół do spraw orzekania o niepełnosprawności"),
        # Labour and social insurance
        ("PUP", "powiatowy urząd pracy"),
        ("GUP", "grodzki urząd pracy"),
        ("MUP", "miejski urząd pracy"),
        ("WUP", "wojewódzki urząd pracy"),
        ("OHP", "ochotniczy hufiec pracy"),
        ("PFRON", "państwowy fundusz rehabilitacji osób niepełnosprawnych"),
        ("ZUS", "zakład ubezpieczeń społecznych"),
        ("KRUS", "kasa rolniczego ubezpieczenia społecznego"),
        ("NFZ", "narodowy fundusz zdrowia"),
        # Authorities
        ("UM", "urząd miasta"),
        ("UM", "urząd miejski"),
        ("UG", "urząd gminy"),
        ("UMiG", "urząd miasta i gminy"),
        ("UMiG", "urząd miejski i gminny"),
        ("UGiM", "urząd gminy i miasta"),
        ("UMWL", "urząd marszałkowski województwa lubelskiego"),
        ("UMWP", "urząd marszałkowski województwa podkarpackiego"),
        ("UMWM", "urząd marszałkowski województwa mazowieckiego"),
        ("UMWS", "urząd marszałkowski województwa śląskiego"),
        ("UMWW", "urząd marszałkowski województwa wielkopolskiego"),
        ("UW", "urząd wojewódzki"),
        ("SP", "starostwo powiatowe"),
        ("JST", "jednostka samorządu terytorialnego"),
        ("GUS", "główny urząd statystyczny"),
        # Schools and universities
        ("SP", "szkoła podstawowa"),
        ("LO", "liceum ogólnokształcące"),
        ("ZS", "zespół szkół"),
        ("ZSZ", "zasadnicza szkoła zawodowa"),
        ("PPP", "poradnia psychologiczno-pedagogiczna"),
        ("ODN", "ośrodek doskonalenia nauczycieli"),
        ("UMCS", "uniwersytet marii curie-skłodowskiej"),
        ("KUL", "katolicki uniwersytet lubelski"),
        ("UJ", "uniwersytet jagielloński"),
        ("UW", "uniwersytet warszawski"),
        ("AGH", "akademia górniczo-hutnicza"),
        ("PAN", "polska akademia nauk"),
        # Those who pay, and what is paid from
        ("FRSE", "fundacja rozwoju systemu edukacji"),
        ("PARP", "polska agencja rozwoju przedsiębiorczości"),
        ("NCBR", "narodowe centrum badań i rozwoju"),
        ("NCBiR", "narodowe centrum badań i rozwoju"),
        ("ARiMR", "agencja restrukturyzacji i modernizacji rolnictwa"),
        ("LGD", "lokalna grupa działania"),
        ("UE", "unia europejska"),
        ("KE", "komisja europejska"),
        ("EFS", "europejski fundusz społeczny"),
        ("EFRR", "europejski fundusz rozwoju regionalnego"),
        ("PO KL", "program operacyjny kapitał ludzki"),
        ("POKL", "program operacyjny kapitał ludzki"),
        ("PO WER", "program operacyjny wiedza edukacja rozwój"),
        ("POWER", "program operacyjny wiedza edukacja rozwój"),
        ("SPO RZL", "sektorowy program operacyjny rozwój zasobów ludzkich"),
        ("RPO", "regionalny program operacyjny"),
        ("ZPORR", "zintegrowany program operacyjny rozwoju regionalnego"),
        # Those who help
        ("NGO", "organizacja pozarządowa"),
        ("PCK", "polski czerwony krzyż"),
        ("PKPS", "polski komitet pomocy społecznej"),
        ("TPD", "towarzystwo przyjaciół dzieci"),
        ("OSP", "ochotnicza straż pożarna"),
        ("KGW", "koło gospodyń wiejskich"),
    ),
    ITALIAN: (
        ("ASL", "azienda sanitaria locale"),
        ("ASST", "azienda socio sanitaria territoriale"),
        ("ATS", "agenzia di tutela della salute"),
        ("AUSL", "azienda unità sanitaria locale"),
        ("ASP", "azienda di servizi alla persona"),
        ("RSA", "residenza sanitaria assistenziale"),
        ("CSV", "centro di servizio per il volontariato"),
        ("CPI", "centro per l'impiego"),
        ("CFP", "centro di formazione professionale"),
        ("IC", "istituto comprensivo"),
        ("IIS", "istituto di istruzione superiore"),
        ("APS", "associazione di promozione sociale"),
        ("ODV", "organizzazione di volontariato"),
        ("ETS", "ente del terzo settore"),
        ("ONLUS", "organizzazione non lucrativa di utilità sociale"),
        ("ANCI", "associazione nazionale comuni italiani"),
        ("INPS", "istituto nazionale della previdenza sociale"),
        ("ISTAT", "istituto nazionale di statistica"),
        ("CNR", "consiglio nazionale delle ricerche"),
        ("UE", "unione europea"),
        ("FSE", "fondo sociale europeo"),
        ("FESR", "fondo europeo di sviluppo regionale"),
        ("PON", "programma operativo nazionale"),
        ("POR", "programma operativo regionale"),
    ),
    GERMAN: (
        ("VHS", "volkshochschule"),
        ("AWO", "arbeiterwohlfahrt"),
        ("DRK", "deutsches rotes kreuz"),
        ("BA", "bundesagentur für arbeit"),
        ("EU", "europäische union"),
        ("ESF", "europäischer sozialfonds"),
        ("EFRE", "europäischer fonds für regionale entwicklung"),
    ),
    ENGLISH: (
        ("NGO", "non-governmental organisation"),
        ("EU", "european union"),
        ("EC", "european commission"),
        ("ESF", "european social fund"),
        ("ERDF", "european regional development fund"),
        ("IPA", "instrument for pre-accession assistance"),
        ("ENI", "european neighbourhood instrument"),
    ),
}

Forms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """That words of a text mean others: the `start`-th to before the `end`-th of them mean `terms`, all of them."""

    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """One row: the words of the abbreviation, those of the phrase in all their folded forms, and what each means."""

    language: str
    short: tuple[Word, ...]
    phrase: tuple[Word, ...]
    long: tuple[Forms, ...]
    means: tuple[str, ...]


def forms(word: Word, language: str) -> Forms:
    """Return the folded forms by which a word of a text is known: itself and, where it may be Polish, its lemmas."""
    found = lemmas(word.written) if language in (POLISH, UNKNOWN) else frozenset[str]()
    return found | {word.folded}


def meanings(text: Sequence[Word], known: Sequence[Forms]) -> Iterator[Meaning]:
    """Yield what the abbreviations and the phrases among the words of a text mean, whatever case they are in.

    `known` are the `forms` of each word.
    """
    table = _table()
    for at, word in enumerate(text):
        for entry in table.by_short.get(word.folded, ()):
            end = at + len(entry.short)
            if _is_short(text[at:end], entry):
                yield Meaning(at, end, entry.means)
    yield from _phrases(known, table.by_long)


def begins_meaning(known: Forms) -> bool:
    """Return whether a word of these forms may be the first, or all, of what means something else."""
    table = _table()
    return not (known.isdisjoint(table.by_short) and known.isdisjoint(table.by_long))


def expansions(text: Sequence[Word], language: str) -> list[tuple[Word, ...]]:
    """Return the readings of the words of a text: as they stand, then with each abbreviation spelt out.

    One that stands for several phrases has several readings; those of other languages than the text's are not looked
    for, unless it may be in any.
    """
    readings: list[tuple[Word, ...]] = [()]
    at = 0
    while at < len(text):
        entries = [each for each in _table().by_short.get(text[at].folded, ()) if _may_be(each, text, at, language)]
        length = max((len(each.short) for each in entries), default=1)
        spelt = [each.phrase for each in entries if len(each.short) == length]
        # As it stands first: the first reading of all is then the text itself.
        readings = [
            read + more for more in (tuple(text[at : at + length]), *spelt) for read in readings[:MOST_READINGS]
        ]
        at += length
    return readings


def _may_be(entry: "_Entry", text: Sequence[Word], at: int, language: str) -> bool:
    return language in (entry.language, UNKNOWN) and _is_short(text[at : at + len(entry.short)], entry)


def _phrases(known: Sequence[Forms], by_long: Mapping[str, Sequence[_Entry]]) -> Iterator[Meaning]:
    """Yield the abbreviations of the phrases among words in all their forms."""
    for at, beginnings in enumerate(known):
        for entry in dict.fromkeys(entry for form in sorted(beginnings) for entry in by_long.get(form, ())):
            end = at + len(entry.long)
            if end <= len(known) and all(map(Forms.intersection, entry.long, known[at:end])):
                yield Meaning(at, end, tuple(each.folded for each in entry.short))


def _is_short(found: Sequence[Word], entry: _Entry) -> bool:
    """Return whether words are an abbreviation: as the table writes it, or all in capitals."""
    return len(found) == len(entry.short) and all(
        ours.folded == theirs.folded and (ours.written == theirs.written or ours.written.isupper())
        for ours, theirs in zip(found, entry.short, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Table:
    by_short: Mapping[str, Sequence[_Entry]]
    by_long: Mapping[str, Sequence[_Entry]]


def _entry(language: str, short: Sequence[Word], phrase: Sequence[Word]) -> _Entry:
    return _Entry(language, tuple(short), tuple(phrase), tuple(forms(word, language) for word in phrase), ())


@lru_cache(maxsize=1)
def _table() -> _Table:
    """Return the rows by the first words of either side."""
    by_short: dict[str, list[_Entry]] = defaultdict(list)
    by_long: dict[str, list[_Entry]] = defaultdict(list)
    rows = [
        _entry(language, written_words(short), written_words(phrase))
        for language, rows in TABLE.items()
        for short, phrase in rows
    ]
    for entry in rows:
        for form in sorted(entry.long[0]):
            by_long[form].append(entry)
    for entry in rows:
        # A MOPS is an OPS too: a phrase means the abbreviations of the phrases within it.
        within = [term for meaning in _phrases(entry.long, by_long) for term in meaning.terms]
        means = dict.fromkeys([*sorted(frozenset[str]().union(*entry.long)), *within])
        by_short[entry.short[0].folded].append(replace(entry, means=tuple(means)))
    return _Table(by_short, by_long)
