"""Load: a small HTTP client over raw connections that are kept open, so that the server is what is measured."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from time import perf_counter, process_time
from typing import cast

import uvloop

CLIENTS = 8
PATIENCE = 600.0  # seconds for what was asked last, or for all that is asked once


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did: how many requests in how many seconds, how large, and how busy this client was (0 to 1)."""

    requests: int
    seconds: float
    size: int
    failures: int
    busy: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


class _Client(asyncio.Protocol):
    """One connection: the next request goes out when the answer to the last is there."""

    transport: asyncio.Transport

    def __init__(self, requests: Iterator[bytes], ended: asyncio.Future[None]) -> None:
        self.requests, self.ended = requests, ended
        self.answers = self.size = self.failures = self.wanted = 0
        self.last = 0.0
        self.received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by name
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.received += data
        if not self.wanted:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return
            lengths = bytes(self.received[:end]).lower().partition(b"content-length:")[2]
            self.wanted = end + 4 + int(lengths.partition(b"\r")[0])
        if len(self.received) >= self.wanted:
            head, _, body = self.received.partition(b"\r\n\r\n")
            self.failures += not head.startswith(b"HTTP/1.1 200") or body.startswith(b'{"errors"')
            self.answers, self.size, self.last = self.answers + 1, self.size + len(body), perf_counter()
            self.received.clear()
            self.wanted = 0
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        if not self.ended.done():
            self.ended.set_result(None)

    def _ask(self) -> None:
        following = next(self.requests, None)
        if following is None:
            self.transport.close()
        else:
            self.transport.write(following)


def load(port: int, bodies: Sequence[bytes], seconds: float | None = None, path: str = "/graphql") -> Load:
    """Send requests by POST for some seconds, over and over; each once if no time is given."""
    return uvloop.run(_load(port, [_request(path, body) for body in bodies], seconds))


def fetch(port: int, paths: Sequence[str], seconds: float | None = None) -> Load:
    """Fetch addresses by GET for some seconds, over and over; each once if no time is given."""
    heads = (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for path in paths)
    return uvloop.run(_load(port, list(heads), seconds))


async def _load(port: int, requests: Sequence[bytes], seconds: float | None) -> Load:
    loop = asyncio.get_running_loop()
    start, used = perf_counter(), process_time()
    if seconds is None:
        shared = [iter(requests)] * CLIENTS
    else:
        # Each client begins elsewhere in the list.
        ends = start + seconds
        shared = [
            _until(ends, islice(cycle(requests), place * len(requests) // CLIENTS, None)) for place in range(CLIENTS)
        ]
    clients = [_Client(each, loop.create_future()) for each in shared]
    for client in clients:
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc]
    async with asyncio.timeout((seconds or 0.0) + PATIENCE):
        await asyncio.gather(*(client.ended for client in clients))
    busy = (process_time() - used) / (perf_counter() - start)
    answers = sum(client.answers for client in clients)
    return Load(
        answers,
        max(client.last for client in clients) - start,
        sum(client.size for client in clients) // max(answers, 1),
        sum(client.failures for client in clients),
        busy,
    )


def _until(end: float, requests: Iterator[bytes]) -> Iterator[bytes]:
    while perf_counter() < end:
        yield next(requests)


def _request(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join([*head, "", ""]).encode() + body
