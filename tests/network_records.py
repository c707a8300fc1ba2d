"""Networks: what a graph comes to as nodes and edges, made of its records one by one, to compare files with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from graph.kinds import Kind, Model
from graph.properties import Identifier
from graph.records import Record
from graph.store import Store
from graph.values import Money, PartialDate, Text

NODES = {"Institution", "Foundation", "City", "Region", "Country", "Programme", "Project"}
ENDS = {"Participation": ("organization", "project"), "Funding": ("programme", "project")}
LINKS = {"parent", "place"}
CALLED = {"Programme": "name", "Project": "title"}  # all others: `name`

Data = dict[str, Any]


@dataclass
class Network:
    """Nodes by id, edges by id with their ends in order, and what each is."""

    nodes: dict[str, Data] = field(default_factory=dict)
    edges: dict[str, tuple[str, str, Data]] = field(default_factory=dict)

    def among(self, chosen: Collection[str]) -> "Network":
        """Return what is left when only some nodes are."""
        edges = {name: each for name, each in self.edges.items() if each[0] in chosen and each[1] in chosen}
        return Network({name: self.nodes[name] for name in self.nodes if name in chosen}, edges)

    def of_ties(self, chosen: Collection[str]) -> "Network":
        """Return what is left when only some ties are, and what they join."""
        edges = {
            name: each for name, each in self.edges.items() if name.partition("#")[0] in chosen and "iri" in each[2]
        }
        ends = {end for near, far, _ in edges.values() for end in (near, far)}
        return Network({name: self.nodes[name] for name in ends}, edges)


def network_of(store: Store, base: str, language: str = "pl") -> Network:
    """Return the network that the records of a graph are."""
    records = {record.id: record for record, _ in store.records()}
    made = _Made(store.model, records, base, language)
    found = Network()
    for name, record in records.items():
        if record.kind in NODES:
            found.nodes[name] = made.node(record)
        for each in made.edges(record):
            assert each["id"] not in found.edges
            found.edges[each.pop("id")] = each.pop("source"), each.pop("target"), each
    return found


class _Made:
    def __init__(self, model: Model, records: Mapping[str, Record], base: str, language: str) -> None:
        self.model, self.records, self.base, self.language = model, records, base, language

    def node(self, record: Record) -> Data:
        called = CALLED.get(record.kind, "name")
        found = self.about(record, {called})
        found |= {"type": record.kind, "label": self.called(record)}
        place = record.values.get("place")
        places = record.values.get("places", ())
        where = self.records.get(place or (places[0] if len(places) == 1 else ""))
        if where:
            found |= {"place": self.called(where)}
            found |= {name: float(where.values[name]) for name in ("latitude", "longitude") if name in where.values}
        lies = where or record
        country = self.records.get(lies.values.get("country", lies.id))
        if country and country.kind == "Country":
            found["country"] = self.called(country)
        return found

    def edges(self, record: Record) -> Iterable[Data]:
        if record.kind in ENDS:
            near, far = (record.values[end] for end in ENDS[record.kind])
            yield self.tie(record, record.id, near, far)
        if record.kind == "Partnership":
            pairs = list(combinations(enumerate(record.values["parties"], 1), 2))
            for (number, one), (other_number, other) in pairs:
                name = record.id if len(pairs) == 1 else f"{record.id}#{number}-{other_number}"
                roles = {"sourceRole": one.role, "targetRole": other.role}
                found = self.tie(record, name, one.entity, other.entity)
                yield found | {key: role for key, role in roles.items() if role}
        if record.kind in NODES:
            for name in LINKS & record.values.keys():
                yield self.link(record, name, record.values[name], f"{record.id}#{name}")
            for number, place in enumerate(record.values.get("places", ()), 1):
                yield self.link(record, "places", place, f"{record.id}#places-{number}")

    def tie(self, record: Record, name: str, near: str, far: str) -> Data:
        found = self.about(record, {"parties", *ENDS.get(record.kind, ())})
        code = record.values.get("role", record.values.get("kind"))
        amount = record.values.get("amount")
        labels = self.kind(record).labels
        if code:
            item = self.kind(record).properties["role" if "role" in record.values else "kind"]
            labels = item.type[code].value
        label = str(amount) if amount else labels.pl if self.language == "pl" else labels.en
        return {"id": name, "source": near, "target": far, "relation": record.kind, "label": label, **found}

    def link(self, record: Record, name: str, far: str, id_: str) -> Data:
        labels = self.kind(record).properties[name].labels
        label = labels.pl if self.language == "pl" else labels.en
        return {"id": id_, "source": record.id, "target": far, "relation": name, "label": label}

    def about(self, record: Record, but: Collection[str]) -> Data:
        found: Data = {"iri": f"{self.base}id/{record.id}"}
        for name, value in record.values.items():
            if name in but:
                continue
            if isinstance(value, Money):
                found |= {name: float(value.amount), f"{name}Currency": value.currency}
            elif name in ("parent", "place", "country", "disburser", "project"):
                found[f"{name}Id"] = str(value)
            elif name in ("identifiers", "places", "remarks"):
                found[name] = " | ".join(plain(each).replace("\\", "\\\\").replace("|", "\\|") for each in value)
            elif name in ("latitude", "longitude", "rate"):
                found[name] = float(value)
            elif isinstance(value, int):
                found[name] = value
            else:
                found[name] = self.said(value) if isinstance(value, tuple) else str(value)
        return found

    def kind(self, record: Record) -> Kind:
        return self.model.kinds[record.kind]

    def called(self, record: Record) -> str:
        texts = record.values.get(CALLED.get(record.kind, "name"))
        return self.said(texts) if texts else record.values["code"]

    def said(self, texts: tuple[Text, ...]) -> str:
        ordered = sorted(texts, key=lambda each: (each.language != self.language, each.language != "pl"))
        return ordered[0].text


def plain(value: Any) -> str:
    """Return one of several values as text."""
    if isinstance(value, Identifier):
        return f"{value.scheme}:{value.value}"
    return value.text if isinstance(value, Text | PartialDate) else str(value)
