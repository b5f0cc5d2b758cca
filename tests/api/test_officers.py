"""The register over HTTP: appointing, keeping out of the cases of kin."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.authority import REVEALERS, Officer, Post
from domain.ground.facts import Authority, Recorded
from domain.ground.history import CommandRow
from domain.ground.names import RESERVED
from domain.ground.posts import Appointment, appointed
from domain.registers.officers.facts import OfficerAppointed
from relief.api.problems import Problem
from relief.api.territory import competent, territory
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.api.conftest import Api, codes
from tests.api.words import (
    CASEWORKER,
    CITY,
    LEADER,
    NAME,
    OTHER_COUNTY,
    TOWNSHIP,
    application,
    identity_number,
    officer,
)

SECURITY = officer("sec", Post.SECURITY_ADMIN, "5401")
AUDIT = officer("aa", Post.AUDIT_ADMIN, "5401")
NEW = "/v1/officers/zhang.san"


def appointment(**changes: Any) -> dict[str, Any]:
    """A caseworker from today on."""
    body = {
        "number": "任〔2026〕1号",
        "post": "caseworker",
        "division": TOWNSHIP,
        "valid_from": "2026-03-02",
        "document": "任用通知",
    }
    return {**body, **changes}


def test_the_security_administrator_appoints_and_nobody_else(api: Api) -> None:
    """The fact stands in the register, by the post that gave it."""
    done = api.post(SECURITY, f"{NEW}/appointments", appointment())
    assert done.status_code == 201, done.text
    assert (done.json()["case"], done.json()["facts"]) == ("zhang.san", ["officer-appointed"])
    held = api.service.officers.current().entry("zhang.san").appointments
    assert [one.number for one in held] == ["任〔2026〕1号"]
    for other in (CASEWORKER, LEADER, CITY):
        refused = api.post(other, f"{NEW}/appointments", appointment(number="2"))
        assert refused.status_code == 403
    administrator = appointment(number="3", post="audit-administrator", division="5401")
    assert api.post(SECURITY, "/v1/officers/li/administration", administrator).status_code == 403
    assert api.post(CITY, "/v1/officers/li/administration", administrator).status_code == 201
    twice = api.post(SECURITY, "/v1/officers/li/appointments", appointment(number="4"))
    assert codes(twice) == ["posts-incompatible"]


@pytest.mark.parametrize(
    ("id", "fault"),
    [
        ("a b", "not-an-officer-id"),
        ("张三", "not-an-officer-id"),
        ("ｚｈａｎｇ", "not-an-officer-id"),
        ("zh\u0430ng", "not-an-officer-id"),
        ("x" * 65, "not-an-officer-id"),
        ("system", "name-reserved"),
        ("Sweep", "name-reserved"),
    ],
)
def test_an_officer_has_a_plain_id(api: Api, id: str, fault: str) -> None:
    """What could not be anybody's id is refused in a sentence that says what one is."""
    refused = api.post(SECURITY, f"/v1/officers/{id}/appointments", appointment())
    ill_formed = fault == "not-an-officer-id"
    assert refused.status_code == (404 if ill_formed else 422)
    (error,) = refused.json()["errors"]
    assert (error["code"], error["field"], error["facts"]) == (
        "path-invalid" if ill_formed else "field-invalid",
        "officer",
        {"fault": fault},
    )
    assert id not in error["message"]


def test_an_id_is_taken_in_its_one_spelling(api: Api) -> None:
    """``Zhang.San`` is ``zhang.san``: one entry in the register, and one officer by any token."""
    done = api.post(SECURITY, "/v1/officers/Zhang.San/appointments", appointment())
    assert done.json()["case"] == "zhang.san"
    assert set(api.service.officers.current().entries) == {"zhang.san"}
    loud = officer("ZHANG.SAN", Post.CASEWORKER, TOWNSHIP)
    first = api.post(loud, "/v1/cases", application(), key="k-1")
    again = api.post(
        officer("zhang.san", Post.CASEWORKER, TOWNSHIP), "/v1/cases", application(), key="k-1"
    )
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["case"] == first.json()["case"]


def test_nobody_is_given_a_token_in_the_name_of_the_system(api: Api) -> None:
    """The sweep's name, and every other of the system's."""
    for name in sorted(RESERVED):
        with pytest.raises(ValueError, match="plain id"):
            api.token(officer(name, Post.CASEWORKER, TOWNSHIP))


def test_what_was_done_under_another_spelling_is_not_done_again(api: Api) -> None:
    """A retry across the upgrade finds the receipt of before, though the id is spelled anew."""
    worker = officer("zhang.san", Post.CASEWORKER, TOWNSHIP)
    first = api.post(worker, "/v1/cases", application(), key="k-8").json()
    kept = api.service.journal.store.command("zhang.san/k-8")
    assert kept is not None
    then = replace(kept, command_id="Zhang.San/k-9", first_position=0, last_position=0)
    appointed_then(api, "Zhang.San", then)
    again = api.post(worker, "/v1/cases", application(), key="k-9")
    assert again.status_code == 200, again.text
    assert (again.json()["case"], again.json()["repeated"]) == (first["case"], True)


