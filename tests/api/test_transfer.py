"""A file handed on to another township over HTTP: who sees it, who may do what, before and after."""

from typing import Any

import pytest

from domain.case.authority import Officer, Post
from tests.api.conftest import Api, codes
from tests.api.words import (
    CASEWORKER,
    LEADER,
    NAME,
    OTHER_TOWNSHIP,
    READER,
    STRANGE_COUNTY,
    STRANGER,
    TOWNSHIP,
    officer,
)

OFFER = {
    "township": OTHER_TOWNSHIP,
    "ground": "family-moved",
    "reasons": "申请后迁居",
    "told": "已当面告知",
}
TAKEN = {
    "village": "云杉村",
    "lives_in": OTHER_TOWNSHIP,
    "lives_in_seat": False,
    "residence": "local-hukou",
}
THIRD = officer("third", Post.CASEWORKER, "540104201")
"""A township that has nothing to do with it."""


def offered(api: Api) -> str:
    """Accepted, and offered to the other township."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "transfer", **OFFER)
    return case


def taken(api: Api) -> str:
    """And taken over there."""
    case = offered(api)
    api.act(STRANGER, case, "transfer/acceptance", **TAKEN)
    return case


def seen(api: Api, who: Officer, case: str) -> dict[str, Any]:
    """A case as an officer sees it."""
    answer = api.get(who, f"/v1/cases/{case}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def desk(api: Api, who: Officer) -> set[str]:
    """The cases on an officer's desk."""
    api.follow()
    return {one["case"] for one in api.get(who, "/v1/desk").json()["items"]}


def acts(api: Api, who: Officer, case: str) -> set[str]:
    """What an officer can do now."""
    told = api.get(who, f"/v1/cases/{case}/next-steps").json()
    return {one["command"] for one in told["mine"]}


def test_whoever_is_offered_a_file_reads_it_to_answer(api: Api) -> None:
    """On their desk, with its papers; nobody else outside sees it, and they may do nothing else."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    assert api.get(STRANGER, f"/v1/cases/{case}").status_code == 404
    api.act(CASEWORKER, case, "transfer", **OFFER)
    told = seen(api, STRANGER, case)
    assert told["transfer"] == {"number": 1, "township": OTHER_TOWNSHIP, "ground": "family-moved"}
    assert (told["township"], told["formerly"]) == (TOWNSHIP, [])
    assert acts(api, STRANGER, case) == {"TakeOverFile", "SendFileBack"}
    assert desk(api, STRANGER) == {case} and case in desk(api, CASEWORKER)
    form = api.get(STRANGER, f"/v1/cases/{case}/documents/application-form")
    assert form.status_code == 200, form.text
    asked = {"persons": told["members"][:1], "fields": ["name"], "reason": "identity-check"}
    named = api.post(STRANGER, f"/v1/cases/{case}/reveal", asked)
    assert named.status_code == 200 and NAME in named.text
    assert api.get(THIRD, f"/v1/cases/{case}").status_code == 404
    early = api.post(STRANGER, f"/v1/cases/{case}/means-check", MEANS)
    assert (early.status_code, codes(early)) == (409, ["not-taken-over"])
    own = api.post(LEADER, f"/v1/cases/{case}/transfer/acceptance", TAKEN, told["version"])
    assert codes(own) == ["not-the-receiver"]


MEANS = {"result": "consistent", "consent": "核授-1", "report": "核报-1"}


def test_what_was_taken_over_is_worked_there_and_only_read_here(api: Api) -> None:
    """The old office reads the file as it left it, and has no say; the new one has the whole."""
    case = taken(api)
    assert (desk(api, STRANGER), desk(api, CASEWORKER)) == ({case}, set())
    left = seen(api, CASEWORKER, case)
    api.act(STRANGER, case, "acceptance", procedure="general")
    now = seen(api, STRANGER, case)
    assert (now["township"], now["formerly"], now["stage"]) == (
        OTHER_TOWNSHIP,
        [TOWNSHIP],
        "accepted",
    )
    again = seen(api, CASEWORKER, case)
    assert {**again, "law": left["law"]} == left and again["stage"] == "received"
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").json()["items"]
    assert [one["fact"] for one in history] == [
        "application-submitted",
        "application-accepted",
        "file-offered",
        "file-taken-over",
    ]
    assert len(api.get(STRANGER, f"/v1/cases/{case}/history").json()["items"]) == 5
    limits = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits").json()["items"]
    assert {one["state"] for one in limits} == {"met", "ended"}
    assert "examination" in {one["limit"] for one in limits}


@pytest.mark.parametrize("below", ["next-steps", "documents", "documents/application-form"])
def test_the_old_office_gets_no_more_of_it(api: Api, below: str) -> None:
    """Neither what comes next nor its papers; nor anybody's name."""
    case = taken(api)
    assert api.get(CASEWORKER, f"/v1/cases/{case}/{below}").status_code == 404
    asked = {"persons": [], "fields": ["name"], "reason": "identity-check"}
    assert api.post(CASEWORKER, f"/v1/cases/{case}/reveal", asked).status_code == 404


