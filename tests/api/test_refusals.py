"""Requests that are not carried out: the right code, article and way out, and nothing stored."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from adapters.identity.tokens import issue
from tests.api.conftest import Api, codes
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    NAME,
    OTHER_TOWNSHIP,
    PAPERS,
    STRANGE_COUNTY,
    STRANGER,
    TOWNSHIP,
    application,
    identity_number,
)
from tests.support.hardship import circumstances

NOTICE: dict[str, Any] = {"missing": ["hardship-proof"], "document": "告知-1"}


def test_the_same_request_again_is_answered_by_the_first_receipt(api: Api) -> None:
    """A repeated id does nothing twice; with another payload it is refused."""
    first = api.post(CASEWORKER, "/v1/cases", application(), key="same")
    again = api.post(CASEWORKER, "/v1/cases", application(), key="same")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "repeated": True}
    before = api.position()
    other = api.post(CASEWORKER, "/v1/cases", application(village="青稞村"), key="same")
    assert (other.status_code, codes(other)) == (422, ["idempotency-key-reused"])
    assert api.position() == before


def test_a_command_out_of_order_says_where_the_case_stands(api: Api) -> None:
    """Signing before acceptance: conflict with the course of the case, its article, its way out."""
    case = api.submit()
    before = api.position()
    body = {"opinion": "positive", "recommended": "1.00", "reasons": "x"}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/opinion", body)
    assert (refused.status_code, codes(refused)) == (409, ["out-of-order"])
    error = refused.json()["errors"][0]
    assert error["facts"]["stage"] == "received"
    assert "已收件" in error["message"]
    assert error["article_text"] == "拉政发〔2018〕202号第十八条第（一）项第（1）目"
    assert api.position() == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_plain_field_takes_no_number_of_a_person(api: Api) -> None:
    """The field is named, what was found in it, and the way out; the number is not repeated."""
    case = api.submit(materials=[one for one in PAPERS if one != "hardship-proof"])
    body = {"missing": ["hardship-proof"], "document": f"告知 {identity_number()}"}
    before = api.position()
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/deficiency-notice", body)
    assert (refused.status_code, set(codes(refused))) == (422, {"personal-number"})
    (error,) = (one for one in refused.json()["errors"] if one["code"] == "personal-number")
    assert error["message"] == "“文号”不加密保存，不得含有公民身份号码。"
    assert "编号" in error["way_out"] and error["field"] == "document"
    assert identity_number() not in refused.text and api.position() == before


def test_decisions_are_taken_over_the_version_seen(api: Api) -> None:
    """Without a version 428, over an old one 412, over a malformed one 400."""
    case = api.submit()
    body = {"reason": "不属本地", "document": "不予-1"}
    path = f"/v1/cases/{case}/acceptance-refusal"
    missing = api.post(CASEWORKER, path, body)
    assert (missing.status_code, codes(missing)) == (428, ["if-match-missing"])
    stale = api.post(CASEWORKER, path, body, version=7)
    assert (stale.status_code, codes(stale)) == (412, ["version-stale"])
    assert stale.json()["errors"][0]["facts"] == {"seen": "7", "version": "1"}
    for wrong in ("*", "1", 'W/"1"', '"1", "2"'):
        headers = api.headers(CASEWORKER, Idempotency_Key=f"w{wrong}".replace(" ", ""))
        refused = api.http.post(path, json=body, headers={**headers, "If-Match": wrong})
        assert (refused.status_code, codes(refused)) == (400, ["if-match-invalid"])
    assert api.post(CASEWORKER, path, body, version=1).status_code == 201


def test_an_optional_version_counts_where_it_is_given(api: Api) -> None:
    """A caseworker who says what they saw is told when it is old."""
    case = api.submit()
    refused = api.post(
        CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"}, version=3
    )
    assert refused.status_code == 412


def test_a_case_elsewhere_reads_like_one_that_does_not_exist(api: Api) -> None:
    """Same status and same body for reads and writes, but for the number of the request."""
    case = api.submit()
    nowhere = f"{TOWNSHIP}-20260302-ZZZZZZ"
    for stranger in (STRANGER, STRANGE_COUNTY):
        for path in ("", "/history", "/next-steps"):
            there = api.get(stranger, f"/v1/cases/{case}{path}")
            none = api.get(stranger, f"/v1/cases/{nowhere}{path}")
            assert there.status_code == none.status_code == 404
            assert _unnumbered(there.json()) == _unnumbered(none.json())
        there = api.post(stranger, f"/v1/cases/{case}/acceptance", {"procedure": "general"})
        none = api.post(stranger, f"/v1/cases/{nowhere}/acceptance", {"procedure": "general"})
        assert there.status_code == none.status_code == 404
        assert _unnumbered(there.json()) == _unnumbered(none.json())
        assert there.headers.keys() == none.headers.keys()
    assert api.get(CASEWORKER, f"/v1/cases/{case}").status_code == 200


def test_a_stranger_with_an_old_version_learns_nothing_either(api: Api) -> None:
    """Territory is asked before the version."""
    case = api.submit()
    body = {"reason": "x", "document": "y"}
    answer = api.post(STRANGER, f"/v1/cases/{case}/acceptance-refusal", body, version=9)
    assert (answer.status_code, codes(answer)) == (404, ["case-unknown"])


def _unnumbered(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in problem.items() if name != "instance"}


def test_an_application_for_another_township_is_forbidden(api: Api) -> None:
    """Townships are no secret: here the refusal may say why."""
    body = application(township=OTHER_TOWNSHIP, lives_in=OTHER_TOWNSHIP)
    refused = api.post(CASEWORKER, "/v1/cases", body)
    assert (refused.status_code, codes(refused)) == (403, ["out-of-jurisdiction"])
    assert refused.json()["errors"][0]["pointer"] == "/township"


def test_posts_and_duties_are_kept_apart(api: Api) -> None:
    """A post without the power, and a person who already acted, are refused with the article."""
    case = api.submit()
    body = {"procedure": "general"}
    refused = api.post(FINANCE, f"/v1/cases/{case}/acceptance", body)
    assert (refused.status_code, codes(refused)) == (403, ["post-not-competent"])
    assert "经办人" in refused.json()["detail"]


def test_a_wrong_token_opens_nothing(api: Api) -> None:
    """Neither nothing nor nonsense is an officer."""
    for token in ("", "x", "relief1.e30.AAAA", "relief1..", "relief2.a.b", "x" * 5000):
        refused = api.http.get("/v1/leads", headers={"Authorization": f"Bearer {token}"})
        assert (refused.status_code, codes(refused)) == (401, ["unauthenticated"])
        assert refused.headers["www-authenticate"].startswith("Bearer")
    assert api.http.get("/v1/leads").status_code == 401


def test_an_altered_or_expired_token_opens_nothing(api: Api) -> None:
    """One sign changed, or one second too late."""
    api.follow()
    good = api.token(CASEWORKER)
    form, payload, mac = good.split(".")
    altered = ".".join((form, payload[:-2] + ("AA" if payload[-2:] != "AA" else "BB"), mac))
    refused = api.http.get("/v1/leads", headers={"Authorization": f"Bearer {altered}"})
    assert codes(refused) == ["unauthenticated"]
    short = issue(api.service.settings.token_key, CASEWORKER, MONDAY, timedelta(minutes=5))
    bearer = {"Authorization": f"Bearer {short}"}
    assert api.http.get("/v1/leads", headers=bearer).status_code == 200
    api.clock.set(MONDAY + timedelta(minutes=5))
    late = api.http.get("/v1/leads", headers=bearer)
    assert (late.status_code, codes(late)) == (401, ["token-expired"])


def test_two_officers_racing_leave_one_acceptance(api: Api) -> None:
    """Of two commands at once one is recorded; the other is told what is so now."""
    case = api.submit()
    before = api.position()
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(
                lambda n: api.post(
                    CASEWORKER,
                    f"/v1/cases/{case}/acceptance",
                    {"procedure": "general"},
                    key=f"race-{n}",
                ),
                range(8),
            )
        )
    assert sorted(a.status_code for a in answers) == [201] + [409] * 7
    assert api.position() == before + 1


def test_one_request_sent_many_times_at_once_is_done_once(api: Api) -> None:
    """A client that retries too eagerly gets one receipt, many times."""
    api.submit(serial=9)
    before = api.position()
    with ThreadPoolExecutor(6) as threads:
        answers = list(
            threads.map(
                lambda _: api.post(CASEWORKER, "/v1/cases", application(), key="eager"), range(6)
            )
        )
    assert {a.status_code for a in answers} <= {200, 201}
    assert len({a.json()["case"] for a in answers}) == 1
    listed = len(application()["members"])
    assert api.position() == before + 1 + listed


def test_unknown_addresses_and_methods_are_problems_too(api: Api) -> None:
    """404 and 405 speak the same language as everything else."""
    missing = api.get(CASEWORKER, "/v1/nothing")
    assert (missing.status_code, codes(missing)) == (404, ["not-found"])
    wrong = api.http.delete("/v1/cases", headers=api.headers(CASEWORKER))
    assert (wrong.status_code, codes(wrong)) == (405, ["method-not-allowed"])
    assert wrong.headers["allow"] == "POST"
    assert wrong.headers["content-type"] == "application/problem+json"


def test_a_failure_inside_tells_nothing_but_the_number_of_the_request(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No trace, no statement, no value: the log has the place, the answer has the number."""

    def fail(_: object) -> None:
        raise RuntimeError(f"INSERT INTO x VALUES ({NAME})")

    monkeypatch.setattr(api.service.office, "execute", fail)
    answer = api.post(CASEWORKER, "/v1/cases", application())
    assert (answer.status_code, codes(answer)) == (500, ["internal-error"])
    assert "INSERT" not in answer.text
    assert NAME not in answer.text
    assert NAME not in api.log.getvalue()
    failed = next(line for line in api.lines() if line["event"] == "request failed")
    assert failed["exception"][0]["type"] == "builtins.RuntimeError"
    assert answer.headers["x-request-id"] == failed["request_id"]


