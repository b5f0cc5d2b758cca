"""What a page costs: as many questions to the store with few rows as with many, few beside its reads."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from domain.case.authority import Officer, Post
from relief.office import calendars, divisions, officers
from tests.api.conftest import Api
from tests.api.test_journeys import inquire, to_county
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    COUNTY,
    LEADER,
    MONDAY,
    TOWNSHIP,
    application,
    identity_number,
    officer,
)
from tests.console.test_forms import page
from tests.support.asked_of import statements
from tests.support.hardship import circumstances
from tests.support.register import appoint

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

NAMES = "丁戊己庚辛壬"


@pytest.fixture(autouse=True)
def nothing_is_looked_for_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers are looked for every other second: on a slow machine once a page, on a fast one not."""
    for one in (officers, divisions, calendars):
        monkeypatch.setattr(one, "RECHECK_SECONDS", 1e9)


def cost(ask: Callable[[], Any]) -> int:
    """Questions to the store of what was asked for once already: the fewest of three times, since a
    thread beside may ask now and then.
    """
    assert ask().status_code == 200
    found = []
    for _ in range(3):
        with statements() as asked:
            assert ask().status_code == 200
        found.append(len(asked))
    return min(found)


def of_page(api: Api, path: str, who: Officer = CASEWORKER) -> int:
    """Those of a page."""
    return cost(lambda: page(api, path, who))


def of_reads(api: Api, paths: Iterable[str], who: Officer = CASEWORKER) -> int:
    """Those of the API's questions that tell the same."""
    return sum(cost(lambda p=path: api.get(who, p)) for path in paths)  # type: ignore[misc]


def large(api: Api, serial: int) -> str:
    """A family of eight, each of another birthday."""
    members = application(serial)["members"]
    for n in range(len(NAMES)):
        id_number = identity_number(serial + 1000 + 50 * n)
        members.append({"relation": "child", "name": f"标记姓名{NAMES[n]}", "id_number": id_number})
    return api.submit(members=members)


@ONE_STORE
def test_a_list_asks_as_often_with_many_rows_as_with_one(api: Api) -> None:
    """Twelve cases on the desk, or one: the same questions, at most twice those of the API's list."""
    api.submit(serial=1)
    api.follow()
    few = of_page(api, "/console")
    for serial in range(2, 13):
        api.submit(serial=serial)
    api.follow()
    assert of_page(api, "/console") == few
    assert few <= 2 * of_reads(api, ["/v1/desk"])


@ONE_STORE
def test_the_pages_of_a_case_ask_as_often_however_long_it_is(api: Api) -> None:
    """Just received with two people, or decided with eight: each page asks the same, and little more
    than the API's answers that it is made of.
    """
    small, big = api.submit(serial=1), large(api, 3)
    api.act(CASEWORKER, small, "acceptance", procedure="general")
    api.act(CASEWORKER, big, "acceptance", procedure="general")
    far(api, big)
    api.follow()
    reads = {
        "": ("", "/next-steps"),
        "/history": ("", "/history"),
        "/history?v=2": ("", "/history"),
        "/time-limits": ("", "/time-limits"),
        "/documents": ("", "/documents"),
        "/decision": ("", "/assessment", "/hints", "/next-steps"),
    }
    costs = {}
    for follows, those in reads.items():
        few, many = (of_page(api, f"/console/cases/{case}{follows}") for case in (small, big))
        asked = [f"/v1/cases/{big}{one}" for one in those]
        costs[follows] = (few, many, of_reads(api, asked))
    assert {f: c for f, c in costs.items() if c[0] != c[1] or c[1] > c[2]} == {}, costs


def far(api: Api, case: str) -> None:
    """A case of eight, up to its approval."""
    day = api.clock.now().date()
    api.act(CASEWORKER, case, "means-check", result="consistent", consent="核授", report="核报")
    visit = {"visitors": ["cw"], "findings": "属实", "signed_by_household": True}
    api.act(
        CASEWORKER, case, "home-visits", visited_on=str(day), helpers=[{"name": "边巴"}], **visit
    )
    api.act(CASEWORKER, case, "circumstances", **circumstances(8, day))
    opinion = {"opinion": "positive", "recommended": "1800.00", "reasons": "困难属实"}
    api.act(CASEWORKER, case, "opinion", **opinion)
    api.act(LEADER, case, "examination")
    api.act(CASEWORKER, case, "public-notice", place="公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")


@ONE_STORE
def test_a_form_and_the_drafts_ask_as_often_with_many_officers_and_drafts(api: Api) -> None:
    """Two colleagues to choose from, or forty; one draft, or fifty."""
    case = api.submit()
    appoint(api.service, CASEWORKER, LEADER)
    ways = (f"/console/do/cases/{case}/home-visits", "/console/drafts")
    drafts = api.service.sign_in.drafts
    drafts.save(CASEWORKER.id, TOWNSHIP, "SubmitApplication", "n", {})
    few = [of_page(api, way, LEADER) for way in ways]
    appoint(api.service, *(officer(f"cw{n}", Post.CASEWORKER, TOWNSHIP) for n in range(40)))
    for n in range(50):
        drafts.save(f"cw{n % 40}", TOWNSHIP, "SubmitApplication", f"n{n}", {})
    assert [of_page(api, way, LEADER) for way in ways] == few


@ONE_STORE
def test_a_desk_of_a_county_asks_as_often(api: Api) -> None:
    """Whoever has the files of all townships before them."""
    ids = [api.submit(serial=serial) for serial in (1, 3)]
    for case in ids:
        api.act(CASEWORKER, case, "acceptance", procedure="general")
        inquire(api, case, "1800.00")
    api.follow()
    few = of_page(api, "/console?whose=others", APPROVER)
    for serial in range(20, 26):
        api.submit(serial=serial)
    api.follow()
    assert of_page(api, "/console?whose=others", APPROVER) == few
    assert of_page(api, f"/console?area={COUNTY}", APPROVER) <= few
