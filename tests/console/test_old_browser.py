"""The console in Chromium 79: list, case, decision and a form as today's browser shows them."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from domain.case.authority import Post
from relief.bootstrap import Service
from relief.console import static
from relief.staged import officers_shown
from tests.support.browser import opened
from tests.support.live import live
from tests.support.old import VERSION, Old, opened_in_old, program
from tests.support.stopped import demo, stopped

__all__ = ["demo", "program", "stopped"]

STYLE = (static.FOLDER / "console.css").read_text(encoding="utf-8")

SEEN = r"""
[...document.querySelectorAll("h1,h2,h3,p,dt,dd,th,td,li,a,button,legend,label,caption")]
  .filter(one => one.getClientRects().length && !one.closest("details:not([open]) > :not(summary)"))
  .map(one => one.tagName + " " + one.innerText.replace(/\s+/g, " ").trim())
"""
"""Everything that is seen on a page, in its order."""

WIDTH = "document.documentElement.scrollWidth <= window.innerWidth"
ROWS = """
[...document.querySelectorAll("tr")].every(row => {
  const tops = [...row.cells].map(cell => Math.round(cell.getBoundingClientRect().top));
  return tops.every(top => top === tops[0]);
})
"""
"""Whether the cells of each row lie beside each other."""
FIRST_CASE = 'main a[href^="/console/cases/"]'
DECIDING = 'a[href$="/decision"]'
BACK = "nav.tabs a:not([aria-current])"
DOING = 'main a[href^="/console/do/cases/"]'
CHECKING = "button.button[value='check']"

WHERE = "location.pathname"


def way(officer: str) -> list[tuple[str, str]]:
    """What is clicked, from the door on, and what the page behind it is."""
    return [
        (f"form[action='/demo/sign-in/{officer}'] button", "list"),
        (FIRST_CASE, "case"),
        (DECIDING, "decision"),
        (BACK, "case again"),
        (DOING, "form"),
        (CHECKING, "form with faults"),
    ]


def now_shown(page: Page, clicks: list[tuple[str, str]]) -> dict[str, Any]:
    """What a browser of today shows after each."""
    page.goto("/console/sign-in")
    told = {}
    for selector, name in clicks:
        with page.expect_navigation():
            page.locator(selector).first.click()
        told[name] = page.evaluate(SEEN), page.evaluate(WHERE)
    return told


def then_shown(page: Old, clicks: list[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    """What the old one shows, with rows that are rows and nothing wider than the window."""
    page.go("/console/sign-in")
    for selector, name in clicks:
        page.click(selector)
        assert page.run(WIDTH) and page.run(ROWS), name
        yield name, (page.run(SEEN), page.run(WHERE))


@pytest.mark.slow
@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with it"])
def test_list_case_and_decision_are_shown_as_by_a_browser_of_today(
    demo: Service, program: Any, browser: Browser, script: bool
) -> None:
    """In by one click on the door of a demo, then from link to link; the same words, no complaint."""
    officer = next(one.officer for one in officers_shown(demo) if one.post is Post.APPROVER)
    with live(demo) as (host, port):
        home, clicks = f"http://{host}:{port}", way(officer)
        with opened(browser, home) as now:
            told = now_shown(now, clicks)
        with opened_in_old(program, home, script) as page:
            assert VERSION in page.run("navigator.userAgent")
            for name, shown in then_shown(page, clicks):
                assert shown == told[name], name


RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def rules() -> tuple[set[str], set[tuple[str, str]]]:
    """The selectors of the stylesheet, and each property with a value it is given."""
    found: tuple[set[str], set[tuple[str, str]]] = set(), set()
    for selector, body in RULE.findall(
        re.sub(r"/\*.*?\*/|@media[^{]*\{", "", STYLE, flags=re.DOTALL)
    ):
        found[0].update(one.strip() for one in selector.split(",") if one.strip())
        for line in filter(str.strip, body.split(";")):
            name, _, value = line.partition(":")
            found[1].add((name.strip(), value.replace("!important", "").strip()))
    return found


@pytest.mark.slow
def test_the_old_browser_knows_every_word_of_the_stylesheet(program: Any) -> None:
    """Each selector, each property with its value; what it does not know would be passed over in silence."""
    selectors, given = rules()
    assert len(selectors) > 80 and len(given) > 100
    known = "(([name, value]) => CSS.supports(name, value))"
    selects = "(one => { try { document.querySelector(one); } catch (error) { return false; } return true; })"
    with opened_in_old(program, "") as page:
        ask: Callable[[str, Any], bool] = lambda how, one: page.run(f"{how}({json.dumps(one)})")  # noqa: E731
        assert not [one for one in sorted(given) if not ask(known, one)]
        assert not [one for one in sorted(selectors) if not ask(selects, one)]
        assert not ask(known, ["inset", "0"]) and not ask(selects, "a:has(b)"), "it knows too much"
