"""Links to places: what a mapping writes for a place that a table names, compiled to what asks the gazetteer."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from graph.importing.cells import CellRefused, Cells
from graph.importing.conditions import condition, flag
from graph.importing.drafts import Draft
from graph.importing.forms import OMIT, REJECT, Form, form
from graph.importing.gathering import Gathering, LinkReader
from graph.importing.places import Homonyms, Place
from graph.importing.scope import Places, Scope, unknown
from graph.properties import Party, Property
from graph.seeding.nodes import Node
from graph.values import EntityId

SAID = ("place", "country", "region")  # what a row may say of a place
KEYS = (*SAID, "kind", "homonyms", "inflected", "within", "when", "or", "otherwise")
CITY, COUNTRY = "City", "Country"
KINDS = (CITY, "Region", "Seat", COUNTRY)
Words = Mapping[str, str | None]


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
    look_up = _look_up(entries, scope.places())
    scope.asked.append(node.line)
    holds = condition(entries["when"], scope) if "when" in entries else None
    forms = {name: form(entries[name], scope) for name in SAID if name in entries}
    omits = "or" in entries or _omits(item, entries)
    label = ", ".join(dict.fromkeys(each.label for each in forms.values() if each.label))

    def read(gathering: Gathering) -> tuple[EntityId, ...]:
        if holds and not holds(gathering.cells):
            return ()
        said = {name: only_word(each, gathering.cells) for name, each in forms.items()}
        if not said["place"]:
            return ()
        found = look_up(said)
        if not isinstance(found, str):
            for each in found:
                gathering.add(each)
            place = found[-1]
            if parent and place.kind == CITY:
                for region in parent(gathering):
                    said_here = {"parent": region}
                    gathering.add(Draft(place.id, CITY, said_here, gathering.document, gathering.row))
            return (place.id,)
        value = ", ".join(each for each in said.values() if each)
        if not omits:
            raise CellRefused(label, value, f"{item.name}: {found}")
        gathering.omit(label, value, f"{item.name}: {found}")
        return ()

    return read


def only_word(made: Form, cells: Cells) -> str | None:
    """Return the one thing that a form says, if anything. Raises CellRefused for several."""
    found = made.read(cells)
    if len(found) > 1:
        raise CellRefused(made.label, made.raw(cells), f"wanted one, came {len(found)}")
    return found[0] if found else None


def _look_up(entries: Mapping[str, Node], places: Places) -> Callable[[Words], Sequence[Draft] | str]:
    """Return what gives the drafts of a place, itself last, or says why there are none."""
    kind = _one_of("kind", KINDS, entries)
    if kind == COUNTRY:
        return partial(_country, places)
    homonyms = _one_of("homonyms", tuple(each.name.lower() for each in Homonyms), entries)
    rule = Homonyms[homonyms.upper()] if homonyms else Homonyms.REPORT
    inflected = flag(entries["inflected"]) if "inflected" in entries else False

    def look_up(said: Words) -> Sequence[Draft] | str:
        found = places.find(
            said["place"] or "", said.get("country"), said.get("region"), kind, homonyms=rule, inflected=inflected
        )
        return places.drafts(found) if isinstance(found, Place) else str(found)

    return look_up


def _country(places: Places, said: Words) -> Sequence[Draft] | str:
    country = places.country(said["place"] or "")
    return (places.country_draft(country),) if country else f"{said['place']!r} is no country that is known"


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
