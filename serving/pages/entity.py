"""Pages: what is known of an entity for people to read, in Polish or English, without a script."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from graph.knowledge import Known
from graph.rdf.linked import FORMATS, Format
from graph.records import label
from schema.engine import Engine
from serving.linked.documents import Documents
from serving.pages import schemaorg
from serving.pages.facts import Facts, is_web_address, leading
from serving.pages.neighbours import Neighbours
from serving.pages.wording import LANGUAGES, NAMES, Language, capital, labelled, number, said
from serving.replies import Header

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
CHAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#4b3fb3" stroke-width="3.6">'
    '<g transform="rotate(-45 16 16)"><rect x="-1" y="10.2" width="19" height="11.6" rx="5.8"/>'
    '<rect x="14" y="10.2" width="19" height="11.6" rx="5.8" opacity=".55"/></g></svg>'
)
FORMAT_NAMES: Mapping[str, str] = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
    "trig": "TriG",
}
DESCRIBED = 160  # characters of a description that a search engine shows


@dataclass(frozen=True, slots=True)
class Download:
    """A document: the name of its format, its media type and its address."""

    name: str
    media_type: str
    address: str


def downloads(address: Callable[[Format], str]) -> list[Download]:
    """Return a document in each format, which is at an address."""
    return [Download(FORMAT_NAMES.get(name, name), each.media_type, address(each)) for name, each in FORMATS.items()]


class Pages:
    """Makes pages under `base`, which ends in a slash; it asks an engine for whatever stands around an entity."""

    def __init__(self, engine: Engine, base: str) -> None:
        self.model, self.base = engine.store.model, base
        self.neighbours, self.documents = Neighbours(engine), Documents(self.model, base)

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        made.globals |= {
            "base": self.base,
            "icon": f"data:image/svg+xml,{quote(CHAIN)}",
            "is_web_address": is_web_address,
            "languages": NAMES,
            "shown": number,
            "style": Markup(self._style),  # noqa: S704 - our own
        }
        return made

    @cached_property
    def _style(self) -> str:
        return (TEMPLATES / "page.css").read_text("utf-8")

    @cached_property
    def policy(self) -> str:
        """The content security policy: our own style and nothing else."""
        return POLICY.format(style=b64encode(hashlib.sha256(self._style.encode()).digest()).decode())

    def headers(self, language: Language) -> dict[str, str]:
        """Return the headers of every page in a language."""
        return {
            "content-language": language,
            "content-security-policy": self.policy,
            "referrer-policy": "strict-origin-when-cross-origin",
            "vary": "Accept-Language",
        }

    def page(self, template: str, language: Language, address: str, *, is_chosen: bool = False, **given: Any) -> bytes:
        """Return a page made of a template. `is_chosen` says that its links keep the language."""
        found = self._environment.get_template(template)
        chosen = f"?lang={language}" if is_chosen else ""
        say = partial(_said, language)
        return found.render(language=language, say=say, address=address, chosen=chosen, **given).encode()

    def entity(self, known: Known, revision: int, language: Language, *, is_chosen: bool) -> bytes:
        """Return the page of an entity."""
        record, kind = known.record, self.model.kinds[known.record.kind]
        names = self.neighbours.names([record.id, *leading(known)], language)
        common = self.neighbours.common(kind, record.id)
        lists = self.neighbours.lists(kind, record.id, language)
        facts = Facts(self.model, language, names).of(kind, known, common.computed)
        called = names.get(record.id) or label(kind, record)
        kind_label = capital(labelled(kind.labels, language))
        return self.page(
            "entity.html",
            language,
            self.documents.page(record.id),
            is_chosen=is_chosen,
            id=record.id,
            iri=f"{self.base}id/{record.id}",
            kind=kind_label,
            label=called,
            description=_shortened(f"{kind_label}: {called}"),
            label_language=_language_of(called, known, language),
            names=names,
            facts=facts,
            disputed=frozenset(common.disputed),
            trail=next((each for each in lists if each.name == "ancestors" and each.entries), None),
            lists=[each for each in lists if each.name != "ancestors"],
            same_as=[each for each in common.same_as if not each.startswith(f"{self.base}id/")],
            others=known.others,
            documents=list(dict.fromkeys(each.document for each in known.evidence))[:50],
            downloads=downloads(lambda each: self.documents.address(record.id, each)),
            schema_org=schemaorg.page(kind, known, called, self.base, names, language),
            graphiql=self.asked(self.neighbours.question(kind, record.id)),
            asked=self.asked,
            revision=revision,
        )

    def notice(self, status: int, name: str, language: Language, root: str) -> bytes:
        """Return a page that says what became of an id."""
        return self.page(
            "notice.html",
            language,
            f"{self.base}{root}/{quote(name[:200])}",
            status=status,
            heading=said(str(status), language),
            sentence=self.sentence(status, name, language),
        )

    def sentence(self, status: int, name: str, language: Language) -> str:
        """Return in one line what became of an id."""
        shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in name[:200])
        return said(f"{status} why", language, name=shown)

    def asked(self, query: str) -> str:
        """Return where GraphiQL is open with a query."""
        return f"{self.base}graphql?query={quote(query, safe='')}"


def spoken(wanted: Iterable[str]) -> Language:
    """Return the first of the languages that pages are in, English if none is wanted."""
    return next((each for name in wanted for each in LANGUAGES if each == name), "en")


def encoded(headers: Mapping[str, str]) -> tuple[Header, ...]:
    """Return headers as ASGI sends them."""
    return tuple((name.encode(), value.encode("latin-1")) for name, value in headers.items())


def _said(language: Language, word: str, **given: object) -> str:
    return said(word, language, **given)


def _shortened(text: str) -> str:
    return text if len(text) <= DESCRIBED else f"{text[: DESCRIBED - 1].rstrip()}…"


def _language_of(called: str, known: Known, language: Language) -> str:
    """Return the language of what an entity is called, empty if that is the page's or not known."""
    texts = (each for value in known.record.values.values() if isinstance(value, tuple) for each in value)
    found = next((each.language for each in texts if getattr(each, "text", None) == called), "und")
    return "" if found in (language, "und") else found
