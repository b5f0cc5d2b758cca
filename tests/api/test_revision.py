"""A second life of decisions over HTTP: taken back, changed, proposed once paid; what people then see."""

from datetime import timedelta

from domain.ground.posts import Post
from tests.api.conftest import Api
from tests.api.test_journeys import inquire, pay, to_county
from tests.api.words import APPROVER, CASEWORKER, CHECKER, COUNTY, FINANCE, MONDAY, officer
from tests.support.register import appoint

OTHER = officer("ap2", Post.APPROVER, COUNTY)
WHY = {"ground": "facts-wrong", "reasons": "房屋不属于该户", "evidence": ["产权查询-1"]}


def general(api: Api) -> str:
    """A case of the general procedure, approved."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")
    return case


def test_an_approval_taken_back_over_http_shows_what_stood(api: Api) -> None:
    """By another approver, over the version seen; the file and its letter tell it."""
    appoint(api.service, OTHER)
    case = general(api)
    own = api.post(
        APPROVER, f"/v1/cases/{case}/revocation", {**WHY, "document": "撤-1"}, seen(api, case)
    )
    assert own.status_code == 403, own.text
    told = api.act(OTHER, case, "revocation", document="撤-1", **WHY)
    assert told["facts"][0] == "decision-revoked"
    now = api.get(CHECKER, f"/v1/cases/{case}").json()
    assert (now["stage"], now["approval"], now["approved"]) == ("under-county", None, None)
    history = api.get(CHECKER, f"/v1/cases/{case}/history").json()["items"]
    (line,) = (one for one in history if one["fact"] == "decision-revoked")
    assert line["fields"]["stood"] == "approval" and line["fields"]["reasons"] != WHY["reasons"]
    letter = api.get(CHECKER, f"/v1/cases/{case}/documents/decision-revocation")
    assert letter.status_code == 200, letter.text


def test_a_paid_sum_lowered_by_two_is_a_debt_everybody_sees(api: Api) -> None:
    """The open proposal stands in the case; the file is not closed with what is owed."""
    appoint(api.service, OTHER)
    case = general(api)
    pay(api, case, "1800.00")
    api.act(CHECKER, case, "revisions", amount="1000.00", **WHY)
    asked = api.get(APPROVER, f"/v1/cases/{case}").json()["proposal"]
    assert (asked["number"], asked["amount"]) == (1, "1000.00")
    words = {"proposal": 1, "reasons": "查证属实", "document": "变-1"}
    api.act(OTHER, case, "revisions/approval", **words)
    now = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    assert (now["stage"], now["paid"], now["debt"]) == ("paid", "1800.00", "800.00")
    api.act(CHECKER, case, "feedback")
    closed = api.post(CHECKER, f"/v1/cases/{case}/closing", {"volume": "卷-1"}, seen(api, case))
    assert closed.status_code == 409
    codes = [one["code"] for one in closed.json()["errors"]]
    assert codes == ["decision-not-served", "debt-open"]


def test_no_checker_alone_has_a_court_s_sum_paid(api: Api) -> None:
    """Above the caps it is not even entered; entered, it is held until an approver confirmed it."""
    appoint(api.service, OTHER)
    case = general(api)
    court = {
        "by": "court",
        "result": "changed",
        "amount": "90000.00",
        "document": "行终-1",
        "given_on": str((MONDAY + timedelta(days=14)).date()),
        "reasons": "判决变更",
    }
    above = api.post(CHECKER, f"/v1/cases/{case}/reviews", court, seen(api, case))
    assert above.status_code == 422, above.text
    assert [one["code"] for one in above.json()["errors"]] == ["review-above-cap"], above.text
    api.act(CHECKER, case, "reviews", **court, ordered=True)
    order = {"amount": "90000.00", "source": "fiscal"}
    held = api.post(FINANCE, f"/v1/cases/{case}/payments", order, seen(api, case))
    assert [one["code"] for one in held.json()["errors"]][:1] == ["review-unconfirmed"]
    words = {"proposal": 1, "reasons": "与判决书一致", "document": "变-1"}
    own = api.post(CHECKER, f"/v1/cases/{case}/revisions/approval", words, seen(api, case))
    assert own.status_code == 403
    api.act(OTHER, case, "revisions/approval", **words)
    now = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    assert now["approved"] == "90000.00"


def seen(api: Api, case: str) -> int:
    """The version of a case now."""
    return int(api.get(CHECKER, f"/v1/cases/{case}").json()["version"])
