"""The pictures of the README: taken of the real pages with `--pictures` (`make pictures`), and every page still draws."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import served
from playwright.sync_api import Browser, Page, expect
from png import reduced, size
from screens import opened

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/pictures"
SIZE = (1280, 800)
MOST_BYTES = 120_000
BASE = "https://example.org/"  # where the pages say that they are published, whatever port they are served at
QUERY = """{
  projects {
    nodes {
      title
      participations {
        nodes {
          role
          organization { name place { name } }
        }
      }
      programmes { nodes { name } }
    }
  }
  partnerships { nodes { parties { entity { label } } } }
}
"""


@dataclass(frozen=True)
class Picture:
    """What a picture shows: the page at an address, once it is `ready`; at a scale below 1 more of it."""

    address: str
    ready: Callable[[Page], None]
    scale: float = 1.0


def is_drawn(page: Page) -> None:
    """Wait until the drawing stands, and nothing moves any more."""
    page.locator(".network-drawing[data-drawn]").wait_for()
    page.wait_for_function(
        """() => {
          const now = [...document.querySelectorAll('canvas')].map((each) => each.toDataURL()).join();
          const isStill = now === window.seen;
          window.seen = now;
          return isStill;
        }""",
        polling=500,
    )


def a_way_is_told(page: Page) -> None:
    expect(page.locator(".hop q").first).to_be_visible()
    is_drawn(page)


def an_answer_is_drawn(page: Page) -> None:
    expect(page.locator(".result-window .view-lines")).to_contain_text("projects")
    is_drawn(page)


def facts_have_their_words(page: Page) -> None:
    expect(page.locator(".proofs mark").first).to_be_visible()


PICTURES: Mapping[str, Picture] = {
    "start": Picture("?from=organization/mops-leczna&to=organization/comune-di-treviolo", a_way_is_told, 0.8),
    "graphiql": Picture(f"graphql?query={quote(QUERY)}#connections", an_answer_is_drawn, 0.8),
    "entity": Picture("page/project/reorganizacja-mops-debica", facts_have_their_words),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of what is published elsewhere."""
    with served(tmp_path_factory.mktemp("published"), base=BASE) as made:
        yield made


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_of_the_readme_draws_what_the_picture_shows(
    request: pytest.FixtureRequest, browser: Browser, published: str, name: str
):
    picture = PICTURES[name]
    width, height = (round(each / picture.scale) for each in SIZE)
    options = {"viewport": {"width": width, "height": height}, "device_scale_factor": picture.scale}
    with opened(browser, published, width, "light", "en-GB", reduced_motion="reduce", **options) as page:
        page.goto(f"{published}/{picture.address}")
        picture.ready(page)
        taken = page.screenshot(animations="disabled")
        page.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 500 }))")
    assert size(taken) == SIZE
    assert len(taken) > 20_000  # it is not blank
    if request.config.getoption("--pictures"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(reduced(browser, taken))


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_in_the_readme_and_is_small(name: str):
    file = FOLDER / f"{name}.png"
    assert f"](docs/pictures/{quote(file.name)})" in (ROOT / "README.md").read_text("utf-8")
    assert file.is_file(), f"{file} is not there: run `make pictures`"
    assert size(file.read_bytes()) == SIZE
    assert file.stat().st_size < MOST_BYTES


def test_there_is_no_picture_but_these():
    assert {each.stem for each in FOLDER.iterdir()} == set(PICTURES)
