"""Names of people are told from those of bodies, as far as a dictionary of Polish can."""

import pytest

from graph.importing.language.persons import names_person
from graph.lexicon import lemmas

pytestmark = pytest.mark.skipif(not lemmas("szkoły"), reason="there is no dictionary of Polish for this machine")


@pytest.mark.parametrize(
    "name",
    [
        "FIRMA USŁUGOWA JAN KOWALSKI",
        "KOWALSKI JAN",
        "Doradztwo Anna Nowak-Kowalska",
        "SZKOLENIA S.C. JAN KOWALSKI, ANNA NOWAK",
        "EUROPA S.C. J.KOWALSKI, A.NOWAK",
    ],
)
def test_a_firm_called_by_its_owner_names_a_person(name: str):
    assert names_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Miejski Ośrodek Pomocy Społecznej w Łęcznej",
        "Fundacja im. Królowej Polski św. Jadwigi",
        "Katolicki Uniwersytet Lubelski Jana Pawła II",
        "Uniwersytet im. Adama Mickiewicza w Poznaniu",
        "Spółdzielnia Socjalna Kino Marzenie",
        "Kowalski sp. z o.o.",
        "Gmina Milejów",
        "",
    ],
)
def test_a_body_is_no_person_whomever_it_is_called_after(name: str):
    assert not names_person(name)
