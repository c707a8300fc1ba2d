"""The panel of connections in a real browser; its fixtures also fail on any console error, CSP violation or outside request."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import served, visit
from playwright.sync_api import Browser, Locator, Page, Request, expect
from screens import serious, settled, slowness, until

EXAMPLES = sorted((Path(__file__).parents[2] / "web/examples").glob("*.graphql"))
TABS = 8
WORKERS = ("editor.worker", "graphql.worker", "json.worker")
NAMES = {"en-GB": ("Show Connections", "Full width"), "pl-PL": ("Show Powiązania", "Na całą szerokość")}
ADDED = "_o_"  # what is added to a request begins with it

# The processor's time, for other work on the machine makes the clock's longer.
SECONDS = {100: 1.0, 300: 3.0}
EXPANDING, TASK = 0.3, 0.2

MAPPING = """
document: {id: document/ties, title: {en: Ties drawn at random}}
tables:
  ties:
    file: "*.csv"
    key: "{project} {organization}"
    records:
    - id: participation/{project}_{organization}
      type: Participation
      role: PARTNER
      project: {id: "project/{project}", type: Project, title: {en: "Project {project}"}}
      organization: {id: "organization/{organization}", type: Institution, name: {en: "Institution {organization}"}}
"""
TOO_MANY = f"{{ nodes(ids: {json.dumps([f'project/{at}' for at in range(101)])}) {{ id }} }}"
PROJECTS = """query Partners($first: Int = %d) {
  projects(first: $first, where: {title: {startsWith: "Project p"}}) {
    nodes { title participations { nodes { role organization { name } } } }
  }
}"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a graph of 60 projects: one body is a partner in all, 40 in one or two, and each has 4 of its own."""
    folder = tmp_path_factory.mktemp("large")
    partners = {at: ["all", f"shared {at % 40}", *(f"own {at} {k}" for k in range(4))] for at in range(60)}
    rows = [(f"p{at}", each) for at in partners for each in partners[at]]
    with (folder / "ties.csv").open("w") as file:
        csv.writer(file).writerows([("project", "organization"), *rows])
    (folder / "ties.yaml").write_text(MAPPING)
    database = ["--database", f"sqlite:///{folder / 'graph.db'}"]
    command = [sys.executable, "-m", "ogniwo", "import", *database, str(folder / "ties.yaml"), str(folder / "ties.csv")]
    subprocess.run(command, check=True, capture_output=True)
    with served(folder) as address:
        yield address


# --- what people do --------------------------------------------------------------------------------------------------


def at(query: str, variables: Any = None) -> str:
    """The path of the page with a query in its first tab."""
    given = f"&variables={quote(json.dumps(variables))}" if variables else ""
    return f"/graphql?query={quote(query)}{given}"


@contextmanager
def panel(
    browser: Browser,
    address: str,
    query: str = "",
    locale: str = "en-GB",
    *,
    is_valid: bool = True,
    variables: Any = None,
    **settings: Any,
) -> Iterator[Page]:
    """The page with its panel open."""
    path = at(query, variables) if query else "/graphql"
    with visit(browser, address, locale, path, permissions=["clipboard-read", "clipboard-write"], **settings) as page:
        page.get_by_role("button", name=NAMES[locale][0]).click()
        expect(page.locator(".connections")).to_be_visible()
        expect(page.locator(".graphiql-query-editor .squiggly-error")).to_have_count(0 if is_valid else 1)
        yield page


def run(page: Page) -> None:
    page.get_by_role("button", name="Execute query").click()


def drawing(page: Page) -> Locator:
    return page.locator(".network-drawing[data-drawn]")


def drawn(page: Page) -> int:
    """Wait for the drawing, and return how many vertices it has."""
    drawing(page).wait_for()
    return int(drawing(page).get_attribute("data-drawn") or 0)


def shown(page: Page) -> str:
    """The whole answer that stands in the editor, as one may copy it."""
    expect(page.locator(".result-window .view-line")).not_to_have_count(0)
    editor = page.locator(".result-window textarea")
    editor.press("Control+A")
    editor.press("Control+C")
    return str(page.evaluate("navigator.clipboard.readText()"))


def plain(page: Page, query: str) -> str:
    """What the server says to a query as it is, as the editor writes it."""
    script = """async (query) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
      return JSON.stringify(await answer.json(), null, 2);
    }"""
    return str(page.evaluate(script, query))


# --- what is drawn ---------------------------------------------------------------------------------------------------


