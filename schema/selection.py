"""Selection: the fields that a request selects, collected by graphql-core's own rules; its only importer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from schema.arguments import Context, Tree, trees
from schema.documents import Document


@dataclass(frozen=True, slots=True)
class Selected:
    """A field as it is asked for: under which key, with which arguments, and by which nodes of the text."""

    key: str
    name: str
    arguments: Mapping[str, Tree]
    details: tuple[FieldDetails, ...]

    @property
    def has_fields(self) -> bool:
        """Whether fields are selected of it."""
        return self.details[0].node.selection_set is not None

    @property
    def mark(self) -> tuple[Any, ...]:
        """What is equal for fields that select the same."""
        return (self.key, self.name, *(id(each.node) for each in self.details))


class Selector:
    """Collects the fields of one document for given variables."""

    def __init__(self, schema: GraphQLSchema, document: Document, variables: Mapping[str, Any]) -> None:
        self.schema, self._document = schema, document
        self._values = VariableValues({}, dict(variables))
        self._fragments = {name: FragmentDetails(node) for name, node in document.fragments.items()}
        self._context = Context(variables, document.positions, document.limits)

    def roots(self) -> list[Selected]:
        """Return the fields of the operation."""
        query = self.schema.query_type
        assert query
        collected = collect_fields(self.schema, self._fragments, self._values, query, self._document.operation)
        return self._selected(query, collected.grouped_field_set)

    def below(self, selected: Selected, type_name: str) -> list[Selected]:
        """Return the fields selected of a field's value where that is an object of a type."""
        type_: Any = self.schema.type_map[type_name]
        collected = collect_subfields(
            self.schema, self._fragments, self._values, self._document.operation, type_, list(selected.details)
        )
        return self._selected(type_, collected.grouped_field_set)

    def _selected(self, type_: GraphQLObjectType, grouped: Mapping[str, Iterable[FieldDetails]]) -> list[Selected]:
        return [self._one(type_, key, tuple(details)) for key, details in grouped.items()]

    def _one(self, type_: GraphQLObjectType, key: str, details: tuple[FieldDetails, ...]) -> Selected:
        node: FieldNode = details[0].node
        field: GraphQLField | None = type_.fields.get(node.name.value)
        values = {each.name.value: each.value for each in node.arguments or ()}
        arguments = trees(field.args, values, self._context) if field else {}
        return Selected(key, node.name.value, arguments, details)
