"""Screens: pages of ours opened as people have them, and judged."""

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

SERIOUS = {"serious", "critical"}
REPORT_VIOLATIONS = """
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  console.error(`CSP: ${effectiveDirective} ${blockedURI} ${sample}`));
"""

WORK = """
() => {
  const begun = performance.now();
  let made = 0;
  for (let at = 0; at < 2e7; at++) made = (Math.imul(made, 31) + at) | 0;
  return performance.now() - begun + (made & 0);
}"""
USUAL = 160.0  # milliseconds that this work takes where the bounds of the tests were measured


def slowness(page: Page) -> float:
    """How many times as long as where the bounds were measured a page's work takes on this machine, 1 if it is faster."""
    return max(1.0, median(page.evaluate(WORK) for _ in range(5)) / USUAL)


def until(page: Page, condition: str) -> None:
    """Wait for what holds in the page; Playwright's own way of asking is against the policy of the page."""
    deadline = time.monotonic() + 30
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(20)


def settled(page: Page) -> None:
    """Wait until the page has nothing to do.

    Not until the network is idle: of a worker that the editor stops at once, Chromium never says that it has loaded.
    """
    page.evaluate("new Promise((done) => requestIdleCallback(done, { timeout: 2000 }))")


@contextmanager
def watched(
    browser: Browser,
    addresses: tuple[str, ...],
    forgiven: str = "",
    told: Collection[str] = ("error",),
    **options: Any,
) -> Iterator[Page]:
    """A new page; at the end, fail on any error, CSP violation or request to elsewhere, but for what says `forgiven`.

    What the console is `told` in other ways is no error.
    """
    problems: list[str] = []
    with browser.new_context(**options) as context:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", lambda each: problems.extend([] if each.url.startswith(addresses) else [each.url]))
        context.on("console", lambda each: problems.extend([each.text] if each.type in told else []))
        context.on("weberror", lambda each: problems.append(str(each.error)))
        yield context.new_page()
    left = [each for each in problems if not forgiven or forgiven not in each]
    assert left == [], left


@contextmanager
def opened(
    browser: Browser, address: str, width: int, scheme: str, locale: str = "pl-PL", forgiven: str = "", **options: Any
) -> Iterator[Page]:
    """A page on a screen, as `watched` has it."""
    options = {"viewport": {"width": width, "height": 800}, "locale": locale, "color_scheme": scheme, **options}
    with watched(browser, (address, "data:"), forgiven, **options) as page:
        yield page


def serious(page: Page, axe: str, of: str = "html") -> list[tuple[str, list[str]]]:
    """What keeps some people out of a part of a page, with the first elements that do."""
    page.evaluate(axe)
    found = page.evaluate("(of) => axe.run(of)", of)
    assert len(found["passes"]) > 5
    violations = [each for each in found["violations"] if each["impact"] in SERIOUS]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in violations]