def test_a_store_that_is_away_asks_to_come_back(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with a time to retry; the same key makes that safe."""
    from adapters.store.errors import OutcomeUnknown

    def lost(_: object) -> None:
        raise OutcomeUnknown("connection to 10.0.0.1 lost")

    monkeypatch.setattr(api.service.office, "execute", lost)
    answer = api.post(CASEWORKER, "/v1/cases", application())
    assert (answer.status_code, codes(answer)) == (503, ["store-unavailable"])
    assert int(answer.headers["retry-after"]) > 0
    assert "10.0.0.1" not in answer.text


def test_deficiencies_told_wrongly_say_what_is_missing(api: Api) -> None:
    """The refusal names what should have been told."""
    papers = [p for p in application()["materials"] if p != "identity-card"]
    case = api.submit(materials=papers)
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/deficiency-notice", NOTICE)
    assert refused.status_code == 422
    assert "身份证" in refused.json()["errors"][0]["message"]


def test_a_number_that_could_be_none_is_not_found(api: Api) -> None:
    """What is not written like a case number names no case."""
    for number in ("x", "540121190106050017", "..%2f", "%00"):
        assert api.get(CASEWORKER, f"/v1/cases/{number}").status_code == 404


def test_if_match_is_refused_where_there_is_no_case(api: Api) -> None:
    """A precondition that nobody checks is not silently dropped."""
    words = {"number": "x", "document": "y"}
    refused = api.post(APPROVER, f"/v1/counties/{COUNTY}/delegations/revocation", words, version=1)
    assert (refused.status_code, codes(refused)) == (400, ["if-match-invalid"])


def test_duties_cannot_be_joined_in_one_person(api: Api) -> None:
    """Whoever signed as caseworker does not complete the examination."""
    from domain.case.authority import Officer, Post

    both = Officer("both", frozenset({Post.CASEWORKER, Post.TOWNSHIP_LEADER}), TOWNSHIP)
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "means-check", result="consistent", consent="a", report="b")
    visit: dict[str, Any] = {"visited_on": "2026-03-02", "visitors": ["cw"], "findings": "x"}
    visit |= {"helpers": [{"name": "边巴"}]}
    api.act(CASEWORKER, case, "home-visits", **visit, signed_by_household=True)
    api.act(CASEWORKER, case, "circumstances", **circumstances(2, MONDAY.date()))
    api.act(both, case, "opinion", opinion="positive", recommended="10.00", reasons="x")
    refused = api.post(both, f"/v1/cases/{case}/examination", {}, version=6)
    assert (refused.status_code, codes(refused)) == (403, ["duties-not-separate"])
    assert "签署审核意见" in refused.json()["detail"]
    assert api.post(LEADER, f"/v1/cases/{case}/examination", {}, version=6).status_code == 201
    assert api.get(CHECKER, f"/v1/cases/{case}").json()["stage"] == "examined"
