"""Selecting: whom a filter of GraphQL finds, read page by page through our own engine."""

import json
from contextlib import suppress
from typing import Any

from graphql import GraphQLError, parse_value

from graph.errors import InvalidValue
from schema.engine import Engine, Request

PAGE = 100


def found(engine: Engine, kind: str, where: str) -> tuple[list[str], int | None]:
    """Return the ids of the entities of a kind that a filter finds, in GraphQL's notation or in JSON; and the revision.

    Raises InvalidValue for what is no filter, and if the graph changes meanwhile: pages would be of different graphs.
    """
    plural = engine.store.model.kinds[kind].plural
    lists = engine.schema.query_type.fields if engine.schema.query_type else {}
    if plural not in lists:
        able = ", ".join(sorted(name for name, each in engine.store.model.kinds.items() if each.plural in lists))
        raise InvalidValue(f"--where: there is no list of the kind {kind}; name one of {able} by --kind")
    said, value = _filter(where)
    type_ = lists[plural].args["where"].type
    query = (
        f"query($after: String{'' if said else f', $where: {type_}'}) "
        f"{{ {plural}(where: {said or '$where'}, first: {min(PAGE, engine.limits.page)}, after: $after) "
        "{ nodes { id } pageInfo { endCursor hasNextPage } } }"
    )
    ids: list[str] = []
    variables = {} if said else {"where": value}
    after: str | None = None
    revision: int | None = None
    while True:
        answer = engine.answer(Request(query, variables={**variables, "after": after}, wants_revision=True))
        if answer.errors or answer.data is None:
            raise InvalidValue(f"--where: {'; '.join(error.message for error in answer.errors)}")
        if revision not in (None, answer.revision):
            raise InvalidValue("--where: the graph was written to meanwhile: try again")
        page, revision = answer.data[plural], answer.revision
        ids += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return ids, revision


def _filter(text: str) -> tuple[str, Any]:
    """Return a filter as it stands in a query, or else as JSON has it. Raises InvalidValue."""
    with suppress(ValueError, RecursionError):
        return "", json.loads(text)
    try:
        parse_value(text)
    except GraphQLError as error:
        raise InvalidValue(
            f'--where: {error.message} in {text[:80]!r}; write {{place: {{eq: "place/leczna"}}}}'
        ) from error
    return text, None
