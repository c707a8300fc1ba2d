"""Requests: what a client asks of GraphQL, read from the body or the query of an HTTP request."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive, Scope

from graph.errors import RequestError
from schema.engine import Request

JSON = "application/json"
PARAMETERS = 20  # more than there is a use for


class Unreadable(RequestError):
    """An HTTP request that holds no request of GraphQL."""

    def __init__(self, message: str, status: int = 400, code: str = "BAD_REQUEST") -> None:
        super().__init__(message, code)
        self.status = status


class Disconnected(Exception):
    """Whoever asked is gone: there is nobody to answer."""


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """Return the headers of a request by name; what stands in several of one name is one list."""
    made: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        made[name] = made[name] + b"," + value if name in made else value
    return made


async def body(receive: Receive, limit: int) -> bytes:
    """Return the body of a request, read no further than a limit. Raises Unreadable, Disconnected."""
    message = await receive()
    read: bytes = message.get("body", b"")
    if message.get("more_body"):
        parts = bytearray(read)
        while message.get("more_body") and len(parts) <= limit:
            message = await receive()
            parts += message.get("body", b"")
        read = bytes(parts)
    if message["type"] == "http.disconnect":
        raise Disconnected
    if len(read) > limit:
        raise Unreadable(f"The request is larger than {limit} bytes: ask in several requests.", 413)
    return read


def of_body(content_type: str, text: bytes) -> Request:
    """Return the request in a body. Raises Unreadable."""
    if content_type != JSON:
        _check_type(content_type)
    try:
        asked = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable("The body is not JSON.") from error
    if not isinstance(asked, dict):
        raise Unreadable("The body is not a JSON object with a query.")
    return _request(asked)


def of_parameters(parameters: Mapping[str, str]) -> Request:
    """Return the request in the parameters of an address. Raises Unreadable."""
    asked: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if name in parameters}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                asked[name] = orjson.loads(parameters[name])
            except orjson.JSONDecodeError as error:
                raise Unreadable(f"The parameter {name} is not JSON.") from error
    return _request(asked)


def parameters(query_string: bytes) -> dict[str, str]:
    """Return the parameters of an address, the last of those that share a name. Raises Unreadable."""
    try:
        return dict(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True, max_num_fields=PARAMETERS))
    except ValueError as error:
        raise Unreadable(f"The address has more than {PARAMETERS} parameters.") from error


def _check_type(content_type: str) -> None:
    media, *parameters = (each.strip().lower() for each in content_type.split(";"))
    if media != JSON:
        raise Unreadable(f"Send the request as {JSON}.", 415)
    charsets = {each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")}
    if charsets - {"utf-8", "utf8"}:
        raise Unreadable("Send the request in UTF-8.", 415)


def _request(asked: Mapping[str, Any]) -> Request:
    query, operation_name = asked.get("query"), asked.get("operationName")
    variables, extensions = asked.get("variables"), asked.get("extensions")
    if not isinstance(query, str):
        raise Unreadable("There is no query, which must be a string.")
    if not isinstance(operation_name, str | None):
        raise Unreadable("operationName must be a string.")
    for name, value in (("variables", variables), ("extensions", extensions)):
        if not isinstance(value, dict | None):
            raise Unreadable(f"{name} must be an object.")
    wants_cost = extensions is not None and extensions.get("cost") is True
    return Request(query, operation_name or None, variables or {}, wants_cost)
