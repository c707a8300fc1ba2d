"""The pages of entities in a real browser: nothing is loaded or blocked, everybody can read them, on any screen."""

import json
import urllib.request
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect
from screens import opened, serious

WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
# One of each kind of the seeds, and what is there for nobody.
PATHS = (
    "activity/sami-sobie-modul-1", "document/leczna-staze-we-wloszech", "funding/sami-sobie-efs",
    "goal/europejskie-standardy-jakosc", "organization/mops-leczna", "organization/frse",
    "outcome/sami-sobie-godziny", "participant-group/sami-sobie", "participation/europejskie-standardy-frse",
    "partnership/leczna-treviolo", "place/treviolo", "place/lubelskie", "place/pl", "programme/po-kl-7-1-1",
    "project/czas-na-aktywnosc-lezajsk", "target-group/czas-na-aktywnosc",
)  # fmt: skip


def test_there_is_one_of_each_kind(address: str):
    query = "{" + " ".join(f'n{at}: node(id: "{each}") {{ __typename }}' for at, each in enumerate(PATHS)) + "}"
    with urllib.request.urlopen(f"{address}/graphql?query={quote(query)}") as answer:  # noqa: S310 # our own server
        data = json.load(answer)["data"]
    assert None not in data.values()
    assert len({each["__typename"] for each in data.values()}) == len(PATHS)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nobody_is_kept_out_and_nothing_sticks_out(browser: Browser, address: str, axe: str, width: int, scheme: str):
    with opened(browser, address, width, scheme) as page:
        for path in PATHS:
            answer = page.goto(f"{address}/page/{path}")
            assert answer is not None
            assert answer.status == 200, path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert serious(page, axe) == [], path


def test_the_keyboard_comes_to_the_content_first(browser: Browser, address: str):
    with opened(browser, address, 1280, "light", "en-GB") as page:
        page.goto(f"{address}/page/place/leczna")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_a_reader_changes_the_language_and_it_stays(browser: Browser, address: str):
    with opened(browser, address, 1280, "light") as page:
        page.goto(f"{address}/page/organization/mops-leczna")
        expect(page.get_by_role("heading", level=2).first).to_have_text("Co wiadomo")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=2).first).to_have_text("What is known")
        page.get_by_role("link", name="Łęczna", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Łęczna")
        expect(page.get_by_role("heading", level=2).first).to_have_text("What is known")


def test_an_iri_leads_a_browser_to_the_page(browser: Browser, address: str):
    with opened(browser, address, 1280, "light") as page:
        page.goto(f"{address}/id/place/leczna")
        assert page.url == f"{address}/page/place/leczna"


def test_graphiql_opens_with_the_query_of_a_page(browser: Browser, address: str):
    with opened(browser, address, 1280, "light", "en-GB") as page:
        for visit in ("first", "next"):
            page.goto(f"{address}/page/organization/{'mops-leczna' if visit == 'first' else 'frse'}")
            page.get_by_role("link", name="Open in GraphiQL").click()
            editor = page.locator(".graphiql-query-editor")
            expect(editor).to_contain_text("mops-leczna" if visit == "first" else "organization/frse")
            expect(editor).to_contain_text("participations")
        page.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 500 }))")


def test_paper_shows_the_facts_and_none_of_the_switches(browser: Browser, address: str):
    with opened(browser, address, 1280, "light") as page:
        page.goto(f"{address}/page/place/leczna")
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".proofs").first).to_be_visible()
        for each in (".languages", ".actions", ".skip", ".downloads"):
            expect(page.locator(each)).to_be_hidden()
