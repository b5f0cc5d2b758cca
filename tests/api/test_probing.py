"""Numbers tried out: who asks for many is slowed and told of, and each stands in the log by a mark."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from domain.case.authority import Officer
from domain.ground.access import Act
from domain.ground.identity import check_digit
from domain.ground.refusal import Code, Refused, reason
from relief.people.probing import FREE, FREE_ALIKE, FREE_ENTERED, Probing
from tests.api.conftest import Api, codes
from tests.api.test_hints import alone
from tests.api.test_looks import AUDIT, SECURITY
from tests.api.words import CASEWORKER, LEADER, application, identity_number
from tests.support.register import appoint

KNOWN = 181
"""The number the caseworker of the story wants to hit."""


def search(api: Api, number: str, officer: Officer = CASEWORKER) -> httpx.Response:
    """Ask who has a number."""
    body = {"id_number": number, "reason": "identity-check"}
    return api.post(officer, "/v1/person-search", body)


def of_day(serial: int, day: date = date(1901, 6, 5)) -> str:
    """A valid number of somebody born on a day."""
    first17 = f"540121{day:%Y%m%d}{serial:03d}"
    return first17 + check_digit(first17)


def looks(api: Api) -> list[dict[str, Any]]:
    """The newest looks, as the audit administrator reads them."""
    found: list[dict[str, Any]] = api.get(AUDIT, "/v1/access-log", limit=200).json()["items"]
    return found


def test_who_tries_all_numbers_of_a_birthday_is_slowed_and_told_of(api: Api) -> None:
    """After five, each further one costs twice the wait; a day does not get them through (P19)."""
    api.submit()
    answered = 0
    for serial in range(1, KNOWN):
        told = search(api, of_day(serial + 10))
        answered += told.status_code == 200
        assert told.status_code in (200, 429)
    assert answered == FREE_ALIKE
    assert codes(told) == ["too-many-numbers"] and int(told.headers["retry-after"]) == 2
    api.clock.set(api.clock.now() + timedelta(seconds=2))
    assert [search(api, of_day(serial)).status_code for serial in (500, 501)] == [200, 429]
    alarms = [one for one in api.lines() if "asks for many numbers" in one["event"]]
    assert alarms and {one["officer"] for one in alarms} == {CASEWORKER.id}
    found = looks(api)
    assert {one["act"] for one in found} == {"searched", "slowed"}
    marks = {mark for one in found for mark in one["asked"]}
    assert len(marks) == KNOWN + 1 and not any(of_day(n) in str(found) for n in range(200))


def test_a_number_asked_for_again_waits_for_nothing_and_another_day_begins_anew(api: Api) -> None:
    """Whoever reads a file twice is no guesser; after a day what was asked counts no more."""
    first = [of_day(serial) for serial in range(10, 10 + FREE_ALIKE)]
    for number in (*first, *first, *first):
        assert search(api, number).status_code == 200
    assert search(api, of_day(77)).status_code == 429
    assert search(api, of_day(77), LEADER).status_code == 200
    api.clock.set(api.clock.now() + timedelta(days=1, seconds=1))
    assert search(api, of_day(77)).status_code == 200


def test_many_numbers_of_many_birthdays_are_slowed_as_well(api: Api) -> None:
    """Softly: beyond the numbers of a long day the wait doubles with each eighth."""
    day = date(1900, 1, 1)
    told = [search(api, of_day(1, day + timedelta(days=n))).status_code for n in range(62)]
    assert told == [200] * FREE[Act.SEARCHED] + [429, 429]


def test_two_accounts_of_one_human_are_counted_as_one(api: Api) -> None:
    """Who has used up theirs under one id has under the other."""
    appoint(api.service, CASEWORKER, LEADER)
    words = {"id_number": of_day(296), "relation": "self", "document": "身份登记"}
    for one in (CASEWORKER, LEADER):
        done = api.post(SECURITY, f"/v1/officers/{one.id}/kinships", words)
        assert done.status_code == 201, done.text
    for serial in range(10, 10 + FREE_ALIKE):
        assert search(api, of_day(serial)).status_code == 200
    assert search(api, of_day(77), LEADER).status_code == 429


def test_entries_that_are_refused_leave_the_numbers_they_named_in_the_log(api: Api) -> None:
    """Nothing is stored of them, so that only the log tells whom somebody tried (an application)."""
    wrong = application(requested="0.00")
    refused = api.post(CASEWORKER, "/v1/cases", wrong)
    assert refused.status_code == 422
    (look,) = looks(api)
    assert (look["act"], look["officer"], len(look["asked"])) == ("tried", CASEWORKER.id, 2)
    assert identity_number() not in str(look)
    assert api.post(CASEWORKER, "/v1/cases", wrong).status_code == 422
    assert looks(api)[0]["asked"] == look["asked"]
    for serial in range(20, 26):
        last = api.post(CASEWORKER, "/v1/cases", application(serial=serial, requested="0.00"))
    assert codes(last) == ["too-many-numbers"]
    assert api.post(LEADER, "/v1/cases", application(requested="0.00")).status_code == 403


@pytest.mark.parametrize("code", [Code.CLOCK_BEHIND, Code.BUSY, Code.NO_LAW_IN_FORCE])
def test_what_the_service_itself_is_to_blame_for_counts_for_nobody(
    api: Api, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each number sent stands in the log all the same; the next entry waits for nothing."""
    office = type(api.service.office)
    with monkeypatch.context() as broken:
        broken.setattr(office, "execute", lambda _, request: Refused((reason(code),)))
        for serial in range(20, 30):
            told = api.post(CASEWORKER, "/v1/cases", application(serial=serial))
            assert told.status_code == 503, told.text
    assert {one["act"] for one in looks(api)} == {"tried"}
    assert len({mark for one in looks(api) for mark in one["asked"]}) == 20
    api.submit()


