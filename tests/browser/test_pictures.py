"""The pictures of the README: taken of the real pages with `--pictures` (`make pictures`), and every page still draws."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from screens import opened

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/pictures"
SIZE = (1280, 800)
MOST_BYTES = 200_000
PAINTED = """(canvas) => canvas.width > 300 && canvas.getContext('2d')
  .getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value)"""


@dataclass(frozen=True)
class Picture:
    """What a picture shows: the page at an address, once it is `ready`."""

    address: str
    ready: Callable[[Page], None]


def a_way_is_drawn(page: Page) -> None:
    expect(page.locator(".hop q").first).to_be_visible()
    expect(page.locator(".network-list [role=option]").nth(3)).to_be_attached()
    drawn(page)


def facts_have_their_words(page: Page) -> None:
    expect(page.locator(".proofs mark").first).to_be_visible()


def drawn(page: Page) -> None:
    """Wait until something is painted, and nothing moves any more."""
    page.wait_for_function(f"() => [...document.querySelectorAll('canvas')].some({PAINTED})")
    page.wait_for_function(
        """() => {
          const now = [...document.querySelectorAll('canvas')].map((each) => each.toDataURL()).join();
          const isStill = now === window.seen;
          window.seen = now;
          return isStill;
        }""",
        polling=400,
    )


PICTURES: Mapping[str, Picture] = {
    "start": Picture("?from=organization/mops-leczna&to=organization/comune-di-treviolo", a_way_is_drawn),
    "entity": Picture("page/project/reorganizacja-mops-debica", facts_have_their_words),
}


def size(picture: bytes) -> tuple[int, int]:
    """The width and the height of a PNG, which its first chunk says."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_of_the_readme_draws_what_the_picture_shows(
    request: pytest.FixtureRequest, browser: Browser, address: str, name: str
):
    picture = PICTURES[name]
    with opened(browser, address, SIZE[0], "light", "en-GB", reduced_motion="reduce") as page:
        page.goto(f"{address}/{picture.address}")
        picture.ready(page)
        taken = page.screenshot(animations="disabled")
    assert size(taken) == SIZE
    assert 20_000 < len(taken) < MOST_BYTES
    if request.config.getoption("--pictures"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(taken)


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_in_the_readme_and_is_small(name: str):
    file = FOLDER / f"{name}.png"
    assert f"](docs/pictures/{quote(file.name)})" in (ROOT / "README.md").read_text("utf-8")
    assert file.is_file(), f"{file} is not there: run `make pictures`"
    assert size(file.read_bytes()) == SIZE
    assert file.stat().st_size < MOST_BYTES


def test_there_is_no_picture_but_these():
    assert {each.stem for each in FOLDER.iterdir()} == set(PICTURES)
