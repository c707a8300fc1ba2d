"""The authority tables of the Publications Office of the European Union: the IRIs by which a catalogue names things."""

from collections.abc import Mapping

from graph.dataset import FREQUENCIES, THEMES
from graph.describing.nodes import Node, Said, labelled
from graph.properties import Labels
from graph.values import Text, Url

TABLES = "http://publications.europa.eu/resource/authority/"
THEME_TABLE = Url(f"{TABLES}data-theme")
GEONAMES = Url("http://sws.geonames.org")  # as DCAT-AP names it

# By the codes of ISO 639-1.
LANGUAGES: Mapping[str, tuple[str, Labels]] = {
    "bg": ("BUL", Labels("bułgarski", "Bulgarian")),
    "cs": ("CES", Labels("czeski", "Czech")),
    "da": ("DAN", Labels("duński", "Danish")),
    "de": ("DEU", Labels("niemiecki", "German")),
    "el": ("ELL", Labels("grecki", "Greek")),
    "en": ("ENG", Labels("angielski", "English")),
    "es": ("SPA", Labels("hiszpański", "Spanish")),
    "et": ("EST", Labels("estoński", "Estonian")),
    "fi": ("FIN", Labels("fiński", "Finnish")),
    "fr": ("FRA", Labels("francuski", "French")),
    "ga": ("GLE", Labels("irlandzki", "Irish")),
    "hr": ("HRV", Labels("chorwacki", "Croatian")),
    "hu": ("HUN", Labels("węgierski", "Hungarian")),
    "it": ("ITA", Labels("włoski", "Italian")),
    "lt": ("LIT", Labels("litewski", "Lithuanian")),
    "lv": ("LAV", Labels("łotewski", "Latvian")),
    "mt": ("MLT", Labels("maltański", "Maltese")),
    "nl": ("NLD", Labels("niderlandzki", "Dutch")),
    "no": ("NOR", Labels("norweski", "Norwegian")),
    "pl": ("POL", Labels("polski", "Polish")),
    "pt": ("POR", Labels("portugalski", "Portuguese")),
    "ro": ("RON", Labels("rumuński", "Romanian")),
    "ru": ("RUS", Labels("rosyjski", "Russian")),
    "sk": ("SLK", Labels("słowacki", "Slovak")),
    "sl": ("SLV", Labels("słoweński", "Slovenian")),
    "sv": ("SWE", Labels("szwedzki", "Swedish")),
    "uk": ("UKR", Labels("ukraiński", "Ukrainian")),
}
# By the names of formats.
FILE_TYPES: Mapping[str, tuple[str, str]] = {
    "turtle": ("RDF_TURTLE", "Turtle"),
    "ntriples": ("RDF_N_TRIPLES", "N-Triples"),
    "jsonld": ("JSON_LD", "JSON-LD"),
    "rdfxml": ("RDF_XML", "RDF/XML"),
    "trig": ("RDF_TRIG", "TriG"),
    "csv": ("CSV", "CSV"),
}
# By the codes of ISO 3166-1 of two letters: most of three letters are its own.
_COUNTRIES = """
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM ANANT AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH
    BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA
    BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CSSCG CUCUB CVCPV
    CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN
    FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ
    GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT
    IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM
    KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG
    MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM
    NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK
    PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN
    SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA
    TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI
    USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
    XK1A0
"""
COUNTRIES: Mapping[str, str] = {each[:2]: each[2:] for each in _COUNTRIES.split()}


def country(code: str, *names: Text) -> Node | None:
    """Return a country by its code of two letters, None for what is no code of a country."""
    found = COUNTRIES.get(code)
    return _concept("country", found, "dcterms:Location", *names) if found else None


def language(code: str) -> Node | None:
    """Return a language by its tag, None for one that is not among LANGUAGES."""
    found, labels = LANGUAGES.get(code.partition("-")[0], ("", Labels("", "")))
    return _concept("language", found, "dcterms:LinguisticSystem", labels) if found else None


def file_type(name: str) -> Node:
    """Return the type of files of a format."""
    code, label = FILE_TYPES[name]
    return _concept("file-type", code, "dcterms:MediaTypeOrExtent", Text(label))


def theme(code: str) -> Node:
    """Return what a dataset is about."""
    return _concept("data-theme", code, "", THEMES[code])


def frequency(code: str) -> Node:
    """Return how often a dataset changes."""
    return _concept("frequency", code, "dcterms:Frequency", FREQUENCIES[code])


def _concept(table: str, code: str, type_: str, *names: Labels | Text) -> Node:
    labels: list[Said] = []
    for name in names:
        labels += labelled("skos:prefLabel", name) if isinstance(name, Labels) else [("skos:prefLabel", name)]
    types = ("skos:Concept", *([type_] if type_ else []))
    return Node(Url(f"{TABLES}{table}/{code}"), types, (("skos:inScheme", Url(f"{TABLES}{table}")), *labels))
