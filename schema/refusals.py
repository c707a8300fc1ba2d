"""Refusals: why a request is not executed, in one line with a word for machines."""

from graphql import GraphQLError

MESSAGE_LIMIT = 400


class Refused(Exception):
    """A request that is not executed, and why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


def refused(message: str, code: str) -> Refused:
    """Return a refusal for one reason."""
    return Refused([GraphQLError(message, extensions={"code": code})])


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """Return an error with a code, unless it has one."""
    extensions = {"code": code, **(error.extensions or {})}
    message = " ".join(error.message.split())
    if len(message) > MESSAGE_LIMIT:
        message = f"{message[:MESSAGE_LIMIT]}..."
    return GraphQLError(message, error.nodes, error.source, error.positions, None, None, extensions)
