"""schema.org: what an entity's page says of it to search engines, as JSON-LD that stands inside HTML."""

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

from graph.kinds import Kind
from graph.knowledge import Known
from graph.properties import Party, Property
from graph.registers import same_as
from graph.values import EntityId, Money, PartialDate, Text, Url
from serving.pages.facts import Names, is_web_address

SCHEMA, PREFIX = "https://schema.org", "schema:"
TYPES: Mapping[str, str] = {
    "Institution": "Organization",
    "Foundation": "NGO",
    "City": "City",
    "Region": "AdministrativeArea",
    "Country": "Country",
    "Project": "Project",
    "Programme": "FundingScheme",
    "Participation": "OrganizationRole",
    "Funding": "MonetaryGrant",
    "Partnership": "Intangible",
    "Activity": "Event",
    "Outcome": "Intangible",
    "Goal": "Intangible",
    "TargetGroup": "Audience",
    "ParticipantGroup": "Audience",
    "Document": "DigitalDocument",
}
# What the model calls by terms of others, in the words of schema.org.
NAMES: Mapping[str, str] = {
    "skos:prefLabel": "name",
    "eurio:title": "name",
    "dcterms:title": "name",
    "skos:altLabel": "alternateName",
    "dcterms:abstract": "description",
    "dcterms:description": "description",
    "org:subOrganizationOf": "parentOrganization",
    "eurio:funds": "fundedItem",
    "eurio:hasFundingAmount": "amount",
    "dcterms:issued": "datePublished",
    "dcterms:publisher": "publisher",
    "dcterms:license": "license",
}


def page(kind: Kind, known: Known, label: str, base: str, names: Names, language: str) -> Markup:
    """Return the JSON-LD of a page and of whom it is about, which no text in it can end or turn into a script."""
    record, iri = known.record, f"{base}id/{known.record.id}"
    about: dict[str, Any] = {"@type": TYPES[kind.name], "@id": iri, "name": label}
    for item in kind.stored:
        value = record.values.get(item.name)
        name = item.term.removeprefix(PREFIX) if item.term.startswith(PREFIX) else NAMES.get(item.term)
        if value is not None and name:
            made_of = (_value(each, base, names) for each in _each(item, value))
            values = [each for each in made_of if each is not None]
            if values:
                about[name] = values[0] if len(values) == 1 else values
    identifiers = record.values.get("identifiers", ())
    if identifiers:
        about["identifier"] = [
            {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.value} for each in identifiers
        ]
    same = [*filter(None, map(same_as, identifiers)), *(f"{base}id/{each}" for each in known.others)]
    if same:
        about["sameAs"] = same
    documents = dict.fromkeys(each.document for each in known.evidence)
    made = {
        "@context": SCHEMA,
        "@type": "WebPage",
        "@id": f"{base}page/{record.id}",
        "name": label,
        "inLanguage": language,
        "mainEntity": about,
        "isBasedOn": [{"@id": f"{base}id/{each}"} for each in documents][:50],
    }
    return embedded(made)


def embedded(value: Any) -> Markup:
    """Return JSON that can stand in a script element, whatever texts are in it."""
    text = orjson.dumps(value).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing of HTML is left in it


def _each(item: Property, value: Any) -> tuple[Any, ...]:
    return value[:50] if item.many or item.type is Text else (value,)


def _value(value: Any, base: str, names: Names) -> Any:
    """Return a value in JSON-LD, None if schema.org has no use for it."""
    match value:
        case Text(text=text, language=language):
            return text if language == "und" else {"@value": text, "@language": language}
        case Money(amount=amount, currency=currency):
            return {"@type": "MonetaryAmount", "value": amount, "currency": currency}
        case PartialDate(text=text):
            return text
        case Party(entity=entity):
            return {"@id": f"{base}id/{entity}"}
        case EntityId():
            return {"@id": f"{base}id/{value}", "name": names.get(value, value)}
        case Url():
            return str(value) if is_web_address(value) else None
        case bool() | int() | str():
            return value
    return str(value)
