"""The page in a real browser; its fixtures also fail on any console error, CSP violation or outside request."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

EXAMPLES = sorted((Path(__file__).parents[2] / "web/examples").glob("*.graphql"))
TABS = 8
LARGE = {"width": 2600, "height": 4000}  # the editor draws only the lines that are in view

# What each answer says, in its own order.
ANSWERS = {
    "01-partners-of-leczna": ["Treviolo", "TWIN_TOWNS", "Fundacja Rozwoju Systemu Edukacji", "2008-05"],
    "02-twin-town-of-leczna": ["Treviolo", "Włochy", "Treviolo jest miastem partnerskim Łęcznej"],
    "03-paid-by-esf": ['totalCount": 4', "359900.64", "kucharz małej gastronomii", "kurs języka angielskiego"],
    "04-budget-in-debica": ["359900.64", "Całkowita wartość projektu wynosi 359 900,64 zł", "2017-11-17"],
    "05-mops-and-treviolo": ["Łęczna", "TWIN_TOWNS", "Treviolo", "Comune di Treviolo"],
    "06-training-in-lublin": ["Sami sobie", 'hours": 48', 'hours": 56', 'hours": 48', 'count": 152', "godz."],
    "07-macroregion": ["2020", "śląskie", "1140", "opolskie", "880", "śląskie"],
    "08-search": ["place/lezajsk", "Powiatowy Urząd Pracy w Leżajsku"],
    "09-roles-in-a-project": ["COORDINATOR", "HOST", "CONTRACTING_AGENCY", "podpisał z Fundacją"],
    "10-programme-of-lezajsk": ["FUND", "PROGRAMME", "PRIORITY", "MEASURE", "SUBMEASURE", "7.1.1"],
    "11-running-on-a-day": ["2017-04-01", "2019-03-31", 'startDate": null', "2022-07-31"],
    "12-mops-in-leczna": ["organization/mops-leczna", "TERYT", "0610034"],
    "13-signed-with-frse": ["Miejski Ośrodek Pomocy Społecznej w Łęcznej", "2008-05", "Pod koniec maja br."],
    "14-statements-of-a-document": ["published", "2017-11-17", "17 Listopad 2017", "001_fe1bfb987cec270c.txt"],
    "15-dearest-projects-of-esf": ['totalCount": 4', "1007997.60", "0.8428", "359900.64", "1.5", "7.1.1"],
    "16-suggested-partners": ["Regionalny Ośrodek Polityki Społecznej Województwa Śląskiego", "Skuteczna pomoc"],
}


def questions(line: int) -> list[str]:
    return [path.read_text().splitlines()[line].removeprefix("# ") for path in EXAMPLES]


def operation(path: Path) -> str:
    """The name that an example's query has, and its tab."""
    return re.findall(r"^query (\w+)", path.read_text(), re.MULTILINE)[0]


def in_order(words: list[str]) -> re.Pattern[str]:
    """The words, one after the other; the editor's spaces do not break, and its lines are elements, not lines."""
    return re.compile(".*".join(r"\s".join(map(re.escape, each.split())) for each in words), re.DOTALL)


def open_example(page: Page, number: int) -> None:
    if number < TABS:
        page.get_by_role("tab").nth(number).click()
    else:
        page.get_by_role("region", name="Examples").get_by_role("button").nth(number).click()
    expect(page.locator(".graphiql-query-editor")).to_contain_text(questions(line=1)[number])


def test_the_page_is_ours_and_offers_eight_examples(page: Page) -> None:
    expect(page).to_have_title("Ogniwo")
    expect(page.locator(".graphiql-logo")).to_have_text("Ogniwo")
    expect(page.locator(".graphiql-tab-button")).to_have_text([operation(path) for path in EXAMPLES[:TABS]])


def test_every_example_runs_and_its_answer_stands_there(page: Page) -> None:
    assert list(ANSWERS) == [path.stem for path in EXAMPLES]
    page.set_viewport_size(LARGE)
    answer = page.locator(".result-window .view-lines")
    for number, words in enumerate(ANSWERS.values()):
        open_example(page, number)
        # At once: the name of the operation before must not be asked for.
        page.get_by_role("button", name="Execute query").click()
        expect(answer).to_contain_text(in_order(words))
        expect(answer).not_to_contain_text("errors")
    expect(page.locator(".graphiql-tab-button")).to_have_text([operation(path) for path in EXAMPLES])


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
    expect(tabs).to_have_count(TABS)
    examples.get_by_role("button").last.click()
    expect(tabs).to_have_count(TABS + 1)
    expect(page.locator(".graphiql-query-editor")).to_contain_text(questions(line=1)[-1])


def test_polish_readers_get_polish_questions(polish_page: Page) -> None:
    examples = polish_page.get_by_role("region", name="Przykłady")
    expect(examples.get_by_role("button")).to_have_text(questions(line=0))
