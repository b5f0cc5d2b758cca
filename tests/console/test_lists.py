"""Lists beside the desk: what the API lists, in words; a pile received; cases found by three ways."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from domain.case.authority import Post
from tests.api.conftest import Api
from tests.api.test_journeys import inquire
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    FINANCE,
    LEADER,
    MONDAY,
    NAME,
    PHONE,
    STRANGER,
    TOWNSHIP,
    application,
    identity_number,
    officer,
)
from tests.console.read import read
from tests.console.test_forms import page
from tests.words.judged import english

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
KNOWN = {"cw", "ld", "ck", "ck2", "ap", "fi", "fi2", "au"}
AUDIT = officer("au", Post.AUDIT_ADMIN, "5401")
LISTS = {
    "/console/notices": CASEWORKER,
    "/console/leads": CASEWORKER,
    "/console/leads?state=closed": CASEWORKER,
    "/console/load": LEADER,
    "/console/pile": CHECKER,
    "/console/paying": FINANCE,
    "/console/search": CASEWORKER,
    "/console/looks": AUDIT,
}


def post(api: Api, path: str, who: Any = CASEWORKER, **typed: Any) -> Any:
    """What a form sends."""
    return api.http.post(path, data=typed, headers=api.headers(who), follow_redirects=False)


def submitted(api: Api, **changes: Any) -> str:
    """A case that its township sent up."""
    case = api.submit(**changes)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    api.act(LEADER, case, "submission", files=["卷宗"])
    return case


@ONE_STORE
def test_every_list_is_in_chinese_and_names_nobody(api: Api) -> None:
    """Empty and after a whole case; whoever holds other posts is refused where a list is of posts."""
    api.submit()
    api.follow()
    for turn in range(2):
        for path, who in LISTS.items():
            shown = page(api, path, who)
            assert shown.status_code == 200, (path, shown.text)
            found = read(shown.text)
            cases = {text for text in found.texts if text.startswith(TOWNSHIP)}
            wrong = [text for text in found.texts if english(text, KNOWN | cases)]
            assert not wrong and NAME not in shown.text, (path, wrong)
            assert len(found.ids) == len(set(found.ids)), path
        if not turn:
            submitted(api, serial=5)
            api.follow()
    for path in ("/console/load", "/console/pile", "/console/paying", "/console/looks"):
        assert page(api, path, CASEWORKER).status_code == 403, path


@ONE_STORE
def test_boards_show_what_the_api_lists(api: Api) -> None:
    """Notices and leads line for line, and how much lies with each officer."""
    told = {"township": TOWNSHIP, "source": "citizen", "whereabouts": "村口"}
    lead = api.post(CASEWORKER, "/v1/leads", told).json()["case"]
    general(api)
    api.follow()
    for item in api.get(CASEWORKER, "/v1/public-notices").json()["items"]:
        shown = read(page(api, "/console/notices").text)
        assert f"/console/cases/{item['case']}" in shown.links and item["amount"] in shown.texts
    assert f"/console/do/leads/{lead}/closing" in read(page(api, "/console/leads").text).links
    loads = api.get(LEADER, "/v1/office-load").json()["items"]
    texts = read(page(api, "/console/load", LEADER).text).texts
    assert str(sum(one["total"] for one in loads)) in texts


@ONE_STORE
def test_a_case_is_found_by_number_by_village_and_sign_and_by_identity(api: Api) -> None:
    """Each leads to the case; elsewhere, without a reason, or with another sign nothing is found."""
    case, path = api.submit(), "/console/search"
    api.follow()
    number = page(api, f"{path}?case={case.lower()}")
    assert number.status_code == 303 and number.headers["location"] == f"/console/cases/{case}"
    assert page(api, f"{path}?case=nothing").status_code == 404
    way = f"/console/cases/{case}"
    village = application()["village"]
    named = post(api, path, village=village, name=NAME)
    listed = named.text.partition("<table")[2].partition("</table")[0]
    assert way in read(named.text).links and NAME not in listed
    assert way not in read(post(api, path, village=village, name="另").text).links
    assert way not in read(post(api, path, STRANGER, village=village, name=NAME).text).links
    asked = {"by": "person", "id_number": identity_number(), "reason": "inquiry"}
    assert way in read(post(api, path, **asked).text).links
    assert way not in read(post(api, path, STRANGER, **asked).text).links
    lacking = post(api, path, **{**asked, "reason": ""})
    assert lacking.status_code == 422 and identity_number() not in lacking.text
    assert "text/html" in lacking.headers["content-type"]


@ONE_STORE
def test_a_pile_is_received_at_once_and_each_by_itself(api: Api) -> None:
    """What waits is ticked and received; sent again nothing more comes of it; what fits not is told."""
    cases = [submitted(api)]
    api.follow()
    path = "/console/pile"
    shown = read(page(api, path, CHECKER).text)
    ticked = [
        t["value"]
        for tag, t in shown.tags
        if (tag, t.get("name"), "value" in t) == ("input", "case", True)
    ]
    assert {*cases} <= {*ticked}
    key = dict(shown.forms[-1].fields)["_key"]
    done = post(api, path, CHECKER, _key=key, case=cases)
    assert done.status_code == 200 and f"已收件{len(cases)}件" in unescape(done.text)
    for case in cases:
        assert api.get(CHECKER, f"/v1/cases/{case}").json()["stage"] == "under-county"
    again = post(api, path, CHECKER, _key=key, case=cases)
    assert f"已收件{len(cases)}件" in unescape(again.text)
    other = post(api, path, CHECKER, _key="page-other", case=cases)
    assert "以下案件没有收件" in unescape(other.text)


@ONE_STORE
def test_clear_values_are_shown_for_a_reason_that_is_kept(api: Api) -> None:
    """Those asked for and no others, with who looked; without a reason, or elsewhere, none at all."""
    case = api.submit()
    path = f"/console/cases/{case}/reveal"
    assert path in read(page(api, f"/console/cases/{case}").text).links
    before = len(api.service.looks.log.page(size=500))
    typed = {"fields": "phone", "reason": "contact-family"}
    told = post(api, path, **typed)
    assert told.status_code == 200 and PHONE in told.text and NAME not in told.text
    assert len(api.service.looks.log.page(size=500)) > before
    assert not [one for one in read(told.text).texts if english(one, KNOWN | {case})]
    lacking = post(api, path, fields="phone")
    assert lacking.status_code == 422 and PHONE not in lacking.text
    explained = post(api, path, **{**typed, "reason": "other"})
    assert explained.status_code == 422 and PHONE not in explained.text
    assert post(api, path, STRANGER, **typed).status_code == 404


@ONE_STORE
def test_money_and_notice_of_a_case_say_what_is_on_record(api: Api) -> None:
    """What was approved and paid, by masked account; the notice and its files; elsewhere nothing."""
    general(api)
    api.follow()
    items = api.get(CASEWORKER, f"/v1/ledgers/township/{TOWNSHIP}").json()["items"]
    for one in items:
        case = one["case"]
        money = page(api, f"/console/cases/{case}/money", APPROVER)
        assert money.status_code == 200 and one["approved"] in money.text
        notice = page(api, f"/console/cases/{case}/notice?photos=yes")
        assert notice.status_code == 200
        files = api.get(CASEWORKER, f"/v1/cases/{case}/evidence").json()["items"]
        assert all(file["href"] in notice.text for file in files)
        for follows in ("money", "notice"):
            assert page(api, f"/console/cases/{case}/{follows}", STRANGER).status_code == 404
