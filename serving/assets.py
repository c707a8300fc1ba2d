"""Assets: the files that our pages are made of, compressed once; their names change with what is in them."""

import gzip
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from serving.negotiation import GZIP, PLAIN, codings
from serving.replies import SMALL
from serving.sharing import DAY

FOREVER = f"public, max-age={365 * DAY}, immutable"
LEVEL = 9  # it is done but once


class Assets(StaticFiles):
    """The files of a folder. They are few, so what was compressed is kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._compressed: dict[str, bytes] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, compressed for whoever takes it."""
        made = await super().get_response(path, scope)
        if not isinstance(made, FileResponse) or made.status_code != 200:
            return made
        made.headers["cache-control"], made.headers["vary"] = FOREVER, "Accept-Encoding"
        wanted = dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1")
        if (codings(wanted) or PLAIN).large != GZIP or Path(made.path).stat().st_size < SMALL:
            return made
        body = await run_in_threadpool(self._of, str(made.path))
        kept = {name: made.headers[name] for name in ("cache-control", "content-type", "vary")}
        return Response(body, headers={**kept, "content-encoding": GZIP})

    def _of(self, file: str) -> bytes:
        if file not in self._compressed:
            self._compressed[file] = gzip.compress(Path(file).read_bytes(), LEVEL, mtime=0)
        return self._compressed[file]