def test_every_example_is_drawn_and_shown_as_it_was(browser: Browser, address: str):
    with panel(browser, address) as page:
        for number, path in enumerate(EXAMPLES):
            if number < TABS:
                page.locator(".graphiql-tab-button").nth(number).click()
            else:
                page.get_by_role("button", name="Show Examples").click()
                page.get_by_role("region", name="Examples").get_by_role("button").nth(number).click()
                page.get_by_role("button", name="Show Connections").click()
            expect(page.locator(".connections > p")).to_contain_text("Run a query")
            run(page)
            assert drawn(page) > 0, path.stem
            assert shown(page) == plain(page, path.read_text()), path.stem


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("{ statistics { entities } }", "only for values"),
        ("{ projects(where: {title: {contains: \"no such title\"}}) { nodes { title } } }", "found nothing"),
        ("{ node(id: \"project/none\") { id } }", "the server answered with an error"),
        (TOO_MANY, "the server answered with an error"),
    ],
)  # fmt: skip
def test_where_there_is_nothing_to_draw_it_says_why(browser: Browser, address: str, query: str, why: str):
    with panel(browser, address, query, forgiven="status of 400") as page:
        run(page)
        expect(page.locator(".connections [role=status]")).to_contain_text(why)
        assert shown(page) == plain(page, query)


def test_what_is_there_is_drawn_though_something_is_missing(browser: Browser, address: str):
    query = '{ none: node(id: "project/none") { id } city: node(id: "place/leczna") { id } }'
    with panel(browser, address, query) as page:
        run(page)
        assert drawn(page) == 1
        assert "There is no project/none." in shown(page)
        assert shown(page) == plain(page, query)


def test_what_exceeds_the_limits_is_answered_and_not_drawn(browser: Browser, address: str):
    below = "evidence { document { publisher { label } origin { label } } }"
    query = f"{{ projects(first: 100) {{ nodes {{ activities(first: 100) {{ totalCount nodes {{ {below} }} }} }} }} }}"
    with panel(browser, address, query) as page:
        run(page)
        expect(page.locator(".connections > p")).to_contain_text("exceeds what the server allows")
        assert "totalCount" in shown(page)


def test_a_query_that_is_not_valid_is_sent_as_it_is(browser: Browser, address: str):
    with panel(browser, address, "{ project { id } }", forgiven="status of 400", is_valid=False) as page:
        with page.expect_request(lambda each: each.method == "POST") as sent:
            run(page)
        assert json.loads(sent.value.post_data or "")["query"] == "{ project { id } }"
        expect(page.locator(".connections > p")).to_contain_text("not valid")


# --- when it is drawn ------------------------------------------------------------------------------------------------


def test_nothing_is_added_while_the_panel_is_closed_and_what_stands_there_is_drawn_when_it_opens(
    browser: Browser, address: str
):
    query = "{ cities { nodes { name country { name } } } }"
    requests: list[str] = []
    with visit(browser, address, "en-GB", at(query)) as page:
        page.on("request", lambda each: requests.append(each.post_data or ""))
        run(page)
        expect(page.locator(".result-window .view-lines")).to_contain_text("Treviolo")
        assert not any(ADDED in each for each in requests)
        page.get_by_role("button", name="Show Connections").click()
        assert drawn(page) > 3
        assert any(ADDED in each for each in requests)


def test_each_tab_has_the_drawing_of_its_own_answer(browser: Browser, address: str):
    with panel(browser, address) as page:
        run(page)
        first = drawn(page)
        page.locator(".graphiql-tab-button").nth(2).click()
        expect(page.locator(".connections > p")).to_contain_text("Run a query")
        run(page)
        assert drawn(page) != first
        page.locator(".graphiql-tab-button").nth(0).click()
        expect(page.locator(f".network-drawing[data-drawn='{first}']")).to_be_visible()


# --- how fast ---------------------------------------------------------------------------------------------------------

WATCH = """
performance.setResourceTimingBufferSize(5000);
window.arrived = () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/graphql')).at(-1).responseEnd;
new MutationObserver(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }))
  .observe(document, { subtree: true, attributeFilter: ['data-drawn'] });
"""


# Whether what draws is here, which the panel loads as soon as it is open.
LOADED = """['Connections', 'drawable'].every((name) =>
  performance.getEntriesByType('resource').some((each) => each.name.includes(`/${name}-`) && each.responseEnd))"""


@dataclass
class Effort:
    """What something took in seconds: by the clock from the answer to the drawing, of the page's thread, the longest task."""

    clock: float = 0
    thread: float = 0
    longest: float = 0

    def __str__(self) -> str:
        return f"{self.clock:.2f} s, of the processor {self.thread:.2f} s, the longest task {self.longest:.3f} s"


@contextmanager
def watched(browser: Browser, large: str, projects: int) -> Iterator[Page]:
    """The page with its panel open over the large graph, ready to be watched."""
    with panel(browser, large, PROJECTS % projects) as page:
        until(page, LOADED)
        settled(page)
        page.evaluate(WATCH)
        yield page


