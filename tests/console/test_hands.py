"""What people do at a browser that no program does: two at once, too late."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import count, takewhile

import pytest
from playwright.sync_api import Browser, Page

from relief.words.dictionary import fact
from relief.words.screens import screen
from tests.api.words import APPROVER, CASEWORKER
from tests.console.seated import fill
from tests.console.staged import SECOND_APPROVER, Staged, staged
from tests.console.stories import Step, burnt, general
from tests.console.tellers import ByApi, ByPages

pytestmark = pytest.mark.slow

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with a script", "without one"])
_serials = count(100, 53)
"""A family for each case, of birthdays of their own."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """One office for all of them."""
    with staged(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture
def asking(office: Staged) -> ByApi:
    """Officers over HTTP: to bring a case quickly to where a test begins, and to ask what was recorded."""
    return ByApi(office.service, office.clock)


def received(asking: ByApi) -> str:
    """A case that waits to be accepted."""
    now = asking.clock.now()
    return asking.tell([Step(CASEWORKER, now, "/cases", burnt(now, next(_serials)))])


def facts(asking: ByApi, case: str) -> list[str]:
    """What is recorded of a case."""
    return [one["fact"] for one in asking.ask(f"/v1/cases/{case}/history")["items"]]


def form(case: str, act: str) -> str:
    """Where a form is."""
    return f"/console/do/cases/{case}/{act}"


def test_of_two_approvers_the_second_sees_what_changed_and_what_they_typed(
    browser: Browser, office: Staged, asking: ByApi
) -> None:
    """412 as a page: what was recorded since, their sum and number still there; nothing is decided twice."""
    told = general(office.clock.now() + timedelta(hours=1), next(_serials))
    asking.tell(takewhile(lambda one: not one.path.endswith("/approval"), told))
    case, sums = asking.case, {"amount": "1800.00", "document": "批-1"}
    with ExitStack() as until:
        hand = ByPages(browser, office, True, until, case)
        office.settled()
        both: dict[str, Page] = {}
        for officer in (APPROVER, SECOND_APPROVER):
            both[officer.id] = page = hand.seat(officer)
            hand.find(page, form(case, "approval"))
            fill(page, sums | {"document": f"批-{officer.id}"})
            hand.press(page, "check", "give")
        hand.press(both[APPROVER.id], "give", "done")
        second = both[SECOND_APPROVER.id]
        with second.expect_navigation() as sent:
            second.locator("button.button[value=give]").click()
        assert sent.value.status == 412
        shown = second.locator("main").inner_text()
        assert screen("forms.moved") in shown and fact("relief-approved") in shown
        assert second.locator("[name=document]").input_value() == f"批-{SECOND_APPROVER.id}"
        assert second.locator("[name=amount]").input_value() == sums["amount"]
        second.locator("button.button[value=check]").click()
        second.locator("button.button[value=give]").click()
        second.locator("[role=alert]").first.wait_for()
    assert facts(asking, case).count("relief-approved") == 1


@SCRIPT
def test_a_session_that_ends_while_somebody_types_takes_nothing_from_them(
    browser: Browser, office: Staged, asking: ByApi, script: bool
) -> None:
    """Signed in again in another window, they go on where they were, and it is recorded once."""
    case = received(asking)
    with ExitStack() as until:
        hand = ByPages(browser, office, script, until, case)
        office.settled()
        page = hand.seat(CASEWORKER)
        hand.find(page, form(case, "acceptance-refusal"))
        fill(page, {"reason": "标记理由：户籍不在本地", "document": f"不予受理 {case}"})
        office.clock.set(office.clock.now() + timedelta(hours=11))
        with page.expect_navigation() as sent:
            page.locator("button.button[value=check]").click()
        assert sent.value.status == 401
        assert "标记理由" not in page.url
        with page.expect_popup() as opened:
            page.locator("a.button").click()
        opened.value.locator(f"form[action='/demo/sign-in/{CASEWORKER.id}'] button").click()
        opened.value.wait_for_url("**/console")
        opened.value.close()
        page.locator("form button[type=submit]").last.click()
        page.locator("button.button[value=give]").wait_for()
        assert page.locator("[name=reason]").input_value() == "标记理由：户籍不在本地"
        hand.press(page, "give", "done")
    assert facts(asking, case) == ["application-submitted", "acceptance-refused"]
