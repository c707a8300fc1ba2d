"""Names in capitals are written as people write them; other names stay as they are."""

import pytest

from graph.importing.language.capitals import readable


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("POWIATOWE CENTRUM POMOCY RODZINIE W ŁĘCZNEJ", "Powiatowe Centrum Pomocy Rodzinie w Łęcznej"),
        ("FUNDACJA IM. KRÓLOWEJ POLSKI ŚW. JADWIGI", "Fundacja im. Królowej Polski św. Jadwigi"),
        ('"ABC" SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ', '"Abc" spółka z ograniczoną odpowiedzialnością'),
        (
            "LUBELSKA SZKOŁA BIZNESU SP. Z O.O. FUNDACJI ROZWOJU KUL",
            "Lubelska Szkoła Biznesu sp. z o.o. Fundacji Rozwoju KUL",
        ),
        ("MOPS W KRAKOWIE", "MOPS w Krakowie"),
        ("ZARZĄD WOJEWÓDZTWA MAŁOPOLSKIEGO (UMWM)", "Zarząd Województwa Małopolskiego (UMWM)"),
        ("AKADEMIA GÓRNICZO-HUTNICZA", "Akademia Górniczo-Hutnicza"),
        ("II LICEUM IM. JANA III SOBIESKIEGO", "II Liceum im. Jana III Sobieskiego"),
        ("H. CEGIELSKI S.A.", "H. Cegielski S.A."),
        ("ELBLĄG - FUNDUSZ LOKALNY", "Elbląg - Fundusz Lokalny"),
        ("FUNDACJA NA RZECZ POPRAWY JAKOŚCI ŻYCIA „OD-NOWA”", "Fundacja na rzecz Poprawy Jakości Życia „Od-Nowa”"),
        ("PIAZZA DELLA LIBERTA'", "Piazza della Liberta'"),
        ("Gmina Łęczna", "Gmina Łęczna"),
        ("KŁOS I WSPÓLNICY SP.K.", "Kłos i Wspólnicy sp.k."),
        ("KŁOS I WSPÓLNICY SP. K.", "Kłos i Wspólnicy sp. k."),
        ("GLOBALNET SP Z O.O", "Globalnet sp z o.o"),
        ("WYŻSZA SZKOŁA IM. PROF. J. CHECHLIŃSKIEGO", "Wyższa Szkoła im. prof. J. Chechlińskiego"),
        ("SZPITAL IM. DR J.BABIŃSKIEGO", "Szpital im. dr J.Babińskiego"),
        ("iPhone", "iPhone"),
        ("123", "123"),
        ("", ""),
    ],
)
def test_a_name_is_written_as_people_do(text: str, wanted: str):
    assert readable(text) == wanted