def test_a_command_of_the_old_office_is_told_who_has_the_file(api: Api) -> None:
    """Whatever it is; nothing is stored."""
    case = taken(api)
    version = seen(api, STRANGER, case)["version"]
    late = api.post(CASEWORKER, f"/v1/cases/{case}/means-check", MEANS)
    assert (late.status_code, codes(late)) == (409, ["taken-over"])
    assert OTHER_TOWNSHIP in late.text
    twice = api.post(CASEWORKER, f"/v1/cases/{case}/transfer", OFFER, version)
    assert codes(twice) == ["taken-over"]
    assert seen(api, STRANGER, case)["version"] == version


def test_two_officers_at_once_do_not_take_it_twice(api: Api) -> None:
    """The second is told that the case has moved on; over the new version, that it is theirs already."""
    case = offered(api)
    second = officer("st2", Post.TOWNSHIP_LEADER, OTHER_TOWNSHIP)
    path, version = f"/v1/cases/{case}/transfer/acceptance", seen(api, STRANGER, case)["version"]
    first = api.post(STRANGER, path, TAKEN, version)
    late = api.post(second, path, TAKEN, version)
    assert (first.status_code, late.status_code, codes(late)) == (201, 412, ["version-stale"])
    once_more = api.post(second, path, TAKEN, version + 1)
    assert codes(once_more) == ["transfer-unknown"]


def test_the_letter_is_the_new_offices_and_says_from_whom_it_comes(api: Api) -> None:
    """It bears the name of the township that has the file; it is served by it."""
    case = offered(api)
    before = api.get(STRANGER, f"/v1/cases/{case}/documents/transfer-notice")
    assert before.status_code == 409
    api.act(STRANGER, case, "transfer/acceptance", **TAKEN)
    letter = api.get(STRANGER, f"/v1/cases/{case}/documents/transfer-notice")
    assert letter.status_code == 200, letter.text
    served = {
        "document": "transfer-notice",
        "sha256": letter.headers["Relief-Document-SHA256"],
        "manner": "direct",
        "served_on": "applicant",
        "delivered_on": "2026-03-02",
        "receipt": "HZ-1",
    }
    done = api.act(STRANGER, case, "documents", **served)
    assert done["facts"] == ["document-served"]


def test_lists_and_ledgers_go_with_the_file(api: Api) -> None:
    """A line of the new township's and county's register, and none of the old ones'."""
    case = taken(api)
    api.follow()

    def lines(who: Officer, path: str) -> list[str]:
        return [one["case"] for one in api.get(who, path).json()["items"]]

    assert lines(STRANGER, f"/v1/ledgers/township/{OTHER_TOWNSHIP}") == [case]
    assert lines(STRANGE_COUNTY, f"/v1/ledgers/county/{OTHER_TOWNSHIP[:6]}") == [case]
    assert lines(CASEWORKER, f"/v1/ledgers/township/{TOWNSHIP}") == []
    assert lines(READER, f"/v1/ledgers/township/{TOWNSHIP}") == []


def test_a_wrong_township_is_told_and_nothing_is_stored(api: Api) -> None:
    """Unknown, the same, another city's, no township at all."""
    case = api.submit()
    path = f"/v1/cases/{case}/transfer"
    for township, code in (
        ("540104999", "division-unknown"),
        (TOWNSHIP, "field-invalid"),
        ("650102002", "field-invalid"),
        ("5401", "division-unknown"),
    ):
        answer = api.post(CASEWORKER, path, {**OFFER, "township": township}, 1)
        assert (answer.status_code, codes(answer)) == (422, [code]), township
    assert seen(api, CASEWORKER, case)["version"] == 1
