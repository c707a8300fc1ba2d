"""The page in a real browser; its fixtures also fail on any console error, CSP violation or outside request."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

EXAMPLES = sorted((Path(__file__).parents[2] / "web/examples").glob("*.graphql"))
TABS = 8

# What each answer says, in its own order.
ANSWERS = {
    "01-partners-of-leczna": ["Treviolo", "TWIN_TOWNS", "Fundacja", "2008-05", "jednostka", 'ships": {"nodes": []'],
    "02-twin-town-of-leczna": ["Treviolo", "Włochy", "Treviolo jest miastem partnerskim Łęcznej"],
    "03-paid-by-esf": ['totalCount": 4', "359900.64", "kucharz małej gastronomii", "kurs języka angielskiego"],
    "04-budget-in-debica": ["359900.64", "Całkowita wartość projektu wynosi 359 900,64 zł", "2017-11-17"],
    "05-mops-and-treviolo": ["COORDINATOR", "Europejskie standardy", "HOST", "parent", "Comune di Treviolo"],
    "06-training-in-lublin": ['nodes": [{"title": "Sami sobie', 'hours": 48', 'hours": 56', 'hours": 48', "152"],
    "07-macroregion": ["2020", "śląskie", "1140", "opolskie", "880", 'nodes": [{"name": "śląskie"}]'],
    "08-search": [
        "organization/mops-lezajsk",
        "Miejski Ośrodek Pomocy Społecznej w Leżajsku",
        'matched": true',
        "Leżajsk",
    ],
    "09-roles-in-a-project": ["COORDINATOR", "HOST", "CONTRACTING_AGENCY", "podpisał z Fundacją"],
    "10-programme-of-lezajsk": ["FUND", "PROGRAMME", "PRIORITY", "MEASURE", "SUBMEASURE", "7.1.1"],
    "11-running-on-a-day": ["2017-04-01", "2019-03-31", 'startDate": null', "2022-07-31"],
    "12-mops-in-leczna": ["organization/mops-leczna", "TERYT", "0610034"],
    "13-signed-with-frse": ["Miejski Ośrodek Pomocy Społecznej w Łęcznej", "2008-05", "Pod koniec maja br."],
    "14-statements-of-a-document": ["published", "2017-11-17", "17 Listopad 2017", "001_fe1bfb987cec270c.txt"],
    "15-dearest-projects-of-esf": ['totalCount": 4', "1007997.60", "0.8428", "359900.64", "1.5", "7.1.1"],
    "16-suggested-partners": [
        "Regionalny Ośrodek Polityki Społecznej Województwa Śląskiego",
        "PROGRAMMES",
        "Wspólne programy finansowania: Skuteczna pomoc społeczna.",
        "Paid by the same programmes: Skuteczna pomoc społeczna.",
    ],
    "17-money-of-esf": ["1209441.02", "Skuteczna pomoc społeczna", "śląskie", "2017", "359900.64"],
    "18-hours-of-activities": ["Sami sobie", "268", "LANGUAGE_COURSE", "116"],
    "19-path-with-proofs": [
        "rola: koordynator",
        "role: host",
        "podpisał",
        "działającej przy",
        "twin towns",
        "partnerskim",
    ],
    "20-central-partners": ['nodeCount": 9', 'edgeCount": 6', "organization/mops-leczna", "in2008", 'score": 0.2'],
    "21-communities-and-bridges": ['communityCount": 4', 'size": 3', "Treviolo", "bridges", "fromCount"],
}


def questions(line: int) -> list[str]:
    return [path.read_text().splitlines()[line].removeprefix("# ") for path in EXAMPLES]


def operation(path: Path) -> str:
    """The name that an example's query has, and its tab."""
    return str(re.findall(r"^query (\w+)", path.read_text(), re.MULTILINE)[0])


def in_order(words: list[str]) -> re.Pattern[str]:
    """The words, one after the other; those of a source may have spaces that do not break."""
    return re.compile(".*".join(r"\s".join(map(re.escape, each.split())) for each in words))


def beginning(answer: str) -> re.Pattern[str]:
    """How an answer begins, however the editor breaks its lines; it draws only the lines that are in view."""
    return re.compile(r"\s*".join(map(re.escape, "".join(answer.split())[:300])))


def open_example(page: Page, number: int) -> None:
    if number < TABS:
        page.get_by_role("tab").nth(number).click()
    else:
        page.get_by_role("region", name="Examples").get_by_role("button").nth(number).click()
    expect(page.locator(".graphiql-query-editor")).to_contain_text(questions(line=1)[number])


def run(page: Page, name: str) -> Response:
    with page.expect_response(lambda each: f"query {name}" in (each.request.post_data or "")) as received:
        page.get_by_role("button", name="Execute query").click()
    return received.value


def test_the_page_is_ours_and_offers_eight_examples(page: Page) -> None:
    expect(page).to_have_title("Ogniwo")
    expect(page.locator(".graphiql-logo")).to_have_text("Ogniwo")
    expect(page.locator(".graphiql-tab-button")).to_have_text([operation(path) for path in EXAMPLES[:TABS]])


def test_every_example_runs_and_its_answer_stands_there(page: Page) -> None:
    assert list(ANSWERS) == [path.stem for path in EXAMPLES]
    for number, path in enumerate(EXAMPLES):
        open_example(page, number)
        answer = run(page, operation(path))  # at once, so that the operation of the last tab may be asked for
        assert list(answer.json()) == ["data"]
        assert in_order(ANSWERS[path.stem]).search(json.dumps(answer.json(), ensure_ascii=False)), path.stem
        expect(page.locator(".result-window .view-lines")).to_contain_text(beginning(answer.text()))
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


def test_a_narrow_screen_has_one_thing_below_the_other(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    parts = [page.locator(each) for each in (".graphiql-plugin", ".graphiql-query-editor", ".result-window")]
    for part in parts:
        expect(part).to_be_in_viewport(ratio=1)
    boxes = [part.bounding_box() or pytest.fail("it is not drawn") for part in parts]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    assert min(box["width"] for box in boxes) > 300
