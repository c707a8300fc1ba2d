"""Identifiers are taken as their registers write them, and refused if a register could not have given them."""

import pytest

from graph.errors import InvalidValue
from graph.importing.language.identifiers import RULES, identifier
from graph.kinds import Model
from graph.properties import Identifier
from graph.records import Source


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("NIP", "PL 856-734-62-15", "8567346215"),
        ("REGON", "192 598 184", "192598184"),
        ("REGON", "12345678512347", "12345678512347"),
        ("KRS", "0000123456", "0000123456"),
        ("ISNI", "ISNI: 0000 0001 2281 955X", "000000012281955X"),
        ("ISNI", "https://isni.org/isni/000000012281955X", "000000012281955X"),
        ("ROR", "https://ror.org/02mhbdp94", "02mhbdp94"),
        ("GEONAMES", "https://www.geonames.org/3337495", "3337495"),
        ("WIKIDATA", "http://www.wikidata.org/entity/Q36", "Q36"),
        ("PIC", " 999866589 ", "999866589"),
        ("TERYT", "0610034", "0610034"),
        ("ISO_3166", "PL", "PL"),
        ("NUTS", "DE80M", "DE80M"),
        ("GRID", "grid.12847.38", "grid.12847.38"),
        ("KEEP", "anything: they say not what", "anything: they say not what"),
    ],
)
def test_an_identifier_is_written_as_its_register_writes_it(scheme: str, text: str, value: str):
    assert identifier(scheme, text) == Identifier(scheme, value)


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("NIP", "8567346216"),
        ("NIP", "856734621"),
        ("REGON", "192598185"),
        ("REGON", "1925981841"),
        ("KRS", "123456"),
        ("ISNI", "0000 0001 2281 9551"),
        ("ISNI", "000000012281955"),
        ("ROR", "02mhbdp95"),
        ("ROR", "02mhbdl94"),
        ("ROR", "12mhbdp94"),
        ("GEONAMES", "Q36"),
        ("GEONAMES", "007"),
        ("WIKIDATA", "36"),
        ("WIKIDATA", "Q036"),
        ("PIC", "99986658"),
        ("PIC", "９９９８６６５８９"),
        ("TERYT", "610034x"),
        ("TERYT", "61003"),
        ("ISTAT", "1"),
        ("ISO_3166", "POL"),
        ("NUTS", "PL8141"),
        ("GRID", "12847.38"),
        ("KEEP", " "),
        ("KEEP", "x" * 256),
    ],
)
def test_an_identifier_that_a_register_cannot_have_given_is_refused(scheme: str, text: str):
    with pytest.raises(InvalidValue):
        identifier(scheme, text)


def test_every_rule_is_that_of_a_scheme(model: Model):
    assert RULES.keys() < model.codes["IdentifierScheme"].__members__.keys()


def test_the_rules_take_what_the_seeds_say(seeds: list[Source]):
    said = [each.value for seed in seeds for each in seed.statements if isinstance(each.value, Identifier)]
    assert len(said) > 30
    assert [each for each in said if identifier(each.scheme, each.value) != each] == []
