"""What the second counter is told of the first: the same matter, one house, another name; and who answers."""

from typing import Any

import pytest

from domain.case.authority import Officer
from tests.api import paperwork as w
from tests.api.conftest import Api, codes
from tests.api.test_hints import alone, far, fire, hints
from tests.api.test_one_knowledge import codes_beside
from tests.api.words import (
    CASEWORKER,
    FINANCE,
    MONDAY,
    OTHER_TOWNSHIP,
    STRANGER,
    application,
    identity_number,
)

THERE: dict[str, Any] = {
    "township": OTHER_TOWNSHIP,
    "lives_in": OTHER_TOWNSHIP,
    "lives_in_seat": False,
}
FINDING = {"findings": "两处为同一次火灾", "evidence": ["火灾认定书-1"]}


def accepted(api: Api, who: Officer, case: str) -> list[str]:
    """What an acceptance tells beside its receipt."""
    version = api.get(who, f"/v1/cases/{case}").json()["version"]
    words = {"procedure": "general"}
    return codes_beside(api.post(who, f"/v1/cases/{case}/acceptance", words, version))


def cautions(api: Api, who: Officer, case: str, command: str) -> list[str]:
    """What is told beforehand of a step."""
    asked = api.get(who, f"/v1/cases/{case}/next-steps", command=command).json()["step"]
    return [one["code"] for one in asked["cautions"]]


@pytest.mark.article("12")
def test_the_same_matter_at_a_second_counter_is_answered_by_a_verdict(api: Api) -> None:
    """Told at intake and acceptance of both, like what only looks alike; a verdict of either ends it (P3)."""
    first = api.submit(incident=fire("二村"))
    answer = api.post(STRANGER, "/v1/cases", application(**THERE, incident=fire("二村")))
    assert codes_beside(answer) == ["likeness-open"]
    second = str(answer.json()["case"])
    assert accepted(api, STRANGER, second) == ["likeness-open"]
    assert accepted(api, CASEWORKER, first) == ["likeness-open"]
    (one,) = hints(api, STRANGER, second)["likenesses"]
    assert one["told_same"] and (one["likenesses"], one["case"]) == ([], None)
    words = {"person": one["person"], "listing": one["listing"], "sameness": "same", **FINDING}
    api.act(STRANGER, second, "likenesses", **words)
    for who, case in ((STRANGER, second), (CASEWORKER, first)):
        assert hints(api, who, case)["likenesses"][0]["sameness"] == "same"
        assert "likeness-open" not in cautions(api, who, case, "SignOpinion")


@pytest.mark.article("12", "19")
def test_what_became_known_after_the_decision_is_told_before_it_is_paid(api: Api) -> None:
    """And holds back nothing that was approved: the later application waits, not the earlier one."""
    api.clock.set(MONDAY)
    case = w.approved(api)
    assert cautions(api, FINANCE, case, "InstructPayment") == []
    api.post(STRANGER, "/v1/cases", application(**THERE))
    assert cautions(api, FINANCE, case, "InstructPayment") == ["likeness-open"]
    assert cautions(api, FINANCE, case, "ReleaseForHandover") == ["likeness-open"]


def by_herself(serial: int, **changes: Any) -> dict[str, Any]:
    """Somebody alone with a telephone and an account of their own."""
    card = f"62220000111122223{serial}"
    own = {"holder": 0, "bank": "虚构银行", "number": card}
    contact = {"phone": f"13900000{serial}", "address": "雪莲村1号"}
    return alone(serial, **{"contact": contact, "account": own, **changes})


