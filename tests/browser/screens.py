"""Screens: pages of ours opened as people have them, and judged."""

from collections.abc import Iterator
from contextlib import contextmanager
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
USUAL = 40.0  # milliseconds that this work takes where the bounds of the tests were measured


def slowness(page: Page) -> float:
    """How many times as long as where the bounds were measured a page's work takes on this machine, 1 if it is faster."""
    return max(1.0, min(page.evaluate(WORK) for _ in range(5)) / USUAL)


@contextmanager
def opened(
    browser: Browser, address: str, width: int, scheme: str, locale: str = "pl-PL", expected: str = "", **options: Any
) -> Iterator[Page]:
    """A page on a screen; at the end, fail on any error but an `expected` one, CSP violation or request to elsewhere."""
    problems: list[str] = []
    options = {"viewport": {"width": width, "height": 800}, **options}
    with browser.new_context(locale=locale, color_scheme=scheme, **options) as context:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on(
            "request", lambda each: problems.extend([] if each.url.startswith((address, "data:")) else [each.url])
        )
        context.on("console", lambda each: problems.extend([each.text] if each.type == "error" else []))
        context.on("weberror", lambda each: problems.append(str(each.error)))
        yield context.new_page()
    assert [each for each in problems if not expected or expected not in each] == []


def serious(page: Page, axe: str) -> list[tuple[str, list[str]]]:
    """What keeps some people out, with the first elements that do."""
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert len(found["passes"]) > 15
    violations = [each for each in found["violations"] if each["impact"] in SERIOUS]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in violations]
