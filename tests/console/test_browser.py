"""The pages in Chromium: an officer signs in and gives a command, with and without a script."""

import pytest
from playwright.sync_api import Browser

from relief.office.streams import case_stream
from tests.api.words import application
from tests.console.seated import Office, fill, sign_in
from tests.support.browser import opened

pytestmark = [pytest.mark.slow, pytest.mark.day]


@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with it"])
def test_an_application_is_taken_in_a_browser(
    browser: Browser, office: Office, script: bool
) -> None:
    """Signed in, filled in with a mistake, mended, checked, submitted; reloading submits nothing."""
    today = office.service.clock.now().date()
    with opened(browser, office.address, script) as page:
        page.goto("/console/do/cases")
        sign_in(page, office)
        page.wait_for_url("**/console/do/cases")
        fill(page, application(incident={"cause": "fire", "on": str(today), "place": "雪莲村"}))
        statement = page.locator("[name='statement']")
        statement.fill("")
        page.get_by_role("button", name="核对").last.click()
        page.get_by_role("alert").get_by_role("link").click()
        assert page.evaluate("document.activeElement.name") == "statement"
        statement.fill("房屋失火，无处居住")
        page.get_by_role("button", name="核对").last.click()
        page.get_by_role("button", name="确认提交").last.click()
        page.wait_for_url("**/console/done?**")
        number = page.locator(".number").inner_text()
        page.reload()
        page.goto("/console")
    stream = case_stream(number)
    assert len(office.service.journal.read((stream,))[stream]) == 1
