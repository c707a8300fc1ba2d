"""Links to places: what a mapping writes for a place that a table names, compiled to what asks the gazetteer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.importing.drafts import Draft
from graph.importing.language.cells import CellRefused, Cells
from graph.importing.language.conditions import condition, flag
from graph.importing.language.forms import OMIT, REJECT, Form, form
from graph.importing.language.gathering import Gathering, LinkReader
from graph.importing.language.scope import Places, Scope, unknown
from graph.importing.places.places import Homonyms, Place
from graph.properties import Party, Property
from graph.seeding.nodes import Node
from graph.values import EntityId

SAID = ("place", "country", "region")  # what a row may say of a place
KEYS = (*SAID, "kind", "homonyms", "inflected", "within", "when", "or", "otherwise")
CITY, COUNTRY = "City", "Country"
KINDS = (CITY, "Region", "Seat", COUNTRY)
KNOWN = 16_384  # places that are not asked for again
LookUp = Callable[[str, str | None, str | None], Sequence[Draft] | str]


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A link to a place that a row names, compiled. `parent` finds what a town is within."""

    name: str
    forms: Mapping[str, Form]
    look_up: LookUp
    omits: bool
    parent: LinkReader | None

    def read(self, gathering: Gathering) -> tuple[EntityId, ...]:
        """Return the place, its drafts being gathered; nothing where none is named, or it is left out."""
        said = {name: only_word(each, gathering.cells) for name, each in self.forms.items()}
        if not said["place"]:
            return ()
        found = self.look_up(said["place"], said.get("country"), said.get("region"))
        if isinstance(found, str):
            return self._refused(found, said, gathering)
        for each in found:
            gathering.add(each)
        place = found[-1]
        if self.parent and place.kind == CITY:
            for region in self.parent(gathering):
                gathering.add(Draft(place.id, CITY, {"parent": region}, gathering.document, gathering.row))
        return (place.id,)

    def _refused(self, reason: str, said: Mapping[str, str | None], gathering: Gathering) -> tuple[EntityId, ...]:
        label = ", ".join(dict.fromkeys(each.label for each in self.forms.values() if each.label))
        value = ", ".join(each for each in said.values() if each)
        if not self.omits:
            raise CellRefused(label, value, f"{self.name}: {reason}")
        gathering.omit(label, value, f"{self.name}: {reason}")
        return ()


def place_link(
    item: Property, node: Node, entries: Mapping[str, Node], scope: Scope, parent: LinkReader | None
) -> LinkReader:
    """Return what finds the place that a row names, which is within another if `parent` finds that. Raises SourceError.

    Where it is not known, or it is not clear which is meant, it is left out of a property that need not be there;
    one that must be there refuses the row.
    """
    for name, each in entries.items():
        if name not in KEYS:
            raise unknown(each, "the key", name, KEYS)
    if scope.places is None:
        raise node.refusal("there is no gazetteer here to find places")
    scope.asked.append(node.line)
    forms = {name: form(entries[name], scope) for name in SAID if name in entries}
    omits = "or" in entries or _omits(item, entries)
    found = PlaceLink(item.name, forms, _look_up(entries, scope.places()), omits, parent)
    if "when" not in entries:
        return found.read
    holds = condition(entries["when"], scope)
    return lambda gathering: found.read(gathering) if holds(gathering.cells) else ()


def only_word(made: Form, cells: Cells) -> str | None:
    """Return the one thing that a form says, if anything. Raises CellRefused for several."""
    found = made.read(cells)
    if len(found) > 1:
        raise CellRefused(made.label, made.raw(cells), f"wanted one, came {len(found)}")
    return found[0] if found else None


def _look_up(entries: Mapping[str, Node], places: Places) -> LookUp:
    """Return what gives the drafts of a place, itself last, or says why there are none."""
    kind = _one_of("kind", KINDS, entries)
    homonyms = _one_of("homonyms", tuple(each.name.lower() for each in Homonyms), entries)
    rule = Homonyms[homonyms.upper()] if homonyms else Homonyms.REPORT
    inflected = flag(entries["inflected"]) if "inflected" in entries else False

    def country(name: str, *_: str | None) -> Sequence[Draft] | str:
        found = places.country(name)
        return (places.country_draft(found),) if found else f"{name!r} is no country that is known"

    def place(name: str, country: str | None, region: str | None) -> Sequence[Draft] | str:
        found = places.find(name, country, region, kind, homonyms=rule, inflected=inflected)
        return places.drafts(found) if isinstance(found, Place) else str(found)

    return lru_cache(KNOWN)(country if kind == COUNTRY else place)


def _omits(item: Property, entries: Mapping[str, Node]) -> bool:
    given = _one_of("otherwise", (REJECT, OMIT), entries)
    return given == OMIT if given else not item.required and item.type is not Party


def _one_of(name: str, possible: tuple[str, ...], entries: Mapping[str, Node]) -> str | None:
    if name not in entries:
        return None
    text = entries[name].text(" or ".join(possible))
    if text not in possible:
        raise unknown(entries[name], name, text, possible)
    return text
