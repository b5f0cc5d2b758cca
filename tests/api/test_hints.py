"""What is known elsewhere of the persons of an application, told at the counter: no place, number or name."""

from typing import Any

import pytest

from domain.case.authority import Officer
from tests.api.conftest import Api
from tests.api.words import (
    CASEWORKER,
    NAME,
    OTHER_TOWNSHIP,
    PHONE,
    STRANGER,
    TOWNSHIP,
    application,
    identity_number,
)

PLACES = ("二村", "二号村")


def far(api: Api, **changes: Any) -> str:
    """An application at the counter of another county."""
    there = {"township": OTHER_TOWNSHIP, "lives_in": OTHER_TOWNSHIP, "lives_in_seat": False}
    done = api.post(STRANGER, "/v1/cases", application(**{**there, **changes}))
    assert done.status_code == 201, done.text
    return str(done.json()["case"])


def fire(place: str, on: str = "2026-02-27") -> dict[str, str]:
    """What befell them."""
    return {"cause": "fire", "on": on, "place": place}


def alone(serial: int, **changes: Any) -> dict[str, Any]:
    """Somebody who lists nobody else."""
    member = {"relation": "applicant", "name": NAME, "id_number": identity_number(serial)}
    return {"members": [member], **changes}


def hints(api: Api, who: Officer, case: str) -> dict[str, Any]:
    """What is told."""
    answer = api.get(who, f"/v1/cases/{case}/hints")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.article("12", "4/2")
def test_the_second_counter_is_told_of_the_same_fire_and_nothing_else(api: Api) -> None:
    """Of another county: what became of it, and neither number nor place nor name."""
    first = api.submit(incident=fire(PLACES[0]))
    second = far(api, incident=fire(PLACES[1]))
    answer = api.get(STRANGER, f"/v1/cases/{second}/hints")
    (one,) = answer.json()["likenesses"]
    assert (one["likenesses"], one["course"], one["case"]) == (["same-day"], "open", None)
    assert not one["told_same"] and one["sameness"] is None
    for secret in (first, TOWNSHIP, *PLACES, NAME, PHONE):
        assert secret not in answer.text
    words = {"person": one["person"], "listing": one["listing"], "sameness": "same"}
    words |= {"findings": "两处写法为同一村", "evidence": ["火灾认定书-1"]}
    api.act(STRANGER, second, "likenesses", **words)
    assert hints(api, STRANGER, second)["likenesses"][0]["sameness"] == "same"
    assert hints(api, CASEWORKER, first)["likenesses"][0]["sameness"] == "same"


def test_what_says_itself_to_be_the_same_is_told_as_such(api: Api) -> None:
    """Within one's own territory with its number; withdrawn, it ended."""
    first = api.submit()
    second = api.submit()
    (one,) = hints(api, CASEWORKER, second)["likenesses"]
    assert one["told_same"] and (one["case"], one["course"]) == (first, "open")
    api.act(CASEWORKER, first, "withdrawal", reason="另行申请")
    (one,) = hints(api, CASEWORKER, second)["likenesses"]
    assert one["course"] == "ended"


@pytest.mark.article("11", "AMB-03")
@pytest.mark.parametrize("followed", [True, False], ids=["in the ledgers", "not followed yet"])
def test_husband_and_wife_in_two_townships_are_told_by_their_telephone(
    api: Api, followed: bool
) -> None:
    """The second counter joins the household upon proof; each knows then with how many they live."""
    api.submit(**alone(71))
    if followed:
        api.follow()
    second = far(
        api, **alone(72, account={"holder": 0, "bank": "虚构银行", "number": "6222000011112222345"})
    )
    (one,) = hints(api, STRANGER, second)["likenesses"]
    assert (one["likenesses"], one["case"]) == (["telephone", "address"], None)
    words = {"person": one["person"], "listing": one["listing"], "joined_on": "2026-01-05"}
    words |= {"findings": "系夫妻", "evidence": ["结婚证-1"]}
    api.act(STRANGER, second, "household", **words)
    assert [one["others"] for one in hints(api, STRANGER, second)["others"]] == [1]


