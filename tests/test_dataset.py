"""What a publisher says of the dataset: read from the environment, from options, and checked."""

import pytest

from graph.dataset import DESCRIPTION, NAMES, TITLE, Dataset
from graph.errors import InvalidValue
from graph.values import Text
from settings import Settings

SAID = {
    "title": "The graph of somebody",
    "description_pl": "Opis",
    "description_en": "What it is",
    "publisher": "Somebody",
    "publisher_iri": "https://example.org/somebody",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "contact": "somebody@example.org",
    "themes": "SOCI, REGI",
    "frequency": "MONTHLY",
}


def test_what_nobody_said_is_not_said():
    made = Settings.of().dataset
    assert made.title == TITLE
    assert made.description == DESCRIPTION
    assert (made.publisher, made.publisher_iri, made.licence, made.contact, made.frequency) == (None,) * 5
    assert made.named_publisher("https://graph.example.org/") == "graph.example.org"


def test_what_is_said_is_read():
    made = Dataset().changed(SAID)
    assert made.title == (Text("The graph of somebody"),)
    assert made.description == (Text("Opis", "pl"), Text("What it is", "en"))
    assert made.contact == "mailto:somebody@example.org"
    assert made.themes == ("SOCI", "REGI")
    assert made.named_publisher("https://graph.example.org/") == "Somebody"


def test_what_is_written_reads_back_as_the_same():
    for made in (Dataset(), Dataset().changed(SAID), Dataset().changed({"contact": "https://example.org/contact"})):
        assert Dataset().changed(made.written()) == made
        assert made.written().keys() <= set(NAMES)


def test_workers_have_the_settings_of_who_starts_them(monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(f"OGNIWO_{name.upper()}", "to be forgotten")  # and put back as it was in the end
    made = Settings.of(dataset=Dataset().changed(SAID))
    for name in ("OGNIWO_DATABASE", "OGNIWO_BASE_IRI", "OGNIWO_HOST", "OGNIWO_PORT"):
        monkeypatch.setenv(name, "")
    for name in made.limits.__dataclass_fields__:
        monkeypatch.setenv(f"OGNIWO_LIMIT_{name.upper()}", "")
    made.to_environment()
    assert Settings.from_environment() == made


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("licence", "CC0", "OGNIWO_LICENCE: 'CC0' is not an absolute IRI, such as https://example.org/page"),
        (
            "publisher_iri",
            "urn:x:y",
            "OGNIWO_PUBLISHER_IRI: 'urn:x:y' is not an address of the web, such as https://example.org/page",
        ),
        (
            "contact",
            "me at home",
            "OGNIWO_CONTACT: 'me at home' is not an absolute IRI, such as https://example.org/page",
        ),
        ("themes", "SOCI,CATS", "OGNIWO_THEMES: 'CATS' is not one of AGRI, ECON,"),
        ("frequency", "often", "OGNIWO_FREQUENCY: 'often' is not one of CONT, DAILY,"),
        ("title", "a\x07b", "OGNIWO_TITLE: character U+0007 at position 1 cannot be stored"),
        ("frequency", ",", "OGNIWO_FREQUENCY: ',' is not one of CONT,"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_that_names_it(monkeypatch, name, text, message):
    monkeypatch.setenv(f"OGNIWO_{name.upper()}", text)
    with pytest.raises(InvalidValue) as error:
        Settings.from_environment()
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_options_go_before_the_environment():
    from cli.describing import described

    made = described(Dataset().changed(SAID), {"publisher": "Another", "licence": None})
    assert (made.publisher, made.licence) == ("Another", SAID["licence"])
    with pytest.raises(InvalidValue, match=r"^--publisher-iri: 'x' is not an absolute IRI"):
        described(Dataset(), {"publisher_iri": "x"})
