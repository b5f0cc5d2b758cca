"""Whole cases over HTTP: what is recorded, what each officer sees, what the ledgers say."""

from datetime import timedelta
from typing import Any

from tests.api.conftest import Api
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    READER,
    SECOND_CHECKER,
    SECOND_FINANCE,
    TOWNSHIP,
    delegation,
)
from tests.support.hardship import circumstances
from tests.support.register import appoint

VISIT: dict[str, Any] = {
    "visited_on": "2026-03-02",
    "visitors": ["cw"],
    "helpers": [{"name": "边巴"}],
    "findings": "属实",
    "signed_by_household": True,
}
CHECK = {"result": "consistent", "consent": "核授-1", "report": "核报-1"}


def to_county(api: Api, case: str) -> None:
    """The file goes up, is received and, if drawn, visited."""
    api.act(LEADER, case, "submission", files=["卷宗"])
    told = api.act(CHECKER, case, "county-receipt")
    if "spot-check-selected" in told["facts"]:
        appoint(api.service, SECOND_CHECKER)
        api.act(
            CHECKER, case, "spot-check", visitors=["ck", "ck2"], confirmed=True, findings="属实"
        )


def inquire(api: Api, case: str, amount: str) -> None:
    """核对、入户、困难情况、两级签字."""
    day = api.clock.now().date()
    api.act(CASEWORKER, case, "means-check", **CHECK)
    api.act(CASEWORKER, case, "home-visits", **VISIT | {"visited_on": str(day)})
    api.act(CASEWORKER, case, "circumstances", **circumstances(2, day))
    opinion = {"opinion": "positive", "recommended": amount, "reasons": "困难属实"}
    api.act(CASEWORKER, case, "opinion", **opinion)
    api.act(LEADER, case, "examination")


def pay(api: Api, case: str, amount: str) -> None:
    """银行发放."""
    api.act(FINANCE, case, "payments", amount=amount, source="fiscal")
    words = {"paying_bank": "虚构代理银行", "serial": "流水-1"}
    day = str(api.clock.now().date())
    api.act(SECOND_FINANCE, case, "payments/confirmation", payment=1, paid_on=day, **words)


def test_a_general_case_runs_from_application_to_archive(api: Api) -> None:
    """Every step of the general procedure has its address, and the file tells them all."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    notice = {"place": "村务公示栏", "evidence": ["照片-1"]}
    api.act(CASEWORKER, case, "public-notice", **notice)
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")
    api.act(CHECKER, case, "feedback")
    pay(api, case, "1800.00")
    api.serve(case)
    last = api.act(CHECKER, case, "closing", volume="卷-1")

    api.follow()
    page = api.get(READER, f"/v1/ledgers/county/{COUNTY}", after=last["position"]).json()
    assert [line["case"] for line in page["items"]] == [case]
    assert page["items"][0]["paid"] == "1800.00"
    assert page["totals"]["approved"] == "1800.00"
    assert page["totals"]["approved_persons"] == 2
    history = api.get(READER, f"/v1/cases/{case}/history").json()["items"]
    assert history[0]["fact"] == "application-submitted"
    assert history[-1]["after"]["stage"] == "closed"
    assert [entry["version"] for entry in history] == list(range(1, len(history) + 1))
    approval = next(entry for entry in history if entry["fact"] == "relief-approved")
    assert approval["authority"] == {
        "post": "approver",
        "division": COUNTY,
        "article": "4/2",
        "delegation": None,
        "appointment": None,
    }


def test_an_urgent_case_is_decided_by_the_township_and_countersigned(api: Api) -> None:
    """The township decides under delegation on the same day, files, and the county countersigns."""
    done = api.post(APPROVER, f"/v1/counties/{COUNTY}/delegations", delegation(number="委-1"))
    assert done.status_code == 201, done.text
    case = api.submit()
    api.act(CASEWORKER, case, "urgency", kind="fire", reason="无处居住")
    api.act(CASEWORKER, case, "acceptance", procedure="urgent")
    inquire(api, case, "2000.00")
    mine = api.get(LEADER, f"/v1/cases/{case}/next-steps").json()["mine"]
    assert "ApproveUnderDelegation" in {step["command"] for step in mine}
    api.act(LEADER, case, "delegated-approval", amount="2000.00", document="批-1")
    api.act(LEADER, case, "filing")
    api.act(APPROVER, case, "countersignature")
    pay(api, case, "2000.00")
    assert api.get(CASEWORKER, f"/v1/cases/{case}").json()["stage"] == "paid"
    api.follow()
    rows = api.get(LEADER, f"/v1/counties/{COUNTY}/delegations").json()["items"]
    assert rows[0]["townships"] == [TOWNSHIP]
    assert rows[0]["ceiling"] == "2000.00"


def test_a_lead_is_recorded_and_closed(api: Api) -> None:
    """A lead has its number, its place on the list, and its end."""
    words = {"township": TOWNSHIP, "source": "citizen", "whereabouts": "桥下"}
    done = api.post(CASEWORKER, "/v1/leads", words)
    assert done.status_code == 201, done.text
    lead = done.json()["case"]
    assert done.headers["location"] == f"/v1/leads/{lead}"
    api.follow()
    assert api.get(CASEWORKER, "/v1/leads").json()["items"][0]["lead"] == lead
    end = {"outcome": "not-in-need", "note": "已返家"}
    assert api.post(CASEWORKER, f"/v1/leads/{lead}/closing", end).status_code == 201
    api.follow()
    assert api.get(CASEWORKER, f"/v1/leads/{lead}").json()["state"] == "closed"


def test_next_steps_name_every_reason_why_not_yet(api: Api) -> None:
    """What is not lawful now says so with code, article and way out."""
    case = api.submit()
    path = f"/v1/cases/{case}/next-steps"
    told = api.get(CASEWORKER, path, command="ApproveRelief").json()
    assert "AcceptApplication" in {step["command"] for step in told["mine"]}
    approval = told["step"]
    assert not approval["allowed"]
    assert [reason["code"] for reason in approval["reasons"]] == [
        "post-not-competent",
        "out-of-order",
    ]
    assert (
        approval["reasons"][1]["article_text"] == "拉政发〔2018〕202号第十八条第（一）项第（2）目"
    )
    assert approval["if_match"]
