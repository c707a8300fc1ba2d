"""The start page at `/`, for people who do not write GraphQL; programs are led to what they accept."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from graph.rdf.linked import FORMATS
from serving.negotiation import HTML, PLAIN, codings, languages, preferred
from serving.page import Page
from serving.pages.entity import spoken
from serving.pages.wording import LANGUAGES

LANGUAGE = "__LANGUAGE__"  # what stands in the built page in the place of its language
LINKED = tuple(each.media_type for each in FORMATS.values())


class Start:
    """Answers for the root: with a page, in the language of `?lang=`, else of Accept-Language."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def routes(self) -> list[Route]:
        """Return its route."""
        return [Route("/", self.answer)]

    async def answer(self, request: Request) -> Response:
        """Return the page; lead who likes RDF better to the catalogue, and who takes neither to the endpoint."""
        media = preferred(",".join(request.headers.getlist("accept")), (HTML, *LINKED))
        if media != HTML:
            # Relative, for a base may have a path that a proxy strips.
            return RedirectResponse("catalog" if media else "graphql", 307, {"vary": "Accept"})
        chosen = request.query_params.get("lang", "")
        wanted = (chosen,) if chosen in LANGUAGES else languages(",".join(request.headers.getlist("accept-language")))
        language = spoken(wanted)
        made = self.page({LANGUAGE: language}, codings(request.headers.get("accept-encoding", "")) or PLAIN)
        made.headers["vary"] = "Accept, Accept-Language, Accept-Encoding"
        made.headers["content-language"] = language
        return made
