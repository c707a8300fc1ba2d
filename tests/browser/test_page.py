"""The page in a real browser; its fixtures also fail on any console error, CSP violation or outside request."""

from pathlib import Path

from playwright.sync_api import Page, expect

EXAMPLES = sorted((Path(__file__).parents[2] / "web/examples").glob("*.graphql"))


def questions(line: int) -> list[str]:
    return [path.read_text().splitlines()[line].removeprefix("# ") for path in EXAMPLES]


def test_the_page_is_ours_and_offers_eight_examples(page: Page) -> None:
    expect(page).to_have_title("Ogniwo")
    expect(page.locator(".graphiql-logo")).to_have_text("Ogniwo")
    expect(page.get_by_role("tab")).to_have_count(8)


def test_the_first_example_runs_and_its_answer_stands_there(page: Page) -> None:
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text("Treviolo")


def test_the_documentation_opens(page: Page) -> None:
    page.get_by_role("button", name="Show Documentation Explorer").click()
    page.locator(".graphiql-doc-explorer").get_by_text("Query", exact=True).click()
    expect(page.locator(".graphiql-doc-explorer")).to_contain_text("partnerships")


def test_the_history_holds_what_was_run(page: Page) -> None:
    page.get_by_role("button", name="Execute query").click()
    page.get_by_role("button", name="Show History").click()
    expect(page.locator(".graphiql-history-item")).to_contain_text("PartnersOfLeczna")


def test_the_editor_knows_the_schema(page: Page) -> None:
    expect(page.locator(".graphiql-query-editor .squiggly-error")).to_have_count(0)
    editor = page.locator(".graphiql-query-editor textarea")
    editor.press("Control+A")
    editor.press_sequentially("{ partnersh")
    expect(page.locator(".suggest-widget")).to_contain_text("partnerships")


def test_an_example_opens_in_its_tab_or_else_in_a_new_one(page: Page) -> None:
    examples = page.get_by_role("region", name="Examples")
    expect(examples.get_by_role("button")).to_have_text(questions(line=1))
    tabs = page.get_by_role("tab")
    examples.get_by_role("button").nth(1).click()
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    expect(tabs).to_have_count(8)
    examples.get_by_role("button").last.click()
    expect(tabs).to_have_count(9)
    expect(page.locator(".graphiql-query-editor")).to_contain_text(questions(line=1)[-1])


def test_polish_readers_get_polish_questions(polish_page: Page) -> None:
    examples = polish_page.get_by_role("region", name="Przykłady")
    expect(examples.get_by_role("button")).to_have_text(questions(line=0))
