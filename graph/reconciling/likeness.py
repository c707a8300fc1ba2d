"""Likeness: how far an entity is called what a question calls it - bodies as people compare bodies, others by words."""

from collections.abc import Callable

from graph.matching.names import Named, Site, likeness
from graph.reconciling.questions import Meant, Question
from graph.reconciling.shelf import Shelf
from graph.reconciling.spelling import alike
from graph.records import Record
from graph.values import Text

SHORT_FORM = 0.9  # an abbreviation or a code alone says less than a name
BODIES, PLACE = "Organization", "place"

Likeness = Callable[[Record], float]


def likeness_to(shelf: Shelf, question: Question) -> Likeness:
    """Return what tells how far an entity is called so, 0 to 1."""
    sought = Named((Text(question.text),), place=_site(shelf, question))

    def measured(record: Record) -> float:
        kind = shelf.model.kinds[record.kind]
        if BODIES in (kind.name, kind.parent):
            return likeness(sought, _named(shelf, record)).score
        found = (alike(question.text, name) * (1.0 if whole else SHORT_FORM) for name, whole in shelf.names(record))
        return max(found, default=0.0)

    return measured


def _named(shelf: Shelf, record: Record) -> Named:
    place = shelf.get(record.values[PLACE]) if PLACE in record.values else None
    return Named(record.values["name"], record.values.get("abbreviation"), _site_of(place) if place else None)


def _site_of(place: Record) -> Site:
    return Site(tuple(each.text for each in place.values["name"]), place.id, place.values.get("country"))


def _site(shelf: Shelf, question: Question) -> Site | None:
    """Return where a question says that a body is."""
    for condition in question.conditions:
        if condition.property == PLACE:
            value = condition.values[0]
            known = shelf.find(value.id if isinstance(value, Meant) else str(value))
            if known and "name" in known.values:
                return _site_of(known)
            return Site((value.name or value.id if isinstance(value, Meant) else str(value),))
    return None
