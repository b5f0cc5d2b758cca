"""One knowledge of a person over HTTP: nobody is two, nobody has two years, no interest erases a verdict."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Api, codes
from tests.api.test_children import CERTIFICATE, CHILD
from tests.api.test_hints import alone, far, fire, hints
from tests.api.test_journeys import inquire, to_county
from tests.api.test_looks import looks
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    LEADER,
    STRANGER,
    application,
    identity_number,
)

PASSPORT = {"kind": "passport", "number": "N7654321", "born": "1905-02-20", "country": "NPL"}
GUARDED = {"guardian": 0}


def child(name: str, **birth: Any) -> dict[str, Any]:
    """A child known by this birth."""
    return {**CHILD, "name": name, "birth": birth}


def refused(api: Api, *members: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Why the family cannot apply with these, by field."""
    listed = {**application(), "members": [*application()["members"], *members]}
    answer = api.post(CASEWORKER, "/v1/cases", listed)
    assert answer.status_code == 422, answer.text
    return [(one["code"], one["field"]) for one in answer.json()["errors"]]


def listed(api: Api, *members: dict[str, Any]) -> None:
    """The family applies with these."""
    api.submit(members=[*application()["members"], *members])


@pytest.mark.article("16.3")
def test_a_paper_tells_one_day_of_birth(api: Api) -> None:
    """A passport, and in the same list as well; the first day that was said stands."""
    paper = {"relation": "other", "name": "标记姓名己"}
    listed(api, {**paper, "paper": PASSPORT})
    later = {**paper, "paper": {**PASSPORT, "born": "1909-02-20"}}
    assert refused(api, later) == [("identity-contradicts", "members.2.paper.born")]
    listed(api, {**paper, "paper": PASSPORT})


@pytest.mark.article("16.3")
def test_a_certificate_tells_one_birth(api: Api) -> None:
    """Neither another day, nor the name and day of another child; a name alone may be put right."""
    one, another = "2026-01-05", "2026-02-05"
    listed(api, child("卓玛子", born=one, certificate=CERTIFICATE, **GUARDED))
    contradicts = [("identity-contradicts", "members.2.birth.born")]
    assert refused(api, child("卓玛丑", born=another, certificate=CERTIFICATE)) == contradicts
    listed(api, child("卓玛寅", born=one, **GUARDED))
    mixed = child("卓玛寅", born=one, certificate=CERTIFICATE, **GUARDED)
    assert refused(api, mixed) == contradicts
    listed(api, child("卓玛卯", born=one, certificate=CERTIFICATE, **GUARDED))


@pytest.mark.article("16.3")
def test_a_citizen_is_nobody_elses_passport(api: Api) -> None:
    """A second person would have a second year."""
    paper = {**PASSPORT, "country": "CHN"}
    told = refused(api, {"relation": "spouse", "name": "标记姓名己", "paper": paper})
    assert told == [("field-invalid", "members.2.paper.country")]


@pytest.mark.parametrize("sign", ["\U0002ebf0", "\U00031350", "\U0002b739"])
def test_whoever_has_a_new_sign_in_their_name_is_received(api: Api, sign: str) -> None:
    """The village's name as well; what no font draws is told beside the receipt."""
    named = {"members": [{**application()["members"][0], "name": f"王{sign}"}]}
    answer = api.post(CASEWORKER, "/v1/cases", {**application(), **named, "village": f"雪{sign}村"})
    assert answer.status_code == 201, answer.text


def codes_beside(answer: Any) -> list[str]:
    """What a receipt tells besides."""
    assert answer.status_code == 201, answer.text
    return [one["code"] for one in answer.json()["cautions"]]


@pytest.mark.article("14.1")
def test_the_receipt_tells_what_is_known_elsewhere(api: Api) -> None:
    """Of a dead applicant, when it is handed in and when it is accepted; and of a fire that looks alike."""
    first = api.submit(incident=fire("二村"))
    members = api.get(CASEWORKER, f"/v1/cases/{first}").json()["members"]
    api.act(CASEWORKER, first, "deaths", person=members[1], died_on="2026-03-02")
    again = api.post(CASEWORKER, "/v1/cases", application(incident=fire("二号村")))
    assert codes_beside(again) == ["death-known", "likeness-open"]
    case = again.json()["case"]
    version = api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
    words = {"procedure": "general"}
    accepted = api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", words, version)
    assert codes_beside(accepted) == ["death-known", "likeness-open"]


def test_a_reading_of_hints_is_a_look(api: Api) -> None:
    """On record, as every other; and an application that was withdrawn tells nothing any more."""
    first = api.submit(incident=fire("二村"))
    case = api.submit(incident=fire("二号村"))
    before = looks(api, case=case)
    assert hints(api, CASEWORKER, case)["likenesses"]
    assert len(looks(api, case=case)) == len(before) + 1
    api.act(CASEWORKER, case, "withdrawal", reason="误录")
    told = hints(api, CASEWORKER, case)
    assert not any(told[part] for part in ("deaths", "others", "year", "likenesses"))
    assert hints(api, CASEWORKER, first)["year"]


