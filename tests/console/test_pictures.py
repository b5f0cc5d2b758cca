"""The pictures of the README: made from the demo, each with what a screen reader is told beside it."""

import os

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from domain.case.authority import Post
from relief.bootstrap import Service
from relief.staged import officers_shown
from tests.support.live import live
from tests.support.stopped import demo, stopped
from tests.support.written import PAGES, ROOT, links

__all__ = ["demo", "stopped"]

FOLDER = ROOT / "docs" / "pictures"
REMAKE = os.environ.get("RELIEF_TEST_PICTURES") == "remake"
LARGEST = 150_000
"""Bytes of a picture."""
SIZE = ViewportSize(width=1000, height=620)


def desk(page: Page) -> None:
    """What waits for an officer, what is due first before."""


def limits(page: Page) -> None:
    """A limit of the first case, day by day."""
    first_case(page)
    follow(page, "nav.tabs a[href$='/time-limits']")
    page.locator("table.month").first.evaluate("one => one.parentNode.scrollIntoView()")


def decision(page: Page) -> None:
    """What the first case's decision rests on."""
    first_case(page)
    follow(page, "nav.tabs a[href$='/decision']")


def first_case(page: Page) -> None:
    """Of the list."""
    follow(page, "main a[href^='/console/cases/']")


def follow(page: Page, selector: str) -> None:
    """To the page behind the first such link or button."""
    with page.expect_navigation():
        page.locator(selector).first.click()


SHOWN = {
    "desk": (Post.APPROVER, desk),
    "limits": (Post.COUNTY_CHECKER, limits),
    "decision": (Post.APPROVER, decision),
}
"""Each picture: whose page it is, and the way to it from their first."""


@pytest.mark.slow
def test_pictures_are_what_the_demo_shows(demo: Service, browser: Browser) -> None:
    """Each page has the tree that is kept beside its picture; ``make pictures`` makes both anew."""
    told = {}
    with live(demo) as (host, port):
        for name, (post, lead) in SHOWN.items():
            who = next(one.officer for one in officers_shown(demo) if one.post is post)
            context = browser.new_context(
                base_url=f"http://{host}:{port}",
                viewport=SIZE,
                locale="zh-CN",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto("/console/sign-in")
            follow(page, f"form[action='/demo/sign-in/{who}'] button")
            lead(page)
            told[name] = page.locator("body").aria_snapshot() + "\n"
            if REMAKE:
                FOLDER.joinpath(f"{name}.yaml").write_text(told[name], encoding="utf-8")
                page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
    kept = {name: FOLDER.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in SHOWN}
    for name in SHOWN:
        assert told[name] == kept[name], (
            f"{name} looks otherwise now: make pictures, and look at it"
        )


def test_each_picture_is_small_and_stands_in_the_readme() -> None:
    """With words for who does not see it; no other picture and no other tree lies there."""
    assert {one.name for one in FOLDER.iterdir()} == {
        f"{n}.{k}" for n in SHOWN for k in ("png", "yaml")
    }
    shown = [one for one in links(PAGES["README.md"]) if one.endswith(".png")]
    assert sorted(shown) == sorted(f"docs/pictures/{name}.png" for name in SHOWN)
    for one in shown:
        assert f"![]({one})" not in PAGES["README.md"]
        assert ROOT.joinpath(one).stat().st_size <= LARGEST, one
