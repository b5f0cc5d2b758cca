"""Nobody is kept out: axe-core finds nothing at WCAG 2.2 AA on the pages everybody works with."""

import pytest
from playwright.sync_api import Browser, Page

from tests.api.words import CASEWORKER, application
from tests.console.seated import Office, fill, sign_in
from tests.support.barriers import barriers
from tests.support.browser import opened

pytestmark = [pytest.mark.slow, pytest.mark.day]


def test_nothing_bars_anybody_from_signing_in_filling_in_and_checking(
    browser: Browser, office: Office
) -> None:
    """The door, also with a fault; a form empty, full, and with faults; its check; a refusal."""
    found: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        found[name] = barriers(page)

    with opened(browser, office.address) as page:
        page.goto("/console/do/cases")
        look("sign-in", page)
        page.get_by_label("用户名").fill("nobody")
        page.get_by_label("密码").fill("wrong horse battery")
        page.get_by_label("动态验证码").fill("000000")
        page.get_by_role("button", name="登录").click()
        page.get_by_role("alert").wait_for()
        look("sign-in refused", page)
        sign_in(page, office)
        page.wait_for_url("**/console/do/cases")
        look("form", page)
        page.get_by_role("button", name="核对").last.click()
        page.get_by_role("alert").wait_for()
        look("form with faults", page)
        today = office.service.clock.now().date()
        fill(page, application(incident={"cause": "fire", "on": str(today), "place": "雪莲村"}))
        look("form filled in", page)
        page.get_by_role("button", name="存草稿").click()
        page.get_by_role("button", name="丢弃草稿").wait_for()
        look("form put aside", page)
        page.goto("/console/drafts")
        look("drafts", page)
        page.locator("main table a").click()
        page.get_by_role("button", name="核对").last.click()
        page.get_by_role("button", name="确认提交").last.wait_for()
        look("check", page)
        page.get_by_role("button", name="确认提交").last.click()
        page.wait_for_url("**/console/done?**")
        look("done", page)
        page.goto("/console/nothing")
        look("error", page)
        office.service.sign_in.stage((CASEWORKER.id,))
        page.goto("/console/sign-in")
        look("door of a demo", page)
    assert {name: those for name, those in found.items() if those} == {}


def test_a_barrier_is_found(browser: Browser, office: Office) -> None:
    """A label taken away, a colour too faint: each is told."""
    with opened(browser, office.address) as page:
        page.goto("/console/sign-in")
        page.evaluate("document.querySelector('label[for=code]').remove()")
        page.evaluate("document.querySelector('label').style.color = '#ccc'")
        told = " ".join(barriers(page))
    assert "label:" in told and "color-contrast:" in told