def test_who_tries_numbers_in_one_way_is_slowed_in_the_other(api: Api) -> None:
    """What was searched for counts where numbers are entered, and the other way round."""
    for serial in range(10, 10 + FREE_ALIKE):
        assert search(api, of_day(serial)).status_code == 200
    told = api.post(CASEWORKER, "/v1/cases", application(serial=20))
    assert codes(told) == ["too-many-numbers"]
    own = alone(
        1, members=[{"relation": "applicant", "name": "标记姓名甲", "id_number": of_day(10)}]
    )
    assert api.post(CASEWORKER, "/v1/cases", application(**own)).status_code == 201
    assert api.post(LEADER, "/v1/cases", application(requested="0.00")).status_code == 403


def test_many_of_one_birthday_that_are_entered_with_success_are_slowed(api: Api) -> None:
    """Each leaves a file; beyond what any office has of one birthday the next waits, and is told of."""
    probing, day = api.service.probing, [of_day(100 + serial) for serial in range(FREE_ENTERED)]
    probing.entered(CASEWORKER, probing.weigh(CASEWORKER, Act.TRIED, day))
    told = api.post(CASEWORKER, "/v1/cases", application())
    assert codes(told) == ["too-many-numbers"]
    assert [one["officer"] for one in api.lines() if "asks for many" in one["event"]]
    assert search(api, of_day(900)).status_code == 429
    api.clock.set(api.clock.now() + timedelta(days=1, seconds=1))
    api.submit()


def test_what_is_entered_with_success_is_counted(api: Api) -> None:
    """By the door itself: the family's numbers, once each."""
    api.submit()
    counted = api.service.probing.weigh(CASEWORKER, Act.TRIED, (identity_number(),)).counted
    assert len(counted) == 1
    assert len(api.service.probing.known(CASEWORKER, Act.TRIED).entered) == 2


@pytest.mark.parametrize("run", ["N765432{}", "N{}654321"])
def test_passports_tried_in_turn_are_slowed_as_numbers_are(api: Api, run: str) -> None:
    """Entries refused leave each in the log; of one run no more than of one birthday (P19), whether the
    end is changed or the beginning.
    """
    for serial in range(8):
        paper = {"kind": "passport", "number": run.format(serial), "country": "NPL"}
        member = {
            "relation": "other",
            "name": "标记姓名己",
            "paper": {**paper, "born": "1905-02-20"},
        }
        members = [*application()["members"], member]
        told = api.post(CASEWORKER, "/v1/cases", application(members=members, requested="0.00"))
    assert codes(told) == ["too-many-numbers"]


@pytest.mark.parametrize("way", ["amendment", "kinships"])
def test_every_other_door_that_takes_a_number_keeps_it_too(api: Api, way: str) -> None:
    """Amending a file, declaring kin: what was refused there is on record by its marks."""
    case = api.submit()
    if way == "amendment":
        member = {"name": "标记姓名丁", "id_number": of_day(900), "relation": "child"}
        words = {"changes": {"members": [member]}, "reasons": "登记时遗漏一人"}
        refused = api.post(LEADER, f"/v1/cases/{case}/amendments", words, 1)
    else:
        words = {"id_number": of_day(900), "relation": "spouse", "document": "申报"}
        refused = api.post(CASEWORKER, "/v1/officers/nobody/kinships", words)
    assert refused.status_code in (403, 409, 422), refused.text
    assert [one["act"] for one in looks(api)][:1] == ["tried"], refused.text


def test_what_was_asked_stays_counted_in_another_process(api: Api) -> None:
    """It is read from the log, which both databases keep."""
    for serial in range(10, 10 + FREE_ALIKE):
        assert search(api, of_day(serial)).status_code == 200
    other = Probing(api.service.looks.log, api.service.master, api.clock)
    weighed = other.weigh(CASEWORKER, Act.SEARCHED, (of_day(77),))
    assert weighed.wait > 0 and len(weighed.counted) == 1
