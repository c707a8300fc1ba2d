"""A generator of graphs of any size, shaped like keep.eu and Kohesio; the same seed gives the same graph.

To each project three participations and one grant; to each three projects about one organisation; cities in regions
in countries. Rows go straight into the tables: what is measured is reading, not writing.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from graph.columns import cells, column_types
from graph.folding import words
from graph.index import rank
from graph.kinds import Kind, Model
from graph.sql.database import engine_of, writing
from graph.sql.dialects import Dialect
from graph.values import Money, PartialDate, Text

COUNTRIES, REGIONS, CITIES, PROGRAMMES = 30, 300, 5_000, 200
BATCH = 20_000
SYLLABLES = (
    "ba ce do fi gu ha jo ka le mi no pu ra se ty wo za cho dry gla kre mno pła sto świ trza wła źró żmu".split()
)

Rows = Iterator[tuple[str, dict[str, Any]]]


class Generator:
    """Makes a graph of some number of projects."""

    def __init__(self, model: Model, projects: int, seed: int = 7) -> None:
        self.model, self.projects, self.random = model, projects, random.Random(seed)  # noqa: S311
        self.organizations = max(projects * 35 // 100, 10)
        self.words = [self._word() for _ in range(20_000)]
        self._key = 0

    def fill(self, url: str) -> None:
        """Write the graph into an empty store."""
        engine, dialect = engine_of(url)
        with writing(engine) as connection:
            connection.execute(
                insert(self.model.metadata.tables["revision"]),
                {"number": 1, "time": "2026-01-01T00:00:00Z", "source": "generator"},
            )
            made: dict[Table, list[dict[str, Any]]] = defaultdict(list)
            found: list[dict[str, Any]] = []
            for kind, values in self._entities():
                self._add(self.model.kinds[kind], values, made, found)
                if self._key % BATCH == 0:
                    self._flush(connection, dialect, made, found)
            self._flush(connection, dialect, made, found)
            connection.execute(text("ANALYZE"))
        engine.dispose()

    def _entities(self) -> Rows:
        chance = self.random
        for number in range(COUNTRIES):
            yield "Country", {"name": self._name(1), "code": f"C{number}"}
        for number in range(REGIONS):
            country = 1 + number % COUNTRIES
            yield "Region", {"name": self._name(1), "country": country, "parent": country}
        for number in range(CITIES):
            region = COUNTRIES + 1 + number % REGIONS
            yield "City", {"name": self._name(1), "country": 1 + (number % REGIONS) % COUNTRIES, "parent": region}
        first_programme = self._key + 1
        for number in range(PROGRAMMES):
            parent = first_programme + chance.randrange(number) if number > 10 else None
            yield "Programme", {"name": self._name(4), "code": f"P{number}", "parent": parent}
        first_organization = self._key + 1
        for _ in range(self.organizations):
            city = COUNTRIES + REGIONS + 1 + min(int(chance.expovariate(1 / 800)), CITIES - 1)
            yield "Institution", {"name": self._name(4), "abbreviation": self._word()[:4].upper(), "place": city}
        for _ in range(self.projects):
            project = self._key + 1
            budget = int(chance.lognormvariate(17, 1.5))
            year = chance.randint(2007, 2024)
            yield (
                "Project",
                {
                    "title": self._name(9),
                    "acronym": self._word().upper(),
                    "startDate": PartialDate(f"{year}-{chance.randint(1, 12):02}-01"),
                    "endDate": PartialDate(f"{year + 2}-12-31"),
                    "budget": Money(budget, "EUR"),
                    "euContribution": Money(budget * 85 // 100, "EUR"),
                },
            )
            for role in ("COORDINATOR", "PARTNER", "PARTNER"):
                organization = first_organization + int(self.organizations * chance.random() ** 2)
                yield "Participation", {"project": project, "organization": organization, "role": role}
            yield (
                "Funding",
                {
                    "project": project,
                    "programme": first_programme + chance.randrange(PROGRAMMES),
                    "amount": Money(budget * 85 // 100, "EUR"),
                },
            )

    def _add(
        self, kind: Kind, values: dict[str, Any], made: dict[Table, list[dict[str, Any]]], found: list[dict[str, Any]]
    ) -> None:
        self._key += 1
        row: dict[str, Any] = {"key": self._key}
        for item in kind.stored:
            if not item.many:
                row.update(zip(column_types(item), cells(item, values.get(item.name)), strict=True))
        title = values.get("title") or values.get("name")
        label = title.text if title else kind.name
        made[kind.table].append(row)
        made[self.model.entity].append(
            {
                "key": self._key,
                "id": f"{kind.prefix}/{self._key}",
                "type": kind.name,
                "label": label,
                "weight": len(label.split()),
                "revision": 1,
                "state": "ACTIVE",
            }
        )
        if title:
            found.append({"rank": rank(len(label.split()), self._key), "words": " ".join(words(label))})

    def _flush(
        self,
        connection: Connection,
        dialect: Dialect,
        made: dict[Table, list[dict[str, Any]]],
        found: list[dict[str, Any]],
    ) -> None:
        for table, rows in made.items():
            connection.execute(insert(table), rows)
        if found:
            found.sort(key=lambda row: int(row["rank"]))
            connection.execute(text(f"INSERT INTO search ({dialect.rank}, words) VALUES (:rank, :words)"), found)
        made.clear()
        found.clear()

    def _word(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))

    def _name(self, length: int) -> Text:
        return Text(" ".join(self.random.choices(self.words, k=length)).capitalize(), "pl")