def one_of_two(api: Api) -> tuple[str, str]:
    """A couple is listed together; the wife applies alone. Her application, and who she is."""
    pair = [
        *alone(81)["members"],
        {**CHILD, "relation": "spouse", "id_number": identity_number(82)},
    ]
    api.submit(members=pair, incident=fire("二村"))
    case = api.submit(**alone(82), incident=fire("三村", "2026-01-05"))
    return case, str(api.get(CASEWORKER, f"/v1/cases/{case}").json()["members"][0])


@pytest.mark.article("11", "AMB-03")
@pytest.mark.parametrize(
    ("day", "parting"), [("2025-01-01", "divorced"), ("2026-03-02", "never-together")]
)
def test_two_hands_part_who_was_said_to_live_together(api: Api, day: str, parting: str) -> None:
    """One hand is refused with the way out; a correction that the leader confirms does it."""
    case, wife = one_of_two(api)
    words = {"persons": [wife], "parted_on": day, "parting": parting}
    path, version = f"/v1/cases/{case}", api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
    said = {**words, "findings": "分户", "evidence": ["证明-1"]}
    answer = api.post(CASEWORKER, f"{path}/household/parting", said, version)
    assert codes(answer) == ["field-invalid"] and "由另一人核准" in answer.text
    asked = {"changes": {"parted": words}, "reasons": "分户", "evidence": ["证明-1"]}
    api.act(CASEWORKER, case, "corrections", **asked)
    waits = api.get(CASEWORKER, path).json()["correction"]["changes"]["parted"]
    assert waits == words
    assert hints(api, CASEWORKER, case)["others"]
    api.act(LEADER, case, "corrections/confirmation", correction=1, reasons="属实")
    assert not hints(api, CASEWORKER, case)["others"]


@pytest.mark.article("12")
def test_another_countys_verdict_is_not_erased(api: Api) -> None:
    """The office with the pending file is refused, and told who may."""
    first = api.submit(incident=fire("二村"))
    second = far(api, incident=fire("二号村"))
    (one,) = hints(api, CASEWORKER, first)["likenesses"]
    found = {"person": one["person"], "listing": one["listing"], "findings": "同一火灾"}
    found |= {"evidence": ["火灾认定书-1"]}
    api.act(CASEWORKER, first, "likenesses", sameness="same", **found)
    (there,) = hints(api, STRANGER, second)["likenesses"]
    words = {**found, "person": there["person"], "listing": there["listing"], "sameness": "another"}
    version = api.get(STRANGER, f"/v1/cases/{second}").json()["version"]
    answer = api.post(STRANGER, f"/v1/cases/{second}/likenesses", words, version)
    assert codes(answer) == ["verdict-stands"]
    assert hints(api, CASEWORKER, first)["likenesses"][0]["sameness"] == "same"


@pytest.mark.article("14.1")
def test_a_death_by_mistake_is_withdrawn_where_the_person_applies(api: Api) -> None:
    """By two hands; the next application is told of no death."""
    first = api.submit()
    members = api.get(CASEWORKER, f"/v1/cases/{first}").json()["members"]
    api.act(CASEWORKER, first, "deaths", person=members[1], died_on="2026-03-02")
    own = {**application()["members"][1], "relation": "applicant"}
    case = api.submit(members=[own], incident=fire("三村", "2026-01-05"))
    assert hints(api, CASEWORKER, case)["deaths"]
    asked = {"changes": {"alive": [members[1]]}, "reasons": "健在", "evidence": ["户籍证明-1"]}
    api.act(CASEWORKER, case, "corrections", **asked)
    api.act(LEADER, case, "corrections/confirmation", correction=1, reasons="属实")
    assert not hints(api, CASEWORKER, case)["deaths"]


@pytest.mark.article("11", "AMB-03")
def test_a_person_in_two_living_households_is_not_decided_upon(api: Api) -> None:
    """A code of its own, whom of it and nobody else; every other fault beside it, and nothing stored."""
    api.submit(members=couple(81), incident=fire("二村"))
    case = api.submit(members=couple(82, 84), incident=fire("三村", "2026-01-05"))
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.clock.set(api.clock.now() + timedelta(days=9))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    seen = api.get(APPROVER, f"/v1/cases/{case}").json()
    words = {"amount": "0.00", "document": "批-1"}
    answer = api.post(APPROVER, f"/v1/cases/{case}/approval", words, seen["version"])
    found = {one["code"]: one for one in answer.json()["errors"]}
    assert found["in-two-households"]["facts"] == {"person": seen["members"][0], "others": "1"}
    assert len(found) > 1 and "二村" not in answer.text
    assert api.get(APPROVER, f"/v1/cases/{case}").json()["version"] == seen["version"]


def couple(serial: int, other: int = 0) -> list[dict[str, Any]]:
    """Two who live together."""
    spouse = {**CHILD, "relation": "spouse", "id_number": identity_number(other or serial + 1)}
    return [*alone(serial)["members"], spouse]
