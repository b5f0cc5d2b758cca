"""Facts that come late, over HTTP: what was received in time counts, what came after is a complaint."""

from datetime import timedelta

from tests.api.conftest import Api
from tests.api.test_journeys import CHECK, VISIT, inquire, to_county
from tests.api.test_revision import OTHER, general, seen
from tests.api.words import APPROVER, CASEWORKER, CHECKER, LEADER, MONDAY
from tests.support.hardship import circumstances
from tests.support.register import appoint

LAST = (MONDAY + timedelta(days=7)).date().isoformat()


def test_a_second_neighbour_and_a_letter_from_the_box_are_heard_over_http(api: Api) -> None:
    """Both stand open beside each other; the third, after the notice, is told its way."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.act(CASEWORKER, case, "objections", content="另有房屋")
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "objections", content="另有存款", received_on=LAST)
    now = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    assert now["objections"] == [None, None]
    late = api.post(CASEWORKER, f"/v1/cases/{case}/objections", {"content": "另有车辆"})
    assert late.status_code == 422, late.text
    (told,) = late.json()["errors"]
    assert told["code"] == "objection-late" and "举报" in told["way_out"]
    api.act(CASEWORKER, case, "complaints", content="另有车辆")
    for number in (2, 1):
        words = {"number": number, "outcome": "unfounded", "findings": "查无此事"}
        api.act(LEADER, case, "objections/resolution", **words)
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    appoint(api.service, OTHER)
    found = {"findings": "查无车辆", "evidence": ["车管所-1"]}
    api.act(OTHER, case, "complaints/answer", number=1, founded=False, **found)
    assert api.get(CHECKER, f"/v1/cases/{case}").json()["complaints"] == [False]


def test_a_death_learnt_after_the_order_is_recorded_over_http(api: Api) -> None:
    """It is on record while the order is out, with the day it happened (C19)."""
    case = general(api)
    member = api.get(CASEWORKER, f"/v1/cases/{case}").json()["members"][-1]
    died = (MONDAY + timedelta(days=13)).date().isoformat()
    told = api.act(CASEWORKER, case, "deaths", person=member, died_on=died)
    assert told["facts"] == ["member-died", "death-known", "persons-parted", "persons-parted"]


def test_a_check_in_doubt_stops_the_approval_over_http(api: Api) -> None:
    """Not verifiable: the county is told so, and approves once the caseworker found how it is."""
    case = general_in_doubt(api)
    words = {"amount": "1800.00", "document": "批-1"}
    refused = api.post(APPROVER, f"/v1/cases/{case}/approval", words, seen(api, case))
    assert refused.status_code == 409, refused.text
    assert [one["code"] for one in refused.json()["errors"]] == ["doubt-open"]
    found = {"findings": "单位函证属实", "evidence": ["函证-1"]}
    api.act(CASEWORKER, case, "doubts", doubt="means-check-not-verifiable", **found)
    api.act(APPROVER, case, "approval", **words)


def general_in_doubt(api: Api) -> str:
    """A case of the general procedure at the county, its means not verifiable."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "means-check", **CHECK | {"result": "not-verifiable"})
    api.act(CASEWORKER, case, "home-visits", **VISIT)
    api.act(CASEWORKER, case, "circumstances", **circumstances(2, MONDAY.date()))
    opinion = {"opinion": "positive", "recommended": "1800.00", "reasons": "困难属实"}
    api.act(CASEWORKER, case, "opinion", **opinion)
    api.act(LEADER, case, "examination")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    return case
