"""The start page in a real browser: asked by typing, by keyboard and by links, in two languages, on any screen."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import served
from playwright.sync_api import Browser, Locator, Page, Route, expect
from screens import opened, serious

WAY = "?from=organization/mops-leczna&to=organization/comune-di-treviolo"
TIMEOUT = {"message": "It took longer than 10 s.", "path": ["paths"], "extensions": {"code": "TIMEOUT"}}
FAILED = "Failed to load resource"  # what Chromium says of an answer that is none
MOST_BYTES = 150_000  # compressed, before the first question


@pytest.fixture
def start(browser: Browser, address: str) -> Iterator[Page]:
    """The page, open in English."""
    with opened(browser, address, 1280, "light", "en-GB") as page:
        page.goto(f"{address}/")
        yield page


def cards(page: Page) -> Locator:
    return page.locator("#found ~ .cards > .card")


def stops(page: Page) -> Locator:
    """The stops of the shortest way."""
    return page.locator(".ways > div > .steps .stop a")


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("searchbox").press("Enter")


def choose(page: Page, box: str, text: str, option: str) -> None:
    page.get_by_role("combobox", name=box).fill(text)
    page.get_by_role("option", name=option).first.click()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


# --- what there is to begin with -------------------------------------------------------------------------------------


def test_an_empty_page_has_questions_made_of_what_the_graph_holds(start: Page):
    expect(start.get_by_role("heading", level=1)).to_have_text("Who works with whom – and which words prove it")
    questions = start.locator(".questions a")
    expect(questions.first).to_contain_text("What joins")
    expect(start.locator(".figures")).to_contain_text("Projects")
    for at in range(questions.count()):
        start.locator(".questions a").nth(at).click()
        expect(cards(start).or_(start.locator(".steps")).first).to_be_visible()
        start.go_back()
        expect(questions.first).to_be_visible()


def test_a_graph_too_large_to_be_counted_in_time_has_its_questions_all_the_same(start: Page, address: str):
    def slow(route: Route) -> None:
        if "statistics" in (route.request.post_data or ""):
            route.fulfill(json={"data": None, "errors": [TIMEOUT]})
        else:
            route.continue_()

    start.route("**/graphql", slow)
    with start.expect_response(lambda each: "statistics" in (each.request.post_data or "")):
        start.reload()
    expect(start.locator(".questions a").first).to_be_visible()
    expect(start.get_by_role("alert")).to_have_count(0)
    expect(start.locator(".figures")).to_have_count(0)


def test_it_is_small_before_the_first_question(browser: Browser, address: str):
    with opened(browser, address, 1280, "light") as page:
        answers: list[Any] = []
        page.on("requestfinished", lambda each: answers.append(each))
        page.goto(f"{address}/")
        expect(page.locator(".questions a").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        sizes = {
            each.url: sum(each.sizes()[part] for part in ("responseBodySize", "responseHeadersSize"))
            for each in answers
        }
    total = sum(sizes.values())
    print(f"\nbefore the first question: {total:,} bytes in {len(sizes)} answers")
    assert 20_000 < total < MOST_BYTES
    assert not any("Connections" in each for each in sizes)  # the drawing comes when it is wanted


def test_whoever_runs_no_script_is_told_what_this_is_in_one_language_and_led_on(browser: Browser, address: str):
    for locale, words, others in (
        ("pl-PL", "wymaga JavaScriptu", "needs JavaScript"),
        ("en-GB", "needs JavaScript", "wymaga"),
    ):
        with opened(browser, address, 360, "light", locale, java_script_enabled=False) as page:
            page.goto(f"{address}/")
            expect(page.locator("noscript > p:visible")).to_contain_text(words)
            expect(page.locator("noscript > p:visible")).not_to_contain_text(others)
            for name in ("catalog", "ontology", "dump/", "graphql"):
                expect(page.locator(f'main a[href^="{name}"]:visible')).to_have_count(1)
            page.locator('main a[href^="catalog"]:visible').click()
            assert "/catalog" in page.url


# --- searching -------------------------------------------------------------------------------------------------------


def test_words_find_cards_that_lead_to_pages(start: Page, address: str):
    search(start, "mops leczna")
    expect(cards(start).first.get_by_role("heading")).to_have_text("Miejski Ośrodek Pomocy Społecznej w Łęcznej")
    expect(cards(start).first.locator("mark").first).to_be_visible()
    expect(cards(start).first).to_contain_text(re.compile("place\\s*Łęczna"))
    assert start.url == f"{address}/?q=mops+leczna"
    assert start.title() == "mops leczna – Ogniwo"
    cards(start).first.get_by_role("heading").get_by_role("link").click()
    assert start.url == f"{address}/page/organization/mops-leczna"


def test_a_kind_narrows_what_is_found(start: Page):
    search(start, "leczna")
    expect(start.locator("#found")).to_have_text("Found: 6")
    start.get_by_role("link", name="Projects", exact=True).click()
    expect(start.locator("#found")).to_have_text("Found: 1")
    expect(cards(start).locator(".kind")).to_have_text("Project")
    assert asked(start) == {"q": ["leczna"], "kind": ["PROJECT"]}


def test_more_is_shown_page_by_page_and_is_still_there_after_a_look_elsewhere(start: Page):
    search(start, "spol")
    expect(cards(start)).to_have_count(10)
    start.get_by_role("button", name="Show more").click()
    expect(cards(start)).to_have_count(20)
    names = cards(start).get_by_role("heading").all_inner_texts()
    hrefs = {each.get_attribute("href") for each in cards(start).get_by_role("heading").get_by_role("link").all()}
    assert len(hrefs) == 20
    cards(start).nth(15).get_by_role("heading").get_by_role("link").click()
    expect(start.locator("dl.facts")).to_be_visible()
    start.go_back()
    expect(cards(start)).to_have_count(20)
    assert cards(start).get_by_role("heading").all_inner_texts() == names
    for _ in range(2):
        start.get_by_role("button", name="Show more").click()
    expect(cards(start)).to_have_count(37)
    expect(start.get_by_role("button", name="Show more")).to_have_count(0)


@pytest.mark.parametrize("text", ["zzzqq", "!!!", "<img src=x onerror=alert(1)>zzzqq", '"\\ \U0001f600'])
def test_nothing_found_is_said_in_words(start: Page, text: str):
    search(start, text)
    expect(start.locator(".nothing")).to_contain_text(f"Nothing was found for “{text}”.")
    expect(cards(start)).to_have_count(0)


# --- from whom to whom -----------------------------------------------------------------------------------------------


def test_a_way_is_told_step_by_step_with_the_words_that_prove_it(start: Page):
    choose(start, "From", "mops lecz", "Łęcznej")
    choose(start, "To", "comune", "Comune di Treviolo")
    start.get_by_role("button", name="Find the way").click()
    expect(stops(start)).to_have_text(
        [
            "Miejski Ośrodek Pomocy Społecznej w Łęcznej",
            "Europejskie standardy w pracy Miejskiego Ośrodka Pomocy Społecznej w Łęcznej",
            "jednostka działająca przy Comune di Treviolo",
            "Comune di Treviolo",
        ]
    )
    expect(start.locator(".hop .sentence").first).to_contain_text("takes part in the project “Europejskie standardy")
    expect(start.locator(".hop q").first).to_contain_text("podpisał")
    expect(start.locator(".hop cite").first).to_have_text("Pracownicy MOPS pojedą na staże do Włoch")
    assert asked(start) == {"from": ["organization/mops-leczna"], "to": ["organization/comune-di-treviolo"]}
    other = start.locator(".other-way").first
    expect(other.locator(".stop").first).to_be_hidden()
    other.get_by_text("Another way: in 3 steps").click()
    expect(other.locator(".stop").last).to_contain_text("Comune di Treviolo")


def test_the_keyboard_alone_asks_for_a_way(start: Page):
    start.get_by_role("combobox", name="From").focus()
    start.keyboard.type("mops lecz")
    box = start.get_by_role("combobox", name="From")
    expect(start.get_by_role("option").first).to_contain_text("Łęcznej")  # not what "mops" alone suggests
    expect(box).to_have_attribute("aria-expanded", "true")
    start.keyboard.press("ArrowDown")
    chosen = start.locator('[role="option"][aria-selected="true"]')
    expect(chosen).to_contain_text("Łęcznej")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    start.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(0)
    start.keyboard.press("ArrowDown")
    start.keyboard.press("Enter")
    expect(box).to_have_value("Miejski Ośrodek Pomocy Społecznej w Łęcznej")
    expect(box).to_have_attribute("aria-expanded", "false")
    for _ in range(2):
        start.keyboard.press("Tab")
    expect(start.get_by_role("combobox", name="To")).to_be_focused()
    start.keyboard.type("treviolo")
    expect(start.get_by_role("option").first).to_be_visible()
    start.keyboard.press("Escape")
    expect(start.get_by_role("option")).to_have_count(0)
    start.keyboard.press("Enter")  # whoever it means most likely
    expect(stops(start).last).to_contain_text("Treviolo")
    expect(start.get_by_role("combobox", name="To")).to_have_value(re.compile("Treviolo"))


def test_ends_swap(start: Page, address: str):
    start.goto(f"{address}/{WAY}")
    expect(start.get_by_role("combobox", name="From")).to_have_value(re.compile("Łęcznej"))
    start.get_by_role("button", name="Swap").click()
    start.get_by_role("button", name="Find the way").click()
    expect(stops(start).first).to_have_text("Comune di Treviolo")
    assert asked(start)["to"] == ["organization/mops-leczna"]


def test_ends_that_cannot_be_are_said_in_words(start: Page, address: str):
    start.get_by_role("button", name="Find the way").click()
    expect(start.get_by_role("alert")).to_have_text("Choose both ends of the way.")
    start.get_by_role("combobox", name="From").fill("zzzqq")
    expect(start.get_by_text("There is no such name in the graph.").last).to_be_visible()
    start.get_by_role("combobox", name="To").fill("leczna")
    start.get_by_role("button", name="Find the way").click()
    expect(start.get_by_role("alert")).to_have_text("There is no “zzzqq” in the graph.")
    start.goto(f"{address}/?from=place/leczna&to=place/leczna")
    expect(start.locator(".nothing")).to_contain_text("one and the same")
    start.goto(f"{address}/?from=place/leczna&to=place/nowhere")
    expect(start.locator("#found")).to_have_text("There is no “place/nowhere” in the graph.")


def test_where_there_is_no_way_programmes_may_be_gone_through(start: Page, address: str):
    start.goto(f"{address}/?from=organization/mops-debica&to=organization/rops-slaskie")
    expect(start.locator("#found")).to_contain_text("There is no way between")
    start.get_by_role("link", name="Look through common programmes too").click()
    expect(stops(start).last).to_contain_text("Śląskiego")
    assert asked(start)["via"] == ["programmes"]


# --- the address, the language ---------------------------------------------------------------------------------------


def test_back_and_forward_go_from_question_to_question(start: Page):
    search(start, "treviolo")
    expect(cards(start).first).to_contain_text("Treviolo")
    search(start, "lublin")
    expect(cards(start).first).to_contain_text("Lublin")
    start.go_back()
    expect(start.get_by_role("searchbox")).to_have_value("treviolo")
    expect(cards(start).first).to_contain_text("Treviolo")
    start.go_back()
    expect(start.locator(".questions")).to_be_visible()
    start.go_forward()
    start.go_forward()
    expect(start.get_by_role("searchbox")).to_have_value("lublin")
    expect(cards(start).first).to_contain_text("Lublin")


def test_a_switch_of_the_language_keeps_the_question_and_needs_no_reload(start: Page, address: str):
    start.goto(f"{address}/{WAY}")
    expect(stops(start)).to_have_count(4)
    start.evaluate("window.isTheSame = true")
    start.get_by_role("link", name="Polski").click()
    expect(start.get_by_role("button", name="Znajdź drogę")).to_be_visible()
    expect(start.locator("html")).to_have_attribute("lang", "pl")
    expect(stops(start)).to_have_count(4)
    assert start.evaluate("window.isTheSame") is True
    assert asked(start)["lang"] == ["pl"]
    assert (stops(start).first.get_attribute("href") or "").endswith("?lang=pl")
    start.reload()
    expect(start.get_by_role("button", name="Znajdź drogę")).to_be_visible()
    start.get_by_role("link", name="Szukaj", exact=True).click()
    search(start, "włochy")
    expect(cards(start).first).to_contain_text("Włochy")
    start.get_by_role("link", name="English").click()
    expect(cards(start).first).to_contain_text("Italy")


def test_polish_readers_get_polish(browser: Browser, address: str):
    with opened(browser, address, 1280, "light", "pl-PL") as page:
        page.goto(f"{address}/?q=leczna")
        expect(page.locator("#found")).to_have_text("Znaleziono: 6")
        page.get_by_role("link", name="Ogniwo").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Kto z kim współpracuje")
        assert page.url == f"{address}/"


def test_it_works_below_a_path(browser: Browser, tmp_path: Path):
    with served(tmp_path, "/wiedza/ogniwo") as address, opened(browser, address, 1280, "light", "en-GB") as page:
        page.goto(f"{address}/?q=treviolo")
        expect(cards(page).first).to_contain_text("Treviolo")
        page.get_by_role("link", name="Ogniwo").click()
        expect(page.locator(".questions")).to_be_visible()
        assert page.url == f"{address}/"
        page.locator(".questions a").first.click()
        expect(stops(page).first).to_be_visible()
        stops(page).first.click()
        expect(page.locator("dl.facts")).to_be_visible()
        assert page.url.startswith(f"{address}/page/")
        page.locator("a.brand").click()
        assert page.url == f"{address}/"


# --- as a drawing ----------------------------------------------------------------------------------------------------


def test_a_way_is_drawn_beside_its_steps_and_grows(start: Page, address: str):
    start.goto(f"{address}/{WAY}")
    listed = start.locator(".network-list [role=option]")
    expect(listed).to_have_count(7)  # those of the other ways too
    listed.filter(has_text=re.compile("^Łęczna")).click()
    start.locator(".network-list").press("Enter")
    expect(listed).not_to_have_count(7)
    assert listed.count() > 7
    assert len(asked(start)) == 2


def test_what_was_found_is_drawn_for_who_wants_to_see_it(start: Page, address: str):
    start.goto(f"{address}/?q=leczna")
    start.get_by_role("button", name="Show as a drawing").click()
    expect(start.locator(".network-list [role=option]").filter(has_text="Treviolo").first).to_be_visible()


# --- as GraphQL ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["?q=treviolo", WAY])
def test_what_is_shown_as_graphql_is_what_was_asked_and_opens_in_graphiql(start: Page, address: str, question: str):
    with start.expect_request(
        lambda each: "query Search" in (each.post_data or "") or "query Ways" in (each.post_data or "")
    ) as sent:
        start.goto(f"{address}/{question}")
    query = sent.value.post_data_json["query"]
    start.get_by_text("Show this as GraphQL").click()
    assert start.locator(".graphql code").text_content() == query
    start.get_by_role("link", name="Open in GraphiQL").click()
    expect(start.locator(".graphiql-query-editor")).to_contain_text("treviolo")
    with start.expect_response(lambda each: "treviolo" in (each.request.post_data or "")) as answered:
        start.get_by_role("button", name="Execute query").click()
    assert list(answered.value.json()) == ["data"]
    start.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 500 }))")


# --- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "The server does not answer."),
        ({"status": 503, "json": {"errors": [{"message": "Too many requests are waiting."}]}}, "The server is busy."),
        ({"status": 502, "body": "<html>Bad Gateway</html>"}, "The server is busy."),
        ({"status": 200, "json": {"data": None, "errors": [TIMEOUT]}}, "This question took too long."),
        ({"status": 400, "json": {"errors": [{"message": "That is too much."}]}}, "That is too much."),
        ({"status": 200, "body": "no JSON"}, "The server could not answer this"),
    ],
)
def test_errors_of_the_server_are_said_in_words_and_one_may_try_again(
    browser: Browser, address: str, answer: dict[str, Any] | None, words: str
):
    def fail(route: Route) -> None:
        if answer is None:
            route.abort()
        else:
            route.fulfill(**answer)

    with opened(browser, address, 1280, "light", "en-GB", FAILED) as page:
        page.route("**/graphql", fail)
        page.goto(f"{address}/?q=treviolo")
        expect(page.get_by_role("alert")).to_contain_text(words)
        page.unroute("**/graphql")
        page.get_by_role("button", name="Try again").click()
        expect(cards(page).first).to_contain_text("Treviolo")
        expect(page.get_by_role("alert")).to_have_count(0)


def test_a_way_that_takes_too_long_to_find_is_not_said_to_be_none(start: Page, address: str):
    ends = {end: {"__typename": "City", "id": f"place/{end}", "label": end} for end in ("from", "to")}
    answer = {"data": {**ends, "paths": None}, "errors": [TIMEOUT]}
    start.route("**/graphql", lambda each: each.fulfill(json=answer))
    start.goto(f"{address}/{WAY}")
    expect(start.get_by_role("alert")).to_contain_text("This question took too long.")
    expect(start.get_by_text("There is no way")).to_have_count(0)


# --- everybody, on any screen ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_and_nothing_sticks_out(browser: Browser, address: str, axe: str, width: int, scheme: str):
    with opened(browser, address, width, scheme) as page:
        for question, shown in (("", ".figures"), ("?q=spol", ".card"), (WAY, ".steps"), ("?q=zzzqq", ".nothing")):
            page.goto(f"{address}/{question}")
            expect(page.locator(shown).first).to_be_visible()
            page.get_by_text("Pokaż jako GraphQL").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, question
            assert serious(page, axe) == [], question
        page.goto(f"{address}/")
        page.get_by_role("combobox", name="Od").fill("mops")
        expect(page.get_by_role("option").first).to_be_visible()
        assert serious(page, axe) == []


def test_the_keyboard_comes_to_the_content_first(start: Page):
    expect(start.locator(".questions a").first).to_be_visible()
    start.keyboard.press("Tab")
    expect(start.get_by_role("link", name="Skip to the content")).to_be_focused()
    start.keyboard.press("Enter")
    assert start.evaluate("document.activeElement.id") == "content"
