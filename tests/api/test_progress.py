"""进度 over HTTP: whoever has number and code is told how the case stands, and nothing else (A27)."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from relief.api.app import create_app
from relief.api.desk import ASK_BURST
from relief.people.slips import ALPHABET, SlipCodes
from tests.api import paperwork as w
from tests.api.conftest import Api, codes
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.test_logs import MARKED
from tests.api.words import CASEWORKER, MONDAY, PAPERS

CODE = re.compile(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


def printed(api: Api, case: str) -> str:
    """The code on the slip."""
    said = w.text(w.get(api, CASEWORKER, case, "progress-slip", format="docx"))
    assert case in said
    (found,) = CODE.findall(said)
    return str(found)


def ask(api: Api, number: str, code: str) -> httpx.Response:
    """Whoever holds a slip asks, without signing in."""
    return api.http.post("/v1/progress", json={"number": number, "code": code})


@pytest.mark.article("27")
def test_whoever_has_the_slip_is_told_how_far_the_case_has_come(api: Api) -> None:
    """In plain Chinese, with its days and what it waits for; spoken or written, the code fits."""
    case = api.submit(materials=PAPERS[:3])
    code = printed(api, case)
    first = ask(api, case, code)
    assert first.status_code == 200, first.text
    told: dict[str, Any] = first.json()
    assert told == {
        "progress": "已经收到申请，正在审查材料",
        "applied_on": "2026-03-02",
        "accepted_on": None,
        "decided_on": None,
        "closed_on": None,
        "awaited": ["等待办理机关办理"],
    }
    words = {"missing": PAPERS[3:], "document": "补正-1"}
    api.act(CASEWORKER, case, "deficiency-notice", **words)
    lacking = ask(api, case.lower(), f" {code.lower().replace('-', ' ')} ").json()
    assert lacking["progress"] == "材料不齐，等待补交"
    assert "等待申请人办理" in lacking["awaited"]


def test_a_decision_waits_to_be_collected_and_no_sum_or_ground_is_said(api: Api) -> None:
    """What was decided stands in the letter."""
    case = w.refused(api)
    told = ask(api, case, printed(api, case)).json()
    assert told["progress"] == "已经作出决定，请领取告知书"
    assert told["decided_on"] == "2026-03-02" and "有文书等待领取" in told["awaited"]
    assert not [mark for mark in (*MARKED, w.REASON, w.GROUND) if mark in str(told)]
    api.serve(case)
    assert "有文书等待领取" not in ask(api, case, printed(api, case)).json()["awaited"]


def test_a_wrong_code_and_a_number_nobody_has_are_answered_alike(api: Api) -> None:
    """And neither is said again, in the answer or in the log."""
    case = api.submit()
    code = printed(api, case)
    other = api.submit()
    nobody = f"{case[:-6]}ZZZZZZ"
    unborn = SlipCodes(api.service.master).of(nobody, 0)
    asked = (
        *((case, "2345-ABCD"), (other, code), (nobody, code), (nobody, unborn)),
        *(("../history", code), ("案件", "码"), ("", "")),
    )
    answers = [ask(api, *one) for one in asked]
    assert {one.status_code for one in answers} == {404}
    bodies = [one.json() for one in answers]
    for body in bodies:
        body.pop("instance", None)
    assert all(body["errors"] == bodies[0]["errors"] for body in bodies)
    assert codes(answers[0]) == ["progress-unknown"]
    assert not any(code in one.text or case in one.text for one in answers)
    assert code not in api.log.getvalue() and "2345-ABCD" not in api.log.getvalue()


def test_a_new_slip_ends_the_old_one_and_no_fact_holds_a_code(api: Api) -> None:
    """Lost or seen by others: the old code tells nothing any more."""
    case = api.submit()
    old = printed(api, case)
    api.act(CASEWORKER, case, "slip", reason="凭条遗失")
    new = printed(api, case)
    assert old != new
    assert (ask(api, case, old).status_code, ask(api, case, new).status_code) == (404, 200)
    facts = json.dumps(api.get(CASEWORKER, f"/v1/cases/{case}/history").json())
    assert not any(one.replace("-", "") in facts or one in facts for one in (old, new))


@ONE_STORE
def test_who_tries_codes_for_one_case_waits_longer_each_time(api: Api) -> None:
    """As with passwords: from the third on, for that case and client, whether or not it is there."""
    case = api.submit()
    code, nobody = printed(api, case), f"{case[:-6]}ZZZZZZ"
    for number in (case, nobody):
        for _ in range(3):
            assert ask(api, number, "2345-ABCD").status_code == 404
        closed = ask(api, number, "2345-ABCD")
        assert (closed.status_code, closed.headers["retry-after"]) == (429, "2")
    api.clock.set(api.clock.now() + timedelta(seconds=3))
    assert ask(api, case, code).status_code == 200
    assert ask(api, case, "2345-ABCD").status_code == 404


@ONE_STORE
def test_whoever_guesses_waits(api: Api) -> None:
    """Some thirty questions at once of one client, then one every two seconds."""
    case = api.submit()
    code = printed(api, case)
    api.service.settings = replace(api.service.settings, address_rate=200.0)
    with TestClient(create_app(api.service)) as http:
        told = [
            http.post("/v1/progress", json={"number": f"{case}{n}", "code": "2345-ABCD"})
            for n in range(ASK_BURST)
        ]
        last = http.post("/v1/progress", json={"number": case, "code": code})
    assert {one.status_code for one in told} == {404}
    assert (last.status_code, last.headers["retry-after"]) == (429, "2")


@ONE_STORE
def test_a_slip_stays_good_to_the_end_of_the_file(api: Api) -> None:
    """A case that is over says so, with its day."""
    case = api.submit()
    code = printed(api, case)
    api.clock.set(MONDAY + timedelta(days=1))
    api.act(CASEWORKER, case, "withdrawal", reason="不再需要")
    told = ask(api, case, code).json()
    assert (told["progress"], told["closed_on"]) == ("已经办结", "2026-03-03")
    assert told["awaited"] == []
