"""Downloads: the dumps over HTTP, their checksums, and a list of them for people and for programs."""

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from graph.errors import OgniwoError
from serving.linked.documents import uri
from serving.linked.dumping import Dumper
from serving.linked.dumps import DumpFile, Dumps, Manifest
from serving.negotiation import HTML, TEXT, languages, preferred
from serving.pages.entity import FORMAT_NAMES, Pages, spoken
from serving.tags import has

SOON = "10"  # seconds after which it is worth to ask again
SUMS = "SHA256SUMS"
ADDRESS = "dump/"
MOST_RANGES = 20
_RANGE = re.compile(r"(\d{1,18})-(\d{1,18})?|-\d{1,18}")


class Downloads:
    """Answers for /dump/ under a base, which ends in a slash."""

    def __init__(self, dumps: Dumps, dumper: Dumper, pages: Pages, base: str) -> None:
        self.dumps, self.dumper, self.pages, self.base = dumps, dumper, pages, uri(base)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/dump", self._lead),
            Route(f"/{ADDRESS}", self._listed),
            Route(f"/{ADDRESS}{{name}}", self._given),
        ]

    async def _lead(self, _: Request) -> Response:
        return RedirectResponse(f"{self.base}{ADDRESS}", 307)

    async def _listed(self, request: Request) -> Response:
        return await run_in_threadpool(lambda: self._list(request, self._manifest()))

    async def _given(self, request: Request) -> Response:
        return await run_in_threadpool(lambda: self._file(request, self._manifest()))

    def _manifest(self) -> Manifest | None:
        """Return what there is, and see to it that there soon is what there should be."""
        found = self.dumps.manifest()
        try:
            if found is None or found.revision != self.dumps.store.revision():
                self.dumper.wake()
        except OgniwoError:
            self.dumper.wake()
        return found

    def _list(self, request: Request, manifest: Manifest | None) -> Response:
        """Return the list of what there is, as a page for people."""
        if manifest is None:
            return self._later()
        kept = {"etag": f'W/"{manifest.revision}"', "last-modified": _modified(manifest), "cache-control": "no-cache"}
        if preferred(",".join(request.headers.getlist("accept")), (TEXT, HTML)) != HTML:
            lines = [
                f"# revision {manifest.revision} of {manifest.time}, {manifest.triples} triples",
                *(f"{self.base}{ADDRESS}{each.name}\t{each.size}\t{each.sha256}" for each in manifest.files),
            ]
            return PlainTextResponse("\n".join([*lines, ""]), headers={**kept, "vary": "Accept"})
        chosen = request.query_params.get("lang")
        wanted = (chosen,) if chosen else languages(",".join(request.headers.getlist("accept-language")))
        language = spoken(wanted)
        body = self.pages.page(
            "dumps.html",
            language,
            f"{self.base}{ADDRESS}",
            is_chosen=chosen == language,
            manifest=manifest,
            names=FORMAT_NAMES,
        )
        headers = {**self.pages.headers(language), **kept, "vary": "Accept, Accept-Language"}
        headers["etag"] = f'W/"{manifest.revision}-{language}"'
        if has(request.headers.get("if-none-match", ""), headers["etag"]):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=HTML)

    def _file(self, request: Request, manifest: Manifest | None) -> Response:
        name = request.path_params["name"]
        if manifest is None:
            return self._later()
        if name == SUMS:
            return PlainTextResponse(manifest.sums, headers={"last-modified": _modified(manifest), **_KEPT})
        file = next((each for each in manifest.files if each.name == name), None)
        if file is None:
            there = ", ".join((*(each.name for each in manifest.files), SUMS))
            return PlainTextResponse(f"There is no such dump; there are {there}.\n", 404)
        headers = _headers(manifest, file)
        if _is_known(request, headers):
            return Response(status_code=304, headers=headers)
        if not _is_range(request.headers.get("range", "")):
            _forget(request, b"range")
        path = self.dumps.path(manifest, file)
        try:
            found = path.stat()
        except OSError:
            return self._later()
        media = "application/gzip" if file.is_gzipped else f"{file.media_type}; charset=utf-8"
        return FileResponse(path, headers=headers, media_type=media, stat_result=found)

    def _later(self) -> Response:
        """Say that there is nothing yet."""
        why = "The dumps cannot be made now; the log says why." if self.dumper.failure else "The dumps are being made."
        return PlainTextResponse(f"{why} Ask again soon.\n", 503, {"retry-after": SOON, "cache-control": "no-store"})


_KEPT: Mapping[str, str] = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}


def _headers(manifest: Manifest, file: DumpFile) -> dict[str, str]:
    digest = b64encode(bytes.fromhex(file.sha256)).decode()
    return {
        "etag": f'"{file.sha256[:32]}"',
        "last-modified": _modified(manifest),
        "repr-digest": f"sha-256=:{digest}:",
        "digest": f"sha-256={digest}",
        "accept-ranges": "bytes",
        **_KEPT,
    }


def _modified(manifest: Manifest) -> str:
    return format_datetime(_time(manifest.time), usegmt=True)


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _is_known(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether a client has what it asks for: by its tag, or if it sends none, by its time."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return has(tags, headers["etag"])
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return parsedate_to_datetime(headers["last-modified"]) <= since
    except (TypeError, ValueError):  # no date, or one of no zone
        return False


def _is_range(text: str) -> bool:
    """Whether a header asks for parts of a file: one of other units, or of no sense, is to be ignored."""
    unit, _, listed = text.partition("=")
    found = [_RANGE.fullmatch(each.strip()) for each in listed.split(",")]
    return (
        unit == "bytes"
        and len(found) <= MOST_RANGES
        and all(each and (not each[2] or int(each[1]) <= int(each[2])) for each in found)
    )


def _forget(request: Request, name: bytes) -> None:
    """Let a header be as if it had not been sent."""
    scope: dict[str, Any] = request.scope  # type: ignore[assignment]
    scope["headers"] = [(each, value) for each, value in scope["headers"] if each != name]
