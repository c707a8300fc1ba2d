"""Descriptions over HTTP: the ontology, the shapes, the catalogue and VoID, in every format of RDF or as a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from graph.dataset import Dataset
from graph.describing.catalog import catalog
from graph.describing.nodes import Node, written
from graph.describing.ontology import ontology
from graph.describing.published import Files, Published
from graph.describing.shapes import shapes
from graph.describing.statistics import Coverage, Statistics
from graph.describing.void import WELL_KNOWN, void
from graph.rdf.linked import FORMATS, Format
from graph.store import Store
from schema.limits import Limits
from serving.linked.documents import BY_MEDIA_TYPE, uri
from serving.negotiation import HTML, languages, preferred
from serving.pages.catalog import CatalogPage
from serving.pages.entity import Pages, spoken
from serving.pages.ontology import OntologyPage
from serving.pages.wording import LANGUAGES, Language
from serving.publishing import not_acceptable, published
from serving.requests import Unreadable
from serving.tags import Tags
from serving.turns import Turns

THREADS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What is described: a path, its nodes, and the page of it, if there is one.

    What `rests_on_graph` is another at another revision.
    """

    path: str
    nodes: Callable[[Published], Iterator[Node]]
    page: Callable[[Published, Language, bool], bytes] | None = None
    rests_on_graph: bool = True


Key = tuple[str, str, bool]  # a path, a media type or a language, and whether that was chosen
State = tuple[Coverage | None, Files | None]


class Descriptions:
    """The routes of what describes the graph under a base, which ends in a slash; `files` are its newest dumps."""

    def __init__(
        self,
        store: Store,
        base: str,
        dataset: Dataset,
        limits: Limits,
        pages: Pages,
        files: Callable[[], Files | None],
    ) -> None:
        self.model, self.base, self.dataset, self.pages, self.files = store.model, base, dataset, pages, files
        self.root = uri(base)  # what headers can carry
        self.statistics = Statistics(store)
        self.told = (
            Told("ontology", _ontology, OntologyPage(pages).page, rests_on_graph=False),
            Told("shapes", lambda of: shapes(of.model), rests_on_graph=False),
            Told("catalog", catalog, CatalogPage(pages).page),
            Told(WELL_KNOWN, void),
        )
        self._turns = Turns("describing", THREADS, limits.requests)
        self._made: dict[Key, tuple[State, bytes, str]] = {}  # of each, what was made last, and from what

    def close(self) -> None:
        """End when what has begun is done."""
        self._turns.close()

    def routes(self) -> list[BaseRoute]:
        """Return a route for each description, and one for each format of it."""
        return [route for told in self.told for route in self._routes(told)]

    def _routes(self, told: Told) -> Iterator[BaseRoute]:
        yield Route(f"/{told.path}", self._endpoint(told, None))
        for each in FORMATS.values():
            yield Route(f"/{told.path}{each.suffix}", self._endpoint(told, each))

    def _endpoint(self, told: Told, chosen: Format | None) -> Any:
        offers = (*BY_MEDIA_TYPE, *([HTML] if told.page else []))

        async def endpoint(request: Request) -> Response:
            accept = ",".join(request.headers.getlist("accept"))
            media = chosen.media_type if chosen else preferred(accept, offers)
            if media is None:
                return not_acceptable(offers)
            try:
                return await self._turns.take(lambda: self._answered(request, told, media, chosen))
            except Unreadable as error:
                return PlainTextResponse(f"{error}\n", error.status, {"retry-after": "1"})

        return endpoint

    def _answered(self, request: Request, told: Told, media: str, chosen: Format | None) -> Response:
        headers = {} if chosen else {"vary": "Accept"}
        headers["link"] = ", ".join(self._links(told, media))
        if media != HTML:
            body, tag = self._written(told, media)
            headers["content_location"] = f"{self.root}{told.path}{BY_MEDIA_TYPE[media].suffix}"
            return published(request, body, media, tag, **headers)
        language, is_chosen = _spoken(request)
        body, tag = self._shown(told, language, is_chosen=is_chosen)
        headers |= {name.replace("-", "_"): value for name, value in self.pages.headers(language).items()}
        headers["vary"] = "Accept, Accept-Language"
        return published(request, body, HTML, tag, **headers)

    def _links(self, told: Told, media: str) -> Iterator[str]:
        """Yield where else the same stands."""
        for other, each in BY_MEDIA_TYPE.items():
            if other != media:
                yield f'<{self.root}{told.path}{each.suffix}>; rel="alternate"; type="{other}"'
        if told.page and media != HTML:
            yield f'<{self.root}{told.path}>; rel="alternate"; type="{HTML}"'

    def _written(self, told: Told, media: str) -> tuple[bytes, str]:
        """Return a description in a format of RDF, and its tag."""
        name = next(name for name, each in FORMATS.items() if each.media_type == media)

        def made(of: Published) -> bytes:
            return written(name, self.model, self.base, told.nodes(of)).encode()

        return self._kept((told.path, media, False), told, made)

    def _shown(self, told: Told, language: Language, *, is_chosen: bool) -> tuple[bytes, str]:
        """Return the page of a description, and its tag."""
        page = told.page
        assert page is not None
        return self._kept((told.path, language, is_chosen), told, lambda of: page(of, language, is_chosen))

    def _kept(self, key: Key, told: Told, make: Callable[[Published], bytes]) -> tuple[bytes, str]:
        """Return what was made last if it is still so, else make it again."""
        coverage = self.statistics.coverage() if told.rests_on_graph else NOTHING
        files = self.files() if told.rests_on_graph else None
        state, body, tag = self._made.get(key, (None, b"", ""))
        if state != (coverage, files):
            body = make(Published(self.model, self.base, self.dataset, coverage, files))
            tag = Tags(body.decode()).of(coverage.revision)
            self._made[key] = (coverage, files), body, tag
        return body, tag


NOTHING = Coverage(0, None, None, None, None, (), (), {}, None)


def _ontology(of: Published) -> Iterator[Node]:
    return ontology(of.model, of.base)


def _spoken(request: Request) -> tuple[Language, bool]:
    """Return the language of a page, and whether the address chooses it."""
    chosen = request.query_params.get("lang", "")
    if chosen in LANGUAGES:
        return spoken((chosen,)), True
    return spoken(languages(",".join(request.headers.getlist("accept-language")))), False
