"""Documents: what is known of one entity, in each format of RDF, and where each of them is."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from graph.kinds import Model
from graph.knowledge import Known
from graph.rdf.linked import FORMATS, Format
from graph.rdf.syntax import Syntax, document
from graph.rdf.trig import TriG
from graph.rdf.triples import Description, Merged, export
from serving.negotiation import HTML

BY_SUFFIX: Mapping[str, Format] = {each.suffix: each for each in FORMATS.values()}
BY_MEDIA_TYPE: Mapping[str, Format] = {each.media_type: each for each in FORMATS.values()}


def uri(iri: str) -> str:
    """Return an IRI as HTTP carries it: in ASCII."""
    return quote(iri, safe="!#$%&'()*+,/:;=?@[]~")


class Documents:
    """Writes documents of entities whose IRIs are under `base`; each syntax is made ready once."""

    def __init__(self, model: Model, base: str) -> None:
        self.model, self.base, self.root = model, base, uri(base)
        self._ready: dict[str, tuple[Syntax[Any], Description[Any]]] = {}

    def written(self, chosen: Format, known: Known, merges: Callable[[], Merged]) -> bytes:
        """Return the document of an entity; `merges` reads who was merged into whom, where all of that is needed."""
        syntax, said = self._ready.get(chosen.suffix) or self._made(chosen)
        if isinstance(syntax, TriG):
            return "".join(export(self.model, syntax, [(known.record, known.evidence)], merges())).encode()
        return "".join(document(syntax, [said.blocks(known.record, known.evidence, known.others)])).encode()

    def address(self, name: str, chosen: Format) -> str:
        """Return where the document of an entity is, as a URI."""
        return f"{self.root}data/{name}{chosen.suffix}"

    def page(self, name: str) -> str:
        """Return where the page of an entity is, as a URI."""
        return f"{self.root}page/{name}"

    def links(self, name: str, but: str = "") -> str:
        """Return the documents and the page of an entity as the value of a Link header, all but one of a media type."""
        found = {self.address(name, each): media for media, each in BY_MEDIA_TYPE.items() if media != but}
        if but != HTML:
            found[self.page(name)] = HTML
        return ", ".join(f'<{address}>; rel="alternate"; type="{media}"' for address, media in found.items())

    def _made(self, chosen: Format) -> tuple[Syntax[Any], Description[Any]]:
        syntax = chosen.syntax(self.model, self.base)
        made = self._ready[chosen.suffix] = syntax, Description(self.model, syntax)
        return made
