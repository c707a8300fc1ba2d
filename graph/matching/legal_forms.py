"""Legal forms: what stands at the end of a company's name, or before it, and what sort of body it makes."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache

from graph.folding import words


class Form(Enum):
    """What sort of body a legal form makes; one that is several things in several countries is several."""

    LIMITED = "limited company"
    JOINT_STOCK = "joint-stock company"
    NON_PROFIT = "non-profit company"
    PARTNERSHIP = "partnership"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    PUBLIC = "body of public law"


Forms = frozenset[Form]

L, J, N, K, C, A, F, P = Form

# fmt: off
# A row: what the forms are, and their spellings, separated by bars.
TABLE: tuple[tuple[tuple[Form, ...], str], ...] = (
    ((L,), "sp. z o.o.|sp. z o. o.|sp. zoo|sp z oo|spółka z o.o.|spółka z ograniczoną odpowiedzialnością"),
    ((J,), "S.A.|SA|spółka akcyjna|sociedad anónima|société anonyme|S.A.U.|P.S.A.|prosta spółka akcyjna"),
    ((K,), "sp. k.|spółka komandytowa|sp. j.|spółka jawna|s.c.|spółka cywilna|spółka partnerska|sp.p."),
    ((L, K), "sp. z o.o. sp. k.|sp. z o.o. spółka komandytowa|GmbH & Co. KG|GmbH & Co KG|GesmbH & Co KG"),
    ((J, K), "spółka komandytowo-akcyjna|S.K.A.|KGaA"),
    ((C,), "spółdzielnia|Sp-nia|eG|eGen|družstvo|cooperativa|società cooperativa|soc. coop.|S.C.A.R.L.|scrl|coop"),
    ((L, C), "S.c.r.l.|Scarl|S.c. a r.l.|società consortile a r.l.|S.Cons.r.l."),
    ((C, J), "S.C.p.A.|S.C.I.C.|SCIC"),
    ((L,), "GmbH|Ges.m.b.H.|GesmbH|m.b.H.|mbH|Gesellschaft mit beschränkter Haftung|UG|UG haftungsbeschränkt"),
    ((N, L), "gGmbH|gemeinnützige GmbH|gemeinnützige Gesellschaft mbH|g.GmbH|gemn. GmbH"),
    ((J,), "AG|Aktiengesellschaft|SE"),
    ((K,), "KG|OHG|OG|GbR|GesbR|e.U.|e.K.|PartG"),
    ((A,), "e.V.|eV|eingetragener Verein"),
    ((P,), "AöR|A.ö.R.|KdöR|K.d.ö.R.|KöR|Anstalt des öffentlichen Rechts|Körperschaft des öffentlichen Rechts"),
    ((L,), "s.r.o.|spol. s r.o.|spol. s r. o.|společnost s ručením omezeným|s. r. o."),
    ((J,), "a.s.|akciová společnost|akciová spoločnosť"),
    ((A,), "z.s.|zapsaný spolek|o.s.|občanské sdružení|občianske združenie|o.z.|z.ú.|zapsaný ústav|z.s.p.o."),
    ((N,), "o.p.s.|obecně prospěšná společnost|n.o.|nezisková organizácia"),
    ((P,), "p.o.|příspěvková organizace|příspěvková org.|príspevková organizácia|rozpočtová organizácia|v.v.i."),
    ((P,), "veřejná výzkumná instituce|státní podnik|s.p.|štátny podnik|š.p."),
    ((L,), "Kft.|Kft|korlátolt felelősségű társaság"),
    ((N, L), "nonprofit Kft.|nonprofit korlátolt felelősségű társaság|közhasznú nonprofit Kft.|kiemelten közhasznú nonprofit Kft."),
    ((N, L), "non-profit Kft.|közhasznú nonprofit korlátolt felelősségű társaság|Nkft.|Non-profit Ltd.|nonprofit Ltd."),
    ((N, L), "Public Benefit Non-profit Ltd.|Public Nonprofit Ltd.|Non-profit LLC|Nonprofit Limited Liability Company"),
    ((J,), "Zrt.|Zrt|Nyrt.|Rt.|részvénytársaság|zártkörűen működő részvénytársaság"),
    ((K,), "Bt.|Bt|betéti társaság"),
    ((L,), "d.o.o.|d. o. o.|DOO|društvo s ograničenom odgovornošću|j.d.o.o.|družba z omejeno odgovornostjo"),
    ((J,), "d.d.|dioničko društvo|delniška družba|a.d.|AD"),
    ((L,), "SRL|S.R.L.|S.r.l.|società a responsabilità limitata|S.R.L.S.|S.L.|SL|S.L.U.|SLU|sociedad limitada|EOOD|OOD"),
    ((J,), "S.p.A.|SpA|società per azioni"),
    ((K,), "S.n.c.|snc|S.a.s.|sas di"),
    ((L,), "Ltd|Ltd.|Limited|LLC|L.L.C.|Co. Ltd.|Ltd. Co.|limited liability company|CLG|Company Limited by Guarantee"),
    ((J,), "PLC|p.l.c.|public limited company|Inc.|Incorporated|Corp.|joint stock company|JSC|joint-stock company"),
    ((K,), "LLP|LP"),
    ((N,), "CIC|C.I.C.|community interest company"),
    ((L, J), "AB|Aktiebolag|AS|A/S|Aktieselskab|Aksjeselskap|Oy|Oy Ab|Osakeyhtiö|ApS|Oyj|hf|ehf|ehf.|hf."),
    ((A,), "ry|r.y.|rf|r.f.|ry.|ideell förening|ekonomisk förening|ek. för.|MTÜ|MTU|mittetulundusühing"),
    ((L,), "OÜ|osaühing|SIA|sabiedrība ar ierobežotu atbildību|UAB|uždaroji akcinė bendrovė|IKE|E.P.E.|EPE|Lda.|Lda|Limitada"),
    ((P, L), "VšĮ|VSI|viešoji įstaiga|public institution"),
    ((F,), "SA sihtasutus|sihtasutus|säätiö|sr"),
    ((L,), "SARL|S.à r.l.|Sàrl|EURL|SASU|société à responsabilité limitée|BV|B.V.|BVBA|SPRL|besloten vennootschap"),
    ((J,), "SAS|S.A.S.|NV|N.V.|naamloze vennootschap|AE|A.E.|SCA"),
    ((J, P), "SEM|S.E.M.|SPL|E.P.E.L."),
    ((A,), "association loi 1901|association loi de 1901|assoc. loi 1901|ASBL|A.S.B.L.|VZW|v.z.w.|vzw.|APS|A.P.S."),
    ((P,), "EPIC|EPCI|E.P.I.C.|GIE|GIP|EGTC|EVTZ|GECT|EZÚS|EUWT|E.P.E.S."),
    ((N,), "ONLUS|O.N.L.U.S.|ODV|ETS"),
    ((F,), "stichting|St.|alapítvány|közalapítvány|nadace|nadácia|nadační fond|zaklada|fondazione|fundación|fundação"),
    ((F,), "fundacja|foundation|Stiftung|fondation|fundació|fundația|fundatia|ustanova zaklada|fonden|stiftelsen|fondatsiya"),
    ((A,), "stowarzyszenie|association|associazione|Verein|Vereinigung|asociación|associação|asociația|asociatia|associació"),
    ((A,), "egyesület|udruga|udruženje|društvo|združenje|sdružení|združenie|spolek|biedrība|asociacija|forening|förening|föreningen"),
    ((A,), "verband|Foreningen|yhdistys|sdruzhenie|syllogos|shoqata|vereniging"),
)
# fmt: on

# Words that a name may be made of elsewhere: they are forms at its very end or beginning only.
LONGEST_BESIDE = 3


def legal_form(name: Sequence[str]) -> tuple[Forms, frozenset[int]]:
    """Return what the legal forms among the folded words of a name are, and where those stand that add no words.

    Words that are a form and yet part of the name, such as association, are among the forms and left in their place.
    """
    found: set[Form] = set()
    aside: set[int] = set()
    end = len(name)
    while end > 1 and (hit := _ending(name, end)):
        forms, length = hit
        found |= forms
        aside |= set(range(end - length, end))
        end -= length
    for at in range(end):
        for length in range(min(LONGEST, end - at), 0, -1):
            spelling = tuple(name[at : at + length])
            forms_here = _table().get(spelling)
            if forms_here and (at == 0 or length > LONGEST_BESIDE or len(spelling[0]) > LONGEST_BESIDE):
                found |= forms_here
                if length > 1 or not _is_word(spelling[0]):
                    aside |= set(range(at, at + length))
                break
    return frozenset(found), frozenset(aside) if len(aside) < len(name) else frozenset()


def _ending(name: Sequence[str], end: int) -> tuple[Forms, int] | None:
    """Return the longest form that stands before `end`, and how many words it has."""
    for length in range(min(LONGEST, end - 1), 0, -1):
        spelling = tuple(name[end - length : end])
        forms = _table().get(spelling)
        if forms and (length > 1 or not _is_word(spelling[0])):
            return forms, length
    return None


def _is_word(spelling: str) -> bool:
    """Return whether a form is a word of the language that a name is made of: association, not GmbH."""
    return len(spelling) > 5


LONGEST = 6


@lru_cache(maxsize=1)
def _table() -> Mapping[tuple[str, ...], Forms]:
    table: dict[tuple[str, ...], Forms] = {}
    for forms, spellings in TABLE:
        for spelling in spellings.split("|"):
            key = tuple(words(spelling))
            table[key] = table.get(key, Forms()) | frozenset(forms)
    return table
