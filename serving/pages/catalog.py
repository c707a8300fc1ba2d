"""The page of the catalogue: the dataset, its files and its services, for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.dataset import FREQUENCIES, THEMES
from graph.describing.authority import FILE_TYPES, LANGUAGES
from graph.describing.published import Published
from graph.describing.services import SERVICES
from graph.describing.void import WELL_KNOWN
from graph.values import PartialDate, Text
from serving.pages.entity import Pages
from serving.pages.facts import is_web_address
from serving.pages.ontology import Link, described
from serving.pages.wording import Language, capital, dated, labelled, number, said


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said of the dataset."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: its name and where it is, its format, its size for people, and its checksum."""

    link: Link
    format: str
    size: str
    sha256: str


class CatalogPage:
    """Makes the page among the other pages."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def page(self, of: Published, language: Language, is_chosen: bool) -> bytes:
        """Return the page in a language."""
        files = of.files
        title, description = (_best(texts, language) for texts in (of.dataset.title, of.dataset.description))
        services = [
            (labelled(each.labels, language), labelled(each.description, language), of.address(each.path))
            for each in SERVICES
        ]
        return self.pages.page(
            "catalog.html",
            language,
            of.address("catalog"),
            is_chosen=is_chosen,
            title=title,
            description=description,
            facts=[Fact(said(name, language), tuple(values)) for name, values in _facts(of, language) if values],
            files=list(_files(of, language)),
            counts=_counts(of, language),
            files_revision=files.revision if files else 0,
            services=services,
            downloads=described(of, "catalog"),
            void=of.address(WELL_KNOWN),
            revision=of.coverage.revision,
        )


def _best(texts: tuple[Text, ...], language: Language) -> Text:
    """Return a text in a language, else the first."""
    return next((each for each in texts if each.language == language), texts[0])


def _facts(of: Published, language: Language) -> Iterator[tuple[str, list[Link]]]:
    dataset, coverage = of.dataset, of.coverage
    publisher = Link(dataset.named_publisher(of.base), dataset.publisher_iri or "")
    yield "publisher", [publisher]
    yield "licence", [_address(dataset.licence)] if dataset.licence else [Link(said("no licence", language), "")]
    yield "contact", [_address(dataset.contact)] if dataset.contact else []
    yield "issued", [_day(coverage.issued, language)] if coverage.issued else []
    yield "modified", [_day(coverage.modified, language)] if coverage.modified else []
    yield "frequency", [Link(labelled(FREQUENCIES[dataset.frequency], language), "")] if dataset.frequency else []
    days = [dated(PartialDate(day), language) for day in (coverage.first_day, coverage.last_day) if day]
    yield "temporal", [Link(" – ".join(days), "")] if days else []
    yield "spatial", [Link(_best(each.names, language).text, f"{of.base}page/{each.id}") for each in coverage.countries]
    known = [LANGUAGES[each][1] for each in coverage.languages if each in LANGUAGES]
    yield "languages", [Link(labelled(each, language), "") for each in known]
    yield "themes", [Link(labelled(THEMES[each], language), "") for each in dataset.themes]
    yield "conforms", [Link(said(each, language), f"{of.base}{each}") for each in ("ontology", "shapes")]


def _address(iri: str) -> Link:
    shown = iri.removeprefix("mailto:")
    return Link(shown, iri if is_web_address(iri) or shown != iri else "")


def _day(time: str, language: Language) -> Link:
    return Link(f"{dated(PartialDate(time[:10]), language)}, {time[11:16]} UTC", "")


def _files(of: Published, language: Language) -> Iterator[FileRow]:
    for file in of.files.files if of.files else ():
        label = FILE_TYPES[file.format][1] + (", gzip" if file.is_gzipped else "")
        size = f"{number(file.size, language)} B"
        yield FileRow(Link(file.name, of.address(f"dump/{file.name}")), label, size, file.sha256)


def _counts(of: Published, language: Language) -> list[tuple[str, str]]:
    """Return how many triples the files have and how many entities of each kind, if they are of the newest revision."""
    files = of.files
    if files is None or files.revision != of.coverage.revision:
        return []
    kinds = (
        (capital(labelled(of.model.kinds[name].labels, language)), count) for name, count in files.entities.items()
    )
    counted = [(capital(said("triples", language)), files.triples), *kinds]
    return [(name, number(count, language)) for name, count in counted if count]
