"""Questions: what is asked, with variables that vary over the whole graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import orjson

from benchmarks.shape import Shape
from schema.engine import Request

LED = "{participations: {some: {role: {eq: COORDINATOR}, organization: {place: {country: {id: {eq: $country}}}}}}}"
COORDINATOR = """coordinators: participations(first: 1, where: {role: {eq: COORDINATOR}}) {
    nodes {organization {name place {name}}}}"""
POINT = f"""query ($id: ID!) {{node(id: $id) {{id ... on Project {{title budget {{amount currency}} startDate
    {COORDINATOR}
    partners: participations(where: {{role: {{eq: PARTNER}}}}) {{nodes {{organization {{id name}}}}}}}}}}}}"""
LIST = f"""query ($country: ID!) {{projects(first: 100, orderBy: [{{budget: DESC}}], where: {LED}) {{
    nodes {{id title budget {{amount currency}}
    {COORDINATOR}
    partners: participations(first: 5, where: {{role: {{eq: PARTNER}}}}) {{nodes {{organization {{name}}}}}}}}}}}}"""
THOUSAND = "{organizations(first: 1000) {nodes {id name abbreviation kind website}}}"
SEARCH = "query ($text: String!) {search(text: $text, first: 20) {nodes {id label}}}"
ORDERS = {"by budget": "orderBy: [{budget: DESC}]", "by title": "orderBy: [{title: ASC}]", "in default order": ""}


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the values of its variables, each of which is one request."""

    query: str
    variables: tuple[dict[str, Any], ...] = ({},)

    @property
    def requests(self) -> list[Request]:
        """What the engine is asked, one request for each of the values."""
        return [Request(self.query, None, each) for each in self.variables]

    @property
    def bodies(self) -> list[bytes]:
        """The same, as HTTP carries them."""
        return [orjson.dumps({"query": self.query, "variables": each}) for each in self.variables]


def point(shape: Shape, number: int = 500) -> Question:
    """Ask for projects all over the graph, one at a time."""
    step = shape.projects / number
    # Strides of a prime: neighbours in time are no neighbours in the file.
    ids = (shape.id("project", 1 + int(step * (each * 307 % number))) for each in range(number))
    return Question(POINT, tuple({"id": each} for each in ids))


def dearest(shape: Shape) -> Question:
    """Ask for the dearest projects of the larger countries."""
    return Question(LIST, tuple({"country": shape.id("place", number)} for number in range(1, 5)))


def searches(shape: Shape) -> dict[str, Question]:
    """Ask for words that are rare, middling or frequent in names, and for beginnings of them."""
    words = shape.words(1_000)
    asked = {
        "rare words": words[600:616],
        "frequent words": words[:8],
        "two words": [f"{words[20]} {words[3]}", f"{words[30]} {words[1]}"],
        "beginnings, three letters": ["vio", "gla", "mno", "ber"],
        "beginnings, two letters": ["ba", "ko", "se"],
    }
    return {name: Question(SEARCH, tuple({"text": each} for each in texts)) for name, texts in asked.items()}


def filtered(order: str, *, after: bool) -> str:
    """Return the query for a page of the projects that a country leads, in one of ORDERS."""
    arguments = ", ".join(
        part for part in (f"first: 20, where: {LED}", order, "after: $after" if after else "") if part
    )
    variables = "$country: ID!, $after: String" if after else "$country: ID!"
    return f"query ({variables}) {{projects({arguments}) {{nodes {{id title}} pageInfo {{endCursor}}}}}}"


def place_of(order: str) -> str:
    """Return the query for the cursor of one project in one of ORDERS: a cursor tells the order, not the filter."""
    arguments = ", ".join(part for part in ("first: 1, where: {id: {eq: $id}}", order) if part)
    return f"query ($id: ID!) {{projects({arguments}) {{edges {{cursor}}}}}}"


def different(shape: Shape, number: int) -> list[bytes]:
    """Return the bodies of so many queries no two of which share their text or their plan."""
    fields = "title acronym status startDate endDate year label iri coFinancingRate".split()
    made = []
    for each, asked in zip(range(number), cycle(_TEMPLATES), strict=False):
        chosen = " ".join(field for place, field in enumerate(fields) if each >> place & 1)
        text = asked.replace("FIELDS", f"q{each}: id {chosen}").replace("ID", shape.id("project", 1 + each * 7))
        made.append(orjson.dumps({"query": text}))
    return made


_TEMPLATES: Sequence[str] = (
    '{node(id: "ID") {... on Project {FIELDS participations {nodes {role organization {name place {name}}}}}}}',
    "{projects(first: 50) {nodes {FIELDS fundings {nodes {amount {amount} programme {name}}}}}}",
    '{nodes(ids: ["ID"]) {... on Project {FIELDS programmes {nodes {name ancestors {nodes {name}}}}}}}',
    "{projects(first: 100) {nodes {FIELDS participations(first: 5) {nodes {organization {name}}}}}}",
    '{projects(where: {id: {eq: "ID"}}) {nodes {FIELDS} totalCount}}',
)


def taken(question: Question, number: int) -> list[Request]:
    """Return so many requests, the values of the variables in turn."""
    return list(islice(cycle(question.requests), number))
