"""The GraphQL endpoint: a request of HTTP to a request of the engine, and its answer to bytes."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.errors import RequestError
from schema.engine import Answer, Engine, Request
from serving.negotiation import preferred

BODY_LIMIT = 64 * 1024
GRAPHQL_RESPONSE, JSON, HTML = "application/graphql-response+json", "application/json", "text/html"


class GraphQLEndpoint:
    """An ASGI application for GraphQL over HTTP; a browser that asks for a page gets `page`."""

    def __init__(self, engine: Engine, page: Callable[[], Response]) -> None:
        self.engine, self.page = engine, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            response = await self._response(HTTPRequest(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _response(self, request: HTTPRequest) -> Response:
        if request.method not in ("GET", "HEAD", "POST"):
            return _refusal(
                405, "GraphQL is asked by GET or POST.", "METHOD_NOT_ALLOWED", JSON, Allow="GET, HEAD, POST"
            )
        offers = (JSON, GRAPHQL_RESPONSE) if request.method == "POST" else (JSON, GRAPHQL_RESPONSE, HTML)
        media = preferred(",".join(request.headers.getlist("accept")), offers)
        if media is None:
            return _refusal(406, f"Accept one of {', '.join(offers)}.", "NOT_ACCEPTABLE", JSON)
        if media == HTML and "query" not in request.query_params:
            return self.page()
        media = GRAPHQL_RESPONSE if media == GRAPHQL_RESPONSE else JSON
        try:
            asked = _of_query(request.query_params) if request.method != "POST" else await _of_body(request)
        except _Unreadable as error:
            return _refusal(error.status, str(error), error.code, media)
        answer = self.engine.answer_soon(asked)
        if answer is None:
            answer = await run_in_threadpool(self.engine.answer, asked)
        return _written(answer, media)


class _Unreadable(RequestError):
    """An HTTP request that holds no request of GraphQL."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


async def _of_body(request: HTTPRequest) -> Request:
    content_type, *parameters = (each.strip().lower() for each in request.headers.get("content-type", "").split(";"))
    if content_type != JSON:
        raise _Unreadable(f"Send the request as {JSON}.", 415)
    charsets = {each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")}
    if charsets - {"utf-8", "utf8"}:
        raise _Unreadable("Send the request in UTF-8.", 415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise _Unreadable(f"The request is larger than {BODY_LIMIT} bytes.", 413)
    try:
        asked = orjson.loads(bytes(body))
    except orjson.JSONDecodeError as error:
        raise _Unreadable("The body is not JSON.") from error
    if not isinstance(asked, dict):
        raise _Unreadable("The body is not a JSON object with a query.")
    return _request(asked)


def _of_query(parameters: Mapping[str, str]) -> Request:
    asked: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if name in parameters}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                asked[name] = orjson.loads(parameters[name])
            except orjson.JSONDecodeError as error:
                raise _Unreadable(f"The parameter {name} is not JSON.") from error
    return _request(asked)


def _request(asked: Mapping[str, Any]) -> Request:
    query, operation_name = asked.get("query"), asked.get("operationName")
    variables, extensions = asked.get("variables"), asked.get("extensions")
    if not isinstance(query, str):
        raise _Unreadable("There is no query, which must be a string.")
    if not isinstance(operation_name, str | None):
        raise _Unreadable("operationName must be a string.")
    for name, value in (("variables", variables), ("extensions", extensions)):
        if not isinstance(value, dict | None):
            raise _Unreadable(f"{name} must be an object.")
    return Request(query, operation_name or None, variables or {})


def _written(answer: Answer, media: str) -> Response:
    refused = answer.data is None
    status = 400 if refused and media == GRAPHQL_RESPONSE else 200
    return _response_of(answer.body, status, media)


def _refusal(status: int, message: str, code: str, media: str, **headers: str) -> Response:
    return _response_of({"errors": [{"message": message, "extensions": {"code": code}}]}, status, media, headers)


def _response_of(body: Any, status: int, media: str, headers: Mapping[str, str] | None = None) -> Response:
    content_type = f"{media}; charset=utf-8"
    return Response(orjson.dumps(body), status, {"content-type": content_type, "vary": "Accept", **(headers or {})})