def test_ids_that_are_one_human_are_told_and_nothing_is_wrong(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    """``relief verify`` names every spelling on record; the history stays whole."""
    appointed_then(api, "Zhang.San", CommandRow("old-1", "d", "{}"))
    api.post(SECURITY, f"{NEW}/appointments", appointment())
    assert verify(api.service, Output(json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["spellings"] == {"zhang.san": ["Zhang.San", "zhang.san"]}
    assert told["faults"] == []
    assert verify(api.service, Output()) == 0
    assert "“Zhang.San”、“zhang.san” 视为同一人：“zhang.san”" in capsys.readouterr().out


def appointed_then(api: Api, id: str, receipt: CommandRow) -> None:
    """An appointment as an earlier release recorded it, with a receipt of those days."""
    fact = OfficerAppointed(
        on=date(2026, 3, 2),
        number="任-旧",
        officer=id,
        post=Post.CASEWORKER,
        division=TOWNSHIP,
        valid_from=date(2026, 3, 2),
        valid_to=None,
        document="任用通知",
    )
    recorded = Recorded(
        stream="officers",
        version=1,
        fact=fact,
        recorded_at=api.clock.now(),
        officer="sec",
        authority=Authority("security-administrator", "5401", "内部§三员分立"),
        law="",
        command=receipt.command_id,
    )
    api.service.journal.append([recorded], receipt)
    api.service.officers.learn([recorded])


def test_kin_is_declared_by_number_before_anybody_applied(api: Api) -> None:
    """Who turns out to be the applicant later is the same person; the number is not kept."""
    api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/appointments", appointment())
    declared = {
        "id_number": identity_number(501),
        "relation": "near-affinity",
        "document": "回避申报",
    }
    done = api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/kinships", declared)
    assert done.status_code == 201, done.text
    refused = api.post(CASEWORKER, "/v1/cases", application())
    assert refused.status_code == 403 and codes(refused) == ["kin-concerned"]
    assert NAME not in refused.text and identity_number(501) not in refused.text
    other = Officer("other", CASEWORKER.posts, TOWNSHIP)
    case = api.post(other, "/v1/cases", application()).json()["case"]
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"})
    assert codes(refused) == ["kin-concerned"]
    (person,) = api.service.officers.current().kin(CASEWORKER.id)
    body = {"person": person, "document": "撤销申报"}
    gone = api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/kinships/withdrawal", body)
    assert gone.status_code == 201
    done = api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"})
    assert done.status_code == 201


def holding(*held: tuple[Post, str]) -> Officer:
    """Somebody with several posts, each in a division."""
    return appointed(
        "both",
        frozenset(),
        tuple(
            Appointment(
                number=f"{post.value} {division}",
                post=post,
                division=division,
                valid_from=date(2020, 1, 1),
                valid_to=None,
                document="任用通知",
            )
            for post, division in held
        ),
    )


def test_an_officer_of_two_places_reads_both_and_nothing_between() -> None:
    """Each post opens its own division; a list asks about the widest unless it is told otherwise."""
    held = (
        (Post.CASEWORKER, TOWNSHIP),
        (Post.CASEWORKER, "540121201"),
        (Post.FINANCE, OTHER_COUNTY),
        (Post.APPROVER, "540102001"),
    )
    mine = territory(holding(*held))
    assert mine.areas == (OTHER_COUNTY, TOWNSHIP, "540121201")
    assert mine.area(None) == OTHER_COUNTY
    assert mine.area(TOWNSHIP) == TOWNSHIP
    assert not mine.holds(TOWNSHIP[:6]) and not mine.holds("540102001")
    assert territory(holding(*held, (Post.AUDIT_ADMIN, "5401"))).areas == ()


def test_clear_values_are_asked_for_only_where_the_post_for_it_is_held() -> None:
    """Who reads the whole city and works in one township finds and reveals people in that township."""
    both = holding((Post.CITY_READER, "5401"), (Post.CASEWORKER, TOWNSHIP))
    assert territory(both).areas == ("5401", TOWNSHIP)
    assert territory(both, REVEALERS).areas == (TOWNSHIP,)
    competent(both, REVEALERS)
    competent(both, REVEALERS, TOWNSHIP)
    with pytest.raises(Problem, match="post-not-competent"):
        competent(both, REVEALERS, "540121201")
    misplaced = holding((Post.CASEWORKER, "5401"))
    with pytest.raises(Problem, match="post-not-competent"):
        competent(misplaced, REVEALERS)


@pytest.mark.article("18.1.1")
def test_whoever_appoints_is_told_of_an_office_with_too_few(api: Api) -> None:
    """A township of one cannot sign twice (18.1.1): a caution beside the receipt, never a refusal."""
    first = api.post(SECURITY, f"{NEW}/appointments", appointment()).json()
    unidentified, told = first["cautions"]
    assert unidentified["code"] == "officer-unidentified"
    assert (told["code"], told["facts"]["have"], told["facts"]["least"]) == (
        "office-short",
        "1",
        "2",
    )
    assert "在岗1人" in told["message"]
    other = "/v1/officers/li.si"
    words = appointment(number="2", post="township-leader")
    told = api.post(SECURITY, f"{other}/appointments", words).json()["cautions"]
    assert [one["code"] for one in told] == ["officer-unidentified"]
    end = {"number": "2", "last_day": "2026-03-31", "document": "免职通知"}
    done = api.post(SECURITY, f"{other}/appointments/end", end)
    assert done.status_code == 201
    assert [one["code"] for one in done.json()["cautions"]] == ["office-short"]


def several(answer: Any) -> list[tuple[str, dict[str, str]]]:
    """What is told beside a receipt, with its facts."""
    assert answer.status_code == 201, answer.text
    return [(one["code"], one["facts"]) for one in answer.json().get("cautions", [])]


@pytest.mark.article("30")
def test_who_says_that_somebody_has_a_second_account_is_told(api: Api) -> None:
    """With the other ids, and that the office has one human less; again when they are appointed."""
    for number, id in enumerate(("li.si", "wang.wu"), start=1):
        post = "caseworker" if number == 1 else "township-leader"
        words = appointment(number=str(number), post=post)
        api.post(SECURITY, f"/v1/officers/{id}/appointments", words)
    own = {"id_number": identity_number(504), "relation": "self", "document": "身份登记"}
    first = api.post(SECURITY, "/v1/officers/li.si/kinships", own)
    assert several(first) == []
    again = several(api.post(SECURITY, "/v1/officers/wang.wu/kinships", own))
    assert again[0] == ("officer-of-several-ids", {"others": "li.si"})
    assert [(code, facts["have"]) for code, facts in again[1:]] == [("office-short", "1")]
    words = appointment(number="3")
    told = several(api.post(SECURITY, "/v1/officers/wang.wu/appointments", words))
    assert told[0] == ("officer-of-several-ids", {"others": "li.si"})
    kin = {**own, "id_number": identity_number(505), "relation": "spouse"}
    assert several(api.post(SECURITY, "/v1/officers/wang.wu/kinships", kin)) == []


@pytest.mark.article("30")
def test_who_links_one_sign_in_to_two_accounts_is_told(api: Api) -> None:
    """Taken apart and linked to another id it leads to one human still, until both say who they are."""
    for number, id in enumerate(("li.si", "wang.wu"), start=1):
        words = appointment(number=str(number))
        api.post(SECURITY, f"/v1/officers/{id}/appointments", words)
    link = {"issuer": "https://id.example", "subject": "s-1", "document": "申请"}
    assert several(api.post(SECURITY, "/v1/officers/li.si/sign-in-links", link)) == []
    gone = api.post(SECURITY, "/v1/officers/li.si/sign-in-links/removal", link)
    assert gone.status_code == 201, gone.text
    told = several(api.post(SECURITY, "/v1/officers/wang.wu/sign-in-links", link))
    assert told[0] == ("officer-of-several-ids", {"others": "li.si"})


def test_a_second_account_of_one_human_is_one_human_everywhere(api: Api) -> None:
    """Who was never identified is told when appointed; looks of one id are found under the other."""
    first = api.post(SECURITY, f"/v1/officers/{CASEWORKER.id}/appointments", appointment()).json()
    assert "officer-unidentified" in [one["code"] for one in first["cautions"]]
    other = "/v1/officers/cw.two"
    number = {"id_number": identity_number(502), "relation": "self", "document": "身份登记"}
    assert api.post(SECURITY, f"{other}/appointments", appointment(number="2")).status_code == 201
    for whom in (f"/v1/officers/{CASEWORKER.id}", other):
        assert api.post(SECURITY, f"{whom}/kinships", number).status_code == 201
    told = api.post(SECURITY, f"{other}/appointments", appointment(number="3")).json()["cautions"]
    assert "officer-unidentified" not in [one["code"] for one in told]
    asked = {"id_number": identity_number(503), "reason": "identity-check"}
    assert api.post(CASEWORKER, "/v1/person-search", asked).status_code == 200
    for id in (CASEWORKER.id, "cw.two", "CW.Two"):
        found = api.get(AUDIT, f"/v1/access-log?officer={id}").json()["items"]
        assert [one["officer"] for one in found] == [CASEWORKER.id]
    wrong = {**number, "relation": "spouse"}
    refused = api.post(SECURITY, f"{other}/kinships", wrong)
    assert codes(refused) == ["kinship-declared"]
