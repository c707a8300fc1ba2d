"""The schema of GraphQL and the tables of the database, as the model makes them: golden files, read in review."""

from collections.abc import Callable

from graphql import print_schema
from sqlalchemy.schema import CreateIndex, CreateTable

from graph.kinds import Model
from graph.store import Store
from schema.engine import Engine

Golden = Callable[[str, str], None]


def test_the_types_of_graphql_are_those_on_file(engine: Engine, golden: Golden):
    golden("schema.graphql", print_schema(engine.schema))


def test_the_tables_are_those_on_file(model: Model, store: Store, golden_sql: Golden):
    dialect = store.dialect.compiler
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in model.metadata.sorted_tables]
    statements += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in model.metadata.sorted_tables
        for index in sorted(table.indexes, key=lambda each: str(each.name))
    ]
    statements += store.dialect.search_ddl()
    golden_sql("tables.sql", "\n\n".join(f"{each.strip()};" for each in statements))


def test_an_order_names_one_key(engine: Engine):
    orders = [each for name, each in engine.schema.type_map.items() if name.endswith("Order")]
    assert orders
    assert all(getattr(each, "is_one_of", False) for each in orders)