@pytest.mark.article("11", "12", "AMB-03")
@pytest.mark.parametrize("followed", [True, False], ids=["in the ledgers", "not followed yet"])
def test_husband_and_wife_of_one_house_are_told_without_a_telephone(
    api: Api, followed: bool
) -> None:
    """One address however it is written, one cause and day, whatever place was told; a verdict ends it."""
    first = api.submit(**by_herself(351), incident=fire("三村"))
    if followed:
        api.follow()
    contact = {"phone": "13900000399", "address": "雪莲村 1号"}
    wife = by_herself(352, contact=contact, incident=fire("四村"))
    answer = api.post(STRANGER, "/v1/cases", application(**{**THERE, **wife}))
    assert codes_beside(answer) == ["likeness-of-house"]
    second = str(answer.json()["case"])
    assert first not in answer.text
    (one,) = hints(api, STRANGER, second)["likenesses"]
    assert (one["likenesses"], one["case"]) == (["address"], None)
    assert accepted(api, CASEWORKER, first) == ["likeness-of-house"]
    words = {"person": one["person"], "listing": one["listing"], "joined_on": "2026-01-05"}
    words |= {"findings": "系夫妻", "evidence": ["结婚证-1"]}
    api.act(STRANGER, second, "household", **words)
    assert [each["others"] for each in hints(api, STRANGER, second)["others"]] == [1]


@pytest.mark.parametrize(
    "changes",
    [
        {"incident": fire("三村", "2026-02-26")},
        {"incident": {**fire("三村"), "cause": "lightning"}},
        {"contact": {"phone": "13900000399", "address": "雪莲村2号"}},
    ],
    ids=["another day", "another cause", "next door"],
)
def test_one_house_alone_tells_nothing(api: Api, changes: dict[str, Any]) -> None:
    """Who lived there before, and neighbours, would drown the counter."""
    api.submit(**by_herself(351), incident=fire("三村"))
    wife = {**by_herself(352), "incident": fire("三村"), **changes}
    assert hints(api, STRANGER, far(api, **wife))["likenesses"] == []


def test_an_address_of_a_whole_village_tells_nothing(api: Api) -> None:
    """More applications than anybody could compare name it: no house has so many."""
    for serial in range(400, 418):
        api.submit(**by_herself(serial), incident=fire("三村"))
    api.follow()
    second = far(api, **by_herself(352), incident=fire("三村"))
    assert hints(api, STRANGER, second)["likenesses"] == []


def called(name: str, serial: int = 501) -> dict[str, Any]:
    """Somebody of this name under one number."""
    member = {"relation": "applicant", "name": name, "id_number": identity_number(serial)}
    return {"members": [member]}


@pytest.mark.article("16.3")
def test_another_name_under_the_same_number_is_told_and_answered(api: Api) -> None:
    """In another county as well: how many, and no name; a new one asks anew (P1)."""
    api.submit(**called("央金·拉姆"), incident=fire("二村", "2025-11-03"))
    answer = api.post(STRANGER, "/v1/cases", application(**THERE, **called("央金卓嘎")))
    assert codes_beside(answer) == ["named-otherwise"]
    assert "拉姆" not in answer.text
    case = str(answer.json()["case"])
    (one,) = hints(api, STRANGER, case)["names"]
    assert (one["others"], one["answered"]) == (1, False)
    words = {"person": one["person"], "sameness": "same"}
    words |= {"findings": "曾用名", "evidence": ["户籍证明-1"]}
    api.act(STRANGER, case, "names/judgement", **words)
    assert hints(api, STRANGER, case)["names"][0]["answered"]
    assert accepted(api, STRANGER, case) == []
    third = api.submit(**called("卓嘎"), incident=fire("六村", "2025-12-20"))
    assert hints(api, CASEWORKER, third)["names"][0]["others"] == 2
    assert not hints(api, STRANGER, case)["names"][0]["answered"]


def test_a_name_written_otherwise_or_put_right_is_none(api: Api) -> None:
    """Dots and blanks are no other name; what a file was corrected to is what it says."""
    first = api.submit(**called("央金·拉姆"), incident=fire("二村", "2025-11-03"))
    second = api.submit(**called("央金 拉姆"))
    assert hints(api, CASEWORKER, second)["names"] == []
    version = api.get(CASEWORKER, f"/v1/cases/{second}").json()["version"]
    words = {"person": "f" * 32, "sameness": "same", "findings": "无", "evidence": ["无-1"]}
    told = api.post(CASEWORKER, f"/v1/cases/{second}/names/judgement", words, version)
    assert codes(told) == ["names-agree"]
    changes = {"changes": called("央金德吉"), "reasons": "登记时写错"}
    api.act(CASEWORKER, first, "amendments", **changes)
    assert hints(api, CASEWORKER, second)["names"][0]["others"] == 1