@contextmanager
def effort(browser: Browser, page: Page) -> Iterator[Effort]:
    """Measure what is done."""
    made = Effort()
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline", "blink.user_timing"])
    yield made
    until(page, "window.drawnAt > window.arrived()")
    now, arrived, drawn_at = page.evaluate("[performance.mark('now').startTime, window.arrived(), window.drawnAt]")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {(each["pid"], each["tid"]) for each in events if each.get("args", {}).get("name") == "CrRendererMain"}
    told = [each for each in events if (each["pid"], each["tid"]) in main]
    (mark,) = [each["ts"] - now * 1000 for each in told if each["name"] == "now"]
    tasks = list(_outermost(told))
    times = ((each["ts"] - mark) / 1000 for each in tasks)  # the last of the answer comes in the midst of a task
    within = [
        each["tdur"] for each, at in zip(tasks, times, strict=True) if arrived - each["dur"] / 1000 <= at <= drawn_at
    ]
    made.clock, made.thread = (drawn_at - arrived) / 1000, sum(within) / 1e6
    made.longest = max(each["tdur"] for each in tasks) / 1e6


def _outermost(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What a thread did that was no part of anything else: not all of it is told as a task."""
    end = 0.0
    for each in sorted((each for each in events if "tdur" in each), key=lambda each: (each["ts"], -each["dur"])):
        if each["ts"] >= end:
            end = each["ts"] + each["dur"]
            yield each


@pytest.mark.parametrize(("projects", "vertices"), [(17, 100), (52, 300)])
def test_an_answer_is_drawn_at_once(browser: Browser, large: str, projects: int, vertices: int):
    with watched(browser, large, projects) as page:
        with effort(browser, page) as taken:
            run(page)
            assert drawn(page) >= vertices
        print(f"{drawn(page)} vertices drawn: {taken}")
        assert taken.thread < SECONDS[vertices] * slowness(page)


def test_expanding_takes_a_moment_more_than_its_request(browser: Browser, large: str):
    with watched(browser, large, 17) as page:
        run(page)
        before = drawn(page)
        page.locator(".network-drawing").focus()
        page.keyboard.press("Home")
        page.locator(".network-card h3").wait_for()
        settled(page)
        with effort(browser, page) as taken:
            page.keyboard.press("Enter")
            expect(page.locator(f".network-drawing[data-drawn='{before}']")).to_have_count(0)
        print(f"expanded from {before} to {drawn(page)}: {taken}")
        assert taken.thread < EXPANDING * slowness(page)


def test_moving_the_drawing_never_stops_the_page(browser: Browser, large: str):
    with watched(browser, large, 52) as page:
        run(page)
        drawn(page)
        settled(page)
        box = page.locator(".network-drawing").bounding_box() or pytest.fail("it is not drawn")
        x, y = box["x"] + 20, box["y"] + 40
        with effort(browser, page) as taken:
            page.mouse.move(x, y)
            page.mouse.down()
            for step in range(40):
                page.mouse.move(x + 5 * step, y + 3 * step)
            page.mouse.up()
            for _ in range(5):
                page.mouse.wheel(0, -200)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        print(f"moved: {taken}")
        assert taken.longest < TASK * slowness(page)


# --- what it takes ----------------------------------------------------------------------------------------------------


def test_less_than_two_megabytes_come_before_the_first_query(browser: Browser, address: str):
    asked: set[str] = set()
    received: dict[str, int] = {}
    workers: list[str] = []

    def count(each: Request) -> None:
        sizes = each.sizes()
        received[each.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    with browser.new_context() as context:
        context.on("request", lambda each: asked.add(each.url))
        context.on("requestfinished", count)
        page = context.new_page()
        page.on("worker", lambda each: workers.append(each.url))
        page.goto(f"{address}/graphql")
        page.locator(".graphiql-query-editor .view-line").first.wait_for()
        while len({*workers}) < len(WORKERS):
            page.wait_for_event("worker")
        settled(page)
        while asked - received.keys() - {*workers}:
            page.wait_for_timeout(100)
        # What workers load is not told; each is one file.
        for url in set(workers):
            head = page.request.head(url, headers={"accept-encoding": "gzip"})
            received[url] = int(head.headers["content-length"])
        names = {url.rpartition("/")[2].partition("-")[0] for url in received}
        total = sum(received.values())
    print(f"{len(received)} files, {total} bytes: {sorted(names)}")
    assert {"index", "monaco", *WORKERS} <= names
    assert not names & {"Connections", "drawable"}, "the drawing comes when it is wanted"
    assert 500_000 < total < 2_000_000


# --- for whom -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "pl-PL"])
def test_nobody_is_kept_out(browser: Browser, address: str, axe: str, locale: str, scheme: str):
    with panel(browser, address, locale=locale, color_scheme=scheme) as page:

        def audit(what: str) -> None:
            assert serious(page, axe, ".connections") == [], what

        audit("nothing asked")
        run(page)
        drawn(page)
        audit("drawn")
        page.locator(".network-drawing").press("Home")
        page.locator(".network-card").wait_for()
        audit("chosen")
        page.get_by_role("button", name=NAMES[locale][1]).click()
        audit("wide")


def test_everything_is_done_by_keyboard_alone(browser: Browser, address: str):
    with visit(browser, address, "en-GB") as page:
        keyboard = page.keyboard

        def reach(name: str) -> None:
            """Go on with Tab to what has a name."""
            for _ in range(60):
                keyboard.press("Tab")
                if (
                    page.evaluate(
                        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
                    )
                    == name
                ):
                    return
            pytest.fail(f"Tab does not lead to {name}")

        page.locator(".graphiql-query-editor textarea").focus()
        keyboard.press("Control+Enter")
        expect(page.locator(".result-window .view-lines")).to_contain_text("Treviolo")
        page.locator("body").press("Home")
        page.evaluate("document.activeElement.blur()")
        reach("Show Connections")
        keyboard.press("Enter")
        before = drawn(page)
        reach("Full width")
        keyboard.press("Enter")
        expect(page.locator(".graphiql-editors")).to_be_hidden()
        keyboard.press("Enter")
        expect(page.locator(".graphiql-editors")).to_be_visible()
        reach("Drawing of the connections")
        keyboard.press("Home")
        expect(page.locator(".network-card h3")).to_contain_text("Europejskie standardy")
        keyboard.press("ArrowDown")
        expect(page.locator(".network-card h3")).not_to_contain_text("Europejskie standardy")
        keyboard.press("Enter")
        expect(page.locator(f".network-drawing[data-drawn='{before}']")).to_have_count(0)
        keyboard.press("Delete")
        expect(page.locator(f".network-drawing[data-drawn='{before}']")).to_have_count(1)
        keyboard.press("Control+z")
        expect(page.locator(f".network-drawing[data-drawn='{before}']")).to_have_count(0)


def test_the_panel_grows_as_it_is_drawn_and_takes_all_the_room(panel_page: Page):
    width = lambda: (panel_page.locator(".graphiql-plugin").bounding_box() or {"width": 0})["width"]  # noqa: E731
    before = width()
    bar = panel_page.locator(".graphiql-main > .graphiql-horizontal-drag-bar").bounding_box() or {}
    panel_page.mouse.move(bar["x"] + 4, bar["y"] + 400)
    panel_page.mouse.down()
    panel_page.mouse.move(bar["x"] + 204, bar["y"] + 400, steps=5)
    panel_page.mouse.up()
    assert width() > before + 150
    wide = panel_page.get_by_role("button", name="Full width")
    wide.click()
    assert width() > 1300
    expect(wide).to_have_attribute("aria-pressed", "true")
    wide.click()
    assert before + 150 < width() < 1000


@pytest.fixture
def panel_page(browser: Browser, address: str) -> Iterator[Page]:
    with panel(browser, address) as page:
        run(page)
        drawn(page)
        yield page


# --- shared -----------------------------------------------------------------------------------------------------------


def test_a_link_leads_to_the_same_view(browser: Browser, address: str):
    query = "query Whom($id: ID!) { node(id: $id) { ... on Organization { name place { name } } } }"
    with panel(browser, address, query, variables={"id": "organization/mops-leczna"}) as page:
        run(page)
        assert drawn(page) == 2
        page.locator(".network-drawing").press("Home")
        page.locator(".network-drawing").press("Enter")
        expect(page.locator(".network-drawing[data-drawn='2']")).to_have_count(0)
        page.locator(".network-legend label").filter(has_text="foundation").click()
        expect(page.locator(".network-card")).to_be_visible()
        count, counted = drawn(page), page.locator(".network-counted").inner_text()
        card = page.locator(".network-card h3").inner_text()
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator(".connections header [role=status]")).to_have_text("Link copied")
        link = page.evaluate("navigator.clipboard.readText()")
        assert page.url == link

        def is_the_same(other: Page) -> None:
            expect(other.locator(f".network-drawing[data-drawn='{count}']")).to_be_visible()
            expect(other.locator(".network-counted")).to_have_text(counted)
            expect(other.locator(".network-card h3")).to_have_text(card)
            expect(other.locator(".network-legend").get_by_role("checkbox", name="foundation")).not_to_be_checked()

        page.reload()
        is_the_same(page)
    with visit(browser, address, "en-GB", link.removeprefix(address)) as another:
        is_the_same(another)
        another.locator(".graphiql-tab-button").nth(1).click()
        run(another)
        expect(another).to_have_url(f"{address}/graphql")  # the link leads to what is shown no more
