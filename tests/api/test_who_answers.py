"""Whose a complaint is to answer, over HTTP: lists, next steps and the command say the same of everybody."""

from datetime import timedelta

from domain.ground.posts import Post
from tests.api.conftest import Api
from tests.api.test_desks import acts, listed
from tests.api.test_journeys import inquire, pay, to_county
from tests.api.test_next_steps import steps
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    CITY,
    COUNTY,
    MONDAY,
    SECOND_CHECKER,
    officer,
)

ANSWER = "AnswerComplaint"
WORDS = {"number": 1, "founded": False, "findings": "不属实", "evidence": ["查询-1"]}


def test_a_complaint_of_a_case_the_whole_county_worked_on_is_the_citys_to_answer(api: Api) -> None:
    """Two visited and one approved: none of the three has it on a list, the city has; the file closes."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")
    pay(api, case, "1800.00")
    api.act(CASEWORKER, case, "complaints", content="有人反映该户房屋并未受损")
    api.follow()
    fresh = officer("ap-new", Post.APPROVER, COUNTY)
    for one, free in (
        *((barred, False) for barred in (CHECKER, SECOND_CHECKER, APPROVER)),
        *((other, True) for other in (fresh, CITY)),
    ):
        assert (ANSWER in acts(listed(api, one), case)) is free, one.id
        step = steps(api, one, case, command=ANSWER)["step"]
        assert step["allowed"] is free, one.id
        if not free:
            version = api.get(CHECKER, f"/v1/cases/{case}").json()["version"]
            done = api.post(one, f"/v1/cases/{case}/complaints/answer", WORDS, version)
            assert done.status_code == 403 and "duties-not-separate" in done.text
    api.act(CITY, case, "complaints/answer", **WORDS)
    api.act(CHECKER, case, "feedback")
    api.serve(case)
    api.act(CHECKER, case, "closing", volume="卷-1")
