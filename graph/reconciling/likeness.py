"""Likeness: how far an entity is called what a question calls it - bodies as people compare bodies, others by words."""

from collections.abc import Callable

from graph.matching.names import Named, likeness
from graph.matching.sites import Site
from graph.reconciling.questions import Meant, Question
from graph.reconciling.shelf import Shelf
from graph.reconciling.spelling import alike
from graph.records import Record
from graph.values import Text

SHORT_FORM = 0.9  # an abbreviation or a code alone says less than a name
LONGEST_SHORT = 5  # letters of the usual short forms, such as mops
BODIES, PLACE = "Organization", "place"

Likeness = Callable[[Record], float]


def likeness_to(shelf: Shelf, question: Question) -> Likeness:
    """Return what tells how far an entity is called so, 0 to 1."""
    sought = Named(_written(question.text), place=_site(shelf, question))

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
    values = [value for each in question.conditions if each.property == PLACE for value in each.values]
    known = [shelf.find(value.id if isinstance(value, Meant) else str(value)) for value in values]
    sites = [_site_of(each) for each in known if each and "name" in each.values]
    if len(values) == len(sites) == 1:
        return sites[0]
    told = (value.name or value.id if isinstance(value, Meant) else str(value) for value in values)
    names = tuple(dict.fromkeys((*told, *(name for site in sites for name in site.names))))
    return Site(names) if names else None


def _written(text: str) -> tuple[Text, ...]:
    """Return a name as it is written and, if there are no capitals, as it is with short forms in capitals."""
    if any(each.isupper() and len(each) > 1 for each in text.split()):
        return (Text(text),)
    raised = " ".join(each.upper() if len(each) <= LONGEST_SHORT else each for each in text.split())
    return Text(text), Text(raised)