def by_agent(serial: int, phone: str, agent: str, **changes: Any) -> dict[str, Any]:
    """Somebody alone, who entrusted somebody; nothing else is anybody's as well."""
    card = f"62220000111122{serial:05d}"
    account = {"holder": 0, "bank": "虚构银行", "number": card + check(card)}
    contact = {"phone": phone, "address": f"雪莲村{serial}号"}
    entrusted = {"reason": "年迈", "name": "标记·代办人", "phone": agent}
    words = {"contact": contact, "account": account, "channel": "on-behalf", "agent": entrusted}
    return alone(serial, incident=fire(f"{serial}组"), **{**words, **changes})


def check(card: str) -> str:
    """The last figure of a card (Luhn)."""
    doubled = [int(one) * (2 if n % 2 == 0 else 1) for n, one in enumerate(reversed(card))]
    return str(-sum(one - 9 if one > 9 else one for one in doubled) % 10)


@pytest.mark.parametrize("followed", [True, False], ids=["in the ledgers", "not followed yet"])
def test_an_agents_telephone_is_told_of_an_applicants_and_of_no_agents(
    api: Api, followed: bool
) -> None:
    """Whose own number helps others apply is told of; that one helps two families tells nothing."""
    api.submit(**by_agent(81, "13900000081", "13911110000"))
    if followed:
        api.follow()
    helped = api.submit(**by_agent(82, "13900000082", "139 1111 0000"))
    assert hints(api, CASEWORKER, helped)["likenesses"] == []
    other = api.submit(**by_agent(83, "13911110000", "13900000084"))
    found = hints(api, CASEWORKER, other)["likenesses"]
    assert {tuple(one["likenesses"]) for one in found} == {("agent-telephone",)}
    assert len(found) == 2


@pytest.mark.parametrize("followed", [True, False], ids=["in the ledgers", "not followed yet"])
def test_a_telephone_that_is_the_agents_too_is_the_applicants_own(api: Api, followed: bool) -> None:
    """The family and whoever they entrusted told one number: another family's own is compared with it."""
    api.submit(**by_agent(85, "13911110000", "13911110000"))
    if followed:
        api.follow()
    other = api.submit(**by_agent(86, "13911110000", "13911110000"))
    (one,) = hints(api, CASEWORKER, other)["likenesses"]
    assert one["likenesses"] == ["telephone"]


def test_a_death_recorded_in_one_case_is_told_at_intake_of_another(api: Api) -> None:
    """In whichever county: the day, and which of the persons listed."""
    first = api.submit()
    members = api.get(CASEWORKER, f"/v1/cases/{first}").json()["members"]
    api.act(CASEWORKER, first, "deaths", person=members[1], died_on="2026-03-02")
    second = far(api)
    (one,) = hints(api, STRANGER, second)["deaths"]
    assert one == {"person": members[1], "day": "2026-03-02", "answered": False}
    words = {"person": members[1], "sameness": "another"}
    words |= {"findings": "本人健在", "evidence": ["户籍证明-1"]}
    api.act(STRANGER, second, "deaths/judgement", **words)
    assert hints(api, STRANGER, second)["deaths"][0]["answered"]


def test_the_year_is_told_of_each_and_of_the_household(api: Api) -> None:
    """Nothing was granted yet."""
    case = api.submit()
    told = hints(api, CASEWORKER, case)["year"]
    assert [(one["grants"], one["sum"]) for one in told] == [(0, "0.00")] * 3
    assert told[-1]["person"] is None


def test_nobody_else_is_told(api: Api) -> None:
    """A case that lies elsewhere is none."""
    case = api.submit()
    assert api.get(STRANGER, f"/v1/cases/{case}/hints").status_code == 404
