"""Assets: the files of the built pages, compressed once; their names change with what is in them, so they may be kept."""

import gzip
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from serving.negotiation import GZIP, PLAIN, codings
from serving.replies import LEVEL, SMALL

KEPT = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}


class Assets(StaticFiles):
    """The files in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._compressed: dict[tuple[str, str], bytes] = {}  # by the path of a file and its tag

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file. Raises HTTPException where there is none."""
        made = await super().get_response(path, scope)
        made.headers.update({**KEPT, "vary": "Accept-Encoding"})
        asked = Headers(scope=scope)
        taken = codings(asked.get("accept-encoding", "")) or PLAIN
        is_whole = isinstance(made, FileResponse) and "range" not in asked
        if not is_whole or taken.large != GZIP or int(made.headers["content-length"]) < SMALL:
            return made
        return await run_in_threadpool(self._smaller, made)

    def _smaller(self, made: Any) -> Response:
        key = (str(made.path), made.headers["etag"])
        if key not in self._compressed:
            self._compressed[key] = gzip.compress(Path(made.path).read_bytes(), LEVEL, mtime=0)
        kept = {name: made.headers[name] for name in ("content-type", "last-modified", "vary", *KEPT)}
        return Response(self._compressed[key], headers={**kept, "content-encoding": GZIP, "etag": f"W/{key[1]}"})
