"""Documents: what is known of one entity, in each format of RDF, and where each of them is."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.kinds import Model
from graph.knowledge import Known
from graph.rdf.linked import FORMATS, Format
from graph.rdf.syntax import Syntax, document
from graph.rdf.trig import ByDocument, TriG
from graph.rdf.triples import Description
from graph.values import EntityId
from serving.negotiation import HTML

BY_SUFFIX: Mapping[str, Format] = {each.suffix: each for each in FORMATS.values()}
BY_MEDIA_TYPE: Mapping[str, Format] = {each.media_type: each for each in FORMATS.values()}


class Documents:
    """Writes documents of entities whose IRIs are under `base`; each syntax is made ready once."""

    def __init__(self, model: Model, base: str) -> None:
        self.model, self.base = model, base
        self._ready: dict[str, tuple[Syntax[Any], Any]] = {}
        self._merged: dict[EntityId, Sequence[EntityId]] = {}

    def written(self, chosen: Format, known: Known) -> bytes:
        """Return the document of an entity."""
        syntax, description = self._ready.get(chosen.suffix) or self._made(chosen)
        if known.others or known.record.id in self._merged:
            self._merged[known.record.id] = known.others
        return "".join(document(syntax, [description.blocks(known.record, known.evidence)])).encode()

    def address(self, name: str, chosen: Format) -> str:
        """Return where the document of an entity is."""
        return f"{self.base}data/{name}{chosen.suffix}"

    def page(self, name: str) -> str:
        """Return where the page of an entity is."""
        return f"{self.base}page/{name}"

    def links(self, name: str, but: str = "") -> str:
        """Return the documents and the page of an entity as the value of a Link header, all but one of a media type."""
        found = {self.address(name, each): media for media, each in BY_MEDIA_TYPE.items() if media != but}
        if but != HTML:
            found[self.page(name)] = HTML
        return ", ".join(f'<{address}>; rel="alternate"; type="{media}"' for address, media in found.items())

    def _made(self, chosen: Format) -> tuple[Syntax[Any], Any]:
        syntax = chosen.syntax(self.model, self.base)
        description: Any = Description(self.model, syntax, self._merged)
        made = self._ready[chosen.suffix] = syntax, ByDocument(description) if isinstance(syntax, TriG) else description
        return made
